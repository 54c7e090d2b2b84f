"""The commission's work as it is recorded: all or nothing, traced, frozen when closed."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from parsers.facts import Grid
from pipeline.commission import recording
from pipeline.errors import CommissionError, TrackingError
from pipeline.tracking.commission import ACT, SCORE, history, load_ledger
from tests.pipeline.commission.halls import JUDGES, Hall, a_hall

HEAD = ("member", "submission", "stage", "criterion", "points")


@pytest.fixture
def hall(tmp_path: Path, database: str) -> Iterator[Hall]:
    """Four participants and the whole commission, with each of the databases; m2 is of the school of the third."""
    with a_hall(tmp_path, 4, url=database) as made:
        made.members()
        yield made


def refused(error: pytest.ExceptionInfo[CommissionError]) -> tuple[str, list[str]]:
    """The code of a refusal, and of its mistakes."""
    return error.value.code, [one.code for one in error.value.mistakes]


def test_members_of_a_participants_school_are_in_conflict(hall: Hall) -> None:
    """Found by name and school, said as such; the secretary does not judge."""
    (found,) = hall.board.ledger.conflicts
    assert (found.member, found.submission, found.how) == ("m2@example.kz", 3, "same_school")
    assert {m.email for m in hall.board.ledger.judges} == set(JUDGES)


def test_importing_members_again_changes_nothing_and_a_second_chair_is_refused(hall: Hall) -> None:
    """The same list is harmless; what changed is changed; there is one chair."""
    before = hall.board.ledger
    hall.members()
    assert hall.board.ledger == before
    rows = (("name", "email", "role"), ("Басқа", "other@example.kz", "chair"))
    with pytest.raises(CommissionError) as error:
        recording.import_members(hall.book(), "m.csv", [Grid("", rows)])
    assert refused(error)[0] == "two_chairs"


def test_scores_are_taken_whole_or_not_at_all(hall: Hall) -> None:
    """One bad cell in one of two files: nothing of either is kept."""
    good = Grid("", (HEAD, (JUDGES[0], "1", "1", "1", "3")))
    bad = Grid("", (HEAD, (JUDGES[0], "1", "1", "2", "4")))
    with pytest.raises(CommissionError) as error:
        recording.import_scores(hall.book(), [("a.csv", [good]), ("b.csv", [bad])])
    assert refused(error) == ("scores_refused", ["points"])
    assert hall.board.ledger.scores == ()
    with pytest.raises(CommissionError) as error:
        recording.import_scores(hall.book(), [("a.csv", [good]), ("b.csv", [good])])
    assert refused(error) == ("scores_refused", ["twice"])


def test_a_changed_sheet_wants_replace_and_a_reason_and_keeps_what_was(hall: Hall) -> None:
    """Unchanged rows are harmless, changed ones are refused unless meant; the old value, author and reason stay."""
    hall.give(1, {(JUDGES[0], 1): 16})
    hall.give(1, {(JUDGES[0], 1): 16})
    with pytest.raises(CommissionError) as error:
        hall.give(1, {(JUDGES[0], 1): 17})
    assert refused(error)[0] == "scores_changed"
    with pytest.raises(CommissionError):
        hall.give(1, {(JUDGES[0], 1): 17}, replace=True)
    hall.give(1, {(JUDGES[0], 1): 17}, replace=True, reason="парақта қате басылған")
    with hall.house.store.reading() as connection:
        changes = list(history(connection, {x.state.founder: x.state.number for x in hall.seen.submissions}))
    first = [(c.points, c.by, c.reason) for c in changes if c.criterion == 1]
    assert first == [(2, "хатшы", ""), (3, "хатшы", "парақта қате басылған")]
    assert len(changes) == 9


def test_a_dry_run_records_nothing(hall: Hall) -> None:
    """What would be new is counted only."""
    grid = Grid("", (HEAD, (JUDGES[0], "1", "1", "1", "3")))
    done = recording.import_scores(hall.book(), [("a.csv", [grid])], dry_run=True)
    assert (done.new, hall.board.ledger.scores) == (1, ())


def test_a_stage_is_closed_only_when_nobody_owes_a_sheet(hall: Hall) -> None:
    """The missing are named; excused members and conflicts are not waited for; then the result is frozen."""
    hall.give_all(1, {1: 20, 2: 18, 3: 16})
    with pytest.raises(CommissionError) as error:
        recording.close(hall.book(), 1)
    assert refused(error) == ("stage_owes", ["sheet_missing"] * 7 + ["no_result"])
    hall.give_all(1, {4: 15})
    fingerprint, few = recording.close(hall.book(), 1)
    assert (hall.board.ledger.closings[1].snapshot, few) == (fingerprint, False)
    with pytest.raises(CommissionError) as error:
        hall.give(1, {(JUDGES[0], 1): 20})
    assert refused(error) == ("scores_refused", ["stage_closed"] * 8)
    for again in (lambda: recording.close(hall.book(), 1), lambda: recording.excuse(hall.book("x"), JUDGES[1], 1)):
        with pytest.raises(CommissionError) as error:
            again()
        assert refused(error)[0] == "stage_closed"
    assert hall.board.changed_since_closing() == ()


def test_a_reopened_stage_takes_points_again(hall: Hall) -> None:
    """With a reason; the later stage first."""
    hall.give_all(1, {1: 20, 2: 18, 3: 16, 4: 10})
    recording.close(hall.book(), 1)
    hall.give_all(2, {1: 10, 2: 11, 3: 12})
    recording.close(hall.book(), 2)
    with pytest.raises(CommissionError) as error:
        recording.reopen(hall.book("қате"), 1)
    assert refused(error)[0] == "later_closed"
    recording.reopen(hall.book("қате"), 2)
    recording.reopen(hall.book("қате"), 1)
    hall.give(1, {(JUDGES[0], 4): 24}, replace=True, reason="қайта қаралды")
    with pytest.raises(CommissionError) as error:
        recording.reopen(hall.book("қате"), 1)
    assert refused(error)[0] == "stage_open"


def test_stage_two_waits_for_stage_one_and_for_who_passed(hall: Hall) -> None:
    """No points before stage 1 is closed, none for who did not pass; absence is recorded with a reason."""
    hall.give_all(1, {1: 20, 2: 18, 3: 16, 4: 15})
    with pytest.raises(CommissionError) as error:
        hall.give(2, {(JUDGES[0], 1): 10})
    assert set(refused(error)[1]) == {"earlier_open"}
    recording.close(hall.book(), 1)
    with pytest.raises(CommissionError) as error:
        hall.give(2, {(JUDGES[0], 4): 10})
    assert set(refused(error)[1]) == {"not_admitted"}
    recording.absent(hall.book("ауырып қалды"), 3, 2)
    hall.give_all(2, {1: 15, 2: 16})
    recording.close(hall.book(), 2)
    assert hall.board.totals == {1: Fraction(35), 2: Fraction(34)}
    assert [(p.place, p.submission) for p in hall.board.final.placed] == [(1, 1), (2, 2)]


def test_a_tie_is_voted_on_and_the_chair_decides_equal_votes(hall: Hall) -> None:
    """Nothing is decided before the votes are closed; a second vote replaces the first; then nominations."""
    hall.give_all(1, {1: 20, 2: 20, 3: 16, 4: 17})
    recording.close(hall.book(), 1)
    hall.give_all(2, {1: 10, 2: 10, 3: 8, 4: 8})
    recording.close(hall.book(), 2)
    (tie,) = hall.board.final.ties
    with pytest.raises(CommissionError) as error:
        recording.nominate(hall.book("шешім"), "best_event", 4)
    assert refused(error)[0] == "tie_open"
    with pytest.raises(CommissionError) as error:
        recording.close_votes(hall.book(), tie.id)
    assert refused(error)[0] == "no_votes"
    votes = dict(zip(JUDGES, (2, 1, 1, 1, 2, 2, None), strict=True))
    recording.vote(hall.book(), tie.id, JUDGES[1], 2)
    for member, choice in votes.items():
        recording.vote(hall.book(), tie.id, member, choice)
    assert not hall.board.final.placed
    counted = recording.close_votes(hall.book(), tie.id)
    assert (counted.winner, counted.decided_by, dict(counted.votes)) == (2, "chair", {1: 3, 2: 3})
    assert [(p.place, p.submission) for p in hall.board.final.placed] == [(1, 2), (2, 1), (3, 4)]
    for number, code in ((2, "has_a_place"), (9, "not_accepted")):
        with pytest.raises(CommissionError) as error:
            recording.nominate(hall.book("шешім"), "best_event", number)
        assert refused(error)[0] == code
    recording.nominate(hall.book("шешім"), "best_event", 3)
    with pytest.raises(CommissionError) as error:
        recording.nominate(hall.book("шешім"), "best_portfolio", 3)
    assert refused(error)[0] == "has_a_nomination"
    assert hall.board.ledger.nominated == {"best_event": 3}


def test_who_may_not_vote_is_refused(hall: Hall) -> None:
    """A member in conflict, the secretary, a stranger; a vote for somebody not tied."""
    hall.give_all(1, {1: 20, 2: 18, 3: 20, 4: 15})
    recording.close(hall.book(), 1)
    hall.give_all(2, {1: 10, 2: 10, 3: 10})
    recording.close(hall.book(), 2)
    (tie,) = hall.board.final.ties
    for member, choice, code in (
        ("m2@example.kz", 1, "may_not_vote"),
        ("secretary@example.kz", 1, "may_not_vote"),
        ("nobody@example.kz", 1, "no_member"),
        ("m3@example.kz", 2, "not_tied"),
    ):
        with pytest.raises(CommissionError) as error:
            recording.vote(hall.book(), tie.id, member, choice)
        assert refused(error)[0] == code
    with pytest.raises(CommissionError) as error:
        recording.vote(hall.book(), "1-8-9", "m3@example.kz", 1)
    assert refused(error)[0] == "no_tie"


def test_what_was_known_at_a_moment_can_be_seen_again(hall: Hall) -> None:
    """The state as of any moment: later acts and points are hidden."""
    hall.give_all(1, {1: 20})
    then = hall.now
    recording.conflict(hall.book("туысы"), JUDGES[2], 1)
    numbers = {x.state.founder: x.state.number for x in hall.seen.submissions}
    with hall.house.store.reading() as connection:
        before, after = load_ledger(connection, numbers, then), load_ledger(connection, numbers)
    assert (len(before.conflicts), len(after.conflicts)) == (0, 1)
    assert before.scores == after.scores


def test_nothing_of_the_commission_is_changed_or_deleted(hall: Hall) -> None:
    """The database itself refuses."""
    hall.give(1, {(JUDGES[0], 1): 16})
    for statement in (delete(SCORE), update(SCORE).values(points=3), delete(ACT), update(ACT).values(by="x")):
        with pytest.raises(TrackingError), hall.house.store.writing() as connection:
            connection.execute(statement)
    assert len(hall.board.ledger.scores) == 8


def test_a_stage_that_changed_after_closing_is_told(hall: Hall) -> None:
    """A declared conflict after the closing changes what decided it."""
    hall.give_all(1, {1: 20, 2: 18, 3: 16, 4: 15})
    recording.close(hall.book(), 1)
    recording.conflict(hall.book("туысы"), JUDGES[2], 1)
    assert [stage.number for stage in hall.board.changed_since_closing()] == [1]


def test_forty_participants_go_the_whole_way(tmp_path: Path) -> None:
    """Seven members, two stages, a tie for the first place broken by the chair, three nominations."""
    with a_hall(tmp_path, 40) as hall:
        hall.members()
        hall.give_all(1, {n: 24 if n in (5, 6) else 10 + n % 13 for n in range(1, 41)})
        recording.close(hall.book(), 1)
        passed = [r.participant.submission for r in hall.board.results(hall.board.stages[0]) if r.passed]
        assert passed == [n for n in range(1, 41) if n in (5, 6) or n % 13 >= 6]
        recording.draw(hall.book(), 2, "2025")
        recording.absent(hall.book("келмеді"), passed[-1], 2)
        hall.give_all(2, {n: 20 if n in (5, 6) else 4 + n % 16 for n in passed[:-1]})
        recording.close(hall.book(), 2)
        (tie,) = hall.board.final.ties
        assert (tie.between, tie.places) == ((5, 6), (1, 2))
        for member, choice in zip(JUDGES, (6, 5, 5, 5, 6, 6, None), strict=True):
            recording.vote(hall.book(), tie.id, member, choice)
        recording.close_votes(hall.book(), tie.id)
        final = hall.board.final
        assert [(p.place, p.submission, p.decided_by) for p in final.placed[:2]] == [(1, 6, "chair"), (2, 5, "points")]
        assert final.settled
        free = [n for n in passed if n not in {p.submission for p in final.placed}]
        for nomination, number in zip(hall.loaded.contest.nominations, free, strict=False):
            recording.nominate(hall.book("комиссия шешімі"), nomination.key, number)
        assert len(hall.board.ledger.nominated) == 3
        assert hall.board.changed_since_closing() == ()
        assert hall.board.seeds == {2: "2025"}
