"""Why imapclient is not used as it comes: each trap shown on imapclient 4.1.0 itself, and beside it that ours is shut.

A trap that a new version has closed fails here, and may then be taken out of ``intake.mailbox.wire``.
"""

import imaplib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, ProtocolError

from intake.mailbox import Account
from intake.spool import Spool
from tests.servers.dovecot import PASSWORD, User
from tests.servers.fixtures import Opened
from tests.servers.imap_proxy import Proxy, before, cut, stall

LETTERS = tuple(b"Subject: %d\r\n\r\nletter %d\r\n" % (n, n) for n in range(1, 4))
Bare = Callable[[], IMAPClient]


@pytest.fixture
def bare(line: Proxy, user: User) -> Iterator[Bare]:
    """imapclient as it comes, with the inbox open."""
    clients: list[IMAPClient] = []

    def open_it() -> IMAPClient:
        client = IMAPClient("127.0.0.1", line.port, ssl=False)
        clients.append(client)
        client.login(user.name, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        return client

    yield open_it
    for client in clients:
        client.shutdown()


def test_a_closed_connection_looks_like_no_news_for_ever(bare: Bare, line: Proxy) -> None:
    """``idle_check`` returns at once, however long it was to wait, and raises nothing."""
    client = bare()
    client.idle()
    line.cut()
    started = time.monotonic()
    assert [client.idle_check(timeout=30) for _ in range(1000)] == [[]] * 1000
    assert time.monotonic() - started < 10
    with pytest.raises(IMAPClientError):
        client.idle_done()


def test_news_before_the_plus_is_taken_for_an_error(bare: Bare, line: Proxy, opened: Opened) -> None:
    """A letter that comes as IDLE begins; ours hears it."""
    client = bare()
    line.on(rb"^\+ idling", before(b"* 1 EXISTS\r\n"), times=2)
    with pytest.raises(IMAPClientError, match="Unexpected IDLE"):
        client.idle()
    box = opened()
    box.listing("INBOX")
    assert box.wait(0) is False
    line.say(b"* OK Still here\r\n")
    assert box.wait(5) is True


def test_a_literal_in_what_is_said_unasked_breaks_noop(bare: Bare, line: Proxy, opened: Opened) -> None:
    """It reads the first line alone; ours reads the answer to its end."""
    said = b"* 1 FETCH (UID 1 BODY[] {5}\r\nWRONG)\r\n"
    client = bare()
    line.on(rb"^\w+ OK NOOP", before(said))
    with pytest.raises(ProtocolError):
        client.noop()
    box = opened(idle=False)
    box.listing("INBOX")
    line.on(rb"^\w+ OK NOOP", before(said))
    line.say(b"* OK Still here\r\n")
    assert box.wait(5) is True


def test_what_is_said_of_a_number_goes_into_the_letter_whose_uid_looks_alike(
    bare: Bare, line: Proxy, user: User, opened: Opened, spool: Spool
) -> None:
    """Flags of message number 2, unasked and without a UID, become those of UID 2."""
    for letter in LETTERS:
        user.deliver(letter)
    said = b"* 2 FETCH (FLAGS (Wrong))\r\n"
    client = bare()
    line.on(rb"^\w+ OK Fetch", before(said))
    assert client.fetch([2], ["FLAGS"])[2][b"FLAGS"] == (b"Wrong",)
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    line.on(rb"^\w+ OK Fetch", before(said))
    fetched = box.fetch("INBOX", 2, spool, uidvalidity=validity)
    assert fetched is not None
    assert "Wrong" not in fetched.flags


def test_an_expunged_letter_is_an_empty_answer(bare: Bare, user: User) -> None:
    """No error, and nothing in it."""
    user.deliver(LETTERS[0])
    assert bare().fetch([7], ["BODY.PEEK[]"]) == {}


def test_times_lose_their_offset(bare: Bare, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """They become local times of the process, and naive; ours are moments."""
    user.deliver(LETTERS[0], at=datetime(2025, 10, 17, 19, tzinfo=UTC))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        told = bare().fetch([1], ["INTERNALDATE"])[1][b"INTERNALDATE"]
        # It reckons with the offset of today, which in winter is another than that day's: an hour off besides.
        assert told.tzinfo is None
        assert told.replace(minute=0) in (datetime(2025, 10, 17, hour) for hour in (14, 15))  # noqa: DTZ001
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_letter_is_formatted_for_a_log(bare: Bare, opened: Opened, user: User) -> None:
    """Debug level 5, whatever the log takes: a letter of 30 MB is written out as Python text. Ours is 0."""
    user.deliver(LETTERS[0])
    client = bare()
    formatted: list[str] = []
    client._imap._mesg = lambda text, *_: formatted.append(text)
    client.fetch([1], ["BODY.PEEK[]"])
    assert client._imap.debug == 5
    assert any("letter 1" in text for text in formatted)
    assert opened()._client._imap.debug == 0


def test_nothing_limits_how_long_an_answer_may_take(bare: Bare, line: Proxy, account: Account, opened: Opened) -> None:
    """No time-out by default; ours has the account's."""
    assert bare().socket().gettimeout() is None
    assert opened()._client.socket().gettimeout() == account.timeout_seconds


def test_half_a_line_breaks_the_waiting(bare: Bare, line: Proxy, opened: Opened) -> None:
    """A line that comes in two packets is an error of ``idle_check``; ours waits for its end."""
    client = bare()
    client.idle()
    line.say(b"* 1 EXI")
    with pytest.raises(imaplib.IMAP4.abort, match="unterminated"):
        client.idle_check(timeout=5)
    box = opened()
    box.listing("INBOX")
    assert box.wait(0) is False
    line.on(rb"^\w+ OK Idle", before(b"STS\r\n"))
    line.say(b"* 1 EXI")
    assert box.wait(5) is True


def test_a_line_of_a_megabyte_is_refused(bare: Bare, line: Proxy) -> None:
    """imaplib's limit: the numbers of some 150,000 letters do not fit, which is why they are asked for in portions."""
    client = bare()
    line.on(rb"^\* SEARCH", before(b"* SEARCH " + b"1234567 " * 130_000 + b"\r\n"))
    with pytest.raises(IMAPClientError, match="got more than"):
        client.search()


def test_our_own_errors_do_not_repeat_what_came(opened: Opened, line: Proxy, user: User, spool: Spool) -> None:
    """imaplib puts the line it stumbled over into its error; it may be of a letter."""
    user.deliver(b"Subject: x\r\n\r\nprivate words\r\n")
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    line.on(rb"BODY\[\]", lambda connection, _: connection.say(b"private words\r\n"))
    with pytest.raises(Exception, match="cannot be understood") as caught:
        box.fetch("INBOX", 1, spool, uidvalidity=validity)
    assert "private" not in str(caught.value)


def test_a_server_that_dies_within_an_answer_is_not_waited_for(opened: Opened, line: Proxy, user: User) -> None:
    """Closing takes leave of nobody who does not listen."""
    box = opened()
    line.on(rb"", stall(), times=9)
    started = time.monotonic()
    box.close()
    assert time.monotonic() - started < 4
    line.heal()
    again = opened()
    line.on(rb"", cut())
    again.close()
