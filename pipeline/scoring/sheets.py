"""From a filled table to points: the score sheet as it was given out, retyped or re-saved, or a plain list of points.

All or nothing: one mistake refuses the file, each mistake with its cell. Nothing is guessed: a cell that does not read
as a whole number within the stage's range, a row or column that cannot be told, a sheet of nobody knows whom.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.facts import Grid
from parsers.kazakh import fold
from pipeline.contest import Contest
from pipeline.errors import Mistake
from pipeline.scoring.results import admitted, stage_of
from pipeline.scoring.values import Ledger, Participant, Score
from pipeline.stages import Stage

MARK = re.compile(r"baiqau scores stage=(\d+) member=(\S+)")
_WHOLE = re.compile(r"([0-9]{1,4})(?:[.,]0+)?")
_WORDS = re.compile(r"\w+")
_NUMBER_AT_END = re.compile(r"(\d+)\D*$")
_HEAD_ROWS = 40
# Column headings of a plain list, folded: what a person would write in any of the three languages.
_HEADINGS = {
    "member": ("member", "email", "e mail", "эксперт", "муше", "комиссия мушеси", "член комиссии", "пошта", "почта"),
    "submission": ("submission", "number", "нөмір", "тиркеу", "катысушы", "участник", "рег", "id", "номер"),
    "stage": ("stage", "кезен", "этап"),
    "criterion": ("criterion", "критерии", "критерий"),
    "points": ("points", "score", "упай", "балл"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """One point as it stands in a file; ``points`` None: the cell is empty."""

    member: str
    submission: int
    stage: int
    criterion: int
    points: int | None
    where: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: points where there are no mistakes, else the mistakes."""

    given: tuple[Given, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A file against what stands: new points, and changed ones as (before, after)."""

    new: tuple[Given, ...]
    changed: tuple[tuple[Score, Given], ...]
    same: int


def read_scores(
    file: str, grids: Sequence[Grid], accepted: Sequence[Participant], ledger: Ledger, contest: Contest
) -> Read:
    """The points of one file; ``file`` names it in mistakes."""
    reading = _Reading(file, accepted, ledger, contest)
    found = [given for grid in grids if any(any(row) for row in grid.rows) for given in reading.grid(grid)]
    if not found and not reading.mistakes:
        reading.mistakes.append(Mistake(file, "nothing_filled"))
    return Read(() if reading.mistakes else tuple(found), tuple(reading.mistakes))


def twice(given: Iterable[Given]) -> tuple[Mistake, ...]:
    """Points that stand more than once, in one file or in several of one import."""
    first: dict[tuple[str, int, int, int], str] = {}
    found = []
    for one in given:
        place = (one.member, one.submission, one.stage, one.criterion)
        if place in first:
            found.append(Mistake(one.where, "twice", {"first": first[place]}))
        first.setdefault(place, one.where)
    return tuple(found)


def difference(given: Iterable[Given], ledger: Ledger) -> Difference:
    """What an import would change. An empty cell where a point stands takes it back, which is a change."""
    standing = {(s.member, s.submission, s.stage, s.criterion): s for s in ledger.scores}
    new, changed, same = [], [], 0
    for one in given:
        before = standing.get((one.member, one.submission, one.stage, one.criterion))
        if before is None:
            new += [one] if one.points is not None else []
        elif before.points == one.points:
            same += 1
        else:
            changed.append((before, one))
    return Difference(tuple(new), tuple(changed), same)


class _Reading:
    """One file being read: the mistakes so far, and what is known of the commission."""

    def __init__(self, file: str, accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> None:
        self.file, self.accepted, self.ledger, self.contest = file, accepted, ledger, contest
        self.mistakes: list[Mistake] = []
        self._members = {m.email: m.email for m in ledger.members} | {fold(m.name): m.email for m in ledger.members}

    def grid(self, grid: Grid) -> Iterator[Given]:
        """The points of one sheet, whichever of the two shapes it has."""
        columns = _list_columns(grid)
        if columns is not None:
            yield from self._list(grid, *columns)
        else:
            yield from self._sheet(grid)

    # ------------------------------------------------------------------ a list: a row for each point

    def _list(self, grid: Grid, head: int, columns: Mapping[str, int]) -> Iterator[Given]:
        for at, row in enumerate(grid.rows[head + 1 :], head + 1):
            if not any(row):
                continue
            cells = {name: row[column] if column < len(row) else "" for name, column in columns.items()}
            where = {name: self._where(grid, at, column) for name, column in columns.items()}
            stage = self._stage(cells["stage"], where["stage"])
            member = self._member(cells["member"], where["member"])
            if stage is None or member is None:
                continue
            submission = self._submission(cells["submission"], where["submission"], stage)
            criterion = self._criterion(cells["criterion"], where["criterion"], stage)
            points = self._points(cells["points"], where["points"], stage)
            if submission is not None and criterion is not None and points is not None:
                yield Given(member, submission, stage.number, criterion, points, where["points"])

    # ------------------------------------------------------------------ a score sheet: a row for each participant

    def _sheet(self, grid: Grid) -> Iterator[Given]:
        whose = self._whose(grid)
        if whose is None:
            self._wrong(self._where(grid, 0, 0), "sheet_whose")
            return
        stage, member = whose
        head = _criteria_row(grid, stage)
        if head is None:
            self._wrong(self._where(grid, 0, 0), "sheet_criteria")
            return
        row_of_head, criteria = head
        keys = self._keys(grid, row_of_head, min(criteria))
        for at in range(row_of_head + 1, len(grid.rows)):
            row = grid.rows[at]
            cells = {n: row[column] if column < len(row) else "" for column, n in criteria.items()}
            key = keys.get(at)
            if key is None:
                if any(_WHOLE.fullmatch(cell.strip()) for cell in cells.values()) and _is_a_line(row, min(criteria)):
                    self._wrong(self._where(grid, at, 0), "row_whose")
                continue
            submission = self._submission(key, self._where(grid, at, 0), stage)
            if submission is None or not (any(cells.values()) or self._has(member, submission, stage)):
                continue
            for column, n in criteria.items():
                where = self._where(grid, at, column)
                if not cells[n].strip():
                    yield Given(member, submission, stage.number, n, None, where)
                elif (points := self._points(cells[n], where, stage)) is not None:
                    yield Given(member, submission, stage.number, n, points, where)

    def _has(self, member: str, submission: int, stage: Stage) -> bool:
        return (member, submission) in self.ledger.sheets(stage.number)

    def _whose(self, grid: Grid) -> tuple[Stage, str] | None:
        """The stage and member of a sheet: from its mark, else from the words of its head."""
        head = [cell for row in grid.rows[:_HEAD_ROWS] for cell in row if cell]
        for cell in head:
            if found := MARK.search(cell):
                stage, member = stage_of(self.contest, int(found[1])), self._members.get(found[2].lower())
                return (stage, member) if stage and member else None
        stages = [s for s in self.contest.stages if any(fold(t) in map(fold, head) for t in _titles(s))]
        members = {email for told, email in self._members.items() if any(told in _both(cell) for cell in head)}
        return (stages[0], members.pop()) if len(stages) == 1 and len(members) == 1 else None

    def _keys(self, grid: Grid, head: int, before: int) -> dict[int, str]:
        """By row: the cell that names the participant, of that column left of the criteria which names most of them."""
        known = {one.submission for one in self.accepted}
        best: dict[int, str] = {}
        for column in range(before):
            cells = {at: row[column] for at, row in enumerate(grid.rows) if at > head and column < len(row)}
            found = {at: cell for at, cell in cells.items() if self._number_in(cell) is not None}
            if _naming(found, known, self._number_in) > _naming(best, known, self._number_in):
                best = found
        return best

    def _number_in(self, cell: str) -> int | None:
        prefix = self.contest.contest.number_prefix
        text = cell.strip()
        if text.startswith(prefix):
            text = text[len(prefix) :]
        elif not re.fullmatch(r"(?:№|#|s)?\s*\d{1,6}", text):
            return None
        found = _NUMBER_AT_END.search(text)
        return int(found[1]) if found else None

    # ------------------------------------------------------------------ single cells

    def _stage(self, cell: str, where: str) -> Stage | None:
        number = _WHOLE.fullmatch(cell.strip())
        stage = stage_of(self.contest, int(number[1])) if number else None
        if stage is None:
            self._wrong(where, "stage_unknown", value=cell)
        return stage

    def _member(self, cell: str, where: str) -> str | None:
        email = self._members.get(cell.strip().lower()) or self._members.get(fold(cell))
        if email is None:
            self._wrong(where, "member_unknown", value=cell)
        elif not next(m for m in self.ledger.members if m.email == email).judges:
            self._wrong(where, "member_does_not_score", value=cell)
            return None
        return email

    def _submission(self, cell: str, where: str, stage: Stage) -> int | None:
        number = self._number_in(cell)
        if any(s.number < stage.number and s.number not in self.ledger.closings for s in self.contest.stages):
            self._wrong(where, "earlier_open", stage=stage.number)
            return None
        if number not in {one.submission for one in self.accepted}:
            self._wrong(where, "submission_unknown", value=cell)
            return None
        if number not in {one.submission for one in admitted(stage, self.accepted, self.ledger, self.contest)}:
            self._wrong(where, "not_admitted", value=cell, stage=stage.number)
        elif (number, stage.number) in self.ledger.absent:
            self._wrong(where, "absent", value=cell, stage=stage.number)
        elif stage.number in self.ledger.closings:
            self._wrong(where, "stage_closed", stage=stage.number)
        else:
            return number
        return None

    def _criterion(self, cell: str, where: str, stage: Stage) -> int | None:
        number = _WHOLE.fullmatch(cell.strip())
        if number is None or not 1 <= int(number[1]) <= len(stage.criteria):
            self._wrong(where, "criterion_unknown", value=cell, last=len(stage.criteria))
            return None
        return int(number[1])

    def _points(self, cell: str, where: str, stage: Stage) -> int | None:
        low, high = stage.points
        number = _WHOLE.fullmatch(cell.strip())
        if number is None or not low <= int(number[1]) <= high:
            self._wrong(where, "points", value=cell, low=low, high=high)
            return None
        return int(number[1])

    def _where(self, grid: Grid, row: int, column: int) -> str:
        return f"{self.file}: {grid.where(row, column)}"

    def _wrong(self, where: str, code: str, **params: object) -> None:
        self.mistakes.append(Mistake(where, code, {name: str(value) for name, value in params.items()}))


def _naming(cells: Mapping[int, str], known: set[int], number_in: Callable[[str], int | None]) -> int:
    """How many participants a column's cells name, each once."""
    return len({number for cell in cells.values() if (number := number_in(cell)) in known})


def _both(cell: str) -> str:
    """A cell as addresses and as folded names are looked for in it."""
    return f"{cell.lower()} {fold(cell)}"


def _titles(stage: Stage) -> tuple[str, ...]:
    return tuple(filter(None, (stage.title.kk, stage.title.ru, stage.title.en)))


def _is_a_line(row: Sequence[str], before: int) -> bool:
    """Whether something stands left of the criteria: a participant's line, and not a line of sums or of numbers."""
    return any(re.search(r"[^\W\d_]{3}", cell) for cell in row[:before])


def plain(text: str) -> str:
    """Folded words with single spaces between: how headings are compared."""
    return " ".join(_WORDS.findall(fold(text)))


def _list_columns(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row and columns of a plain list's headings; None for another shape."""
    for at, row in enumerate(grid.rows[:_HEAD_ROWS]):
        found = {}
        for column, cell in enumerate(row):
            words = plain(cell)
            for name, headings in _HEADINGS.items():
                if name not in found and any(words.startswith(plain(heading)) for heading in headings):
                    found[name] = column
                    break
        if found.keys() == _HEADINGS.keys():
            return at, found
    return None


def _criteria_row(grid: Grid, stage: Stage) -> tuple[int, dict[int, int]] | None:
    """The row that names the criteria, and its columns by place: hidden keys first, then the criteria's words, then
    bare numbers that stand in a row for all of them.
    """
    count = len(stage.criteria)
    words = {fold(text): n for n, text in enumerate(stage.criteria, 1)}
    ways: tuple[Callable[[str], int | None], ...] = (
        lambda cell: int(cell[1:]) if re.fullmatch(r"k\d{1,3}", cell) else None,
        lambda cell: words.get(fold(re.sub(r"^\s*\d{1,3}\s*[.)]\s*", "", cell))),
        lambda cell: int(cell.strip(" .)")) if re.fullmatch(r"\s*\d{1,3}\s*[.)]?\s*", cell) else None,
    )
    for way in ways:
        for at, row in enumerate(grid.rows[:_HEAD_ROWS]):
            columns = {column: n for column, cell in enumerate(row) if (n := way(cell)) and 1 <= n <= count}
            if sorted(columns.values()) == list(range(1, count + 1)):
                return at, columns
    return None
