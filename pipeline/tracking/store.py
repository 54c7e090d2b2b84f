"""The one door to the database: how it is opened, read, written, and what its errors mean to a person.

SQLite's own settings stand here alone: WAL, synchronous=FULL (NORMAL may lose the last commits on power loss),
foreign keys per connection, BEGIN IMMEDIATE for writing (a read transaction that turns to writing fails at once,
whatever the timeout). Everything else is SQLAlchemy, so that another database can come.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from pipeline.errors import TrackingError, reason
from pipeline.tracking import derived, evidence, scans  # the tables of the metadata
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.migrations import HEAD, revision_of, upgrade

__all__ = ["Store", "derived", "evidence", "scans"]

_BUSY_SECONDS = 60.0
# SQLite's result codes (sqlite.org/rescode.html) begin with these; the rest is told in its own words.
_REFUSALS = {
    "SQLITE_BUSY": "database_busy",
    "SQLITE_LOCKED": "database_busy",
    "SQLITE_FULL": "database_full",
    "SQLITE_IOERR": "database_disk",
    "SQLITE_READONLY": "database_readonly",
    "SQLITE_CANTOPEN": "database_readonly",
    "SQLITE_CORRUPT": "database_damaged",
    "SQLITE_NOTADB": "database_damaged",
}


class Store:
    """The tracking database of one data folder. Use it as a context manager; thread-safe."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    @classmethod
    def open(cls, folder: DataFolder, url: str = "", *, busy_seconds: float = _BUSY_SECONDS) -> Self:
        """Open, create where it is new, and bring to this version; TrackingError when any of that cannot be done.

        ``url`` empty: SQLite in the data folder.
        """
        folder.create()
        path = folder.database if not url else _sqlite_path(url)
        if path is not None:
            _create_private(path)
        store = cls(_engine(url or f"sqlite:///{folder.database}", busy_seconds), str(path or url))
        try:
            with store._translated():
                if revision_of(store._engine) != HEAD:
                    with store.writing() as connection:
                        upgrade(connection)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the database for the length of the block."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone from its first statement; committed at the end of the block, or nothing is."""
        with (
            self._translated(),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            name = getattr(error.orig, "sqlite_errorname", "")
            code = next((code for start, code in _REFUSALS.items() if name.startswith(start)), "database_failed")
            what = {"what": error.orig} if code == "database_failed" else {}
            raise TrackingError(code, path=self._where, **what) from error
        except SQLAlchemyError as error:
            raise TrackingError("database_failed", path=self._where, what=error) from error


def _engine(url: str, busy_seconds: float) -> Engine:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise TrackingError("database_address", url=url) from error
    if address.get_backend_name() != "sqlite":
        kind = address.get_backend_name()
        raise TrackingError("database_other", kind=kind)
    arguments = {"timeout": busy_seconds, "check_same_thread": False}
    engine = create_engine(address, poolclass=QueuePool, max_overflow=-1, connect_args=arguments)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: object, _: ConnectionPoolEntry) -> None:
    """Settings of every new SQLite connection. The driver must not begin transactions itself: ``_begin`` does.

    Without recursive_triggers INSERT OR REPLACE would delete kept rows past the triggers that refuse it.
    """
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _sqlite_path(url: str) -> Path | None:
    name = url.partition("sqlite:///")[2]
    return Path(name) if name and name != ":memory:" else None


def _create_private(path: Path) -> None:
    """SQLite gives its side files the mode of the database: it must be owner-only before SQLite opens it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise TrackingError("database_unopened", path=path, why=reason(error)) from error
