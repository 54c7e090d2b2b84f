"""Verdicts: the model's order, and what must hold for any letters."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.contest import Contest
from pipeline.decisions import Decision, Sort, Target, Verb
from pipeline.decisions.values import Fate
from pipeline.judge import CONSEQUENCES, judge, persons_word
from pipeline.state import Judged, LetterState, Standing, Timing, Verdict
from tests.pipeline.making import (
    AFTER,
    BEFORE,
    DEADLINE,
    FIELDS,
    KINDS,
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
from tests.pipeline.worlds import LATE, UNPROVEN, letters_of, of_worlds, whole, worlds

HOUR = timedelta(hours=1)
moments = st.sampled_from([(BEFORE, False), (DEADLINE, False), (AFTER, False), (AFTER, True)])


def ruled(**rulings: object) -> Contest:
    """The contest with other rulings."""
    contest = the_contest()
    return contest.model_copy(update={"rulings": contest.rulings.model_copy(update=rulings)})


def verdict_of(*letters: LetterState, contest: Contest | None = None) -> Verdict:
    """The verdict on the first submission after the deadline, all processed."""
    return next(iter(judged(letters, contest=contest).values())).verdict


# ------------------------------------------------------------------ for any letters


def _what_waits(one: Judged) -> bool:
    state = one.state
    doubtful = any(all(claim.status != "sure" for claim in of) for of in state.claims.values())
    return bool(state.unread or state.unrecognised or state.links or doubtful or state.quarantined or state.proposals)


@of_worlds
@given(worlds(), moments)
def test_nothing_is_rejected_as_incomplete_that_a_person_could_still_read(
    world: list[LetterState], moment: tuple[object, bool]
) -> None:
    """Unread, unrecognised, doubtful, linked to, set aside or unplaced: held. Before all is processed: nobody."""
    now, closed = moment
    for one in judged(world, now, closed).values():  # type: ignore[arg-type]
        if "incomplete" in one.verdict.reasons:
            assert one.verdict.standing is Standing.REJECTED
            assert closed
            assert not _what_waits(one)
            assert one.verdict.missing
            assert Timing.ON_TIME in one.state.timing.values()


@of_worlds
@given(worlds(), moments)
def test_nothing_is_accepted_without_every_document_and_field(
    world: list[LetterState], moment: tuple[object, bool]
) -> None:
    """A sure claim or a waiver for each kind, one sure application, each required field."""
    now, closed = moment
    for one in judged(world, now, closed).values():  # type: ignore[arg-type]
        if one.verdict.standing is Standing.ACCEPTED:
            state = one.state
            sure = {kind for kind, of in state.claims.items() if any(claim.status == "sure" for claim in of)}
            assert sure | set(state.waived) >= set(KINDS)
            assert state.application is not None
            assert state.application.facts.status == "sure"
            assert not state.application.rivals
            assert all(state.application.value(key) for key in the_contest().required_fields)
            assert state.eligibility is None
            assert (one.verdict.missing, one.verdict.doubtful, one.verdict.reasons) == ((), (), ())


@of_worlds
@given(worlds(size=5), st.data(), moments)
def test_a_late_letter_changes_nobodys_verdict(
    world: list[LetterState], data: st.DataObject, moment: tuple[object, bool]
) -> None:
    """Whoever sends it, whatever it holds and answers."""
    late = data.draw(letters_of("late", [one.key for one in world], LATE))
    now, closed = moment
    before = judged(world, now, closed)  # type: ignore[arg-type]
    after = judged([*world, late], now, closed)  # type: ignore[arg-type]
    for founder, one in before.items():
        if set(one.state.timing.values()) != {Timing.LATE}:
            assert _told(after[founder]) == _told(one)


def _told(one: Judged) -> tuple[object, ...]:
    verdict = one.verdict
    return verdict.standing, verdict.reasons, verdict.missing, verdict.doubtful


@of_worlds
@given(st.data())
def test_a_letter_of_unproven_receipt_does_not_harm_an_accepted_submission(data: st.DataObject) -> None:
    """Neither as a second leader's nor as another application."""
    unproven = data.draw(letters_of("b", ["a"], UNPROVEN))
    assert brief(judged([whole(), unproven]))["a"] == ("accepted", ())


@of_worlds
@given(st.data())
def test_more_papers_in_time_never_make_an_accepted_submission_worse(data: st.DataObject) -> None:
    """Whatever they are, as long as they name nobody."""
    more = data.draw(letters_of("b", ["a"], st.just((BEFORE, BEFORE))))
    files = [one for one in more.files if one.facts.application is None]
    assert brief(judged([whole(), replace(more, files=tuple(files))]))["a"] == ("accepted", ())


