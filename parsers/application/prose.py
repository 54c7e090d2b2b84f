"""An application written as a letter: «Мен, …, № 79 мектептің тарих пәні ӘБ жетекшісі, қатысуға өтінемін».

Where no label stands, a value shows what it is by its looks (a number, an address of mail, a name, «№ 79 мектеп»), and
whose it is by the words around it. What is found so is less sure than what stands under a label, and never replaces it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import normal
from parsers.application.lines import Line
from parsers.application.meaning import Meanings
from parsers.application.prose_school import school_in
from parsers.application.words import NUMBERING, PLAIN, TOKEN, words_of
from parsers.facts import FieldValue
from parsers.knowledge import FieldType, Form, FormField
from parsers.nominative import in_first_case, nominative

SURENESS = 0.5
_MOST = 4000  # characters of a letter
_FULL = 60  # characters of a line that may have been broken because it was full
_STREET_MOST = 140  # characters of an address
_NEAR = 7  # words around a value that say whose it is
_PHONE = re.compile(r"(?<!\d)\+?\(?\d[\d \u00a0()\-–]{5,}\d")
_MAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
_PATRONYMIC = (
    "(?:ұлы|қызы|улы|кызы|uly|kyzy|qyzy|ович|евич|ич|ича|ичу|овна|евна|ична|овны|евны|ичны|овича|евича|овне|евне|овну|евну|ичну|"
    "ovich|evich|ovna|evna)"
)
_CAPITAL, _SMALL = "[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]", "[а-яёәғқңөұүһіa-z’'-]"
_CASE = "(?:нан|нен|дан|ден|тан|тен|ның|нің|дың|дің|тың|тің)"
_INITIALS_FIRST = re.compile(rf"{_CAPITAL}\.")
_GAP = r"[^\S\n]+"
_NAMES = re.compile(
    rf"(?<![\w«-]){_CAPITAL}[\w’'-]+\s+{_CAPITAL}[\w’'-]+\s+{_CAPITAL}\w*{_PATRONYMIC}{_CASE}?\b"
    rf"|(?<![\w«-]){_CAPITAL}[\w’'-]+{_GAP}{_CAPITAL}\.[^\S\n]?(?:{_CAPITAL}\.)?(?:-?{_CASE}\b)?"
    rf"|(?<![\w«.-]){_CAPITAL}\.[^\S\n]?(?:{_CAPITAL}\.[^\S\n]?)?{_CAPITAL}{_SMALL}{{2,}}(?![\w’'-])"
    rf"|(?<![\w«\"“„-]){_CAPITAL}{_SMALL}+{_GAP}{_CAPITAL}{_SMALL}+(?![\w’'-])"
)
_WHOLE_NAME = re.compile(rf"{_PATRONYMIC}$|\.$")
_TO = re.compile(r"[^\W\d_]{3,}(?:ға|ге|қа|ке|на|не)$")  # «С.Дауешоваға»: to whom
# Of words for who leads, in the dative: «руководителю», «директору», «директорына», «басшысына».
_DATIVE = re.compile(r"(?:[ую]|[ыі]на|[ыі]не)$", re.IGNORECASE)
_STREET_ENDS = re.compile(
    r"[\n;@\t]|[,;]?\s*[\w.+-]+@|[,.]?\s+[^\W\d_]{2,}(?:[ -][^\W\d_]+)?\.?\s*:|[,.]\s*\+?\d[\d ()-]{7,}"
    r"|(?:(?<=\d)|(?<=[^\W\d_]{4}))[.]\s+(?=[^\W\d_]{4})"
)
_STREET_AS_LETTER = re.compile(r"к\.,?\s*\d")  # «Ақан сері к., 10»
_HOUSE = re.compile(r"\d+[\w/]*(?:\s?[А-ЯӘ](?![\w]))?(?:[- ]?(?:үй|ғимарат|корпус|кеңсе|офис)\w*)?")
_QUOTED_BEFORE = re.compile(r"[«\"“]([^«»\"“”\n\d]{3,60})[»\"”]\s+(?:[^\W\d_]+\s+)?$")
_QUOTED = re.compile(r"\s+(?:[^\W\d_]+\s+)?[«\"“]([^«»\"“”\n\d]{3,60})[»\"”]")
_I = re.compile(r"(?:^|[\s(])(?:мен|я|i|біз)\s*,?\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;:]\s|\n")
_ADDRESS = re.compile(
    r"\s*[:–—-]\s*([^\n;:@]{5,120}?)(?=[,.;]\s+[^\W\d_]{2,}\.?\s*:?\s*[+\d(]|[;\n]|\.\s|\.?$)", re.MULTILINE
)
_MARK = re.compile(r"[,;:.()\n«»\t]|\s[–—-]\s")
_OWN, _OFFICE = frozenset({"mobile", "own", "participant", "leader"}), frozenset({"place", "reception", "work"})
_LEADER, _HEAD = frozenset({"leader", "whole_leader", "participant"}), frozenset({"director", "head"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the letter: where it stands and the groups of its meaning."""

    start: int
    end: int
    groups: frozenset[str]


