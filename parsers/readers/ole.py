"""What Office before 2007 wrote: an OLE file of streams ([MS-CFB]), opened here for the readers of .doc and .ppt."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from struct import error as struct_error

import olefile

from parsers.errors import ParserError
from parsers.facts import Problem

_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of an OLE file."""

    file: olefile.OleFileIO

    def __contains__(self, name: str) -> bool:
        return bool(self.file.exists(name))

    def read(self, name: str) -> bytes:
        """A stream's bytes, b"" where there is none; raises ParserError too_large."""
        if not self.file.exists(name):
            return b""
        if self.file.get_size(name) > _LARGEST:
            raise ParserError(Problem("too_large", name))
        with self.file.openstream(name) as stream:
            return bytes(stream.read())


@contextmanager
def open_ole(path: Path) -> Iterator[Streams]:
    """Open an OLE file; whatever its bytes make the library or a reader stumble over is damage."""
    try:
        with olefile.OleFileIO(str(path)) as file:
            yield Streams(file)
    except (OSError, IndexError, ValueError, KeyError, TypeError, AttributeError, OverflowError, struct_error) as error:
        raise ParserError(Problem("damaged", f"{type(error).__name__}: {error}"[:200])) from error
