"""Reconciliation: whatever is missing, damaged, too much or not yet there is named, and nothing else is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from pipeline.reconcile import reconcile
from pipeline.tracking import watching
from pipeline.tracking.evidence import LETTER
from tests.faults.watched import DiskBox, WatchedHouse, a_watched_house
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER
from tests.pipeline.letters import letter, plain_reader

FIRST = letter(SENDER, files={"s.docx": SCHOOL, "p.docx": "kind: annual_work_plan"}, name="first")
SECOND = letter(OTHER, files={"s.docx": OTHER_SCHOOL}, name="second")
SHOP = letter("shop@example.com", files={"invoice.pdf": "other"})


@pytest.fixture
def box(tmp_path: Path) -> DiskBox:
    """A mailbox."""
    return DiskBox(tmp_path / "box")


@pytest.fixture
def house(tmp_path: Path, box: DiskBox) -> Iterator[WatchedHouse]:
    """A house with two schools' letters and an invoice, all taken."""
    with a_watched_house(tmp_path, opened=box.open) as made:
        for raw in (FIRST, SECOND, SHOP):
            box.deliver(raw)
        made.once()
        yield made


def found(house: WatchedHouse) -> list[tuple[str, dict[str, str]]]:
    """What differs."""
    return [(one.code, dict(one.params)) for one in house.balance().differences]


def spooled(house: WatchedHouse, number: int) -> Path:
    """The raw letter of that number."""
    with house.store.reading() as connection:
        sha256 = connection.execute(text("SELECT raw_sha256 FROM arrival WHERE letter_id = :id"), {"id": number})
        name = sha256.scalar_one()
    return next(house.folder.spool.rglob(f"{name}.eml"))


def test_what_is_whole_balances(house: WatchedHouse) -> None:
    """With figures of what was held against each other."""
    balance = house.balance()
    assert balance.balanced
    assert (balance.messages, balance.letters, balance.skipped, balance.raw, balance.parts) == (3, 2, 1, 2, 3)


def test_a_message_nobody_took_is_named_unless_the_watch_is_about_to(house: WatchedHouse, box: DiskBox) -> None:
    """One that came since the watch looked last is on its way in as long as the watch is alive."""
    box.deliver(letter("new@example.kz", text="байқау"))
    assert found(house) == [("message_unknown", {"folder": "INBOX", "uid": "4"})]
    now = house.clock.now()
    with house.store.writing() as connection:
        watching.put_contact(connection, watching.Contact(house.source, "connected", now, now))
    balance = house.balance()
    assert (balance.coming, balance.differences) == (1, ())
    house.clock.shift += timedelta(hours=2)
    assert [code for code, _ in found(house)] == ["message_unknown"]


def test_raw_letters_are_missing_damaged_or_unknown(house: WatchedHouse) -> None:
    """Byte for byte."""
    gone, damaged = spooled(house, 1), spooled(house, 2)
    gone.unlink()
    damaged.write_bytes(damaged.read_bytes().replace(b"application", b"applicatiom"))
    orphan = damaged.with_name("ab" * 32 + ".eml")
    orphan.write_bytes(b"x")
    assert {code for code, _ in found(house)} == {"raw_missing", "raw_damaged", "raw_unknown"}


def test_bytes_of_unrelated_mail_are_not_to_lie_here(house: WatchedHouse) -> None:
    """Whatever left them: the next run removes them."""
    from intake.spool import Spool

    source = house.root / "shop.eml"
    source.write_bytes(SHOP)
    Spool(house.folder.spool).store(source)
    assert [code for code, _ in found(house)] == ["raw_unwanted"]
    house.once()
    assert found(house) == []


def test_an_unknown_raw_letter_is_taken_in_by_the_next_run(house: WatchedHouse) -> None:
    """However it came there: it was accepted once."""
    from intake.spool import Spool

    source = house.root / "lost.eml"
    source.write_bytes(letter("lost@example.kz", text="байқау"))
    Spool(house.folder.spool).store(source)
    assert [code for code, _ in found(house)] == ["raw_unknown"]
    house.once()
    assert found(house) == []
    assert len(house.letters()) == 4


def test_a_letter_from_nowhere_and_one_not_read_are_named(house: WatchedHouse) -> None:
    """Rows that a mistake of ours would leave."""
    with house.store.writing() as connection:
        row = {"key": "f" * 64, "seen_at": house.clock.now(), "contest_id": 1}
        connection.execute(insert(LETTER), row)
    assert {code for code, _ in found(house)} == {"letter_nowhere", "letter_unprocessed"}


def test_files_are_held_against_the_raw_bytes(house: WatchedHouse) -> None:
    """Rows that say something else than the letter does."""

    def deep() -> list[str]:
        balance = reconcile(house.store, house.folder, house.loaded.contest, house.clock.now(), readers=plain_reader)
        return [one.code for one in balance.differences]

    assert deep() == []
    with house.store.writing() as connection:
        connection.execute(text("UPDATE part SET sha256 = :other WHERE letter_id = 2"), {"other": "0" * 64})
    assert deep() == ["parts_differ"]


def test_a_folder_numbered_anew_is_unknown_until_it_is_listed(house: WatchedHouse, box: DiskBox) -> None:
    """Every message has to be looked at again; then everything balances."""
    box.renumber()
    assert len(found(house)) == 3
    house.once()
    assert found(house) == []


def test_what_a_killed_run_left_is_still_taken_in_after_reconciling(house: WatchedHouse) -> None:
    """Reconciling must not forget that a run did not come to its end."""
    house.folder.lock.write_text("1")
    house.balance()
    with house.folder.held() as hold:
        assert hold.left_behind
