"""PDF files: text in place, tables by their rules, pictures and curves that nobody read, locked and broken files."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from parsers.errors import ParserError
from parsers.facts import Text
from parsers.limits import ReadLimits
from parsers.readers import read
from parsers.readers.pdf_layout import Rule, Rules, Segment, blocks

LIMITS = ReadLimits()
PAGE = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 11pt, font: "Libertinus Serif")\n'


def printed(path: Path, source: str) -> Text:
    """A typst source printed and read."""
    path.write_bytes(bytes(typst.compile((PAGE + source).encode("utf-8"), format="pdf")))
    return read(path, "pdf", LIMITS)


def scanned(path: Path, pages: int = 1) -> Path:
    """A PDF of pictures alone."""
    sheets = [Image.new("L", (200, 280), 200) for _ in range(pages)]
    sheets[0].save(path, "PDF", save_all=True, append_images=sheets[1:])
    return path


def test_headings_stand_out_by_size_weight_place_and_capitals(tmp_path: Path) -> None:
    """Against the size that most of the document is set in."""
    text = printed(
        tmp_path / "a.pdf",
        "#text(size: 16pt)[Үлкен тақырып]\n\n"
        + "Бұл жай мәтін, ол ұзақ жазылған сөйлем. " * 12
        + "\n\n*Қалың жол*\n\n#align(center)[ортада тұр]\n\nБАС ӘРІПТЕРМЕН\n\nтағы жай жол",
    )
    found = {block.text.split("\n")[0][:14]: block.prominence for block in text.pages[0].blocks}
    assert found["Үлкен тақырып"] == 2
    assert found["Қалың жол"] == found["ортада тұр"] == found["БАС ӘРІПТЕРМЕН"] == 1
    assert found["Бұл жай мәтін,"] == found["тағы жай жол"] == 0


def test_a_ruled_table_comes_as_rows(tmp_path: Path) -> None:
    """Cells of several lines stay together, empty cells and merged ones keep the columns apart."""
    text = printed(
        tmp_path / "a.pdf",
        "#table(columns: (4cm, 6cm), [Мекеменің толық атауы ұзақ жазылған белгі], [№ 79 мектеп-лицей деген ұзақ атау екінші жолға],"  # noqa: E501
        " [Факс], [], [А], [Б], table.cell(colspan: 2)[бірге])",
    )
    rows = text.pages[0].blocks[0].rows
    assert [tuple(" ".join(cell.split()) for cell in row) for row in rows] == [
        ("Мекеменің толық атауы ұзақ жазылған белгі", "№ 79 мектеп-лицей деген ұзақ атау екінші жолға"),
        ("Факс", ""),
        ("А", "Б"),
        ("бірге", ""),
    ]


def test_a_frame_around_the_page_is_no_table(tmp_path: Path) -> None:
    """Text inside one drawn box is read as lines."""
    text = printed(tmp_path / "a.pdf", "#rect(width: 100%)[бірінші жол \\\n екінші жол]")
    assert [block.rows for block in text.pages[0].blocks] == [()]
    assert text.pages[0].text == "бірінші жол\nекінші жол"


def test_columns_without_rules_are_kept_apart(tmp_path: Path) -> None:
    """A wide gap in a line becomes a tab."""
    text = printed(tmp_path / "a.pdf", "#table(columns: (6cm, 8cm), stroke: none, [Факс], [жоқ])")
    assert text.pages[0].text == "Факс\tжоқ"


def test_pages_that_are_pictures_are_unread(tmp_path: Path) -> None:
    """Each is marked, and no text is made up."""
    text = read(scanned(tmp_path / "a.pdf", 3), "pdf", LIMITS)
    assert [(page.picture, page.read_by, page.blocks) for page in text.pages] == [(True, "none", ())] * 3
    assert text.paged


def test_an_empty_page_is_read_and_keeps_its_number(tmp_path: Path) -> None:
    """Blank is not unread."""
    text = printed(tmp_path / "a.pdf", "бір\n#pagebreak()\n#pagebreak()\nүш")
    assert [(page.text, page.read_by, page.picture) for page in text.pages] == [
        ("бір", "text", False),
        ("", "text", False),
        ("үш", "text", False),
    ]


def test_letters_drawn_as_curves_are_unread(tmp_path: Path) -> None:
    """A page that shows drawing and has no text may say anything."""
    curves = "".join(
        f"#place(dx: {n}mm, dy: {n}mm, curve(fill: black, curve.move((0pt, 0pt)), curve.cubic((5pt, 9pt), (9pt, 5pt), (9pt, 0pt)), curve.close()))\n"  # noqa: E501
        for n in range(9)
    )
    page = printed(tmp_path / "a.pdf", curves).pages[0]
    assert (page.read_by, page.picture, page.blocks) == ("none", True, ())


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    """A password that nobody gave; one that is empty opens."""
    locked = encrypted("құпия")
    (tmp_path / "a.pdf").write_bytes(locked)
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a.pdf", "pdf", LIMITS)
    assert caught.value.problem.code == "encrypted"
    (tmp_path / "b.pdf").write_bytes(encrypted(""))
    assert len(read(tmp_path / "b.pdf", "pdf", LIMITS).pages) == 1


def encrypted(password: str) -> bytes:
    """A one-page PDF under the standard security handler, revision 2 (ISO 32000-1, 7.6.3): RC4, 40 bits."""
    import hashlib

    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def rc4(key: bytes, data: bytes) -> bytes:
        state, j = list(range(256)), 0
        for i in range(256):
            j = (j + state[i] + key[i % len(key)]) % 256
            state[i], state[j] = state[j], state[i]
        out, i, j = bytearray(), 0, 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + state[i]) % 256
            state[i], state[j] = state[j], state[i]
            out.append(byte ^ state[(state[i] + state[j]) % 256])
        return bytes(out)

    user = (password.encode("utf-8") + padding)[:32]
    identity, permissions = b"0123456789abcdef", -4
    owner = rc4(hashlib.md5((b"owner" + padding)[:32]).digest()[:5], user)
    key = hashlib.md5(user + owner + permissions.to_bytes(4, "little", signed=True) + identity).digest()[:5]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<"
        + owner.hex().encode()
        + b">/U<"
        + rc4(key, padding).hex().encode()
        + b">>>",
    ]
    return assembled(
        objects, b"/Encrypt 4 0 R/ID[<" + identity.hex().encode() + b"><" + identity.hex().encode() + b">]"
    )


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Objects as a PDF file with its cross-reference table."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"%PDF-1.4 cut short", "damaged"), (b"PK\x03\x04", "damaged")]
)
def test_a_broken_file_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    """Empty and damaged are different things."""
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a.pdf", "pdf", LIMITS)
    assert caught.value.problem.code == code


def test_values_typed_into_form_fields_are_read(tmp_path: Path) -> None:
    """What a person fills into a PDF form lies beside the page's own content."""
    appearance = b"BT /F 10 Tf 2 4 Td (AKHMETOVA) Tj ET"
    content = b"BT /F 10 Tf 20 104 Td (Leader:) Tj ET"
    font = b"<</Font<</F 6 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DR" + font + b">>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[5 0 R]/Resources" + font + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Annot/Subtype/Widget/FT/Tx/F 4/T(leader)/V(AKHMETOVA)/Rect[80 100 280 118]/P 3 0 R/AP<</N 7 0 R>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 200 18]/Resources%s/Length %d>>stream\n%s\nendstream"
        % (font, len(appearance), appearance),
    ]
    (tmp_path / "a.pdf").write_bytes(assembled(objects))
    assert read(tmp_path / "a.pdf", "pdf", LIMITS).pages[0].text.split() == ["Leader:", "AKHMETOVA"]


