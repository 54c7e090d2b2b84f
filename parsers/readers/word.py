"""Word documents (ECMA-376 part 1, WordprocessingML): every text that a person sees, walked from the XML with lxml.

python-docx loses content controls, tracked insertions, text boxes and nested tables, so it is not used to read.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.readers.package import Package, attribute, local, open_package, parse_xml
from parsers.readers.package import child as _child
from parsers.readers.pages import Full, Pages, table
from parsers.readers.word_style import Look, Styles, page_area, picture_share, switch

Element = etree._Element
_TRANSPARENT = {
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "hyperlink",
    "fldSimple",
    "sdtContent",
    "bdo",
    "dir",
    "rubyBase",
    "ruby",
}
_PRINTED = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Piece:
    """A run of a paragraph's text between page breaks, with the characters counted by how they look."""

    text: list[str] = field(default_factory=list)
    looks: Counter[Look] = field(default_factory=Counter)
    ends_page: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.text).replace("\xa0", " ").strip()


@dataclass
class _Paragraph:
    """A paragraph being read: pieces, and the text boxes anchored in it, which follow it."""

    style: Look
    pieces: list[_Piece] = field(default_factory=lambda: [_Piece()])
    boxes: list[Element] = field(default_factory=list)

    def write(self, text: str, look: Look) -> None:
        piece = self.pieces[-1]
        piece.text.append(text)
        piece.looks[look] += len(text.strip())

    def end_page(self) -> None:
        self.pieces[-1].ends_page = True
        self.pieces.append(_Piece())


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """All text of a document; pages are the runs between page breaks. Errors as in ``parsers.readers.read``."""
    with open_package(path, limits) as package:
        return _Document(package, limits).text(kind)


