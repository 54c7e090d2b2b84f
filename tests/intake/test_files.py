"""Letters on disk: which files are letters, each found once, none silently passed over."""

import os
from pathlib import Path

import pytest

from intake.errors import SourceError
from intake.files import letters


def make(root: Path, *names: str) -> None:
    """Empty files at these paths."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(root: Path, *paths: Path) -> list[str]:
    """The letters under the paths, relative to the root."""
    return [str(source.path.relative_to(root)) for source in letters(paths or (root,))]


def test_a_folder_gives_its_letters_at_any_depth_in_order(tmp_path: Path) -> None:
    """``.eml`` in any case, sorted; other endings and hidden things are no letters."""
    make(tmp_path, "b.eml", "a.EML", "ә/ж.eml", "c/d/e.Eml")
    make(tmp_path, "c/photo.jpg", "c/letter.eml.txt", ".hidden.eml", ".git/x.eml")
    assert names(tmp_path) == ["a.EML", "b.eml", "c/d/e.Eml", "ә/ж.eml"]


def test_a_named_file_is_a_letter_whatever_its_ending(tmp_path: Path) -> None:
    """Whoever names a file means it, a hidden one too."""
    make(tmp_path, "letter.txt", ".kept", "b.eml")
    assert names(tmp_path, tmp_path / "letter.txt", tmp_path / ".kept") == ["letter.txt", ".kept"]


def test_a_letter_that_is_named_twice_comes_once(tmp_path: Path) -> None:
    """By itself and by its folder, absolutely and relatively."""
    make(tmp_path, "in/a.eml", "in/b.eml")
    paths = (tmp_path / "in" / "b.eml", tmp_path / "in", tmp_path / "in" / ".." / "in")
    assert names(tmp_path, *paths) == ["in/b.eml", "in/a.eml"]


def test_links_to_folders_do_not_lead_round_in_a_circle(tmp_path: Path) -> None:
    """A folder is walked once, however many links lead to it or above it."""
    make(tmp_path, "in/a.eml")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    assert names(tmp_path, tmp_path / "in") == ["in/a.eml"]


def test_a_linked_folder_is_walked(tmp_path: Path) -> None:
    """A link to letters elsewhere is followed."""
    make(tmp_path, "elsewhere/a.eml")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path, tmp_path / "in") == ["in/link/a.eml"]


def test_a_path_that_does_not_exist_is_an_error_before_anything_is_done(tmp_path: Path) -> None:
    """Also when it is named last."""
    make(tmp_path, "a.eml")
    with pytest.raises(SourceError, match="nowhere: there is no such file or folder"):
        next(letters([tmp_path, tmp_path / "nowhere"]))


def test_what_cannot_be_read_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    """A broken link, a pipe and a locked folder are named with the reason."""
    make(tmp_path, "a.eml", "z.eml")
    (tmp_path / "broken.eml").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.eml")
    found = {source.path.name: source.error for source in letters([tmp_path])}
    assert found == {
        "a.eml": "",
        "broken.eml": "ENOENT",
        "pipe.eml": "not_regular",
        "z.eml": "",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_locked_folder_is_reported(tmp_path: Path) -> None:
    """Its letters are not silently missing."""
    make(tmp_path, "locked/a.eml", "b.eml")
    (tmp_path / "locked").chmod(0)
    try:
        assert {source.path.name: source.error for source in letters([tmp_path])} == {
            "locked": "EACCES",
            "b.eml": "",
        }
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_the_locator_is_the_same_from_wherever_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absolute, relative or through a linked folder: one file, one locator."""
    make(tmp_path, "in/a.eml")
    (tmp_path / "link").symlink_to(tmp_path / "in")
    monkeypatch.chdir(tmp_path / "in")
    ways = (tmp_path / "in" / "a.eml", Path("a.eml"), tmp_path / "link" / "a.eml", Path("../in/a.eml"))
    assert {source.locator for way in ways for source in letters([way])} == {f"file:{tmp_path.resolve()}/in/a.eml"}
