"""Whether a stage can be closed, who still owes what, and the fingerprint of what a closing froze.

A stage closes when every judging member has handed in a complete sheet for everybody admitted, but for conflicts, the
absent, and members whom the secretary excused with a reason.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.contest import Contest
from pipeline.scoring.results import Result, admitted, in_order, results
from pipeline.scoring.shown import exact
from pipeline.scoring.values import Ledger, Participant
from pipeline.stages import Stage


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands against closing: a stable code, whose and for whom.

    ``sheet_missing`` and ``sheet_incomplete`` (with the numbers of the criteria without points) name member and
    participant, ``no_result`` a participant, ``earlier_open`` and ``nobody`` neither; ``two_accepted`` names two
    participants of one school.
    """

    code: str
    member: str = ""
    submission: int | None = None
    criteria: tuple[int, ...] = ()
    other: int | None = None


def owed(stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> tuple[Owed, ...]:
    """Everything that keeps a stage open, in the order of participants and members; empty: it can be closed."""
    found: list[Owed] = []
    if any(before.number < stage.number and before.number not in ledger.closings for before in in_order(contest)):
        found.append(Owed("earlier_open"))
    taking = sorted(admitted(stage, accepted, ledger, contest), key=lambda one: one.submission)
    if not taking and not accepted:
        found.append(Owed("nobody"))
    sheets = ledger.sheets(stage.number)
    without = {r.participant.submission for r in results(stage, accepted, ledger, contest) if r.problem}
    for participant in taking:
        number = participant.submission
        if (number, stage.number) in ledger.absent:
            continue
        for member in sorted(ledger.judges, key=lambda one: one.email):
            if (member.email, stage.number) in ledger.excused or ledger.in_conflict(member.email, number):
                continue
            sheet = sheets.get((member.email, number))
            if sheet is None:
                found.append(Owed("sheet_missing", member.email, number))
            elif lacks := sheet.lacks(len(stage.criteria)):
                found.append(Owed("sheet_incomplete", member.email, number, lacks))
        if number in without:
            found.append(Owed("no_result", submission=number))
    return tuple(found)


def few_members(stage: Stage, ledger: Ledger) -> bool:
    """Whether fewer than half of the judging members score in a stage: it may be closed, with a warning."""
    judging = [member for member in ledger.judges if (member.email, stage.number) not in ledger.excused]
    return 2 * len(judging) < len(ledger.judges)


def snapshot(stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> str:
    """The hex SHA-256 of everything that decided a stage: sheets, conflicts, absences, results; order plays no part."""
    said = {
        "stage": [stage.number, list(stage.points), stage.passes, len(stage.criteria)],
        "rulings": [contest.rulings.aggregate, contest.rulings.min_sheets],
        "results": [_told(result) for result in results(stage, accepted, ledger, contest)],
        "absent": sorted([number, why] for (number, at), why in ledger.absent.items() if at == stage.number),
        "excused": sorted([member, why] for (member, at), why in ledger.excused.items() if at == stage.number),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _told(result: Result) -> list[object]:
    return [
        result.participant.submission,
        [[sheet.member, sorted(sheet.points.items())] for sheet in result.counted],
        [list(one) for one in result.aside],
        exact(result.points) if result.points is not None else result.problem,
        result.passed,
    ]
