"""Scans pasted into Word and PowerPoint: printed, signed, photographed, pasted."""

import contextlib
import fcntl
import io
import subprocess
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.shared import Cm
from PIL import Image
from pptx import Presentation

from parsers.facts import Part
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.ocr.pictures import picture
from parsers.readers import read
from parsers.sandbox import Sandbox, SandboxLimits
from parsers.sniff import sniff
from pipeline.contest import load
from pipeline.scanning import Nowhere, scanned, waits
from tests.parsers.scanning import FORM, PLAN, SETUP, needs_tesseract, page, saved

ROOT = Path(__file__).resolve().parents[2]


def pasted(*images: Image.Image, above: str = "") -> bytes:
    """A Word file of pictures, each as wide as its page, with a line typed above them."""
    made, out = docx.Document(), io.BytesIO()
    if above:
        made.add_paragraph(above)
    for image in images:
        made.add_picture(io.BytesIO(saved(image)), width=Cm(16))
    made.save(out)
    return out.getvalue()


def on_slides(*images: Image.Image) -> bytes:
    """Slides of pictures."""
    deck, out = Presentation(), io.BytesIO()
    for image in images:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        slide.shapes.add_picture(io.BytesIO(saved(image)), 0, 0, height=deck.slide_height)
    deck.save(out)
    return out.getvalue()


def test_each_pasted_picture_is_a_page_that_names_it(tmp_path: Path) -> None:
    """In their order; a picture that no reader shows has no name."""
    (tmp_path / "a.docx").write_bytes(pasted(page(PLAN), page(FORM)))
    pages = read(tmp_path / "a.docx", "docx", ReadLimits()).pages
    assert [(one.read_by, one.member) for one in pages] == [
        ("none", "word/media/image1.jpg"), ("none", "word/media/image2.jpg"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """What the contest looks for."""
    return load(ROOT / "config.toml").contest.knowledge


@needs_tesseract
def test_scans_in_word_and_slides_are_read_in_the_confined_child(tmp_path: Path, knowledge: Knowledge) -> None:
    """They wait for recognition as other scans do; the application in them is recognised with its fields."""
    folder = tmp_path.resolve()
    limits = SandboxLimits(memory_mb=3072, cpu_seconds=60, wall_seconds=240, worn_mb=768)
    files = {
        "a.docx": pasted(page(FORM)),
        "b.pptx": on_slides(page(PLAN)),
        "c.docx": pasted(page(PLAN), above="Жоспар"),
    }
    with Sandbox(knowledge, limits, read_from=(folder,), write_to=(folder,), recogniser=SETUP) as sandbox:
        found = {}
        for name, data in files.items():
            (folder / name).write_bytes(data)
            part = Part("0", name, "", len(data), f"{len(data):064x}", False, name)
            plain = sandbox.read(part, folder)
            assert waits(plain), name
            found[name], _ = scanned(sandbox, part, folder, plain, Nowhere())
    form = found["a.docx"].application
    assert form is not None
    assert len(form.fields) >= 6
    for name in ("b.pptx", "c.docx"):
        claims = {claim.kind for segment in found[name].segments for claim in segment.claims}
        assert claims == {"gifted_pupils_plan"}, name
        assert found[name].problem is None


OLD = (("a.docx", ("doc", "rtf", "odt")), ("a.pptx", ("ppt", "odp")), ("a.xlsx", ("xls", "ods")))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two scans pasted into a text, slides and a sheet, in every format that LibreOffice writes; made once."""
    folder = tmp_path_factory.getbasetemp().parent / "pasted"
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".made").exists():
            _make(folder)
            (folder / ".made").touch()
    return folder


def _make(folder: Path) -> None:
    (folder / "a.docx").write_bytes(pasted(page(FORM), page(PLAN)))
    (folder / "a.pptx").write_bytes(on_slides(page(FORM), page(PLAN)))
    with xlsxwriter.Workbook(str(folder / "a.xlsx")) as book:
        for lines in (FORM, PLAN):
            book.add_worksheet().insert_image(0, 0, "a.jpg", {"image_data": io.BytesIO(saved(page(lines)))})
    for source, kinds in OLD:
        for kind in kinds:
            command = ["soffice", f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", kind]
            with contextlib.suppress(FileNotFoundError):
                command += ["--outdir", str(folder), str(folder / source)]
                subprocess.run(command, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "ppt", "odp", "xls", "ods", "xlsx"])
def test_pictures_in_old_formats_are_pages_that_can_be_seen(old: Path, kind: str) -> None:
    """Each names its picture, which is the scan as it was pasted; none is called blank."""
    path = old / f"a.{kind}"
    if not path.exists():
        pytest.skip("LibreOffice cannot write it here")
    pages = read(path, sniff(path, path.name), ReadLimits()).pages
    shown = [one for one in pages if one.member]
    assert [one.read_by for one in shown] == ["none", "none"]
    assert {picture(path, kind, at, one.member).image.size for at, one in enumerate(shown, 1)} == {(1240, 1754)}


@needs_tesseract
def test_an_application_pasted_into_an_old_text_is_read_in_the_confined_child(old: Path, knowledge: Knowledge) -> None:
    """As it is from today's formats."""
    path = old / "a.doc"
    if not path.exists():
        pytest.skip("LibreOffice cannot write it here")
    limits = SandboxLimits(memory_mb=3072, cpu_seconds=60, wall_seconds=240, worn_mb=768)
    with Sandbox(knowledge, limits, read_from=(old,), write_to=(old,), recogniser=SETUP) as sandbox:
        part = Part("0", path.name, "", path.stat().st_size, "a" * 64, False, path.name)
        facts = sandbox.read(part, old)
        assert waits(facts)
        facts, _ = scanned(sandbox, part, old, facts, Nowhere())
    assert facts.application is not None
    assert len(facts.application.fields) >= 6
