"""Ink on the lines to sign on, and stamps: looked for on the picture of a page whose words are known.

A pen is dark and irregular where words end, or blue where print is black; a stamp is a large coloured thing of lines.
Places are measured in millimetres, taking the page for A4. What is there but too little or too pale to tell is said so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image, ImageChops, ImageFilter

from parsers.facts import Mark, MarkCode
from parsers.ocr.clean import Clean, unruled
from parsers.ocr.engine import Word
from parsers.ocr.repair import is_initials
from parsers.signing import ASKS, SIGNS

_A4, _MARGIN = 210.0, 10.0
_COLOURED = 1100  # pixels along the longer side of the copy in which colours are looked for
_CELL = 1.0  # millimetres: the side of a square in which ink is or is not
_DARK, _FAINT = 150, 215
_BLUE, _BLUISH = 34, 20  # by how much blue must outweigh red, 0..255 of even light
_COVERED, _COVERED_FAINTLY, _TINTED = (
    0.05,
    0.15,
    0.12,
)  # the share of a square that is dark or blue where a pen went through it
_WORD, _SURE = 3, 65  # letters and confidence of what is surely print
_ABOVE, _BELOW = 7.0, 4.5  # millimetres that a signature reaches beyond its line
_WIDE_GAP = 7.0  # millimetres between two words that may be the place to sign too
_NARROWEST = 14.0  # millimetres: a shorter place is no line to sign on
_LEAST_WIDE, _LEAST_HIGH, _LEAST_CELLS, _BEYOND = 7.0, 4.0, 14, 0.8
_SPECKS, _FLAT = 3, 2
_STAMP, _LARGEST_STAMP = 20.0, 95.0
_SQUARE = 2.5
_HEAD = 0.2  # of the page: an emblem on a letterhead is no stamp

Cell = tuple[int, int]
Place = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the clean page


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with words that ask for a signature: ``place`` to sign on, top and foot of its letters, print around it."""

    words: str
    place: Place
    top: float
    bottom: float
    print_: tuple[Place, ...]
    bare: bool  # nothing was read on it


def marks_of(page: Clean, given: Image.Image, words: Sequence[Word], number: int) -> tuple[Mark, ...]:
    """Marks of one page that was read whole; ``given`` is its picture before it was made fit for reading."""
    unit = page.image.width / _A4
    colours = _Colours(given)
    stamps = list(_stamps(page, colours, unit))
    found = [Mark("stamp", "", number, page.box(*box)) for box in stamps]
    rows = list(_rows(words))
    lines = [line for row in rows if (line := _line(row, rows, page, unit)) is not None]
    if not lines:
        return tuple(found)
    for line in lines:
        top, foot = round(line.place[1]), round(line.place[3])
        bare = unruled(page.image.crop((0, top, page.image.width, foot)))
        code = _looked_at(line, _Seen(page, bare, colours, tuple(stamps), unit))
        if code is not None:
            found.append(Mark(code, line.words[:200], number, page.box(*line.place)))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as it is looked at; ``bare`` is the strip of one line's place, as wide as the page, without its rules."""

    page: Clean
    bare: Image.Image
    colours: "_Colours"
    stamps: tuple[Place, ...]
    unit: float


def _is_print(word: Word) -> bool:
    """Whether a word is print and not a pen that was read as letters, of which a few may look sure."""
    letters = sum(map(str.isalnum, word.text))
    dotted = word.text.endswith(".") and 0 < letters < _WORD and word.text[:1].isupper()  # «ШТ.» was «Ш.Т.»
    return is_initials(word.text) or dotted or (letters >= _WORD and word.confidence >= _SURE)


# ---------------------------------------------------------------- places to sign on


def _rows(words: Iterable[Word]) -> Iterator[list[Word]]:
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    lines.sort(key=lambda line: sum(word.top + word.bottom for word in line) / len(line))
    row: list[Word] = []
    for line in lines:
        middle = sum(word.top + word.bottom for word in line) / (2 * len(line))
        if row and middle > max(word.bottom for word in row):
            yield sorted(row, key=lambda word: word.left)
            row = []
        row.extend(line)
    if row:
        yield sorted(row, key=lambda word: word.left)


