"""The timelines of tests/scenarios, run through grouping, derive and judge."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from parsers.facts import Role
from pipeline.state import FileState, LetterState, LetterVerdict
from tests.pipeline.making import (
    DEADLINE,
    KINDS,
    application,
    file,
    form,
    grouped,
    judged,
    letter,
    papers,
    the_contest,
    vouched,
)

FOLDER = Path(__file__).parents[1] / "scenarios"
ZONE = the_contest().dates.zone


def scenarios() -> Iterator[Any]:
    """Every scenario of every file, named by its title."""
    for path in sorted(FOLDER.glob("*.toml")):
        for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]:
            yield pytest.param(scenario, id=f"{path.stem}: {scenario['title']}")


def moment(written: str) -> datetime:
    """A local time of the contest's city."""
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def files_of(table: Mapping[str, Any]) -> Iterator[FileState]:
    """The files that a letter's table tells of."""
    if "application" in table:
        yield form(**table["application"])
    if "doubtful_application" in table:
        yield form("maybe.docx", "doubtful", **table["doubtful_application"])
    kinds = table.get("kinds", [])
    yield from papers(*(k for k in (KINDS if kinds == "all" else kinds) if k not in table.get("without", [])))
    yield from papers(*table.get("doubtful", []), sure=False)
    for name, role in table.get("files", {}).items():
        assert role in get_args(Role), f"{role} is no role"
        yield file(name, role=role, problem="scan" if role == "unread" else "")
    for name, kind in table.get("named", {}).items():
        yield file(name, kind, sure=False, role="unread", problem="scan")


def letter_of(table: Mapping[str, Any], numbers: Mapping[str, int]) -> LetterState:
    """A letter as its table tells."""
    return letter(
        table["key"],
        None if table["at"] == "unproven" else moment(table["at"]),
        files_of(table),
        sender=table.get("from", "mektep79@example.kz"),
        subject=table.get("subject", ""),
        speaks=table.get("speaks", ""),
        until=moment(table["until"]) if "until" in table else None,
        answers=table.get("answers", ()),
        links=table.get("links", ()),
        verdict=LetterVerdict(table.get("verdict", "unclear")),
        quoted=[numbers[table["quotes"]]] if "quotes" in table else (),
        authentication=vouched(table["vouched"], table.get("from", "a@example.kz")) if "vouched" in table else None,
    )


@pytest.mark.parametrize("scenario", list(scenarios()))
def test_timeline(scenario: Mapping[str, Any]) -> None:
    """Each moment of the timeline has the verdicts that it must have."""
    numbers = {table["quotes"]: 100 for table in scenario["letters"] if "quotes" in table}
    letters = [letter_of(table, numbers) for table in scenario["letters"]]
    for expect in scenario["expect"]:
        now = moment(expect["at"])
        known = [one for one in letters if one.key in expect.get("known", [one.key])]
        found = judged(known, now, expect.get("closed", now > DEADLINE), numbers=numbers)
        told = {
            founder: ": ".join(filter(None, (one.verdict.standing.value, ", ".join(one.verdict.reasons))))
            for founder, one in found.items()
        }
        assert told == expect["submissions"], now
        for what in ("missing", "doubtful"):
            for founder, kinds in expect.get(what, {}).items():
                assert list(getattr(found[founder].verdict, what)) == kinds, (what, now)
        places = grouped(known, numbers).placed
        for key, where in expect.get("letters", {}).items():
            assert where in (places[key].founder, places[key].verdict.value), (key, places[key])


def test_the_timelines_use_known_words() -> None:
    """A slip of the pen in a timeline is a failure, not a letter without files."""
    letter_words = {
        "key", "at", "until", "from", "answers", "subject", "application", "doubtful_application", "kinds", "without",
        "doubtful", "files", "named", "links", "speaks", "quotes", "verdict", "vouched",
    }  # fmt: skip
    expect_words = {"at", "closed", "known", "submissions", "missing", "doubtful", "letters"}
    fields = {f.key for f in the_contest().form.fields}
    assert {f.key for f in application().fields} <= fields
    for param in scenarios():
        (scenario,) = param.values
        for table in scenario["letters"]:
            assert set(table) <= letter_words
            assert set(table.get("application", {})) <= fields
        assert all(set(expect) <= expect_words for expect in scenario["expect"])
    assert timedelta(0) == DEADLINE - moment("2025-10-17T23:59:59"), "the timelines are written for this deadline"
