"""Which decisions stand, what they do to letters and files, and what becomes of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import ApplicationFacts, Claim, Evidence, FileFacts, Problem, Segment
from pipeline.decisions import NEW, Basis, Entry, Sort, Target, Verb, asking, facts
from pipeline.decisions.laying import assign
from pipeline.decisions.placement import placement
from pipeline.decisions.resolve import resolve, superseded
from pipeline.errors import DecisionError
from pipeline.grouping import group
from pipeline.state import FileState, LetterVerdict, Standing
from tests.pipeline.making import (
    AFTER,
    BEFORE,
    DEADLINE,
    KINDS,
    application,
    everything,
    file,
    form,
    letter,
    papers,
    the_contest,
)
from tests.pipeline.people import Office

NOW = datetime(2025, 10, 18, 9, tzinfo=UTC)
ONE, TWO, THREE = KINDS[:3]


def entry(
    number: int,
    verb: Verb = Verb.VERDICT,
    target: Target | None = None,
    value: str = "accept",
    undoes: int | None = None,
    **basis: object,
) -> Entry:
    """A decision on submission "a", unless said otherwise."""
    about = target or Target(Sort.SUBMISSION, "a")
    if undoes is not None:
        verb, about = Verb.UNDO, Target(Sort.DECISION, str(undoes))
    return Entry(number, NOW, "x", verb, (about,), value, "why", Basis(**basis), undoes)  # type: ignore[arg-type]


def place(
    number: int, letters: str, to: str, beside: tuple[str, ...] = (), left: tuple[tuple[str, ...], ...] = ()
) -> Entry:
    """Letters (a key each) put somewhere."""
    targets = tuple(Target(Sort.LETTER, key) for key in letters)
    return replace(entry(number, Verb.PLACE, value=to, letters=beside, left=left), targets=targets)


# ------------------------------------------------------------------ which stand


def test_the_newest_answer_to_one_question_stands() -> None:
    """Withdrawing and judging answer one question; another submission's is another."""
    other = Target(Sort.SUBMISSION, "b")
    decided = resolve([entry(1), entry(2, Verb.WITHDRAW, value="withdraw"), entry(3, target=other, value="hold")])
    assert decided.of("a", Verb.VERDICT) == decided.entries[1]
    assert decided.of("b", Verb.VERDICT) == decided.entries[2]
    assert decided.of("c", Verb.VERDICT) is None
    assert superseded(decided, {}) == {1}


def test_the_order_in_which_decisions_are_read_changes_nothing() -> None:
    """They are numbered."""
    entries = [entry(1), entry(2, value="hold"), entry(3, undoes=2)]
    assert resolve(reversed(entries)) == resolve(entries)


def test_undoing_gives_the_older_one_back_and_can_be_undone() -> None:
    """1 accept, 2 hold, 3 takes 2 back, 4 takes 3 back, 5 takes 4 back."""
    entries = [entry(1), entry(2, value="hold"), entry(3, undoes=2), entry(4, undoes=3), entry(5, undoes=4)]
    standing = [resolve(entries[:count]).of("a", Verb.VERDICT) for count in range(1, 6)]
    assert [one.id for one in standing if one] == [1, 2, 1, 2, 1]
    decided = resolve(entries)
    assert dict(decided.undone) == {4: 5, 2: 3}
    assert [one.id for one in decided.live] == [1]
    assert [decided.tip(number) for number in (1, 2, 3)] == [1, 5, 5]


@given(st.lists(st.booleans(), max_size=6))
def test_a_chain_of_undoings_ends_as_its_length_says(steps: list[bool]) -> None:
    """An even number of undoings leaves what was decided."""
    entries = [entry(1), *(entry(number, undoes=number - 1) for number in range(2, len(steps) + 2))]
    assert (1 in resolve(entries).undone) == (len(steps) % 2 == 1)


