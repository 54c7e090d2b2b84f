"""The data folder: where the database, the raw letters and the reports of one contest live, and who works in it.

With SQLite one run works here at a time. With a database that takes several, runs share the folder, from several
machines too: each has a file below ``runs`` that it holds locked, and what a killed one left is tidied up by a run that
is alone. Locks die with their process.
"""

import fcntl
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BackupError, TrackingError, reason

_TOKEN = secrets.token_hex(4)  # machines in containers may bear one name, and their processes one number
_BORROWED = "borrowed-"  # what the names of such scratch folders begin with
_SHARE_SECONDS = 5.0  # how long a run that may share waits for one that may not


@dataclass(slots=True)
class Hold:
    """The folder while a run holds it. ``left_behind``: the last run did not come to its end, there may be letters in
    the spool that the database does not know; ``leaves_behind``: nor did this one.
    """

    left_behind: bool
    leaves_behind: bool = False


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The layout below ``root``. Letters are personal data: only the owner may enter or read."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file, when no other database is configured."""
        return self.root / "tracking.sqlite"

    @property
    def spool(self) -> Path:
        """Raw letters, content-addressed: the source of truth."""
        return self.root / "spool"

    @property
    def scratch(self) -> Path:
        """What is unpacked while a letter is read; empty between runs."""
        return self.root / "scratch"

    @property
    def attempts(self) -> Path:
        """A mark for each letter that is being read now; one that stays belongs to a run that was killed."""
        return self.root / "attempts"

    @property
    def runs(self) -> Path:
        """A locked file for each run that shares the folder; one that nobody holds belongs to a run that was killed."""
        return self.root / "runs"

    @property
    def unfinished(self) -> Path:
        """There while a backup is being put back: until that has come to its end nothing else may work here."""
        return self.root / "restoring"

    @property
    def reports(self) -> Path:
        """Where reports go unless told otherwise."""
        return self.root / "reports"

    @property
    def crashes(self) -> Path:
        """What was written of mistakes of this program: it may quote letters."""
        return self.root / "crashes"

    @property
    def lock(self) -> Path:
        """Held by the run that is at work."""
        return self.root / "lock"

    @property
    def watch_lock(self) -> Path:
        """Held by the daemon that watches the mailbox."""
        return self.root / "watch"

    def create(self) -> None:
        """Make the folder and what lies in it, owner-only; raises TrackingError where that cannot be done.

        A folder that was there keeps its mode: it may hold other things; what is made in it is closed to others.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (self.spool, self.scratch, self.attempts):
                folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise TrackingError("folder_unmade", path=self.root, why=reason(error)) from error

    def sweep(self, *, marks: bool = True) -> None:
        """Empty the scratch folder, and forget the marks unless a killed run left them; only a holder may.

        What other runs have in hand stays: what is listed before looking for them cannot be of one that comes later.
        So does what somebody has borrowed and still works in.
        """
        left = [*self.scratch.iterdir(), *(self.attempts.iterdir() if marks else ())]
        alone = not self.others_at_work()
        for path in left:
            if (alone or path.name.startswith(own_name())) and not (path.parent == self.scratch and is_held(path)):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    @contextmanager
    def borrowed(self) -> Iterator[Path]:
        """An empty scratch folder for one who does not hold the data folder: a look at a file, a report with papers.

        It is locked while it is used, and gone afterwards. One whose process was killed goes when the next is borrowed,
        or with the next run's sweep. TrackingError where none can be made.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.scratch.mkdir(exist_ok=True, mode=0o700)
            self._forget_borrowed()
            place, handle = self._borrow()
        except OSError as error:
            raise TrackingError("folder_unmade", path=self.root, why=reason(error)) from error
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
            os.close(handle)

    def _borrow(self) -> tuple[Path, int]:
        """A new folder and its lock; made again where a sweep took it before it was locked."""
        while True:
            place = Path(tempfile.mkdtemp(dir=self.scratch, prefix=_BORROWED)).resolve()
            with suppress(FileNotFoundError):
                handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
                if _lock(handle, fcntl.LOCK_EX) and place.exists():
                    return place, handle
                os.close(handle)

    def _forget_borrowed(self) -> None:
        for left in self.scratch.glob(f"{_BORROWED}*"):
            if not is_held(left):
                shutil.rmtree(left, ignore_errors=True)

    def others_at_work(self) -> bool:
        """Whether another run shares the folder now."""
        return any(is_held(run) for run in self._other_runs())

    @contextmanager
    def held(self, *, shared: bool = False) -> Iterator[Hold]:
        """The folder for one run alone, or ``shared`` with others; TrackingError when somebody is in the way."""
        if self.unfinished.exists():
            raise TrackingError("restore_unfinished", path=self.root)
        self.create()
        with self._locked(shared=shared) as handle:
            yield from self._shared() if shared else self._alone(handle)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """One daemon at a time: TrackingError when another one watches already. Runs between its rounds are free."""
        if self.unfinished.exists():
            raise TrackingError("restore_unfinished", path=self.root)
        self.create()
        try:
            handle = os.open(self.watch_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise TrackingError("folder_unmade", path=self.root, why=reason(error)) from error
        try:
            if not _lock(handle, fcntl.LOCK_EX):
                who = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "?"
                raise TrackingError("watch_held", path=self.root, process=who)
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
            yield
            os.ftruncate(handle, 0)
        finally:
            os.close(handle)

    @contextmanager
    def restoring(self, token: str) -> Iterator[bool]:
        """The empty folder while the backup ``token`` is put into it; BackupError where there is anything in it.

        Yields whether a killed restore of the same backup is gone on with. The mark goes away when the block comes to
        its end, or by ``give_up``; until then nothing else works here.
        """
        begun = self.unfinished.read_text() if self.unfinished.exists() else None
        if begun is None and (full := self._full()):
            raise BackupError("restore_not_empty", path=full)
        self.create()
        with self._locked(shared=False):
            self.unfinished.touch(0o600)
            self.unfinished.write_text(token)
            _sync(self.unfinished)
            _sync(self.root)
            yield begun == token
            self.unfinished.unlink(missing_ok=True)
            _sync(self.root)

    def give_up(self) -> None:
        """Leave the folder as empty as it was: a backup could not be put back."""
        shutil.rmtree(self.spool, ignore_errors=True)
        self.create()
        self.unfinished.unlink(missing_ok=True)

    def _full(self) -> Path | None:
        """The first thing in the folder that a restore would be laid over; what ``create`` makes is none."""
        if not self.root.exists():
            return None
        if not self.root.is_dir():
            return self.root
        beside = (self.database.with_name(f"{self.database.name}{ending}") for ending in ("", "-wal", "-shm"))
        ours = (self.lock, self.watch_lock, *beside)
        folders = (self.spool, self.scratch, self.attempts, self.runs)
        for path in sorted(self.root.iterdir()):
            if path == self.crashes:
                continue
            if path not in (*ours, *folders):
                return path
            if path in folders and any(inside.is_file() for inside in path.rglob("*")):
                return path
        return None

    @contextmanager
    def _locked(self, *, shared: bool) -> Iterator[int]:
        try:
            handle = os.open(self.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise TrackingError("folder_unmade", path=self.root, why=reason(error)) from error
        try:
            until = time.monotonic() + (_SHARE_SECONDS if shared else 0)
            while not _lock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX):
                if time.monotonic() >= until:
                    who = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "?"
                    raise TrackingError("folder_held", path=self.root, process=who)
                time.sleep(0.05)
            yield handle
        finally:
            os.close(handle)

    def _alone(self, handle: int) -> Iterator[Hold]:
        """The lock's own file says that the last holder did not come to its end."""
        hold = Hold(left_behind=os.fstat(handle).st_size > 0)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield hold
        if not hold.leaves_behind:
            os.ftruncate(handle, 0)

    def _shared(self) -> Iterator[Hold]:
        """What killed runs left is made good by one that is alone; until then their files say that there is something.

        The lock's own file counts too: the folder may have been worked in alone before.
        """
        self.runs.mkdir(exist_ok=True, mode=0o700)
        own = self.runs / f"{own_name()}{secrets.token_hex(4)}"
        handle = os.open(own, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            _lock(handle, fcntl.LOCK_EX)
            dead = [run for run in self._other_runs() if not is_held(run)]
            hold = Hold(left_behind=not self.others_at_work() and (bool(dead) or self.lock.stat().st_size > 0))
            yield hold
            if not hold.leaves_behind:
                if hold.left_behind:
                    os.truncate(self.lock, 0)
                for run in (own, *(dead if hold.left_behind else ())):
                    run.unlink(missing_ok=True)
        finally:
            os.close(handle)

    def _other_runs(self) -> list[Path]:
        if not self.runs.is_dir():
            return []
        return [run for run in self.runs.iterdir() if not run.name.startswith(own_name())]


def own_name() -> str:
    """What the names of this process's own files begin with."""
    return f"{socket.gethostname()}-{os.getpid()}-{_TOKEN}-"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether a living process holds the file locked for itself."""
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return not _lock(handle, fcntl.LOCK_SH)
        finally:
            os.close(handle)
    return False


def _lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
