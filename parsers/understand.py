"""A file → facts: what type it is, what it says, whether it is the application, which documents it holds.

The cheapest sufficient way: pictures, sound and programs are never opened, a file that cannot be read is named as
unread with the reason, and its name alone never makes more than a doubtful claim (model.md 25).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from parsers import links as linking
from parsers import quoting
from parsers.apart import apart, together
from parsers.errors import ParserError
from parsers.facts import ApplicationFacts, Block, Claim, Evidence, FileFacts, Note, Page, Problem, Role, Segment, Text
from parsers.kazakh import fold
from parsers.knowledge import Form, Knowledge
from parsers.language import is_language
from parsers.limits import ReadLimits
from parsers.remembering import remembered_beside
from parsers.signing import told, with_signature
from parsers.transcribe import LetterByLetter

Reread = Callable[[tuple[int, ...]], Text]

_MEDIA = frozenset(("mp4", "mov", "avi", "mkv", "webm", "wmv", "flv", "3gp", "mpeg", "mpg", "mts", "vob", "m4v"))
_MEDIA |= frozenset(("mp3", "m4a", "aac", "wav", "ogg", "flac", "amr", "wma", "mid"))
# Signatures, visiting cards, appointments and what a Mac keeps beside a file: what programs add, never a paper.
_NO_PAPERS = frozenset(("p7s", "vcf", "ics", "appledouble"))
# A page that is a picture with a number or a scanner's line on it was not read by reading those.
_LETTERS_OF_A_SCAN = 40
_SAMPLE_OF_A_PAGE = 1500  # characters of it that are looked at for being language
_ABBREVIATION = 3
_FIRST_PAGES = 8000
_PAGES_OF_A_FORM = 3
_OF_ITS_KIND = 0.5  # confidence of a value that is of its field's kind (parsers.facts.FieldValue)
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_HEAD_OF_A_PAPER, _LONGEST_LINE, _SCHOOL_LINES = 3000, 200, 3
_LONGEST_TITLE = 1000


def prepare(knowledge: Knowledge) -> None:
    """Build what is made once of the contest's words, so that the first file need not wait for it."""
    word = Page((Block("."),))
    understand_text(Text("txt", (word,)), ".", knowledge)
    understand_body("", (".",), (), knowledge)


def understand(path: Path, name: str, knowledge: Knowledge, limits: ReadLimits) -> FileFacts:
    """All that one file says; never raises for what is in it. ``name`` is its name as sent, with its folders."""
    from parsers.readers import read
    from parsers.sniff import sniff

    type_ = sniff(path, name)
    if type_ in _MEDIA or type_ in _NO_PAPERS:
        role: Role = "annex" if type_ in _MEDIA else "none"
        segment = Segment(None, role, evidence=(Evidence("name", name.rpartition("/")[2]),))
        return FileFacts(type_, None, (), (segment,), speaks=_speaks(name, "", knowledge))
    if type_ in ("program", "encrypted", "empty"):
        return _unread(Text(type_, (), problem=Problem(type_)), name, knowledge)
    try:
        text = read(path, type_, limits)
    except ParserError as error:
        return _unread(Text(type_, (), problem=error.problem), name, knowledge)
    again = partial(_form_again, path, len(text.pages)) if type_ == "pdf" else None
    return understand_text(text, name, knowledge, again)


def understand_text(text: Text, name: str, knowledge: Knowledge, again: Reread | None = None) -> FileFacts:
    """All that a text says that was read from the file ``name``; ``again`` reads pages of a form another way."""
    from parsers.documents import recognise
    from parsers.documents.listing import listed_in
    from parsers.hidden import hidden
    from parsers.remarkable import notes_of, text_hash

    if text.pages and all(is_scan(page) for page in text.pages):
        return _unread(replace(text, problem=text.problem or Problem("scan")), name, knowledge)
    if not any(page.text.strip() or is_photograph(page) for page in text.pages):
        return _unread(replace(text, problem=text.problem or Problem("blank")), name, knowledge)
    # Where a format has no pages the runs between page breaks still tell where a form ends.
    application = _application(replace(text, paged=True), knowledge.form, again)
    cut = apart(text, application, knowledge.form)
    # What was read up to a limit is as good as any other page; what lies beyond is unread.
    segments = together(cut, recognise(name, replace(cut.text, problem=None), knowledge, cut.form))
    segments = _with_claims(segments, hidden(text, segments, knowledge))
    segments = _with_unread_pages(segments, text)
    listed = listed_in(text, segments, knowledge)
    notes = notes_of(text, segments, knowledge)
    if application is not None:
        application = with_signature(application, text, name)
    if text.problem is not None:
        segments = (*segments, Segment(None, "unread"))
    if not text.paged:
        segments, application = _without_pages(segments), _application_without_pages(application)
    whole = "\n".join(page.text for page in text.pages)
    return FileFacts(
        type=text.type,
        pages=len(text.pages) if text.paged else None,
        read_by=tuple(page.read_by for page in text.pages),
        segments=segments,
        application=application,
        problem=text.problem or _problem_of_pages(text),
        links=linking.to_documents((*linking.find(whole), *text.links)),
        speaks=_speaks(name, whole, knowledge),
        notes=(*notes, *_named(whole, notes, knowledge)),
        text_sha256=text_hash(whole),
        listed=listed,
    )


