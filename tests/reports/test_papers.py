"""Papers: the rows of the database in every format, heads on every page, «3 / 12», and one page for the head."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from docx import Document

from pipeline.contest import Rulings
from pipeline.state import Overview, Standing
from reports.formats.as_pdf import printed
from reports.formats.paper import Grid, Point
from reports.formats.text import shown
from reports.papers import act, completeness, lists, rulings, summary
from reports.papers.frame import cell
from reports.views import key_days, school_rows
from reports.words import LANGUAGES, Words
from reports.writing import REPORTS, Wanted, make
from tests.reports.builder import LONG_NAME, Builder, the_contest, verdict
from tests.reports.listed import register
from tests.reports.opening import docx, pdf, squeezed
from tests.reports.overviews import every_situation, small
from tests.reports.seeded import many

KK = Words("kk")
PAPERS = [name for name, formats in REPORTS.items() if "docx" in formats]
LISTS = ("participants", "submissions", "decisions", "register")


@cache
def everything() -> Overview:
    """One overview with all that a report must tell."""
    return every_situation()


@cache
def hundreds() -> Overview:
    """Three hundred schools."""
    return many(300)


@cache
def made(name: str, format: str, language: str = "kk", schools: int = 0) -> bytes:
    """A report on every situation, or on as many schools as asked."""
    return make(
        name, format, Wanted(hundreds() if schools else everything(), the_contest(), Words(language), register=register)
    )


def rows_of(name: str, language: str = "kk") -> list[tuple[str, ...]]:
    """The rows that a list must have, from what stands behind it and not from the paper."""
    words, overview, contest = Words(language), everything(), the_contest()
    if name == "register":
        return [(str(one.id), one.subject) for one in sorted(overview.letters, key=lambda letter: letter.id)]
    if name == "submissions":
        return [(row.shown, row.verdict, row.school, row.leader) for row in school_rows(overview, contest, words)]
    if name == "decisions":
        return [(str(one.id), one.by, one.reason) for one in overview.decisions]
    accepted = [row for row in school_rows(overview, contest, words) if row.standing == "accepted"]
    return [(row.shown, row.school, row.leader) for row in accepted]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_a_docx_list_has_the_rows_of_the_database(name: str, language: str) -> None:
    """As many, in the same order, with the same texts as they may be shown; its head is repeated on every page."""
    opened = docx(made(name, "docx", language))
    _, *rows = opened.tables[0]
    expected = rows_of(name, language)
    assert len(rows) == len(expected)
    texts = [sorted(map(shown, one)) for one in expected] if name == "participants" else None
    for row, one in zip(rows, expected, strict=True):
        if texts is None:
            assert {shown(text) for text in one} <= set(row)
    if texts is not None:
        found = [set(row) for row in rows]
        assert all(any(set(one) <= row for row in found) for one in texts)
    assert opened.heads[0] == 1


@pytest.mark.parametrize("name", LISTS)
def test_a_pdf_list_has_the_rows_of_the_database(name: str) -> None:
    """Every cell's text is there, whatever the lines that it is set in."""
    text = squeezed("".join(pdf(made(name, "pdf"))))
    for row in rows_of(name):
        for value in row:
            assert squeezed(printed(value)) in text


def test_the_completeness_table_is_the_same_in_docx_and_in_the_views() -> None:
    """A row a school with its marks, then the sums; every submission that is not accepted has its reasons."""
    overview, contest = everything(), the_contest()
    table, reasons = docx(made("completeness", "docx")).tables[:2]
    rows = school_rows(overview, contest, KK)
    for row, one in zip(table[1:], rows, strict=False):
        assert row[0] == str(one.number)
        assert row[1] == shown(one.school)
        assert row[3] == one.verdict
        assert row[6:31] == tuple(mark.symbol for mark in (one.application, *one.marks))
        assert row[31] == str(one.present)
    assert len(table) > 1 + len(rows)
    assert [row[0] for row in table[1 + len(rows) :]] == [""] * (len(table) - 1 - len(rows))
    told = [row[0] for row in reasons[1:]]
    assert told == [row.shown for row in rows if row.standing != "accepted"]
    assert all(row[3] for row in reasons[1:])


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize("name", ["completeness", "submissions", "absent"])
def test_a_name_of_two_hundred_letters_is_whole(name: str, format: str) -> None:
    """Nothing is cut."""
    long = LONG_NAME.replace("79", "78") if name == "absent" else LONG_NAME
    text = docx(made(name, "docx")).text if format == "docx" else "".join(pdf(made(name, "pdf")))
    assert squeezed(long) in squeezed(text)


