"""Letters in Maildirs, mbox files and zip archives: each found once, byte for byte, nothing changed where they lie."""

import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.files import Source, at, letters, mbox
from intake.spool import Spool

FIRST = b"From: a@example.kz\nSubject: 1\n\nBody\n\nFrom here on it is text.\n>From quoted by the sender\n"
SECOND = b"From: b@example.kz\nMessage-ID: <2@x>\n\nSecond\n\nFrom the 10:30 train of 2025\nno: header line follows\n"
THIRD = b"Received: x\nFrom: c@example.kz\n\n" + b"A" * 76 + b"\n"
MARK = b"From school@example.kz Fri Oct 10 12:00:00 2025\n"


def quoted(letter: bytes) -> bytes:
    """A letter as it stands in an mboxrd file."""
    lines = letter.split(b"\n")
    return b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


def an_mbox(*contents: bytes) -> bytes:
    """An mbox file."""
    return b"".join(MARK + quoted(letter) + b"\n" for letter in contents)


def contents(tmp_path: Path, *paths: Path) -> list[bytes]:
    """What the spool gets of the letters under these paths."""
    spool = Spool(tmp_path.with_name(f"{tmp_path.name}-spool"))
    return [spool.store(source.opened()).path.read_bytes() for source in letters(paths)]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_an_mbox_gives_its_letters_without_its_marks_and_quoting(tmp_path: Path, ends: bytes) -> None:
    """Lines of a letter that look like marks are its own."""
    file = tmp_path / "school.mbox"
    file.write_bytes(an_mbox(FIRST, SECOND, THIRD).replace(b"\n", ends))
    assert contents(tmp_path, tmp_path / "school.mbox") == [x.replace(b"\n", ends) for x in (FIRST, SECOND, THIRD)]
    assert contents(tmp_path, tmp_path) == [x.replace(b"\n", ends) for x in (FIRST, SECOND, THIRD)]


@given(
    st.lists(st.lists(st.sampled_from([b"From ", b">From ", b"text", b"", b"a: b", b"From x 10:00 2025"])), min_size=1)
)
def test_any_lines_come_back_from_an_mbox(tmp_path_factory: pytest.TempPathFactory, bodies: list[list[bytes]]) -> None:
    """Whatever a letter says: quoted on the way in, the same on the way out."""
    root = tmp_path_factory.mktemp("m")
    given_letters = [b"Subject: %d\n\n" % n + b"\n".join(lines) + b"\n" for n, lines in enumerate(bodies)]
    (root / "a.mbox").write_bytes(an_mbox(*given_letters))
    assert contents(root, root / "a.mbox") == given_letters