class Letter:
    """A letter's text, its words with what they mean, and the values that show by themselves."""

    def __init__(self, lines: Sequence[Line], meanings: Meanings) -> None:
        self._lines = lines
        self.text, self._starts = _running(lines)
        self._words = [
            _Word(match.start(), match.end(), meanings.groups(folded[0]))
            for match in TOKEN.finditer(self.text)
            if (folded := words_of(match[0]))
        ]

    def before(self, at: int, count: int = _NEAR) -> frozenset[str]:
        """What the last words before a place speak of, back to the line's beginning or another value."""
        return frozenset().union(*(word.groups for word in self._near(at, count)))

    def _near(self, at: int, count: int) -> list[_Word]:
        line = self.text.rfind("\n", 0, at) + 1
        if not self.text[line:at].strip():  # the line before leads to it: «от руководителя МО … / Петренко Анны»
            line = self.text.rfind("\n", 0, max(0, line - 1)) + 1
            above = self.text.rfind("\n", 0, max(0, line - 1)) + 1
            if any(mark.isdigit() for mark in self.text[line:at]):
                line = above  # «от руководителя МО … / школы № 17 / Петренко Анны»
        start = max(line, *(self.text.rfind(mark, 0, at) + 1 for mark in ";@"))
        return [word for word in self._words if start <= word.start and word.end <= at][-count:]

    def _addressed(self, at: int) -> bool:
        """Whether the words before a name say to whom the letter is: «Руководителю центра», «директорына»."""
        told = [w for w in self._near(at, 8) if w.groups & (_LEADER | _HEAD)]
        return bool(told) and _DATIVE.search(self.text[told[-1].start : told[-1].end]) is not None

    def after(self, at: int, count: int = _NEAR) -> frozenset[str]:
        """What the next words of the same sentence speak of."""
        stop = _SENTENCE.search(self.text, at)
        end = stop.start() if stop else len(self.text)
        near = [word for word in self._words if at <= word.start and word.end <= end][:count]
        return frozenset().union(*(word.groups for word in near))

    def line_at(self, place: int) -> Line:
        """The line that a place of the text stands in."""
        return self._lines[max(0, bisect_right(self._starts, place) - 1)]

    # ------------------------------------------------------------ values that show by themselves

    def phones(self) -> Iterator[tuple[str, int, bool]]:
        """Numbers with where they stand, and whether each is a person's own."""
        for match in _PHONE.finditer(self.text):
            if not normal.phones(match[0]) and len(re.sub(r"\D", "", match[0])) != 6:
                continue
            told = self.before(match.start(), 4)
            mobile = bool(re.match(r"(?:\+?7|8)?[\s(-]*7[04-7]", match[0]))
            own = bool(told & _OWN) or (mobile and not told & _OFFICE)
            yield match[0].strip(), match.start(), own

    def mails(self) -> Iterator[tuple[str, int]]:
        """Addresses of mail."""
        for match in _MAIL.finditer(self.text):
            yield match[0], match.start()

    def people(self) -> Iterator[tuple[str, int, str]]:
        """Names with where they stand and whose they are: "leader", "head" or ""."""
        for match in _NAMES.finditer(self.text):
            name = in_first_case(" ".join(match[0].split()))
            if self._addressed(match.start()) or (_INITIALS_FIRST.match(name) and _TO.search(name)):
                continue
            before, after = self.before(match.start(), 8), self.after(match.end(), 9)
            whole = _WHOLE_NAME.search(name) is not None
            nearest = self.before(match.start(), 3)
            if self._under_post(match.start()) or (nearest & _HEAD and not nearest & {"association"}):
                yield name, match.start(), "head"
            elif before & _LEADER or (whole and (_I.search(self.text[: match.start()]) or after & _LEADER)):
                yield name, match.start(), "leader"

    def _under_post(self, at: int) -> bool:
        """Whether a name begins its line, under «от директора … школы» or «… мектебінің директоры»."""
        line = self.text.rfind("\n", 0, at) + 1
        above = self.text.rfind("\n", 0, max(0, line - 1)) + 1
        if self.text[line:at].strip() or not line:
            return False
        told = [word.groups for word in self._words if above <= word.start < line]
        ends = frozenset().union(*told[:2], *told[-1:])
        return bool(ends & _HEAD) and not frozenset().union(*told) & {"association", "deputy"}

    def institution(self) -> tuple[str, int] | None:
        """The school that the letter names first: «№ 79 мектеп-лицейінің», «школа-гимназия № 30»."""
        return school_in(self.text, self._groups_within)

    def speaks_of(self, *groups: str) -> bool:
        """Whether words of all these groups stand in it."""
        return set(groups) <= frozenset().union(*(word.groups for word in self._words))

    def _groups_within(self, start: int, end: int) -> frozenset[str]:
        return frozenset().union(*(word.groups for word in self._words if start <= word.start and word.end <= end))

    def subject(self) -> tuple[str, int] | None:
        """What the association is of: the words before it in Kazakh, behind it in Russian, up to a mark or a school."""
        for at, word in enumerate(self._words):
            if not word.groups & {"association", "whole_leader"}:
                continue
            found = self._in_quotes(word) or self._run(at, -1) or self._run(at, +1)
            if found is not None:
                return found
        return None

    def _in_quotes(self, association: _Word) -> tuple[str, int] | None:
        """«Қазақ тілі мен әдебиеті» бірлестігі, МО «Точные науки»: the name in quotes beside the association."""
        for found in (
            _QUOTED_BEFORE.search(self.text, 0, association.start),
            _QUOTED.match(self.text, association.end),
        ):
            within = self._groups_within(found.start(1), found.end(1)) if found else frozenset[str]()
            titled = "association" in within and within & {"leader", "head", "director"}  # the contest's own name
            if found is not None and not within & {"place", "contest"} and not titled:
                return found[1].strip(), found.start(1)
        return None

    def _run(self, at: int, step: int) -> tuple[str, int] | None:
        kept: list[_Word] = []
        place = at + step
        while 0 <= place < len(self._words) and len(kept) < 8:
            word, last = self._words[place], self._words[place - step]
            between = self.text[min(word.end, last.end) : max(word.start, last.start)]
            written = self.text[word.start : word.end]
            listed = step < 0 and bool(kept) and between.strip() == ","
            if (_MARK.search(between) and not listed) or word.groups & {
                "place",
                "leader",
                "head",
                "director",
                "contest",
                "participant",
                "legal",
            }:
                break
            if written[:1].isupper() or written.isdigit():
                break
            beside = {"neutral", "subject", "teacher"} if step < 0 else {"neutral", "subject"}
            if not kept and (word.groups & beside or words_of(written)[0] in PLAIN):
                place += step
                continue
            kept.append(word)
            place += step
        if step > 0 and kept and "teacher" not in kept[0].groups and len(kept) > 4:
            return None
        if not kept:
            return None
        begin, end = min(word.start for word in kept), max(word.end for word in kept)
        return self.text[begin:end], begin

    def address(self) -> tuple[str, int] | None:
        """What follows a word for an address, up to a number, mail or the next label."""
        for at, word in enumerate(self._words):
            if "address" not in word.groups or (at + 1 < len(self._words) and "mail" in self._words[at + 1].groups):
                continue
            match = _ADDRESS.match(self.text, word.end)
            if match:
                return match[1].strip(" ,."), match.start(1)
        return self._street()

    def _street(self) -> tuple[str, int] | None:
        """An address that nothing announces: the part of a line with a street and the number of a house."""
        school = self.institution()
        for word in self._words:
            if "street" not in word.groups and not _STREET_AS_LETTER.match(self.text, word.start):
                continue
            begin = max(self.text.rfind(mark, 0, word.start) + 1 for mark in "\n;:\t»")
            if school is not None and begin <= school[1] < word.start:
                begin = school[1] + len(school[0])
            comma = self.text.rfind(",", begin, word.start) + 1
            if comma and self._groups_within(begin, comma) & (_LEADER | _HEAD | {"association"}):
                begin = comma  # «МО технологии, руководитель …, ул. Сембинова 88»: all in one line
            own = next((w for w in self._words if w.start >= begin), word)
            begin = own.end if "place" in own.groups and own.end < word.start else begin  # «Мектебіміз Астана …»
            begin += len(self.text[begin : word.start]) - len(self.text[begin : word.start].lstrip(" ,.–—-"))
            rest = self.text[begin : begin + _STREET_MOST]
            stop = _STREET_ENDS.search(rest, word.end - begin)
            houses = list(_HOUSE.finditer(rest, 0, stop.start() if stop else len(rest)))
            if houses and houses[-1].end() > word.start - begin and rest[: houses[-1].end()].count(" ") >= 2:
                return rest[: houses[-1].end()].strip(" ,."), begin
        return None


