"""The commands that decide, from what is typed to what is printed, on letters in a folder."""

import getpass
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.settings import Settings
from intake.wrapping import wrapped
from pipeline.reader import Reader
from tests.console.running import Ran, baiqau
from tests.databases import Server
from tests.pipeline.houses import NOW, House, a_house, contest
from tests.pipeline.letters import letter, plain_reader

KINDS = [kind.key for kind in contest().contest.kinds]
FIELDS = (
    "address=Абай 1 | phone=+7 7172 43 21 79 | email=a@example.kz | subject=математика | "
    "leader_phone=+7 701 555 17 79 | head=Оспанов Ерлан"
)
FORM = f"application: № 1 мектеп-гимназия | Асанова Айгүл | {FIELDS}"
SECOND = f"application: 1-мектеп-гимназия | Серікбаев Ерлан | {FIELDS}"
ALL, BUT_ONE = "kind: " + " ".join(KINDS), "kind: " + " ".join(KINDS[1:])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a handful of submissions; whatever reads letters reads plain ones, in this process."""
    with a_house(tmp_path) as house:
        house.put(
            a=letter("a@example.kz", files={"s.docx": FORM, "p.docx": BUT_ONE}, day=10),
            b=letter("b@example.kz", files={"s.docx": SECOND, "p.docx": ALL}, day=11),
            c=letter("c@example.kz", files={"x.pdf": "unread"}, day=12),
            d=letter("d@example.kz", "Сәлем", text="байқаусыз"),
            e=letter("friend@example.com", "Кездесу", day=12),
        )
        house.ingest()
    _with_readers(monkeypatch, plain_reader)
    return tmp_path / "data"


def _with_readers(monkeypatch: pytest.MonkeyPatch, readers: Callable[[], Any]) -> None:
    """Whatever opens a reader opens one of these."""
    for module in ("process", "attaching", "reprocessing"):
        monkeypatch.setattr(f"pipeline.{module}.sandboxes", lambda folder, loaded: readers)


def run(data: Path, *words: object) -> Ran:
    """A command in English."""
    return english("--data", data, *words)


def english(*words: object) -> Ran:
    """Options and a command."""
    return baiqau("--lang", "en", *words)


def verdict(data: Path, number: int, *options: object) -> str:
    """The verdict of one submission, with its reasons."""
    ran = baiqau("--lang", "en", "--data", data, *options, "show", number, "--format", "json")
    one = json.loads(ran.out)
    return ": ".join(filter(None, (one["verdict"], ", ".join(one["reasons"]))))


def shown(data: Path, number: int) -> Any:
    """One submission as JSON."""
    return json.loads(run(data, "show", number, "--format", "json").out)


def test_a_verdict_is_made_told_and_logged(data: Path) -> None:
    """Before and after in a sentence; the log says who, when, why; the submission says so."""
    ran = run(data, "decide", 1, "accept", "--reason", "one paper came by hand", "--by", "Айгүл")
    assert (ran.code, "need a person: 1" in ran.err) == (1, True)
    assert "Decision No 1: ӘБ-2025 № 1 – accepted." in ran.out
    assert re.search(r"№ 1 · .*not accepted \(documents incomplete\) → accepted", ran.out)
    assert re.search(r"№ 2 · .*accepted → awaiting a decision \(second leader of one school\)", ran.out)
    (one,) = json.loads(run(data, "decisions", "--format", "json").out)
    assert (one["by"], one["verb"], one["value"], one["standing"]) == ("Айгүл", "verdict", "accept", "standing")
    assert one["reason"] == "one paper came by hand"
    report = shown(data, 1)
    assert (report["verdict"], report["by"]) == ("accepted", "person")
    assert "one paper came by hand" in report["explanation"][-1] or any(
        "one paper came by hand" in line for line in report["explanation"]
    )
    assert report["decisions"][0]["what"] == "accepted"


def test_the_same_decision_again_is_no_second_one(data: Path) -> None:
    """The log stays as it was; another reason is another decision."""
    words = ("decide", 1, "hold", "--reason", "asked the school")
    assert run(data, *words).code == 1
    again = run(data, *words)
    assert (again.code, "decided before (decision No 1)" in again.out) == (0, True)
    assert run(data, "decide", 1, "hold", "--reason", "asked again").code == 0
    assert [one["standing"] for one in json.loads(run(data, "decisions", "--format", "json").out)] == [
        "superseded",
        "standing",
    ]


def test_a_dry_run_says_what_would_change_and_changes_nothing(data: Path) -> None:
    """The same sentences, no decision."""
    ran = run(data, "decide", 2, "withdraw", "--reason", "letter of the school", "--dry-run")
    assert ran.code == 0
    assert "would be" in ran.out
    assert "not accepted (withdrawn by the participant)" in ran.out
    assert json.loads(run(data, "decisions", "--format", "json").out) == []
    assert verdict(data, 2) == "accepted"


def test_one_leader_withdraws_and_the_other_is_free(data: Path) -> None:
    """Both lines are printed: the one decided on and the one that follows."""
    run(data, "decide", 1, "accept", "--reason", "x")
    assert verdict(data, 2) == "held: second_of_school"
    ran = run(data, "decide", 1, "withdraw", "--reason", "letter of the school")
    assert ran.code == 0
    assert "№ 2" in ran.out
    assert verdict(data, 2) == "accepted"


def test_two_acceptances_of_one_school_are_warned_of(data: Path) -> None:
    """They stand; exit code 1 and the notice in the status say that a person has to look."""
    assert run(data, "decide", 1, "accept", "--reason", "x").code == 1
    ran = run(data, "decide", 2, "accept", "--reason", "x")
    assert ran.code == 1
    assert "Two submissions of one school are accepted" in ran.err
    assert "Two submissions of one school are accepted" in run(data, "status").out


def test_a_file_is_what_a_person_says(data: Path) -> None:
    """By its number; JSON says by whom; a kind may be named by its number in the regulations."""
    run(data, "decide", 2, "withdraw", "--reason", "x")
    file = shown(data, 1)["documents"][KINDS[1]][0]["file_id"]
    ran = run(data, "assign", file, f"1,{KINDS[1]}", "--reason", "looked at it")
    assert ran.code == 0
    documents = shown(data, 1)["documents"]
    assert documents[KINDS[0]][0]["by"] == "person"
    assert set(documents) == set(KINDS[:2])
    assert run(data, "assign", file, "none", "--reason", "an invoice").code == 0
    assert shown(data, 1)["documents"] == {}


def test_pages_of_a_file_are_assigned_and_refused_where_there_are_none(data: Path) -> None:
    """The first page of a one-page file; a second there is not."""
    file = shown(data, 1)["documents"][KINDS[1]][0]["file_id"]
    assert run(data, "assign", f"{file}:1", KINDS[0], "--reason", "looked at it").code == 0
    assert shown(data, 1)["documents"][KINDS[0]][0]["pages"] == [1]
    ran = run(data, "assign", f"{file}:2", KINDS[0], "--reason", "looked at it")
    assert (ran.code, "the file has 1 pages" in ran.err) == (2, True)


def test_a_field_a_waiver_and_an_extension(data: Path) -> None:
    """Each changes what is shown, and undoing takes it back."""
    run(data, "decide", 2, "withdraw", "--reason", "x")
    assert verdict(data, 1) == "rejected: incomplete"
    assert run(data, "set", 1, "phone", "8 7172 11 22 33", "--reason", "called").code == 0
    report = shown(data, 1)
    assert (report["application"]["phone"], report["normal"]["phone"]) == ("8 7172 11 22 33", "+77172112233")
    assert run(data, "waive", 1, KINDS[0], "--reason", "a new school").code == 0
    assert (verdict(data, 1), shown(data, 1)["waived"]) == ("accepted", [KINDS[0]])
    assert run(data, "undo", 3, "--reason", "not new").code == 0
    assert verdict(data, 1) == "rejected: incomplete"
    assert run(data, "extend", "№1 мектеп-гимназия", "--until", "31.12.2026", "--reason", "flood").code == 0
    assert verdict(data, 1, "--as-of", "2025-10-19") == "incomplete"
    assert shown(data, 1)["deadline"] == "2026-12-31T23:59:59+05:00"


def test_a_name_that_several_schools_bear_is_no_extension(data: Path) -> None:
    """They are named, nothing is changed; a full name and a number will do."""
    with a_house(data.parent) as house:
        gymnasium = f"application: № 1 лицей | Омаров Болат | {FIELDS.replace('43 21 79', '43 21 80')}"
        house.put(f=letter("f@example.kz", files={"s.docx": gymnasium}, day=13))
        house.ingest()
    words = ("--until", "2026-12-31", "--reason", "flood")
    ran = run(data, "extend", "1 мектеп", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "№ 1 лицей" in ran.err
    assert "1-мектеп-гимназия" in ran.err
    assert json.loads(run(data, "decisions", "--format", "json").out) == []
    assert run(data, "extend", "№ 1 лицей", *words).code in (0, 1)
    assert run(data, "extend", "1", *words).code in (0, 1)


def test_an_extension_that_turns_out_to_mean_several_schools_is_told(data: Path) -> None:
    """Given before any letter of theirs, it is nobody's; status and report say so until a person decides."""
    words = ("--until", "2026-12-31", "--reason", "flood")
    first = run(data, "extend", "7 мектеп", *words)
    assert first.code == 0
    assert "No submission of such a school has come yet" in first.out
    with _house_at(data) as house:
        other = (
            FIELDS.replace("43 21 79", "43 21 80").replace("Оспанов Ерлан", "Есенов Марат").replace("Абай 1", "Абай 5")
        )
        house.put(
            f=letter("f@example.kz", files={"s.docx": f"application: № 7 лицей | Омаров Болат | {FIELDS}"}, day=20),
            g=letter("g@example.kz", files={"s.docx": f"application: № 7 гимназия | Ким Анна | {other}"}, day=20),
        )
        house.ingest()
    told = "of these submissions: ӘБ-2025 № 4, ӘБ-2025 № 5"
    assert told in re.sub(r"\s+", " ", run(data, "status").out)
    assert told in run(data, "report", "completeness").out
    assert "several schools may bear that name" in " ".join(shown(data, 4)["remarks"])
    assert run(data, "school", 4, "№ 7 мектеп", "--reason", "asked them").code in (0, 1)
    assert told not in re.sub(r"\s+", " ", run(data, "status").out)
    assert shown(data, 4)["deadline"] == "2026-12-31T23:59:59+05:00"


