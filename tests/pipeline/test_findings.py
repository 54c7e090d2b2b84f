"""What each rule says, word for word: codes, parameters, passes. The sentences that people read are made of these."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from parsers.facts import Claim, Segment
from pipeline.decisions import Sort, Target, Verb, asking
from pipeline.decisions.resolve import Decided, resolve
from pipeline.errors import DecisionError
from pipeline.rules import application as application_rule
from pipeline.rules import completeness, one_per_school
from pipeline.rules.receipt import RULE as RECEIPT
from pipeline.rules.rule import Moment
from pipeline.state import FileState, Finding, LetterState, LetterVerdict, Overview
from tests.pipeline.making import (
    AFTER,
    BEFORE,
    DEADLINE,
    KINDS,
    application,
    everything,
    file,
    form,
    judged,
    letter,
    papers,
    the_contest,
)
from tests.pipeline.people import Office

LATE = DEADLINE + timedelta(hours=1)
UNTIL = DEADLINE.isoformat()
SCHOOL = "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК"
LEADER = "Жұмабекова Сәуле Қанатқызы"


def said(rule: str, *letters: LetterState, closed: bool = True, after: bool = True) -> list[Finding]:
    """What one rule says of the submission of the first letter."""
    of = judged(letters, AFTER if after else DEADLINE, closed)
    return [one for one in of[letters[0].key].verdict.findings if one.rule == rule]


def told(rule: str, code: str, passed: bool = False, **params: str) -> Finding:
    """A finding as it must be."""
    return Finding(rule, code, params, passed)


def a_full(key: str = "a", **fields: str) -> LetterState:
    """A letter with everything."""
    return letter(key, BEFORE, [form(**fields), *everything()])


# ------------------------------------------------------------------ deadline


def test_when_it_came_is_told_by_the_earliest_letter_of_those_that_count() -> None:
    """Its time, how many there are, the deadline; then what the clock says."""
    second = letter("b", BEFORE + timedelta(hours=1), papers(KINDS[0]), answers=["a"])
    late = letter("c", LATE, papers(KINDS[1]), answers=["a"])
    came = told("deadline", "received_in_time", True, time=BEFORE.isoformat(), deadline=UNTIL, count="2")
    clocks = {
        (False, False): told("deadline", "before_deadline", True, deadline=UNTIL),
        (True, False): told("deadline", "closing_awaited", True, deadline=UNTIL),
        (True, True): told("deadline", "closed", True, deadline=UNTIL),
    }
    for (after, closed), clock in clocks.items():
        assert said("deadline", a_full(), second, late, after=after, closed=closed) == [came, clock]


def test_all_that_came_too_late_is_told_by_the_first_of_it() -> None:
    """Nothing else is said of its arrival."""
    later = letter("b", LATE + timedelta(hours=1), papers(KINDS[0]), answers=["a"])
    found = said("deadline", letter("a", LATE, [form(), *everything()]), later)
    assert found == [
        told("deadline", "all_late", time=LATE.isoformat(), deadline=UNTIL),
        told("deadline", "closed", True, deadline=UNTIL),
    ]


def test_of_what_nothing_proves_nothing_is_said_of_its_arrival() -> None:
    """Late or in time is not known."""
    late = letter("b", LATE, papers(KINDS[0]), answers=["a"])
    for letters in ((letter("a", None, [form()]),), (letter("a", None, [form()]), late)):
        assert [one.code for one in said("deadline", *letters)] == ["closed"]


# ------------------------------------------------------------------ receipt


def test_what_is_proven_is_told_without_numbers() -> None:
    """Also where letters came late."""
    assert said("receipt", a_full()) == [told("receipt", "receipt_proven", True)]


def test_nothing_proven_says_of_how_many_letters() -> None:
    """Late ones prove nothing of the others."""
    unproven = [letter("a", None, [form()]), letter("b", None, papers(KINDS[0]), answers=["a"])]
    late = letter("c", LATE, papers(KINDS[1]), answers=["a"])
    expected = [told("receipt", "nothing_proven", count="2", deadline=UNTIL)]
    assert said("receipt", *unproven, late) == expected


def test_what_came_unproven_is_not_said_to_be_absent() -> None:
    """It awaits its proof: «not submitted» would be untrue of it. It lacks all the same."""
    letters = letter("a", None, [form(), *papers(KINDS[0])]), letter("b", None, body=application(), answers=["a"])
    assert said("application", *letters) == [told("application", "application_unproven", file="application.docx")]
    found = said("completeness", *letters)
    assert found[0] == told("completeness", "kinds_counted", True, count="0", of=str(len(KINDS)))
    assert found[1] == told("completeness", "kind_unproven", kind=KINDS[0], file=papers(KINDS[0])[0].name)
    assert {one.code for one in found[2:]} == {"kind_missing"}
    assert judged(letters, AFTER, True)["a"].verdict.missing == ("application", *KINDS)


def test_an_application_in_the_text_of_an_unproven_letter_came_too() -> None:
    """Without a file it has no file's name."""
    body = letter("a", None, body=application())
    assert said("application", body) == [told("application", "application_unproven", file="")]


