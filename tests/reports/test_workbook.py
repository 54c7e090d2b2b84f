"""Workbooks, read back by another library: text is text, times are dates, sheets print and filter as they should."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from reports.formats import as_xlsx
from reports.formats.table import Column, Table
from reports.formats.text import cell
from reports.views import school_rows
from reports.words import LANGUAGES, Words
from reports.writing import REPORTS, Wanted, make
from tests.reports.builder import HOSTILE, LONG_NAME, the_contest
from tests.reports.listed import decisions, register
from tests.reports.overviews import every_situation
from tests.reports.seeded import many

KK = Words("kk")
BOOKS = [name for name, formats in REPORTS.items() if "xlsx" in formats]


def book(name: str, language: str = "kk", **more: bool) -> Workbook:
    """A report on every situation, read back with its formulas (were there any) as they stand."""
    wanted = Wanted(every_situation(), the_contest(), Words(language), register=register, **more)
    return load_workbook(io.BytesIO(make(name, "xlsx", wanted)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BOOKS)
def test_no_cell_is_a_formula_or_a_link(name: str, language: str) -> None:
    """Names that begin with «=» are text like any other (faults 40)."""
    for sheet in book(name, language).worksheets:
        for row in sheet.iter_rows():
            for one in row:
                assert one.data_type in ("s", "n", "d"), f"{sheet.title}!{one.coordinate}: {one.value!r}"
                assert one.hyperlink is None
                assert not isinstance(one.value, str) or one.data_type == "s"


def test_every_hostile_name_stands_in_the_table_as_shown_text() -> None:
    """Nothing aborts the export, nothing is dropped."""
    sheet = book("completeness").worksheets[0]
    schools = {row[1].value for row in sheet.iter_rows(min_row=1)}
    for text in HOSTILE:
        assert cell(text).strip() in {str(school).strip() for school in schools}, text
    assert LONG_NAME.strip() in {str(school).strip() for school in schools}


def test_the_table_has_one_row_a_submission_with_real_dates() -> None:
    """Rows equal the overview; a receipt time is a date and not a text."""
    overview, contest = every_situation(), the_contest()
    sheet = book("completeness").worksheets[0]
    rows = [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    expected = school_rows(overview, contest, KK)
    assert [row[0].value for row in rows] == [one.number for one in expected]
    for row, one in zip(rows, expected, strict=True):
        assert row[6].value == (None if one.received is None else one.received.replace(tzinfo=None))
        assert one.received is None or row[6].data_type == "d"
        assert [cell.value for cell in row[7:32]] == [mark.symbol for mark in (one.application, *one.marks)]
        assert row[32].value == one.present


def test_the_sheets_are_set_up_to_read_and_to_print() -> None:
    """Frozen head and names, filters over the rows, A4 landscape, one page wide, head repeated, notes."""
    overview = every_situation()
    first = book("completeness").worksheets[0]
    assert [sheet.title for sheet in book("completeness").worksheets] == [
        "Толықтығы",
        "Хаттар",
        "Ескертулер",
        "Құжаттар",
    ]
    head = next(row[0].row for row in first.iter_rows() if row[0].value == KK("head-number"))
    assert first.freeze_panes == f"C{head + 1}"
    assert first.auto_filter.ref == f"A{head}:AH{head + len(overview.submissions)}"
    assert first.page_setup.orientation == "landscape"
    assert first.page_setup.paperSize in (9, "9")
    assert first.page_setup.fitToHeight == 0
    assert first.print_title_rows == f"${head}:${head}"
    comments = [one.comment.text for one in first[head] if one.comment]
    titles = [f"{kind.number}. {kind.title.kk}" for kind in the_contest().kinds]
    assert all(any(title in comment for comment in comments) for title in titles)


def test_letters_and_remarks_have_their_sheets() -> None:
    """Every letter is a row; every unread file and every remark can be found."""
    overview = every_situation()
    letters, remarks = book("completeness").worksheets[1:3]
    numbers = [row[0].value for row in letters.iter_rows() if isinstance(row[0].value, int)]
    assert numbers == sorted(letter.id for letter in overview.letters)
    told = [row for row in remarks.iter_rows(min_row=6, values_only=True) if row[4]]
    expected = sum(
        len(one.state.remarks) + len(one.state.unread) + len(one.state.unrecognised) + len(one.state.links)
        for one in overview.submissions
    )
    assert len(told) == expected


def test_markup_of_the_library_s_own_is_text_too() -> None:
    """xlsxwriter writes «<r>…</r>» unescaped: a name of that form must not break the file."""
    columns = (Column("a", "a"),)
    made = as_xlsx.dump(Table("t", "s", (), columns, (("<r><t>x & y</r>",), ("<r><t>z</t></r>",))), "author")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert "<r>" not in strings
    assert "&lt;r&gt;&lt;t&gt;x &amp; y&lt;/r&gt;" in strings


def test_a_time_before_the_calendar_of_spreadsheets_is_text() -> None:
    """A date that no sheet can hold does not stop an export."""
    rows = ((datetime(1899, 5, 1, 10, 0),), (datetime(2025, 10, 17, 23, 59, 59),))  # noqa: DTZ001 — a sheet's times
    made = as_xlsx.dump(Table("t", "s", (), (Column("a", "a"),), rows), "author")
    sheet = load_workbook(io.BytesIO(made)).worksheets[0]
    values = [row[0].value for row in sheet.iter_rows() if row[0].value is not None]
    assert values[-2:] == ["1899-05-01 10:00:00", datetime(2025, 10, 17, 23, 59, 59)]  # noqa: DTZ001


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_names_are_names_that_a_workbook_may_have(language: str) -> None:
    """At most 31 characters, none of the forbidden ones, each once."""
    for name in BOOKS:
        titles = [sheet.title for sheet in book(name, language).worksheets]
        assert len(set(titles)) == len(titles)
        assert all(len(title) <= 31 and not re.search(r"[\[\]:*?/\\]", title) for title in titles)


def test_two_thousand_submissions_are_two_thousand_rows() -> None:
    """The size that the goals name, whole."""
    made = make("completeness", "xlsx", Wanted(many(2000), the_contest(), KK))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall(r'<c r="A\d+" s="\d+"><v>\d+</v>', sheet)) == 2000


@pytest.mark.parametrize("name", ["completeness", "register", "submissions", "decisions"])
def test_a_column_of_times_is_wide_enough_to_show_them(name: str) -> None:
    """A spreadsheet shows ### for a time that does not fit: «17.10.2025 23:59» are sixteen characters."""
    seen = every_situation()
    wanted = Wanted(replace(seen, decisions=decisions(seen)), the_contest(), KK)
    times = 0
    for sheet in load_workbook(io.BytesIO(make(name, "xlsx", wanted))).worksheets:
        wide = [(one.min, one.max, one.width) for one in sheet.column_dimensions.values()]
        for row in sheet.iter_rows():
            for one in row:
                if isinstance(one.value, datetime):
                    times += 1
                    assert max(w for first, last, w in wide if first <= one.column <= last) >= 15.5, one.coordinate
    assert times
