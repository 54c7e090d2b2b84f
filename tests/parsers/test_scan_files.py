"""Files with scans as schools send them: text and scans in one, sixty pages, a fax, the page of a site for signing."""

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from parsers.facts import Part, ScanPage
from parsers.knowledge import Knowledge
from parsers.sandbox import Sandbox
from pipeline.contest import load
from pipeline.scanning import Nowhere, scan_limits, scanned, waits
from pipeline.study import sandbox_limits
from tests.parsers.scanning import FORM, ORDER, PLAN, SETUP, Looking, needs_tesseract, page, pdf, saved
from tests.samples.paper import Paper
from tests.samples.render.typed import pdf_of

ROOT = Path(__file__).resolve().parents[2]
pytestmark = needs_tesseract
LAW = (
    "Осы құжат «Электрондық құжат және электрондық",
    "цифрлық қолтаңба туралы» Қазақстан Республикасының",
    "2003 жылғы 7 қаңтардағы Заңы 7-бабының 1-тармағына",
    "сәйкес қағаз жеткізгіштегі құжатпен бірдей.",
)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the contest of config.toml looks for."""
    return load(ROOT / "config.toml").contest.knowledge


@pytest.fixture(scope="module")
def looking(known: Knowledge) -> Looking:
    """One reader for the whole module."""
    assert SETUP is not None
    return Looking(known, SETUP)


def one_file(*files: bytes) -> bytes:
    """The pages of several PDF files in one."""
    whole, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for data in files:
        with pypdfium2.PdfDocument(data) as part:
            whole.import_pages(part)
    whole.save(out)
    whole.close()
    return out.getvalue()


def typed(lines: Sequence[str]) -> bytes:
    """A page of text with a title."""
    paper = Paper((), ("",))
    paper.head(lines[0])
    paper.say(*lines[1:])
    return pdf_of([paper])


def fax(image: Image.Image, down: int) -> bytes:
    """A page of 204 dots per inch as a fax sends it: black or white, 204 dots across and so many down (ITU-T T.4)."""
    flat = image.resize((image.width, image.height * down // 204), Image.Resampling.BOX).convert("1")
    return saved(flat, "TIFF", compression="group4", dpi=(204, down))


def test_text_and_scans_in_one_file_are_each_read_in_their_way(looking: Looking, tmp_path: Path) -> None:
    """The scanned pages alone go to tesseract; each document has its page."""
    path = tmp_path / "портфолио.pdf"
    path.write_bytes(one_file(typed(ORDER), pdf(page(PLAN)), typed(FORM)))
    facts = looking.look(path).facts
    claims = {claim.kind: claim.pages for segment in facts.segments for claim in segment.claims}
    assert claims == {"establishment_order": (1,), "gifted_pupils_plan": (2,)}
    assert {number for number, _ in looking.pieces} == {2}
    assert set(facts.read_by) == {"text", "ocr"}
    assert facts.application is not None
    assert facts.application.pages == (3,)
    assert facts.problem is None


@pytest.mark.parametrize("down", [98, 196])
def test_a_fax_is_read(looking: Looking, tmp_path: Path, down: int) -> None:
    """Of both finenesses: in the coarser one its dots are twice as high as wide."""
    path = tmp_path / "fax.tif"
    path.write_bytes(fax(page(ORDER, ppi=204), down))
    claims = [claim for segment in looking.look(path).facts.segments for claim in segment.claims]
    assert [(claim.kind, claim.status) for claim in claims] == [("establishment_order", "sure")]


def test_a_scanned_page_of_a_site_for_signing_is_a_signature(looking: Looking, tmp_path: Path) -> None:
    """Printed, and scanned with the form before it."""
    path = tmp_path / "Өтінім.pdf"
    path.write_bytes(pdf(page(FORM), page(("Электрондық құжат", *LAW))))
    form = looking.look(path).facts.application
    assert form is not None
    assert form.signed is True
    assert ("egov", 2) in [(mark.code, mark.page) for mark in form.marks]


class Counted(Nowhere):
    """Keeps nothing, and counts what it was given."""

    def __init__(self) -> None:
        self.read: list[ScanPage] = []

    def keep(self, sha256: str, page: ScanPage) -> None:
        """One more page."""
        self.read.append(page)


def test_sixty_scanned_pages_are_read_within_the_limits(known: Knowledge, tmp_path: Path) -> None:
    """By the limits of config.toml, in the confined child: every page is looked at, the papers among them are found."""
    folder, limits = tmp_path.resolve(), load(ROOT / "config.toml").contest.limits
    pages = [Image.new("L", (560, 792), 250)] * 60
    pages[0], pages[29], pages[59] = page(ORDER, 110), page(PLAN, 110), page(ORDER, 110)
    data = pdf(*pages, ppi=200)  # a page of paper smaller than A4 is rendered as small as it is
    (folder / "a").write_bytes(data)
    part, shelf = Part("0", "портфолио.pdf", "", len(data), "a" * 64, False, "a"), Counted()
    bounds = scan_limits(limits, sandbox_limits(limits))
    with Sandbox(known, bounds, read_from=(folder,), write_to=(folder,), recogniser=SETUP) as sandbox:
        plain = sandbox.read(part, folder)
        assert waits(plain)
        facts, _ = scanned(sandbox, part, folder, plain, shelf)
    assert {one.number for one in shelf.read} == set(range(1, 61))
    found = sorted((claim.kind, claim.pages) for segment in facts.segments for claim in segment.claims)
    assert [(kind, pages and pages[0]) for kind, pages in found] == [
        ("establishment_order", 1),
        ("establishment_order", 60),
        ("gifted_pupils_plan", 30),
    ]
    assert facts.problem is None
