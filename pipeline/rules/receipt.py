"""Only our own servers' stamps prove when a letter came; where they prove nothing and it matters, a person decides."""

from pipeline.rules import application, completeness
from pipeline.rules.deadline import letters_of
from pipeline.rules.rule import Moment, Rule
from pipeline.speaking import applications, claims_of, is_unread, is_unrecognised, shared_links
from pipeline.state import Finding, LetterState, SubmissionState, Timing

NAME = "receipt"


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    unproven = letters_of(state, Timing.UNPROVEN)
    if not unproven:
        return (Finding(NAME, "receipt_proven", {}, passed=True),)
    if not letters_of(state, Timing.ON_TIME):
        return (Finding(NAME, "nothing_proven", {"count": str(len(unproven)), "deadline": state.deadline.isoformat()}),)
    matters = [letter for letter in unproven if _could_complete(letter, state, moment)]
    if not matters:
        return (Finding(NAME, "unproven_harmless", {"count": str(len(unproven))}, passed=True),)
    first = matters[0]
    params = {"count": str(len(matters)), "letter": first.key, "sender": first.sender}
    return (Finding(NAME, "unproven_matters", params),)


def _could_complete(letter: LetterState, state: SubmissionState, moment: Moment) -> bool:
    """Whether the letter, had it come in time, might fill what is missing or doubtful."""
    lacking = {*completeness.missing(state, moment.contest), *completeness.doubtful(state, moment.contest)}
    no_application = not application.is_complete(state, moment.contest)
    if not lacking and not no_application:
        return False
    if no_application and any(True for _ in applications(letter)):
        return True
    if letter.problem is not None or shared_links(letter, moment.contest):
        return True
    return any(
        is_unread(file.facts) or is_unrecognised(file.facts) or any(c.kind in lacking for c in claims_of(file.facts))
        for file in letter.files
    )


RULE = Rule(NAME, "Receipt is proven by our own servers' stamps alone; unproven letters neither count nor harm", _check)
