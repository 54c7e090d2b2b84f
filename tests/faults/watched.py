"""A house whose letters lie in a mailbox: the watch over it in a thread, and a mailbox on disk that outlives a kill."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from console.daemon.errands import held_against
from console.daemon.watch import Place, Watch
from intake.mailbox import Account, Fetched, Folder, Listing, Login, Mailbox, MailboxError
from intake.spool import Spool
from parsers.ocr.installed import Recogniser
from pipeline.contest import LoadedContest
from pipeline.outcome import IngestResult
from pipeline.overview import overview
from pipeline.reader import Reader
from pipeline.reconcile import Balance
from pipeline.scanning import Scanner
from pipeline.state import LetterState, Overview
from pipeline.tracking import watching
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Alarm
from pipeline.workers import Readers, Workers
from tests.pipeline.houses import NOW, an_empty_database, contest
from tests.pipeline.letters import plain_reader
from tests.servers.dovecot import PASSWORD, USER
from tests.servers.ports import until

STAMP = datetime(2025, 10, 10, 7, tzinfo=UTC)
AFTER_DEADLINE = datetime(2025, 10, 18, 7, tzinfo=UTC)


class TestClock:
    """A clock that starts where it is told and goes ``speed`` times as fast; ``shift`` makes it jump."""

    __test__ = False

    def __init__(self, start: datetime = NOW, speed: float = 10) -> None:
        self.start, self.speed, self.shift = start, speed, timedelta()
        self.pauses: list[float] = []
        self._began = time.monotonic()

    def begin_at(self, began: float) -> None:
        """Go as a clock of another process does that was made at that second of the system's monotonic clock."""
        self._began = began

    def monotonic(self) -> float:
        """Seconds since it was made."""
        return (time.monotonic() - self._began) * self.speed

    def now(self) -> datetime:
        """The moment."""
        return self.start + timedelta(seconds=self.monotonic()) + self.shift

    def pause(self, seconds: float, stop: threading.Event) -> None:
        """Wait so much less."""
        self.pauses.append(seconds)
        stop.wait(seconds / self.speed)


def watched_contest(port: int = 143, **settings: object) -> LoadedContest:
    """The contest of config.toml with a mailbox to watch."""
    loaded = contest()
    told: dict[str, object] = {
        "host": "127.0.0.1", "port": port, "security": "plain", "user": USER, "password_env": "BAIQAU_TEST_PASSWORD",
        "poll_seconds": 1, "timeout_seconds": 5,
    }  # fmt: skip
    before = loaded.contest.mailbox.model_dump(exclude={"oauth"})
    mailbox = type(loaded.contest.mailbox).model_validate(before | told | settings)
    return replace(loaded, contest=loaded.contest.model_copy(update={"mailbox": mailbox}))


