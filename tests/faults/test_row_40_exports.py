"""Names made for a spreadsheet, a terminal or a browser come out as text, and every row is there (fault 40)."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from tests.console.running import baiqau
from tests.faults.real import FORM, PLAN, letter, word
from tests.reports.opening import docx, pdf

NASTY = (
    '=HYPERLINK("http://evil.kz","x").docx',
    "+1+1.docx",
    "@SUM(1).docx",
    "-2.docx",
    "\tтаб.docx",
    "a\x0bb.docx",
    "\x1b[31mқызыл\x1b]0;t\x07.docx",
    "план\u202excod.exe.docx",
    "<script>alert(1)<!--.docx",
    "[bold red]x[/].docx",
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two submissions whose every name is an attack."""
    root = tmp_path_factory.mktemp("nasty")
    for number in ("43", "44"):
        lines = [line.replace("43", number).replace("Ахметов", f"=cmd|x{number}") for line in FORM]
        text = "\n".join(lines).replace("математика", "=HYPERLINK(1)\u202eматематика\x1b[2J").replace("Абай", "<b>Абай")
        head = f"From: =?utf-8?Q?=3Dcmd_=E2=80=AE=1B[2J?= <m{number}@x.kz>\nSubject: =1+1\nMessage-ID: <{number}@x>\n"
        files = {name: word(*PLAN) for name in NASTY}
        (root / f"{number}.eml").write_bytes(letter(files, text=text, headers=head))
    assert baiqau("--data", root / "data", "ingest", root).code in (0, 1)
    return root / "data"


def test_row_40_a_workbook_holds_text_alone(data: Path, tmp_path: Path) -> None:
    """No cell is a formula, none holds a control or direction mark, each submission has its row."""
    file = tmp_path / "a.xlsx"
    assert baiqau("--data", data, "report", "completeness", "--format", "xlsx", "-o", file).code == 0
    cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if CONTROL.search(text)]
    assert all(any(f"№ {number} мектеп" in text for text in texts) for number in ("43", "44"))


def test_row_40_a_table_of_commas_begins_no_formula(data: Path) -> None:
    """As many rows as the database has submissions, no cell begins as a formula, nothing controls."""
    out = baiqau("--data", data, "report", "completeness", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]
    assert not CONTROL.search(out)


def test_row_40_a_paper_to_edit_and_a_paper_to_sign_hold_text_alone(data: Path, tmp_path: Path) -> None:
    """In DOCX and PDF each submission has its row, nothing is a field or a formula, nothing controls."""
    for name, head in (("submissions", 1), ("register", 1)):
        text_file, page = tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf"
        for out in (text_file, page):
            assert baiqau("--data", data, "report", name, "--format", out.suffix[1:], "-o", out).code == 0
        opened = docx(text_file.read_bytes())
        assert len(opened.tables[0]) == 2 + head
        assert sorted(opened.fields) == ["NUMPAGES", "NUMPAGES", "PAGE", "PAGE"]
        assert not CONTROL.search(opened.text.replace("\t", " "))
        text = "".join(pdf(page.read_bytes()))
        assert not CONTROL.search(re.sub(r"[\r\n\t]", " ", text))
        assert all(f"ӘБ-2025 № {number}" in re.sub(r"\s+", " ", text) for number in (1, 2))


def test_row_40_data_keep_the_name_and_pages_escape_it(data: Path) -> None:
    """JSON tells names as they were sent; HTML shows them and runs nothing."""
    told = json.loads(baiqau("--data", data, "report", "completeness", "--format", "json").out)
    assert len(told["submissions"]) == 2
    page = baiqau("--data", data, "report", "completeness", "--format", "html").out
    assert "<script>alert" not in page
    assert "<b>Абай" not in page
    assert not CONTROL.search(page)


@pytest.mark.parametrize("command", [("letters",), ("submissions",), ("show", "1"), ("status",)])
def test_row_40_a_terminal_obeys_no_name(data: Path, command: tuple[str, ...]) -> None:
    """Nothing that colours, clears, renames or turns round the terminal."""
    ran = baiqau("--data", data, *command)
    assert ran.code == 0
    assert not CONTROL.search(ran.out)
