"""OpenDocument (ISO/IEC 26300): texts, sheets and slides from their content.xml with lxml."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.looks import in_capitals
from parsers.readers.package import Package, attribute, child, local, open_package
from parsers.readers.pages import Full, Pages, table

Element = etree._Element
_COLUMNS, _ROWS = 256, 100_000
_UNSEEN = {"tracked-changes", "annotation", "sequence-decls", "forms", "bookmark", "note-citation", "desc", "title"}
_A4 = 21.0 * 29.7  # square centimetres
_UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_TITLES = {"title": 2, "subtitle": 1}


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """All that is shown: slides are pages, sheets too; a text has runs between page breaks. Errors as in ``read``."""
    with open_package(path, limits) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise ParserError(Problem("encrypted", "OpenDocument"))
        root = package.xml("content.xml")
        body = child(child(root, "body"), {"ods": "spreadsheet", "odp": "presentation"}.get(kind, "text"))
        if root is None or body is None:
            raise ParserError(Problem("damaged", "no content"))
        reader = _Reader(package, root, Pages(limits))
        try:
            reader.whole(body, kind)
        except Full:
            pass
        except RecursionError as error:
            raise ParserError(Problem("too_deep", kind)) from error
        return reader.pages.text(kind, paged=kind == "odp", links=tuple(reader.links))


class _Reader:
    def __init__(self, package: Package, root: Element, pages: Pages) -> None:
        self.pages = pages
        self._package = package
        self.links: dict[str, None] = {}
        self._styles: dict[str, tuple[int, bool]] = {}
        for part in (package.xml("styles.xml"), root):
            for style in part.iter() if part is not None else ():
                if local(style) == "style":
                    self._style(style)

    def _style(self, style: Element) -> None:
        """How prominent a style is, and whether it begins a page."""
        name, parent = attribute(style, "name") or "", attribute(style, "parent-style-name") or ""
        prominence, breaks = self._styles.get(parent, (0, False))
        if parent.lower() in ("title", "heading") or parent.lower().startswith("heading_20_"):
            prominence = 2
        elif parent.lower() == "subtitle":
            prominence = 1
        for properties in style:
            if attribute(properties, "font-weight") == "bold" or attribute(properties, "text-align") == "center":
                prominence = max(prominence, 1)
            breaks = breaks or attribute(properties, "break-before") == "page"
        self._styles[name] = (prominence, breaks)

    def whole(self, body: Element, kind: str) -> None:
        if kind == "odp":
            for page in body:
                if local(page) == "page":
                    self._container(page)
                    self.pages.turn(keep_empty=True)
        elif kind == "ods":
            for sheet in body:
                if local(sheet) == "table":
                    self.pages.add(table(list(self._rows(sheet))))
                    if not self.pages.blocks:
                        for image in (inner for inner in sheet.iter() if local(inner) == "image"):
                            self._picture(image)
                    self.pages.turn(keep_empty=True)
        else:
            self._container(body)
            self.pages.turn()

    def _container(self, element: Element, level: int = 0) -> None:
        for inner in element:
            name = local(inner)
            if name in _UNSEEN or not name:
                continue
            if name in ("p", "h"):
                self._paragraph(inner, 2 if name == "h" else level)
            elif name == "table":
                self.pages.add(table(list(self._rows(inner))))
            elif name == "image":
                self._picture(inner)
            elif name == "notes":
                self._container(inner)
            else:
                self._container(inner, _TITLES.get(attribute(inner, "class") or "", level))

    def _picture(self, image: Element) -> None:
        """A picture by its name in the file; one that is as wide as a page covers it."""
        href = (attribute(image, "href") or "").removeprefix("./")
        frame = image.getparent()
        wide, high = (
            _centimetres(attribute(frame, side)) if frame is not None else 0.0 for side in ("width", "height")
        )
        self.pages.picture(min(1.0, wide * high / _A4), href if href in self._package else "")

    def _paragraph(self, paragraph: Element, level: int) -> None:
        prominence, breaks = self._styles.get(attribute(paragraph, "style-name") or "", (0, False))
        if breaks:
            self.pages.turn()
        text = _tidy("".join(self._text(paragraph)))
        self.pages.add(Block(text, max(level, prominence, int(in_capitals(text)))))
        for frame in paragraph.iter():
            if local(frame) == "text-box":
                self._container(frame)
            elif local(frame) == "image":
                self._picture(frame)

    def _text(self, element: Element) -> Iterator[str]:
        """Characters as they are shown; what stands in a frame follows the paragraph."""
        yield _one_line(element.text)
        for inner in element:
            name = local(inner)
            if name == "a" and "://" in (href := attribute(inner, "href") or ""):
                self.links[href] = None
            if name == "s":
                count = attribute(inner, "c") or "1"
                yield " " * (min(int(count), 256) if count.isdecimal() else 1)
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name not in _UNSEEN and name not in ("frame", "custom-shape", "text-box"):
                yield from self._text(inner)
            yield _one_line(inner.tail)

    def _rows(self, element: Element) -> Iterator[tuple[str, ...]]:
        left = _ROWS
        for row in _inside(element, "table-row"):
            cells: list[str] = []
            for cell in row:
                if local(cell) in ("table-cell", "covered-table-cell"):
                    text = "\n".join(filter(None, self._cell(cell))) if local(cell) == "table-cell" else ""
                    cells.extend([text] * min(_count(cell, "number-columns-repeated"), _COLUMNS - len(cells)))
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                # What a sheet repeats to its edge is empty; a row that is filled is repeated as it says.
                for _ in range(min(_count(row, "number-rows-repeated"), left)):
                    left -= 1
                    yield tuple(cells)

    def _cell(self, element: Element) -> Iterator[str]:
        for inner in element:
            name = local(inner)
            if name in ("p", "h"):
                yield _tidy("".join(self._text(inner)))
                for box in inner.iter():
                    if local(box) == "text-box":
                        yield from self._cell(box)
            elif name == "table":
                for row in self._rows(inner):
                    yield "\t".join(" ".join(text.split()) for text in row).strip()
            elif name and name not in _UNSEEN:
                yield from self._cell(inner)


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    for inner in element:
        name = local(inner)
        if name == wanted:
            yield inner
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _inside(inner, wanted)


def _count(element: Element, name: str) -> int:
    value = attribute(element, name) or "1"
    return int(value[:9]) if value.isdecimal() else 1


def _centimetres(length: str | None) -> float:
    """A length as OpenDocument writes it ("16.5cm"), 0.0 for none."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,9})?)([a-z]{2})", length or "")
    return float(found[1]) * _UNITS.get(found[2], 0.0) if found else 0.0


def _one_line(text: str | None) -> str:
    return " ".join(f"|{text}|".split())[1:-1] if text else ""


def _tidy(text: str) -> str:
    return text.replace("\xa0", " ").strip()
