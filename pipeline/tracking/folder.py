"""The data folder: where the database, the raw letters and the reports of one contest live, and who works in it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import TrackingError, reason


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
    def reports(self) -> Path:
        """Where reports go unless told otherwise."""
        return self.root / "reports"

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
        """Empty the scratch folder, and forget the marks unless a killed run left them; only the holder may."""
        for left in (*self.scratch.iterdir(), *(self.attempts.iterdir() if marks else ())):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)

    @contextmanager
    def held(self) -> Iterator[Hold]:
        """One run at a time: TrackingError when another process is at work here. The lock dies with the process."""
        with self._locked(self.lock, "folder_held") as handle:
            hold = Hold(left_behind=os.fstat(handle).st_size > 0)
            _sign(handle)
            yield hold
            if not hold.leaves_behind:
                os.ftruncate(handle, 0)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """One daemon at a time: TrackingError when another one watches already. Runs between its rounds are free."""
        with self._locked(self.watch_lock, "watch_held") as handle:
            _sign(handle)
            yield
            os.ftruncate(handle, 0)

    @contextmanager
    def _locked(self, lock: Path, held: str) -> Iterator[int]:
        self.create()
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise TrackingError("folder_unmade", path=self.root, why=reason(error)) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                who = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "?"
                raise TrackingError(held, path=self.root, process=who) from None
            yield handle
        finally:
            os.close(handle)


def _sign(handle: int) -> None:
    """Leave our process's number in a lock, for those who find it held."""
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
