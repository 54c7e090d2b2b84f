"""The parts of a DOCX that python-docx has no words for, as elements of WordprocessingML (ECMA-376, part 1).

Tables are built here whole: the library's own way asks the table for every cell and takes minutes for a thousand rows.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from reports.formats.colours import COLOURS
from reports.formats.paper import Grid
from reports.formats.text import shown

_TWIPS = 56.6929  # in a millimetre
_PORTRAIT = 200  # millimetres: what is wider lies across the page
_KEPT = 2  # lines of text, or rows, that stand above the first signature
_DENSE = 12  # columns of a grid that is set in smaller type
_LINE, _HEAD, _SUM = "9AA5B1", "E9EEF4", "F1F4F7"
_SYMBOLS = "Segoe UI Symbol"  # has the signs of marks; another machine's own symbols take its place


def element(name: str, text: str | None = None, /, **attributes: object) -> Any:
    """An element of the main namespace with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    if text is not None:
        made.text = text
        made.set(qn("xml:space"), "preserve")
    return made


def nest(name: str, *children: Any, **attributes: object) -> Any:
    """An element with its children."""
    made = element(name, **attributes)
    made.extend(child for child in children if child is not None)
    return made


def whole_font(style: Any, font: str) -> None:
    """One font for all scripts of a style, in the place of the theme's."""
    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def language(styles: Any, code: str) -> None:
    """The language of all text, for the speller."""
    for lang in styles.iter(qn("w:lang")):
        for name in ("val", "eastAsia", "bidi"):
            lang.set(qn(f"w:{name}"), code)


