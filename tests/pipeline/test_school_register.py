"""The city's register of schools, read from what an office has: CSV and TSV of any sort, workbooks."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from pipeline.errors import RegisterError
from pipeline.school_register import read_register

ROWS = (
    ("№", "Мектеп атауы", "Телефоны", "Ауданы", "Мекенжайы"),
    ("1", "№ 70 «Өрлеу» мектеп-лицейі", "8 (7172) 55-11-22", "Есіл", "Қабанбай батыр, 9/1"),
    ("2", '"Зерде"; жеке мектебі', "+7 701 555 44 33", "", ""),
    ("", "", "", "", ""),
)


def written(tmp_path: Path, delimiter: str, encoding: str = "utf-8") -> Path:
    """The rows as a text file."""
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    file = tmp_path / "мектептер.csv"
    file.write_bytes(out.getvalue().encode(encoding, "replace"))
    return file


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_text_file_is_read_whatever_parts_its_columns(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """With or without a mark at its beginning; empty lines are no schools."""
    first, second = read_register(written(tmp_path, delimiter, encoding))
    assert (first.name, first.phone) == ("№ 70 «Өрлеу» мектеп-лицейі", "8 (7172) 55-11-22")
    assert (first.district, first.address) == ("Есіл", "Қабанбай батыр, 9/1")
    assert second.names == ('"Зерде"; жеке мектебі',)


def test_a_file_of_russian_excel_is_read(tmp_path: Path) -> None:
    """«CSV (разделители – запятые)» is Windows-1251 with semicolons."""
    file = tmp_path / "школы.csv"
    file.write_bytes("Наименование школы;Контактный телефон\r\nШкола-лицей № 70;55-11-22\r\n".encode("cp1251"))
    [only] = read_register(file)
    assert (only.name, only.phone) == ("Школа-лицей № 70", "55-11-22")


def test_several_names_are_names_of_one_school_and_the_reader_s_language_comes_first(tmp_path: Path) -> None:
    """Remarks before the head are passed over, and columns that say nothing of a school."""
    file = tmp_path / "schools.tsv"
    file.write_text(
        "# facts of 2025\nnumber\tofficial_name_ru\tname_kk\tphone\n1\tШкола-лицей № 1\t№1 мектеп-лицей\t1\n"
        "2\tШкола № 2\t\t2\n",
        "utf-8",
    )
    assert read_register(file, "kk")[0].names == ("№1 мектеп-лицей", "Школа-лицей № 1")
    assert read_register(file, "ru")[0].names == ("Школа-лицей № 1", "№1 мектеп-лицей")
    assert read_register(file, "kk")[1].names == ("Школа № 2",)


def test_a_workbook_is_read_with_a_title_over_its_table(tmp_path: Path) -> None:
    """A phone that the sheet holds as a number stays one."""
    file = tmp_path / "тізім.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Астана қаласының мектептері")
        for column, title in enumerate(("Білім беру ұйымының атауы", "Байланыс телефоны")):
            sheet.write_string(2, column, title)
        sheet.write_string(3, 0, "№ 5 мектеп")
        sheet.write_number(3, 1, 87172551122)
    [only] = read_register(file)
    assert (only.name, only.phone) == ("№ 5 мектеп", "87172551122")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.csv", None, "register_absent"),
        ("none.xlsx", None, "register_absent"),
        ("a.csv", b"phone;sum\n1;2\n", "register_no_names"),
        ("a.csv", b"", "register_no_names"),
        ("a.csv", b"name;phone\n;1\n", "register_empty"),
        ("a.xlsx", b"PK no zip", "register_damaged"),
        ("folder.csv", "folder", "register_unreadable"),
    ],
)
def test_a_file_that_is_no_register_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes | str | None, code: str
) -> None:
    """One error with the file's name, whatever is wrong."""
    file = tmp_path / name
    if content == "folder":
        file.mkdir()
    elif isinstance(content, bytes):
        file.write_bytes(content)
    with pytest.raises(RegisterError) as caught:
        read_register(file)
    assert caught.value.code == code
    assert str(file) in str(caught.value)