def _line(row: Sequence[Word], rows: Sequence[Sequence[Word]], page: Clean, unit: float) -> _Line | None:
    """The place to sign on of a row that asks for it: the widest gap behind the asking words, up to the next print."""
    text = " ".join(word.text for word in row)
    if not SIGNS.search(text):
        return None
    kept = [word for word in row if _is_print(word) or SIGNS.search(word.text)]
    asking = next((at for at, word in enumerate(kept) if SIGNS.search(word.text)), None)
    if asking is None:
        return None
    top, foot = min(word.top for word in kept), max(word.bottom for word in kept)
    ends = [*(word.left for word in kept[asking + 1 :]), page.image.width - _MARGIN * unit]
    starts = [word.right for word in kept[asking:]]
    gaps = [(end - start, start, end) for start, end in zip(starts, ends, strict=True)]
    within = [gap for gap in gaps[:-1] if gap[0] >= _NARROWEST * unit]
    wide, start, end = max(within or gaps)
    ruled = wide >= _NARROWEST * unit and _is_ruled(page, (start, top, end, foot), unit)
    if wide < _NARROWEST * unit or not (ruled or (ASKS.search(text) and within)):
        return None
    place = (start + unit, max(0.0, top - _ABOVE * unit), end - unit, min(page.image.height, foot + _BELOW * unit))
    others = (_hull(other) for other in rows if other is not row and _is_read(other))
    print_ = [*others, *((word.left, word.top, word.right, word.bottom) for word in kept)]
    bare = _is_bare(row, gaps, end, wide, unit)
    return _Line(text, place, top, foot, tuple(box for box in print_ if _touch(box, place)), bare)


def _is_bare(
    row: Sequence[Word], gaps: Sequence[tuple[float, float, float]], end: float, wide: float, unit: float
) -> bool:
    """Whether nothing was read on a place, and no other place of its row is as wide: letters there may be a pen's."""
    within = [w for w in row if end - wide < (w.left + w.right) / 2 < end and any(map(str.isalnum, w.text))]
    other = [gap for gap in gaps[:-1] if gap[2] != end and gap[0] >= _WIDE_GAP * unit]
    return not within and not other


def _hull(row: Sequence[Word]) -> Place:
    return (
        min(word.left for word in row), min(word.top for word in row),
        max(word.right for word in row), max(word.bottom for word in row),
    )  # fmt: skip


def _is_read(row: Sequence[Word]) -> bool:
    """Whether a row is print as a whole: a pen's loops are read as a few unsure letters."""
    return any(_is_print(word) for word in row)


def _touch(one: Place, other: Place) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _is_ruled(page: Clean, gap: Place, unit: float) -> bool:
    """Whether a line is drawn at the foot of a gap and no further: the border of a table runs on under the words."""
    left, top, right, foot = gap
    before = max(0.0, left - 14 * unit)
    across, under = (
        _darkest(page, (start, top, end, foot + 3 * unit)) for start, end in ((left, right), (before, left))
    )
    return any(row >= 0.5 and other < 0.8 for row, other in zip(across, under, strict=False))


def _darkest(page: Clean, place: Place) -> list[float]:
    """For each row of a place, the share of its width that a drawn line takes there; one a little aslant counts."""
    band = page.image.crop(
        (round(place[0]), round(place[1]), max(round(place[2]), round(place[0]) + 24), round(place[3]))
    )
    if min(band.size) < 8:
        return []
    dark = ImageChops.invert(band).filter(ImageFilter.MaxFilter(5)).resize((24, band.height), Image.Resampling.BOX)
    cells = dark.tobytes()
    return [sum(value > 120 for value in cells[row * 24 : row * 24 + 24]) / 24 for row in range(band.height)]


