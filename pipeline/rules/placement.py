"""Whether a letter waits for a person to say whose it is (model.md 12)."""

from pipeline.rules.rule import Moment, Rule
from pipeline.state import Finding, SubmissionState

NAME = "placement"


def waits_itself(state: SubmissionState) -> bool:
    """Whether nobody knows whose this submission is: papers without an application, or a sender who was disowned, and
    others that they may belong to.
    """
    return (state.application is None or state.is_disowned) and bool(state.proposals)


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    if not state.proposals:
        return (Finding(NAME, "placed", {}, passed=True),)
    code = "unplaced" if waits_itself(state) else "may_receive"
    return tuple(Finding(NAME, code, {"founder": founder}) for founder in state.proposals)


RULE = Rule(NAME, "A letter whose submission is not certain is placed by a person", _check)
