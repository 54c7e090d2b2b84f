"""One file that holds a contest's whole data: every row and every raw letter, with the SHA-256 of each.

The file is a zip archive: ``letters/SHA256.eml``, ``database/TABLE.jsonl`` (see ``copying``) and, last, the manifest.
It is made from one view of the database while runs go on: raw letters are durable before a row names them and never
change, so that what the view names is there. It fits SQLite and PostgreSQL alike, and leads from one to the other.
"""

import errno
import fcntl
import hashlib
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from intake.spool import Spool
from pipeline.errors import BackupError, TrackingError, reason
from pipeline.tracking import copying
from pipeline.tracking.evidence import ARRIVAL
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store

MANIFEST, FORMAT = "manifest.json", 1
LETTERS, DATABASE = "letters/", "database/"
_CHUNK = 1 << 20
_NAME = re.compile(r"baiqau-.+-\d{8}T\d{6}Z\.zip")


class Entry(msgspec.Struct, frozen=True):
    """One file of a backup."""

    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. ``lost``: SHA-256 of raw letters that the database names and the spool did not have."""

    format: int
    revision: str
    contest: str
    made_at: datetime
    rows: dict[str, int]
    files: dict[str, Entry]
    lost: list[str]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: how many letters and rows it holds, its size in bytes, how many letters were lost."""

    file: Path
    letters: int
    rows: int
    size: int
    lost: int


def name_of(contest: str, at: datetime) -> str:
    """The name of a backup made at that moment; names sort by time."""
    return f"baiqau-{contest}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def backup(store: Store, folder: DataFolder, to: Path, *, at: datetime, contest: str) -> Backup:
    """Write a backup to the file ``to``, which must not exist, or into the folder ``to`` under a name of its own.

    It appears there whole or not at all, readable by its owner alone. Raises BackupError, TrackingError.
    """
    file = to / name_of(contest, at) if to.is_dir() else to
    if os.path.lexists(file):
        raise BackupError("backup_exists", path=file)
    try:
        with _appearing(file) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            manifest = _write(_Archive(archive), store, Spool(folder.spool), at, contest)
        size = file.stat().st_size
    except OSError as error:
        raise TrackingError("backup_unwritten", path=file, why=reason(error)) from error
    letters = sum(name.startswith(LETTERS) for name in manifest.files)
    return Backup(file, letters, sum(manifest.rows.values()), size, len(manifest.lost))


def keep_last(folder: Path, count: int) -> list[Path]:
    """Remove all but the newest ``count`` backups that bear names of ``name_of``; those removed. At least one stays."""
    found = sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), key=lambda path: path.name[-20:])
    old = found[: -max(1, count)]
    for path in old:
        path.unlink(missing_ok=True)
    return old


class _Archive:
    """The archive that is being written, and what is in it so far."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.files: dict[str, Entry] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """One file in pieces; its SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as into:
            for piece in pieces:
                into.write(piece)
                digest.update(piece)
                size += len(piece)
        self.files[name] = Entry(digest.hexdigest(), size)
        return digest.hexdigest()


def _write(into: _Archive, store: Store, spool: Spool, at: datetime, contest: str) -> Manifest:
    rows: dict[str, int] = {}
    with store.reading() as connection:
        for table in copying.tables(connection, copying.names()):
            counter = _Counter(copying.lines(connection, table))
            into.add(f"{DATABASE}{table.name}.jsonl", counter)
            rows[table.name] = counter.count - 1  # the first line names the columns
        raw = _letters(connection)
    lost = [sha256 for sha256 in raw if not _add_letter(into, spool, sha256)]
    manifest = Manifest(FORMAT, store.revision(), contest, at.astimezone(UTC), rows, into.files, lost)
    into.archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def _add_letter(into: _Archive, spool: Spool, sha256: str) -> bool:
    """Whether the letter was there. Bytes that are not what their name says are as good as lost."""
    try:
        found = into.add(f"{LETTERS}{sha256}.eml", _pieces(spool.path(sha256)))
    except FileNotFoundError:
        found = ""
    if found != sha256:
        into.files.pop(f"{LETTERS}{sha256}.eml", None)
    return found == sha256


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _letters(connection: Connection) -> list[str]:
    return list(connection.scalars(select(ARRIVAL.c.raw_sha256).distinct().order_by(ARRIVAL.c.raw_sha256)))


class _Counter:
    """Counts what passes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.count = 0
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.count += 1
            yield piece


@contextmanager
def _appearing(file: Path) -> Iterator[BinaryIO]:
    """A file that bears its name only when it is whole and on the disk; what a killed run left is written over."""
    part = file.with_name(f".{file.name}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w+b") as target:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno == errno.EWOULDBLOCK:
                raise BackupError("backup_running", path=file) from None
            raise
        try:
            target.truncate(0)
            yield target
            target.flush()
            os.fsync(handle)
            os.link(part, file)  # never over a file that came there meanwhile
        finally:
            part.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
