"""Raw letter → ``Message``: headers and texts decoded, every leaf a file under scratch (RFC 5322, RFC 2045 to 2049).

The way of a letter: big bodies are cut out while reading (``mime_cuts``), the skeleton is parsed by the standard
library, mail-parser reads its addresses, and each leaf becomes a text of the letter or a ``Part``.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from parsers.charsets import decode
from parsers.errors import NotALetterError, ParserError
from parsers.facts import Address, Message, Part, Problem
from parsers.limits import MailLimits
from parsers.mime.addresses import addresses
from parsers.mime.cuts import Cut, Skeleton, cut, read_range, whole_lines
from parsers.mime.headers import (
    Node,
    bounded,
    file_name,
    first,
    identifiers,
    parameter_of,
    plain,
    squeezed,
    text_of,
    unfold,
)
from parsers.mime.names import made_up
from parsers.mime.texts import unflow
from parsers.mime.tree import Leaf, Source, Stored, body, cut_in_delivery_status, decoded, is_letter, leaves, parse
from parsers.outlook import convert, is_outlook
from parsers.sniff import sniff

TEXT_FROM = 2 * 1024 * 1024
"""A text body longer than this (bytes, decoded) is listed as a part and not read into the message."""

_OWN_FIELDS = frozenset(
    (
        "received",
        "dkim-signature",
        "arc-seal",
        "arc-message-signature",
        "domainkey-signature",
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "references",
        "in-reply-to",
    )
)
_BODIES = {"text/plain": "letter.txt", "text/html": "letter.html"}
_MOST_FIELDS = 300
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"\xd0\xcf\x11\xe0", b"Rar!", b"{\\rtf")
_TEXTS = ("txt", "html", "csv", "xml", "eml", "ics", "svg")
_HARMLESS = ("InvalidBase64PaddingDefect", "InvalidMultipartContentTransferEncodingDefect")
_AHEAD = re.compile(rb"[ \t]*\r?\n|>*From [^\r\n]*\r?\n")
_HEADER_LINE = re.compile(rb"[!-9;-~]+:")
_HEADER = re.compile(rb"(?>(?:From |[!-9;-~]*:|[ \t])[^\r\n]*(?:\r\n|\r|\n|\Z))*")
_QUOTED_FROM = re.compile(rb"(?m)^>+(?=From )")


def split(raw: Path, scratch: Path, limits: MailLimits) -> Message:
    """Take a letter apart; decoded parts are files in ``scratch`` (a folder of this letter alone), named by us.

    Bounded by ``limits``; what is cut off or damaged stands in ``Message.problems``. Raises ParserError for a file that
    is no letter or is nested beyond parsing, OSError where the disk fails.
    """
    return split_as(raw, scratch, limits)


def split_as(raw: Path, scratch: Path, limits: MailLimits, prefix: str = "", *, flat: bool = False) -> Message:
    """Like :func:`split`, for a letter that lay in another file: ``prefix`` keeps its files under scratch apart.

    ``flat``: its texts are parts too, so that everything it holds is a file.
    """
    handle = _opened(raw, scratch, prefix)
    try:
        start = _first_header(handle)
        source = Source(handle, cut(handle, start, scratch, prefix), scratch, prefix)
        try:
            return _message(source, start, limits, flat=flat)
        except RecursionError as error:
            raise ParserError(Problem("too_deep", "letter")) from error
        finally:
            source.drop_unused()
    finally:
        os.close(handle)


def _opened(raw: Path, scratch: Path, prefix: str) -> int:
    """The raw letter; one that Outlook saved in its own form is made into a letter beside its parts first."""
    handle = os.open(raw, os.O_RDONLY)
    if not is_outlook(os.pread(handle, 8, 0)):
        return handle
    os.close(handle)
    made = scratch / f"{prefix}outlook"
    convert(raw, made)
    return os.open(made, os.O_RDONLY)


def _first_header(handle: int) -> int:
    """Where the header begins, after a byte order mark, blank lines and an mbox "From " line, which some savers add."""
    head = os.pread(handle, 64 * 1024, 0)
    if not head.strip():
        raise NotALetterError(Problem("empty"))
    start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    while line := _AHEAD.match(head, start):
        start = line.end()
    if not _HEADER_LINE.match(head, start):
        raise NotALetterError(Problem("unsupported", "no header"))
    return start


def _message(source: Source, start: int, limits: MailLimits, *, flat: bool) -> Message:
    """The whole message from its skeleton."""
    factory = bounded(limits.header_kb)
    root = parse(source.skeleton.text, factory)
    if cut_in_delivery_status(root, source):
        source.drop_unused()
        source.skeleton = Skeleton(b"".join(read_range(source.handle, start, os.fstat(source.handle).st_size)), (), "")
        root = parse(source.skeleton.text, factory)
    reader = _Reader(source, limits, flat=flat)
    reader.read(root)
    people = addresses(root)
    return Message(
        key=_key(root, source),
        message_id=plain(unfold(first(root, "message-id")))[:1000],
        date=text_of(first(root, "date")),
        sender=next(iter((*people["from"], *people["sender"])), Address("", "")),
        reply_to=people["reply-to"],
        to=people["to"],
        cc=people["cc"],
        subject=" ".join(text_of(first(root, "subject")).split()),
        in_reply_to=identifiers(first(root, "in-reply-to")),
        references=identifiers(first(root, "references")),
        received=tuple(_received(root)),
        return_path=plain(unfold(first(root, "return-path")))[:1000],
        headers=tuple(_headers(root)),
        authentication=tuple(_authentication(root)),
        texts=tuple(reader.texts),
        html=tuple(reader.html),
        parts=tuple(reader.parts),
        problems=tuple(dict.fromkeys((*reader.problems, *_defects(root)))),
    )


def _received(root: Node) -> Iterator[str]:
    """Received fields, newest first, each on one line."""
    values = (value for name, value in root.raw_items() if name.lower() == "received")
    for value in islice(values, _MOST_FIELDS):
        yield " ".join(unfold(value).split())[:4000]


def _authentication(root: Node) -> Iterator[tuple[int, str]]:
    """Authentication-Results fields from the top, with how many Received fields stand above: whose they can be."""
    above = found = 0
    for name, value in root.raw_items():
        if name.lower() == "received":
            above += 1
        elif name.lower() == "authentication-results":
            found += 1
            if found > _MOST_FIELDS:
                return
            yield above, " ".join(unfold(value).split())[:4000]


def _headers(root: Node) -> Iterator[tuple[str, str]]:
    """Header pairs that judge nothing by themselves but matter later (robots, lists, authentication), bounded."""
    pairs = ((name, value) for name, value in root.raw_items() if name.lower() not in _OWN_FIELDS)
    for name, value in islice(pairs, _MOST_FIELDS):
        yield plain(name), " ".join(text_of(value).split())[:2000]


def _defects(root: Node) -> Iterator[Problem]:
    """What was wrong with the letter's form, as the parser noted it."""
    for node in root.walk():
        if isinstance(node, Node) and node.overlong:
            yield Problem("too_large", "header")
        if isinstance(node, Node) and node.recovered:
            yield Problem("damaged", "BoundaryRecovered")
        for defect in node.defects:
            if type(defect).__name__ not in _HARMLESS:
                yield Problem("damaged", type(defect).__name__.removesuffix("Defect"))


