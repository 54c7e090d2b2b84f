"""Schools that have not applied: never one for two, doubtful ones apart, every school of the register once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.school_register import ListedSchool
from pipeline.state import Overview, Standing
from reports.absent import Attendance, attendance, table
from reports.words import Words
from reports.writing import Wanted, make
from tests.reports.builder import Builder, the_contest, verdict
from tests.reports.listed import register, school
from tests.reports.opening import docx
from tests.reports.overviews import every_situation

KK = Words("kk")


def applied(*names: str) -> Overview:
    """A submission of each of these schools."""
    one = Builder()
    for name in names:
        letter = one.letter(subject=name if name.startswith("Тақырып") else "Байқауға", sender_name="Хатшы")
        application = None if name.startswith("Тақырып") else one.application(letter, {"institution": name})
        one.submit([letter], verdict(Standing.INCOMPLETE), application=application)
    return one.overview()


def held(listed: list[ListedSchool], *names: str) -> Attendance:
    """The register held against submissions of these names."""
    return attendance(listed, applied(*names), the_contest())


def test_a_school_has_applied_under_any_spelling_of_its_name() -> None:
    """Its official name in one language, its usual one in the other."""
    listed = [school("№ 70 мектеп-лицей", "ГКП на ПХВ «Школа-лицей № 70» акимата города Астаны"), school("№ 71 мектеп")]
    for name in ("Астана қаласы әкімдігінің «№ 70 мектеп-лицейі» ШЖҚ МКК", "Школа-лицей №70", "№70 МЕКТЕП-ЛИЦЕЙ"):
        found = held(listed, name)
        assert (found.applied, found.absent, found.doubtful) == ((listed[0],), (listed[1],), ())


def test_one_application_never_speaks_for_two_schools() -> None:
    """Two lines that the name fits equally are both doubtful."""
    listed = [school("№ 70 мектеп-лицей"), school("Школа-лицей № 70")]
    found = held(listed, "№ 70 мектеп-лицейі")
    assert found.applied == found.absent == ()
    assert [one.school for one in found.doubtful] == listed


def test_a_school_of_the_same_number_and_another_type_is_doubtful() -> None:
    """№ 5 the school and № 5 the gymnasium may be one or two: a person calls."""
    found = held([school("№ 5 орта мектеп"), school("№ 6 орта мектеп")], "№ 5 гимназия")
    assert [one.school.name for one in found.doubtful] == ["№ 5 орта мектеп"]
    assert [one.name for one in found.absent] == ["№ 6 орта мектеп"]
    assert found.elsewhere == ()


def test_a_submission_that_is_surely_one_school_s_makes_no_other_doubtful() -> None:
    """The gymnasium № 5 has applied; that says nothing of the school № 5."""
    listed = [school("№ 5 гимназия"), school("№ 5 орта мектеп")]
    found = held(listed, "№ 5 гимназия")
    assert (found.applied, found.absent) == ((listed[0],), (listed[1],))


def test_a_school_that_is_not_in_the_register_is_told_apart() -> None:
    """A private one, say; and one that no application names."""
    found = held([school("№ 5 орта мектеп")], "«Зерде» жеке мектебі", "мектеп")
    assert [one.state.number for one in found.elsewhere] == [1]
    assert [one.state.number for one in found.unnamed] == [2]
    assert len(found.absent) == 1


def test_a_number_in_the_subject_of_a_letter_without_application_makes_its_school_doubtful() -> None:
    """Something came, perhaps from there: it is not called absent."""
    found = held([school("№ 43 мектеп"), school("№ 44 мектеп")], "Тақырып: № 43 мектептен")
    assert [one.school.name for one in found.doubtful] == ["№ 43 мектеп"]
    assert [one.name for one in found.absent] == ["№ 44 мектеп"]


NAMES = st.sampled_from(
    [f"№ {number} {kind}" for number in (1, 2, 3, 12) for kind in ("мектеп", "мектеп-лицей", "гимназия", "балабақша")]
    + ["«Зерде» мектебі", "Зерде гимназиясы", "мектеп", "", "Абай атындағы № 2 мектеп", "=1+1"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, max_size=7), st.lists(NAMES.filter(bool), max_size=7))
def test_every_school_of_the_register_has_one_place_and_no_application_counts_twice(
    sent: list[str], listed: list[str]
) -> None:
    """Applied, absent and doubtful are all of them; there are not more schools that applied than applications."""
    schools = [school(name, phone=str(place)) for place, name in enumerate(listed)]
    found = held(schools, *sent)
    placed = [*found.applied, *found.absent, *(one.school for one in found.doubtful)]
    assert sorted(one.phone for one in placed) == sorted(one.phone for one in schools)
    assert len(found.applied) + len(found.elsewhere) + len(found.unnamed) <= len(sent)
    assert all(one.perhaps for one in found.doubtful)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_list_and_the_paper_have_the_same_schools_with_their_phones(language: str) -> None:
    """Absent ones first, then the doubtful ones with what may be theirs."""
    words, overview, contest = Words(language), every_situation(), the_contest()
    found = attendance(register(), overview, contest)
    rows = table(register(), overview, contest, words).rows
    assert len(rows) == len(found.absent) + len(found.doubtful)
    assert [row[1] for row in rows] == [one.name for one in found.absent] + [d.school.name for d in found.doubtful]
    assert [bool(row[5]) for row in rows] == [False] * len(found.absent) + [True] * len(found.doubtful)
    opened = docx(make("absent", "docx", Wanted(overview, contest, words, register=register)))
    told = [row for one in opened.tables[:2] for row in one[1:]]
    assert len(told) == len(rows)
    assert [row[0] for row in opened.tables[0][1:]] == [str(n) for n in range(1, len(found.absent) + 1)]
    assert {"+7 701 000 00 70", "8 (7172) 55-11-22"} <= {row[3] for row in told}
