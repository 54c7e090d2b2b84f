"""Whoever signs sees what is signed: no page of a paper holds signatures alone."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from reports.formats import as_docx, as_pdf
from reports.formats.paper import Annex, Block, Grid, GridColumn, Items, Paper, Paragraph, Point, Signature
from tests.reports.opening import pdf
from tests.reports.paper_made import paper

_ROLE = "Қол қоюшы"
_COLUMNS = (GridColumn("№", 10), GridColumn("Бас", 60))


def signed(*blocks: Block, signatures: int = 8, wide: bool = True) -> Paper:
    """A paper of these blocks with so many signatures."""
    return replace(
        paper("x", wide=wide), blocks=blocks, notes=(), approval=None,
        signatures=tuple(Signature(f"{_ROLE} {n}", f"Аты {n}") for n in range(signatures)),
    )  # fmt: skip


def grid(rows: int) -> Grid:
    """A table of so many short rows."""
    return Grid(_COLUMNS, tuple((f"r{n}r", f"жол {n}") for n in range(rows)))


def point(lines: int) -> Point:
    """A point with so many sentences."""
    return Point("1.", "Шешілсін", tuple(f"сөйлем r{n}r" for n in range(lines)))


@pytest.mark.parametrize("make", [grid, point, lambda n: Items(tuple(f"r{x}r" for x in range(min(n, 6))))])
@pytest.mark.parametrize("wide", [True, False])
def test_the_first_signature_stands_under_something(make: type[Block], wide: bool) -> None:
    """However many rows or sentences there are: its page has two of them at least."""
    for count in range(3, 46, 7):
        text = [Paragraph(f"абзац {n}") for n in range(count)]
        pages = pdf(as_pdf.dump(signed(*text, make(count), wide=wide)))  # type: ignore[call-arg, arg-type]
        page = next(page for page in pages if f"{_ROLE} 0" in page)
        assert page.index(f"{_ROLE} 0") > page.rindex("r")  # what is signed stands above
        assert page.count("r") // 2 >= 2, count
        assert f"{_ROLE} 7" in pages[-1]


@pytest.mark.parametrize("wide", [True, False])
def test_a_remark_at_the_end_is_not_all_that_stands_above_the_signatures(wide: bool) -> None:
    """What was decided goes along with the remark that follows it, long or short."""
    for lines in (3, 20, 27):
        for count in range(2, 40, 5):
            text = [Paragraph(f"абзац {n}") for n in range(count)]
            pages = pdf(as_pdf.dump(signed(*text, point(lines), Paragraph("Қосымшалар", quiet=True), wide=wide)))
            page = next(page for page in pages if f"{_ROLE} 0" in page)
            assert page.count("сөйлем") >= 2, (lines, count)


def test_a_table_that_goes_on_has_its_head_again_where_the_signatures_are() -> None:
    """On a new page the last rows have the head above them; on the same page there is one head only."""
    for rows in range(3, 46, 2):
        pages = pdf(as_pdf.dump(signed(grid(rows))))
        assert [page.count("Бас") for page in pages] == [1] * len(pages), rows
        assert sum(page.count("жол") for page in pages) == rows


def test_in_word_the_last_rows_are_kept_with_the_signatures() -> None:
    """keepNext in the rows, in the line after the table and between the signatures; none after the last."""
    document = Document(io.BytesIO(as_docx.dump(signed(grid(9), signatures=3))))
    table = document.tables[0]
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in table.rows]
    assert kept == [False] * 8 + [True] * 2
    lines = [line for line in document.element.body if line.tag == qn("w:p")]
    assert [line.find(f".//{qn('w:keepNext')}") is not None for line in lines[-4:]] == [True, True, True, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for one in document.tables for row in one.rows)


def test_an_annex_begins_a_page_after_the_signatures() -> None:
    """In both formats: whose annex it is, its title, its table."""
    one = replace(signed(Paragraph("мәтін")), annex=Annex("№ 5 бұйрыққа қосымша", "Құрамы", (grid(3),)))
    pages = pdf(as_pdf.dump(one))
    assert (len(pages), "Құрамы" in pages[0], "Құрамы" in pages[1], "r2r" in pages[1]) == (2, False, True, True)
    made = Document(io.BytesIO(as_docx.dump(one)))
    mark = next(line for line in made.paragraphs if line.text == "№ 5 бұйрыққа қосымша")
    assert mark.paragraph_format.page_break_before
