"""Scans, photographs and PDFs made of pictures, by Pillow."""

import io
import random
import time
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

from tests.samples.paper import Paper
from tests.samples.render.typed import pages_of

_THEN = time.struct_time((2025, 10, 1, 9, 0, 0, 2, 274, 0))


def jpeg(image: Image.Image, quality: int = 40) -> bytes:
    """The picture as JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def scans(papers: Sequence[Paper], rng: random.Random, *, ppi: int = 90) -> list[Image.Image]:
    """The pages as a scanner gives them: grey, a little crooked, a little dirty."""
    out = []
    for page in pages_of(papers, ppi=ppi):
        crooked = page.rotate(rng.uniform(-0.8, 0.8), fillcolor=245)
        dots = ImageDraw.Draw(crooked)
        for _ in range(40):
            dots.point((rng.randrange(crooked.width), rng.randrange(crooked.height)), fill=rng.randrange(90, 200))
        out.append(crooked)
    return out


def scan_pdf(papers: Sequence[Paper], rng: random.Random, *, ppi: int = 90) -> bytes:
    """A PDF of scanned pages: no text in it."""
    first, *rest = scans(papers, rng, ppi=ppi)
    out = io.BytesIO()
    first.save(
        out, "PDF", save_all=True, append_images=rest, resolution=ppi, quality=40, creationDate=_THEN, modDate=_THEN
    )
    return out.getvalue()


def photograph(rng: random.Random, size: tuple[int, int] = (320, 240)) -> bytes:
    """A picture without a word on it: shapes over a shaded ground."""
    image = Image.new("RGB", size, (rng.randrange(120, 200), rng.randrange(120, 200), rng.randrange(140, 230)))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(10, size[1] // 3)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    return jpeg(image.filter(ImageFilter.GaussianBlur(4)), 60)
