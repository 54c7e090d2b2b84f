"""Rows 1 to 10: a mail server that falls silent, forgets, garbles or hangs up.

Here the mailbox itself, on a real Dovecot with a faulty line between; the database is the daemon's part.
"""

import hashlib
import random
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.mailbox import Account, Fetched, Mailbox, MailboxError
from intake.spool import Spool
from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot, User
from tests.servers.fixtures import Opened
from tests.servers.imap_proxy import Proxy, before, bye, cut, cut_at, drip, instead, later, say, stall
from tests.servers.ports import until

BIG = b"Subject: big\r\n\r\n" + b"".join(b"%07d 0123456789 abcdefghijklmnopqrstuvwxyz\r\n" % n for n in range(60_000))
LETTERS = tuple(f"From: s{n}@mektep.kz\r\nSubject: {n}\r\n\r\nСәлем {n}\r\n".encode() for n in range(1, 6))
TIMES = tuple(datetime(2025, 10, 17, 18, 59, 50 + n, tzinfo=UTC) for n in range(1, 6))


READY, LOGGED_IN = rb"^\* OK .*ready", rb"^\w+ OK .*Logged in"


def sha(raw: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(raw).hexdigest()


def everything(box: Mailbox, spool: Spool, folder: str = "INBOX") -> dict[int, str]:
    """Every letter of a folder fetched: UID to SHA-256."""
    listing = box.listing(folder)
    fetched = [box.fetch(folder, uid, spool, uidvalidity=listing.uidvalidity) for uid in listing.uids]
    return {one.uid: one.stored.sha256 for one in fetched if one is not None}


def patiently(account: Account, work: Callable[[Mailbox], object], tries: int = 5) -> int:
    """Do work with the mailbox, opened again after each failure; how many failed."""
    for failed in range(tries):
        with suppress(MailboxError), Mailbox.open(account) as box:
            work(box)
            return failed
    raise AssertionError("never done")


def stored(spool: Spool) -> set[str]:
    """What lies in the spool, and nothing half-written beside it."""
    assert list((spool.root / "tmp").iterdir()) == []
    return {path.stem for path in spool.root.rglob("*.eml")}


def code(work: Callable[[], object]) -> str:
    """The code that the work fails with."""
    with pytest.raises(MailboxError) as caught:
        work()
    return caught.value.code


# ---------------------------------------------------------------- row 1


@pytest.mark.parametrize("farewell", [b"", b"* BYE Server shutting down.\r\n"])
def test_row_1_server_closes_during_idle(
    opened: Opened, line: Proxy, user: User, spool: Spool, farewell: bytes
) -> None:
    """Said at once and once, with no spinning; a new connection catches up."""
    box = opened()
    box.listing("INBOX")
    assert box.wait(0) is False
    user.deliver(LETTERS[0])
    line.say(farewell)
    line.cut()
    started, worked = time.monotonic(), time.process_time()
    assert code(lambda: box.wait(30)) == "mailbox_lost"
    assert code(lambda: box.wait(30)) == "mailbox_lost"
    assert time.monotonic() - started < 2
    assert time.process_time() - worked < 0.5
    assert set(everything(opened(), spool).values()) == {sha(LETTERS[0])}


@pytest.mark.parametrize("security", ["plain", "tls"])
def test_row_1_a_real_shutdown_ends_the_waiting(
    server: Dovecot, authority: Authority, opened: Opened, spool: Spool, user: User, security: str
) -> None:
    """An administrator restarts the server: it says BYE within IDLE, encrypted or not."""
    encrypted = {"security": "tls", "host": "localhost", "port": server.tls_port, "ca_file": authority.certificate}
    changed = encrypted if security == "tls" else {}
    box = opened(**changed)
    assert box.wait(0) is False
    server.stop()
    try:
        assert code(lambda: box.wait(20)) == "mailbox_lost"
        assert code(lambda: opened(**changed)) in ("mailbox_lost", "mailbox_unreachable")
    finally:
        server.start()
    user.deliver(LETTERS[0])
    assert set(everything(opened(**changed), spool).values()) == {sha(LETTERS[0])}


# ---------------------------------------------------------------- row 2


@pytest.mark.parametrize(
    ("when", "after"),
    [
        (rb"^\* OK .*ready", 0),
        (rb"^\w+ OK .*Logged in", 0),
        (rb"^\* SEARCH", 0),
        (rb"BODY\[\]", 0),
        (rb"BODY\[\]", 700),
    ],
)
def test_row_2_mute_server(account: Account, line: Proxy, user: User, spool: Spool, when: bytes, after: int) -> None:
    """Silence at any moment, within a letter too, is a time-out; the next connection finds everything."""
    user.deliver(BIG)
    line.on(when, stall(after))
    hasty = replace(account, timeout_seconds=0.3)
    with pytest.raises(MailboxError) as caught, Mailbox.open(hasty) as box:
        everything(box, spool)
    assert caught.value.code == "mailbox_timeout"
    assert not caught.value.lasting
    assert stored(spool) == set()
    with Mailbox.open(account) as box:
        assert set(everything(box, spool).values()) == {sha(BIG)}


def test_row_2_a_mute_server_within_idle_is_found_out(
    opened: Opened, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """IDLE may be silent for hours on a dead line: each ends by itself and must be answered."""
    monkeypatch.setattr("intake.mailbox.box.IDLE_SECONDS", 0.2)
    box = opened(timeout_seconds=0.3)
    assert box.wait(0.1) is False
    line.on(rb"", stall(), times=99)
    assert code(lambda: [box.wait(1) for _ in range(3)]) == "mailbox_timeout"


# ---------------------------------------------------------------- row 3


def test_row_3_no_idle_capability(opened: Opened, line: Proxy, user: User, spool: Spool) -> None:
    """As at Mail.ru: no IDLE is sent; listing finds what waiting cannot be told of."""
    line.on(rb"CAPABILITY", instead(rb" IDLE", b""), times=99)
    box = opened()
    assert box.listing("INBOX").uids == ()
    user.deliver(LETTERS[0])
    assert box.wait(0.05) is False
    assert set(everything(box, spool).values()) == {sha(LETTERS[0])}
    assert not any(b"IDLE" in command for command in line.commands)


def test_row_3_a_server_without_idle_that_closes_is_found_out(opened: Opened, line: Proxy) -> None:
    """The wait ends with the connection."""
    line.on(rb"CAPABILITY", instead(rb" IDLE", b""), times=99)
    box = opened()
    box.listing("INBOX")
    threading.Timer(0.1, line.cut).start()
    assert code(lambda: box.wait(20)) == "mailbox_lost"


# ---------------------------------------------------------------- row 4


def test_row_4_letter_arrives_between_fetch_and_idle(opened: Opened, user: User, spool: Spool) -> None:
    """Nobody tells of it in IDLE, for it is there already when that begins: the wait does not begin."""
    box = opened()
    user.deliver(LETTERS[0])
    assert len(everything(box, spool)) == 1
    user.deliver(LETTERS[1])
    started = time.monotonic()
    assert box.wait(20) is True
    assert time.monotonic() - started < 5
    assert len(everything(box, spool)) == 2
    assert box.wait(0.05) is False


def test_row_4_what_came_with_the_answer_to_idle_is_heard(opened: Opened, line: Proxy, user: User) -> None:
    """In one packet with the "+": it waits in a buffer where no poll of the socket sees it."""
    box = opened()
    box.listing("INBOX")
    line.on(rb"^\+ idling", lambda connection, answer: connection.say(answer + b"* 1 EXISTS\r\n"))
    started = time.monotonic()
    assert box.wait(20) is True
    assert time.monotonic() - started < 5


# ---------------------------------------------------------------- rows 5 and 6


def test_row_5_uidvalidity_changes(opened: Opened, user: User, spool: Spool) -> None:
    """Nothing is fetched by an old number; the new listing says that the numbers are new."""
    for letter in LETTERS:
        user.deliver(letter)
    box = opened()
    old = box.listing("INBOX")
    box.close()
    user.renumber()
    box = opened()
    assert code(lambda: box.fetch("INBOX", old.uids[0], spool, uidvalidity=old.uidvalidity)) == "uidvalidity_changed"
    assert code(lambda: box.internaldates("INBOX", old.uids, uidvalidity=old.uidvalidity)) == "uidvalidity_changed"
    assert code(lambda: box.mark("INBOX", 1, "Baiqau", uidvalidity=old.uidvalidity)) == "uidvalidity_changed"
    assert stored(spool) == set()
    assert box.listing("INBOX").uidvalidity != old.uidvalidity
    assert set(everything(box, spool).values()) == {sha(letter) for letter in LETTERS}


def test_row_6_uid_reused_under_a_new_uidvalidity(opened: Opened, user: User, spool: Spool) -> None:
    """The same number, another letter: told apart by the UIDVALIDITY that each carries."""
    first_file = user.deliver(LETTERS[0])
    box = opened()
    old = box.listing("INBOX")
    first = box.fetch("INBOX", 1, spool, uidvalidity=old.uidvalidity)
    box.close()
    next(user.folder().glob(f"*/{first_file.name}*")).unlink()
    user.renumber()
    user.deliver(LETTERS[1])
    box = opened()
    new = box.listing("INBOX")
    assert (new.uids, new.uidvalidity == old.uidvalidity) == ((1,), False)
    second = box.fetch("INBOX", 1, spool, uidvalidity=new.uidvalidity)
    assert first is not None
    assert second is not None
    assert (first.stored.sha256, second.stored.sha256) == (sha(LETTERS[0]), sha(LETTERS[1]))
    assert (first.uidvalidity, second.uidvalidity) == (old.uidvalidity, new.uidvalidity)


# ---------------------------------------------------------------- row 7


def expunge(account: Account, uid: int) -> None:
    """Somebody else deletes a letter for good."""
    with Mailbox.open(account) as other:
        other.move("INBOX", uid, "Trash", uidvalidity=other.listing("INBOX").uidvalidity)


def test_row_7_letter_expunged_before_fetch(opened: Opened, account: Account, user: User, spool: Spool) -> None:
    """It is None, and the others go on."""
    for letter in LETTERS:
        user.deliver(letter)
    box = opened()
    listing = box.listing("INBOX")
    expunge(account, 2)
    got = [box.fetch("INBOX", uid, spool, uidvalidity=listing.uidvalidity) for uid in listing.uids]
    assert [one and one.uid for one in got] == [1, None, 3, 4, 5]
    assert stored(spool) == {sha(letter) for letter in LETTERS} - {sha(LETTERS[1])}


@pytest.mark.parametrize("said", [rb"NIL", rb'""', rb"{0}\r\n"])
def test_row_7_half_a_letter_is_never_taken_for_a_whole_one(
    opened: Opened, account: Account, line: Proxy, user: User, spool: Spool, said: bytes
) -> None:
    """A server may answer for what was expunged with nothing (RFC 2180, 4.1.3): that is no end of a letter."""
    user.deliver(BIG)
    box = opened()
    listing = box.listing("INBOX")

    def gone(connection: object, answer: bytes) -> None:
        expunge(account, 1)
        empty(connection, answer)  # type: ignore[arg-type]

    empty = instead(rb"BODY\[\]<1048576> .*\)", b"BODY[]<1048576> " + said.replace(b"\\r\\n", b"\r\n") + b")")
    line.on(rb"BODY\[\]<1048576>", gone)
    assert box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity) is None
    assert stored(spool) == set()


@pytest.mark.parametrize("refusal", ["empty", "no"])
def test_row_7_a_letter_that_the_server_withholds_stops_nothing(
    opened: Opened, line: Proxy, user: User, spool: Spool, refusal: str
) -> None:
    """It is there and comes empty or not at all: an error of this letter alone, on a connection that goes on."""
    for letter in LETTERS[:2]:
        user.deliver(letter)
    box = opened()
    listing = box.listing("INBOX")
    if refusal == "empty":
        line.on(rb"UID 1 .*BODY\[\]", instead(rb"BODY\[\]<0> .*\)", b"BODY[]<0> NIL)"))
    else:
        line.on(rb"UID 1 .*BODY\[\]", say(b""))
        line.on(rb"^\w+ OK Fetch", instead(rb"OK .*", b"NO [SERVERBUG] Internal error occurred.\r\n"))
    assert code(lambda: box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)) == "letter_withheld"
    assert box.fetch("INBOX", 2, spool, uidvalidity=listing.uidvalidity) is not None
    assert stored(spool) == {sha(LETTERS[1])}