def _running(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The lines as one text, a full line that goes on in small letters joined by a space; and where each begins."""
    text, starts = "", list[int]()
    for line in lines:
        own = NUMBERING.sub("", line.text).replace("_", " ")
        full = len(text) - (starts[-1] if starts else 0) >= _FULL and text[-1:] not in ".:;!?"
        text += "" if not starts else " " if full and not line.starts and own.lstrip()[:1].islower() else "\n"
        starts.append(len(text))
        text += own
    return text[:_MOST], starts


def asks_to_join(lines: Sequence[Line], meanings: Meanings) -> bool:
    """Whether a letter speaks of the contest and of taking part in it."""
    return Letter(lines, meanings).speaks_of("contest", "joins")


def add_from_prose(values: dict[str, FieldValue], lines: Sequence[Line], form: Form, meanings: Meanings) -> None:
    """Fill the required fields that no label gave from the running text of the same page."""
    missing = {item.key: item for item in form.fields if item.required and item.key not in values}
    if not missing:
        return
    letter = Letter(lines, meanings)
    taken = "; ".join(value.normal for value in values.values())

    def keep(item: FormField | None, found: tuple[str, int] | None) -> None:
        if item is None or found is None or item.key in values:
            return
        written = nominative(found[0]) if item.type == "person" else found[0]
        shown, line = normal.of(item.type, written, form.area_code), letter.line_at(found[1])
        if shown and shown not in taken:
            values[item.key] = FieldValue(item.key, found[0], shown, line.page, line.number, SURENESS)

    people = list(letter.people())
    for name, place, whose in people:
        keep(missing.get(whose), (name, place))
    persons = {item.key for item in form.fields if item.type == "person"}
    named = [value.value for value in values.values() if value.key in persons]
    for number, place, own in letter.phones():
        if not own and any(letter.text[:place].rstrip(" ,;(").endswith(name) for name in named):
            continue  # «Директор: Жунусов А.К. (8 7172 98-89-98)»: that person's, and perhaps nobody else's
        item = next((i for i in missing.values() if i.type == "phone" and i.key.endswith("_phone") == own), None)
        keep(item, (number, place))
    of_type: dict[FieldType, FormField] = {item.type: item for item in reversed(missing.values())}
    for mail in letter.mails():
        keep(of_type.get("email"), mail)
    keep(of_type.get("institution"), letter.institution())
    keep(of_type.get("subject"), letter.subject())
    keep(of_type.get("text"), letter.address())
