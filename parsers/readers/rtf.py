"""Rich text (.rtf) through striprtf, which knows its encodings; pages, rows and cells are marked before it reads."""

import re
from collections.abc import Iterator
from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.looks import in_capitals
from parsers.readers import blips
from parsers.readers.pages import Full, Pages, table

_LARGEST = 64 * 1024 * 1024
_LONGEST = 8 * 1024 * 1024  # of text with its marks, pictures left out
_PAGE, _CELL, _ROW, _STARTS = "\ue000", "\ue001", "\ue002", "\ue003"
_PLAIN, _CENTRED, _HEADING = "\ue004", "\ue005", "\ue006"
_MARKS = {
    "page": _PAGE, "pagebb": _PAGE, "cell": _CELL, "nestcell": "\t", "row": _ROW, "trowd": _STARTS,
    "pard": _PLAIN, "qc": _CENTRED, "outlinelevel": _HEADING,
}  # fmt: skip
_CONTROL = re.compile(r"\\(pagebb|page|cell|nestcell|row|trowd|pard|qc|outlinelevel)(?![a-z-])([0-9]?) ?")
_LOOKS = {_PLAIN: 0, _CENTRED: 1, _HEADING: 2}
# A picture is hundreds of kilobytes of digits; nothing else has as many in a row.
_PICTURE = re.compile(r"(?:[0-9a-fA-F]{32,}\s*)+")


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """A text of runs between page breaks. Errors as in ``parsers.readers.read``."""
    from striprtf.striprtf import rtf_to_text

    if path.stat().st_size > _LARGEST:
        raise ParserError(Problem("too_large", f"more than {_LARGEST} bytes"))
    source = path.read_bytes().decode("latin-1")
    pictures = len(re.findall(r"\\pict(?![a-z])", source))
    source = _PICTURE.sub(lambda found: "" if len(found[0]) > 256 else found[0], source)
    if len(source) > _LONGEST:
        raise ParserError(Problem("too_large", f"more than {_LONGEST} bytes of text"))
    marked = _CONTROL.sub(_marked, source)
    try:
        text = str(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise ParserError(Problem("damaged", f"rtf {type(error).__name__}")) from error
    pages = Pages(limits)
    try:
        for piece in _pieces(text):
            if piece is None:
                pages.turn()
            else:
                pages.add(piece)
        if not pages.done and not pages.blocks:
            pages.pictures = blips.names(path, "rtf") or [""] * pictures
        pages.turn()
    except Full:
        pass
    return pages.text(kind, paged=False)


def _pieces(text: str) -> Iterator[Block | None]:
    """Paragraphs and tables in their order, None for the end of a page."""
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    held = ""
    for piece in re.split(f"([{_PAGE}{_CELL}{_ROW}{_STARTS}])", text):
        if piece == _CELL:
            cells.append(_tidy(held.removesuffix("|")))
            held = ""
        elif piece == _ROW:
            rows.append(tuple(cells))
            cells, held = [], ""
        elif piece in (_PAGE, _STARTS):
            if piece == _PAGE or not cells:
                if _unmarked(held).strip() and rows:
                    yield table(rows)
                    rows = []
                yield from _paragraphs(held)
                held = ""
            if piece == _PAGE and not cells:
                yield table(rows)
                rows = []
                yield None
        else:
            held += piece
    if rows:
        yield table(rows)
    yield from _paragraphs(held)


def _marked(found: re.Match[str]) -> str:
    """A sign of ours behind the control word; body text is an outline's level 9, and no heading."""
    if found[1] == "outlinelevel" and found[2] == "9":
        return found[0]
    return f"{found[0].rstrip()}{{\\uc1\\u{ord(_MARKS[found[1]])}?}}"


def _paragraphs(text: str) -> Iterator[Block]:
    """Lines with their prominence; the looks of a paragraph last until the next one resets them."""
    level = 0
    for line in text.split("\n"):
        for mark in re.findall(f"[{_PLAIN}{_CENTRED}{_HEADING}]", line):
            level = 0 if mark == _PLAIN else max(level, _LOOKS[mark])
        plain = _unmarked(line).replace("\xa0", " ").replace("\xad", "").strip()
        yield Block(plain, max(level, int(in_capitals(plain))))


def _unmarked(text: str) -> str:
    return re.sub(f"[{_PLAIN}{_CENTRED}{_HEADING}]", "", text)


def _tidy(cell: str) -> str:
    cell = _unmarked(cell)
    return "\n".join(filter(None, (" ".join(line.split()) for line in cell.split("\n"))))
