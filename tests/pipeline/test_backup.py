"""Backup and restore, done: what is put back is what was there, on either database, and nothing is half done."""

import os
import signal
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from intake.errors import SpoolError
from intake.spool import Spool
from pipeline.errors import BackupError, TrackingError
from pipeline.tracking import backup as making
from pipeline.tracking import copying, restoring
from pipeline.tracking.backup import Backup, backup, keep_last, name_of
from pipeline.tracking.evidence import LETTER
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.migrations import HEAD, upgrade
from pipeline.tracking.restoring import restore
from pipeline.tracking.store import Store
from tests.databases import Server
from tests.pipeline.contents import Content, content, placeless
from tests.pipeline.houses import NOW, House, a_house, contest, every_kind_of_letter
from tests.pipeline.letters import letter


def filled(house: House) -> House:
    """A house with every kind of letter taken in."""
    house.put(**every_kind_of_letter())
    house.ingest()
    return house


def back_up(house: House, to: Path) -> Backup:
    """A backup of the house."""
    return backup(house.store, house.folder, to, at=NOW, contest="contest")


def what_is_in(folder: DataFolder, url: str, root: Path) -> Content:
    """Everything a data folder and its database hold."""
    with Store.open(folder, url) as store:
        found: Content = placeless(content(store, folder, contest(), NOW), root)
    return found


def texts(folder: DataFolder, url: str = "") -> dict[str, bytes]:
    """Every row of the database."""
    with Store.open(folder, url) as store, store.reading() as connection:
        tables = copying.tables(connection, copying.names())
        return {table.name: b"".join(copying.lines(connection, table)) for table in tables}


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_is_put_back_is_what_was_there(tmp_path: Path, database: str, target: str, postgresql: Server) -> None:
    """From either database into either, row for row and byte for byte; and work goes on there."""
    url = postgresql.database(empty=True) if target == "postgresql" else ""
    with a_house(tmp_path, database) as house:
        made = back_up(filled(house), tmp_path / "all.zip")
        fresh = DataFolder(tmp_path / "fresh")
        restored = restore(made.file, fresh, url)
        assert (restored.letters, restored.rows, restored.lost) == (made.letters, made.rows, 0)
        assert made.letters > 5
        assert texts(fresh, url) == texts(house.folder, database)
        assert what_is_in(fresh, url, tmp_path) == what_is_in(house.folder, database, tmp_path)
        with Store.open(fresh, url) as store:
            there = House(house.inbox, fresh, store)
            assert there.ingest().new == 0
            there.put(new=letter("new@example.kz", text="байқау"))
            assert there.ingest().new == 1


def test_a_backup_is_made_while_letters_come_in(tmp_path: Path, database: str) -> None:
    """It is whole at one moment: every letter that its rows name is in it, and it can be put back."""
    with a_house(tmp_path, database) as house:
        house.put(**{f"l{number}": letter(f"s{number}@example.kz", text="байқау") for number in range(15)})
        begun = threading.Event()

        def tell(done: int, source: str) -> None:
            if done > 3:
                begun.set()

        run = threading.Thread(target=house.ingest, kwargs={"progress": tell})
        run.start()
        begun.wait(30)
        made = [back_up(house, tmp_path / f"{number}.zip") for number in range(2)]
        run.join()
        for one in made:
            fresh = DataFolder(tmp_path / f"fresh-{one.file.stem}")
            assert restore(one.file, fresh).letters == one.letters
            assert one.lost == 0
        assert made[0].letters >= 1


def test_only_the_owner_may_read_a_backup(tmp_path: Path) -> None:
    """It holds personal data."""
    with a_house(tmp_path) as house:
        made = back_up(filled(house), tmp_path)
    assert made.file.name == name_of("contest", NOW) == "baiqau-contest-20251020T090000Z.zip"
    assert made.file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    (tmp_path / "there.zip").write_text("mine")
    with a_house(tmp_path) as house, pytest.raises(BackupError, match="not written over"):
        back_up(house, tmp_path / "there.zip")
    assert (tmp_path / "there.zip").read_text() == "mine"


