"""Templates: the shipped ones say what is printed without them; slips are found; a template reaches nothing else."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from pipeline.commission import recording
from reports import writing as first_half
from reports.commission import writing
from reports.commission.writing import Asked
from reports.errors import TemplateFileError
from reports.formats import as_docx
from reports.papers.announcement import announcement
from reports.templating import filling, gathering, listing, shipped
from reports.templating import writing as templates
from reports.templating.checking import Slip, placeholders
from reports.templating.values import REPORTS, AwardsOrder, FinalProtocol, StageProtocol
from reports.words import LANGUAGES, Words
from reports.writing import Wanted
from tests.pipeline.commission.halls import JUDGES, Hall, a_hall
from tests.reports.commission.test_papers import SESSION
from tests.reports.opening import docx

ROOT = Path(__file__).parents[3]
KK = Words("kk")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Five participants: a tie for the first place that the chair decided, one who did not come, a conflict."""
    with a_hall(tmp_path_factory.mktemp("hall"), 5) as made:
        made.members()
        recording.conflict(made.book("туысы"), JUDGES[1], 3)
        made.give_all(1, {1: 20, 2: 20, 3: 18, 4: 17, 5: 10})
        recording.close(made.book(), 1)
        recording.absent(made.book("ауырып қалды"), 4, 2)
        made.give_all(2, {1: 18, 2: 18, 3: 12})
        recording.close(made.book(), 2)
        (tie,) = made.board.final.ties
        for member, choice in zip(JUDGES[:2], (2, 1), strict=True):
            recording.vote(made.book(), tie.id, member, choice)
        recording.close_votes(made.book(), tie.id)
        recording.nominate(made.book("шешім"), "best_event", 4)
        yield made


def lines(made: bytes) -> list[str]:
    """Every paragraph and cell of a DOCX."""
    return docx(made).text.split("\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [None, 1, 2])
@pytest.mark.parametrize("name", ["protocol", "commission-order", "awards-order"])
def test_a_shipped_template_says_what_is_printed_without_it(
    hall: Hall, name: str, stage: int | None, language: str
) -> None:
    """Filled with the same data, line for line the same text."""
    if stage is not None and name != "protocol":
        return
    board, words = hall.board, Words(language)
    asked = Asked(board, words, None if stage is None else board.stages[stage - 1], session=SESSION, number="12")
    template = templates.shipped_one(name, board.contest, words, stage)
    assert lines(templates.of_commission(name, template, asked)) == lines(writing.make(name, "docx", asked))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_shipped_templates_say_the_same_too(hall: Hall, language: str) -> None:
    """The announcement, the list of participants, the act of completeness."""
    contest, words = hall.board.contest, Words(language)
    made = templates.of_contest("announcement", shipped.dump("announcement", contest, words), contest, words)
    assert lines(made) == lines(as_docx.dump(announcement(contest, words)))
    for name in ("participants", "completeness-act"):
        made = templates.of_overview(name, shipped.dump(name, contest, words), hall.seen, contest, words)
        assert lines(made) == lines(first_half.make(name, "docx", Wanted(hall.seen, contest, words)))


def test_a_diploma_from_the_template_is_a_page_for_each_award(hall: Hall) -> None:
    """Three places and a nomination; what is not said of one leaves no empty line."""
    template = shipped.dump("diplomas", hall.board.contest, KK)
    made = templates.of_commission("diplomas", template, Asked(hall.board, KK, session=SESSION))
    text = docx(made).text
    assert (text.count("Ахметова Айгүл"), text.count("дәрежелі"), text.count("номинациясы бойынша")) == (4, 3, 1)
    breaks = sum(one.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}type") == "page"
                 for one in Document(io.BytesIO(made)).element.body.iter() if str(one.tag).endswith("}br"))  # fmt: skip
    assert breaks == 3


