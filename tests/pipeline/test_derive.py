"""What is laid together of a submission's letters, and which application stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from parsers.facts import Claim, FileFacts, Segment
from pipeline.contest import Contest
from pipeline.derive import derive, place_letters
from pipeline.state import FileState, LetterState, SubmissionState, Timing
from tests.pipeline.making import (
    AFTER,
    BEFORE,
    DEADLINE,
    KINDS,
    everything,
    file,
    form,
    grouped,
    letter,
    papers,
    the_contest,
)
from tests.pipeline.worlds import of_worlds, worlds

HOUR = timedelta(hours=1)


def state_of(*letters: LetterState, contest: Contest | None = None) -> SubmissionState:
    """The first submission of the letters."""
    placed = grouped(letters)
    numbers = {founder: i for i, founder in enumerate(placed.groups, 1)}
    return derive(placed, letters, numbers, contest or the_contest())[0]


def codes(state: SubmissionState) -> list[str]:
    """Codes of the remarks."""
    return [remark.code for remark in state.remarks]


@of_worlds
@given(worlds())
def test_only_what_came_in_time_counts(world: list[LetterState]) -> None:
    """Claims, annexes, unread files and the application are of letters in time, ``late`` of late ones."""
    placed = grouped(world)
    numbers = {founder: i for i, founder in enumerate(placed.groups, 1)}
    for state in derive(placed, world, numbers, the_contest()):
        counted = {key for key, timing in state.timing.items() if timing is Timing.ON_TIME}
        late = {key for key, timing in state.timing.items() if timing is Timing.LATE}
        files: list[FileState] = [claim.file for of in state.claims.values() for claim in of]
        files += [*state.annexes, *state.unread, *state.unrecognised, *state.others]
        assert {one.letter_key for one in files} <= counted
        assert {claim.file.letter_key for of in state.late.values() for claim in of} <= late
        assert state.application is None or state.application.letter_key in counted
        assert {one.key for one in state.letters} == set(placed.groups[state.founder])
        assert list(state.claims) == [kind for kind in KINDS if kind in state.claims]
        assert all(state.founder in other.rivals for other in _rivals_of(state, placed, world, numbers))


def _rivals_of(
    state: SubmissionState, placed: object, world: list[LetterState], numbers: dict[str, int]
) -> list[SubmissionState]:
    states = derive(placed, world, numbers, the_contest())  # type: ignore[arg-type]
    return [other for other in states if other.founder in state.rivals]


def test_letters_bear_what_grouping_found() -> None:
    """The letters of a state say whose they are and why."""
    first, second = letter("a", BEFORE, [form()]), letter("b", BEFORE + HOUR, papers("publications"))
    state = state_of(second, first)
    assert [(one.key, one.founder) for one in state.letters] == [("a", "a"), ("b", "a")]
    assert state.letters[1].joined_by is not None
    placed = grouped([first, second])
    assert {one.verdict.value for one in place_letters(placed, [first, second])} == {"submission"}


def test_numbers_of_former_founders_lead_to_the_group() -> None:
    """An earlier letter found later founds the group; the number issued before becomes an alias."""
    first, second = letter("a", BEFORE, [form()]), letter("b", BEFORE + HOUR, papers("publications"))
    placed = grouped([first, second], {"b": 4})
    (state,) = derive(placed, [first, second], {"b": 4, "a": 9}, the_contest())
    assert (state.number, state.aliases) == (9, (4,))


def test_the_same_bytes_sent_again_are_one_claim() -> None:
    """Schools resend everything: it is counted once, and two names for one file are remarked."""
    first = letter("a", BEFORE, [form(), file("1.docx", "publications", sha="f" * 64)])
    second = letter("b", BEFORE + HOUR, [file("2.docx", "publications", sha="f" * 64)])
    state = state_of(first, second)
    assert [claim.file.name for claim in state.claims["publications"]] == ["1.docx"]
    assert "same_bytes" in codes(state)


def test_one_paper_for_two_kinds_is_remarked() -> None:
    """One order often does both: it counts for both, and a person is told."""
    state = state_of(letter("a", BEFORE, [file("бұйрық.docx", "establishment_order", "leader_appointment_order")]))
    assert set(state.claims) == {"establishment_order", "leader_appointment_order"}
    (remark,) = [one for one in state.remarks if one.code == "same_paper"]
    assert remark.params == {"file": "бұйрық.docx", "kinds": "establishment_order, leader_appointment_order"}


def test_half_a_document_is_remarked_unless_the_other_half_is_there() -> None:
    """Titles that join two things: one half counts, with a remark."""
    claim = Claim("young_specialist_school", None, "sure", (), True)
    half = _segments("plan.docx", Segment(None, "document", (claim,)))
    assert "kind_partly" in codes(state_of(letter("a", BEFORE, [half])))
    whole = state_of(letter("a", BEFORE, [half, *papers("young_specialist_school")]))
    assert "kind_partly" not in codes(whole)


def _segments(name: str, *segments: Segment) -> FileState:
    return FileState(0, 0, "", "", name, "", 1, "", FileFacts("pdf", 4, ("text",) * 4, segments))


def test_a_file_of_many_parts_is_laid_apart() -> None:
    """Documents by pages count; unread and unrecognised pages beside them are told as well."""
    whole = _segments(
        "портфолио.pdf",
        Segment((1,), "document", (Claim("publications", (1,), "sure", ()),)),
        Segment((2,), "document", (Claim("partnerships", (2,), "sure", ()),)),
        Segment((3,), "unrecognised"),
        Segment((4,), "blank"),
    )
    state = state_of(letter("a", BEFORE, [whole]))
    assert state.claims["publications"][0].pages == (1,)
    assert [one.name for one in state.unrecognised] == ["портфолио.pdf"]
    assert state.unread == ()
    scanned = _segments("портфолио.pdf", *whole.facts.segments, Segment((5,), "unread"))
    assert [one.name for one in state_of(letter("a", BEFORE, [scanned])).unread] == ["портфолио.pdf"]


def test_arrival_on_the_last_day_and_late_letters_are_remarked() -> None:
    """The regulations' «17 қазанға дейін» may be read two ways: arrivals of that day carry a remark."""
    last_day = letter("a", DEADLINE - HOUR, papers("publications"))
    assert codes(state_of(last_day)) == ["last_day"]
    assert codes(state_of(letter("a", BEFORE - HOUR, papers("publications")))) == []
    late = letter("b", AFTER, papers("partnerships"))
    assert codes(state_of(last_day, late)) == ["last_day", "late_letters"]
    unproven = letter("c", DEADLINE - HOUR, papers("partnerships"), until=AFTER)
    assert codes(state_of(last_day, unproven)) == ["last_day", "unproven_letters"]