# ---------------------------------------------------------------- row 8


UNSOLICITED = (
    b"* 3 FETCH (FLAGS (\\Seen Wrong))\r\n",
    b'* 3 FETCH (INTERNALDATE "01-Jan-2001 00:00:00 +0000")\r\n',
    b"* 1 FETCH (UID 1 FLAGS (\\Deleted Wrong))\r\n",
    b'* 1 FETCH (UID 1 BODY[]<0> {5}\r\nWRONG INTERNALDATE "01-Jan-2001 00:00:00 +0000")\r\n',
    b"* 3 FETCH (BODY[]<0> {5}\r\nWRONG)\r\n",
    b"* 4 EXPUNGE\r\n* 99 EXISTS\r\n* OK [ALERT] Quota\r\n",
)


@pytest.mark.parametrize("said", UNSOLICITED)
@pytest.mark.parametrize("place", ["before", "after", "long before"])
def test_row_8_unsolicited_fetch_data(
    opened: Opened, line: Proxy, user: User, spool: Spool, said: bytes, place: str
) -> None:
    """Whatever is said of other letters, or of a message number that looks like the UID, goes into no letter."""
    for letter, at in zip(LETTERS, TIMES, strict=True):
        user.deliver(letter, at=at)
    box = opened()
    listing = box.listing("INBOX")
    if place == "long before":
        line.on(rb"^\w+ OK NOOP", before(said))
        line.on(rb"^\w+ OK Idle", before(said))
        box.wait(0)
        listing = box.listing("INBOX")
    else:
        line.on(rb"BODY\[\]" if place == "before" else rb"^\w+ OK Fetch", before(said))
    fetched = box.fetch("INBOX", 3, spool, uidvalidity=listing.uidvalidity)
    assert isinstance(fetched, Fetched)
    assert (fetched.uid, fetched.stored.sha256) == (3, sha(LETTERS[2]))
    assert fetched.internaldate == TIMES[2]
    assert not {"Wrong", "\\Seen", "\\Deleted"} & fetched.flags
    assert stored(spool) == {sha(LETTERS[2])}


