"""The watch over a real Dovecot: rows 4 to 10 of the faults, each letter one case in the end."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from intake.mailbox import Account, Fetched, Mailbox
from intake.spool import Spool
from pipeline.state import LetterVerdict
from tests.faults.watched import AFTER_DEADLINE, STAMP, WatchedHouse, a_watched_house, watched_contest
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER
from tests.pipeline.letters import letter
from tests.servers.dovecot import PASSWORD, User
from tests.servers.imap_proxy import Proxy, bye, cut
from tests.servers.ports import until

READY = rb"^\* OK .*ready"
FIRST = letter(SENDER, files={"s.docx": SCHOOL, "p.docx": "kind: annual_work_plan"}, name="first")
SECOND = letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=11, name="second")
SHOP = letter("shop@example.com", "Жеңілдік!", files={"invoice.pdf": "other"})


@contextmanager
def house_of(
    root: Path, user: User, port: int, kind: type[Mailbox] = Mailbox, **settings: object
) -> Iterator[WatchedHouse]:
    """A house whose mailbox is that user's."""
    with a_watched_house(root, watched_contest(port, user=user.name, **settings), opened=kind.open) as house:
        yield house


@pytest.fixture
def house(tmp_path: Path, user: User, line: Proxy) -> Iterator[WatchedHouse]:
    """The usual one, behind a line that can be faulty."""
    user.folder("Spam")
    with house_of(tmp_path, user, line.port) as made:
        yield made


def other_client(user: User) -> imaplib.IMAP4:
    """Somebody else at the same mailbox: a person's mail program."""
    client = imaplib.IMAP4("127.0.0.1", user.server.port)
    client.login(user.name, PASSWORD)
    client.select("INBOX")
    return client


def test_a_letter_is_taken_as_it_comes(house: WatchedHouse, user: User) -> None:
    """What lay there, what comes while the server is listened to, and unrelated mail, of which a row stays."""
    user.deliver(FIRST, at=STAMP)
    house.begin()
    house.until_letters(1)
    user.deliver(SECOND, at=STAMP)
    user.deliver(SHOP, at=STAMP)
    house.until_letters(3)
    house.end()
    house.holds([FIRST, SECOND], [SHOP])
    (one, _) = house.overview().submissions
    assert one.state.letters[0].source == f"{house.source}:INBOX/1"


def test_what_is_skipped_is_fetched_again_when_it_is_wanted(house: WatchedHouse, user: User) -> None:
    """A school's first words about nothing, and later its application: the address says that they belong together."""
    words = letter(SENDER, "Сәлем", files={"x.pdf": "other"}, day=9)
    user.deliver(words, at=STAMP)
    house.begin()
    house.until_letters(1)
    assert list(house.folder.spool.rglob("*.eml")) == []
    user.deliver(FIRST, at=STAMP)
    house.until_letters(2)
    until(lambda: len(list(house.folder.spool.rglob("*.eml"))) == 2, "the skipped letter")
    house.end()
    house.holds([FIRST, words])
    assert {one.verdict for one in house.letters()} == {LetterVerdict.SUBMISSION}


def test_a_letter_in_the_spam_folder_says_so(house: WatchedHouse, user: User) -> None:
    """On the letter and on its submission, until a person puts it into the inbox."""
    user.deliver(FIRST, "Spam", at=STAMP)
    user.deliver(SECOND, at=STAMP)
    house.begin()
    house.until_letters(2)
    assert {one.sender: one.spam for one in house.letters()} == {"school1@example.kz": True, OTHER: False}
    remarks = {one.state.letters[0].sender: one.state.remarks for one in house.overview().submissions}
    assert [one.code for one in remarks["school1@example.kz"]][:1] == ["found_in_spam"]
    user.deliver(FIRST, at=STAMP)
    until(lambda: not any(one.spam for one in house.letters()), "the letter in the inbox")
    house.end()
    house.holds([FIRST, SECOND])


def test_row_04_a_letter_between_fetch_and_idle_is_found_by_the_next_poll(tmp_path: Path, user: User) -> None:
    """The server does not tell of it: it came before anybody listened."""

    class Deaf(Mailbox):
        """Hears nothing. Before it first listens a letter has come."""

        delivered = False

        def wait(self, seconds: float) -> bool:
            """As if nothing came."""
            if not Deaf.delivered:
                Deaf.delivered = True
                user.deliver(SECOND, at=STAMP)
            super().wait(min(seconds, 0.05))
            return False

    user.deliver(FIRST, at=STAMP)
    with house_of(tmp_path, user, user.server.port, Deaf) as house:
        house.begin()
        house.until_letters(2)
        house.end()
        house.holds([FIRST, SECOND])


