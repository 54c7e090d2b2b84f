"""state + now → verdict: every rule looks, then one match over what they found decides (model.md 17-27).

What follows from a finding stands in one table; the match below is the model's order and reads as prose. A person's
verdict comes before it (model.md 17).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from pipeline.contest import Contest
from pipeline.decisions import Decision, Verb
from pipeline.rules import RULES, Moment, completeness, one_per_school
from pipeline.rules import application as application_rule
from pipeline.state import Finding, Judged, Standing, SubmissionState, Verdict

# In the order in which people are given them.
REASONS = (
    "withdrawn",
    "person",
    "second_of_school",
    "unreadable",
    "ambiguous",
    "application_unclear",
    "receipt_unproven",
    "eligibility",
    "incomplete",
)


# A person's word -> the verdict. "reopen" gives the submission back to the rules.
DECIDED: dict[str, tuple[Standing, tuple[str, ...]]] = {
    "accept": (Standing.ACCEPTED, ()),
    "reject": (Standing.REJECTED, ("person",)),
    "hold": (Standing.HELD, ("person",)),
    "withdraw": (Standing.REJECTED, ("withdrawn",)),
}


class Follows(Enum):
    """What follows from a finding."""

    LATE = auto()  # nothing counts
    HOLDS = auto()  # a person decides, whatever else
    HOLDS_IF_LACKING = auto()  # a person decides if something is missing: it may be in here
    STOPS_REJECTION = auto()  # a person decides before anything is rejected
    LACKS = auto()  # certainly missing
    LACKS_A_FIELD = auto()  # certainly missing, but nobody is rejected over one line of a form


# Finding -> what follows, and the reason people are given when it holds. What is not here follows from nothing.
CONSEQUENCES: dict[str, tuple[Follows, str]] = {
    "all_late": (Follows.LATE, "late"),
    "nothing_proven": (Follows.HOLDS, "receipt_unproven"),
    "unproven_matters": (Follows.HOLDS, "receipt_unproven"),
    "not_a_school": (Follows.HOLDS, "eligibility"),
    "elsewhere": (Follows.HOLDS, "eligibility"),
    "application_doubtful": (Follows.HOLDS, "application_unclear"),
    "application_field_unclear": (Follows.HOLDS, "application_unclear"),
    "application_rivals": (Follows.HOLDS, "ambiguous"),
    "application_field_empty": (Follows.LACKS_A_FIELD, "application_unclear"),
    "application_absent": (Follows.LACKS, "incomplete"),
    "application_unproven": (Follows.LACKS, "incomplete"),
    "kind_missing": (Follows.LACKS, "incomplete"),
    "kind_unproven": (Follows.LACKS, "incomplete"),
    "kind_doubtful": (Follows.HOLDS, "ambiguous"),
    "kind_unread": (Follows.HOLDS, "unreadable"),
    "file_unread": (Follows.HOLDS_IF_LACKING, "unreadable"),
    "file_unrecognised": (Follows.HOLDS_IF_LACKING, "ambiguous"),
    "file_doubtful": (Follows.HOLDS_IF_LACKING, "ambiguous"),
    "link_instead": (Follows.HOLDS_IF_LACKING, "unreadable"),
    "letter_damaged": (Follows.HOLDS_IF_LACKING, "unreadable"),
    "letter_quarantined": (Follows.HOLDS_IF_LACKING, "unreadable"),
    "unplaced": (Follows.HOLDS, "ambiguous"),
    "may_receive": (Follows.STOPS_REJECTION, "ambiguous"),
}
# Findings that stand for something neither present nor missing: with one of them a portfolio is not complete.
_DOUBTS = frozenset(
    {"application_doubtful", "application_field_unclear", "application_rivals", "kind_doubtful", "kind_unread"}
)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What all findings together come to."""

    late: bool
    nothing_proven: bool
    held: tuple[str, ...]
    stopped: tuple[str, ...]
    lacks: bool
    lacks_a_field: bool
    open: bool  # the deadline has not passed
    closed: bool  # it has, and all that can have come in time is processed


def judge(state: SubmissionState, now: datetime, closed: bool, contest: Contest) -> Verdict:
    """Judge one submission at one moment; ``closed``: all that can have come in time is listed and processed."""
    moment = Moment(now, closed, contest)
    findings = tuple(finding for rule in RULES for finding in rule.check(state, moment))
    missing, doubtful = _missing(state, contest), _doubtful(state, contest)
    if (word := persons_word(state)) is not None:
        standing, reasons = DECIDED[word.value]
        return Verdict(standing, reasons, (_told(word), *findings), missing, doubtful, by="person")
    standing, reasons, more = _decide(_weigh(findings, state, moment), state, contest)
    return Verdict(standing, reasons, (*findings, *more), missing, doubtful)


def persons_word(state: SubmissionState) -> Decision | None:
    """The standing verdict of a person; None where there is none, or where it gave the submission back."""
    words = [one for one in state.decisions if one.verb in (Verb.VERDICT, Verb.WITHDRAW) and one.standing == "standing"]
    return words[-1] if words and words[-1].value in DECIDED else None


