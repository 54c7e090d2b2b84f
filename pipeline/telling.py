"""A reader that tells of each step it has taken: a letter of a thousand files is no silence."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from parsers.facts import FileFacts, Message, Part

if TYPE_CHECKING:
    from pipeline.study import Reader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Telling:
    """The same four methods as the reader within; ``turned`` is called after each, by the thread that reads."""

    reader: "Reader"
    turned: Callable[[], None]

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split a letter."""
        return self._told(self.reader.letter(raw, scratch))

    def unpack(self, part: Part, scratch: Path) -> tuple[Part, ...]:
        """What lies inside a part that holds others."""
        return self._told(self.reader.unpack(part, scratch))

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says."""
        return self._told(self.reader.read(part, scratch))

    def body(self, message: Message) -> FileFacts:
        """What a letter's body says."""
        return self._told(self.reader.body(message))

    def _told(self, made: T) -> T:
        self.turned()
        return made
