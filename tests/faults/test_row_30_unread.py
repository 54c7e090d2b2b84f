"""What no machine can read yet, or only reads with care: never incomplete by machine (fault 30)."""

from collections.abc import Callable, Mapping

import pytest

from tests.faults.real import FORM, PLAN, RealHouse, letter, word, word_of
from tests.parsers.archive_files import rar4, rar5
from tests.parsers.test_sniff import ole
from tests.samples.render import locked

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FORM_TEXT = "\n".join(FORM)
RAR5 = b"Rar!\x1a\x07\x01\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rar", RAR5),
        ("20. Жоспар.doc", OLE),
        ("a.zip", locked.encrypted_zip("20.docx", b"x" * 50)),
        ("20.pdf", locked.encrypted_pdf("plan")),
        ("20. Жоспар.docx", ole("EncryptionInfo", "EncryptedPackage")),
        ("жоспар", RAR5),
    ],
)
def test_row_30_an_unread_file_holds_the_school(house: RealHouse, name: str, data: bytes) -> None:
    """After the deadline, with 23 documents missing: a person opens it first."""
    house.take(letter({name: data}, text=FORM_TEXT))
    assert house.verdict() == "held"
    assert "unread" in {file.facts.role for file in house.letter().files}


@pytest.mark.parametrize(("name", "pack"), [("Портфолио.rar", rar5), ("Портфолио.rar", rar4)])
def test_row_30_a_rar_is_opened(house: RealHouse, name: str, pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """What lies in it counts."""
    house.take(letter({name: pack({"20. Жоспар.docx": word(*PLAN)})}, text=FORM_TEXT))
    (one,) = house.overview().submissions
    assert set(one.state.claims) == {"gifted_pupils_plan"}


def document(body: str) -> bytes:
    """A Word file of this body."""
    return word_of(f"<w:document {WORD}><w:body>{body}</w:body></w:document>")


def paragraphs(lines: tuple[str, ...], run: str = "<w:r><w:t>{}</w:t></w:r>") -> str:
    """Paragraphs whose runs stand in something."""
    return "".join(f"<w:p>{run.format(line)}</w:p>" for line in lines)


@pytest.mark.parametrize(
    "run",
    [
        "<w:sdt><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:ins w:id="1" w:author="a"><w:r><w:t>{}</w:t></w:r></w:ins>',
        '<w:smartTag w:element="a"><w:r><w:t>{}</w:t></w:r></w:smartTag>',
    ],
)
def test_row_30_a_form_filled_in_by_word_is_read(house: RealHouse, run: str) -> None:
    """Content controls, tracked insertions and smart tags are what python-docx alone would lose."""
    house.take(letter({"Сұраныс.docx": document(paragraphs(FORM, run)), "20.docx": document(paragraphs(PLAN, run))}))
    (one,) = house.overview().submissions
    assert one.state.application is not None
    assert one.state.application.told("leader") != ""
    assert set(one.state.claims) == {"gifted_pupils_plan"}