def _application(text: Text, form: Form, again: Reread | None) -> ApplicationFacts | None:
    """The application in a text; where it lacks a required field, what a second way of reading gives, if more."""
    from parsers.application import parse

    found = parse(text, form)
    if found is None or again is None or not found.pages or not found.fields or _filled(found, form) == _required(form):
        return found
    try:
        second = parse(again(found.pages), form)
    except ParserError:
        return found
    return second if second is not None and _filled(second, form) > _filled(found, form) else found


def _form_again(path: Path, of: int, pages: tuple[int, ...]) -> Text:
    from parsers.readers.pdf_form import read_form

    return read_form(path, pages[:_PAGES_OF_A_FORM], of)


def _required(form: Form) -> int:
    return sum(field.required for field in form.fields)


def _filled(application: ApplicationFacts, form: Form) -> int:
    """How many required fields are filled with something of their kind."""
    required = {field.key for field in form.fields if field.required}
    return sum(field.key in required and field.confidence >= _OF_ITS_KIND for field in application.fields)


def understand_body(subject: str, texts: tuple[str, ...], html: tuple[str, ...], knowledge: Knowledge) -> FileFacts:
    """What the body of a letter says: an application in it, links, words of the contest.

    A list of attachments in it is no evidence of any document: it only says what its numbers mean. An application
    counts where the sender wrote it or passes it on, not where an answer repeats an earlier letter. Its tables are
    clearer in html, which is tried first.
    """
    from parsers.documents.listing import listed_in_body

    own: list[tuple[Block, ...]] = []
    passed: list[tuple[Block, ...]] = []
    hidden: list[str] = []
    limits = ReadLimits()
    for text in (*_html_texts(html, limits), *_plain_texts(texts, limits)):
        mine, theirs = quoting.split([block for page in text.pages for block in page.blocks], subject)
        own.append(mine)
        passed.append(theirs)
        hidden.extend(text.links)
    application = _application_in(own, knowledge) or _application_in(passed, knowledge)
    said = "\n".join(block.text for blocks in (*own, *passed) for block in blocks)
    if application is not None:
        segments = (Segment(None, "application", evidence=application.evidence),)
    else:
        segments = (Segment(None, "none" if said.strip() else "blank"),)
    return FileFacts(
        type="body",
        pages=None,
        read_by=("text",) if said.strip() else (),
        segments=segments,
        application=application,
        links=linking.to_documents((*linking.find(said), *hidden)),
        speaks=_speaks(subject, said, knowledge),
        notes=_named(said, (), knowledge),
        listed=next(filter(None, (listed_in_body(blocks, knowledge) for blocks in own)), ()),
    )


def _html_texts(html: tuple[str, ...], limits: ReadLimits) -> list[Text]:
    if not html:
        return []
    from parsers.readers.plain import from_html

    return [from_html(source, limits) for source in html]


def _plain_texts(texts: tuple[str, ...], limits: ReadLimits) -> list[Text]:
    if not texts:
        return []
    from parsers.readers.plain import from_text

    return [from_text(source, limits) for source in texts]


def _application_in(bodies: list[tuple[Block, ...]], knowledge: Knowledge) -> ApplicationFacts | None:
    """The fullest application among the forms of one body (html and plain text say the same twice)."""
    from parsers.application import parse

    found = [parse(Text("body", (Page(quoting.without_heads(blocks)),)), knowledge.form) for blocks in bodies if blocks]
    fullest = max((facts for facts in found if facts is not None), key=lambda facts: len(facts.fields), default=None)
    found_form = _application_without_pages(fullest)
    return None if found_form is None else told(found_form, found_form.marks)