class _Document:
    def __init__(self, package: Package, limits: ReadLimits) -> None:
        self._package = package
        self._name = package.main("word/document.xml")
        root = package.xml(self._name)
        body = next((child for child in root if local(child) == "body"), None) if root is not None else None
        if body is None:
            raise ParserError(Problem("damaged", "no document body"))
        self._body = body
        self._relations = package.relations(self._name)
        styles = next((target for kind, target in self._relations.values() if kind == "styles"), "word/styles.xml")
        # Table styles are most of a styles part and say nothing of paragraphs: they are cut out before it is parsed.
        data = _without_table_styles(package.read(styles))
        self._styles = Styles(parse_xml(data, styles) if data else None)
        self._page_area = page_area(body)
        self._pages = Pages(limits)
        self._row_breaks = False
        self._chunk = False

    def text(self, kind: str) -> Text:
        try:
            self._container(self._body)
            for block in self._notes():
                self._pages.add(block)
            self._pages.turn()
        except Full:
            pass
        self._with_headers()
        if self._chunk and self._pages.problem is None:
            self._pages.problem = Problem("unsupported", "a part of the document is of another format")
        links = tuple(
            dict.fromkeys(
                target for kind, target in self._relations.values() if kind == "hyperlink" and "://" in target
            )
        )
        return self._pages.text(kind, paged=False, links=links)

    # ------------------------------------------------------------ blocks

    def _container(self, element: Element) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                self._body_paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                self._container(_content(child))
            elif name in _TRANSPARENT:
                self._container(child)
            elif name == "AlternateContent":
                self._container(_choice(child))
            elif name == "altChunk":
                self._chunk = True

    def _body_paragraph(self, element: Element) -> None:
        properties = _child(element, "pPr")
        if properties is not None and switch(_child(properties, "pageBreakBefore")):
            self._pages.turn()
        paragraph = self._paragraph(element)
        for piece in paragraph.pieces:
            if text := piece.joined:
                self._pages.add(Block(text, self._styles.prominence(text, piece.looks, paragraph.style)))
            if piece.ends_page:
                self._pages.turn()
        for box in paragraph.boxes:
            self._container(box)
        section = _child(properties, "sectPr") if properties is not None else None
        if section is not None and _value(_child(section, "type")) != "continuous":
            self._pages.turn()

    def _table(self, element: Element) -> None:
        rows = list(_rows(element))
        if _is_frame(rows):
            for row in rows:
                for cell in _cells(row):
                    self._container(cell)
            return
        ready: list[tuple[str, ...]] = []
        for row in rows:
            self._row_breaks = False
            cells = self._row(row)
            if self._row_breaks:
                self._pages.add(table(ready))
                self._pages.turn()
                ready = []
            ready.append(cells)
        self._row_breaks = False
        self._pages.add(table(ready))

    def _row(self, row: Element) -> tuple[str, ...]:
        """Cells in reading order; what a merged cell covers beside and below its first place is ""."""
        before = _child(_child(row, "trPr"), "gridBefore")
        cells = [""] * _number(before, 0)
        for cell in _cells(row):
            properties = _child(cell, "tcPr")
            merge = _child(properties, "vMerge")
            goes_on = merge is not None and _value(merge) in (None, "continue")
            cells.append("" if goes_on else "\n".join(self._cell(cell)))
            cells.extend([""] * (_number(_child(properties, "gridSpan"), 1) - 1))
        return tuple(cells)

    def _cell(self, element: Element) -> Iterator[str]:
        """The lines of a cell; a table inside gives a line a row, its cells joined by tab."""
        for child in element:
            name = local(child)
            if name == "p":
                paragraph = self._paragraph(child)
                self._row_breaks = self._row_breaks or len(paragraph.pieces) > 1
                if text := " ".join(filter(None, (piece.joined for piece in paragraph.pieces))):
                    yield text
                for box in paragraph.boxes:
                    yield from self._cell(box)
            elif name == "tbl":
                for row in _rows(child):
                    if line := "\t".join(" ".join(text.split()) for text in self._row(row)).strip():
                        yield line
            elif name == "sdt":
                yield from self._cell(_content(child))
            elif name in _TRANSPARENT:
                yield from self._cell(child)
            elif name == "AlternateContent":
                yield from self._cell(_choice(child))

    # ------------------------------------------------------------ runs

    def _paragraph(self, element: Element) -> _Paragraph:
        properties = _child(element, "pPr")
        paragraph = _Paragraph(self._styles.paragraph(properties))
        self._runs(element, paragraph, paragraph.style)
        return paragraph

    def _runs(self, element: Element, paragraph: _Paragraph, look: Look) -> None:
        for child in element:
            name = local(child)
            if name == "r":
                properties = _child(child, "rPr")
                if properties is not None and switch(_child(properties, "vanish")):
                    continue
                self._run(child, paragraph, self._styles.run(properties, paragraph.style))
            elif name == "sdt":
                self._runs(_content(child), paragraph, look)
            elif name in ("oMath", "oMathPara"):
                paragraph.write("".join(t.text or "" for t in child.iter() if local(t) == "t"), look)
            elif name == "AlternateContent":
                self._runs(_choice(child), paragraph, look)
            elif name in _TRANSPARENT:
                self._runs(child, paragraph, look)

    def _run(self, run: Element, paragraph: _Paragraph, look: Look) -> None:
        for child in run:
            name = local(child)
            if name == "t":
                paragraph.write(child.text or "", look)
            elif name in _PRINTED:
                paragraph.write(_PRINTED[name], look)
            elif name == "br":
                if attribute(child, "type") == "page":
                    paragraph.end_page()
                else:
                    paragraph.write("\n", look)
            elif name == "lastRenderedPageBreak":
                paragraph.end_page()
            elif name in ("drawing", "pict", "object"):
                self._drawing(child, paragraph)
            elif name == "AlternateContent":
                self._run(_choice(child), paragraph, look)
            elif name == "fldChar":
                paragraph.write(_chosen(child), look)
            elif name in _TRANSPARENT:
                self._runs(child, paragraph, look)

    def _drawing(self, element: Element, paragraph: _Paragraph) -> None:
        """Text boxes, WordArt and pictures, each once."""
        for child in element:
            name = local(child)
            if name == "txbxContent":
                paragraph.boxes.append(child)
            elif name == "textpath" and (text := child.get("string")):
                paragraph.write(text, paragraph.style)
            elif name in ("blip", "imagedata"):
                # A drawing names its picture by r:embed, one of old form (VML) by r:id.
                named = attribute(child, "embed") or attribute(child, "id") or ""
                kind, target = self._relations.get(named, ("", ""))
                self._pages.picture(picture_share(child, self._page_area), target if kind == "image" else "")
            elif name == "AlternateContent":
                self._drawing(_choice(child), paragraph)
            else:
                self._drawing(child, paragraph)

    # ------------------------------------------------------------ beside the body

    def _beside(self, kind: str) -> Iterator[Block]:
        """Blocks of headers, footers or notes: each different text once, page numbers left out."""
        seen: set[str] = set()
        for found, target in self._relations.values():
            if found != kind or (root := self._package.xml(target)) is None:
                continue
            stories = [note for note in root if local(note) in ("footnote", "endnote")] or [root]
            for text in (line for story in stories for line in self._cell(story)):
                if text not in seen and any(character.isalpha() for character in text):
                    seen.add(text)
                    yield Block(text)

    def _notes(self) -> Iterator[Block]:
        yield from self._beside("footnotes")
        yield from self._beside("endnotes")

    def _with_headers(self) -> None:
        """Headers stand before the first page's text and footers after the last page's, where these have text."""
        pages = self._pages.done
        for kind, index in (("header", 0), ("footer", -1)):
            if not pages or pages[index].read_by != "text":
                continue
            page, beside = pages[index], tuple(self._beside(kind))
            blocks = beside + page.blocks if kind == "header" else page.blocks + beside
            pages[index] = replace(page, blocks=blocks)


