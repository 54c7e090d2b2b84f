"""What people said, laid over what the machine made of letters and files, compared whole."""

from dataclasses import replace

from parsers.facts import ApplicationFacts, Claim, Evidence, FieldValue, FileFacts, Segment
from pipeline.decisions import Basis, Entry, Sort, Target, Verb
from pipeline.decisions.laying import (
    assign,
    has_fields,
    laid,
    lay_over,
    only_assigned,
    share,
    waived,
    with_fields,
)
from pipeline.decisions.resolve import NOTHING, resolve
from pipeline.state import ApplicationState, FileState, Interval, LetterState
from tests.pipeline.making import AFTER, BEFORE, KINDS, application, file, form, letter, papers, the_contest

ONE, TWO, THREE = KINDS[:3]
SEEN = (Evidence("heading", "x"),)
PAPER = file("x.pdf", sha="e" * 64)


def made(*segments: Segment, pages: int | None = 3, form: ApplicationFacts | None = None) -> FileState:
    """The paper as the machine made it."""
    return replace(PAPER, facts=FileFacts("pdf", pages, ("text",), segments, form))


def word(
    number: int,
    verb: Verb,
    value: str,
    pages: tuple[int, ...] | None = None,
    *,
    key: str = "a",
    claims: tuple[str, ...] = (),
) -> Entry:
    """A word on the paper in a letter."""
    target = Target(Sort.FILE, key, PAPER.sha256, pages)
    return Entry(number, AFTER, "x", verb, (target,), value, "why", Basis(claims=claims))


def on(number: int, verb: Verb, value: str, item: str = "", key: str = "a") -> Entry:
    """A word on a submission."""
    return Entry(number, AFTER, "x", verb, (Target(Sort.SUBMISSION, key, item),), value, "why")


def segments(of: FileState) -> list[Segment]:
    """What a file is made of."""
    return list(of.facts.segments)


def test_a_kind_that_a_person_names_is_wholly_and_surely_there() -> None:
    """Also where the machine saw a part of it alone; where it saw nothing, on no page in particular."""
    partly = Claim(ONE, (1,), "doubtful", SEEN, partly=True)
    machine = made(Segment((1, 2, 3), "document", (partly,)))
    done = assign(machine, [word(1, Verb.KIND, f"{ONE},{TWO}", claims=(ONE,))])
    claims = (replace(partly, status="sure", partly=False), Claim(TWO, None, "sure", ()))
    assert segments(done) == [Segment(None, "document", claims)]
    later = assign(machine, [word(1, Verb.KIND, TWO, claims=())])
    assert segments(later) == [
        Segment(None, "document", (Claim(TWO, None, "sure", ()), replace(partly, status="doubtful")))
    ]


def test_a_file_named_the_application_is_that_and_no_more() -> None:
    """Whichever way it was said, of the whole or of a page; a word without a kind adds no paper."""
    machine = made(Segment((1, 2, 3), "document", (Claim(ONE, None, "sure", SEEN),)))
    for verb in (Verb.ROLE, Verb.KIND):
        done = assign(machine, [word(1, verb, "application", claims=(ONE,))])
        assert segments(done) == [Segment(None, "application")]
        assert done.facts.application == ApplicationFacts((), None, ())
    page = assign(machine, [word(1, Verb.ROLE, "application", (2,))])
    assert segments(page) == [
        Segment((1, 3), "document", (Claim(ONE, (1, 3), "sure", SEEN),)),
        Segment((2,), "application"),
    ]


def test_kinds_on_pages_are_claims_of_these_pages() -> None:
    """In the order of the pages, whatever the order of the words."""
    done = assign(made(), [word(1, Verb.KIND, TWO, (3,)), word(2, Verb.KIND, f"{ONE},{THREE}", (1,))])
    assert segments(done) == [
        Segment((1,), "document", (Claim(ONE, (1,), "sure", ()), Claim(THREE, (1,), "sure", ()))),
        Segment((2,), "unrecognised"),
        Segment((3,), "document", (Claim(TWO, (3,), "sure", ()),)),
    ]
    assert done.assigned == (TWO, ONE, THREE)


def test_a_word_on_pages_stands_where_the_file_has_none_any_more() -> None:
    """It was read as a scan once, as text without pages now: there are at least as many as were named."""
    machine = made(Segment(None, "document", (Claim(ONE, None, "sure", SEEN),)), pages=None)
    done = assign(machine, [word(1, Verb.ROLE, "annex", (2,))])
    assert segments(done) == [
        Segment((1,), "document", (Claim(ONE, (1,), "sure", SEEN),)),
        Segment((2,), "annex"),
    ]


def test_a_form_on_other_pages_stays() -> None:
    """It is gone only when all its pages are something else."""
    two = ApplicationFacts((), (1, 2), ())
    machine = made(Segment((1, 2), "application"), form=two)
    assert assign(machine, [word(1, Verb.ROLE, "annex", (2, 3))]).facts.application == two
    assert assign(machine, [word(1, Verb.ROLE, "annex", (1, 2))]).facts.application is None
    nowhere = replace(two, pages=None)
    assert assign(made(form=nowhere), [word(1, Verb.ROLE, "annex", (1, 2, 3))]).facts.application == nowhere