def _key(root: Node, source: Source) -> str:
    """The letter's identity: the same from IMAP, from an mbox and with other line ends (model.md, Kept).

    A big base64 body enters as the SHA-256 of what it decodes to, so that it need not be hashed twice.
    """
    digest = hashlib.sha256()
    for name in ("message-id", "date", "from"):
        digest.update(squeezed(first(root, name)) + b"\n")
    text = source.skeleton.text
    waiting = b"\n"
    for piece in source.skeleton.pieces(text[_header_end(text) :].decode("ascii", "surrogateescape")):
        if isinstance(piece, Cut) and piece.kind == "base64":
            digest.update(waiting + piece.sha256.encode())
            waiting = b""
            continue
        chunks = (
            read_range(source.handle, piece.start, piece.end)
            if isinstance(piece, Cut)
            else iter((piece.encode("ascii", "surrogateescape"),))
        )
        for lines in _normal_lines(chunks):
            whole = waiting + lines
            kept = whole.rstrip(b"\n")
            digest.update(kept)
            waiting = whole[len(kept) :]
    return digest.hexdigest()


def _header_end(text: bytes) -> int:
    """Where the top header ends, by the rule of the parser: the first line that is no header line."""
    match = _HEADER.match(text)
    return match.end() if match else 0


def _normal_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Whole lines with LF and without mbox quoting."""
    for lines in whole_lines(chunks):
        yield _QUOTED_FROM.sub(b"", lines.replace(b"\r\n", b"\n"))


class _Reader:
    """Walks the leaves of one letter and sorts them into texts and parts."""

    def __init__(self, source: Source, limits: MailLimits, *, flat: bool) -> None:
        self.source = source
        self.limits = limits
        self.flat = flat
        self.texts: list[str] = []
        self.html: list[str] = []
        self.parts: list[Part] = []
        self.problems: list[Problem] = []
        self.nested: dict[int, str] = {}

    def read(self, root: Node) -> None:
        for number, leaf in enumerate(leaves(root, self.limits.depth)):
            if number >= self.limits.parts:
                self.problems.append(Problem("too_many", "parts"))
                return
            if not self._read_text(leaf):
                self._read_part(leaf)

    def _read_text(self, leaf: Leaf) -> bool:
        """Take a leaf as a text: of the letter, or of a nested one as a file; False where it is no text."""
        if not self._is_body(leaf):
            return False
        data = b"".join(decoded(leaf, self.source))
        charset = parameter_of(leaf.node, "content-type", "charset")
        if is_binary(data, charset):
            return False
        text = _text(leaf.node, data, charset)
        if text.strip() and (leaf.within or self.flat):
            self._add(leaf, self.source.store(iter((text.encode(),))), _BODIES[leaf.node.get_content_type()])
        elif text.strip():
            (self.html if leaf.node.get_content_type() == "text/html" else self.texts).append(text)
        return True

    def _is_body(self, leaf: Leaf) -> bool:
        """Whether a leaf is what its letter says and not a file; what is too long for a text counts as a file."""
        node = leaf.node
        if node.get_content_type() not in _BODIES or is_attached(node) or not isinstance(node.raw, str):
            return False
        return sum(map(_length, self.source.skeleton.pieces(node.raw))) <= TEXT_FROM

    def _read_part(self, leaf: Leaf) -> None:
        node = leaf.node
        stored = body(leaf, self.source)
        if node.get_content_maintype() == "multipart" and self._is_empty(stored):
            return
        self._add(leaf, stored, file_name(node) or self._made_up(node, stored))

    def _is_empty(self, stored: Stored) -> bool:
        """Whether a multipart without parts holds nothing but space; what it wrote is removed then."""
        if stored.size > TEXT_FROM:
            return False
        file = self.source.scratch / stored.file
        if stored.file and file.read_bytes().strip():
            return False
        if stored.file:
            file.unlink()
        return True

    def _add(self, leaf: Leaf, stored: Stored, name: str) -> None:
        node, kind = leaf.node, leaf.node.get_content_type()
        too_deep = is_letter(node) and len(leaf.within) >= self.limits.depth
        self.parts.append(
            Part(
                path="/".join(map(str, leaf.path)) or "0",
                name="/".join((*map(self._letter_name, leaf.within), name)),
                content_type=kind,
                size=stored.size,
                sha256=stored.sha256,
                inline=_is_inline(node),
                file=stored.file,
                problem=Problem("too_deep", "letter") if too_deep else None,
            )
        )

    def _made_up(self, node: Node, stored: Stored) -> str:
        """A name for a part without one; the content is asked where the label says nothing or cannot be true."""
        kind, sniffed = node.get_content_type(), ""
        mislabelled = kind in _BODIES and not is_attached(node)
        if mislabelled or kind == "application/octet-stream":
            sniffed = sniff(self.source.scratch / stored.file, "")
        if mislabelled and sniffed in _TEXTS:
            return _BODIES[kind]
        return made_up("" if mislabelled else kind, len(self.parts) + 1, sniffed)

    def _letter_name(self, node: Node) -> str:
        """The name of a nested letter; unnamed ones are counted: ``forwarded.eml``, ``forwarded-2.eml``."""
        if id(node) not in self.nested:
            unnamed = sum(name.startswith("forwarded") for name in self.nested.values())
            self.nested[id(node)] = file_name(node) or (f"forwarded-{unnamed + 1}.eml" if unnamed else "forwarded.eml")
        return self.nested[id(node)]


def _text(node: Node, data: bytes, charset: str) -> str:
    """A text leaf decoded, flowed lines joined, with LF line ends and without NUL, which no database takes."""
    text = decode(data, charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if node.get_content_type() == "text/plain" and parameter_of(node, "content-type", "format").lower() == "flowed":
        return unflow(text, delsp=parameter_of(node, "content-type", "delsp").lower() == "yes")
    return text


def is_binary(data: bytes, charset: str) -> bool:
    """Whether bytes labelled as text are a file: programs that know no types send documents as text/plain."""
    if data.startswith(_SIGNATURES):
        return True
    wide = charset.lower().startswith(("utf-16", "utf-32", "ucs-2")) or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return b"\0" in data[:1024] and not wide


def is_attached(node: Node) -> bool:
    """Whether a text is sent as a file and not as what the letter says."""
    return node.get_content_disposition() == "attachment" or bool(file_name(node))


def _is_inline(node: Node) -> bool:
    """A picture that the text shows (RFC 2392); mailers give attachments an identifier too, but call them attached."""
    shown = bool(first(node, "content-id")) and node.get_content_disposition() != "attachment"
    return shown and node.get_content_maintype() == "image"


def _length(piece: str | Cut) -> int:
    return piece.end - piece.start if isinstance(piece, Cut) else len(piece)
