"""Writes archives for tests that no program here can write: RAR 4 and 5 with stored members, winmail.dat, CMS."""

import struct
import zlib
from collections.abc import Iterable, Mapping

RAR5 = b"Rar!\x1a\x07\x01\x00"
RAR4 = b"Rar!\x1a\x07\x00"
_TNEF = 0x223E9F78


def _vint(number: int) -> bytes:
    """RAR 5's numbers: seven bits a byte, the lowest first."""
    out = bytearray()
    while True:
        number, low = number >> 7, number & 127
        out.append(low | (128 if number else 0))
        if not number:
            return bytes(out)


def _block(body: bytes) -> bytes:
    sized = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized


def rar5(members: Mapping[str, bytes], *, locked: bool = False, volume: bool = False, link: str = "") -> bytes:
    """A RAR 5 archive; ``locked``: its members are encrypted; ``volume``: it is one of several; ``link``: a symlink."""
    made = RAR5 + _block(_vint(1) + _vint(0) + _vint(1 if volume else 0))
    for name, data in members.items():
        extra = b""
        if locked:
            record = _vint(1) + _vint(0) + _vint(0) + bytes([15]) + bytes(16) + bytes(16)
            extra = _vint(len(record)) + record
        if name == link:
            record = _vint(5) + _vint(1) + _vint(0) + _vint(len(data)) + data
            extra = _vint(len(record)) + record
            data = b""
        head = _vint(2) + _vint(0x0002 | (0x0001 if extra else 0))
        head += (_vint(len(extra)) if extra else b"") + _vint(len(data))
        head += _vint(0x0004) + _vint(len(data)) + _vint(0o100644) + struct.pack("<I", zlib.crc32(data))
        head += _vint(0) + _vint(1) + _vint(len(name.encode())) + name.encode() + extra
        made += _block(head) + data
    return made + _block(_vint(5) + _vint(0) + _vint(0))


def rar4(members: Mapping[str, bytes]) -> bytes:
    """A RAR 4 archive of stored members; names in UTF-8 alone, as RAR on a Mac writes them."""
    made = RAR4 + _old(0x73, 0, bytes(6))
    for name, data in members.items():
        raw = name.encode()
        body = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5A21_0000, 29, 0x30, len(raw), 0o100644
        )
        made += _old(0x74, 0x8000 | 0x0200, body + raw) + data
    return made + _old(0x7B, 0x4000, b"")


def _old(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def tnef(files: Mapping[str, bytes]) -> bytes:
    """A winmail.dat with these attachments, named in the code page of a Russian Windows."""
    made = struct.pack("<IH", _TNEF, 1) + _attribute(1, 0x0006, 0x9007, struct.pack("<II", 1251, 0))
    for name, data in files.items():
        made += _attribute(2, 0x0006, 0x9002, bytes(14))
        made += _attribute(2, 0x0001, 0x8010, name.encode("cp1251") + b"\0")
        made += _attribute(2, 0x0006, 0x800F, data)
    return made


def _attribute(level: int, kind: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def cms(content: bytes | None, *, enveloped: bool = False) -> bytes:
    """A signature (RFC 5652) that holds its content, or with None one that lies beside it; ``enveloped``: encrypted."""
    pkcs7 = bytes.fromhex("2a864886f70d0107")
    data = _der(6, pkcs7 + b"\x01")
    if enveloped:
        inner = _der(0x30, _der(2, b"\0"), _der(0x31), _der(0x30, data, _der(0x30, data)))
        return _der(0x30, _der(6, pkcs7 + b"\x03"), _der(0xA0, inner))
    held = [] if content is None else [_der(0xA0, _der(4, content))]
    signed = _der(0x30, _der(2, b"\x01"), _der(0x31), _der(0x30, data, *held), _der(0x31))
    return _der(0x30, _der(6, pkcs7 + b"\x02"), _der(0xA0, signed))


def mutated(data: bytes, changes: Iterable[tuple[int, int]], cut: int) -> bytes:
    """The bytes with some of them changed and the end lost."""
    made = bytearray(data)
    for at, value in changes:
        made[at % len(made)] = value
    return bytes(made[: max(1, len(made) - cut % len(made))])


def rar5_volumes(members: Mapping[str, bytes], size: int) -> list[bytes]:
    """A RAR 5 archive in volumes of some ``size`` bytes of stored data each; a member goes on in the next."""
    made: list[list[tuple[str, bytes, bytes, bool, bool]]] = [[]]
    room = size
    for name, data in members.items():
        at = 0
        while at < len(data):
            piece = data[at : at + room]
            made[-1].append((name, data, piece, at > 0, at + len(piece) < len(data)))
            at, room = at + len(piece), room - len(piece)
            if not room:
                made.append([])
                room = size
    made = [pieces for pieces in made if pieces]
    return [_volume(pieces, number, len(made)) for number, pieces in enumerate(made)]


def _volume(pieces: list[tuple[str, bytes, bytes, bool, bool]], number: int, of: int) -> bytes:
    main = _vint(1) + _vint(0) + _vint(1 | (2 if number else 0)) + (_vint(number) if number else b"")
    out = RAR5 + _block(main)
    for name, whole, piece, before, on in pieces:
        flags = 0x0002 | (0x0008 if before else 0) | (0x0010 if on else 0)
        crc = zlib.crc32(piece if on else whole)
        head = _vint(2) + _vint(flags) + _vint(len(piece)) + _vint(0x0004) + _vint(len(whole)) + _vint(0o100644)
        head += struct.pack("<I", crc) + _vint(0) + _vint(1) + _vint(len(name.encode())) + name.encode()
        out += _block(head) + piece
    return out + _block(_vint(5) + _vint(0) + _vint(1 if number < of - 1 else 0))