@dataclass
class WatchedHouse:
    """A data folder, its store, and whatever watches over a mailbox for it."""

    root: Path
    store: Store
    folder: DataFolder
    loaded: LoadedContest
    opened: Callable[[Account], Mailbox] = Mailbox.open
    readers: Readers = plain_reader
    recogniser: Recogniser | None = None  # what scans are read with, by what ``scanners`` opens
    scanners: Callable[[], AbstractContextManager[Scanner]] | None = None
    clock: TestClock = field(default_factory=TestClock)
    watch: Watch | None = None
    failed: list[BaseException] = field(default_factory=list)
    _workers: Workers[Reader] | None = None
    _of_scans: Workers[Scanner] | None = None
    _thread: threading.Thread | None = None

    @property
    def source(self) -> str:
        """The mailbox as locators name it."""
        return self.loaded.contest.mailbox.address

    def account(self, password: str = PASSWORD) -> Account:
        """How the mailbox is opened."""
        account = self.loaded.contest.mailbox.account(self.root, self.folder.root)
        secret = self.root / "password"
        secret.write_text(password)
        return replace(account, login=Login(file=secret))

    def place(self, workers: Workers[Reader], password: str = PASSWORD) -> Place:
        """Where a watch works, and with what."""
        return Place(
            self.store, self.folder, self.loaded, self.account(password), workers, self.clock, opened=self.opened,
            chance=lambda: 0.0, recogniser=self.recogniser, of_scans=self._of_scans,
        )  # fmt: skip

    def once(self) -> IngestResult | None:
        """One round in this thread."""
        with Workers(1, self.readers) as workers:
            return Watch(self.place(workers)).once()

    def begin(self, password: str = PASSWORD) -> Watch:
        """Start watching in a thread."""
        self._workers = Workers(1, self.readers)
        if self.scanners is not None:
            self._of_scans = Workers(1, self.scanners)
        self.watch = Watch(self.place(self._workers, password))
        self._thread = threading.Thread(target=self._run, args=(self.watch,))
        self._thread.start()
        return self.watch

    def _run(self, watch: Watch) -> None:
        try:
            watch.run()
        except BaseException as error:  # noqa: BLE001 - a test looks at it
            self.failed.append(error)

    def end(self) -> None:
        """Stop, as SIGTERM does."""
        if self.watch is not None and self._thread is not None and self._workers is not None:
            self.watch.stop.set()
            self._thread.join(30)
            assert not self._thread.is_alive()
            self._workers.__exit__(None, None, None)
            if self._of_scans is not None:
                self._of_scans.__exit__(None, None, None)
            self.watch = None

    def overview(self, now: datetime | None = None) -> Overview:
        """What the database says."""
        return overview(self.store, self.loaded, now or self.clock.now())

    def letters(self) -> tuple[LetterState, ...]:
        """Every letter ever seen."""
        return self.overview().letters

    def until_letters(self, count: int) -> None:
        """Wait until so many letters are known."""
        until(lambda: len(self.letters()) >= count, f"{count} letters")
        assert len(self.letters()) == count

    def until_rounds(self, more: int = 2) -> None:
        """Wait until the mailbox was looked through anew so many times, by a round that began after now."""
        watch = self.watch
        assert watch is not None
        goal = watch.rounds + more
        until(lambda: watch.rounds >= goal, f"{more} rounds")

    def alarms(self, *, ended: bool = False) -> set[str]:
        """Codes of the alarms that stand open, or of all that ever did."""
        return {one.code for one in self._alarms(ended=ended)}

    def _alarms(self, *, ended: bool) -> tuple[Alarm, ...]:
        with self.store.reading() as connection:
            if ended:
                return watching.alarms_since(connection, datetime.min.replace(tzinfo=UTC))
            return watching.open_alarms(connection)

    def balance(self) -> Balance:
        """Everything held against everything."""
        return held_against(self.store, self.folder, self.loaded, self.account(), self.clock.now(), self.opened)

    def holds(self, letters: Iterable[bytes], unrelated: Iterable[bytes] = ()) -> None:
        """The common assertion: each letter lies whole in the spool and is one case, unrelated mail is a row, and
        everything balances.
        """
        spool, wanted = self.folder.spool, set(letters)
        assert {path.read_bytes() for path in spool.rglob("*.eml")} == wanted
        assert len(self.letters()) == len(wanted) + len(set(unrelated))
        assert self.balance().differences == ()


@contextmanager
def a_watched_house(
    root: Path, loaded: LoadedContest | None = None, *, url: str = "", busy_seconds: float = 5, **parts: Any
) -> Iterator[WatchedHouse]:
    """A house anywhere; the watch is ended with it. ``url``: of another database than SQLite in its data folder."""
    folder = DataFolder(root / "data")
    folder.create()
    if not url and not folder.database.exists():
        folder.database.write_bytes(an_empty_database())
    with Store.open(folder, url, busy_seconds=busy_seconds) as store:
        house = WatchedHouse(root, store, folder, loaded or watched_contest(), **parts)
        try:
            yield house
        finally:
            house.end()


# ------------------------------------------------------------------ a mailbox on disk


def _put(path: Path, text: str) -> None:
    """Write whole or not at all, as a real server does: the process that writes may be killed."""
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(text)
    draft.replace(path)


