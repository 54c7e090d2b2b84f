"""One leader of each school takes part (regulations III.10)."""

from collections.abc import Mapping

from pipeline.contest import Contest
from pipeline.identity import (
    Same,
    address_keys,
    person_keys,
    phone_keys,
    same_address,
    same_full_name,
    same_school,
    school_keys,
    school_name,
)
from pipeline.state import ApplicationState, Finding, Judged, Standing

NAME = "one_per_school"
DESCRIPTION = "One leader of each school (III.10)"


def rivalry(a: ApplicationState | None, b: ApplicationState | None, contest: Contest) -> str:
    """By what two applications are, or may be, of one school: school, name, phone, head, address; "" for not at all."""
    if a is None or b is None:
        return ""
    mine, theirs = a.told("institution"), b.told("institution")
    if all(school_name(name, contest.schools).says_something for name in (mine, theirs)):
        same = same_school(mine, theirs, contest.schools)
        if same is not Same.NO:
            return "school" if same is Same.YES else "name"
    if phone_keys(a.told("phone")) & phone_keys(b.told("phone")):
        return "phone"
    if same_full_name(a.told("head"), b.told("head")):
        return "head"
    return "address" if same_address(a.told("address"), b.told("address"), contest.schools) else ""


def school_traits(application: ApplicationState | None, contest: Contest) -> frozenset[str]:
    """Keys of an application's school, phone, head and place: rivals share at least one."""
    if application is None:
        return frozenset()
    return (
        frozenset(f"s:{key}" for key in school_keys(application.told("institution"), contest.schools))
        | frozenset(f"p:{key}" for key in phone_keys(application.told("phone")))
        | frozenset(f"h:{key}" for key in person_keys(application.told("head")))
        | frozenset(f"x:{key}" for key in address_keys(application.told("address"), contest.schools))
    )


def check(judged: Judged, others: Mapping[str, Judged], contest: Contest) -> tuple[Finding, ...]:
    """Look at one judged submission among all, by founder. Only rivals that are not rejected count (model.md 24)."""
    if judged.verdict.standing is Standing.REJECTED:
        return ()
    findings = []
    for founder in judged.state.rivals:
        other = others.get(founder)
        if other is None:
            continue
        lives = other.verdict.standing is not Standing.REJECTED
        by = rivalry(judged.state.application, other.state.application, contest)
        params = {"number": str(other.state.number), "by": by}
        findings.append(Finding(NAME, "second_of_school" if lives else "rival_rejected", params, passed=not lives))
    return tuple(findings) or (Finding(NAME, "only_of_school", {}, passed=True),)
