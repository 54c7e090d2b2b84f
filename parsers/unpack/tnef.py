"""Reading winmail.dat, in which Outlook hides attachments (TNEF, [MS-OXTNEF]), through tnefparse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
        parsed = TNEF(path.read_bytes(), do_checksum=False)
        found = [(_name(one.long_filename() or one.name), bytes(one.data or b"")) for one in parsed.attachments]
        for body, name in ((parsed.htmlbody, "body.html"), (parsed.body, "body.txt")):
            if body:
                text = body if isinstance(body, bytes) else str(body).encode()
                found.append((name, text))
                break
    except MemoryError:
        raise
    except Exception as error:  # Over damaged bytes it raises whatever comes: struct, index, key and value errors.
        raise BadArchiveError(Problem("damaged", f"tnef {type(error).__name__}")) from error
    members = tuple(Member(number, name, len(data), False) for number, (name, data) in enumerate(found))
    yield _Tnef(members, tuple(data for _, data in found))


def _name(name: str | bytes) -> str:
    text = name.decode("utf-8", "replace") if isinstance(name, bytes) else name
    return text.replace("\0", "").replace("\\", "/") or "_"
