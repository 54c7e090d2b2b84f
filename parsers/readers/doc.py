"""Word 97 to 2003 (.doc) by its binary form ([MS-DOC]): the piece table gives the text, paragraph runs give tables.

Read here and not by another program: nothing of the file is executed, and no program need be installed.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.looks import in_capitals
from parsers.readers import blips
from parsers.readers.ole import open_ole
from parsers.readers.pages import CHARACTERS, Full, Pages, table

_MAGIC, _ENCRYPTED, _WHICH_TABLE = 0xA5EC, 0x0100, 0x0200
_FLAGS, _LENGTHS, _RUNS, _PIECES = 0x0A, 0x4C, 0x0102, 0x01A2  # where these stand in the FIB ([MS-DOC] 2.5.1)
_OLDEST = 0x00C1  # Word 97
_IN_TABLE, _ROW_END, _ALIGN, _ALIGN_LOGICAL, _PAGE_BEFORE = 0x2416, 0x2417, 0x2403, 0x2461, 0x2407
_LONG_TABLE, _TABS = 0xD608, 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # of what follows a property, by the highest three bits of its number; 0 variable
_CELL, _PAGE, _PARAGRAPH = "\x07", "\x0c", "\r"
_FIELD, _SHOWN, _FIELD_END = "\x13", "\x14", "\x15"
_PICTURES = "\x01\x08"
_AS = str.maketrans(
    {"\x0b": "\n", "\x1e": "-", "\x1f": None, "\xa0": " ", "\u2002": " "} | dict.fromkeys("\x01\x02\x05\x08")
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A paragraph's properties from a byte of the document stream on."""

    start: int
    in_table: bool = False
    ends_row: bool = False
    prominence: int = 0
    breaks: bool = False


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """Text between page breaks, tables as tables. Errors as in ``parsers.readers.read``."""
    with open_ole(path) as streams:
        document = streams.read("WordDocument")
        magic, version = struct.unpack_from("<HH", document, 0)
        (flags,) = struct.unpack_from("<H", document, _FLAGS)
        if flags & _ENCRYPTED:
            raise ParserError(Problem("encrypted", "doc"))
        if magic != _MAGIC or version < _OLDEST:
            raise ParserError(Problem("unsupported", "doc of Word 95 or older"))
        tables = streams.read("1Table" if flags & _WHICH_TABLE else "0Table")
        characters, places = _text(document, tables)
        runs = _runs(document, tables)
        main = struct.unpack_from("<i", document, _LENGTHS)[0]
        pages = Pages(limits)
        with suppress(Full):
            _lay(characters, places, runs, max(main, 0), pages)
    if any(page.read_by == "none" for page in pages.done):
        pages.done = blips.with_names(pages.done, blips.names(path, "doc"))
    return pages.text(kind, paged=False)


