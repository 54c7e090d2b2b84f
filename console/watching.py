"""The commands of the watch: ``watch``, the daemon, and ``reconcile``; and what ``status`` says of them."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from types import FrameType

from console import terminal
from console.daemon import logs
from console.daemon.alone import Alone
from console.daemon.clock import SystemClock, ticking
from console.daemon.errands import Errands, held_against
from console.daemon.health import Health
from console.daemon.systemd import Notifier
from console.daemon.watch import DiskFailedError, Place, Watch
from console.errors import UseError
from console.settings import Settings
from intake.mailbox import Account, Mailbox
from pipeline.confined import sandboxes, scanners_of
from pipeline.errors import TrackingError, reason
from pipeline.reconcile import Balance, counts
from pipeline.scanning import Scanner
from pipeline.tracking.backup import backup, keep_last
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.workers import Workers
from reports.formats import as_json
from reports.sentences import Teller
from reports.words import Words

_DONE, _NEEDS_A_PERSON, _UNREACHABLE = 0, 1, 3
_JOBS = 2  # letters read at once: they come one by one


def account(settings: Settings) -> Account:
    """The mailbox as the intake opens it; UseError when the configuration names none."""
    mailbox = settings.contest.mailbox
    if not mailbox.watched:
        raise UseError("no_mailbox", path=settings.loaded.path)
    return mailbox.account(settings.loaded.path.absolute().parent, settings.data)


def watch(settings: Settings, once: bool) -> int:
    """Watch until a signal says stop; ``once``: one round. 3 when the disk of the letters fails."""
    box = account(settings)
    logs.configure(verbose=settings.verbose)
    folder, loaded = DataFolder(settings.data), settings.loaded
    clock, notifier = SystemClock(), Notifier()
    with (
        folder.watched(),
        Store.open(folder, settings.contest.storage.database) as store,
        Workers(_JOBS, sandboxes(folder, loaded)) as workers,
        _of_scans(settings, folder) as of_scans,
    ):
        place = Place(store, folder, loaded, box, workers, clock, notifier, alone=Alone(box))
        turning = Watch(replace(place, recogniser=settings.recogniser, of_scans=of_scans))
        try:
            if once:
                result = turning.once()
                return _NEEDS_A_PERSON if result is not None and (result.waiting or result.troubles) else _DONE
            errands = Errands(
                store, folder, loaded, box, clock.now, turning.at_work, backup=_backups(settings, store, folder)
            )
            with _told_to_stop(turning.stop, notifier), _beside(settings, turning, errands):
                turning.run()
        except DiskFailedError as error:
            if error.error is not None:
                raise error.error from error
            terminal.err().print(settings.texts("trouble.disk_failed"))
            return _UNREACHABLE
    return _DONE


@contextmanager
def _of_scans(settings: Settings, folder: DataFolder) -> Iterator[Workers[Scanner] | None]:
    """One worker for scans, which take long and must not stand in the way; none where nothing reads them."""
    if settings.recogniser is None:
        yield None
        return
    with Workers(1, scanners_of(folder, settings.loaded, settings.recogniser)) as workers:
        yield workers


def _backups(settings: Settings, store: Store, folder: DataFolder) -> Callable[[datetime], str] | None:
    """What makes the daily backup and removes the oldest, None where none is wished."""
    wanted = settings.contest.watch
    if not wanted.backup_to:
        return None
    to = settings.loaded.path.absolute().parent / wanted.backup_to

    def make(now: datetime) -> str:
        try:
            to.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise TrackingError("backup_unwritten", path=to, why=reason(error)) from error
        made = backup(store, folder, to, at=now, contest=settings.contest.contest.key)
        removed = keep_last(to, wanted.backups_kept)
        return f"letters {made.letters}, rows {made.rows}, lost {made.lost}, removed {len(removed)}"

    return make


@contextmanager
def _beside(settings: Settings, turning: Watch, errands: Errands) -> Iterator[None]:
    """The clock and the health address, as long as the watch turns."""
    with ExitStack() as stack:
        if port := settings.contest.watch.health_port:
            stack.enter_context(Health(port, turning.working))
        stack.enter_context(ticking(errands.tick))
        yield


@contextmanager
def _told_to_stop(stop: threading.Event, notifier: Notifier) -> Iterator[None]:
    """SIGTERM and SIGINT end the watch after the letter in hand; a second SIGINT at once."""

    def end(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()
        notifier.stopping()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def reconcile(settings: Settings, as_json_: bool, deep: bool) -> int:
    """Hold everything against everything; 1 when something differs. Waits a little for a run that is at work."""
    folder, loaded = DataFolder(settings.data), settings.loaded
    box = account(settings) if settings.contest.mailbox.watched else None
    with Store.open(folder, settings.contest.storage.database) as store:
        balance = _when_free(lambda: held_against(store, folder, loaded, box, settings.now, Mailbox.open, deep=deep))
    _tell(settings, balance, as_json_)
    return _DONE if balance.balanced else _NEEDS_A_PERSON


def _when_free(work: Callable[[], Balance], seconds: float = 60.0) -> Balance:
    """A daemon that has a letter in hand holds the folder for a moment only."""
    free = threading.Event()
    while True:
        try:
            return work()
        except TrackingError as error:
            if error.code != "folder_held" or seconds <= 0:
                raise
        free.wait(0.5)
        seconds -= 0.5


def _tell(settings: Settings, balance: Balance, as_json_: bool) -> None:
    texts, teller = settings.texts, Teller(settings.contest, Words(settings.language), {}, {})
    sentences = [teller.finding(difference) for difference in balance.differences]
    if as_json_:
        found = [
            {"code": one.code, **one.params, "what": sentence}
            for one, sentence in zip(balance.differences, sentences, strict=True)
        ]
        terminal.out().file.write(
            as_json.dump({"balanced": balance.balanced, **counts(balance), "differences": found}).decode()
        )
        return
    out = terminal.out()
    if balance.messages is None:
        out.print(texts("reconcile.no_mailbox"))
    for name, count in counts(balance).items():
        out.print(f"{texts(f'reconcile.{name}')}: {count}")
    if balance.balanced:
        out.print(texts("reconcile.balanced"))
    else:
        terminal.lines(out, texts("reconcile.differs", count=len(sentences)), sentences, "yellow")