def _without_table_styles(data: bytes) -> bytes:
    head, *styles = data.split(b"<w:style ")
    kept = [head]
    for style in styles:
        if b'w:type="table"' in style[: style.find(b">")]:
            kept.append(style.partition(b"</w:style>")[2])
        else:
            kept.append(b"<w:style " + style)
    return b"".join(kept)


def _value(element: Element | None) -> str | None:
    return attribute(element, "val") if element is not None else None


def _number(element: Element | None, default: int) -> int:
    value = _value(element) or ""
    return min(int(value), 64) if value.isdecimal() else default


def _content(control: Element) -> Element:
    """What a content control holds; one that shows its prompt ("Click to enter text") holds nothing."""
    properties, content = _child(control, "sdtPr"), _child(control, "sdtContent")
    if content is None or switch(_child(properties, "showingPlcHdr")):
        return etree.Element("nothing")
    return content


def _choice(alternate: Element) -> Element:
    """The one branch of mc:AlternateContent to read: the first choice that shows something, else the fallback."""
    shown = {"txbxContent", "blip", "imagedata", "t", "textpath"}
    for branch in alternate:
        if local(branch) in ("Choice", "Fallback") and any(local(inner) in shown for inner in branch.iter()):
            return branch
    return etree.Element("nothing")


def _chosen(field_character: Element) -> str:
    """The entry that a legacy drop-down list shows (its text stands nowhere else)."""
    entries = _child(_child(field_character, "ffData"), "ddList")
    if entries is None:
        return ""
    options = [_value(entry) or "" for entry in entries if local(entry) == "listEntry"]
    index = _number(_child(entries, "result"), 0)
    return options[index] if index < len(options) else ""


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls and revisions; deleted ones left out."""
    for child in element:
        name = local(child)
        if name == wanted:
            properties = _child(child, "trPr" if wanted == "tr" else "tcPr")
            if _child(properties, "del") is None and _child(properties, "cellDel") is None:
                yield child
        elif name == "sdt":
            yield from _inside(_content(child), wanted)
        elif name in _TRANSPARENT:
            yield from _inside(child, wanted)


def _rows(element: Element) -> Iterator[Element]:
    return _inside(element, "tr")


def _cells(row: Element) -> Iterator[Element]:
    return _inside(row, "tc")


def _is_frame(rows: list[Element]) -> bool:
    """A table that only frames: one cell in all, or one column that holds other tables."""
    cells = [list(_cells(row)) for row in rows]
    if any(len(row) > 1 for row in cells):
        return False
    return len(rows) == 1 or any(local(inner) == "tbl" for row in cells for cell in row for inner in cell.iter())
