"""Letters as bytes, written by hand so that every oddity of real mail programs can be had, and the same every time."""

import base64
import quopri
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Literal
from urllib.parse import quote

MAILBOX = "a.aubakirov@astana-modern.edu.kz"
ASTANA = timezone(timedelta(hours=5))
OURS = ("mx1.astana-modern.edu.kz", "imap.astana-modern.edu.kz")

NameStyle = Literal["2047", "2231", "2231split", "raw_utf8", "raw_cp1251", "unnamed"]

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "jpg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain",
    "html": "text/html",
    "eml": "message/rfc822",
}


def at(text: str) -> datetime:
    """«10-17 23:59:59» of 2025 in Astana."""
    return datetime.strptime(f"2025-{text}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=ASTANA)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is put into a letter."""

    name: str
    data: bytes
    style: NameStyle = "2047"
    content_type: str = ""
    inline: bool = False
    encoded: bytes | None = None  # what stands for the data in the letter, when it is broken on purpose


def encoded_word(text: str, charset: str = "utf-8", size: int = 36) -> str:
    """RFC 2047 encoded words, folded; plain ASCII stays as it is."""
    if text.isascii():
        return text
    words = []
    for start in range(0, len(text), size):
        coded = base64.b64encode(text[start : start + size].encode(charset, "replace")).decode()
        words.append(f"=?{charset}?B?{coded}?=")
    return "\r\n ".join(words)


def _disposition(part: Attachment) -> bytes:
    kind = b"inline" if part.inline else b"attachment"
    if part.style == "unnamed":
        return b"Content-Disposition: " + kind + b"\r\n"
    if part.style == "2231":
        return b"Content-Disposition: %b;\r\n filename*=UTF-8''%b\r\n" % (kind, quote(part.name).encode())
    if part.style == "2231split":
        cuts = [quote(part.name[i : i + 9]) for i in range(0, len(part.name), 9)]
        pieces = [f" filename*{i}*={'' if i else chr(85) + 'TF-8' + chr(39) * 2}{cut}" for i, cut in enumerate(cuts)]
        return b"Content-Disposition: " + kind + b";\r\n" + ";\r\n".join(pieces).encode() + b"\r\n"
    if part.style == "2047":
        name = encoded_word(part.name).encode()
    else:
        name = part.name.encode("cp1251" if part.style == "raw_cp1251" else "utf-8", "replace")
    return b'Content-Disposition: %b;\r\n filename="%b"\r\n' % (kind, name)


def _part(part: Attachment) -> bytes:
    kind = part.content_type or _TYPES.get(part.name.rpartition(".")[2].lower(), "application/octet-stream")
    named = b""
    if part.style == "2047":
        named = b';\r\n name="%b"' % encoded_word(part.name).encode()
    head = b"Content-Type: " + kind.encode() + named + b"\r\n" + _disposition(part)
    if kind == "message/rfc822":
        return head + b"\r\n" + part.data
    body = part.encoded if part.encoded is not None else base64.encodebytes(part.data).replace(b"\n", b"\r\n")
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + body


def _text(text: str, subtype: str, charset: str, coding: str) -> bytes:
    raw = text.replace("\n", "\r\n").encode(charset, "replace")
    if coding == "base64":
        raw = base64.encodebytes(raw).replace(b"\n", b"\r\n")
    elif coding == "quoted-printable":
        raw = quopri.encodestring(text.encode(charset, "replace")).replace(b"\n", b"\r\n")
    return (
        f"Content-Type: text/{subtype}; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode() + raw
    )


@dataclass(slots=True)
class Draft:
    """A letter before it is bytes. ``received``: stamps, newest first; ``extra``: further header lines, raw."""

    sender: str
    name: str = ""
    subject: str | None = ""
    text: str | None = ""
    html: str | None = None
    to: str = MAILBOX
    date: datetime | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    received: Sequence[str] = ()
    files: Sequence[Attachment] = ()
    extra: Sequence[str] = ()
    charset: str = "utf-8"
    coding: str = "base64"
    closed: bool = True
    return_path: str | None = None
    content: bytes | None = None  # the whole body with its Content-Type, when it is written elsewhere
    boundary: str = field(default="=_b")


def folded_stamp(line: str) -> str:
    """A Received field folded as servers fold it."""
    return "Received: " + line.replace(" by ", "\r\n\tby ", 1).replace("; ", ";\r\n\t", 1)


def _texts(draft: Draft) -> bytes:
    plain = _text(draft.text, "plain", draft.charset, draft.coding) if draft.text is not None else b""
    html = _text(draft.html, "html", draft.charset, draft.coding) if draft.html is not None else b""
    if plain and html:
        mark = f"{draft.boundary}alt".encode()
        return b'Content-Type: multipart/alternative; boundary="%b"\r\n\r\n--%b\r\n%b\r\n--%b\r\n%b\r\n--%b--\r\n' % (
            mark,
            mark,
            plain,
            mark,
            html,
            mark,
        )
    return plain or html


def written(draft: Draft) -> bytes:
    """The letter's bytes, with CRLF line ends."""
    lines = [f"Return-Path: <{draft.sender if draft.return_path is None else draft.return_path}>"]
    lines += [folded_stamp(stamp) for stamp in draft.received]
    lines.append(f"From: {encoded_word(draft.name)} <{draft.sender}>" if draft.name else f"From: {draft.sender}")
    lines.append(f"To: {draft.to}")
    if draft.subject is not None:
        lines.append(f"Subject: {encoded_word(draft.subject, draft.charset)}")
    if draft.date is not None:
        lines.append(f"Date: {format_datetime(draft.date)}")
    if draft.message_id is not None:
        lines.append(f"Message-ID: {draft.message_id}")
    if draft.in_reply_to is not None:
        lines += [f"In-Reply-To: {draft.in_reply_to}", f"References: {draft.in_reply_to}"]
    lines += [*draft.extra, "MIME-Version: 1.0"]
    head = "\r\n".join(lines).encode() + b"\r\n"
    if draft.content is not None:
        return head + draft.content
    texts = _texts(draft)
    if not draft.files:
        return head + texts + b"\r\n"
    mark = draft.boundary.encode()
    parts = ([texts] if texts else []) + [_part(file) for file in draft.files]
    body = b"".join(b"--%b\r\n%b\r\n" % (mark, part) for part in parts)
    return (
        head
        + b'Content-Type: multipart/mixed;\r\n boundary="%b"\r\n\r\n' % mark
        + body
        + (b"--%b--\r\n" % mark if draft.closed else b"")
    )


def stamps(when: datetime, sender: str, rng: random.Random, *, delay: timedelta = timedelta(seconds=2)) -> list[str]:
    """What our servers and the sender's wrote: ours on top (taken ``when``, stored ``delay`` later), theirs below."""
    host = f"smtp{rng.randrange(1, 9)}.{sender.rpartition('@')[2]}"
    mark = f"{rng.getrandbits(40):010x}"
    client = f"[10.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}]"
    return [
        f"from {OURS[0]} by {OURS[1]} (Postfix) with LMTP id {mark}; {format_datetime(when + delay)}",
        f"from {host} ({host} [192.0.2.{rng.randrange(1, 255)}]) by {OURS[0]} (Postfix) with ESMTPS id {mark[::-1]}; "
        + format_datetime(when),
        f"from {client} by {host} with ESMTPSA; {format_datetime(when - timedelta(seconds=rng.randrange(2, 40)))}",
    ]
