"""Reading winmail.dat, in which Outlook hides attachments (TNEF, [MS-OXTNEF]), through tnefparse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parsers.charsets import decode
from parsers.facts import Problem
from parsers.unpack.members import BadArchiveError, Member

_LARGEST = 128 * 1024 * 1024


@dataclass(slots=True)
class _Tnef:
    members: tuple[Member, ...]
    data: tuple[bytes, ...]
    unpacked: int = 0
    damaged: bool = False

    def read(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member."""
        yield self.data[member.number]


@contextmanager
def open_tnef(path: Path) -> Iterator[_Tnef]:
    """The attachments in a winmail.dat, and the letter's text where it has one; raises BadArchiveError."""
    try:
        from tnefparse import TNEF
    except ImportError as error:
        raise BadArchiveError(Problem("unsupported", "tnef")) from error
    if path.stat().st_size > _LARGEST:
        raise BadArchiveError(Problem("too_large", "tnef"))
    try:
        data = path.read_bytes()
        parsed = TNEF(data, do_checksum=False)
        found = [(_name(one), bytes(one.data or b"")) for one in parsed.attachments]
        for body, named in ((parsed.htmlbody, "body.html"), (parsed.body, "body.txt")):
            if body:
                text = body if isinstance(body, bytes) else str(body).encode()
                found.append((named, text))
                break
    except MemoryError:
        raise
    except Exception as error:  # Over damaged bytes it raises whatever comes: struct, index, key and value errors.
        raise BadArchiveError(Problem("damaged", f"tnef {type(error).__name__}")) from error
    members = tuple(Member(number, name, len(held), False) for number, (name, held) in enumerate(found))
    yield _Tnef(members, tuple(held for _, held in found), damaged=not _is_whole(data))


def _name(attachment: Any) -> str:
    """The long name in Unicode where there is one, else the short one in whatever the sender's machine spoke."""
    try:
        name = attachment.long_filename() or attachment.name
    except UnicodeDecodeError:
        name = decode(bytes(attachment._name).rstrip(b"\0"))
    text = decode(name) if isinstance(name, bytes) else str(name)
    return text.replace("\0", "").replace("\\", "/") or "_"


def _is_whole(data: bytes) -> bool:
    """Whether the last attribute ends where the file does ([MS-OXTNEF] 2.1.3.1); the library takes what there is."""
    at = 6
    while at + 9 <= len(data):
        at += 9 + int.from_bytes(data[at + 5 : at + 9], "little") + 2
    return at <= len(data)
