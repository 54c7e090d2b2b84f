"""There is one application, it is certain which, and its required fields are filled in (III.11, Appendix 1)."""

from pipeline.contest import Contest
from pipeline.rules.deadline import letters_of
from pipeline.rules.rule import Moment, Rule
from pipeline.speaking import applications, is_unread
from pipeline.state import ApplicationState, Finding, SubmissionState, Timing

NAME = "application"
# Below this a reader says itself that it guesses; what it read is shown, but nobody is listed by it.
_SURE_ENOUGH = 0.5


def empty_fields(application: ApplicationState, contest: Contest) -> tuple[str, ...]:
    """Required fields with nothing in them, in the form's order."""
    return tuple(key for key in contest.required_fields if not (application.value(key) or "").strip())


def unclear_fields(application: ApplicationState, contest: Contest) -> tuple[str, ...]:
    """Required fields whose value the reader is not sure of, and empty ones where not all of the paper was read."""
    required = contest.required_fields
    unsure = {f.key for f in application.facts.fields if f.value.strip() and f.confidence < _SURE_ENOUGH}
    if not _well_read(application):
        unsure |= set(empty_fields(application, contest))
    return tuple(key for key in required if key in unsure)


def _well_read(application: ApplicationState) -> bool:
    """Whether a field found empty is surely empty: the paper was read as text, wholly."""
    if application.file is None:
        return True
    facts = application.file.facts
    return not is_unread(facts) and "ocr" not in facts.read_by and "none" not in facts.read_by


def is_complete(state: SubmissionState, contest: Contest) -> bool:
    """Whether the application stands surely, unrivalled, with every required field."""
    standing = state.application
    if standing is None or standing.rivals or standing.facts.status != "sure":
        return False
    return not empty_fields(standing, contest) and not unclear_fields(standing, contest)


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    standing = state.application
    if standing is None:
        return (_absent(state),)
    file = standing.file.name if standing.file else ""
    findings = [Finding(NAME, "application_doubtful", {"file": file})] if standing.facts.status != "sure" else []
    unclear = unclear_fields(standing, moment.contest)
    for key in moment.contest.required_fields:
        if key in unclear:
            params = {"field": key, "file": file, "value": standing.value(key) or ""}
            findings.append(Finding(NAME, "application_field_unclear", params))
        elif key in empty_fields(standing, moment.contest):
            findings.append(Finding(NAME, "application_field_empty", {"field": key, "file": file}))
    findings += _rivals(state, standing)
    if findings:
        return tuple(findings)
    who = {key: standing.value(key) or "" for key in ("institution", "leader")}
    return (Finding(NAME, "application_complete", {"file": file, **who}, passed=True),)


def _absent(state: SubmissionState) -> Finding:
    """None counts; one in a letter whose receipt is not proven did come, though."""
    for letter in letters_of(state, Timing.UNPROVEN):
        for file, _ in applications(letter):
            return Finding(NAME, "application_unproven", {"file": file.name if file else ""})
    return Finding(NAME, "application_absent")


def _rivals(state: SubmissionState, standing: ApplicationState) -> list[Finding]:
    senders = {letter.key: letter.sender for letter in state.letters}
    count = str(len(standing.rivals))
    return [
        Finding(NAME, "application_rivals", {"count": count, "sender": senders.get(key, ""), "letter": key})
        for key in standing.rivals
    ]


RULE = Rule(NAME, "One application with its required fields (III.11, Appendix 1)", _check)