def _looked_at(line: _Line, seen: _Seen) -> MarkCode | None:
    """What stands on a place to sign: ink, nothing, or what cannot be told; None where a stamp lies over it."""
    side = _CELL * seen.unit
    blue = _outside(seen.colours.cells(seen.page, line.place, side), line, side)
    dark = _outside(_cells(_covered(seen.bare, line, side), _COVERED), line, side)
    if _is_ink(blue, line, side):
        return "ink"
    if any(_touch(stamp, line.place) for stamp in seen.stamps):
        return None
    if _is_ink(dark | blue, line, side):
        return "ink"
    faint = _outside(seen.colours.cells(seen.page, line.place, side, faint=True), line, side)
    faint |= _outside(_cells(_covered(seen.bare, line, side, _FAINT), _COVERED_FAINTLY), line, side)
    tall = max((_height(group) for group in _groups(dark | blue | faint) if len(group) > _SPECKS), default=0)
    return "empty" if line.bare and tall <= _FLAT else "unclear"


def _is_ink(cells: set[Cell], line: _Line, side: float) -> bool:
    """Whether inked squares are a pen's: several together, wide, and reaching higher or lower than print does."""
    together = max(_groups(cells), key=len, default=set())
    if len(together) < _LEAST_CELLS or _width(together) * _CELL < _LEAST_WIDE:
        return False
    highest = line.place[1] + min(y for _, y in together) * side
    lowest = line.place[1] + (max(y for _, y in together) + 1) * side
    beyond = max(line.top - highest, lowest - line.bottom) * _CELL / side
    return _height(together) * _CELL >= _LEAST_HIGH and beyond >= _BEYOND


def _covered(bare: Image.Image, line: _Line, side: float, level: int = _DARK) -> Image.Image:
    """The share of each square of a place that is dark, print left out, as a small picture."""
    left, top, right, foot = map(round, line.place)
    band = bare.crop((left, 0, right, foot - top))
    for box in line.print_:
        band.paste(255, (int(box[0]) - left - 2, int(box[1]) - top - 2, int(box[2]) - left + 3, int(box[3]) - top + 3))
    dark = band.point([255 if value < level else 0 for value in range(256)])
    size = max(1, round(band.width / side)), max(1, round(band.height / side))
    return dark.resize(size, Image.Resampling.BOX)


