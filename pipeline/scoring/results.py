"""From sheets to results, stage by stage (regulations IV): exact sums, the mean or the median of complete sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from pipeline.contest import Contest, Rulings
from pipeline.scoring.values import Ledger, Participant, Sheet
from pipeline.stages import Stage


@dataclass(frozen=True, slots=True)
class Result:
    """What one participant has in one stage.

    ``counted``: the complete sheets that make the result; ``aside``: (member, why) of sheets that do not, why being
    ``conflict`` or ``incomplete``. ``points`` is None while there is no result and ``problem`` says why: ``no_sheets``,
    ``few_sheets`` (fewer than the ruling wants) or ``absent``. ``by_criterion`` is aggregated as the total is.
    """

    participant: Participant
    stage: int
    counted: tuple[Sheet, ...]
    aside: tuple[tuple[str, str], ...]
    points: Fraction | None
    by_criterion: tuple[Fraction, ...]
    passed: bool | None
    problem: str | None = None


def stage_of(contest: Contest, number: int) -> Stage | None:
    """The stage with this number."""
    return next((stage for stage in contest.stages if stage.number == number), None)


def in_order(contest: Contest) -> tuple[Stage, ...]:
    """The stages in the order in which they are held."""
    return tuple(sorted(contest.stages, key=lambda stage: stage.number))


def admitted(
    stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest
) -> tuple[Participant, ...]:
    """Who takes part in a stage: all that were accepted in the first one, who passed the one before in the others."""
    before = [one for one in in_order(contest) if one.number < stage.number]
    if not before:
        return tuple(accepted)
    earlier = results(before[-1], accepted, ledger, contest)
    return tuple(result.participant for result in earlier if result.passed)


def results(stage: Stage, accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> tuple[Result, ...]:
    """The results of everybody admitted to a stage, by the number of the submission."""
    sheets = ledger.sheets(stage.number)
    taking = sorted(admitted(stage, accepted, ledger, contest), key=lambda one: one.submission)
    judges = ledger.judging(stage.number)
    return tuple(
        _result(one, stage, [s for (m, n), s in sheets.items() if n == one.submission and m in judges], ledger, contest)
        for one in taking
    )


def _result(
    participant: Participant, stage: Stage, sheets: Iterable[Sheet], ledger: Ledger, contest: Contest
) -> Result:
    counted: list[Sheet] = []
    aside: list[tuple[str, str]] = []
    for sheet in sorted(sheets, key=lambda sheet: sheet.member):
        if ledger.in_conflict(sheet.member, participant.submission):
            aside.append((sheet.member, "conflict"))
        elif sheet.lacks(len(stage.criteria)):
            aside.append((sheet.member, "incomplete"))
        else:
            counted.append(sheet)
    problem = _problem(participant, stage, counted, ledger, contest.rulings)
    if problem:
        return Result(participant, stage.number, tuple(counted), tuple(aside), None, (), None, problem)
    points = together([sheet.total for sheet in counted], contest.rulings)
    criteria = range(1, len(stage.criteria) + 1)
    by_criterion = tuple(together([sheet.points[n] for sheet in counted], contest.rulings) for n in criteria)
    passed = stage.passes is None or points >= stage.passes
    return Result(participant, stage.number, tuple(counted), tuple(aside), points, by_criterion, passed)


def _problem(
    participant: Participant, stage: Stage, counted: Sequence[Sheet], ledger: Ledger, rulings: Rulings
) -> str | None:
    if (participant.submission, stage.number) in ledger.absent:
        return "absent"
    if not counted:
        return "no_sheets"
    return "few_sheets" if len(counted) < rulings.min_sheets else None


def together(points: Sequence[int], rulings: Rulings) -> Fraction:
    """Several members' points as one, exactly: their mean, or their median where the ruling says so."""
    exact = [Fraction(one) for one in points]
    return Fraction(median(exact)) if rulings.aggregate == "median" else sum(exact, Fraction(0)) / len(exact)


def totals(accepted: Sequence[Participant], ledger: Ledger, contest: Contest) -> dict[int, Fraction]:
    """The sum over all stages of those who have a result in each (V.1); the others have no place."""
    found: dict[int, Fraction] = {}
    for at, stage in enumerate(in_order(contest)):
        of_stage = {r.participant.submission: r for r in results(stage, accepted, ledger, contest) if r.passed}
        if at == 0:
            found = {number: Fraction(0) for number in of_stage}
        found = {
            number: total + points
            for number, total in found.items()
            if number in of_stage and (points := of_stage[number].points) is not None
        }
    return found
