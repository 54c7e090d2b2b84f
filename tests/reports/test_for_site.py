"""What goes on the site: the announcement, and a form that the program reads back exactly."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from parsers.application import parse
from parsers.limits import ReadLimits
from parsers.readers import read
from pipeline.contest import Contest, load
from reports.formats import as_docx, as_pdf
from reports.papers.announcement import announcement, application_form
from reports.papers.for_site import FOR_SITE
from reports.words import LANGUAGES, Words
from tests.pipeline.houses import contest
from tests.reports.opening import pdf

ROBOTICS = Path(__file__).parents[1] / "contests" / "robotics.toml"
ANSWERS = {
    "institution": "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК",
    "address": "Астана қаласы, Абай даңғылы, 12-үй",
    "phone": "+7 7172 43 21 71",
    "fax": "+7 7172 43 21 72",
    "email": "school79@astana.kz",
    "subject": "математика",
    "leader": "Ахметова Айгүл Серікқызы",
    "leader_phone": "+7 701 555 17 77",
    "head": "Оспанов Ерлан Қайратұлы",
    "signer": "Оспанов Е.",
    "date": "10.10.2025",
}
FORMS = [("kk", False), ("ru", False), ("kk", True), ("ru", True)]


def controls(document: Any) -> dict[str, Any]:
    """The content controls of a document by tag."""
    return {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): control
        for control in document.element.body.iter(qn("w:sdt"))
    }


def filled(form: bytes, answers: dict[str, str], path: Path) -> Path:
    """The form with its controls filled, as Word leaves them: no hint is shown any more."""
    document = Document(io.BytesIO(form))
    for tag, control in controls(document).items():
        properties = control.find(qn("w:sdtPr"))
        properties.remove(properties.find(qn("w:showingPlcHdr")))
        next(control.find(qn("w:sdtContent")).iter(qn("w:t"))).text = answers[tag]
    document.save(str(path))
    return path


def answered(path: Path, of: Contest) -> dict[str, str]:
    """What the program reads of a form."""
    facts = parse(read(path, "docx", ReadLimits()), of.form)
    return {} if facts is None else {one.key: one.value for one in facts.fields}


@pytest.mark.parametrize(("language", "bilingual"), FORMS)
def test_a_filled_form_is_read_back_exactly(tmp_path: Path, language: str, bilingual: bool) -> None:
    """Every field of it, in one language or two."""
    form = as_docx.dump(application_form(contest().contest, Words(language), bilingual=bilingual))
    assert answered(filled(form, ANSWERS, tmp_path / "form.docx"), contest().contest) == ANSWERS


@pytest.mark.parametrize(("language", "bilingual"), FORMS)
def test_a_form_that_nobody_filled_answers_nothing(tmp_path: Path, language: str, bilingual: bool) -> None:
    """Neither hints nor our own address are taken for a school's."""
    (tmp_path / "form.docx").write_bytes(
        as_docx.dump(application_form(contest().contest, Words(language), bilingual=bilingual))
    )
    assert answered(tmp_path / "form.docx", contest().contest) == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_saved_again_by_another_program_is_read_back_exactly(tmp_path: Path) -> None:
    """LibreOffice opens it and writes it anew: the answers are the same."""
    form = as_docx.dump(application_form(contest().contest, Words("kk"), bilingual=True))
    path = filled(form, ANSWERS, tmp_path / "form.docx")
    words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run([*words, "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "again"), str(path)], check=True,
                   capture_output=True, timeout=120)  # fmt: skip
    assert answered(tmp_path / "again" / "form.docx", contest().contest) == ANSWERS


def test_each_control_says_what_it_is_for() -> None:
    """A title, a tag that is the field's key, a hint, and a calendar where a day is asked for; none can be deleted."""
    document = Document(io.BytesIO(as_docx.dump(application_form(contest().contest, Words("ru")))))
    found = controls(document)
    assert list(found) == [field.key for field in contest().contest.form.fields]
    for key, control in found.items():
        names = {one.tag.rpartition("}")[2] for one in control.find(qn("w:sdtPr"))}
        assert {"alias", "tag", "id", "lock", "showingPlcHdr", "date" if key == "date" else "text"} <= names
        assert "".join(one.text for one in control.iter(qn("w:t")))
    ids = [control.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for control in found.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_announcement_has_what_the_configuration_says(language: str) -> None:
    """Dates, address, telephone, the application and all the documents, stages and conditions."""
    one, words = contest().contest, Words(language)
    text = " ".join(" ".join(pdf(as_pdf.dump(announcement(one, words)))).split())
    wanted = [one.mailbox.address, one.contest.enquiries, one.contest.site, words.day(one.dates.contest_day)]
    wanted += [words.moment(one.dates.deadline)]
    wanted += [condition.of(language)[:40] for condition in one.announcement.conditions]
    assert [said for said in wanted if said not in text] == []
    squeezed = "".join(text.split())
    lacking = [kind.key for kind in one.kinds if "".join(kind.title.of(language).split())[:25] not in squeezed]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_contest_is_announced_without_a_word_of_ours(language: str) -> None:
    """Its own form and documents; what its configuration does not say is left out."""
    other = load(ROBOTICS).contest
    for name, formats in FOR_SITE.items():
        for form, make in formats.items():
            assert make(other, Words(language), True) == make(other, Words(language), True), (name, form)
    text = " ".join(pdf(as_pdf.dump(announcement(other, Words(language)))))
    assert "grants@library.example" in text
    assert "Астана" not in text
    assert "методическ" not in text


def test_a_filled_form_of_another_contest_is_read_back_too(tmp_path: Path) -> None:
    """Its fields are its own."""
    other = load(ROBOTICS).contest
    answers = {"institution": "Riverton Primary School", "leader": "Jane Smith", "email": "j@riverton.example",
               "phone": "+351 21 234 5678", "sum": "1500 EUR"}  # fmt: skip
    form = as_docx.dump(application_form(other, Words("en")))
    assert answered(filled(form, answers, tmp_path / "form.docx"), other) == answers
