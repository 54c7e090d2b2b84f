"""Spreadsheets, slides, web pages, plain text, pictures, and what there is no reader for."""

import datetime
from pathlib import Path

import pytest
import xlsxwriter
from pptx import Presentation
from pptx.util import Inches

from parsers.errors import ParserError
from parsers.facts import Page
from parsers.limits import ReadLimits
from parsers.readers import read, readable
from parsers.readers.plain import from_html, from_text
from parsers.readers.sheets import shown

LIMITS = ReadLimits()


@pytest.mark.parametrize("kind", ["djvu", "oft", "iwork", "exe", ""])
def test_what_there_is_no_reader_for_is_unsupported(tmp_path: Path, kind: str) -> None:
    """Formats that are not known are never taken for empty."""
    (tmp_path / "a").write_bytes(b"data")
    assert not readable(kind)
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a", kind, LIMITS)
    assert caught.value.problem.code == "unsupported"


def test_a_document_whose_zip_is_broken_is_damaged(tmp_path: Path) -> None:
    """What begins as a zip and cannot be opened is told as damaged: the school has to send it again."""
    (tmp_path / "a").write_bytes(b"PK\x03\x04 that ends here")
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a", "zip", LIMITS)
    assert caught.value.problem.code == "damaged"


def test_every_sheet_is_a_page_hidden_ones_too(tmp_path: Path) -> None:
    """Values are shown as people write them: whole numbers, dates with points, no empty rows."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    first = book.add_worksheet("Жоспар")
    first.write_row(0, 0, ["№", "Күні", "Сағат"])
    first.write_number(2, 0, 1)
    first.write_datetime(2, 1, datetime.datetime(2025, 10, 17), book.add_format({"num_format": "dd.mm.yyyy"}))  # noqa: DTZ001
    first.write_number(2, 2, 1.5)
    hidden = book.add_worksheet("Жасырын")
    hidden.write_string(0, 0, "көрінбейді")
    hidden.hide()
    book.close()
    text = read(tmp_path / "a.xlsx", "xlsx", LIMITS)
    assert text.pages[0].blocks[0].rows == (("№", "Күні", "Сағат"), ("1", "17.10.2025", "1.5"))
    assert text.pages[1].text == "көрінбейді"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3.0, "3"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (datetime.datetime(2025, 10, 30, 9, 30), "30.10.2025 09:30"),  # noqa: DTZ001
        (datetime.date(2025, 1, 2), "02.01.2025"),
        (datetime.time(9, 5), "09:05"),
        (datetime.timedelta(hours=26, minutes=5), "26:05"),
        ("  мәтін ", "мәтін"),
        (87011234567.0, "87011234567"),
    ],
)
def test_cells_are_shown_as_people_write_them(value: object, written: str) -> None:
    """A phone typed as a number keeps its digits."""
    assert shown(value) == written


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    """The library that unpacks by itself never sees it."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>')
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a.xlsx", "xlsx", LIMITS)
    assert caught.value.problem.code == "bomb"


