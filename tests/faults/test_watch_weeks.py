"""What befalls a watch in weeks beside faults: renamed folders, slow lines, long errands, clocks put right."""

import imaplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from intake.mailbox import Fetched, Listing, Mailbox, MailboxError
from intake.mailbox.folders import encoded
from intake.spool import Spool
from pipeline.tracking import watching
from tests.faults.test_watch_mailbox import FIRST, SECOND, SHOP, house_of, other_client
from tests.faults.watched import AFTER_DEADLINE, STAMP, DiskBox, WatchedHouse, a_watched_house
from tests.pipeline.letters import letter
from tests.servers.dovecot import User
from tests.servers.ports import until

SORTED = "Байқау"


@contextmanager
def signs_of(house: WatchedHouse) -> Iterator[list[str]]:
    """The threads that gave a sign of life, sign by sign."""
    told: list[str] = []
    assert house.watch is not None

    def alive(status: str = "") -> None:
        told.append(threading.current_thread().name)

    house.watch._place.notifier.alive = alive  # type: ignore[method-assign]
    yield told


def renamed(user: User, name: str, to: str) -> None:
    """What a person's mail program does."""
    client = other_client(user)
    typ, told = client.rename(quoted(name), quoted(to))
    assert typ == "OK", told
    client.logout()


def quoted(name: str) -> str:
    """A folder's name on the wire."""
    return f'"{encoded(name).decode()}"'


def test_a_folder_that_a_person_renames_keeps_nobody_from_the_others(tmp_path: Path, user: User) -> None:
    """The inbox is watched on, an alarm names the folder, nothing is closed without it; back again, it is caught up."""
    user.deliver(FIRST, SORTED, at=STAMP)
    with house_of(tmp_path, user, user.server.port, folders=("INBOX", SORTED), keyword="Baiqau") as house:
        house.clock.start, house.clock.speed = STAMP, 40
        house.begin()
        house.until_letters(1)
        renamed(user, SORTED, "Away")
        until(lambda: "folder_absent" in house.alarms(), "the alarm")
        user.deliver(SECOND, at=STAMP)
        user.deliver(SHOP, at=AFTER_DEADLINE)
        house.until_letters(3)
        house.clock.shift = AFTER_DEADLINE + timedelta(days=1) - house.clock.now()
        house.until_rounds()
        codes = [notice.code for notice in house.overview().notices]
        assert codes == ["not_closed", "still_unlisted"]
        (alarm,) = [one for one in house._alarms(ended=False) if one.code == "folder_absent"]
        assert alarm.params["folder"] == SORTED
        renamed(user, "Away", SORTED)
        until(lambda: house.alarms() == set(), "the end of the alarm")
        until(lambda: not house.overview().notices, "the closing")
        assert "numbered_anew" not in house.alarms(ended=True)
        house.end()
        house.holds([FIRST, SECOND], [SHOP])
        client = other_client(user)
        _, found = client.search(None, "KEYWORD", "Baiqau")
        client.logout()
        assert found == [b"1"]


def test_a_folder_that_was_never_there_is_waited_for(tmp_path: Path, user: User) -> None:
    """A name in the configuration before the folder is made: the watch begins, and nothing is closed."""
    user.deliver(FIRST, at=STAMP)
    with house_of(tmp_path, user, user.server.port, folders=("INBOX", SORTED)) as house:
        house.clock.speed = 40
        house.begin()
        house.until_letters(1)
        assert house.alarms() == {"folder_absent"}
        with house.store.reading() as connection:
            listed = {one.folder: one.listed_at is not None for one in watching.watched_folders(connection)}
        assert listed[SORTED] is False
        client = other_client(user)
        client.create(quoted(SORTED))
        client.append(quoted(SORTED), "", imaplib.Time2Internaldate(STAMP), SECOND)
        client.logout()
        house.until_letters(2)
        until(lambda: house.alarms() == set(), "the end of the alarm")
        house.end()
        assert house.alarms(ended=True) == {"folder_absent"}
        house.holds([FIRST, SECOND])


