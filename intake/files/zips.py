"""Letters in a zip archive, as web mail hands them out. The archive is a stranger's: nothing is unpacked beside it."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from intake.errors import reason
from intake.files.source import Source, locator

LETTERS = (".eml", ".msg")
_CHUNK = 1 << 20
_MEMBERS = 5_000
_LARGEST = 1 << 30  # bytes of one letter
_RATIO = 400  # a letter of zeros in base64 packs less than that
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def letters(path: Path) -> Iterator[Source]:
    """The letters of an archive, in its order; what cannot be read comes with ``error`` set, other members not."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist()[:_MEMBERS]:
                if _is_letter(member):
                    yield _member(path, archive, member)
    except OSError as error:
        yield Source(path, locator(path), reason(error))
    except _BROKEN:
        yield Source(path, locator(path), "damaged")


def _is_letter(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    return name.suffix.lower() in LETTERS and not name.name.startswith(".") and "__MACOSX" not in name.parts


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Source:
    where = f"{locator(path)}#{member.filename}"
    if member.flag_bits & 0x1:
        return Source(path, where, "encrypted")
    if member.file_size > min(_LARGEST, _RATIO * max(member.compress_size, 1024)):
        return Source(path, where, "too_large")
    digest = hashlib.sha256()
    try:
        for piece in _of_open(archive, member):
            digest.update(piece)
    except OSError as error:
        return Source(path, where, reason(error))
    except _BROKEN:
        return Source(path, where, "damaged")
    sha256 = digest.hexdigest()
    return Source(path, f"{locator(path)}#{sha256}", member=sha256, pieces=partial(_pieces, path, member))


def _pieces(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        yield from _of_open(archive, member)


def _of_open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes; never more than its entry says."""
    left = member.file_size
    with archive.open(member) as file:
        while left > 0 and (piece := file.read(min(_CHUNK, left))):
            left -= len(piece)
            yield piece
