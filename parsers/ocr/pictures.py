"""Pages as pictures: photographs and scans by Pillow (and pillow-heif), pages of PDF files rendered by pdfium.

Runs in the sandbox. Bounds are checked on the header, before a picture is unpacked; JPEG is unpacked downscaled.
"""

import contextlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from parsers.errors import ParserError
from parsers.facts import Problem

_MEGAPIXELS = 200
# What is worth looking at: A4 at some 200 dots per inch has 2,339 along its longer side; two pages on one take more.
LONGEST = 2400
_A4 = 11.69  # inches along the longer side
_RENDERED = 200
_FORMATS = ("JPEG", "MPO", "PNG", "TIFF", "WEBP", "BMP", "GIF", "JPEG2000", "HEIF", "AVIF")
_POINTS = 72
_UNEVEN, _MOST_UNEVEN = 1.2, 4.5  # by how much dots may be higher than wide, or wider than high, to be a fax's
# What Pillow and its decoders raise over bytes that are damaged, besides errors of their own.
_DAMAGE = (
    UnidentifiedImageError, EOFError, SyntaxError, ValueError, OSError, TypeError, KeyError, IndexError, struct.error,
    OverflowError, AttributeError, ZeroDivisionError, NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is seen (turned as its file asks), in colour (RGB) or grey (L); ``resolution`` in dots per inch.

    A photograph says nothing of its size: it is taken for A4.
    """

    image: Image.Image
    resolution: float


def picture(path: Path, type_: str, number: int, member: str = "") -> Picture:
    """Page ``number`` (1-based) of a PDF file or picture, or the ``member`` of an office file that is its page.

    Raises ParserError: damaged, too_large, bomb.
    """
    try:
        if member:
            return _image(io.BytesIO(_pasted(path, type_, member)), 1)
        return _page(path, number) if type_ == "pdf" else _image(path, number)
    except _DAMAGE as error:
        raise ParserError(Problem("damaged", str(error)[:200])) from error


def _pasted(path: Path, type_: str, member: str) -> bytes:
    from parsers.limits import ReadLimits
    from parsers.readers import blips
    from parsers.readers.package import open_package

    if blips.is_blip(member):
        return blips.read(path, type_, member)
    with open_package(path, ReadLimits()) as package:
        return package.read(member)


def frames(path: Path, most: int) -> int:
    """How many pages a picture's file has, up to ``most``; 1 where it cannot be opened."""
    try:
        with _opened(path) as image:
            return max(1, min(int(getattr(image, "n_frames", 1)), most))
    except (ParserError, *_DAMAGE):
        return 1


def _image(path: Path | io.BytesIO, number: int) -> Picture:
    with _opened(path) as image:
        if number > 1:
            image.seek(number - 1)
        _bounded(image)
        image.draft("RGB", (LONGEST, LONGEST))
        image.load()
        square = _squared(image)
        whole = max(square)
        seen = _reduced(_plain(image), square)
        # What a camera wrote about how it was held; pictures without that note stay as they are.
        turned = ImageOps.exif_transpose(_with_note(seen, image))
    return Picture(turned, _resolution(turned, whole))


def _squared(image: Image.Image) -> tuple[int, int]:
    """The size of a picture with square dots: a fax has half or twice as many of them down as across (ITU-T T.4)."""
    across, down = (float(dots) for dots in image.info.get("dpi", (1, 1))[:2])
    even = image.format != "TIFF" or not (across > 0 and down > 0)
    if even or not _UNEVEN < max(across, down) / min(across, down) < _MOST_UNEVEN:
        return image.size
    if across > down:
        return image.width, round(image.height * across / down)
    return round(image.width * down / across), image.height


def _resolution(image: Image.Image, whole: int) -> float:
    """Dots per inch as if the picture showed an A4 page; ``whole``: its longer side before it was reduced."""
    return min(max(image.size), whole) / _A4


def _with_note(image: Image.Image, source: Image.Image) -> Image.Image:
    image.info = {key: value for key, value in source.info.items() if key in ("exif", "xmp", "XML:com.adobe.xmp")}
    return image


@contextlib.contextmanager
def _opened(path: Path | io.BytesIO) -> Iterator[Image.Image]:
    Image.MAX_IMAGE_PIXELS = None  # our own bound stands in _bounded
    with contextlib.suppress(ImportError):
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    with Image.open(path, formats=[name for name in _FORMATS if name in _known()]) as image:
        yield image


def _known() -> frozenset[str]:
    Image.init()
    return frozenset(Image.OPEN)


def _bounded(image: Image.Image) -> None:
    megapixels = image.width * image.height / 1e6
    if megapixels > _MEGAPIXELS:
        raise ParserError(Problem("too_large", f"{megapixels:.0f} megapixels"))
    if min(image.size) < 1:
        raise ParserError(Problem("damaged", "no pixels"))


def _plain(image: Image.Image) -> Image.Image:
    """Colour or grey of eight bits, on white where it is transparent."""
    if image.mode in ("RGB", "L"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        low, high = image.convert("F").getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return image.convert("F").point(lambda v: v * (255.0 / span) - float(low) * 255.0 / span).convert("L")  # type: ignore[arg-type]
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image.convert("RGB")


def _reduced(image: Image.Image, square: tuple[int, int]) -> Image.Image:
    if square != image.size and max(square) <= 4 * LONGEST:
        image = image.resize(square, Image.Resampling.BICUBIC)
    longest = max(image.size)
    if longest <= LONGEST:
        return image.copy()
    if longest >= 2 * LONGEST:
        image = image.reduce(longest // LONGEST)
    share = LONGEST / max(image.size)
    if share >= 1:
        return image
    return image.resize(
        (max(1, round(image.width * share)), max(1, round(image.height * share))), Image.Resampling.LANCZOS
    )


# ---------------------------------------------------------------- PDF


def _page(path: Path, number: int) -> Picture:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise ParserError(Problem("damaged", str(error))) from error
    try:
        page = document[number - 1]
        width, height = page.get_size()
        longest = max(width, height)
        if not 1 <= longest <= 14_400 * 10 or min(width, height) <= 0:
            raise ParserError(Problem("damaged", "a page without a size"))
        scale = min(_RENDERED / _POINTS, LONGEST / longest)
        image = page.render(scale=scale).to_pil()
        if image.mode not in ("RGB", "L"):
            image = image.convert("RGB")
        return Picture(image, min(scale * _POINTS, _scanned_at(page, scale * _POINTS)))
    except pdfium.PdfiumError as error:
        raise ParserError(Problem("damaged", str(error))) from error
    finally:
        document.close()


def _scanned_at(page: object, otherwise: float) -> float:
    """Dots per inch of the picture that covers most of a page: rendering larger adds nothing to it."""
    import pypdfium2.raw as raw

    best, area = otherwise, 0.0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):  # type: ignore[attr-defined]
        try:
            left, bottom, right, top = item.get_bounds()
            across, down = item.get_px_size()
        except Exception:  # noqa: BLE001, S112  pdfium answers nothing for some pictures, whose size then says nothing.
            continue
        wide, high = max(right - left, 0.1), max(top - bottom, 0.1)
        if wide * high > area:
            # A picture may lie on its side on the page.
            dots = max(across, down) * _POINTS / max(wide, high)
            best, area = dots, wide * high
    width, height = page.get_size()  # type: ignore[attr-defined]
    return best if area > 0.3 * width * height else otherwise