def _text(document: bytes, tables: bytes) -> tuple[str, list[tuple[int, int, int]]]:
    """All characters, and for each piece: its first character, its first byte, and the bytes of one character."""
    at, length = struct.unpack_from("<II", document, _PIECES)
    clx = tables[at : at + length]
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place >= len(clx) or clx[place] != 2:
        raise ParserError(Problem("damaged", "no piece table"))
    size = struct.unpack_from("<I", clx, place + 1)[0]
    plc = clx[place + 5 : place + 5 + size]
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plc, 0)
    text: list[str] = []
    places: list[tuple[int, int, int]] = []
    total = 0
    for number, (first, last) in enumerate(pairwise(bounds)):
        (packed,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        width = 1 if packed & 0x40000000 else 2
        start = (packed & 0x3FFFFFFF) // (2 if width == 1 else 1)
        if last <= first or total > CHARACTERS:
            break
        piece = document[start : start + (last - first) * width]
        decoded = piece.decode("cp1252" if width == 1 else "utf-16-le", "replace")
        # A sign beyond the basic plane counts two places; nothing follows from being off by them in one piece.
        places.append((total, start, width))
        text.append(decoded)
        total += len(decoded)
    return "".join(text), places


def _runs(document: bytes, tables: bytes) -> list[_Run]:
    """Properties of paragraphs by their place in the document stream, in order ([MS-DOC] 2.9.27, 2.9.175)."""
    at, length = struct.unpack_from("<II", document, _RUNS)
    plc = tables[at : at + length]
    count = max(0, (len(plc) - 4) // 8)
    found: list[_Run] = []
    for number in range(count):
        (page,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)
        leaf = document[(page & 0x3FFFFF) * 512 :][:512]
        if len(leaf) == 512:
            found.extend(_runs_of(leaf))
    return sorted(found, key=lambda run: run.start)


def _runs_of(leaf: bytes) -> Iterator[_Run]:
    count = min(leaf[511], 0x1D)
    for number in range(count):
        (start,) = struct.unpack_from("<I", leaf, 4 * number)
        offset = leaf[4 * (count + 1) + 13 * number] * 2
        if not offset:
            yield _Run(start)
            continue
        size, first = (leaf[offset] * 2 - 1, offset + 1) if leaf[offset] else (leaf[offset + 1] * 2, offset + 2)
        yield _run(start, leaf[first : first + size])


def _run(start: int, properties: bytes) -> _Run:
    """A style's number, and properties by their numbers."""
    style = int.from_bytes(properties[:2], "little")
    values: dict[int, int] = {}
    at = 2
    while at + 2 < len(properties):
        (number,) = struct.unpack_from("<H", properties, at)
        at += 2
        size = _SIZES[number >> 13]
        if number == _LONG_TABLE:
            size = struct.unpack_from("<H", properties, at)[0] + 1 if at + 2 <= len(properties) else 1
        elif not size:
            size = properties[at] + 1
        values[number] = properties[at] if at < len(properties) else 0
        at += max(size, 1)
    centred = values.get(_ALIGN, values.get(_ALIGN_LOGICAL, 0)) == 1
    prominence = 2 if 1 <= style <= 9 else int(centred)
    return _Run(
        start, bool(values.get(_IN_TABLE)), bool(values.get(_ROW_END)), prominence, bool(values.get(_PAGE_BEFORE))
    )


def _lay(text: str, places: list[tuple[int, int, int]], runs: list[_Run], main: int, pages: Pages) -> None:
    """Paragraphs and tables into pages; what stands beside the main text follows it."""
    starts = [run.start for run in runs]
    firsts = [first for first, _, _ in places]
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    lines: list[str] = []

    def close() -> None:
        nonlocal rows, cells, lines
        if cells or lines:
            rows.append((*cells, "\n".join(filter(None, lines))))
        pages.add(table(rows))
        rows, cells, lines = [], [], []

    for end, paragraph, mark in _paragraphs(text):
        first, start, width = places[bisect_right(firsts, end) - 1]
        found = bisect_right(starts, start + (end - first) * width) - 1
        run = runs[found] if found >= 0 else _Run(0)
        if end < main:
            pages.pictures += [""] * sum(map(paragraph.count, _PICTURES))
        shown = _shown(paragraph)
        if run.ends_row or (mark == _CELL and not runs and not shown and cells and not lines):
            rows.append(tuple(cells))
            cells, lines = [], []
        elif mark == _CELL:
            cells.append("\n".join(filter(None, (*lines, shown))))
            lines = []
        elif run.in_table and (rows or cells or lines or mark == _PARAGRAPH):
            lines.append(shown)
        else:
            close()
            if run.breaks:
                pages.turn()
            pages.add(Block(shown, max(run.prominence, int(in_capitals(shown)))))
            if mark == _PAGE and end < main:
                pages.turn()
    close()
    pages.turn()


def _paragraphs(text: str) -> Iterator[tuple[int, str, str]]:
    """Each paragraph with the place of its mark and the mark."""
    begun = 0
    for at, character in enumerate(text):
        if character in "\r\x07\x0c":
            yield at, text[begun:at], character
            begun = at + 1
    if begun < len(text):
        yield len(text) - 1, text[begun:], _PARAGRAPH


def _shown(paragraph: str) -> str:
    """What is seen of a paragraph: a field shows its result, not its instruction."""
    if _FIELD in paragraph:
        kept: list[str] = []
        hidden = 0
        for character in paragraph:
            if character == _FIELD:
                hidden += 1
            elif character == _SHOWN or (character == _FIELD_END and _SHOWN not in paragraph):
                hidden = max(0, hidden - 1)
            elif character != _FIELD_END and not hidden:
                kept.append(character)
        paragraph = "".join(kept)
    return paragraph.replace(_SHOWN, "").replace(_FIELD_END, "").translate(_AS).strip()
