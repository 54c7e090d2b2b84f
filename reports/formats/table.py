"""A plain table: what most reports are, ready for every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Cell = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable key (JSON), its head in the reader's language, its width in characters of a sheet.

    ``aside``: of use to few; a page shows it on a wide screen alone.
    """

    key: str
    title: str
    width: int = 14
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. ``name`` is the sheet's; ``notes`` are lines under the title; times are in the contest's zone."""

    title: str
    name: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    made: datetime | None = None  # the moment whose data it tells, for formats that have a time of their own

    @property
    def head(self) -> Sequence[str]:
        """The columns' titles."""
        return [column.title for column in self.columns]

    def data(self) -> list[dict[str, Any]]:
        """Each row by the columns' keys, times with their offset."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, (_plain(value) for value in row), strict=True)) for row in self.rows]


def _plain(value: Cell) -> Any:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