def test_a_letter_that_the_spool_lost_is_told(tmp_path: Path) -> None:
    """The rest is backed up all the same."""
    with a_house(tmp_path) as house:
        spool = Spool(filled(house).folder.spool)
        first, second = list(spool.orphans(()))[:2]
        spool.remove(first)
        spool.path(second).write_bytes(b"something else")
        made = back_up(house, tmp_path / "all.zip")
        assert made.lost == 2
        assert restore(made.file, DataFolder(tmp_path / "fresh")).lost == 2


def test_a_backup_is_put_back_into_an_empty_place_only(tmp_path: Path, database: str, postgresql: Server) -> None:
    """Neither into a folder with anything in it nor over a database with a row in it."""
    with a_house(tmp_path, database) as house:
        made = back_up(filled(house), tmp_path / "all.zip")
        before = texts(house.folder, database)
        with pytest.raises(BackupError, match="not empty"):
            restore(made.file, house.folder, database)
        assert texts(house.folder, database) == before
        if database:
            with pytest.raises(BackupError, match="database is not empty"):
                restore(made.file, DataFolder(tmp_path / "fresh"), database)
            assert texts(house.folder, database) == before
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine")
    with pytest.raises(BackupError, match=r"notes\.txt"):
        restore(made.file, DataFolder(other))


def _without(name: str) -> Callable[[str, bytes], bytes | None]:
    return lambda member, data: None if member == name else data


def _one_bit(prefix: str) -> Callable[[str, bytes], bytes | None]:
    return lambda member, data: bytes([data[0] ^ 1]) + data[1:] if member.startswith(prefix) else data


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_without("manifest.json"), "not a backup"),
        (_without("database/letter.jsonl"), "damaged"),
        (_one_bit("letters/"), "damaged"),
        (lambda name, data: data[: data.rfind(b"\n", 0, -1) + 1] if "link" in name else data, "damaged"),
        (lambda name, data: data.replace(b'"format": 1', b'"format": 2'), "newer"),
        (lambda name, data: data.replace(b'"revision": "0', b'"revision": "9'), "newer"),
    ],
)
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    tmp_path: Path, damage: Callable[[str, bytes], bytes | None], said: str
) -> None:
    """A bit, a row, a file or the manifest: found before anything counts as put back, and another can be taken."""
    with a_house(tmp_path) as house:
        made = back_up(filled(house), tmp_path / "all.zip")
    with zipfile.ZipFile(made.file) as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            data = damage(name, good.read(name))
            if data is not None:
                bad.writestr(name, data)
    fresh = DataFolder(tmp_path / "fresh")
    with pytest.raises(BackupError, match=said):
        restore(tmp_path / "bad.zip", fresh)
    assert not list(fresh.spool.rglob("*.eml"))
    assert restore(made.file, fresh).letters == made.letters


@pytest.mark.parametrize("content_", [b"", b"no archive at all", b"PK\x03\x04 cut off"])
def test_something_that_is_no_backup_is_refused(tmp_path: Path, content_: bytes) -> None:
    """One line, no traceback; a file that is not there too."""
    (tmp_path / "x.zip").write_bytes(content_)
    with pytest.raises(BackupError, match="damaged"):
        restore(tmp_path / "x.zip", DataFolder(tmp_path / "fresh"))
    with pytest.raises(BackupError, match="cannot be read"):
        restore(tmp_path / "absent.zip", DataFolder(tmp_path / "fresh"))


