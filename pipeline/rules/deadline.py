"""What came by the deadline counts; what came later does not (regulations III.11, III.12)."""

from pipeline.rules.rule import Moment, Rule
from pipeline.state import Finding, LetterState, SubmissionState, Timing

NAME = "deadline"


def letters_of(state: SubmissionState, timing: Timing) -> tuple[LetterState, ...]:
    """The submission's letters of one timing, in receipt order."""
    return tuple(letter for letter in state.letters if state.timing[letter.key] is timing)


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    deadline = state.deadline.isoformat()
    in_time, late = letters_of(state, Timing.ON_TIME), letters_of(state, Timing.LATE)
    return (*_arrival(in_time, late, len(state.letters), deadline), _clock(state, moment, deadline))


def _arrival(
    in_time: tuple[LetterState, ...], late: tuple[LetterState, ...], all_letters: int, deadline: str
) -> tuple[Finding, ...]:
    if in_time:
        params = {"time": _first(in_time), "deadline": deadline, "count": str(len(in_time))}
        return (Finding(NAME, "received_in_time", params, passed=True),)
    if len(late) == all_letters:
        return (Finding(NAME, "all_late", {"time": _first(late), "deadline": deadline}),)
    return ()


def _clock(state: SubmissionState, moment: Moment, deadline: str) -> Finding:
    if moment.now <= state.deadline:
        return Finding(NAME, "before_deadline", {"deadline": deadline}, passed=True)
    return Finding(NAME, "closed" if moment.closed else "closing_awaited", {"deadline": deadline}, passed=True)


def _first(letters: tuple[LetterState, ...]) -> str:
    shown = [letter.receipt.shown for letter in letters]
    return min((time.isoformat() for time in shown if time is not None), default="")


RULE = Rule(NAME, "What came by the deadline counts, what came later does not (III.11, III.12)", _check)
