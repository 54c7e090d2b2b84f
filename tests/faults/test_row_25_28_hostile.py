"""Files made to break a reader: a limit is hit, the file is unread, the intake lives (faults 25 to 28)."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.faults.real import FORM, PLAN, RealHouse, letter, packed, pdf, stream, word, word_of

FORM_TEXT = "\n".join(FORM)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")


def sent(house: RealHouse, name: str, data: bytes, **limits: int) -> str:
    """Send a school's application with this file and a sound one; the file's problem. The sound one was read."""
    house.take(letter({name: data, "20. Дарынды.docx": word(*PLAN)}, text=FORM_TEXT), limits=limits)
    (one,) = house.overview().submissions
    assert set(one.state.claims) >= {"gifted_pupils_plan"}
    assert str(one.verdict.standing) == "held"
    problems = [file.facts.problem.code for file in house.letter().files if file.facts.problem is not None]
    return problems[0] if problems else ""


def zipped_zeros(megabytes: int) -> bytes:
    """An archive of one text that unpacks a thousandfold."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("0.txt", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1024 * 1024))
    return out.getvalue()


def test_row_25_a_zip_bomb(house: RealHouse) -> None:
    """It ends at the ratio; the letter's other file is read."""
    assert sent(house, "b.zip", zipped_zeros(300), unpacked_mb=64) in ("bomb", "output_limit", "too_large")


def test_row_25_a_document_bomb(house: RealHouse) -> None:
    """A Word file whose text unpacks to a gigabyte's tenth."""
    xml = f"<w:document {WORD}><w:body><w:p><w:r><w:t>{'а' * 100_000_000}</w:t></w:r></w:p></w:body></w:document>"
    assert sent(house, "b.docx", word_of(xml), memory_mb=512) != ""


def test_row_25_a_zip_in_a_zip_in_a_zip(house: RealHouse) -> None:
    """Beyond the depth nothing is opened, and what is inside is not missing."""
    data = packed({"7. Жоспар.docx": word(*PLAN)})
    for _ in range(4):
        data = packed({"ішкі.zip": data})
    assert sent(house, "a.zip", data) == "too_deep"


def test_row_26_members_that_lead_outside(house: RealHouse) -> None:
    """Up, absolute, by a link: nothing is written outside the scratch folder, every member is listed."""
    out = io.BytesIO()
    names = ("../../../fault26", f"{house.root}/fault26", "a/../../fault26", "C:\\fault26", "..\\fault26")
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, word(*PLAN))
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    house.take(letter({"a.zip": out.getvalue()}, text=FORM_TEXT))
    assert len(house.letter().files) == len(names) + 1
    assert not list(house.root.rglob("*fault26*"))
    assert not Path("/fault26").exists()
    linked = next(file for file in house.letter().files if file.name.endswith("link.txt"))
    assert linked.facts.role == "unread"


@pytest.mark.parametrize("inside", ["expansion", "external"])
def test_row_27_entities_in_a_document(house: RealHouse, inside: str, tmp_path: Path) -> None:
    """None is expanded and no file is read: neither memory nor a secret goes into what people see."""
    secret = tmp_path / "secret.txt"
    secret.write_text("Дарынды балалармен жұмыс жоспары", encoding="utf-8")
    steps = "".join(f'<!ENTITY {a} "{f"&{b};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    entity = f'{steps}<!ENTITY i "{"олқылық " * 50}">' if inside == "expansion" else f'<!ENTITY a SYSTEM "{secret}">'
    text = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("Білім туралы", "&a;"))
    xml = f"<!DOCTYPE z [{entity}]><w:document {WORD}><w:body>{text}</w:body></w:document>"
    house.take(letter({"a.docx": word_of(xml)}, text=FORM_TEXT))
    assert house.verdict() == "held"
    (one,) = house.overview().submissions
    assert one.state.claims == {}


def test_row_28_a_small_pdf_of_endless_operators(house: RealHouse) -> None:
    """Some kilobytes that take long to read: killed at the limit, the next file is read."""
    content = stream(b"BT /F 1 Tf " + b"(a) Tj " * 900_000 + b"ET")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    data = pdf(*PAGE, page, content, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    assert len(data) < 10_000
    assert sent(house, "a.pdf", data, cpu_seconds=1, wall_seconds=2) in ("time_limit", "memory_limit", "too_large")


@pytest.mark.parametrize("forms", [1, 12])
def test_row_28_forms_that_draw_themselves_and_each_other(house: RealHouse, forms: int) -> None:
    """A form XObject that draws itself, and a chain each of whose links draws the next ten times."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    chain = [stream(b"/X Do " * 10, form % (5 if forms == 1 else 6 + number)) for number in range(forms)]
    house.take(
        letter({"a.pdf": pdf(*PAGE, page, stream(b"/X Do"), *chain)}, text=FORM_TEXT),
        limits={"cpu_seconds": 3, "wall_seconds": 6},
    )
    assert house.verdict() == "held"
