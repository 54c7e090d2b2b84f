"""A page made fit for reading: found on its photograph, evenly lit, without colour, upright to a fraction of a degree.

Pillow alone: what has to be looked at is looked at on a small copy of the page, and what changes every pixel is done
by its own operations. Every step remembers where a place of the page came from, so that words can be shown there.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageMath, ImageStat

from parsers.facts import Box

Point = tuple[float, float]
Back = Callable[[Point], Point]

_SMALL = 320  # pixels along the longer side of the copy on which the page is looked for
_SKEW = 700  # and of the one on which its lines are
_WIDEST_TURN, _STEP, _FINE = 6.0, 1.0, 0.2
_INK = 128
_TEN_THOUSAND = 10_000
_BLANK_INK, _BLANK_RELIEF = 0.0006, 0.8
_A4_POINTS = 595
_LEVEL_STROKE, _UPRIGHT_STROKE = 13, 24  # points: the shortest strokes that are no letter's
_FAINT = 200
_PALER = 0.35
_MOST_RUNS = 60_000
_THICKEST, _TOUCHED = 6, 0.12  # pixels, and the share of a stroke's length at which letters touch it


@dataclass(frozen=True, slots=True)
class Clean:
    """A grey page with dark letters on white; ``back`` leads from its pixels to shares of the page as it was given.

    ``ink``: the share of dark pixels. ``shades``: the share of pixels that are neither dark nor light, before the light
    was evened; photographs of things have many, papers few. ``relief``: how far places differ from those around them.
    """

    image: Image.Image
    back: Back
    ink: float
    shades: float
    relief: float

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it, not even something too blurred or pale to be read."""
        return self.ink < _BLANK_INK and self.relief < _BLANK_RELIEF

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the clean page in 1/10,000 of the page as it was given, upright there."""
        corners = [self.back(point) for point in ((left, top), (right, top), (right, bottom), (left, bottom))]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        bounds = (min(across), min(down), max(across), max(down))
        first, second, third, fourth = (round(max(0.0, min(1.0, value)) * _TEN_THOUSAND) for value in bounds)
        return first, second, third, fourth


def clean(image: Image.Image, quarters: int = 0) -> Clean:
    """The page on the picture, ready to be read. ``quarters``: first turned clockwise by so many right angles."""
    width, height = image.size
    back: Back = lambda p: (p[0] / width, p[1] / height)  # noqa: E731
    if quarters % 4:
        turn = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)[quarters % 4 - 1]
        image = image.transpose(turn)
        back = _after(back, _quarter(width, height, quarters % 4))
    grey = uncoloured(image)
    shades = _shades(grey)
    relief = _relief(grey)
    grey, back = _page_of(grey, back)
    even = evened(grey)
    angle = skew(even)
    if abs(angle) >= _FINE:
        even, back = _straight(even, back, angle)
    small = even.resize((max(1, even.width // 4), max(1, even.height // 4)), Image.Resampling.BOX)
    dark = sum(small.histogram()[:_INK]) / (small.width * small.height)
    return Clean(even, back, dark, shades, relief)


def _after(back: Back, step: Back) -> Back:
    return lambda point: back(step(point))


def _quarter(width: int, height: int, quarters: int) -> Back:
    """Where a place of the turned picture was: ``width`` and ``height`` are those before."""
    if quarters == 1:
        return lambda p: (p[1], height - p[0])
    if quarters == 2:
        return lambda p: (width - p[0], height - p[1])
    return lambda p: (width - p[1], p[0])


# ---------------------------------------------------------------- light and colour


def uncoloured(image: Image.Image) -> Image.Image:
    """Grey by the lightest of the three colours: a blue or red stamp over black letters grows pale, they do not."""
    if image.mode == "L":
        return image
    red, green, blue = image.split()
    lightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    # The colour itself makes it paler still; the dark blue of a heading stays, the bright one of a stamp goes.
    vivid = ImageChops.subtract(lightest, darkest).point(
        [round(value * _PALER) if value > 50 else 0 for value in range(256)]
    )
    return ImageChops.add(lightest, vivid)


def evened(grey: Image.Image) -> Image.Image:
    """The page under even light: each place divided by the paper around it, shadows gone, paper white."""
    share = max(1, max(grey.size) // 300)
    small = grey.reduce(share) if share > 1 else grey.copy()
    paper = small.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.GaussianBlur(5))
    paper = paper.point([max(value, 48) for value in range(256)]).resize(grey.size, Image.Resampling.BILINEAR)
    even: Image.Image = ImageMath.lambda_eval(
        lambda at: at["convert"](at["min"](at["grey"] * 255 / at["paper"], 255), "L"), grey=grey, paper=paper
    )
    # What is nearly white is paper: its grain only makes the reader slow. Pale letters grow darker.
    return even.point([_toned(value) for value in range(256)])


def _toned(value: int) -> int:
    return max(0, min(255, round((value - 40) * 255 / 175)))


def _shades(grey: Image.Image) -> float:
    """The share of a picture that is neither paper nor ink."""
    small = grey.resize((64, 64), Image.Resampling.BOX)
    counts = small.histogram()
    light = max(range(256), key=lambda at: sum(counts[max(0, at - 12) : at + 13]) * (at > 90))
    near = sum(counts[max(0, light - 40) : light + 41])
    return 1 - near / (64 * 64)


def _relief(grey: Image.Image) -> float:
    small = grey.resize((240, 240), Image.Resampling.BOX)
    apart = ImageChops.difference(small, small.filter(ImageFilter.GaussianBlur(12)))
    return float(ImageStat.Stat(apart.crop((12, 12, 228, 228))).mean[0])


# ---------------------------------------------------------------- the page on its photograph


def _page_of(grey: Image.Image, back: Back) -> tuple[Image.Image, Back]:
    """The page alone where it lies on something darker, its corners pulled straight; all of it otherwise."""
    corners = page_corners(grey)
    if corners is None:
        return grey, back
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    width = max(8, round((_far(corners[0], corners[1]) + _far(corners[3], corners[2])) / 2))
    height = max(8, round((_far(corners[0], corners[3]) + _far(corners[1], corners[2])) / 2))
    flat = grey.transform(
        (width, height), Image.Transform.QUAD, (x0, y0, x3, y3, x2, y2, x1, y1), Image.Resampling.BICUBIC
    )

    def step(point: Point) -> Point:
        across, down = point[0] / width, point[1] / height
        top = (x0 + (x1 - x0) * across, y0 + (y1 - y0) * across)
        foot = (x3 + (x2 - x3) * across, y3 + (y2 - y3) * across)
        return top[0] + (foot[0] - top[0]) * down, top[1] + (foot[1] - top[1]) * down

    return flat, _after(back, step)


def page_corners(grey: Image.Image) -> Sequence[Point] | None:
    """Corners of a bright page on a darker ground: left top, right top, right bottom, left bottom; None without one.

    The page must be brighter than what surrounds it on at least two sides, and take most of the picture.
    """
    share = max(grey.size) / _SMALL
    small = grey.resize((max(4, round(grey.width / share)), max(4, round(grey.height / share))), Image.Resampling.BOX)
    small = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5))
    level = _between(small.histogram())
    if level is None:
        return None
    bright = small.point([0 if value < level else 1 for value in range(256)]).tobytes()
    width, height = small.size
    rows = [
        (bright.find(1, y * width, (y + 1) * width), bright.rfind(1, y * width, (y + 1) * width)) for y in range(height)
    ]
    ends = [(first - y * width, last - y * width, y) for y, (first, last) in enumerate(rows) if first >= 0]
    # Rows with a few bright specks beside the page do not reach its corners.
    ends = [(first, last, y) for first, last, y in ends if last - first > 0.35 * width]
    if len(ends) < 0.4 * height or sum(bright) < 0.3 * width * height:
        return None
    points = [(float(x), float(y)) for first, last, y in ends for x in (first, last)]
    found = (
        min(points, key=lambda p: p[0] + p[1]), max(points, key=lambda p: p[0] - p[1]),
        max(points, key=lambda p: p[0] + p[1]), min(points, key=lambda p: p[0] - p[1]),
    )  # fmt: skip
    area = _area(found) / (width * height)
    if not 0.3 <= area <= 0.985 or sum(bright) < 0.8 * _area(found):
        return None
    inward = 1.5  # the edge of the paper is no part of it
    middle = (sum(x for x, _ in found) / 4, sum(y for _, y in found) / 4)
    return [
        ((x + (inward if x < middle[0] else -inward)) * share, (y + (inward if y < middle[1] else -inward)) * share)
        for x, y in found
    ]


def _between(counts: Sequence[int]) -> int | None:
    """The level that best parts dark from bright (Otsu 1979); None where the two are hardly apart."""
    total, whole = sum(counts), sum(value * count for value, count in enumerate(counts))
    below = weight = 0
    best, level, means = 0.0, None, (0.0, 0.0)
    for value in range(255):
        weight += counts[value]
        below += value * counts[value]
        if not 0 < weight < total:
            continue
        low, high = below / weight, (whole - below) / (total - weight)
        spread = weight * (total - weight) * (high - low) ** 2
        if spread > best:
            best, level, means = spread, value + 1, (low, high)
    return level if means[1] - means[0] > 60 else None


def _far(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _area(corners: Sequence[Point]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


# ---------------------------------------------------------------- lines


def skew(even: Image.Image) -> float:
    """By how many degrees, clockwise, the lines of a page must be turned to lie level; 0.0 where nothing shows it."""
    small = _lines_seen(even)
    coarse = [step * _STEP for step in range(-int(_WIDEST_TURN), int(_WIDEST_TURN) + 1)]
    levels = {angle: _levelness(small, angle) for angle in coarse}
    best = max(levels, key=lambda angle: levels[angle])
    for width in (0.4, _FINE):
        near = {angle: _levelness(small, angle) for angle in (best - width, best + width)}
        levels |= near
        best = max((best, *near), key=lambda angle: levels[angle])
    return best if levels[best] > 1.05 * levels[0.0] else 0.0


def is_sideways(even: Image.Image) -> bool:
    """Whether lines seem to run up and down the page: then its columns are striped, and its rows are not."""
    small = _lines_seen(even)
    return _levelness(small.transpose(Image.Transpose.ROTATE_90), 0.0) > 1.6 * _levelness(small, 0.0)


def _lines_seen(even: Image.Image) -> Image.Image:
    share = max(1.0, max(even.size) / _SKEW)
    small = even.resize((max(2, round(even.width / share)), max(2, round(even.height / share))), Image.Resampling.BOX)
    inked = ImageChops.invert(small)
    margin = (small.width // 30, small.height // 30)
    return inked.crop((margin[0], margin[1], small.width - margin[0], small.height - margin[1]))


def _levelness(inked: Image.Image, angle: float) -> float:
    """How much neighbouring rows differ: most where lines of text lie level."""
    turned = inked.rotate(-angle, Image.Resampling.NEAREST) if angle else inked
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return 1.0 + sum((a - b) ** 2 for a, b in pairwise(rows))


def _straight(even: Image.Image, back: Back, angle: float) -> tuple[Image.Image, Back]:
    straight = even.rotate(-angle, Image.Resampling.BILINEAR, fillcolor=255)
    middle = (even.width / 2, even.height / 2)
    along, across = cos(radians(angle)), sin(radians(angle))

    def step(point: Point) -> Point:
        x, y = point[0] - middle[0], point[1] - middle[1]
        return middle[0] + x * along + y * across, middle[1] - x * across + y * along

    return straight, _after(back, step)


def unruled(even: Image.Image) -> Image.Image:
    """The page without its rules: lines to write on run through letters, those of tables are read as letters.

    A stroke is longer than any letter is wide or high, thin, and hardly anything touches it.
    """
    points = even.width / _A4_POINTS
    level = _without_strokes(even, max(16, round(points * _LEVEL_STROKE)))
    upright = _without_strokes(level.transpose(Image.Transpose.TRANSPOSE), max(24, round(points * _UPRIGHT_STROKE)))
    return upright.transpose(Image.Transpose.TRANSPOSE)


def _without_strokes(even: Image.Image, length: int) -> Image.Image:
    width = even.width
    dark = even.point([1 if value < _FAINT else 0 for value in range(256)]).tobytes()
    runs = [
        (place.start() % width, place.start() // width, place.end() - place.start())
        for place in re.finditer(rb"\x01{%d,}" % length, dark)
    ]
    if len(runs) > _MOST_RUNS:
        return even
    bare = even.copy()
    pen = ImageDraw.Draw(bare)
    for left, row, long in runs:
        if _stands_alone(dark, width, left, row, long):
            pen.rectangle((left - 1, row - 1, min(width, left + long), row + 1), fill=255)
    return bare


def _stands_alone(dark: bytes, width: int, left: int, row: int, long: int) -> bool:
    """Whether a stroke is thin and hardly anything touches it: feet of letters that run together have their stems."""
    for way in (-1, 1):
        for distance in range(1, _THICKEST + 1):
            start = (row + way * distance) * width + left
            if start < 0 or start + long > len(dark):
                break
            share = dark.count(b"\1", start, start + long) / long
            if share < _TOUCHED:
                break
        else:
            return False
    return True


# ---------------------------------------------------------------- parts of a page


def halves(even: Image.Image) -> int | None:
    """Where two pages on one picture part, as a column of it; None for one page."""
    if even.width < 1.15 * even.height:
        return None
    inked = ImageChops.invert(even).resize((400, 200), Image.Resampling.BOX)
    cells = inked.point([0 if value < 20 else 1 for value in range(256)]).tobytes()
    columns = [cells[at::400].count(b"\1") for at in range(400)]
    best: tuple[int, int] | None = None
    start = None
    for at in range(150, 252):
        quiet = at < 251 and columns[at] <= 1
        if quiet and start is None:
            start = at
        elif not quiet and start is not None:
            best = max(best or (0, 0), (at - start, (at + start) // 2))
            start = None
    sides = [sum(columns[20:150]) / 130, sum(columns[250:380]) / 130]
    if best is None or best[0] < 9 or min(sides) < 2:
        return None
    return best[1] * even.width // 400


def upper(even: Image.Image, share: float = 1 / 4, least: int = 7) -> int:
    """A row between lines below which lie about three quarters of the lines, and at least ``least`` above it.

    The whole height where the page has hardly more lines than that.
    """
    inked = ImageChops.invert(even).resize((1, even.height), Image.Resampling.BOX).tobytes()
    ends: list[int] = []
    within = False
    for at, dark in enumerate(inked):
        if within and dark <= 2:
            ends.append(at)
        within = dark > 2
    # Specks and rules are thinner than lines, but there are about as many of them above as below.
    wanted = max(least, round(len(ends) * share))
    if wanted >= 0.8 * len(ends):
        return even.height
    following = next((at for at in range(ends[wanted - 1], even.height) if inked[at] > 2), even.height)
    return (ends[wanted - 1] + following) // 2