def test_words_on_a_letter_change_its_receipt_and_the_files_that_they_name() -> None:
    """The rest of it is the very same."""
    one = letter("a", None, [PAPER, *papers(TWO)])
    received = Entry(1, AFTER, "x", Verb.RECEIVED, (Target(Sort.LETTER, "a"),), BEFORE.isoformat(), "why")
    decided = resolve([received, word(2, Verb.KIND, ONE)])
    done = lay_over(one, decided)
    assert done == replace(
        one,
        receipt=Interval(BEFORE, BEFORE, "person"),
        files=(assign(one.files[0], [word(2, Verb.KIND, ONE)]), one.files[1]),
    )
    assert done.files[0].assigned == (ONE,)
    other = letter("b", None, [PAPER])
    assert laid([one, other], decided) == [done, other]
    assert lay_over(one, resolve([received])).files is one.files


def test_copies_in_one_submission_are_what_was_said_of_any_of_them_in_the_order_of_saying() -> None:
    """Whichever letter each word was said in; other files stay what they are."""
    first, second = letter("a", BEFORE, [PAPER, *papers(THREE)]), letter("b", BEFORE, [PAPER])
    words = [
        word(1, Verb.KIND, ONE, key="b"),
        word(2, Verb.KIND, TWO, (1,), key="a"),
        word(3, Verb.KIND, THREE, (2,), key="b"),
    ]
    done = share([first, second], resolve(words))
    assert [x.files[0].assigned for x in done] == [(ONE, TWO, THREE)] * 2
    assert done[0].files[1] == first.files[1]
    again = [replace(word(1, Verb.ROLE, "annex", key="b"), id=9), word(2, Verb.KIND, TWO, key="a")]
    assert [x.files[0].facts.role for x in share([first, second], resolve(again))] == ["annex", "annex"]
    assert share([first, second], NOTHING) == [first, second]
    assert share([first], resolve([word(1, Verb.KIND, ONE, key="z")])) == [first]


def test_where_a_person_named_the_application_no_other_one_is() -> None:
    """Not in a file, not in a letter's own words, which else stay what they are."""
    named = replace(form("named.docx"), assigned=("application",))
    first = replace(letter("a", BEFORE, body=application(), links=["https://x/1"]), files=(named, form("other.docx")))
    bodiless: LetterState = replace(letter("b", BEFORE, [form("third.docx")]), body=None)
    assert first.body is not None
    left = only_assigned([first, bodiless])
    assert [[one.facts.application is not None for one in x.files] for x in left] == [[True, False], [False]]
    assert left[0].body == replace(first.body, application=None)
    assert left[1].body is None
    assert replace(left[0], files=first.files, body=first.body) == first
    unnamed = [replace(first, files=first.files[1:]), bodiless]
    assert only_assigned(unnamed) == unnamed


def test_fields_that_a_person_set_have_their_normal_form_and_their_place() -> None:
    """A number without a code is of the contest's city; an unknown field, or another submission's, sets nothing."""
    stands = ApplicationState(application(), "a", None)
    decided = resolve(
        [
            on(1, Verb.FIELD, "43-21-80", "phone"),
            on(2, Verb.FIELD, "  ", "email"),
            on(3, Verb.FIELD, "x", "no_such_field"),
            on(4, Verb.FIELD, "химия", "subject", key="b"),
            on(5, Verb.WAIVE, "yes", ONE),
        ]
    )
    contest = the_contest()
    done = with_fields(stands, "a", decided, contest)
    kept = {one.key: one for one in stands.facts.fields if one.key != "email"}
    expected = {**kept, "phone": FieldValue("phone", "43-21-80", "+77172432180")}
    assert list(done.facts.fields) == [expected[one.key] for one in contest.form.fields if one.key in expected]
    nothing = with_fields(stands, "z", decided, contest)
    assert {one.key: one for one in nothing.facts.fields} == {one.key: one for one in stands.facts.fields}
    assert [has_fields(founder, decided) for founder in "abz"] == [True, True, False]
    assert not has_fields("a", resolve([on(5, Verb.WAIVE, "yes", ONE)]))


def test_what_is_waived_stands_in_the_contests_order() -> None:
    """Each submission's own, without what was taken back."""
    undo = Entry(9, AFTER, "x", Verb.UNDO, (Target(Sort.DECISION, "3"),), "", "why", undoes=3)
    words = [on(1, Verb.WAIVE, "yes", TWO), on(2, Verb.WAIVE, "yes", ONE), on(3, Verb.WAIVE, "yes", THREE), undo]
    assert waived("a", resolve(words), the_contest()) == (ONE, TWO)
    assert waived("b", resolve(words), the_contest()) == ()
