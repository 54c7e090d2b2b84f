"""Letters of a plain kind and a reader that understands them: what the recipe's tests are made of.

A letter is an RFC 5322 text whose attachments say in their first line what they are: ``application: SCHOOL | LEADER``
(more fields as ``| KEY=VALUE``), ``kind: KEY``, ``other``, ``unread``, ``puzzle``. The reader is the sandbox's
stand-in: the same four methods.
"""

import email
import email.policy
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as own
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from parsers.facts import (
    Address,
    ApplicationFacts,
    Claim,
    Evidence,
    FieldValue,
    FileFacts,
    Message,
    Part,
    Problem,
    Role,
    Segment,
)
from parsers.sandbox import SandboxError

HOST = "astana-modern.edu.kz"


def letter(
    sender: str,
    subject: str = "Құжаттар",
    *,
    files: dict[str, str] | None = None,
    text: str = "",
    day: int = 10,
    hour: int = 10,
    name: str | None = None,
    answers: str = "",
    headers: dict[str, str] | None = None,
) -> bytes:
    """A letter that our server took on that day of October 2025 (Astana time)."""
    message = EmailMessage(policy=email.policy.SMTP)
    stamp = f"{day:02} Oct 2025 {hour:02}:00:00 +0500"
    message["Received"] = (
        f"from mx.example.kz (mx.example.kz [198.51.100.7]) by mail.{HOST} with ESMTP id 1; Fri, {stamp}"
    )
    message["From"] = sender
    message["To"] = f"contest@{HOST}"
    message["Date"] = f"Fri, {stamp}"
    message["Subject"] = subject
    seed = hashlib.sha256(f"{sender}{subject}{files}{day}{hour}{text}".encode()).hexdigest()[:12]
    message["Message-ID"] = f"<{name or seed}@example.kz>"
    if answers:
        message["In-Reply-To"] = f"<{answers}@example.kz>"
    for header, value in (headers or {}).items():
        message[header] = value
    message.set_content(text or "Сәлеметсіз бе!")
    for file, content in (files or {}).items():
        message.add_attachment(content.encode(), maintype="application", subtype="octet-stream", filename=file)
    if message.is_multipart():
        message.set_boundary(f"={seed}=")  # the same letter has the same bytes every time
    return message.as_bytes()


def application(school: str, leader: str) -> str:
    """The content of an application."""
    return f"application: {school} | {leader}"


@dataclass
class PlainReader:
    """Reads plain letters. ``broken``: raw letters holding these bytes break the splitter; ``calls`` counts letters."""

    broken: bytes = b"BREAKS-THE-SPLITTER"
    calls: list[Path] = own(default_factory=list)

    def letter(self, raw: Path, scratch: Path) -> Message:
        """Split with the standard library."""
        self.calls.append(raw)
        data = raw.read_bytes()
        if self.broken in data:
            raise SandboxError(Problem("damaged", "cannot be split"))
        parsed = email.message_from_bytes(data, policy=email.policy.default)
        body = parsed.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        parts = []
        for order, attached in enumerate(parsed.iter_attachments()):
            content = attached.get_payload(decode=True)
            assert isinstance(content, bytes)
            (scratch / str(order)).write_bytes(content)
            sha256 = hashlib.sha256(content).hexdigest()
            parts.append(
                Part(
                    str(order), attached.get_filename() or "", attached.get_content_type(), len(content), sha256,
                    attached.get_content_disposition() == "inline", str(order),
                )
            )  # fmt: skip
        name, address = parseaddr(str(parsed["From"] or ""))
        field = {key: str(parsed[key] or "") for key in ("Message-ID", "Date", "Subject", "In-Reply-To", "Return-Path")}
        identity = f"{field['Message-ID']}{field['Date']}{parsed['From']}{text}{[part.sha256 for part in parts]}"
        return Message(
            key=hashlib.sha256(identity.encode()).hexdigest(), message_id=field["Message-ID"],
            date=field["Date"], sender=Address(name, address.lower()), reply_to=(), to=(), cc=(),
            subject=field["Subject"], in_reply_to=tuple(field["In-Reply-To"].split()), references=(),
            received=tuple(map(str, parsed.get_all("Received", ()))), return_path=field["Return-Path"],
            headers=tuple((key, str(value)) for key, value in parsed.items()), texts=(text,), html=(),
            parts=tuple(parts),
        )  # fmt: skip

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """Nothing lies in anything."""
        return (part,)

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What the first line says."""
        what, _, value = (scratch / part.file).read_text().strip().partition(":")
        role: dict[str, Role] = {"other": "none", "unread": "unread", "puzzle": "unrecognised"}
        if what == "kind":
            evidence = (Evidence("heading", value.strip()),)
            claims = tuple(Claim(kind, None, "sure", evidence) for kind in value.split())
            return FileFacts("txt", 1, ("text",), (Segment(None, "document", claims, evidence=evidence),))
        if what == "application":
            return FileFacts("txt", 1, ("text",), (Segment(None, "application"),), _application(value))
        return FileFacts("txt", 1, ("text",), (Segment(None, role[what], other="invoice" if what == "other" else ""),))

    def body(self, message: Message) -> FileFacts:
        """A body speaks when it says байқау; it can be an application as a file can."""
        text = "".join(message.texts).strip()
        what, _, value = text.partition(":")
        facts = _application(value) if what == "application" else None
        return FileFacts("body", None, ("text",), (), facts, speaks="байқау" if "байқау" in text else "")


def _application(value: str) -> ApplicationFacts:
    school, leader, *more = (piece.strip() for piece in value.split("|"))
    said = {"institution": school, "leader": leader, **dict(piece.split("=", 1) for piece in more)}
    fields = tuple(FieldValue(key, text, text) for key, text in said.items())
    return ApplicationFacts(fields, None, (Evidence("form", school),))


@contextmanager
def plain_reader() -> Iterator[PlainReader]:
    """What a run opens for each of its workers."""
    yield PlainReader()
