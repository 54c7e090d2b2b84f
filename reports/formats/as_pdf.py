"""PDF out through typst: a fixed template, and the paper as data beside it, so that no text is ever markup.

Only the fonts that typst carries are used (they hold the Kazakh alphabet and are embedded), no file and no package is
read, and the paper's own moment stands for the time of making: the same paper is the same bytes on every machine.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import typst

from reports.formats.breaking import breakable
from reports.formats.colours import COLOURS
from reports.formats.paper import (
    Annex,
    Block,
    Centred,
    Facts,
    Form,
    Grid,
    Heading,
    Items,
    Paper,
    Paragraph,
    Point,
)
from reports.formats.text import shown

_TEMPLATE = Path(__file__).parents[1] / "templates" / "paper.typ"
_WIDE, _NARROW = 273.0, 170.0  # millimetres between the margins
_TEXT_SIZE, _GRID_SIZE, _DENSE_SIZE = 10.5, 9.0, 8.0  # points of a grid's letters: portrait, landscape, many columns
_DENSE = 12  # columns of a grid that is set in smaller type
_LETTER = 0.19  # millimetres that one letter needs a point of its size: half an em, with some room
_PADDING = 2.6  # millimetres of a cell that hold no text
_TALL = 15  # lines of a cell from which on its row may be torn between pages; lower rows stay whole
_LINE = 60  # letters of a line of text that hold any word
# What the embedded fonts hold, as ranges: letters of Europe, Kazakhstan and its neighbours, signs and symbols.
_HELD = (
    "\u0020-\u007e\u00a0-\u0377\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff\u0531-\u0556\u05d0-\u05ea\u0621-\u063a\u0640-\u0655"
    "\u10d0-\u10ff\u1e00-\u1f15\u2000-\u2040\u2074-\u208e\u20a0-\u20c0\u2100-\u211e\u2126-\u2151\u2153-\u2184\u2190-\u23ff"
    "\u2460-\u262f\u270c-\u2727\u2798-\u27af\ufffd"
)
_SIGNS = 0x2400  # control pictures, one for each control character
_NOT_HELD = re.compile(f"[^{_HELD}]")


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def dump(paper: Paper) -> bytes:
    """The paper as a PDF 1.7 with embedded fonts.

    Text is tagged for screen readers. A wide table is not: its tags would take ten times the room of what they tell,
    and the same rows stand in the page for the browser and in the workbook.
    """
    data = msgspec.json.encode(_paper(paper)).decode()
    made: bytes = typst.compile(
        _template(),
        sys_inputs={"paper": data},
        ignore_system_fonts=True,
        timestamp=int(paper.made.timestamp()),
        pdf_tags=not paper.wide,
    )
    return made


def printed(text: str) -> str:
    """The text as a PDF shows it: what no embedded font holds stands as its code, «[U+4E2D]», never as an empty box."""
    return _NOT_HELD.sub(_code, shown(text))


def _code(match: re.Match[str]) -> str:
    """The code of a character; the sign of a control character stands for that."""
    code = ord(match[0])
    return f"[U+{code - _SIGNS if _SIGNS <= code < _SIGNS + 0x20 else code:04X}]"


def _text(text: str) -> str:
    return breakable(printed(text), _LINE)


def _paper(paper: Paper) -> dict[str, Any]:
    """The paper as the template takes it."""
    width = _WIDE if paper.wide else _NARROW
    approval = paper.approval
    return {
        "language": paper.language,
        "wide": paper.wide,
        "heading": {name: _text(getattr(paper, name)) for name in ("organiser", "contest", "title", "place", "day")},
        "approval": None if approval is None else [_text(approval.word), _text(approval.role), _text(approval.date)],
        "notes": [_text(note) for note in paper.notes],
        "blocks": [_block(block, width) for block in paper.blocks],
        "signatures": [[_text(one.role), _text(one.name)] for one in paper.signatures],
        "under": [_text(words) for words in paper.under_line],
        "annex": _annex(paper.annex, width),
    }


def _annex(annex: Annex | None, width: float) -> dict[str, Any] | None:
    if annex is None:
        return None
    blocks = [_block(block, width) for block in annex.blocks]
    return {"mark": _text(annex.mark), "title": _text(annex.title), "blocks": blocks}


def _block(block: Block, width: float) -> dict[str, Any]:
    match block:
        case Heading(text):
            return {"is": "heading", "text": _text(text)}
        case Paragraph(text, quiet):
            return {"is": "paragraph", "text": _text(text), "quiet": quiet}
        case Centred(text):
            return {"is": "centred", "text": _text(text)}
        case Point(number, title, sentences, plain):
            told = {"number": number, "title": _text(title), "sentences": [_text(s) for s in sentences]}
            return {"is": "point", **told, "plain": plain}
        case Facts(lines):
            return {"is": "facts", "lines": [[_text(label), _text(value)] for label, value in lines]}
        case Grid():
            return _grid(block, width)
        case Items(lines):
            return {"is": "items", "lines": [_text(line) for line in lines]}
        case Form(lines):
            return {"is": "form", "lines": [_text(line.label) for line in lines]}


def _grid(grid: Grid, width: float) -> dict[str, Any]:
    size = _DENSE_SIZE if len(grid.columns) > _DENSE else _GRID_SIZE if width == _WIDE else _TEXT_SIZE
    whole = sum(column.share for column in grid.columns)
    rooms = [max(int((width * c.share / whole - _PADDING) / (_LETTER * size)), 1) for c in grid.columns]

    def line(cells: tuple[str, ...]) -> list[str]:
        return [breakable(printed(cell), room) for cell, room in zip(cells, rooms, strict=True)]

    toned = [place for place, column in enumerate(grid.columns) if column.toned]
    tones = {printed(text): list(COLOURS[name]) for text, name in grid.tones.items()}
    return {
        "is": "grid",
        "size": size,
        "shares": [column.share for column in grid.columns],
        "centred": [column.centred for column in grid.columns],
        "toned": toned,
        "tones": tones,
        "head": line(tuple(column.title for column in grid.columns)),
        "rows": [line(row) for row in grid.rows],
        "torn": [any(len(cell) > _TALL * room for cell, room in zip(row, rooms, strict=True)) for row in grid.rows],
        "sums": [line(row) for row in grid.sums],
    }