def test_which_school_it_is_is_a_persons_word(data: Path) -> None:
    """It frees two that share a telephone, joins two that nothing joins, survives reprocessing, and is undone."""
    with _house_at(data) as house:
        house.put(
            f=letter(
                "f@example.kz", files={"s.docx": f"application: № 8 лицей | Омаров Болат | {FIELDS}", "p": ALL}, day=13
            )
        )
        house.ingest()
    run(data, "decide", 1, "withdraw", "--reason", "x")
    assert [verdict(data, number) for number in (2, 4)] == ["held: second_of_school"] * 2
    ran = run(data, "school", 4, "№8 лицей", "--reason", "called them")
    assert (ran.code, "№ 4 – school: №8 лицей" in ran.out) == (0, True)
    assert "awaiting a decision (second leader of one school) → accepted" in ran.out
    assert run(data, "reprocess").code == 0
    assert [verdict(data, number) for number in (2, 4)] == ["accepted"] * 2
    assert "said which school it is: №8 лицей" in " ".join(shown(data, 4)["remarks"])
    same = run(data, "school", 4, "2", "--reason", "a branch of it")
    assert (same.code, [verdict(data, number) for number in (2, 4)]) == (1, ["held: second_of_school"] * 2)
    assert run(data, "undo", 3, "--reason", "no branch").code == 0
    assert verdict(data, 4) == "accepted"
    assert run(data, "undo", 2, "--reason", "not sure").code == 1
    assert verdict(data, 4) == "held: second_of_school"


