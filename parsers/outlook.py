"""A letter saved by Outlook (.msg, [MS-OXMSG]) → the letter as mail knows it (RFC 5322), so that one way leads on.

The header is the one that the letter travelled with, where Outlook kept it: only its Received stamps prove a receipt.
A letter that never travelled gets a header of what Outlook knows. Bodies and attachments become MIME parts; letters
inside letters too. The same file always becomes the same bytes.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import format_datetime, formataddr
from pathlib import Path

import olefile

from parsers.charsets import decode
from parsers.errors import ParserError
from parsers.facts import Problem

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_POLICY = policy.SMTP.clone(refold_source="none")
# Property numbers of [MS-OXPROPS]; a stream's name is the number and the type: 001F UTF-16, 001E 8-bit, 0102 bytes.
_HEADERS, _SUBJECT, _BODY, _HTML, _RTF = "007D", "0037", "1000", "1013", "1009"
_SENDER_NAME, _SENDER, _SENDER_SMTP, _TO, _CC = "0C1A", "0C1F", "5D01", "0E04", "0E03"
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = "1035", "1042", "1039"
_FILE, _SHORT_FILE, _DATA, _MIME, _SHOWN = "3707", "3704", "3701", "370E", "3001"
_SENT, _DELIVERED, _METHOD = 0x0039, 0x0E06, 0x3705
_ATTACHED = "__attach_version1.0_"
_EMBEDDED = 5  # PidTagAttachMethod: the attachment is a letter
_DEPTH, _ATTACHMENTS, _LONGEST_RTF = 3, 1000, 16 << 20
_RTF_WINDOW = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # FILETIME counts from here, in 100 ns
_OURS = re.compile(r"(?i)(content-.*|mime-version|x-msg-.*)$")
_FIELD = re.compile(r"[!-9;-~]+")


def is_outlook(head: bytes) -> bool:
    """Whether a file begins as Outlook's do (other programs' do as well: ``convert`` tells)."""
    return head.startswith(MAGIC)


def convert(msg: Path, into: Path) -> None:
    """Write the letter in a .msg file to the file ``into``; raises ParserError for what is no such file."""
    try:
        with olefile.OleFileIO(str(msg)) as file:
            if not file.exists("__properties_version1.0"):
                raise ParserError(Problem("unsupported", "no letter of Outlook"))
            letter = _letter(_Storage(file, ()), 0)
    except (
        OSError, IndexError, ValueError, KeyError, TypeError, AttributeError, OverflowError, struct.error
    ) as error:  # fmt: skip
        raise ParserError(Problem("damaged", f"{type(error).__name__}: {error}"[:200])) from error
    into.write_bytes(letter)


@dataclass(frozen=True)
class _Storage:
    """A letter or an attachment within the file: a folder of properties."""

    file: olefile.OleFileIO
    at: tuple[str, ...]

    def data(self, number: str) -> bytes:
        """A property of bytes, b"" where it is not set."""
        return self._stream(f"__substg1.0_{number}0102")

    def text(self, number: str) -> str:
        """A property of text, "" where it is not set. 8-bit text is in whatever the sender's machine spoke."""
        wide = self._stream(f"__substg1.0_{number}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decode(self._stream(f"__substg1.0_{number}001E").rstrip(b"\0"))

    def fixed(self, number: int) -> int:
        """A property of a fixed size, 0 where it is not set: 16 bytes each, type and number first ([MS-OXMSG] 2.4)."""
        stream = self._stream("__properties_version1.0")
        # The header of that stream has another size in the letter, in a letter within it, and in an attachment.
        start = 32 if not self.at else 24 if self.at[-1].startswith("__substg1.0_") else 8
        for place in range(start, len(stream) - 15, 16):
            if int.from_bytes(stream[place + 2 : place + 4], "little") == number:
                return int.from_bytes(stream[place + 8 : place + 16], "little")
        return 0

    def inside(self, name: str) -> "_Storage":
        """A storage in this one."""
        return _Storage(self.file, (*self.at, name))

    def attachments(self) -> Iterator["_Storage"]:
        """The attachments, in their order."""
        below = len(self.at)
        names = {
            path[below]
            for path in self.file.listdir(streams=True, storages=False)
            if len(path) > below + 1
            and tuple(path[:below]) == self.at
            and path[below].startswith("__attach_version1.0_")
        }
        return (self.inside(name) for name in sorted(names)[:_ATTACHMENTS])

    def _stream(self, name: str) -> bytes:
        path = [*self.at, name]
        if not self.file.exists(path):
            return b""
        with self.file.openstream(path) as stream:
            return bytes(stream.read())


def _letter(of: _Storage, depth: int) -> bytes:
    """The header's fields go as they are: a letter's reader knows what senders write there, the library does not."""
    header = "".join(f"{name}: {value}\r\n" for name, value in _travelled(of) or _known(of))
    letter = EmailMessage(policy=_POLICY)
    plain, html = of.text(_BODY), of.data(_HTML) or of.text(_HTML).encode()
    letter.set_content(plain.replace("\r\n", "\n"), cte="base64")
    if html:
        letter.add_alternative(decode(html), subtype="html", cte="base64")
    for number, attached in enumerate(of.attachments(), 1):
        _attach(letter, attached, number, depth)
    if not plain and not html and (rtf := of.data(_RTF)):
        letter.add_attachment(unpacked_rtf(rtf), maintype="application", subtype="rtf", filename="letter.rtf")
    _same_boundaries(letter)
    return header.encode("utf-8", "surrogateescape") + letter.as_bytes(policy=_POLICY)


def _attach(letter: EmailMessage, attached: _Storage, number: int, depth: int) -> None:
    name = attached.text(_FILE) or attached.text(_SHORT_FILE) or attached.text(_SHOWN) or f"attachment-{number}"
    name = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", name).split())
    if attached.fixed(_METHOD) & 0xFFFFFFFF == _EMBEDDED and depth < _DEPTH:
        inner = _letter(attached.inside(f"__substg1.0_{_DATA}000D"), depth + 1)
        letter.add_attachment(message_from_bytes(inner, policy=_POLICY), filename=f"{name}.eml", cte="8bit")
        return
    kind = attached.text(_MIME).strip().lower()
    main, _, sub = kind.partition("/")
    if not re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", kind) or main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    letter.add_attachment(attached.data(_DATA), maintype=main, subtype=sub, filename=name)


def unpacked_rtf(data: bytes) -> bytes:
    """A body in compressed RTF ([MS-OXRTFCP] 3.1.3); raises ValueError for another kind of compression."""
    kind, bound = data[8:12], min(int.from_bytes(data[4:8], "little"), _LONGEST_RTF)
    if kind == b"MELA":
        return data[16 : 16 + bound]
    if kind != b"LZFu":
        raise ValueError("no compressed RTF")
    window, write, out, at = bytearray(_RTF_WINDOW.ljust(4096)), len(_RTF_WINDOW), bytearray(), 16
    while at < len(data) and len(out) < bound:
        control, at = data[at], at + 1
        for bit in range(8):
            if control >> bit & 1:
                token, at = int.from_bytes(data[at : at + 2], "big"), at + 2
                place = token >> 4
                if place == write or at > len(data):
                    return bytes(out[:bound])
                found = [(place + step) % 4096 for step in range((token & 15) + 2)]
            else:
                found, at = [-1], at + 1
                if at > len(data):
                    return bytes(out[:bound])
            for source in found:
                out.append(window[source] if source >= 0 else data[at - 1])
                window[write] = out[-1]
                write = (write + 1) % 4096
    return bytes(out[:bound])


def _travelled(of: _Storage) -> list[tuple[str, str]]:
    """The header that the letter came with, without what says how its body was made up."""
    text = of.text(_HEADERS).replace("\r\n", "\n").lstrip("\n")
    # Outlook puts a line of its own before some headers.
    text = re.sub(r"^Microsoft Mail Internet Headers[^\n]*\n", "", text)
    pairs = HeaderParser(policy=policy.compat32).parsestr(text).items()
    found = [(name, _one_line(str(value))) for name, value in pairs if _FIELD.fullmatch(name) and not _OURS.match(name)]
    return found if any(name.lower() in ("from", "received") for name, _ in found) else []


def _known(of: _Storage) -> Iterator[tuple[str, str]]:
    """A header of what Outlook knows of the letter. It proves nothing of when it was received."""
    sender = next((one for one in (of.text(_SENDER_SMTP), of.text(_SENDER)) if "@" in one), "")
    name = of.text(_SENDER_NAME)
    if name or sender:
        yield "From", _address(name, sender)
    for field, number in (("To", _TO), ("Cc", _CC), ("Subject", _SUBJECT)):
        if value := _one_line(of.text(number)):
            yield field, value
    if moment := of.fixed(_SENT) or of.fixed(_DELIVERED):
        yield "Date", format_datetime(_EPOCH + timedelta(microseconds=moment // 10))
    for field, number in (("Message-ID", _MESSAGE_ID), ("In-Reply-To", _IN_REPLY_TO), ("References", _REFERENCES)):
        if value := _one_line(of.text(number)):
            yield field, value


def _address(name: str, address: str) -> str:
    try:
        return formataddr((_one_line(name), _one_line(address)))
    except ValueError:
        return _one_line(f"{name} <{address}>")


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def _same_boundaries(letter: EmailMessage) -> None:
    """Boundaries by place, so that the same file always becomes the same bytes."""
    for number, part in enumerate(letter.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_outlook_{number}_=")
