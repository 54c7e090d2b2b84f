"""``backup``, ``restore`` and ``erase`` as they are typed: what they say, their exit codes, what they refuse."""

import sys
from pathlib import Path

import pytest

from tests.console.running import CONFIG, baiqau
from tests.databases import Server
from tests.pipeline.houses import OTHER, OTHER_SCHOOL, SCHOOL, SENDER, a_house
from tests.pipeline.letters import letter


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two schools' letters, of the 10th and of the 20th."""
    with a_house(tmp_path / "house") as house:
        house.put(
            old=letter(SENDER, files={"s.docx": SCHOOL, "p.docx": "kind: annual_work_plan"}, day=10),
            new=letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=20),
        )
        house.ingest()
        return house.folder.root


def test_a_backup_is_made_and_put_back(tmp_path: Path, data: Path) -> None:
    """Both say what they did; afterwards the same submissions are there."""
    made = baiqau("--lang", "en", "--data", data, "backup", tmp_path / "all.zip")
    assert (made.code, made.err) == (0, "")
    assert "letters: 2" in made.out
    put = baiqau("--lang", "en", "--data", tmp_path / "fresh", "restore", tmp_path / "all.zip")
    assert (put.code, put.err) == (0, "")
    assert "verified" in put.out
    before, after = (baiqau("--data", where, "submissions").out for where in (data, tmp_path / "fresh"))
    assert before == after != ""


def test_a_backup_leads_from_sqlite_to_postgresql(tmp_path: Path, data: Path, postgresql: Server) -> None:
    """By the address given before the command."""
    url = postgresql.database(empty=True)
    baiqau("--data", data, "backup", tmp_path / "all.zip")
    there = ("--database", url, "--data", tmp_path / "fresh")
    assert baiqau(*there, "restore", tmp_path / "all.zip").code == 0
    assert baiqau(*there, "submissions").out == baiqau("--data", data, "submissions").out
    again = baiqau(*there, "restore", tmp_path / "all.zip")
    assert (again.code, len(again.err.splitlines())) == (2, 1)


def test_backups_in_a_folder_are_named_and_the_oldest_removed(tmp_path: Path, data: Path) -> None:
    """``--keep`` wants a folder, and makes one that is not there yet."""
    to = tmp_path / "backups"
    assert baiqau("--data", data, "backup", to, "--keep", 1).code == 0
    assert (to.stat().st_mode & 0o777, len(list(to.iterdir()))) == (0o700, 1)
    next(to.iterdir()).unlink()
    (to / "baiqau-x-20240101T000000Z.zip").touch()
    ran = baiqau("--lang", "en", "--data", data, "backup", to, "--keep", 1)
    assert ran.code == 0
    assert "baiqau-x-20240101T000000Z.zip" in ran.err
    assert len(list(to.iterdir())) == 1
    assert baiqau("--data", data, "backup", tmp_path / "x.zip", "--keep", 1).code == 2


@pytest.mark.parametrize("words", [["backup", "x.zip"], ["erase", "--before", "2025-10-15"]])
def test_where_there_is_no_data_nothing_is_made(tmp_path: Path, words: list[str]) -> None:
    """A slip in the name of the folder is said."""
    ran = baiqau("--data", tmp_path / "nowhere", *words)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert not (tmp_path / "nowhere").exists()


def test_erasing_says_what_it_would_do_and_does_it(data: Path) -> None:
    """Nothing with ``--dry-run``; then for good, and a second time nothing is left."""
    english = ("--lang", "en", "--data", data)
    would = baiqau(*english, "erase", "--before", "2025-10-15", "--dry-run")
    assert (would.code, would.err) == (0, "")
    assert "to be erased: letters — 1, submissions — 1" in would.out
    done = baiqau(*english, "erase", "--before", "2025-10-15")
    assert "erased: letters — 1, submissions — 1" in done.out
    assert "Reports and backups" in done.err
    assert "Nothing" in baiqau(*english, "erase", "--before", "2025-10-15").out
    assert "№ 90" in baiqau("--data", data, "submissions").out
    assert "Received before 2025-10-15 and erased: letters — 1" in baiqau(*english, "status").out


def test_status_reminds_of_erasing_until_it_is_done(tmp_path: Path, data: Path) -> None:
    """The day is the organiser's; the machine never erases by itself."""
    config = tmp_path / "config.toml"
    text = CONFIG.read_text(encoding="utf-8")
    config.write_text(text.replace("erase_after_days = 0 ", "erase_after_days = 1 "), encoding="utf-8")
    english = ("--lang", "en", "--data", data)
    assert "baiqau erase --before 2025-10-31" in baiqau(*english, "status", config=config).out
    assert "baiqau erase" not in baiqau(*english, "status").out
    baiqau(*english, "erase", "--before", "2025-10-31", config=config)
    assert "baiqau erase" not in baiqau(*english, "status", config=config).out


@pytest.mark.parametrize("answer", ["", "no\n", "жоқ\n"])
def test_on_a_terminal_a_person_is_asked_first(data: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Without a yes nothing is erased."""
    before = baiqau("--data", data, "submissions").out

    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    monkeypatch.setattr(sys, "stdin", Terminal())
    ran = baiqau("--data", data, "erase", "--before", "2025-10-15")
    assert ran.code == 0
    assert "Жалғастырамыз ба?" in ran.err
    assert baiqau("--data", data, "submissions").out == before


@pytest.mark.parametrize(("day", "said"), [("yesterday", "күн не уақыт емес"), ("2999-01-01", "әлі келген жоқ")])
def test_a_day_that_will_not_do_is_refused(data: Path, day: str, said: str) -> None:
    """No day, or one that lies ahead: everything would go."""
    ran = baiqau("--data", data, "erase", "--before", day)
    assert ran.code == 2
    assert said in ran.err


def test_a_server_that_cannot_be_reached_is_exit_code_3(tmp_path: Path) -> None:
    """One line that names the database."""
    ran = baiqau("--database", f"postgresql+psycopg://me@/x?host={tmp_path}", "--data", tmp_path / "data", "status")
    assert (ran.code, len(ran.err.splitlines())) == (3, 1)
    assert "postgresql+psycopg://me@/x" in ran.err


def test_the_password_comes_from_the_environment(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that asks for one lets in whoever has it, and says who has not; it never shows in an error."""
    postgresql.run("CREATE ROLE writer LOGIN PASSWORD 'Құпия сөз' SUPERUSER")
    rules = postgresql.root / "data" / "pg_hba.conf"
    rules.write_text(f"local all writer scram-sha-256\n{rules.read_text()}")
    postgresql.run("SELECT pg_reload_conf()")
    url = postgresql.database().replace("baiqau@", "writer@")
    ran = []
    for password in ("Құпия сөз", "wrong", ""):
        monkeypatch.setenv("PGPASSWORD", password)
        ran.append(baiqau("--lang", "en", "--data", tmp_path / "data", "--database", url, "status"))
    assert [one.code for one in ran] == [0, 3, 3], ran
    assert all("PGPASSWORD" in one.err and "wrong" not in one.err for one in ran[1:])
