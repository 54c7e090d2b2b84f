"""The lines of a page: paragraphs, rows of tables, and what stands out from the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parsers import kazakh
from parsers.facts import Page

LineSort = Literal["text", "cells"]

_ENOUGH_TO_TELL = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. ``sort`` cells: a table's row with more than one filled cell, joined by tabs."""

    text: str
    prominence: int
    sort: LineSort
    page: int  # 1-based
    first_row: bool = False


def lines_of(page: Page, number: int, limit: int = 20_000) -> list[Line]:
    """The lines of a page in order, at most ``limit`` characters of it; empty lines are left out."""
    lines: list[Line] = []
    budget = limit
    for block in page.blocks:
        found = (
            _rows(block.rows, block.prominence, number)
            if block.rows
            else _paragraph(block.text, block.prominence, number)
        )
        for line in found:
            lines.append(line)
            budget -= len(line.text) + 1
            if budget <= 0:
                return _levelled(lines)
    return _levelled(lines)


def _levelled(lines: list[Line]) -> list[Line]:
    """On a page that is bold all over, bold is running text: only what stands out from most of it is prominent."""
    size = sum(len(line.text) for line in lines)
    for level in (2, 1):
        common = sum(len(line.text) for line in lines if line.prominence == level)
        if size >= _ENOUGH_TO_TELL and common > 0.6 * size:
            return [replace(line, prominence=0) if line.prominence <= level else line for line in lines]
    return lines


def _paragraph(text: str, prominence: int, page: int) -> Iterator[Line]:
    for raw in kazakh.tidy(text).split("\n"):
        line = " ".join(raw.split())
        if line:
            yield Line(line, prominence, "text", page)


def _rows(rows: Sequence[Sequence[str]], prominence: int, page: int) -> Iterator[Line]:
    """Rows with one filled cell are lines like any other: titles of sheets, names of sections."""
    first = True
    joined = "\n".join(map(" ".join, rows))
    tidy = joined == kazakh.tidy(joined)  # asked once a table: most are
    for row in rows:
        cells = [" ".join((cell if tidy else kazakh.tidy(cell)).split()) for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from _paragraph(next(cell for cell in row if cell.strip()), prominence, page)
        elif filled:
            yield Line("\t".join(filled), prominence, "cells", page, first_row=first)
            first = False
