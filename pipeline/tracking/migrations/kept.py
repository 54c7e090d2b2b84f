"""Triggers that hold what is kept: no row is changed, none is deleted but by an erasure that is logged.

A revision that makes a kept table calls ``make_append_only(op, "name")`` after ``op.create_table``, on SQLite and on
PostgreSQL alike. An erasure is under way while the table ``erasing`` holds the number of its row in the log; other
transactions never see that. Before the revision that brings erasing nothing may be deleted at all.
"""

from types import ModuleType

import sqlalchemy as sa

_ERASABLE, _FOR_GOOD = "refuse_change", "refuse_change_for_good"
_LANGUAGE = "RETURNS trigger LANGUAGE plpgsql AS $$"
_REFUSE = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
_UNLESS_ERASING = "IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM erasing) THEN RETURN OLD; END IF; "


def make_append_only(op: ModuleType, table: str, *, erasable: bool = True) -> None:
    """Refuse UPDATE and DELETE of ``table`` (and TRUNCATE, where the database knows it), in alembic's ``op``.

    ``erasable``: an erasure may delete rows of it. Calling it again replaces the triggers.
    """
    connection = op.get_bind()
    erasable = erasable and sa.inspect(connection).has_table("erasing")
    for statement in _statements(connection.dialect.name, table, erasable):
        op.execute(statement)


def append_only_tables(op: ModuleType) -> list[str]:
    """The tables that have such triggers now."""
    connection = op.get_bind()
    names = "SELECT tbl_name AS name, name AS trigger FROM sqlite_master WHERE type = 'trigger'"
    if connection.dialect.name != "sqlite":
        names = (
            "SELECT relname AS name, tgname AS trigger FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
        )
    rows = connection.execute(sa.text(names))
    return sorted({row.name for row in rows if row.trigger in (f"{row.name}_no_update", f"{row.name}_no_change")})


def _statements(dialect: str, table: str, erasable: bool) -> list[str]:
    return _for_sqlite(table, erasable) if dialect == "sqlite" else _for_postgresql(table, erasable)


def _for_sqlite(table: str, erasable: bool) -> list[str]:
    found = []
    for verb in ("UPDATE", "DELETE"):
        name = f"{table}_no_{verb.lower()}"
        unless = " WHEN NOT EXISTS (SELECT 1 FROM erasing)" if erasable and verb == "DELETE" else ""
        refusal = f"SELECT RAISE(ABORT, '{table} is append-only');"
        found.append(f"DROP TRIGGER IF EXISTS {name}")
        found.append(f"CREATE TRIGGER {name} BEFORE {verb} ON {table}{unless} BEGIN {refusal} END")
    return found


def _for_postgresql(table: str, erasable: bool) -> list[str]:
    """Two functions serve all tables; a trigger of each row, and one that refuses to empty the table at once."""
    function, unless = (_ERASABLE, _UNLESS_ERASING) if erasable else (_FOR_GOOD, "")
    found = [f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}" for verb in ("update", "delete")]
    found += [f"CREATE OR REPLACE FUNCTION {function}() {_LANGUAGE} BEGIN {unless}{_REFUSE} END $$"]
    for name, verb, each in (("no_change", "UPDATE OR DELETE", "ROW"), ("no_truncate", "TRUNCATE", "STATEMENT")):
        found.append(
            f"CREATE OR REPLACE TRIGGER {table}_{name} BEFORE {verb} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )
    return found
