"""The first half of a letter's way, done in parallel: bytes → facts. Nothing is written here but the spool.

A letter is made durable before anything else happens to it; it is taken apart and read in a child process; what comes
of it is a value. The second half, one transaction alone, is ``pipeline.placing``.
"""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import Connection

from intake.files import Source, at
from intake.receipt import receipt
from intake.spool import Spool, Spooled
from parsers.facts import Problem
from parsers.limits import MailLimits, ReadLimits
from parsers.ocr.installed import Recogniser
from parsers.sandbox import SandboxError, SandboxLimits, SandboxUnavailableError
from pipeline.contest import Contest, Limits
from pipeline.errors import PipelineError
from pipeline.reader import Reader, Telling
from pipeline.reading import read_letter
from pipeline.scanning import Kept, Scanner, WithScans, queued
from pipeline.state import Interval, LetterVerdict
from pipeline.tracking.evidence import Locator, Sighting
from pipeline.tracking.folder import DataFolder, is_held, own_name
from pipeline.tracking.loading import hashes_at, kept_by_key, kept_by_raw, read_from
from pipeline.tracking.records import Headers, Reading
from pipeline.tracking.store import Store

_LOG = logging.getLogger(__name__)
_ATTEMPTS = 3  # a letter that killed the whole run so often is set aside (faults.md 14)


class Post(Protocol):
    """A mailbox that is at hand, for letters that were skipped and are wanted now. May be called from any thread."""

    def holds(self, locator: Locator) -> bool:
        """Whether this is where the letter lay."""

    def bring(self, locator: Locator, raw_sha256: str) -> int | None:
        """Fetch it into the spool: its size in bytes, None when these bytes lie there no more; raises IntakeError."""


@dataclass(frozen=True, slots=True)
class Studied:
    """What was found out about a letter.

    ``key`` is its identity. ``reading`` None: the letter is in the database and nothing new can be read from these
    bytes, this is only one more ``sighting`` of it. ``sighting`` None: even that is known.
    """

    key: str
    sighting: Sighting | None
    reading: Reading | None


