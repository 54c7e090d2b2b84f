"""``report absent``: the register of schools that config.toml names, from the command line."""

import csv
import io
from pathlib import Path

import pytest

from tests.console.running import CONFIG, baiqau
from tests.reports.opening import docx


def configured(folder: Path, register: str) -> Path:
    """The project's configuration with a register of schools."""
    config = folder / "config.toml"
    text = CONFIG.read_text("utf-8")
    assert 'register = ""' in text
    config.write_text(text.replace('register = ""', f'register = "{register}"'), "utf-8")
    return config


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration with two schools beside it."""
    (tmp_path / "schools.tsv").write_text("name_kk\tphone\n№ 70 мектеп\t55-11-22\n№ 71 мектеп\t55-11-33\n", "utf-8")
    return configured(tmp_path, "schools.tsv")


def test_the_register_beside_the_configuration_is_listed_with_phones(config: Path, tmp_path: Path) -> None:
    """Before any letter all schools are absent, in the table and on paper."""
    ran = baiqau("--data", tmp_path / "data", "report", "absent", "--format", "csv", config=config)
    assert ran.code == 0
    rows = list(csv.reader(io.StringIO(ran.out.removeprefix("\ufeff")), delimiter=";"))
    assert [row[1:3] for row in rows[1:]] == [["№ 70 мектеп", "55-11-22"], ["№ 71 мектеп", "55-11-33"]]
    out = tmp_path / "a.docx"
    assert (
        baiqau("--data", tmp_path / "data", "report", "absent", "--format", "docx", "-o", out, config=config).code == 0
    )
    assert [row[1] for row in docx(out.read_bytes()).tables[0][1:]] == ["№ 70 мектеп", "№ 71 мектеп"]


@pytest.mark.parametrize(
    ("language", "register", "said"),
    [
        ("kk", "", "Баптауда мектептер тізілімі көрсетілмеген"),
        ("en", "none.xlsx", "there is no such file; correct the key register"),
        ("ru", "config.toml", "не найден столбец с названиями школ"),
    ],
)
def test_a_register_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, language: str, register: str, said: str
) -> None:
    """Exit code 2, what is wrong and what to do; other reports do not ask for it."""
    config = configured(tmp_path, register)
    ran = baiqau("--lang", language, "--data", tmp_path / "data", "report", "absent", config=config)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert baiqau("--data", tmp_path / "data", "report", "participants", config=config).code == 0


def test_a_ruling_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """A slip of the pen in the clauses would leave a ruling without its place."""
    config = tmp_path / "config.toml"
    config.write_text(
        CONFIG.read_text("utf-8").replace('ruling = "one_per_school"', 'ruling = "two_a_school"'), "utf-8"
    )
    ran = baiqau("--lang", "en", "status", config=config)
    assert (ran.code, ran.out) == (2, "")
    assert "rulings.clauses: there is no ruling two_a_school" in ran.err.replace("“", "").replace("”", "")