def test_without_the_ruling_the_last_day_is_a_day_like_others() -> None:
    """The remark is the organiser's to switch off."""
    contest = the_contest()
    quiet = contest.model_copy(update={"rulings": contest.rulings.model_copy(update={"deadline_day_remark": False})})
    assert codes(state_of(letter("a", DEADLINE - HOUR, papers("publications")), contest=quiet)) == []


# ------------------------------------------------------------------ which application stands


def test_a_newer_application_of_the_same_sender_stands() -> None:
    """The older one is remarked as replaced."""
    first = letter("a", BEFORE, [form("old.docx")])
    second = letter("b", BEFORE + HOUR, [form("new.docx", phone="+7 7172 99 88 76")])
    state = state_of(first, second)
    assert state.application is not None
    assert state.application.letter_key == "b"
    assert state.application.rivals == ()
    assert "application_replaced" in codes(state)


def test_a_late_application_replaces_nothing() -> None:
    """What came late reaches no rule."""
    state = state_of(letter("a", BEFORE, [form()]), letter("b", AFTER, [form(phone="+7 7172 99 88 76")]))
    assert state.application is not None
    assert (state.application.letter_key, state.application.rivals) == ("a", ())


def test_another_senders_application_rivals() -> None:
    """Neither is chosen; which letter contradicts is told."""
    second = letter("b", BEFORE + HOUR, [form(phone="+7 7172 99 88 76")], sender="x@example.kz")
    state = state_of(letter("a", BEFORE, [form()]), second)
    assert state.application is not None
    assert (state.application.letter_key, state.application.rivals) == ("a", ("b",))


def test_a_sender_that_confirms_the_rival_settles_it() -> None:
    """The first sender's newer application agrees with the other's: nothing contradicts any more."""
    other = letter("b", BEFORE + HOUR, [form(phone="+7 7172 99 88 76")], sender="x@example.kz")
    again = letter("c", BEFORE + 2 * HOUR, [form(phone="+7 7172 99 88 76")])
    state = state_of(letter("a", BEFORE, [form()]), other, again)
    assert state.application is not None
    assert (state.application.letter_key, state.application.rivals) == ("c", ())


def test_with_the_ruling_to_hold_a_newer_application_is_a_rival() -> None:
    """The organiser may want every change of an application decided by a person."""
    contest = the_contest()
    strict = contest.model_copy(update={"rulings": contest.rulings.model_copy(update={"newer_application": "hold"})})
    newer = letter("b", BEFORE + HOUR, [form(phone="+7 7172 99 88 76")])
    state = state_of(letter("a", BEFORE, [form()]), newer, contest=strict)
    assert state.application is not None
    assert state.application.rivals == ("b",)


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({}, "b"),
        ({"phone": ""}, "a"),
        ({"institution": "Школа-лицей № 79", "head": "Е.М. Оспанов", "address": "пр. Кабанбай батыра 17"}, "b"),
    ],
)
def test_an_application_sent_again_is_one(fields: dict[str, str], stands: str) -> None:
    """Of two that agree the fuller stands, the newer of two as full."""
    state = state_of(letter("a", BEFORE, [form()]), letter("b", BEFORE + HOUR, [form(**fields)]))
    assert state.application is not None
    assert (state.application.letter_key, state.application.rivals) == (stands, ())


def test_two_leaders_in_one_letter_are_not_chosen_between() -> None:
    """Two applications side by side that name two people: a person decides."""
    two = letter("a", BEFORE, [form("1.docx"), form("2.docx", leader="Ковалёв Сергей Иванович")])
    state = state_of(two)
    assert state.application is not None
    assert state.application.rivals == ("a",)


def test_a_sure_application_stands_before_a_doubtful_one() -> None:
    """A paper that may be one neither replaces nor rivals."""
    doubtful = form("maybe.docx", "doubtful", phone="+7 7172 99 88 76")
    state = state_of(letter("a", BEFORE, [form(), doubtful]))
    assert state.application is not None
    assert state.application.facts.status == "sure"
    assert state.application.rivals == ()


def test_files_without_a_hash_are_not_taken_for_one() -> None:
    """Bytes that could not be decoded have no hash."""
    one = replace(file("1.docx", "publications"), sha256="")
    two = replace(file("2.docx", "publications"), sha256="")
    assert len(state_of(letter("a", BEFORE, [one, two])).claims["publications"]) == 2


def test_everything_of_a_whole_portfolio_is_claimed() -> None:
    """Every kind of the contest, in its order."""
    assert tuple(state_of(letter("a", BEFORE, [form(), *everything()])).claims) == KINDS