class Claims:
    """Raw letters that are being studied now: bytes of unrelated mail leave the spool with the last that needs them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count: Counter[str] = Counter()

    def take(self, raw_sha256: str) -> None:
        """One more study needs these bytes."""
        with self._lock:
            self._count[raw_sha256] += 1

    def release(self, raw_sha256: str, remove: Callable[[str], None] | None = None) -> None:
        """One study is done with them. ``remove`` is called after the last, before anybody can claim them anew."""
        with self._lock:
            self._count[raw_sha256] -= 1
            if self._count[raw_sha256] <= 0:
                del self._count[raw_sha256]
                if remove is not None:
                    remove(raw_sha256)


@dataclass(frozen=True, slots=True)
class Bench:
    """What the workers of a run share; a reader belongs to one thread.

    ``marks``: letters (raw SHA-256) during whose reading earlier runs were killed, and how many. ``post``: the mailbox,
    where a daemon works that has one open. ``recogniser``: what scans will be read with after the letters, None when
    they stay unread. ``turned`` is told of every file and every scanned page, by the worker that has
    read it.
    """

    store: Store
    spool: Spool
    folder: DataFolder
    contest: Contest
    marks: Mapping[str, int] = field(default_factory=dict)
    post: Post | None = None
    claims: Claims = field(default_factory=Claims)
    recogniser: Recogniser | None = None
    turned: Callable[[], None] | None = None

    def study(self, source: Source, seen_at: datetime, reader: Reader) -> Studied:
        """One letter from where it lies to what it says; its bytes are claimed when a sighting comes back.

        Raises SpoolError when it cannot be made durable, OSError when it cannot be read, SandboxUnavailableError.
        """
        place = storable(source.place)
        with self.store.reading() as connection:
            before = hashes_at(connection, "file", place)
        if before and (sha256 := source.member or hash_of(source.path)) in before:
            return Studied(sha256, None, None)
        spooled = self._store(source)
        seen = Sighting(
            Locator("file", place, 0, spooled.sha256),
            spooled.sha256,
            spooled.size,
            seen_at,
            Interval(None, seen_at, "none"),
        )
        return self._claimed(seen, reader)

    def delivered(self, seen: Sighting, reader: Reader) -> Studied:
        """A letter of a mailbox, which lies in the spool and whose bytes are claimed: what it says."""
        return self._claimed(seen, reader)

    def fetch(self, seen: Sighting, reader: Reader) -> Studied | None:
        """Skipped mail, once more from where it lay; None when it is not there any more.

        Raises IntakeError when the mailbox that it lay in cannot be asked now.
        """
        if self.post is not None and self.post.holds(seen.locator):
            size = self._bring(self.post, seen)
            return None if size is None else self._claimed(replace(seen, size=size), reader)
        source = _where_it_lies(seen)
        return None if source is None else self._claimed(replace(seen, size=self._store(source).size), reader)

    def lay_again(self, seen: Sighting) -> None:
        """Put a letter's bytes back that another run took out of the spool as unrelated, before they are kept here.

        Raises FileNotFoundError when they lie nowhere any more: then nothing may be claimed.
        """
        if self.spool.path(seen.raw_sha256).exists():
            return
        if self.post is not None and self.post.holds(seen.locator):
            if self.post.bring(seen.locator, seen.raw_sha256) is not None:
                return
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), seen.locator.shown)
        source = _where_it_lies(seen)
        if source is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), seen.locator.shown)
        self.spool.store(source.opened())

    def adopt(self, raw_sha256: str, seen_at: datetime, reader: Reader) -> Studied:
        """A letter of the spool that a killed run left there."""
        size = self.spool.path(raw_sha256).stat().st_size
        seen = Sighting(Locator("spool", "", 0, raw_sha256), raw_sha256, size, seen_at, Interval(None, seen_at, "none"))
        self.claims.take(raw_sha256)
        return self._claimed(seen, reader)

    def _store(self, source: Source) -> Spooled:
        """Make a letter durable and claim its bytes. They may have left between the two with another copy's study."""
        spooled = self.spool.store(source.opened())
        self.claims.take(spooled.sha256)
        return spooled if spooled.path.exists() else self.spool.store(source.opened())

    def _bring(self, post: Post, seen: Sighting) -> int | None:
        """A mailbox's letter into the spool once more, its bytes claimed; its size, None when it is gone."""
        size = post.bring(seen.locator, seen.raw_sha256)
        if size is None:
            return None
        self.claims.take(seen.raw_sha256)
        if not self.spool.path(seen.raw_sha256).exists():
            # Between the two its bytes have left with another copy's study.
            size = post.bring(seen.locator, seen.raw_sha256)
        if size is None:
            self.claims.release(seen.raw_sha256)
        return size

    def _claimed(self, seen: Sighting, reader: Reader) -> Studied:
        try:
            with self.store.reading() as connection:
                letter_id = kept_by_raw(connection, seen.raw_sha256)
                known = None if letter_id is None else self._again(connection, letter_id, seen)
            return known or self.read(seen, reader)
        except BaseException:
            self.claims.release(seen.raw_sha256)
            raise

    def read(self, seen: Sighting, reader: Reader, *, anew: bool = False) -> Studied:
        """Take the raw letter apart and read every file of it. ``anew``: even when the letter has been read before."""
        with self._attempt(seen.raw_sha256) as tries, self._scratch() as scratch:
            if tries >= _ATTEMPTS:
                return set_aside(seen, Problem("crashed", f"the run ended {tries} times while it was read"))
            try:
                return self._read(seen, reader, scratch, anew=anew)
            except SandboxError as error:
                return set_aside(seen, error.problem)
            except (SandboxUnavailableError, PipelineError, OSError):
                raise
            except Exception as error:  # noqa: BLE001
                # A defect of ours that one letter meets must not stop the others: it is kept, with the reason.
                return set_aside(seen, defect(error))

    def _read(self, seen: Sighting, reader: Reader, scratch: Path, *, anew: bool) -> Studied:
        if self.turned is not None:
            reader = Telling(reader, self.turned)
        message = reader.letter(self.spool.path(seen.raw_sha256), scratch)
        seen = self.with_receipt(seen, message.received)
        if not anew and self._has_better(message.key, seen.raw_sha256):
            return Studied(message.key, seen, None)
        reading = read_letter(message, seen.raw_sha256, reader, scratch, self.contest)
        return Studied(message.key, seen, reading if self.recogniser is None else queued(reading))

    def scans(self, raw_sha256: str, scanner: Scanner) -> Reading | None:
        """A letter once more, its scans read too; None when its bytes end the run or the child again and again."""
        assert self.recogniser is not None, "scans are read with something"
        with self._attempt(raw_sha256) as tries, self._scratch() as scratch:
            if tries >= _ATTEMPTS:
                return None
            try:
                message = scanner.letter(self.spool.path(raw_sha256), scratch)
                reader = WithScans(scanner, Kept(self.store, self.recogniser.version, self.turned))
                return read_letter(message, raw_sha256, reader, scratch, self.contest)
            except SandboxError:
                return None

    def received(self, raw_sha256: str, reader: Reader) -> tuple[str, ...]:
        """The Received fields of a raw letter; () when it cannot be taken apart."""
        with self._scratch() as scratch:
            try:
                return reader.letter(self.spool.path(raw_sha256), scratch).received
            except SandboxError:
                return ()

    def with_receipt(self, seen: Sighting, received: tuple[str, ...]) -> Sighting:
        """The sighting with the receipt that Received fields prove (model.md 7); what a person vouched for stays."""
        if seen.receipt.proof == "person":
            return seen
        proven = receipt(received, self.contest.mailbox.trusted_hosts, seen.seen_at, seen.internaldate)
        return replace(seen, receipt=Interval(proven.not_before, proven.not_after, proven.proof))

    def _again(self, connection: Connection, letter_id: int, seen: Sighting) -> Studied | None:
        """One more sighting of the very bytes that were read; None when they have to be taken apart again."""
        known = read_from(connection, letter_id)
        if known is None or known[0] != seen.raw_sha256:
            return None
        return Studied("", self.with_receipt(seen, known[1].received), None)

    def _has_better(self, key: str, raw_sha256: str) -> bool:
        """Whether the letter is kept and read from other bytes that go before these.

        The same letter can come in different bytes (line ends, mbox quoting, our servers' stamps). The lowest hash is
        read, so that the order of arrival changes nothing.
        """
        with self.store.reading() as connection:
            letter_id = kept_by_key(connection, key)
            known = None if letter_id is None else read_from(connection, letter_id)
        return known is not None and "" != known[0] <= raw_sha256

    @contextmanager
    def _attempt(self, raw_sha256: str) -> Iterator[int]:
        """A mark that outlives the process if that ends while the letter is read; how many it has ended before.

        Not synced: it must survive the process, not the machine.
        """
        mark = self.folder.attempts / raw_sha256
        handle = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            # Two runs may read the same letter: the lock says which marks belong to the living.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            yield self.marks.get(raw_sha256, 0)
            return
        try:
            os.write(handle, b".")
            yield self.marks.get(raw_sha256, 0)
        finally:
            mark.unlink(missing_ok=True)
            os.close(handle)

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        """A folder for one letter's files, removed whatever happens."""
        folder = Path(tempfile.mkdtemp(dir=self.folder.scratch, prefix=own_name()))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def set_aside(seen: Sighting, problem: Problem) -> Studied:
    """A letter that no machine can read: kept under the hash of its raw bytes, for a person."""
    lost = Reading(seen.raw_sha256, LetterVerdict.QUARANTINED, Headers(), problem=problem)
    return Studied(seen.raw_sha256, seen, lost)


