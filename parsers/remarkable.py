"""What of a paper is worth a remark to the organiser: whose it is, of which year, of which city, whether signed.

Notes decide nothing (a remark is never a verdict), and what is unsure makes none: a remark that is wrong costs more
trust than ten that are missing. Whose school and leader the right ones are is not known here; who knows compares.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import islice

from parsers.facts import Note, NoteSort, Page, Segment, Text
from parsers.kazakh import fold
from parsers.knowledge import Knowledge
from parsers.people_named import leaders_in, names_in
from parsers.remembering import remembered

_LINES_OF_A_HEAD, _LONGEST_LINE = 10, 200
_AFTER_THE_TITLE = 2  # lines below a title that still belong to a paper's head
_AROUND_A_TITLE = 6  # lines below it in which dates and the city of an order stand
_LAST_LINES = 25
_SHORT = 50  # letters of a line below a title that is no sentence yet: «2025-2026 оқу жылы»
_MOST_LEADERS, _MOST_LINES = 6, 60
_LEAST_OF_A_TITLE = 3
_ABBREVIATION = 3  # «КММ», «мг»: parts of too many words
_ROWS_OF_A_LETTERHEAD = 2
_LEAST_LETTERS = 400  # shorter texts («Тақырыбы: … Мақсаты: …») are alike by chance

_YEARS = re.compile(r"(?<![\d.])(20\d\d)\s?[-–—/]\s?(?:20)?(\d\d)(?![\d.])(?!\s?[-–—]\s?\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What a paper of this year may say of the last one: its plan rests on the results, was talked over at the last meeting.
_OF_THE_PAST = re.compile(r"корытынды|нәтиже|натиже|талдау|итог|результат|анализ|отчет|есеби|откен|прошл")
_NUMBERED = re.compile(
    r"(?:№|#)\s?\d{1,3}(?!\d)|(?<!\d)\d{1,3}(?:\s?[-–]\s?|\s?(?:шы|ші|ая|я|й|ой)\s|\s?№\s?)"
    r"(?:(?:шы|ші|ая|я|й|ой)\s?[-–]?\s?)?(?:(?:орта|негізгі|бастауыш|средняя)\s)?(?=мект|школ|гимн|лиц)",
    re.IGNORECASE,
)
# «Протокол № 3 школьного МО»: the number is the paper's, and what is within a school is no school.
_OF_A_PAPER = r"(?:хат+ама|протокол|б[ұу]йры|приказ|отырыс|заседани|[қк]осымша|приложени|ереже|положени)\w*"
_NO_SCHOOL = re.compile(
    rf"{_OF_A_PAPER}\s*(?:№|#|N)?\s?\d+|(?:№|#|N)?\s?(?<!\d)\d+\s?(?:-\s?\w{{2,4}}\s)?\s?{_OF_A_PAPER}"
    r"|(?:(?:№|#)\s?\d+\s)?(?:внутри)?школьн\w*|(?:(?:№|#)\s?\d+\s)?мектеп\s?(?:[іи]ш[іи]л|алды)\w*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[«“\"][^»”\"]{3,60}[»”\"]")
_SIGNER = re.compile(r"директор|басшысы|руководитель школы", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"_{4,}|\.{8,}|…{3,}")
_SIGNED_OTHERWISE = re.compile(
    r"эцп|эцқ|эцк|qr|documentolog|электрон\w* (?:цифр|қол|подпис)|подписано|қол қойылды", re.I
)


def notes_of(text: Text, segments: Iterable[Segment], knowledge: Knowledge) -> tuple[Note, ...]:
    """The notes of all papers of a file. ``segments`` have pages as the text has them; each document is a paper."""
    found: list[Note] = []
    for part, segment in enumerate(segments):
        if segment.role in ("document", "application") and text.pages:
            found += _Paper(text, segment, part, knowledge).notes()
    return tuple(found)


def text_hash(text: str) -> str:
    """Hex SHA-256 of a text's letters and digits, in whatever case and layout; "" for one that is too short to tell."""
    letters = re.sub(r"[\W_]+", "", text.lower())
    return sha256(letters.encode()).hexdigest() if len(letters) >= _LEAST_LETTERS else ""


