"""Filled tables → points: moved, retyped, re-saved; refused whole with the cell and the reason."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import Grid
from pipeline.scoring.roster import read_roster
from pipeline.scoring.sheets import Given, Read, difference, read_scores, twice
from pipeline.scoring.values import Closing, Ledger, Role
from tests.pipeline.scoring.commissions import CONTEST, FIRST, flat, ledger, member, participants, people, sheet
from tests.pipeline.scoring.test_places import AT

ALL = participants(7, 9)
KNOWN = Ledger((*people(2), member("s", Role.SECRETARY)))
HEAD = ("member", "submission", "stage", "criterion", "points")


def read(*rows: tuple[str, ...], known: Ledger = KNOWN, name: str = "") -> Read:
    """One sheet of these rows."""
    return read_scores("sheet.xlsx", [Grid(name, rows)], ALL, known, CONTEST)


def filled(mark: str = "baiqau scores stage=1 member=m1") -> list[list[str]]:
    """A score sheet as it is given out, filled for 7 and 9."""
    count = len(FIRST.criteria)
    return [
        [mark, "", "", *(f"k{n}" for n in range(1, count + 1)), ""],
        ["№", "№ Тіркеу", "Мектеп", *FIRST.criteria, "Жалпы"],
        ["1", "ӘБ-2025 № 7", "№ 7 мектеп", *("3" * count), "24"],
        ["2", "ӘБ-2025 № 9", "№ 9 мектеп", *("2" * count), "16"],
    ]


def points(read: Read) -> dict[tuple[str, int, int, int], int | None]:
    """The points by place."""
    assert read.mistakes == ()
    return {(g.member, g.submission, g.stage, g.criterion): g.points for g in read.given}


WANTED = {("m1", 7, 1, n): 3 for n in range(1, 9)} | {("m1", 9, 1, n): 2 for n in range(1, 9)}


def test_a_sheet_as_it_was_given_out_is_read() -> None:
    """Hidden keys say stage, member, criteria and participants."""
    assert points(read(*map(tuple, filled()))) == WANTED


@given(st.randoms(use_true_random=False))
def test_columns_and_rows_may_be_moved(rng: random.Random) -> None:
    """Criteria in any order, participants in any order, empty columns between: the same points."""
    rows = filled()
    criteria = list(range(3, 3 + len(FIRST.criteria)))
    rng.shuffle(criteria)
    order = [0, 1, 2, *criteria]
    moved = [[row[column] for column in order] for row in rows[:2]]
    lines = [[row[column] for column in order] for row in rows[2:]]
    rng.shuffle(lines)
    assert points(read(*(tuple(row) for row in (*moved, *lines)))) == WANTED


def test_a_retyped_sheet_is_told_by_its_words() -> None:
    """No hidden keys: the stage's title, the member's name, criteria as words or as bare numbers."""
    rows = filled("Комиссия мүшесі: M1")
    rows[0][3:11] = [""] * 8
    rows.insert(0, [FIRST.title.kk])
    assert points(read(*map(tuple, rows))) == WANTED
    rows[2][3:11] = [f"{n}." for n in range(1, 9)]
    assert points(read(*map(tuple, rows))) == WANTED


@pytest.mark.parametrize("written", ["3", " 3 ", "3,0", "3.0", "3.00"])
def test_points_as_text_are_taken_where_they_read_as_a_whole_number(written: str) -> None:
    """Office programs write numbers in many ways."""
    assert points(read(HEAD, ("m1", "7", "1", "1", written))) == {("m1", 7, 1, 1): 3}


@pytest.mark.parametrize("written", ["2.5", "0", "4", "Ⅲ", "үш", "-1", "3 3", "1e0", "٣", ""])
def test_any_other_points_refuse_the_file_with_the_cell(written: str) -> None:
    """Out of range, fractional, words: the whole file is refused and the cell is named."""
    found = read(HEAD, ("m1", "7", "1", "1", "3"), ("m1", "7", "1", "2", written), name="Парақ1")
    (mistake,) = found.mistakes
    assert (found.given, mistake.where, mistake.code) == ((), "sheet.xlsx: Парақ1!E3", "points")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("stranger", "7", "1", "1", "3"), "member_unknown"),
        (("s", "7", "1", "1", "3"), "member_does_not_score"),
        (("m1", "8", "1", "1", "3"), "submission_unknown"),
        (("m1", "7", "3", "1", "3"), "stage_unknown"),
        (("m1", "7", "2", "1", "3"), "earlier_open"),
        (("m1", "7", "1", "9", "3"), "criterion_unknown"),
    ],
)
def test_what_nobody_knows_refuses_the_file(row: tuple[str, ...], code: str) -> None:
    """A sheet for somebody unknown or not admitted is refused."""
    assert [m.code for m in read(HEAD, row).mistakes] == [code]


def test_the_absent_and_the_closed_are_refused() -> None:
    """No points for who did not come, none after the stage was closed."""
    done = {1: Closing(1, AT, "x", "")}
    passed = ledger(KNOWN.members, flat("m1", 7, 1, 20), absent={(7, 2): "ауырды"}, closings=done)
    assert [m.code for m in read(HEAD, ("m1", "9", "2", "1", "3"), known=passed).mistakes] == ["not_admitted"]
    assert [m.code for m in read(HEAD, ("m1", "7", "2", "1", "3"), known=passed).mistakes] == ["absent"]
    closed = replace(KNOWN, closings={1: Closing(1, AT, "x", "")})
    assert [m.code for m in read(HEAD, ("m1", "7", "1", "1", "3"), known=closed).mistakes] == ["stage_closed"]


def test_a_sheet_of_nobody_knows_whom_is_refused() -> None:
    """No member, no stage: refused; so is a line with points whose participant cannot be told."""
    rows = filled("")
    assert [m.code for m in read(*map(tuple, rows)).mistakes] == ["sheet_whose"]
    rows = filled()
    rows[3][1] = ""
    assert [(m.where, m.code) for m in read(*map(tuple, rows)).mistakes] == [("sheet.xlsx: A4", "row_whose")]


def test_the_same_point_twice_is_a_mistake() -> None:
    """In one file or in two of one import; the first place is named."""
    found = read(HEAD, ("m1", "7", "1", "1", "3"), ("M1", "№ 7", "1", "1", "2"))
    (mistake,) = twice(found.given)
    assert (mistake.where, mistake.params["first"]) == ("sheet.xlsx: E3", "sheet.xlsx: E2")


def test_importing_again_shows_what_differs() -> None:
    """Unchanged points are harmless; a changed one, and an emptied cell, are changes."""
    known = ledger(KNOWN.members, sheet("m1", 7, 1, 3, 2, 1))
    given = [Given("m1", 7, 1, n, p, "") for n, p in ((1, 3), (2, 3), (3, None), (4, 1), (5, None))]
    found = difference(given, known)
    assert (found.same, [g.criterion for g in found.new]) == (1, [4])
    assert [(before.points, after.points) for before, after in found.changed] == [(2, 3), (1, None)]


@pytest.mark.parametrize(
    "head",
    [
        ("name", "post", "email", "role", "school"),
        ("Аты-жөні", "Лауазымы", "Электрондық пошта", "Комиссиядағы рөлі", "Мектебі"),
        ("Ф.И.О.", "Должность", "Эл. почта", "Роль", "Школа"),
    ],
)
def test_members_are_read_in_any_language(head: tuple[str, ...]) -> None:
    """Headings and roles in Kazakh, Russian and English; addresses in lower case."""
    rows = (
        head,
        ("Ахметова Айгүл", "директор", "Chair@example.kz", "төраға", ""),
        ("Иванов И.", "методист", "s@example.kz", "Секретарь", ""),
        ("Иванов И.", "методист", "s@example.kz", "член комиссии", "№ 7 мектеп"),
    )
    roster = read_roster("m.csv", [Grid("", rows)])
    assert [(m.email, set(m.roles)) for m in roster.members] == [
        ("chair@example.kz", {Role.CHAIR}),
        ("s@example.kz", {Role.SECRETARY, Role.MEMBER}),
    ]


def test_a_wrong_list_of_members_is_refused_with_the_cell() -> None:
    """No address, no such role, two chairs, the same person twice."""
    head = ("name", "email", "role")
    rows = (head, ("A", "a", "chair"), ("B", "b@x.kz", "guest"), ("C", "c@x.kz", "chair"), ("D", "c@x.kz", "member"))
    found = read_roster("m.xlsx", [Grid("1", rows)])
    assert [(m.where, m.code) for m in found.mistakes] == [
        ("m.xlsx: 1!B2", "email"),
        ("m.xlsx: 1!C3", "role"),
        ("m.xlsx: 1!B5", "member_twice"),
    ]
    chairs = read_roster("m.xlsx", [Grid("", (head, ("A", "a@x.kz", "chair"), ("B", "b@x.kz", "төраға")))])
    assert [m.code for m in chairs.mistakes] == ["chairs"]
    assert [m.code for m in read_roster("m.xlsx", [Grid("", (("x",),))]).mistakes] == ["roster_columns"]