@of_worlds
@given(worlds(), moments)
def test_every_verdict_says_why(world: list[LetterState], moment: tuple[object, bool]) -> None:
    """Reasons for what is rejected and held and only for that; a finding that did not pass behind each."""
    now, closed = moment
    for one in judged(world, now, closed).values():  # type: ignore[arg-type]
        verdict = one.verdict
        assert bool(verdict.reasons) == (verdict.standing in (Standing.HELD, Standing.REJECTED))
        told = {CONSEQUENCES[f.code][1] for f in verdict.findings if not f.passed and f.code in CONSEQUENCES}
        told |= {f.code for f in verdict.findings if not f.passed}
        assert set(verdict.reasons) <= told
        assert {finding.rule for finding in verdict.findings} >= {"deadline", "application", "completeness"}


@of_worlds
@given(worlds())
def test_judging_twice_says_the_same(world: list[LetterState]) -> None:
    """State and moment decide alone."""
    for one in judged(world).values():
        alone = judge(one.state, AFTER, True, the_contest())
        assert alone == judge(one.state, AFTER, True, the_contest())
        if "second_of_school" not in one.verdict.reasons:
            assert (alone.standing, alone.reasons) == (one.verdict.standing, one.verdict.reasons)


# ------------------------------------------------------------------ the rulings


@pytest.mark.parametrize(
    ("ruling", "told"),
    [
        ("reject", (Standing.REJECTED, ("incomplete",))),
        ("hold", (Standing.HELD, ("incomplete",))),
        ("admit", (Standing.ACCEPTED, ())),
    ],
)
def test_the_ruling_on_incomplete_portfolios(ruling: str, told: tuple[Standing, tuple[str, ...]]) -> None:
    """Rejected, left to a person or admitted, and what is missing is told all the same."""
    verdict = verdict_of(
        letter("a", BEFORE, [form(), *everything(["publications"])]), contest=ruled(incomplete_after_deadline=ruling)
    )
    assert (verdict.standing, verdict.reasons) == told
    assert verdict.missing == ("publications",)
    (said,) = [finding for finding in verdict.findings if finding.rule == "rulings"]
    counted = {"count": "1"} if ruling == "admit" else {}
    assert (said.code, said.params, said.passed) == (f"ruling_{ruling}", counted, True)


def test_a_doubt_names_the_file_that_could_be_read() -> None:
    """An unread file beside it says less; alone, it is the unread one that is named."""
    kind = "publications"
    unread = file("a.pdf", kind, sure=False, problem="scan")
    doubtful = file("b.docx", kind, sure=False)
    for of, told in (((unread, doubtful), ("kind_doubtful", "b.docx")), ((unread,), ("kind_unread", "a.pdf"))):
        verdict = verdict_of(letter("a", BEFORE, [form(), *everything([kind]), *of]))
        said = [f for f in verdict.findings if f.params.get("kind") == kind and f.code.startswith("kind_")]
        assert [(f.code, f.params["file"]) for f in said] == [told]


def test_nobody_is_admitted_without_an_application() -> None:
    """The ruling speaks of portfolios."""
    verdict = verdict_of(letter("a", BEFORE, everything()), contest=ruled(incomplete_after_deadline="admit"))
    assert (verdict.standing, verdict.reasons) == (Standing.HELD, ("application_unclear",))


def test_without_the_ruling_several_of_a_school_take_part() -> None:
    """One leader a school is the organiser's ruling."""
    two = [whole(), letter("b", BEFORE, [form(leader="Ковалёв Сергей Иванович"), *everything()], sender="x@example.kz")]
    assert {told for told, _ in brief(judged(two)).values()} == {"held"}
    assert {told for told, _ in brief(judged(two, contest=ruled(one_per_school=False))).values()} == {"accepted"}


# ------------------------------------------------------------------ order and edges


@pytest.mark.parametrize("field", [key for key in FIELDS if key in the_contest().required_fields])
def test_every_required_field_is_asked_for(field: str) -> None:
    """Empty, it is named; alone it rejects nobody."""
    verdict = verdict_of(letter("a", BEFORE, [form(**{field: ""}), *everything()]))
    assert (verdict.standing, verdict.reasons) == (Standing.HELD, ("application_unclear",))
    assert {"field": field, "file": "application.docx"} in [
        finding.params for finding in verdict.findings if finding.code == "application_field_empty"
    ]


def test_a_field_that_was_guessed_is_unclear() -> None:
    """What the reader is not sure of holds, before the deadline as well."""
    facts = form().facts.application
    assert facts is not None
    unsure = replace(facts, fields=tuple(replace(f, confidence=0.3) if f.key == "phone" else f for f in facts.fields))
    letters = [letter("a", BEFORE, [file("a.docx", application=unsure), *everything()])]
    assert brief(judged(letters, BEFORE, False)) == {"a": ("held", ("application_unclear",))}


def test_an_empty_field_of_a_form_read_by_machine_eyes_is_unclear_not_empty() -> None:
    """On a photographed form nobody can say that a line is empty."""
    seen = form(phone="")
    read = replace(seen, facts=replace(seen.facts, read_by=("ocr",)))
    codes = [finding.code for finding in verdict_of(letter("a", BEFORE, [read, *everything()])).findings]
    assert "application_field_unclear" in codes
    assert "application_field_empty" not in codes


