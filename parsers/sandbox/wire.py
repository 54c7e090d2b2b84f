"""What goes over the pipes between parent and child: frames of msgpack, never pickled code.

A frame is its length in four bytes, the highest first, and that many bytes of msgpack. The parent decodes answers by
the type that it asked for, so that a child that was taken over can tell lies but not make objects.
"""

import os
from dataclasses import dataclass, field

import msgspec

from parsers.facts import Part, Problem, ScanPage
from parsers.knowledge import Knowledge
from parsers.limits import MailLimits, ReadLimits
from parsers.ocr.installed import Recogniser

LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What a child may use: for one task (seconds, bytes of one written file and of the answer) and in its life.

    ``letter_seconds`` is for all tasks of one letter together: a thousand files that each take the longest allowed
    must not stop the work for a day.
    ``memory_mb`` is address space, which is more than what is really used. A child is replaced after ``tasks`` of them,
    or when what it really holds in memory has passed ``worn_mb``. ``unpacked_mb`` of ``mail`` bounds one written file
    while a letter is split or an archive unpacked, ``output_mb`` while a document is read.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 60
    wall_seconds: float = 90.0
    letter_seconds: float = 1800.0
    output_mb: int = 64
    open_files: int = 128
    tasks: int = 5000
    worn_mb: int = 256
    mail: MailLimits = field(default_factory=MailLimits)
    read: ReadLimits = field(default_factory=ReadLimits)


class LetterTask(msgspec.Struct, frozen=True, tag="letter"):
    """Split a raw letter; answered by a Message."""

    raw: str
    scratch: str


class UnpackTask(msgspec.Struct, frozen=True, tag="unpack"):
    """Unpack an archive or nested letter, ``more`` being the volumes that follow; answered by a tuple of Part."""

    part: Part
    scratch: str
    more: tuple[Part, ...] = ()


class ReadTask(msgspec.Struct, frozen=True, tag="read"):
    """Understand one file; answered by FileFacts."""

    file: str
    name: str
    scratch: str


class TextTask(msgspec.Struct, frozen=True, tag="text"):
    """Read one file's text, for a person who asks; answered by Text."""

    file: str
    name: str
    scratch: str


class GridTask(msgspec.Struct, frozen=True, tag="grid"):
    """Read a table cell by cell; answered by a tuple of Grid."""

    file: str
    scratch: str


class ScanTask(msgspec.Struct, frozen=True, tag="scan"):
    """Read the ``wanted`` piece of a file with scanned pages, ``known`` being read already; answered by ScanStep.

    ``key`` names the file's bytes; ``wanted`` is a page and whether the whole of it, None to be told what is next.
    """

    file: str
    name: str
    scratch: str
    key: str
    known: tuple[ScanPage, ...]
    wanted: tuple[int, bool] | None


class BodyTask(msgspec.Struct, frozen=True, tag="body"):
    """Understand the body of a letter; answered by FileFacts."""

    subject: str
    texts: tuple[str, ...]
    html: tuple[str, ...]


Task = LetterTask | UnpackTask | ReadTask | TextTask | GridTask | ScanTask | BodyTask


class Hello(msgspec.Struct, frozen=True):
    """The first frame: what the child must know before its first task. Without ``writable`` files are not confined.

    ``recogniser``: what scans are read with, None in a child that reads none.
    """

    knowledge: Knowledge
    limits: SandboxLimits
    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    recogniser: Recogniser | None = None


class Answer(msgspec.Struct, frozen=True):
    """A task's end: its value, or the problem of the bytes, or ``trouble`` of this machine (a full disk, say).

    ``worn``: the child wants to be replaced before the next task.
    """

    value: msgspec.Raw = msgspec.Raw(b"\xc0")
    problem: Problem | None = None
    trouble: str = ""
    worn: bool = False


def frame(body: bytes) -> bytes:
    """The bytes of one frame."""
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def read_frame(pipe: int) -> bytes | None:
    """The next frame's body from a blocking pipe; None at its end."""
    head = _read_exactly(pipe, LENGTH_BYTES)
    return None if head is None else _read_exactly(pipe, int.from_bytes(head, "big"))


def _read_exactly(pipe: int, count: int) -> bytes | None:
    parts: list[bytes] = []
    while count:
        piece = os.read(pipe, count)
        if not piece:
            return None
        parts.append(piece)
        count -= len(piece)
    return b"".join(parts)


def write_frame(pipe: int, body: bytes) -> None:
    """Write one frame to a blocking pipe."""
    rest = memoryview(frame(body))
    while rest:
        rest = rest[os.write(pipe, rest) :]
