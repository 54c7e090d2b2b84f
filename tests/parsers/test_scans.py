"""Scanned and photographed pages: turned, shaded, stamped, coarse, blank; read by the real tesseract."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from parsers.facts import FileFacts, ScanStep
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.understand import understand
from pipeline.contest import load
from tests.parsers.scanning import (
    FORM,
    ORDER,
    PLAN,
    SETUP,
    Looking,
    needs_tesseract,
    page,
    pdf,
    photograph,
    saved,
    under_layer,
)
from tests.samples.render.scanned import Look, seen

ROOT = Path(__file__).resolve().parents[2]
pytestmark = needs_tesseract


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the contest of config.toml looks for."""
    return load(ROOT / "config.toml").contest.knowledge


@pytest.fixture(scope="module")
def looking(known: Knowledge) -> Looking:
    """One reader for the whole module: its languages are loaded once."""
    assert SETUP is not None
    return Looking(known, SETUP)


@pytest.fixture
def look(looking: Looking, tmp_path: Path) -> Callable[[str, bytes], ScanStep]:
    """Lay bytes down under a name and read them to the end."""

    def read(name: str, data: bytes) -> ScanStep:
        path = tmp_path / name
        path.write_bytes(data)
        return looking.look(path)

    return read


def sure(facts: FileFacts) -> set[str]:
    """The kinds that a file surely holds."""
    return {claim.kind for segment in facts.segments for claim in segment.claims if claim.status == "sure"}


def exif(turn: int) -> Image.Exif:
    """A camera's note of how it was held (Exif 2.3, 0x0112)."""
    note = Image.Exif()
    note[0x0112] = turn
    return note


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "HEIF"])
def test_pictures_of_every_format_are_read(look: Callable[[str, bytes], ScanStep], form: str) -> None:
    """A scanned order is recognised by its heading, whatever the picture's format."""
    if form == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    name = {"HEIF": "IMG_1.heic", "JPEG": "IMG_1.jpg"}.get(form, f"IMG_1.{form.lower()}")
    step = look(name, saved(page(ORDER).convert("RGB"), form))
    assert sure(step.facts) == {"establishment_order"}
    assert (step.facts.role, step.facts.read_by, step.facts.problem) == ("document", ("ocr",), None)


def test_pages_of_a_tiff_are_pages(look: Callable[[str, bytes], ScanStep]) -> None:
    """Two documents in one file of pictures each get their page."""
    data = saved(page(ORDER), "TIFF", save_all=True, append_images=[page(PLAN)], compression="tiff_lzw")
    facts = look("scan.tif", data).facts
    found = {claim.kind: claim.pages for segment in facts.segments for claim in segment.claims}
    assert (facts.pages, found) == (2, {"establishment_order": (1,), "gifted_pupils_plan": (2,)})


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read(look: Callable[[str, bytes], ScanStep], degrees: int) -> None:
    """Sideways and upside down, without any note of it in the file."""
    facts = look("IMG_2.jpg", saved(page(ORDER).rotate(degrees, expand=True))).facts
    assert sure(facts) == {"establishment_order"}


def test_a_camera_s_note_is_obeyed(look: Callable[[str, bytes], ScanStep]) -> None:
    """EXIF says that the camera lay on its side: the picture is turned first."""
    turned = page(ORDER).rotate(90, expand=True)
    assert sure(look("IMG_3.jpg", saved(turned, exif=exif(6))).facts) == {"establishment_order"}


def test_a_photograph_on_a_table_is_read(look: Callable[[str, bytes], ScanStep]) -> None:
    """Perspective, a shadow, a dark table around, a stamp and a signature over the text."""
    image = seen(page(PLAN), random.Random(5), Look(ppi=150, phone=True, stamp=True))
    assert sure(look("IMG_4.jpg", saved(image, quality=60)).facts) == {"gifted_pupils_plan"}


def test_two_pages_on_one_picture_are_read_one_after_the_other(look: Callable[[str, bytes], ScanStep]) -> None:
    """An open folder: the left page first."""
    left, right = page(ORDER), page(PLAN)
    both = Image.new("L", (left.width + right.width, left.height), 250)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    step = look("IMG_5.jpg", saved(both))
    text = step.pages[0].text
    assert text.index("құрылсын") < text.index("Дарынды")


def test_a_layer_that_is_no_language_is_not_believed(look: Callable[[str, bytes], ScanStep]) -> None:
    """A scanner's program that knew Latin only has left its reading under the picture."""
    layer = "ByHPbIK J\\Ib4 12\nMeKTenTe a4icTeMe1iK 6ip1ecTiK K'ypy Typa1bI\n6yHbIpaMbIH: 1. MaTeMaTHKa n2Hi\n" * 3
    step = look("scan.pdf", under_layer(page(ORDER), layer))
    assert (sure(step.facts), step.facts.read_by) == ({"establishment_order"}, ("ocr",))