def _told(word: Decision) -> Finding:
    params = {"decision": str(word.id), "person": word.by, "time": word.at.isoformat(), "words": word.reason}
    return Finding("decisions", f"decided_{word.value}", params, passed=word.value == "accept")


def _weigh(findings: Sequence[Finding], state: SubmissionState, moment: Moment) -> _Weighed:
    found = [(finding.code, *CONSEQUENCES[finding.code]) for finding in findings if finding.code in CONSEQUENCES]
    follows = {what for _, what, _ in found}
    lacking = bool(follows & {Follows.LACKS, Follows.LACKS_A_FIELD}) or any(code in _DOUBTS for code, _, _ in found)
    holding = {Follows.HOLDS, Follows.HOLDS_IF_LACKING} if lacking else {Follows.HOLDS}
    return _Weighed(
        late=Follows.LATE in follows,
        nothing_proven=any(code == "nothing_proven" for code, _, _ in found),
        held=_in_order(reason for _, what, reason in found if what in holding),
        stopped=_in_order(reason for _, what, reason in found if what is Follows.STOPS_REJECTION),
        lacks=Follows.LACKS in follows,
        lacks_a_field=Follows.LACKS_A_FIELD in follows,
        open=moment.now <= state.deadline,
        closed=moment.now > state.deadline and moment.closed,
    )


def _decide(
    weighed: _Weighed, state: SubmissionState, contest: Contest
) -> tuple[Standing, tuple[str, ...], tuple[Finding, ...]]:
    """The verdict, in the model's order; the first case that fits is it."""
    match weighed:
        case _Weighed(late=True):
            return Standing.REJECTED, ("late",), ()
        case _Weighed(nothing_proven=True):
            return Standing.HELD, ("receipt_unproven",), ()
        case _Weighed(held=(), lacks=False, lacks_a_field=False):
            return Standing.ACCEPTED, (), ()
        case _Weighed(held=(_, *_)):
            return Standing.HELD, weighed.held, ()
        case _Weighed(open=True) | _Weighed(closed=False):
            return Standing.INCOMPLETE, (), ()
        case _Weighed(stopped=(_, *_)):
            return Standing.HELD, weighed.stopped, ()
        case _Weighed(lacks=False):
            return Standing.HELD, ("application_unclear",), ()
        case _:
            return _incomplete_after_the_deadline(state, contest)


def _incomplete_after_the_deadline(
    state: SubmissionState, contest: Contest
) -> tuple[Standing, tuple[str, ...], tuple[Finding, ...]]:
    """What the ruling on III.12 makes of a portfolio that certainly lacks something."""
    ruling = contest.rulings.incomplete_after_deadline
    match ruling:
        case "reject":
            return Standing.REJECTED, ("incomplete",), (Finding("rulings", "ruling_reject", {}, passed=True),)
        case "hold":
            return Standing.HELD, ("incomplete",), (Finding("rulings", "ruling_hold", {}, passed=True),)
        case "admit":
            count = {"count": str(len(_missing(state, contest)))}
            admitted = Finding("rulings", "ruling_admit", count, passed=True)
            if application_rule.is_complete(state, contest):
                return Standing.ACCEPTED, (), (admitted,)
            return Standing.HELD, ("application_unclear",), (admitted,)


def _missing(state: SubmissionState, contest: Contest) -> tuple[str, ...]:
    """What certainly lacks, the application first, then kinds in the contest's order."""
    return (*(("application",) if state.application is None else ()), *completeness.missing(state, contest))


def _doubtful(state: SubmissionState, contest: Contest) -> tuple[str, ...]:
    """What is neither present nor missing; an application that is there but cannot stand as it is is among it."""
    unclear = state.application is not None and not application_rule.is_complete(state, contest)
    return (*(("application",) if unclear else ()), *completeness.doubtful(state, contest))


def _in_order(reasons: Iterable[str]) -> tuple[str, ...]:
    given = set(reasons)
    return tuple(reason for reason in REASONS if reason in given)


def judge_all(
    states: Sequence[SubmissionState], now: datetime, closed: bool, contest: Contest, unlisted: Collection[str] = ()
) -> tuple[Judged, ...]:
    """Judge each, then hold those that are not the only living one of their school (III.10, model.md 24).

    ``unlisted``: founders with a later deadline of their own after which not everything is listed and processed yet.
    """
    alone = {
        state.founder: Judged(state, judge(state, now, closed and state.founder not in unlisted, contest))
        for state in states
    }
    if not contest.rulings.one_per_school:
        return tuple(alone.values())
    return tuple(_among(judged, alone, contest) for judged in alone.values())


def _among(judged: Judged, all_of_them: Mapping[str, Judged], contest: Contest) -> Judged:
    findings = one_per_school.check(judged, all_of_them, contest)
    verdict = replace(judged.verdict, findings=(*judged.verdict.findings, *findings))
    if any(not finding.passed for finding in findings) and verdict.by == "machine":
        held = judged.verdict.reasons if judged.verdict.standing is Standing.HELD else ()
        verdict = replace(verdict, standing=Standing.HELD, reasons=_in_order(("second_of_school", *held)))
    return Judged(judged.state, verdict)