def test_a_name_that_leaves_two_schools_alike_says_what_else_to_name(data: Path) -> None:
    """A word on one of two that may be one is not enough: the answer names the other."""
    with _house_at(data) as house:
        house.put(
            f=letter(
                "f@example.kz", files={"s.docx": f"application: № 1 лицей | Омаров Болат | {FIELDS}", "p": ALL}, day=13
            )
        )
        house.ingest()
    ran = run(data, "school", 4, "№ 1 лицей", "--reason", "called them")
    assert "may still be of the same school as ӘБ-2025 № 2" in ran.out
    assert run(data, "school", 2, "№ 1 мектеп-гимназия", "--reason", "called them").code == 0
    assert verdict(data, 4) == "accepted"


def test_a_receipt_time_moves_a_letter(data: Path) -> None:
    """Late by a person's word; a time that is yet to come is refused."""
    assert run(data, "received", 2, "2025-10-18T00:10", "--reason", "postmaster").code == 0
    assert verdict(data, 2) == "rejected: late"
    ran = run(data, "received", 2, "2099-01-01", "--reason", "x")
    assert (ran.code, "yet to come" in ran.err) == (2, True)


def test_letters_are_moved_merged_and_split(data: Path) -> None:
    """A scan of nobody known to a submission and back to its own; a skipped letter is fetched from where it lies."""
    letters = {one["sender"]: one["id"] for one in json.loads(run(data, "letters", "--format", "json").out)}
    ran = run(data, "place", letters["c@example.kz"], 1, "--reason", "their scan")
    assert ran.code == 1
    assert "letters: 1 → 2" in ran.out
    assert run(data, "place", letters["c@example.kz"], "new", "--reason", "no, another's").code in (0, 1)
    assert len(shown(data, 1)["letters"]) == 1
    ran = run(data, "place", letters["friend@example.com"], "new", "--reason", "it is a submission")
    assert "new submission" in ran.out
    rows = {one["sender"]: one for one in json.loads(run(data, "letters", "--format", "json").out)}
    assert rows["friend@example.com"]["verdict"] == "submission"
    assert len(list((data / "spool").rglob("*.eml"))) == 5


