"""Sheets → results: exact, whatever the order, never shown as something else."""

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.closing import few_members, owed, snapshot
from pipeline.scoring.results import admitted, results, totals
from pipeline.scoring.shown import exact, shown
from pipeline.scoring.values import Conflict, Ledger, Role, Score
from pipeline.scoring.views import otherwise, spreads, without
from tests.pipeline.scoring.commissions import (
    CONTEST,
    FIRST,
    SECOND,
    contest,
    flat,
    ledger,
    member,
    participants,
    people,
    sheet,
)

ALL = participants(7, 9)


def result_of(number: int, known: Ledger, stage: int = 1) -> tuple[Fraction | None, bool | None, str | None]:
    """Points, passing and problem of one participant."""
    found = results((FIRST, SECOND)[stage - 1], ALL, known, CONTEST)
    one = next(r for r in found if r.participant.submission == number)
    return one.points, one.passed, one.problem


def test_the_mean_of_complete_sheets_is_exact() -> None:
    """Three members, 16 + 16 + 15: 47/3, and that does not pass."""
    known = ledger(people(3), flat("m1", 7, 1, 16), flat("m2", 7, 1, 16), flat("m3", 7, 1, 15))
    assert result_of(7, known) == (Fraction(47, 3), False, None)


def test_sixteen_passes_and_just_under_it_does_not() -> None:
    """At least 16 of 24 (IV): 16 exactly passes; 15.96 is shown as 15.96 beside a no."""
    at = ledger(people(1), flat("m1", 7, 1, 16))
    assert result_of(7, at) == (Fraction(16), True, None)
    members = people(25)
    near = ledger(members, *(flat(one.email, 7, 1, 15 if one.email == "m2" else 16) for one in members))
    points, passed, _ = result_of(7, near)
    assert points is not None
    assert (shown(points, 16), passed) == ("15.96", False)


def test_the_median_is_taken_where_the_ruling_says_so() -> None:
    """Totals 8, 20, 21: median 20, mean 49/3."""
    known = ledger(people(3), flat("m1", 7, 1, 8), flat("m2", 7, 1, 20), flat("m3", 7, 1, 21))
    (by_median,) = (r for r in results(FIRST, ALL, known, contest(aggregate="median")) if r.participant.submission == 7)
    assert by_median.points == 20
    assert result_of(7, known)[0] == Fraction(49, 3)


def test_an_incomplete_sheet_stays_outside_and_is_named() -> None:
    """One criterion left out: the sheet does not count and is named."""
    known = ledger(people(2), flat("m1", 7, 1, 20), sheet("m2", 7, 1, 3, 3, 3, 0, 3, 3, 3, 3))
    (found,) = (r for r in results(FIRST, ALL, known, CONTEST) if r.participant.submission == 7)
    assert (found.points, found.aside) == (Fraction(20), (("m2", "incomplete"),))


def test_a_member_in_conflict_is_taken_out_of_the_mean() -> None:
    """The sheet is kept aside; the others make the result."""
    known = ledger(people(2), flat("m1", 7, 1, 10), flat("m2", 7, 1, 24), conflicts=(Conflict("m2", 7, "same_school"),))
    (found,) = (r for r in results(FIRST, ALL, known, CONTEST) if r.participant.submission == 7)
    assert (found.points, found.aside) == (Fraction(10), (("m2", "conflict"),))


def test_the_secretary_does_not_score_unless_also_a_member() -> None:
    """Sheets of a pure secretary count for nobody."""
    pure = (*people(1), member("s", Role.SECRETARY))
    both = (*people(1), member("s", Role.SECRETARY, Role.MEMBER))
    sheets = flat("m1", 7, 1, 10), flat("s", 7, 1, 20)
    assert result_of(7, ledger(pure, *sheets))[0] == 10
    assert result_of(7, ledger(both, *sheets))[0] == 15


def test_nobody_without_enough_sheets_has_a_result() -> None:
    """No sheet, or fewer than the ruling wants: no points, and the reason."""
    known = ledger(people(2), flat("m1", 7, 1, 20))
    assert result_of(9, known) == (None, None, "no_sheets")
    (found, *_) = results(FIRST, ALL, known, contest(min_sheets=2))
    assert (found.points, found.problem) == (None, "few_sheets")


def test_only_those_who_passed_are_admitted_and_the_absent_have_no_result() -> None:
    """Stage 2 is for who passed stage 1; absence is recorded, it is not zero points."""
    known = ledger(
        people(1), flat("m1", 7, 1, 20), flat("m1", 9, 1, 15), flat("m1", 7, 2, 18), absent={(7, 2): "ауырып қалды"}
    )
    assert [one.submission for one in admitted(SECOND, ALL, known, CONTEST)] == [7]
    assert result_of(7, known, 2) == (None, None, "absent")
    assert totals(ALL, known, CONTEST) == {}


