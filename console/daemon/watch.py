"""The watch: connect, list every folder, take what is new, wait to be told of more; for weeks, whatever happens.

One round lists the folders (``Carrier.look``), takes the new letters through the recipe (``process.attend``), files
them in the mailbox where that is wished, and remembers what was listed. Between rounds the server is listened to
(IDLE), and every ``poll_seconds`` all folders are listed again: no server tells of all of them, and a letter may come
between two commands. A connection that fails is opened anew after a pause that grows, with chance in it. Nothing is
remembered here that the database does not know: stopping at any moment, by whatever, repeats harmlessly.
"""

import random
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from console.daemon.alone import Alone
from console.daemon.logs import logger
from console.daemon.systemd import Notifier
from intake.errors import CodedError, IntakeError, SpoolError
from intake.mailbox import Account, Mailbox, MailboxError
from intake.spool import Spool
from parsers.ocr.installed import Recogniser
from pipeline.clockwork import OUTAGE, WITHHELD
from pipeline.contest import LoadedContest
from pipeline.errors import TrackingError
from pipeline.filing import Filer
from pipeline.outcome import IngestResult
from pipeline.post import Carrier, Losses, News, announced, missed, remembered
from pipeline.process import attend
from pipeline.reader import Reader
from pipeline.scanning import Scanner
from pipeline.tracking import watching
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Contact
from pipeline.workers import Workers

_SLICE = 1.0  # seconds between looks at whether to stop; waiting goes on where it was
_SOONEST, _LATEST, _PATIENT = 1.0, 60.0, 300.0  # seconds before another try; the last where a person must do something
_LONGEST_ERRAND = 2 * 3600.0  # seconds
_REMEMBER = 30.0  # seconds between two notes of contact
_AHEAD = timedelta(minutes=10)  # a stamp of the mailbox so far ahead of our clock: one of the two is wrong


