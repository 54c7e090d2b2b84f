"""What a database's errors mean to a person: one code of ours for each kind, whichever database it comes from."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.errors import TrackingError

# SQLite's result codes (sqlite.org/rescode.html) begin with these; the rest is told in its own words.
_SQLITE = {
    "SQLITE_BUSY": "database_busy",
    "SQLITE_LOCKED": "database_busy",
    "SQLITE_FULL": "database_full",
    "SQLITE_IOERR": "database_disk",
    "SQLITE_READONLY": "database_readonly",
    "SQLITE_CANTOPEN": "database_readonly",
    "SQLITE_CORRUPT": "database_damaged",
    "SQLITE_NOTADB": "database_damaged",
}
# PostgreSQL's SQLSTATEs (appendix A of its manual) begin with these.
_POSTGRESQL = {
    "55P03": "database_busy",
    "40": "database_lost",  # a deadlock or a serialization failure: rolled back, to be done again
    "53100": "database_full",
    "53": "database_unreachable",  # too many connections, out of memory
    "58": "database_disk",
    "25006": "database_readonly",
    "42501": "database_readonly",
    "28": "database_login",
    "3D000": "database_absent",
    "57P03": "database_unreachable",
    "57P": "database_lost",
    "08": "database_lost",
    "XX001": "database_damaged",
    "XX002": "database_damaged",
}
_WITH_WORDS = ("database_failed", "database_unreachable", "database_login", "database_lost")


def translated(error: SQLAlchemyError, where: str) -> TrackingError:
    """The error of the house for one of the library; ``where`` names the database."""
    if not isinstance(error, DBAPIError):
        return TrackingError("database_failed", path=where, what=error)
    code = _code(error)
    what = {"what": _first_line(error.orig)} if code in _WITH_WORDS else {}
    return TrackingError(code, path=where, **what)


def _code(error: DBAPIError) -> str:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return next((code for start, code in _SQLITE.items() if name.startswith(start)), "database_failed")
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((code for start, code in _POSTGRESQL.items() if state.startswith(start)), "database_failed")
    if error.connection_invalidated:
        return "database_lost"
    if type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout"):
        return _not_connected(str(error.orig))
    return "database_failed"


def _not_connected(words: str) -> str:
    """A connection that never came to be has no SQLSTATE; libpq's words say why (the server's may be translated)."""
    if "password" in words or "role" in words:
        return "database_login"
    if "database" in words and "does not exist" in words:
        return "database_absent"
    if "closed" in words and "connection to server" not in words:
        return "database_lost"
    return "database_unreachable"


def _first_line(error: object) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