def test_row_8_times_are_each_letters_own(opened: Opened, line: Proxy, user: User) -> None:
    """The same for the server's stamps, asked for many at once."""
    for letter, at in zip(LETTERS, TIMES, strict=True):
        user.deliver(letter, at=at)
    box = opened()
    box.listing("INBOX")
    line.on(rb"UID 3 ", before(UNSOLICITED[1]))
    assert box.internaldates("INBOX", [1, 3, 5, 77]) == {1: TIMES[0], 3: TIMES[2], 5: TIMES[4]}


def test_row_8_answers_in_another_order_are_each_letters_own(opened: Opened, line: Proxy, user: User) -> None:
    """A server may answer in any order."""
    for letter, at in zip(LETTERS, TIMES, strict=True):
        user.deliver(letter, at=at)
    box = opened()
    box.listing("INBOX")
    line.on(rb"UID 1 INTERNALDATE", later())
    line.on(rb"UID 4 INTERNALDATE", later())
    found = box.internaldates("INBOX", range(1, 6))
    assert found == dict(zip(range(1, 6), TIMES, strict=True))


def test_row_8_a_part_of_another_place_is_not_taken_for_this_one(
    opened: Opened, line: Proxy, user: User, spool: Spool
) -> None:
    """A server that gives the beginning again would double the letter."""
    user.deliver(BIG)
    box = opened()
    listing = box.listing("INBOX")
    line.on(rb"BODY\[\]<1048576>", instead(rb"<1048576>", b"<0>"))
    assert code(lambda: box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)) == "letter_withheld"
    assert stored(spool) == set()