def _cells(shares: Image.Image, least: float) -> set[Cell]:
    wide, data = shares.width, shares.tobytes()
    return {(at % wide, at // wide) for at, value in enumerate(data) if value >= 255 * least}


def _outside(cells: set[Cell], line: _Line, side: float) -> set[Cell]:
    """The squares that have no print in their middle."""
    left, top = line.place[:2]
    middles = ((cell, left + (cell[0] + 0.5) * side, top + (cell[1] + 0.5) * side) for cell in cells)
    return {cell for cell, x, y in middles if not any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in line.print_)}


def _width(cells: set[Cell]) -> int:
    return max((x for x, _ in cells), default=0) - min((x for x, _ in cells), default=0) + bool(cells)


def _height(cells: set[Cell]) -> int:
    return max((y for _, y in cells), default=0) - min((y for _, y in cells), default=0) + bool(cells)


def _groups(cells: set[Cell]) -> Iterator[set[Cell]]:
    """Squares that touch each other, or nearly."""
    left = set(cells)
    near = [(x, y) for x in (-2, -1, 0, 1, 2) for y in (-2, -1, 0, 1, 2)]
    while left:
        group, edge = set[Cell](), [left.pop()]
        while edge:
            x, y = edge.pop()
            group.add((x, y))
            for dx, dy in near:
                if (other := (x + dx, y + dy)) in left:
                    left.remove(other)
                    edge.append(other)
        yield group


# ---------------------------------------------------------------- colours


class _Colours:
    """Where a picture is blue or violet under even light; black print and grey shadows are not."""

    def __init__(self, given: Image.Image) -> None:
        self._blue: dict[bool, Image.Image] = {}
        if given.mode != "RGB":
            return
        share = max(1.0, max(given.size) / _COLOURED)
        small = given.resize(
            (max(1, round(given.width / share)), max(1, round(given.height / share))), Image.Resampling.BOX
        )
        red, _, blue = (_even(band) for band in small.split())
        tint = ImageChops.subtract(blue, red)
        for faint, least in ((False, _BLUE), (True, _BLUISH)):
            over = tint.point([255 if value > least else 0 for value in range(256)])
            if over.getbbox() is not None:
                self._blue[faint] = over

    def cells(self, page: Clean, box: Place, side: float, *, faint: bool = False) -> set[Cell]:
        """Squares of a place on the clean page that are blue, or at least bluish."""
        if faint not in self._blue:
            return set()
        wide, high = max(1, round((box[2] - box[0]) / side)), max(1, round((box[3] - box[1]) / side))
        return {
            (x, y)
            for y in range(high)
            for x in range(wide)
            if _share(page, self._blue[faint], box[0] + x * side, box[1] + y * side, side) >= _TINTED
        }

    def coarse(self, page: Clean, box: Place, side: float) -> set[Cell]:
        """The same for large squares of a large place, each looked up in a small copy."""
        over = self._blue.get(False)
        if over is None:
            return set()
        share = max(1, round(side * over.width / page.image.width))
        small = over.reduce(share)
        shares, wide, tall = small.tobytes(), small.width, small.height
        across, down = max(1, round((box[2] - box[0]) / side)), max(1, round((box[3] - box[1]) / side))
        found = set[Cell]()
        for y in range(down):
            for x in range(across):
                at, under = page.back((box[0] + (x + 0.5) * side, box[1] + (y + 0.5) * side))
                column, row = min(max(int(at * wide), 0), wide - 1), min(max(int(under * tall), 0), tall - 1)
                if shares[row * wide + column] >= 255 * _TINTED:
                    found.add((x, y))
        return found

    def any(self) -> bool:
        """Whether there is any."""
        return False in self._blue


def _share(page: Clean, blue: Image.Image, left: float, top: float, side: float) -> float:
    """The share of one square of the clean page that is blue; a page may lie aslant on its picture."""
    x0, y0 = page.back((left, top))
    x1, y1 = page.back((left + side, top + side))
    wide, high = blue.size
    across = sorted((min(max(x0 * wide, 0), wide - 1), min(max(x1 * wide, 0), wide - 1)))
    down = sorted((min(max(y0 * high, 0), high - 1), min(max(y1 * high, 0), high - 1)))
    piece = blue.crop((int(across[0]), int(down[0]), int(across[1]) + 1, int(down[1]) + 1))
    return float(piece.resize((1, 1), Image.Resampling.BOX).tobytes()[0]) / 255


def _even(band: Image.Image) -> Image.Image:
    """One colour with the paper made white: what a lamp tints is tinted everywhere."""
    small = band.reduce(4)
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(4)).resize(band.size)
    whole = paper.point([max(value, 60) for value in range(256)])
    return ImageChops.add(band, ImageChops.invert(whole))


def _stamps(page: Clean, colours: _Colours, unit: float) -> Iterator[Place]:
    """Large coloured things of lines below the head of a page, as boxes of the clean page."""
    if not colours.any():
        return
    whole = (0.0, page.image.height * _HEAD, float(page.image.width), float(page.image.height))
    side = _SQUARE * unit
    for group in _groups(colours.coarse(page, whole, side)):
        wide, high = _width(group) * _SQUARE, _height(group) * _SQUARE
        if not (_STAMP <= max(wide, high) <= _LARGEST_STAMP and min(wide, high) >= _STAMP / 2):
            continue
        if len(group) < 0.28 * _width(group) * _height(group) or len(group) < 24:
            continue
        x, y = min(x for x, _ in group), min(y for _, y in group)
        yield (
            whole[0] + x * side, whole[1] + y * side,
            whole[0] + (x + _width(group)) * side, whole[1] + (y + _height(group)) * side,
        )  # fmt: skip
