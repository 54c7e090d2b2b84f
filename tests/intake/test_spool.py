"""The spool: a letter is safe or not there, whatever the disk or the operator does."""

import errno
import hashlib
import io
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.errors import SpoolError
from intake.spool import Spool, Spooled

ROOT = Path(__file__).resolve().parents[2]
LETTER = b"From: a@example.kz\r\n\r\n" + "Сәлеметсіз бе\r\n".encode() * 100_000
SHA256 = hashlib.sha256(LETTER).hexdigest()


class Disk:
    """A disk that notes what is asked of it, and fails or kills at a named step: the first call of it, the second …"""

    def __init__(self, step: str = "", act: Callable[[], None] = lambda: None) -> None:
        self.step, self.act = step, act
        self.asked: list[str] = []

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if f"{what}{self.asked.count(what)}" == self.step:
            self.act()

    def write(self, file: int, data: memoryview) -> int:
        """Write less than was asked for, as a disk may."""
        self._note("write")
        return os.write(file, data[: 1 << 19])

    def fsync(self, file: int) -> None:
        """Note whether a file or a folder is synced."""
        self._note("sync-folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "sync-file")
        os.fsync(file)

    def rename(self, source: Path, target: Path) -> None:
        """Rename."""
        self._note("rename")
        source.rename(target)


def fail(number: int) -> Callable[[], None]:
    """An error of the disk."""

    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act


def files(root: Path) -> list[Path]:
    """All files below a folder."""
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_letter_lies_under_its_hash(tmp_path: Path) -> None:
    """Byte for byte, at aa/bb/sha256.eml, and nothing else stays behind."""
    spool = Spool(tmp_path / "raw")
    spooled = spool.store(io.BytesIO(LETTER))
    path = tmp_path / "raw" / SHA256[:2] / SHA256[2:4] / f"{SHA256}.eml"
    assert spooled == Spooled(SHA256, len(LETTER), path, new=True)
    assert path.read_bytes() == LETTER
    assert spool.path(SHA256) == path
    assert files(tmp_path) == [path]


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    """Whatever they come from, and also by a spool that is opened later."""
    (tmp_path / "letter.eml").write_bytes(LETTER)
    first = Spool(tmp_path / "raw").store(tmp_path / "letter.eml")
    again = Spool(tmp_path / "raw").store(io.BytesIO(LETTER))
    assert (first.new, again.new) == (True, False)
    assert first.path == again.path
    assert len(files(tmp_path / "raw")) == 1
    assert (tmp_path / "letter.eml").read_bytes() == LETTER


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    """Files 0600 and folders 0700 whatever the umask."""
    before = os.umask(0)
    try:
        path = Spool(tmp_path / "deep" / "raw").store(io.BytesIO(LETTER)).path
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = [folder for folder in path.parents if tmp_path in folder.parents]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_the_bytes_are_on_disk_before_the_name_and_the_name_before_the_claim(tmp_path: Path) -> None:
    """fsync of the file, rename, fsync of its folder and of the new folders' names, in this order."""
    disk = Disk()
    spool = Spool(tmp_path / "raw", disk)
    disk.asked.clear()
    spool.store(io.BytesIO(LETTER))
    assert [step for step in disk.asked if step != "write"] == ["sync-file", "rename", *["sync-folder"] * 3]


def test_a_letter_that_is_there_is_still_made_durable(tmp_path: Path) -> None:
    """Whoever renamed it may have been killed before the folder was synced: the next to store it syncs it."""
    Spool(tmp_path / "raw").store(io.BytesIO(LETTER))
    disk = Disk()
    spool = Spool(tmp_path / "raw", disk)
    disk.asked.clear()
    spool.store(io.BytesIO(LETTER))
    assert disk.asked[-3:] == ["sync-folder"] * 3
    assert "rename" not in disk.asked


@pytest.mark.parametrize("step", ["write1", "write2", "sync-file1"])
def test_a_full_disk_claims_nothing_and_recovers(tmp_path: Path, step: str) -> None:
    """No half letter stays, the error says that it may mend itself, and then the same letter is stored."""
    disk = Disk(step, fail(errno.ENOSPC))
    spool = Spool(tmp_path / "raw", disk)
    with pytest.raises(SpoolError, match="no room") as caught:
        spool.store(io.BytesIO(LETTER))
    assert caught.value.full
    assert files(tmp_path) == []
    disk.step = ""
    assert spool.store(io.BytesIO(LETTER)).new


@pytest.mark.parametrize("step", ["write1", "sync-file1", "rename1", "sync-folder1", "sync-folder3"])
def test_a_failing_disk_claims_nothing(tmp_path: Path, step: str) -> None:
    """EIO anywhere, of the folder's sync too, is an error and never a stored letter."""
    disk = Disk()
    spool = Spool(tmp_path / "raw", disk)
    disk.asked.clear()
    disk.step, disk.act = step, fail(errno.EIO)
    with pytest.raises(SpoolError, match="could not be stored") as caught:
        spool.store(io.BytesIO(LETTER))
    assert not caught.value.full
    assert not list((tmp_path / "raw" / "tmp").iterdir())


KILL = """
import os, signal, sys
from pathlib import Path
from intake.spool import Spool
from tests.intake.test_spool import Disk
disk = Disk()
spool = Spool(Path(sys.argv[1]), disk)
disk.asked.clear()
disk.step, disk.act = sys.argv[2], lambda: os.kill(os.getpid(), signal.SIGKILL)
spool.store(Path(sys.argv[3]))
"""


@pytest.mark.parametrize(
    ("step", "stored"),
    [("write1", False), ("write3", False), ("sync-file1", False), ("rename1", False), ("sync-folder1", True)],
)
def test_kill_9_leaves_a_whole_letter_or_none(tmp_path: Path, step: str, stored: bool) -> None:
    """Before the rename nothing but a temporary that the next start cleans; after it the letter, an orphan to adopt."""
    (tmp_path / "letter.eml").write_bytes(LETTER)
    program = [sys.executable, "-c", KILL, str(tmp_path / "raw"), step, str(tmp_path / "letter.eml")]
    killed = subprocess.run(program, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(files(tmp_path / "raw")) == 1
    spool = Spool(tmp_path / "raw")
    assert files(tmp_path / "raw") == ([spool.path(SHA256)] if stored else [])
    assert list(spool.orphans(set())) == ([SHA256] if stored else [])
    assert spool.store(tmp_path / "letter.eml").new is not stored
    assert spool.path(SHA256).read_bytes() == LETTER


def test_cleaning_spares_what_is_being_written(tmp_path: Path) -> None:
    """Another process's half-written letter is locked; a dead one's is not."""
    found: list[list[Path]] = []

    def open_another() -> None:
        (tmp_path / "raw" / "tmp" / "dead.part").write_bytes(b"half")
        Spool(tmp_path / "raw")
        found.append(files(tmp_path / "raw"))

    spool = Spool(tmp_path / "raw", Disk("write2", open_another))
    assert spool.store(io.BytesIO(LETTER)).path.read_bytes() == LETTER
    assert len(found[0]) == 1
    assert found[0][0].name != "dead.part"


def test_a_letter_cut_off_by_a_failing_disk_is_replaced(tmp_path: Path) -> None:
    """A file under the right name with the wrong size is not believed."""
    spool = Spool(tmp_path / "raw")
    path = spool.store(io.BytesIO(LETTER)).path
    path.write_bytes(LETTER[:100])
    assert spool.store(io.BytesIO(LETTER)).new
    assert path.read_bytes() == LETTER


def test_many_workers_may_store_the_same_letter(tmp_path: Path) -> None:
    """At least one finds it new, all find it there, and one copy stays."""
    spools = [Spool(tmp_path / "raw") for _ in range(4)]
    results: list[Spooled] = []
    threads = [
        threading.Thread(target=lambda spool=spool: results.append(spool.store(io.BytesIO(LETTER)))) for spool in spools
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {result.sha256 for result in results} == {SHA256}
    assert any(result.new for result in results)
    assert files(tmp_path / "raw") == [spools[0].path(SHA256)]


def test_orphans_are_those_that_nobody_knows(tmp_path: Path) -> None:
    """Known by a set or by a question; strange files in the folder are no letters."""
    spool = Spool(tmp_path / "raw")
    one, two = (spool.store(io.BytesIO(text)).sha256 for text in (b"A: 1\n\n", b"A: 2\n\n"))
    (spool.path(one).parent / "notes.eml").write_text("")
    assert sorted(spool.orphans(())) == sorted([one, two])
    assert list(spool.orphans({one})) == [two]
    assert list(spool.orphans(lambda sha256: sha256 == two)) == [one]


def test_a_removed_letter_is_gone_and_removing_it_twice_is_harmless(tmp_path: Path) -> None:
    """Unrelated mail is not kept."""
    spool = Spool(tmp_path / "raw")
    sha256 = spool.store(io.BytesIO(LETTER)).sha256
    spool.remove(sha256)
    spool.remove(sha256)
    assert files(tmp_path) == []
    assert spool.store(io.BytesIO(LETTER)).new


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256[:-1], SHA256 + "\n"])
def test_only_a_hash_names_a_letter(tmp_path: Path, name: str) -> None:
    """Nothing else reaches the file system."""
    with pytest.raises(ValueError, match="not a SHA-256"):
        Spool(tmp_path / "raw").path(name)


def test_a_source_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """The line says which; nothing stays."""
    with pytest.raises(SpoolError, match=r"gone\.eml: cannot be read"):
        Spool(tmp_path / "raw").store(tmp_path / "gone.eml")
    assert files(tmp_path) == []


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "raw").write_text("")
    with pytest.raises(SpoolError, match="raw"):
        Spool(tmp_path / "raw")