def test_row_05_a_new_uidvalidity_brings_no_second_case_and_an_alarm(house: WatchedHouse, user: User) -> None:
    """Every letter is fetched again and recognised; unrelated mail too."""
    for raw in (FIRST, SECOND, SHOP):
        user.deliver(raw, at=STAMP)
    house.begin()
    house.until_letters(3)
    numbers = {one.state.founder: one.state.number for one in house.overview().submissions}
    user.renumber()
    until(lambda: "numbered_anew" in house.alarms(ended=True), "the alarm")
    until(lambda: "numbered_anew" not in house.alarms(), "its end")
    house.end()
    house.holds([FIRST, SECOND], [SHOP])
    assert {one.state.founder: one.state.number for one in house.overview().submissions} == numbers


def test_row_06_a_uid_under_a_new_uidvalidity_is_another_letter(house: WatchedHouse, user: User) -> None:
    """UID 1 was one school's letter and is another's now."""
    path = user.deliver(FIRST, at=STAMP)
    house.begin()
    house.until_letters(1)
    house.end()
    for found in path.parent.parent.glob(f"*/{path.name}*"):
        found.unlink()
    user.renumber()
    user.deliver(SECOND, at=STAMP)
    house.begin()
    house.until_letters(2)
    house.end()
    house.holds([FIRST, SECOND])
    assert [one.source.rpartition("/")[2] for one in house.letters()] == ["1", "1"]


def test_row_07_a_letter_expunged_before_it_is_fetched_stops_nobody(tmp_path: Path, user: User) -> None:
    """A person deletes it just then; the others are taken."""

    class Late(Mailbox):
        """Between its listing and its first fetch somebody deletes the second letter."""

        deleted = False

        def fetch(self, folder: str, uid: int, spool: Spool, *, uidvalidity: int) -> Fetched | None:
            """Fetch, too late for one."""
            if not Late.deleted:
                Late.deleted = True
                client = other_client(user)
                client.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
                client.expunge()
                client.logout()
            return super().fetch(folder, uid, spool, uidvalidity=uidvalidity)

    for raw in (FIRST, SHOP, SECOND):
        user.deliver(raw, at=STAMP)
    with house_of(tmp_path, user, user.server.port, Late) as house:
        house.begin()
        house.until_letters(2)
        house.end()
        house.holds([FIRST, SECOND])


def test_row_08_what_others_do_to_flags_is_never_taken_for_a_letter(tmp_path: Path, user: User) -> None:
    """The server tells of changed flags in the middle of our fetches."""

    class Beside(Mailbox):
        """Before each fetch a person's mail program marks every letter."""

        def fetch(self, folder: str, uid: int, spool: Spool, *, uidvalidity: int) -> Fetched | None:
            """Fetch while flags change."""
            client = other_client(user)
            client.uid("STORE", "1:*", "-FLAGS" if uid % 2 else "+FLAGS", r"(\Flagged)")
            client.logout()
            return super().fetch(folder, uid, spool, uidvalidity=uidvalidity)

    sent = [letter(f"school{n}@example.kz", files={"x.bin": "puzzle"}, name=f"n{n}") for n in range(8)]
    for raw in sent:
        user.deliver(raw, at=STAMP)
    with house_of(tmp_path, user, user.server.port, Beside) as house:
        house.begin()
        house.until_letters(8)
        house.end()
        house.holds(sent)


def test_row_09_a_line_cut_in_the_middle_of_a_letter(house: WatchedHouse, user: User, line: Proxy) -> None:
    """Nothing of it is committed or left on the disk; it is fetched again, whole."""
    line.on(rb"BODY\[\]", cut(after=300), times=3)
    for raw in (FIRST, SECOND):
        user.deliver(raw, at=STAMP)
    house.begin()
    house.until_letters(2)
    house.end()
    assert line.connections == 4
    house.holds([FIRST, SECOND])


def test_row_09_a_letter_at_which_the_line_always_breaks_holds_up_nobody(
    house: WatchedHouse, user: User, line: Proxy
) -> None:
    """After three losses the others are taken and a person is told; once an hour it is tried again."""
    line.on(rb"^\* \d+ FETCH \(UID 1 .*BODY\[\]", cut(after=300), times=1000)
    for raw in (FIRST, SECOND, SHOP):
        user.deliver(raw, at=STAMP)
    user.deliver(letter("friend@example.com", "Кездесу"), at=AFTER_DEADLINE)
    house.begin()
    house.until_letters(3)
    until(lambda: house.alarms() == {"letters_withheld"}, "the alarm")
    house.until_rounds()
    # The first connection, and one after each of three losses.
    assert line.connections == 4
    assert [one.code for one in house.overview().notices] == ["not_closed", "still_unlisted"]
    house.clock.shift += timedelta(hours=1)
    until(lambda: line.connections == 5, "another try")
    line.heal()
    house.until_rounds()
    assert len(house.letters()) == 3
    house.clock.shift += timedelta(hours=1)
    house.until_letters(4)
    until(lambda: house.alarms() == set(), "the end of the alarm")
    house.end()
    assert len(list(house.folder.spool.rglob("*.eml"))) == 2
    assert house.balance().differences == ()


