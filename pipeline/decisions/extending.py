"""Each submission's own deadline: the contest's, or a later one that a person gave it or its school (model.md 9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pipeline.contest import Contest
from pipeline.decisions.resolve import Decided
from pipeline.decisions.values import Entry, Verb
from pipeline.identity import Same, same_school, school_name
from pipeline.speaking import applications
from pipeline.state import LetterState


def extensions(
    groups: Mapping[str, Sequence[LetterState]], decided: Decided, contest: Contest
) -> dict[str, tuple[datetime, Entry]]:
    """By founder: the deadline that a person gave, and the decision; submissions without one are left out.

    ``groups``: each submission's letters, the late ones too: a school that was given time is known by them alone.
    """
    found: dict[str, Entry] = {}
    for founder in groups:
        if (own := decided.of(founder, Verb.EXTEND)) is not None:
            found[founder] = own
    schools = {founder: _schools(letters, contest) for founder, letters in groups.items()} if decided.schools else {}
    for one in decided.schools:
        for founder in _of_school(one.target.key, schools, contest):
            if founder not in found or found[founder].id < one.id:
                found[founder] = one
    return {founder: (datetime.fromisoformat(one.value), one) for founder, one in found.items()}


def _of_school(named: str, schools: Mapping[str, Sequence[str]], contest: Contest) -> list[str]:
    """The submissions of the school that a person named.

    «79 мектеп» may be a lyceum's short name: where no school bears exactly the name that was given, the only one that
    may be meant is. Several that may be meant get nothing by a guess.
    """
    surely, perhaps = _alike(named, schools, contest)
    if surely:
        return surely
    return perhaps if len({_spelt(schools[founder], contest) for founder in perhaps}) == 1 else []


def may_be_meant(named: str, groups: Mapping[str, Sequence[LetterState]], contest: Contest) -> list[str]:
    """The schools, as they write themselves, of which a name may mean any; none where it is clear.

    ``groups``: each submission's letters by its founder.
    """
    schools = {founder: _schools(letters, contest) for founder, letters in groups.items()}
    surely, perhaps = _alike(named, schools, contest)
    found = {} if surely else {_spelt(schools[founder], contest): schools[founder][0] for founder in perhaps}
    return sorted(found.values()) if len(found) > 1 else []


def _alike(named: str, schools: Mapping[str, Sequence[str]], contest: Contest) -> tuple[list[str], list[str]]:
    """The submissions of the school that surely bears the name, and of those that may."""
    same = {
        founder: {same_school(named, name, contest.schools) for name in names}
        for founder, names in schools.items()
        if names
    }
    surely = [founder for founder, how in same.items() if Same.YES in how]
    return surely, [founder for founder, how in same.items() if Same.MAYBE in how]


def _spelt(names: Sequence[str], contest: Contest) -> object:
    """A school as one thing, so that its two leaders' submissions do not count as two schools."""
    return school_name(names[0], contest.schools)


def _schools(letters: Sequence[LetterState], contest: Contest) -> list[str]:
    """The schools that the applications of a submission name."""
    told = [
        next((f.normal or f.value for f in facts.fields if f.key == "institution" and f.value.strip()), "")
        for letter in letters
        for _, facts in applications(letter)
    ]
    return [name for name in told if school_name(name, contest.schools).says_something]
