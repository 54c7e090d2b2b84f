"""One letter on disk: a file, or a piece of a file that holds many."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from intake.errors import reason


class Reader:
    """What comes in pieces, as a file that is read from beginning to end."""

    def __init__(self, pieces: Iterator[bytes], name: str) -> None:
        self.name = name
        self._pieces = pieces
        self._left = b""

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes, b"" at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        data, self._left = self._left[:size], self._left[size:]
        return data


@dataclass(frozen=True, slots=True)
class Source:
    """What may be a letter. ``locator``: where it was found, the same each time; of a letter inside a container it ends
    in "#" and the SHA-256 of the letter's bytes (``member``), so that a mailbox may grow and shrink around it.

    ``error``: why it cannot be read, as ``errno`` names it ("EACCES"), or "not_regular" for a pipe or a device,
    "encrypted", "too_large" or "damaged" for what lies in a container. ``pieces`` gives a member's bytes.
    """

    path: Path
    locator: str
    error: str = ""
    member: str = ""
    pieces: Callable[[], Iterator[bytes]] | None = None

    @property
    def place(self) -> str:
        """The locator without its kind: an absolute path, and the member."""
        return self.locator.removeprefix("file:")

    def opened(self) -> Path | Reader:
        """What the spool stores: the file itself, or a member's bytes one after the other."""
        return self.path if self.pieces is None else Reader(self.pieces(), str(self.path))


def locator(path: Path) -> str:
    """The absolute path with links in its folders resolved: one file has one locator from wherever it is named."""
    return "file:" + str(path.parent.resolve() / path.name)


def unreadable(path: Path, error: OSError) -> Source:
    """A path that the system refuses."""
    return Source(path, locator(path), reason(error))


def failing(path: Path) -> str:
    """Why a file cannot be read, "" when it can. It is opened once; opening a pipe or device could wait for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "not_regular"
        os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    except OSError as error:
        return reason(error)
    return ""
