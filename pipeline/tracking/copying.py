"""Rows out of the database and into it again, as lines of JSON that are the same from SQLite and from PostgreSQL.

A table's text: one line with the names of its columns, then a line a row, ordered by the primary key. Moments are
written in UTC (ISO 8601), bytes in base64. Two databases hold the same when these texts are the same.
"""

import base64
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import DateTime, LargeBinary, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.engine import Connection

from pipeline.tracking.columns import METADATA

_BATCH = 500
_NOT_COPIED = ("erasing",)


def names() -> list[str]:
    """The tables of this version, in an order in which rows can be put in."""
    return [table.name for table in METADATA.sorted_tables if table.name not in _NOT_COPIED]


def tables(connection: Connection, wanted: Sequence[str]) -> list[Table]:
    """These tables as the database has them, whatever its revision, in an order in which rows can be put in."""
    found = MetaData()
    found.reflect(connection, only=list(wanted))
    return [table for table in found.sorted_tables if table.name in wanted]


def is_empty(connection: Connection) -> bool:
    """Whether no table of this version that exists has a row."""
    there = set(inspect(connection).get_table_names())
    return not any(
        connection.execute(select(text("1")).select_from(table).limit(1)).first()
        for table in METADATA.sorted_tables
        if table.name in there
    )


def drop_all(connection: Connection) -> None:
    """Take all tables away, for an empty database of another revision."""
    METADATA.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """A table's text, read in pieces."""
    yield msgspec.json.encode([str(column.name) for column in table.columns]) + b"\n"
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
    for batch in connection.execute(query).partitions(_BATCH):
        for row in batch:
            yield msgspec.json.encode([_out(value) for value in row]) + b"\n"


def put(connection: Connection, table: Table, text_lines: Iterator[bytes]) -> int:
    """Put a table's text in; how many rows. Raises ValueError for what is no such text."""
    given = msgspec.json.decode(next(text_lines, b"[]"), type=list[str])
    columns = [table.columns[name] for name in given if name in table.columns]
    if [column.name for column in columns] != given:
        raise ValueError(f"{table.name}: other columns than the database has")
    local = connection.dialect.name == "sqlite"
    count, rows = 0, list[dict[str, object]]()
    for line in text_lines:
        values = msgspec.json.decode(line, type=list[object])
        rows.append({c.name: _in(value, c.type, local) for c, value in zip(columns, values, strict=True)})
        if len(rows) >= _BATCH:
            connection.execute(insert(table), rows)
            count, rows = count + len(rows), []
    if rows:
        connection.execute(insert(table), rows)
    _go_on_counting(connection, table)
    return count + len(rows)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL gives numbers from a counter of its own, which rows put in by number do not move."""
    if connection.dialect.name == "sqlite":
        return
    for column in table.primary_key.columns:
        counter = connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', column.name)))
        last = connection.scalar(select(func.max(column))) if counter else None
        if last is not None:
            connection.execute(select(func.setval(counter, last)))


def _out(value: object) -> object:
    if isinstance(value, datetime):
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware.isoformat(timespec="microseconds")
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _in(value: object, kind: object, local: bool) -> object:
    """``local``: the database keeps moments without a zone."""
    if isinstance(value, str) and isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=None) if local else moment
    return base64.b64decode(value) if isinstance(value, str) and isinstance(kind, LargeBinary) else value
