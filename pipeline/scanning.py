"""Scans, read after everything else: a queue of their own, so that letters that can be read never wait for them.

What a letter's scanned pages say comes from the same bytes as before, page by page; every page that was read is kept
at once, so a run that is killed goes on where it was. The submission is held until then, and says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from parsers.errors import ParserError
from parsers.facts import FileFacts, Message, Part, Problem, ScanPage, ScanStep
from parsers.limits import ReadLimits
from parsers.readers import has_pictures, is_picture
from parsers.sandbox import SandboxLimits
from pipeline.contest import Limits
from pipeline.tracking import scans
from pipeline.tracking.records import Reading
from pipeline.tracking.store import Store

_FAILURES = 3  # pages of one file that may end their child before the others are left alone
# Nothing of the page itself: another run, with more time or memory, may read it.
_PASSING = ("time_limit", "memory_limit", "crashed")


class Scanner(Protocol):
    """What takes a letter apart, reads it and its scans: ``parsers.sandbox.Sandbox`` with a recogniser, or a fake."""

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a letter; raises SandboxError."""

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside a part that holds others."""

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says."""

    def body(self, message: Message) -> FileFacts:
        """What a letter's body says."""

    def scan(self, part: Part, scratch: Path, known: Sequence[ScanPage], wanted: tuple[int, bool] | None) -> ScanStep:
        """One more piece of a file with scanned pages; raises ParserError."""


class Shelf(Protocol):
    """Where pages that were read are kept."""

    def pages(self, sha256: str) -> tuple[ScanPage, ...]:
        """The pages of the file with these bytes."""

    def keep(self, sha256: str, page: ScanPage) -> None:
        """One more page of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The pages in the database."""

    store: Store
    recogniser: str
    turned: Callable[[], None] | None = None  # told of every page: many pages are no silence

    def pages(self, sha256: str) -> tuple[ScanPage, ...]:
        """The pages of the file with these bytes that this recogniser has read."""
        with self.store.reading() as connection:
            return scans.pages_of(connection, sha256, self.recogniser)

    def keep(self, sha256: str, page: ScanPage) -> None:
        """One more page of it, in a transaction of its own."""
        with self.store.writing() as connection:
            scans.put_page(connection, sha256, self.recogniser, page)
        if self.turned is not None:
            self.turned()


class Nowhere:
    """Nothing is kept: for looking at a file."""

    def pages(self, sha256: str) -> tuple[ScanPage, ...]:
        """None are known."""
        del sha256
        return ()

    def keep(self, sha256: str, page: ScanPage) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class WithScans:
    """A reader whose files are read to the end, scans too. ``whole`` has been reached when ``read`` returns."""

    scanner: Scanner
    shelf: Shelf

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a letter."""
        return self.scanner.letter(raw, scratch)

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside a part."""
        return self.scanner.unpack(part, scratch, more)

    def body(self, message: Message) -> FileFacts:
        """What the body says."""
        return self.scanner.body(message)

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says, its scanned pages with it."""
        facts = self.scanner.read(part, scratch)
        return scanned(self.scanner, part, scratch, facts, self.shelf)[0] if waits(facts) else facts


def waits(facts: FileFacts) -> bool:
    """Whether recognition of characters may read what was not read of a file."""
    code = "" if facts.problem is None else facts.problem.code
    return code in ("scan", "queued") and (facts.type == "pdf" or is_picture(facts.type) or has_pictures(facts.type))


def any_wait(reading: Reading) -> bool:
    """Whether a letter has files with scans."""
    return any(waits(file.facts) for file in reading.files)


def queued(reading: Reading) -> Reading:
    """The reading of a letter whose scans will be read: they are not given up, they are waited for."""
    return replace(
        reading,
        files=tuple(replace(file, facts=_queued(file.facts)) if waits(file.facts) else file for file in reading.files),
    )


def _queued(facts: FileFacts) -> FileFacts:
    detail = facts.problem.detail if facts.problem is not None else ""
    return replace(facts, problem=Problem("queued", detail))


def scanned(
    scanner: Scanner, part: Part, scratch: Path, facts: FileFacts, shelf: Shelf
) -> tuple[FileFacts, ScanStep | None]:
    """A file with its scanned pages read as far as that is needed, and the last step; ``facts`` are those without.

    A page that takes its child along, or more time than one may, is unread with the reason; the others go on.
    """
    known = {page.number: page for page in shelf.pages(part.sha256)} if part.sha256 else {}
    wanted: tuple[int, bool] | None = None
    failures = 0
    while True:
        try:
            step = scanner.scan(part, scratch, tuple(known.values()), wanted)
        except ParserError as error:
            failures += 1
            if wanted is None or failures > _FAILURES:
                return replace(facts, problem=error.problem), None
            known[wanted[0]] = ScanPage(wanted[0], True, finding=error.problem.code)
            wanted = None
            continue
        if step.page is not None:
            known[step.page.number] = step.page
            if part.sha256 and step.page.finding not in _PASSING:
                shelf.keep(part.sha256, step.page)
        if step.next is None:
            return step.facts, step
        wanted = step.next


def scan_limits(limits: Limits, base: SandboxLimits) -> SandboxLimits:
    """What a child that reads scans may use: memory for big pictures and the languages, time for one page."""
    return replace(
        base,
        memory_mb=limits.scan_memory_mb,
        cpu_seconds=limits.scan_seconds,
        wall_seconds=float(limits.scan_seconds) * 2,
        worn_mb=min(768, limits.scan_memory_mb // 2),
        read=ReadLimits(limits.pages, limits.unpacked_mb, limits.members, limits.ratio),
    )