# ---------------------------------------------------------------- row 9


@pytest.mark.parametrize(("part", "after"), [(0, 100), (0, 900_000), (1, 0), (1, 30), (1, 700_000), (2, 400_000)])
def test_row_9_connection_cut_in_mid_literal(
    account: Account, line: Proxy, user: User, spool: Spool, part: int, after: int
) -> None:
    """Nothing of it is stored, and it is fetched again from the beginning."""
    user.deliver(BIG)
    line.on(rb"BODY\[\]", cut(after), skip=part)
    with Mailbox.open(account) as box:
        listing = box.listing("INBOX")
        assert code(lambda: box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)) == "mailbox_lost"
    assert stored(spool) == set()
    assert patiently(account, lambda box: everything(box, spool)) == 0
    assert stored(spool) == {sha(BIG)}


def test_row_9_cut_again_and_again(account: Account, line: Proxy, user: User, spool: Spool) -> None:
    """Each time a little further on."""
    user.deliver(BIG)
    for after in (10, 5_000, 1_000_000):
        line.on(rb"BODY\[\]", cut(after))
    assert patiently(account, lambda box: everything(box, spool)) == 3
    assert stored(spool) == {sha(BIG)}


def test_row_9_cut_anywhere(account: Account, line: Proxy, user: User, spool: Spool) -> None:
    """At every place of a whole session, from the greeting to the leave: no other error, and nothing is missing."""
    for letter in LETTERS[:2]:
        user.deliver(letter)
    chance = random.Random(9)

    def work(box: Mailbox) -> None:
        assert box.folders()
        assert len(everything(box, spool)) == 2
        box.wait(0)
        box.internaldates("INBOX", [1, 2])

    failed = 0
    for at in (*range(1, 60, 9), *(chance.randrange(1, 3000) for _ in range(25))):
        line.heal()
        line.on(rb"", cut_at(at), times=10_000)
        failed += patiently(account, work, tries=2)
    assert failed > 20
    assert stored(spool) == {sha(letter) for letter in LETTERS[:2]}