class _Paper:
    """One segment of a file with what its head and its end say."""

    def __init__(self, text: Text, segment: Segment, part: int, knowledge: Knowledge) -> None:
        whole = tuple(range(1, len(text.pages) + 1))
        self._numbers = tuple(number for number in segment.pages or whole if number in whole)
        self._pages = [text.pages[number - 1] for number in self._numbers]
        self._paged, self._part, self._knowledge = text.paged, part, knowledge
        sure = {claim.kind for claim in segment.claims if claim.status == "sure"}
        self._kinds = [kind for kind in knowledge.kinds if kind.key in sure]
        self._is_form = segment.role == "application"
        self._titles = [e.words for claim in segment.claims for e in claim.evidence if e.where == "heading"]

    def notes(self) -> Iterator[Note]:
        """All notes of this paper."""
        if not self._pages or not (self._kinds or self._is_form):
            return
        lines = list(_first_lines(self._pages[0]))
        first, last = self._title(lines)
        texts = [text for text, _ in lines]
        yield from self._places(texts[: last + 1 + _AROUND_A_TITLE])
        # What stands on the pages of a form is mostly the form's own: it names its school and leader itself.
        if not self._is_form and self._pages[0].read_by == "text":
            head = texts[: last + 1 + _AFTER_THE_TITLE]
            if not any(kind.names_others for kind in self._kinds):
                yield from self._schools(head)
            if all(kind.current for kind in self._kinds):
                yield from self._years(_titles(lines, first, last))
                yield from self._leaders()
            if any(kind.signed for kind in self._kinds):
                yield from self._unsigned()

    def _note(self, sort: NoteSort, value: str, words: str, page: int | None = None) -> Note:
        at = (page or self._numbers[0]) if self._paged else None
        return Note(sort, value, " ".join(words.split())[:_LONGEST_LINE], at, self._part)

    def _title(self, lines: list[tuple[str, bool]]) -> tuple[int, int]:
        """The first and the last line of the title; where there is none, a last one that is before the first."""
        titles = [_even(words) for words in self._titles]
        found: list[int] = []
        for i, (text, bold) in enumerate(lines):
            line = _even(text)
            if len(line) > _LEAST_OF_A_TITLE and any(
                line in title or (title in line and (bold or len(line) < 2 * len(title))) for title in titles
            ):
                found.append(i)
            elif found:
                break
        return (found[0], found[-1]) if found else (_LINES_OF_A_HEAD, _LINES_OF_A_HEAD - 1 - _AFTER_THE_TITLE)

    def _schools(self, head: list[str]) -> Iterator[Note]:
        """Lines that name a school: by a number, or by a name in a line that only a letterhead has."""
        school, legal = _begins(self._knowledge.schools), _begins(self._knowledge.pages.letterhead)
        for line in head:
            said = _NO_SCHOOL.sub(" ", line) if _NUMBERED.search(line) else line
            numbered = _NUMBERED.search(said)
            if not (numbered or _QUOTED.search(said)):
                continue
            folded = fold(said)
            if school.search(folded) and (numbered or legal.search(folded)):
                yield self._note("school", " ".join(said.split()), line)

    def _years(self, titles: list[str]) -> Iterator[Note]:
        """The newest school year that the title says."""
        said: dict[int, str] = {}
        approval = _begins(self._knowledge.pages.approval)
        for line in titles:
            spans = [int(years[1]) for years in _YEARS.finditer(line) if (int(years[1]) + 1) % 100 == int(years[2])]
            if spans and not (_OF_THE_PAST.search(folded := fold(line)) or approval.search(folded)):
                said.setdefault(max(spans), line)
        if said:
            newest = max(said)
            yield self._note("year", f"{newest}-{newest + 1}", said[newest])

    def _places(self, head: list[str]) -> Iterator[Note]:
        """A former name of the city, unless the paper is of its time."""
        years = [int(year) for line in head for year in _YEAR.findall(line)]
        for former in self._knowledge.former_names:
            if any(year <= former.until for year in years):
                continue
            wanted = _place(former.name)
            if line := next((line for line in head if wanted.search(line)), ""):
                yield self._note("place", former.name, line)

    def _leaders(self) -> Iterator[Note]:
        """Who heads the association, as the paper says; nobody where it names more than one association has."""
        found: dict[str, Note] = {}
        named = (
            (name, words, number)
            for number, page in zip(self._numbers, self._pages, strict=True)
            for block in page.blocks
            for name, words in leaders_in(block)
        )
        for name, words, number in islice(named, _MOST_LINES):
            found.setdefault(fold(name), self._note("leader", name, words, number))
        if len(found) <= _MOST_LEADERS:
            yield from found.values()

    def _unsigned(self) -> Iterator[Note]:
        """An empty line for the head's signature with nobody's name by it."""
        if any(page.picture for page in self._pages):
            return
        lines = [
            (number, line.strip()[:_LONGEST_LINE])
            for number, page in zip(self._numbers, self._pages, strict=True)
            for block in page.blocks
            for line in (("\t".join(row) for row in block.rows) if block.rows else block.text.split("\n"))
            if line.strip()
        ]
        if any(_SIGNED_OTHERWISE.search(line) for _, line in lines):
            return
        last = lines[-_LAST_LINES:]
        for i, (number, line) in enumerate(last):
            around = " \n ".join(near for _, near in last[max(i - 1, 0) : i + 3])
            if _SIGNER.search(line) and _EMPTY_LINE.search(line) and not _anybody(around):
                yield self._note("unsigned", line, line, number)
                return


