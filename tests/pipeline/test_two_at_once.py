"""Two runs at once on one PostgreSQL database and one data folder, as two machines with a shared disk would."""

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.files import letters as letters_of
from pipeline.errors import TrackingError
from pipeline.process import ingest
from pipeline.tracking.evidence import ARRIVAL, LETTER, SUBMISSION
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.databases import Server
from tests.pipeline.contents import content, placeless
from tests.pipeline.houses import NOW, SCHOOL, SENDER, a_house, contest, every_kind_of_letter
from tests.pipeline.letters import letter, plain_reader

_FORK = multiprocessing.get_context("fork")


def _take(root: Path, url: str, paths: list[Path], ready: Callable[[], object]) -> None:
    folder = DataFolder(root / "data")
    with Store.open(folder, url) as store:
        ready()
        ingest(
            letters_of(paths),
            store,
            folder,
            contest(),
            clock=lambda: NOW,
            roots=("inbox",),
            readers=plain_reader,
            jobs=2,
        )


def at_once(root: Path, url: str, *shares: list[Path]) -> None:
    """One process for each share of the letters; they begin together."""
    barrier = _FORK.Barrier(len(shares))
    runs = [_FORK.Process(target=_take, args=(root, url, share, barrier.wait)) for share in shares]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0] * len(runs)


@pytest.mark.parametrize("turn", range(3))
def test_two_letters_of_one_school_taken_by_two_processes_are_one_submission(
    tmp_path: Path, postgresql: Server, turn: int
) -> None:
    """Whichever is placed first: one submission with both letters."""
    url = postgresql.database()
    with a_house(tmp_path, url) as house:
        first = letter(SENDER, files={"s.docx": SCHOOL}, day=10 + turn, name="first")
        second = letter(SENDER, "Қосымша", files={"p.docx": "kind: annual_work_plan"}, day=12, name="second")
        house.put(first=first, second=second)
        at_once(tmp_path, url, [house.inbox / "first.eml"], [house.inbox / "second.eml"])
        assert house.count(LETTER) == 2
        (one,) = house.overview().submissions
        assert len(one.state.letters) == 2
        # The letter that founds it may come second: its group then bears its number, the other leads to it.
        assert one.state.number == house.count(SUBMISSION) <= 2


def test_two_processes_that_take_the_same_letters_lead_to_one_state(tmp_path: Path, postgresql: Server) -> None:
    """The same as one run on SQLite: nothing twice, nothing missing, nothing of unrelated mail left in the spool."""
    with a_house(tmp_path / "quiet") as house:
        house.put(**every_kind_of_letter())
        house.ingest()
        expected = placeless(content(house.store, house.folder, contest(), NOW), tmp_path / "quiet")
    url = postgresql.database()
    with a_house(tmp_path / "two", url) as house:
        house.put(**every_kind_of_letter())
        paths = sorted(house.inbox.iterdir())
        at_once(tmp_path / "two", url, paths, paths[::-1], paths)
        assert placeless(content(house.store, house.folder, contest(), NOW), tmp_path / "two") == expected
        assert house.count(ARRIVAL) == len(expected["arrivals"])
        assert list(house.folder.runs.iterdir()) == []


def test_what_a_killed_run_left_is_adopted_by_one_that_is_alone(tmp_path: Path, postgresql: Server) -> None:
    """Not while another may have it in hand."""
    url = postgresql.database()
    with a_house(tmp_path, url) as house:
        child = os.fork()
        if child == 0:
            with house.folder.held(shared=True):
                os._exit(9)
        os.waitpid(child, 0)
        with house.folder.held(shared=True) as hold:
            assert hold.left_behind
            assert not house.folder.others_at_work()
        with house.folder.held(shared=True) as hold:
            assert not hold.left_behind


def test_a_run_that_must_be_alone_and_runs_that_share_keep_out_of_each_others_way(tmp_path: Path) -> None:
    """Either is told that the other is at work."""
    folder = DataFolder(tmp_path / "data")
    with folder.held(shared=True), folder.held(shared=True), pytest.raises(TrackingError, match="another run"):
        folder.held().__enter__()
    with folder.held() as hold:
        assert not hold.left_behind