def test_a_word_on_the_whole_file_takes_the_place_of_words_on_its_pages() -> None:
    """Not the other way: pages are laid over the whole; the same pages again take their own place."""
    pages, others = Target(Sort.FILE, "a", "s", (1, 2)), Target(Sort.FILE, "a", "s", (3,))
    whole = Target(Sort.FILE, "a", "s")
    kinds = [entry(1, Verb.KIND, pages, ONE), entry(2, Verb.KIND, others, ONE), entry(3, Verb.ROLE, pages, "annex")]
    assert superseded(resolve(kinds), {}) == {1}
    assert superseded(resolve([*kinds, entry(4, Verb.KIND, whole, TWO)]), {}) == {1, 2, 3}
    assert superseded(resolve([entry(1, Verb.KIND, whole, TWO), *(replace(x, id=x.id + 1) for x in kinds)]), {}) == {2}


def test_copies_in_one_submission_share_a_slot_and_in_two_do_not() -> None:
    """The same bytes through two letters."""
    first, second = Target(Sort.FILE, "a", "s"), Target(Sort.FILE, "b", "s")
    decided = resolve([entry(1, Verb.KIND, first, ONE), entry(2, Verb.KIND, second, TWO)])
    assert superseded(decided, {"a": "a", "b": "a"}) == {1}
    assert superseded(decided, {"a": "a", "b": "b"}) == set()


def test_a_school_is_one_whatever_the_case_of_its_letters() -> None:
    """An extension given again replaces the older."""
    one, two = Target(Sort.SCHOOL, "№ 5 Гимназия"), Target(Sort.SCHOOL, "№ 5  гимназия")
    decided = resolve([entry(1, Verb.EXTEND, one), entry(2, Verb.EXTEND, two)])
    assert superseded(decided, {}) == {1}
    assert [one.id for one in decided.schools] == [1, 2]


def test_a_decision_on_several_letters_counts_while_one_of_them_has_no_newer() -> None:
    """Each letter is a question of its own."""
    entries = [place(1, "ab", "c"), place(2, "a", NEW)]
    assert superseded(resolve(entries), {}) == set()
    assert superseded(resolve([*entries, place(3, "b", "d")]), {}) == {1}


# ------------------------------------------------------------------ whose letters


def test_a_letter_put_beside_one_that_was_put_elsewhere_goes_with_it() -> None:
    """However long the way; the number of its own decision stays with it."""
    people = placement(resolve([place(1, "a", "b"), place(2, "b", "c"), place(3, "d", "b")]))
    assert people.placed == {"a": ("c", 1), "b": ("c", 2), "d": ("c", 3)}


def test_a_circle_is_broken_at_its_oldest_word() -> None:
    """a beside b, later b beside a: the later counts."""
    assert placement(resolve([place(1, "a", "b"), place(2, "b", "a")])).founder("b") == "a"
    assert placement(resolve([place(1, "a", "b"), place(2, "b", "a")])).founder("a") in (None, "a")


def test_several_letters_make_one_submission_of_their_own() -> None:
    """The first bears it, while it is there."""
    people = placement(resolve([place(1, "abc", NEW)]))
    assert {key: people.founder(key) for key in "abc"} == {"a": "a", "b": "a", "c": "a"}
    people = placement(resolve([place(1, "abc", NEW), place(2, "a", "x")]))
    assert {key: people.founder(key) for key in "abc"} == {"a": "x", "b": "b", "c": "b"}


def test_what_was_decided_on_stays_together() -> None:
    """The letters seen then; not one that a person put elsewhere since, and nothing after the word was taken back."""
    decided = [entry(1, letters=("a", "b", "c")), place(2, "c", NEW)]
    people = placement(resolve(decided))
    assert dict(people.pinned) == {"a": "a", "b": "a"}
    assert people.links("b") == {"d:a"}
    assert people.links("z") == frozenset()
    assert dict(placement(resolve(decided), placed_only=True).pinned) == {}
    assert dict(placement(resolve([*decided, entry(3, undoes=1)])).pinned) == {}
    assert dict(placement(resolve([*decided, entry(3, value="reopen")])).pinned) == {}


def test_a_submission_put_elsewhere_whole_holds_nothing_together() -> None:
    """Its other letters are the machine's again."""
    people = placement(resolve([entry(1, letters=("a", "b")), place(2, "a", "z", beside=("z",))]))
    assert people.founder("a") == "z"
    assert people.founder("b") is None
    assert people.founder("z") == "z"


def test_what_letters_leave_behind_stays_where_it_was() -> None:
    """A submission that one letter was taken out of keeps its founder and the rest."""
    people = placement(resolve([place(1, "b", NEW, left=(("a", "c"),))]))
    assert {key: people.founder(key) for key in "abc"} == {"a": "a", "b": "b", "c": "a"}


