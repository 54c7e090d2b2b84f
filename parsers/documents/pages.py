"""A file cut into documents: where titles begin new ones, which pages are covers and which lists of contents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from parsers.documents.lexicon import Lexicon
from parsers.documents.lines import Line, lines_of
from parsers.documents.titles import Title, TitleFinder, is_numbered
from parsers.documents.weigh import DOUBTFUL, SURE, Choice, Source, Value, Weighed, Weigher
from parsers.facts import Evidence, Role, Text

_SCORED = 3_000  # characters of a document that are weighed
_ROW = re.compile(r"(?:№\s*)?\d{1,2}[\t.)\s]|[-–—•*]\s")  # an item of a list or a numbered row of a table
_COVER = 450  # a page with less text than this may be a cover or a title page
_LIST_KINDS = 6  # so many different documents named line by line are a list of contents
_LIST_PAPERS = 4  # of them named with the sort of paper: «… жоспары», «… хаттамасы»
_TITLE_PAGE = 200  # a page that holds nothing but a title
_TITLE_PAGE_LINES = 4
_TITLE_WITHIN = 12  # lines that a title in the middle of a page may take, its letterhead included
_LAST_LINES = 5
_SHORTEST = 12  # characters of the shortest document that another may follow on its page
_SEVERAL = 3
_FIRST_LINES = 3  # of a page, among which a heading stands
_HEADING = 2  # the prominence of headings proper
_SHORT_LINE, _LONG_LINE = 8, 120  # characters of a heading that nothing sets off
_HEADING_SHAPE = re.compile(
    r"(?:\d{4}\s?[-–/]\s?\d\d(?:\d\d)?\s+[^\W\d_]|[«\"(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])(?:(?! [\-–—] )[^:;])*[^.,;:!?…\-–—]$"
)
_ITEM_NUMBER = re.compile(r"(?:(\d{1,2})|([IVXІХ]{1,5}))\s*[.)]\s*(?=[^\W\d_]|[«\"]|\d{4}\s?[-–/])")
_BEGINS_A_NUMBER = frozenset("0123456789IVXІХ")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ENDED = 1200  # a page with less text than this is the last of its document


Begins = Literal["no", "maybe", "yes"]


@dataclass(slots=True)
class Document:
    """A run of lines under one title. ``role`` is set where the pages themselves decide (blank, contents)."""

    title: Title | None
    lines: list[Line] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    role: Role | None = None
    evidence: tuple[Evidence, ...] = ()
    weighed: Weighed = field(default_factory=Weighed)
    leaning: Choice | None = None  # the kind that it speaks of most where nothing decides
    ocr: bool = False
    content: Source | None = None
    weighed_size: int = _SCORED
    maybe: bool = False  # its title may be the heading of a section: what it claims is doubtful
    last_size: int = 0  # characters on its last page so far
    sections: bool = False  # its headings may be called like documents: regulations, plans, analyses
    firm: bool = False  # an order, minutes, regulations
    agenda: bool = False  # minutes: their lines name other papers
    running: frozenset[int] = frozenset()  # what its title says it is


class Cutter:
    """Cuts pages into documents by the wording of one configuration."""

    def __init__(self, lexicon: Lexicon, weigher: Weigher, titles: TitleFinder) -> None:
        self._lexicon = lexicon
        self._weigher = weigher
        self._titles = titles
        self._said: tuple[str, tuple[Source, dict[int, Value], list[int]]] | None = None

    def documents(self, text: Text, numbers: Sequence[int]) -> list[Document]:
        """The documents of some pages, in order; lists of contents and covers are documents of their own."""
        documents: list[Document] = []
        for number in numbers:
            page = text.pages[number - 1]
            lines = lines_of(page, number)
            self._add_page(documents, number, lines, ocr=page.read_by == "ocr")
        self._settle(documents)
        return documents

    def _settle(self, documents: Sequence[Document]) -> None:
        """Headings that only may begin documents do where several name papers that no section of the first one is.

        An analysis has sections on attestation and open lessons, never three called a schedule, a list, minutes.
        """
        if sum(document.maybe for document in documents) < _SEVERAL:
            return
        first = next((d for d in documents if d.title is not None and not d.maybe), None)
        own = self._says(first.title.text)[0].papers if first is not None and first.title is not None else set()
        named: set[int] = set()
        for document in documents:
            if not document.maybe or document.title is None:
                continue
            source, _, chosen = self._says(document.title.text)
            named.update(t for t in chosen if (source.papers - own) & self._weigher.allowed(t))
        if len(named) >= _SEVERAL:
            for document in documents:
                document.maybe = document.maybe and not (document.title is not None and document.title.prominent)

    def _add_page(self, documents: list[Document], number: int, lines: list[Line], *, ocr: bool) -> None:
        title = self._titles.find(lines)
        size = sum(len(line.text) for line in lines)
        listing = self._is_listing(title, lines)
        current = documents[-1] if documents else None
        if listing is not None:
            documents.append(Document(None, [], [number], "none", (listing,)))
            return
        if title is not None and size < _COVER and self._is_cover(title):
            documents.append(Document(None, [], [number], "blank", (Evidence("heading", title.text[:200], number),)))
            return
        start = 0
        begins: Begins = "no"
        if title is not None:
            alone = current is None or current.role is not None
            begins = "yes" if alone else self._begins(documents, title, size, len(lines))
        if title is not None and begins != "no":
            current = self._document(title, current, begins, ocr=ocr)
            documents.append(current)
            start = title.end
        elif current is None or current.role is not None:
            current = Document(None, ocr=ocr)
            documents.append(current)
        self._fill(documents, current, number, lines[start:], ocr=ocr)

    def _document(self, title: Title, before: Document | None, begins: Begins, *, ocr: bool) -> Document:
        """A new document. One that only may begin leaves open that the one before runs on, with its sections."""
        document = Document(title, ocr=ocr, maybe=begins == "maybe")
        source, _, chosen = self._says(title.text)
        document.running = frozenset(chosen)
        document.firm = bool(source.papers & self._weigher.firm)
        document.agenda = document.firm and any(
            self._weigher.target(t).signs.general and self._weigher.target(t).signs.tells for t in chosen
        )
        document.sections = document.firm or any(self._weigher.target(t).signs.general for t in chosen)
        if document.maybe and before is not None:
            document.firm = document.firm or before.firm
            document.agenda = document.agenda or before.agenda
            document.sections = document.sections or before.sections
        return document

    def _fill(self, documents: list[Document], current: Document, number: int, lines: list[Line], *, ocr: bool) -> None:
        """The lines of a page, with the titles of further documents that stand in the middle of it."""
        current.pages.append(number)
        current.last_size = sum(len(line.text) for line in lines)
        index = 0
        while index < len(lines):
            line = lines[index]
            if self._may_begin(current, lines, index):
                title = self._titles.find(lines[index : index + _TITLE_WITHIN])
                begins = self._begins_within(current, lines, index, title) if title is not None else "no"
                if title is not None and begins != "no":
                    current = self._document(title, current, begins, ocr=ocr)
                    current.pages.append(number)
                    documents.append(current)
                    index += title.end
                    continue
            current.lines.append(line)
            index += 1

    def _says(self, title: str) -> tuple[Source, dict[int, Value], list[int]]:
        """A title as a source, what it gives each target and those that it decides upon (the last one remembered)."""
        if self._said is None or self._said[0] != title:
            source = self._weigher.source("heading", self._titles.read(title))
            values = self._weigher.values(source, source.papers)
            self._said = (title, (source, values, self._weigher.resolve(values, source)))
        return self._said[1]

    def _is_cover(self, title: Title) -> bool:
        source, _, chosen = self._says(title.text)
        return not chosen and "cover" in {self._lexicon.phrases[n].channel for n in source.hits}

    def _is_listing(self, title: Title | None, lines: Sequence[Line]) -> Evidence | None:
        """A page of contents or a list of the portfolio: by its heading, or by naming one document a line."""
        if title is not None:
            source, values, strong = self._says(title.text)
            contents = [n for n in source.hits if self._lexicon.phrases[n].channel == "contents"]
            if contents and not strong and not self._may_name(values, None):
                return Evidence("heading", source.quote(contents), title.page)
            if strong and (title.prominent or title.after_marks):
                return None
        rows = [line for line in lines[:60] if len(line.text) <= 160 and _ROW.match(line.text)]
        if not _LIST_KINDS <= len(rows) <= 45 or len(rows) < 0.6 * min(60, len(lines)):
            return None
        named: set[int] = set()
        papers = 0
        for line in rows:
            source = self._weigher.source("heading", self._lexicon.read(line.text))
            values = self._weigher.values(source, source.papers)
            kinds = {t for t, v in values.items() if v.value >= SURE and self._weigher.target(t).sort == "kind"}
            named |= kinds
            papers += bool(kinds and source.papers)
        if len(named) >= max(_LIST_KINDS, 0.35 * len(rows)) and papers >= _LIST_PAPERS:
            return Evidence("content", rows[0].text[:120], rows[0].page)
        return None

    def _begins(self, documents: Sequence[Document], title: Title, size: int, lines: int) -> Begins:
        """Whether a title at the top of a page begins another document than the one that runs on.

        What nobody set off from the running text, and a heading that names no sort of paper while an analysis or a
        plan runs on, may be a line of it: then it only may, so that neither the line nor a document is lost.
        """
        current = documents[-1]
        source, values, chosen = self._says(title.text)
        firm = source.papers & self._weigher.firm
        if not chosen and not (firm and title.prominent):
            named = firm or self._may_name(values, current)
            return "maybe" if named and _looks_like_a_heading(title) else "no"
        if current.title is None:
            return "yes"
        running = current.running
        if set(chosen) == running and not firm and not current.maybe:
            return "no"
        if number_of(title.text) is not None:
            if self._is_section(title.text, int(title.prominent), chosen, current, at_top=True):
                return "no"
            if current.sections and not _follows(title, current):
                return "maybe"
        elif not title.prominent and is_numbered(title.text):
            return "no"  # an item of a list that runs on
        ended = current.last_size < _ENDED
        sections = any(self._weigher.target(t).signs.general for t in running) or (current.maybe and current.sections)
        if size < _TITLE_PAGE and lines <= _TITLE_PAGE_LINES:
            return "yes" if title.prominent or source.papers or title.end == lines or not sections else "maybe"
        if not source.papers and sections:
            several = len(documents) >= _SEVERAL
            if title.prominent:
                return "yes" if size < _COVER or ended or several else "maybe"
            return "maybe" if several or title.after_marks or _looks_like_a_heading(title) else "no"
        if title.prominent or title.after_marks or (source.papers and ended):
            return "yes"
        if ended and running and not sections:
            return "yes"  # a list or a schedule has no sections that are called like documents
        several = len(documents) >= _SEVERAL
        return "maybe" if source.papers or ended or several or _looks_like_a_heading(title) else "no"

    def _may_name(self, values: dict[int, Value], current: Document | None) -> bool:
        """Whether a title names a kind, though not surely: its sort of paper may show below."""
        running = current.running if current is not None else frozenset()
        return any(
            value.value >= DOUBTFUL and not value.hinted and target not in running
            for target, value in values.items()
            if self._weigher.target(target).sort == "kind"
        )

    def _may_begin(self, current: Document, lines: Sequence[Line], index: int) -> bool:
        """Whether a line in the middle of a page stands where a heading stands.

        Set off from the text, or plain where nothing was set off: a short line that is no item and no sentence, by a
        table or naming a paper of its own. What minutes name is their agenda.
        """
        line = lines[index]
        if line.sort != "text" or not current.lines:
            return False
        if line.prominence:
            return True
        if not is_short_line(line) or current.agenda:
            return False
        by_table = lines[index - 1].sort == "cells" if index else False
        by_table = by_table or (index + 1 < len(lines) and lines[index + 1].first_row)
        marks = self._titles.marks(line.text)
        return "title" in marks and (by_table or "paper" in marks)

    def _precedes(self, current: Document, chosen: Sequence[int]) -> bool:
        """Whether what runs on is what often stands before the chosen: topic and goal on the first page of a plan."""
        keys = {self._weigher.target(t).key for t in chosen}
        return any(keys & set(self._weigher.target(t).signs.within) for t in current.running)

    @staticmethod
    def _is_section(
        text: str, prominence: int, chosen: Sequence[int], current: Document, *, at_top: bool = False
    ) -> bool:
        """Whether a numbered heading is a section of the document that runs on, not the next of numbered documents.

        It is when the section before it stands in the document, and the next document when the number before it stands
        in the document's own title. Otherwise only a kind that has this number in the contest may begin.
        """
        number = number_of(text)
        if number is None:
            return False
        if any(line.prominence >= prominence and number_of(line.text) == number - 1 for line in current.lines):
            return True
        if current.title is not None and number_of(current.title.text) == number - 1 and (prominence or at_top):
            return False
        if not prominence and not at_top:
            return True
        return (current.firm or current.sections or not prominence) and number - 1 not in chosen

    def _begins_within(self, current: Document, lines: Sequence[Line], index: int, title: Title) -> Begins:
        """Whether a heading in the middle of a page begins another document.

        Regulations have a section of duties, plans and analyses have sections called like documents: there it only
        may, unless what stands before shows that the last paper ended (signatures, a letterhead, marks of approval).
        It is never passed over in silence: whoever put two documents on a page would miss the second.
        """
        line = lines[index]
        if sum(len(x.text) for x in current.lines[:_LAST_LINES]) < _SHORTEST:
            return "no"
        source, values, chosen = self._says(title.text)
        chosen = [t for t in chosen if self._weigher.target(t).sort == "kind" and not values[t].hinted]
        ended = title.after_marks or self._titles.is_end(current.lines[-_LAST_LINES:])
        firm = source.papers & self._weigher.firm
        if current.firm and not current.running and not source.papers and len(current.lines) <= _LAST_LINES:
            return "no"  # «БҰЙРЫҚ», a number, a date, and only then what the order is about
        if not chosen and not (firm and ended):
            return "no"
        if set(chosen) == current.running and not firm and not current.maybe:
            return "no"
        if self._is_section(line.text, line.prominence, chosen, current):
            return "no"
        if (firm and line.prominence) or (ended and (source.papers or title.after_marks or not current.sections)):
            return "yes"
        if current.sections:
            return "maybe"
        if source.papers and self._precedes(current, chosen):
            return "yes"
        if line.prominence:
            return "yes" if source.papers or line.prominence == _HEADING else "maybe"
        before = index > 0 and lines[index - 1].sort == "cells"
        after = index + 1 < len(lines) and lines[index + 1].first_row
        if before and after:
            return "yes"
        if source.papers and (after or (not before and index + 1 < len(lines) and lines[index + 1].sort == "cells")):
            return "yes"
        return "maybe" if source.papers or before or after else "no"


def _follows(title: Title, current: Document) -> bool:
    """Whether two titles bear numbers that follow each other."""
    number = number_of(title.text)
    return number is not None and current.title is not None and number_of(current.title.text) == number - 1


def _looks_like_a_heading(title: Title) -> bool:
    """A short first line that is no sentence and no item, though nothing sets it off."""
    return title.end <= _FIRST_LINES and len(title.text) <= _LONG_LINE and not title.text.endswith((".", ";", ":", ","))


def is_short_line(line: Line, *, numbered: bool = False) -> bool:
    """A line of text that may be a heading by its shape: no sentence, no label with its value, an item if so wished."""
    text = line.text
    if line.sort != "text" or not _SHORT_LINE <= len(text) <= _LONG_LINE:
        return False
    if numbered and text[0] in _BEGINS_A_NUMBER and (number := _ITEM_NUMBER.match(text)):
        text = text[number.end() :]
    return bool(_HEADING_SHAPE.match(text))


def number_of(text: str) -> int | None:
    """The number that a heading begins with: «4. …», «4) …», «IV. …»."""
    found = _ITEM_NUMBER.match(text)
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    roman = found[2].replace("І", "I").replace("Х", "X")
    return _ROMAN.index(roman) + 1 if roman in _ROMAN else None
