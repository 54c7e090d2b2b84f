"""Triggers that refuse to change or delete what is kept, in the words of each database."""

from alembic import op


def refuse_changes(table: str) -> None:
    """Make a table append-only."""
    for verb in ("UPDATE", "DELETE"):
        for statement in _statements(table, verb):
            op.execute(statement)


def _statements(table: str, verb: str) -> tuple[str, ...]:
    name, why = f"{table}_no_{verb.lower()}", f"{table} is append-only"
    if op.get_context().dialect.name == "sqlite":
        return (f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END",)
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{why}'; END $$",
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
