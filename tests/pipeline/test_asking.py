"""What people ask for, where several letters, schools or pages are in question."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parsers.facts import Claim, FileFacts, Segment
from parsers.knowledge import FormField, Kind
from pipeline.decisions import NEW, Verb, asking, naming
from pipeline.errors import DecisionError
from pipeline.state import Overview
from tests.pipeline.making import AFTER, BEFORE, KINDS, everything, file, form, letter, papers, the_contest
from tests.pipeline.people import Office

CONTEST = the_contest()
LYCEUM, GYMNASIUM, FIFTH = "№ 79 мектеп-лицей", "№ 79 мектеп-гимназия", "№ 5 гимназия"
KIM = {"leader": "Ким Анна Юрьевна", "phone": "", "leader_phone": "", "head": "", "address": "", "email": ""}


def two_schools() -> Office:
    """The first with three letters, the second with one."""
    office = Office()
    office.arrive(
        letter("a", BEFORE, [form(institution=LYCEUM), *everything()]),
        letter("b", BEFORE + timedelta(hours=1), papers(KINDS[0]), answers=["a"]),
        letter("c", BEFORE + timedelta(hours=2), papers(KINDS[1]), answers=["a"]),
        letter("d", BEFORE + timedelta(hours=3), [form(institution=GYMNASIUM, **KIM)], sender="d@example.kz"),
    )
    return office


def ids(office: Office, keys: str) -> list[int]:
    """The numbers of letters."""
    return [one.id for key in keys for one in office.letters if one.key == key]


def test_time_is_given_to_no_name_that_several_schools_may_bear() -> None:
    """The schools that may be meant are told as they write themselves."""
    with pytest.raises(DecisionError) as error:
        asking.extend(two_schools().overview(), " 79  мектеп", AFTER, the_contest())
    told = {"school": " 79  мектеп", "schools": f"{GYMNASIUM}; {LYCEUM}"}
    assert (error.value.code, error.value.params) == ("schools_several", told)


def test_what_letters_leave_behind_is_told_with_its_founder_first() -> None:
    """Letters without their founder leave the others; whoever takes the founder leaves nothing that was decided on."""
    office = two_schools()
    seen = office.overview()
    assert {one.state.founder: [x.key for x in one.state.letters] for one in seen.submissions} == {
        "a": ["a", "b", "c"],
        "d": ["d"],
    }
    for moved, to, left in (
        ("b", NEW, (("a", "c"),)),
        ("cb", NEW, (("a",),)),
        ("c", "2", (("a", "b"),)),
        ("a", NEW, ()),
        ("ab", "2", ()),
        ("b", "1", ()),
        ("bd", "1", ()),
    ):
        wish = asking.place(seen, ids(office, moved), to)
        assert (wish.verb, wish.left) == (Verb.PLACE, left), moved
        assert wish.value == {NEW: NEW, "1": "a", "2": "d"}[to]
        assert wish.letters == {NEW: (), "1": ("a", "b", "c"), "2": ("d",)}[to]


def test_several_letters_found_a_submission_in_the_order_in_which_they_came() -> None:
    """Whatever the order in which they were named, and each once."""
    office = two_schools()
    wish = asking.place(office.overview(), ids(office, "cbc"), NEW)
    assert [one.key for one in wish.targets] == ["b", "c"]
    named = asking.place(office.overview(), ids(office, "cbc"), "2")
    assert [one.key for one in named.targets] == ["c", "b"]


def test_the_school_of_another_submission_is_what_counts_there() -> None:
    """A person's word on it, then the field as it stands, then what its letters name."""
    office, contest = two_schools(), the_contest()

    def of_the_first(seen: Overview) -> str:
        return asking.school(seen, 2, "1", contest).value

    assert of_the_first(office.overview()) == LYCEUM
    office.decide(lambda seen, _: asking.field(seen, 1, "institution", "№ 79 лицей", contest))
    corrected = office.overview()
    assert of_the_first(corrected) == "№ 79 лицей"
    first, second = corrected.submissions
    standing = first.state.application
    assert standing is not None
    fields = tuple(one for one in standing.facts.fields if one.key != "institution")
    nameless = replace(standing, facts=replace(standing.facts, fields=fields))
    for application in (None, nameless):
        state = replace(first.state, application=application)
        seen = replace(corrected, submissions=(replace(first, state=state), second))
        assert of_the_first(seen) == LYCEUM
    office.decide(lambda seen, _: asking.school(seen, 1, FIFTH, contest))
    assert of_the_first(office.overview()) == FIFTH


