"""What the watch remembers, on SQLite and on PostgreSQL: each kind of row, and a whole watch over a mailbox."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.daemon.errands import Errands
from pipeline.clockwork import BACKUP, CLOSING, RECONCILE
from pipeline.tracking import watching
from pipeline.tracking.evidence import Locator
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Contact, Errand, Watched
from tests.faults.watched import AFTER_DEADLINE, STAMP, DiskBox, a_watched_house, watched_contest
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER
from tests.pipeline.letters import letter
from tests.servers.ports import until

AT = datetime(2025, 10, 10, 7, 0, 0, 123456, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
FILING = {"how": "move", "incomplete": "Incomplete", "rejected": "Rejected"}


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    """An open database of each kind."""
    with Store.open(DataFolder(tmp_path / "data"), database) as made:
        yield made


def test_contact_is_one_row_of_a_mailbox(store: Store) -> None:
    """Changed in place; moments keep their microseconds and their zone."""
    with store.writing() as connection:
        assert watching.contact_of(connection, "box") is None
        watching.put_contact(connection, Contact("box", "lost", AT, None, "mailbox_timeout"))
        watching.put_contact(connection, Contact("box", "connected", LATER, LATER))
        watching.put_contact(connection, Contact("older", "stopped", AT, AT))
    with store.reading() as connection:
        assert watching.contacts(connection) == (
            Contact("box", "connected", LATER, LATER), Contact("older", "stopped", AT, AT),
        )  # fmt: skip


def test_folders_are_those_that_the_configuration_names(store: Store) -> None:
    """Numbers as large as a server may give; what is watched no more is forgotten."""
    largest = 2**32 - 1
    inbox, spam = (
        Watched("box", "INBOX", "inbox", largest, largest, 3, None),
        Watched("box", "Спам", "spam", 1, 2, 1, AT),
    )
    with store.writing() as connection:
        for one in (
            inbox,
            spam,
            Watched("box", "Old", "other", 1, 1, 0, AT),
            Watched("x", "INBOX", "inbox", 1, 1, 0, AT),
        ):
            watching.put_watched(connection, one)
        watching.keep_only(connection, "box", ("INBOX", "Спам"))
    with store.reading() as connection:
        assert watching.watched_folders(connection) == (inbox, spam)
        assert watching.watched_folder(connection, "box", "Спам") == spam
        assert watching.spam_folders(connection) == {("box", "Спам")}


def test_one_alarm_of_a_code_is_open_at_a_time(store: Store) -> None:
    """Raised again it is renewed; ended it may begin anew, and both are remembered."""
    with store.writing() as connection:
        assert watching.raise_alarm(connection, "box", "letters_withheld", AT, count=1)
        assert not watching.raise_alarm(connection, "box", "letters_withheld", LATER, count=2)
        (one,) = watching.open_alarms(connection)
        assert (one.began, dict(one.params)) == (AT, {"count": "2"})
        assert watching.end_alarm(connection, "box", "letters_withheld", LATER)
        assert not watching.end_alarm(connection, "box", "letters_withheld", LATER)
        assert watching.last_ended(connection, "letters_withheld") == LATER
        assert watching.raise_alarm(connection, "box", "letters_withheld", LATER)
    with store.reading() as connection:
        assert [(one.began, one.ended) for one in watching.alarms_since(connection, AT)] == [(AT, LATER), (LATER, None)]


def test_an_errand_is_done_once_for_its_moment(store: Store) -> None:
    """Who comes second hears that it is done."""
    with store.writing() as connection:
        assert watching.errand_done(connection, Errand(RECONCILE, AT), LATER, "fine")
        assert not watching.errand_done(connection, Errand(RECONCILE, AT), LATER, "again")
        assert watching.errand_done(connection, Errand(BACKUP, AT), LATER, "")
        assert watching.errand_done(connection, Errand(RECONCILE, LATER), LATER, "fine")
    with store.reading() as connection:
        assert watching.last_done(connection) == {RECONCILE: LATER, BACKUP: AT}
        assert watching.outcome_of(connection, Errand(RECONCILE, AT)) == (LATER, "fine")
        assert watching.last_finished(connection, CLOSING) is None


def test_a_filing_says_whether_it_was_begun_or_done(store: Store) -> None:
    """And where its copy would be looked for."""
    first, second = (Locator("box", "INBOX", 1, uid) for uid in ("7", "8"))
    with store.writing() as connection:
        assert watching.begin_filing(connection, first, "copy", 40, AT) is None
        assert watching.begin_filing(connection, first, "copy", 41, LATER) == 40
        watching.begin_filing(connection, second, "mark", 0, AT)
        watching.end_filing(connection, second, "mark", LATER)
    with store.reading() as connection:
        assert watching.filings_of(connection, "box") == {(first, "copy"): (40, False), (second, "mark"): (0, True)}


def test_a_watch_from_its_first_letter_to_the_closing(tmp_path: Path, database: str) -> None:
    """Letters taken, marked and moved, unrelated mail skipped, everything reconciled, the contest closed.

    On the way the host's clock, two days ahead, is put right.
    """
    box = DiskBox(tmp_path / "box")
    first, second = letter(SENDER, files={"s.docx": SCHOOL}), letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=11)
    loaded = watched_contest(keyword="Baiqau", filing=FILING)
    with a_watched_house(tmp_path, loaded, url=database, opened=box.open) as house:
        for raw in (first, second):
            box.deliver(raw, at=STAMP)
        shop = letter("shop@example.com", files={"invoice.pdf": "other"})
        box.deliver(shop, at=STAMP)
        watch = house.begin()
        house.until_letters(3)
        late = letter("friend@example.com", "Кездесу")
        house.clock.shift = AFTER_DEADLINE - house.clock.start + timedelta(hours=1)
        box.deliver(late, at=AFTER_DEADLINE)
        house.until_letters(4)
        errands = Errands(
            house.store, house.folder, loaded, house.account(), house.clock.now, watch.at_work, opened=box.open
        )

        def done() -> bool:
            errands.tick()
            with house.store.reading() as connection:
                return {CLOSING, RECONCILE} <= watching.last_done(connection).keys()

        until(done, "the errands")
        house.until_rounds()
        house.end()
        assert house.failed == []
        assert house.alarms() == set()
        house.holds([first, second], [shop, late])
        with house.store.reading() as connection:
            assert all(done for _, done in watching.filings_of(connection, house.source).values())
            assert watching.newest_stamp(connection, house.source) == AFTER_DEADLINE
            oldest = watching.oldest_kept(connection)
            assert oldest is not None
            assert oldest.utcoffset() == timedelta()