def _unread(text: Text, name: str, knowledge: Knowledge) -> FileFacts:
    """Facts of a file whose content was not read: its name, or a title over a picture, makes doubtful claims alone."""
    from parsers.documents import recognise

    pages = tuple(range(1, len(text.pages) + 1)) if text.paged and text.pages else None
    titled = any(page.text.strip() for page in text.pages)
    seen = recognise(name, replace(text, problem=None) if titled else replace(text, pages=()), knowledge, ())
    claims = tuple(
        replace(claim, status="doubtful", pages=(claim.pages or pages) if text.paged else None)
        for segment in seen
        for claim in segment.claims
    )
    role: Role = "blank" if text.problem is not None and text.problem.code == "blank" else "unread"
    return FileFacts(
        type=text.type,
        pages=len(text.pages) if text.paged else None,
        read_by=tuple(page.read_by for page in text.pages),
        segments=(Segment(pages, role, claims, evidence=tuple(e for claim in claims for e in claim.evidence)),),
        problem=text.problem,
        links=linking.to_documents(text.links),
        speaks=_speaks(name, "", knowledge),
    )


def is_scan(page: Page) -> bool:
    """Whether a page is a picture that nobody has read, or has letters under it or for it that are no language."""
    if page.read_by == "none":
        return not page.needless
    if page.read_by == "ocr":
        return False
    text = page.text
    if page.picture and sum(map(str.isalpha, text)) < _LETTERS_OF_A_SCAN:
        return True
    return not _is_believed(text[:_SAMPLE_OF_A_PAGE], page.picture)


# Asked of the same page by all who part what was read from what was not.
@remembered_beside(256, _SAMPLE_OF_A_PAGE)
def _is_believed(sample: str, layer: bool) -> bool:
    return is_language(sample, layer=layer)


def is_photograph(page: Page) -> bool:
    """Whether a page is a picture that was seen well and has no words."""
    return page.read_by == "ocr" and page.picture and not page.blocks


def _problem_of_pages(text: Text) -> Problem | None:
    """A file of which only some pages could be read is not wholly read."""
    scans = [number for number, page in enumerate(text.pages, 1) if is_scan(page)]
    return Problem("scan", ",".join(map(str, scans))[:200]) if scans else None


def _with_unread_pages(segments: tuple[Segment, ...], text: Text) -> tuple[Segment, ...]:
    """Pages that are pictures stand by themselves as unread: what is on them is not what stood before them."""
    scans = {number for number, page in enumerate(text.pages, 1) if is_scan(page)}
    if not scans:
        return segments
    kept: list[Segment] = []
    for segment in segments:
        if segment.pages is None or segment.role == "unread" or not scans.intersection(segment.pages):
            kept.append(segment)
            continue
        pages = tuple(page for page in segment.pages if page not in scans)
        read, unread = _parted(segment.claims, scans)
        if pages:
            kept.append(replace(segment, pages=pages, claims=read))
        kept.append(Segment(tuple(page for page in segment.pages if page in scans), "unread", unread))
    named = {page for segment in kept if segment.role == "unread" for page in segment.pages or ()}
    if left := tuple(sorted(scans - named)):
        kept.append(Segment(left, "unread"))
    return tuple(kept)


def _with_claims(segments: tuple[Segment, ...], claims: tuple[Claim, ...]) -> tuple[Segment, ...]:
    """Claims beside those of the recogniser, each on the segment that has its page, else on the first."""
    if not claims or not segments:
        return segments
    added: list[list[Claim]] = [[] for _ in segments]
    for claim in claims:
        pages = set(claim.pages or ())
        at = next((i for i, segment in enumerate(segments) if pages & set(segment.pages or ())), 0)
        added[at].append(claim)
    return tuple(
        replace(segment, claims=(*segment.claims, *more)) for segment, more in zip(segments, added, strict=True)
    )


