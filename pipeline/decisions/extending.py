"""Each submission's own deadline: the contest's, or a later one that a person gave it or its school (model.md 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.contest import Contest
from pipeline.decisions.resolve import Decided
from pipeline.decisions.values import Entry, Verb
from pipeline.identity import Same, same_school, school_name, spelt
from pipeline.speaking import applications
from pipeline.state import LetterState


@dataclass(frozen=True, slots=True)
class Extended:
    """Deadlines that people gave, by founder, with the decisions; submissions without one are left out.

    ``unclear``: by founder, extensions of a school's that it may be meant by, as another school's submission may: a
    person has to say whose they are, until then they are nobody's.
    """

    own: Mapping[str, tuple[datetime, Entry]] = field(default_factory=dict)
    unclear: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


def extensions(groups: Mapping[str, Sequence[LetterState]], decided: Decided, contest: Contest) -> Extended:
    """The deadlines that people gave.

    ``groups``: each submission's letters, the late ones too: a school that was given time is known by them alone.
    """
    found: dict[str, Entry] = {}
    for founder in groups:
        if (own := decided.of(founder, Verb.EXTEND)) is not None:
            found[founder] = own
    schools = _schools(groups, decided, contest) if decided.schools else {}
    unclear: dict[str, list[Entry]] = {}
    for one in decided.schools:
        surely, perhaps = _alike(one.target.key, schools, contest)
        several = [] if surely else _several(perhaps, schools, contest)
        for founder in surely or ([] if several else perhaps):
            if founder not in found or found[founder].id < one.id:
                found[founder] = one
        for founder in perhaps if several else ():
            unclear.setdefault(founder, []).append(one)
    return Extended(
        {founder: (datetime.fromisoformat(one.value), one) for founder, one in found.items()},
        {founder: left for founder, of in unclear.items() if (left := _newest(of, found.get(founder)))},
    )


def _newest(entries: Sequence[Entry], own: Entry | None) -> tuple[Entry, ...]:
    """Of extensions that a school may be meant by, the newest of each name that no word on the submission followed."""
    by_name = {spelt(one.target.key): one for one in entries}
    return tuple(one for one in by_name.values() if own is None or own.id < one.id)


def _schools(
    groups: Mapping[str, Sequence[LetterState]], decided: Decided, contest: Contest
) -> dict[str, Sequence[str]]:
    said = {
        founder: decided.of(founder, Verb.SCHOOL) or decided.of(founder, Verb.FIELD, "institution")
        for founder in groups
    }
    return {
        founder: schools_of(letters, "" if (one := said[founder]) is None else one.value, contest)
        for founder, letters in groups.items()
    }


def may_be_meant(named: str, schools: Mapping[str, Sequence[str]], contest: Contest) -> list[str]:
    """The schools, as they write themselves, of which a name may mean any; none where it is clear.

    ``schools``: each submission's names of its school (``schools_of``) by its founder.
    """
    surely, perhaps = _alike(named, schools, contest)
    return [] if surely else _several(perhaps, schools, contest)


def _alike(named: str, schools: Mapping[str, Sequence[str]], contest: Contest) -> tuple[list[str], list[str]]:
    """The submissions of the school that surely bears the name, and of those that may.

    «79 мектеп» may be a lyceum's short name: where no school bears exactly the name that was given, the only one that
    may be meant is. Several that may be meant get nothing by a guess.
    """
    same = {
        founder: {same_school(named, name, contest.schools) for name in names}
        for founder, names in schools.items()
        if names
    }
    surely = [founder for founder, how in same.items() if Same.YES in how]
    return surely, [founder for founder, how in same.items() if Same.MAYBE in how]


def _several(founders: Sequence[str], schools: Mapping[str, Sequence[str]], contest: Contest) -> list[str]:
    """The names of these submissions' schools where they are several; [] for one or none.

    Two leaders' submissions that spell their school alike do not count as two schools.
    """
    found = {school_name(schools[founder][0], contest.schools): schools[founder][0] for founder in founders}
    return sorted(found.values()) if len(found) > 1 else []


def schools_of(letters: Sequence[LetterState], said: str, contest: Contest) -> list[str]:
    """The schools that the applications of a submission name; where a person ``said`` which it is, that one alone."""
    told = [
        next((f.normal or f.value for f in facts.fields if f.key == "institution" and f.value.strip()), "")
        for letter in letters
        for _, facts in applications(letter)
    ]
    return [said] if said else [name for name in told if school_name(name, contest.schools).says_something]
