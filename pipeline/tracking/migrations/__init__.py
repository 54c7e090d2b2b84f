"""How the database came to its present form, one revision after the other (alembic), and bringing it there.

alembic takes 100 ms to import, so it is imported only when there is something to do.
"""

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from pipeline.errors import TrackingError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0010"  # the newest revision; a test holds it against alembic's own view
_REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0007", "0010")


def revision_of(engine: Engine) -> str:
    """The revision of a database, "" for a new one; TrackingError for one of a newer version."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        revision = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if revision and revision not in _REVISIONS:
        raise TrackingError("database_newer", path=engine.url.database or "", revision=revision)
    return str(revision)


def is_known(revision: str) -> bool:
    """Whether this version knows the revision."""
    return revision in _REVISIONS


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database to that revision, the newest by itself, within the caller's transaction."""
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def alembic_config() -> "Config":
    """alembic told where the revisions are; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.tracking:migrations")
    return config
