"""Papers for the site, orders, templates and the list of names, from what is typed to what is printed."""

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from sqlalchemy import select

from pipeline.tracking.commission import ACT
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.console.running import baiqau
from tests.console.test_commission import prepared, run, scored, written
from tests.pipeline.houses import contest
from tests.reports.opening import docx

__all__ = ["prepared", "scored"]


@pytest.fixture
def data(scored: Path, tmp_path: Path) -> Path:
    """A copy of the contest whose stages are closed."""
    shutil.copytree(scored, tmp_path / "data")
    return tmp_path / "data"


def text_of(pdf: Path) -> str:
    """The text of a PDF, its white space single."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_what_is_for_the_site_needs_no_letters(tmp_path: Path, lang: str) -> None:
    """No data folder is made; dates, address and documents stand in the announcement, and no markup but its own."""
    told = baiqau("--lang", lang, "--data", tmp_path / "none", "report", "announcement", "--format", "fragment")
    assert (told.code, told.err) == (0, "")
    assert "a.aubakirov@astana-modern.edu.kz" in told.out
    assert "2025" in told.out
    assert "<script" not in told.out + "<style" * ("<style" in told.out)
    assert told.out.count("<li>") >= 25 + 2
    for name, form in (("announcement", "pdf"), ("announcement", "html"), ("application-form", "docx")):
        made = tmp_path / f"{name}.{form}"
        words = ("report", name, "--format", form, "-o", made)
        assert baiqau("--lang", lang, "--data", tmp_path / "none", *words).code == 0
        assert made.stat().st_size > 2000
    assert not (tmp_path / "none").exists()
    wrong = baiqau("--lang", lang, "report", "application-form", "--format", "xlsx")
    assert (wrong.code, "docx|pdf" in wrong.err) == (2, True)


def test_a_shipped_template_goes_out_is_edited_and_comes_back(data: Path, tmp_path: Path) -> None:
    """What the secretary wrote into it stands in the paper, among the data; another format is refused."""
    template = tmp_path / "own.docx"
    assert run(data, "report", "protocol", "--template-out", template, lang="kk").code == 0
    opened = Document(str(template))
    opened.paragraphs[0].insert_paragraph_before("Астана қаласының мұрағаты үшін")
    opened.save(str(template))
    made = tmp_path / "made.docx"
    assert run(data, "report", "protocol", "--meeting", 3, "--template", template, "-o", made, lang="kk").code == 0
    text = docx(made.read_bytes()).text
    assert "Астана қаласының мұрағаты үшін" in text
    assert "Серікбаев Ерлан" in text
    assert "{{" not in text
    refused = run(data, "report", "protocol", "--template", template, "--format", "pdf", "-o", made)
    assert (refused.code, "docx" in refused.err) == (2, True)
    assert run(data, "report", "rulings", "--template", template).code == 2


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_slip_in_a_template_is_told_with_its_place_and_what_was_meant(data: Path, tmp_path: Path, lang: str) -> None:
    """Each mistake on a line of its own, nothing written, exit code 2."""
    document = Document()
    document.add_paragraph("Хатшы: {{ secretery }}")
    document.add_paragraph("{% for one in participants %}{{ one.leadr }}{% endfor %} {{ organiser }")
    template, made = tmp_path / "t.docx", tmp_path / "made.docx"
    document.save(str(template))
    ran = run(data, "report", "protocol", "--template", template, "-o", made, lang=lang)
    assert (ran.code, made.exists(), "Traceback" in ran.err) == (2, False, False)
    assert all(word in ran.err for word in ("{{ secretery }}", "secretary", "{{ one.leadr }}", "leader", "Хатшы: "))
    template.write_bytes(b"no document")
    assert run(data, "report", "protocol", "--template", template, "-o", made, lang=lang).code == 2
    assert run(data, "report", "protocol", "--template", tmp_path / "none", "-o", made, lang=lang).code == 2


def test_names_are_printed_to_whom_only_once_all_were_confirmed(data: Path, tmp_path: Path) -> None:
    """Proposed, corrected by the secretary, recorded with the author; until then diplomas stand in the nominative."""
    diplomas, filled = tmp_path / "d.pdf", tmp_path / "names.xlsx"
    assert run(data, "report", "diplomas", "-o", diplomas, lang="kk").code == 0
    assert "марапатталады" in text_of(diplomas)
    assert run(data, "report", "names", "--format", "xlsx", "-o", filled, lang="kk").code == 0
    book = openpyxl.load_workbook(filled)
    sheet = book.active
    assert sheet is not None
    head = next(row for row in sheet.iter_rows() if row[0].value == "ID")
    at = {str(cell.value): number for number, cell in enumerate(head, 1)}
    top = head[0].row or 0
    rows = range(top + 1, top + 3)
    assert {sheet.cell(row, at["Кімге"]).value for row in rows} == {"Асанова Айгүлге", "Серікбаев Ерланға"}
    sheet.cell(rows[0], at["Растаймын"]).value = "иә"
    book.save(filled)
    assert "жаңа 1" in run(data, "names", "import", filled, "--by", "хатшы", lang="kk").out
    run(data, "report", "diplomas", "-o", diplomas, lang="kk")
    assert "беріледі" not in text_of(diplomas)
    sheet.cell(rows[1], at["Кімге"]).value = "Асанова Айгүл Маратқызына"
    sheet.cell(rows[1], at["Растаймын"]).value = "ИӘ"
    book.save(filled)
    done = run(data, "names", "import", filled, "--by", "хатшы", lang="kk")
    assert (done.code, "жаңа 1, бұрынғыдай 1" in done.out) == (0, True)
    run(data, "report", "diplomas", "-o", diplomas, lang="kk")
    told = text_of(diplomas)
    assert ("беріледі" in told, "Айгүл Маратқызына" in told, "марапатталады" in told) == (True, True, False)
    log = json.loads(run(data, "decisions", "--format", "json").out)[-2:]
    assert [(one["by"], one["value"].partition(" → ")[2]) for one in log] == [
        ("хатшы", "Серікбаев Ерланға"),
        ("хатшы", "Асанова Айгүл Маратқызына"),
    ]
    assert "Асанова" in run(data, "decisions", lang="kk").out
    # The name itself is corrected: the form that was confirmed for the old one counts no more.
    run(data, "set", 1, "leader", "Асанова Айгерім", "--reason", "қате жазылған")
    run(data, "report", "diplomas", "-o", diplomas, lang="kk")
    assert ("Асанова Айгерім" in text_of(diplomas), "беріледі" in text_of(diplomas)) == (True, False)


def test_a_wrong_list_of_names_changes_nothing(data: Path, tmp_path: Path) -> None:
    """Another name than the one that stands, an unknown number, a word that is no yes: each with its cell."""
    text = "ID,Name,To whom,Confirmed\n1,Асанова Айгул,x,yes\n99,Y,y,yes\n2,Серікбаев Ерлан,Серікбаев Ерланға,maybe\n"
    ran = run(data, "names", "import", written(tmp_path / "n.csv", text))
    assert (ran.code, ran.err.count("n.csv")) == (2, 3)
    assert run(data, "names", "import", written(tmp_path / "m.csv", "a,b\n1,2\n")).code == 2
    assert "leader" not in run(data, "decisions").out


def test_orders_carry_their_number_day_and_the_protocol(data: Path, tmp_path: Path) -> None:
    """The draft on awards names the protocol and who is awarded; the one on the commission has its annex."""
    made = tmp_path / "o.pdf"
    words = ("--meeting", 5, "--order", "12-ө", "--day", "2025-11-03", "--format", "pdf", "-o", made)
    assert run(data, "report", "awards-order", *words, lang="kk").code == 0
    told = text_of(made)
    for said in ("№ 12-ө", "2025 жылғы 3 қараша", "№ 5 хаттамасы", "БҰЙЫРАМЫН", "I дәрежелі диплом – Серікбаев Ерлан"):
        assert said in told
    assert run(data, "report", "commission-order", "--format", "pdf", "-o", made, lang="ru").code == 0
    told = text_of(made)
    for said in (
        "ПРИКАЗЫВАЮ",
        "Приложение к приказу",
        "Әлімова Гүлнәр Серікқызы",
        "Председатель комиссии",
        "С. Дауешова",
    ):
        assert said in told


def test_what_was_known_then_can_be_asked_for(data: Path, tmp_path: Path) -> None:
    """As of the moment when the first stage was closed: no draw, no second stage, no place; and the same in papers."""
    with Store.open(DataFolder(data)) as store, store.reading() as connection:
        closed = connection.scalar(select(ACT.c.at).where(ACT.c.verb == "close", ACT.c.stage == 1))
    assert closed is not None
    then = ("--known-at", closed.isoformat())
    told = json.loads(run(data, *then, "results", "--format", "json").out)
    assert (told["closed"], told["ties"], [one["points"] for one in told["stage2"]]) == ([1], [], [None] * 3)
    assert json.loads(run(data, "results", "--format", "json").out)["closed"] == [1, 2]
    made = tmp_path / "then.pdf"
    run(data, *then, "report", "protocol", "--format", "pdf", "-o", made, lang="kk")
    assert "Орындар әлі анықталған жоқ" in text_of(made)
    run(data, *then, "report", "speaking", "--stage", 2, "--format", "pdf", "-o", made, lang="kk")
    assert "Жеребе тартылған жоқ" in text_of(made)


def test_a_paper_from_a_template_is_the_same_again(data: Path, tmp_path: Path) -> None:
    """Byte for byte, from the same data as of the same moment."""
    template, made = tmp_path / "t.docx", tmp_path / "d.docx"
    run(data, "report", "diplomas", "--template-out", template)
    words = ("--as-of", "2026-01-10", "report", "diplomas", "--template", template, "-o", made)
    assert run(data, *words).code == 0
    first = made.read_bytes()
    assert run(data, *words).code == 0
    assert made.read_bytes() == first
    assert len(Document(io.BytesIO(first)).paragraphs) > 20


def test_what_was_recorded_by_mistake_is_taken_back_with_a_reason(prepared: Path, tmp_path: Path) -> None:
    """A conflict, an excuse: they stand, are taken back, and cannot be taken back twice; a reason is wanted."""
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    for words in (("members", "conflict", "m3@example.kz", 1), ("members", "excuse", "m3@example.kz", "--stage", 1)):
        assert run(data, *words, "--undo", "--reason", "қате").code == 2
        assert run(data, *words, "--reason", "туысы").code == 0
        assert run(data, *words, "--undo", "--reason", "").code == 2
        assert "Taken back" in run(data, *words, "--undo", "--reason", "басқа адам").out
        assert run(data, *words, "--undo", "--reason", "қате").code == 2
    listed = json.loads(run(data, "members", "list", "--format", "json").out)
    one = next(member for member in listed if member["email"] == "m3@example.kz")
    assert (one["conflicts"], one["excused"]) == ([], {})


def test_an_absence_and_a_nomination_are_taken_back_too(data: Path) -> None:
    """The absence only while its stage is open; the nomination as long as it stands."""
    key = contest().contest.nominations[0].key
    assert run(data, "nominate", key, 3, "--undo", "--reason", "x").code == 2
    assert run(data, "nominate", key, 3, "--reason", "шешім").code == 0
    assert run(data, "nominate", key, 3, "--undo", "--reason", "қайта қаралды").code == 0
    assert json.loads(run(data, "results", "--format", "json").out)["nominations"] == {}
    assert run(data, "absent", 3, "--stage", 2, "--undo", "--reason", "келді").code == 2
    assert run(data, "stage", "reopen", 2, "--reason", "келген екен").code == 0
    assert run(data, "absent", 3, "--stage", 2, "--undo", "--reason", "келді").code == 0
    told = json.loads(run(data, "results", "--format", "json").out)["stage2"]
    assert next(one["problem"] for one in told if one["submission"] == 3) == "no_sheets"
