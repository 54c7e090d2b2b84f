"""Where text stands on a printed page: ruled tables, lines, paragraphs. Pure geometry, in points, y upwards."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parsers.facts import Block
from parsers.looks import in_capitals
from parsers.readers.pages import table

_NEAR = 3.0  # lines closer than this are one line drawn twice (a thin rectangle, two cells' borders)
_FILL = "_.…‗ \t"


class Rule(NamedTuple):
    """A drawn line: ``at`` is x of an upright and y of a level one, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class Segment(NamedTuple):
    """Characters of one line as the file has them: text, box, bold."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool = False

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """From the lowest to the highest that its letters reach."""
        return self.top - self.bottom

    @property
    def is_fill(self) -> bool:
        """Only underscores or dots to write on."""
        return not self.text.strip(_FILL)


class Rules:
    """The drawn lines of a page, joined where they continue each other, and the cell that a point lies in."""

    def __init__(self, upright: Iterable[Rule], level: Iterable[Rule]) -> None:
        self.upright = _joined(upright)
        self.level = _joined(level)

    def __bool__(self) -> bool:
        return len(self.upright) >= 2 and len(self.level) >= 2

    def between(self, segment: Segment) -> list[float]:
        """Uprights that run through the middle of a segment: it holds the text of several cells."""
        left, right, middle = segment.left + 1, segment.right - 1, segment.middle
        return [
            rule.at
            for rule in self.upright
            if left < rule.at < right and rule.start - _NEAR <= middle <= rule.end + _NEAR
        ]

    def cell(self, segment: Segment) -> tuple[float, float] | None:
        """The left and the top of the cell around a segment, None where it is not enclosed on four sides."""
        x, y = (segment.left + segment.right) / 2, segment.middle
        left = _nearest(self.upright, x, y, before=True)
        top = _nearest(self.level, y, x, before=False)
        if left is None or top is None:
            return None
        if _nearest(self.upright, x, y, before=False) is None or _nearest(self.level, y, x, before=True) is None:
            return None
        return left, top


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    ready: list[Rule] = []
    row: list[Rule] = []
    for rule in [*sorted(rules), None]:
        if rule is not None and row and rule.at - row[0].at <= _NEAR:
            row.append(rule)
            continue
        if row:
            at = row[0].at
            for _, start, end in sorted(row, key=lambda item: item.start):
                if ready and ready[-1].at == at and start <= ready[-1].end + _NEAR:
                    ready[-1] = Rule(at, ready[-1].start, max(ready[-1].end, end))
                else:
                    ready.append(Rule(at, start, end))
        row = [rule] if rule is not None else []
    return ready


def _nearest(rules: Sequence[Rule], at: float, along: float, *, before: bool) -> float | None:
    """The nearest rule on one side of a point that passes it."""
    index = bisect_right(rules, (at, float("inf"), 0.0))
    candidates = range(index - 1, -1, -1) if before else range(index, len(rules))
    for candidate in candidates:
        rule = rules[candidate]
        if rule.start - _NEAR <= along <= rule.end + _NEAR:
            return rule.at
    return None


def blocks(segments: Sequence[Segment], rules: Rules, body_height: float, width: float) -> Iterator[Block]:
    """The blocks of a page in the order of the file: paragraphs of lines, and ruled tables as rows."""
    loose: list[Segment] = []
    celled: list[tuple[tuple[float, float], Segment]] = []
    for segment in segments:
        cell = rules.cell(segment) if rules else None
        if cell is None:
            yield from _table(celled, body_height, width)
            celled = []
            loose.append(segment)
        else:
            yield from _paragraphs(loose, body_height, width)
            loose = []
            celled.append((cell, segment))
    yield from _table(celled, body_height, width)
    yield from _paragraphs(loose, body_height, width)


def _table(celled: list[tuple[tuple[float, float], Segment]], body_height: float, width: float) -> Iterator[Block]:
    lefts = _clusters(left for (left, _), _ in celled)
    if len(lefts) < 2:  # a frame around text, or a single column: the lines say as much
        yield from _paragraphs([segment for _, segment in celled], body_height, width)
        return
    tops = _clusters(top for (_, top), _ in celled)
    cells: dict[tuple[int, int], list[Segment]] = {}
    for (left, top), segment in celled:
        place = len(tops) - bisect_right(tops, top + _NEAR), bisect_right(lefts, left + _NEAR) - 1
        cells.setdefault(place, []).append(segment)
    rows = [tuple(_cell(cells.get((row, column))) for column in range(len(lefts))) for row in range(len(tops))]
    block = table(rows)
    if block is not None:
        yield block


def _cell(segments: Sequence[Segment] | None) -> str:
    return "\n".join(line.text for line in _lines(segments)) if segments else ""


def _clusters(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(set(values)):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _lines(segments: Iterable[Segment]) -> list[Segment]:
    """Segments of one height joined to lines; what was written over a line to fill in joins that line."""
    lines: list[Segment] = []
    for segment in segments:
        if lines and _beside(lines[-1], segment):
            lines[-1] = _joint(lines[-1], segment)
            continue
        # Values that a program laid over the form come last in the file; only blanks wait for them.
        above = bool(lines) and segment.middle > lines[-1].top
        found = (at for at, line in enumerate(lines[:-1]) if _same_height(line, segment) and _waits(line))
        waiting = next(found, None) if above else None
        if waiting is None:
            lines.append(segment)
        else:
            lines[waiting] = _joint(lines[waiting], segment)
    return lines


def _same_height(one: Segment, other: Segment) -> bool:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common > 0.4 * min(one.height, other.height)


def _beside(line: Segment, segment: Segment) -> bool:
    return _same_height(line, segment) and (segment.left > line.right - 2 or _waits(line) or segment.is_fill)


def _waits(line: Segment) -> bool:
    text = line.text.rstrip()
    return text.endswith((":", "–", "-", "—")) or "__" in text or "..." in text or "……" in text


def _joint(one: Segment, other: Segment) -> Segment:
    first, second = (one, other) if one.left <= other.left else (other, one)
    return Segment(
        f"{first.text}\t{second.text}",
        first.left,
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
        one.bold,
    )


def _paragraphs(segments: Iterable[Segment], body_height: float, width: float) -> Iterator[Block]:
    group: list[Segment] = []
    level = 0
    for line in _lines(segments):
        prominence = _prominence(line, body_height, width)
        if group and (prominence != level or not _follows(group[-1], line)):
            yield _block(group, level)
            group = []
        group.append(line)
        level = prominence
    if group:
        yield _block(group, level)


def _block(lines: Sequence[Segment], prominence: int) -> Block:
    return Block("\n".join(line.text for line in lines), prominence)


def _follows(above: Segment, below: Segment) -> bool:
    """Whether a line goes on where the one above stopped: just under it, in letters of the same size."""
    gap = above.bottom - below.top
    return (
        -0.8 * above.height < gap < 0.75 * above.height and abs(above.height - below.height) < 0.15 * above.height + 0.5
    )


def _prominence(line: Segment, body_height: float, width: float) -> int:
    text = line.text.strip()
    if line.height >= 1.17 * body_height and len(text) <= 300 and any(map(str.isalpha, text)):
        return 2
    middle = (line.left + line.right) / 2
    centred = abs(middle - width / 2) < 0.03 * width and line.left > 0.2 * width and not line.is_fill
    return int(line.bold or centred or in_capitals(text))


def body_height(pages: Iterable[Iterable[Segment]]) -> float:
    """The height of most characters of a document: what headings are larger than."""
    heights: Counter[float] = Counter()
    for page in pages:
        for segment in page:
            heights[round(segment.height * 2) / 2] += len(segment.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def moved(segment: Segment, text: str, left: float, right: float) -> Segment:
    """The part of a segment between two places."""
    return Segment(text, left, segment.bottom, right, segment.top, segment.bold)