def test_the_sum_of_both_stages_is_exact() -> None:
    """129/8 and 18 are 273/8 together."""
    members = people(8)
    sheets = [flat(one.email, 7, 1, 17 if one.email == "m1" else 16) for one in members]
    known = ledger(members, *sheets, *(flat(one.email, 7, 2, 18) for one in members))
    assert totals(ALL, known, CONTEST) == {7: Fraction(273, 8)}


def test_closing_names_everybody_who_owes_a_sheet() -> None:
    """Missing and incomplete sheets with their criteria; not those in conflict, excused, or for the absent."""
    known = ledger(
        people(3),
        flat("m1", 7, 1, 20),
        flat("m1", 9, 1, 20),
        sheet("m2", 7, 1, 3, 0, 3, 3, 3, 3, 3, 0),
        conflicts=(Conflict("m2", 9, "declared"),),
        excused={("m3", 1): "іссапарда"},
    )
    (only,) = owed(FIRST, ALL, known, CONTEST)
    assert (only.code, only.member, only.submission, only.criteria) == ("sheet_incomplete", "m2", 7, (2, 8))
    assert next(one.code for one in owed(SECOND, ALL, known, CONTEST)) == "earlier_open"
    assert not few_members(FIRST, known)
    assert few_members(FIRST, replace(known, excused={("m3", 1): "a", ("m2", 1): "b"}))


scores = st.lists(
    st.builds(
        Score,
        member=st.sampled_from(["m1", "m2", "m3"]),
        submission=st.sampled_from([7, 9]),
        stage=st.just(1),
        criterion=st.integers(1, 8),
        points=st.integers(1, 3),
    ),
    unique_by=lambda one: (one.member, one.submission, one.criterion),
)


@given(scores, st.randoms(use_true_random=False))
def test_the_order_of_sheets_members_and_participants_changes_nothing(known: list[Score], rng: random.Random) -> None:
    """Shuffle everything: the same results, the same fingerprint."""
    members, taking = list(people(3)), list(ALL)
    before = Ledger(tuple(members), tuple(known))
    for one in (members, taking, known):
        rng.shuffle(one)
    after = Ledger(tuple(members), tuple(known))
    assert results(FIRST, ALL, before, CONTEST) == results(FIRST, taking, after, CONTEST)
    assert snapshot(FIRST, ALL, before, CONTEST) == snapshot(FIRST, taking, after, CONTEST)


def test_the_fingerprint_changes_with_any_point() -> None:
    """One criterion more or less is another decision."""
    one = ledger(people(1), sheet("m1", 7, 1, 3, 3, 3, 3, 3, 3, 3, 2))
    other = ledger(people(1), sheet("m1", 7, 1, 2, 3, 3, 3, 3, 3, 3, 3))
    assert result_of(7, one) == result_of(7, other)
    assert snapshot(FIRST, ALL, one, CONTEST) != snapshot(FIRST, ALL, other, CONTEST)


@given(st.fractions(min_value=0, max_value=44, max_denominator=200), st.integers(1, 40))
def test_what_is_shown_never_contradicts_the_decision(points: Fraction, mark: int) -> None:
    """Read as a number, what is shown is on the same side of the mark, and within half a hundredth."""
    text = shown(points, mark)
    assert (Fraction(text) >= mark) == (points >= mark)
    assert abs(Fraction(text) - points) <= Fraction(1, 200)


def test_points_are_shown_as_people_write_them() -> None:
    """Whole without decimals, short ones exactly, long ones with two decimals."""
    assert [shown(Fraction(*p)) for p in ((16, 1), (129, 8), (47, 3), (31, 2))] == ["16", "16.125", "15.67", "15.5"]
    assert shown(Fraction(15996, 1000) + Fraction(1, 3000), 16) == "15.996"
    assert (exact(Fraction(129, 8)), exact(Fraction(16))) == ("129/8", "16")


def test_what_if_views_name_who_would_change() -> None:
    """Without m3, or by the median, participant 7 would pass; m3 stands alone."""
    known = ledger(
        people(3),
        flat("m1", 7, 1, 17),
        flat("m2", 7, 1, 17),
        flat("m3", 7, 1, 8),
        *(flat(f"m{n}", 9, 1, 20) for n in (1, 2, 3)),
    )
    assert [(c.submission, c.points, c.passed) for c in without("m3", FIRST, ALL, known, CONTEST)] == [
        (7, Fraction(17), True)
    ]
    assert [c.submission for c in otherwise(FIRST, ALL, known, CONTEST)] == [7]
    first, second = spreads(FIRST, ALL, known, CONTEST)
    assert (first.alone, max(first.by_criterion)) == (("m3",), 2)
    assert (second.alone, max(second.by_criterion)) == ((), 0)
