"""Word documents: every text that a person sees is read once, and nothing else."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from PIL import Image

from parsers.errors import ParserError
from parsers.facts import Block, Text
from parsers.limits import ReadLimits
from parsers.readers import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LIMITS = ReadLimits()


def raw(path: Path, body: str, *, prologue: str = "", styles: str = "", **members: str) -> Path:
    """A document whose body is this XML, with no part that is not needed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{W}" xmlns:wp="urn:wp" xmlns:mc="urn:mc" xmlns:v="urn:v" '  # noqa: E501
            f'xmlns:wps="urn:wps" xmlns:r="urn:r" xmlns:a="urn:a"><w:body>{body}</w:body></w:document>',
        )
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return path


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(path: Path) -> Text:
    """The document as read."""
    return read(path, "docx", LIMITS)


def all_text(path: Path) -> str:
    """All pages' text."""
    return "\n".join(page.text for page in docx(path).pages)


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p><w:sdt><w:sdtContent>{run('КӨРІНЕДІ')}</w:sdtContent></w:sdt></w:p>",
        f"<w:sdt><w:sdtContent><w:p>{run('КӨРІНЕДІ')}</w:p></w:sdtContent></w:sdt>",
        f"<w:tbl><w:tr><w:tc><w:p>{run('а')}</w:p></w:tc><w:tc><w:sdt><w:sdtContent><w:p>{run('КӨРІНЕДІ')}</w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc><w:p>{run('а')}</w:p></w:tc><w:sdt><w:sdtContent><w:tc><w:p>{run('КӨРІНЕДІ')}</w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p>{run('КӨРІНЕДІ')}</w:p></w:tc><w:tc><w:p>{run('б')}</w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
        f"<w:p><w:ins>{run('КӨРІНЕДІ')}</w:ins></w:p>",
        f"<w:p><w:moveTo>{run('КӨРІНЕДІ')}</w:moveTo></w:p>",
        f"<w:p><w:smartTag>{run('КӨРІНЕДІ')}</w:smartTag></w:p>",
        f"<w:p><w:fldSimple>{run('КӨРІНЕДІ')}</w:fldSimple></w:p>",
        f"<w:p><w:hyperlink r:id='x'>{run('КӨРІНЕДІ')}</w:hyperlink></w:p>",
        f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{run('КӨРІНЕДІ')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        "<w:p><w:r><w:pict><v:shape><v:textpath string='КӨРІНЕДІ'/></v:shape></w:pict></w:r></w:p>",
        f"<w:tbl><w:tr><w:tc><w:p>{run('а')}</w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p>{run('КӨРІНЕДІ')}</w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='жоқ'/><w:listEntry w:val='КӨРІНЕДІ'/></w:ddList></w:ffData></w:fldChar></w:r></w:p>",  # noqa: E501
    ],
)
def test_what_a_person_sees_is_read_once(tmp_path: Path, body: str) -> None:
    """Content controls, insertions, fields, links, text boxes, nested tables: once each."""
    assert all_text(raw(tmp_path / "a.docx", body)).count("КӨРІНЕДІ") == 1


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:del><w:r><w:delText>ЖОҚ</w:delText></w:r></w:del></w:p>",
        f"<w:p><w:moveFrom>{run('ЖОҚ')}</w:moveFrom></w:p>",
        "<w:p><w:r><w:instrText>ЖОҚ</w:instrText></w:r></w:p>",
        f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('ЖОҚ')}</w:sdtContent></w:sdt></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ЖОҚ</w:t></w:r></w:p>",
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('ЖОҚ')}</w:p></w:tc></w:tr></w:tbl>",
    ],
)
def test_what_is_not_seen_is_not_read(tmp_path: Path, body: str) -> None:
    """Deletions, prompts of empty content controls, field codes and hidden text are no text."""
    path = raw(tmp_path / "a.docx", body + f"<w:p>{run('қалған')}</w:p>")
    assert all_text(path) == "қалған"


def test_a_text_box_is_read_once_though_the_file_holds_it_twice(tmp_path: Path) -> None:
    """mc:AlternateContent has the box as DrawingML and again as VML."""
    box = f"<w:txbxContent><w:p>{run('ӨТІНІМ')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('бұрын')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert all_text(raw(tmp_path / "a.docx", body)) == "бұрын\nӨТІНІМ"


