"""The one door to the database: how it is opened, read, written, and what its errors mean to a person.

What differs between SQLite and PostgreSQL stands in ``engines``, what their errors mean in ``refusals``.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self, TypeVar

from sqlalchemy import URL
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import TrackingError
from pipeline.tracking import commission, decided, derived, erasure, evidence, watching  # the tables of the metadata
from pipeline.tracking.columns import METADATA
from pipeline.tracking.engines import address_of, engine_for, is_postgresql, shown
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.migrations import HEAD, revision_of, upgrade
from pipeline.tracking.refusals import translated

__all__ = ["Store", "commission", "decided", "derived", "erasure", "evidence", "watching"]

Result = TypeVar("Result")
_BUSY_SECONDS = 60.0
_PAUSES = (0.2, 1.0, 3.0, 6.0, 10.0, 20.0, 20.0)  # seconds: a database server is back from a restart by then
_PASSING = ("database_lost", "database_unreachable")


class Store:
    """The tracking database of one data folder. Use it as a context manager; thread-safe."""

    def __init__(self, engine: Engine, address: URL, patience: Sequence[float]) -> None:
        self._engine = engine
        self._where = shown(address)
        self._patience = tuple(patience)
        self.is_shared = is_postgresql(address)
        """Whether several runs, on several machines too, may work on this database at once."""

    @classmethod
    def open(
        cls,
        folder: DataFolder,
        url: str = "",
        *,
        busy_seconds: float = _BUSY_SECONDS,
        patience: Sequence[float] = _PAUSES,
    ) -> Self:
        """Open, create where it is new, and bring to this version; TrackingError when any of that cannot be done.

        ``url`` empty: SQLite in the data folder. ``patience``: the pauses in seconds before what a lost connection
        undid is tried again.
        """
        folder.create()
        store = cls.unmigrated(folder, url, busy_seconds=busy_seconds, patience=patience)
        try:
            if store.revision() != HEAD:
                with store.writing() as connection:
                    upgrade(connection)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def unmigrated(
        cls,
        folder: DataFolder,
        url: str = "",
        *,
        busy_seconds: float = _BUSY_SECONDS,
        patience: Sequence[float] = _PAUSES,
    ) -> Self:
        """The database as it is, whatever its revision: for putting back a backup."""
        address = address_of(url, folder.database)
        return cls(engine_for(address, busy_seconds), address, patience)

    def revision(self) -> str:
        """The revision of the database, "" for a new one; TrackingError for one of a newer version."""
        with self._translated():
            return revision_of(self._engine)

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

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """One transaction of ``work``, done again whole when the connection was lost or another writer held it up.

        A commit whose answer was lost may have come through: ``work`` must lead to the same state when repeated.
        """

        def once() -> Result:
            with self.writing() as connection:
                return work(connection)

        return self.insist(once)

    def insist(self, work: Callable[[], Result]) -> Result:
        """``work``, repeated with pauses as long as the database is away; once more when it was busy all the time."""
        pauses = iter(self._patience)
        busy = 0
        while True:
            try:
                return work()
            except TrackingError as error:
                if error.code == "database_busy" and not busy:
                    busy += 1
                    continue
                pause = next(pauses, None) if error.code in _PASSING else None
                if pause is None:
                    raise
            time.sleep(pause)

    def tidy(self) -> None:
        """Give what was deleted back to the disk, overwritten: after an erasure nothing of it may be found there."""
        with self._translated(), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None, "a connection that is open has its driver's"
            if self.is_shared:
                connection.rollback()
                raw.autocommit = True
                try:
                    raw.execute(f"VACUUM FULL {', '.join(METADATA.tables)}")
                finally:
                    raw.autocommit = False
            else:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise translated(error, self._where) from error