class Clock(Protocol):
    """Time as the daemon sees it; tests put another in its place."""

    def now(self) -> datetime:
        """The moment, aware."""

    def monotonic(self) -> float:
        """Seconds that never jump."""

    def pause(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass, less when it is time to stop."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the daemon works, and with what."""

    store: Store
    folder: DataFolder
    loaded: LoadedContest
    account: Account
    workers: Workers[Reader]
    clock: Clock
    notifier: Notifier = field(default_factory=Notifier)
    opened: Callable[[Account], Mailbox] = Mailbox.open
    chance: Callable[[], float] = random.random
    recogniser: Recogniser | None = None  # what scans are read with, by ``of_scans``
    of_scans: Workers[Scanner] | None = None
    alone: Alone | None = None  # what tells of another daemon of this computer at the same mailbox

    @property
    def source(self) -> str:
        """The mailbox as locators name it."""
        return self.loaded.contest.mailbox.address


class DiskFailedError(Exception):
    """The disk of the spool fails: nothing more may be claimed before a person has looked. ``error`` is its story."""

    def __init__(self, error: CodedError | None) -> None:
        super().__init__("the disk failed")
        self.error = error


class Watch:
    """The loop. ``stop`` ends it after the letter in hand; ``working`` says whether it still turns."""

    def __init__(self, place: Place) -> None:
        self.stop = threading.Event()
        # A round and what reconciles must not meet: letters in hand would look like differences.
        self.at_work = threading.Lock()
        self.rounds = 0
        self._place = place
        self._log = logger().bind(mailbox=place.account.host)
        self._tries = 0
        self._noted = -_REMEMBER
        self._turned = place.clock.monotonic()
        self._spool = Spool(place.folder.spool)
        self._losses = Losses()
        self._result: IngestResult | None = None
        self._first = True
        self._scans_wait = False  # letters with scans do, for a next round
        self._in_haste = False  # and the last one came on with them, so that nothing is waited for

    @property
    def result(self) -> IngestResult | None:
        """What the last round did that took letters."""
        return self._result

    def working(self) -> bool:
        """Whether the loop has turned lately; what it does in one turn takes less than this."""
        limits = self._place.loaded.contest.limits
        allowed = max(10 * limits.wall_seconds, 2 * self._place.account.timeout_seconds, 2 * _PATIENT)
        return self._place.clock.monotonic() - self._turned < allowed

    def run(self) -> None:
        """Until ``stop``; raises DiskFailedError. A mailbox that is away at the start is waited for like any other."""
        self._log.info("watch begins")
        self._place.notifier.ready()
        while not self.stop.is_set():
            try:
                with self._connected() as mailbox:
                    self._attend(mailbox)
            except DiskFailedError:
                self._set_contact("stopped", "spool_failed")
                raise
            except (IntakeError, TrackingError) as error:
                if error.code == "spool_failed":
                    self._set_contact("stopped", error.code)
                    raise DiskFailedError(error) from error
                self._failed(error)
        self._set_contact("stopped")
        self._log.info("watch ends", rounds=self.rounds)

    def once(self) -> IngestResult | None:
        """One round and no more; raises IntakeError, TrackingError, DiskFailedError."""
        with self._connected() as mailbox:
            self._round(mailbox)
        self._set_contact("stopped")
        return self._result

    # ------------------------------------------------------------------ connected

    def _connected(self) -> Mailbox:
        mailbox = self._place.opened(self._place.account)
        if self._place.alone is not None:
            self._alarm_if(not self._place.alone.claim(), "watched_twice")
        self._first = True
        mailbox.turned = self._alive
        return mailbox

    def _attend(self, mailbox: Mailbox) -> None:
        """Rounds until it is time to stop; raises what ends the connection."""
        while not self.stop.is_set():
            self._round(mailbox)
            self._wait(mailbox)

    def _wait(self, mailbox: Mailbox) -> None:
        """Until the server speaks, or the folders are to be listed again."""
        clock = self._place.clock
        until = clock.monotonic() + (0 if self._in_haste else self._place.loaded.contest.mailbox.poll_seconds)
        while not self.stop.is_set() and (left := until - clock.monotonic()) > 0:
            self._alive()
            if mailbox.wait(min(left, _SLICE)):
                return

    def _round(self, mailbox: Mailbox) -> None:
        """List, take, file, remember. Raises MailboxError, TrackingError, SpoolError, DiskFailedError."""
        place = self._place
        carrier = Carrier(mailbox, place.source, place.store, self._spool, place.clock.now, self._losses)
        self._alive()
        found = carrier.look()
        with self._at_work():
            self._heard(found, carrier.closed)
            if self._first or self._scans_wait or any(news.unknown for news in found) or self._is_due(found):
                self._take(carrier, found)
                self._file(mailbox, carrier.closed)
            else:
                self._remember(found)
        self._first = False
        self._tries = 0
        self.rounds += 1

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Alone with the letters. What the clock's errands do with all of them (a backup, every hash made again) takes
        its time, and waiting for that is no silence; waiting for ever is.
        """
        patience = self._place.clock.monotonic() + _LONGEST_ERRAND
        while not self.at_work.acquire(timeout=_SLICE):
            if self._place.clock.monotonic() < patience:
                self._alive()
        try:
            yield
        finally:
            self.at_work.release()

    def _take(self, carrier: Carrier, found: tuple[News, ...]) -> None:
        """New letters through the recipe."""
        place = self._place
        result = attend(
            carrier, place.store, place.folder, place.loaded, place.workers,
            clock=place.clock.now, stopped=self.stop.is_set, progress=self._progress,
            recogniser=place.recogniser, of_scans=place.of_scans, turned=self._alive,
        )  # fmt: skip
        self._result = result
        self._scans_wait = place.of_scans is not None and result.unscanned > 0
        self._in_haste = self._scans_wait and result.scanned + result.given_up > 0
        if result.new:
            self._tries = 0  # a line that breaks again and again while a backlog is taken is no reason to wait longer
        if result.new or result.known or result.reread or result.scanned or result.troubles:
            self._log.info(
                "letters taken", new=result.new, known=result.known, unrelated=result.unrelated,
                quarantined=result.quarantined, reread=result.reread, scanned=result.scanned,
                waiting=len(result.waiting),
                troubles=len(result.troubles),
            )  # fmt: skip
        for locator in carrier.expunged:
            self._log.info("a letter was gone before it was fetched", folder=locator.folder, uid=locator.uid)
        self._alarm_if(bool(carrier.withheld), WITHHELD, count=len(carrier.withheld))
        self._troubles(result)
        self._stamps()
        if carrier.error is not None:
            raise carrier.error
        if result.complete and not carrier.withheld:
            self._remember(found)

    def _progress(self, done: int, source: str) -> None:
        """After each letter: a long catch-up is no silence."""
        self._alive()
        self._log.debug("letter done", source=source)
        if self._place.clock.monotonic() - self._noted >= _REMEMBER:
            self._noted = self._place.clock.monotonic()
            self._set_contact("connected")

    def _troubles(self, result: IngestResult) -> None:
        """What a run could not do: a failing disk ends the watch, the rest is told and tried again."""
        codes = {trouble.code for trouble in result.troubles}
        if "disk_failed" in codes:
            raise DiskFailedError(None)
        for code, alarm in _OF_TROUBLE.items():
            self._alarm_if(code in codes, alarm, count=sum(one.code == code for one in result.troubles))
        if "disk_full" in codes:
            raise SpoolError("spool_full", path=self._spool.root)

    def _file(self, mailbox: Mailbox, closed: Collection[str]) -> None:
        """Marks, copies and moves that the configuration asks for. A letter that may not be touched stops nothing."""
        place = self._place
        filer = Filer(mailbox, place.source, place.store, self._spool, place.loaded, place.clock.now, closed)
        try:
            if count := filer.file():
                self._log.info("letters filed in the mailbox", count=count)
        except MailboxError as error:
            if error.code not in ("mark_refused", "folder_absent", "folder_closed"):
                raise
            self._alarm(error.code, **error.params)
        else:
            self._end_alarm("mark_refused")

    # ------------------------------------------------------------------ what is remembered

    def _heard(self, found: tuple[News, ...], closed: Mapping[str, MailboxError]) -> None:
        """Contact: the alarms of its absence end, a folder made anew is an alarm that ends when it is listed whole.

        A folder that is not there or not open is remembered as not listed: the contest is not closed without it.
        """
        place, now = self._place, self._place.clock.now()
        renumbered = [news.folder.name for news in found if news.renumbered]
        changed = [made for news in found if (made := announced(news, place.source, news.before)) is not None]
        if place.clock.monotonic() - self._noted < _REMEMBER and not self._first and not changed:
            return
        names = (*(news.folder.name for news in found), *closed)
        with place.store.writing() as connection:
            before = watching.contact_of(connection, place.source)
            # A clock that was ahead and was put right must not leave a moment that is yet to come.
            since = min(before.since, now) if before is not None and before.state == "connected" else now
            watching.keep_only(connection, place.source, names)
            watching.put_contact(connection, Contact(place.source, "connected", since, now))
            for made in changed:
                watching.put_watched(connection, made)
            for name, error in closed.items():
                if watching.watched_folder(connection, place.source, name) is None:
                    watching.put_watched(connection, missed(name, place.source))
                watching.raise_alarm(connection, place.source, error.code, now, **error.params)
            over = set(_OF_CONTACT) - {error.code for error in closed.values()}
            ended = [code for code in sorted(over) if watching.end_alarm(connection, place.source, code, now)]
            for name in renumbered:
                watching.raise_alarm(connection, place.source, "numbered_anew", now, folder=name)
        self._noted = place.clock.monotonic()
        if self._first:
            self._log.info("connected", folders=len(found), ended=",".join(ended))
        for name in renumbered:
            self._log.warning("a folder was made anew; it is listed whole", folder=name)

    def _is_due(self, found: tuple[News, ...]) -> bool:
        """Whether the database knows of these folders less than it should: never listed, or not since the deadline."""
        deadline, now = self._place.loaded.contest.dates.deadline, self._place.clock.now()
        with self._place.store.reading() as connection:
            known = {one.folder: one for one in watching.watched_folders(connection)}
        listed = [known[news.folder.name].listed_at if news.folder.name in known else None for news in found]
        return any(at is None or at < deadline < now or now - at >= timedelta(hours=1) for at in listed)

    def _remember(self, found: tuple[News, ...]) -> None:
        """All that these listings held is in the database."""
        place, now = self._place, self._place.clock.now()
        with place.store.writing() as connection:
            for news in found:
                watching.put_watched(connection, remembered(news, place.source))
            watching.end_alarm(connection, place.source, "numbered_anew", now)

    def _stamps(self) -> None:
        """The mailbox's newest stamp against our clock: far ahead of it, one of the two is wrong."""
        place, now = self._place, self._place.clock.now()
        with place.store.reading() as connection:
            newest = watching.newest_stamp(connection, place.source)
        self._alarm_if(newest is not None and newest - now > _AHEAD, "clock_behind", stamp=newest or "", clock=now)

    # ------------------------------------------------------------------ not connected

    def _failed(self, error: CodedError) -> None:
        """Say it, remember it, and let time pass: longer each time, with chance, so that many do not come at once."""
        self._tries += 1
        lasting = isinstance(error, MailboxError) and error.lasting
        # A server that is asked too often with a wrong password locks the account.
        longest = _PATIENT if lasting else _LATEST
        pause = min(_SOONEST * 2 ** min(self._tries - 1, 16), longest) * (0.5 + self._place.chance() / 2)
        self._log.warning("no work is possible now", code=error.code, tries=self._tries, pause=round(pause, 1))
        self._log.debug("why", error=str(error))
        self._set_contact("lost", error.code)
        if lasting or (isinstance(error, TrackingError | SpoolError) and error.code != "folder_held"):
            self._alarm(error.code, **error.params)
        self._silence()
        clock, until = self._place.clock, self._place.clock.monotonic() + pause
        while not self.stop.is_set() and (left := until - clock.monotonic()) > 0:
            self._alive()
            clock.pause(min(left, self._place.notifier.watchdog_seconds / 3 or 10 * _SLICE), self.stop)
            self._silence()

    def _silence(self) -> None:
        """No contact for so long that a person is told."""
        place, now = self._place, self._place.clock.now()
        minutes = place.loaded.contest.mailbox.alarm_minutes
        with suppress(TrackingError):
            with place.store.reading() as connection:
                known = watching.contact_of(connection, place.source)
            since = None if known is None else (known.last or known.since)
            if since is not None and now - since >= timedelta(minutes=minutes) and known is not None:
                self._alarm(OUTAGE, since=since, why=known.code)

    def _set_contact(self, state: str, code: str = "") -> None:
        """Remember how contact stands; a database that cannot be written now hears it another time."""
        place, now = self._place, self._place.clock.now()
        with suppress(TrackingError), place.store.writing() as connection:
            known = watching.contact_of(connection, place.source) or Contact(place.source, state, now, None)
            since = known.since if known.state == state else now
            last = now if state == "connected" else known.last
            watching.put_contact(connection, replace(known, state=state, since=since, last=last, code=code))

    # ------------------------------------------------------------------ alarms and signs of life

    def _alarm_if(self, so: bool, code: str, /, **params: object) -> None:
        if so:
            self._alarm(code, **params)
        else:
            self._end_alarm(code)

    def _alarm(self, code: str, /, **params: object) -> None:
        place = self._place
        with suppress(TrackingError):
            with place.store.reading() as connection:
                if any(one.code == code for one in watching.open_alarms(connection)):
                    return
            with place.store.writing() as connection:
                if watching.raise_alarm(connection, place.source, code, place.clock.now(), **params):
                    self._log.error("alarm", code=code)

    def _end_alarm(self, code: str) -> None:
        place = self._place
        with place.store.reading() as connection:
            if not any(one.code == code for one in watching.open_alarms(connection)):
                return
        with suppress(TrackingError), place.store.writing() as connection:
            if watching.end_alarm(connection, place.source, code, place.clock.now()):
                self._log.info("alarm ends", code=code)

    def _alive(self) -> None:
        self._turned = self._place.clock.monotonic()
        self._place.notifier.alive()


# Alarms that end as soon as the mailbox answers and the database takes it.
_OF_CONTACT = (
    *(OUTAGE, "mailbox_refused", "mailbox_certificate", "mailbox_no_tls", "mailbox_plain", "mailbox_denied"),
    *("folder_absent", "folder_closed", "ca_unreadable", "secret_absent", "login_needed", "login_failed"),
    *("login_unstored", "spool_full", "spool_failed", "letter_unreadable"),
    *("folder_held", "database_busy", "database_full", "database_disk", "database_readonly", "database_failed"),
)
# Troubles of a run that a person should know of, and the alarm of each.
_OF_TROUBLE = {"disk_full": "no_room", "no_reader": "no_reader", "gone": "skipped_gone", "lost": "raw_lost"}
