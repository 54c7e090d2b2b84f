"""What if: advice that changes nothing. How results would stand without one member, by the other aggregate; how far
members lie apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.contest import Contest
from pipeline.scoring.results import Result, results
from pipeline.scoring.values import Ledger, Participant
from pipeline.stages import Stage


@dataclass(frozen=True, slots=True)
class Changed:
    """A participant whose passing would change: ``points`` and ``passed`` as they would be."""

    submission: int
    points: Fraction | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How far members lie apart on one participant: per criterion the highest less the lowest, and who stands alone.

    ``alone``: members whose total lies further from all others than those lie from each other.
    """

    submission: int
    by_criterion: tuple[int, ...]
    totals: tuple[tuple[str, int], ...]
    alone: tuple[str, ...]


def without(
    member: str, stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest
) -> tuple[Changed, ...]:
    """Who would pass or fail otherwise without one member's sheets."""
    fewer = replace(ledger, scores=tuple(score for score in ledger.scores if score.member != member))
    return _changed(results(stage, accepted, ledger, contest), results(stage, accepted, fewer, contest))


def otherwise(stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> tuple[Changed, ...]:
    """Who would pass or fail otherwise by the other aggregate: median for mean, mean for median."""
    other = "mean" if contest.rulings.aggregate == "median" else "median"
    rulings = contest.rulings.model_copy(update={"aggregate": other})
    turned = contest.model_copy(update={"rulings": rulings})
    return _changed(results(stage, accepted, ledger, contest), results(stage, accepted, ledger, turned))


def spreads(stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> tuple[Spread, ...]:
    """How far the members' complete sheets lie apart, a line a participant with two or more of them."""
    return tuple(_spread(one, stage) for one in results(stage, accepted, ledger, contest) if len(one.counted) > 1)


def _changed(now: Sequence[Result], then: Sequence[Result]) -> tuple[Changed, ...]:
    other = {result.participant.submission: result for result in then}
    return tuple(
        Changed(number, other[number].points, other[number].passed)
        for result in now
        if (number := result.participant.submission) in other and other[number].passed != result.passed
    )


def _spread(result: Result, stage: Stage) -> Spread:
    given = [[sheet.points[n] for sheet in result.counted] for n in range(1, len(stage.criteria) + 1)]
    totals = tuple((sheet.member, sheet.total) for sheet in result.counted)
    return Spread(result.participant.submission, tuple(max(p) - min(p) for p in given), totals, _alone(totals))


def _alone(totals: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Who gave more, or less, than every other member by more than all the others differ among themselves."""
    found = []
    for member, total in totals:
        rest = [other for name, other in totals if name != member]
        if len(rest) > 1:
            apart = max(min(rest) - total, total - max(rest))
            if apart > max(rest) - min(rest) and apart > 1:
                found.append(member)
    return tuple(found)
