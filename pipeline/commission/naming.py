"""The list of names that the secretary checked: read from a table, and recorded, a decision a name.

The list comes from ``report names``: a row an award, the proposed form in a column of its own, and a column to confirm.
Only confirmed rows count; what is written in the column of the form is taken as it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.facts import Grid
from pipeline.contest import LoadedContest
from pipeline.deciding import Asked, Maker, decide_within
from pipeline.decisions import asking
from pipeline.errors import CommissionError, Mistake
from pipeline.scoring.sheets import plain
from pipeline.tracking.store import Store

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("id", "№ id"),
    "name": ("name", "аты жөні атау", "именительный", "фио именительный"),
    "form": ("to whom", "кімге", "кому"),
    "sure": ("confirmed", "растаймын", "подтверждаю"),
}
_YES = ("иә", "иа", "да", "yes", "y", "ok", "+", "1", "v", "✓", "true")


@dataclass(frozen=True, slots=True)
class Checked:
    """A confirmed row: the participant's number, the name as it was looked at, the form to print."""

    number: int
    name: str
    form: str


def read_names(file: str, grids: Sequence[Grid], leaders: Mapping[int, str]) -> tuple[list[Checked], list[Mistake]]:
    """The confirmed rows, and what is wrong. ``leaders``: the names that stand, by number."""
    for grid in grids:
        found = _columns(grid)
        if found is not None:
            return _rows(file, grid, *found, leaders)
    return [], [Mistake(file, "names_columns")]


def record(
    store: Store, loaded: LoadedContest, checked: Sequence[Checked], language: str, maker: Maker
) -> tuple[int, int]:
    """Record the forms, all or none: how many are new, how many stood already. Raises DecisionError."""
    new = 0
    with store.writing() as connection:
        for one in checked:
            made = decide_within(connection, loaded, _asked(one, language), maker)
            new += made.new
    return new, len(checked) - new


def _asked(one: Checked, language: str) -> Asked:
    return lambda seen, _: asking.name_form(seen, one.number, language, one.name, one.form)


def import_names(
    store: Store, loaded: LoadedContest, files: Sequence[tuple[str, Sequence[Grid]]], leaders: Mapping[int, str],
    language: str, maker: Maker,
) -> tuple[int, int]:  # fmt: skip
    """Take over a checked list. Raises CommissionError with every mistake; nothing is recorded then."""
    checked: list[Checked] = []
    mistakes: list[Mistake] = []
    for file, grids in files:
        rows, wrong = read_names(file, grids, leaders)
        checked += rows
        mistakes += wrong
    if mistakes:
        raise CommissionError("names_refused", count=len(mistakes)).because(mistakes)
    return record(store, loaded, checked, language, maker)


def _columns(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(grid.rows[:40]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            words = plain(cell)
            name = next((n for n, ways in _HEADINGS.items() if words in map(plain, ways)), None)
            if name is not None:
                found.setdefault(name, column)
        if found.keys() >= _HEADINGS.keys():
            return at, found
    return None


def _rows(
    file: str, grid: Grid, head: int, columns: Mapping[str, int], leaders: Mapping[int, str]
) -> tuple[list[Checked], list[Mistake]]:
    checked, mistakes = [], []
    for at, row in enumerate(grid.rows[head + 1 :], head + 1):
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in columns.items()}
        if not cells["sure"] or not any(cells.values()):
            continue
        where = f"{file}: {grid.where(at, columns['sure'])}"
        number = _whole(cells["number"])
        if cells["sure"].casefold().strip(" .") not in _YES:
            mistakes.append(Mistake(where, "names_yes", {"value": cells["sure"]}))
        elif number not in leaders:
            mistakes.append(
                Mistake(f"{file}: {grid.where(at, columns['number'])}", "names_number", {"value": cells["number"]})
            )
        elif not cells["form"]:
            mistakes.append(Mistake(f"{file}: {grid.where(at, columns['form'])}", "names_form"))
        elif cells["name"] != leaders[number]:
            params = {"value": cells["name"], "now": leaders[number]}
            mistakes.append(Mistake(f"{file}: {grid.where(at, columns['name'])}", "names_changed", params))
        else:
            checked.append(Checked(number, cells["name"], cells["form"]))
    return checked, mistakes


def _whole(text: str) -> int:
    """The number of a cell, written by whichever program: «7», «7.0»; 0 for anything else."""
    whole = text.removesuffix(".0").removesuffix(",0")
    return int(whole) if whole.isdecimal() and len(whole) < 10 else 0