def unproven(*files: FileState, key: str = "b", **said_more: object) -> LetterState:
    """A letter that nothing proves, of the submission "a"."""
    return letter(key, None, files, sender=f"{key}@example.kz", answers=["a"], **said_more)  # type: ignore[arg-type]


BUT_ONE = (form(), *everything([KINDS[0]]))
NO_FORM = everything()


@pytest.mark.parametrize(
    ("there", "more", "matters"),
    [
        (BUT_ONE, unproven(*papers(KINDS[0])), True),
        (BUT_ONE, unproven(*papers(KINDS[0], sure=False)), True),
        (BUT_ONE, unproven(*papers(KINDS[1])), False),
        (BUT_ONE, unproven(*papers(KINDS[1]), *papers(KINDS[0])), True),
        (BUT_ONE, unproven(file("x.pdf", role="unread", problem="scan")), True),
        (BUT_ONE, unproven(file("x.doc", role="unrecognised")), True),
        (BUT_ONE, unproven(file("x.doc", role="annex")), False),
        (BUT_ONE, unproven(file("x.doc", role="none")), False),
        (BUT_ONE, unproven(form("again.docx")), False),
        (BUT_ONE, unproven(problem="damaged"), True),
        (BUT_ONE, unproven(links=["https://disk.yandex.kz/d/abc"]), True),
        ((form(), *everything([KINDS[0]]), *papers(KINDS[0], sure=False)), unproven(*papers(KINDS[0])), True),
        ((form(), *everything()), unproven(*papers(KINDS[0])), False),
        ((form(), *everything()), unproven(problem="damaged"), False),
        (NO_FORM, unproven(form("late.docx")), True),
        (NO_FORM, unproven(*papers(KINDS[0])), False),
        (NO_FORM, unproven(body=application()), True),
        ((form(phone=""), *everything()), unproven(form("full.docx")), True),
        ((form(phone=""), *everything()), unproven(*papers(KINDS[0])), False),
    ],
)
def test_an_unproven_letter_matters_where_it_could_fill_what_lacks(
    there: tuple[FileState, ...], more: LetterState, matters: bool
) -> None:
    """Missing or doubtful kinds, the application, and whatever may hold them; nothing else."""
    letters = [letter("a", BEFORE, there, subject="Өтінім", speaks="байқау"), more]
    of = judged(letters)["a"].state
    assert [one.key for one in of.letters] == ["a", "b"]
    (found,) = RECEIPT.check(of, Moment(AFTER, True, the_contest()))
    harmless = told("receipt", "unproven_harmless", True, count="1")
    harmful = told("receipt", "unproven_matters", count="1", letter="b", sender="b@example.kz")
    assert found == (harmful if matters else harmless)


def test_of_several_unproven_letters_those_that_matter_are_counted_and_the_first_is_named() -> None:
    """The harmless ones are not among them."""
    letters = [
        letter("a", BEFORE, BUT_ONE),
        unproven(*papers(KINDS[1]), key="b"),
        unproven(*papers(KINDS[0]), key="c"),
        unproven(file("x.pdf", role="unread", problem="scan"), key="d"),
    ]
    (found,) = RECEIPT.check(judged(letters)["a"].state, Moment(AFTER, True, the_contest()))
    assert found == told("receipt", "unproven_matters", count="2", letter="c", sender="c@example.kz")


