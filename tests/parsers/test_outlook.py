"""Letters saved by Outlook: header, bodies, attachments, letters within letters; damage is told."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import ParserError
from parsers.facts import Message
from parsers.limits import MailLimits
from parsers.mime import split
from parsers.outlook import unpacked_rtf
from tests.parsers.outlook_files import compound, message, msg

TRAVELLED = (
    "Microsoft Mail Internet Headers Version 2.0\r\n"
    "Received: from mail.school.example by mx.astana-modern.edu.kz; Fri, 10 Oct 2025 12:00:05 +0500\r\n"
    "From: =?utf-8?B?0JzQtdC60YLQtdC/?= <school@example.kz>\r\nTo: contest@astana-modern.edu.kz\r\n"
    "Subject: =?utf-8?B?0pvSsdC20LDRgtGC0LDRgA==?=\r\nMessage-ID: <1@example.kz>\r\n"
    'Content-Type: multipart/mixed;\r\n\tboundary="gone"\r\nMIME-Version: 1.0\r\n'
    "Date: Fri, 10 Oct 2025 12:00:00 +0500\r\n"
)
SENT = datetime(2025, 10, 10, 7, 0, tzinfo=UTC)


def letter(tmp_path: Path, data: bytes) -> Message:
    """The letter in a .msg file."""
    (tmp_path / "a.msg").write_bytes(data)
    (tmp_path / "parts").mkdir(exist_ok=True)
    return split(tmp_path / "a.msg", tmp_path / "parts", MailLimits())


def test_the_header_that_a_letter_travelled_with_is_its_header(tmp_path: Path) -> None:
    """Received stamps too; what described its body then does not describe it now."""
    found = letter(tmp_path, msg({"007D": TRAVELLED, "1000": "Сәлем!\r\nҚұжаттар", "0037": "other"}, {}))
    assert (found.message_id, found.subject) == ("<1@example.kz>", "құжаттар")
    assert (found.sender.email, found.sender.name) == ("school@example.kz", "Мектеп")
    assert found.received == ("from mail.school.example by mx.astana-modern.edu.kz; Fri, 10 Oct 2025 12:00:05 +0500",)
    assert [text.strip() for text in found.texts] == ["Сәлем!\nҚұжаттар"]
    assert (found.parts, found.problems) == ((), ())


def test_a_letter_that_never_travelled_says_what_outlook_knows(tmp_path: Path) -> None:
    """Sender, subject, day; nothing of it proves a receipt."""
    texts = {
        "0C1A": "Әсел Қ., мектеп", "0C1F": "/O=X/CN=Y", "5D01": "asel@example.kz", "0037": "Өтінім",
        "1035": "<2@example.kz>", "1000": "Мәтін",
    }  # fmt: skip
    found = letter(tmp_path, msg(texts, {}, sent=SENT))
    assert (found.sender.email, found.sender.name) == ("asel@example.kz", "Әсел Қ., мектеп")
    assert (found.subject, found.message_id, found.received) == ("Өтінім", "<2@example.kz>", ())
    assert found.date == "Fri, 10 Oct 2025 07:00:00 +0000"


def test_attachments_are_parts_byte_for_byte(tmp_path: Path) -> None:
    """Small and large, whatever their names."""
    files: dict[str, object] = {"Өтінім «1».docx": b"PK\x03\x04small", "үлкен.pdf": bytes(range(256)) * 100, "": b"x"}
    found = letter(tmp_path, msg({"007D": TRAVELLED, "1000": "t"}, files))  # type: ignore[arg-type]
    read = {part.name: (tmp_path / "parts" / part.file).read_bytes() for part in found.parts}
    assert read == {"Өтінім «1».docx": files["Өтінім «1».docx"], "үлкен.pdf": files["үлкен.pdf"], "attachment-3": b"x"}


def test_old_outlook_wrote_in_the_code_page_of_its_machine(tmp_path: Path) -> None:
    """Text of 8 bits is read as what it most likely is."""
    texts = {"0C1A": "Школа", "0C1F": "s@example.kz", "0037": "Заявка на участие в конкурсе", "1000": "Добрый день!"}
    found = letter(tmp_path, msg(texts, {}, narrow=True))
    assert (found.subject, found.texts[0].strip()) == ("Заявка на участие в конкурсе", "Добрый день!")


def test_html_stands_beside_plain_text(tmp_path: Path) -> None:
    """Both are read."""
    found = letter(tmp_path, msg({"007D": TRAVELLED, "1000": "plain"}, {}, html="<p>Қазақша</p>".encode()))
    assert "plain" in found.texts[0]
    assert "Қазақша" in found.html[0]


def test_what_lies_in_a_letter_within_a_letter_is_found(tmp_path: Path) -> None:
    """A forwarded original's text and files are parts; its header is not taken for the letter's own."""
    inner = message({"007D": TRAVELLED.replace("<1@", "<inner@"), "1000": "ішкі"}, {"f.docx": b"PK inner"}, inside=True)
    found = letter(tmp_path, msg({"007D": TRAVELLED, "1000": "сыртқы"}, {"Алдыңғы хат": inner}))
    assert found.message_id == "<1@example.kz>"
    files = {part.name: (tmp_path / "parts" / part.file).read_bytes() for part in found.parts}
    assert files == {"Алдыңғы хат.eml/f.docx": b"PK inner", "Алдыңғы хат.eml/letter.txt": "ішкі\n".encode()}
    assert [data.decode().strip() for name, data in files.items() if name.endswith(".txt")] == ["ішкі"]


def test_the_same_file_is_the_same_letter(tmp_path: Path) -> None:
    """Its key does not depend on when it is read."""
    data = msg({"007D": TRAVELLED, "1000": "t"}, {"a.txt": b"1"}, html=b"<p>x</p>")
    assert letter(tmp_path, data).key == letter(tmp_path, data).key


def test_a_body_in_rich_text_alone_is_a_file(tmp_path: Path) -> None:
    """The example of [MS-OXRTFCP] 4.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423" + "20af32068656c0900206277" + "05b06c647d0a800fa0"
    )
    assert unpacked_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    (part,) = letter(tmp_path, msg({"007D": TRAVELLED}, {}, rtf=packed)).parts
    assert part.name == "letter.rtf"


@pytest.mark.parametrize(
    "data",
    [
        compound({"WordDocument": b"not a letter"}),
        msg({"1000": "x"}, {})[:700],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    ],
)
def test_what_is_no_letter_of_outlook_is_told(tmp_path: Path, data: bytes) -> None:
    """A Word file of old, a file cut off: an error of the house."""
    with pytest.raises(ParserError):
        letter(tmp_path, data)


@settings(max_examples=60)
@given(place=st.integers(0, 6000), value=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, place: int, value: int) -> None:
    """Whatever byte is wrong."""
    data = bytearray(msg({"007D": TRAVELLED, "1000": "мәтін"}, {"a.bin": bytes(5000)}))
    data[place % len(data)] = value
    with contextlib.suppress(ParserError):
        letter(tmp_path_factory.mktemp("m"), bytes(data))
