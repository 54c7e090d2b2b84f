"""The parsed skeleton of a letter → its leaves in order, each with its decoded bytes on disk or in memory.

The tree and the decoding of leaves are the standard library's (``email``), on the same bytes; only big clean base64
bodies come from ``parsers.mime.cuts`` already decoded. Where a placeholder stands anywhere else than alone in a base64
body, the bytes are put back and the standard library decides.
"""

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Problem
from parsers.mime.cuts import Cut, Skeleton, read_range, whole_lines, write_all
from parsers.mime.headers import Node, first

_BOUNDARY_LINE = re.compile(rb"(?m)^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=[Cc]ontent-)")
_REPORT = "message/delivery-status"
_RECOVER_WITHIN = 16 * 1024 * 1024
_IDENTITY = ("", "7bit", "8bit", "binary")


@dataclass(frozen=True, slots=True)
class Stored:
    """Decoded bytes of one leaf under scratch: file name, size in bytes, SHA-256 in hex."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node of the tree that is not taken apart further: its ordinals from the top, the nested letters around it."""

    node: Node
    path: tuple[int, ...]
    within: tuple[Node, ...] = ()


@dataclass(slots=True)
class Source:
    """An open raw letter, its skeleton, and where decoded leaves go (``prefix`` keeps their names apart)."""

    handle: int
    skeleton: Skeleton
    scratch: Path
    prefix: str
    used: set[str] = field(default_factory=set)
    count: int = 0

    def store(self, chunks: Iterator[bytes]) -> Stored:
        """Write bytes to a new file under scratch, hashing them on the way."""
        name = f"{self.prefix}p{self.count}"
        self.count += 1
        digest, size = hashlib.sha256(), 0
        handle = os.open(self.scratch / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            for chunk in chunks:
                write_all(handle, chunk)
                digest.update(chunk)
                size += len(chunk)
        finally:
            os.close(handle)
        return Stored(name, size, digest.hexdigest())

    def drop_unused(self) -> None:
        """Remove files of cuts that turned out to be no leaf's body."""
        for cut in self.skeleton.cuts:
            if cut.file and cut.file not in self.used:
                (self.scratch / cut.file).unlink(missing_ok=True)

    def encoded(self, text: str) -> Iterator[bytes]:
        """The bytes of a payload as they stood in the raw letter, cuts put back, a chunk at a time."""
        for piece in self.skeleton.pieces(text):
            if isinstance(piece, Cut):
                yield from read_range(self.handle, piece.start, piece.end)
            else:
                yield piece.encode("ascii", "surrogateescape")


def parse(data: bytes, factory: type[Node]) -> Node:
    """The tree of a letter by the standard library. Raises ParserError ``too_deep`` for hostile nesting."""
    parser = BytesFeedParser(_factory=factory)
    try:
        parser.feed(data)
        return parser.close()
    except RecursionError as error:
        raise ParserError(Problem("too_deep", "multipart")) from error


def leaves(root: Node, depth: int) -> Iterator[Leaf]:
    """Leaves in the order of the letter. A letter nested deeper than ``depth`` is one leaf, not taken apart."""
    stack = [Leaf(root, ())]
    while stack:
        leaf = stack.pop()
        children = [] if _stays_whole(leaf, depth) else _children(leaf.node)
        if not children:
            yield leaf
            continue
        within = (*leaf.within, leaf.node) if is_letter(leaf.node) else leaf.within
        stack.extend(Leaf(child, (*leaf.path, number), within) for number, child in reversed(list(enumerate(children))))


def is_letter(node: Node) -> bool:
    """Whether a node is a nested letter, or a message type that the library reads like one."""
    return node.get_content_maintype() == "message"


def _stays_whole(leaf: Leaf, depth: int) -> bool:
    """Nested letters that are kept as one file: too deep, encoded against the rules, or a report of delivery."""
    if not is_letter(leaf.node):
        return False
    return leaf.node.get_content_type() == _REPORT or len(leaf.within) >= depth or is_encoded(leaf.node)


def _children(node: Node) -> list[Node]:
    """The nodes below, and those that a missing or a doubled boundary hides from the library."""
    below: list[Node] = list(node.raw) if node.is_multipart() else []
    if node.get_content_maintype() != "multipart":
        return below
    hidden = node.raw if isinstance(node.raw, str) else node.epilogue or ""
    data = hidden.encode("ascii", "surrogateescape")
    boundary = _BOUNDARY_LINE.search(data) if b"\n--" in b"\n" + data[:_RECOVER_WITHIN] else None
    if not boundary:
        return below
    header = b'Content-Type: multipart/mixed; boundary="' + boundary[1].replace(b'"', b"") + b'"\n\n'
    recovered = parse(header + data, type(node))
    if not recovered.is_multipart():
        return below
    node.recovered = True
    return [*below, *recovered.raw]


def is_encoded(node: Node) -> bool:
    """Whether a nested letter was sent in base64 or quoted-printable, which RFC 2046, 5.2.1 forbids and mailers do."""
    return encoding_of(node) not in _IDENTITY


def encoding_of(node: Node) -> str:
    """The transfer encoding, in lower case and without the comments, quotes and semicolons that some mailers add."""
    words = re.split(r"[\s;(]+", first(node, "content-transfer-encoding").strip().strip("\"'").lower(), maxsplit=1)
    return words[0].strip("\"'")


def cut_in_delivery_status(root: Node, source: Source) -> bool:
    """Whether a cut stands under a delivery status, where blank lines matter: then the skeleton must not be trusted."""
    reports = [node for node in root.walk() if node.get_content_type() == _REPORT]
    inside = (part.raw for report in reports for part in report.walk())
    return bool(source.skeleton.cuts) and any(
        isinstance(text, str) and source.skeleton.token in text for text in inside
    )


def lone_cut(leaf: Leaf, source: Source) -> Cut | None:
    """The cut that is the whole base64 body of this leaf, None where the standard library has to decode."""
    text = leaf.node.raw
    if not isinstance(text, str) or encoding_of(leaf.node) != "base64" or len(text) > 4096:
        return None
    pieces = [piece for piece in source.skeleton.pieces(text) if isinstance(piece, Cut) or piece.strip(" \t\r\n")]
    if len(pieces) == 1 and isinstance(pieces[0], Cut) and pieces[0].kind == "base64":
        return pieces[0]
    return None


def body(leaf: Leaf, source: Source) -> Stored:
    """Decode a leaf to a file under scratch."""
    if (cut := lone_cut(leaf, source)) and cut.file not in source.used:
        source.used.add(cut.file)
        return Stored(cut.file, cut.size, cut.sha256)
    return source.store(decoded(leaf, source))


def decoded(leaf: Leaf, source: Source) -> Iterator[bytes]:
    """The decoded bytes of a leaf, streaming where the encoding allows it."""
    node, text = leaf.node, leaf.node.raw
    if text is None:
        return
    if not isinstance(text, str):
        yield from _nested_bytes(node, source)
        return
    encoding = encoding_of(node)
    if encoding in ("base64", "x-uuencode", "uuencode", "uue", "x-uue"):
        yield _by_library(node, b"".join(source.encoded(text)), encoding)
    elif encoding == "quoted-printable":
        for lines in whole_lines(source.encoded(text)):
            yield binascii.a2b_qp(lines)
    else:
        yield from source.encoded(text)


def _by_library(node: Node, raw: bytes, encoding: str) -> bytes:
    """What ``email`` makes of a base64 or uuencoded body; what it gives up on is read as far as it goes."""
    whole = Node()
    whole["content-transfer-encoding"] = encoding
    whole.raw = raw.decode("ascii", "surrogateescape")
    data = whole.get_payload(decode=True)
    node.defects.extend(whole.defects)
    if any(type(defect).__name__ == "InvalidBase64LengthDefect" for defect in whole.defects):
        # The library hands back the encoded text when one character is left over; the rest before it is sound.
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        return base64.b64decode(clean[: len(clean) // 4 * 4])
    return bytes(data)


def _nested_bytes(node: Node, source: Source) -> Iterator[bytes]:
    """A nested letter or a delivery status that is kept whole: its nodes written out again, cuts put back."""
    if is_encoded(node) and len(node.raw) == 1 and isinstance(node.raw[0].raw, str) and not node.raw[0].keys():
        inner = Leaf(node.raw[0], ())
        inner.node["content-transfer-encoding"] = encoding_of(node)
        if cut := lone_cut(inner, source):
            with (source.scratch / cut.file).open("rb") as file:
                while chunk := file.read(1024 * 1024):
                    yield chunk
            return
        yield from decoded(inner, source)
        return
    for number, child in enumerate(node.raw):
        try:
            text = child.as_string(maxheaderlen=0)
        except (MessageError, UnicodeError, LookupError, TypeError, KeyError):
            continue
        yield b"\n" if number else b""
        yield from source.encoded(text) if text.isascii() else iter((text.encode("utf-8", "replace"),))
