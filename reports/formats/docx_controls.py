"""A form to fill in Word: content controls (ECMA-376, part 1, 17.5.2), each with a title, a tag and a hint.

A control that nobody filled says so (``w:showingPlcHdr``), so that whoever reads the form back never takes the hint for
an answer. Controls cannot be deleted by mistake; the labels around them stay text that can be edited.
"""

from collections.abc import Sequence
from typing import Any

from docx.document import Document

from reports.formats.docx_parts import append_table, element, nest
from reports.formats.paper import FormLine
from reports.formats.text import shown

_TWIPS = 56.6929  # in a millimetre
_LABELS = 0.42  # the share of the width that labels have
_HINT, _LINE = "707070", "9AA5B1"


def form(document: Document, lines: Sequence[FormLine], width: float) -> None:
    """A table of two columns over ``width`` millimetres: a label, and the control to fill."""
    widths = [round(width * share * _TWIPS) for share in (_LABELS, 1 - _LABELS)]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = nest("tblBorders", *(element(side, val="single", sz=4, space=0, color=_LINE) for side in sides))
    room = nest(
        "tblCellMar",
        *(element(side, w=w, type="dxa") for side, w in (("top", 70), ("left", 90), ("bottom", 70), ("right", 90))),
    )
    size = element("tblW", w=sum(widths), type="dxa")
    properties = nest("tblPr", size, borders, element("tblLayout", type="fixed"), room)
    table = nest("tbl", properties, nest("tblGrid", *(element("gridCol", w=w) for w in widths)))
    for number, line in enumerate(lines, 1):
        label = nest("p", _spacing(), nest("r", element("t", shown(line.label))))
        row = nest("tr", nest("trPr", element("cantSplit")), _cell(widths[0], label))
        row.append(_cell(widths[1], nest("p", _spacing(), _control(line, number))))
        table.append(row)
    append_table(document, table)


def _spacing() -> Any:
    return nest("pPr", element("spacing", before=0, after=0))


def _cell(width: int, line: Any) -> Any:
    return nest("tc", nest("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")), line)


def _control(line: FormLine, number: int) -> Any:
    """One control with its hint in grey. A day is chosen from a calendar and stands as 17.10.2025."""
    sort = element("text")
    if line.dated:
        sort = nest(
            "date",
            element("dateFormat", val="dd.MM.yyyy"),
            element("lid", val="ru-RU"),
            element("storeMappedDataAs", val="dateTime"),
            element("calendar", val="gregorian"),
        )
    properties = nest(
        "sdtPr",
        element("alias", val=shown(line.label)[:64]),
        element("tag", val=line.key),
        element("id", val=number),
        element("lock", val="sdtLocked"),
        element("showingPlcHdr"),
        sort,
    )
    hint = nest("r", nest("rPr", element("color", val=_HINT)), element("t", shown(line.hint)))
    return nest("sdt", properties, nest("sdtContent", hint))
