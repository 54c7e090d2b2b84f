"""Files that need a password, written by hand: no library of the project encrypts."""

import hashlib
import struct
import zlib

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def encrypted_pdf(text: str, password: str = "kupiya2025") -> bytes:
    """A one-page PDF that opens with a password only (ISO 32000-1, 7.6.3, revision 2)."""
    padded = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    ident = hashlib.md5(text.encode()).digest()
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + ident).digest()[:5]
    user = _rc4(key, _PAD)
    page = _rc4(
        hashlib.md5(key + b"\x04\x00\x00\x00\x00").digest()[:10],
        f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1", "replace"),
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>" % (owner.hex().encode(), user.hex().encode()),
    ]
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    mark = ident.hex().encode()
    out += b"trailer<</Size 7/Root 1 0 R/Encrypt 6 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (mark, mark, table)
    return bytes(out)


def _crc(byte: int, crc: int) -> int:
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def encrypted_zip(name: str, data: bytes, password: str = "kupiya2025") -> bytes:
    """A zip of one member under PKWARE's traditional encryption (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = _crc(byte, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[1] >> 24, keys[2])

    for byte in password.encode():
        turn(byte)
    crc = zlib.crc32(data)
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezer.compress(data) + squeezer.flush()
    secret = bytearray()
    for byte in b"baiqau-demo" + bytes([crc >> 24]) + packed:
        mask = keys[2] | 2
        secret.append(byte ^ (((mask * (mask ^ 1)) >> 8) & 0xFF))
        turn(byte)
    raw = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0x801, 8, 0x4800, 0x5B41, crc, len(secret), len(data), len(raw), 0)
    local = b"PK\x03\x04" + common + raw + bytes(secret)
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end
