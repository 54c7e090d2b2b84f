"""Whose letters they are: the ways to a submission, and what must hold for any letters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grouping import group, quoted_numbers
from pipeline.linking import link_keys
from pipeline.state import Grouping, LetterState, LetterVerdict
from tests.pipeline.making import (
    AFTER,
    BEFORE,
    application,
    brief,
    everything,
    file,
    form,
    grouped,
    judged,
    letter,
    papers,
    the_contest,
)
from tests.pipeline.worlds import of_worlds, worlds

HOUR = timedelta(hours=1)
OTHER = {
    "institution": "№ 5 гимназия",
    "leader": "Ковалёв Сергей Иванович",
    "phone": "+7 7172 11 22 35",
    "head": "Есенов Марат Кәрімұлы",
    "address": "Абай даңғылы 5",
    "email": "other@example.kz",
}
OFFICE = file("шот.pdf", role="none")
FIRST = letter("a", BEFORE, [form(), *everything()])


def components(letters: Sequence[LetterState], numbers: dict[str, int]) -> list[list[LetterState]]:
    """Letters that share keys, directly or by others."""
    left = [(one, link_keys(one, the_contest(), numbers.get(one.key))) for one in letters]
    found: list[tuple[list[LetterState], frozenset[str]]] = []
    for one, keys in left:
        near = [part for part in found if part[1] & keys]
        found = [part for part in found if not part[1] & keys]
        found.append(([*(x for part in near for x in part[0]), one], keys.union(*(part[1] for part in near))))
    return [part[0] for part in found]


@of_worlds
@given(worlds(size=6), st.permutations(range(6)))
def test_the_order_in_which_letters_are_found_is_nothing(world: list[LetterState], order: list[int]) -> None:
    """Only the order of receipt does."""
    shuffled = [world[i] for i in order if i < len(world)]
    numbers = {"k0": 1, "k1": 2}
    assert grouped(world, numbers) == grouped(shuffled, numbers)
    assert brief(judged(world, numbers=numbers)) == brief(judged(shuffled, numbers=numbers))


@of_worlds
@given(worlds(size=7))
def test_letters_that_share_no_key_never_influence_each_other(world: list[LetterState]) -> None:
    """Grouped and judged apart they are what they are together."""
    numbers = {"k0": 1, "k1": 2}
    together = grouped(world, numbers)
    verdicts = brief(judged(world, numbers=numbers))
    parts = components(world, numbers)
    apart = [grouped(part, numbers) for part in parts]
    assert together.placed == {key: at for part in apart for key, at in part.placed.items()}
    assert together.groups == {key: of for part in apart for key, of in part.groups.items()}
    one_by_one: dict[str, tuple[str, tuple[str, ...]]] = {}
    for part in parts:
        one_by_one |= brief(judged(part, numbers=numbers))
    assert verdicts == one_by_one


@of_worlds
@given(worlds())
def test_every_letter_is_in_one_place(world: list[LetterState]) -> None:
    """A submission has its founder among its letters; what is no submission has none; robots stay out."""
    found = grouped(world)
    assert set(found.placed) == {one.key for one in world}
    members = [key for keys in found.groups.values() for key in keys]
    assert len(members) == len(set(members))
    for one in world:
        at = found.placed[one.key]
        assert (at.founder is not None) == (at.verdict is LetterVerdict.SUBMISSION)
        if at.founder is not None:
            assert one.key in found.groups[at.founder]
            assert at.joined_by is not None
            assert found.placed[at.founder].founder == at.founder
        if one.verdict in (LetterVerdict.AUTOMATIC, LetterVerdict.QUARANTINED):
            assert at.verdict is one.verdict


@of_worlds
@given(worlds(size=5), worlds(size=1))
def test_a_letter_that_comes_later_moves_no_letter_that_speaks(
    world: list[LetterState], more: list[LetterState]
) -> None:
    """Letters that speak for the contest stay where they were placed."""
    last = max((one.receipt.not_after or AFTER for one in world), default=AFTER) + HOUR
    (new,) = (letter("later", last, one.files, sender=one.sender, subject=one.subject) for one in more)
    before, after = grouped(world), grouped([*world, new])
    for key, at in before.placed.items():
        if at.verdict is LetterVerdict.SUBMISSION and at.why.code not in ("letter_thread", "letter_address"):
            assert after.placed[key] == at


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (letter("b", BEFORE + HOUR, papers("publications"), sender="x@x.kz", quoted=[7]), "joined_number"),
        (letter("b", BEFORE + HOUR, papers("publications"), sender="x@x.kz", subject="ӘБ-2025 № 7"), "joined_number"),
        (letter("b", BEFORE + HOUR, papers("publications"), sender="x@x.kz", answers=["a"]), "joined_thread"),
        (letter("b", BEFORE + HOUR, [form()], sender="x@example.kz"), "joined_application"),
        (letter("b", BEFORE + HOUR, papers("publications")), "joined_address"),
        (letter("b", BEFORE + HOUR, [form(phone="+7 7172 99 99 98")]), "joined_application"),
        (letter("b", BEFORE + HOUR, body=application()), "joined_application"),
    ],
)
def test_ways_to_a_submission(new: LetterState, code: str) -> None:
    """Each way joins, and the letter says by which it did."""
    at = grouped([FIRST, new], {"a": 7}).placed["b"]
    assert at.founder == "a"
    assert at.joined_by is not None
    assert at.joined_by.code == code
    assert at.joined_by.params["founder"] == "a"
    assert link_keys(FIRST, the_contest(), 7) & link_keys(new, the_contest())


@pytest.mark.parametrize(
    ("link", "new"),
    [
        ("number", letter("b", BEFORE + HOUR, [form(**OTHER)], sender="x@example.kz", quoted=[7])),
        ("thread", letter("b", BEFORE + HOUR, [form(**OTHER)], sender="x@example.kz", answers=["a"])),
        ("address", letter("b", BEFORE + HOUR, [form(**OTHER)])),
    ],
)
def test_an_application_that_names_somebody_else_is_never_merged(link: str, new: LetterState) -> None:
    """It is its own submission and says against whom and by what."""
    at = grouped([FIRST, new], {"a": 7}).placed["b"]
    assert at.founder == "b"
    assert at.joined_by is not None
    assert at.joined_by.code == "founded_contradicts"
    assert at.joined_by.params == {"founder": "a", "field": "leader", "link": link}


def test_papers_of_an_address_with_two_submissions_wait_for_a_person() -> None:
    """They are their own submission, proposed to both."""
    second = letter("b", BEFORE + HOUR, [form(**OTHER)])
    third = letter("c", BEFORE + 2 * HOUR, papers("publications"))
    fourth = letter("d", BEFORE + 3 * HOUR, papers("partnerships"))
    found = grouped([FIRST, second, third, fourth])
    assert found.placed["c"].founder == "c"
    assert found.placed["c"].proposals == ("a", "b")
    assert found.placed["d"].proposals == ("a", "b"), "papers that wait themselves are nobody's submission"


def test_an_answer_in_the_thread_is_stronger_than_the_address() -> None:
    """Papers that answer one of two submissions of their address belong to it."""
    second = letter("b", BEFORE + HOUR, [form(**OTHER)])
    third = letter("c", BEFORE + 2 * HOUR, papers("publications"), answers=["b"])
    assert grouped([FIRST, second, third]).placed["c"].founder == "b"


def test_answers_to_the_announcement_are_not_one_submission() -> None:
    """The contest's own letter is no submission, whatever it has attached, and joins nobody."""
    own = letter(
        "own", BEFORE - HOUR, [file("ереже.docx", role="none")], sender=the_contest().mailbox.address, speaks="байқау"
    )
    one = letter("a", BEFORE, papers("publications"), sender="a@example.kz", answers=["own"])
    two = letter("b", BEFORE, papers("publications"), sender="b@example.kz", answers=["own"])
    found = grouped([own, one, two])
    assert found.placed["own"].verdict is LetterVerdict.UNRELATED
    assert set(found.groups) == {"a", "b"}


