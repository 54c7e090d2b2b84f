"""Reading zip archives (APPNOTE 6.3) through the standard library, and past a lost directory without it."""

import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from parsers.charsets import guess
from parsers.facts import Problem
from parsers.unpack.members import BadMemberError, Member

_CHUNK = 256 * 1024
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_NAME_CODECS = ("cp866", "kz1048", "cp1251")
_DAMAGE = (zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, struct.error, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class _Local:
    """The header before a member (APPNOTE 4.3.7): ``packed`` bytes from ``start``, -1: until its stream ends."""

    name: bytes
    extra: bytes
    flags: int
    method: int
    start: int
    packed: int


@dataclass(slots=True)
class Opened:
    """An archive being read; ``unpacked`` counts the bytes that came out of it."""

    path: Path
    members: tuple[Member, ...]
    damaged: bool
    archive: zipfile.ZipFile | None = None
    infos: list[zipfile.ZipInfo] = field(default_factory=list)
    local: list[_Local] = field(default_factory=list)
    unpacked: int = 0

    def read(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member, a chunk at a time. Raises BadMemberError where they end early or do not agree."""
        if self.archive is None:
            yield from _inflated(self.path, self.local[member.number])
            return
        try:
            with self.archive.open(self.infos[member.number]) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except NotImplementedError as error:
            raise BadMemberError(Problem("unsupported", "method")) from error
        except RuntimeError as error:
            raise BadMemberError(Problem("encrypted")) from error
        except _DAMAGE as error:
            raise BadMemberError(Problem("damaged", "member")) from error


@contextmanager
def open_zip(path: Path) -> Iterator[Opened]:
    """An archive by its directory; where that is lost, by the headers before each member. Raises OSError."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError, struct.error):
        yield _without_directory(path)
        return
    with archive:
        infos = archive.infolist()
        names = _names([(_raw_name(info), bool(info.flag_bits & _UTF8_FLAG), info.extra) for info in infos])
        members = tuple(
            Member(number, name, info.file_size, name.endswith("/"), _refusal(info))
            for number, (info, name) in enumerate(zip(infos, names, strict=True))
        )
        yield Opened(path, members, damaged=False, archive=archive, infos=infos)


def _refusal(info: zipfile.ZipInfo) -> Problem | None:
    """Why a member is not read at all: encrypted, a link, or packed in a way that we do not know."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Problem("encrypted")
    mode = info.external_attr >> 16
    if info.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Problem("unsafe_name", "link")
    return None if info.compress_type in _METHODS else Problem("unsupported", f"method {info.compress_type}")


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    """The bytes of a name: the library reads names without the UTF-8 flag as cp437, which loses nothing."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_FLAG else "cp437", "replace")


def _names(raw: list[tuple[bytes, bool, bytes]]) -> list[str]:
    """Names of one archive decoded: by the flag, by Info-ZIP's extra field, else all by the one encoding that fits."""
    codec = guess([name for name, flagged, extra in raw if not flagged and not name.isascii()], _NAME_CODECS)
    result = []
    for name, flagged, extra in raw:
        text = (
            name.decode("utf-8", "replace") if flagged else _unicode_extra(name, extra) or name.decode(codec, "replace")
        )
        # Archives made on Windows by old programs part folders with backslashes.
        parted = text.replace("\\", "/") if "/" not in text else text
        # A Mac writes «й» as two signs.
        result.append(unicodedata.normalize("NFC", parted).replace("\0", "\ufffd"))
    return result


def _unicode_extra(name: bytes, extra: bytes) -> str:
    """Info-ZIP's Unicode path (extra field 0x7075), "" where there is none or it belongs to another name."""
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        value, extra = extra[4 : 4 + size], extra[4 + size :]
        if (
            tag == 0x7075
            and len(value) > 5
            and value[0] == 1
            and struct.unpack_from("<I", value, 1)[0] == zlib.crc32(name)
        ):
            try:
                return value[5:].decode("utf-8")
            except UnicodeDecodeError:
                return ""
    return ""


def _without_directory(path: Path) -> Opened:
    """Members by their local headers, for an archive that was cut off or whose end is damaged."""
    local = list(_local_headers(path))
    names = _names([(header.name, bool(header.flags & _UTF8_FLAG), header.extra) for header in local])
    members = tuple(
        Member(number, name, 0, name.endswith("/"), _local_refusal(header))
        for number, (header, name) in enumerate(zip(local, names, strict=True))
    )
    return Opened(path, members, damaged=True, local=local)


def _local_refusal(header: _Local) -> Problem | None:
    if header.flags & _ENCRYPTED_FLAG:
        return Problem("encrypted")
    readable = header.method == zipfile.ZIP_DEFLATED or (header.method == zipfile.ZIP_STORED and header.packed >= 0)
    return None if readable else Problem("damaged", "member")


def _local_headers(path: Path) -> Iterator[_Local]:
    """Every local header; what a member is known to hold is skipped, so that a stored archive stays one member."""
    with path.open("rb") as file:
        position = 0
        while True:
            file.seek(position)
            window = file.read(_CHUNK)
            at = window.find(b"PK\x03\x04")
            if at < 0:
                if len(window) < _CHUNK:
                    return
                position += len(window) - 3
                continue
            file.seek(position + at)
            fixed = file.read(30)
            if len(fixed) < 30:
                return
            flags, method, packed, name_length, extra_length = struct.unpack("<6xHH8xI4xHH", fixed)
            name, extra = file.read(name_length), file.read(extra_length)
            start = position + at + 30 + name_length + extra_length
            streamed = bool(flags & 8) or packed == 0xFFFFFFFF
            yield _Local(name, extra, flags, method, start, -1 if streamed else packed)
            position = start if streamed else start + packed


def _inflated(path: Path, header: _Local) -> Iterator[bytes]:
    """A member's bytes without the directory's help, as far as they go; BadMemberError where that is not the end."""
    left = header.packed
    unpacker = zlib.decompressobj(-15) if header.method == zipfile.ZIP_DEFLATED else None
    with path.open("rb") as file:
        file.seek(header.start)
        while left and (chunk := file.read(_CHUNK if left < 0 else min(_CHUNK, left))):
            left -= len(chunk) if left > 0 else 0
            if unpacker is None:
                yield chunk
                continue
            try:
                while chunk and not unpacker.eof:
                    yield unpacker.decompress(chunk, _CHUNK)
                    chunk = unpacker.unconsumed_tail
            except zlib.error as error:
                raise BadMemberError(Problem("damaged", "member")) from error
            if unpacker.eof:
                return
    if left > 0 or unpacker is not None:
        raise BadMemberError(Problem("damaged", "member"))
