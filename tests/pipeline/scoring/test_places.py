"""Places and ties: votes, abstentions, the chair's casting vote; never the order of a list."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.places import Final, may_vote, places, tie_id
from pipeline.scoring.values import Ballot, Conflict, Ledger, Round, Voting
from tests.pipeline.scoring.commissions import people

AT = datetime(2025, 10, 30, 12, 0, tzinfo=UTC)


def voted(**choices: int | None) -> Voting:
    """A closed vote: member=choice."""
    return Voting((Round(AT, tuple(Ballot(name, choice) for name, choice in choices.items())),))


def placed(totals: Mapping[int, int], votings: Mapping[str, Voting] | None = None, **more: object) -> Final:
    """Three places over these totals, with seven members of whom m1 is the chair."""
    known = Ledger(people(7), votings=votings or {}, **more)  # type: ignore[arg-type]
    return places({number: Fraction(total) for number, total in totals.items()}, 3, known)


def who(final: Final) -> list[tuple[int, int, str]]:
    """(place, submission, decided by)."""
    return [(one.place, one.submission, one.decided_by) for one in final.placed]


def test_points_decide_where_nobody_is_tied() -> None:
    """The three best sums, in their order; a tie below the last place decides nothing."""
    final = placed({1: 30, 2: 44, 3: 33, 4: 20, 5: 20})
    assert who(final) == [(1, 2, "points"), (2, 3, "points"), (3, 1, "points")]
    assert final.settled
    assert final.ties == ()


def test_a_tie_for_the_first_place_stops_and_asks() -> None:
    """Nobody has a place from an open tie on."""
    final = placed({1: 40, 2: 40, 3: 33})
    (tie,) = final.ties
    assert (who(final), tie.between, tie.places, tie.why_open) == ([], (1, 2), (1, 2), "not_voted")


def test_most_votes_decide_the_place_and_the_other_follows() -> None:
    """Two for the first place: the vote decides it, the other one has the second by points alone."""
    vote = voted(m1=2, m2=1, m3=1, m4=1, m5=2, m6=None)
    final = placed({1: 40, 2: 40, 3: 33}, {tie_id((1, 2), 1): vote})
    assert who(final) == [(1, 1, "vote"), (2, 2, "points"), (3, 3, "points")]
    assert (final.ties[0].votes, final.ties[0].abstained) == ({1: 3, 2: 2}, 1)


def test_equal_votes_are_decided_by_the_chairs_own_vote() -> None:
    """Three against three with the chair's among them (III.6): recorded as such."""
    vote = voted(m1=2, m2=1, m3=1, m4=1, m5=2, m6=2, m7=None)
    assert who(placed({1: 40, 2: 40}, {tie_id((1, 2), 1): vote}))[0] == (1, 2, "chair")


@pytest.mark.parametrize(
    ("chair", "why"),
    [(None, "chair_needed"), (3, "chair_needed")],
    ids=["the chair abstains", "the chair chose another"],
)
def test_equal_votes_without_the_chairs_choice_among_them_stay_open(chair: int | None, why: str) -> None:
    """The tie stays open and is voted again."""
    vote = voted(m1=chair, m2=1, m3=1, m5=2, m6=2)
    (tie,) = placed({1: 40, 2: 40, 3: 40}, {tie_id((1, 2, 3), 1): vote}).ties
    assert (tie.open, tie.why_open, tie.rounds) == (True, why, 1)


def test_a_later_round_decides_what_the_first_left_open() -> None:
    """Voted again: the last closed round counts."""
    first, second = voted(m2=1, m3=2).closed, voted(m2=1, m3=1, m4=2).closed
    final = placed({1: 40, 2: 40}, {tie_id((1, 2), 1): Voting((*first, *second))})
    assert who(final)[0] == (1, 1, "vote")
    assert final.ties[0].rounds == 2


def test_votes_decide_nothing_before_they_are_closed() -> None:
    """Open ballots are shown, nobody is placed."""
    known = {tie_id((1, 2), 1): Voting(open=(Ballot("m2", 1), Ballot("m3", 1)))}
    (tie,) = placed({1: 40, 2: 40}, known).ties
    assert (tie.why_open, tie.votes) == ("not_closed", {1: 2, 2: 0})


def test_three_tied_for_the_second_and_third_place_vote_twice() -> None:
    """A vote decides one place; who is left and still tied votes again for the next."""
    totals = {1: 44, 2: 40, 3: 40, 4: 40}
    once = {tie_id((2, 3, 4), 2): voted(m1=3, m2=3, m3=2)}
    first = placed(totals, once)
    assert who(first) == [(1, 1, "points"), (2, 3, "vote")]
    assert [(t.id, t.open, t.places) for t in first.ties] == [("2-2-3-4", False, (2, 3)), ("3-2-4", True, (3,))]
    again = placed(totals, once | {tie_id((2, 4), 3): voted(m1=4)})
    assert who(again)[-1] == (3, 4, "vote")
    assert again.settled


def test_everybody_equal_is_one_tie_over_all_places() -> None:
    """All equal: three places in question, the first is voted on."""
    (tie,) = placed(dict.fromkeys(range(1, 6), 40)).ties
    assert (tie.between, tie.places) == ((1, 2, 3, 4, 5), (1, 2, 3))


def test_a_member_in_conflict_and_a_stranger_do_not_vote() -> None:
    """Their ballots count for nothing; the chair in conflict cannot break the tie."""
    vote = voted(m1=1, m2=1, m3=2, m4=2, stranger=1)
    final = placed({1: 40, 2: 40}, {tie_id((1, 2), 1): vote}, conflicts=(Conflict("m1", 2, "declared"),))
    assert who(final)[0] == (1, 2, "vote")
    known = Ledger(people(2), conflicts=(Conflict("m1", 2, "declared"),))
    assert not may_vote("m1", (1, 2), known)
    assert may_vote("m2", (1, 2), known)


def test_a_vote_for_somebody_who_is_not_tied_counts_for_nobody() -> None:
    """No votes at all: the tie stays open."""
    (tie,) = placed({1: 40, 2: 40, 3: 1}, {tie_id((1, 2), 1): voted(m2=3, m3=None)}).ties
    assert (tie.why_open, tie.abstained) == ("no_votes", 1)


@given(st.dictionaries(st.integers(1, 30), st.integers(8, 14), max_size=12), st.integers(0, 4))
def test_places_are_dense_fair_and_end_at_the_first_open_tie(totals: dict[int, int], count: int) -> None:
    """Whatever the sums: places go 1, 2, 3 …; nobody placed has less than anybody without; ties are equal sums."""
    final = places({n: Fraction(t) for n, t in totals.items()}, count, Ledger(people(3)))
    assert [one.place for one in final.placed] == list(range(1, len(final.placed) + 1))
    rest = [t for n, t in totals.items() if n not in {one.submission for one in final.placed}]
    assert all(totals[one.submission] > max(rest, default=0) for one in final.placed)
    for tie in final.ties:
        assert len({totals[n] for n in tie.between}) == 1
    assert final.settled == (len(final.placed) == min(count, len(totals)))
