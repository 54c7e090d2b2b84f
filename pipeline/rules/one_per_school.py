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
    spelt,
)
from pipeline.state import ApplicationState, Finding, Judged, Standing

NAME = "one_per_school"
DESCRIPTION = "One leader of each school (III.10)"


def rivalry(a: ApplicationState | None, b: ApplicationState | None, contest: Contest) -> str:
    """By what two applications are, or may be, of one school: school, name, phone, head, address; "" for not at all.

    Where a person said which school each is of, the two names as written decide, and nothing else. Where one is known
    by a person's word, only the other's name can still make it a rival: a phone proves nothing against that.
    """
    if a is None or b is None:
        return ""
    if a.school and b.school:
        return "school" if spelt(a.school) == spelt(b.school) else ""
    mine, theirs = a.of_school, b.of_school
    if all(school_name(name, contest.schools).says_something for name in (mine, theirs)):
        same = same_school(mine, theirs, contest.schools)
        if same is not Same.NO:
            return "school" if same is Same.YES else "name"
        if a.school or b.school:
            return ""
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
        frozenset({f"d:{spelt(application.school)}"} if application.school else ())
        | frozenset(f"s:{key}" for key in school_keys(application.of_school, contest.schools))
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
