"""The clock's errands: a query of what is due, whenever it is asked; nothing missed, nothing twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.clockwork import AFTER_OUTAGE, BACKUP, CLOSING, OUTAGE, RECONCILE, Reminder, due, reminders, tick
from pipeline.tracking import watching
from pipeline.tracking.watching import Errand
from tests.pipeline.houses import House, a_house, contest

CONTEST = contest().contest
DEADLINE = CONTEST.dates.deadline
BEGIN = DEADLINE - timedelta(days=10)


def after(done: Mapping[str, datetime], errands: tuple[Errand, ...]) -> dict[str, datetime]:
    """What is done when these are."""
    return {**done, **{errand.name: errand.due for errand in errands}}


@given(some.lists(some.integers(1, 40 * 24 * 60), min_size=1, max_size=40))
def test_whenever_the_clock_wakes_each_errand_is_done_once_and_none_is_missed(minutes: list[int]) -> None:
    """Long sleeps and restarts: after a wake nothing is due any more, and the closing comes with the first wake after
    the deadline.
    """
    done: dict[str, datetime] = {}
    now, closings = BEGIN, 0
    for minute in minutes:
        now += timedelta(minutes=minute)
        found = due(now, CONTEST, done, closed=now > DEADLINE, outage_ended=None)
        closings += sum(one.name == CLOSING for one in found)
        assert [one.due for one in found if one.due > now] == []
        done = after(done, found)
        assert due(now, CONTEST, done, closed=now > DEADLINE, outage_ended=None) == ()
        assert now - done[RECONCILE] < timedelta(days=1)
        assert closings == (1 if now > DEADLINE else 0)


def test_a_clock_that_jumps_back_does_nothing_again() -> None:
    """What was done for a later moment is done."""
    done = after({}, due(BEGIN, CONTEST, {}, closed=False, outage_ended=None))
    assert due(BEGIN - timedelta(days=3), CONTEST, done, closed=False, outage_ended=None) == ()


def test_nothing_is_closed_before_everything_was_seen() -> None:
    """The deadline alone closes nothing (model.md 27)."""
    late = DEADLINE + timedelta(days=1)
    names = [one.name for one in due(late, CONTEST, {}, closed=False, outage_ended=None)]
    assert names == [BACKUP, RECONCILE]


def test_the_day_begins_in_the_contests_own_zone() -> None:
    """03:30 in Astana is 22:30 of the day before in UTC."""
    (_, errand) = due(datetime(2025, 10, 10, 22, 29, tzinfo=UTC), CONTEST, {}, closed=False, outage_ended=None)
    assert errand == Errand(RECONCILE, datetime(2025, 10, 9, 22, 30, tzinfo=UTC))
    (_, errand) = due(datetime(2025, 10, 10, 22, 30, tzinfo=UTC), CONTEST, {}, closed=False, outage_ended=None)
    assert errand == Errand(RECONCILE, datetime(2025, 10, 10, 22, 30, tzinfo=UTC))


@dataclass
class Hands:
    """Do everything, and remember it; ``broken`` ones raise."""

    done: list[tuple[str, datetime]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def __call__(self, errand: Errand, now: datetime) -> str:
        """Do it."""
        if errand.name in self.broken:
            raise RuntimeError("not today")
        self.done.append((errand.name, now))
        return "done"


@pytest.fixture
def house(tmp_path: Path, database: str) -> Iterator[House]:
    """A house, with each of the databases."""
    with a_house(tmp_path, database) as made:
        yield made


def wake(house: House, hands: Hands, now: datetime, *, closed: bool = False) -> list[str]:
    """One tick."""
    names = (CLOSING, RECONCILE, AFTER_OUTAGE)
    done = tick(now, house.store, CONTEST, lambda moment: closed, dict.fromkeys(names, hands))
    return [errand.name for errand in done]


def test_a_tick_does_what_is_due_and_the_next_one_nothing(house: House) -> None:
    """A process that starts anew knows it too: it stands in the database. An errand without a hand is left alone."""
    hands = Hands()
    assert wake(house, hands, BEGIN) == [RECONCILE]
    assert wake(house, hands, BEGIN + timedelta(minutes=1)) == []
    assert wake(house, hands, DEADLINE + timedelta(days=9), closed=True) == [CLOSING, RECONCILE]
    with house.store.reading() as connection:
        assert watching.outcome_of(connection, Errand(CLOSING, DEADLINE)) == (DEADLINE + timedelta(days=9), "done")


def test_what_fails_stays_due_and_stops_nothing_else(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """The mailbox was away: the closing is done all the same, the reconciliation with the next tick."""
    hands = Hands(broken={RECONCILE})
    late = DEADLINE + timedelta(hours=1)
    assert wake(house, hands, late, closed=True) == [CLOSING]
    assert "reconcile" in caplog.text
    hands.broken.clear()
    assert wake(house, hands, late + timedelta(minutes=1), closed=True) == [RECONCILE]


def test_after_an_outage_everything_is_held_against_each_other(house: House) -> None:
    """Once for each outage."""
    hands = Hands()
    wake(house, hands, BEGIN)
    with house.store.writing() as connection:
        watching.raise_alarm(connection, "box", OUTAGE, BEGIN)
        watching.end_alarm(connection, "box", OUTAGE, BEGIN + timedelta(hours=2))
    assert wake(house, hands, BEGIN + timedelta(hours=2, minutes=1)) == [AFTER_OUTAGE]
    assert wake(house, hands, BEGIN + timedelta(hours=2, minutes=2)) == []


def test_dates_are_named_when_they_are_near() -> None:
    """Fifteen days before the contest day, ten days after it (III.4, V.3)."""
    assert reminders(CONTEST, date(2025, 9, 20)) == ()
    assert reminders(CONTEST, date(2025, 10, 12)) == (Reminder("announce", date(2025, 10, 15), 3),)
    assert reminders(CONTEST, date(2025, 10, 16)) == (Reminder("announce", date(2025, 10, 15), -1),)
    assert reminders(CONTEST, date(2025, 10, 31)) == (Reminder("results", date(2025, 11, 9), 9),)
    assert reminders(CONTEST, date(2026, 1, 1)) == ()


def test_erasing_is_named_until_it_is_done() -> None:
    """From two weeks before the day that the organiser has set, for ever after; never where none is set."""
    set_to = CONTEST.model_copy(update={"watch": CONTEST.watch.model_copy(update={"erase_after_days": 365})})
    day, old = CONTEST.dates.contest_day + timedelta(days=365), date(2025, 10, 1)
    assert reminders(set_to, day - timedelta(days=15), oldest=old) == ()
    assert reminders(set_to, day - timedelta(days=14), oldest=old) == (Reminder("erase", day, 14),)
    assert reminders(set_to, day + timedelta(days=400), oldest=old) == (Reminder("erase", day, -400),)
    assert reminders(set_to, day + timedelta(days=1), oldest=None) == ()
    assert reminders(set_to, day + timedelta(days=1), oldest=day) == ()
    assert reminders(CONTEST, day, oldest=old) == ()


def test_a_stages_outcome_is_due_after_it_was_closed() -> None:
    """Each stage's outcome is published (I.5)."""
    found = reminders(CONTEST, date(2025, 10, 22), {1: date(2025, 10, 20)})
    assert Reminder("outcome", date(2025, 10, 30), 8, 1) in found
