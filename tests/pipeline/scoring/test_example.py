"""The published example of docs/points.md, worked by hand there, computed here."""

import re
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from pipeline.scoring.places import places
from pipeline.scoring.results import results, totals
from pipeline.scoring.shown import shown
from pipeline.scoring.values import Ballot, Conflict, Ledger, Role, Round, Score, Voting
from tests.pipeline.scoring.commissions import CONTEST, FIRST, SECOND, flat, member, participants

PAGE = (Path(__file__).parents[3] / "docs" / "points.md").read_text("utf-8")
MEMBERS = (member("a", Role.CHAIR), member("b"), member("c"), member("d"))
ALL = participants(1, 2, 3, 4, 5)


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading."""
    section = PAGE.split(f"## {heading}", 1)[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells[2:] if len(row) == len(cells[0]) and row[0].isdigit()]


def sheets(stage: int, heading: str) -> tuple[Score, ...]:
    """The members' sheets of a stage's table: whole totals, an incomplete one, one in conflict."""
    found: list[Score] = []
    for row in rows(heading):
        for name, given in zip("abcd", row[1:5], strict=True):
            total = int(given) if given.isdigit() else 16
            scores = flat(name, int(row[0]), stage, total)
            found += scores[:-1] if given == "incomplete" else scores
    return tuple(found)


def ledger(**more: object) -> Ledger:
    """Everything that the page says."""
    known = sheets(1, "Stage 1: the members' totals") + sheets(2, "Stage 2")
    return Ledger(MEMBERS, known, (Conflict("d", 2, "same_school"),), absent={(5, 2): "did not come"}, **more)  # type: ignore[arg-type]


def test_the_means_are_those_of_the_page() -> None:
    """Counted sheets, exact means, what is shown, who passes."""
    for heading, stage in (("Stage 1: the members' totals", FIRST), ("Stage 2", SECOND)):
        by_number = {r.participant.submission: r for r in results(stage, ALL, ledger(), CONTEST)}
        for row in rows(heading):
            result = by_number[int(row[0])]
            exactly, _, told = row[6].partition(" = ")
            assert (len(result.counted), result.points) == (int(row[5]), Fraction(exactly)), row
            assert shown(result.points or Fraction(0), stage.passes) == told
            if stage is FIRST:
                assert result.passed is (row[7] == "yes")


def test_the_sums_and_places_are_those_of_the_page() -> None:
    """The tie is open after the first round, decided by the chair in the second."""
    sums = totals(ALL, ledger(), CONTEST)
    assert {number: shown(total) for number, total in sums.items()} == {int(r[0]): r[3] for r in rows("Places")}
    at = datetime(2025, 10, 30, 12, tzinfo=UTC)
    first = Round(at, (Ballot("a", None), Ballot("b", 1), Ballot("c", 2), Ballot("d", 2)))
    second = Round(at, (Ballot("a", 2), Ballot("b", 1), Ballot("c", None)))
    (name,) = re.findall(r"tie `([\d-]+)`", PAGE)
    opened = places(sums, 3, ledger(votings={name: Voting((first,))}))
    assert ([p.submission for p in opened.placed], opened.ties[0].why_open) == ([], "chair_needed")
    final = places(sums, 3, ledger(votings={name: Voting((first, second))}))
    assert [(p.place, p.submission, p.decided_by) for p in final.placed] == [
        (1, 2, "chair"),
        (2, 1, "points"),
        (3, 4, "points"),
    ]
