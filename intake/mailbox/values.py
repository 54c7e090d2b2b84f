"""What a mailbox is told and what it tells: plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from intake.mailbox.login import Login
from intake.spool import Spooled

Security = Literal["tls", "starttls", "plain"]
Role = Literal["inbox", "spam", "other"]


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox and how it is watched.

    ``port`` 0: the usual one. ``plain`` security goes to this computer alone. ``ca_file``: certificates (PEM) that are
    trusted instead of the system's. ``folders``: names as people read them; none: the inbox, the folders that the
    server sorts its letters into by itself, and the spam folder. ``timeout_seconds``: for each answer of the server.
    ``idle``: be told of new letters at once where the server can (RFC 2177). ``keyword``: what letters are marked with
    once they are safe, "" for nothing. ``since``: letters that the server received before are left alone.
    """

    host: str
    user: str
    login: Login
    port: int = 0
    security: Security = "tls"
    ca_file: Path | None = None
    folders: tuple[str, ...] = ()
    timeout_seconds: float = 60
    idle: bool = True
    keyword: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A watched folder; ``name`` as people read it, whatever the server's spelling."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder held when it was asked: UIDs ascending, meaningful under this ``uidvalidity`` alone (RFC 3501,
    2.3.1.1). With ``since`` letters of the day before may be among them: servers reckon days by their own clock.
    """

    folder: str
    uidvalidity: int
    uidnext: int | None
    uids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter that is safe in the spool. ``internaldate``: when the server took it (aware, UTC), None if it would not
    say; ``flags`` as they stood before, which fetching does not change.
    """

    folder: str
    uidvalidity: int
    uid: int
    stored: Spooled
    internaldate: datetime | None
    flags: frozenset[str]
