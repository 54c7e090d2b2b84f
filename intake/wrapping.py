"""Files that came another way than by mail, wrapped into a letter of our own, so that they go the way of all letters.

The same files with the same word of when they came make the same bytes, so that wrapping them again adds nothing.
"""

import email.policy
import hashlib
import mimetypes
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from intake.errors import SpoolError, reason

_POLICY = email.policy.SMTP.clone(max_line_length=998)


def wrapped(files: Sequence[Path], address: str, to: str, received: datetime) -> bytes:
    """A letter (RFC 5322) from ``address`` that holds the files, in the order given.

    ``to``: whatever tells apart to whom they are attached: the same files for another make another letter.
    ``received``: when they came (aware). Raises SpoolError where a file cannot be read.
    """
    contents = [(file.name, _bytes(file)) for file in files]
    digest = hashlib.sha256(f"{to}\0{received.isoformat()}".encode())
    for name, data in contents:
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(data).digest())
    identity = digest.hexdigest()
    message = EmailMessage(policy=_POLICY)
    message["From"] = address
    message["To"] = address
    message["Date"] = format_datetime(received)
    message["Message-ID"] = f"<{identity[:40]}@attached.invalid>"
    message["Subject"] = ", ".join(_harmless(name) for name, _ in contents)
    message.set_content("")
    for name, data in contents:
        main, _, sub = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
        if main in ("text", "message", "multipart"):
            main, sub = "application", "octet-stream"  # Their bytes must stay what they are.
        message.add_attachment(data, maintype=main, subtype=sub, filename=_harmless(name))
    message.set_boundary(f"={identity[:32]}=")
    return message.as_bytes()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SpoolError("letter_unreadable", path=file, why=reason(error)) from error


def _harmless(name: str) -> str:
    """A file's name as a header can bear it: neither line ends nor bytes that are no text."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else " " for char in text)
