"""PowerPoint 97 to 2003 (.ppt) by its records ([MS-PPT]): the text of every slide, a slide a page."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.looks import in_capitals
from parsers.readers import blips
from parsers.readers.ole import open_ole
from parsers.readers.pages import Full, Pages

_DOCUMENT, _SLIDE, _TEXTS, _NEXT_SLIDE = 1000, 1006, 4080, 1011
_KIND, _WIDE, _NARROW = 3999, 4000, 4008
_SKIPPED = frozenset((1016, 1008, 4041))  # masters, notes, handouts
_LOCKED = 0xF3D1C4DF  # the token of an encrypted file in «Current User»
_TITLES = (0, 6)
_DEPTH = 24
_FURNITURE = frozenset("*")


@dataclass(slots=True)
class _Slide:
    texts: dict[str, int] = field(default_factory=dict)  # each text once, with its prominence


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """All slides. Errors as in ``parsers.readers.read``."""
    with open_ole(path) as streams:
        if "EncryptedSummary" in streams or _LOCKED.to_bytes(4, "little") in streams.read("Current User")[:32]:
            raise ParserError(Problem("encrypted", "ppt"))
        data = streams.read("PowerPoint Document")
        has_pictures = "Pictures" in streams
    listed: list[_Slide] = []
    drawn: list[_Slide] = []
    _walk(data, 0, len(data), listed, drawn, 0)
    pages = Pages(limits)
    try:
        for slide in _slides(listed, drawn):
            for text, level in slide.texts.items():
                pages.add(Block(text, max(level, int(in_capitals(text)))))
            pages.pictures = [""] if has_pictures and not slide.texts else []
            pages.turn(keep_empty=True)
    except Full:
        pass
    if not pages.done:
        raise ParserError(Problem("damaged", "no slides"))
    if any(page.read_by == "none" for page in pages.done):
        pages.done = blips.with_names(pages.done, blips.names(path, "ppt"))
    return pages.text(kind, paged=True)


def _records(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Records in order: type, instance and version, start and end of the content."""
    while start + 8 <= end:
        head, kind, size = struct.unpack_from("<HHI", data, start)
        yield kind, head, start + 8, min(start + 8 + size, end)
        start += 8 + size


def _walk(data: bytes, start: int, end: int, listed: list[_Slide], drawn: list[_Slide], depth: int) -> None:
    """Slides as the document lists their texts, and slides as they are drawn; a document saved anew stands last."""
    for kind, head, first, last in _records(data, start, end):
        if kind in _SKIPPED or depth > _DEPTH:
            continue
        if kind == _DOCUMENT:
            listed.clear()
        if kind == _TEXTS:
            if head >> 4 == 0:
                _listed(data, first, last, listed)
        elif kind == _SLIDE:
            drawn.append(_Slide(dict(_texts(data, first, last, 0))))
        elif head & 15 == 15:
            _walk(data, first, last, listed, drawn, depth + 1)


def _listed(data: bytes, start: int, end: int, listed: list[_Slide]) -> None:
    level = 0
    for kind, _, first, last in _records(data, start, end):
        if kind == _NEXT_SLIDE:
            listed.append(_Slide())
        elif kind == _KIND:
            level = _level(data, first)
        elif listed and (text := _text(kind, data[first:last])):
            listed[-1].texts.setdefault(text, level)


def _texts(data: bytes, start: int, end: int, depth: int) -> Iterator[tuple[str, int]]:
    level = 0
    for kind, head, first, last in _records(data, start, end):
        if kind == _KIND:
            level = _level(data, first)
        elif text := _text(kind, data[first:last]):
            yield text, level
        elif head & 15 == 15 and depth <= _DEPTH:
            yield from _texts(data, first, last, depth + 1)


def _level(data: bytes, at: int) -> int:
    return 2 if int.from_bytes(data[at : at + 4], "little") in _TITLES else 0


def _text(kind: int, data: bytes) -> str:
    if kind not in (_WIDE, _NARROW):
        return ""
    text = data.decode("utf-16-le" if kind == _WIDE else "latin-1", "replace")
    shown = "\n".join(" ".join(line.split()) for line in text.replace("\x0b", "\n").replace("\r", "\n").split("\n"))
    return "" if shown in _FURNITURE else shown.strip().replace("\0", "")


def _slides(listed: list[_Slide], drawn: list[_Slide]) -> list[_Slide]:
    """What is listed and what is drawn of the same slide together; of slides drawn anew, the last ones."""
    if not listed:
        return drawn
    latest = drawn[-len(listed) :]
    if len(drawn) < len(listed):
        return [*listed, *drawn]
    return [_Slide({**one.texts, **other.texts}) for one, other in zip(listed, latest, strict=True)]
