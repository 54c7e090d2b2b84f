"""What takes letters apart and reads them, and a reader that tells of each step: a thousand files are no silence."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from parsers.facts import FileFacts, Message, Part

T = TypeVar("T")


class Reader(Protocol):
    """What takes a letter apart and reads it: ``parsers.sandbox.Sandbox``, or a fake."""

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a letter; raises SandboxError."""

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside a part that holds others."""

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says."""

    def body(self, message: Message) -> FileFacts:
        """What a letter's body says."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The same four methods as the reader within; ``turned`` is called after each, by the thread that reads."""

    reader: Reader
    turned: Callable[[], None]

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a letter."""
        return self._told(self.reader.letter(raw, scratch))

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside a part that holds others."""
        return self._told(self.reader.unpack(part, scratch, more))

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says."""
        return self._told(self.reader.read(part, scratch))

    def body(self, message: Message) -> FileFacts:
        """What a letter's body says."""
        return self._told(self.reader.body(message))

    def _told(self, made: T) -> T:
        self.turned()
        return made