class DiskBox:
    """A mailbox in a folder: what is done to it survives the process. The methods are those of ``Mailbox``.

    ``INBOX/7.eml`` is the letter with UID 7, its stamp the file's time; ``validity`` holds the folder's UIDVALIDITY.
    """

    host = "disk"

    def __init__(self, root: Path) -> None:
        self.root = root

    def deliver(self, raw: bytes, folder: str = "INBOX", at: datetime = STAMP) -> int:
        """Put a letter in; its UID."""
        place = self._place(folder)
        uid = self._next(place)
        draft = place / f"{uid}.tmp"
        draft.write_bytes(raw)
        self._stamp(draft, at)
        draft.rename(place / f"{uid}.eml")
        _put(place / "next", str(uid + 1))
        return uid

    def renumber(self, folder: str = "INBOX") -> None:
        """Another UIDVALIDITY, and UIDs from 1."""
        place = self._place(folder)
        files = sorted(place.glob("*.eml"), key=lambda path: int(path.stem))
        for number, path in enumerate(files, 1):
            path.rename(place / f"{number}.moved")
        for path in place.glob("*.moved"):
            path.rename(path.with_suffix(".eml"))
        _put(place / "validity", str(self._validity(place) + 1))
        _put(place / "next", str(len(files) + 1))

    def marks(self, folder: str = "INBOX") -> dict[int, list[str]]:
        """Keywords by UID."""
        return {int(path.stem): json.loads(path.read_text()) for path in self._place(folder).glob("*.marks")}

    def uids(self, folder: str = "INBOX") -> tuple[int, ...]:
        """UIDs of a folder."""
        return tuple(sorted(int(path.stem) for path in self._place(folder).glob("*.eml")))

    # ------------------------------------------------------------------ as Mailbox

    def open(self, account: Account) -> Mailbox:
        """What a watch opens."""
        return cast(Mailbox, self)

    def __enter__(self) -> "DiskBox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""

    def present(self) -> tuple[tuple[Folder, ...], tuple[str, ...]]:
        """No folder is asked for by name."""
        return self.folders(), ()

    def folders(self) -> tuple[Folder, ...]:
        """The inbox, and the spam folder where there is one."""
        spam = (Folder("Spam", "spam"),) if (self.root / "Spam").exists() else ()
        return (Folder("INBOX", "inbox"), *spam)

    def listing(self, folder: str) -> Listing:
        """What the folder holds."""
        if folder not in ("INBOX", "Spam") and not (self.root / folder).exists():
            raise MailboxError("folder_absent", host="disk", folder=folder)
        place = self._place(folder)
        return Listing(folder, self._validity(place), self._next(place), self.uids(folder))

    def fetch(self, folder: str, uid: int, spool: Spool, *, uidvalidity: int) -> Fetched | None:
        """One letter into the spool."""
        place = self._place(folder)
        if uidvalidity != self._validity(place):
            raise MailboxError("uidvalidity_changed", host="disk", folder=folder)
        path = place / f"{uid}.eml"
        if not path.exists():
            return None
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return Fetched(folder, uidvalidity, uid, spool.store(path), at, frozenset())

    def wait(self, seconds: float) -> bool:
        """Nothing is told; a moment passes."""
        time.sleep(min(seconds, 0.01))
        return False

    def mark(self, folder: str, uid: int, keyword: str, *, uidvalidity: int) -> None:
        """Set a keyword."""
        path = self._place(folder) / f"{uid}.marks"
        marks = json.loads(path.read_text()) if path.exists() else []
        _put(path, json.dumps([*marks, keyword]))

    def copy(self, folder: str, uid: int, to: str, *, uidvalidity: int) -> None:
        """Copy into a folder."""
        path = self._place(folder) / f"{uid}.eml"
        if path.exists():
            self.deliver(path.read_bytes(), to)

    def move(self, folder: str, uid: int, to: str, *, uidvalidity: int) -> None:
        """Move into a folder."""
        self.copy(folder, uid, to, uidvalidity=uidvalidity)
        (self._place(folder) / f"{uid}.eml").unlink(missing_ok=True)

    def _place(self, folder: str) -> Path:
        place = self.root / folder
        if not place.exists():
            made = self.root / f".{folder}-{os.getpid()}"
            made.mkdir(parents=True, exist_ok=True)
            (made / "validity").write_text("1000")
            (made / "next").write_text("1")
            made.rename(place)
        return place

    def _validity(self, place: Path) -> int:
        return int((place / "validity").read_text())

    def _next(self, place: Path) -> int:
        """A server gives no UID twice, whenever it was killed."""
        return max([int((place / "next").read_text()), *(int(path.stem) + 1 for path in place.glob("*.eml"))])

    def _stamp(self, path: Path, at: datetime) -> None:
        import os

        os.utime(path, (at.timestamp(), at.timestamp()))


def copied(box: DiskBox, to: Path) -> DiskBox:
    """The same mailbox elsewhere."""
    with suppress(FileNotFoundError):
        shutil.rmtree(to)
    shutil.copytree(box.root, to)
    return DiskBox(to)


def filled(root: Path, letters: Mapping[str, bytes]) -> DiskBox:
    """A mailbox with these letters; those whose name begins with "spam" lie in the spam folder."""
    box = DiskBox(root)
    for name, raw in letters.items():
        box.deliver(raw, "Spam" if name.startswith("spam") else "INBOX")
    return box
