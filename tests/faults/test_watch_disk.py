"""The watch when the disk or the database fails: rows 16 to 18, and 36 at the door."""

import errno
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.daemon.watch import DiskFailedError
from intake import spool
from intake.mailbox import Fetched, MailboxError
from intake.spool import Spool
from pipeline.errors import TrackingError
from tests.faults.watched import AFTER_DEADLINE, DiskBox, WatchedHouse, a_watched_house
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER
from tests.pipeline.letters import letter
from tests.servers.ports import until

FIRST = letter(SENDER, files={"s.docx": SCHOOL}, name="first")
SECOND = letter(OTHER, files={"s.docx": OTHER_SCHOOL}, name="second")


@pytest.fixture
def box(tmp_path: Path) -> DiskBox:
    """A mailbox on the disk."""
    return DiskBox(tmp_path / "box")


@pytest.fixture
def house(tmp_path: Path, box: DiskBox) -> Iterator[WatchedHouse]:
    """A house that watches it."""
    with a_watched_house(tmp_path, busy_seconds=0.2, opened=box.open) as made:
        yield made


def test_row_16_a_full_disk_is_an_alarm_and_mends_itself(
    house: WatchedHouse, box: DiskBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter stays in the mailbox, nothing half-written stays in the spool; once there is room it is taken."""
    full = threading.Event()
    full.set()
    write = spool._System.write

    def writing(file: int, data: memoryview) -> int:
        if full.is_set():
            raise OSError(errno.ENOSPC, "no room")
        return write(file, data)

    monkeypatch.setattr(spool._System, "write", staticmethod(writing))
    box.deliver(FIRST)
    watch = house.begin()
    until(lambda: "spool_full" in house.alarms(), "the alarm")
    assert house.letters() == ()
    assert [path for path in house.folder.spool.rglob("*") if path.is_file()] == []
    assert watch.working()
    full.clear()
    house.until_letters(1)
    until(lambda: house.alarms() == set(), "the end of the alarm")
    house.end()
    house.holds([FIRST])


def test_row_17_a_failing_disk_ends_the_watch_and_nothing_is_claimed(
    house: WatchedHouse, box: DiskBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After fsync has failed nobody can say what is on the disk (fsync(2)): a person has to look."""
    watch = house.begin()
    until(lambda: watch.rounds > 0, "the first round")
    monkeypatch.setattr(spool._System, "fsync", staticmethod(_fails))
    box.deliver(FIRST)
    until(lambda: house.failed, "the end")
    assert [type(error) for error in house.failed] == [DiskFailedError]
    house.end()
    assert house.letters() == ()
    monkeypatch.undo()
    house.failed.clear()
    house.begin()
    house.until_letters(1)
    house.end()
    house.holds([FIRST])


def _fails(_: int) -> None:
    raise OSError(errno.EIO, "input/output error")


def test_row_18_a_locked_database_is_waited_for(house: WatchedHouse, box: DiskBox) -> None:
    """Another program holds it longer than we wait: said, tried again, and the letter is taken in the end."""
    watch = house.begin()
    until(lambda: watch.rounds > 0, "the first round")
    other = sqlite3.connect(house.folder.database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        box.deliver(FIRST)
        until(lambda: len(house.clock.pauses) >= 2, "the second try")
        assert house.letters() == ()
    finally:
        other.execute("ROLLBACK")
        other.close()
    house.until_letters(1)
    box.deliver(SECOND)
    house.until_letters(2)
    house.end()
    house.holds([FIRST, SECOND])


def test_row_36_a_second_daemon_is_told_that_one_is_at_work(house: WatchedHouse) -> None:
    """The lock dies with its process; a run between two rounds is free to work."""
    with house.folder.watched():
        with pytest.raises(TrackingError) as caught, house.folder.watched():
            pass
        assert caught.value.code == "watch_held"
        with house.folder.held():
            pass
    with house.folder.watched():
        pass


def test_a_letter_that_the_server_withholds_keeps_the_contest_open(house: WatchedHouse, box: DiskBox) -> None:
    """The others are taken; nobody is rejected while one lies there unread, and a person is told of it."""

    class Withholding(DiskBox):
        """Does not give out its first letter."""

        def fetch(self, folder: str, uid: int, spool: Spool, *, uidvalidity: int) -> Fetched | None:
            """Fetch, but one."""
            if uid == 1 and folder == "INBOX":
                raise MailboxError("letter_withheld", host="disk", folder=folder, uid=uid)
            return super().fetch(folder, uid, spool, uidvalidity=uidvalidity)

    for raw in (FIRST, SECOND):
        box.deliver(raw)
    box.deliver(letter("friend@example.com", "Кездесу"), at=AFTER_DEADLINE)
    house.opened = Withholding(box.root).open
    house.begin()
    house.until_letters(2)
    until(lambda: house.alarms() == {"letters_withheld"}, "the alarm")
    house.until_rounds()
    assert [one.code for one in house.overview().notices] == ["not_closed", "still_unlisted"]
    house.end()
    assert [one.code for one in house.balance().differences] == ["message_unknown"]
    house.opened = box.open
    house.begin()
    house.until_letters(3)
    until(lambda: house.alarms() == set() and not house.overview().notices, "the closing")


def test_a_run_beside_the_watch_is_waited_for(house: WatchedHouse, box: DiskBox) -> None:
    """An organiser takes files in while a letter comes: the watch waits, without an alarm."""
    box.deliver(FIRST)
    with house.folder.held():
        house.begin()
        until(lambda: len(house.clock.pauses) >= 2, "the second try")
        assert house.letters() == ()
    house.until_letters(1)
    house.end()
    assert house.alarms(ended=True) == set()
    house.holds([FIRST])
