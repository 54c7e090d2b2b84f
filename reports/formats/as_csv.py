"""CSV out, as spreadsheets in Kazakhstan open it by a double click: UTF-8 with a mark, ``;`` between, CRLF after."""

import csv
import io
from datetime import datetime

from reports.formats.table import Cell, Table
from reports.formats.text import never_formula


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, int):
        return str(value)
    return never_formula(value)


def dump(table: Table) -> bytes:
    """The table as CSV. Times stand in the zone they carry, without the offset; nothing in it can run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(title) for title in table.head])
    writer.writerows([_text(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")
