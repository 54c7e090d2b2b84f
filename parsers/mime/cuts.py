"""Big bodies taken out of a raw letter while it is read, so that only a small skeleton is left to parse.

Why a cut is safe: the parser of the standard library works line by line, and a line of base64 characters can be
neither a boundary (those start with ``--``) nor a header (no colon). Whatever the parser is in the middle of when it
meets a run of such lines, it does the same with one placeholder line. The same holds for any run of lines that starts
with a line which is no header and holds no line starting with ``--``. Blank lines inside a run matter to one type alone
(message/delivery-status); ``parsers.mime`` parses the letter whole when a placeholder turns up there.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pybase64

CHUNK = 256 * 1024
"""Bytes read at a time; memory of a split does not grow with the letter."""

CUT_FROM = 6 * 1024
"""Least decoded bytes of a base64 run that is cut. The letter's key is made with it: another value, other keys."""

PLAIN_FROM = 1024 * 1024
"""Least bytes of any other run of lines that is cut."""

_START = re.compile(rb"\n\r?\n(?=[A-Za-z0-9+/]{60})")
_OVERLAP = 128
_DIGITS = 8
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\r\n]")
# The whole line must be in sight: what a chunk cuts off may be the colon that makes it a header.
_NO_HEADER = re.compile(rb"(?m)^(?!From |[!-9;-~]*:|[ \t]|--)[^\r\n]++(?=[\r\n])")
_DASHES = re.compile(rb"[\r\n]--")


@dataclass(frozen=True, slots=True)
class Cut:
    """Bytes ``start`` to ``end`` of the raw letter, taken out.

    ``base64``: they decoded cleanly into ``file`` (a name under scratch) of ``size`` bytes with ``sha256`` (hex).
    ``plain``: they stay where they are and are read from the raw letter when needed.
    """

    kind: Literal["base64", "plain"]
    start: int
    end: int
    file: str = ""
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A letter without its big bodies: each cut is one placeholder line that no letter can foresee."""

    text: bytes
    cuts: tuple[Cut, ...]
    token: str

    def pieces(self, text: str) -> Iterator[str | Cut]:
        """A text of the skeleton in order: what stands between the cuts, and the cuts."""
        opening, *others = text.split(self.token) if self.cuts else (text,)
        yield opening
        for piece in others:
            yield self.cuts[int(piece[:_DIGITS])]
            yield piece[_DIGITS:]


@dataclass(slots=True)
class _Run:
    """A base64 run being decoded: nothing is written before it has proved long enough."""

    target: Path
    size: int = 0
    end: int = 0
    padded: bool = False
    tail: bytes = b""
    waiting: bytes = b""
    handle: int = -1
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def take(self, decoded: bytes) -> None:
        self.digest.update(decoded)
        self.size += len(decoded)
        if self.handle < 0:
            self.waiting += decoded
            if self.size < CUT_FROM:
                return
            self.handle = os.open(self.target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            decoded, self.waiting = self.waiting, b""
        write_all(self.handle, decoded)

    def take_chars(self, chars: bytes) -> bool:
        """Decode characters that may end inside a group of four; False where padding stands in the middle."""
        chars = self.tail + chars
        whole = len(chars) // 4 * 4
        self.tail = chars[whole:]
        if self.padded and chars:
            return False
        try:
            self.take(pybase64.b64decode(chars[:whole], validate=True))
        except binascii.Error:
            return False
        self.padded = chars[:whole].endswith(b"=")
        return True

    def finish(self) -> bool:
        """Decode what is left over, padding it; False where the run is no whole base64 text."""
        if self.tail:
            if self.padded or len(self.tail) == 1:
                return False
            try:
                self.take(base64.b64decode(self.tail.ljust(4, b"="), validate=True))
            except binascii.Error:
                return False
        return self.handle >= 0

    def close(self, *, keep: bool) -> None:
        if self.handle >= 0:
            os.close(self.handle)
            if not keep:
                self.target.unlink()


def write_all(handle: int, data: bytes) -> None:
    """Write every byte: ``os.write`` alone may write fewer."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def cut(handle: int, start: int, scratch: Path, prefix: str) -> Skeleton:
    """Take the big bodies out of the letter open at ``handle`` from byte ``start``; decoded files go to ``scratch``.

    Raises OSError where the letter cannot be read or scratch cannot be written.
    """
    size = os.fstat(handle).st_size
    token = "Cut" + secrets.token_hex(12)
    cuts: list[Cut] = []
    pieces: list[bytes] = []

    def between(gap_start: int, gap_end: int) -> None:
        for piece in _plain(handle, gap_start, gap_end):
            pieces.append(piece if isinstance(piece, bytes) else _placeholder(token, len(cuts)))
            if isinstance(piece, Cut):
                cuts.append(piece)

    position = start
    for run in _base64_runs(handle, start, size, scratch, prefix):
        between(position, run.start)
        pieces.append(_placeholder(token, len(cuts)))
        cuts.append(run)
        position = run.end
    between(position, size)
    return Skeleton(b"".join(pieces), tuple(cuts), token)


def _placeholder(token: str, number: int) -> bytes:
    return f"{token}{number:0{_DIGITS}d}".encode()


