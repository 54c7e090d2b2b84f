"""A file cut into documents: where titles begin new ones, which pages are covers and which lists of contents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from parsers.documents_lexicon import Lexicon
from parsers.documents_titles import Line, Title, TitleFinder, is_numbered, lines_of
from parsers.documents_weigh import SURE, Source, Weighed, Weigher
from parsers.facts import Evidence, Role, Text

_SCORED = 3_000  # characters of a document that are weighed
_COVER = 450  # a page with less text than this may be a cover or a title page
_LIST_KINDS = 6  # so many different documents named line by line are a list of contents
_LIST_PAPERS = 4  # of them named with the sort of paper: «… жоспары», «… хаттамасы»
_TITLE_PAGE = 200  # a page that holds nothing but a title
_TITLE_PAGE_LINES = 4
_TITLE_WITHIN = 12  # lines that a title in the middle of a page may take, its letterhead included
_LAST_LINES = 5
_SHORTEST = 60  # characters of the shortest document that another may follow on its page
_SEVERAL = 3
_ENDED = 1200  # a page with less text than this is the last of its document


@dataclass(slots=True)
class Document:
    """A run of lines under one title. ``role`` is set where the pages themselves decide (blank, contents)."""

    title: Title | None
    lines: list[Line] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    role: Role | None = None
    evidence: tuple[Evidence, ...] = ()
    weighed: Weighed = field(default_factory=Weighed)
    ocr: bool = False
    content: Source | None = None
    weighed_size: int = _SCORED
    maybe: bool = False  # its title may be the heading of a section: what it claims is doubtful
    last_size: int = 0  # characters on its last page so far


class Cutter:
    """Cuts pages into documents by the wording of one configuration."""

    def __init__(self, lexicon: Lexicon, weigher: Weigher, titles: TitleFinder) -> None:
        self._lexicon = lexicon
        self._weigher = weigher
        self._titles = titles

    def documents(self, text: Text, numbers: Sequence[int]) -> list[Document]:
        """The documents of some pages, in order; lists of contents and covers are documents of their own."""
        documents: list[Document] = []
        for number in numbers:
            page = text.pages[number - 1]
            lines = lines_of(page, number)
            self._add_page(documents, number, lines, ocr=page.read_by == "ocr")
        return documents

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
        if title is not None and (
            current is None or current.role is not None or self._begins(documents, title, size, len(lines))
        ):
            current = Document(title, ocr=ocr)
            documents.append(current)
            start = title.end
        elif current is None or current.role is not None:
            current = Document(None, ocr=ocr)
            documents.append(current)
        self._fill(documents, current, number, lines[start:], ocr=ocr)

    def _fill(self, documents: list[Document], current: Document, number: int, lines: list[Line], *, ocr: bool) -> None:
        """The lines of a page, with the titles of further documents that stand in the middle of it."""
        current.pages.append(number)
        current.last_size = sum(len(line.text) for line in lines)
        index = 0
        while index < len(lines):
            line = lines[index]
            if line.sort == "text" and line.prominence and len(current.lines) >= 3:
                title = self._titles.find(lines[index : index + _TITLE_WITHIN])
                begins = self._begins_within(current, title, line, len(documents)) if title is not None else "no"
                if title is not None and begins != "no":
                    current = Document(title, [], [number], ocr=ocr, maybe=begins == "maybe")
                    documents.append(current)
                    index += title.end
                    continue
            current.lines.append(line)
            index += 1

    def _is_cover(self, title: Title) -> bool:
        source = self._weigher.source("heading", self._titles.read(title.text))
        channels = {self._lexicon.phrases[n].channel for n in source.hits}
        return "cover" in channels and not self._weigher.resolve(self._weigher.values(source, source.papers), source)

    def _is_listing(self, title: Title | None, lines: Sequence[Line]) -> Evidence | None:
        """A page of contents or a list of the portfolio: by its heading, or by naming one document a line."""
        if title is not None:
            source = self._weigher.source("heading", self._titles.read(title.text))
            contents = [n for n in source.hits if self._lexicon.phrases[n].channel == "contents"]
            strong = self._weigher.resolve(self._weigher.values(source, source.papers), source)
            if contents and not strong:
                return Evidence("heading", source.quote(contents), title.page)
            if strong and (title.prominent or title.after_marks):
                return None
        rows = [line for line in lines[:60] if len(line.text) <= 160]
        if not _LIST_KINDS <= len(rows) <= 45:
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

    def _begins(self, documents: Sequence[Document], title: Title, size: int, lines: int) -> bool:
        """Whether a title at the top of a page begins another document than the one that runs on."""
        current = documents[-1]
        source = self._weigher.source("heading", self._titles.read(title.text))
        values = self._weigher.values(source, source.papers)
        chosen = self._weigher.resolve(values, source)
        if not chosen and not (source.papers & self._weigher.firm and title.prominent):
            return False
        if current.title is None:
            return True
        if not source.papers and not title.prominent and not (size < _TITLE_PAGE and lines <= _TITLE_PAGE_LINES):
            return False
        if not title.prominent and is_numbered(title.text):
            return False  # an item of a list that runs on
        if not title.prominent and not title.after_marks and current.last_size >= _ENDED:
            return False
        before = self._weigher.source("heading", self._titles.read(current.title.text))
        running = self._weigher.resolve(self._weigher.values(before, before.papers), before)
        if any(self._weigher.target(t).signs.general for t in running) and not source.papers:
            # An analysis has sections that are called like documents: only a page that ended early, or a file of
            # several documents, makes such a heading a title.
            ended = current.last_size < _ENDED or len(documents) >= _SEVERAL
            return size < _COVER or (title.prominent and ended)
        return set(chosen) != set(running) or bool(source.papers & self._weigher.firm)

    def _begins_within(self, current: Document, title: Title, line: Line, count: int) -> Literal["no", "maybe", "yes"]:
        """Whether a heading in the middle of a page begins another document.

        Regulations have a section of duties, plans and analyses have sections called like documents: there it only
        may, unless what stands before shows that the last paper ended (signatures, a letterhead, marks of approval).
        """
        if sum(len(x.text) for x in current.lines) < _SHORTEST or is_numbered(line.text):
            return "no"
        source = self._weigher.source("heading", self._titles.read(title.text))
        values = self._weigher.values(source, source.papers)
        chosen = self._weigher.resolve(values, source)
        chosen = [t for t in chosen if self._weigher.target(t).sort == "kind" and not values[t].hinted]
        ended = title.after_marks or self._titles.is_end(current.lines[-_LAST_LINES:])
        firm = source.papers & self._weigher.firm
        if not chosen and not (firm and ended):
            return "no"
        if not source.papers and line.prominence < 2:
            return "no"
        before = self._weigher.source("heading", self._titles.read(current.title.text if current.title else ""))
        running = self._weigher.resolve(self._weigher.values(before, before.papers), before)
        if set(chosen) == set(running) and not firm:
            return "no"
        sections = before.papers & self._weigher.firm or any(self._weigher.target(t).signs.general for t in running)
        if not source.papers and not ended:
            return "no" if sections and count < _SEVERAL else "maybe"
        return "yes" if ended or firm or not sections else "maybe"