def own(*texts: str) -> bytes:
    """A template with these paragraphs."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def found(*texts: str, of: type[FinalProtocol] | type[StageProtocol] | type[AwardsOrder] = FinalProtocol) -> list[Slip]:
    """The slips of a template with these paragraphs."""
    return filling.slips_in(own(*texts), of)


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("{{ organizer }}", "unknown", "organiser"),
        ("{{ organiser }", "unclosed", ""),
        ("{{ organiser contest }}", "broken", ""),
        ("{% fro one in ties %}", "tag", "for"),
        ("{% for one in ties %}", "unpaired", ""),
        ("{% endif %}", "unpaired", ""),
        ("{% else %}", "unpaired", ""),
        ("{%p for one in ties %}{{ one.titel }}{%p endfor %}", "field", "title"),
        ("{{ ties }}", "whole", ""),
        ("{% for one %}{% endfor %}", "broken", ""),
        ("{% include 'x' %}", "tag", ""),
        ("{% set x = 1 %}", "tag", ""),
        ("{{ organiser.__class__ }}", "field", ""),
        ("{{ one.title }}", "unknown", ""),
        ("{% if drft %}x{% endif %}", "unknown", "draft"),
    ],
)
def test_a_slip_is_found_with_its_words_and_its_place(text: str, code: str, near: str) -> None:
    """The second paragraph is named as the second; what was probably meant is offered."""
    slips = found("Хаттама", text)
    assert slips
    assert (slips[0].code, slips[0].near, slips[0].place.number, slips[0].place.text) == (code, near, 2, text)


def test_what_is_right_has_no_slips(hall: Hall) -> None:
    """Loops within loops, conditions, indexes, curly quotes as Word makes them, filters of the language."""
    assert not found(
        "{{ organiser }} – {{contest|upper}}",
        "{%p for one in decisions %}",
        "{{ one.number }} {{ one.text }}{% if one.lines %}: {{ one.lines|join(“; ”) }}{% endif %}",
        "{%p for line in one.lines %}",
        "{{ line }}",
        "{%p endfor %}",
        "{%p if not loop.last %}{{ loop.index }}{%p endif %}",
        "{%p endfor %}",
        "{% for one in participants %}{{ one.points[0] }}{% endfor %}",
        "{# a remark #}",
    )
    for name, values in REPORTS.items():
        template = shipped.dump(name, hall.board.contest, KK, hall.board.stages[0])
        assert filling.slips_in(template, values) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ organiser.__class__.__mro__[1].__subclasses__() }}",
        "{{ (organiser|attr('__class__')) }}",
        "{{ decisions.append }}",
        "{{ self._TemplateReference__context }}",
        "{{ participants[0].__class__.__init__.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(hall: Hall, text: str) -> None:
    """Whatever it asks for, it is an error of the template."""
    values = gathering.final_protocol(Asked(hall.board, KK, session=SESSION))
    with pytest.raises(TemplateFileError) as caught:
        filling.fill(own(text), values)
    assert caught.value.code in ("template_slips", "template_fails")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 5000])
def test_what_is_no_word_document_is_said_to_be_none(hall: Hall, data: bytes) -> None:
    """One error of the family, whatever the bytes."""
    values = gathering.final_protocol(Asked(hall.board, KK, session=SESSION))
    with pytest.raises(TemplateFileError) as caught:
        filling.fill(data, values)
    assert caught.value.code == "template_not_docx"


def test_a_strangers_text_is_never_markup_in_a_filled_template(hall: Hall) -> None:
    """Signs of XML, of templates and of line ends from a school's name are shown as they are."""
    contest = hall.board.contest.model_copy(
        update={"office": hall.board.contest.office.model_copy(update={"head": "A & <w:br/> {{ 7*7 }} \u202e B"})}
    )
    values = gathering.announcement(contest, KK)
    text = docx(filling.fill(own("{{ head }}|{{ organiser }}"), values)).text
    assert text.startswith("A & <w:br/> {{ 7*7 }} [U+202E] B|Астана қаласы")


@pytest.mark.parametrize(("language", "file"), [("kk", "docs/kk/ulgiler.md"), ("ru", "docs/ru/shablony.md")])
def test_the_page_of_placeholders_is_true(language: str, file: str) -> None:
    """It is what the program makes today, and it names every placeholder of every report."""
    page = listing.page(Words(language))
    assert (ROOT / file).read_text("utf-8") == page, f"python -m reports.templating.listing {language} > {file}"
    assert all(f"`{path}`" in page for values in REPORTS.values() for _, path in placeholders(values))


def test_no_placeholder_is_explained_that_does_not_exist() -> None:
    """The catalogue's explanations are those of the page, no more."""
    said = (ROOT / "reports/locale/kk/placeholders.ftl").read_text("utf-8")
    explained = set(re.findall(r"^placeholder-([\w-]+) =", said, re.MULTILINE))
    used = {
        f"row-{name}" if "[]." in path else name for values in REPORTS.values() for name, path in placeholders(values)
    }
    assert explained == used
