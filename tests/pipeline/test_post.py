"""Letters of a mailbox as sources: what is fetched, what is left for the daemon, and a stop in the middle."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.spool import Spool
from pipeline import run
from pipeline.post import Carrier
from pipeline.process import attend, ingest
from pipeline.reader import Reader
from pipeline.tracking.derived import READING
from pipeline.workers import Workers
from tests.faults.watched import STAMP, DiskBox, WatchedHouse, a_watched_house
from tests.pipeline.houses import NOW, SCHOOL, SENDER
from tests.pipeline.letters import letter, plain_reader

FIRST = letter(SENDER, files={"s.docx": SCHOOL}, name="first")
SHOP = letter("shop@example.com", files={"invoice.pdf": "other"})


@pytest.fixture
def box(tmp_path: Path) -> DiskBox:
    """A mailbox."""
    return DiskBox(tmp_path / "box")


@pytest.fixture
def house(tmp_path: Path, box: DiskBox) -> Iterator[WatchedHouse]:
    """A house that watches it."""
    with a_watched_house(tmp_path, opened=box.open) as made:
        yield made


def engines(house: WatchedHouse) -> list[str]:
    """By which engine each letter was read."""
    with house.store.reading() as connection:
        return list(connection.scalars(select(READING.c.engine).order_by(READING.c.letter_id)))


def test_after_an_update_mail_that_lies_in_the_mailbox_waits_for_the_daemon(
    house: WatchedHouse, box: DiskBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run over files has no mailbox: it must not take for known what it could not look at."""
    for raw in (FIRST, SHOP):
        box.deliver(raw)
    house.once()
    monkeypatch.setattr(run, "engine", lambda: "newer-newest")
    for _ in range(2):
        ingest((), house.store, house.folder, house.loaded, clock=lambda: NOW, readers=plain_reader)
        assert [engine == "newer-newest" for engine in engines(house)] == [True, False]
    house.once()
    assert engines(house) == ["newer-newest"] * 2
    house.holds([FIRST], [SHOP])


def test_the_mailboxes_own_stamp_is_the_receipt_where_no_server_of_ours_stamped(
    house: WatchedHouse, box: DiskBox
) -> None:
    """INTERNALDATE, and never a moment before it (model.md 7)."""
    box.deliver(FIRST[FIRST.index(b"From: ") :])
    house.clock.start = STAMP - timedelta(days=1)
    house.once()
    (one,) = house.letters()
    assert (one.receipt.not_before, one.receipt.not_after, one.receipt.proof) == (STAMP, STAMP, "internaldate")


def test_a_stop_ends_a_run_after_the_letter_in_hand(house: WatchedHouse, box: DiskBox) -> None:
    """What was fetched is committed, the rest is for the next start, and nothing counts as listed."""
    for number in range(20):
        box.deliver(letter(f"school{number}@example.kz", files={"x.bin": "puzzle"}, name=f"n{number}"))
    opened = box.open(house.account())
    carrier = Carrier(opened, house.source, house.store, Spool(house.folder.spool), house.clock.now)
    carrier.look()
    done: list[str] = []
    with Workers[Reader](1, plain_reader) as workers:
        result = attend(
            carrier, house.store, house.folder, house.loaded, workers, clock=house.clock.now,
            stopped=lambda: len(done) >= 3, progress=lambda _, source: done.append(source),
        )  # fmt: skip
    assert not result.complete
    assert 3 <= len(house.letters()) < 20
    assert len(list(house.folder.spool.rglob("*.eml"))) >= len(house.letters())
    house.once()
    assert len(house.letters()) == 20
    assert house.balance().differences == ()
