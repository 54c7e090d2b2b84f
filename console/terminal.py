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
# In a window narrower than this a table's columns would be a few letters wide, or not there at all.
_TABLE_WIDTH = 110
_COLOURS = {
    Standing.ACCEPTED: "green",
    Standing.INCOMPLETE: "yellow",
    Standing.REJECTED: "red",
    Standing.HELD: "magenta",
}


class _Output(Console):
    """A console whose reader may go away: what that means is decided where every command ends."""

    def on_broken_pipe(self) -> None:
        """The library would exit with 1, which says that something needs a person."""
        raise BrokenPipeError


def out() -> Console:
    """Standard output: the result alone."""
    return _Output(width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False, markup=False, emoji=False)


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
    console: Console,
    heads: Sequence[str],
    rows: Iterable[Sequence[str | Text]],
    *,
    right: Set[int] = frozenset(),
    whole: Set[int] = frozenset(),
) -> None:
    """Print rows as a table, or one below the other where the window is too narrow for one. Strings are made harmless.

    Columns of numbers are set to the ``right``, ``whole`` ones are never broken.
    """
    cells = [[cell if isinstance(cell, Text) else text(cell) for cell in row] for row in rows]
    if console.width < _TABLE_WIDTH:
        for row in cells:
            console.print(_card(heads, row))
        return
    result = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        justify: JustifyMethod = "right" if number in right else "left"
        result.add_column(Text(head), justify=justify, overflow="fold", no_wrap=number in whole)
    for row in cells:
        result.add_row(*row)
    console.print(result)


def _card(heads: Sequence[str], cells: Sequence[Text]) -> Text:
    """A row as lines, each with its head; the first cell above the others."""
    named = [(head, cell) for head, cell in zip(heads[1:], cells[1:], strict=True) if cell.plain.strip()]
    lines = [part for head, cell in named for part in ((f"\n  {head}: ", "dim"), cell)]
    return Text.assemble((f"{heads[0]} ", "bold"), cells[0], *lines, "\n")


def lines(console: Console, title: str, items: Iterable[str], style: str = "") -> None:
    """A titled list, nothing when it is empty."""
    items = list(items)
    if not items:
        return
    console.print(Text(f"\n{title}", style="bold"))
    for item in items:
        console.print(Text("  • ") + text(item, style))
