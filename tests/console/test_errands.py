"""The clock's errands over a watched mailbox: the closing written down, the daily reconciliation, the backup's hook."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.daemon.errands import Errands
from pipeline.clockwork import CLOSING, RECONCILE
from pipeline.tracking import watching
from pipeline.tracking.watching import Errand
from tests.faults.watched import AFTER_DEADLINE, DiskBox, WatchedHouse, a_watched_house
from tests.pipeline.houses import NOW, SCHOOL, SENDER
from tests.pipeline.letters import letter
from tests.servers.ports import until

FIRST = letter(SENDER, files={"s.docx": SCHOOL}, name="first")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WatchedHouse]:
    """A house that watches a mailbox with one letter in time, and one after the deadline that closes."""
    box = DiskBox(tmp_path / "box")
    box.deliver(FIRST)
    box.deliver(letter("friend@example.com", "Кездесу"), at=AFTER_DEADLINE)
    with a_watched_house(tmp_path, opened=box.open) as made:
        yield made


def errands_of(house: WatchedHouse, now: datetime) -> Errands:
    """The errands at a moment."""
    assert house.watch is not None
    return Errands(
        house.store, house.folder, house.loaded, house.account(), lambda: now, house.watch.at_work, house.opened
    )


def done(house: WatchedHouse) -> set[str]:
    """Names of what was done."""
    with house.store.reading() as connection:
        return set(watching.last_done(connection))


def test_the_closing_and_the_reconciliation_are_done_and_written_down(house: WatchedHouse) -> None:
    """Once; the closing with what stood then."""
    watch = house.begin()
    until(lambda: watch.rounds > 1, "two rounds")
    errands = errands_of(house, NOW)
    errands.tick()
    assert done(house) == {CLOSING, RECONCILE}
    deadline = house.loaded.contest.dates.deadline
    with house.store.reading() as connection:
        found = watching.outcome_of(connection, Errand(CLOSING, deadline))
    assert found is not None
    outcome = json.loads(found[1])
    assert (found[0], outcome["rejected"], len(outcome["sha256"])) == (NOW, 1, 64)
    errands_of(house, NOW + timedelta(minutes=1)).tick()
    with house.store.reading() as connection:
        assert watching.last_finished(connection, CLOSING) == NOW


def test_what_differs_is_an_alarm_until_it_does_not(house: WatchedHouse) -> None:
    """Somebody removes a raw letter, and puts it back."""
    watch = house.begin()
    until(lambda: watch.rounds > 1, "two rounds")
    raw = next(house.folder.spool.rglob("*.eml"))
    away = raw.rename(house.root / "away")
    errands_of(house, NOW).tick()
    assert house.alarms() == {"reconcile_differs"}
    away.rename(raw)
    errands_of(house, NOW + timedelta(minutes=59)).tick()
    assert house.alarms() == {"reconcile_differs"}
    errands_of(house, NOW + timedelta(hours=1)).tick()
    assert house.alarms() == set()


def test_without_contact_the_reconciliation_waits(house: WatchedHouse) -> None:
    """What needs no mailbox does not."""
    watch = house.begin()
    until(lambda: watch.rounds > 1, "two rounds")
    errands = errands_of(house, NOW)
    house.end()
    errands.tick()
    assert done(house) == {CLOSING}


def test_a_backup_is_made_once_a_day_where_somebody_makes_one(house: WatchedHouse) -> None:
    """The hook says where it went."""
    watch = house.begin()
    until(lambda: watch.rounds > 1, "two rounds")
    made: list[datetime] = []

    def backup(now: datetime) -> str:
        made.append(now)
        return "backup-1"

    for hours in (0, 1, 25):
        replace(errands_of(house, NOW + timedelta(hours=hours)), backup=backup).tick()
    assert made == [NOW, NOW + timedelta(hours=25)]