def test_an_application_that_our_own_mailbox_passes_on_is_a_submission() -> None:
    """A colleague forwards what came another way; two such do not become one by the address."""
    own = the_contest().mailbox.address
    letters = [letter("a", BEFORE, [form()], sender=own), letter("b", BEFORE + HOUR, [form(**OTHER)], sender=own)]
    found = grouped(letters)
    assert set(found.groups) == {"a", "b"}


def test_papers_from_the_address_that_an_application_names_are_proposed() -> None:
    """Weaker than joining asks for, but nobody is rejected before a person has looked."""
    first = letter("a", BEFORE, [form(email="school@example.kz"), *everything(["publications"])])
    new = letter("b", BEFORE + HOUR, papers("publications"), sender="school@example.kz")
    assert grouped([first, new]).placed["b"].proposals == ("a",)
    assert brief(judged([first, new]))["a"] == ("held", ("ambiguous",))
    earlier = letter("b", BEFORE - HOUR, papers("publications"), sender="school@example.kz")
    assert grouped([first, earlier]).placed["a"].proposals == ("b",)
    assert brief(judged([first, earlier]))["a"] == ("held", ("ambiguous",))


def test_a_subject_that_names_another_school_does_not_join_by_the_address() -> None:
    """The contents name somebody else: a person places it."""
    new = letter("b", BEFORE + HOUR, papers("publications"), subject="№ 5 мектеп құжаттары")
    at = grouped([FIRST, new]).placed["b"]
    assert at.founder == "b"
    assert at.proposals == ("a",)
    same = letter("b", BEFORE + HOUR, papers("publications"), subject="79 мектеп құжаттары")
    assert grouped([FIRST, same]).placed["b"].founder == "a"


