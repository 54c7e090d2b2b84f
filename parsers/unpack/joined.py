"""Volumes of one archive, put together so that its reader opens them: bytes after bytes, or files under their names.

What is written lies in the scratch folder under names of ours and is bounded like everything unpacked there.
"""

import os
import struct
from collections.abc import Sequence
from pathlib import Path

from parsers.facts import Part, Problem
from parsers.unpack.members import BadArchiveError
from parsers.volumes import lacking, volume_of

_CHUNK = 1 << 20
_SEVEN, _ZIP_END = b"7z\xbc\xaf\x27\x1c", b"PK\x05\x06"
_LONGEST_COMMENT = 66_000


def joined(volumes: Sequence[Part], scratch: Path, most: int) -> tuple[Part, Path | None]:
    """The volumes as one part, and for RAR the first of the files that its reader goes through.

    Raises BadArchiveError: ``volume`` with the numbers that lack, too_large.
    """
    if sum(part.size for part in volumes) > most:
        raise BadArchiveError(Problem("too_large", "volumes"))
    names = [part.name for part in volumes]
    if missing := lacking(names):
        raise BadArchiveError(Problem("volume", ",".join(map(str, missing))))
    first = volumes[0]
    way = next((volume.way for name in names if (volume := volume_of(name)) is not None), "parts")
    size = sum(part.size for part in volumes)
    whole = Part(first.path, first.name, first.content_type, size, first.sha256, first.inline, f"{first.file}-joined")
    if way == "rar":
        return whole, _linked(volumes, scratch, f"{first.file}-joined")
    starts = _written(volumes, scratch, scratch / whole.file)
    if way == "zip":
        _as_one_disk(scratch / whole.file, starts)
    _check_end(scratch / whole.file, len(volumes))
    return whole, None


def _linked(volumes: Sequence[Part], scratch: Path, name: str) -> Path:
    """The files under the names by which UnRAR finds each next one; no byte is copied twice but by the disk."""
    new = ".part" in volumes[0].name.lower()
    paths: list[Path] = []
    for number, part in enumerate(volumes, 1):
        ending = f".part{number:04d}.rar" if new else ".rar" if number == 1 else f".r{number - 2:02d}"
        paths.append(scratch / f"{name}{ending}")
        (scratch / part.file).replace(paths[-1])
    return paths[0]


def _written(volumes: Sequence[Part], scratch: Path, into: Path) -> list[int]:
    """Write them one after the other; where each begins."""
    starts, at = [], 0
    handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        for part in volumes:
            starts.append(at)
            with (scratch / part.file).open("rb") as file:
                while chunk := file.read(_CHUNK):
                    out.write(chunk)
                    at += len(chunk)
    return starts


def _as_one_disk(path: Path, starts: Sequence[int]) -> None:
    """Rewrite the directory of a zip that was split, as if it had always been one file (APPNOTE 4.3.12, 4.3.16).

    Places in it count from the beginning of a volume; what cannot be followed is left to the reader without directory.
    """
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(max(0, size - _LONGEST_COMMENT))
        tail = file.read()
        at = tail.rfind(_ZIP_END)
        if at < 0 or len(tail) - at < 22:
            return
        end = max(0, size - _LONGEST_COMMENT) + at
        disk, begun, _, count, length, offset = struct.unpack_from("<HHHHII", tail, at + 4)
        if disk >= len(starts) or begun >= len(starts) or length > size:
            return
        directory = starts[begun] + offset
        file.seek(directory)
        entries = bytearray(file.read(length))
        place = 0
        for _ in range(count):
            if entries[place : place + 4] != b"PK\x01\x02" or place + 46 > len(entries):
                return
            lengths = struct.unpack_from("<HHHH", entries, place + 28)
            header = struct.unpack_from("<I", entries, place + 42)[0]
            if lengths[3] >= len(starts):
                return
            struct.pack_into("<H", entries, place + 34, 0)
            struct.pack_into("<I", entries, place + 42, min(starts[lengths[3]] + header, 0xFFFFFFFF))
            place += 46 + sum(lengths[:3])
        file.seek(directory)
        file.write(entries)
        file.seek(end + 4)
        file.write(struct.pack("<HHHHII", 0, 0, count, count, length, directory))


def _check_end(path: Path, count: int) -> None:
    """Raise BadArchiveError where a file says that it goes on: a 7z tells its length, a zip ends with its directory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(32)
        file.seek(max(0, size - _LONGEST_COMMENT))
        tail = file.read()
    more = False
    if head.startswith(_SEVEN) and len(head) == 32:
        offset, length = struct.unpack_from("<QQ", head, 12)
        more = 32 + offset + length > size
    elif head.startswith(b"PK"):
        more = _ZIP_END not in tail
    if more:
        raise BadArchiveError(Problem("volume", str(count + 1)))
