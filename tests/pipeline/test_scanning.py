"""Scans are read after everything else, once, and their submissions wait for it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from intake.files import letters as letters_of
from parsers.errors import ParserError
from parsers.facts import (
    Block,
    Claim,
    Evidence,
    FileFacts,
    Part,
    Problem,
    ScanPage,
    ScanStep,
    Segment,
)
from parsers.ocr.installed import Recogniser
from pipeline.process import IngestResult, ingest
from pipeline.reprocessing import reprocess
from pipeline.scanning import Scanner
from pipeline.state import Overview
from pipeline.tracking import scans
from tests.pipeline.contents import content
from tests.pipeline.houses import NOW, OTHER, OTHER_SCHOOL, SCHOOL, SENDER, House, contest
from tests.pipeline.letters import PlainReader, letter

TESSERACT = Recogniser("/lib/libtesseract.so.5", "/tessdata", ("kaz", "rus"), True, "v1")
UNREAD = FileFacts("pdf", 2, ("none", "none"), (Segment((1, 2), "unread"),), problem=Problem("scan"))
BLOCKS = (Block("Жылдық жоспар", 2),)


@dataclass
class ScanReader(PlainReader):
    """Files that begin with ``scan`` are scans of two pages, the plan of the year; ``breaks`` are pages that kill."""

    order: list[str] = field(default_factory=list)
    breaks: frozenset[int] = frozenset()
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """A scan is unread, whatever else reads as it does."""
        with self.lock:
            self.order.append(f"read {part.name}")
        return UNREAD if part.name.startswith("scan") else super().read(part, scratch)

    def scan(self, part: Part, scratch: Path, known: Sequence[ScanPage], wanted: tuple[int, bool] | None) -> ScanStep:
        """Page by page."""
        pages = {page.number: page for page in known}
        if wanted is not None:
            self.order.append(f"scan {part.name} {wanted[0]}")
            if wanted[0] in self.breaks:
                raise ParserError(Problem("time_limit"))
            pages[wanted[0]] = ScanPage(wanted[0], True, BLOCKS, (), 90)
        read = pages.get(wanted[0]) if wanted else None
        missing = next((number for number in (1, 2) if number not in pages), None)
        if missing is not None:
            return ScanStep(UNREAD, read, (missing, True))
        claim = Claim("annual_work_plan", (1,), "sure", (Evidence("heading", "Жылдық жоспар", 1),))
        lost = [page for page in pages.values() if page.finding]
        problem = Problem(lost[0].finding) if lost else None
        return ScanStep(replace(UNREAD, segments=(Segment((1, 2), "document", (claim,)),), problem=problem), read)


def opening(reader: ScanReader) -> Callable[[], AbstractContextManager[ScanReader]]:
    """What a run opens for each of its workers."""

    @contextmanager
    def opened() -> Iterator[ScanReader]:
        yield reader

    return opened


def run(
    house: House,
    reader: ScanReader,
    recogniser: Recogniser | None = TESSERACT,
    scanners: Callable[[], AbstractContextManager[Scanner]] | None = None,
) -> IngestResult:
    """One run over the inbox."""
    return ingest(
        letters_of([house.inbox]), house.store, house.folder, contest(), clock=lambda: NOW, readers=opening(reader),
        recogniser=recogniser, scanners=scanners or opening(reader),
    )  # fmt: skip


def with_scan(house: House) -> None:
    """A letter with a scan first, then one that can be read."""
    house.put(
        a=letter(SENDER, files={"s.docx": SCHOOL, "scan.pdf": "…"}, day=10),
        b=letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=11),
    )


def problem(house: House) -> str:
    """Why the scan is unread, "" when it is read."""
    found = [file.facts.problem for file in house.letter("school1@example.kz").files if file.name == "scan.pdf"]
    return found[0].code if found[0] is not None else ""


def test_scans_come_after_every_letter_that_can_be_read(house: House) -> None:
    """The second letter is in before the first one's scan is looked at; then the scan's kind is there."""
    with_scan(house)
    reader = ScanReader()
    result = run(house, reader)
    assert (result.scanned, result.unscanned, result.new) == (1, 0, 2)
    first = reader.order.index("scan scan.pdf 1")
    assert reader.order[:first].count("read s.docx") == 3
    first_of_school = next(one for one in house.overview().submissions if one.state.number == 1)
    assert set(first_of_school.state.claims) == {"annual_work_plan"}


def test_until_then_the_submission_is_held_and_says_that_it_is_being_read(house: House) -> None:
    """A run that is stopped before its scans leaves them queued; the next one reads them."""
    with_scan(house)

    def never() -> AbstractContextManager[Scanner]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(house, ScanReader(), scanners=never)
    assert problem(house) == "queued"
    verdict = next(one.verdict for one in house.overview().submissions if one.state.number == 1)
    assert (str(verdict.standing), "unreadable" in verdict.reasons) == ("held", True)
    assert run(house, ScanReader()).scanned == 1
    assert problem(house) == ""


def test_without_a_recogniser_scans_stay_unread_and_are_read_once_there_is_one(house: House) -> None:
    """As before, and the run says how many letters wait."""
    with_scan(house)
    result = run(house, ScanReader(), recogniser=None)
    assert (result.scanned, result.unscanned, problem(house)) == (0, 1, "scan")
    assert run(house, ScanReader()).scanned == 1
    assert problem(house) == ""
    reader = ScanReader()
    assert run(house, reader).scanned == 0
    assert not [line for line in reader.order if line.startswith("scan ")]


def test_pages_are_kept_and_read_once(house: House) -> None:
    """The same file from another school, and the same letter read anew, cost nothing more; another version does."""
    with_scan(house)
    run(house, ScanReader())
    house.put(c=letter("school55@example.kz", files={"scan2.pdf": "…"}, day=12))
    reader = ScanReader()
    assert run(house, reader).scanned == 1
    assert not [line for line in reader.order if line.startswith("scan ")]
    assert run(house, reader, replace(TESSERACT, version="v2")).scanned == 2
    assert [line for line in reader.order if line.startswith("scan ")]


def test_a_page_that_kills_its_child_is_unread_and_the_others_are_read(house: House) -> None:
    """The reason is told, and the page is not kept as read."""
    with_scan(house)
    run(house, ScanReader(breaks=frozenset({1})))
    assert problem(house) == "time_limit"
    with house.store.reading() as connection:
        sha256 = next(file.sha256 for file in house.letter("school1@example.kz").files if file.name == "scan.pdf")
        assert [page.number for page in scans.pages_of(connection, sha256, "v1")] == [2]


def test_reading_scans_twice_changes_nothing(house: House) -> None:
    """Another run over the same letters leaves the same state."""
    with_scan(house)
    run(house, ScanReader())
    before = content(house.store, house.folder, contest(), NOW)
    run(house, ScanReader())
    assert content(house.store, house.folder, contest(), NOW) == before


def test_reprocessing_keeps_what_was_read_of_scans(house: House) -> None:
    """Pages that were read are not read again; scans that wait go on waiting."""
    with_scan(house)
    run(house, ScanReader())
    house.put(c=letter("school55@example.kz", files={"scan2.pdf": "…"}, day=12))
    run(house, ScanReader(), recogniser=None)
    reader = ScanReader()
    told: list[tuple[Overview, Overview]] = []
    for dry_run in (True, False):
        reprocess(
            house.store, house.folder, contest(), [], lambda one, other: told.append((one, other)),
            clock=lambda: NOW, dry_run=dry_run, readers=opening(reader), recogniser=TESSERACT, scanners=opening(reader),
        )  # fmt: skip
    assert [one.submissions for one, _ in told] == [other.submissions for _, other in told]
    assert not [line for line in reader.order if line.startswith("scan ")]
    assert [set(one.state.claims) for one in house.overview().submissions if one.state.number == 1] == [
        {"annual_work_plan"}
    ]
    assert problem(house) == ""
    assert run(house, reader).scanned == 1


def test_pages_can_be_erased(house: House) -> None:
    """With the file whose words they are."""
    with house.store.writing() as connection:
        scans.put_page(connection, "ab" * 32, "v1", ScanPage(1, True, BLOCKS))
        scans.put_page(connection, "ab" * 32, "v1", ScanPage(1, True, BLOCKS, confidence=50))
        assert [page.confidence for page in scans.pages_of(connection, "ab" * 32, "v1")] == [50]
        scans.forget_pages(connection, ["ab" * 32])
        assert scans.pages_of(connection, "ab" * 32, "v1") == ()
