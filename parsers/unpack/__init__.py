"""A part that holds other files → the files, flat: archives (one in another), winmail.dat, letters saved as .eml.

Nothing is ever written under a name of the sender's: files under scratch get names of ours, names in archives are data.
Every archive is hostile until it is read: members, bytes on disk, ratio and depth are bounded (``MailLimits``).
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from parsers.errors import ParserError
from parsers.facts import Part, Problem
from parsers.limits import MailLimits
from parsers.mime import split_as
from parsers.mime.names import type_of
from parsers.sniff import sniff
from parsers.unpack.joined import joined
from parsers.unpack.members import Archive, BadArchiveError, BadMemberError, Member
from parsers.unpack.zip import open_zip
from parsers.volumes import lacking, volume_of

_KINDS = frozenset(("zip", "rar", "7z", "tar", "gz", "bz2", "xz", "tnef", "p7m", "p7s"))
_HOLDERS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zX",
    b"\x78\x9f\x3e\x22",
)
_CMS = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_RUBBISH = frozenset((".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"))
_RATIO_FROM = 16 * 1024 * 1024
"""Bytes from which the ratio counts: a small text that repeats itself packs better than any bomb."""


def needs_unpacking(part: Part, scratch: Path) -> bool:
    """Whether :func:`unpack` gives anything but the part itself; reads the first bytes, then a zip's directory."""
    if not part.file or part.problem:
        return False
    if _is_saved_letter(part):
        return True
    with (scratch / part.file).open("rb") as file:
        head = file.read(512)
    if head[257:262] == b"ustar":
        return True
    if head[:1] == b"\x30" and _CMS in head[:64]:
        from parsers.unpack.signed import holds_content

        return holds_content(scratch / part.file)
    return head.startswith(_HOLDERS) and sniff(scratch / part.file, part.name) in _KINDS


