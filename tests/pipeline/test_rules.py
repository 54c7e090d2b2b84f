"""Each rule by itself, and the list of all codes."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

import pipeline.rules
from parsers.facts import ApplicationFacts
from pipeline.judge import CONSEQUENCES
from pipeline.rules import RULES
from pipeline.rules.one_per_school import rivalry, school_traits
from pipeline.state import ApplicationState, Finding, LetterState
from tests.pipeline.making import ROOT, application, grouped, judged, the_contest
from tests.pipeline.worlds import applications, of_worlds, worlds

# A row of the list begins with its code, or with its rule and its code.
_ROW = r"^(?:[a-z_]+ +)?((?:[a-z]+_)+[a-z]+|placed|founded|eligible|closed|elsewhere|unplaced) +"
DOCUMENTED = set(re.findall(_ROW, inspect.getdoc(pipeline.rules) or "", re.MULTILINE))


def in_sources() -> Iterator[str]:
    """Every code that a finding is made with in the pure modules."""
    pure = ["speaking", "grouping", "derive", "applying", "judge"]
    paths = [ROOT / "pipeline" / f"{name}.py" for name in pure] + sorted((ROOT / "pipeline" / "rules").glob("*.py"))
    for path in paths:
        yield from re.findall(
            r"(?:Finding\((?:NAME|\"\w+\"), |_said\(|_remark\(|_found\(\s*|self\._found\(letter, said, )\"(\w+)\"",
            Path(path).read_text(encoding="utf-8"),
        )


def test_every_code_is_in_the_list_for_those_who_write_sentences() -> None:
    """A finding without a sentence would be shown as a code."""
    used = set(in_sources()) | set(CONSEQUENCES)
    assert len(used) > 50
    assert used <= DOCUMENTED, used - DOCUMENTED


def findings_of(world: list[LetterState]) -> Iterator[Finding]:
    """Everything that is said of a world."""
    for at in grouped(world).placed.values():
        yield from (one for one in (at.why, at.joined_by) if one is not None)
    for judgement in judged(world).values():
        yield from judgement.verdict.findings
        yield from judgement.state.remarks


@of_worlds
@given(worlds())
def test_findings_are_codes_with_plain_strings(world: list[LetterState]) -> None:
    """Documented codes, snake case, nothing but strings: sentences are made elsewhere."""
    for finding in findings_of(world):
        if finding.rule != "letter" or finding.code != "letter_unread":
            assert finding.code in DOCUMENTED
        assert all(isinstance(value, str) for value in finding.params.values())
        assert re.fullmatch(r"[a-z_]+", finding.rule)


def test_rules_say_what_they_are() -> None:
    """A name of their own and a description each."""
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(len(rule.description) > 20 for rule in RULES)


@given(applications, applications)
def test_rivals_share_a_trait(a: object, b: object) -> None:
    """Otherwise they would never be compared."""
    one, two = ApplicationState(a, "a", None), ApplicationState(b, "b", None)  # type: ignore[arg-type]
    by = rivalry(one, two, the_contest())
    assert by == rivalry(two, one, the_contest())
    if by:
        assert school_traits(one, the_contest()) & school_traits(two, the_contest())


OTHER = {
    "institution": "№ 5 гимназия",
    "phone": "+7 7172 11 22 35",
    "head": "Есенов Марат Кәрімұлы",
    "address": "Абай даңғылы 5",
}


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({}, "school"),
        (OTHER, ""),
        ({**OTHER, "institution": "79 мектеп"}, "name"),
        ({**OTHER, "phone": "8 (7172) 43-21-79"}, "phone"),
        ({**OTHER, "head": "Ерлан Мейрамович Оспанов"}, "head"),
        ({**OTHER, "head": "Оспанов Е.М."}, ""),
        ({**OTHER, "address": "пр. Кабанбай батыра, 17"}, "address"),
        ({**OTHER, "institution": ""}, ""),
    ],
)
def test_by_what_two_applications_are_of_one_school(fields: dict[str, str], by: str) -> None:
    """The name first, then what no two schools share."""
    one = ApplicationState(application(), "a", None)
    two = ApplicationState(application(**fields), "b", None)
    assert rivalry(one, two, the_contest()) == by
    assert rivalry(one, None, the_contest()) == ""
    # Only those that share a trait are compared at all: by each way of being alike there is one.
    shared = school_traits(one, the_contest()) & school_traits(two, the_contest())
    assert bool(shared) == bool(by)


def test_a_persons_word_on_both_schools_decides_alone() -> None:
    """As the two are spelt, whatever the forms say; and those of one school are compared."""
    for one, two, by in (("мектеп", "Мектеп", "school"), ("№ 5 гимназия", "№ 79 мектеп", "")):
        a = ApplicationState(application(), "a", None, school=one)
        b = ApplicationState(application(), "b", None, school=two)
        assert rivalry(a, b, the_contest()) == by
        bare = [replace(x, facts=ApplicationFacts((), None, ())) for x in (a, b)]
        shared = school_traits(bare[0], the_contest()) & school_traits(bare[1], the_contest())
        assert bool(shared) == bool(by)
