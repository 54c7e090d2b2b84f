"""Whether an application is signed: every sort of signature, none at all, and what cannot be told."""

import io
import random
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw

from parsers.facts import ApplicationFacts, FileFacts, Mark, Part
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.signing import is_unsigned, told
from parsers.understand import understand
from pipeline.contest import load
from pipeline.opening import beside_signatures
from pipeline.tracking.records import FileReading
from tests.parsers.scanning import FORM, SETUP, Looking, needs_tesseract, saved
from tests.samples.paper import Paper
from tests.samples.render.scanned import Look
from tests.samples.render.typed import pdf_of
from tests.signing import scanned_form

ROOT = Path(__file__).resolve().parents[2]
LINE = "Мектеп директоры ____________________ Б.Қ. Ахметов"
EGOV = "Құжат ЭЦҚ арқылы қол қойылған. Документ подписан ЭЦП через NCALayer. QR-код содержит данные о подписи."
LAW = (
    "Осы құжат «Электрондық құжат және электрондық цифрлық қолтаңба туралы» Қазақстан Республикасының 2003 жылғы "
    "7 қаңтардағы Заңы 7-бабының 1-тармағына сәйкес қағаз жеткізгіштегі құжатпен бірдей."
)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the contest looks for."""
    return load(ROOT / "config.toml").contest.knowledge


@pytest.fixture
def read(tmp_path: Path, known: Knowledge) -> Callable[[str, bytes], FileFacts]:
    """What a file says, read as text."""

    def reads(name: str, data: bytes) -> FileFacts:
        path = tmp_path / "file"
        path.write_bytes(data)
        return understand(path, name, known, ReadLimits())

    return reads


def signature() -> bytes:
    """A signature on nothing, as it is pasted into Word."""
    image = Image.new("RGBA", (300, 120), (255, 255, 255, 0))
    ImageDraw.Draw(image).line([(10, 90), (60, 20), (110, 100), (180, 30), (280, 70)], fill=(30, 40, 150, 255), width=5)
    return saved(image, "PNG")


def word(*lines: str, picture: int = -1, wide: float = 30, table: bool = False) -> bytes:
    """A form in Word; ``picture``: behind which of its lines a picture is pasted; ``table``: the last line in cells."""
    made, out = docx.Document(), io.BytesIO()
    for at, line in enumerate(lines):
        if table and at == len(lines) - 1:
            cells = made.add_table(1, 3).rows[0].cells
            cells[0].text, cells[2].text = "Мектеп директоры", "Б.Қ. Ахметов"
            cells[1].paragraphs[0].add_run().add_picture(io.BytesIO(signature()), width=Mm(wide))
            continue
        paragraph = made.add_paragraph(line)
        if at == picture:
            paragraph.add_run().add_picture(io.BytesIO(signature()), width=Mm(wide))
    made.save(out)
    return out.getvalue()


def form_of(facts: FileFacts) -> ApplicationFacts:
    """The application, which is there."""
    assert facts.application is not None
    return facts.application


def codes(form: ApplicationFacts) -> set[str]:
    """Its marks."""
    return {mark.code for mark in form.marks}


def test_a_typed_form_with_an_empty_line_is_not_signed(read: Callable[[str, bytes], FileFacts]) -> None:
    """Nothing was ever drawn on it."""
    form = form_of(read("Өтінім.docx", word(*FORM, LINE)))
    assert (form.signed, form.signed_why, codes(form)) == (False, "", {"empty"})
    assert form.marks[0].words.startswith("Мектеп директоры")


def test_a_typed_form_without_a_line_to_sign_cannot_be_told(read: Callable[[str, bytes], FileFacts]) -> None:
    """There is no place where a signature lacks."""
    form = form_of(read("Өтінім.docx", word(*FORM)))
    assert (form.signed, form.signed_why) == (None, "no_line")


@pytest.mark.parametrize("table", [False, True])
def test_a_picture_on_the_line_is_a_signature(read: Callable[[str, bytes], FileFacts], table: bool) -> None:
    """In a paragraph or in cells."""
    form = form_of(read("Өтінім.docx", word(*FORM, LINE, picture=len(FORM), table=table)))
    assert form.signed is True
    assert "picture" in codes(form)


def test_a_letterhead_s_emblem_is_no_signature_and_leaves_it_open(read: Callable[[str, bytes], FileFacts]) -> None:
    """It may lie anywhere in print."""
    form = form_of(read("Өтінім.docx", word("«№ 43 мектеп-лицей» КММ", *FORM, LINE, picture=0)))
    assert (form.signed, form.signed_why) == (None, "unclear")


@pytest.mark.parametrize(("words", "code"), [(EGOV, "egov"), (LAW, "egov"), ("Өтінімге ЭЦҚ қойылды", "words")])
def test_a_page_of_a_site_for_signing_is_a_signature(
    read: Callable[[str, bytes], FileFacts], words: str, code: str
) -> None:
    """Behind the form, as text, with its page."""
    form, page = Paper((), ("",)), Paper((), ("",))
    form.head(FORM[0])
    form.say(*FORM[1:])
    page.say(words)
    found = form_of(read("Өтінім.pdf", pdf_of([form, page])))
    assert found.signed is True
    assert [(mark.code, mark.page) for mark in found.marks if mark.code == code] == [(code, 2)]


def test_a_form_inside_its_signature_is_signed(read: Callable[[str, bytes], FileFacts]) -> None:
    """By the name that unpacking gave it."""
    form = form_of(read("Өтінім.docx.p7m/Өтінім.docx", word(*FORM, LINE)))
    assert (form.signed, codes(form) & {"inside"}) == (True, {"inside"})


def pdf_with_signature(field: bytes) -> bytes:
    """A form as a PDF file with a field for a signature, appended as an update (ISO 32000-1, 7.5.6)."""
    paper = Paper((), ("",))
    paper.head(FORM[0])
    paper.say(*FORM[1:], LINE)
    data = pdf_of([paper])
    root, size, before = (int(re.findall(rb"%b\s*(\d+)" % key, data)[-1]) for key in (b"/Root", b"/Size", b"startxref"))
    whole = data[data.index(b"%d 0 obj" % root) :]
    catalog = whole[whole.index(b"<<") : whole.index(b"endobj")].rstrip()
    added = {
        root: catalog[: catalog.rindex(b">>")] + b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>" % size,
        size: b"<</FT/Sig/T(s)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]%b>>" % field,
    }
    out, table = data + b"\n", b""
    for number, body in added.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (size + 1, root, before, len(out))
    return out + b"xref\n" + table + trailer


@pytest.mark.parametrize(
    ("field", "signed"),
    [(b"/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<0102>/ByteRange[0 1 2 3]>>", True), (b"", False)],
)
def test_a_signed_field_of_a_pdf_is_a_signature_and_an_empty_one_is_none(
    read: Callable[[str, bytes], FileFacts], field: bytes, signed: bool
) -> None:
    """ISO 32000-1, 12.7.4.5."""
    form = form_of(read("Өтінім.pdf", pdf_with_signature(field)))
    assert (form.signed, "field" in codes(form)) == (signed, signed)


@pytest.mark.parametrize(
    ("name", "signed"),
    [("Өтінім.docx.p7s", True), ("өтінім.sig", True), ("Өтінім.cms", True), ("Жоспар.p7s", False)],
)
def test_a_signature_beside_a_file_is_of_the_file_of_its_name(
    read: Callable[[str, bytes], FileFacts], name: str, signed: bool
) -> None:
    """Of no other."""
    facts = [read("Өтінім.docx", word(*FORM, LINE)), FileFacts("p7s", None, (), ())]
    parts = [Part(str(at), each, "", 1, "", False, "f") for at, each in enumerate(("Өтінім.docx", name))]
    found = beside_signatures(tuple(map(FileReading, parts, facts)))[0]
    assert form_of(found.facts).signed is signed
    assert beside_signatures((found,)) == (found,)


def test_what_speaks_for_it_outweighs_an_empty_line() -> None:
    """A second line is often left empty; what is unclear leaves the question open."""
    form = ApplicationFacts((), None, ())
    assert told(form, [Mark("empty"), Mark("stamp")]).signed is True
    assert told(form, [Mark("empty"), Mark("unclear")]).signed is None
    assert told(form, [Mark("empty")], unread=True).signed_why == "unread"
    assert not is_unsigned([Mark("empty"), Mark("unclear")])
    assert is_unsigned([Mark("empty")])


def paper() -> Paper:
    """The form with its line to sign on."""
    made = Paper((), ("",))
    made.head(FORM[0])
    made.say(*FORM[1:], "", LINE, "«12» қазан 2025 жыл")
    return made


@needs_tesseract
@pytest.mark.parametrize(
    ("sort", "phone", "signed"),
    [
        ("none", False, False), ("black", False, True), ("violet", True, True), ("round", False, True),
        ("angular", False, True),
    ],
)  # fmt: skip
def test_ink_and_stamps_are_seen_on_scans(
    known: Knowledge, tmp_path: Path, sort: str, phone: bool, signed: bool
) -> None:
    """With their page and place; a page of nothing but print is not signed."""
    assert SETUP is not None
    look = Look(ppi=200, quality=70, tilt=0.6, phone=phone)
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(scanned_form(paper(), sort, random.Random(3), look).image))
    form = form_of(Looking(known, SETUP).look(path, "IMG_1.jpg").facts)
    assert form.signed is signed, form.marks
    assert all(mark.page == 1 and mark.box is not None for mark in form.marks)


@needs_tesseract
def test_pale_ink_is_never_taken_for_none(known: Knowledge, tmp_path: Path) -> None:
    """It is seen, or cannot be told."""
    assert SETUP is not None
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(scanned_form(paper(), "pale", random.Random(5), Look(ppi=200, quality=50)).image))
    assert form_of(Looking(known, SETUP).look(path, "IMG_1.jpg").facts).signed is not False


@needs_tesseract
@pytest.mark.parametrize(("sort", "noted"), [("none", True), ("blue", False)])
def test_a_scanned_order_with_an_empty_line_is_noted(known: Knowledge, tmp_path: Path, sort: str, noted: bool) -> None:
    """Where all of it was looked at; the remark to the organiser rests on it."""
    assert SETUP is not None
    order = Paper((), ("",))
    order.head("БҰЙРЫҚ № 12")
    order.say("Әдістемелік бірлестік жетекшісін тағайындау туралы", "Бұйырамын:", LINE)
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(scanned_form(order, sort, random.Random(4), Look(ppi=200, quality=70)).image))
    facts = Looking(known, SETUP).look(path, "IMG_2.jpg").facts
    assert facts.role == "document"
    assert [note.sort for note in facts.notes if note.sort == "unsigned"] == ["unsigned"] * noted