def test_a_person_seats_even_what_no_machine_could_take_apart() -> None:
    """A broken letter put into a submission is a letter of it; one whose founder is not seen is the machine's."""
    whole, broken = letter("a", BEFORE, [form(), *everything()]), letter("q", BEFORE, verdict=LetterVerdict.QUARANTINED)
    people = placement(resolve([place(1, "q", "a")]))
    placed = group([whole, broken], {}, the_contest(), people).placed
    assert (placed["q"].founder, placed["q"].verdict) == ("a", LetterVerdict.SUBMISSION)
    assert placed["q"].joined_by is not None
    assert placed["q"].joined_by.params == {"founder": "a", "decision": "1"}
    assert group([broken], {}, the_contest(), people).placed["q"].verdict is LetterVerdict.QUARANTINED


# ------------------------------------------------------------------ what a file is


def bound(problem: str = "") -> FileState:
    """Five pages: an application, two papers, a page that nobody recognised, a photograph."""
    segments = (
        Segment((1,), "application"),
        Segment((2, 3), "document", (Claim(ONE, (2, 3), "sure", (Evidence("heading", "x"),)),)),
        Segment((4,), "unrecognised"),
        Segment((5,), "annex"),
    )
    facts = FileFacts("pdf", 5, ("text",) * 5, segments, ApplicationFacts((), (1,), (), "doubtful"))
    return replace(file("bound.pdf"), facts=replace(facts, problem=Problem(problem) if problem else None))


def said(
    verb: Verb, value: str, pages: tuple[int, ...] | None = None, number: int = 1, claims: tuple[str, ...] = ()
) -> Entry:
    """A word on the bound file; ``claims``: what the person saw it taken for."""
    return entry(number, verb, Target(Sort.FILE, "k", bound().sha256, pages), value, claims=claims)


def claims(of: FileState) -> list[tuple[str, tuple[int, ...] | None, str]]:
    """What a file counts for."""
    return [(claim.kind, claim.pages, claim.status) for part in of.facts.segments for claim in part.claims]


def test_kinds_named_are_sure_and_all_others_are_not() -> None:
    """Where the machine saw pages of a kind they are kept; the form is gone unless it was named."""
    done = assign(bound(), [said(Verb.KIND, f"{TWO},{ONE}", claims=(ONE,))])
    assert claims(done) == [(TWO, None, "sure"), (ONE, (2, 3), "sure")]
    assert (done.assigned, done.facts.application, done.facts.role) == ((TWO, ONE), None, "document")
    assert done.machine == bound().facts
    both = assign(bound(), [said(Verb.KIND, f"application,{TWO}", claims=(ONE,))])
    assert both.facts.application is not None
    assert both.facts.application.status == "sure"
    assert [part.role for part in both.facts.segments] == ["application", "document"]


def test_a_claim_that_came_later_is_doubtful() -> None:
    """The person had not seen it."""
    assert claims(assign(bound(), [said(Verb.KIND, TWO, claims=())])) == [
        (TWO, None, "sure"),
        (ONE, (2, 3), "doubtful"),
    ]


@pytest.mark.parametrize("role", ["annex", "none"])
def test_a_file_is_none_of_the_papers(role: str) -> None:
    """No claim, no application, nothing unread is left of it."""
    done = assign(bound("encrypted"), [said(Verb.ROLE, role)])
    assert (claims(done), done.facts.application, done.facts.problem, done.facts.role) == ([], None, None, role)
    assert done.assigned == ()


def test_a_form_that_nobody_read_is_the_application_with_no_fields() -> None:
    """They are still to be set; what was read of a doubtful one is kept."""
    scan = file("form.jpg", role="unread", problem="scan")
    done = assign(scan, [entry(1, Verb.ROLE, Target(Sort.FILE, "k", scan.sha256), "application")])
    assert done.facts.application == ApplicationFacts((), None, ())
    assert (done.assigned, done.facts.problem) == (("application",), None)
    maybe = file("maybe.docx", application=application("doubtful"))
    done = assign(maybe, [entry(1, Verb.ROLE, Target(Sort.FILE, "k", maybe.sha256), "application")])
    assert done.facts.application is not None
    assert (done.facts.application.status, len(done.facts.application.fields)) == ("sure", 8)


