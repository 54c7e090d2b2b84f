"""A table that people fill in, cell by cell: XLSX, XLS, ODS or CSV → rows of text, with every cell where it stands.

For files that the office's own people hand in (members of a commission, score sheets). What they contain is checked
elsewhere; here it is only read. Values are text as ``readers.sheets.shown`` writes them: whole numbers without point.
"""

import csv
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from parsers.charsets import decode
from parsers.errors import ParserError
from parsers.facts import Grid, Problem
from parsers.limits import ReadLimits
from parsers.readers.package import open_package
from parsers.readers.sheets import shown

_ROWS, _COLUMNS, _CSV_BYTES = 20_000, 512, 16 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_grid(path: Path, limits: ReadLimits) -> tuple[Grid, ...]:
    """Every sheet, hidden ones too; raises ParserError (``damaged``, ``encrypted``, ``empty``, limits)."""
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise ParserError(Problem("empty"))
    if head.startswith(_ZIP):
        with open_package(path, limits) as package:
            package.check()
    if head.startswith((_ZIP, _OLE)):
        return _workbook(path)
    return (_csv(path),)


def _workbook(path: Path) -> tuple[Grid, ...]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return tuple(_sheet(book, name) for name in book.sheet_names)
    except PasswordError as error:
        raise ParserError(Problem("encrypted", str(error))) from error
    except (CalamineError, OSError, ValueError) as error:
        raise ParserError(Problem("damaged", str(error))) from error


def _sheet(book: CalamineWorkbook, name: str) -> Grid:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_ROWS)
    return Grid(name, tuple(tuple(shown(value) for value in row[:_COLUMNS]) for row in rows))


def _csv(path: Path) -> Grid:
    if path.stat().st_size > _CSV_BYTES:
        raise ParserError(Problem("output_limit", f"{path.stat().st_size} bytes"))
    text = decode(path.read_bytes()).lstrip("\ufeff")
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(text.splitlines(), delimiter=separator)]
    except csv.Error as error:
        raise ParserError(Problem("damaged", str(error))) from error
    return Grid("", tuple(rows[:_ROWS]))
