"""Text files and web pages: txt, csv and, with lxml.html, html. The body of a letter is read here too."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from parsers.charsets import decode
from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.looks import in_capitals
from parsers.readers.pages import Full, Pages, table

Element = etree._Element
_BYTES = 16 * 1024 * 1024
_MARKUP = {"html", "htm", "xhtml"}
_SEPARATED = {"csv", "tsv"}
_UNSEEN = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "title",
    "meta",
    "link",
    "object",
    "iframe",
    "svg",
    "select",
    "button",
}
_BLOCKS = set(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "  # noqa: SIM905
    "html li main nav ol p pre section table tbody td tfoot th thead tr ul caption".split()
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """One page of a text file. Errors as in ``parsers.readers.read``."""
    with path.open("rb") as file:
        data = file.read(_BYTES + 1)
    if not data.strip():
        raise ParserError(Problem("empty"))
    if len(data) > _BYTES:
        raise ParserError(Problem("too_large", f"more than {_BYTES} bytes of text"))
    if kind in _MARKUP:
        declared = _CHARSET.search(data[:4096])
        return from_html(decode(data, declared[1].decode("ascii") if declared else ""), limits)
    source = decode(data, "")
    return _from_separated(source, kind, limits) if kind in _SEPARATED else from_text(source, limits, kind)


def from_text(source: str, limits: ReadLimits, kind: str = "txt") -> Text:
    """Plain text as a Text of one page, a block a paragraph (lines kept); form feeds turn the page."""
    pages = Pages(limits)
    try:
        for sheet in source.replace("\r\n", "\n").replace("\r", "\n").split("\f"):
            for paragraph in re.split(r"\n[ \t]*\n", sheet):
                text = "\n".join(line.rstrip() for line in paragraph.strip("\n").split("\n")).replace("\xa0", " ")
                pages.add(Block(text, int("\n" not in text.strip() and in_capitals(text))))
            pages.turn()
    except Full:
        pass
    return pages.text(kind, paged=False)


def _from_separated(source: str, kind: str, limits: ReadLimits) -> Text:
    head = source[:4096]
    delimiter = "\t" if kind == "tsv" else max(";,\t", key=head.count)
    pages = Pages(limits)
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(source.splitlines(), delimiter=delimiter)]
        pages.add(table(rows))
        pages.turn()
    except Full:
        pass
    except csv.Error as error:
        raise ParserError(Problem("damaged", str(error))) from error
    return pages.text(kind, paged=False)


def from_html(source: str, limits: ReadLimits) -> Text:
    """A web page or the html body of a letter as a Text of one page; what is not shown is left out."""
    pages, links = Pages(limits), dict[str, None]()
    try:
        # lxml refuses text with an encoding declaration, so the text goes in as UTF-8 bytes.
        root = html.document_fromstring(
            source.encode("utf-8", "replace"),
            parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return from_text(re.sub(r"<[^>]+>", " ", source), limits, "html")
    walker = _Walker(pages, links)
    try:
        walker.walk(root)
        walker.flush()
        pages.turn()
    except Full:
        pass
    except RecursionError:
        pages.problem = Problem("too_deep")
        pages.turn()
    return pages.text("html", paged=False, links=tuple(links))


class _Walker:
    def __init__(self, pages: Pages, links: dict[str, None]) -> None:
        self._pages = pages
        self._links = links
        self._text: list[str] = []
        self._strong = 0
        self._plain = 0

    def flush(self, prominence: int = 0) -> None:
        """End the paragraph being read."""
        text = _spaces("".join(self._text))
        marked = self._strong > 0.8 * (self._strong + self._plain) if self._strong else False
        self._text, self._strong, self._plain = [], 0, 0
        if text:
            self._pages.add(Block(text, prominence or int(marked or in_capitals(text))))

    def walk(self, element: Element, *, strong: bool = False) -> None:
        """Read an element and what is inside it (not the text after it)."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _UNSEEN or _HIDDEN.search(element.get("style") or ""):
            return
        if name == "a" and "://" in (href := element.get("href") or ""):
            self._links[href.strip()] = None
        if name == "br":
            self._text.append("\n")
        if name == "img":
            self._pages.picture(0.0)
        if name == "table" and not any(inner is not element for inner in element.iter("table")):
            self.flush()
            self._pages.add(table(list(_rows(element))))
            self._follow_links(element)
            return
        block = name in _BLOCKS
        if block:
            self.flush()
        strong = (
            strong
            or name in ("b", "strong", "center", "th")
            or "bold" in (element.get("style") or "")
            or element.get("align") == "center"
        )
        self._write(element.text, strong=strong)
        for inner in element:
            self.walk(inner, strong=strong)
            self._write(inner.tail, strong=strong)
        if block:
            self.flush(2 if name in _HEADINGS else 0)

    def _write(self, text: str | None, *, strong: bool) -> None:
        if text:
            self._text.append(text.replace("\r", "").replace("\n", " "))
            letters = len(text.strip())
            self._strong += letters if strong else 0
            self._plain += 0 if strong else letters

    def _follow_links(self, element: Element) -> None:
        for link in element.iter("a"):
            if "://" in (href := link.get("href") or ""):
                self._links[href.strip()] = None


def _spaces(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").split("\n"))
    return "\n".join(filter(None, lines))


def _rows(element: Element) -> Iterator[tuple[str, ...]]:
    """Rows of a table without tables inside; spans leave "" behind them in their row."""
    for row in element.iter("tr"):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            cells.append(_spaces("".join(_cell(cell))))
            span = cell.get("colspan") or "1"
            cells.extend([""] * (min(int(span), 64) - 1 if span.isdecimal() else 0))
        yield tuple(cells)


def _cell(element: Element) -> Iterator[str]:
    if element.tag in _UNSEEN or not isinstance(element.tag, str) or _HIDDEN.search(element.get("style") or ""):
        return
    if element.tag == "br" or element.tag in _BLOCKS:
        yield "\n"
    yield (element.text or "").replace("\n", " ")
    for inner in element:
        yield from _cell(inner)
        yield (inner.tail or "").replace("\n", " ")
    if element.tag in _BLOCKS:
        yield "\n"
