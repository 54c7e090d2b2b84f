"""Schools of the city's register from which nothing has come, with their phones; doubtful ones apart.

A school has applied only where its name is surely that of an application (``pipeline.identity``), and one application
speaks for one school: what may be a school's, or may be one of two, is doubtful, and a person calls.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.contest import Contest
from pipeline.identity import mentioned_schools, same_school, school_keys, school_name
from pipeline.school_register import ListedSchool
from pipeline.sounding import Same
from pipeline.state import Judged, Overview
from reports.formats.table import Column, Table
from reports.views import some, told
from reports.words import Words

_NAMED = 20  # submissions in one line of the notes; the rest is counted


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A school of the register with the submissions that may be its own."""

    school: ListedSchool
    perhaps: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """The register divided: ``applied``, ``absent`` and ``doubtful`` are together all of its schools.

    ``elsewhere``: submissions that are no listed school's; ``unnamed``: submissions whose school nobody knows yet.
    """

    applied: tuple[ListedSchool, ...]
    absent: tuple[ListedSchool, ...]
    doubtful: tuple[Doubtful, ...]
    elsewhere: tuple[Judged, ...]
    unnamed: tuple[Judged, ...]


def attendance(register: Sequence[ListedSchool], overview: Overview, contest: Contest) -> Attendance:
    """Hold every submission against the register."""
    sure: dict[int, list[Judged]] = {place: [] for place in range(len(register))}
    maybe: dict[int, list[Judged]] = {place: [] for place in range(len(register))}
    elsewhere: list[Judged] = []
    unnamed: list[Judged] = []
    finder = _Finder(register, contest)
    for judged in overview.submissions:
        same, perhaps = finder.find(judged)
        if len(same) == 1:
            sure[same[0]].append(judged)
        for place in perhaps if len(same) == 1 else (*same, *perhaps):
            maybe[place].append(judged)
        if not same and not perhaps:
            (elsewhere if finder.named(judged) else unnamed).append(judged)
    # A submission that is surely one school's is nobody else's, however alike the names are.
    settled = {judged.state.founder for found in sure.values() for judged in found}
    applied, absent, doubtful = [], [], []
    for place, school in enumerate(register):
        open_ = tuple(judged for judged in maybe[place] if judged.state.founder not in settled)
        if sure[place]:
            applied.append(school)
        elif open_:
            doubtful.append(Doubtful(school, open_))
        else:
            absent.append(school)
    return Attendance(tuple(applied), tuple(absent), tuple(doubtful), tuple(elsewhere), tuple(unnamed))


class _Finder:
    """Finds the schools of the register that a submission is or may be of."""

    def __init__(self, register: Sequence[ListedSchool], contest: Contest) -> None:
        self._register, self._contest = register, contest
        self._by_key: dict[str, set[int]] = {}
        for place, school in enumerate(register):
            for name in school.names:
                for key in school_keys(name, contest.schools):
                    self._by_key.setdefault(key, set()).add(place)

    def named(self, judged: Judged) -> bool:
        """Whether an application of it names a school that can be told from another."""
        return school_name(_school(judged), self._contest.schools).says_something

    def find(self, judged: Judged) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Places of schools that it surely is of, and of those that it may be of."""
        if not self.named(judged):
            return (), self._mentioned(judged)
        name, schools = _school(judged), self._contest.schools
        same, perhaps = [], []
        for place in sorted({p for key in school_keys(name, schools) for p in self._by_key.get(key, ())}):
            found = {same_school(name, listed, schools) for listed in self._register[place].names}
            if Same.YES in found:
                same.append(place)
            elif Same.MAYBE in found:
                perhaps.append(place)
        return tuple(same), tuple(perhaps)

    def _mentioned(self, judged: Judged) -> tuple[int, ...]:
        """Of a submission whose application names no school: schools whose number its letters mention."""
        texts = (f"{letter.subject}\n{letter.sender_name}" for letter in judged.state.letters)
        numbers = {number for text in texts for number in mentioned_schools(text, self._contest.schools)}
        return tuple(sorted({place for number in numbers for place in self._by_key.get(number, ())}))


def _school(judged: Judged) -> str:
    """The school that a person said it is of, else as its application names it."""
    return judged.state.school or told(judged.state, "institution")


def table(register: Sequence[ListedSchool], overview: Overview, contest: Contest, words: Words) -> Table:
    """First the schools from which nothing came, then the doubtful ones with what may be theirs."""
    found = attendance(register, overview, contest)
    absent = [(school, "") for school in found.absent]
    doubtful = [(one.school, perhaps(one, contest)) for one in found.doubtful]
    return Table(
        title=words("report-absent"),
        name=words("sheet-absent"),
        notes=(contest.contest.title.of(words.language), *notes(found, register, overview, contest, words)),
        columns=(
            Column("number", words("head-number"), 6),
            Column("school", words("head-school"), 60),
            Column("phone", words("head-phone"), 24),
            Column("district", words("head-district"), 18),
            Column("address", words("head-address"), 36),
            Column("perhaps", words("head-perhaps"), 40),
        ),
        rows=tuple(
            (number, school.name, school.phone, school.district, school.address, maybe)
            for number, (school, maybe) in enumerate([*absent, *doubtful], 1)
        ),
    )


def perhaps(one: Doubtful, contest: Contest) -> str:
    """The submissions that may be a school's, by number and the school's name in them."""
    named = ((contest.display_number(j.state.number), told(j.state, "institution")) for j in one.perhaps)
    return "; ".join(f"{number} – {name}" if name else number for number, name in named)


def notes(
    found: Attendance, register: Sequence[ListedSchool], overview: Overview, contest: Contest, words: Words
) -> tuple[str, ...]:
    """The moment, the counts, and what of the submissions has no place in the register."""
    moment = words("as-of", moment=words.moment(overview.as_of.astimezone(contest.dates.zone)))
    counts = words(
        "absent-counts",
        listed=len(register),
        applied=len(found.applied),
        absent=len(found.absent),
        doubtful=len(found.doubtful),
    )
    lines = [f"{moment} · {counts}"]
    for key, others in (("absent-elsewhere", found.elsewhere), ("absent-unnamed", found.unnamed)):
        if others:
            numbers = [str(judged.state.number) for judged in others]
            lines.append(words(key, numbers=some(numbers, _NAMED, words)))
    return tuple(lines)
