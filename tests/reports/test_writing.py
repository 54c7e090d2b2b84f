"""Which reports there are, what is said where there is none, and that a file appears whole or not at all."""

import stat
from pathlib import Path

import pytest

from reports.errors import ReportError, UnknownReportError, WritingError
from reports.formats.files import write_bytes
from reports.words import Words
from reports.writing import REPORTS, formats, write
from tests.reports.builder import the_contest
from tests.reports.listed import register
from tests.reports.overviews import every_situation, small


@pytest.mark.parametrize(("name", "format"), [(name, format) for name in REPORTS for format in REPORTS[name]])
def test_every_report_is_written_in_every_format_it_has(name: str, format: str, tmp_path: Path) -> None:
    """A file for its owner alone, and nothing else beside it."""
    out = tmp_path / "жаңа" / f"есеп.{format}"
    write(name, format, every_situation(), the_contest(), Words("kk"), out, register=register)
    assert out.stat().st_size > 100
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(out.parent.iterdir()) == [out]


def test_lists_have_all_six_formats_and_texts_the_three_that_hold_text() -> None:
    """To read, to count with, to edit, to sign, to build on."""
    for name in ("completeness", "participants", "register", "submissions", "decisions", "absent"):
        assert set(formats(name)) == {"html", "xlsx", "docx", "pdf", "csv", "json"}
    for name in ("rulings", "status"):
        assert set(formats(name)) == {"html", "docx", "pdf"}


def test_an_unknown_report_or_format_is_named_with_what_there_is(tmp_path: Path) -> None:
    """One line, and no file."""
    out = tmp_path / "x"
    with pytest.raises(UnknownReportError, match=r"'nothing'; there are: completeness, participants"):
        write("nothing", "json", small(), the_contest(), Words("kk"), out)
    with pytest.raises(UnknownReportError, match=r"rulings has no format 'xlsx'; it has: html"):
        write("rulings", "xlsx", small(), the_contest(), Words("kk"), out)
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The system's error becomes this room's."""
    (tmp_path / "file").write_text("")
    with pytest.raises(WritingError, match=r"file.*cannot be written"):
        write_bytes(tmp_path / "file" / "below", b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WritingError, match="folder"):
        write_bytes(tmp_path / "folder", b"")
    assert issubclass(WritingError, ReportError)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary file goes with the failure, the old file stays."""
    out = tmp_path / "report.json"
    write_bytes(out, b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WritingError, match="No space left"):
        write_bytes(out, b"new")
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]