def test_without_reading_such_a_page_is_a_scan(known: Knowledge, tmp_path: Path) -> None:
    """It is unread and says so; a picture with a good layer is text."""
    junk, good = tmp_path / "a.pdf", tmp_path / "b.pdf"
    junk.write_bytes(under_layer(page(ORDER), "XATTAMACbI J\\Ib4 OTbIPbICbI 6ipJIecTirinin MeKTe6iHiH\n" * 4))
    good.write_bytes(under_layer(page(ORDER), "plan raboty metodicheskogo obedineniya uchiteley\n" * 4))
    facts = [understand(path, path.name, known, ReadLimits()) for path in (junk, good)]
    assert [one.problem and one.problem.code for one in facts] == ["scan", None]


@pytest.mark.parametrize(
    ("image", "finding"),
    [
        (page(ORDER, ppi=60), "illegible"),
        (Image.new("L", (1240, 1754), 250), "blank"),
        (page(ORDER).filter(ImageFilter.GaussianBlur(9)), "illegible"),
    ],
    ids=["coarse", "blank", "blurred"],
)
def test_what_cannot_be_read_is_not_guessed_at(
    look: Callable[[str, bytes], ScanStep], image: Image.Image, finding: str
) -> None:
    """Pages too coarse, too blurred or empty say so, and claim nothing."""
    facts = look("IMG_6.png", saved(image, "PNG")).facts
    assert (facts.problem.code if facts.problem else "", sure(facts)) == (finding, set())
    assert facts.role in ("unread", "blank")


def test_a_picture_without_words_is_an_annex(look: Callable[[str, bytes], ScanStep]) -> None:
    """A photograph was seen well and has no text: positively an annex."""
    facts = look("IMG_7.jpg", saved(photograph())).facts
    assert (facts.role, facts.problem) == ("annex", None)


def test_a_mixed_file_is_read_whole(look: Callable[[str, bytes], ScanStep]) -> None:
    """A scanned page among text pages becomes readable, the others stay as they are."""
    facts = look("портфолио.pdf", pdf(page(ORDER), page(PLAN))).facts
    assert sure(facts) == {"establishment_order", "gifted_pupils_plan"}
    assert facts.problem is None


def test_only_what_leaves_a_question_open_is_read(looking: Looking, tmp_path: Path) -> None:
    """A title and a name that agree need the upper part of one page; a name that says nothing needs every page."""
    long = page((*ORDER, *(f"{n}. Бірлестік отырыстары ай сайын өткізілсін." for n in range(4, 40))))
    named, nameless = tmp_path / "1. Бұйрық ӘБ құру.pdf", tmp_path / "scan.pdf"
    for path in (named, nameless):
        path.write_bytes(pdf(long, page(PLAN)))
    facts = looking.look(named).facts
    assert looking.pieces == [(1, False)]
    assert (facts.role, facts.problem, facts.read_by) == ("document", None, ("ocr", "none"))
    assert sure(looking.look(nameless).facts) == {"establishment_order", "gifted_pupils_plan"}
    assert [number for number, _ in looking.pieces] == [1, 2]


def test_known_pages_are_not_read_again(looking: Looking, tmp_path: Path) -> None:
    """What was kept of a file answers for it."""
    path = tmp_path / "IMG_8.jpg"
    path.write_bytes(saved(page(PLAN)))
    first = looking.look(path)
    assert first.page is not None
    again = looking.look(path, known=[first.page])
    assert (looking.pieces, again.facts) == ([], first.facts)


def test_fields_of_a_form_have_their_place(look: Callable[[str, bytes], ScanStep]) -> None:
    """Each value carries page and box on the picture, and no more confidence than its letters."""
    facts = look("Өтінім.jpg", saved(page(FORM, ppi=200))).facts
    assert facts.role == "application"
    assert facts.application is not None
    fields = {field.key: field for field in facts.application.fields}
    assert fields["leader"].value == "Қуанышев Ерлан Болатұлы"
    assert fields["email"].value == "m43@mail.example.kz"
    leader, head = fields["leader"], fields["head"]
    assert leader.box is not None
    assert head.box is not None
    assert leader.page == 1
    assert 0 < leader.box[0] < leader.box[2] <= 10_000
    assert leader.box[3] < head.box[1]
    assert all(0 < field.confidence < 1 for field in fields.values())


def test_places_on_a_turned_page_are_those_of_the_page_as_sent(look: Callable[[str, bytes], ScanStep]) -> None:
    """Upside down the leader's name stands lower on the picture than the head's."""
    facts = look("Өтінім.jpg", saved(page(FORM, ppi=200).rotate(180))).facts
    assert facts.application is not None
    boxes = {field.key: field.box for field in facts.application.fields}
    assert boxes["leader"] is not None
    assert boxes["head"] is not None
    assert boxes["leader"][1] > boxes["head"][3]