def without_border(style: Any) -> None:
    """No line under the title: the library's own title has one."""
    for border in list(style.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def line_below(line: Paragraph) -> None:
    """A thin line under a paragraph."""
    border = nest("pBdr", element("bottom", val="single", sz=6, space=2, color=_LINE))
    line._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def only_tab(line: Paragraph, at: Length, side: WD_TAB_ALIGNMENT) -> None:
    """One tab stop; the ones that the line's style brings are cleared."""
    style = line.style
    for stop in style.paragraph_format.tab_stops if style is not None else ():
        line.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    line.paragraph_format.tab_stops.add_tab_stop(at, side)


def page_of_pages(line: Paragraph) -> None:
    """The fields «3 / 12»."""
    for field in ("PAGE", None, "NUMPAGES"):
        run = line.add_run("" if field else " / ")
        if field:
            for child in _field(field):
                run._r.append(child)


def _field(name: str) -> Iterator[Any]:
    yield element("fldChar", fldCharType="begin")
    yield element("instrText", f" {name} ")
    yield element("fldChar", fldCharType="separate")
    yield element("t", "1")
    yield element("fldChar", fldCharType="end")


def grid(document: Document, grid: Grid, width: float) -> None:
    """A table over ``width`` millimetres: fixed columns, a head that is repeated, rows that are never torn apart."""
    whole = sum(column.share for column in grid.columns)
    widths = [round(width * column.share / whole * _TWIPS) for column in grid.columns]
    size = 15 if len(grid.columns) > _DENSE else 18 if width > _PORTRAIT else 20  # half points
    table = nest("tbl", _table_form(sum(widths), size), nest("tblGrid", *(element("gridCol", w=w) for w in widths)))
    styles = [_Style(width, size, column.centred) for width, column in zip(widths, grid.columns, strict=True)]
    head = [
        style.cell(shown(c.title), bold=True, paper=_HEAD, centred=True)
        for c, style in zip(grid.columns, styles, strict=True)
    ]
    table.append(nest("tr", nest("trPr", element("cantSplit"), element("tblHeader")), *head))
    for row in grid.rows:
        table.append(nest("tr", nest("trPr", element("cantSplit")), *_cells(row, grid, styles)))
    for row in grid.sums:
        cells = [style.cell(shown(text), bold=True, paper=_SUM) for text, style in zip(row, styles, strict=True)]
        table.append(nest("tr", nest("trPr", element("cantSplit")), *cells))
    append_table(document, table)


def append_table(document: Document, table: Any, *, kept: bool = False) -> None:
    """The table at the end of the text, with the line after it that Word asks for, as low as a line can be.

    ``kept``: that line stays on the page of what follows.
    """
    after = document.add_paragraph()
    after.paragraph_format.space_after = after.paragraph_format.line_spacing = Pt(1)
    if kept:
        after.paragraph_format.keep_with_next = True
    after._p.addprevious(table)


def keep_end_together(document: Document) -> None:
    """The last lines so far, or the last rows of the last table, stay on the page of what follows: the signatures.

    Whoever signs must see what is signed: a page of signatures alone could be put to any paper.
    """
    lines = [child for child in document.element.body if child.tag in (qn("w:p"), qn("w:tbl"))]
    kept = 0
    for line in reversed(lines):
        if line.tag == qn("w:tbl"):
            for row in line.findall(qn("w:tr"))[-_KEPT:]:
                for inner in row.iter(qn("w:p")):
                    _keep(inner)
            return
        _keep(line)
        kept += any(text.text for text in line.iter(qn("w:t")))
        if kept == _KEPT:
            return


def _keep(line: Any) -> None:
    Paragraph(line, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]  # Only the element is used.


def _cells(row: Sequence[str], grid: Grid, styles: Sequence["_Style"]) -> list[Any]:
    cells = []
    for text, column, style in zip(row, grid.columns, styles, strict=True):
        tone = COLOURS[grid.tones[text]] if column.toned and text in grid.tones else None
        if tone is None:
            cells.append(style.cell(shown(text)))
        else:
            ink, paper = (colour.lstrip("#").upper() for colour in tone)
            cells.append(style.cell(shown(text), ink=ink, paper=paper))
    return cells


class _Style:
    """How the cells of one column look."""

    def __init__(self, width: int, size: int, centred: bool) -> None:
        self._width, self._size, self._centred = width, size, centred

    def cell(
        self, text: str, *, bold: bool = False, ink: str = "", paper: str = "", centred: bool | None = None
    ) -> Any:
        """One cell; ``ink`` and ``paper`` are colours as RRGGBB."""
        middle = self._centred if centred is None else centred
        shade = element("shd", val="clear", color="auto", fill=paper) if paper else None
        form = nest("tcPr", element("tcW", w=self._width, type="dxa"), shade)
        line = nest("pPr", element("spacing", before=0, after=0), element("jc", val="center") if middle else None)
        return nest("tc", form, nest("p", line, self._run(text, bold, ink) if text else None))

    def _run(self, text: str, bold: bool, ink: str) -> Any:
        symbols = len(text) == 1 and not text.isalnum() and ord(text) > 0x2100
        fonts = element("rFonts", ascii=_SYMBOLS, hAnsi=_SYMBOLS, cs=_SYMBOLS, eastAsia=_SYMBOLS) if symbols else None
        form = nest(
            "rPr",
            fonts,
            element("b") if bold else None,
            element("color", val=ink) if ink else None,
            element("sz", val=self._size),
            element("szCs", val=self._size),
        )
        return nest("r", form, element("t", text))


def _table_form(width: int, size: int) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = nest("tblBorders", *(element(side, val="single", sz=4, space=0, color=_LINE) for side in sides))
    margin = 40 if size < 18 else 70
    above = 12
    room = nest(
        "tblCellMar",
        *(
            element(side, w=w, type="dxa")
            for side, w in (("top", above), ("left", margin), ("bottom", above), ("right", margin))
        ),
    )
    inside = element("tblInd", w=margin, type="dxa")  # the border, not the text, stands at the page's margin
    return nest(
        "tblPr", element("tblW", w=width, type="dxa"), inside, borders, element("tblLayout", type="fixed"), room
    )


def signature(
    document: Document, texts: Sequence[str], under: Sequence[str], width: float, *, last: bool = True
) -> None:
    """One line to sign: ``texts`` are role and name, ``under`` the words below the lines."""
    role, name = texts
    shares = (0.42, 0.02, 0.22, 0.02, 0.32)
    widths = [round(width * share * _TWIPS) for share in shares]
    upper = [(role, False), ("", False), ("", True), ("", False), (name, not name)]
    lower = ["", "", under[0], "", "" if name else under[1]]
    form = nest("tblPr", element("tblW", w=sum(widths), type="dxa"), element("tblLayout", type="fixed"))
    table = nest("tbl", form, nest("tblGrid", *(element("gridCol", w=w) for w in widths)))
    for cells, size in ((upper, 24), ([(text, False) for text in lower], 16)):
        row = nest("tr", nest("trPr", element("cantSplit")))
        for (text, lined), w in zip(cells, widths, strict=True):
            row.append(_signed_cell(text, w, size, lined, centred=size == 16))
        table.append(row)
    append_table(document, table, kept=not last)


def _signed_cell(text: str, width: int, size: int, lined: bool, *, centred: bool) -> Any:
    line = nest("tcBorders", element("bottom", val="single", sz=6, space=0, color="000000")) if lined else None
    form = nest("tcPr", element("tcW", w=width, type="dxa"), line, element("vAlign", val="bottom"))
    words = (
        nest("r", nest("rPr", element("sz", val=size), element("szCs", val=size)), element("t", text)) if text else None
    )
    keep = element("keepNext")
    spacing = element("spacing", before=0, after=0)
    place = element("jc", val="center") if centred else None
    return nest("tc", form, nest("p", nest("pPr", keep, spacing, place), words))