def read_range(handle: int, start: int, end: int) -> Iterator[bytes]:
    """Bytes ``start`` to ``end`` of an open file, a chunk at a time."""
    while start < end:
        chunk = os.pread(handle, min(CHUNK, end - start), start)
        if not chunk:
            return
        start += len(chunk)
        yield chunk


def whole_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Chunks cut anew behind line ends; a line without end is cut where neither CRLF nor ``=41`` is parted."""
    rest = b""
    for chunk in chunks:
        lines = rest + chunk
        end = lines.rfind(b"\n") + 1
        # After "=" and a CR alone the library skips to the next LF, so nothing may be cut before that one is in sight.
        if not end and len(lines) > PLAIN_FROM and b"=\r" not in lines:
            end = len(lines) - 8
            escape = lines.rfind(b"=", end - 2, end)
            end = escape if escape > 0 else end
        rest = lines[end:]
        yield lines[:end]
    yield rest


def _base64_runs(handle: int, start: int, size: int, scratch: Path, prefix: str) -> Iterator[Cut]:
    """Every base64 run that begins after a blank line and decodes to at least ``CUT_FROM`` bytes."""
    number = 0
    while start < size:
        window = os.pread(handle, CHUNK, start)
        at = 0
        resume = start + max(len(window) - _OVERLAP, 1)
        while match := _START.search(window, at):
            if _FOREIGN.search(window, match.end(), match.end() + CUT_FROM):
                at = match.end()
                continue
            found, reached = _decode_run(handle, start + match.end(), scratch / f"{prefix}b{number}")
            if found:
                number += 1
                yield found
            if found or reached >= start + len(window):
                resume = reached
                break
            at = max(match.end(), reached - start)
        start = resume


def _decode_run(handle: int, start: int, target: Path) -> tuple[Cut | None, int]:
    """Decode the base64 run at ``start``: the cut, or None where it is short or unsound; and where to go on."""
    run = _Run(target, end=start)
    keep = False
    try:
        reached, sound = _decode_chunks(handle, start, run)
        keep = sound and run.finish()
    finally:
        run.close(keep=keep)
    if not keep:
        return None, max(reached, start)
    return Cut("base64", start, run.end, target.name, run.size, run.digest.hexdigest()), run.end


def _decode_chunks(handle: int, position: int, run: _Run) -> tuple[int, bool]:
    """Feed a run until its last line; returns where it ended and whether all of it was sound."""
    within_line = False
    while chunk := os.pread(handle, CHUNK, position):
        lines = chunk if len(chunk) < CHUNK else chunk[: chunk.rfind(b"\n") + 1] or chunk
        boundary = lines.find(b"\n--") + 1
        before = lines[:boundary] if boundary else lines
        decoded = None if run.tail or run.padded else _strict(before)
        last = boundary > 0
        if decoded is not None:
            lines = before
            run.take(decoded)
            run.padded = b"=" in lines[-8:]
        else:
            clean = _clean_lines(lines)
            last = len(clean) < len(lines)
            if last and not clean and within_line:
                return position, False
            if (chars := clean.translate(None, b"\r\n")) and not run.take_chars(chars):
                return position + len(clean), False
            lines = clean
        if kept := lines.rstrip(b"\r\n"):
            run.end = position + len(kept)
        position += len(lines)
        within_line = not lines.endswith(b"\n")
        if last:
            break
    return position, True


def _strict(lines: bytes) -> bytes | None:
    """Decode lines that hold nothing but whole base64 groups, at the speed of the machine; None for all others."""
    try:
        return pybase64.b64decode(lines, validate=True, ignorechars=b"\r\n")
    except binascii.Error:
        return None


def _clean_lines(lines: bytes) -> bytes:
    """The leading lines that hold base64 characters alone: most often all of them up to the next boundary."""
    boundary = lines.find(b"\n--") + 1
    if boundary and not lines[:boundary].translate(None, _BASE64 + b"\r\n"):
        return lines[:boundary]
    foreign = _FOREIGN.search(lines)
    return lines[: lines.rfind(b"\n", 0, foreign.start()) + 1] if foreign else lines


def _plain(handle: int, start: int, end: int) -> Iterator[bytes | Cut]:
    """The bytes between two base64 runs, in order, with long runs of lines without any boundary cut out."""
    while end - start > PLAIN_FROM:
        window = os.pread(handle, min(CHUNK, end - start), start)
        opening = _NO_HEADER.search(window, 1)
        first = start + (opening.start() if opening else max(window.rfind(b"\n"), 0) or len(window))
        until = _before_dashes(handle, first, end) if opening else first
        yield window[: first - start]
        if until - first >= PLAIN_FROM:
            yield Cut("plain", first, until)
        else:
            yield from read_range(handle, first, until)
        start = until
    yield from read_range(handle, start, end)


def _before_dashes(handle: int, start: int, end: int) -> int:
    """Where the line end before the next line that starts with ``--`` stands; else before the last line ends of all."""
    position = start
    while position < end:
        window = os.pread(handle, min(CHUNK, end - position), position)
        if match := _DASHES.search(window):
            position += match.start()
            break
        if position + len(window) >= end:
            position = end
            break
        position += max(len(window) - 2, 1)
    tail_from = max(start, position - 1024)
    tail = os.pread(handle, position - tail_from, tail_from)
    return tail_from + len(tail.rstrip(b"\r\n")) if tail.rstrip(b"\r\n") else position
