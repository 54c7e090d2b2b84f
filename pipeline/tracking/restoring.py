"""Putting a backup back: only where nothing is, and not called done before everything was compared with its manifest.

Raw letters first, each compared by its SHA-256 as it is made durable; then all rows in one transaction, read back and
compared before it is committed. A mark in the folder keeps everything else out until that has come to its end; a
restore that was killed is begun again.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy.engine import Connection

from intake.errors import SpoolError
from intake.spool import Spool
from pipeline.errors import BackupError, TrackingError, reason
from pipeline.tracking import copying
from pipeline.tracking.backup import DATABASE, FORMAT, LETTERS, MANIFEST, Entry, Manifest
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.migrations import HEAD, is_known, upgrade
from pipeline.tracking.store import Store

_LARGEST_MANIFEST = 1 << 28
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and how many letters had no bytes when the backup was made."""

    letters: int
    rows: int
    lost: int


def restore(file: Path, folder: DataFolder, url: str = "") -> Restored:
    """Put a backup into an empty data folder and an empty database; raises BackupError, TrackingError, SpoolError."""
    with _opened(file) as archive:
        manifest, token = _manifest(archive, file)
        with folder.restoring(token) as resumed, Store.unmigrated(folder, url) as store:
            with store.reading() as connection:
                full = not copying.is_empty(connection)
            if full and not resumed:
                # Of another restore, which was killed when it was all but done, or somebody's own.
                raise BackupError("restore_database_not_empty")
            try:
                _put_all(archive, store, folder, manifest, full=full)
            except Exception:
                if not full:
                    folder.give_up()
                raise
    letters = sum(name.startswith(LETTERS) for name in manifest.files)
    return Restored(letters, sum(manifest.rows.values()), len(manifest.lost))


def _put_all(archive: zipfile.ZipFile, store: Store, folder: DataFolder, manifest: Manifest, *, full: bool) -> None:
    """``full``: the rows were committed, and so compared, by a restore that was killed after that."""
    spool = Spool(folder.spool)
    known = {name.removeprefix(LETTERS).removesuffix(".eml") for name in manifest.files}
    for stranger in list(spool.orphans(known)):
        spool.remove(stranger)
    for name, entry in manifest.files.items():
        if name.startswith(LETTERS):
            _put_letter(archive, spool, name, entry)
    if not full:
        _put_rows(archive, store, manifest)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError:
        raise BackupError("backup_unreadable", path=file, why="ENOENT") from None
    except PermissionError as error:
        raise BackupError("backup_unreadable", path=file, why=reason(error)) from error
    except _BROKEN as error:
        raise BackupError("backup_no_archive", path=file) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> tuple[Manifest, str]:
    """The manifest, and what names this very backup."""
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise BackupError("backup_unknown", path=file)
        text = archive.read(MANIFEST)
        manifest = msgspec.json.decode(text, type=Manifest)
    except (KeyError, msgspec.MsgspecError) as error:
        raise BackupError("backup_unknown", path=file) from error
    if manifest.format != FORMAT or not is_known(manifest.revision):
        raise BackupError("backup_newer", path=file, revision=manifest.revision)
    return manifest, hashlib.sha256(text).hexdigest()


def _put_letter(archive: zipfile.ZipFile, spool: Spool, name: str, entry: Entry) -> None:
    try:
        with archive.open(name) as letter:
            stored = spool.store(letter)
    except SpoolError as error:
        if error.full:
            raise TrackingError("restore_no_room", path=error.params["path"]) from error
        raise
    if stored.sha256 != entry.sha256 or name != f"{LETTERS}{stored.sha256}.eml":
        spool.remove(stored.sha256)
        raise BackupError("backup_damaged", path=archive.filename or "", name=name)


def _put_rows(archive: zipfile.ZipFile, store: Store, manifest: Manifest) -> None:
    """All rows in one transaction under the revision they were written by; then the database comes to this version."""
    revision = store.revision()
    with store.writing() as connection:
        if revision not in ("", manifest.revision):
            copying.drop_all(connection)
        upgrade(connection, manifest.revision)
        there = copying.tables(connection, list(manifest.rows))
        if {table.name for table in there} != manifest.rows.keys():
            raise BackupError("backup_damaged", path=archive.filename or "", name=MANIFEST)
        for table in there:
            name = f"{DATABASE}{table.name}.jsonl"
            with archive.open(name) as rows:
                try:
                    copying.put(connection, table, iter(rows))
                except (ValueError, msgspec.MsgspecError) as error:
                    raise BackupError("backup_damaged", path=archive.filename or "", name=name) from error
        _compare(connection, archive, manifest)
        if manifest.revision != HEAD:
            upgrade(connection)


def _compare(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """What the database holds now is what the manifest says, byte for byte."""
    for table in copying.tables(connection, list(manifest.rows)):
        name, digest, size = f"{DATABASE}{table.name}.jsonl", hashlib.sha256(), 0
        for line in copying.lines(connection, table):
            digest.update(line)
            size += len(line)
        if manifest.files.get(name) != Entry(digest.hexdigest(), size):
            raise BackupError("backup_damaged", path=archive.filename or "", name=name)
