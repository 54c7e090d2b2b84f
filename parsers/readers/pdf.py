"""PDF files (ISO 32000) with pypdfium2: text with its place, pictures and links, page by page.

Runs in the sandbox: a hostile file may loop or grow.
"""

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from parsers.errors import ParserError
from parsers.facts import Block, Page, Pasted, Problem, Text
from parsers.limits import ReadLimits
from parsers.readers.pages import Full, Pages
from parsers.readers.pdf_layout import Rule, Rules, Segment, blocks, body_height, moved
from parsers.readers.pdf_letters import Letters

_OBJECTS = 20_000  # drawn things looked at on one page
_STROKES = 4_000  # segments of paths looked at on one page
_DEPTH = 3  # forms within forms
_LINKS = 500
_SMALL, _IMAGES = 0.3, 40  # the share of a page under which a picture may be a signature, and how many are noted
# A line wider than this many times what its characters usually take has a gap somewhere; pages of prose have few.
_WIDE, _WIDE_IN_PROSE, _PROSE = 1.06, 1.35, 60
_STRANGE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")


@dataclass
class _Drawn:
    """What a page shows beside text: rules of tables, the share that its largest picture takes, other drawing."""

    upright: list[Rule] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    picture: float = 0.0
    curves: int = 0
    strokes: int = 0
    images: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass
class _Sheet:
    segments: list[Segment]
    drawn: _Drawn
    width: float
    unmapped: bool
    height: float = 0.0


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """Every page, within bounds. An empty user password opens. Errors as in ``parsers.readers.read``."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        if path.stat().st_size == 0:
            raise ParserError(Problem("empty")) from error
        raise ParserError(Problem("encrypted" if locked else "damaged", str(error))) from error
    try:
        return _read(document, kind, limits)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, kind: str, limits: ReadLimits) -> Text:
    count = len(document)
    if count == 0:
        raise ParserError(Problem("damaged", "no pages"))
    filled = document.get_formtype() != raw.FORMTYPE_NONE
    signatures = _signatures(document) if filled else 0
    links: dict[str, None] = {}
    sheets: list[_Sheet] = []
    characters = 0
    pages = Pages(limits)
    for index in range(min(count, limits.pages)):
        sheet = _sheet(document, index, links, filled=filled)
        sheets.append(sheet)
        characters += sum(len(segment.text) for segment in sheet.segments)
        if characters > 8 * 1024 * 1024:
            break
    height = body_height(sheet.segments for sheet in sheets)
    try:
        for sheet in sheets:
            _add(pages, sheet, height)
    except Full:
        pass
    if len(sheets) < count and pages.problem is None:
        pages.problem = Problem("too_many", f"{count} pages")
    made = pages.text(kind, paged=True, links=tuple(links))
    return replace(made, signatures=signatures)


def _signatures(document: pdfium.PdfDocument) -> int:
    """How many fields for an electronic signature hold one: an empty field has no bytes of it."""
    count = min(max(raw.FPDF_GetSignatureCount(document), 0), 50)
    found = (raw.FPDF_GetSignatureObject(document, index) for index in range(count))
    return sum(bool(one) and raw.FPDFSignatureObj_GetContents(one, None, 0) > 0 for one in found)


def _add(pages: Pages, sheet: _Sheet, height: float) -> None:
    """One page as blocks; a picture of a page is unread, and so is text whose letters have no meaning."""
    drawn = sheet.drawn
    found: list[Block] = []
    if not sheet.unmapped:
        rules = Rules(drawn.upright, drawn.level)
        found = list(blocks(_split(sheet.segments), rules, height, sheet.width))
    for block in found:
        pages.add(block)
    covered = drawn.picture >= 0.5
    if not pages.blocks:
        shows = sheet.unmapped or drawn.picture > 0 or drawn.curves > 0 or drawn.strokes > 40
        pages.done.append(Page((), "none" if shows else "text", picture=shows))
        return
    pages.covering = "" if covered else None
    pages.pasted = list(_pasted(sheet))
    pages.turn(keep_empty=True)


def _split(segments: list[Segment]) -> list[Segment]:
    return [segment for segment in segments if segment.text.strip()]


def _sheet(document: pdfium.PdfDocument, index: int, links: dict[str, None], *, filled: bool) -> _Sheet:
    """What stands on one page; a page that cannot be opened is a page with a picture that nobody read."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _Sheet([], _Drawn(picture=1.0), 0.0, unmapped=False)
    try:
        if filled or raw.FPDFPage_GetAnnotCount(page) > 0:
            for target in _links(document, page):
                links[target] = None
            # What was typed into fields or notes lies beside the page's own content until it is flattened into it.
            if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
                page.close()
                page = document[index]
        width, height = page.get_size()
        drawn = _Drawn()
        _look(page.raw, drawn, width * height)
        textpage = page.get_textpage()
        try:
            rules = Rules(drawn.upright, drawn.level)
            text = textpage.get_text_range()
            return _Sheet(
                list(_segments(Letters(textpage.raw, text), text, rules)), drawn, width, _unmapped(text), height
            )
        finally:
            textpage.close()
    except pdfium.PdfiumError:
        return _Sheet([], _Drawn(picture=1.0), 0.0, unmapped=False)
    finally:
        page.close()


