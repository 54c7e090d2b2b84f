"""Bring every letter of an inbox to disk, by our mailbox or by imapclient as it comes: what ``mailbox`` measures.

``python -m benchmarks.fetching ours|bare PORT USER PASSWORD-FILE OUT``
"""

import os
import sys
from pathlib import Path


def ours(port: int, user: str, password: Path, out: Path) -> None:
    """In pieces, hashed, durable, into the spool."""
    from intake.mailbox import Account, Login, Mailbox
    from intake.spool import Spool

    with Mailbox.open(Account("127.0.0.1", user, Login(file=password), port, "plain")) as box:
        listing, spool = box.listing("INBOX"), Spool(out)
        for uid in listing.uids:
            box.fetch("INBOX", uid, spool, uidvalidity=listing.uidvalidity)


def bare(port: int, user: str, password: Path, out: Path) -> None:
    """As its manual has it, one letter after the other, made durable too."""
    from imapclient import IMAPClient

    out.mkdir()
    with IMAPClient("127.0.0.1", port, ssl=False) as client:
        client.login(user, password.read_text())
        client.select_folder("INBOX", readonly=True)
        for uid in client.search():
            with (out / f"{uid}.eml").open("wb") as file:
                file.write(client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"])
                file.flush()
                os.fsync(file.fileno())


if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]](int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), Path(sys.argv[5]))