def test_row_9_a_slow_line_is_only_slow(opened: Opened, line: Proxy, user: User, spool: Spool) -> None:
    """Drops of a few bytes, longer altogether than one answer may take, are put together."""
    user.deliver(LETTERS[0])
    box = opened(timeout_seconds=0.3)
    line.on(rb"BODY\[\]", drip(9, 0.03))
    assert set(everything(box, spool).values()) == {sha(LETTERS[0])}
    line.on(rb"EXISTS", drip(1, 0.01))
    assert box.wait(0.05) is False


GARBAGE = (
    b"\x00\xff\xfe garbage \x80\r\n",
    b"* 1 FETCH (UID 1 BODY[]<0> {20000000000000000}\r\nx)\r\n",
    b"* 1 FETCH (UID 1 BODY[]<0> {-5}\r\nx)\r\n",
    b"* 1 FETCH (UID 1 BODY[]<0>\r\n",
    b"* 1 FETCH UID\r\n",
    b"* 1 FETCH ((((\r\n",
    b"* 1 FETCH (UID)\r\n",
    b"* x FETCH (UID 1 7 8)\r\n",
    b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
    b"x" * 1_200_000 + b"\r\n",
    b"A" * 5000 + b" OK\r\n",
)


@pytest.mark.parametrize("said", GARBAGE, ids=lambda said: repr(said[:24]))
def test_row_9_garbage_is_no_letter(account: Account, line: Proxy, user: User, spool: Spool, said: bytes) -> None:
    """Whatever a broken line says in place of a letter is an error of ours; the next time the letter comes whole."""
    user.deliver(LETTERS[0])
    line.on(rb"BODY\[\]", say(said))
    with Mailbox.open(replace(account, timeout_seconds=1)) as box:
        listing = box.listing("INBOX")
        found = None
        with suppress(MailboxError):
            found = box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)
    assert found is None
    assert stored(spool) == set()
    with Mailbox.open(account) as box:
        assert set(everything(box, spool).values()) == {sha(LETTERS[0])}