def _unmapped(text: str) -> bool:
    """Whether much of a page's text is characters without a meaning: the font does not say what its shapes are."""
    strange = len(_STRANGE.findall(text))
    return strange > 0 and strange > 0.3 * sum(map(len, text.split()))


# ---------------------------------------------------------------- text


def _segments(letters: Letters, text: str, rules: Rules) -> Iterator[Segment]:
    """The lines of a page as pdfium breaks them, divided where a table's upright runs through."""
    found: list[tuple[Segment, int]] = []
    place = 0
    for line in text.split("\n"):
        start, place = place, place + len(line) + 1
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            if (whole := _segment(letters, stripped, first)) is not None:
                found.append((whole, first))
    prose = sum(len(segment.text) for segment, _ in found) > _PROSE * len(found)
    usual = _usual_width(segment for segment, _ in found) * (_WIDE_IN_PROSE if prose else _WIDE)
    for whole, first in found:
        uprights = rules.between(whole) if rules else []
        if uprights:
            yield from _divided(letters, whole, first, uprights)
        elif whole.right - whole.left > usual * whole.height * len(whole.text):
            yield moved(whole, _with_gaps(letters, whole, first), whole.left, whole.right)
        else:
            yield whole


def _usual_width(segments: Iterable[Segment]) -> float:
    """What a character takes of its line's height, in the closer of the page's longer lines."""
    widths = sorted(
        (s.right - s.left) / (s.height * len(s.text)) for s in segments if len(s.text) >= 20 and s.height > 0
    )
    return widths[len(widths) // 4] if len(widths) >= 8 else min([0.40, *widths])


def _segment(letters: Letters, text: str, first: int) -> Segment | None:
    start, end = letters.box(first), letters.box(first + len(text) - 1)
    if start is None or end is None:
        return Segment(_clean(text), 0.0, 0.0, 0.0, 0.0) if start is None else None
    left, right = min(start[0], end[0]), max(start[2], end[2])
    # A line may begin with a small mark: the taller of its ends tells the size.
    taller = start if start[3] - start[1] >= end[3] - end[1] else end
    return Segment(_clean(text), left, taller[1], right, taller[3], letters.is_bold(first + len(text) // 2))


def _clean(text: str) -> str:
    return text.replace("\ufffe", "-").replace("\xad", "").replace("\xa0", " ").replace("\x00", "").replace("\r", "")


def _with_gaps(letters: Letters, whole: Segment, first: int) -> str:
    """The text with a tab where its words stand far apart: columns without rules, or a place left to write."""
    pieces = list(whole.text)
    for place, end, begin in letters.gaps(whole.text, first):
        if begin - end > whole.height:
            pieces[place] = "\t"
    return "".join(pieces)


def _divided(letters: Letters, whole: Segment, first: int, uprights: list[float]) -> Iterator[Segment]:
    """The parts of a line between the uprights of a table."""
    text, begin, left = whole.text, 0, whole.left
    waiting = list(uprights)
    for place, end, start in letters.gaps(text, first):
        while waiting and waiting[0] < end - 2:
            del waiting[0]
        if not waiting:
            break
        if end <= waiting[0] + 2 and start >= waiting[0] - 2:
            yield moved(whole, text[begin:place].strip(), left, end)
            begin, left = place + 1, start
            del waiting[0]
    yield moved(whole, text[begin:].strip(), left, whole.right)


# ---------------------------------------------------------------- drawing


# Memory for some hundred answers a letter, made once. A child reads one file at a time.
_MATRIX = raw.FS_MATRIX()
_X, _Y = ctypes.c_float(), ctypes.c_float()
_MATRIX_AT, _X_AT, _Y_AT = ctypes.byref(_MATRIX), ctypes.byref(_X), ctypes.byref(_Y)


def _look(page: raw.FPDF_PAGE, drawn: _Drawn, area: float) -> None:
    count = raw.FPDFPage_CountObjects(page)
    for index in range(min(count, _OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_TEXT:  # what most are
            _object(item, kind, drawn, area, 0)


def _object(item: object, kind: int, drawn: _Drawn, area: float, depth: int) -> None:
    if kind == raw.FPDF_PAGEOBJ_PATH:
        if drawn.strokes < _STROKES:
            _path(item, drawn)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        share = _area(item) / max(area, 1.0)
        drawn.picture = max(drawn.picture, share)
        if depth == 0 and share < _SMALL and len(drawn.images) < _IMAGES and (box := _bounds(item)) is not None:
            drawn.images.append(box)
    elif kind == raw.FPDF_PAGEOBJ_SHADING:
        drawn.curves += 1
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        for index in range(min(raw.FPDFFormObj_CountObjects(item), _OBJECTS)):
            within = raw.FPDFFormObj_GetObject(item, index)
            _object(within, raw.FPDFPageObj_GetType(within), drawn, area, depth + 1)


def _area(item: object) -> float:
    box = _bounds(item)
    return 1.0 if box is None else max((box[2] - box[0]) * (box[3] - box[1]), 1.0)


def _bounds(item: object) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of a drawn thing."""
    box = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, box)):
        return None
    left, bottom, right, top = (value.value for value in box)
    return left, bottom, right, top


def _pasted(sheet: _Sheet) -> Iterator[Pasted]:
    """The small pictures of a page with the words beside them: a signature is drawn over the line it belongs to."""
    wide, high = max(sheet.width, 1.0), max(sheet.height, 1.0)
    for left, bottom, right, top in sheet.drawn.images:
        pad = 6.0
        beside = (s.text for s in sheet.segments if s.top > bottom - pad and s.bottom < top + pad)
        ends = (left / wide, 1 - top / high, right / wide, 1 - bottom / high)
        first, second, third, fourth = (round(max(0.0, min(1.0, end)) * 10_000) for end in ends)
        share = (right - left) * (top - bottom) / (wide * high)
        yield Pasted(" ".join(" ".join(beside).split())[:600], share, (first, second, third, fourth))


def _path(item: object, drawn: _Drawn) -> None:
    """The level and upright strokes of a path, in the page's own coordinates."""
    count = min(raw.FPDFPath_CountSegments(item), 200)
    raw.FPDFPageObj_GetMatrix(item, _MATRIX_AT)
    a, b, c, d, e, f = _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d, _MATRIX.e, _MATRIX.f
    before: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for index in range(count):
        stroke = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(stroke, _X_AT, _Y_AT)
        x, y = _X.value, _Y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = raw.FPDFPathSegment_GetType(stroke)
        drawn.strokes += 1
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            drawn.curves += 1
        elif before is not None:
            _stroke(before, point, drawn)
        if raw.FPDFPathSegment_GetClose(stroke) and start is not None:
            _stroke(point, start, drawn)
        before = point


def _stroke(one: tuple[float, float], other: tuple[float, float], drawn: _Drawn) -> None:
    (x0, y0), (x1, y1) = one, other
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        return
    if abs(x0 - x1) < 1 and abs(y0 - y1) > 6:
        drawn.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    elif abs(y0 - y1) < 1 and abs(x0 - x1) > 6:
        drawn.level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    """Addresses that the page's links lead to (for a file that was shared and not sent)."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(_LINKS):
        if not raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        if 1 < size <= 4096:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            yield buffer.value.decode("utf-8", "replace")
