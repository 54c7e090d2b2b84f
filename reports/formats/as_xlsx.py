"""XLSX out through xlsxwriter: text is always text, times are real dates, sheets print on A4 as they look."""

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

from reports.formats.colours import COLOURS
from reports.formats.table import Cell, Table
from reports.formats.text import cell

_WIDER = 1.12  # how much wider than a digit, in which widths are counted, a letter with the lines' loose ends is
_FIRST_YEAR = 1900  # the first that a spreadsheet's dates know
_INK, _FAINT, _LINE, _HEAD = "#1d2733", "#5b6875", "#c9d1d9", "#e9eef4"
_QUIET = "0;-0;;@"  # a zero shows nothing
_LINE_HEIGHT, _LEAST_HEIGHT, _MOST_HEIGHT = 13.2, 15.0, 400.0  # points; a sheet's rows end at 409
_FONT = {"font_name": "Calibri", "font_size": 10, "font_color": _INK, "valign": "top"}
_BOXED = {**_FONT, "border": 1, "border_color": _LINE}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {**_FONT, "bold": True, "font_size": 14},
    "note": {**_FONT, "font_color": _FAINT},
    "head": {**_BOXED, "bold": True, "bg_color": _HEAD, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "text": {**_BOXED, "text_wrap": True},
    "number": {**_BOXED, "num_format": "0", "align": "center"},
    "time": {**_BOXED, "num_format": "dd.mm.yyyy hh:mm", "align": "left", "text_wrap": True},
    "sum": {**_BOXED, "bold": True, "bg_color": "#f5f7fa", "align": "center", "num_format": _QUIET},
    "total": {**_BOXED, "bold": True, "bg_color": "#f5f7fa"},
}


class Sheet:
    """One sheet, filled from the top; ``row`` is where the next line goes."""

    def __init__(self, book: "Book", name: str) -> None:
        self._book = book
        self._sheet = book.workbook.add_worksheet(name)
        self.row = 0
        self._print()

    def _print(self) -> None:
        self._sheet.set_paper(9)  # A4
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer("&C&P / &N")
        self._sheet.hide_gridlines(2)

    def title(self, title: str, notes: Sequence[str]) -> None:
        """The title and the lines under it."""
        self._sheet.set_row(self.row, 22)
        self.put(self.row, 0, title, "title")
        for line in notes:
            self.row += 1
            self.put(self.row, 0, line, "note")
        self.row += 2

    def head(self, titles: Sequence[str], widths: Sequence[float], *, frozen: int = 0, height: int = 30) -> None:
        """The head of the table: frozen with ``frozen`` columns, repeated on every printed page."""
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self._sheet.set_column(column, column, width)
            self.put(self.row, column, title, "head")
        self._sheet.set_row(self.row, height)
        self._sheet.repeat_rows(self.row)
        self._sheet.freeze_panes(self.row + 1, frozen)
        self._widths, self._head = tuple(widths), self.row
        self.row += 1

    def filters(self) -> None:
        """Filters over everything from the head to here."""
        self._sheet.autofilter(self._head, 0, max(self.row - 1, self._head), len(self._widths) - 1)

    def line(self, values: Sequence[Cell], styles: Sequence[str | None] | None = None) -> None:
        """One line of cells; a style of None is that of the cell's own type."""
        for column, value in enumerate(values):
            self.put(self.row, column, value, styles[column] if styles else None)
        self._sheet.set_row(self.row, self._height(values))
        self.row += 1

    def _height(self, values: Sequence[Cell]) -> float:
        """The height that the wrapped lines of a row need: not every program finds it out by itself."""
        cells = zip(values, self._widths, strict=False)
        lines = max(
            (math.ceil(len(text) * _WIDER / width) for text, width in cells if isinstance(text, str)), default=1
        )
        return min(max(lines * _LINE_HEIGHT + 2, _LEAST_HEIGHT), _MOST_HEIGHT)

    def note(self, row: int, column: int, text: str) -> None:
        """A note that shows when the pointer rests on a cell."""
        self._sheet.write_comment(row, column, cell(text), {"x_scale": 2, "y_scale": 0.8, "font_size": 9})

    def put(self, row: int, column: int, value: Cell, style: str | None = None) -> None:
        """One cell. Whatever is text is written as text, whatever it begins with."""
        if isinstance(value, datetime) and value.year >= _FIRST_YEAR:
            self._sheet.write_datetime(row, column, value.replace(tzinfo=None), self._book.style(style or "time"))
        elif isinstance(value, int):
            self._sheet.write_number(row, column, value, self._book.style(style or "number"))
        elif value is None or value == "":
            self._sheet.write_blank(row, column, None, self._book.style(style or "text"))
        else:
            self._sheet.write_string(row, column, _text(value), self._book.style(style or "text"))


class Book:
    """A workbook in memory; ``bytes()`` closes it."""

    def __init__(self, title: str, author: str, made: datetime | None = None) -> None:
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = xlsxwriter.Workbook(self._out, options)
        about = {"title": cell(title), "author": cell(author)}
        # A workbook's own time is that of its data where that is known: the same data are the same bytes.
        self.workbook.set_properties(about if made is None else about | {"created": made.replace(tzinfo=None)})
        self._styles: dict[str, object] = {}

    def sheet(self, name: str) -> Sheet:
        """A new sheet; its name must be within 31 characters without ``[]:*?/\\``."""
        return Sheet(self, name)

    def style(self, name: str) -> object:
        """A style by its name; ``mark:…`` and ``verdict:…`` are coloured cells."""
        if name not in self._styles:
            self._styles[name] = self.workbook.add_format(self._look(name))
        return self._styles[name]

    def _look(self, name: str) -> dict[str, object]:
        family, _, colour = name.partition(":")
        if not colour:
            return dict(_STYLES[name])
        ink, paper = COLOURS[colour]
        wide = {"text_wrap": True} if family == "verdict" else {"align": "center", "num_format": _QUIET}
        return {**_BOXED, "font_color": ink, "bg_color": paper, **wide}

    def bytes(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._out.getvalue()


def _text(value: str | datetime) -> str:
    """Text for a cell. xlsxwriter takes ``<r>…</r>`` for its own markup, unescaped: a space prevents that."""
    text = cell(str(value))
    return f" {text}" if text.startswith("<r>") else text


def dump(table: Table, author: str) -> bytes:
    """A plain table as a workbook of one sheet."""
    book = Book(table.title, author, table.made)
    sheet = book.sheet(table.name)
    sheet.title(table.title, table.notes)
    sheet.head(table.head, [column.width for column in table.columns], frozen=min(2, len(table.columns)))
    for row in table.rows:
        sheet.line(row)
    sheet.filters()
    return book.bytes()
