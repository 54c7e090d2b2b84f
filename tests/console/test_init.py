"""``baiqau init``: asked on a terminal or told by options, it writes a configuration that can be worked with."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from console.starting.answers import a_zone, moment
from console.texts import LANGUAGES
from pipeline.contest import LoadedContest, load
from tests.console.running import CONFIG, Ran, baiqau

ROOT = CONFIG.parent
ENOUGH = ("--mailbox", "contest@school.kz", "--deadline", "2026-10-17", "--approved", "2026-09-01")
OTHER = (
    *("init", "--bare", "--title", "Робот «Жарыс»", "--organiser", 'ЖШС "Орталық"', "--place", "Астана", *ENOUGH),
    *("--server", "imap.gmail.com", "--document", "Жоба сипаттамасы", "--document", 'Смета "А"'),
)


def begun(path: Path, *words: str, language: str = "en") -> tuple[Ran, LoadedContest]:
    """A configuration that was written, loaded."""
    ran = baiqau("--lang", language, *words, config=path)
    assert ran.code == 0, ran.err
    return ran, load(path)


def test_next_years_contest_keeps_all_that_is_not_asked(tmp_path: Path) -> None:
    """Of the file that comes with the program, comments too; dates are in their order, so nothing is warned of."""
    path = tmp_path / "config.toml"
    ran, loaded = begun(path, "init", *ENOUGH, language="kk")
    assert loaded.warnings == ()
    contest, before = loaded.contest, load(CONFIG).contest
    assert contest.dates.deadline.isoformat() == "2026-10-17T23:59:59+05:00"
    assert (contest.dates.contest_day, contest.dates.announce_by) == (date(2026, 10, 30), date(2026, 10, 10))
    assert contest.mailbox.trusted_hosts == ("school.kz",)
    assert not contest.mailbox.watched
    assert contest.contest.number_prefix == before.contest.number_prefix.replace("2025", "2026")
    assert (contest.kinds, contest.form, contest.contest.title) == (before.kinds, before.form, before.contest.title)
    comments = [line for line in CONFIG.read_text("utf-8").splitlines() if line.startswith("#")]
    assert set(comments) <= set(path.read_text("utf-8").splitlines())
    assert str(path) in ran.out
    assert "check" in ran.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_contest_begins_from_a_short_file_that_explains_itself(tmp_path: Path, language: str) -> None:
    """Every section has a comment in the reader's language; the mailbox has its server and the place of its secret."""
    path = tmp_path / "config.toml"
    _, loaded = begun(path, *OTHER, language=language)
    contest = loaded.contest
    assert loaded.warnings == ()
    assert contest.contest.language == language
    assert contest.contest.title.of("ru") == "Робот «Жарыс»"
    assert contest.contest.words == ("робот жарыс",)
    assert contest.contest.organiser.kk == 'ЖШС "Орталық"'
    assert contest.contest.number_prefix == "РЖ-2026"
    assert [kind.title.kk for kind in contest.kinds] == ["Жоба сипаттамасы", 'Смета "А"']
    assert [kind.signs.title for kind in contest.kinds] == [("жоба сипаттамасы",), ("смета а",)]
    box = contest.mailbox
    assert (box.host, box.password_file, box.trusted_hosts) == ("imap.gmail.com", "mailbox-password", ("google.com",))
    assert box.since == date(2026, 9, 1)
    text = path.read_text("utf-8")
    assert "#~" not in text
    for section in ("contest", "mailbox", "trust", "dates", "rulings", "storage", "form"):
        above, _, _ = text.partition(f"\n[{section}]\n")
        assert above.splitlines()[-1].startswith("# "), section
    assert baiqau("status", config=path).code == 0


def test_another_contest_takes_letters(tmp_path: Path) -> None:
    """Its form and its documents are recognised."""
    path = tmp_path / "config.toml"
    begun(path, *OTHER)
    form = "Өтінім\nМектеп: № 5 гимназия\nҚатысушы: Асан Үсен Әліұлы\nТелефон: 8 701 111 22 33"
    (tmp_path / "form.txt").write_text(form)
    (tmp_path / "2.txt").write_text("Жоба сипаттамасы\n\nБіз робот жасаймыз. Ол үйді тазалайды.\n")
    read = [
        json.loads(baiqau("read", tmp_path / name, "--format", "json", config=path).out)
        for name in ("form.txt", "2.txt")
    ]
    assert read[0]["application"]["leader"] == "Асан Үсен Әліұлы"
    assert list(read[1]["kinds"]) == ["document_1"]


