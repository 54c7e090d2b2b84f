"""Two runs at once on one database and one data folder: on PostgreSQL as two machines with a shared disk would, on
SQLite one after the other.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import sleep

import pytest

from intake.files import letters as letters_of
from pipeline.attaching import attach
from pipeline.deciding import Maker
from pipeline.errors import TrackingError
from pipeline.process import ingest
from pipeline.reprocessing import reprocess
from pipeline.state import Overview
from pipeline.tracking.evidence import ARRIVAL, LETTER, SUBMISSION
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import read_from
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
        for _ in range(600):
            try:
                ingest(
                    letters_of(paths), store, folder, contest(), clock=lambda: NOW, roots=("inbox",),
                    readers=plain_reader, jobs=2,
                )  # fmt: skip
            except TrackingError as error:
                # With SQLite a second run is told to wait, and does.
                if url or error.code != "folder_held":
                    raise
                sleep(0.05)
            else:
                return
        raise TimeoutError("the other run never ended")


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
    tmp_path: Path, database: str, turn: int
) -> None:
    """Whichever is placed first: one submission with both letters."""
    with a_house(tmp_path, database) as house:
        first = letter(SENDER, files={"s.docx": SCHOOL}, day=10 + turn, name="first")
        second = letter(SENDER, "Қосымша", files={"p.docx": "kind: annual_work_plan"}, day=12, name="second")
        house.put(first=first, second=second)
        at_once(tmp_path, database, [house.inbox / "first.eml"], [house.inbox / "second.eml"])
        assert house.count(LETTER) == 2
        (one,) = house.overview().submissions
        assert len(one.state.letters) == 2
        # The letter that founds it may come second: its group then bears its number, the other leads to it.
        assert one.state.number == house.count(SUBMISSION) <= 2


def test_two_processes_that_take_the_same_letters_lead_to_one_state(tmp_path: Path, database: str) -> None:
    """The same as one run on SQLite alone: nothing twice, nothing missing, no unrelated mail in the spool."""
    with a_house(tmp_path / "quiet") as house:
        house.put(**every_kind_of_letter())
        house.ingest()
        expected = placeless(content(house.store, house.folder, contest(), NOW), tmp_path / "quiet")
    with a_house(tmp_path / "two", database) as house:
        house.put(**every_kind_of_letter())
        paths = sorted(house.inbox.iterdir())
        at_once(tmp_path / "two", database, paths, paths[::-1], paths)
        assert placeless(content(house.store, house.folder, contest(), NOW), tmp_path / "two") == expected
        assert house.count(ARRIVAL) == len(expected["arrivals"])
        assert not database or list(house.folder.runs.iterdir()) == []


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


@pytest.fixture
def another_run(tmp_path: Path) -> Iterator[None]:
    """Another process that takes letters in, into the same folder, until the test ends."""
    begun, done = _FORK.Event(), _FORK.Event()

    def work() -> None:
        with DataFolder(tmp_path / "data").held(shared=True):
            begun.set()
            done.wait(60)

    other = _FORK.Process(target=work)
    other.start()
    assert begun.wait(30)
    yield
    done.set()
    other.join(30)


@pytest.mark.usefixtures("another_run")
def test_files_are_attached_and_letters_read_anew_while_letters_come_in(tmp_path: Path, postgresql: Server) -> None:
    """With a database that several runs share, neither waits for the other."""
    with a_house(tmp_path, postgresql.database()) as house:
        house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=10))
        house.ingest()
        raw = letter("office@example.kz", files={"p.docx": "kind: annual_work_plan"}, day=12)
        attached = attach(
            house.store, house.folder, contest(), raw, 1, NOW - timedelta(days=5), Maker("office", "flash drive", NOW),
            clock=lambda: NOW, readers=plain_reader,
        )  # fmt: skip
        assert [len(one.state.letters) for one in attached.made.after.submissions] == [2]
        done = reprocess(
            house.store, house.folder, contest(), [], lambda one, other: None, clock=lambda: NOW, readers=plain_reader
        )
        assert (done.letters, done.troubles) == (2, ())
        (found,) = house.overview().submissions
        assert list(found.state.claims) == ["annual_work_plan"]


@pytest.mark.usefixtures("another_run")
def test_with_sqlite_they_wait(tmp_path: Path) -> None:
    """They are told that the other is at work."""
    with a_house(tmp_path) as house, pytest.raises(TrackingError, match="another run"):
        reprocess(house.store, house.folder, contest(), [], lambda one, other: None, clock=lambda: NOW)


def test_what_another_run_read_of_other_bytes_is_not_overwritten(tmp_path: Path, postgresql: Server) -> None:
    """The same letter comes in bytes of a lower hash while it is read anew: the lower ones are what is read."""
    copies = [letter(SENDER, files={"s.docx": SCHOOL}, day=10, headers={"X-Copy": copy}) for copy in ("1", "2")]
    forms = sorted(copies, key=lambda raw: hashlib.sha256(raw).hexdigest())
    with a_house(tmp_path, postgresql.database()) as house:
        house.put(high=forms[1])
        house.ingest()

        def meanwhile(one: Overview, other: Overview) -> None:
            house.put(low=forms[0])
            house.ingest()

        reprocess(house.store, house.folder, contest(), [], meanwhile, clock=lambda: NOW, readers=plain_reader)
        after = content(house.store, house.folder, contest(), NOW)
        reprocess(house.store, house.folder, contest(), [], lambda a, b: None, clock=lambda: NOW, readers=plain_reader)
        assert content(house.store, house.folder, contest(), NOW) == after
        with house.store.reading() as connection:
            known = read_from(connection, 1)
            assert known is not None
            assert known[0] == hashlib.sha256(forms[0]).hexdigest()