def test_pages_are_what_a_person_says_and_the_rest_stays() -> None:
    """Pages 3 and 4 are another kind: page 2 is what it was, the form and the photograph too."""
    done = assign(bound(), [said(Verb.KIND, TWO, (3, 4))])
    assert [(part.pages, part.role) for part in done.facts.segments] == [
        ((1,), "application"),
        ((2,), "document"),
        ((3, 4), "document"),
        ((5,), "annex"),
    ]
    assert claims(done) == [(ONE, (2,), "sure"), (TWO, (3, 4), "sure")]
    assert done.facts.application is not None
    assert done.assigned == (TWO,)


def test_pages_that_held_the_form_take_it_away() -> None:
    """And a form found by a person on a page is the application."""
    assert assign(bound(), [said(Verb.ROLE, "none", (1,))]).facts.application is None
    done = assign(bound(), [said(Verb.ROLE, "application", (4,))])
    assert done.facts.application is not None
    assert done.facts.application.status == "sure"
    assert done.assigned == ("application",)


def test_a_scan_is_read_when_every_page_was_said() -> None:
    """Until then it is unread, and holds."""
    scan = replace(file("scan.pdf"), facts=FileFacts("pdf", 3, ("none",) * 3, (), problem=Problem("scan")))
    some = assign(scan, [entry(1, Verb.KIND, Target(Sort.FILE, "k", scan.sha256, (1, 2)), ONE)])
    assert some.facts.problem == Problem("scan")
    assert [(part.pages, part.role) for part in some.facts.segments] == [((1, 2), "document"), ((3,), "unread")]
    rest = entry(2, Verb.ROLE, Target(Sort.FILE, "k", scan.sha256, (1, 2, 3)), "annex")
    assert assign(scan, [rest]).facts.problem is None


def test_later_words_are_laid_over_earlier_ones() -> None:
    """Pages over the whole; the whole over all."""
    first, second = said(Verb.KIND, ONE, claims=(ONE,)), said(Verb.ROLE, "none", (5,), 2)
    assert claims(assign(bound(), [first, second])) == [(ONE, (2, 3), "sure")]
    assert assign(bound(), [first, second]).assigned == (ONE,)
    assert claims(assign(bound(), [second, said(Verb.ROLE, "annex", None, 3)])) == []
    assert assign(bound(), []) == bound()


# ------------------------------------------------------------------ what it all comes to


def test_the_same_bytes_in_one_submission_share_a_word_and_in_another_do_not() -> None:
    """model.md 15; a word through the second letter counts for the first as well."""
    paper = file("x.docx", ONE, sha="e" * 64)
    office = Office()
    office.arrive(
        letter("a", BEFORE, [form(), *everything([ONE]), paper]),
        letter("b", BEFORE + timedelta(hours=1), [replace(paper, name="y.docx")]),
        letter(
            "c", BEFORE, [form(institution="№ 5 гимназия", leader="Ковалёв Сергей Иванович", phone="", head=""), paper],
            sender="c@example.kz",
        ),
    )  # fmt: skip
    assert office.judged()["a"].verdict.missing == ()
    office.decide(lambda seen, _: asking.assign(seen, office.file_id("y.docx"), "", ["none"], the_contest()))
    judged = office.judged()
    assert judged["a"].verdict.missing == (ONE,)
    assert ONE in judged["c"].state.claims


def test_a_person_who_names_the_application_settles_which_one() -> None:
    """The other one contradicts nothing any more."""
    office = Office()
    office.arrive(
        letter("a", BEFORE, [form(), *everything()]),
        letter("b", BEFORE + timedelta(hours=1), [form("new.docx", phone="+7 7172 99 88 77", email="b@example.kz")],
               sender="b@example.kz", answers=["a"]),
    )  # fmt: skip
    assert office.judged()["a"].verdict.reasons == ("ambiguous",)
    office.decide(lambda seen, _: asking.assign(seen, office.file_id("new.docx"), "", ["application"], the_contest()))
    found = office.judged()["a"]
    assert found.verdict.standing is Standing.ACCEPTED
    assert found.state.application is not None
    assert found.state.application.value("email") == "b@example.kz"


