"""Letters in an mbox file (RFC 4155), found in one pass that holds a megabyte at a time, whatever the file's size.

A letter begins with a line "From ", an address and a date, at the beginning or after an empty line, and a header
follows. Lines of letters that begin so themselves were given a ">" by whoever wrote the file (mboxrd: one more each
time; mboxo: only where there was none): one is taken away, so that the bytes are those that the server had. The letter
key is the same either way.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from intake.errors import reason
from intake.files.source import Source, locator, unreadable

_CHUNK = 1 << 20
_MARK = b"From "
_ENVELOPE = re.compile(rb"From [^\r\n]*\d{1,2}:\d\d[^\r\n]*\b\d{4}\b[^\r\n]*\r?\n")
_HEADER = re.compile(rb">?[!-9;-~]+:|>?From ")
_LOOK = 4096  # bytes after a mark: its line, and the first header
_QUOTED = re.compile(rb"(?m)^>(?=>*From )")


def is_mbox(path: Path) -> bool:
    """Whether a file begins as an mbox does; raises OSError."""
    with path.open("rb") as file:
        return _begins(file.read(_LOOK))


def letters(path: Path) -> Iterator[Source]:
    """The letters of an mbox file, in its order; what cannot be read comes with ``error`` set."""
    try:
        with path.open("rb") as file:
            beginnings = _beginnings(file.fileno())
            start = next(beginnings, None)
            while start is not None:
                end = next(beginnings, None)
                size = os.fstat(file.fileno()).st_size if end is None else end
                yield _member(path, *_span(file.fileno(), start, size))
                start = end
    except OSError as error:
        yield unreadable(path, error)


def _member(path: Path, start: int, end: int) -> Source:
    digest = hashlib.sha256()
    try:
        for piece in _pieces(path, start, end):
            digest.update(piece)
    except OSError as error:
        return Source(path, f"{locator(path)}#{start}", reason(error))
    member = digest.hexdigest()
    return Source(path, f"{locator(path)}#{member}", member=member, pieces=partial(_pieces, path, start, end))


def _beginnings(file: int) -> Iterator[int]:
    """Where the "From " lines of letters stand."""
    for at in _marks(file):
        if _begins(os.pread(file, _LOOK, at)) and _after_empty_line(file, at):
            yield at


def _marks(file: int) -> Iterator[int]:
    """Where lines begin with "From ". The last bytes of a piece are looked at again with the next."""
    at, rest = 0, b""
    while chunk := os.pread(file, _CHUNK, at):
        data, base = rest + chunk, at - len(rest)
        if base == 0 and data.startswith(_MARK):
            yield 0
        found = data.find(b"\n" + _MARK)
        while found >= 0:
            yield base + found + 1
            found = data.find(b"\n" + _MARK, found + 1)
        rest = data[-len(_MARK) :]
        at += len(chunk)


def _begins(data: bytes) -> bool:
    envelope = _ENVELOPE.match(data)
    return envelope is not None and _HEADER.match(data, envelope.end()) is not None


def _after_empty_line(file: int, at: int) -> bool:
    before = os.pread(file, min(4, at), max(0, at - 4))
    return at == 0 or before.endswith((b"\n\n", b"\n\r\n")) or before in (b"\n", b"\r\n")


def _span(file: int, start: int, end: int) -> tuple[int, int]:
    """A letter's own bytes: after its mark, without the empty line before the next."""
    first = os.pread(file, _LOOK, start).find(b"\n") + 1
    last = os.pread(file, 2, max(start, end - 2))
    return start + first, max(start + first, end - (2 if last == b"\r\n" else 1 if last.endswith(b"\n") else 0))


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    """The bytes between, in pieces of whole lines, without mbox quoting."""
    with path.open("rb") as file:
        file.seek(start)
        left, rest, inside = end - start, b"", False  # inside: ``rest`` continues a line that was begun before
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            data = rest + chunk
            cut = data.rfind(b"\n") + 1 or (len(data) if len(data) > 2 * _CHUNK else 0)
            ready, rest = data[:cut], data[cut:]
            if ready:
                yield _unquoted(ready, inside)
                inside = not ready.endswith(b"\n")
        if rest:
            yield _unquoted(rest, inside)


def _unquoted(data: bytes, inside: bool) -> bytes:
    return _QUOTED.sub(b"", b"." + data)[1:] if inside else _QUOTED.sub(b"", data)