# ------------------------------------------------------------------ eligibility, application, completeness


def test_a_school_of_the_city_is_named() -> None:
    """Without an application nothing is said of it."""
    assert said("eligibility", a_full()) == [told("eligibility", "eligible", True, institution=SCHOOL)]
    assert said("eligibility", letter("a", BEFORE, everything())) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (
            {"institution": "Астана колледжі"},
            told("eligibility", "not_a_school", institution="Астана колледжі", words="колледж"),
        ),
        (
            {"institution": "№ 5 мектеп", "address": "Қарағанды қаласы, Абай 5"},
            told("eligibility", "elsewhere", field="address", value="Қарағанды қаласы, Абай 5", words="Қарағанды"),
        ),
        (
            {"institution": "Қарағанды қаласының № 5 мектебі", "address": ""},
            told(
                "eligibility",
                "elsewhere",
                field="institution",
                value="Қарағанды қаласының № 5 мектебі",
                words="Қарағанды",
            ),
        ),
    ],
)
def test_what_speaks_against_a_school_is_quoted(fields: Mapping[str, str], found: Finding) -> None:
    """The words that decided and where they stood."""
    (one,) = said("eligibility", a_full(**fields))
    assert (one.rule, one.code, one.passed, one.params.keys()) == (found.rule, found.code, False, found.params.keys())
    assert {**one.params, "words": ""} == {**found.params, "words": ""}
    assert one.params["words"].casefold().startswith(found.params["words"].casefold()[:6])


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "Астана қаласы, Алматы ауданы, Қарағанды көшесі 5"},
        {"institution": "№ 5 мектеп", "address": "Астана қаласы, Түркістан көшесі 5"},
        {"institution": "Астана қаласының № 5 мектебі", "address": "Алматы ауданы, Абай көшесі 5"},
        {"institution": "Астана қаласының № 5 мектебі", "address": "Қарағанды қаласы, Абай 5"},
    ],
)
def test_another_citys_name_beside_the_contests_own_speaks_against_nobody(fields: Mapping[str, str]) -> None:
    """Streets and districts bear such names; where the contest's city is named too, nothing is certain."""
    assert [one.code for one in said("eligibility", a_full(**fields))] == ["eligible"]


def test_who_applies_is_told_empty_where_the_form_need_not_say_it() -> None:
    """A contest whose form asks for no leader."""
    contest = the_contest()
    fields = [replace(x, required=x.required and x.key != "leader") for x in contest.form.fields]
    lax = contest.model_copy(update={"form": replace(contest.form, fields=tuple(fields))})
    state = judged([a_full(leader="")])["a"].state
    (found,) = application_rule.RULE.check(state, Moment(AFTER, True, lax))
    assert found == told(
        "application", "application_complete", True, file="application.docx", institution=SCHOOL, leader=""
    )


def test_an_application_is_told_whole() -> None:
    """Its file and who applies; what lacks in it, by field in the form's order."""
    who = {"institution": SCHOOL, "leader": LEADER}
    assert said("application", a_full()) == [
        told("application", "application_complete", True, file="application.docx", **who)
    ]
    in_the_letter = letter("a", BEFORE, everything(), body=application())
    assert said("application", in_the_letter) == [told("application", "application_complete", True, file="", **who)]
    assert said("application", letter("a", BEFORE, everything())) == [told("application", "application_absent")]
    empty = said("application", a_full(phone="", subject=""))
    assert empty == [
        told("application", "application_field_empty", field=key, file="application.docx")
        for key in the_contest().required_fields
        if key in ("phone", "subject")
    ]
    assert len(empty) == 2


def test_a_doubtful_application_says_so_before_its_fields() -> None:
    """Both are told."""
    found = said("application", letter("a", BEFORE, [form("maybe.docx", "doubtful", phone=""), *everything()]))
    assert [(one.code, one.params) for one in found] == [
        ("application_doubtful", {"file": "maybe.docx"}),
        ("application_field_empty", {"field": "phone", "file": "maybe.docx"}),
    ]


