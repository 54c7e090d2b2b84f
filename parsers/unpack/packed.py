"""Reading 7z, tar and what gzip, bzip2 and xz packed, through libarchive (libarchive-c and Debian's libarchive13)."""

import ctypes
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from parsers.charsets import guess
from parsers.facts import Problem
from parsers.unpack.members import BadArchiveError, BadMemberError, Member

_LIBRARY = "libarchive.so.13"
_FORMATS = {"7z": ("7zip",), "tar": ("tar",)}
_NAME_CODECS = ("cp866", "kz1048", "cp1251")
_FILTERS = {"gz": "gzip", "bz2": "bzip2", "xz": "xz"}
_ENDINGS = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_LOCKED = ("encrypt", "passphrase", "password")


@dataclass(slots=True)
class _Packed:
    """An archive whose current member is the one that was listed last."""

    kind: str
    outer: str
    libarchive: Any
    reader: Any
    names: list[bytes] = field(default_factory=list)
    unpacked: int = 0
    damaged: bool = False
    entry: Any = None

    @property
    def members(self) -> Iterator[Member]:
        entries = iter(self.reader)
        number = 0
        while True:
            try:
                self.entry = next(entries, None)
            except (self.libarchive.ArchiveError, UnicodeDecodeError) as error:
                raise BadArchiveError(_problem(error)) from error
            if self.entry is None:
                return
            yield Member(number, self._name(), self.entry.size or 0, self.entry.isdir, self._refusal())
            number += 1

    def read(self, member: Member) -> Iterator[bytes]:
        """The current member's bytes."""
        del member
        try:
            yield from self.entry.get_blocks()
        except self.libarchive.ArchiveError as error:
            raise BadMemberError(_problem(error)) from error

    def _refusal(self) -> Problem | None:
        is_plain = self.entry.isfile or self.entry.isdir
        if not is_plain or self.entry.islnk:
            return Problem("unsafe_name", "link")
        locked = self.libarchive.ffi.libarchive.archive_entry_is_encrypted
        locked.argtypes = [ctypes.c_void_p]
        return Problem("encrypted") if locked(self.entry._entry_p) else None

    def _name(self) -> str:
        """A name decoded: 7z has Unicode, tar whatever the sender's machine spoke; packed alone, what it was before."""
        if self.reader.format_name == b"raw":
            return _unpacked_name(self.outer)
        raw = self.libarchive.ffi.entry_pathname(self.entry._entry_p)
        if self.kind == "7z" or raw is None:
            wide = self.libarchive.ffi.entry_pathname_w(self.entry._entry_p)
            text = wide if wide is not None else (raw or b"").decode("utf-8", "replace")
        else:
            text = self._decoded(raw)
        return unicodedata.normalize("NFC", text.replace("\0", "\ufffd")) or "_"

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            # One archive has one encoding, and more names tell it better.
            self.names.append(raw)
            return raw.decode(guess(self.names, _NAME_CODECS), "replace")


@contextmanager
def open_packed(path: Path, kind: str, name: str) -> Iterator[_Packed]:
    """An archive of ``kind`` ("7z", "tar", "gz", "bz2", "xz") that was sent as ``name``; raises BadArchiveError."""
    library = _library()
    if library is None:
        raise BadArchiveError(Problem("unsupported", kind))
    ffi = library.ffi
    pointer = ffi.read_new()
    try:
        for wanted in _FORMATS.get(kind, ("tar", "raw")):
            ffi.get_read_format_function(wanted)(pointer)
        if kind in _FILTERS:
            ffi.get_read_filter_function(_FILTERS[kind])(pointer)
        with path.open("rb") as file:
            # libarchive looks backwards in 7z, which it can in a file that it was given open.
            ffi.read_open_fd(pointer, file.fileno(), 1 << 16)
            yield _Packed(kind, name, library, library.ArchiveRead(pointer))
    except library.ArchiveError as error:
        raise BadArchiveError(_problem(error)) from error
    finally:
        ffi.read_free(pointer)


def is_installed() -> bool:
    """Whether libarchive is here."""
    return _library() is not None


def _library() -> Any:
    # Its name is given: to look for it the package would start a program, which nothing in the child may.
    os.environ.setdefault("LIBARCHIVE", _LIBRARY)
    try:
        from parsers.unpack import libarchive_names
    except (ImportError, OSError, AttributeError):
        return None
    return libarchive_names


def _unpacked_name(outer: str) -> str:
    """«plan.docx.gz» held «plan.docx»."""
    path = PurePosixPath(outer.rpartition("/")[2])
    return path.stem + _ENDINGS.get(path.suffix.lower(), "") if path.suffix else f"{path.name}.out"


def _problem(error: Exception) -> Problem:
    words = str(error).lower()
    if any(word in words for word in _LOCKED):
        return Problem("encrypted")
    return Problem("damaged", str(error).partition(" (errno")[0][:200])
