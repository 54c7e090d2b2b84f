"""Letters that break the standard: every byte kept, read as far as possible, a person looks (faults 21 to 24)."""

import base64
import struct

import pytest

from pipeline.state import LetterVerdict
from tests.faults.real import FORM, IN_TIME, PLAN, RealHouse, letter, pdf, stream, word
from tests.parsers.archive_files import tnef as tnef_of

HEAD = f"Received: from a.kz ([203.0.113.5]) by mx.astana-modern.edu.kz; {IN_TIME}\r\nFrom: m43@mail.kz\r\n".encode()
FORM_TEXT = "\n".join(FORM)


def test_row_21_an_unnamed_inline_pdf_is_a_file(house: RealHouse) -> None:
    """It is listed with a name of ours, opened, and found to need a person."""
    picture = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        stream(b"0 0 600 800 re f"),
    )
    lines = ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain"]
    lines += ["Content-Transfer-Encoding: 8bit", "", FORM_TEXT, "--b", "Content-Type: application/pdf"]
    lines += ["Content-Disposition: inline", "Content-Transfer-Encoding: base64", ""]
    lines += [base64.encodebytes(picture).decode(), "--b--", ""]
    house.take(HEAD + "\r\n".join(lines).encode())
    (file,) = house.letter().files
    assert file.name.endswith(".pdf")
    assert file.size == len(picture)
    assert file.facts.type == "pdf"
    assert house.verdict() == "held"


def test_row_22_letters_without_headers_and_with_one_id_are_two(house: RealHouse) -> None:
    """No From, Date or Message-ID; then the same Message-ID over another body."""
    bare = letter({"a.docx": word(*PLAN)}, headers="")
    house.take(bare, letter({"a.docx": word(*PLAN)}, text="бір"), letter({"a.docx": word(*PLAN)}, text="екі"))
    assert len({one.key for one in house.overview().letters}) == 3
    assert {one.verdict for one in house.overview().letters} == {LetterVerdict.SUBMISSION}


@pytest.mark.parametrize(
    ("label", "encoding"), [("us-ascii", "cp1251"), ("utf-8", "kz1048"), ("koi8-r", "cp1251"), ("nonsense", "utf-8")]
)
def test_row_23_a_wrong_label_does_not_hide_an_application(house: RealHouse, label: str, encoding: str) -> None:
    """The body is read by its letters, whatever its header says of them."""
    typed = (
        FORM_TEXT
        if encoding != "cp1251"
        else FORM_TEXT.translate(str.maketrans("ҮҰҚҢІҒӘӨҺүұқңіғәөһ", "УУКНИГАОХуукнигаох"))
    )
    head = f"Subject: Өтінім\r\nContent-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    house.take(HEAD + head.encode(encoding, "replace") + typed.encode(encoding))
    assert house.letter().verdict is LetterVerdict.SUBMISSION
    (one,) = house.overview().submissions
    assert one.state.application is not None
    assert "43" in one.state.application.told("institution")


def test_row_23_broken_base64_under_a_raw_name_without_an_end(house: RealHouse) -> None:
    """The name in raw bytes is read, the damaged file is named and holds the school, nothing is rejected."""
    data = base64.encodebytes(word(*PLAN)).decode()[:9001] + "\r\n!!!!"
    lines = ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain"]
    lines += ["Content-Transfer-Encoding: 8bit", "", FORM_TEXT, "--b"]
    lines += [
        'Content-Type: application/octet-stream; name="20. Жоспар.docx"',
        "Content-Transfer-Encoding: base64",
        "",
        data,
    ]
    house.take(HEAD + "\r\n".join(lines).encode())
    (file,) = house.letter().files
    assert file.name == "20. Жоспар.docx"
    assert file.facts.problem is not None
    assert house.verdict() == "held"


def test_row_24_ten_thousand_parts_are_bounded_and_shown(house: RealHouse) -> None:
    """What is beyond the bound is unread: a person looks, nothing is rejected."""
    part = b"--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nx\r\n"
    body = (
        b"--b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + FORM_TEXT.encode() + b"\r\n" + part * 10_000 + b"--b--\r\n"
    )
    house.take(
        HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body, limits={"parts": 100}
    )
    assert len(house.letter().files) <= 101
    assert house.verdict() == "held"


def test_row_24_letters_in_letters_are_bounded(house: RealHouse) -> None:
    """Forwarded two hundred times: kept whole, for a person."""
    inner = b"".join(b"Content-Type: message/rfc822\r\n\r\nFrom: a%d@b.kz\r\n" % number for number in range(200))
    house.take(HEAD + inner + b"\r\n" + FORM_TEXT.encode())
    one = house.letter()
    assert one.verdict in (LetterVerdict.QUARANTINED, LetterVerdict.UNCLEAR, LetterVerdict.SUBMISSION)
    assert one.problem is not None or any(file.facts.problem for file in one.files)
    assert all(str(case.verdict.standing) == "held" for case in house.overview().submissions)


def test_row_24_a_damaged_winmail_dat_holds_the_school(house: RealHouse) -> None:
    """What Outlook's own package (TNEF) holds is unread then, so nothing is missing for certain."""
    tnef = (
        struct.pack("<IH", 0x223E9F78, 1) + b"\x01\x06\x90\x08\x00\x04\x00\x00\x00\x00\x00\x01\x00\x01\x00" + bytes(200)
    )
    house.take(letter({"winmail.dat": tnef}, text=FORM_TEXT))
    assert house.verdict() == "held"
    assert house.letter().files[0].facts.role == "unread"


def test_row_24_a_winmail_dat_is_opened(house: RealHouse) -> None:
    """The documents that Outlook hid in it are recognised."""
    house.take(letter({"winmail.dat": tnef_of({"20. План.docx": word(*PLAN)})}, text=FORM_TEXT))
    (one,) = house.overview().submissions
    assert set(one.state.claims) == {"gifted_pupils_plan"}