def read_by(how: Literal["text", "ocr", "none"], confidence: float = 1.0, **fields: str) -> FileState:
    """A form that was read in that way, its phone as surely as said."""
    one = form(**fields)
    facts = one.facts.application
    assert facts is not None
    sure = tuple(replace(f, confidence=confidence if f.key == "phone" else 1.0) for f in facts.fields)
    return replace(one, facts=replace(one.facts, read_by=(how,), application=replace(facts, fields=sure)))


@pytest.mark.parametrize(
    ("made", "unclear"),
    [
        (read_by("text", 0.49), {"field": "phone", "file": "application.docx", "value": "+7 7172 43 21 79"}),
        (read_by("text", 0.5), None),
        (read_by("ocr"), None),
        (read_by("ocr", phone=""), {"field": "phone", "file": "application.docx", "value": ""}),
        (read_by("none", phone=""), {"field": "phone", "file": "application.docx", "value": ""}),
    ],
)
def test_a_field_that_was_not_read_surely_is_unclear(made: FileState, unclear: Mapping[str, str] | None) -> None:
    """What a reader guesses, and what lacks on a paper that was not read as text."""
    one = letter("a", BEFORE, [made, *everything()])
    found = [x for x in said("application", one) if x.code == "application_field_unclear"]
    assert [dict(x.params) for x in found] == ([] if unclear is None else [unclear])
    state = judged([one])["a"].state
    assert application_rule.is_complete(state, the_contest()) == (unclear is None)


def test_on_a_form_read_by_machine_eyes_guessed_and_empty_fields_are_unclear_alike() -> None:
    """One does not hide the other; a form in the letter's own text was read wholly: what is empty there is empty."""
    seen = said("application", letter("a", BEFORE, [read_by("ocr", 0.3, email=""), *everything()]))
    assert [(x.code, x.params["field"]) for x in seen] == [
        ("application_field_unclear", key) for key in the_contest().required_fields if key in ("phone", "email")
    ]
    assert len(seen) == 2
    typed = letter("a", BEFORE, everything(), body=application(phone=""))
    assert said("application", typed) == [told("application", "application_field_empty", field="phone", file="")]


def test_each_rival_application_is_told_by_its_letter_and_sender() -> None:
    """Two of them: the count stands in both."""
    others = [letter(key, BEFORE, [form()], sender=f"{key}@example.kz") for key in "bc"]
    one = judged([a_full()])["a"].state
    assert one.application is not None
    standing = replace(one.application, rivals=("b", "c", "d"))
    state = replace(one, application=standing, letters=(*one.letters, *others))
    found = application_rule.RULE.check(state, Moment(AFTER, True, the_contest()))
    senders = {"b": "b@example.kz", "c": "c@example.kz", "d": ""}
    assert list(found) == [
        told("application", "application_rivals", count="3", sender=sender, letter=key)
        for key, sender in senders.items()
    ]
    assert not application_rule.is_complete(state, the_contest())


def test_each_kind_is_told_by_what_stands_for_it() -> None:
    """How many are there, what is waived, what only a doubtful or an unread paper stands for, what lacks."""
    first, second, third, fourth = KINDS[:4]
    unread = file("scan.pdf", second, sure=False, role="unread", problem="scan")
    readable = [
        file("scan.pdf", first, sure=False, role="unread", problem="scan"),
        file("plan.docx", first, sure=False),
    ]
    one = letter("a", BEFORE, [form(), *everything([first, second, third, fourth]), *readable, unread])
    state = replace(judged([one])["a"].state, waived=(third, KINDS[5]))
    count = len(KINDS)
    found = completeness.RULE.check(state, Moment(AFTER, True, the_contest()))
    assert list(found) == [
        told("completeness", "kinds_present", True, count=str(count - 4), of=str(count)),
        told("completeness", "kind_waived", True, kind=third),
        told("completeness", "kind_doubtful", kind=first, file="plan.docx"),
        told("completeness", "kind_unread", kind=second, file="scan.pdf"),
        told("completeness", "kind_missing", kind=fourth),
    ]