@pytest.mark.parametrize("name", ["completeness", "participants", "submissions", "register"])
def test_three_hundred_schools_are_on_numbered_pages_with_the_head_on_each(name: str) -> None:
    """«3 / 12», the running head from the second page on, the head of the table, every school once."""
    pages = pdf(made(name, "pdf", "kk", 300))
    contest, title = the_contest().contest.title.kk, KK(f"report-{name}")
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        if number > 1:
            assert contest in page
            assert title in page
    grid_pages = [
        page for page in pages if squeezed(KK("head-school" if name != "register" else "head-sender")) in squeezed(page)
    ]
    assert len(grid_pages) >= len(pages) - 2  # the documents' names and the lines to sign may end alone
    if name in ("register", "submissions"):
        text = "".join(pages)
        assert len(set(re.findall(r"ӘБ-2025\s+№\s+(\d+)", text))) == 300


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_made_in_every_language_with_its_title_organiser_and_date(name: str, language: str) -> None:
    """In DOCX and PDF; the only fields of the DOCX are the page's number and the number of pages."""
    words, about = Words(language), the_contest().contest
    file = made(name, "docx", language)
    opened, pages = docx(file), pdf(made(name, "pdf", language))
    organiser = about.organiser.of(language)
    first = Document(io.BytesIO(file)).paragraphs[0]
    assert (first.text, first.runs[0].font.all_caps) == (organiser, True)
    assert squeezed(organiser.upper()) in squeezed(pages[0])
    expected = (about.title.of(language), words(f"report-{name}"))
    for text in (*expected, about.place.of(language), words.day(everything().as_of)):
        assert squeezed(text) in squeezed(opened.text)
        assert squeezed(text) in squeezed(pages[0])
    assert sorted(opened.fields) == ["NUMPAGES", "NUMPAGES", "PAGE", "PAGE"]
    assert squeezed(words("sign-here")) in squeezed(pages[-1])
    assert words("name-here") in opened.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("overview", [small, everything, hundreds], ids=["small", "every", "many"])
def test_the_weekly_summary_is_one_page(overview: Callable[[], Overview], language: str) -> None:
    """However much waits: the head reads one page."""
    assert len(pdf(make("status", "pdf", Wanted(overview(), the_contest(), Words(language))))) == 1


def test_the_summary_counts_what_the_database_has() -> None:
    """Letters, submissions by verdict, the days' sums, what waits, the days left."""
    overview = everything()
    opened = docx(made("status", "docx"))
    week, waiting = opened.tables[:2]
    days = [tuple(map(int, row[1:])) for row in week[1:]]
    assert [sum(column) for column in zip(*days[:-1], strict=True)] == list(days[-1])
    assert days[-1] == (len(overview.letters), len(overview.submissions))
    held = sum(one.verdict.standing == "held" for one in overview.submissions)
    letters = sum(letter.verdict in ("unclear", "quarantined") for letter in overview.letters)
    assert sum(int(row[1]) for row in waiting[1:]) == held + letters
    assert "2025 жылғы 30 қазан (12 күн қалды)" in opened.text
    assert "2025 жылғы 17 қазан (өтті)" in opened.text


def test_a_summary_with_nothing_in_it_says_so() -> None:
    """Before the first letter."""
    empty = Overview(everything().as_of, (), (), {})
    text = docx(make("status", "docx", Wanted(empty, the_contest(), KK))).text
    assert KK("summary-nothing") in text
    for name in ("participants", "register", "submissions", "decisions"):
        assert KK("paper-empty") in docx(make(name, "docx", Wanted(empty, the_contest(), KK))).text
    assert KK("nothing-yet") in docx(make("completeness", "docx", Wanted(empty, the_contest(), KK))).text


def test_the_list_of_participants_with_those_that_wait_says_so() -> None:
    """The paper has the same rows and the same note as the table."""
    paper = lists.participants(everything(), the_contest(), KK, awaiting=True)
    assert KK("participants-with-awaiting") in paper.notes
    [grid] = [block for block in paper.blocks if isinstance(block, Grid)]
    assert len(grid.rows) == sum(one.verdict.standing in ("accepted", "held") for one in everything().submissions)


