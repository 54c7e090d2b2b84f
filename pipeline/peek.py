"""What the machine makes of one file or letter, with nothing stored: the first half of the recipe."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from intake.receipt import receipt
from parsers.errors import ParserError
from parsers.facts import FileFacts, Message, Page, Part, Problem, Text
from parsers.ocr.installed import Recogniser
from parsers.sandbox import Sandbox
from pipeline.contest import Contest
from pipeline.derive import place_letters
from pipeline.grouping import group
from pipeline.opening import leaves_of
from pipeline.reading import read_letter
from pipeline.scanning import Nowhere, scan_limits, scanned, waits
from pipeline.state import FileState, Interval, LetterState
from pipeline.study import sandbox_limits
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import letter_state
from pipeline.tracking.records import FileReading, Reading


@dataclass(frozen=True, slots=True)
class PeekedFile:
    """One file: the part (its name, size and hash), what it says, and its text where that was wanted."""

    part: Part
    facts: FileFacts
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Peeked:
    """A letter (``message`` is set, ``problem`` where it could not be split), or a file and what lies inside it."""

    file: Path
    type: str
    files: tuple[PeekedFile, ...]
    message: Message | None = None
    letter: LetterState | None = None
    body: FileFacts | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Scans:
    """Reads files to the end, scans too where that is wanted, and remembers the text of those."""

    sandbox: Sandbox
    wanted: bool
    pages: dict[tuple[str, str], tuple[Page, ...]] = field(default_factory=dict)

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a letter."""
        return self.sandbox.letter(raw, scratch)

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside a part."""
        return self.sandbox.unpack(part, scratch, more)

    def body(self, message: Message) -> FileFacts:
        """What the body says."""
        return self.sandbox.body(message)

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says."""
        facts = self.sandbox.read(part, scratch)
        if not (self.wanted and waits(facts)):
            return facts
        facts, step = scanned(self.sandbox, part, scratch, facts, Nowhere())
        if step is not None:
            self.pages[str(scratch), part.file] = step.pages
        return facts

    def text(self, part: Part, scratch: Path) -> Text:
        """A file's text by page."""
        read = self.pages.get((str(scratch), part.file))
        return self.sandbox.text(part, scratch) if read is None else Text("", read, paged=True)


@contextmanager
def peeking(contest: Contest, folder: DataFolder, recogniser: Recogniser | None = None) -> Iterator["Peeker"]:
    """A peeker with its own child process and scratch folder, both gone at the end. Scans: with ``recogniser``.

    A sender's papers are unpacked below the data folder alone, so that a killed run leaves them nowhere else.
    """
    with folder.borrowed() as scratch:
        limits = sandbox_limits(contest.limits)
        if recogniser is not None:
            limits = scan_limits(contest.limits, limits)
        places = (scratch,)
        with Sandbox(contest.knowledge, limits, read_from=places, write_to=places, recogniser=recogniser) as sandbox:
            yield Peeker(contest, sandbox, scratch, Scans(sandbox, recogniser is not None))


@dataclass(frozen=True, slots=True)
class Peeker:
    """Looks at files one after another."""

    contest: Contest
    sandbox: Sandbox
    scratch: Path
    scans: Scans

    def look(self, file: Path, seen_at: datetime, *, with_text: bool = False) -> Peeked:
        """One file or letter. ``seen_at`` bounds a letter's receipt. OSError when the file cannot be read."""
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        # The child may read below its scratch folder only: what is looked at is laid there.
        shutil.copyfile(file, folder / "given")
        if file.suffix.lower() in (".eml", ".msg"):
            return self._letter(file, folder, seen_at, with_text)
        size = (folder / "given").stat().st_size
        part = Part("0", file.name, "", size, "", False, "given", None if size else Problem("empty"))
        found = self._files((part,), folder, with_text)
        return Peeked(file, found[0].facts.type if len(found) == 1 else "archive", found)

    def _files(self, parts: tuple[Part, ...], folder: Path, with_text: bool) -> tuple[PeekedFile, ...]:
        return tuple(
            PeekedFile(
                part,
                self.scans.read(part, folder) if known is None else known,
                self.scans.text(part, folder) if with_text and known is None else None,
            )
            for part, known in leaves_of(parts, self.sandbox, folder)
        )

    def _letter(self, file: Path, folder: Path, seen_at: datetime, with_text: bool) -> Peeked:
        try:
            message = self.sandbox.letter(folder / "given", folder)
        except ParserError as error:
            return Peeked(file, "letter", (), problem=error.problem)
        reading = read_letter(message, "", self.scans, folder, self.contest)
        files = tuple(
            PeekedFile(one.part, one.facts, self.scans.text(one.part, folder) if with_text else None)
            for one in reading.files
        )
        return Peeked(file, "letter", files, message, self._judged(file, message, reading, seen_at), reading.body)

    def _judged(self, file: Path, message: Message, reading: Reading, seen_at: datetime) -> LetterState:
        """What the letter is by itself, without any other letter."""
        proven = receipt(message.received, self.contest.mailbox.trusted_hosts, seen_at)
        interval = Interval(proven.not_before, proven.not_after, proven.proof)
        states = [_state(number, one, message.key) for number, one in enumerate(reading.files, 1)]
        letter = letter_state(
            0, message.key, reading.headers, reading.verdict, interval, str(file), states, reading.body, reading.problem
        )
        return place_letters(group((letter,), {}, self.contest), (letter,))[0]


def _state(number: int, one: FileReading, key: str) -> FileState:
    part = one.part
    return FileState(
        number, 0, key, part.path, part.name, part.content_type, part.size, part.sha256, one.facts, part.inline
    )
