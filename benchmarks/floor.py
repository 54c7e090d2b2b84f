"""The floor: what any intake must do with a letter: read it, hash it, decode its base64 (binascii), hash the parts."""

import binascii
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path


def bodies(raw: bytes) -> Iterator[bytes]:
    """The base64 bodies of a multipart letter, found by their encoding's name and the next boundary."""
    blank = b"\r\n\r\n" if b"\r\n" in raw[:4096] else b"\n\n"
    position = raw.find(b"base64")
    while position >= 0:
        start = raw.find(blank, position)
        end = raw.find(b"\n--", start)
        yield raw[start:end]
        position = raw.find(b"base64", end)


def main(folder: Path) -> None:
    """Do the least for every letter of the folder."""
    for path in sorted(folder.glob("*.eml")):
        raw = path.read_bytes()
        hashlib.sha256(raw).hexdigest()
        for body in bodies(raw):
            hashlib.sha256(binascii.a2b_base64(body)).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
