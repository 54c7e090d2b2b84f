"""The whole second half once: forty schools' letters, a commission of seven, two stages, a tie, every paper."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.console.running import Ran, baiqau
from tests.console.test_commission import written
from tests.console.test_papers import text_of
from tests.pipeline.houses import contest
from tests.samples.commission import MEMBERS, members, write_participants

SCHOOLS, PASSED = 40, 30
JUDGES = tuple(email for _, _, email, role in MEMBERS if role != "хатшы")
AFTER = ("--as-of", "2025-11-01T10:00")


def run(data: Path, *words: object, lang: str = "kk") -> Ran:
    """A command after the contest; whatever it is, no traceback."""
    ran = baiqau("--lang", lang, "--data", data, *AFTER, *words)
    assert "Traceback" not in ran.err
    return ran


def done(data: Path, *words: object, lang: str = "kk") -> str:
    """The same, and it must have gone well; its output."""
    ran = run(data, *words, lang=lang)
    assert ran.code == 0, (words, ran.err)
    return ran.out


def sheets(stage: int, totals: dict[int, int]) -> str:
    """Everybody's sheets as a flat table, each with this total."""
    count = len(contest().contest.stages[stage - 1].criteria)
    lines = ["member,submission,stage,criterion,points"]
    for member in JUDGES:
        for number, total in totals.items():
            parts = [total // count + (n < total % count) for n in range(count)]
            lines += [f"{member},{number},{stage},{n},{points}" for n, points in enumerate(parts, 1)]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after the last decision. Submissions 1 and 2 have equal sums, 3 follows; 30 did not come."""
    root = tmp_path_factory.mktemp("story")
    data, letters = root / "data", write_participants(root, SCHOOLS)
    assert baiqau("--data", data, "--no-ocr", "ingest", letters, "--jobs", "2").code in (0, 1)
    standing = json.loads(done(data, "submissions", "--format", "json"))
    for held in [one["id"] for one in standing if one["verdict"] == "held"]:
        run(data, "decide", held, "accept", "--reason", "құжаттар қаралды", "--by", "ұйымдастырушы")
    standing = json.loads(done(data, "submissions", "--format", "json"))
    assert [one["verdict"] for one in standing] == ["accepted"] * SCHOOLS
    done(data, "members", "import", written(root / "members.csv", members()))
    first = {n: 22 if n <= 3 else 21 - n % 6 if n <= PASSED else 15 for n in range(1, SCHOOLS + 1)}
    done(data, "scores", "import", written(root / "one.csv", sheets(1, first)))
    done(data, "stage", "close", 1)
    done(data, "stage", "draw", 2, "--seed", "30 қазан")
    done(data, "absent", PASSED, "--stage", 2, "--reason", "ауырып қалды")
    second = {n: {1: 19, 2: 19, 3: 17}.get(n, 10 + n % 5) for n in range(1, PASSED)}
    done(data, "scores", "import", written(root / "two.csv", sheets(2, second)))
    done(data, "stage", "close", 2)
    (tie,) = json.loads(done(data, "results", "--format", "json"))["ties"]
    for member, choice in zip(JUDGES, (2, 1, 2, 1, "abstain", "abstain"), strict=True):
        done(data, "votes", "add", "--tie", tie["id"], "--member", member, "--for", choice)
    closed = done(data, "votes", "close", "--tie", tie["id"])
    assert "төраға" in closed.casefold()
    done(data, "nominate", "best_portfolio", 4, "--reason", "комиссия шешімі")
    return data


def test_the_sums_and_the_chairs_word_give_the_places(finished: Path) -> None:
    """Forty in the first stage, thirty admitted, one absent; equal votes, and the chair's decides."""
    told = json.loads(done(finished, "results", "--format", "json"))
    assert (len(told["stage1"]), sum(one["passed"] for one in told["stage1"])) == (SCHOOLS, PASSED)
    placed = {one["place"]: (one["submission"], one["decided_by"]) for one in told["final"] if one["place"]}
    assert placed == {1: (2, "chair"), 2: (1, "points"), 3: (3, "points")}
    assert [one["problem"] for one in told["stage2"] if one["submission"] == PASSED] == ["absent"]
    assert done(finished, "results", "--verify").count("\n") == 2


def test_every_paper_is_made_and_names_whom_it_must(finished: Path, tmp_path: Path) -> None:
    """Protocols, lists, orders, diplomas: each PDF has the winner or all of them, as its purpose wants."""
    told = json.loads(done(finished, "results", "--format", "json"))
    leaders = {one["submission"]: one["leader"] for one in told["stage1"]}
    papers: dict[str, tuple[tuple[object, ...], set[int]]] = {
        "protocol-1": (("protocol", "--stage", 1, "--meeting", 1), set(range(1, SCHOOLS + 1))),
        "protocol-2": (("protocol", "--stage", 2, "--meeting", 2), set(range(1, PASSED + 1))),
        "protocol": (("protocol", "--meeting", 3, "--day", "2025-10-30"), set(range(1, SCHOOLS + 1))),
        "summary": (("summary",), set(range(1, SCHOOLS + 1))),
        "speaking": (("speaking", "--starts", "10:00"), set(range(1, PASSED))),
        "awards": (("awards",), {1, 2, 3, 4}),
        "names": (("names",), {1, 2, 3, 4}),
        "diplomas": (("diplomas",), {1, 2, 3, 4}),
        "awards-order": (("awards-order", "--meeting", 3, "--order", 15), {1, 2, 3, 4}),
        "commission-order": (("commission-order",), set()),
    }
    for name, (words, wanted) in papers.items():
        made = tmp_path / f"{name}.pdf"
        done(finished, "report", *words, "--format", "pdf", "-o", made)
        squeezed = "".join(text_of(made).split()).casefold()
        lacking = {n for n in wanted if "".join(leaders[n].split()).casefold() not in squeezed}
        assert lacking == set(), name


def test_the_files_to_work_with_are_made_too(finished: Path, tmp_path: Path) -> None:
    """A sheet for stage 2, portfolios of all without a lost file, results for the site, a protocol in Word."""
    words = ("sheets", "--stage", 2, "--member", JUDGES[1], "--format", "xlsx")
    done(finished, "report", *words, "-o", tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]
    ids = {str(row[0].value) for row in sheet.iter_rows() if str(row[0].value or "").startswith("s")}
    assert len(ids) == PASSED - 1
    done(finished, "report", "portfolios", "-o", tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as pack:
        assert len([name for name in pack.namelist() if name.endswith("index.html")]) == SCHOOLS
    fragment = done(finished, "report", "results", "--format", "fragment")
    assert fragment.startswith("<section") or fragment.lstrip().startswith("<section")
    assert ("@" in fragment, "+7" in fragment, "<style" in fragment) == (False, False, False)
    done(finished, "report", "protocol", "--format", "docx", "-o", tmp_path / "p.docx")
    assert len(Document(io.BytesIO((tmp_path / "p.docx").read_bytes())).tables) > len(MEMBERS)
