"""Papers as scanners and telephones give them: paper, light, blur, tilt, a stamp and a signature, JPEG; by Pillow.

Every choice comes from the random source given, so that the same seed gives the same pictures.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.samples.paper import Paper
from tests.samples.render.pictures import _THEN, jpeg
from tests.samples.render.typed import pages_of

# The fonts that typst carries and that have Kazakh letters.
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")


@dataclass(frozen=True, slots=True)
class Look:
    """How a page was taken. ``phone``: on a table, with perspective and a shadow; ``turned`` in degrees."""

    ppi: int = 150
    quality: int = 60
    tilt: float = 0.0
    blur: float = 0.0
    stamp: bool = False
    phone: bool = False
    turned: int = 0
    font: str = ""


def any_look(rng: random.Random, *, ppi: int = 0) -> Look:
    """A look as schools' scans have it, of 150 to 300 dots per inch unless told."""
    return Look(
        ppi=ppi or rng.choice((150, 150, 200, 200, 300)),
        quality=rng.choice((35, 50, 70, 85)),
        tilt=rng.uniform(-2.0, 2.0),
        blur=rng.choice((0.0, 0.0, 0.4, 0.7)),
        stamp=rng.random() < 0.5,
        phone=rng.random() < 0.3,
        font=rng.choice(FONTS),
    )


def looks(papers: Sequence[Paper], rng: random.Random, look: Look) -> list[Image.Image]:
    """The pages of papers as they look, in colour."""
    return [seen(page, rng, look) for page in pages_of(papers, ppi=look.ppi, font=look.font)]


def seen(page: Image.Image, rng: random.Random, look: Look) -> Image.Image:
    """One page as it looks."""
    image = _on_paper(page.convert("RGB"), rng)
    if look.stamp:
        _stamp(image, rng, look.ppi)
        _signature(image, rng, look.ppi)
    if look.phone:
        image = _photographed(image, rng)
    elif look.tilt:
        image = image.rotate(look.tilt, Image.Resampling.BICUBIC, fillcolor=(246, 245, 241))
    if look.blur:
        image = image.filter(ImageFilter.GaussianBlur(look.blur * look.ppi / 150))
    return image.rotate(look.turned, expand=True) if look.turned else image


def scanned_pdf(papers: Sequence[Paper], rng: random.Random, look: Look) -> bytes:
    """A PDF of such pages: no text in it."""
    first, *rest = looks(papers, rng, look)
    out = io.BytesIO()
    first.save(
        out, "PDF", save_all=True, append_images=rest, resolution=look.ppi, quality=look.quality,
        creationDate=_THEN, modDate=_THEN,
    )  # fmt: skip
    return out.getvalue()


def scanned_jpeg(paper: Paper, rng: random.Random, look: Look) -> bytes:
    """The first page as a JPEG file."""
    return jpeg(looks([paper], rng, look)[0], look.quality)


def _on_paper(page: Image.Image, rng: random.Random) -> Image.Image:
    """Ink that is not quite black on paper that is not quite white and has a grain."""
    tint = (rng.randrange(238, 252), rng.randrange(238, 250), rng.randrange(228, 246))
    ink = rng.randrange(20, 60)
    inked = Image.merge(
        "RGB",
        [
            band.point([ink + (top - ink) * v // 255 for v in range(256)])
            for band, top in zip(page.split(), tint, strict=True)
        ],
    )
    grain = Image.frombytes("L", (97, 89), rng.randbytes(97 * 89)).resize(page.size, Image.Resampling.BILINEAR)
    return ImageChops.subtract(inked, Image.merge("RGB", [grain.point([v // 24 for v in range(256)])] * 3))


def _stamp(image: Image.Image, rng: random.Random, ppi: int) -> None:
    """A round blue stamp, often across letters."""
    size = round(1.5 * ppi)
    x = rng.randrange(image.width // 3, max(image.width // 3 + 1, image.width - size))
    y = rng.randrange(image.height // 12, max(image.height // 12 + 1, image.height // 2))
    layer = Image.new("RGB", image.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    colour = (rng.randrange(50, 90), rng.randrange(70, 110), rng.randrange(170, 220))
    width = max(2, ppi // 50)
    for inset in (0, size // 9, size // 3):
        draw.ellipse((x + inset, y + inset, x + size - inset, y + size - inset), outline=colour, width=width)
    image.paste(ImageChops.multiply(image, layer))


def _signature(image: Image.Image, rng: random.Random, ppi: int) -> None:
    x, y = rng.randrange(image.width // 4, image.width // 2), rng.randrange(image.height // 3, image.height * 9 // 10)
    points = [(x + rng.randrange(0, ppi), y + rng.randrange(-ppi // 5, ppi // 5)) for _ in range(9)]
    ImageDraw.Draw(image).line(points, fill=(40, 50, 150), width=max(1, ppi // 75), joint="curve")


def _photographed(image: Image.Image, rng: random.Random) -> Image.Image:
    """On a dark table, from a little aside, under a lamp that leaves one side in shadow."""
    width, height = image.size
    margin = width // 14
    table = Image.new("RGB", (width + 2 * margin, height + 2 * margin), (72, 58, 48))
    lean = [rng.randrange(0, max(1, width // 28)) for _ in range(8)]
    left, top, right, foot = margin, margin, margin + width, margin + height
    corners = (
        (left + lean[0], top + lean[1]), (right - lean[2], top + lean[3]),
        (right - lean[4], foot - lean[5]), (left + lean[6], foot - lean[7]),
    )  # fmt: skip
    coefficients = _perspective(corners, width, height)
    page = image.transform(table.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    there = Image.new("L", image.size, 255).transform(table.size, Image.Transform.PERSPECTIVE, coefficients)
    table.paste(page, mask=there)
    shade = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(table.size)
    shade = shade.point([150 + v * 105 // 255 for v in range(256)])
    return ImageChops.multiply(table, Image.merge("RGB", [shade] * 3))


def _perspective(corners: Sequence[tuple[float, float]], width: int, height: int) -> list[float]:
    """The eight coefficients with which Pillow takes the page to these corners (solved by elimination)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        pivot = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[8] for row in rows]