def test_a_broken_workbook_is_damaged(tmp_path: Path) -> None:
    """A zip that is no workbook is damage."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a.xlsx", "xlsx", LIMITS)
    assert caught.value.problem.code == "damaged"


def test_slides_keep_their_order_titles_tables_and_notes(tmp_path: Path) -> None:
    """Each slide is a page, its title stands out, its notes come last."""
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Визит карточкасы"
    first.placeholders[1].text = "бірінші\nекінші"
    first.notes_slide.notes_text_frame.text = "ескерту"
    second = deck.slides.add_slide(deck.slide_layouts[6])
    table = second.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 0).text = "кең"
    table.cell(1, 1).text = "х"
    deck.save(str(tmp_path / "a.pptx"))
    text = read(tmp_path / "a.pptx", "pptx", LIMITS)
    assert text.paged
    assert [(b.text, b.prominence) for b in text.pages[0].blocks] == [
        ("Визит карточкасы", 2),
        ("бірінші", 0),
        ("екінші", 0),
        ("ескерту", 0),
    ]
    assert text.pages[1].blocks[0].rows == (("кең", ""), ("", "х"))


def test_a_slide_of_a_picture_alone_is_unread(tmp_path: Path) -> None:
    """An empty slide keeps its number and is no picture."""
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (40, 30)).save(file, "PNG")
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(file, 0, 0, deck.slide_width)
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(str(tmp_path / "a.pptx"))
    assert read(tmp_path / "a.pptx", "pptx", LIMITS).pages == (
        Page((), "none", picture=True, member="ppt/media/image1.png"),
        Page(()),
    )


def test_html_gives_what_is_shown() -> None:
    """Scripts, styles and hidden parts are dropped; blocks, line breaks, tables and links are kept."""
    text = from_html(
        "<html><head><title>х</title><style>p{}</style></head><body><h2>Өтінім</h2><script>бұзу()</script>"
        "<p>бірінші<br>екінші</p><p style='display:none'>жасырын</p><div><b>қалың</b></div>"
        "<table><tr><td>Факс</td><td colspan=2>жоқ</td></tr></table><a href='https://disk.yandex.kz/d/1'>сілтеме</a></body></html>",
        LIMITS,
    )
    blocks = text.pages[0].blocks
    assert [(b.text, b.prominence) for b in blocks] == [
        ("Өтінім", 2),
        ("бірінші\nекінші", 0),
        ("қалың", 1),
        ("Факс\tжоқ", 0),
        ("сілтеме", 0),
    ]
    assert blocks[3].rows == (("Факс", "жоқ", ""),)
    assert text.links == ("https://disk.yandex.kz/d/1",)


def test_a_layout_table_is_no_table() -> None:
    """A table that holds tables only places them: the inner one is read."""
    text = from_html("<table><tr><td>сол<table><tr><td>а<td>б</table></td></tr></table>", LIMITS)
    assert [block.rows for block in text.pages[0].blocks] == [(), (("а", "б"),)]


@pytest.mark.parametrize("source", ["", "<", "<html>", "<p" * 3000, "<div>" * 3000 + "х"])
def test_html_of_any_shape_is_read(source: str) -> None:
    """What is no web page gives a page with what text there is, never an error."""
    assert len(from_html(source, LIMITS).pages) <= 1


def test_plain_text_keeps_lines_and_paragraphs() -> None:
    """Blank lines end a block; a form feed turns the page."""
    text = from_text("бір\r\nекі\r\n\r\nҮШІНШІ ЖОЛ\fтөрт", LIMITS)
    assert [[block.text for block in page.blocks] for page in text.pages] == [["бір\nекі", "ҮШІНШІ ЖОЛ"], ["төрт"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_text_files_of_old_programs_are_decoded(tmp_path: Path, encoding: str) -> None:
    """Without any declaration of its encoding."""
    sentence = "Методическое объединение учителей математики школы"
    (tmp_path / "a.txt").write_bytes(sentence.encode(encoding))
    assert read(tmp_path / "a.txt", "txt", LIMITS).pages[0].text == sentence


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separated_values_are_a_table(tmp_path: Path, mark: str) -> None:
    """Whatever separates them."""
    (tmp_path / "a.csv").write_text(f"аты{mark}пәні\nКим{mark}тарих\n", encoding="utf-8")
    assert read(tmp_path / "a.csv", "csv", LIMITS).pages[0].blocks[0].rows == (("аты", "пәні"), ("Ким", "тарих"))


def test_a_picture_is_one_unread_page(tmp_path: Path) -> None:
    """Nobody has read it yet; an empty file is not even that."""
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    assert read(tmp_path / "a.jpg", "jpg", LIMITS).pages == (Page((), "none", picture=True),)
    (tmp_path / "b.jpg").write_bytes(b"")
    with pytest.raises(ParserError):
        read(tmp_path / "b.jpg", "jpg", LIMITS)