def test_a_waiver_of_what_stands_doubtful_leaves_no_doubt() -> None:
    """It is not asked for, whatever lies there."""
    one = letter("a", BEFORE, [form(), *everything([KINDS[0]]), *papers(KINDS[0], sure=False)])
    state = replace(judged([one])["a"].state, waived=(KINDS[0],))
    codes = [x.code for x in completeness.RULE.check(state, Moment(AFTER, True, the_contest()))]
    assert codes == ["kinds_present", "kind_waived"]


# ------------------------------------------------------------------ readability, placement, one school


def test_what_could_not_be_read_is_told_by_file_and_problem() -> None:
    """In the order in which people are told; files of late letters are not among it."""
    first, second = KINDS[:2]
    both = file("both.docx", first, second, sure=False)
    sure = file("mixed.docx", KINDS[2])
    empty = Segment((2,), "blank", (Claim(KINDS[3], (2,), "doubtful", ()),))
    mixed = replace(sure, facts=replace(sure.facts, segments=(*sure.facts.segments, empty)))
    broken = letter("b", BEFORE, [file("odd.doc", role="unrecognised")], answers=["a"], problem="damaged")
    late = letter("c", LATE, [file("late.pdf", role="unread", problem="scan")], answers=["a"])
    link = "https://disk.yandex.kz/d/abc"
    unread = file("x.pdf", role="unread", problem="scan")
    letters = [letter("a", BEFORE, [form(), unread, both, mixed], links=[link]), broken, late]
    assert said("readability", *letters) == [
        told("readability", "file_unread", file="x.pdf", problem="scan"),
        told("readability", "file_unrecognised", file="odd.doc"),
        told("readability", "file_doubtful", kind=first, file="both.docx"),
        told("readability", "file_doubtful", kind=second, file="both.docx"),
        told("readability", "link_instead", link=link),
        told("readability", "letter_damaged", problem="damaged", sender="mektep79@example.kz"),
    ]


def test_a_letter_set_aside_is_told_by_its_sender() -> None:
    """With the problem, where it has one."""
    aside = letter("b", BEFORE, (), problem="", verdict=LetterVerdict.QUARANTINED)
    broken = letter("c", BEFORE, (), problem="bomb", verdict=LetterVerdict.QUARANTINED)
    sender = "mektep79@example.kz"
    assert said("readability", a_full(), aside, broken) == [
        told("readability", "letter_quarantined", sender=sender, problem="", letter="b"),
        told("readability", "letter_quarantined", sender=sender, problem="bomb", letter="c"),
    ]


def test_everything_read_counts_the_files_of_letters_in_time() -> None:
    """Late ones are not counted."""
    late = letter("b", LATE, papers(KINDS[0]), answers=["a"])
    count = str(1 + len(KINDS))
    assert said("readability", a_full(), late) == [told("readability", "everything_read", True, count=count)]


def test_what_waits_to_be_placed_names_the_other() -> None:
    """Papers without an application say whose they may be; the other says that they may be its own."""
    assert said("placement", a_full()) == [told("placement", "placed", True)]
    stray = letter("b", BEFORE, papers(KINDS[0]), sender="b@example.kz", subject="79 мектеп-лицей құжаттары")
    of = judged([a_full(), stray])
    for key, code, other in (("a", "may_receive", "b"), ("b", "unplaced", "a")):
        found = [one for one in of[key].verdict.findings if one.rule == "placement"]
        assert found == [told("placement", code, founder=other)]


def test_rivals_are_told_by_number_and_by_what_they_are_alike() -> None:
    """Living ones hold; a rejected one is told and holds nobody; without any it is the only one."""
    assert said("one_per_school", a_full()) == [told("one_per_school", "only_of_school", True)]
    second = letter("b", BEFORE, [form(leader="Ковалёв Сергей Иванович"), *everything()], sender="b@example.kz")
    of = judged([a_full(), second])
    found = [one for one in of["a"].verdict.findings if one.rule == "one_per_school"]
    assert found == [told("one_per_school", "second_of_school", number="2", by="school")]
    partly = letter("d", BEFORE, [form(leader="Ким Анна Юрьевна")], sender="d@example.kz")
    of = judged([a_full(), partly])
    found = [one for one in of["a"].verdict.findings if one.rule == "one_per_school"]
    assert found == [told("one_per_school", "rival_rejected", True, number="2", by="school")]
    assert [one for one in of["d"].verdict.findings if one.rule == "one_per_school"] == []
    three = judged([a_full(), partly, second])
    found = [one for one in three["a"].verdict.findings if one.rule == "one_per_school"]
    assert {(one.code, one.params["number"], one.passed) for one in found} == {
        ("rival_rejected", str(three["d"].state.number), True),
        ("second_of_school", str(three["b"].state.number), False),
    }
    # A rival that is not among those judged is passed over, the others are looked at all the same.
    alone = replace(of["a"], state=replace(of["a"].state, rivals=("nowhere", "d")))
    assert [one.code for one in one_per_school.check(alone, of, the_contest())] == ["rival_rejected"]