def test_a_folder_that_may_not_be_read_any_more_keeps_nobody_from_the_others(tmp_path: Path, user: User) -> None:
    """Its rights were taken away; an alarm says so until they are given back."""
    shut = threading.Event()

    class Denied(Mailbox):
        """One folder is refused for a while."""

        def listing(self, folder: str) -> Listing:
            """What the server says of a folder without the right to read it."""
            if folder == SORTED and shut.is_set():
                raise MailboxError("folder_closed", host=self.host, folder=folder, said="Permission denied")
            return super().listing(folder)

    shut.set()
    user.deliver(FIRST, at=STAMP)
    user.deliver(SECOND, SORTED, at=STAMP)
    with house_of(tmp_path, user, user.server.port, Denied, folders=("INBOX", SORTED)) as house:
        house.clock.speed = 40
        house.begin()
        house.until_letters(1)
        assert house.alarms() == {"folder_closed"}
        shut.clear()
        house.until_letters(2)
        until(lambda: house.alarms() == set(), "the end of the alarm")
        house.end()
        house.holds([FIRST, SECOND])


def test_a_long_letter_on_a_slow_line_is_no_silence(tmp_path: Path, user: User) -> None:
    """Each piece that has come is a sign of life, and so is each file that was read."""
    files = {f"{number}.pdf": f"kind: partnerships\n{'x' * 400_000}" for number in range(6)}
    pieces: list[str] = []

    class Counting(Mailbox):
        """Counts the signs of life while a letter comes."""

        def fetch(self, folder: str, uid: int, spool: Spool, *, uidvalidity: int) -> Fetched | None:
            """One letter."""
            alive = self.turned

            def turned() -> None:
                pieces.append(alive.__qualname__)
                alive()

            self.turned = turned
            return super().fetch(folder, uid, spool, uidvalidity=uidvalidity)

    with house_of(tmp_path, user, user.server.port, Counting) as house:
        house.begin()
        house.until_rounds(1)
        with signs_of(house) as told:
            user.deliver(letter("x@example.kz", files=files), at=STAMP)
            house.until_letters(1)
        house.end()
    assert pieces.count("Watch._alive") >= 4  # more than three megabytes
    assert sum(name.startswith("letter") for name in told) >= len(files) + 2


def test_a_long_errand_is_no_silence(tmp_path: Path) -> None:
    """While a backup has all letters in hand the round waits and says that it is there; then it goes on."""
    box = DiskBox(tmp_path / "box")
    box.deliver(FIRST)
    with a_watched_house(tmp_path, opened=box.open) as house:
        watch = house.begin()
        house.until_letters(1)
        with watch.at_work, signs_of(house) as told:
            box.deliver(SECOND)
            until(lambda: len(told) >= 3, "signs of life")
            assert len(house.letters()) == 1
        house.until_letters(2)
        house.end()
        house.holds([FIRST, SECOND])


def test_row_35_a_clock_that_is_put_back_an_hour_stops_nothing(tmp_path: Path) -> None:
    """Letters come on, listings are remembered, contact is not taken for lost, no errand is done twice."""
    box = DiskBox(tmp_path / "box")
    box.deliver(FIRST)
    with a_watched_house(tmp_path, opened=box.open) as house:
        house.begin()
        house.until_letters(1)
        house.clock.shift -= timedelta(hours=1)
        box.deliver(SECOND)
        house.until_letters(2)
        house.until_rounds()
        now = house.clock.now()
        with house.store.reading() as connection:
            contact = watching.contact_of(connection, house.source)
            folders = watching.watched_folders(connection)
        assert contact is not None
        assert (contact.state, contact.last is not None) == ("connected", True)
        assert all(one.listed_at is not None and one.listed_at <= now for one in folders)
        assert house.alarms(ended=True) == set()
        house.end()
        house.holds([FIRST, SECOND])
