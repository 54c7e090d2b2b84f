"""Letters marked, copied and moved by their verdict: what the configuration asks for, once, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.watched import DiskBox, WatchedHouse, a_watched_house, watched_contest
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER
from tests.pipeline.letters import letter

FIRST = letter(SENDER, files={"s.docx": SCHOOL}, name="first")
LATE = letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=20, name="late")
SHOP = letter("shop@example.com", files={"invoice.pdf": "other"})
PUZZLE = letter("someone@example.com", files={"x.bin": "puzzle"})


@contextmanager
def filed(root: Path, **settings: Any) -> Iterator[tuple[WatchedHouse, DiskBox]]:
    """A house that files four letters: one in time, one late, unrelated mail, and one that is unclear."""
    box = DiskBox(root / "box")
    with a_watched_house(root, watched_contest(**settings), opened=box.open) as house:
        for raw in (FIRST, LATE, SHOP, PUZZLE):
            box.deliver(raw)
        house.once()
        yield house, box


def test_without_being_asked_nothing_in_the_mailbox_changes(tmp_path: Path) -> None:
    """The inbox is a person's."""
    with filed(tmp_path) as (_, box):
        assert box.uids() == (1, 2, 3, 4)
        assert box.marks() == {}
        assert {path.name for path in box.root.iterdir()} == {"INBOX"}


def test_a_keyword_marks_what_is_of_the_contest_or_may_be(tmp_path: Path) -> None:
    """Once, however often the watch comes past."""
    with filed(tmp_path, keyword="Baiqau") as (house, box):
        house.once()
        assert box.marks() == {1: ["Baiqau"], 2: ["Baiqau"], 4: ["Baiqau"]}


def test_letters_are_copied_by_verdict(tmp_path: Path) -> None:
    """And stay where they are; a folder that is not named gets nothing."""
    with filed(tmp_path, filing={"how": "copy", "rejected": "Кеш", "incomplete": "Толық емес"}) as (house, box):
        house.once()
        assert box.uids() == (1, 2, 3, 4)
        assert [len(box.uids(name)) for name in ("Кеш", "Толық емес")] == [1, 1]


def test_a_letter_is_moved_once_and_known_afterwards(tmp_path: Path) -> None:
    """It lies no more where it lay; that is no difference to anybody."""
    with filed(tmp_path, filing={"how": "move", "rejected": "Кеш"}) as (house, box):
        assert (box.uids(), len(box.uids("Кеш"))) == ((1, 3, 4), 1)
        house.once()
        assert (box.uids(), len(box.uids("Кеш"))) == ((1, 3, 4), 1)
        assert house.balance().differences == ()
        house.holds([FIRST, LATE, PUZZLE], [SHOP])


def test_unrelated_mail_is_moved_only_when_that_is_asked_for(tmp_path: Path) -> None:
    """In so many words."""
    with filed(tmp_path, filing={"how": "copy", "unrelated": "Басқа"}) as (_, box):
        assert len(box.uids("Басқа")) == 1
