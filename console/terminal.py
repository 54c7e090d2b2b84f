"""The terminal: tables and cards on standard output, notes and progress on standard error.

Whatever a stranger wrote passes ``shown`` first: no control character of a letter reaches the terminal, and nothing in
it is taken for markup.
"""

import sys
from collections.abc import Iterable, Sequence, Set

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from pipeline.state import Standing
from reports.formats.text import shown

# Without a terminal there is no width to keep to; this one fits a log or a wide window.
_PLAIN_WIDTH = 150
_COLOURS = {
    Standing.ACCEPTED: "green",
    Standing.INCOMPLETE: "yellow",
    Standing.REJECTED: "red",
    Standing.HELD: "magenta",
}


def out() -> Console:
    """Standard output: the result alone."""
    return Console(width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False, markup=False, emoji=False)


def err() -> Console:
    """Standard error: notes, warnings, progress."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def standing(word: str, of: Standing) -> Text:
    """A verdict in its colour."""
    return Text(word, style=_COLOURS[of])


def text(value: str, style: str = "") -> Text:
    """What somebody wrote, made harmless."""
    return Text(shown(value), style=style)


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str | Text]],
    *,
    right: Set[int] = frozenset(),
    whole: Set[int] = frozenset(),
) -> Table:
    """A table; columns of numbers are set to the ``right``, ``whole`` ones never broken. Strings are made harmless."""
    result = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        justify: JustifyMethod = "right" if number in right else "left"
        result.add_column(Text(head), justify=justify, overflow="fold", no_wrap=number in whole)
    for row in rows:
        result.add_row(*(cell if isinstance(cell, Text) else text(cell) for cell in row))
    return result


def lines(console: Console, title: str, items: Iterable[str], style: str = "") -> None:
    """A titled list, nothing when it is empty."""
    items = list(items)
    if not items:
        return
    console.print(Text(f"\n{title}", style="bold"))
    for item in items:
        console.print(Text("  • ") + text(item, style))
