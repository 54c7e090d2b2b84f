"""What of a file with scanned pages has to be read, one piece after another, the cheapest first.

The upper part of the first page, a quarter of its lines; all of it where that leaves a question open; the upper parts
of the other pages, which may begin other documents; whole pages where an application stands. Nothing more once it is
decided: a title that says surely what the paper is, under a name that says the same, needs no other page.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from parsers import signing
from parsers.errors import ParserError
from parsers.facts import FileFacts, Note, Page, Problem, ScanPage, ScanStep, Text
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.ocr.agreement import agreed, with_signed_name
from parsers.ocr.installed import Recogniser
from parsers.ocr.places import placed, words_of
from parsers.ocr.reading import Reading
from parsers.readers import has_pictures, is_picture
from parsers.understand import is_scan, understand_text

_READ_AT_MOST = 300  # pages of one file that are looked at
_PORTFOLIO = 10  # scanned pages from which on a file may hold other documents whatever its name says
_FIELDS_OF_A_FORM = 2


class Steps:
    """Files with scanned pages, a piece at a time; one file's text is kept between its steps."""

    def __init__(self, setup: Recogniser, knowledge: Knowledge, limits: ReadLimits) -> None:
        self._knowledge, self._limits = knowledge, limits
        self._reading = Reading(setup)
        self._text: tuple[tuple[str, str], Text] | None = None
        self._name: tuple[str, frozenset[str]] | None = None

    def step(
        self, path: Path, name: str, key: str, known: Iterable[ScanPage], wanted: tuple[int, bool] | None
    ) -> ScanStep:
        """Read the ``wanted`` piece of the file whose bytes are ``key`` (None: nothing yet), and say what is next.

        Raises ParserError for a file that cannot be opened; a page that cannot be read is one with a ``finding``.
        """
        text = self._read(path, name, key)
        pages = {page.number: page for page in known}
        read = self._piece(path, key, text, wanted) if wanted is not None else None
        if read is not None:
            pages[read.number] = read
        facts = self._facts(name, text, pages)
        if read is not None and _is_of_form(facts, read):
            read = pages[read.number] = replace(read, again=self._reading.again(read.number))
        following = next_piece(text, pages, facts, self._named(name))
        over = following is None
        if over:
            facts = self._facts(name, text, pages, over=True)
        return ScanStep(facts, read, following, with_scans(text, pages, over=True).pages if over else ())

    def _named(self, name: str) -> frozenset[str]:
        """The kinds that a file's name speaks for."""
        from parsers.documents import recognise

        if self._name is None or self._name[0] != name:
            segments = recognise(name, Text("pdf", ()), self._knowledge)
            self._name = name, frozenset(claim.kind for segment in segments for claim in segment.claims)
        return self._name[1]

    def _piece(self, path: Path, key: str, text: Text, wanted: tuple[int, bool]) -> ScanPage:
        number, whole = wanted
        member = text.pages[number - 1].member if number <= len(text.pages) else ""
        try:
            return self._reading.read(path, key, text.type, number, whole=whole, member=member)
        except ParserError as error:
            return ScanPage(number, True, finding=error.problem.code)

    def _read(self, path: Path, name: str, key: str) -> Text:
        from parsers.readers import read
        from parsers.sniff import sniff

        if self._text is None or self._text[0] != (str(path), key):
            self._text = ((str(path), key), read(path, sniff(path, name), self._limits))
        return self._text[1]

    def _facts(self, name: str, text: Text, pages: Mapping[int, ScanPage], *, over: bool = False) -> FileFacts:
        facts = understand_text(with_scans(text, pages, over=over), name, self._knowledge)
        if not over:
            return facts
        facts = replace(facts, looks=tuple(pages[number].look for number in sorted(pages)))
        facts = replace(facts, notes=(*facts.notes, *self._unsigned(facts, pages)))
        return with_problems(self._with_form(facts, name, text, pages), text, pages)

    def _with_form(self, facts: FileFacts, name: str, text: Text, pages: Mapping[int, ScanPage]) -> FileFacts:
        """The facts with the application as both readings of its pages have it, its fields in their places."""
        form = self._knowledge.form
        below = [field.key for field in form.fields if field.type == "date"]
        facts = placed(facts, pages, below)
        if facts.application is None:
            return facts
        made = facts.application
        second = {number: page.again or page for number, page in pages.items()}
        if any(page.again for page in pages.values()):
            other = placed(understand_text(with_scans(text, second, over=True), name, self._knowledge), second, below)
            if other.application is not None:
                made = agreed(made, pages, other.application, second, form)
        own = [page for number, page in pages.items() if made.pages is None or number in made.pages]
        every = [*own, *(page.again for page in own if page.again is not None)]
        return replace(facts, application=with_signed_name(made, every, form))

    def _unsigned(self, facts: FileFacts, pages: Mapping[int, ScanPage]) -> Iterator[Note]:
        """Papers that should be signed and whose scanned pages were all looked at, with nothing on their lines."""
        signed = {kind.key for kind in self._knowledge.kinds if kind.signed}
        for part, segment in enumerate(facts.segments):
            sure = {claim.kind for claim in segment.claims if claim.status == "sure"}
            own = [pages[number] for number in segment.pages or () if number in pages]
            if not (sure & signed and own and len(own) == len(segment.pages or ()) and all(p.whole for p in own)):
                continue
            marks = [mark for page in own for mark in page.marks]
            if signing.is_unsigned(marks):
                empty = next(mark for mark in marks if mark.code == "empty")
                yield Note("unsigned", empty.words, empty.words, empty.page, part)