def test_a_file_that_came_another_way_is_attached_once(data: Path, tmp_path: Path) -> None:
    """It is an arrival by a person's word, in the spool like every letter, and counts when it came in time."""
    run(data, "decide", 2, "withdraw", "--reason", "x")
    file = tmp_path / "Жарияланым.docx"
    file.write_text(f"kind: {KINDS[0]}")
    words = ("attach", 1, file, "--received", "2025-10-16T12:00", "--reason", "flash drive")
    assert "would be attached" in run(data, *words, "--dry-run").out
    ran = run(data, *words)
    assert ran.code == 0
    assert "→ accepted" in ran.out
    again = run(data, *words)
    assert (again.code, "decided before" in again.out) == (0, True)
    report = shown(data, 1)
    assert [(one["receipt"]["proof"], one["late"]) for one in report["letters"]].count(("person", False)) == 1
    assert report["documents"][KINDS[0]][0]["file"] == "Жарияланым.docx"
    assert run(data, "attach", 1, tmp_path / "nowhere", "--received", "2025-10-16", "--reason", "x").code == 2


def test_the_same_files_wrapped_twice_are_one_letter(tmp_path: Path) -> None:
    """Byte for byte; for another submission or at another time they are another."""
    file = tmp_path / "a.txt"
    file.write_bytes(b"text\nwith lines\r\n")
    when = contest().contest.dates.deadline
    one = wrapped([file], "c@example.kz", "key", when)
    assert wrapped([file], "c@example.kz", "key", when) == one
    assert wrapped([file], "c@example.kz", "other", when) != one


def test_undoing_can_be_undone(data: Path) -> None:
    """And again; what was taken back already is said to be."""
    run(data, "decide", 2, "reject", "--reason", "x")
    assert run(data, "undo", 1, "--reason", "mistake").code == 0
    assert verdict(data, 2) == "accepted"
    twice = run(data, "undo", 1, "--reason", "mistake")
    assert (twice.code, "by decision No 2" in twice.err) == (2, True)
    run(data, "undo", 2, "--reason", "no mistake")
    assert verdict(data, 2) == "rejected: person"
    run(data, "undo", 1, "--reason", "mistake after all")
    assert verdict(data, 2) == "accepted"


def test_what_was_decided_later_is_hidden(data: Path) -> None:
    """--known-at: neither the decision nor what it changed; letters seen later are not there either."""
    run(data, "decide", 2, "reject", "--reason", "x")
    assert verdict(data, 2) == "rejected: person"
    seen = json.loads(run(data, "--known-at", "2025-10-25", "decisions", "--format", "json").out)
    assert seen == []
    assert verdict(data, 2, "--known-at", "2025-10-25") == "accepted"
    nothing = baiqau("--data", data, "--known-at", "2025-10-01", "submissions", "--format", "json")
    assert json.loads(nothing.out) == []
    assert json.loads(run(data, "--known-at", "2025-10-01", "status", "--format", "json").out)["waiting"] == []


