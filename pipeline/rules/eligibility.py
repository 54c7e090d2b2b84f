"""The contest is for schools of the city (regulations I.4, III.10): others are decided by a person."""

from pipeline.contest import Contest
from pipeline.identity import names_place, names_word
from pipeline.rules.rule import Moment, Rule
from pipeline.state import ApplicationState, Finding, SubmissionState

NAME = "eligibility"


def against(application: ApplicationState | None, contest: Contest) -> Finding | None:
    """What speaks against the applicant being a school of this contest; None for nothing, or no application."""
    if application is None:
        return None
    institution, address = application.of_school, application.told("address")
    words = names_word(institution, contest.eligibility.not_a_school)
    if words and not names_word(institution, contest.eligibility.a_school):
        return Finding(NAME, "not_a_school", {"institution": institution, "words": words})
    places = (("institution", institution), ("address", address))
    if any(names_place(text, contest.eligibility.cities, contest.schools) for _, text in places):
        return None
    for field, text in places:
        if elsewhere := names_place(text, contest.eligibility.elsewhere, contest.schools):
            return Finding(NAME, "elsewhere", {"field": field, "value": text, "words": elsewhere})
    return None


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    if state.eligibility is not None:
        return (state.eligibility,)
    if state.application is None:
        return ()
    return (Finding(NAME, "eligible", {"institution": state.application.of_school}, passed=True),)


RULE = Rule(NAME, "The applicant is a school of the city (I.4, III.10)", _check)
