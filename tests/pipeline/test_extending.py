"""Which submissions an extension gives time to, and which school a name may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from parsers.facts import FieldValue
from pipeline.decisions import Entry, Sort, Target, Verb
from pipeline.decisions.extending import Extended, extensions, may_be_meant, schools_of
from pipeline.decisions.resolve import resolve
from pipeline.state import LetterState
from tests.pipeline.making import AFTER, BEFORE, DEADLINE, application, file, form, letter, papers, the_contest

LYCEUM, GYMNASIUM, SHORT, FIFTH = "№ 79 мектеп-лицей", "№ 79 мектеп-гимназия", "79 мектеп", "№ 5 гимназия"
SOON, LATER = DEADLINE + timedelta(days=1), DEADLINE + timedelta(days=2)


def of(key: str, *schools: str) -> list[LetterState]:
    """A submission's letters, an application of each school."""
    return [letter(f"{key}{number}", BEFORE, [form(institution=name)]) for number, name in enumerate(schools)]


def to_school(number: int, name: str, until: datetime = SOON) -> Entry:
    """Time for a school."""
    return Entry(number, AFTER, "x", Verb.EXTEND, (Target(Sort.SCHOOL, name),), until.isoformat(), "why")


def on(number: int, key: str, verb: Verb, value: str, item: str = "") -> Entry:
    """A word on a submission."""
    return Entry(number, AFTER, "x", verb, (Target(Sort.SUBMISSION, key, item),), value, "why")


def given(groups: Mapping[str, Sequence[LetterState]], *entries: Entry) -> Extended:
    """What these decisions give these submissions."""
    return extensions(groups, resolve(entries), the_contest())


def test_the_newest_of_a_submissions_own_time_and_its_schools_counts() -> None:
    """Whether it is longer or not."""
    groups = {"a": of("a", LYCEUM), "b": of("b", FIFTH)}
    own = on(2, "a", Verb.EXTEND, LATER.isoformat())
    for school in (to_school(1, LYCEUM), to_school(3, LYCEUM)):
        newest = (LATER, own) if school.id < own.id else (SOON, school)
        assert given(groups, own, school) == Extended({"a": newest})
    first, second = to_school(1, LYCEUM, LATER), to_school(4, "№ 79 мектеп-лицейі")
    assert given(groups, first, second) == Extended({"a": (SOON, second)})
    assert given(groups) == Extended()


def test_a_short_name_is_the_schools_that_bears_it_then_the_only_one_that_may_be_meant_then_nobodys() -> None:
    """Two leaders of one school are no two schools; of several a person has to say which."""
    short = to_school(1, SHORT)
    time = (SOON, short)
    lyceum, gymnasium, fifth = of("a", LYCEUM), of("b", GYMNASIUM), of("c", FIFTH)
    assert given({"a": lyceum, "b": gymnasium, "c": of("c", SHORT)}, short) == Extended({"c": time})
    assert given({"c": fifth, "a": lyceum, "d": of("d", LYCEUM)}, short) == Extended({"a": time, "d": time})
    assert given({"a": lyceum, "b": gymnasium, "c": fifth}, short) == Extended({}, {"a": (short,), "b": (short,)})
    assert given({"c": fifth, "d": [letter("d", BEFORE, papers("publications"))]}, short) == Extended()


def test_an_unclear_extension_is_settled_by_a_later_word_on_the_submission() -> None:
    """An earlier one settles nothing; of the same name given twice the newest is unclear."""
    groups = {"a": of("a", LYCEUM), "b": of("b", GYMNASIUM)}
    before, short, after = (
        on(1, "a", Verb.EXTEND, LATER.isoformat()),
        to_school(2, SHORT),
        on(3, "a", Verb.EXTEND, LATER.isoformat()),
    )
    assert given(groups, before, short) == Extended({"a": (LATER, before)}, {"a": (short,), "b": (short,)})
    assert given(groups, short, after) == Extended({"a": (LATER, after)}, {"b": (short,)})
    again = to_school(4, " 79  Мектеп", LATER)
    assert given(groups, short, again).unclear == {"a": (again,), "b": (again,)}
    other = to_school(5, "79 мектебі")
    assert given(groups, short, other).unclear == {"a": (short, other), "b": (short, other)}


def test_a_persons_word_on_the_school_goes_before_what_the_forms_say() -> None:
    """A word on the school before one on the field; an unclear one in between ends nobody's search."""
    groups = {"a": of("a", LYCEUM), "b": of("b", GYMNASIUM)}
    fifth = to_school(9, FIFTH)
    said = on(1, "a", Verb.SCHOOL, FIFTH)
    field = on(2, "a", Verb.FIELD, FIFTH, "institution")
    assert given(groups, said, fifth) == Extended({"a": (SOON, fifth)})
    assert given(groups, field, fifth) == Extended({"a": (SOON, fifth)})
    assert given(groups, on(1, "a", Verb.SCHOOL, LYCEUM), field, fifth) == Extended()
    assert given(groups, on(3, "a", Verb.FIELD, FIFTH, "subject"), fifth) == Extended()
    later = to_school(10, LYCEUM)
    assert given(groups, to_school(8, SHORT), later).own == {"a": (SOON, later)}


def test_the_schools_that_a_name_may_mean_are_told_as_they_write_themselves() -> None:
    """Sorted, each once, by the name that counts first; none where it is clear."""
    schools = {"a": [LYCEUM, FIFTH], "b": [GYMNASIUM], "c": [FIFTH], "d": [], "e": ["79 лицей"]}
    assert may_be_meant(SHORT, schools, the_contest()) == sorted(["79 лицей", GYMNASIUM])
    assert may_be_meant(SHORT, {**schools, "f": [SHORT]}, the_contest()) == []
    assert may_be_meant(LYCEUM, schools, the_contest()) == []
    assert may_be_meant(SHORT, {"a": [LYCEUM]}, the_contest()) == []
    assert may_be_meant("№ 300 мектеп", schools, the_contest()) == []


def test_a_submissions_schools_are_those_that_its_forms_name() -> None:
    """In the order of its letters, as normal forms where there are any; a name that tells no school is none."""
    normal = replace(application(), fields=(FieldValue("institution", "as written", LYCEUM),))
    bare = replace(application(), fields=(FieldValue("institution", FIFTH, ""),))
    empty = replace(
        application(), fields=(FieldValue("institution", " ", GYMNASIUM), FieldValue("leader", SHORT, SHORT))
    )
    files = [
        file("1.docx", application=normal),
        file("2.docx", application=empty),
        form("3.docx", institution="мектеп"),
    ]
    letters = [letter("a", BEFORE, files), letter("b", None, body=bare), letter("c", BEFORE, papers("publications"))]
    assert schools_of(letters, "", the_contest()) == [LYCEUM, FIFTH]
    assert schools_of(letters, GYMNASIUM, the_contest()) == [GYMNASIUM]
    assert schools_of([], "", the_contest()) == []