def test_merged_cells_stand_once_and_leave_empty_places(tmp_path: Path) -> None:
    """A cell merged over columns and one merged over rows keep the table's columns apart."""
    document = Document()
    table = document.add_table(3, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "х"
    wide = table.cell(0, 0).merge(table.cell(0, 1))
    wide.text = "кең"
    tall = table.cell(1, 2).merge(table.cell(2, 2))
    tall.text = "биік"
    document.save(str(tmp_path / "a.docx"))
    block = docx(tmp_path / "a.docx").pages[0].blocks[0]
    assert block.rows == (("кең", "", "х"), ("х", "х", "биік"), ("х", "х", ""))
    assert block.text.split("\n")[0] == "кең\t\tх"


def test_page_breaks_of_three_kinds_split_the_runs(tmp_path: Path) -> None:
    """A break in a run, a section's break and the place where Word last turned the page."""
    document = Document()
    document.add_paragraph("бір")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("екі")
    document.add_section()
    document.add_paragraph()._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:lastRenderedPageBreak/><w:t>үш</w:t></w:r>"))
    last = document.add_paragraph("төрт")
    last.paragraph_format.page_break_before = True
    document.save(str(tmp_path / "a.docx"))
    text = docx(tmp_path / "a.docx")
    assert [page.text for page in text.pages] == ["бір", "екі", "үш", "төрт"]
    assert not text.paged


def test_a_table_is_divided_where_the_page_turned(tmp_path: Path) -> None:
    """The row in which the page turned begins the next page."""
    rows = [f"<w:tr><w:tc><w:p>{run(str(n))}</w:p></w:tc><w:tc><w:p>{run('х')}</w:p></w:tc></w:tr>" for n in range(3)]
    rows[2] = rows[2].replace("<w:r>", "<w:r><w:lastRenderedPageBreak/>", 1)
    pages = docx(raw(tmp_path / "a.docx", f"<w:tbl>{''.join(rows)}</w:tbl>")).pages
    assert [page.blocks[0].rows for page in pages] == [(("0", "х"), ("1", "х")), (("2", "х"),)]


def test_prominence_comes_from_styles_outline_weight_place_and_size(tmp_path: Path) -> None:
    """Headings and larger type stand out most; bold, centred and capitals a little; the rest not."""
    document = Document()
    document.add_heading("тақырып", 1)
    document.add_paragraph("Бұл қарапайым сөйлем " * 10)
    document.add_paragraph().add_run("қалың жазу").bold = True
    document.add_paragraph("ортада").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("БАС ӘРІПТЕР")
    document.add_paragraph().add_run("үлкен").font.size = Pt(18)
    outlined = document.add_paragraph("деңгейі бар")
    outlined._p.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='0'/>"))
    half = document.add_paragraph("жартысы ")
    half.add_run("қалың").bold = True
    document.save(str(tmp_path / "a.docx"))
    assert [block.prominence for block in docx(tmp_path / "a.docx").pages[0].blocks] == [2, 0, 1, 1, 1, 2, 2, 0]


@pytest.mark.parametrize("name", ["Заголовок 1", "heading 2", "Title", "Тақырып 1", "Название"])
def test_heading_styles_are_known_in_the_languages_of_word(tmp_path: Path, name: str) -> None:
    """A style named as a heading, in any of the languages, or based on one, makes a heading."""
    styles = f'<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="{name}"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Меншікті"/><w:basedOn w:val="a1"/></w:style>'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run("мәтін")}</w:p>' for style in ("a1", "own", "жоқ")
    )
    path = raw(tmp_path / "a.docx", body, styles=styles)
    assert [block.prominence for block in docx(path).pages[0].blocks] == [2, 2, 0]