@pytest.mark.parametrize("when", [READY, rb"^\* LIST", rb"UIDVALIDITY", rb"^\* SEARCH", rb"^\w+ OK .*Search"])
@pytest.mark.parametrize("said", GARBAGE[:1] + GARBAGE[4:9], ids=lambda said: repr(said[:24]))
def test_row_9_garbage_anywhere_is_told_in_our_words(
    account: Account, line: Proxy, user: User, spool: Spool, when: bytes, said: bytes
) -> None:
    """No other error comes out, and afterwards everything is found."""
    user.deliver(LETTERS[0])
    line.on(when, say(said))

    def work(box: Mailbox) -> None:
        box.folders()
        if not everything(box, spool):
            raise MailboxError("mailbox_garbled", host="")

    patiently(replace(account, timeout_seconds=0.5), work)
    assert stored(spool) == {sha(LETTERS[0])}


# ---------------------------------------------------------------- row 10


def test_row_10_login_refused(account: Account, tmp_path: Path) -> None:
    """A person must do something: it says what the server said, never the password."""
    wrong = tmp_path / "wrong"
    wrong.write_text("hunter2")
    with pytest.raises(MailboxError) as caught:
        Mailbox.open(replace(account, login=replace(account.login, file=wrong)))
    assert (caught.value.code, caught.value.lasting) == ("mailbox_refused", True)
    assert re.search("[Aa]uthentication failed", caught.value.params["said"])
    assert "hunter2" not in f"{caught.value} {caught.value.params} {caught.value.__cause__}"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "mailbox_refused"),
        (b"NO [ALERT] Application-specific password required", "mailbox_refused"),
        (b"NO [UNAVAILABLE] Temporary authentication failure", "mailbox_unavailable"),
        (b"NO [ALERT] Too many simultaneous connections. (Failure)", "mailbox_unavailable"),
        (b"BAD Invalid command", "mailbox_refused"),
    ],
)
def test_row_10_a_server_that_is_busy_has_not_judged_the_password(
    opened: Opened, line: Proxy, said: bytes, expected: str
) -> None:
    """Waiting helps against the one and not against the other."""
    line.on(rb"^\w+ OK .*Logged in", instead(rb"OK .*", said + b"\r\n"))
    assert code(opened) == expected


@pytest.mark.parametrize("when", [READY, LOGGED_IN, rb"^\* SEARCH", rb"BODY\[\]", rb"^\+ idling"])
def test_row_10_bye_and_catch_up_afterwards(
    account: Account, line: Proxy, user: User, spool: Spool, when: bytes
) -> None:
    """A server that takes leave at any moment: an error that may pass, and afterwards nothing is missing."""
    for letter in LETTERS:
        user.deliver(letter)
    line.on(when, bye(), times=2)

    def work(box: Mailbox) -> None:
        everything(box, spool)
        box.wait(0)

    assert patiently(account, work) == 2
    assert stored(spool) == {sha(letter) for letter in LETTERS}


def test_row_10_a_server_that_greets_with_bye_needs_no_person(account: Account, line: Proxy) -> None:
    """It has too many with it, or is just stopping: that passes, and is no fault of its settings."""
    line.on(READY, bye())
    with pytest.raises(MailboxError) as caught:
        Mailbox.open(account)
    assert (caught.value.code, caught.value.lasting) == ("mailbox_unavailable", False)


def test_row_10_a_server_that_is_not_there(account: Account, line: Proxy) -> None:
    """Refused by the system, by name too."""
    line.stop()
    until(lambda: code(lambda: Mailbox.open(account)) == "mailbox_unreachable", "the port to be closed")
    assert (
        code(lambda: Mailbox.open(replace(account, host="no-such-host.invalid", security="tls"))) == "mailbox_unknown"
    )
