"""Reading RAR archives, of version 4 and 5, through UnRAR (unrar2-cffi): solid ones and those of old programs too.

UnRAR pushes bytes and cannot be paused: a member goes through a nameless file, bounded by what the archive may hold.
"""

import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parsers.facts import Problem
from parsers.unpack.members import BadArchiveError, BadMemberError, Member

_CHUNK = 256 * 1024
# Numbers of UnRAR's interface (dll.hpp).
_EXTRACT, _TEST, _SKIP = 1, 1, 0
_END, _NO_OPEN, _NO_PASSWORD, _BAD_PASSWORD = 10, 15, 22, 24
_DATA, _VOLUME, _VOLUME_WIDE, _ASKS = 1, 0, 3, 0
_CAME_BEFORE, _GOES_ON, _ENCRYPTED, _FOLDER = 0x01, 0x01 | 0x02, 0x04, 0x20
_OF_SEVERAL = 0x0001
_UNIX, _LINK, _KINDS = 3, 0o120000, 0o170000


@dataclass(slots=True)
class _Rar:
    """An archive whose current member is the one that was listed last."""

    lib: Any
    handle: Any
    most: int
    unpacked: int = 0
    damaged: bool = False
    fresh: bool = False
    volumes: bool = False

    @property
    def members(self) -> Iterator[Member]:
        number = 0
        while True:
            header = self.lib.ffi.new("struct RARHeaderDataEx *")
            code = self.lib.lib.RARReadHeaderEx(self.handle, header)
            if code == _END:
                return
            if code:
                raise BadArchiveError(_problem(code))
            self.fresh = True
            name = _name(str(self.lib.ffi.string(header.FileNameW)))
            size = header.UnpSize + (header.UnpSizeHigh << 32)
            yield Member(number, name, size, bool(header.Flags & _FOLDER), _refusal(header, volumes=self.volumes))
            if self.fresh:
                self.fresh = False
                if code := self.lib.lib.RARProcessFileW(self.handle, _SKIP, self.lib.ffi.NULL, self.lib.ffi.NULL):
                    raise BadArchiveError(_problem(code))
            number += 1

    def read(self, member: Member) -> Iterator[bytes]:
        """The current member's bytes, all taken from the archive before the first is given."""
        del member
        self.fresh = False
        with tempfile.TemporaryFile(buffering=0) as file:
            code = self._into(file)
            file.seek(0)
            while chunk := file.read(_CHUNK):
                yield chunk
        if code:
            raise BadMemberError(_problem(code))

    def _into(self, file: Any) -> int:
        """Write the current member to a file, up to what the archive may still hold; UnRAR's code, 0 for success."""
        written = 0

        def told(message: int, first: int, second: int) -> int:
            nonlocal written
            if message == _DATA:
                written += second
                file.write(bytes(self.lib.ffi.buffer(self.lib.ffi.cast("char *", first), second)))
                # One piece too much is given, so that the limit shows itself to those who count.
                return 1 if self.unpacked + written <= self.most else -1
            # The next volume is not looked for beside the file, and no password is known.
            return 1 if message in (_VOLUME, _VOLUME_WIDE) and second != _ASKS else -1

        lib, ffi = self.lib.lib, self.lib.ffi
        keeper = ffi.new_handle(told)
        lib.RARSetCallbackPtr(self.handle, lib.PyUNRARCALLBACKStub, keeper)
        code = int(lib.RARProcessFileW(self.handle, _TEST, ffi.NULL, ffi.NULL))
        lib.RARSetCallbackPtr(self.handle, ffi.NULL, ffi.NULL)
        return code


@contextmanager
def open_rar(path: Path, most: int, *, volumes: bool = False) -> Iterator[_Rar]:
    """An archive of which no more than some ``most`` bytes are unpacked; raises BadArchiveError.

    ``volumes``: it goes on in files beside it, under the names that UnRAR looks for.
    """
    try:
        from unrar.cffi import _unrarlib, unrarlib  # noqa: F401  The second gives the first its way back to Python.
    except ImportError as error:
        raise BadArchiveError(Problem("unsupported", "rar")) from error
    ffi, lib = _unrarlib.ffi, _unrarlib.lib
    name = ffi.new("wchar_t[]", str(path))
    asked = ffi.new("struct RAROpenArchiveDataEx *", {"ArcNameW": name, "OpenMode": _EXTRACT})
    handle = lib.RAROpenArchiveEx(asked)
    if asked.OpenResult or not handle:
        raise BadArchiveError(_problem(asked.OpenResult))
    try:
        if asked.Flags & _OF_SEVERAL and not volumes:
            raise BadArchiveError(Problem("volume", "rar"))
        yield _Rar(_unrarlib, handle, most, volumes=volumes)
    finally:
        lib.RARCloseArchive(handle)


def _name(raw: str) -> str:
    """A name without what cannot be stored: UnRAR gives halves of signs beyond the basic plane."""
    whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", whole.replace("\\", "/").replace("\0", "\ufffd")) or "_"


def _refusal(header: Any, *, volumes: bool) -> Problem | None:
    if header.Flags & _ENCRYPTED:
        return Problem("encrypted")
    is_link = header.HostOS == _UNIX and header.FileAttr & _KINDS == _LINK
    if is_link or getattr(header, "RedirType", 0):
        return Problem("unsafe_name", "link")
    goes_on = header.Flags & (_CAME_BEFORE if volumes else _GOES_ON)
    return Problem("volume", "rar") if goes_on else None


def _problem(code: int) -> Problem:
    if code in (_NO_PASSWORD, _BAD_PASSWORD):
        return Problem("encrypted")
    return Problem("volume", "rar") if code == _NO_OPEN else Problem("damaged", f"rar {code}")
