"""Another contest is another file: English, five documents, no line of code changed."""

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.contest import load
from tests.console.running import CONFIG, baiqau

CONTEST = Path(__file__).parents[1] / "contests" / "robotics.toml"

Report = dict[str, dict[str, Any]]

FORM = (
    "APPLICATION FORM\nSchool Robotics Grant 2026\nSchool: Hillside Secondary School\nProject leader: Maria Lopes\n"
    "E-mail: m.lopes@hillside.example\nPhone: 21 555 0101\nAmount requested: 1,800 EUR"
)
PAPERS = {
    "one.docx": "PROJECT DESCRIPTION\nWe build a robot that sorts waste. Pupils design and program it.",
    "two.docx": "BUDGET\nItem, quantity, unit price, total. Servo motors, 6, 20, 120. Controllers, 2, 45, 90.",
    "three.docx": "TEAM LIST\nAnna Reis, form 9. Tomás Neves, form 9. Rui Costa, form 8.",
    "four.docx": "WORK PLAN\nApril: design. May: building and tests. June: presentation to the school.",
    "five.docx": "LETTER OF RECOMMENDATION\nI have known this team for two years and recommend their project warmly.",
}


def _docx(path: Path, text: str) -> Path:
    document = docx.Document()
    title, *rest = text.split("\n")
    document.add_heading(title, 0)
    for line in rest:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def _letter(folder: Path, name: str, papers: dict[str, str], at: str) -> None:
    letter = EmailMessage()
    letter["From"] = f"Maria Lopes <m.lopes@{name}.example>"
    letter["To"] = "grants@library.example"
    letter["Subject"] = "Robotics grant"
    letter["Message-ID"] = f"<{name}@hillside.example>"
    letter["Received"] = f"from mail.{name}.example by mx.books.example with ESMTPS id 1; {at}"
    letter.set_content("Please find our papers attached.")
    for file, text in papers.items():
        path = _docx(folder / file, text)
        letter.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=file)
        path.unlink()
    (folder / f"{name}.eml").write_bytes(bytes(letter))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The completeness report of three letters, by sender."""
    root = tmp_path_factory.mktemp("second")
    folder = root / "letters"
    folder.mkdir()
    form = {"form.docx": FORM}
    _letter(folder, "hillside", {**form, **PAPERS}, "Tue, 31 Mar 2026 16:59:59 +0100")
    few = {name: text for name, text in PAPERS.items() if name != "two.docx"}
    _letter(
        folder,
        "lakeside",
        {"form.docx": FORM.replace("Hillside", "Lakeside").replace("Maria Lopes", "Joana Dias"), **few},
        "Mon, 30 Mar 2026 10:00:00 +0100",
    )
    late = {"form.docx": FORM.replace("Hillside", "Seaside").replace("Maria Lopes", "Pedro Silva"), **PAPERS}
    _letter(folder, "seaside", late, "Tue, 31 Mar 2026 17:00:01 +0100")
    assert baiqau("--data", root / "data", "ingest", folder, config=CONTEST).code in (0, 1)
    ran = baiqau("--data", root / "data", "report", "completeness", "--format", "json", config=CONTEST)
    told = json.loads(ran.out)
    assert told["contest"] == "robotics-grant-2026"
    return {one["letters"][0]["sender"].split("@")[1].split(".")[0]: one for one in told["submissions"]}


def test_it_is_unlike_the_first_in_what_matters() -> None:
    """English, five documents, one stage with points of its own; a nought counts, three criteria of ten."""
    contest = load(CONTEST).contest
    assert (contest.contest.language, len(contest.kinds), len(contest.stages)) == ("en", 5, 1)
    (stage,) = contest.stages
    assert (stage.points, len(stage.criteria), stage.passes) == ((0, 10), 3, 15)
    assert {kind.key for kind in contest.kinds}.isdisjoint(kind.key for kind in load(CONFIG).contest.kinds)


def test_a_complete_submission_is_accepted_at_the_last_second(report: Report) -> None:
    """17:00:00 in Lisbon's summer time is the deadline."""
    assert report["hillside"]["verdict"] == "accepted"
    assert set(report["hillside"]["documents"]) == {
        "project_description",
        "budget",
        "team_list",
        "work_plan",
        "recommendation",
    }


def test_a_missing_paper_is_named(report: Report) -> None:
    """The second contest's own document is missing, under its own key."""
    assert (report["lakeside"]["verdict"], report["lakeside"]["missing"]) == ("rejected", ["budget"])


def test_a_late_submission_is_late(report: Report) -> None:
    """One second after the second contest's deadline."""
    assert (report["seaside"]["verdict"], report["seaside"]["reasons"]) == ("rejected", ["late"])


def test_sentences_are_in_the_contests_language(report: Report) -> None:
    """The second contest speaks English by default."""
    assert any("Budget" in sentence for sentence in report["lakeside"]["explanation"])
