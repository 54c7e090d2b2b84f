"""What the machine makes of one file or letter, with nothing stored: the recipe's first half and a look at one letter."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from intake.receipt import receipt
from intake.robots import automatic
from parsers.errors import ParserError
from parsers.facts import FileFacts, Message, Part, Problem, Text
from parsers.sandbox import Sandbox
from pipeline.contest import Contest
from pipeline.grouping import group
from pipeline.state import FileState, Finding, Interval, LetterState, LetterVerdict
from pipeline.study import is_automatic, leaves, quoted, sandbox_limits
from pipeline.tracking.records import FileReading


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


@contextmanager
def peeking(contest: Contest) -> Iterator["Peeker"]:
    """A peeker with its own child process and scratch folder, both gone at the end."""
    scratch = Path(tempfile.mkdtemp(prefix="baiqau-"))
    try:
        limits = sandbox_limits(contest.limits)
        with Sandbox(contest.knowledge, limits, read_from=(scratch,), write_to=(scratch,)) as sandbox:
            yield Peeker(contest, sandbox, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Peeker:
    """Looks at files one after another."""

    contest: Contest
    sandbox: Sandbox
    scratch: Path

    def look(self, file: Path, seen_at: datetime, *, with_text: bool = False) -> Peeked:
        """One file or letter. ``seen_at`` bounds a letter's receipt. OSError when the file cannot be read."""
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        # The child may read below its scratch folder only: what is looked at is laid there.
        shutil.copyfile(file, folder / "given")
        if file.suffix.lower() == ".eml":
            return self._letter(file, folder, seen_at, with_text)
        size = (folder / "given").stat().st_size
        part = Part("0", file.name, "", size, "", False, "given", None if size else Problem("empty"))
        found = self._files((part,), folder, with_text)
        return Peeked(file, found[0].facts.type if len(found) == 1 else "archive", found)

    def _files(self, parts: tuple[Part, ...], folder: Path, with_text: bool) -> tuple[PeekedFile, ...]:
        inside = (leaf for part in parts for leaf in leaves(part, self.sandbox, folder))
        return tuple(
            PeekedFile(part, self.sandbox.read(part, folder), self.sandbox.text(part, folder) if with_text else None)
            for part in inside
        )

    def _letter(self, file: Path, folder: Path, seen_at: datetime, with_text: bool) -> Peeked:
        try:
            message = self.sandbox.letter(folder / "given", folder)
        except ParserError as error:
            return Peeked(file, "letter", (), problem=error.problem)
        files = self._files(message.parts, folder, with_text)
        body = self.sandbox.body(message)
        return Peeked(file, "letter", files, message, self._judged(file, message, files, body, seen_at), body)

    def _judged(
        self, file: Path, message: Message, files: tuple[PeekedFile, ...], body: FileFacts, seen_at: datetime
    ) -> LetterState:
        """What the letter is by itself, without any other letter."""
        proven = receipt(message.received, self.contest.mailbox.trusted_hosts, seen_at)
        content_type = next((value for name, value in message.headers if name.lower() == "content-type"), "")
        robot = automatic(message.headers, message.return_path or None, content_type)
        is_robot = is_automatic(robot, tuple(FileReading(one.part, one.facts) for one in files))
        letter = LetterState(
            id=0,
            key=message.key,
            message_id=message.message_id,
            sender=message.sender.email,
            sender_name=message.sender.name,
            subject=message.subject,
            sent=message.date,
            source=str(file),
            receipt=Interval(proven.not_before, proven.not_after, proven.proof),
            verdict=LetterVerdict.AUTOMATIC if is_robot else LetterVerdict.UNCLEAR,
            why=Finding("letter", "automatic", {"header": robot}),
            files=tuple(_state(number, one, message.key) for number, one in enumerate(files, 1)),
            body=body,
            problem=message.problems[0] if message.problems else None,
            in_reply_to=message.in_reply_to,
            references=message.references,
            quoted=quoted(message, self.contest),
        )
        placed = group((letter,), {}, self.contest).placed[letter.key]
        return replace(letter, verdict=placed.verdict, why=placed.why)


def _state(number: int, one: PeekedFile, key: str) -> FileState:
    part = one.part
    return FileState(number, 0, key, part.path, part.name, part.content_type, part.size, part.sha256, one.facts, part.inline)