def test_last_years_file_can_be_begun_from(tmp_path: Path) -> None:
    """Its server and the keys of that go, another takes their place; Microsoft 365 does not name itself."""
    before = tmp_path / "before.toml"
    lines = '[mailbox]\nhost = "old.kz"\nport = 143\nsecurity = "starttls"\ncredential = "old"'
    before.write_text(CONFIG.read_text("utf-8").replace("[mailbox]", lines, 1), "utf-8")
    path = tmp_path / "config.toml"
    words = ("init", "--template", str(before), *ENOUGH, "--server", "outlook.office365.com", "--title", "Жаңа байқау")
    _, loaded = begun(path, *words, language="kk")
    box = loaded.contest.mailbox
    assert (box.host, box.port, box.security, box.credential) == ("outlook.office365.com", 0, "tls", "")
    assert box.trusted_hosts == ("outlook.com",)
    assert loaded.contest.trust.unnamed_results
    assert "жаңа байқау" in loaded.contest.contest.words


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """Without a terminal it is refused; with --force done."""
    path = tmp_path / "config.toml"
    path.write_text("mine")
    ran = baiqau("--lang", "en", "init", "--yes", *ENOUGH, config=path)
    assert (ran.code, path.read_text()) == (2, "mine")
    assert "--force" in ran.err
    assert baiqau("init", "--yes", "--force", *ENOUGH, config=path).code == 0
    assert load(path).contest.mailbox.address == "contest@school.kz"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("init",), "--mailbox, --deadline:"),
        (("init", "--bare"), "--title, --organiser, --place, --mailbox, --deadline, --document:"),
        (("init", *ENOUGH, "--contest-day", "30.10.2026"), "--contest-day: That is no day"),
        (("init", *ENOUGH, "--time-zone", "Asia/Nowhere"), "--time-zone: There is no such time zone"),
        (("init", "--mailbox", "me", "--deadline", "2026-10-17"), "--mailbox: That is no e-mail address"),
        (("init", *ENOUGH, "--template", "nowhere.toml"), "nowhere.toml"),
        (("init", *ENOUGH, "--template", str(ROOT / "pyproject.toml")), "is no configuration to start from"),
    ],
)
def test_what_is_lacking_or_wrong_is_named_and_nothing_written(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """By its option, with exit code 2."""
    path = tmp_path / "config.toml"
    ran = baiqau("--lang", "en", *words, config=path)
    assert (ran.code, path.exists()) == (2, False)
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_moments_are_of_the_contests_zone() -> None:
    """A day means its last second; an offset that is given stays."""
    assert moment("2026-10-17", "Asia/Almaty").isoformat() == "2026-10-17T23:59:59+05:00"
    assert moment("2026-10-17T18:00", "Europe/Lisbon").isoformat() == "2026-10-17T18:00:00+01:00"
    assert moment("2026-10-17T18:00+02:00", "Asia/Almaty").isoformat() == "2026-10-17T18:00:00+02:00"
    assert a_zone("Asia/Almaty") == "Asia/Almaty"


def on_a_terminal(path: Path, *answers: str) -> tuple[int, str, str]:
    """Exit code, standard output and what stood on the terminal when a person typed these answers."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "console.main", "--config", str(path), "init"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    process = subprocess.Popen(
        command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, cwd=path.parent, env=environment
    )
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode() + b"\x04")
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the other end is closed: Linux says EIO
        pass
    out = process.communicate(timeout=60)[0]
    os.close(ours)
    return process.returncode, out.decode(), seen.decode()


def test_a_person_is_asked_and_asked_again_where_the_answer_will_not_do(tmp_path: Path) -> None:
    """Enter takes what stands in brackets."""
    path = tmp_path / "config.toml"
    answers = ["de", "ru", "1", "", "", "", "школа", "contest@school.kz", "", "mx.school.kz, school.kz", "", "вчера"]
    answers += ["2026-10-17", "", "2026-09-01", "", "", ""]
    code, out, seen = on_a_terminal(path, *answers)
    assert code == 0, seen
    contest = load(path).contest
    assert contest.contest.language == "ru"
    assert contest.contest.title == load(CONFIG).contest.contest.title
    assert contest.mailbox.host == "imap.school.kz"
    assert contest.mailbox.trusted_hosts == ("mx.school.kz", "school.kz")
    assert contest.dates.contest_day == date(2026, 10, 30)
    assert "Это не адрес электронной почты: школа" in seen
    assert "Это не день и не время" in seen
    assert str(path) in out
    assert out.count("\n") == 1


def test_a_person_begins_another_contest_or_leaves(tmp_path: Path) -> None:
    """Documents one by one; when the answers end nothing is written, and a file that is there is asked about."""
    path = tmp_path / "config.toml"
    answers = [
        "kk",
        "2",
        "Робот жарысы",
        "Орталық",
        "Астана",
        "contest@school.kz",
        "-",
        "",
        "",
        "2026-10-17",
        "",
        "2026-09-01",
    ]
    code, _, seen = on_a_terminal(path, *answers, "", "", "Жоба", "Смета", "", "")
    assert code == 0, seen
    assert [kind.title.kk for kind in load(path).contest.kinds] == ["Жоба", "Смета"]
    before = path.read_bytes()
    assert on_a_terminal(path, "kk", "жоқ")[0] == 2
    code, _, seen = on_a_terminal(path, "kk", "иә", "1")
    assert (code, path.read_bytes()) == (2, before)
    assert "ештеңе жазылған жоқ" in seen
