"""kill -9 of the watch at every step of a letter's way, and at random moments: rows 11 to 14, and 36.

The daemon dies in a process of its own, forked, so that nothing can be tidied up; the mailbox lies on the disk and
outlives it. Each death is followed by another start, and in the end everything is there once: every letter whole, one
case each, marked once and copied once in the mailbox.
"""

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from intake import spool
from parsers.facts import Message
from pipeline import filing, run, study
from pipeline.post import Carrier
from pipeline.state import LetterVerdict
from pipeline.tracking import evidence, watching
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.faults.test_kill import _after, _after_commit, _at_commit, _before, die
from tests.faults.watched import DiskBox, WatchedHouse, filled, watched_contest
from tests.pipeline.contents import Content, content, placeless
from tests.pipeline.houses import NOW, SENDER, an_empty_database, every_kind_of_letter
from tests.pipeline.letters import PlainReader, letter

FILED_UNDER = {"how": "copy", "incomplete": "Incomplete", "rejected": "Rejected"}
FILING: dict[str, Any] = {"keyword": "Baiqau", "filing": FILED_UNDER}

POINTS: dict[str, Callable[[int], None]] = {
    "before a letter is fetched": lambda n: _before(Carrier, "_fetch", n),
    "in the middle of writing a letter": lambda n: _before(spool._System, "fsync", n),
    "after the temporary file, before the rename": lambda n: _before(spool._System, "rename", n),
    "after the rename": lambda n: _after(spool._System, "rename", n),
    "when a letter is fetched": lambda n: _after(Carrier, "_fetch", n),
    "when the splitter begins": lambda n: _before(PlainReader, "letter", n),
    "while a file is read": lambda n: _before(PlainReader, "read", n),
    "when everything is read": lambda n: _after(PlainReader, "body", n),
    "before the letter is written": lambda n: _before(run, "keep", n),
    "between its identity and its arrival": lambda n: _after(evidence, "keep_letter", n),
    "between its arrival and what was read": lambda n: _after(evidence, "keep_arrival", n),
    "before a commit": _at_commit,
    "after a commit": _after_commit,
    "before unrelated bytes leave the spool": lambda n: _before(spool.Spool, "remove", n),
    "after unrelated bytes left the spool": lambda n: _after(spool.Spool, "remove", n),
    "before skipped mail is fetched again": lambda n: _before(study.Bench, "fetch", n),
    "after skipped mail was fetched again": lambda n: _after(study.Bench, "_bring", n),
    "before the folders are remembered": lambda n: _before(watching, "put_watched", n),
    "before a letter is marked": lambda n: _before(DiskBox, "mark", n),
    "between a mark and its note": lambda n: _after(DiskBox, "mark", n),
    "before a letter is copied": lambda n: _before(DiskBox, "copy", n),
    "between a copy and its note": lambda n: _after(DiskBox, "copy", n),
    "after the note of a mark or copy": lambda n: _after(filing, "end_filing", n),
}


def _lay(root: Path) -> None:
    """A mailbox with everything that can happen to a letter, and an empty data folder."""
    filled(root / "box", dict(sorted(every_kind_of_letter().items())))
    folder = DataFolder(root / "data")
    folder.create()
    folder.database.write_bytes(an_empty_database())


def _watch(root: Path) -> None:
    """One start of the daemon, one round, in this process."""
    folder = DataFolder(root / "data")
    with Store.open(folder) as store:
        loaded = watched_contest(**FILING)
        house = WatchedHouse(root, store, folder, loaded, opened=DiskBox(root / "box").open)
        house.clock.start, house.clock.speed = NOW, 0.0
        house.once()


