"""Which sources were listed to their end, and when: what a report may say of letters up to a moment."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from pipeline.tracking import evidence
from pipeline.tracking.loading import last_listings


def keep_listings(connection: Connection, roots: tuple[str, ...], at: datetime, contest_id: int) -> None:
    """Record that the sources were listed at that moment, and with them those that hold nothing else any more."""
    earlier = last_listings(connection).keys()
    for root in (*roots, *spent(earlier, roots)):
        evidence.keep_listing(connection, root, at, contest_id)


def spent(earlier: Iterable[str], listed: Iterable[str]) -> list[str]:
    """Of sources that earlier runs listed, those that hold nothing that is not in now.

    A file handed in by itself, a folder that is not there any more, a folder below one that was ``listed`` now. Any
    other folder has to be listed again, and so has a mailbox, which is no path.
    """
    now = [Path(root) for root in listed]
    paths = [Path(root) for root in earlier if root.startswith("/") and root not in listed]
    return sorted(str(path) for path in paths if not path.is_dir() or any(path.is_relative_to(one) for one in now))
