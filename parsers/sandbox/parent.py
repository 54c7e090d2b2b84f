"""The parent's half of the sandbox: what the rest of the house calls. One ``Sandbox`` is one child at a time.

A child is replaced when it is worn, and started anew by the next task after it had to be killed. A file that
kills its child is unread, with the reason; the letter goes on. A letter that kills its child raises SandboxError.
"""

import os
import stat
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from parsers.errors import ParserError
from parsers.facts import FileFacts, Grid, Message, Part, Problem, ScanPage, ScanStep, Segment, Text
from parsers.knowledge import Knowledge
from parsers.ocr.installed import Recogniser
from parsers.sandbox import wire
from parsers.sandbox.channel import Channel, LostError

_MEGABYTE = 1 << 20
Value = TypeVar("Value")


class SandboxError(ParserError):
    """A letter that cannot be split: it is damaged beyond reading, or it killed its child. ``problem`` says why."""


class SandboxUnavailableError(Exception):
    """This machine cannot do the work now (disk full, no process to be had): nothing is known of the bytes."""


class Sandbox:
    """Reads strangers' bytes in a child process. For one thread; the child ends with the thread that started it.

    ``read_from`` and ``write_to`` are the folders that the child needs, the raw letters' and the scratch folders':
    where they are given, the kernel confines it to them (they must exist). Without ``write_to`` it is not confined.
    ``recogniser``: what ``scan`` reads with. ``command`` starts another child, which tests use.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        limits: wire.SandboxLimits,
        *,
        read_from: Sequence[Path] = (),
        write_to: Sequence[Path] = (),
        recogniser: Recogniser | None = None,
        command: tuple[str, ...] = (),
    ) -> None:
        self._limits = limits
        self._command = command
        hello = wire.Hello(knowledge, limits, _resolved(read_from), _resolved(write_to), recogniser)
        self._hello = msgspec.msgpack.encode(hello)
        self._encoder = msgspec.msgpack.Encoder()
        self._answers = msgspec.msgpack.Decoder(wire.Answer)
        self._messages = msgspec.msgpack.Decoder(Message)
        self._parts: msgspec.msgpack.Decoder[tuple[Part, ...]] = msgspec.msgpack.Decoder(tuple[Part, ...])
        self._text = msgspec.msgpack.Decoder(Text)
        self._grids: msgspec.msgpack.Decoder[tuple[Grid, ...]] = msgspec.msgpack.Decoder(tuple[Grid, ...])
        self._facts = msgspec.msgpack.Decoder(FileFacts)
        self._step = msgspec.msgpack.Decoder(ScanStep)
        self._channel: Channel | None = None
        self._folder: Path | None = None
        self._spent = 0.0

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a raw letter, its attachments into files under ``scratch``; raises SandboxError when that cannot be."""
        task = wire.LetterTask(str(raw.absolute()), str(scratch.absolute()))
        try:
            message = self._do(task, self._messages, scratch)
            _check_files(message.parts, scratch)
        except ParserError as error:
            raise SandboxError(error.problem) from error
        return message

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside an archive or nested letter; the part itself with a problem where it cannot be unpacked.

        ``more``: the volumes that follow where the archive came in several files.
        """
        try:
            inside = self._do(wire.UnpackTask(part, str(scratch.absolute()), more), self._parts, scratch)
            _check_files(inside, scratch)
        except ParserError as error:
            return (replace(part, problem=error.problem),)
        return inside

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says. Never raises for what the file does: its role is ``unread`` then, with the ``problem``."""
        if part.problem is not None and (part.problem.code != "damaged" or not part.file):
            return unread(part.problem)
        if not part.file:
            return unread(Problem("empty"))
        task = wire.ReadTask(str(scratch.absolute() / part.file), part.name, str(scratch.absolute()))
        try:
            facts = self._do(task, self._facts, scratch)
        except ParserError as error:
            return unread(error.problem)
        # Bytes that came damaged and still could be read are facts, and the damage stays known.
        return facts if facts.problem is not None or part.problem is None else replace(facts, problem=part.problem)

    def text(self, part: Part, scratch: Path) -> Text:
        """A file's text by page, for a person who asks; no pages and a ``problem`` where there is none to be had."""
        if not part.file:
            return Text("", (), problem=part.problem or Problem("empty"))
        task = wire.TextTask(str(scratch.absolute() / part.file), part.name, str(scratch.absolute()))
        try:
            return self._do(task, self._text)
        except ParserError as error:
            return Text("", (), problem=error.problem)

    def grid(self, file: Path, scratch: Path) -> tuple[Grid, ...]:
        """A table that people filled in, cell by cell; raises ParserError where there is none to be had."""
        return self._do(wire.GridTask(str(file.absolute()), str(scratch.absolute())), self._grids)

    def scan(self, part: Part, scratch: Path, known: Sequence[ScanPage], wanted: tuple[int, bool] | None) -> ScanStep:
        """The ``wanted`` piece (page, and whether all of it) of a file with scanned pages, ``known`` being read before.

        None asks what is next. Raises ParserError when the piece cannot be read: its child may be gone with it.
        """
        folder = scratch.absolute()
        task = wire.ScanTask(str(folder / part.file), part.name, str(folder), part.sha256, tuple(known), wanted)
        return self._do(task, self._step, scratch)

    def body(self, message: Message) -> FileFacts:
        """What a letter's body says (type ``body``): application, links, the contest's words. Never raises for it."""
        try:
            return self._do(wire.BodyTask(message.subject, message.texts, message.html), self._facts)
        except ParserError as error:
            return unread(error.problem, "body")

    def close(self) -> None:
        """End the child. The sandbox can be used again; it starts another one then."""
        if self._channel is not None:
            self._channel.kill()
            self._channel = None

    def __enter__(self) -> Self:
        """Start a child now: it imports what it will need while its first letter is still on the way."""
        self._ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _do(self, task: wire.Task, decoder: "msgspec.msgpack.Decoder[Value]", scratch: Path | None = None) -> Value:
        """One task's value; raises ParserError for the bytes' fault, SandboxUnavailableError for the machine's.

        What a child that had worked before could not do is tried once more in a fresh one: the fault may have been left
        there by another file, and nobody is judged by what a stranger sent.
        """
        request = self._encoder.encode(task)
        while True:
            channel = self._ready()
            used = channel.asked > 0
            try:
                answer = self._ask(channel, request, self._seconds(scratch))
            except LostError as error:
                self.close()
                if used and error.again:
                    continue
                raise ParserError(error.problem) from None
            if answer.trouble:
                raise SandboxUnavailableError(answer.trouble)
            if answer.problem is not None:
                if used and answer.problem.code == "memory_limit":
                    continue
                raise ParserError(answer.problem)
            return self._decode(answer.value, decoder)

    def _seconds(self, scratch: Path | None) -> float:
        """How long the next task may take: all files of one letter, which share a folder, share one time."""
        if scratch is None:
            return self._limits.wall_seconds
        if scratch != self._folder:
            self._folder, self._spent = scratch, 0.0
        left = self._limits.letter_seconds - self._spent
        if left <= 0:
            raise ParserError(Problem("time_limit", "the letter as a whole"))
        return min(left, self._limits.wall_seconds)

    def _ask(self, channel: Channel, request: bytes, seconds: float) -> wire.Answer:
        limits = self._limits
        began = time.monotonic()
        try:
            # A little room beyond the value itself, for the answer around it.
            raw = channel.ask(request, seconds, limits.output_mb * _MEGABYTE + 4096)
        finally:
            self._spent += time.monotonic() - began
        answer = self._decode(raw, self._answers)
        if answer.worn or channel.asked >= limits.tasks:
            self.close()
            self._ready()  # It gets ready while the parent does something else.
        return answer

    def _decode(self, raw: bytes | msgspec.Raw, decoder: "msgspec.msgpack.Decoder[Value]") -> Value:
        try:
            return decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            self.close()
            raise ParserError(Problem("crashed", f"an answer that is none: {error}"[:200])) from error

    def _ready(self) -> Channel:
        """The child, started where there is none. One that died while idle says nothing about the next file."""
        if self._channel is not None and not self._channel.alive:
            self.close()
        if self._channel is None:
            try:
                self._channel = Channel(self._hello, self._command)
            except OSError as error:
                raise SandboxUnavailableError(f"no child process can be started: {error.strerror}") from error
        return self._channel


def unread(problem: Problem, type_: str = "") -> FileFacts:
    """The facts of a file that could not be read."""
    return FileFacts(type=type_, pages=None, read_by=(), segments=(Segment(None, "unread"),), problem=problem)


def _resolved(folders: Sequence[Path]) -> tuple[str, ...]:
    return tuple(str(folder.resolve()) for folder in folders)


def _check_files(parts: Sequence[Part], scratch: Path) -> None:
    """Believe no path of a child's that leaves its scratch folder or is anything but a plain file there."""
    root = os.path.abspath(scratch)  # noqa: PTH100  Links must not be followed here.
    for part in parts:
        if not part.file:
            continue
        path = os.path.normpath(os.path.join(root, part.file))  # noqa: PTH118
        if not path.startswith(root + os.sep) or not stat.S_ISREG(_mode(path)):
            raise ParserError(Problem("unsafe_name", part.file[:200]))


def _mode(path: str) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0