@lru_cache(maxsize=16)
def _begins(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of the configuration's plain phrases in a folded text, at the beginning of a word."""
    plain = [fold(words.rstrip("!")) for words in phrases if not re.search(r"\.\.\.|[@&_]", words)]
    either = "|".join(re.escape(words) + (r"(?!\w)" if len(words) <= _ABBREVIATION else "") for words in plain)
    return re.compile(rf"(?<!\w)(?:{either})" if plain else r"(?!)")


def _titles(lines: list[tuple[str, bool]], first: int, last: int) -> list[str]:
    """The lines that may say of which year a paper is: its title with short lines about it, else what stands out."""
    if last < first:
        return [text for text, bold in lines if bold]
    about = lines[max(first - 1, 0) : last + 1 + _AFTER_THE_TITLE]
    title = {text for text, _ in lines[first : last + 1]}
    return [text for text, bold in about if text in title or bold or len(text) <= _SHORT]


def _even(line: str) -> str:
    return " ".join(line.casefold().split())


@remembered(16)
def _place(name: str) -> re.Pattern[str]:
    """What finds a city's name as written, with a hyphen or without: every letter that folds to each of its letters.

    Folding all first lines of all papers would cost more than reading the rest of them.
    """
    written: dict[str, str] = {}
    for letter in map(chr, range(0x400, 0x530)):
        written[fold(letter)] = written.get(fold(letter), "") + letter
    pieces = ("".join(f"[{written.get(c, re.escape(c))}]" for c in piece) for piece in re.split(r"[\s-]+", fold(name)))
    return re.compile(r"(?<!\w)" + r"\s?[\s‐‑–—-]\s?".join(pieces))


def _anybody(text: str) -> bool:
    """Whether anybody may be named in a text: a name, a line of one word, a word with a capital inside a line."""
    if names_in(text):
        return True
    lines = [re.findall(r"[^\W\d_]{3,}", line) for line in text.split("\n")]
    within = [word for words in lines for word in (words[1:] or words)]
    return any(word[0].isupper() and not _SIGNER.search(word) for word in within)


def _first_lines(page: Page) -> Iterator[tuple[str, bool]]:
    """The lines of a page's head, and whether each stands out: all before its first real table.

    Rows of a single cell above a table are lines, and so are the cells of a letterhead that is laid out as a table.
    """
    count = 0
    for block in page.blocks:
        rows = [[cell for cell in row if cell.strip()] for row in block.rows]
        opening = next((i for i, row in enumerate(rows) if len(row) > 1), len(rows))
        kept = rows if len(rows) <= _ROWS_OF_A_LETTERHEAD else rows[:opening]
        for piece in [piece for row in kept for piece in row] if rows else [block.text]:
            for line in piece.split("\n"):
                if line.strip() and count < 2 * _LINES_OF_A_HEAD:
                    count += 1
                    yield line.strip()[: 2 * _LONGEST_LINE], block.prominence > 0
        if len(kept) < len(rows) or count >= 2 * _LINES_OF_A_HEAD:
            return