def test_a_leader_by_initials_from_another_address_is_left_to_a_person() -> None:
    """Perhaps one person: neither merged nor judged as two without being told."""
    new = letter("b", BEFORE + HOUR, [form(leader="Жұмабекова С."), *everything()], sender="x@example.kz")
    at = grouped([FIRST, new]).placed["b"]
    assert at.founder == "b"
    assert at.proposals == ("a",)
    assert brief(judged([FIRST, new])) == {
        "a": ("held", ("second_of_school",)),
        "b": ("held", ("second_of_school",)),
    }


@pytest.mark.parametrize(
    ("one", "verdict", "code"),
    [
        (letter("x", BEFORE), "unrelated", "letter_nothing"),
        (letter("x", BEFORE, [OFFICE]), "unrelated", "letter_other"),
        (letter("x", BEFORE, [OFFICE, file("a.jpg", role="unread", problem="scan")]), "unclear", "letter_unread"),
        (letter("x", BEFORE, [file("a.docx", role="unrecognised")]), "unclear", "letter_unrecognised"),
        (letter("x", BEFORE, [file("a.docx", role="blank", problem="blank")]), "unclear", "letter_unread"),
        (letter("x", BEFORE, [file("фото.docx", role="annex")]), "unclear", "letter_annex"),
        (letter("x", BEFORE, links=["https://cloud.mail.ru/public/1"]), "unclear", "letter_link"),
        (letter("x", BEFORE, links=["https://example.com/news/1"]), "unrelated", "letter_nothing"),
        (letter("x", BEFORE, problem="damaged"), "unclear", "letter_damaged"),
        (letter("x", BEFORE, speaks="байқау материалдары"), "submission", "letter_words"),
        (letter("x", BEFORE, subject="Үздік әдістемелік бірлестік жетекшісі байқауына"), "submission", "letter_words"),
        (letter("x", BEFORE, subject="ӘБ-2025 № 3"), "submission", "letter_number"),
        (letter("x", BEFORE, papers("publications", sure=False)), "submission", "letter_kind"),
        (letter("x", BEFORE, [form(status="doubtful")]), "submission", "letter_application"),
        (letter("x", BEFORE, body=application()), "submission", "letter_application"),
    ],
)
def test_what_a_letter_is_by_itself(one: LetterState, verdict: str, code: str) -> None:
    """Anything that speaks for the contest makes it a submission; what nobody can tell is unclear, never unrelated."""
    at = grouped([one]).placed["x"]
    assert (at.verdict.value, at.why.code) == (verdict, code)


def test_a_picture_in_a_signature_makes_no_letter_unclear() -> None:
    """An inline picture that was read well and says nothing belongs to the letter's look."""
    attached = replace(file("logo.png", role="annex"), content_type="image/png")
    inline = replace(attached, inline=True)
    assert grouped([letter("x", BEFORE, [inline])]).placed["x"].verdict is LetterVerdict.UNRELATED
    assert grouped([letter("x", BEFORE, [attached])]).placed["x"].verdict is LetterVerdict.UNCLEAR


def test_a_late_second_submission_of_the_address_takes_no_unclear_letter_away() -> None:
    """An unread file of an address stays with the submission that came in time."""
    scan = letter("u", BEFORE + HOUR, [file("скан.pdf", role="unread", problem="scan")])
    late = letter("z", AFTER, [form(**OTHER)])
    found = grouped([FIRST, scan, late])
    assert found.placed["u"].founder == "a"
    assert found.placed["z"].founder == "z"


def test_a_chain_of_answers_without_attachments_is_followed() -> None:
    """A letter that answers a letter that answers a submission."""
    one = letter("b", BEFORE + 2 * HOUR, sender="x@example.kz", answers=["a"])
    two = letter("c", BEFORE + HOUR, sender="y@example.kz", answers=["b"])
    found: Grouping = group([two, FIRST, one], {}, the_contest())
    assert found.placed["b"].founder == found.placed["c"].founder == "a"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Re: ӘБ-2025 № 7", (7,)),
        ("аб-2025 №7, ӘБ – 2025 № 12", (7, 12)),
        ("ӘБ-2025 No 7", (7,)),
        ("№ 7 мектеп", ()),
        ("ӘБ-2025 бойынша 7 құжат", ()),
        ("КӘБ-2025 № 7", ()),
    ],
)
def test_our_numbers_are_found_as_people_quote_them(text: str, numbers: tuple[int, ...]) -> None:
    """Only with the contest's mark before them."""
    assert quoted_numbers(text, the_contest()) == numbers
