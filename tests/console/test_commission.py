"""The commission's commands, from what is typed to what is printed, over letters that were really taken in."""

import json
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.console.running import CONFIG, Ran, baiqau
from tests.pipeline.houses import House, a_house, contest
from tests.pipeline.letters import letter, plain_reader

KINDS = [kind.key for kind in contest().contest.kinds]
ALL, BUT_ONE = "kind: " + " ".join(KINDS), "kind: " + " ".join(KINDS[1:])
HEADS = ("Оспанов Ерлан", "Мусина Сәуле", "Ким Виктория", "Байжанова Гүлсім")
LEADERS = ("Асанова Айгүл", "Серікбаев Ерлан", "Қасымова Һәдия", "Өмірбек Ұлжан")
SCHOOLS = ("№ 1 мектеп-гимназия", "№ 2 мектеп-лицей", "№ 3 мектеп-гимназия", "№ 4 орта мектеп")
MEMBERS = """\ufeffАты-жөні;Лауазымы;Эл. пошта;Рөлі;Мектебі
Әлімова Гүлнәр Серікқызы;директор;chair@example.kz;төраға;
Иванова Анна Петровна;әдіскер;secretary@example.kz;хатшы;
Оспанов Ерлан Қайратұлы;мұғалім;m2@example.kz;мүше;№ 3 мектеп-гимназия
Ыбырай Ұлжан Асқарқызы;мұғалім;m3@example.kz;мүше;
"""
JUDGES = ("chair@example.kz", "m2@example.kz", "m3@example.kz")
HEAD = "member,submission,stage,criterion,points"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with four participants, the last one accepted by a person, and the members."""
    root = tmp_path_factory.mktemp("commission")
    with a_house(root) as house:
        for n, (school, leader, head) in enumerate(zip(SCHOOLS, LEADERS, HEADS, strict=True), 1):
            form = (
                f"application: {school} | {leader} | address=Абай {n} | phone=+7 7172 43 21 7{n} | "
                f"email=s{n}@example.kz | subject=математика | leader_phone=+7 701 555 17 7{n} | head={head}"
            )
            paper = BUT_ONE if n == 4 else ALL
            house.put(**{f"l{n}": letter(f"s{n}@example.kz", files={"s.docx": form, "p.docx": paper}, day=9 + n)})
        house.ingest()
    data = root / "data"
    assert run(data, "decide", 4, "accept", "--reason", "қағаз түпнұсқасы әкелінді").code == 0
    assert run(data, "members", "import", written(root / "members.csv", MEMBERS)).code == 0
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it to work in."""
    shutil.copytree(prepared, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def scored(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both stages done: 4 failed, 3 did not come, 1 and 2 are equal and were voted on."""
    root = tmp_path_factory.mktemp("scored")
    data = root / "data"
    shutil.copytree(prepared, data)
    file = written(root / "one.csv", sheets(1, {1: 20, 2: 20, 3: 18, 4: 15}))
    assert run(data, "scores", "import", file).code == 0
    assert run(data, "stage", "close", 1).code == 0
    assert run(data, "stage", "draw", 2, "--seed", "2025").code == 0
    assert run(data, "absent", 3, "--stage", 2, "--reason", "ауырып қалды").code == 0
    assert run(data, "scores", "import", written(root / "two.csv", sheets(2, {1: 16, 2: 16}))).code == 0
    assert run(data, "stage", "close", 2).code == 0
    (tie,) = results(data)["ties"]
    for member, choice in zip(JUDGES, ("2", "1", "abstain"), strict=True):
        assert run(data, "votes", "add", "--tie", tie["id"], "--member", member, "--for", choice).code == 0
    closed = run(data, "votes", "close", "--tie", tie["id"])
    assert (closed.code, "chair's casting vote" in closed.out) == (0, True)
    return data


def run(data: Path, *words: object, lang: str = "en") -> Ran:
    """A command."""
    return baiqau("--lang", lang, "--data", data, *words)


def results(data: Path) -> Any:
    """``results --format json``."""
    return json.loads(run(data, "results", "--format", "json").out)


def written(file: Path, text: str) -> Path:
    """A file with this text."""
    file.write_text(text, encoding="utf-8")
    return file


def sheets(stage: int, totals: dict[int, int], members: tuple[str, ...] = JUDGES) -> str:
    """Flat sheets with these totals; m2 is of the school of the third and gives it none."""
    count = len(contest().contest.stages[stage - 1].criteria)
    lines = [HEAD]
    for member in members:
        for number, total in totals.items():
            if (member, number) != ("m2@example.kz", 3):
                each = [total // count + (n < total % count) for n in range(count)]
                lines += [f"{member},{number},{stage},{n},{points}" for n, points in enumerate(each, 1)]
    return "\n".join(lines) + "\n"


def test_members_are_taken_from_a_table_and_taken_again_without_a_change(data: Path, tmp_path: Path) -> None:
    """CSV with a mark of byte order and semicolons; their conflicts are found; XLSX says the same."""
    listed = json.loads(run(data, "members", "list", "--format", "json").out)
    assert [(one["email"], one["roles"]) for one in listed][:2] == [
        ("chair@example.kz", ["chair"]),
        ("secretary@example.kz", ["secretary"]),
    ]
    assert next(one for one in listed if one["email"] == "m2@example.kz")["conflicts"] == [3]
    assert "Ыбырай Ұлжан" in run(data, "members", "list").out
    again = run(data, "members", "import", as_xlsx(tmp_path / "m.xlsx", MEMBERS.lstrip("\ufeff")))
    assert (again.code, "new 0, changed 0, as before 4" in again.out) == (0, True)


def as_xlsx(file: Path, text: str) -> Path:
    """A table of semicolons as a workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for line in text.splitlines():
        book.active.append(line.split(";"))
    book.save(file)
    return file


@pytest.mark.parametrize(("lang", "said"), [("kk", "бүтін"), ("ru", "целое"), ("en", "whole number")])
def test_a_refused_file_names_its_cells_and_changes_nothing(data: Path, tmp_path: Path, lang: str, said: str) -> None:
    """Out of range, fractional: exit code 2, file, cell and reason, in every language; the good file stays out too."""
    good = written(tmp_path / "good.csv", sheets(1, {1: 20}))
    bad = written(tmp_path / "bad.csv", f"{HEAD}\nm3@example.kz,2,1,1,4\nm3@example.kz,2,1,2,2.5\n")
    ran = run(data, "scores", "import", good, bad, lang=lang)
    assert ran.code == 2
    assert (ran.err.count("bad.csv"), "E2" in ran.err, "E3" in ran.err, said in ran.err) == (2, True, True, True), (
        ran.err
    )
    assert all(one["sheets"] == 0 for one in results(data)["stage1"])


def test_changed_points_want_replace_and_a_reason_and_the_old_ones_stay_in_the_history(
    data: Path, tmp_path: Path
) -> None:
    """Refused without; a dry run only says; then told cell by cell, and the history has both."""
    first = written(tmp_path / "a.csv", sheets(1, {1: 16}))
    second = written(tmp_path / "b.csv", sheets(1, {1: 17}))
    assert "new 24, changed 0, as before 0" in run(data, "scores", "import", first).out
    assert "new 0, changed 0, as before 24" in run(data, "scores", "import", first).out
    assert run(data, "scores", "import", second).code == 2
    assert run(data, "scores", "import", second, "--replace").code == 2
    dry = run(data, "scores", "import", second, "--dry-run")
    assert (dry.code, "changed 3" in dry.out, results(data)["stage1"][0]["points"]) == (0, True, "16")
    done = run(data, "scores", "import", second, "--replace", "--reason", "парақта қате", "--by", "хатшы")
    assert (done.code, "2 → 3" in done.out, results(data)["stage1"][0]["points"]) == (0, True, "17")
    history = run(data, "scores", "history", 1).out
    assert ("парақта қате" in history, history.count("chair@example.kz")) == (True, 9)


def test_a_stage_closes_only_when_nothing_is_owed(data: Path, tmp_path: Path) -> None:
    """Every missing or incomplete sheet is named; excusing a member settles theirs; a closed stage is frozen."""
    run(data, "scores", "import", written(tmp_path / "a.csv", sheets(1, {1: 20, 2: 16, 3: 18, 4: 15}, JUDGES[:2])))
    run(data, "scores", "import", written(tmp_path / "b.csv", f"{HEAD}\nm3@example.kz,1,1,1,3\n"))
    refused = run(data, "stage", "close", 1)
    assert refused.code == 2
    assert "m3@example.kz: the sheet for № 1 lacks criteria 2, 3, 4, 5, 6, 7, 8" in refused.err
    assert "m3@example.kz: no sheet for № 2" in refused.err
    assert "m2@example.kz: no sheet for № 3" not in refused.err
    assert run(data, "members", "excuse", "m3@example.kz", "--stage", 1, "--reason", "іссапар").code == 0
    closed = run(data, "stage", "close", 1)
    assert (closed.code, "Fingerprint" in closed.out) == (0, True)
    frozen = run(
        data, "scores", "import", written(tmp_path / "c.csv", sheets(1, {1: 21})), "--replace", "--reason", "x"
    )
    assert (frozen.code, "stage 1 is closed" in frozen.err) == (2, True)
    assert run(data, "stage", "close", 1).code == 2
    assert run(data, "stage", "reopen", 1, "--reason", "қате табылды").code == 0
    assert results(data)["closed"] == []


def test_the_results_are_exact_and_in_the_agreed_shape(scored: Path) -> None:
    """Fractions, the stage that was passed, the absent, the tie and who decided it."""
    found = results(scored)
    assert {"stage1", "stage2", "final", "ties", "nominations"} <= found.keys()
    one = found["stage1"][0]
    wanted = {"submission", "school", "leader", "sheets", "points", "shown", "by_criterion", "passed", "problem"}
    assert wanted <= one.keys()
    assert (one["school"], one["leader"], one["sheets"], one["points"], one["passed"]) == (
        "№ 1 мектеп-гимназия", "Асанова Айгүл", 3, "20", True,
    )  # fmt: skip
    assert [(x["submission"], x["passed"]) for x in found["stage1"]] == [(1, True), (2, True), (3, True), (4, False)]
    assert next(x for x in found["stage2"] if x["submission"] == 3)["problem"] == "absent"
    (tie,) = found["ties"]
    assert (tie["between"], tie["places"], tie["votes"], tie["open"]) == ([1, 2], [1, 2], {"1": 1, "2": 1}, False)
    placed = [(x["submission"], x["total"], x["place"], x["decided_by"]) for x in found["final"]]
    assert placed == [(1, "36", 2, "points"), (2, "36", 1, "chair")]


def test_a_nomination_is_the_commissions_decision(scored: Path, tmp_path: Path) -> None:
    """A place winner is refused by the ruling, an unknown key too; another participant is recorded."""
    data = tmp_path / "data"
    shutil.copytree(scored, data)
    key = contest().contest.nominations[0].key
    assert run(data, "nominate", key, 2, "--reason", "x").code == 2
    assert run(data, "nominate", "best-hat", 3, "--reason", "x").code == 2
    assert run(data, "nominate", key, 3, "--reason", "комиссия шешімі").code == 0
    assert results(data)["nominations"] == {key: 3}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_results_are_told_in_every_language(scored: Path, lang: str) -> None:
    """Both stages, the places, advice and the check of what was frozen, with no key left untold."""
    told = run(scored, "results", lang=lang)
    assert (told.code, "Асанова Айгүл" in told.out, "commission." in told.out) == (0, True, False)
    advice = run(scored, "results", "--what-if", lang=lang)
    assert (advice.code, "commission." in advice.out) == (0, False)
    same = run(scored, "results", "--verify", lang=lang)
    assert (same.code, same.out.count("\n")) == (0, 2)


def test_verify_finds_what_was_changed_behind_the_commands(scored: Path, tmp_path: Path) -> None:
    """A participant who is rejected after the closing: exit code 1, and the stage is named."""
    data = tmp_path / "data"
    shutil.copytree(scored, data)
    run(data, "decide", 4, "reject", "--reason", "қате қабылданған")
    found = run(data, "results", "--verify")
    assert (found.code, "Stage 1: changed since it was closed" in found.out) == (1, True)


@pytest.mark.parametrize(
    ("words", "signature"),
    [
        (("sheets", "--stage", 1), b"PK"),
        (("sheets", "--stage", 1, "--member", JUDGES[0], "--format", "xlsx"), b"PK"),
        (("sheets", "--stage", 1, "--member", JUDGES[0], "--format", "docx"), b"PK"),
        (("protocol", "--stage", 1, "--meeting", "2", "--day", "2025-10-25"), b"PK"),
        (("protocol", "--format", "pdf"), b"%PDF"),
        (("summary", "--format", "pdf"), b"%PDF"),
        (("speaking", "--format", "pdf", "--starts", "10:00"), b"%PDF"),
        (("results", "--format", "html"), b"<!doctype html>"),
        (("diplomas",), b"%PDF"),
        (("awards", "--format", "pdf"), b"%PDF"),
        (("names", "--format", "pdf"), b"%PDF"),
    ],
)
def test_every_paper_is_written_where_it_is_wished(
    scored: Path, tmp_path: Path, words: tuple[object, ...], signature: bytes
) -> None:
    """The file is of its format, nobody else can read it, and made again it is the same."""
    file = tmp_path / "paper"
    moment = ("--as-of", "2026-01-10T10:00")
    assert run(scored, *moment, "report", *words, "-o", file).code == 0
    made = file.read_bytes()
    assert made.lower().startswith(signature.lower())
    assert run(scored, *moment, "report", *words, "-o", file).code == 0
    assert file.read_bytes() == made


def test_wrong_wishes_are_one_line_and_exit_code_two(scored: Path, tmp_path: Path) -> None:
    """An unknown stage, member, day, format, tie or participant says what is expected."""
    wishes: list[tuple[object, ...]] = [
        ("report", "protocol", "--stage", 3),
        ("report", "sheets", "--member", "who@example.kz"),
        ("report", "protocol", "--day", "tomorrow"),
        ("report", "diplomas", "--format", "xlsx"),
        ("members", "import", tmp_path / "none.csv"),
        ("members", "conflict", "who@example.kz", 1, "--reason", "x"),
        ("absent", 4, "--stage", 2, "--reason", "x"),
        ("stage", "close", 9),
        ("votes", "add", "--tie", "none", "--member", JUDGES[0], "--for", 1),
        ("votes", "add", "--tie", "none", "--member", JUDGES[0], "--for", "him"),
        ("scores", "import", written(tmp_path / "x.csv", sheets(2, {1: 16})), "--replace"),
    ]
    for words in wishes:
        ran = run(scored, *words)
        assert (ran.code, bool(ran.err.strip()), "Traceback" in ran.err, ran.out) == (2, True, False, ""), words


def test_two_acceptances_of_one_school_keep_a_stage_open(data: Path, tmp_path: Path) -> None:
    """Both are named; once one is taken back the stage closes."""
    form = letter(
        "second@example.kz", day=16,
        files={
            "s.docx": f"application: {SCHOOLS[0]} | Тілеуберді Нұрлан | address=Абай 1 | phone=+7 7172 43 21 71 | "
            f"email=s1@example.kz | subject=химия | leader_phone=+7 701 555 17 79 | head={HEADS[0]}",
            "p.docx": ALL,
        },
    )  # fmt: skip
    with a_house(tmp_path / "more") as house:
        house.put(second=form)
        with Store.open(DataFolder(data)) as store:
            House(house.inbox, DataFolder(data), store).ingest()
    run(data, "decide", 1, "accept", "--reason", "x")
    assert run(data, "decide", 5, "accept", "--reason", "x").code == 1
    run(data, "scores", "import", written(tmp_path / "a.csv", sheets(1, {1: 20, 2: 16, 3: 18, 4: 15, 5: 17})))
    assert "№ 1 and № 5 are of one school" in run(data, "results").out
    refused = run(data, "stage", "close", 1)
    assert (refused.code, "№ 1 and № 5 are of one school" in refused.err) == (2, True)
    run(data, "decide", 5, "withdraw", "--reason", "мектептің хаты")
    assert run(data, "stage", "close", 1).code == 0


def test_the_status_reminds_of_a_closed_stages_outcome(scored: Path, tmp_path: Path) -> None:
    """Within ten days after the closing; not of a stage that was opened again."""
    data = tmp_path / "data"
    shutil.copytree(scored, data)

    def reminded() -> list[int]:
        told = json.loads(run(data, "status", "--format", "json").out)["watch"]["reminders"]
        return [one["stage"] for one in told if one["code"] == "outcome"]

    assert reminded() == [1, 2]
    assert run(data, "stage", "reopen", 2, "--reason", "қате").code == 0
    assert reminded() == [1]
    assert "Stage 1" in run(data, "status").out or "stage 1" in run(data, "status").out


def typed(data: Path, *words: object, keys: str) -> str:
    """What a terminal shows when these keys are pressed, on a terminal of the command's own."""
    command = [sys.executable, "-m", "console.main", "--config", CONFIG, "--lang", "en", "--data", data]
    master, slave = pty.openpty()
    with subprocess.Popen([*map(str, (*command, *words))], stdin=slave, stdout=slave, stderr=slave):
        os.close(slave)
        os.write(master, keys.encode())
        told = b""
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:  # the terminal of a process that has ended
                break
            if not piece:
                break
            told += piece
    os.close(master)
    return told.decode()


def test_paper_sheets_are_typed_in_and_tried_at_once(data: Path) -> None:
    """A wrong line is asked for again; digits may stand together; one is skipped; all is written at the end."""
    keys = "2\n3 3 3 3 3 3 3 9\n3 3 3\n33333333\n\n4: 2 2 2 2 2 2 2 1\nyes\n"
    told = typed(data, "scores", "enter", "--stage", 1, keys=keys)
    assert "“9” will not do" in told
    assert "8 points are wanted, 3 were typed" in told
    assert "new 16, changed 0" in told
    found = {one["submission"]: one["points"] for one in results(data)["stage1"]}
    assert found == {1: "24", 2: None, 3: None, 4: "15"}


def test_what_was_typed_is_dropped_unless_the_end_is_confirmed(data: Path, tmp_path: Path) -> None:
    """«no» and the end of the input write nothing; points that stand are not changed by the way."""
    run(data, "scores", "import", written(tmp_path / "a.csv", sheets(1, {1: 16})))
    for end in ("no\n", "\x04"):
        told = typed(data, "scores", "enter", "--stage", 1, "--member", JUDGES[0], keys=f"\n33333333\n.\n{end}")
        assert "Nothing was recorded." in told
    told = typed(data, "scores", "enter", "--stage", 1, "--member", JUDGES[0], keys="33333333\n.\n")
    assert ("[2 2 2 2 2 2 2 2]" in told, "Other points stand already" in told, "Nothing was" in told) == (True,) * 3
    assert [one["points"] for one in results(data)["stage1"]] == ["16", None, None, None]


@pytest.fixture
def plain_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raw letters are taken apart by the plain reader, in this process, as they were when they came."""
    monkeypatch.setattr("console.portfolios.sandboxes", lambda folder, loaded: plain_reader)


@pytest.mark.usefixtures("plain_readers")
def test_portfolios_are_numbered_folders_with_an_index(data: Path, tmp_path: Path) -> None:
    """A file lies once, in the folder of its first document; the others say where it is, the index leads to it."""
    assert run(data, "report", "portfolios", "-o", tmp_path / "all.zip").code == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as pack:
        names = pack.namelist()
        roots = sorted({name.split("/")[0] for name in names})
        assert roots == ["001 Асанова Айгүл", "002 Серікбаев Ерлан", "003 Қасымова Һәдия", "004 Өмірбек Ұлжан"]
        own = [name.removeprefix(roots[0] + "/") for name in names if name.startswith(roots[0])]
        folders = sorted({name.split("/")[0] for name in own} - {"index.html"})
        assert [folder[:2] for folder in folders] == [f"{n:02}" for n in range(1, len(KINDS) + 2)]
        (paper,) = [name for name in own if name.endswith(".docx")]
        assert paper == f"{folders[0]}/1 p.docx"
        assert pack.read(f"{roots[0]}/{paper}") == ALL.encode()
        index = pack.read(f"{roots[0]}/index.html").decode()
        assert index.count(f'href="{quote(paper)}"') == len(KINDS)
        assert paper in pack.read(f"{roots[0]}/{folders[1]}/in another file.txt").decode()
        assert "not submitted" in pack.read(f"{roots[3]}/index.html").decode()
        assert "+7" not in index
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0
    assert list(DataFolder(data).scratch.iterdir()) == []


@pytest.mark.usefixtures("plain_readers")
def test_a_member_is_not_given_the_portfolio_of_their_own_school(data: Path, tmp_path: Path) -> None:
    """m2 is of the third school; made again the zip is the same; an unknown member and format are refused."""
    words = ("report", "portfolios", "--member", "m2@example.kz", "-o", tmp_path / "m2.zip")
    assert run(data, *words).code == 0
    first = (tmp_path / "m2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "m2.zip") as pack:
        assert {name[:3] for name in pack.namelist()} == {"001", "002", "004"}
    assert run(data, *words).code == 0
    assert (tmp_path / "m2.zip").read_bytes() == first
    assert run(data, "report", "portfolios", "--member", "who@example.kz", "-o", tmp_path / "x.zip").code == 2
    assert run(data, "report", "portfolios", "--format", "pdf", "-o", tmp_path / "x.zip").code == 2
    assert run(data, "report", "portfolios").code == 2


@pytest.mark.usefixtures("plain_readers")
def test_a_file_whose_letter_is_lost_is_named(data: Path, tmp_path: Path) -> None:
    """The zip is made with what there is; exit code 1, the file's name, and the index says so."""
    for raw in DataFolder(data).spool.rglob("*.eml"):
        if b"s1@example.kz" in raw.read_bytes():
            raw.unlink()
    ran = run(data, "report", "portfolios", "-o", tmp_path / "all.zip")
    assert (ran.code, "p.docx" in ran.err) == (1, True)
    with zipfile.ZipFile(tmp_path / "all.zip") as pack:
        assert "file not found" in pack.read("001 Асанова Айгүл/index.html").decode()


@pytest.mark.parametrize("gone", ["chair@example.kz", "m2@example.kz"])
def test_a_member_who_leaves_changes_nothing_that_is_closed(scored: Path, tmp_path: Path, gone: str) -> None:
    """Sheets and votes that were given, the casting one too, stay; the list lacks the name until that is undone."""
    data = tmp_path / "data"
    shutil.copytree(scored, data)
    before, why = results(data), ("--reason", "moved away")

    def members() -> set[str]:
        return {one["email"] for one in json.loads(run(data, "members", "list", "--format", "json").out)}

    assert run(data, "members", "dismiss", gone).code == 2
    done = run(data, "members", "dismiss", gone, *why)
    assert (done.code, gone in done.out) == (0, True)
    assert gone not in members()
    assert results(data) == before
    assert run(data, "results", "--verify").code == 0
    assert run(data, "members", "dismiss", gone, *why).code == 2
    for lang in ("kk", "ru", "en"):
        refused = run(data, "members", "import", written(tmp_path / "again.csv", MEMBERS), lang=lang)
        assert (refused.code, gone in refused.err) == (2, True)
    assert run(data, "members", "dismiss", gone, "--undo", *why).code == 0
    assert gone in members()
    assert results(data) == before
    assert run(data, "members", "dismiss", gone, "--undo", *why).code == 2


def test_nobody_waits_for_a_member_who_left(data: Path, tmp_path: Path) -> None:
    """A stage that is open closes on the sheets of those who are there."""
    file = written(tmp_path / "one.csv", sheets(1, {1: 20, 2: 20, 3: 18, 4: 15}, JUDGES[:2]))
    assert run(data, "scores", "import", file).code == 0
    assert run(data, "stage", "close", 1).code == 2
    assert run(data, "members", "dismiss", "m3@example.kz", "--reason", "ill").code == 0
    assert run(data, "stage", "close", 1).code == 0


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_of_several_files_the_one_that_cannot_be_read_is_named(tmp_path: Path, lang: str) -> None:
    """Damaged or empty: one line, which file and why."""
    good = written(tmp_path / "good.csv", HEAD + "\n")
    damaged, empty = tmp_path / "damaged.xlsx", written(tmp_path / "empty.csv", "")
    damaged.write_bytes(b"PK\x03\x04 not a workbook")
    for file in (damaged, empty):
        ran = run(tmp_path / "data", "scores", "import", good, file, lang=lang)
        assert (ran.code, ran.err.count("\n"), file.name in ran.err) == (2, 1, True)