def test_a_decision_on_older_facts_is_listed_in_status_and_report(data: Path) -> None:
    """The facts change after the decision: it stands, and a person is asked."""
    run(data, "decide", 2, "accept", "--reason", "x")
    with _house_at(data) as house:
        house.put(f=letter("b@example.kz", files={"q.docx": f"kind: {KINDS[3]}"}, day=13))
        house.ingest()
    status = run(data, "status").out
    assert "standing, but the facts have changed since" in status
    assert json.loads(run(data, "status", "--format", "json").out)["decisions"][0]["id"] == 1
    assert any("facts have changed" in one for one in shown(data, 2)["remarks"])
    html = run(data, "report", "completeness").out
    assert "Decisions of the organiser" in html
    assert verdict(data, 2) == "accepted"


def _house_at(data: Path) -> Any:
    """The house whose data folder that is."""
    from contextlib import contextmanager

    from pipeline.tracking.folder import DataFolder
    from pipeline.tracking.store import Store

    @contextmanager
    def opened() -> Any:
        folder = DataFolder(data)
        with Store.open(folder) as store:
            yield House(data.parent / "inbox", folder, store)

    return opened()


def test_everything_is_derived_anew_and_decisions_stay(data: Path) -> None:
    """Reprocessing after a letter was moved: no difference; the dry run says so as well."""
    letters = {one["sender"]: one["id"] for one in json.loads(run(data, "letters", "--format", "json").out)}
    run(data, "place", letters["c@example.kz"], 1, "--reason", "their scan")
    run(data, "decide", 2, "accept", "--reason", "x")
    before = run(data, "report", "completeness", "--format", "json").out
    for words in (("reprocess", "--dry-run"), ("reprocess",), ("reprocess", 1)):
        ran = run(data, *words)
        assert (ran.code, "No submission changes by this." in ran.out) == (0, True)
    after = json.loads(run(data, "report", "completeness", "--format", "json").out)
    assert after["submissions"] == json.loads(before)["submissions"]


