"""The two databases that letters are tracked in, and what each needs to be durable, strict and alone when it writes.

SQLite: WAL, synchronous=FULL (NORMAL may lose the last commits on power loss), foreign keys per connection, BEGIN
IMMEDIATE for writing (a read transaction that turns to writing fails at once, whatever the timeout).

PostgreSQL: whoever writes holds the contest's lock, an advisory one that ends with the transaction, so that grouping
and judging of several processes on several machines come one after the other as they do on SQLite; whoever reads sees
one snapshot. Its password comes from PGPASSWORD or a password file (libpq's own rules), never from the address.
"""

import os
from pathlib import Path

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from pipeline.errors import TrackingError, reason

_CONNECT_SECONDS = 10
# A machine that vanished while it held the contest's lock is noticed within a minute.
_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3}
_LOCK = "SELECT pg_advisory_xact_lock(20251017, hashtext(current_schema()))"
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def address_of(url: str, file: Path) -> URL:
    """The address of a database; of the SQLite ``file`` when ``url`` is empty. TrackingError for one that will not do.

    It may hold no password: addresses stand in configurations, command lines and errors.
    """
    try:
        address = make_url(url or f"sqlite:///{file}")
    except ArgumentError as error:
        raise TrackingError("database_address") from error
    kind = address.get_backend_name()
    if address.password or "password" in address.query:
        raise TrackingError("database_secret", path=address.render_as_string(hide_password=True).partition("?")[0])
    if kind == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise TrackingError("database_other", kind=kind)
    return address


def is_postgresql(address: URL) -> bool:
    """Whether several machines may work on the database at once."""
    return address.get_backend_name() == "postgresql"


def engine_for(address: URL, busy_seconds: float) -> Engine:
    """An engine for an address of ``address_of``; a SQLite file is made owner-only before SQLite sees it.

    ``busy_seconds``: how long a writer waits for another.
    """
    if is_postgresql(address):
        return _postgresql(address, busy_seconds)
    if address.database and address.database != ":memory:":
        _create_private(Path(address.database))
    arguments = {"timeout": busy_seconds, "check_same_thread": False}
    engine = create_engine(address, poolclass=QueuePool, max_overflow=-1, connect_args=arguments)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, _: ConnectionPoolEntry) -> None:
    """Settings of every new SQLite connection. The driver must not begin transactions itself: ``_begin_sqlite`` does.

    Without recursive_triggers INSERT OR REPLACE would delete kept rows past the triggers that refuse it. What an
    erasure deletes is overwritten (secure_delete), not only unlinked.
    """
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    settings = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON")
    for setting in (*settings, "secure_delete = FAST"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _create_private(path: Path) -> None:
    """SQLite gives its side files the mode of the database: it must be owner-only before SQLite opens it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise TrackingError("database_unopened", path=path, why=reason(error)) from error


def _postgresql(address: URL, busy_seconds: float) -> Engine:
    arguments = {"connect_timeout": _CONNECT_SECONDS, "application_name": "baiqau", **_KEEPALIVE}
    engine = create_engine(
        address, poolclass=QueuePool, max_overflow=-1, pool_pre_ping=True, connect_args=arguments | dict(address.query)
    )

    def prepare(connection: object, _: ConnectionPoolEntry) -> None:
        """Letters are in Kazakh: a database that cannot hold every letter is refused. Every session speaks UTC."""
        encoding = connection.info.parameter_status("server_encoding")  # type: ignore[attr-defined]
        if encoding != "UTF8":
            raise TrackingError("database_encoding", path=shown(address), encoding=encoding)
        for setting in (f"lock_timeout = {max(1, round(busy_seconds * 1000))}", "timezone = 'UTC'"):
            connection.execute(f"SET {setting}")  # type: ignore[attr-defined]
        connection.commit()  # type: ignore[attr-defined]

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql(_LOCK if writing else _SNAPSHOT)


def shown(address: URL) -> str:
    """For people: the path of a SQLite file, the address of another database without its options."""
    if not is_postgresql(address):
        return address.database or ":memory:"
    return address.set(query={}).render_as_string()