def test_row_10_a_server_that_takes_leave_is_waited_for(house: WatchedHouse, user: User, line: Proxy) -> None:
    """BYE in the middle of IDLE, then nobody at home: back-off, an alarm, and what came meanwhile is taken after."""
    user.deliver(FIRST, at=STAMP)
    watch = house.begin()
    house.until_letters(1)
    line.on(READY, bye(b"Shutting down"), times=1000)
    line.say(b"* BYE Shutting down\r\n")
    line.cut()
    until(lambda: _state(house) == "lost", "the loss")
    house.clock.shift += timedelta(minutes=31)
    until(lambda: "no_contact" in house.alarms(), "the alarm")
    assert line.connections < 20
    assert house.alarms() == {"no_contact"}
    user.deliver(SECOND, at=STAMP)
    line.heal()
    house.until_letters(2)
    until(lambda: house.alarms() == set(), "the end of the alarm")
    assert watch.working()
    house.end()
    house.holds([FIRST, SECOND])


def test_row_10_a_refused_login_is_an_alarm_until_it_is_taken(house: WatchedHouse, user: User) -> None:
    """The password was changed; nothing is hammered, and once it is right again everything is caught up."""
    user.deliver(FIRST, at=STAMP)
    tries: list[float] = []
    secret = house.root / "password"

    def opened(account: Account) -> Mailbox:
        tries.append(house.clock.monotonic())
        return Mailbox.open(account)

    house.opened = opened
    house.begin(password="another")
    until(lambda: "mailbox_refused" in house.alarms(), "the alarm")
    until(lambda: len(tries) >= 4, "more tries")
    secret.write_text(PASSWORD)
    house.until_letters(1)
    until(lambda: house.alarms() == set(), "the end of the alarm")
    house.end()
    assert all(after > 1.5 * before for before, after in pairwise(house.clock.pauses[:3]))
    house.holds([FIRST])


def test_row_35_closing_needs_a_stamp_of_the_mailbox_past_the_deadline(house: WatchedHouse, user: User) -> None:
    """Our clock is days ahead: it says that the deadline has passed, the mailbox does not."""
    user.deliver(letter(SENDER, files={"s.docx": SCHOOL}), at=STAMP)
    house.begin()
    house.until_letters(1)
    house.until_rounds()
    (one,) = house.overview().submissions
    assert one.verdict.standing != "rejected"
    assert [notice.code for notice in house.overview().notices] == ["not_closed", "still_unstamped"]
    user.deliver(letter("friend@example.com", "Кездесу"), at=AFTER_DEADLINE)
    until(lambda: not house.overview().notices, "the closing")
    house.end()
    (one,) = house.overview().submissions
    assert (one.verdict.standing, one.verdict.reasons) == ("rejected", ("incomplete",))


def test_row_35_a_clock_that_is_behind_makes_no_late_letter_early(tmp_path: Path, user: User) -> None:
    """The mailbox stamps the letter after the deadline, our clock says that this is still to come: late, and an alarm.

    No Received field of ours is in it.
    """
    late = letter(SENDER, files={"s.docx": SCHOOL})
    late = late[late.index(b"From: ") :]
    user.deliver(late, at=AFTER_DEADLINE)
    with house_of(tmp_path, user, user.server.port) as house:
        house.clock.start = AFTER_DEADLINE - timedelta(days=1)
        house.begin()
        house.until_letters(1)
        until(lambda: "clock_behind" in house.alarms(), "the alarm")
        house.end()
        (one,) = house.overview(AFTER_DEADLINE).submissions
        assert one.verdict.reasons == ("late",)


def test_row_36_two_watches_over_one_mailbox_make_no_second_case(tmp_path: Path, user: User) -> None:
    """Two that do not know of each other, on one database: what one has taken the other knows."""
    sent = [letter(f"school{n}@example.kz", files={"x.bin": "puzzle"}, name=f"n{n}") for n in range(12)]
    with house_of(tmp_path, user, user.server.port) as house, house_of_another(house) as other:
        house.begin()
        other.begin()
        for raw in sent:
            user.deliver(raw, at=STAMP)
        house.until_letters(len(sent))
        house.end()
        other.end()
        house.holds(sent)


@contextmanager
def house_of_another(house: WatchedHouse) -> Iterator[WatchedHouse]:
    """A second daemon over the same folder and database."""
    made = WatchedHouse(house.root, house.store, house.folder, house.loaded)
    try:
        yield made
    finally:
        made.end()


def _state(house: WatchedHouse) -> str:
    from pipeline.tracking import watching

    with house.store.reading() as connection:
        contact = watching.contact_of(connection, house.source)
    return "" if contact is None else contact.state
