"""Words as read → paragraphs and tables: what the reader of PDF files does with text that has a place.

A page is measured in points as if it were as wide as A4, so that the same distances mean the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from PIL import Image, ImageChops

from parsers.facts import Block
from parsers.ocr.engine import Word
from parsers.readers.pdf_layout import Rule, Rules, Segment, blocks, body_height

_WIDTH = 595.0
_TALL = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9bdfhklt№бёйії(«\"/|]")
_DEEP = re.compile(r"[gjpqyрудфцщғқңұӨө,;()/|_]")
# Parts of the size of type: a letter without strokes up or down, what strokes up add, what strokes down add.
_PLAIN, _UP, _DOWN = 0.5, 0.21, 0.2
_NOISE = re.compile(r"[^\w№«»\"()/%+.,:;!?…\-–—_@&*=<>#$§']+")
_LARGER, _LETTERS_OF_A_HEADING = 1.25, 6
_GAP = 1.6  # of the size of type: words further apart are in different columns
_LEAST = 22  # points: the shortest rule of a table
_INK = 110


def laid_out(words: Sequence[Word], image: Image.Image) -> tuple[Block, ...]:
    """The blocks of a page of which ``words`` were read on the clean ``image``."""
    if not words:
        return ()
    points = _WIDTH / image.width
    usual = median(size_of(word) for word in words)
    rules = ruled(image, points)
    height = image.height * points
    segments = [segment for line in _lines(words) for segment in _segments(line, points, height, rules, usual)]
    segments = [segment for segment in segments if segment.text.strip()]
    return tuple(blocks(_in_order(segments), rules, body_height([segments]), _WIDTH))


def text_of(word: str) -> str:
    """A word without the specks that were read as marks."""
    return _NOISE.sub("", word.replace("“", "«").replace("”", "»").replace("„", "«").replace("|", "")).strip("'`‘’")


def size_of(word: Word) -> float:
    """The size of type of a word in pixels, told by which of its letters reach up or down."""
    part = _PLAIN + (_UP if _TALL.search(word.text) else 0.0) + (_DOWN if _DEEP.search(word.text) else 0.0)
    return (word.bottom - word.top) / part


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        if line and word.line != line[0].line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _segments(line: Sequence[Word], points: float, height: float, rules: Rules, usual: float) -> Iterator[Segment]:
    """The parts of a line between wide gaps and the uprights of a table."""
    size = median(size_of(word) for word in line)
    # What a few letters measure is not exact: only clearly larger type is a heading's.
    if size < _LARGER * usual or len(line) < 2 or sum(len(word.text) for word in line) < _LETTERS_OF_A_HEADING:
        size = usual
    part: list[Word] = []
    for word in line:
        if part:
            gap = (part[-1].right * points, word.left * points)
            middle = height - (word.top + word.bottom) / 2 * points
            wide = gap[1] - gap[0] > _GAP * size * points
            parted = any(
                gap[0] - 2 <= rule.at <= gap[1] + 2 and rule.start - 2 <= middle <= rule.end + 2
                for rule in rules.upright
            )
            if wide or parted:
                yield _segment(part, size, points, height)
                part = []
        part.append(word)
    if part:
        yield _segment(part, size, points, height)


def _segment(part: Sequence[Word], size: float, points: float, height: float) -> Segment:
    grounds = [word.bottom - (_DOWN * size if _DEEP.search(word.text) else 0.0) for word in part]
    ground = height - median(grounds) * points
    text = " ".join(filter(None, (text_of(word.text) for word in part)))
    return Segment(
        text, part[0].left * points, ground - _DOWN * size * points,
        part[-1].right * points, ground + (_PLAIN + _UP) * size * points,
    )  # fmt: skip


def _in_order(segments: list[Segment]) -> list[Segment]:
    """From top to bottom, on one height from left to right: rows of a table may come column by column."""
    ordered: list[Segment] = []
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda one: -one.middle):
        if row and row[0].middle - segment.middle > 0.5 * min(row[0].height, segment.height):
            ordered.extend(sorted(row, key=lambda one: one.left))
            row = []
        row.append(segment)
    return ordered + sorted(row, key=lambda one: one.left)


# ---------------------------------------------------------------- ruled tables


def ruled(image: Image.Image, points: float) -> Rules:
    """The rules that are drawn on a clean page, in points, y upwards."""
    height = image.height * points
    level = [Rule(height - at, start, end) for at, start, end in _strokes(image, points)]
    turned = image.transpose(Image.Transpose.TRANSPOSE)
    upright = [Rule(at, height - end, height - start) for at, start, end in _strokes(turned, points)]
    return Rules(upright, level)


def _strokes(image: Image.Image, points: float) -> Iterator[tuple[float, float, float]]:
    """Level strokes of a picture: height from the top, start and end, in points.

    A piece of a rule is dark along its whole length in one row or the row beside it, and a word never is.
    """
    piece = max(4, round(_LEAST / 3 / points))
    columns = max(1, image.width // piece)
    dark = ImageChops.invert(image).point([0 if value < _INK else 255 for value in range(256)])
    # A rule that is not quite level passes from one row into the next: two rows are taken together.
    dark = ImageChops.lighter(dark, ImageChops.offset(dark, 0, 1))
    grid = dark.resize((columns, image.height), Image.Resampling.BOX).point([0 if v < 205 else 1 for v in range(256)])
    cells = grid.tobytes()
    for row in range(image.height):
        line = cells[row * columns : (row + 1) * columns]
        if b"\1\1\1" not in line:
            continue
        for found in _RUN.finditer(line):
            start, end = found.span()
            yield row * points, start * piece * points, end * piece * points


_RUN = re.compile(rb"\x01{3,}")


def mean_confidence(words: Iterable[Word]) -> int:
    """0..100 over the letters of words."""
    pairs = [(word.confidence, len(word.text)) for word in words]
    letters = sum(count for _, count in pairs)
    return round(sum(sure * count for sure, count in pairs) / letters) if letters else 0
