"""Score sheets: what is given out comes back, also through another office program."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parsers.grid import read_grid
from parsers.limits import ReadLimits
from pipeline.commission import recording
from pipeline.scoring.sheets import read_scores
from reports.commission import sheets, signed_sheets
from reports.formats.paper import Facts, Paper
from reports.words import Words
from tests.pipeline.commission.halls import JUDGES, Hall, a_hall
from tests.reports.opening import docx

KK = Words("kk")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Four participants and the whole commission."""
    with a_hall(tmp_path_factory.mktemp("hall"), 4) as made:
        made.members()
        yield made


def given_out(hall: Hall, email: str, path: Path) -> Path:
    """A member's sheet of the first stage, as a file."""
    board = hall.board
    member = next(m for m in board.ledger.members if m.email == email)
    path.write_bytes(sheets.workbook(board, board.stages[0], member, KK))
    return path


def fill(path: Path) -> dict[tuple[int, int], int]:
    """Fill every yellow cell; the points by participant and criterion."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    head = [str(sheet.cell(1, column).value or "") for column in range(1, sheet.max_column + 1)]
    keys = {column: int(key[1:]) for column, key in enumerate(head, 1) if key.startswith("k")}
    wanted = {}
    for row in range(8, sheet.max_row + 1):
        key = str(sheet.cell(row, 1).value or "")
        if key.startswith("s"):
            for column, n in keys.items():
                wanted[int(key[1:]), n] = 1 + (row + n) % 3
                sheet.cell(row, column).value = 1 + (row + n) % 3
    book.save(path)
    return wanted


def read_back(hall: Hall, path: Path) -> dict[tuple[int, int], int | None]:
    """What an import would take from the file."""
    board = hall.board
    read = read_scores(path.name, read_grid(path, ReadLimits()), board.accepted, board.ledger, board.contest)
    assert read.mistakes == ()
    return {(g.submission, g.criterion): g.points for g in read.given}


def test_a_filled_sheet_comes_back_as_it_was_filled(hall: Hall, tmp_path: Path) -> None:
    """Every participant but the one whom the member must not judge."""
    path = given_out(hall, "m2@example.kz", tmp_path / "m2.xlsx")
    wanted = fill(path)
    assert read_back(hall, path) == wanted
    assert {number for number, _ in wanted} == {1, 2, 4}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (libreoffice-calc-nogui) is not installed")
def test_a_sheet_saved_by_libreoffice_comes_back(hall: Hall, tmp_path: Path) -> None:
    """To .ods and back to .xlsx: the same points from both."""
    path = given_out(hall, JUDGES[0], tmp_path / "chair.xlsx")
    wanted = fill(path)
    for form, source in (("ods", path), ("xlsx", tmp_path / "out" / "chair.ods")):
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert read_back(hall, tmp_path / "out" / f"chair.{form}") == wanted


def test_only_points_can_be_written_into_a_sheet(hall: Hall, tmp_path: Path) -> None:
    """Protected but for the yellow cells, which take the stage's whole points; totals are formulas; keys are hidden."""
    book = openpyxl.load_workbook(given_out(hall, JUDGES[0], tmp_path / "chair.xlsx"))
    sheet = book.active
    assert sheet is not None
    assert sheet.protection.sheet
    open_cells = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert open_cells == {f"{column}{row}" for column in "FGHIJKLM" for row in range(8, 12)}
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} == {'"1,2,3"'}
    assert sheet["N8"].value == "=SUM(F8:M8)"
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden


@pytest.mark.parametrize("name", ["Асан & Үсен", "Ә" * 300])
def test_the_lines_to_sign_stand_under_every_printed_page(hall: Hall, name: str) -> None:
    """Below the table they might come alone on a page of their own; a long name leaves room for the rest."""
    board = hall.board
    member = replace(board.ledger.members[0], name=name)
    book = openpyxl.load_workbook(BytesIO(sheets.workbook(board, board.stages[0], member, KK)))
    footer: Any = book.worksheets[0].oddFooter
    sign, taken = footer.left.text.split("\n")
    assert (name.replace("&", "&&")[:20] in sign, sign.endswith("____ (қолы)")) == (True, True)
    assert taken == KK("sheets-taken")
    assert (footer.center.text, footer.right.text) == ("&P / &N", KK("sheets-date"))


def test_every_judge_has_a_workbook_in_the_archive_and_the_same_bytes_again(hall: Hall) -> None:
    """A workbook and a paper to sign for each judging member, none for the secretary; made again they are the same."""
    board = hall.board
    pack = sheets.archive(board, board.stages[0], KK)
    with zipfile.ZipFile(BytesIO(pack)) as archive:
        endings = sorted(name.rpartition(".")[2] for name in archive.namelist())
        assert endings == ["docx"] * len(JUDGES) + ["xlsx"] * len(JUDGES)
        assert "Жұмабай Іңкәр Ғалымқызы" in archive.namelist()[-1]
    assert sheets.archive(board, board.stages[0], KK) == pack


@pytest.mark.parametrize("words", [KK, Words("ru"), Words("en")])
def test_the_sheets_to_sign_are_a_grid_of_all_and_a_page_a_participant(hall: Hall, words: Words) -> None:
    """Nobody whom the member must not judge; criteria in the regulations' words, room for points, two signatures."""
    board = hall.board
    member = next(m for m in board.ledger.members if m.email == "m2@example.kz")
    grid, *pages = signed_sheets.papers(board, board.stages[0], member, words)
    assert [dict(facts(page).lines)[words("sheets-participant")] for page in pages] == [
        f"Ахметова Айгүл {number}" for number in (1, 2, 4)
    ]
    assert [signature.name for signature in grid.signatures] == [member.name, ""]
    made = docx(signed_sheets.to_sign(board, board.stages[0], member, words))
    tables = [table for table in made.tables if len(table) > 2]
    assert [len(table) for table in tables] == [1 + 3, *[1 + 8 + 1] * 3]
    assert [row[1] for row in tables[1][1:9]] == list(board.stages[0].criteria)
    assert {row[3] for row in tables[1][1:]} == {""}


def facts(paper: Paper) -> Facts:
    """The first facts of a paper."""
    return next(block for block in paper.blocks if isinstance(block, Facts))


def test_points_that_stand_are_in_the_sheet_that_is_given_out_again(tmp_path: Path) -> None:
    """A member goes on where they stopped."""
    with a_hall(tmp_path / "hall", 2) as hall:
        hall.members()
        hall.give(1, {(JUDGES[0], 1): 20})
        path = given_out(hall, JUDGES[0], tmp_path / "again.xlsx")
        back = read_back(hall, path)
        assert sum(points or 0 for (number, _), points in back.items() if number == 1) == 20
        assert {number for number, _ in back} == {1}
        member = next(m for m in hall.board.ledger.members if m.email == JUDGES[0])
        tables = docx(signed_sheets.to_sign(hall.board, hall.board.stages[0], member, KK)).tables
        assert [row[-1] for row in tables[0][1:]] == ["20", ""]
        grids = read_grid(path, ReadLimits())
        done = recording.import_scores(hall.book(), [(path.name, grids)])
        assert (done.new, done.changed, done.same) == (0, (), 8)