def test_a_field_set_has_its_normal_form_and_an_empty_one_is_empty() -> None:
    """In the form's order, whatever the order of setting."""
    office = Office()
    office.arrive(letter("a", BEFORE, [form(), *everything()]))
    office.decide(lambda seen, _: asking.field(seen, 1, "phone", " 8 (7172) 11-22-33 ", the_contest()))
    office.decide(lambda seen, _: asking.field(seen, 1, "email", "", the_contest()))
    found = office.judged()["a"]
    assert found.state.application is not None
    assert found.state.application.value("phone") == "8 (7172) 11-22-33"
    assert found.state.application.normal("phone") == "+77172112233"
    assert found.verdict.reasons == ("application_unclear",)
    keys = [one.key for one in found.state.application.facts.fields]
    assert keys == [one.key for one in the_contest().form.fields if one.key in keys]


def test_an_own_deadline_closes_only_when_it_was_listed_after_it() -> None:
    """Nothing is rejected as incomplete before that (model.md 27)."""
    office = Office()
    office.arrive(letter("a", BEFORE, [form(), *everything([ONE])]))
    until = DEADLINE + timedelta(days=2)
    office.decide(lambda seen, _: asking.extend(seen, "1", until, the_contest()))
    later = until + timedelta(hours=1)
    (open_still,) = office.overview(later, unlisted=["a"]).submissions
    (closed,) = office.overview(later).submissions
    assert (open_still.verdict.standing, closed.verdict.standing) == (Standing.INCOMPLETE, Standing.REJECTED)


def test_a_persons_word_is_told_with_who_when_and_why() -> None:
    """And the rules' findings stay beside it."""
    office = Office()
    office.arrive(letter("a", BEFORE, [form(), *everything([ONE])]))
    office.decide(lambda seen, _: asking.verdict(seen, 1, "accept"), by="Айгүл", reason="қағаз түрінде әкелді")
    verdict = office.judged()["a"].verdict
    assert (verdict.standing, verdict.reasons, verdict.by, verdict.missing) == (
        Standing.ACCEPTED, (), "person", (ONE,),
    )  # fmt: skip
    first = verdict.findings[0]
    assert (first.rule, first.code, first.passed) == ("decisions", "decided_accept", True)
    assert first.params == {
        "decision": "1", "person": "Айгүл", "time": AFTER.isoformat(), "words": "қағаз түрінде әкелді",
    }  # fmt: skip
    assert "kind_missing" in {one.code for one in verdict.findings}


def test_facts_do_not_change_with_what_people_decide_or_how_a_reader_says_it() -> None:
    """Only with what is found."""
    one = letter("a", BEFORE, [form(), *papers(ONE)])
    told = replace(one.files[1].facts.segments[0].claims[0], evidence=(Evidence("name", "other words"),))
    facts_told = replace(one.files[1].facts, segments=(Segment(None, "document", (told,)),))
    same = replace(one, files=(one.files[0], replace(one.files[1], facts=facts_told)))
    laid = replace(
        one, files=(one.files[0], replace(one.files[1], facts=FileFacts("x", 1, (), ()), machine=one.files[1].facts))
    )
    other = replace(one, files=one.files[:1])
    assert facts.of_submission([one]) == facts.of_submission([same]) == facts.of_submission([laid])
    assert facts.of_submission([one]) != facts.of_submission([other])
    assert facts.of_kind([one], ONE) != facts.of_kind([other], ONE)
    assert facts.of_kind([one], TWO) == facts.of_kind([other], TWO)
    assert facts.of_field([one], "phone") != facts.of_field([replace(one, files=())], "phone")
    late = replace(one, receipt=replace(one.receipt, not_after=AFTER))
    assert facts.of_submission([one]) != facts.of_submission([late])
    assert facts.of_letter(one) == facts.of_letter(late)
    assert facts.of_receipt(one) != facts.of_receipt(late)


def test_what_a_file_was_taken_for_is_told_by_pages() -> None:
    """What the person saw on the pages that the word is about."""
    assert facts.claimed(bound(), None) == (ONE,)
    assert facts.claimed(bound(), (3, 4)) == (ONE,)
    assert facts.claimed(bound(), (4, 5)) == ()