class Dribble(io.RawIOBase):
    """A source that gives a few bytes at a time and has no ``readinto`` to trust."""

    def __init__(self, data: bytes, step: int) -> None:
        super().__init__()
        self.rest, self.step = data, step

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """At most ``step`` bytes."""
        piece, self.rest = self.rest[: self.step], self.rest[self.step :]
        buffer[: len(piece)] = piece
        return len(piece)


@settings(max_examples=30)
@given(data=st.binary(max_size=2000), step=st.integers(1, 500))
def test_any_bytes_come_back_the_same(tmp_path_factory: pytest.TempPathFactory, data: bytes, step: int) -> None:
    """However small the pieces in which they come; the empty letter too."""
    spool = Spool(tmp_path_factory.mktemp("spool"))
    spooled = spool.store(Dribble(data, step))
    assert spooled.path.read_bytes() == data
    assert (spooled.sha256, spooled.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_memory_stays_the_same_whatever_the_size(tmp_path: Path) -> None:
    """A letter of 64 MB goes through a process that may grow by less than a quarter of it."""
    program = (
        "import io, resource, sys; from pathlib import Path; from intake.spool import Spool\n"
        "spool = Spool(Path(sys.argv[1])); spool.store(io.BytesIO(b'x'))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "spool.store(Path(sys.argv[2]))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    with (tmp_path / "big.eml").open("wb") as file:
        file.truncate(64 << 20)
    run = [sys.executable, "-c", program, str(tmp_path / "raw"), str(tmp_path / "big.eml")]
    grown = int(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert grown < 16 * 1024
