"""A mailbox on a real server: opened safely, looked at without a trace, its letters brought in byte for byte."""

import hashlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from intake.errors import SpoolError
from intake.mailbox import Account, Folder, Login, Mailbox, MailboxError
from intake.spool import Spool
from tests.intake.test_spool import Disk, fail
from tests.servers.certificates import Authority, an_authority
from tests.servers.dovecot import MISSING, PASSWORD, PROGRAM, Dovecot, User, a_dovecot
from tests.servers.fixtures import Opened
from tests.servers.imap_proxy import Proxy, before, cut, instead, without

ROOT = Path(__file__).resolve().parents[3]
LETTER = "From: a@mektep.kz\r\nSubject: Өтініш\r\n\r\nСәлеметсіз бе\r\n".encode()
MEGABYTE = 1 << 20


def code(work: Callable[[], object]) -> str:
    """The code that the work fails with."""
    with pytest.raises(MailboxError) as caught:
        work()
    return caught.value.code


def letter(size: int) -> bytes:
    """A letter of so many bytes, no two places alike."""
    text = b"Subject: x\r\n\r\n" + b"".join(b"%08d\r\n" % n for n in range(size // 10 + 1))
    return text[: size - 2] + b"\r\n"


# ---------------------------------------------------------------- opening


@pytest.fixture
def secure(server: Dovecot, authority: Authority, user: User, login: Login) -> Account:
    """The mailbox by TLS, without a proxy."""
    return Account("localhost", user.name, login, server.tls_port, "tls", authority.certificate, timeout_seconds=5)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_encrypted_mailbox_with_an_authority_of_our_own(
    secure: Account, server: Dovecot, user: User, spool: Spool, security: str
) -> None:
    """By both ways, waiting too."""
    user.deliver(letter(3 * MEGABYTE))
    port = server.tls_port if security == "tls" else server.port
    with Mailbox.open(replace(secure, security=security, port=port)) as box:  # type: ignore[arg-type]
        listing = box.listing("INBOX")
        fetched = box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)
        assert fetched is not None
        assert fetched.stored.path.read_bytes() == letter(3 * MEGABYTE)
        assert box.wait(0.05) is False
        user.deliver(LETTER)
        assert box.wait(20) is True


def test_a_certificate_of_an_unknown_authority_is_refused(secure: Account) -> None:
    """A person must say whom to trust; the password has not been sent."""
    with pytest.raises(MailboxError) as caught:
        Mailbox.open(replace(secure, ca_file=None))
    assert (caught.value.code, caught.value.lasting) == ("mailbox_certificate", True)


def test_a_certificate_of_another_name_is_refused(secure: Account) -> None:
    """The certificate is for localhost."""
    assert code(lambda: Mailbox.open(replace(secure, host="127.0.0.1"))) == "mailbox_certificate"


def test_a_certificate_that_is_over_is_refused(tmp_path: Path, login: Login, openssl_s: "Server") -> None:
    """Whoever signed it."""
    authority = an_authority(tmp_path)
    port = openssl_s(*authority.issue("localhost", tmp_path, days=-1))
    account = Account("localhost", "a@example.kz", login, port, "tls", authority.certificate, timeout_seconds=5)
    assert code(lambda: Mailbox.open(account)) == "mailbox_certificate"


Server = Callable[[Path, Path], int]


@pytest.fixture
def openssl_s() -> Iterator[Server]:
    """A TLS server that only shows its certificate."""
    from tests.servers.ports import free_port, listening, until

    running: list[subprocess.Popen[bytes]] = []

    def start(certificate: Path, key: Path) -> int:
        port = free_port()
        command = ["openssl", "s_server", "-accept", str(port), "-cert", str(certificate), "-key", str(key), "-quiet"]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        until(lambda: listening(port), "the TLS server")
        return port

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def test_encryption_that_is_not_offered_is_never_done_without(
    secure: Account, server: Dovecot, line: Proxy, account: Account
) -> None:
    """A plain port for TLS, and an answer from which somebody took STARTTLS away: the password stays here."""
    assert code(lambda: Mailbox.open(replace(secure, port=server.port))) == "mailbox_no_tls"
    line.on(rb"STARTTLS", instead(rb" STARTTLS", b""), times=9)
    stripped = replace(secure, port=line.port, security="starttls")
    assert code(lambda: Mailbox.open(stripped)) == "mailbox_no_tls"
    assert not any(b"LOGIN" in command or b"AUTH" in command for command in line.commands)


def test_what_is_said_before_starttls_is_forgotten(secure: Account, line: Proxy, user: User) -> None:
    """Whoever adds to the open part of the talk adds nothing to the encrypted one."""
    line.on(rb"^\w+ OK .*TLS", before(b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n* 99 EXISTS\r\n"))
    with Mailbox.open(replace(secure, port=line.port, security="starttls")) as box:
        assert box.listing("INBOX").uids == ()


@pytest.mark.parametrize("host", ["imap.example.kz", "10.0.0.1", "127.0.0.1.example.kz", "localhost.example.kz"])
def test_a_password_goes_in_the_open_to_this_computer_alone(account: Account, host: str) -> None:
    """It is refused before anything is looked up."""
    assert code(lambda: Mailbox.open(replace(account, host=host))) == "mailbox_plain"


def test_an_authority_that_cannot_be_read_is_named(secure: Account, tmp_path: Path) -> None:
    """Missing, or no certificates."""
    assert code(lambda: Mailbox.open(replace(secure, ca_file=tmp_path / "no.pem"))) == "ca_unreadable"
    (tmp_path / "odd.pem").write_text("odd")
    assert code(lambda: Mailbox.open(replace(secure, ca_file=tmp_path / "odd.pem"))) == "ca_unreadable"


# ---------------------------------------------------------------- the password


@pytest.mark.parametrize("after", [0, 9])
def test_a_line_cut_while_logging_in_is_no_refused_password(line: Proxy, account: Account, after: int) -> None:
    """It is tried again by itself; nobody is sent to look for a wrong password."""
    line.on(rb"Logged in", cut(after))
    with pytest.raises(MailboxError) as caught:
        Mailbox.open(account)
    assert (caught.value.code, caught.value.lasting) == ("mailbox_lost", False)
    Mailbox.open(account).close()


def test_the_password_comes_from_the_environment_a_file_or_systemd(tmp_path: Path) -> None:
    """Read anew each time, its first line alone; where it is missing, the place is told."""
    file = tmp_path / "word"
    file.write_bytes("\ufeffқұпия сөз \r\nsecond line\n".encode())
    environ = {"WORD": "from the environment", "CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert Login(env="WORD").password(environ) == "from the environment"
    assert Login(file=file).password(environ) == "құпия сөз "
    assert Login(credential="word").password(environ) == "құпия сөз "
    file.write_text("changed")
    assert Login(file=file).password(environ) == "changed"
    for login, where in (
        (Login(env="NONE"), "NONE"),
        (Login(file=tmp_path / "none"), str(tmp_path / "none")),
        (Login(credential="none"), str(tmp_path / "none")),
    ):
        with pytest.raises(MailboxError, match="no password") as caught:
            login.password(environ)
        assert caught.value.params["where"].startswith(where)
    assert code(lambda: Login(credential="word").password({})) == "secret_absent"


def test_a_kazakh_password_is_a_password(tmp_path: Path, line: Proxy) -> None:
    """LOGIN could not carry it."""
    if PROGRAM is None:
        pytest.skip(MISSING)
    (tmp_path / "word").write_text("Құпия-сөз-1", "utf-8")
    with a_dovecot(password="Құпия-сөз-1") as server:
        account = Account("127.0.0.1", "a@example.kz", Login(file=tmp_path / "word"), server.port, "plain")
        with Mailbox.open(account) as box:
            assert box.listing("INBOX").uids == ()


@pytest.mark.parametrize("name", ["a b@example.kz", 'say"it"@example.kz', "DOMAIN\\name", "жәшік@example.kz"])
def test_a_users_name_may_be_odd(account: Account, name: str) -> None:
    """Spaces, quotation marks, a domain before it, Kazakh letters."""
    with Mailbox.open(replace(account, user=name)) as box:
        assert box.listing("INBOX").uids == ()


def test_the_password_is_never_shown(
    account: Account, user: User, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in the most talkative log nor in repr; nor is a letter in the log."""
    caplog.set_level(logging.DEBUG)
    user.deliver(LETTER)
    with Mailbox.open(account) as box:
        box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
        seen = f"{caplog.text} {account!r} {box!r}"
    assert PASSWORD not in seen
    assert "mektep" not in seen


# ---------------------------------------------------------------- looking without a trace


def test_looking_changes_nothing(opened: Opened, line: Proxy, user: User, spool: Spool) -> None:
    """No flag, no letter less, no command that could change anything; a person's program still sees them as new."""
    for _ in range(3):
        user.deliver(LETTER)
    names = user.names()
    box = opened()
    box.folders()
    listing = box.listing("INBOX")
    for uid in listing.uids:
        box.fetch("INBOX", uid, spool, uidvalidity=listing.uidvalidity)
    box.internaldates("INBOX", listing.uids)
    box.wait(0)
    box.close()
    assert user.names() == names
    assert len(list((user.folder() / "new").iterdir())) == 3
    said = b"\n".join(line.commands)
    assert not [word for word in (b"SELECT", b"STORE", b"EXPUNGE", b"CLOSE", b"APPEND", b"BODY[") if word in said]


def test_flags_are_as_a_person_left_them(opened: Opened, user: User, spool: Spool) -> None:
    """Read, answered and starred stay so."""
    made = user.deliver(LETTER)
    made.rename(user.folder() / "cur" / f"{made.name}:2,FRS")
    box = opened()
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
    assert fetched is not None
    assert {"\\Seen", "\\Answered", "\\Flagged"} <= fetched.flags
    assert user.names()[0].endswith(":2,FRS")


# ---------------------------------------------------------------- bytes and times


@pytest.mark.parametrize("size", [40, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 2 * MEGABYTE, 2 * MEGABYTE + 7])
def test_every_byte_comes_whatever_the_size(opened: Opened, user: User, spool: Spool, size: int) -> None:
    """At the very edges of the pieces too."""
    user.deliver(letter(size))
    box = opened()
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
    assert fetched is not None
    assert fetched.stored.path.read_bytes() == letter(size)
    assert fetched.stored.sha256 == hashlib.sha256(letter(size)).hexdigest()


@pytest.mark.parametrize("raw", [b"123456", b"", b"NIL", b"\xff\x80\r\n\x01", b"(((\r\n{12}\r\n", b'"\\"'], ids=repr)
def test_odd_bytes_are_only_bytes(opened: Opened, user: User, spool: Spool, raw: bytes) -> None:
    """Whatever the wire could take them for."""
    user.deliver(raw)
    box = opened()
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
    assert fetched is not None
    # Dovecot gives each end of a line as CRLF, and nothing else than it has.
    assert fetched.stored.path.read_bytes() == raw


@pytest.mark.parametrize("claimed", [b"1", b"2000000", b"1048576", b"0"])
def test_a_size_that_is_reckoned_roughly_cuts_nothing_off(
    opened: Opened, line: Proxy, user: User, spool: Spool, claimed: bytes
) -> None:
    """Too small, too large, and a whole number of pieces."""
    user.deliver(letter(MEGABYTE + 5000))
    box = opened()
    line.on(rb"RFC822.SIZE", instead(rb"RFC822.SIZE \d+", b"RFC822.SIZE " + claimed))
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
    assert fetched is not None
    assert fetched.stored.path.read_bytes() == letter(MEGABYTE + 5000)


def test_a_server_that_gives_no_parts_gives_the_whole(opened: Opened, line: Proxy, user: User, spool: Spool) -> None:
    """It answers BODY[] to BODY[]<0.1048576>."""
    user.deliver(letter(5000))
    box = opened()
    line.on(rb"BODY\[\]", instead(rb"BODY\[\]<0>", b"BODY[]"))
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
    assert fetched is not None
    assert fetched.stored.path.read_bytes() == letter(5000)


def test_a_disk_that_fails_leaves_the_connection_sound(opened: Opened, user: User, tmp_path: Path) -> None:
    """The error is the disk's, and once there is room the same connection goes on."""
    user.deliver(letter(5 * MEGABYTE))
    box = opened()
    listing = box.listing("INBOX")
    disk = Disk("write2", fail(28))
    spool = Spool(tmp_path / "full", disk)
    with pytest.raises(SpoolError) as caught:
        box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)
    assert caught.value.full
    disk.step = ""
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)
    assert fetched is not None
    assert fetched.stored.path.read_bytes() == letter(5 * MEGABYTE)


def test_a_letter_comes_while_the_one_before_is_not_wanted_any_more(opened: Opened, user: User, tmp_path: Path) -> None:
    """What was asked ahead for one letter is never read as another's."""
    user.deliver(letter(3 * MEGABYTE))
    user.deliver(LETTER)
    box = opened()
    listing = box.listing("INBOX")
    spool = Spool(tmp_path / "full", Disk("write1", fail(28)))
    with pytest.raises(SpoolError):
        box.fetch("INBOX", 1, spool, uidvalidity=listing.uidvalidity)
    fetched = box.fetch("INBOX", 2, spool, uidvalidity=listing.uidvalidity)
    assert fetched is not None
    assert fetched.stored.path.read_bytes() == LETTER


ZONED = """
import os, sys, time
os.environ["TZ"] = "America/New_York"; time.tzset()
from pathlib import Path
from intake.mailbox import *
from intake.spool import Spool
port, user, password, raw = sys.argv[1:]
with Mailbox.open(Account("127.0.0.1", user, Login(file=Path(password)), int(port), "plain")) as box:
    fetched = box.fetch("INBOX", 1, Spool(Path(raw)), uidvalidity=box.listing("INBOX").uidvalidity)
    print(fetched.internaldate.isoformat(), box.internaldates("INBOX", [1])[1].isoformat())
"""


def test_the_servers_time_is_that_moment_in_any_zone(server: Dovecot, user: User, login: Login, tmp_path: Path) -> None:
    """Midnight in Astana is not the afternoon before, wherever the program runs."""
    user.deliver(LETTER, at=datetime(2025, 10, 18, tzinfo=timezone(timedelta(hours=5))))
    run = [sys.executable, "-c", ZONED, str(server.port), user.name, str(login.file), str(tmp_path / "raw")]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert told == ["2025-10-17T19:00:00+00:00"] * 2


@pytest.mark.parametrize(
    "said", [b"", b' INTERNALDATE "yesterday"', b" INTERNALDATE NIL", b' INTERNALDATE "17-Oct-2025 10:00:00"']
)
def test_a_broken_time_is_no_time_and_the_letter_comes(
    opened: Opened, line: Proxy, user: User, spool: Spool, said: bytes
) -> None:
    """A local time without its offset proves nothing."""
    user.deliver(LETTER)
    box = opened()
    line.on(rb"BODY\[\]", instead(rb' INTERNALDATE "[^"]*"', said))
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=box.listing("INBOX").uidvalidity)
    assert fetched is not None
    assert (fetched.internaldate, fetched.stored.path.read_bytes()) == (None, LETTER)


# ---------------------------------------------------------------- which letters


def test_letters_from_before_are_left_alone(opened: Opened, user: User) -> None:
    """``since`` is a day; that before it is listed too, because servers reckon days by their own clock."""
    for day in (1, 8, 9, 10, 11):
        user.deliver(LETTER, at=datetime(2025, 10, day, 12, tzinfo=UTC))
    assert opened().listing("INBOX").uids == (1, 2, 3, 4, 5)
    assert opened(since=date(2025, 10, 10)).listing("INBOX").uids == (3, 4, 5)


def test_a_folder_is_listed_whole_however_many_letters_it_holds(
    opened: Opened, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server tells its numbers on one line, which has an end: they are asked for in portions."""
    monkeypatch.setattr("intake.mailbox.wire.SEARCHED_AT_ONCE", 4)
    for number in range(11):
        user.deliver(LETTER, at=datetime(2025, 10, 1 + number, 12, tzinfo=UTC))
    assert opened().listing("INBOX").uids == tuple(range(1, 12))
    assert opened(since=date(2025, 10, 4)).listing("INBOX").uids == tuple(range(3, 12))


def test_a_letter_that_vanishes_meanwhile_hides_no_other(
    opened: Opened, line: Proxy, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers after it move down by one: the portions are asked for again."""
    monkeypatch.setattr("intake.mailbox.wire.SEARCHED_AT_ONCE", 4)
    for _ in range(11):
        user.deliver(LETTER)
    box = opened()
    line.on(rb"^\* SEARCH", instead(rb"\Z", b"* 2 EXPUNGE\r\n"))
    line.on(rb"^\* SEARCH", instead(rb" 6", b""))
    assert box.listing("INBOX").uids == tuple(range(1, 12))


def test_an_empty_folder_has_no_letters(opened: Opened, user: User) -> None:
    """And says its UIDVALIDITY."""
    listing = opened().listing("INBOX")
    assert (listing.uids, listing.uidnext) == ((), 1)
    assert listing.uidvalidity > 0


# ---------------------------------------------------------------- folders


@pytest.mark.parametrize("name", ["Спам", "Бұқаралық хат", "Junk E-mail", "Мұрағат/Спам"])
def test_a_spam_folder_is_found_by_its_usual_name(opened: Opened, user: User, spool: Spool, name: str) -> None:
    """And its letters are fetched under the name that people read."""
    user.deliver(LETTER, folder=name)
    box = opened()
    assert box.folders() == (Folder("INBOX", "inbox"), Folder(name, "spam"))
    fetched = box.fetch(name, 1, spool, uidvalidity=box.listing(name).uidvalidity)
    assert fetched is not None
    assert (fetched.folder, fetched.stored.size) == (name, len(LETTER))


def test_configured_folders_are_watched_and_no_others(opened: Opened, user: User) -> None:
    """By name in any script, the inbox in any case; one that is missing is told."""
    for name in ("Байқау/2025 & 2026", "Спам"):
        user.deliver(LETTER, folder=name)
    chosen = ("inbox", "Байқау/2025 & 2026")
    assert [(one.name, one.role) for one in opened(folders=chosen).folders()] == [
        ("INBOX", "inbox"),
        ("Байқау/2025 & 2026", "other"),
    ]
    box = opened(folders=("INBOX", "Жоқ қалта"))
    with pytest.raises(MailboxError) as caught:
        box.folders()
    assert (caught.value.code, caught.value.params["folder"]) == ("folder_absent", "Жоқ қалта")
    assert code(lambda: box.listing("Жоқ қалта")) == "folder_absent"
    assert box.listing("INBOX").uids == ()


def test_a_server_that_writes_its_names_in_utf_8_is_understood(opened: Opened, line: Proxy, user: User) -> None:
    """Against the rules, and it is asked for them the same way."""
    user.folder("Spam2")
    box = opened()
    line.on(rb"LIST .*Spam2", instead(rb"Spam2", '"Спам"'.encode()))
    assert box.folders()[1] == Folder("Спам", "spam")
    assert code(lambda: box.listing("Спам")) == "folder_closed"
    assert line.commands[-1].endswith('EXAMINE "Спам"'.encode())


def test_the_server_says_which_folder_is_spam(tmp_path: Path, login: Login) -> None:
    """Its word counts, and beside it the usual names: a mail program makes a spam folder of its own."""
    if PROGRAM is None:
        pytest.skip(MISSING)
    with a_dovecot(folders={"Күдікті": "\\Junk", "Спам": "", "Барлығы": "\\All"}) as server:
        account = Account("127.0.0.1", "a@example.kz", login, server.port, "plain")
        with Mailbox.open(account) as box:
            assert box.folders() == (*(Folder("INBOX", "inbox"), Folder("Күдікті", "spam"), Folder("Спам", "spam")),)


# ---------------------------------------------------------------- marks, only where they are asked for


def test_a_keyword_is_all_that_changes(opened: Opened, user: User, spool: Spool) -> None:
    """The letter stays unread."""
    user.deliver(LETTER)
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    box.mark("INBOX", 1, "Baiqau", uidvalidity=validity)
    fetched = box.fetch("INBOX", 1, spool, uidvalidity=validity)
    assert fetched is not None
    assert fetched.flags - {"\\Recent"} == {"Baiqau"}


def test_on_gmail_a_mark_is_a_label(opened: Opened, line: Proxy, user: User) -> None:
    """By its own extension, where the server has it."""
    user.deliver(LETTER)
    line.on(rb"CAPABILITY", instead(rb" IDLE", b" X-GM-EXT-1 IDLE"), times=9)
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    line.on(rb"^\w+ BAD", instead(rb"BAD.*", b"OK done\r\n"))
    box.mark("INBOX", 1, "Baiqau", uidvalidity=validity)
    assert line.commands[-1].endswith(b'UID STORE 1 +X-GM-LABELS.SILENT ("Baiqau")')
    line.on(rb"^\w+ BAD", instead(rb"BAD.*", b"NO refused\r\n"))
    assert code(lambda: box.mark("INBOX", 1, "Baiqau", uidvalidity=validity)) == "mark_refused"


def test_letters_are_copied_and_moved_into_folders_made_for_them(opened: Opened, user: User) -> None:
    """By UID; the other letters stay as they are."""
    for _ in range(3):
        user.deliver(LETTER)
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    box.copy("INBOX", 2, "Қабылданды/2025", uidvalidity=validity)
    box.move("INBOX", 3, "Қабылданды/2025", uidvalidity=validity)
    assert box.listing("INBOX").uids == (1, 2)
    assert len(box.listing("Қабылданды/2025").uids) == 2
    assert len(user.names("Қабылданды/2025")) == 2


def test_without_move_one_letter_is_expunged_and_no_other(opened: Opened, line: Proxy, user: User) -> None:
    """A person has marked another as deleted and not yet given it up: it stays."""
    doomed = user.deliver(LETTER)
    doomed.rename(user.folder() / "cur" / f"{doomed.name}:2,T")
    user.deliver(LETTER)
    line.on(rb"CAPABILITY", without(b" MOVE"), times=9)
    box = opened()
    box.move("INBOX", 2, "Қабылданды", uidvalidity=box.listing("INBOX").uidvalidity)
    assert box.listing("INBOX").uids == (1,)
    assert len(user.names("Қабылданды")) == 1


def test_without_a_safe_way_nothing_is_moved(opened: Opened, line: Proxy, user: User) -> None:
    """A plain EXPUNGE would take other letters with it."""
    user.deliver(LETTER)
    line.on(rb"CAPABILITY", without(b" MOVE", b" UIDPLUS"), times=9)
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    assert code(lambda: box.move("INBOX", 1, "Қабылданды", uidvalidity=validity)) == "mark_refused"
    assert box.listing("INBOX").uids == (1,)


def test_a_letter_that_may_not_be_marked_is_told_and_nothing_else_stops(
    opened: Opened, line: Proxy, user: User, spool: Spool
) -> None:
    """A mailbox that is only lent to us, to be looked at or to be looked at alone."""
    user.deliver(LETTER)
    box = opened()
    validity = box.listing("INBOX").uidvalidity
    line.on(rb"^\w+ OK \[READ-WRITE\]", instead(rb"READ-WRITE", b"READ-ONLY"))
    assert code(lambda: box.mark("INBOX", 1, "Baiqau", uidvalidity=validity)) == "mark_refused"
    line.on(rb"^\w+ OK Store", instead(rb"OK .*", b"NO [NOPERM] Permission denied\r\n"))
    assert code(lambda: box.mark("INBOX", 1, "Baiqau", uidvalidity=validity)) == "mark_refused"
    assert box.fetch("INBOX", 1, spool, uidvalidity=validity) is not None


# ---------------------------------------------------------------- weeks


def test_waiting_goes_on_in_one_idle(opened: Opened, line: Proxy) -> None:
    """Short waits, so that a program can stop at once, are not commands."""
    box = opened()
    box.listing("INBOX")
    for _ in range(20):
        assert box.wait(0.01) is False
    assert sum(b"IDLE" in command for command in line.commands) == 1


def test_each_idle_ends_in_time_and_is_followed_by_noop(
    opened: Opened, line: Proxy, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine minutes in life; and then it begins anew."""
    monkeypatch.setattr("intake.mailbox.box.IDLE_SECONDS", 0.05)
    box = opened()
    box.listing("INBOX")
    for _ in range(4):
        box.wait(0.06)
    said = [command.split()[-1] for command in line.commands]
    at = said.index(b"DONE")
    assert said[at + 1] == b"NOOP"
    assert said.count(b"IDLE") > 1
    user.deliver(LETTER)
    assert any(box.wait(0.06) for _ in range(60))


def test_still_here_is_no_news(opened: Opened, line: Proxy) -> None:
    """What servers say in IDLE to keep the line open; a flag that a person sets is none either."""
    box = opened()
    box.listing("INBOX")
    assert box.wait(0) is False
    line.say(b"* OK Still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n")
    assert box.wait(5) is False
    assert box.wait(0.05) is False


def test_idle_can_be_forbidden(opened: Opened, line: Proxy) -> None:
    """By configuration, where a box on the way breaks it."""
    box = opened(idle=False)
    box.listing("INBOX")
    assert box.wait(0.02) is False
    assert not any(b"IDLE" in command for command in line.commands)


def test_idle_that_is_promised_and_refused_is_done_without(opened: Opened, line: Proxy, user: User) -> None:
    """The wait goes on without it, and is not tried again on this connection."""
    box = opened()
    box.listing("INBOX")
    line.on(rb"^\+ idling", lambda *_: None)
    line.on(rb"^\w+ OK Idle", lambda *_: None)
    line.on(rb"^\+ idling|^\* OK Still", lambda *_: None)
    threading.Timer(0.1, lambda: line.say(line.commands[-1].split()[0] + b" BAD IDLE is not for you\r\n")).start()
    assert box.wait(0.3) is False
    assert box._can_idle() is False


def test_a_closed_mailbox_is_closed(opened: Opened) -> None:
    """Twice is once; afterwards it says so instead of hanging."""
    box = opened()
    box.close()
    box.close()
    assert code(lambda: box.listing("INBOX")) == "mailbox_lost"


def test_weeks_leave_nothing_behind(opened: Opened, user: User, spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server says unasked is not heaped up in imaplib."""
    monkeypatch.setattr("intake.mailbox.box.IDLE_SECONDS", 0.0001)
    user.deliver(LETTER)
    box = opened()
    for _ in range(100):
        validity = box.listing("INBOX").uidvalidity
        box.wait(0.0005)
        box.fetch("INBOX", 1, spool, uidvalidity=validity)
    kept = box._client._imap
    assert kept.tagged_commands == {}
    assert max(len(lines) for lines in kept.untagged_responses.values()) <= 2


def test_memory_stays_the_same_whatever_the_size(server: Dovecot, user: User, login: Login, tmp_path: Path) -> None:
    """A letter of 64 MB goes through a process that may grow by less than an eighth of it."""
    user.deliver(letter(1000))
    user.deliver(letter(MEGABYTE) * 64)
    program = (
        "import resource, sys; from pathlib import Path; from intake.mailbox import *; from intake.spool import Spool\n"
        "port, user, password, raw = sys.argv[1:]\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "account = Account('127.0.0.1', user, Login(file=Path(password)), int(port), 'plain')\n"
        "with Mailbox.open(account) as box:\n"
        "    listing, spool = box.listing('INBOX'), Spool(Path(raw))\n"
        "    box.fetch('INBOX', 1, spool, uidvalidity=listing.uidvalidity); before = peak()\n"
        "    box.fetch('INBOX', 2, spool, uidvalidity=listing.uidvalidity); print(peak() - before)\n"
    )
    run = [sys.executable, "-c", program, str(server.port), user.name, str(login.file), str(tmp_path / "raw")]
    grown = int(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True, env=os.environ).stdout)
    assert grown < 8 * 1024