def test_pieces_of_a_large_mbox_meet_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks and quoting are found wherever the file is cut into pieces to be read."""
    chance = random.Random(1)
    lines = [b"From x", b">From y", b"", b"text", b"z" * 50]
    many = [b"Subject: %d\n\n" % n + b"\n".join(chance.choices(lines, k=30)) + b"\n" for n in range(40)]
    (tmp_path / "a.mbox").write_bytes(an_mbox(*many))
    for size in (7, 16, 61):
        monkeypatch.setattr(mbox, "_CHUNK", size)
        assert contents(tmp_path, tmp_path / "a.mbox") == many


def test_a_letter_keeps_its_locator_when_the_mbox_around_it_changes(tmp_path: Path) -> None:
    """So that it is known again; and it is found again by it."""
    file = tmp_path / "a.mbox"
    file.write_bytes(an_mbox(FIRST, SECOND))
    before = {source.member: source.locator for source in letters([file])}
    file.write_bytes(an_mbox(THIRD, SECOND))
    after = {source.member: source.locator for source in letters([file])}
    (stayed,) = before.keys() & after.keys()
    assert before[stayed] == after[stayed] == f"file:{file.resolve()}#{stayed}"
    found = at(after[stayed].removeprefix("file:"))
    assert found is not None
    assert found.member == stayed
    (gone,) = before.keys() - after.keys()
    assert at(before[gone].removeprefix("file:")) is None


def test_an_mbox_may_bear_no_ending(tmp_path: Path) -> None:
    """Named itself it is known by how it begins; in a folder by the names that mail programs give."""
    for name in ("Байқау", "mbox", "Inbox"):
        (tmp_path / name).write_bytes(an_mbox(FIRST))
    (tmp_path / "notes").write_bytes(an_mbox(SECOND))
    assert contents(tmp_path, tmp_path / "Байқау") == [FIRST]
    assert contents(tmp_path, tmp_path) == [FIRST, FIRST]


def test_a_single_letter_with_an_mbox_mark_is_one_letter(tmp_path: Path) -> None:
    """Some programs save them so: the ending says what it is."""
    (tmp_path / "a.eml").write_bytes(MARK + FIRST)
    assert contents(tmp_path, tmp_path) == [MARK + FIRST]


def a_maildir(root: Path) -> Path:
    """A Maildir with letters old and new, one half delivered, and subfolders."""
    for folder in ("", ".Архив", ".Sent", ".INBOX.Drafts"):
        for part in ("cur", "new", "tmp"):
            (root / folder / part).mkdir(parents=True)
    (root / "cur" / "1.host:2,S").write_bytes(FIRST)
    (root / "new" / "2.host").write_bytes(SECOND)
    (root / "tmp" / "3.host").write_bytes(b"half")
    (root / ".Архив" / "cur" / "4.host:2,").write_bytes(THIRD)
    (root / ".Sent" / "cur" / "5.host:2,S").write_bytes(b"From: us\n\nours")
    (root / ".INBOX.Drafts" / "cur" / "6.host:2,D").write_bytes(b"From: us\n\nours")
    return root


def test_a_maildir_gives_what_was_delivered(tmp_path: Path) -> None:
    """Old and new letters, subfolders too; not what is half delivered or was written here. Nothing is changed."""
    root = a_maildir(tmp_path / "Maildir")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert contents(tmp_path, root) == [FIRST, SECOND, THIRD]
    assert contents(tmp_path, tmp_path) == [FIRST, SECOND, THIRD]
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_a_letter_of_a_maildir_stays_where_it_was_when_it_is_read_and_flagged(tmp_path: Path) -> None:
    """A mail program renames and moves the file; the locator is the same and leads to it."""
    root = a_maildir(tmp_path / "Maildir")
    before = [source.locator for source in letters([root])]
    (root / "new" / "2.host").rename(root / "cur" / "2.host:2,RS")
    (root / "cur" / "1.host:2,S").rename(root / "cur" / "1.host:2,FS")
    assert [source.locator for source in letters([root])] == before
    found = [at(locator.removeprefix("file:")) for locator in before]
    assert [source and source.path.name for source in found] == ["1.host:2,FS", "2.host:2,RS", "4.host:2,"]
    (root / "cur" / "2.host:2,RS").unlink()
    assert at(before[1].removeprefix("file:")) is None


def test_a_zip_gives_its_letters(tmp_path: Path) -> None:
    """At any depth; what a Mac adds and other files are passed over."""
    with zipfile.ZipFile(tmp_path / "letters.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Хаттар/1.eml", FIRST)
        archive.writestr("2.EML", SECOND)
        archive.writestr("__MACOSX/._1.eml", b"mac")
        archive.writestr("photo.jpg", b"x")
    assert contents(tmp_path, tmp_path / "letters.zip") == contents(tmp_path, tmp_path) == [FIRST, SECOND]
    (first, _) = letters([tmp_path])
    assert first.locator.endswith(f"letters.zip#{first.member}")
    found = at(first.place)
    assert found is not None
    assert found.member == first.member


def errors(*paths: Path) -> dict[str, str]:
    """What is reported, by the end of the locator."""
    return {source.locator.rpartition("/")[2]: source.error for source in letters(paths)}


def test_what_cannot_be_read_in_a_zip_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    """A bomb, a damaged member, a locked one; an archive of other things named as letters; what is no archive."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.eml", bytes(60 << 20))
        archive.writestr("locked.eml", b"secret" * 50)
        archive.writestr("bad.eml", random.Random(1).randbytes(5000))
        archive.writestr("good.eml", FIRST)
        bad, locked = archive.getinfo("bad.eml"), archive.getinfo("locked.eml")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[bad.header_offset + 60] ^= 1
    place = data.rfind(b"locked.eml") - 46
    data[place + 8] |= 1
    data[locked.header_offset + 6] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert sorted(errors(tmp_path).values()) == ["", "damaged", "encrypted", "too_large"]
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("photo.jpg", b"x")
    (tmp_path / "broken.zip").write_bytes(b"PK no")
    assert errors(tmp_path / "other.zip", tmp_path / "broken.zip") == {
        "other.zip": "no_letters",
        "broken.zip": "damaged",
    }
    assert len(errors(tmp_path)) == 4


def test_an_mbox_without_letters_is_reported(tmp_path: Path) -> None:
    """An empty one is not: mail programs leave many."""
    (tmp_path / "a.mbox").write_bytes(b"not letters")
    (tmp_path / "empty.mbox").touch()
    assert errors(tmp_path) == {"a.mbox": "no_letters"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_locked_container_is_reported(tmp_path: Path) -> None:
    """With the system's word for it."""
    (tmp_path / "a.mbox").write_bytes(an_mbox(FIRST))
    (tmp_path / "a.mbox").chmod(0)
    assert errors(tmp_path) == {"a.mbox": "EACCES"}


def test_a_file_whose_name_looks_like_a_member_is_a_file(tmp_path: Path) -> None:
    """A number sign in a name leads nowhere else."""
    name = tmp_path / f"a.mbox#{'0' * 64}"
    name.write_bytes(FIRST)
    assert at(str(name)) == Source(name, f"file:{name}")