@pytest.mark.parametrize(
    ("written", "pages"), [("3", (3,)), ("1-3", (1, 2, 3)), ("1, 3–4", (1, 3, 4)), ("5,5,2-3,3", (2, 3, 5))]
)
def test_pages_are_written_as_people_write_them(written: str, pages: tuple[int, ...]) -> None:
    """Runs, commas, a dash of either length."""
    assert _asked_pages(written) == pages


@pytest.mark.parametrize("written", ["0", "6", "3-2", "x", "1-", "4-6", "1;2"])
def test_pages_that_are_not_there_are_refused(written: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(DecisionError) as refused:
        _asked_pages(written)
    assert (refused.value.code, refused.value.params["count"]) == ("bad_pages", "5")


def _asked_pages(written: str) -> tuple[int, ...] | None:
    office = Office()
    office.arrive(letter("a", BEFORE, [form(), bound()]))
    wish = asking.assign(office.overview(), office.file_id("bound.pdf"), written, ["annex"], the_contest())
    return wish.targets[0].pages


def test_an_orphan_is_told_and_a_school_yet_to_come_is_none() -> None:
    """A file, a letter, a kind and a field that are not there any more."""
    office = Office()
    office.arrive(letter("a", BEFORE, [form(), *everything()]))
    gone = "f" * 64
    office.entries = [
        entry(1, Verb.KIND, Target(Sort.FILE, "a", gone), ONE),
        entry(2, Verb.KIND, Target(Sort.FILE, "a", office.letters[0].files[1].sha256), "no_such_kind"),
        entry(3, Verb.RECEIVED, Target(Sort.LETTER, "z"), NOW.isoformat()),
        entry(4, Verb.WAIVE, Target(Sort.SUBMISSION, "a", "no_such_kind"), "yes"),
        entry(5, Verb.FIELD, Target(Sort.SUBMISSION, "a", "no_such_field"), "x"),
        entry(6, Verb.EXTEND, Target(Sort.SCHOOL, "№ 300 мектеп"), AFTER.isoformat()),
        place(7, "a", "nowhere"),
        entry(8, Verb.WAIVE, Target(Sort.SUBMISSION, "a", ONE), "yes"),
    ]
    assert office.fates() == {
        1: "orphaned", 2: "orphaned", 3: "orphaned", 4: "orphaned", 5: "orphaned", 6: "standing", 7: "orphaned",
        8: "standing",
    }  # fmt: skip
    assert [one.params["decision"] for one in office.together().notices] == ["1", "2", "3", "4", "5", "7"]


def test_a_letter_hidden_by_time_makes_no_orphan() -> None:
    """It has not vanished, it is not looked at."""
    from pipeline.overview import lay_together

    office = Office()
    office.arrive(letter("a", BEFORE, [form(), *everything()]))
    office.decide(lambda seen, _: asking.verdict(seen, 1, "accept"))
    machine = {one.key: one for one in office.letters}
    hidden = lay_together([], machine, office.numbers, resolve(office.entries), the_contest())
    assert [(one.standing, one.older_facts) for one in hidden.decisions] == [("standing", False)]


def test_the_first_page_of_a_scan_is_a_page_like_the_others() -> None:
    """What was said of all pages but it leaves the file unread."""
    scan = replace(file("scan.pdf"), facts=FileFacts("pdf", 3, ("none",) * 3, (), problem=Problem("scan")))
    done = assign(scan, [entry(1, Verb.KIND, Target(Sort.FILE, "k", scan.sha256, (2, 3)), ONE)])
    assert done.facts.problem == Problem("scan")
    assert [(part.pages, part.role) for part in done.facts.segments] == [((1,), "unread"), ((2, 3), "document")]


def test_the_other_pages_of_a_file_in_which_nothing_was_found_are_unrecognised() -> None:
    """Read, and recognised as nothing."""
    plain = replace(file("plain.pdf"), facts=FileFacts("pdf", 3, ("text",) * 3, ()))
    done = assign(plain, [entry(1, Verb.ROLE, Target(Sort.FILE, "k", plain.sha256, (1,)), "annex")])
    assert [(part.pages, part.role) for part in done.facts.segments] == [((1,), "annex"), ((2, 3), "unrecognised")]


def test_a_form_found_on_a_page_keeps_what_was_read_of_it() -> None:
    """Only its doubt is gone."""
    read = replace(application("doubtful"), pages=(1,))
    paper = replace(bound(), facts=replace(bound().facts, application=read))
    done = assign(paper, [said(Verb.ROLE, "application", (1,))])
    assert done.facts.application == replace(read, status="sure")
    unread = replace(bound(), facts=replace(bound().facts, application=None))
    done = assign(unread, [said(Verb.ROLE, "application", (4,))])
    assert done.facts.application == ApplicationFacts((), (4,), ())


def test_a_newer_decision_holds_a_letter_that_an_older_one_saw_elsewhere() -> None:
    """Two submissions were decided on while the same letter was in each of them in turn."""
    other = Target(Sort.SUBMISSION, "z")
    people = placement(resolve([entry(1, letters=("a", "b")), entry(2, target=other, letters=("z", "b"))]))
    assert dict(people.pinned) == {"a": "a", "z": "z", "b": "z"}
    people = placement(resolve([entry(1, letters=("a", "z")), entry(2, target=other, letters=("z", "a"))]))
    assert dict(people.pinned) == {"a": "z", "z": "z"}


def test_an_extension_of_a_school_and_a_place_made_anew_hold_nothing_together() -> None:
    """Only what was decided on a submission does; a place that was superseded for all its letters no longer does."""
    school = entry(1, Verb.EXTEND, Target(Sort.SCHOOL, "a"), AFTER.isoformat(), letters=("a", "b"))
    assert dict(placement(resolve([school])).pinned) == {}
    entries = [place(1, "b", "a", ("a", "c"), (("x", "y"),)), place(2, "b", "z", ("z",))]
    assert dict(placement(resolve(entries)).pinned) == {"z": "z"}


def test_answers_to_different_questions_stand_side_by_side() -> None:
    """A verdict and a deadline of one submission; a waiver of one kind and of another."""
    waive = [Target(Sort.SUBMISSION, "a", kind) for kind in (ONE, TWO)]
    entries = [
        entry(1),
        entry(2, Verb.EXTEND, value=AFTER.isoformat()),
        entry(3, Verb.WAIVE, waive[0], "yes"),
        entry(4, Verb.WAIVE, waive[1], "yes"),
        entry(5, Verb.EXTEND, Target(Sort.SCHOOL, "№ 5 гимназия"), AFTER.isoformat()),
    ]
    assert superseded(resolve(entries), {}) == set()


def test_what_holds_nothing_does_not_end_the_search_for_what_does() -> None:
    """Older decisions hold on when a newer one holds nothing, for whatever reason."""
    moved = [entry(1, target=Target(Sort.SUBMISSION, "y"), letters=("y", "w")), entry(2, letters=("a", "b"))]
    people = placement(resolve([*moved, place(3, "a", "z", ("z",))]))
    assert dict(people.pinned) == {"y": "y", "w": "y", "z": "z"}
    people = placement(resolve([place(1, "b", "a", ("a", "c")), entry(2)]), placed_only=True)
    assert dict(people.pinned) == {"a": "a", "c": "a"}


def test_a_circle_cut_leaves_older_words_and_a_submission_put_elsewhere_leaves_what_stayed_behind() -> None:
    """Neither ends the search for what else people said."""
    people = placement(resolve([place(1, "d", "c"), place(2, "a", "b"), place(3, "b", "a")]))
    assert people.placed["d"] == ("c", 1)
    people = placement(resolve([place(1, "b", "a", ("a",), (("x", "y"),)), place(2, "a", "z")]))
    assert {key: people.founder(key) for key in "abxyz"} == {"a": "z", "b": "z", "x": "x", "y": "x", "z": "z"}


def test_all_words_on_a_file_are_kept_and_an_undoing_is_on_no_submission() -> None:
    """Oldest first, but for those that were taken back."""
    paper = Target(Sort.FILE, "a", "s")
    words = [entry(number, Verb.KIND, paper, ONE) for number in (1, 2, 3)]
    decided = resolve([*words, entry(4, undoes=2)])
    assert dict(decided.files) == {("a", "s"): (words[0], words[2])}
    assert dict(decided.submissions) == {}