def defect(error: Exception) -> Problem:
    """The problem of a letter that met a mistake of this program; where it happened goes to the log."""
    _LOG.error("a letter is set aside for a mistake of this program", exc_info=error)
    return Problem("crashed", f"{type(error).__name__}: {error}"[:500])


def marks_in(folder: DataFolder) -> dict[str, int]:
    """The marks that killed runs left: raw SHA-256 and how often."""
    left = {mark.name: mark.stat().st_size for mark in folder.attempts.iterdir() if not is_held(mark)}
    return {name: size for name, size in left.items() if size}


def storable(place: str) -> str:
    """A place as a locator keeps it; bytes of a name that are no UTF-8 go to a private range.

    ``as_named`` leads back. Databases take no lone surrogates, which is how Python shows such bytes.
    """
    return "".join(chr(ord(c) - 0xDC00 + 0xF700) if "\udc80" <= c <= "\udcff" else c for c in place)


def as_named(place: str) -> str:
    """The place that ``storable`` was given."""
    return "".join(chr(ord(c) - 0xF700 + 0xDC00) if "\uf780" <= c <= "\uf7ff" else c for c in place)


def _where_it_lies(seen: Sighting) -> Source | None:
    """A letter seen before, from where it lay; None when these bytes are not there any more."""
    try:
        source = at(as_named(seen.locator.folder)) if seen.locator.source == "file" else None
        if source is None or source.error or (source.member or hash_of(source.path)) != seen.raw_sha256:
            return None
    except OSError:
        return None
    return source


def sandbox_limits(limits: Limits) -> SandboxLimits:
    """The configuration's ``[limits]`` as the sandbox takes them."""
    return SandboxLimits(
        memory_mb=limits.memory_mb, cpu_seconds=limits.cpu_seconds, wall_seconds=limits.wall_seconds,
        output_mb=limits.output_mb, tasks=limits.tasks_per_child,
        mail=MailLimits(limits.parts, limits.header_kb, limits.depth, limits.unpacked_mb, limits.members, limits.ratio),
        read=ReadLimits(limits.pages, limits.unpacked_mb, limits.members, limits.ratio),
    )  # fmt: skip


def hash_of(file: Path) -> str:
    """Hex SHA-256 of a file's bytes; raises OSError."""
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
