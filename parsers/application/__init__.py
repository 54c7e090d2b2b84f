"""Text in, application out: is a text, or a run of its pages, the form filled in, and what are its fields.

Everything it knows of the form comes from the configuration: titles, labels, hints, the kinds of the values.
"""

import re
from functools import cache, lru_cache

from parsers import normal
from parsers.application.events import events
from parsers.application.fields import Gatherer
from parsers.application.gate import Gate, letters
from parsers.application.gathered import Gathered
from parsers.application.labels import Labels
from parsers.application.lines import Line, all_lines, lines_of
from parsers.application.prose import add_from_prose, asks_to_join
from parsers.application.signed_line import add_signer
from parsers.application.words import squash
from parsers.facts import ApplicationFacts, Evidence, FieldValue, Mark, Text
from parsers.knowledge import Form

_SIGNED = re.compile(
    r"эцп|эцқ|электрон\w*\s+цифр\w*\s+(?:қолтаңба|қол\b|подпис)|digitally signed|\beds\b", re.IGNORECASE
)
_LIFE = ("түйіндеме", "резюме", "өмірбаян", "автобиография", "curriculum vitae", "resume", "cv")
# What papers about a person's life ask for and no application of a school does.
_LIFE_ASKS = re.compile(
    r"^\W*(?:\d+\W*)?(?:дата рождения|год рождения|туған (?:күні|жылы|жері)|білімі|образование|date of birth|education|"
    r"отбасы жағдайы|семейное положение)\b",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(r"\s*(?:жылы?|ж\.?|zhyly?|zh\.?|год|года|г\.?)(?!\w)", re.IGNORECASE)
_TELLING = ("institution", "person", "subject")
_LIKE_A_NUMBER = re.compile(r"\s*\d\d-\d\d-\d\d\s*")  # the city's telephones are written so
_MOST_FORMS = 5  # on one page
_FAR = 30  # lines without a label after which the form is over
_OPENING = 6  # lines of a letter in which it says what it is for
_OTHERS = 2  # labels of nobody's here that show another's form, where nobody is named whom this one asks for
_LETTER = 3000  # characters of an application written as a letter
_OUTSIDE = 1500  # characters of other text with which an empty form is an annex of something else


def parse(text: Text, form: Form) -> ApplicationFacts | None:
    """The application that stands in the text, None when there is none.

    ``pages`` are 1-based, None where the format has no pages. With its title and four fields, or without a title but
    with six, it is sure; a form with less in it is doubtful. A blank form alone is a doubtful application without
    fields; a blank form after other text (the regulations with their appendix) is none. Where two people are put
    forward, in two forms or in one, it is doubtful, and the evidence names the other.
    """
    gate, labels = _prepared(form)
    met: list[_Found] = []
    best: _Found | None = None
    said = _Pages(text)
    for start in _candidates(text, said, gate, labels):
        if best is not None and start in best.pages:
            continue
        met.extend(_read(text, start, form, labels))
        best = max(met, key=lambda found: found.weight, default=None)
    if best is None or not best.is_application(form):
        best = _letter(text, said, form, gate, labels)
    if best is None:
        return None
    if not best.gathered.values and _outside(text, best) > _OUTSIDE:
        return None
    others = [found for found in met if found is not best and found.is_application(form)]
    return best.facts(form, _second(best, others, form), paged=text.paged)


def _second(best: "_Found", others: "list[_Found]", form: Form) -> str:
    """Another person put forward beside the application's own, as written; "" when there is none.

    Whom the form is about is whom it asks a telephone number of.
    """
    keys = [item.key for item in form.fields if any(other.key == f"{item.key}_phone" for other in form.fields)]
    for key in (item.key for item in form.fields if item.type == "person" and item.key in keys):
        own = best.gathered.values.get(key)
        names = [found.gathered.values[key].value for found in others if key in found.gathered.values]
        for name in [*best.gathered.rivals.get(key, []), *names]:
            if own is not None and not normal.same_person(own.value, name):
                return name
    return ""


@lru_cache(maxsize=8)
def _prepared(form: Form) -> tuple[Gate, Labels]:
    return Gate(form), Labels(form)


class _Found:
    """A form met on some pages."""

    def __init__(self, lines: list[Line], gathered: Gathered, title: Line | None, words: str, life: bool) -> None:
        self.lines = lines
        self.gathered = gathered
        self.title = title
        self.words = words
        self.life = life

    @property
    def weight(self) -> float:
        """What makes one page more the application than another: what is filled in, then labels, then the title."""
        return len(self.gathered.values) + 0.5 * len(self.gathered.labels) + (2 if self.title else 0)

    @property
    def pages(self) -> tuple[int, ...]:
        first = self.title.page if self.title else self.lines[0].page
        last = max(first, self.gathered.last.page if self.gathered.last else first)
        return tuple(range(first, last + 1))

    def is_application(self, form: Form) -> bool:
        """With its title two labels are enough; without one the fields themselves must show what it is."""
        gathered = self.gathered
        types = {item.key: item.type for item in form.fields}
        people = {item.key for item in form.fields if item.required and item.type == "person"}
        if self.title is not None:
            # «Заявка» is also what a pupil's parents fill in: then most of it is nobody's label here.
            others = gathered.unknown >= min(_OTHERS, len(gathered.leading))
            foreign = others and bool(people) and not people & gathered.labels.keys()
            about = [item for item in form.fields if item.type in _TELLING]
            told = not about or any(
                item.key in gathered.labels for item in about if item.required or item.type != "person"
            )
            return len(gathered.labels) >= 2 and len(gathered.leading) >= 1 and told and not foreign
        if self.life or gathered.unknown > len(gathered.labels):
            return False
        filled = [key for key in gathered.leading if key in gathered.values]
        required = [item.key for item in form.fields if item.required]
        telling = [key for key in filled if types[key] in _TELLING and key in required]
        # An institution, the ways to reach it and who heads it stand on every letterhead and under every contract.
        subject = {"subject", "institution"} <= {types[key] for key in telling}
        persons = [key for key in telling if key in people]
        return (
            len(filled) >= min(4, len(required))
            and len(telling) >= 2
            and (not people or bool(persons))
            and (subject or len(persons) >= 2 or not _asks_for_more(form))
        )

    def facts(self, form: Form, second: str, *, paged: bool) -> ApplicationFacts:
        values = self.gathered.values
        order = [item.key for item in form.fields]
        fields = tuple(sorted(values.values(), key=lambda value: order.index(value.key)))
        enough = 4 if self.title is not None else 6
        sure = sum(value.confidence >= 0.5 for value in fields) >= enough and not second
        signed = next((line for line in self.lines if _SIGNED.search(line.text)), None)
        marks = () if signed is None else (Mark("words", " ".join(signed.text.split())[:200], signed.page),)
        evidence = self._evidence(form) + ((Evidence("form", second, self.pages[0]),) if second else ())
        return ApplicationFacts(
            fields, self.pages if paged else None, evidence, "sure" if sure else "doubtful",
            True if marks else None, marks=marks,
        )  # fmt: skip

    def _evidence(self, form: Form) -> tuple[Evidence, ...]:
        found = [Evidence("heading", self.words, self.title.page)] if self.title is not None else []
        written = (self.gathered.labels[item.key].words for item in form.fields if item.key in self.gathered.labels)
        found.append(Evidence("form", "; ".join(" ".join(words.split()) for words in written), self.pages[0]))
        return tuple(found)


def _candidates(text: Text, said: "_Pages", gate: Gate, labels: Labels) -> list[int]:
    """Pages (1-based) that may begin the form, those with its title first."""
    found: list[tuple[bool, int]] = []
    reachable_at = cache(lambda number: gate.reachable(said.text(number), said.letters(number)))
    for number, page in enumerate(text.pages, 1):
        if page.read_by == "none" or not page.blocks:
            continue
        titled = gate.titled(said.letters(number))
        near = range(number, min(number + 1, len(text.pages)) + 1)
        reachable = any(map(reachable_at, near))
        # Labels are many: they are looked for last, on the few pages that say how somebody is reached.
        if not (reachable or titled):
            continue
        if not gate.fields_named(said.text(number), said.letters(number), 2 if titled else 3):
            continue
        if reachable or _title(lines_of(page, number), labels)[0] is not None:
            found.append((not titled, number))
    return [number for _, number in sorted(found)][:40]


class _Pages:
    """The text of each page and its letters, made once."""

    def __init__(self, text: Text) -> None:
        self._pages = text.pages
        self._made: dict[int, tuple[str, str]] = {}

    def _of(self, number: int) -> tuple[str, str]:
        if number not in self._made:
            text = self._pages[number - 1].text
            self._made[number] = (text, letters(text))
        return self._made[number]

    def text(self, number: int) -> str:
        return self._of(number)[0]

    def letters(self, number: int) -> str:
        return self._of(number)[1]


def _read(text: Text, start: int, form: Form, labels: Labels) -> list[_Found]:
    """The form that begins on a page, with the next page where it goes on; and any more forms under it."""
    lines = lines_of(text.pages[start - 1], start)
    title, words, at = _title(lines, labels)
    own = lines[at:]
    if start < len(text.pages):
        own = own + _next_page(text, start, own, labels)
    life = any(
        squash(word) == squash(line.text) or (line.prominence and squash(word) in map(squash, line.text.split()))
        for line in lines[:6]
        for word in _LIFE
    )
    life = life or any(_LIFE_ASKS.match(line.text) for line in lines)
    found: list[_Found] = []
    for _ in range(_MOST_FORMS):
        skip = 1 if title else 0
        kept = _until_over(own, labels, skip=skip)
        gatherer = Gatherer(form, labels)
        gathered = gatherer.read(events(kept[skip:], labels))
        if title is not None:
            gatherer.name_first()
        if gathered.labels:
            _add_date(gathered, kept, form, titled=title is not None)
            joins = title is not None or (len(text.pages) == 1 and asks_to_join(lines[:_OPENING], labels.meanings))
            if joins and gathered.values and len(found) == 0:
                add_from_prose(gathered.values, _paragraphs(lines), form, labels.meanings)
            add_signer(gathered.values, lines, form, labels.meanings)
            found.append(_Found(kept, gathered, title, words, life))
        below = own[len(kept) :]
        title, words, at = _title(below, labels)
        if title is None:
            break
        own = below[at:]
    return found


def _paragraphs(lines: list[Line]) -> list[Line]:
    """The lines that stand in no table: where somebody may have written in sentences."""
    return [line for line in lines if not line.cells]


def _letter(text: Text, said: _Pages, form: Form, gate: Gate, labels: Labels) -> _Found | None:
    """An application written in sentences on one page: who, of which school, for which association, how reached."""
    required = [item for item in form.fields if item.required]
    people = {item.key for item in required if item.type == "person"}
    ways = {item.key for item in required if item.type in ("phone", "email")}
    places = {item.key for item in required if item.type == "institution"}
    for number, page in enumerate(text.pages, 1):
        if len(said.text(number)) > _LETTER or not gate.asks(said.letters(number)):
            continue
        if not gate.reachable(said.text(number), said.letters(number)):
            continue
        lines = lines_of(page, number)
        if not gate.titled(said.letters(number)) and not asks_to_join(lines, labels.meanings):
            continue
        gathered = Gatherer(form, labels).read(events(lines, labels))
        add_from_prose(gathered.values, _paragraphs(lines), form, labels.meanings)
        add_signer(gathered.values, lines, form, labels.meanings)
        got = gathered.values.keys()
        subject = not any(item.type == "subject" for item in required) or any(
            item.key in got for item in required if item.type == "subject"
        )
        if places <= got and subject and ways & got and people & got and len(got) >= min(6, len(required)):
            _add_date(gathered, lines, form, titled=True)
            gathered.last = gathered.last or lines[-1]
            return _Found(lines, gathered, lines[0], "", life=False)
    return None


def _title(lines: list[Line], labels: Labels) -> tuple[Line | None, str, int]:
    """The title line, its words, and the place of it; a title broken over lines is found by its last ones."""
    for at, line in enumerate(lines):
        text = " ".join(cell for cell in line.cells if cell) if line.cells else line.text
        if words := labels.title(text, prominent=line.prominence > 0):
            return line, words, at
        if not line.cells and at + 1 < len(lines) and not lines[at + 1].cells and len(text) < 200:
            joined = f"{text} {lines[at + 1].text}"
            if words := labels.title(joined, prominent=line.prominence > 0):
                return lines[at + 1], words, at + 1
    return None, "", 0


def _next_page(text: Text, start: int, own: list[Line], labels: Labels) -> list[Line]:
    """Lines of the next page that still belong: before any heading, and with a label that was not met yet."""
    met = {key for line in own for key in _keys_at_start(line, labels)}
    following = []
    for line in all_lines(text, range(start + 1, start + 2))[:40]:
        if line.prominence == 2 or labels.title(line.text, prominent=True):
            break
        following.append(line)
    new = {key for line in following for key in _keys_at_start(line, labels)}
    return following if new - met and len(new & met) <= len(new - met) else []


def _keys_at_start(line: Line, labels: Labels) -> set[str]:
    heads = [cell for cell in line.cells if cell] or [re.split(r"[:_\t]|\s[–—-]\s", line.text, maxsplit=1)[0]]
    return {hit.fields[0].key for hit in map(labels.head, heads) if hit is not None}


def _until_over(lines: list[Line], labels: Labels, skip: int) -> list[Line]:
    """The lines up to where the form is over: long after its last label, or at the next document's heading."""
    last, met = skip, set[str]()
    for at in range(skip, len(lines)):
        line = lines[at]
        keys = _keys_at_start(line, labels)
        if keys:
            last = at
            met |= keys
        elif at - last > _FAR or (line.prominence == 2 and len(met) >= 4 and not line.cells):
            return lines[:at]
        elif len(met) >= 4 and labels.title(line.text, prominent=line.prominence > 0):
            return lines[:at]  # the same form again, for somebody else
    return lines


def _add_date(gathered: Gathered, lines: list[Line], form: Form, *, titled: bool) -> None:
    """The date under the form, which has no label: the last short line with a whole date after the fields."""
    dated = next((item for item in form.fields if item.type == "date"), None)
    if dated is None or (dated.key in gathered.values and gathered.values[dated.key].confidence > 0.5):
        return
    if dated.key in gathered.values and not titled:
        del gathered.values[dated.key]  # «Дата: …» above everything is the head of a letter passed on
    begun = next((at for at, line in enumerate(lines) if line is gathered.last), len(lines))
    below = lines[max(0, begun - 1) :]
    for at in range(len(below) - 1, -1, -1):
        line, text = below[at], below[at].text.replace("\t", " ")
        found = normal.find_day(text)
        if found is None and at and len(text.split()) <= 3 and len(below[at - 1].text.split()) <= 4:
            line, text = below[at - 1], f"{below[at - 1].text} {text}"  # «13» қазан / 2025 жыл
            found = normal.find_day(text)
        if found is not None and len(text.split()) <= 14 and not _LIKE_A_NUMBER.fullmatch(text[found[1] : found[2]]):
            end = found[2] + len(match[0]) if (match := _YEAR_WORD.match(text, found[2])) else found[2]
            written = text[found[1] : end].strip()
            gathered.values[dated.key] = FieldValue(dated.key, written, found[0], line.page, line.number, 0.9)
            return


def _asks_for_more(form: Form) -> bool:
    """Whether the form asks for what no letterhead has: a subject, or a second person."""
    required = [item.type for item in form.fields if item.required]
    return "subject" in required or required.count("person") >= 2


def _outside(text: Text, found: _Found) -> int:
    """Characters of the text that are not the form's."""
    inside = sum(len(line.text) for line in found.lines)
    return sum(len(page.text) for page in text.pages) - inside