def test_a_word_on_pages_was_given_on_what_these_pages_were_taken_for() -> None:
    """Not on what the rest of the file was."""
    claims = tuple(Claim(kind, (page,), "sure", ()) for page, kind in enumerate(KINDS[:3], 1))
    facts = FileFacts("pdf", 3, ("text",) * 3, (Segment((1, 2, 3), "document", claims),))
    office = Office()
    office.arrive(letter("a", BEFORE, [form(), replace(file("bound.pdf"), facts=facts)]))
    seen, bound = office.overview(), office.file_id("bound.pdf")
    for pages, kinds in (("2-3", KINDS[1:3]), ("1", KINDS[:1]), ("", KINDS[:3])):
        assert asking.assign(seen, bound, pages, ["annex"], the_contest()).claims == kinds


def test_a_confirmed_form_of_a_name_is_told_with_the_name_that_was_looked_at() -> None:
    """Of each submission and language; what was taken back, is about something else or says no form is none."""
    office, contest = two_schools(), the_contest()
    wish = asking.name_form(office.overview(), 1, "kk", "Ким Анна", " Ким  Аннаға ")
    assert (wish.verb, wish.value) == (Verb.FIELD, "Ким Анна → Ким Аннаға")
    assert (wish.targets[0].key, wish.targets[0].item, wish.letters) == ("a", "leader:dative:kk", ("a", "b", "c"))
    assert [naming.is_form(f"leader:dative:{one}") for one in ("kk", "ru", "en", "xx")] == [True, True, True, False]
    office.decide(lambda seen, _: asking.field(seen, 1, "leader", "А → Б", contest))
    office.decide(lambda seen, _: asking.name_form(seen, 1, "kk", "Ким Анна", "Ким Аннаға → бірге"))
    office.decide(lambda seen, _: asking.name_form(seen, 2, "ru", "Ким Анна", "Ким Анне"))
    office.decide(lambda seen, _: asking.name_form(seen, 2, "en", "Kim", "Kim"))
    office.decide(lambda seen, past: asking.undo(seen, 4, past))
    decisions = office.overview().decisions
    told = (
        naming.Form(1, "kk", "Ким Анна", "Ким Аннаға → бірге"),
        naming.Form(2, "ru", "Ким Анна", "Ким Анне"),
    )
    assert naming.forms(decisions) == told
    spoilt = [
        replace(decisions[1], verb=Verb.WAIVE),
        replace(decisions[1], submission=None),
        replace(decisions[1], value="Ким Аннаға"),
    ]
    assert naming.forms([*spoilt, decisions[2]]) == told[1:]


@pytest.mark.parametrize("kind", CONTEST.kinds, ids=lambda kind: kind.key)
def test_a_document_is_meant_by_its_official_title_in_any_language(kind: Kind) -> None:
    """However it is spaced, capitalised and quoted; its key and its number mean it as before."""
    for word in (kind.key, str(kind.number), kind.title.kk, f" {kind.title.ru.upper()}. ", f"«{kind.title.en}»"):
        assert asking.kind_key(word, CONTEST) == kind.key


@pytest.mark.parametrize("field", CONTEST.form.fields, ids=lambda field: field.key)
def test_a_field_is_meant_by_its_title_in_any_language(field: FormField) -> None:
    """As a secretary reads it off the form."""
    for word in (field.key, field.title.kk, field.title.ru.upper(), f"{field.title.en}:"):
        assert asking.field_key(word, CONTEST) == field.key


def test_what_may_mean_several_is_asked_back() -> None:
    """The machine does not choose; what means nothing is told all there is."""
    with pytest.raises(DecisionError) as error:
        asking.kind_key("план", CONTEST)
    assert error.value.code == "kind_several"
    with pytest.raises(DecisionError) as error:
        asking.field_key("Руководитель", CONTEST)
    assert (error.value.code, error.value.params["known"]) == ("field_several", "leader, head")
    for nothing in ("", "x", "no such document"):
        with pytest.raises(DecisionError) as error:
            asking.kind_key(nothing, CONTEST)
        assert error.value.code == "kind_unknown"