def test_headers_footers_and_footnotes_are_read_once(tmp_path: Path) -> None:
    """Headers before the first page, footers and notes after the last; page numbers left out."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "«№ 79 мектеп»"
    document.sections[0].footer.paragraphs[0].text = "Астана"
    document.add_paragraph("дене")
    document.save(str(tmp_path / "a.docx"))
    assert docx(tmp_path / "a.docx").pages[0].blocks == (Block("«№ 79 мектеп»"), Block("дене"), Block("Астана"))


def picture(width: int, height: int) -> io.BytesIO:
    """A grey picture of that size in pixels."""
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG")
    file.seek(0)
    return file


def test_a_document_of_pictures_alone_is_pages_that_nobody_read(tmp_path: Path) -> None:
    """Two scans pasted into Word are two picture pages, whatever the page breaks."""
    document = Document()
    document.add_picture(picture(80, 100), width=Mm(150))
    document.add_picture(picture(80, 100), width=Mm(150))
    document.save(str(tmp_path / "a.docx"))
    pages = docx(tmp_path / "a.docx").pages
    assert [(page.picture, page.read_by, page.blocks) for page in pages] == [(True, "none", ())] * 2


def test_a_logo_beside_text_is_no_picture_page_and_a_scan_is(tmp_path: Path) -> None:
    """Only a picture that covers most of the page makes a page with text a picture page."""
    document = Document()
    document.add_paragraph("мәтін")
    document.add_picture(picture(10, 10), width=Mm(20))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("екінші")
    document.add_picture(picture(80, 100), width=Mm(180))
    document.save(str(tmp_path / "a.docx"))
    assert [(page.picture, page.read_by) for page in docx(tmp_path / "a.docx").pages] == [
        (False, "text"),
        (True, "text"),
    ]


def test_entities_are_never_expanded_nor_files_read(tmp_path: Path) -> None:
    """An internal entity that multiplies and an external one that names a file give nothing."""
    secret = tmp_path / "secret.txt"
    secret.write_text("ҚҰПИЯ", encoding="utf-8")
    prologue = (
        '<!DOCTYPE d [<!ENTITY a "ЛОЛЛОЛЛОЛ"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        f'<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    )
    path = raw(tmp_path / "a.docx", f"<w:p>{run('бар')}{run('&b;&f;')}</w:p>", prologue=prologue)
    text = all_text(path)
    assert "бар" in text
    assert "ЛОЛ" not in text
    assert "ҚҰПИЯ" not in text


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """Sixty megabytes of one letter in a small zip are a bomb."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 60_000_000)
    with pytest.raises(ParserError) as caught:
        docx(tmp_path / "a.docx")
    assert caught.value.problem.code == "bomb"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"not a zip at all", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
    ],
)
def test_a_file_that_is_no_document_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    """Empty, damaged, locked by a password: each its own code."""
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(ParserError) as caught:
        docx(tmp_path / "a.docx")
    assert caught.value.problem.code == code


def test_a_document_cut_short_is_damaged(tmp_path: Path) -> None:
    """XML that ends in the middle is damage, not an empty document."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body><w:p>')
    with pytest.raises(ParserError) as caught:
        docx(tmp_path / "a.docx")
    assert caught.value.problem.code == "damaged"


def test_reading_stops_at_the_limit_of_pages(tmp_path: Path) -> None:
    """What was read is kept, and the problem says that there was more."""
    document = Document()
    for number in range(5):
        document.add_paragraph(str(number)).paragraph_format.page_break_before = True
    document.save(str(tmp_path / "a.docx"))
    text = read(tmp_path / "a.docx", "docx", ReadLimits(pages=3))
    assert [page.text for page in text.pages] == ["0", "1", "2"]
    assert text.problem is not None
    assert text.problem.code == "too_many"
    assert read(tmp_path / "a.docx", "docx", ReadLimits(pages=5)).problem is None


def test_hyperlinks_are_listed(tmp_path: Path) -> None:
    """Where links lead is kept: a school may send a link instead of a file."""
    document = Document()
    document.part.relate_to(
        "https://drive.google.com/x",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    document.save(str(tmp_path / "a.docx"))
    assert docx(tmp_path / "a.docx").links == ("https://drive.google.com/x",)


def test_a_part_of_another_format_is_named(tmp_path: Path) -> None:
    """A document whose text is an embedded web page is not an empty document."""
    text = docx(raw(tmp_path / "a.docx", "<w:altChunk r:id='c'/>"))
    assert text.problem is not None
    assert text.problem.code == "unsupported"