def test_reasons_stand_in_one_order() -> None:
    """A second leader with an unread and an unrecognised file."""
    odd = [file("скан.pdf", role="unread", problem="scan"), file("құжат.docx", role="unrecognised")]
    letters = [
        letter("a", BEFORE, [form(), *papers("publications"), *odd]),
        letter("b", BEFORE, [form(leader="Ковалёв Сергей Иванович"), *everything()], sender="x@example.kz"),
    ]
    assert brief(judged(letters))["a"] == ("held", ("second_of_school", "unreadable", "ambiguous"))


def test_a_rejected_rival_is_told_but_holds_nobody() -> None:
    """The finding stays: the organiser sees that there was another one."""
    letters = [
        whole(),
        letter("b", BEFORE, [form(leader="Ковалёв Сергей Иванович")], sender="x@example.kz"),
    ]
    found = judged(letters)
    assert brief(found) == {"a": ("accepted", ()), "b": ("rejected", ("incomplete",))}
    assert [f.params for f in found["a"].verdict.findings if f.code == "rival_rejected"] == [
        {"number": str(found["b"].state.number), "by": "school"}
    ]


def test_a_waived_document_is_not_missing() -> None:
    """A person said that it is not asked for."""
    letters = [letter("a", BEFORE, [form(), *everything(["publications"])])]
    (one,) = judged(letters).values()
    verdict = judge(replace(one.state, waived=("publications",)), AFTER, True, the_contest())
    assert verdict.standing is Standing.ACCEPTED
    assert "kind_waived" in [finding.code for finding in verdict.findings]


def test_a_longer_deadline_of_one_submission_is_its_own() -> None:
    """The state carries it; judging reads no other."""
    (one,) = judged([letter("a", BEFORE, [form()])]).values()
    longer = replace(one.state, deadline=AFTER + HOUR)
    assert judge(longer, AFTER, True, the_contest()).standing is Standing.INCOMPLETE


def test_a_letter_that_came_through_damaged_holds_while_something_is_missing() -> None:
    """Its lost parts may have been the missing ones."""
    damaged = letter("a", BEFORE, [form(), *everything(["publications"])], problem="damaged")
    assert brief(judged([damaged])) == {"a": ("held", ("unreadable",))}
    assert brief(judged([letter("a", BEFORE, [form(), *everything()], problem="damaged")])) == {"a": ("accepted", ())}


def test_grouping_of_nothing_judges_nothing() -> None:
    """No letters, no verdicts."""
    assert judged([]) == {}
    assert grouped([]).groups == {}


def word(number: int, verb: Verb, value: str, standing: Fate = "standing", item: str = "") -> Decision:
    """A decision on submission "a" as it is told."""
    return Decision(number, AFTER, "x", verb, (Target(Sort.SUBMISSION, "a", item),), value, "why", standing)


def test_a_persons_verdict_is_the_last_standing_one_and_no_other_decision_is_one() -> None:
    """A field that is set, whatever its words, neither judges nor hides who judged."""
    (one,) = judged([whole()]).values()
    accepted, taken = word(1, Verb.VERDICT, "accept"), word(2, Verb.VERDICT, "reject", "undone")
    named, waiver = word(3, Verb.FIELD, "hold", item="subject"), word(4, Verb.WAIVE, "yes", item=KINDS[0])
    assert persons_word(replace(one.state, decisions=(accepted, taken, named, waiver))) == accepted
    assert persons_word(replace(one.state, decisions=(taken, named, waiver))) is None
    later = word(5, Verb.WITHDRAW, "withdraw")
    assert persons_word(replace(one.state, decisions=(accepted, waiver, later))) == later
    assert persons_word(replace(one.state, decisions=(accepted, word(6, Verb.VERDICT, "reopen")))) is None


def test_a_persons_verdict_tells_what_lacks_and_what_is_doubtful_all_the_same() -> None:
    """Whoever accepts sees what was accepted."""
    doubtful, lacking = KINDS[:2]
    files = [form(), *everything([doubtful, lacking]), *papers(doubtful, sure=False)]
    (one,) = judged([letter("a", BEFORE, files)]).values()
    verdict = judge(replace(one.state, decisions=(word(1, Verb.VERDICT, "accept"),)), AFTER, True, the_contest())
    assert (verdict.standing, verdict.by) == (Standing.ACCEPTED, "person")
    assert (verdict.missing, verdict.doubtful) == ((lacking,), (doubtful,))


def test_where_nothing_is_proven_nothing_else_is_a_reason_yet() -> None:
    """Whether it came in time is asked first: not yet whose it is."""
    stray = letter("b", None, papers(KINDS[0]), sender="b@example.kz", subject="79 мектеп-лицей құжаттары")
    verdict = judged([whole(), stray])["b"].verdict
    assert "unplaced" in [one.code for one in verdict.findings]
    assert (verdict.standing, verdict.reasons) == (Standing.HELD, ("receipt_unproven",))
