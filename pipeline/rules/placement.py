"""Whether a letter waits for a person to say whose it is (model.md 12)."""

from pipeline.rules.rule import Moment, Rule
from pipeline.state import Finding, SubmissionState

NAME = "placement"


def waits_itself(state: SubmissionState) -> bool:
    """Whether this submission is papers of nobody known: no application, and others that they may belong to."""
    return state.application is None and bool(state.proposals)


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    if not state.proposals:
        return (Finding(NAME, "placed", {}, passed=True),)
    code = "unplaced" if waits_itself(state) else "may_receive"
    return tuple(Finding(NAME, code, {"founder": founder}) for founder in state.proposals)


RULE = Rule(NAME, "A letter whose submission is not certain is placed by a person", _check)