def _disturbed(root: Path, arm: Callable[[], None], *, after: float | None = None) -> bool:
    """One start in a process of its own, which dies where ``arm`` says or after so many seconds; whether it died."""
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            arm()
            os.write(tell, b"!")
            _watch(root)
        finally:
            os._exit(0)
    os.close(tell)
    os.read(ready, 1)
    os.close(ready)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _content(root: Path) -> tuple[Content, Any, Any]:
    """What the data folder holds, and what was done in the mailbox."""
    folder, box = DataFolder(root / "data"), DiskBox(root / "box")
    with Store.open(folder) as store:
        loaded = watched_contest(**FILING)
        house = WatchedHouse(root, store, folder, loaded, opened=box.open)
        assert house.balance().differences == ()
        whole: Content = placeless(content(store, folder, loaded, NOW), root)
    copies = {name: sorted(_raw(box, name)) for name in ("Incomplete", "Rejected")}
    marked = {uid: sorted(set(marks)) for uid, marks in box.marks().items()}
    return {**whole, "files": {name for name in whole["files"] if name not in ("watch", "password")}}, copies, marked


def _raw(box: DiskBox, folder: str) -> list[bytes]:
    return [(box.root / folder / f"{uid}.eml").read_bytes() for uid in box.uids(folder)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process leaves the same behind, and nothing waits for a disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="baiqau-") as root:
        yield Path(root)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Any, Any]:
    """The state after a quiet start."""
    root = tmp_path_factory.mktemp("quiet")
    _lay(root)
    _watch(root)
    _watch(root)
    return _content(root)


def test_the_quiet_watch_marks_and_copies_each_letter_once(undisturbed: tuple[Content, Any, Any]) -> None:
    """What the others are compared with is not nothing."""
    whole, copies, marked = undisturbed
    assert len(whole["letters"]) == len(every_kind_of_letter())
    assert len(copies["Incomplete"]) + len(copies["Rejected"]) >= 4
    assert len(marked) >= 7
    assert {mark for marks in marked.values() for mark in marks} == {"Baiqau"}


@pytest.mark.parametrize("passing", [1, 3])
@pytest.mark.parametrize("point", POINTS)
def test_rows_11_12_13_a_watch_that_dies_is_made_good_by_the_next_start(
    place: Path, undisturbed: tuple[Content, Any, Any], point: str, passing: int
) -> None:
    """Nothing lost, nothing twice, nothing of unrelated mail left, every mark and copy there once."""
    _lay(place)
    died = _disturbed(place, lambda: POINTS[point](passing))
    assert died or passing > 1, f"never came past: {point}"
    _watch(place)
    assert _content(place) == undisturbed


@pytest.mark.parametrize("seed", range(int(os.environ.get("BAIQAU_KILLS", "20"))))
def test_rows_11_12_13_deaths_at_random_moments(
    place: Path, undisturbed: tuple[Content, Any, Any], seed: int, record_property: Callable[[str, object], None]
) -> None:
    """Two in a row, each at another moment, then a quiet start: a third over one letter would set it aside."""
    chance = random.Random(seed)
    _lay(place)
    deaths = 0
    while deaths < 2 and _disturbed(place, lambda: None, after=chance.uniform(0, 0.35)):
        deaths += 1
    record_property("deaths", deaths)  # how many there were in all says the report of --junit-xml
    _watch(place)
    assert _content(place) == undisturbed


def test_row_14_the_third_death_sets_a_letter_aside(place: Path) -> None:
    """A letter that kills every start while it is read; the others are taken by the first, and the watch goes on."""
    box = DiskBox(place / "box")
    deadly, harmless = letter(SENDER, "deadly"), letter("x@example.kz", text="байқау")
    for raw in (harmless, deadly):
        box.deliver(raw)
    folder = DataFolder(place / "data")
    folder.create()
    folder.database.write_bytes(an_empty_database())
    split = PlainReader.letter

    def kill(self: PlainReader, raw: Path, scratch: Path) -> Message:
        if b"Subject: deadly" in raw.read_bytes():
            die()
        return split(self, raw, scratch)

    def arm() -> None:
        PlainReader.letter = kill  # type: ignore[method-assign]

    assert [_disturbed(place, arm) for _ in range(4)] == [True, True, True, False]
    with Store.open(folder) as store:
        house = WatchedHouse(place, store, folder, watched_contest(), opened=box.open)
        verdicts = {one.subject: (one.verdict, one.problem and one.problem.code) for one in house.letters()}
        assert verdicts == {"": (LetterVerdict.QUARANTINED, "crashed"), "Құжаттар": (LetterVerdict.SUBMISSION, None)}
        house.holds([deadly, harmless])