def _parted(claims: tuple[Claim, ...], scans: set[int]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """A segment's claims on the pages that were read, and those that stood on unread pages alone: doubtful."""
    read, unread = [], []
    for claim in claims:
        pages = claim.pages and tuple(page for page in claim.pages if page not in scans)
        if pages == ():
            unread.append(replace(claim, status="doubtful"))
        else:
            read.append(replace(claim, pages=pages))
    return tuple(read), tuple(unread)


def _without_pages(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Segments of a format that has no pages: the runs that were counted mean nothing to a person."""
    return tuple(
        replace(
            segment,
            pages=None,
            evidence=tuple(replace(e, page=None) for e in segment.evidence),
            claims=tuple(
                replace(claim, pages=None, evidence=tuple(replace(e, page=None) for e in claim.evidence))
                for claim in segment.claims
            ),
        )
        for segment in segments
    )


def _application_without_pages(application: ApplicationFacts | None) -> ApplicationFacts | None:
    if application is None:
        return None
    return replace(
        application,
        pages=None,
        fields=tuple(replace(field, page=None) for field in application.fields),
        evidence=tuple(replace(e, page=None) for e in application.evidence),
        marks=tuple(replace(mark, page=None, box=None) for mark in application.marks),
    )


def _speaks(name: str, text: str, knowledge: Knowledge) -> str:
    """The first words of the contest's that stand in the name or the text, as written there; "" when none do."""
    # Titles are spaced out and broken at line ends, which the full folding mends; it is too slow for a whole text. A
    # paper that is about the contest says so on its first pages.
    text = text[:_FIRST_PAGES]
    said = _said_in(name, _plain(fold(name)), knowledge)
    return said or _said_in(text, f"{_plain(text)}\n{_plain(fold(text[:_LONGEST_TITLE]))}", knowledge)


def _said_in(source: str, plain: str, knowledge: Knowledge) -> str:
    """The contest's first words in a plain text, as its source has them."""
    for written, words, wanted in _contest_words(knowledge.words):
        # Looking for the bare words first is ten times cheaper, and most texts have none of them.
        if words in plain and wanted.search(plain):
            return _as_written(source, wanted) or written
    return ""


def _named(text: str, noted: tuple[Note, ...], knowledge: Knowledge) -> tuple[Note, ...]:
    """The first lines that have a number and a word for a school, those that are noted already left out.

    Papers say in their head or seal whose they are, also those that nobody recognised.
    """
    if not knowledge.schools:
        return ()
    known = {note.value for note in noted if note.sort == "school"}
    found: dict[str, None] = {}
    # Cells of a table apart: «4 | Школьный этап» is no school.
    for line in re.split(r"[\n\t]", text[:_HEAD_OF_A_PAPER]):
        if not _NUMBER.search(line):
            continue
        plain = _plain(line)
        if any(root in plain for root in _folded(knowledge.schools)):
            found[line.strip()[:_LONGEST_LINE]] = None
    lines = tuple(found)[:_SCHOOL_LINES]
    return tuple(Note("named", line, line) for line in lines if " ".join(line.split()) not in known)


@lru_cache(maxsize=8)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Roots as ``_plain`` spells them; abbreviations are left out, they are parts of too many words."""
    return tuple(dict.fromkeys(_plain(fold(word)) for word in words if len(word) > _ABBREVIATION))


@lru_cache(maxsize=8)
def _contest_words(words: tuple[str, ...]) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The contest's words, each as written, in plain text, and as a pattern over plain text in one line.

    Kazakh and Russian words take endings, abbreviations («МО») do not: a longer word that begins so is another.
    """
    found = []
    for written in words:
        if plain := _plain(fold(written)):
            end = r"(?!\w)" if len(plain.rpartition(" ")[2]) <= _ABBREVIATION else ""
            found.append((written, plain, re.compile(rf"(?<!\w){re.escape(plain)}{end}")))
    return tuple(found)


def _as_written(source: str, wanted: re.Pattern[str]) -> str:
    """The line that has the words, "" when they stand across lines."""
    return next((line.strip()[:200] for line in source.split("\n") if wanted.search(_plain(line))), "")


def _plain(text: str) -> str:
    """The text in one line, letter by letter in the classes of ``fold``, Latin look-alikes taken as Cyrillic."""
    return " ".join(_letters()(text).split())


@lru_cache(maxsize=1)
def _letters() -> LetterByLetter:
    """What ``fold`` makes of each letter within a Cyrillic word; marks that combine are left out."""
    letters: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in (*range(0x21, 0x300), *range(0x370, 0x530), *range(0x2010, 0x2040)):
        folded = fold("ж" + chr(code))
        if folded.startswith("ж"):
            letters[code] = folded[1:]
    return LetterByLetter(letters)
