"""Scans in the watch: read one letter at a time after everything that can be read, never in anybody's way."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from parsers.facts import Part, Problem, ScanPage, ScanStep
from parsers.sandbox import SandboxError, SandboxUnavailableError
from tests.faults.watched import DiskBox, WatchedHouse, a_watched_house, watched_contest
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER
from tests.pipeline.letters import letter
from tests.pipeline.test_scanning import TESSERACT, ScanReader, opening
from tests.servers.ports import until

READABLE = letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=12, name="readable")


def with_a_scan(name: str) -> bytes:
    """A letter with a scan of that name, of a school that has applied."""
    return letter(SENDER, files={"s.docx": SCHOOL, f"scan-{name}.pdf": name}, name=name)


@dataclass
class SlowScanner(ScanReader):
    """Reads a page when ``go`` says so, and tells by ``at`` that it has begun; ``before`` is done at each step."""

    at: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    before: Callable[[str], object] = str

    def scan(self, part: Part, scratch: Path, known: Sequence[ScanPage], wanted: tuple[int, bool] | None) -> ScanStep:
        """One more page, in no haste."""
        if wanted is not None:
            self.at.set()
            assert self.go.wait(20)
        self.before(part.name)
        return super().scan(part, scratch, known, wanted)


@pytest.fixture
def box(tmp_path: Path) -> DiskBox:
    """A mailbox."""
    return DiskBox(tmp_path / "box")


@pytest.fixture
def reader() -> SlowScanner:
    """What reads letters and scans alike."""
    return SlowScanner()


@pytest.fixture
def house(tmp_path: Path, box: DiskBox, reader: SlowScanner) -> Iterator[WatchedHouse]:
    """A house that watches the mailbox and reads scans."""
    with a_watched_house(
        tmp_path, opened=box.open, readers=opening(reader), recogniser=TESSERACT, scanners=opening(reader)
    ) as made:
        yield made
        reader.go.set()


def unread(house: WatchedHouse) -> dict[str, str]:
    """By name of a scan: why it is unread, "" when it is read."""
    files = [file for one in house.letters() for file in one.files if file.name.startswith("scan")]
    return {file.name: file.facts.problem.code if file.facts.problem else "" for file in files}


def test_a_scan_is_read_after_all_letters_that_can_be_read(
    house: WatchedHouse, box: DiskBox, reader: SlowScanner
) -> None:
    """The letter with the scan came first; the other is in the database before a page of it is looked at."""
    for raw in (with_a_scan("a"), READABLE):
        box.deliver(raw)
    house.begin()
    assert reader.at.wait(20)
    assert len(house.letters()) == 2
    assert unread(house) == {"scan-a.pdf": "queued"}
    reader.go.set()
    until(lambda: unread(house) == {"scan-a.pdf": ""}, "the scan")
    house.end()
    house.holds([with_a_scan("a"), READABLE])


def test_a_new_letter_waits_for_the_scans_of_one_letter_and_no_more(
    house: WatchedHouse, box: DiskBox, reader: SlowScanner
) -> None:
    """It comes while the first of three letters with scans is read, and is taken before the second is begun."""
    for name in ("a", "b", "c"):
        box.deliver(with_a_scan(name))
    known_at: dict[str, int] = {}
    reader.before = lambda name: known_at.setdefault(name, len(house.letters()))
    house.begin()
    assert reader.at.wait(20)
    box.deliver(READABLE)
    reader.go.set()
    until(lambda: set(unread(house).values()) == {""}, "all scans")
    house.end()
    assert [known_at[f"scan-{name}.pdf"] for name in ("a", "b", "c")] == [3, 4, 4]


def test_scans_that_wait_are_no_reason_to_wait_for_the_next_poll(
    house: WatchedHouse, box: DiskBox, reader: SlowScanner
) -> None:
    """Nothing new comes: one letter after the other is read, without a pause between them."""
    reader.go.set()
    sent = [with_a_scan(str(number)) for number in range(5)]
    for raw in sent:
        box.deliver(raw)
    house.loaded = watched_contest(poll_seconds=3600)
    house.begin()
    until(lambda: len(unread(house)) == 5 and set(unread(house).values()) == {""}, "all scans")
    house.end()
    house.holds(sent)


def test_a_scan_that_cannot_be_read_is_given_up_and_the_next_is_read_at_once(
    house: WatchedHouse, box: DiskBox, reader: SlowScanner
) -> None:
    """The child that takes the first letter apart for its scans always dies; nothing is tried again and again."""
    tried: list[str] = []

    def breaks(raw: Path, scratch: Path) -> object:
        tried.append(raw.stem)
        if b"scan-a.pdf" in raw.read_bytes():
            raise SandboxError(Problem("crashed"))
        return ScanReader.letter(reader, raw, scratch)

    scanner = SlowScanner(go=reader.go)
    scanner.letter = breaks  # type: ignore[assignment]
    house.scanners = opening(scanner)
    house.loaded = watched_contest(poll_seconds=3600)
    reader.go.set()
    for name in ("a", "b"):
        box.deliver(with_a_scan(name))
    house.begin()
    until(lambda: unread(house) == {"scan-a.pdf": "queued", "scan-b.pdf": ""}, "the second scan")
    house.end()
    assert len(tried) == 2


def test_where_no_child_process_can_be_had_the_watch_waits_and_goes_on_by_itself(
    house: WatchedHouse, box: DiskBox, reader: SlowScanner
) -> None:
    """No spin: another try with each poll. An alarm tells of it and ends, and the scan is read in the end."""
    tries: list[float] = []
    reader.go.set()
    broken = threading.Event()
    broken.set()

    def scanners() -> AbstractContextManager[ScanReader]:
        if broken.is_set():
            tries.append(house.clock.monotonic())
            raise SandboxUnavailableError("no process")
        return opening(reader)()

    house.scanners = scanners
    box.deliver(with_a_scan("a"))
    watch = house.begin()
    until(lambda: house.alarms() == {"no_reader"}, "the alarm")
    until(lambda: len(tries) >= 4, "more tries")
    poll = house.loaded.contest.mailbox.poll_seconds
    assert all(after - before > 0.9 * poll for before, after in pairwise(tries))
    broken.clear()
    until(lambda: unread(house) == {"scan-a.pdf": ""}, "the scan")
    until(lambda: house.alarms() == set(), "the end of the alarm")
    assert watch.working()
    house.end()


def test_a_letter_of_many_pages_is_no_silence(house: WatchedHouse, box: DiskBox, reader: SlowScanner) -> None:
    """Each page that was read is a sign of life, or the watch would be ended by systemd in the middle of a letter."""
    box.deliver(with_a_scan("a"))
    watch = house.begin()
    assert reader.at.wait(20)
    lives: list[str] = []

    def alive(status: str = "") -> None:
        lives.append(threading.current_thread().name)

    watch._place.notifier.alive = alive  # type: ignore[method-assign]
    reader.go.set()
    until(lambda: unread(house) == {"scan-a.pdf": ""}, "the scan")
    house.end()
    assert sum(name.startswith("letter") for name in lives) == 2