def _is_of_form(facts: FileFacts, page: ScanPage) -> bool:
    """Whether a page that was read whole holds an application: its fields are worth a second reading."""
    form = facts.application
    if form is None or not page.whole or page.finding:
        return False
    if form.pages is not None:
        return page.number in form.pages
    # A file without pages of its own does not say on which of its pictures the form stands: its fields do.
    return any(words_of(field.value, page.words) for field in form.fields)


def can_be_seen(type_: str) -> bool:
    """Whether pages of this type of file can be shown as pictures."""
    return type_ == "pdf" or is_picture(type_)


def scanned(text: Text) -> list[int]:
    """The pages (1-based) that only recognition of characters can read, in files whose pages can be shown."""
    seen = can_be_seen(text.type)
    if not seen and not has_pictures(text.type):
        return []
    wanted = (number for number, page in enumerate(text.pages, 1) if (seen or page.member) and is_scan(page))
    return list(islice(wanted, _READ_AT_MOST))


def with_scans(text: Text, pages: Mapping[int, ScanPage], *, over: bool = False) -> Text:
    """The text with what was read of its scanned pages. ``over``: those that were not needed are no open question."""
    wanted = set(scanned(text))
    made = [
        _page(pages.get(number), page, over=over) if number in wanted else page
        for number, page in enumerate(text.pages, 1)
    ]
    return replace(text, pages=tuple(made))


def _page(scan: ScanPage | None, page: Page, *, over: bool) -> Page:
    if scan is None:
        return Page((), "none", picture=True, needless=over)
    if scan.finding == "blank":
        return Page((), "ocr")
    if scan.finding == "photo":
        return Page((), "ocr", picture=True)
    if scan.finding:
        return Page((), "none", picture=True)
    # A few words typed beside a pasted picture are its caption: the paper's own title is on the picture.
    return Page(scan.blocks + (page.blocks if page.member else ()), "ocr", picture=True)


def next_piece(
    text: Text, pages: Mapping[int, ScanPage], facts: FileFacts, named: Container[str]
) -> tuple[int, bool] | None:
    """The page to be looked at next, and whether the whole of it; None when no question is open any more.

    ``named``: the kinds that the file's name speaks for.
    """
    wanted = scanned(text)
    if not wanted:
        return None
    first = wanted[0]
    if first not in pages:
        return first, False
    for number in wanted:
        page = pages.get(number)
        if page is None:
            if not _is_decided(facts, wanted, first, named):
                return number, False
        elif not page.whole and _is_open(facts, number):
            return number, True
    return None


def _is_open(facts: FileFacts, number: int) -> bool:
    """Whether the upper part of a page leaves a question about it."""
    form = facts.application
    if form is not None and (form.pages is None or number in form.pages):
        return True
    segments = [segment for segment in facts.segments if segment.pages is None or number in segment.pages]
    if any(segment.role in ("application", "unrecognised", "unread", "none", "annex") for segment in segments):
        return True
    claims = [claim for segment in segments for claim in segment.claims]
    return not claims or any(claim.status != "sure" or claim.partly for claim in claims)


def _is_decided(facts: FileFacts, wanted: Sequence[int], first: int, named: Container[str]) -> bool:
    """Whether the pages that were not looked at can hold nothing else: title and name say the same, surely."""
    if len(wanted) >= _PORTFOLIO or facts.application is not None:
        return False
    claims = [claim for segment in facts.segments for claim in segment.claims if claim.status == "sure"]
    titled = [claim for claim in claims if claim.pages is None or first in claim.pages]
    return bool(titled) and all(
        claim.kind in named and any(evidence.where == "heading" for evidence in claim.evidence) for claim in titled
    )


def with_problems(facts: FileFacts, text: Text, pages: Mapping[int, ScanPage]) -> FileFacts:
    """The facts with the reason for which pages stayed unread, in the place of «nobody has read this scan»."""
    if facts.problem is None or facts.problem.code != "scan":
        return facts
    unread = [
        pages[number] for number in scanned(text) if number in pages and pages[number].finding not in ("", "photo")
    ]
    codes = [page.finding for page in unread if page.finding != "blank"]
    if not codes:
        return facts
    numbers = ",".join(str(page.number) for page in unread if page.finding == codes[0])
    return replace(facts, problem=Problem(codes[0], numbers[:200]))