# ------------------------------------------------------------------ what a wrong word to decide is answered with

WRONG: list[tuple[str, Callable[[Overview, Decided], object], dict[str, str]]] = [
    ("no_submission", lambda seen, _: asking.verdict(seen, 9, "accept"), {"number": "9"}),
    ("no_letter", lambda seen, _: asking.received(seen, 9, BEFORE, AFTER), {"number": "9"}),
    ("no_file", lambda seen, _: asking.assign(seen, 9, "", ["annex"], the_contest()), {"number": "9"}),
    ("in_future", lambda seen, _: asking.received(seen, 9, AFTER, BEFORE), {"time": AFTER.isoformat()}),
    ("no_decision", lambda seen, past: asking.undo(seen, 9, past), {"number": "9"}),
    (
        "not_later",
        lambda seen, _: asking.extend(seen, "1", DEADLINE, the_contest()),
        {"time": UNTIL, "deadline": UNTIL},
    ),
    ("no_school", lambda seen, _: asking.extend(seen, " мектеп ", AFTER, the_contest()), {"school": " мектеп "}),
    ("no_school", lambda seen, _: asking.school(seen, 1, " мектеп ", the_contest()), {"school": " мектеп "}),
    ("school_of_itself", lambda seen, _: asking.school(seen, 1, " 1 ", the_contest()), {"number": "ӘБ-2025 № 1"}),
    ("no_school", lambda seen, _: asking.school(seen, 1, "2", the_contest()), {"school": "ӘБ-2025 № 2"}),
    (
        "field_unknown",
        lambda seen, _: asking.field(seen, 1, "colour", "red", the_contest()),
        {"field": "colour", "known": ", ".join(field.key for field in the_contest().form.fields)},
    ),
    (
        "no_application",
        lambda seen, _: asking.field(seen, 2, "phone", "1", the_contest()),
        {"number": "ӘБ-2025 № 2"},
    ),
    (
        "kind_unknown",
        lambda seen, _: asking.waive(seen, 1, "poem", the_contest()),
        {"kind": "poem", "known": ", ".join(f"{kind.number} {kind.key}" for kind in the_contest().kinds)},
    ),
]


def an_office() -> Office:
    """A school with everything, and papers of nobody known."""
    office = Office()
    office.arrive(a_full(), letter("b", BEFORE, papers(KINDS[0]), sender="b@example.kz", subject="байқау"))
    return office


@pytest.mark.parametrize(("code", "asked", "params"), WRONG)
def test_what_cannot_be_decided_is_answered_by_code_and_words(
    code: str, asked: Callable[[Overview, Decided], object], params: Mapping[str, str]
) -> None:
    """The number, the name, what is known instead."""
    office = an_office()
    with pytest.raises(DecisionError) as error:
        asked(office.overview(), resolve(office.entries))
    assert (error.value.code, error.value.params) == (code, params)


