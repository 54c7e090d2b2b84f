"""A whole portfolio in one file: the form swallows nothing, and what nobody could cut apart is not missing."""

import pytest

from parsers.apart import apart, together
from parsers.facts import Block, FileFacts, Page, Segment, Text
from parsers.hidden import hidden
from parsers.understand import understand_text
from tests.recognition.measure import knowledge

FORM = (
    "«Ең үздік әдістемелік бірлестік жетекшісі» байқауына қатысуға СҰРАНЫС",
    "Мекеме туралы мәлімет: «№ 43 мектеп-лицей» КММ",
    "Мекеменің мекен жайы: Астана қаласы, Абай даңғылы, 43",
    "Байланыс телефоны: 8 7172 55 43 67",
    "E-mail: m43@mail.kz",
    "Әдістемелік бірлестік (қай пән бойынша): математика",
    "ӘБ жетекшісі (ТАӘ): Қуанышев Ерлан Болатұлы",
    "ӘБ жетекшісінің телефоны: 8 701 123 45 43",
    "Мектеп басшысы: Ахметов Берік Қанатұлы",
)
SIGNED = ("«10» қазан 2025 жыл", "Қолы ____________ Қуанышев Е.Б.", "М.О.")
PLAN = (
    "Дарынды балалармен жұмыс жоспары",
    *(f"{month} айында дарынды оқушылармен жеке сабақтар өткізу" for month in ("Қыркүйек", "Қазан")),
    *(f"{month} айында дарынды оқушыларды олимпиадаға дайындау" for month in ("Қараша", "Желтоқсан", "Қаңтар")),
)
TITLES = (
    "Әдістемелік бірлестік мүшелерінің қызметтік міндеттері",
    "Әдістемелік бірлестігінің 2025-2026 оқу жылына арналған жұмыс жоспары",
    "Педагогтерді аттестаттаудың перспективалық жоспары",
    "Ашық сабақтар мен сыныптан тыс шаралардың графигі",
    "БЖБ және ТЖБ алу және модерация графигі",
    "Дарынды балалармен жұмыс жоспары",
)


def page(*lines: str) -> Page:
    """A page of plain paragraphs."""
    return Page(tuple(Block(line) for line in lines))


def facts(*pages: Page, paged: bool, name: str = "Портфолио.docx") -> FileFacts:
    """What a file of these pages says."""
    return understand_text(Text("pdf" if paged else "docx", pages, paged), name, knowledge())


def kinds(found: FileFacts) -> dict[str, tuple[int, ...] | None]:
    """The kinds of a file, with their pages."""
    return {claim.kind: claim.pages for segment in found.segments for claim in segment.claims}


def test_a_form_takes_its_own_pages_of_a_format_without_page_numbers() -> None:
    """What stands behind a page break is read for itself; a person is shown no page numbers."""
    found = facts(page(*FORM, *SIGNED), page(*PLAN), paged=False)
    assert kinds(found) == {"gifted_pupils_plan": None}
    assert found.application is not None
    assert found.application.pages is None
    assert found.role == "application"


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize("before", [True, False])
def test_a_document_on_the_page_of_the_form_is_found(paged: bool, before: bool) -> None:
    """Above or below the form, without a page break between."""
    lines = (*PLAN, *FORM, *SIGNED) if before else (*FORM, *SIGNED, *PLAN)
    found = facts(page(*lines), paged=paged)
    assert kinds(found) == {"gifted_pupils_plan": (1,) if paged else None}
    assert found.application is not None


def test_a_paper_that_runs_on_from_the_page_of_the_form_has_both_pages() -> None:
    """Its claim names both pages, and its segment none of those that the form's has."""
    found = facts(page(*FORM, *SIGNED, *PLAN[:4]), page(*PLAN[4:]), paged=True)
    assert kinds(found) == {"gifted_pupils_plan": (1, 2)}
    pages = [number for segment in found.segments for number in segment.pages or ()]
    assert sorted(pages) == [1, 2]


def test_a_form_alone_is_nothing_else() -> None:
    """Its own head, signatures and stamp are no document and nothing unrecognised."""
    head = ("Астана қаласы білім басқармасы", "Әдістемелік орталық директорына", "№ 12-3/45", "10.10.2025")
    found = facts(page(*head, *FORM, *SIGNED), paged=False, name="Сұраныс.docx")
    assert [segment.role for segment in found.segments] == ["application"]


def test_long_text_beside_a_form_is_not_taken_for_a_part_of_it() -> None:
    """Nobody knows what it is, so a person looks."""
    found = facts(page(*FORM, *(f"Түсініксіз мәтіннің жолы, реті {n}" for n in range(60))), paged=False)
    assert "unrecognised" in {segment.role for segment in found.segments}


def test_rows_of_a_table_are_cut_too() -> None:
    """A form and the next document in one table."""
    rows = tuple((line,) for line in (*FORM, *PLAN))
    text = Text("docx", (Page((Block("\n".join(row[0] for row in rows), 0, rows),)),))
    assert "gifted_pupils_plan" in kinds(understand_text(text, "Портфолио.docx", knowledge()))


def test_a_paper_without_a_form_is_left_as_it_is() -> None:
    """Nothing is cut and nothing is put together."""
    text = Text("pdf", (page(*PLAN),), paged=True)
    cut = apart(text, None, knowledge().form)
    segments = (Segment((1,), "unrecognised"),)
    assert cut.text is text
    assert together(cut, segments) == segments


def portfolio(*titles: str) -> Text:
    """Documents one after another in plain paragraphs, with nothing that shows where one ends."""
    return Text("docx", (page(*(line for title in titles for line in (title, *["мұғалімдердің айтқан сөзі"] * 6))),))


def test_titles_inside_a_run_of_plain_paragraphs_are_doubtful() -> None:
    """A portfolio that nobody could cut into documents is never one document with all others missing."""
    found = understand_text(portfolio(*TITLES), "Портфолио.docx", knowledge())
    statuses = {claim.kind: claim.status for segment in found.segments for claim in segment.claims}
    assert len(statuses) == len(TITLES)
    assert "doubtful" in statuses.values()


def test_a_section_or_two_called_like_a_document_claim_nothing() -> None:
    """Plans and analyses have such sections."""
    assert hidden(portfolio(*TITLES[:3]), (), knowledge()) == ()


def test_a_list_of_documents_claims_nothing() -> None:
    """A contents page, an agenda or a table that names them is no evidence of any."""
    numbered = tuple(f"{n}. {title}" for n, title in enumerate(TITLES * 5, 1))
    assert hidden(Text("docx", (page(*numbered),)), (), knowledge()) == ()
    rows = tuple((str(n), title) for n, title in enumerate(TITLES * 5, 1))
    table = Block("\n".join("\t".join(row) for row in rows), 0, rows)
    assert hidden(Text("docx", (Page((table,)),)), (), knowledge()) == ()
