"""Raw letters on disk, the source of truth: content-addressed, written once, durable before anything else happens.

A letter lies at ``aa/bb/<sha256>.eml``, so the same bytes are stored once however often they come. Its way there: a
temporary file in the spool's own file system, fsync, rename, fsync of the folder. Before the rename nothing is claimed;
after it a crash of the machine cannot take the letter away (fsync(2), rename(2)). Only the owner may read.
"""

import errno
import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from intake.errors import SpoolError, reason

_CHUNK = 1 << 20
_TEMPORARY = "tmp"
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Spooled:
    """A letter that is safe on disk: hex SHA-256 and size in bytes of its raw form; ``new``: not there before."""

    sha256: str
    size: int
    path: Path
    new: bool


class Readable(Protocol):
    """What can be read from beginning to end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, b"" at the end."""


class Disk(Protocol):
    """The system calls that durability hangs on: tests put failing or deadly ones in their place."""

    def write(self, file: int, data: memoryview) -> int:
        """As os.write."""

    def fsync(self, file: int) -> None:
        """As os.fsync."""

    def rename(self, source: Path, target: Path) -> None:
        """As os.rename."""


class _System:
    write = staticmethod(os.write)
    fsync = staticmethod(os.fsync)
    rename = staticmethod(os.rename)


class Spool:
    """The folder of raw letters. Safe for several threads and processes at once: names are by content."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        """Open the spool, made where it is missing, and clean up after the killed; raises SpoolError when it cannot."""
        self._root = root.absolute()
        self._temporary = self._root / _TEMPORARY
        self._disk: Disk = disk or _System()
        self._named: set[str] = set()
        try:
            _make_private(self._temporary)
            self._sync_folder(self._root.parent)
            self.clean()
        except OSError as error:
            raise _failed(error, self._root) from error

    @property
    def root(self) -> Path:
        """The spool's folder."""
        return self._root

    def path(self, sha256: str) -> Path:
        """Where the letter with this hex SHA-256 lies, or would lie."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
        return self._root / sha256[:2] / sha256[2:4] / f"{sha256}.eml"

    def store(self, source: Path | Readable) -> Spooled:
        """Make a letter durable, read in pieces: memory stays the same whatever its size.

        Returns only when the bytes and their name are on the disk. Raises SpoolError when the spool cannot take them
        or they cannot be read; then nothing of them stays.
        """
        if isinstance(source, Path):
            try:
                with source.open("rb", buffering=0) as file:
                    return self._store(file, str(source))
            except OSError as error:
                raise SpoolError("letter_unreadable", path=source, why=reason(error)) from error
        return self._store(source, getattr(source, "name", "-"))

    def remove(self, sha256: str) -> None:
        """Take a letter away (unrelated mail is not kept). Harmless when it is not there."""
        path = self.path(sha256)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                self._sync_folder(path.parent)
        except OSError as error:
            raise _failed(error, path) from error

    def orphans(self, known: Container[str] | Callable[[str], bool]) -> Iterator[str]:
        """SHA-256 of the stored letters that nobody knows: a crash came between the disk and the database.

        They are to be adopted, not removed: the letter was accepted.
        """
        knows = known if callable(known) else known.__contains__
        for path in sorted(self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*.eml")):
            if _NAME.fullmatch(path.stem) and not knows(path.stem):
                yield path.stem

    def clean(self) -> int:
        """Remove what killed processes left half-written; how many. What is being written now is locked and stays."""
        count = 0
        for path in self._temporary.iterdir():
            with suppress(FileNotFoundError, BlockingIOError):
                handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    path.unlink()
                    count += 1
                finally:
                    os.close(handle)
        return count

    def _open_temporary(self) -> tuple[int, Path]:
        """A new file, locked by us. Between making and locking it another process's ``clean`` may have taken it."""
        while True:
            handle, name = tempfile.mkstemp(dir=self._temporary, suffix=".part")
            fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_nlink:
                return handle, Path(name)
            os.close(handle)

    def _store(self, source: Readable, name: str) -> Spooled:
        try:
            handle, path = self._open_temporary()
        except OSError as error:
            raise _failed(error, self._temporary) from error
        try:
            try:
                sha256, size = self._copy(source, handle, name)
                return self._claim(path, handle, sha256, size)
            finally:
                os.close(handle)
        except OSError as error:
            raise _failed(error, self._root) from error
        finally:
            # After the rename there is nothing under this name any more.
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _copy(self, source: Readable, target: int, name: str) -> tuple[str, int]:
        """The bytes from source to target; their SHA-256 and number."""
        digest, size = hashlib.sha256(), 0
        buffer = bytearray(_CHUNK)
        while True:
            try:
                count = _fill(source, buffer)
            except OSError as error:
                raise SpoolError("letter_unreadable", path=name, why=reason(error)) from error
            if not count:
                return digest.hexdigest(), size
            data = memoryview(buffer)[:count]
            digest.update(data)
            size += count
            while data:
                data = data[self._disk.write(target, data) :]

    def _claim(self, temporary: Path, handle: int, sha256: str, size: int) -> Spooled:
        """Give the written file its name. A letter that is there already was made durable when it came first.

        It is believed only with its full size: a file of another size was cut off by a failing disk, and is replaced.
        """
        target = self.path(sha256)
        new = _size(target) != size
        if new:
            _make_private(target.parent)
            self._disk.fsync(handle)
            self._disk.rename(temporary, target)
        # Also where the letter was there: whoever renamed it may have been killed before this.
        self._sync_folder(target.parent)
        self._sync_names(target.parent)
        return Spooled(sha256, size, target, new=new)

    def _sync_names(self, folder: Path) -> None:
        """Make the names of the folders durable, once in this spool's life: another worker may have just made them."""
        while folder != self._root and str(folder) not in self._named:
            self._sync_folder(folder.parent)
            self._named.add(str(folder))
            folder = folder.parent

    def _sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self._disk.fsync(handle)
        finally:
            os.close(handle)


def _make_private(folder: Path) -> None:
    """A folder and those missing above it, for the owner alone (mkdir's own ``parents`` would leave these open)."""
    for place in (*reversed(folder.parents), folder):
        if not place.is_dir():
            place.mkdir(mode=0o700, exist_ok=True)


def _fill(source: Readable, buffer: bytearray) -> int:
    """Read into the buffer; how many bytes, 0 at the end."""
    into = getattr(source, "readinto", None)
    if into is not None:
        return int(into(buffer) or 0)
    data = source.read(len(buffer))
    buffer[: len(data)] = data
    return len(data)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def _failed(error: OSError, where: Path) -> SpoolError:
    """The disk's word in ours."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SpoolError("spool_full", path=where)
    return SpoolError("spool_failed", path=where, why=reason(error))