def test_what_is_wrong_with_a_file_that_a_person_names_is_told() -> None:
    """Words that do not go together, pages of what has none, pages that are not there."""
    office = an_office()
    (plan, *_) = [one for one in office.letters[0].files if one.name == f"{KINDS[0]}.docx"]
    paged = replace(plan, facts=replace(plan.facts, pages=3))
    first = office.letters[0]
    scan = replace(first, files=tuple(paged if one.id == plan.id else one for one in first.files))
    office.letters[0] = scan
    seen, contest = office.overview(), the_contest()
    bare = next(one for one in scan.files if one.facts.pages is None)
    for code, asked, params in (
        ("kinds_mixed", (plan.id, "", ["annex", "1"]), {"words": "annex,1"}),
        ("no_pages", (bare.id, "1", ["1"]), {"file": bare.name}),
        *(
            ("bad_pages", (plan.id, pages, ["1"]), {"pages": pages, "count": "3"})
            for pages in ("0", "4", "3-2", "x", "1,,2")
        ),
    ):
        with pytest.raises(DecisionError) as error:
            asking.assign(seen, *asked, contest)
        assert (error.value.code, error.value.params) == (code, params)
    for pages, chosen in (("1-2", (1, 2)), (" 3 , 1 ", (1, 3)), ("2–3", (2, 3)), ("1 - 3", (1, 2, 3)), ("", None)):
        wish = asking.assign(seen, plan.id, pages, ["1", "1", "application"], contest)
        (target,) = wish.targets
        assert (target.pages, target.sort, target.key, target.item, target.name) == (
            chosen, Sort.FILE, "a", plan.sha256, plan.name,
        )  # fmt: skip
        assert (wish.verb, wish.value, wish.claims) == (Verb.KIND, f"{KINDS[0]},application", (KINDS[0],))
    assert asking.assign(seen, plan.id, "", ["application"], contest).verb is Verb.ROLE


def test_a_wish_is_what_was_typed_on_evidence() -> None:
    """Each command's verb, target, value, and the letters of the submission that it was made on."""
    office = an_office()
    seen, contest = office.overview(), the_contest()
    on = Target(Sort.SUBMISSION, "a", name="1")
    until = AFTER.isoformat()
    school = Target(Sort.SCHOOL, "№ 5 гимназия", name="№ 5 гимназия")
    b = Target(Sort.LETTER, "b", name=str(office.letters[1].id))
    for wish, expected in (
        (asking.verdict(seen, 1, "reject"), asking.Wish(Verb.VERDICT, (on,), "reject", ("a",))),
        (asking.verdict(seen, 1, "withdraw"), asking.Wish(Verb.WITHDRAW, (on,), "withdraw", ("a",))),
        (
            asking.waive(seen, 1, "2", contest),
            asking.Wish(Verb.WAIVE, (replace(on, item=KINDS[1]),), "yes", ("a",)),
        ),
        (
            asking.field(seen, 1, "phone", "  8 7172  1 ", contest),
            asking.Wish(Verb.FIELD, (replace(on, item="phone"),), "8 7172 1", ("a",)),
        ),
        (asking.school(seen, 1, " №  5 ", contest), asking.Wish(Verb.SCHOOL, (on,), "№ 5", ("a",))),
        (
            asking.school(seen, 2, "1", contest),
            asking.Wish(Verb.SCHOOL, (Target(Sort.SUBMISSION, "b", name="2"),), SCHOOL, ("b",)),
        ),
        (asking.extend(seen, " 1 ", AFTER, contest), asking.Wish(Verb.EXTEND, (on,), until, ("a",))),
        (asking.extend(seen, "№ 5  гимназия ", AFTER, contest), asking.Wish(Verb.EXTEND, (school,), until)),
        (
            asking.received(seen, int(b.name), BEFORE, BEFORE),
            asking.Wish(Verb.RECEIVED, (b,), BEFORE.isoformat()),
        ),
        (asking.place(seen, [int(b.name)], "1"), asking.Wish(Verb.PLACE, (b,), "a", ("a",))),
        (asking.place(seen, [int(b.name)], "new"), asking.Wish(Verb.PLACE, (b,), "new")),
    ):
        assert wish == expected


def test_an_undoing_names_what_it_takes_back() -> None:
    """The decision that was named, and the tip of its chain."""
    office = an_office()
    office.decide(lambda seen, _: asking.verdict(seen, 1, "reject"))
    expected = asking.Wish(Verb.UNDO, (Target(Sort.DECISION, "1", name="1"),), "", undoes=1)
    assert asking.undo(office.overview(), 1, resolve(office.entries)) == expected
    office.decide(lambda seen, past: asking.undo(seen, 1, past))
    with pytest.raises(DecisionError) as error:
        asking.undo(office.overview(), 1, resolve(office.entries))
    assert (error.value.code, error.value.params) == ("undone_already", {"number": "1", "by": "2"})
