"""The commission's papers: the board's own numbers, nobody's telephone, the same bytes again."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from pipeline.commission import recording
from pipeline.commission.board import Board
from reports.commission import awards, protocols, published, speaking
from reports.commission.frame import Session
from reports.commission.writing import REPORTS, Asked, make
from reports.formats.paper import Grid, Paper
from reports.words import LANGUAGES, Words
from tests.pipeline.commission.halls import JUDGES, Hall, a_hall
from tests.reports.builder import at

KK = Words("kk")
SESSION = Session("3", date(2025, 10, 30))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Seven participants who went the whole way: a tie for the first place, one who did not come, one nomination."""
    with a_hall(tmp_path_factory.mktemp("hall"), 7) as made:
        made.members()
        made.give_all(1, {1: 20, 2: 20, 3: 17, 4: 18, 5: 10, 6: 15, 7: 16})
        recording.conflict(made.book("туысы"), JUDGES[2], 1)
        recording.close(made.book(), 1)
        recording.draw(made.book(), 2, "2025")
        recording.absent(made.book("ауырып қалды"), 7, 2)
        made.give(2, {(m, n): t for n, t in {1: 18, 2: 18, 3: 12, 4: 9}.items() for m in may(made, n)})
        recording.close(made.book(), 2)
        (tie,) = made.board.final.ties
        for member, choice in zip((JUDGES[0], *JUDGES[3:]), (2, 1, 2, 1, None), strict=True):
            recording.vote(made.book(), tie.id, member, choice)
        recording.close_votes(made.book(), tie.id)
        recording.nominate(made.book("шешім"), "best_event", 4)
        yield made


def may(hall: Hall, number: int) -> list[str]:
    """The judges who may judge a participant."""
    return [m for m in JUDGES if not hall.board.ledger.in_conflict(m, number)]


def grids(paper: Paper) -> list[Grid]:
    """The tables of a paper."""
    return [block for block in paper.blocks if isinstance(block, Grid)]


def text_of(pdf: bytes) -> str:
    """The text of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_stages_protocol_has_everybodys_points_by_criterion(hall: Hall) -> None:
    """A line a participant, the best first, with the outcome; the sheets that do not count are named."""
    board = hall.board
    paper = protocols.of_stage(board, board.stages[0], KK, SESSION)
    (grid,) = grids(paper)
    assert [(row[1], row[-2], row[-1]) for row in grid.rows] == [
        ("ӘБ-2025 № 1", "20", "өтті"),
        ("ӘБ-2025 № 2", "20", "өтті"),
        ("ӘБ-2025 № 4", "18", "өтті"),
        ("ӘБ-2025 № 3", "17", "өтті"),
        ("ӘБ-2025 № 7", "16", "өтті"),
        ("ӘБ-2025 № 6", "15", "өткен жоқ"),
        ("ӘБ-2025 № 5", "10", "өткен жоқ"),
    ]
    said = text_of(make("protocol", "pdf", Asked(board, KK, board.stages[0], session=SESSION)))
    assert "есепке алынбады" in said
    assert "2025 жылғы 30 қазан" in said
    assert board.ledger.closings[1].snapshot[:12] in said
    assert [one.name for one in paper.signatures][:2] == ["Әлімова Гүлнәр Серікқызы", "Иванова Анна Петровна"]
    assert len(paper.signatures) == 8


def test_the_final_protocol_tells_the_vote_and_the_chairs_word(hall: Hall) -> None:
    """Sums, the tie with its votes, places and nominations; who did not come has no place."""
    said = text_of(make("protocol", "pdf", Asked(hall.board, KK, session=SESSION)))
    for words in ("төрағаның шешуші дауысымен", "ӘБ-2025 № 1 – 2; ӘБ-2025 № 2 – 2", "I орын: ӘБ-2025 № 2", "келмеді"):
        assert words in " ".join(said.split())


def test_a_protocol_before_the_end_says_that_it_is_a_draft(hall: Hall) -> None:
    """Nobody takes a draft for a decision."""
    board = replace(hall.board, ledger=replace(hall.board.ledger, closings={}))
    assert any("ЖОБА" in note for note in protocols.final(board, KK, SESSION).notes)
    assert not any("ЖОБА" in note for note in protocols.final(hall.board, KK, SESSION).notes)


def test_the_speaking_order_is_the_drawn_one_and_can_be_checked(hall: Hall) -> None:
    """The recorded seed gives the order; times are five minutes apart; another seed gives another order."""
    board = hall.board
    drawn = [one.submission for one in speaking.order(board, board.stages[1])]
    assert sorted(drawn) == [1, 2, 3, 4, 7]
    assert drawn == [one.submission for one in speaking.order(board, board.stages[1])]
    orders = {tuple(o.submission for o in speaking.order(_drawn(board, str(n)), board.stages[1])) for n in range(20)}
    assert len(orders) > 10
    paper = speaking.paper(board, board.stages[1], KK, at("2025-10-30 10:00"))
    assert [row[1] for row in grids(paper)[0].rows] == ["10:00", "10:05", "10:10", "10:15", "10:20"]


def _drawn(board: Board, seed: str) -> Board:
    return replace(board, seeds={2: seed})


def test_what_is_published_has_no_telephone_and_no_address(hall: Hall) -> None:
    """For the site: names, schools, points, places."""
    for form in ("html", "csv", "pdf"):
        made = make("results", form, Asked(hall.board, KK))
        said = text_of(made) if form == "pdf" else made.decode("utf-8-sig")
        assert "№ 2 мектеп-гимназия" in said
        assert "@" not in said.replace("@page", "").replace("@media", "")
        assert "+7" not in said
    rows = published.table(hall.board, KK).rows
    assert [(row[0], row[-2], row[-1]) for row in rows[:4]] == [
        ("ӘБ-2025 № 1", "II", ""),
        ("ӘБ-2025 № 2", "I", ""),
        ("ӘБ-2025 № 3", "III", ""),
        ("ӘБ-2025 № 4", "", "Үздік әдістемелік іс-шара"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diploma_is_a_page_for_each_award(hall: Hall, language: str) -> None:
    """Three places and one nomination, with names and register numbers, on the default background or one's own."""
    picture = io.BytesIO()
    Image.new("RGB", (210, 297), "#ffeecc").save(picture, "PNG")
    for background in (b"", picture.getvalue()):
        made = awards.pdf(hall.board, Words(language), date(2025, 10, 30), background)
        with pypdfium2.PdfDocument(made) as document:
            assert len(document) == 4
        said = text_of(made)
        assert said.count("Ахметова Айгүл") == 4
        assert "ӘБ-2025/4" in said
    assert [row[1] for row in grids(awards.register(hall.board, KK))[0].rows] == [f"ӘБ-2025/{n}" for n in range(1, 5)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_comes_in_every_format_and_again_the_same(hall: Hall, language: str) -> None:
    """Made again from the same data it is byte for byte the same."""
    board = hall.board
    for name, forms in REPORTS.items():
        for form in forms:
            stage = board.stages[0] if name in ("sheets", "protocol") else None
            asked = Asked(board, Words(language), stage, board.ledger.judges[0], SESSION)
            first = make(name, form, asked)
            assert first == make(name, form, asked), (name, form)
            if form == "docx":
                assert Document(io.BytesIO(first)).paragraphs
