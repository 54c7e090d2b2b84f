"""What tests of scanned pages share: pages made by Pillow and the samples, and tesseract where there is one."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.facts import ScanPage, ScanStep
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.ocr.installed import Recogniser, recogniser
from parsers.ocr.steps import Steps
from tests.samples.paper import Paper
from tests.samples.render.typed import pages_of

SETUP = recogniser()
needs_tesseract = pytest.mark.skipif(
    SETUP is None, reason="no tesseract with Kazakh and Russian: apt-get install tesseract-ocr-kaz tesseract-ocr-rus"
)
ORDER = (
    "БҰЙРЫҚ № 12",
    "Мектепте әдістемелік бірлестік құру туралы",
    "Оқу-тәрбие жұмысын жетілдіру мақсатында бұйырамын:",
    "1. Математика пәні мұғалімдерінің әдістемелік бірлестігі құрылсын.",
    "2. Бірлестіктің құрамы қосымшаға сәйкес бекітілсін.",
    "3. Бұйрықтың орындалуын бақылау директордың орынбасарына жүктелсін.",
)
PLAN = (
    "Дарынды балалармен жұмыс жоспары",
    "2025-2026 оқу жылы",
    "1. Дарынды оқушылардың тізімін жасау, қыркүйек",
    "2. Олимпиадаға дайындық сабақтары, қазан",
    "3. Дарынды балалармен жеке жұмыс, жыл бойы",
    "4. Ғылыми жобалар байқауына қатысу, қаңтар",
)
FORM = (
    "«Үздік әдістемелік бірлестік жетекшісі» байқауына қатысуға сұраныс",
    "Мекеменің толық атауы: № 43 мектеп-лицей",
    "Мекеменің мекенжайы: Астана қаласы, Абай даңғылы, 43",
    "Байланыс телефоны: 8 (7172) 55-43-67",
    "Электрондық поштасы: m43@mail.example.kz",
    "Әдістемелік бірлестік: математика",
    "ӘБ жетекшісі (ТАӘ): Қуанышев Ерлан Болатұлы",
    "ӘБ жетекшісінің телефоны: 8 701 123 45 43",
    "Мектеп басшысы: Ахметов Берік Қанатұлы",
)


def page(lines: Sequence[str], ppi: int = 150) -> Image.Image:
    """A grey page with a title and lines under it."""
    paper = Paper((), ("",))
    paper.head(lines[0])
    paper.say(*lines[1:])
    return pages_of([paper], ppi=ppi)[0]


def saved(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def pdf(*images: Image.Image, ppi: int = 150) -> bytes:
    """A PDF of pictures."""
    return saved(images[0], "PDF", save_all=True, append_images=images[1:], resolution=ppi)


def under_layer(image: Image.Image, layer: str, ppi: int = 150) -> bytes:
    """A PDF page whose picture lies over a scanner's text, drawn invisibly (ISO 32000-1, 9.3.6, mode 3)."""
    picture = saved(image, "JPEG")
    wide, high = image.width * 72 / ppi, image.height * 72 / ppi
    lines = b"".join(b"(%b) Tj 0 -14 Td " % line.encode("latin-1", "replace") for line in layer.split("\n"))
    content = b"q %d 0 0 %d 0 0 cm /I Do Q BT 3 Tr /F 12 Tf 40 800 Td " % (wide, high) + lines + b"ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R" % (wide, high)
        + b"/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % image.size
        + b"/Filter/DCTDecode/Length %d>>stream\n%b\nendstream" % (len(picture), picture),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def photograph(size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """Hills under a sky, and nothing written."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(9):
        x = size[0] * step // 9
        draw.ellipse((x, 500 + 70 * (step % 3), x + 700, 1500), fill=(40 + 20 * step, 90 + 12 * step, 60))
    return image


def written(image: Image.Image, text: str) -> Image.Image:
    """The picture with a caption."""
    ImageDraw.Draw(image).text((20, 20), text, font=ImageFont.load_default(40))
    return image


class Looking:
    """Reads files to the end in this process, counting what was read."""

    def __init__(self, knowledge: Knowledge, setup: Recogniser) -> None:
        self._steps = Steps(setup, knowledge, ReadLimits())
        self.pieces: list[tuple[int, bool]] = []

    def look(self, path: Path, name: str = "", known: Sequence[ScanPage] = ()) -> ScanStep:
        """The last step over a file."""
        self.pieces = []
        pages = {page.number: page for page in known}
        wanted: tuple[int, bool] | None = None
        while True:
            step = self._steps.step(path, name or path.name, str(path), pages.values(), wanted)
            if step.page is not None:
                pages[step.page.number] = step.page
                self.pieces.append((step.page.number, step.page.whole))
            if step.next is None:
                return step
            wanted = step.next