def test_links_are_listed(tmp_path: Path) -> None:
    """Where the page's links lead to."""
    text = printed(tmp_path / "a.pdf", '#link("https://drive.google.com/x")[портфолио]')
    assert text.links == ("https://drive.google.com/x",)


def test_reading_stops_at_the_limit_of_pages(tmp_path: Path) -> None:
    """The pages before it are kept."""
    path = scanned(tmp_path / "a.pdf", 5)
    text = read(path, "pdf", ReadLimits(pages=2))
    assert len(text.pages) == 2
    assert text.problem is not None
    assert text.problem.code == "too_many"


def test_pdfium_gives_what_the_reader_builds_on(tmp_path: Path) -> None:
    """The library's version still breaks lines where the reader expects it."""
    printed(tmp_path / "a.pdf", "бір \\\n екі")
    with pdfium.PdfDocument(tmp_path / "a.pdf") as document:
        assert document[0].get_textpage().get_text_range().split() == ["бір", "екі"]


# ---------------------------------------------------------------- geometry


def test_what_was_written_over_a_blank_joins_its_line() -> None:
    """Values that a program laid over the form come last in the file."""
    lines = [
        Segment("Факс: ______", 10, 100, 200, 112),
        Segment("Пошта: ______", 10, 80, 200, 92),
        Segment("55-66-77", 60, 103, 120, 115),
    ]
    text = "\n".join(block.text for block in blocks(lines, Rules([], []), 12, 600))
    assert text == "Факс: ______\t55-66-77\nПошта: ______"


def test_two_columns_of_text_are_not_woven_together() -> None:
    """The right column of a bilingual letterhead follows the left one."""
    lines = [Segment(f"сол {n}", 10, 100 - 14 * n, 90, 112 - 14 * n) for n in range(3)]
    lines += [Segment(f"оң {n}", 300, 100 - 14 * n, 390, 112 - 14 * n) for n in range(3)]
    text = "\n".join(block.text for block in blocks(lines, Rules([], []), 12, 600))
    assert text.split("\n") == ["сол 0", "сол 1", "сол 2", "оң 0", "оң 1", "оң 2"]


numbers = st.floats(-50, 900, allow_nan=False)
segments = st.builds(
    lambda text, x, y, w, h: Segment(text, x, y, x + abs(w), y + abs(h)),
    st.text("абв _:1", min_size=1).filter(str.strip), numbers, numbers, numbers, st.floats(0, 40),
)  # fmt: skip
rules = st.builds(Rule, numbers, numbers, numbers)


@given(st.lists(segments, max_size=12), st.lists(rules, max_size=8), st.lists(rules, max_size=8))
def test_no_text_is_lost_or_doubled_by_the_layout(found: list[Segment], upright: list[Rule], level: list[Rule]) -> None:
    """Whatever lines are drawn, every segment comes out once."""
    text = "\n".join(block.text for block in blocks(found, Rules(upright, level), 10, 600))
    assert sorted("".join(text.split())) == sorted("".join("".join(segment.text for segment in found).split()))
