"""Pictures inside files of old formats, in order: OfficeArt blips ([MS-ODRAW] 2.2.23) of .doc, .ppt and .xls, .rtf's.

Only what scanners and telephones write (JPEG, PNG, TIFF) is looked for; drawings of lines are no scans. A picture's
name in ``Page.member`` is ``blip:`` and its place among them.
"""

import re
import struct
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Page, Problem
from parsers.readers.ole import open_ole

_MOST = 300
_LARGEST = 64 * 1024 * 1024
_STREAMS = {"doc": ("Data", "WordDocument"), "ppt": ("Pictures",), "xls": ("Workbook", "Book")}
_DRAWINGS, _GOES_ON = 0x00EB, 0x003C  # records of a workbook ([MS-XLS] 2.3): MsoDrawingGroup, Continue
_BLIP = re.compile(rb"..[\x1d\x1e\x29\x2a]\xf0(?=....)", re.DOTALL)
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
_PREFIXES = (17, 33)  # one or two hashes and a byte stand before the picture
_IN_RTF = re.compile(r"\\(?:png|jpeg)blip(?![a-z])[^{}]{0,400}?((?:[0-9a-fA-F]{2}\s*){64,})")
_NAME = "blip:"


def names(path: Path, kind: str) -> list[str]:
    """A name for each picture of a file of ``kind`` (doc, ppt, xls or rtf)."""
    return [f"{_NAME}{number}" for number, _ in enumerate(_pictures(path, kind))]


def is_blip(member: str) -> bool:
    """Whether a page's picture is one of these."""
    return member.startswith(_NAME)


def read(path: Path, kind: str, member: str) -> bytes:
    """One picture's bytes; raises ParserError damaged where there is none of this name."""
    wanted = int(member.removeprefix(_NAME))
    found = next(islice(_pictures(path, kind), wanted, None), None)
    if found is None:
        raise ParserError(Problem("damaged", member))
    return found


def with_names(pages: list[Page], given: list[str]) -> list[Page]:
    """Pages that are pictures, each with the name of the next one."""
    left = iter(given)
    return [
        Page(page.blocks, page.read_by, page.picture, page.needless, next(left, ""), page.pasted)
        if page.read_by == "none" and not page.member
        else page
        for page in pages
    ]


def _pictures(path: Path, kind: str) -> Iterator[bytes]:
    found = _of_rtf(path) if kind == "rtf" else _of_ole(path, kind)
    return islice(found, _MOST)


def _of_ole(path: Path, kind: str) -> Iterator[bytes]:
    with open_ole(path) as streams:
        for name in _STREAMS.get(kind, ()):
            data = _drawings(streams.read(name)) if kind == "xls" else streams.read(name)
            at = 0
            while (match := _BLIP.search(data, at)) is not None:
                at = match.start() + 1
                (size,) = struct.unpack_from("<I", data, match.end())
                body = data[match.end() + 4 : match.end() + 4 + size]
                start = next((skip for skip in _PREFIXES if body[skip:].startswith(_HEADS)), None)
                if start is not None:
                    at = match.end() + 4 + len(body)
                    yield body[start:]


def _drawings(book: bytes) -> bytes:
    """What a workbook holds of drawings, whose records are no longer than 8 KB and go on in others."""
    at, before, found = 0, 0, []
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == _DRAWINGS or (kind == _GOES_ON and before == _DRAWINGS):
            found.append(book[at + 4 : at + 4 + size])
            before = _DRAWINGS
        else:
            before = kind
        at += 4 + size
    return b"".join(found)


def _of_rtf(path: Path) -> Iterator[bytes]:
    if path.stat().st_size > _LARGEST:
        return
    for found in _IN_RTF.finditer(path.read_bytes().decode("latin-1")):
        data = bytes.fromhex("".join(found[1].split()))
        if data.startswith(_HEADS):
            yield data
