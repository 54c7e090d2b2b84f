"""When a contest is closed (model.md 27): every source was looked through after the deadline, not just any."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from intake.files import letters as letters_of
from pipeline.overview import still_open
from pipeline.process import ingest
from tests.pipeline.houses import House, a_house, contest
from tests.pipeline.letters import letter, plain_reader

DEADLINE = contest().contest.dates.deadline
BEFORE, AFTER = DEADLINE - timedelta(days=3), DEADLINE + timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path, database: str) -> Iterator[House]:
    """A house without a mailbox, with each of the databases."""
    with a_house(tmp_path, database) as made:
        yield made


def folder(house: House, name: str, *names: str) -> Path:
    """A folder of letters."""
    place = house.inbox / name
    place.mkdir(exist_ok=True, parents=True)
    for one in names:
        (place / f"{one}.eml").write_bytes(letter(f"{one}@example.kz", text="байқау", name=one))
    return place


def take(house: House, *paths: Path, late: bool) -> tuple[str, ...]:
    """Take letters in, as the command does, before or after the deadline; what is still open then."""
    ingest(
        letters_of(paths), house.store, house.folder, contest(), clock=lambda: AFTER if late else BEFORE,
        roots=[str(path.resolve()) for path in paths], readers=plain_reader,
    )  # fmt: skip
    with house.store.reading() as connection:
        return still_open(connection, contest().contest, contest().contest.dates.deadline).unlisted


def codes(house: House) -> list[str]:
    """What people are told after the deadline."""
    return [notice.code for notice in house.overview(AFTER).notices]


def test_one_file_taken_in_late_closes_no_folder(house: House) -> None:
    """Another folder may hold what came in time."""
    first, late = folder(house, "first", "a"), folder(house, "second", "b")
    take(house, first, late=False)
    assert take(house, late / "b.eml", late=True) == (str(first),)
    assert codes(house) == ["not_closed", "still_unlisted"]
    assert take(house, first, late=True) == ()
    assert codes(house) == []


def test_every_folder_has_to_be_listed_again(house: House) -> None:
    """Two mail exports, one of them forgotten."""
    first, second = folder(house, "first", "a"), folder(house, "second", "b")
    take(house, first, second, late=False)
    assert take(house, second, late=True) == (str(first),)
    assert take(house, first, late=True) == ()


def test_files_handed_in_by_themselves_and_folders_that_are_gone_hold_nothing_new(house: House) -> None:
    """The first run after the deadline records it."""
    single, stick, kept = folder(house, "x", "a") / "a.eml", folder(house, "stick", "b"), folder(house, "kept", "c")
    for path in (single, stick, kept):
        take(house, path, late=False)
    for path in (*stick.iterdir(), stick):
        path.rmdir() if path.is_dir() else path.unlink()
    assert take(house, kept, late=True) == ()
    assert codes(house) == []


def test_a_folder_below_one_that_is_listed_is_listed(house: House) -> None:
    """The whole tree was looked through."""
    inner = folder(house, "tree/inner", "a")
    take(house, inner, late=False)
    assert take(house, inner.parent, late=True) == ()


def test_an_empty_folder_may_be_a_share_that_is_not_mounted(house: House) -> None:
    """It is there, so it is not gone."""
    share, kept = folder(house, "share", "a"), folder(house, "kept", "b")
    take(house, share, kept, late=False)
    (share / "a.eml").unlink()
    assert take(house, kept, late=True) == (str(share),)


def test_nothing_ever_listed_closes_nothing(house: House) -> None:
    """Nobody has looked anywhere yet."""
    assert codes(house) == ["not_closed"]
