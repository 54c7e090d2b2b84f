"""kill -9 at any moment: the next run leads to the same state as one that was never disturbed (faults 11 to 14).

The run dies in a process of its own, forked, so that nothing can be tidied up: at named points of a letter's way, each
at its first and fifth passing, and at random moments.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from intake import spool
from intake.files import letters as letters_of
from parsers.facts import Message
from pipeline import run, study
from pipeline.overview import overview
from pipeline.process import ingest
from pipeline.state import LetterVerdict
from pipeline.tracking import evidence
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.databases import Server
from tests.pipeline.contents import Content, content, placeless
from tests.pipeline.houses import NOW, SENDER, a_house, contest, every_kind_of_letter
from tests.pipeline.letters import PlainReader, letter, plain_reader

Arm = Callable[[int], None]


def die() -> None:
    """What kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)


def _before(owner: Any, name: str, passing: int) -> None:
    _around(owner, name, passing, before=True)


def _after(owner: Any, name: str, passing: int) -> None:
    _around(owner, name, passing, before=False)


def _around(owner: Any, name: str, passing: int, *, before: bool) -> None:
    """Die before or after the passing-th call of that function."""
    real, calls = getattr(owner, name), iter(range(1, 1_000_000))

    def deadly(*args: Any, **named: Any) -> Any:
        last = next(calls) == passing
        if last and before:
            die()
        result = real(*args, **named)
        if last:
            die()
        return result

    setattr(owner, name, staticmethod(deadly) if owner is spool._System else deadly)


def _at_commit(passing: int) -> None:
    """Die when everything of a letter is written and nothing of it is committed."""
    real, commits = Store.writing, iter(range(1, 1_000_000))

    @contextmanager
    def deadly(self: Store) -> Iterator[Any]:
        with real(self) as connection:
            yield connection
            if next(commits) == passing:
                die()

    Store.writing = deadly  # type: ignore[method-assign]


def _after_commit(passing: int) -> None:
    """Die when a letter is committed and nothing else knows it yet."""
    real, commits = Store.writing, iter(range(1, 1_000_000))

    @contextmanager
    def deadly(self: Store) -> Iterator[Any]:
        with real(self) as connection:
            yield connection
        if next(commits) == passing:
            die()

    Store.writing = deadly  # type: ignore[method-assign]


POINTS: dict[str, Arm] = {
    "in the middle of writing a letter": lambda n: _before(spool._System, "fsync", n),
    "after the temporary file, before the rename": lambda n: _before(spool._System, "rename", n),
    "after the rename": lambda n: _after(spool._System, "rename", n),
    "when the letter is in the spool": lambda n: _after(study.Bench, "_store", n),
    "when the splitter begins": lambda n: _before(PlainReader, "letter", n),
    "while a file is read": lambda n: _before(PlainReader, "read", n),
    "when everything is read": lambda n: _after(PlainReader, "body", n),
    "before the letter is written": lambda n: _before(run, "keep", n),
    "between its identity and its arrival": lambda n: _after(evidence, "keep_letter", n),
    "between its arrival and what was read": lambda n: _after(evidence, "keep_arrival", n),
    "before the commit": _at_commit,
    "after the commit": _after_commit,
    "before unrelated bytes leave the spool": lambda n: _before(spool.Spool, "remove", n),
    "after unrelated bytes left the spool": lambda n: _after(spool.Spool, "remove", n),
    "before skipped mail is fetched again": lambda n: _before(study.Bench, "fetch", n),
    "before the listing is recorded": lambda n: _before(evidence, "keep_listing", n),
}


# Where a death leaves something to a database that does not die along; where files are in question, either will do.
ELSEWHERE = (
    "when everything is read",
    "between its arrival and what was read",
    "before the commit",
    "after the commit",
)


def disturbed(root: Path, arm: Callable[[], None], *, after: float | None = None, jobs: int = 2, url: str = "") -> bool:
    """One run in a process of its own, which dies where ``arm`` says or ``after`` seconds; whether it died."""
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            arm()
            os.write(tell, b"!")
            _ingest(root, jobs, url=url)
        finally:
            os._exit(0)
    os.close(tell)
    os.read(ready, 1)
    os.close(ready)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _ingest(root: Path, jobs: int = 1, *, backwards: bool = False, url: str = "") -> None:
    folder = DataFolder(root / "data")
    inbox = root / "inbox"
    paths = sorted(inbox.iterdir(), reverse=backwards)
    with Store.open(folder, url) as store:
        ingest(
            letters_of(paths), store, folder, contest(), clock=lambda: NOW, roots=("inbox",), jobs=jobs,
            readers=plain_reader,
        )  # fmt: skip