def test_an_older_backup_comes_to_this_version(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made under the first revision, put back under the newest: its rows are read by the tables of its time."""
    old = DataFolder(tmp_path / "old")
    old.create()
    day = "2025-10-10 12:00:00.000000"
    with Store.unmigrated(old) as store:
        with store.writing() as connection:
            upgrade(connection, "0001")
            first = set(inspect(connection).get_table_names()) - {"alembic_version"}
            connection.execute(text(f"INSERT INTO contest VALUES (1, '{'c' * 64}', 'text', '{day}')"))
            connection.execute(text(f"INSERT INTO letter VALUES (1, '{'a' * 64}', '{day}', 1)"))
        with monkeypatch.context() as then:
            then.setattr(copying, "names", lambda: sorted(first))
            made = backup(store, old, tmp_path / "old.zip", at=NOW, contest="contest")
    fresh = DataFolder(tmp_path / "fresh")
    assert restore(made.file, fresh, database).rows == 2
    with Store.open(fresh, database) as store, store.reading() as connection:
        assert store.revision() == HEAD
        (kept,) = connection.execute(select(LETTER))
        assert (kept.key, kept.seen_at) == ("a" * 64, datetime(2025, 10, 10, 12, tzinfo=UTC))


def killed(work: Callable[[], object], owner: Any, name: str, passing: int) -> bool:
    """Do ``work`` in a process that dies, as by kill -9, at the passing-th call of a function; whether it died."""
    child = os.fork()
    if child == 0:
        real, calls = getattr(owner, name), iter(range(1, 1_000_000))

        def deadly(*args: Any, **named: Any) -> Any:
            if next(calls) == passing:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **named)

        setattr(owner, name, deadly)
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(("owner", "name", "passing"), [(making, "_add_letter", 3), (os, "fsync", 1), (os, "link", 1)])
def test_a_backup_that_is_killed_leaves_no_file(tmp_path: Path, owner: Any, name: str, passing: int) -> None:
    """Under its name it is there whole or not at all; the next writes over what the killed one left."""
    with a_house(tmp_path) as house:
        filled(house)
        to = tmp_path / "backups"
        to.mkdir()
        assert killed(lambda: back_up(house, to / "all.zip"), owner, name, passing)
        assert not (to / "all.zip").exists()
        made = back_up(house, to / "all.zip")
        assert [path.name for path in to.iterdir()] == ["all.zip"]
        assert restore(made.file, DataFolder(tmp_path / "fresh")).letters == made.letters


@pytest.mark.parametrize(
    ("owner", "name", "passing"),
    [(restoring, "_put_letter", 3), (copying, "put", 4), (restoring, "_compare", 1), (Store, "close", 1)],
)
def test_a_restore_that_is_killed_is_begun_again(
    tmp_path: Path, database: str, owner: Any, name: str, passing: int
) -> None:
    """Until it has come to its end nothing else works in the folder, and nobody takes its half for the whole."""
    with a_house(tmp_path) as house:
        made = back_up(filled(house), tmp_path / "all.zip")
        expected = texts(house.folder)
    fresh = DataFolder(tmp_path / "fresh")
    assert killed(lambda: restore(made.file, fresh, database), owner, name, passing)
    with pytest.raises(TrackingError, match="restore again"), fresh.held():
        pass
    assert restore(made.file, fresh, database).letters == made.letters
    assert texts(fresh, database) == expected
    with fresh.held():
        pass


def test_only_the_newest_backups_are_kept(tmp_path: Path) -> None:
    """Other files stay, whatever they are; one backup always stays."""
    names = [name_of("contest", NOW + timedelta(days=day)) for day in range(5)]
    for name in (*names, "mine.zip", "baiqau-notes.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in keep_last(tmp_path, 2)] == names[:3]
    assert [path.name for path in keep_last(tmp_path, 0)] == names[3:4]
    assert {path.name for path in tmp_path.iterdir()} == {names[4], "mine.zip", "baiqau-notes.txt"}


def test_a_full_disk_is_said_and_leaves_the_place_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there is room the same command puts everything back."""
    with a_house(tmp_path) as house:
        house.put(**every_kind_of_letter())
        house.ingest()
        made = backup(house.store, house.folder, tmp_path / "b.zip", at=NOW, contest="contest")
    fresh = DataFolder(tmp_path / "fresh")

    def no_room(spool: Spool, source: object) -> None:
        raise SpoolError("spool_full", path=fresh.spool)

    with monkeypatch.context() as then:
        then.setattr(Spool, "store", no_room)
        with pytest.raises(TrackingError, match="nothing was put back, free some space"):
            restore(made.file, fresh)
    assert restore(made.file, fresh).letters == made.letters
