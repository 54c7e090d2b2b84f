"""Applications as scans, signed and not: a pen's line, stamps of both shapes, pale ink, for tests and measurements.

The line to sign on is found on the printed page, so that every wording and font has its ink where a person puts it.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.samples.paper import Paper, Para
from tests.samples.render.scanned import Look, any_look, seen
from tests.samples.render.typed import pages_of

_INKS = {"blue": (38, 52, 150), "black": (30, 30, 36), "violet": (88, 58, 150), "pale": (150, 160, 205)}
_STAMPS = ((60, 84, 190), (96, 70, 180))
SORTS = ("none", "blue", "black", "violet", "pale", "round", "angular", "both")


@dataclass(frozen=True, slots=True)
class Signed:
    """A page and whether a person would say that it is signed."""

    image: Image.Image
    signed: bool
    sort: str


def scanned_form(paper: Paper, sort: str, rng: random.Random, look: Look | None = None) -> Signed:
    """The first page of a paper with ink of a sort on its line to sign, as a scanner gives it."""
    look = look or any_look(rng)
    look = Look(look.ppi, look.quality, look.tilt, look.blur, False, look.phone, look.turned, look.font)
    page = pages_of([paper], ppi=look.ppi, font=look.font)[0].convert("RGB")
    place = _line(page)
    assert place is not None, "the paper has a line to sign on"
    unit = look.ppi / 25.4
    if sort in _INKS or sort == "both":
        _pen(page, place, _INKS.get(sort, _INKS["blue"]), unit, rng)
    if sort in ("round", "both"):
        _round(page, place, unit, rng)
    if sort == "angular":
        _angular(page, place, unit, rng)
    return Signed(seen(page, rng, look), sort != "none", sort)


def _line(page: Image.Image) -> tuple[int, int, int] | None:
    """Left, right and row of the longest drawn line of underscores on the lower part of a page."""
    grey = page.convert("L").filter(ImageFilter.MinFilter(5))  # underscores of some fonts stand apart
    width, least = grey.width, grey.width // 14
    data = grey.point([1 if value < 140 else 0 for value in range(256)]).tobytes()
    runs = [
        (found.start() % width, found.end() - found.start(), found.start() // width)
        for found in re.finditer(rb"\x01{%d,}" % least, data)
    ]
    runs = [run for run in runs if run[1] < width * 0.55]
    if not runs:
        return None
    lowest = max(row for _, _, row in runs)
    left, long, row = max((run for run in runs if run[2] > lowest - 6), key=lambda run: run[1])
    return left, left + long, row


def _pen(page: Image.Image, place: tuple[int, int, int], ink: tuple[int, int, int], unit: float,
         rng: random.Random) -> None:  # fmt: skip
    """Loops and a stroke, as high as a signature is, drawn over the line."""
    left, right, row = place
    wide = min(right - left, rng.uniform(16, 32) * unit)
    x, points = left + rng.uniform(0, max(1, right - left - wide)), []
    steps = rng.randrange(9, 16)
    for at in range(steps):
        up = rng.uniform(2.5, 8.5) if at % 2 else rng.uniform(-2.5, 0.5)
        points.append((x + wide * at / steps + rng.uniform(-1, 1) * unit, row - up * unit))
    draw = ImageDraw.Draw(page)
    draw.line(points, fill=ink, width=max(1, round(rng.uniform(0.3, 0.6) * unit)), joint="curve")


def _laid(page: Image.Image, layer: Image.Image) -> None:
    page.paste(ImageChops.multiply(page, layer))


def _round(page: Image.Image, place: tuple[int, int, int], unit: float, rng: random.Random) -> None:
    size = rng.uniform(36, 42) * unit
    x = min(page.width - size - 5, place[0] + rng.uniform(-8, 30) * unit)
    y = min(page.height - size - 5, place[2] - rng.uniform(0.3, 0.7) * size)
    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw, ink = ImageDraw.Draw(layer), rng.choice(_STAMPS)
    for share in (0.0, 0.05, 0.16, 0.31):
        inset = size * share
        draw.ellipse(
            (x + inset, y + inset, x + size - inset, y + size - inset), outline=ink, width=max(1, round(0.5 * unit))
        )
    for _ in range(26):
        dx, dy = rng.uniform(0.15, 0.85) * size, rng.uniform(0.2, 0.8) * size
        draw.line((x + dx, y + dy, x + dx + 2.2 * unit, y + dy), fill=ink, width=max(1, round(0.7 * unit)))
    _laid(page, layer)


def _angular(page: Image.Image, place: tuple[int, int, int], unit: float, rng: random.Random) -> None:
    wide, high = rng.uniform(45, 65) * unit, rng.uniform(20, 28) * unit
    x = min(page.width - wide - 5, place[0] + rng.uniform(-5, 20) * unit)
    y = min(page.height - high - 5, place[2] - rng.uniform(0.4, 0.9) * high)
    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw, ink = ImageDraw.Draw(layer), rng.choice(_STAMPS)
    for inset in (0.0, 1.4 * unit):
        draw.rectangle(
            (x + inset, y + inset, x + wide - inset, y + high - inset), outline=ink, width=max(1, round(0.5 * unit))
        )
    for row in range(3):
        for at in range(6):
            left, top = x + (3 + 7 * at) * unit, y + (5 + 6 * row) * unit
            draw.line((left, top, left + rng.uniform(3, 6) * unit, top), fill=ink, width=max(1, round(0.9 * unit)))
    _laid(page, layer)


def forms(seed: int, count: int) -> Iterator[tuple[Signed, random.Random]]:
    """Applications of every shape and sort of ink, in turn."""
    from tests.samples import applications
    from tests.samples.stories.base import Letters
    from tests.samples.stories.files import SHAPES

    letters = Letters(seed)
    for number in range(count):
        hand = letters.hand(f"signing-{number}", ("kk", "kk", "ru")[number % 3])
        rng = random.Random(f"{seed}:signing:{number}")
        form = applications.fill(hand)
        paper = applications.paper_of(form, SHAPES[number % len(SHAPES)], rng)
        if number % 4 == 0:  # the line that most schools' own forms end with
            post = "Мектеп директоры" if form.language != "ru" else "Директор школы"
            paper.blocks[-2] = Para(f"{post} ______________ {form.values['head']}")
        sort = "none" if number % 2 else SORTS[1 + number // 2 % (len(SORTS) - 1)]
        yield scanned_form(paper, sort, rng), rng


@dataclass
class Told:
    """Counts of what was told of applications that are signed and of those that are not: yes, no, null."""

    signed: list[int]
    unsigned: list[int]


def measure(seed: int, count: int) -> Told | None:
    """What the product tells of generated applications, half of them unsigned; None without tesseract."""
    import tempfile
    from pathlib import Path

    from tests.recognition.measure import knowledge
    from tests.scans import looker

    reader = looker(knowledge())
    if reader is None:
        return None
    told = Told([0, 0, 0], [0, 0, 0])
    with tempfile.TemporaryDirectory() as folder:
        for number, (one, rng) in enumerate(forms(seed, count)):
            path = Path(folder) / "form.jpg"
            one.image.save(path, "JPEG", quality=rng.choice((40, 60, 80)))
            facts = reader.look(path, f"IMG_{number:04d}.jpg")[0].facts
            said = None if facts.application is None else facts.application.signed
            of = told.signed if one.signed else told.unsigned
            of[2 if said is None else 0 if said else 1] += 1
    return told
