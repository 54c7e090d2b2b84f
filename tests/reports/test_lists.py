"""The list of participants, the register of letters, the list of submissions."""

import json
from collections.abc import Callable

import pytest

from pipeline.state import Overview, Standing
from reports.participants import table as participants
from reports.register import letters, submissions
from reports.words import Words, kazakh_order
from reports.writing import Wanted, make
from tests.reports.builder import Builder, the_contest, verdict
from tests.reports.overviews import every_situation, small
from tests.reports.seeded import many

KK = Words("kk")


def test_only_the_accepted_take_part_and_the_list_says_so() -> None:
    """A held submission is no participant, unless the list is asked for those that wait too."""
    overview, contest = every_situation(), the_contest()
    table = participants(overview, contest, KK)
    accepted = [one for one in overview.submissions if one.verdict.standing is Standing.ACCEPTED]
    assert sorted(str(row[1]) for row in table.rows) == sorted(contest.display_number(o.state.number) for o in accepted)
    assert KK("participants-accepted-only") in table.notes
    wider = participants(overview, contest, KK, awaiting=True)
    held = [one for one in overview.submissions if one.verdict.standing is Standing.HELD]
    assert len(wider.rows) == len(accepted) + len(held)
    assert KK("participants-with-awaiting") in wider.notes
    assert {row[-1] for row in wider.rows} == {"қабылданды", "шешім күтуде"}


def test_participants_stand_in_the_order_of_the_kazakh_alphabet() -> None:
    """By school, numbered from one, with everything a secretary needs to call them."""
    one = Builder()
    for school in ("Өрлеу мектебі", "№ 10 мектеп", "Қазақ мектебі", "№ 9 мектеп", "Абай мектебі", "Ілияс мектебі"):
        letter = one.letter()
        one.submit(
            [letter], verdict(Standing.ACCEPTED), application=one.application(letter, {"institution": f"«{school}»"})
        )
    table = participants(one.overview(), the_contest(), KK)
    assert [row[2] for row in table.rows] == [
        "«№ 9 мектеп»",
        "«№ 10 мектеп»",
        "«Абай мектебі»",
        "«Қазақ мектебі»",
        "«Өрлеу мектебі»",
        "«Ілияс мектебі»",
    ]
    assert [row[0] for row in table.rows] == [1, 2, 3, 4, 5, 6]
    first = table.data()[0]
    assert first["leader"] == "Әлімова Гүлнәр Сәкенқызы"
    assert (first["phone"], first["leader_phone"]) == ("8 (7172) 55-11-22", "+7 701 555 44 33")
    assert first["head"] == "Қасымов Ерлан Болатұлы"


@pytest.mark.parametrize("seed", range(3))
def test_the_order_holds_for_hundreds_of_schools(seed: int) -> None:
    """Sorted by the key that the catalogue room gives, whatever the schools."""
    rows = participants(many(300, seed), the_contest(), KK, awaiting=True).rows
    schools = [str(row[2]) for row in rows]
    assert schools == sorted(schools, key=kazakh_order)


@pytest.mark.parametrize("maker", [small, every_situation, lambda: many(16)])
def test_the_register_has_every_letter_and_the_list_every_submission(maker: Callable[[], Overview]) -> None:
    """Rows equal the overview, unrelated and broken letters too."""
    overview, contest = maker(), the_contest()
    assert [row[0] for row in letters(overview, contest, KK).rows] == [letter.id for letter in overview.letters]
    numbers = sorted(str(row[0]) for row in submissions(overview, contest, KK).rows)
    assert numbers == sorted(contest.display_number(one.state.number) for one in overview.submissions)


def test_a_register_row_tells_what_a_letter_is_and_why() -> None:
    """Kind, reason, proof of time and number, in words."""
    rows = {row["id"]: row for row in letters(every_situation(), the_contest(), KK).data()}
    assert rows[1]["registration"] == rows[2]["registration"] == "ӘБ-2025 № 1"
    assert rows[1]["proof"] == "уақытын өз серверлеріміз белгілеген"
    assert rows[1]["received"] == "2025-10-15T10:11:12+05:00"
    last = rows[max(rows)]
    assert last["verdict"] == "өңделмеген"
    assert KK("problem-crashed") in last["why"]
    assert last["registration"] == ""


def test_lists_as_json_have_stable_keys() -> None:
    """Under the name of what they list, with the moment."""
    wanted = Wanted(small(), the_contest(), Words("en"))
    made = json.loads(make("participants", "json", wanted))
    assert made["as_of"] == "2025-10-18T09:00:00+05:00"
    assert list(made["participants"][0]) == (
        ["number", "registration", "school", "leader", "subject", "phone", "leader_phone", "email", "head"]
    )
    assert json.loads(make("register", "json", wanted))["letters"][0]["sender"] == "mektep@example.kz"