def test_what_a_better_reader_changes_is_printed_first(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The difference, and nothing is written by a dry run."""
    run(data, "decide", 2, "withdraw", "--reason", "x")
    reads = _another_reader(monkeypatch)
    ran = run(data, "reprocess", 1, "--dry-run")
    assert re.search(r"not accepted \(documents incomplete\) → accepted", ran.out)
    assert verdict(data, 1) == "rejected: incomplete"
    assert run(data, "reprocess", 1).code == 0
    assert verdict(data, 1) == "accepted"
    assert reads()


def _another_reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """A reader that finds the first kind in whatever has the second."""
    from contextlib import contextmanager

    from parsers.facts import FileFacts, Part
    from tests.pipeline.letters import PlainReader

    class Better(PlainReader):
        def read(self, part: Part, scratch: Path) -> FileFacts:
            file = scratch / part.file
            file.write_text(file.read_text().replace(BUT_ONE, ALL))
            return super().read(part, scratch)

    better = Better()

    @contextmanager
    def opened() -> Any:
        reader: Reader = better
        yield reader

    _with_readers(monkeypatch, opened)
    return lambda: bool(better.calls)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["decide", "99", "accept", "--reason", "x"], "no submission No 99"),
        (["decide", "1", "accept", "--reason", "  "], "needs a reason"),
        (["decide", "1", "accept"], "--reason"),
        (["decide", "1", "agree", "--reason", "x"], "agree"),
        (["assign", "999", "annex", "--reason", "x"], "no file No 999"),
        (["assign", "x", "annex", "--reason", "x"], "FILE-ID"),
        (["assign", "1", "poem", "--reason", "x"], "poem"),
        (["assign", "1", "annex,1", "--reason", "x"], "stand alone"),
        (["set", "1", "colour", "red", "--reason", "x"], "colour"),
        (["waive", "1", "poem", "--reason", "x"], "poem"),
        (["extend", "1", "--until", "2025-10-01", "--reason", "x"], "can only be extended"),
        (["extend", "мектеп", "--until", "2025-10-21", "--reason", "x"], "names no school"),
        (["extend", "1", "--until", "soon", "--reason", "x"], "soon"),
        (["received", "99", "2025-10-01", "--reason", "x"], "no letter No 99"),
        (["place", "1", "--reason", "x"], "LETTER-ID"),
        (["place", "99", "1", "--reason", "x"], "no letter No 99"),
        (["place", "1", "99", "--reason", "x"], "no submission No 99"),
        (["school", "99", "№ 5", "--reason", "x"], "no submission No 99"),
        (["school", "1", "99", "--reason", "x"], "no submission No 99"),
        (["school", "1", "1", "--reason", "x"], "name the school, or the number of another submission"),
        (["school", "1", "3", "--reason", "x"], "names no school"),
        (["school", "1", "мектеп", "--reason", "x"], "names no school"),
        (["undo", "7", "--reason", "x"], "no decision No 7"),
        (["reprocess", "99"], "no submission No 99"),
    ],
)
def test_what_cannot_be_decided_is_said_in_one_line(data: Path, words: list[str], said: str) -> None:
    """Exit code 2, nothing is changed."""
    ran = run(data, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert json.loads(run(data, "decisions", "--format", "json").out) == []


def test_who_decides_is_whoever_is_logged_in(data: Path) -> None:
    """Unless another name is given."""
    run(data, "decide", 1, "hold", "--reason", "x")
    (one,) = json.loads(run(data, "decisions", "--format", "json").out)
    assert one["by"] == getpass.getuser()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_kind_of_decision_reads_in_every_language(data: Path, language: str) -> None:
    """The log in words: no bare code of a verb or a kind."""
    letters = {one["sender"]: one["id"] for one in json.loads(run(data, "letters", "--format", "json").out)}
    file = shown(data, 1)["documents"][KINDS[1]][0]["file_id"]
    for words in (
        ("decide", 1, "accept"),
        ("decide", 2, "withdraw"),
        ("assign", file, KINDS[3]),
        ("assign", f"{file}:1", "annex"),
        ("set", 1, "phone", "1"),
        ("set", 1, "fax", ""),
        ("waive", 1, KINDS[0]),
        ("school", 1, "№ 1 мектеп"),
        ("extend", "№ 5 гимназия", "--until", "2025-10-20"),
        ("received", letters["c@example.kz"], "2025-10-12"),
        ("place", letters["c@example.kz"], 1),
        ("undo", 1),
    ):
        assert run(data, *words, "--reason", "себебі").code in (0, 1), words
    ran = baiqau("--lang", language, "--data", data, "decisions")
    assert ran.code == 0
    assert ran.out.count("себебі") == 12
    assert baiqau("--lang", language, "--data", data, "show", 1).code == 0


def test_what_people_decide_reads_the_same_from_both_databases(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same commands over the same letters, word for word; the rows are here or in PostgreSQL."""
    _with_readers(monkeypatch, plain_reader)
    monkeypatch.setattr(Settings, "now", property(lambda _: NOW))
    why = ("--reason", "called", "--by", "Aigul")
    told = []
    for name, url in (("here", ""), ("there", postgresql.database())):
        with a_house(tmp_path / name, url) as house:
            house.put(
                a=letter("a@example.kz", files={"s.docx": FORM, "p.docx": BUT_ONE}, day=10),
                c=letter("c@example.kz", files={"x.pdf": "unread"}, day=12),
            )
            house.ingest()
        data = ("--data", tmp_path / name / "data", *(("--database", url) if url else ()))
        commands: list[tuple[object, ...]] = [
            ("waive", 1, KINDS[0], *why),
            ("set", 1, "phone", "8 7172 55 44 33", *why),
            ("assign", 3, KINDS[1], *why),
            ("place", 2, 1, *why),
            ("decide", 1, "reject", *why),
            ("undo", 5, *why),
            ("reprocess",),
            ("show", 1),
        ]
        told.append([(ran.code, ran.out) for ran in (english(*data, *words) for words in commands)])
    assert told[0] == told[1]
    assert [code for code, _ in told[0]] == [0] * len(told[0])