def _lay(root: Path, url: str = "") -> None:
    with a_house(root, url) as house:
        house.put(**every_kind_of_letter())


def _content(root: Path, url: str = "") -> Content:
    folder = DataFolder(root / "data")
    with Store.open(folder, url) as store:
        whole: Content = placeless(content(store, folder, contest(), NOW), root)
    return whole


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The state after one quiet run."""
    root = tmp_path_factory.mktemp("quiet")
    _lay(root)
    _ingest(root)
    return _content(root)


@pytest.mark.parametrize("passing", [1, 5])
@pytest.mark.parametrize("point", POINTS)
def test_a_run_that_dies_is_made_good_by_the_next(
    tmp_path: Path, undisturbed: Content, point: str, passing: int
) -> None:
    """Nothing is lost, nothing is there twice, nothing of unrelated mail stays."""
    _lay(tmp_path)
    died = disturbed(tmp_path, lambda: POINTS[point](passing))
    assert died or passing > 1, f"never came past: {point}"
    _ingest(tmp_path, backwards=passing == 5)
    assert _content(tmp_path) == undisturbed


@pytest.fixture(scope="module")
def undisturbed_elsewhere(tmp_path_factory: pytest.TempPathFactory, postgresql: Server) -> Content:
    """The state after one quiet run whose rows are in PostgreSQL."""
    root, url = tmp_path_factory.mktemp("quiet"), postgresql.database()
    _lay(root, url)
    _ingest(root, url=url)
    return _content(root, url)


@pytest.mark.parametrize("point", ELSEWHERE)
def test_the_same_holds_where_the_rows_are_in_another_process(
    tmp_path: Path, undisturbed_elsewhere: Content, postgresql: Server, point: str
) -> None:
    """PostgreSQL outlives the run, and notices by itself that the connection is gone."""
    url = postgresql.database()
    _lay(tmp_path, url)
    assert disturbed(tmp_path, lambda: POINTS[point](1), url=url)
    _ingest(tmp_path, backwards=True, url=url)
    assert _content(tmp_path, url) == undisturbed_elsewhere


@pytest.mark.parametrize("seed", range(12))
def test_runs_that_die_at_random_moments(tmp_path: Path, undisturbed: Content, seed: int) -> None:
    """Two deaths in a row, each at another moment, then one quiet run: a third over one letter would set it aside."""
    chance = random.Random(seed)
    _lay(tmp_path)
    for _ in range(2):
        if not disturbed(tmp_path, lambda: None, after=chance.uniform(0, 0.4), jobs=chance.randint(1, 3)):
            break
    _ingest(tmp_path, backwards=bool(seed % 2))
    assert _content(tmp_path) == undisturbed


def test_a_death_before_the_third_is_forgiven(tmp_path: Path) -> None:
    """A letter that kills every run is set aside in the fourth, visible; the others are taken by the first."""
    with a_house(tmp_path) as house:
        house.put(a=letter(SENDER, "deadly"), b=letter("x@example.kz", text="байқау"))

    split = PlainReader.letter

    def deadly(self: PlainReader, raw: Path, scratch: Path) -> Message:
        if b"Subject: deadly" in raw.read_bytes():
            die()
        return split(self, raw, scratch)

    def arm() -> None:
        PlainReader.letter = deadly  # type: ignore[method-assign]

    assert [disturbed(tmp_path, arm, jobs=1) for _ in range(4)] == [True, True, True, False]
    with Store.open(DataFolder(tmp_path / "data")) as store:
        letters = overview(store, contest(), NOW).letters
    verdicts = {one.subject: (one.verdict, one.problem and one.problem.code) for one in letters}
    assert verdicts == {"": (LetterVerdict.QUARANTINED, "crashed"), "Құжаттар": (LetterVerdict.SUBMISSION, None)}