def unpack(part: Part, scratch: Path, limits: MailLimits, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
    """The files inside a part, in its order, named ``outer.zip/folder/name.docx``; ``(part,)`` for any other part.

    What a limit or damage kept from being read shows as the archive itself with a problem beside what could be read.
    ``more``: the volumes that follow where the archive came in several files; they are not listed. Raises OSError where
    the disk fails.
    """
    if more or volume_of(part.name) is not None:
        room = limits.unpacked_mb * 1024 * 1024
        return tuple(_Unpacking(scratch, limits, left=limits.members, room=room).several((part, *more)))
    if not needs_unpacking(part, scratch):
        return (part,)
    return tuple(_Unpacking(scratch, limits, left=limits.members, room=limits.unpacked_mb * 1024 * 1024).flat(part, 1))


def _is_saved_letter(part: Part) -> bool:
    return part.content_type == "message/rfc822" or part.name.lower().endswith((".eml", ".msg"))


def _lacking(name: str) -> str:
    """Which volumes lack beside one that came alone, as far as its name tells."""
    volume = volume_of(name)
    following = 1 if volume is None else volume.number + 1
    return ",".join(map(str, lacking([name]) or lacking([name], more=following)))


class _LimitError(Exception):
    """A limit was reached inside an archive."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(slots=True)
class _Unpacking:
    """What is left of the limits while one part of a letter is taken apart."""

    scratch: Path
    limits: MailLimits
    left: int
    room: int
    volumes: int = 0  # the files that the archive in hand came in, where it came in several
    first: Path | None = None  # and the first of them, where its reader goes through them itself

    def flat(self, part: Part, depth: int) -> Iterator[Part]:
        """All files inside a part, or the part itself where it holds none."""
        if not needs_unpacking(part, self.scratch):
            yield part
            return
        kind = sniff(self.scratch / part.file, part.name)
        if kind in _KINDS:
            yield from self._archive(part, kind, depth)
        else:
            yield from self._letter(part, depth)

    def _archive(self, part: Part, kind: str, depth: int) -> Iterator[Part]:
        if depth > self.limits.depth:
            yield replace(part, problem=Problem("too_deep", kind))
            return
        if volume_of(part.name) is not None and not self.volumes:
            yield replace(part, problem=Problem("volume", _lacking(part.name)))
            return
        yield from self._members(part, kind, depth)

    def several(self, volumes: tuple[Part, ...]) -> Iterator[Part]:
        """All files inside an archive of several files; the first volume with a problem where one lacks."""
        try:
            whole, self.first = joined(volumes, self.scratch, self.room)
        except BadArchiveError as error:
            yield replace(volumes[0], problem=error.problem)
            return
        self.volumes = len(volumes)
        kind = "rar" if self.first is not None else sniff(self.scratch / whole.file, whole.name)
        found = tuple(self._members(whole, kind, 1) if kind in _KINDS else (whole,))
        self.volumes, self.first = 0, None
        for part in found:
            if part.path != whole.path:
                yield part
            elif part.problem is not None:
                yield replace(volumes[0], file="", problem=self._told(part.problem, volumes))
            else:
                yield replace(volumes[0], file="", problem=Problem("damaged", "volumes"))

    def _told(self, problem: Problem, volumes: tuple[Part, ...]) -> Problem:
        """What a reader met, in the numbers of the volumes: one that is not found is the next."""
        return Problem("volume", str(len(volumes) + 1)) if problem.code == "volume" else problem

    def _members(self, part: Part, kind: str, depth: int) -> Iterator[Part]:
        found = 0
        try:
            with self._opened(part, kind) as opened:
                for member in self._kept(part, opened):
                    found += 1
                    yield from self._member(part, opened, member, depth)
                problem = Problem("damaged", kind) if opened.damaged else None
        except (_LimitError, BadArchiveError) as error:
            problem = error.problem
        if problem or not found:
            yield replace(part, problem=problem or Problem("empty", kind))

    def _opened(self, part: Part, kind: str) -> AbstractContextManager[Archive]:
        """The archive by its kind; only zip's reader is at hand, the others come with their first file."""
        path = self.scratch / part.file
        if kind == "zip":
            return open_zip(path)
        if kind == "rar":
            from parsers.unpack.rar import open_rar

            most = min(self.room, max(_RATIO_FROM, part.size * self.limits.ratio))
            return open_rar(path if self.first is None else self.first, most, volumes=self.first is not None)
        if kind == "tnef":
            from parsers.unpack.tnef import open_tnef

            return open_tnef(path)
        if kind in ("p7m", "p7s"):
            from parsers.unpack.signed import open_signed

            return open_signed(path, part.name)
        from parsers.unpack.packed import open_packed

        return open_packed(path, kind, part.name)

    def _kept(self, part: Part, opened: Archive) -> Iterator[Member]:
        """Members that people put there, up to the limit; operating systems add files of their own."""
        for member in opened.members:
            path = PurePosixPath(member.name)
            if (
                member.is_folder
                or "__MACOSX" in path.parts
                or path.name.startswith("._")
                or path.name.lower() in _RUBBISH
            ):
                continue
            if not self.left:
                raise _LimitError(Problem("too_many", "members"))
            self.left -= 1
            yield member

    def _member(self, part: Part, opened: Archive, member: Member, depth: int) -> Iterator[Part]:
        child = Part(
            path=f"{part.path}/{member.number}",
            name=f"{part.name}/{member.name}",
            content_type=type_of(member.name),
            size=member.size,
            sha256="",
            inline=False,
            file="",
        )
        if member.problem:
            yield replace(child, problem=member.problem)
            return
        yield from self.flat(self._written(child, part, opened, member), depth + 1)

    def _written(self, child: Part, part: Part, opened: Archive, member: Member) -> Part:
        """Write one member under a name of ours; damage keeps what came out before it."""
        name = f"{part.file}-{member.number}"
        digest, size, problem = hashlib.sha256(), 0, None
        handle = os.open(self.scratch / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                for chunk in opened.read(member):
                    size += len(chunk)
                    self._spend(len(chunk), part, opened)
                    file.write(chunk)
                    digest.update(chunk)
        except BadMemberError as error:
            problem = error.problem
        except _LimitError:
            (self.scratch / name).unlink()
            raise
        if problem and not size:
            (self.scratch / name).unlink()
            return replace(child, problem=problem)
        return replace(child, size=size, sha256=digest.hexdigest(), file=name, problem=problem)

    def _spend(self, size: int, part: Part, opened: Archive) -> None:
        """Count bytes against the room on disk and against the ratio of this archive."""
        self.room -= size
        opened.unpacked += size
        if self.room < 0:
            raise _LimitError(Problem("too_large", "unpacked"))
        if opened.unpacked > _RATIO_FROM and opened.unpacked > part.size * self.limits.ratio:
            raise _LimitError(Problem("bomb", "ratio"))

    def _letter(self, part: Part, depth: int) -> Iterator[Part]:
        """The parts and texts of a letter that was attached as a file or lay in an archive."""
        if depth > self.limits.depth:
            yield replace(part, problem=Problem("too_deep", "letter"))
            return
        try:
            letter = split_as(self.scratch / part.file, self.scratch, self.limits, f"{part.file}-", flat=True)
        except ParserError as error:
            yield part if error.problem.code == "unsupported" else replace(part, problem=error.problem)
            return
        for child in letter.parts:
            named = replace(child, path=f"{part.path}/{child.path}", name=f"{part.name}/{child.name}")
            yield from self.flat(named, depth + 1)
        if not letter.parts:
            yield replace(part, problem=Problem("empty", "letter"))
