"""The same mailbox on pymap, a server of other makers: what holds on Dovecot alone would not be IMAP."""

import hashlib
import imaplib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.mailbox import Account, Folder, Login, Mailbox, MailboxError
from intake.mailbox.folders import encoded
from intake.spool import Spool
from tests.servers.imap_proxy import Proxy, a_proxy, cut
from tests.servers.pymap import INSTALLED, MISSING, PASSWORD, USER, Pymap, a_pymap

LETTERS = tuple(
    f"From: s{n}@mektep.kz\r\nSubject: {n}\r\n\r\nСәлем {n}\r\n".encode() * (1 + n * 9000) for n in range(4)
)
AT = datetime(2025, 10, 17, 18, 59, 59, tzinfo=UTC)


@pytest.fixture
def second() -> Iterator[Pymap]:
    """A running pymap."""
    if not INSTALLED:
        pytest.skip(MISSING)
    with a_pymap() as running:
        yield running


@pytest.fixture
def way(second: Pymap) -> Iterator[Proxy]:
    """A faulty line to it."""
    with a_proxy(second.port) as proxy:
        yield proxy


@pytest.fixture
def there(way: Proxy, tmp_path: Path) -> Account:
    """Its mailbox."""
    (tmp_path / "password").write_text(PASSWORD)
    return Account("127.0.0.1", USER, Login(file=tmp_path / "password"), way.port, "plain", timeout_seconds=5)


def put(server: Pymap, *letters: bytes, folder: str = "INBOX") -> None:
    """Letters arrive, for pymap keeps its mail in memory."""
    with imaplib.IMAP4("127.0.0.1", server.port) as client:
        client.login(USER, PASSWORD)
        if folder != "INBOX":
            client.create(f'"{encoded(folder).decode()}"')
        for letter in letters:
            answer, _ = client.append(f'"{encoded(folder).decode()}"', "", f'"{AT:%d-%b-%Y %H:%M:%S %z}"', letter)
            assert answer == "OK"


def brought(box: Mailbox, spool: Spool, folder: str = "INBOX") -> list[str]:
    """SHA-256 of every letter of a folder."""
    listing = box.listing(folder)
    fetched = [box.fetch(folder, uid, spool, uidvalidity=listing.uidvalidity) for uid in listing.uids]
    return [one.stored.sha256 for one in fetched if one is not None]


def test_letters_are_listed_fetched_and_waited_for(second: Pymap, there: Account, spool: Spool) -> None:
    """The happy way, with a spam folder in Russian and moments that are right."""
    put(second, *LETTERS)
    put(second, LETTERS[0], folder="Спам")
    expected = [hashlib.sha256(letter).hexdigest() for letter in LETTERS]
    with Mailbox.open(there) as box:
        assert box.folders() == (Folder("INBOX", "inbox"), Folder("Спам", "spam"))
        listing = box.listing("INBOX")
        assert set(box.internaldates("INBOX", listing.uids).values()) == {AT}
        assert brought(box, spool) == expected
        assert brought(box, spool, "Спам") == expected[:1]
        fetched = box.fetch("INBOX", listing.uids[0], spool, uidvalidity=listing.uidvalidity)
        assert fetched is not None
        assert (fetched.internaldate, "\\Seen" in fetched.flags) == (AT, False)
        assert box.fetch("INBOX", listing.uids[-1] + 5, spool, uidvalidity=listing.uidvalidity) is None
        assert box.wait(0.05) is False
        put(second, LETTERS[1])
        assert box.wait(20) is True
        assert len(box.listing("INBOX").uids) == len(LETTERS) + 1


def test_letters_are_copied_and_moved(second: Pymap, there: Account) -> None:
    """Where the configuration asks for it."""
    put(second, *LETTERS[:2])
    with Mailbox.open(there) as box:
        listing = box.listing("INBOX")
        box.copy("INBOX", listing.uids[0], "Қабылданды", uidvalidity=listing.uidvalidity)
        box.move("INBOX", listing.uids[1], "Қабылданды", uidvalidity=listing.uidvalidity)
        assert box.listing("INBOX").uids == listing.uids[:1]
        assert len(box.listing("Қабылданды").uids) == 2


def test_a_cut_line_and_a_restart_lose_nothing(second: Pymap, way: Proxy, there: Account, spool: Spool) -> None:
    """In mid-letter, in IDLE; after the restart the numbers are others, and that is told."""
    put(second, *LETTERS)
    way.on(rb"BODY\[\]", cut(100_000), skip=2)
    with pytest.raises(MailboxError) as caught, Mailbox.open(there) as box:
        brought(box, spool)
    assert caught.value.code == "mailbox_lost"
    with Mailbox.open(there) as box:
        assert len(brought(box, spool)) == len(LETTERS)
        old = box.listing("INBOX")
        box.wait(0)
        second.stop()
        with pytest.raises(MailboxError) as caught:
            box.wait(20)
        assert caught.value.code == "mailbox_lost"
    second.start()
    put(second, *LETTERS)
    with Mailbox.open(there) as box:
        with pytest.raises(MailboxError) as caught:
            box.fetch("INBOX", old.uids[0], spool, uidvalidity=old.uidvalidity)
        assert caught.value.code == "uidvalidity_changed"
        assert brought(box, spool) == [hashlib.sha256(letter).hexdigest() for letter in LETTERS]
    assert list((spool.root / "tmp").iterdir()) == []
