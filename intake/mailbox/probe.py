"""A look at a mailbox that changes nothing: can it be watched, and does our server say when letters came and from whom.

Of the newest letter the header is looked at, in memory alone; nothing of it leaves here but our own servers' names.
"""

import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import compat32

from intake.authentication import authentication
from intake.mailbox.box import Mailbox
from intake.mailbox.values import Account
from intake.mailbox.wire import Client
from intake.receipt import receipt
from intake.received import parse


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest letter: when the server took it (aware, UTC), which hosts stamped it, newest first, whether that
    proves its receipt, and who says something of its sender ("" for nobody who is trusted).
    """

    taken: datetime | None
    hosts: tuple[str, ...]
    proven: bool
    judge: str


@dataclass(frozen=True, slots=True)
class Probe:
    """What a mailbox is like. ``folders``: names and how many letters; ``valid_until`` of the server's certificate
    (aware, UTC; None without TLS); ``newest`` None where there is no letter.
    """

    folders: tuple[tuple[str, int], ...]
    idle: bool
    valid_until: datetime | None
    newest: Seen | None


def probe(account: Account, trusted_hosts: tuple[str, ...], now: datetime, *, unnamed: bool = False) -> Probe:
    """Log in and look; raises MailboxError. ``unnamed``: see ``authentication``."""
    with Mailbox.open(account) as box:
        listings = [box.listing(folder.name) for folder in box.folders()]
        fullest = next((one for one in listings if one.uids), None)
        newest = None
        if fullest is not None:
            uid = fullest.uids[-1]
            taken = box.internaldates(fullest.folder, [uid]).get(uid)
            newest = _seen(box._client, uid, taken, trusted_hosts, now, unnamed=unnamed)
        folders = tuple((one.folder, len(one.uids)) for one in listings)
        return Probe(folders, box._client.has_capability("IDLE"), _valid_until(box._client), newest)


def _seen(
    client: Client, uid: int, taken: datetime | None, hosts: tuple[str, ...], now: datetime, *, unnamed: bool
) -> Seen:
    answers = dict(client.letters(str(uid), b"(UID BODY.PEEK[HEADER])"))
    raw = answers.get(uid, {}).get(b"BODY[HEADER]")
    header = BytesHeaderParser(policy=compat32).parsebytes(raw if isinstance(raw, bytes) else b"")
    received: list[str] = []
    results: list[tuple[int, str]] = []
    for name, value in header.items():
        line = " ".join(str(value).split())[:4000]
        if name.lower() == "received":
            received.append(line)
        elif name.lower() == "authentication-results":
            results.append((len(received), line))
    stamped = tuple(host for field in received if (host := parse(field).by))
    proven = receipt(received, hosts, now).proof == "trusted_received"
    # Whose letter it is does not matter here: only whether our servers say anything.
    said = authentication(results, received, hosts, "", unnamed=unnamed)
    return Seen(taken, stamped, proven, said.by if said else "")


def _valid_until(client: Client) -> datetime | None:
    sock = client.socket()
    if not isinstance(sock, ssl.SSLSocket):
        return None
    until = (sock.getpeercert() or {}).get("notAfter")
    with suppress(ValueError):
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(until)), UTC)
    return None
