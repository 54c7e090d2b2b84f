"""kill -9 while a sender's papers lie unpacked: they lie in the data folder alone, and the next start removes them."""

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.sandbox import Sandbox
from pipeline import peek
from pipeline.tracking.folder import DataFolder
from tests.console.running import baiqau
from tests.faults.test_kill import die
from tests.pipeline.letters import letter

PAPERS = letter("school@example.kz", files={"a.docx": "a sender's paper", "b.txt": "another"})


def killed(work: Callable[[], object], arm: Callable[[], None], temporary: Path) -> None:
    """Do ``work`` in a process of its own that dies as ``arm`` says, with that folder for temporary files."""
    child = os.fork()
    if child == 0:
        os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
        arm()
        work()
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def everything(folder: Path) -> list[Path]:
    """Every file below, from the first."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_papers_of_a_killed_look_lie_in_the_data_folder_and_go_with_the_next(tmp_path: Path) -> None:
    """``read`` unpacks a letter and is killed: nothing outside the data folder, all of it closed to others."""
    file, temporary, data = tmp_path / "a.eml", tmp_path / "t", tmp_path / "data"
    file.write_bytes(PAPERS)
    temporary.mkdir()

    def arm() -> None:
        peek.read_letter = lambda *_, **__: die()  # type: ignore[assignment,attr-defined]

    killed(lambda: baiqau("--data", data, "--no-ocr", "read", file), arm, temporary)
    assert everything(temporary) == []
    left = everything(data)
    assert any(b"a sender's paper" in path.read_bytes() for path in left)
    assert {path.relative_to(data).parts[0] for path in left} == {"scratch"}
    assert (data / "scratch").stat().st_mode & 0o077 == 0
    assert baiqau("--data", data, "--no-ocr", "read", file).code == 0
    assert everything(data) == []


def test_a_killed_import_of_scores_leaves_nothing_outside_either(tmp_path: Path) -> None:
    """A member's sheet is read in a confined child, from a copy that only the data folder holds."""
    file, temporary, data = tmp_path / "a.csv", tmp_path / "t", tmp_path / "data"
    file.write_text("name,post,email,role,school\n", encoding="utf-8")
    temporary.mkdir()

    def arm() -> None:
        Sandbox.grid = lambda *_: die()  # type: ignore[method-assign,assignment]

    killed(lambda: baiqau("--data", data, "members", "import", file), arm, temporary)
    assert everything(temporary) == []
    assert [path.name for path in everything(data / "scratch")] == ["given.csv"]
    with DataFolder(data).borrowed() as scratch:
        assert everything(data / "scratch") == []
        assert scratch.is_dir()


def test_a_sweep_leaves_what_is_in_use_and_takes_what_is_not(tmp_path: Path) -> None:
    """A run's start must not pull the papers from under a report that reads them now."""
    folder = DataFolder(tmp_path)
    folder.create()
    (folder.scratch / "of-a-killed-run").mkdir()
    with folder.borrowed() as scratch:
        (scratch / "paper").touch()
        folder.sweep()
        assert (scratch / "paper").exists()
        assert [path.name for path in folder.scratch.iterdir()] == [scratch.name]
    assert list(folder.scratch.iterdir()) == []


def test_a_log_of_what_nobody_foresaw_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may quote a letter. A later restore is not kept from its empty folder by it."""

    def crash(*_: object) -> None:
        raise RuntimeError("a sender's words")

    monkeypatch.setattr("console.reading.read", crash)
    folder = DataFolder(tmp_path / "data")
    folder.create()
    ran = baiqau("--data", folder.root, "read", "x")
    (log,) = everything(folder.root)
    assert (ran.code, log.parent.name, log.stat().st_mode & 0o077) == (3, "crashes", 0)
    assert str(log) in ran.err
    assert "a sender's words" in log.read_text()
    assert "a sender's words" not in ran.err
    with folder.restoring("token"):
        pass