def test_every_ruling_is_told_with_its_place_in_the_regulations() -> None:
    """A ruling without words, or one that the paper leaves out, would not be confirmed by anybody."""
    contest = the_contest()
    paper = rulings.paper(everything(), contest, KK)
    told = [block for block in paper.blocks if isinstance(block, Point)]
    assert len(told) == len(contest.rulings.settled()) + len(contest.rulings.also)
    assert paper.approval is not None
    for clause, point in zip(contest.rulings.clauses, told, strict=False):
        assert clause.where in point.sentences[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_a_ruling_has_its_own_sentence(language: str) -> None:
    """Another value is another sentence: no choice falls through to another's words."""
    words = Words(language)
    choices: dict[str, list[object]] = {
        "deadline_day_remark": [True, False],
        "incomplete_after_deadline": ["reject", "hold", "admit"],
        "newer_application": ["replace", "hold"],
        "one_per_school": [True, False],
        "places": [("I",), ("I", "II")],
        "place_winner_may_be_nominated": [True, False],
        "aggregate": ["mean", "median"],
        "min_sheets": [1, 3],
        "incomplete_sheet": ["keep", "refuse"],
    }
    assert set(Rulings().settled()) - set(choices) == {"link_instead_of_file"}
    for name, values in choices.items():
        place = Rulings().settled().index(name)
        answers = set()
        for value in values:
            settled = the_contest().rulings.model_copy(update={name: value})
            paper = rulings.paper(small(), the_contest().model_copy(update={"rulings": settled}), words)
            answers.add([block for block in paper.blocks if isinstance(block, Point)][place].sentences)
        assert len(answers) == len(values), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_has_a_code_in_a_paper_has_words(language: str) -> None:
    """Rulings, the contest's days, contradictions of dates."""
    words = Words(language)
    keys = [f"ruling-{name}" for name in Rulings().settled()]
    keys += [f"ruling-{name}-question" for name in Rulings().settled()]
    keys += [f"date-{name}" for name, _ in key_days(the_contest())]
    late = the_contest().dates.model_copy(
        update={"announce_by": the_contest().dates.contest_day, "approved": the_contest().dates.contest_day}
    )
    keys += [f"note-{warning.code}" for warning in late.contradictions() if warning.code != "dates_offset"]
    assert [key for key in keys if not words.has(key)] == []


def test_the_sums_of_a_table_stand_under_it_alone() -> None:
    """A contest with one kind of mark has one line of sums."""
    one = Builder()
    letter = one.letter()
    one.submit([letter], verdict(Standing.ACCEPTED), application=one.application(letter), claims=one.all_claims(letter))
    paper = completeness.paper(one.overview(), the_contest(), KK)
    [grid, documents] = [block for block in paper.blocks if isinstance(block, Grid)]
    assert len(grid.sums) == 1
    assert len(documents.rows) == 1 + len(the_contest().kinds)


def test_a_summary_names_ten_numbers_and_counts_the_rest() -> None:
    """The page is one, however many wait for one reason."""
    paper = summary.paper(everything(), the_contest(), KK)
    waiting = [block for block in paper.blocks if isinstance(block, Grid)][1]
    [line] = [row for row in waiting.rows if int(row[1]) > 10]
    assert line[2].count(",") == 9
    assert str(int(line[1]) - 10) in line[2].rpartition(",")[2]


def test_a_value_of_a_table_is_told_as_people_write_it() -> None:
    """Times short, numbers plain, nothing for nothing."""
    assert cell(everything().as_of, KK) == "18.10.2025 09:00"
    assert (cell(7, KK), cell(None, KK), cell("ә", KK)) == ("7", "", "ә")


def test_the_same_data_make_the_same_paper_a_year_later() -> None:
    """Only the moment told is in it; the clock is not asked."""
    overview = small()
    wanted = Wanted(replace(overview), the_contest(), KK)
    for name in ("participants", "status", "rulings"):
        for format in ("docx", "pdf"):
            assert make(name, format, wanted) == make(name, format, Wanted(overview, the_contest(), Words("kk")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_act_lists_everybody_who_is_not_accepted_with_why(language: str) -> None:
    """The rejected and those still open, each with what speaks against them; nobody who is accepted."""
    words, overview, contest = Words(language), everything(), the_contest()
    paper = act.paper(overview, contest, words)
    listed = [row for block in paper.blocks if isinstance(block, Grid) for row in block.rows]
    not_accepted = [row for row in school_rows(overview, contest, words) if row.standing != "accepted"]
    assert sorted(row[1] for row in listed) == sorted(row.shown for row in not_accepted)
    rejected = next(block for block in paper.blocks if isinstance(block, Grid))
    assert len(rejected.rows) == sum(one.verdict.standing is Standing.REJECTED for one in overview.submissions) > 0
    assert all(row[-1] for row in rejected.rows)
    still = len(listed) - len(rejected.rows)
    assert words("act-draft", count=still) in paper.notes
