"""The timelines of tests/scenarios, run through grouping, derive and judge."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from parsers.facts import Role
from pipeline.decisions import asking
from pipeline.state import FileState, Interval, LetterState, LetterVerdict
from pipeline.tracking.loading import combined
from tests.pipeline.making import DEADLINE, KINDS, application, file, form, letter, papers, the_contest, vouched
from tests.pipeline.people import Asked, Office

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
    for name, several in table.get("both", {}).items():
        yield file(name, *several)
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


def receipt_of(table: Mapping[str, Any], sent: LetterState) -> LetterState:
    """The letter as all its arrivals together prove its receipt."""
    if "arrivals" not in table:
        return sent
    intervals = (
        Interval(moment(one["since"]) if "since" in one else None, moment(one["until"]), one["proof"])
        for one in table["arrivals"]
    )
    return replace(sent, receipt=combined(intervals))


def asked_for(table: Mapping[str, Any], office: Office) -> Asked:
    """What a person types, from its table: ``does`` is the command."""
    numbers, ids = office.numbers, {letter.key: letter.id for letter in office.letters}
    to, does = table.get("to", ""), table["does"]
    match does:
        case "accept" | "reject" | "hold" | "reopen" | "withdraw":
            return lambda seen, _: asking.verdict(seen, numbers[table["on"]], does)
        case "assign":
            words = table["as"].split(",")
            file = office.file_id(table["file"])
            return lambda seen, _: asking.assign(seen, file, table.get("pages", ""), words, the_contest())
        case "waive":
            return lambda seen, _: asking.waive(seen, numbers[table["on"]], table["kind"], the_contest())
        case "set":
            on = numbers[table["on"]]
            return lambda seen, _: asking.field(seen, on, table["field"], table["value"], the_contest())
        case "school":
            on = numbers[table["on"]]
            whose = str(numbers[table["like"]]) if "like" in table else table["school"]
            return lambda seen, _: asking.school(seen, on, whose, the_contest())
        case "extend":
            whom = str(numbers[table["on"]]) if "on" in table else table["school"]
            return lambda seen, _: asking.extend(seen, whom, moment(table["until"]), the_contest())
        case "received":
            letter, when = ids[table["letter"]], moment(table["time"])
            return lambda seen, _: asking.received(seen, letter, when, seen.as_of)
        case "place":
            letters = [ids[key] for key in table["letters"]]
            return lambda seen, _: asking.place(seen, letters, to if to == "new" else str(numbers[to]))
        case "undo":
            return lambda seen, decided: asking.undo(seen, table["decision"], decided)
        case _:
            raise AssertionError(f"{does} is no command")


def the_office(
    scenario: Mapping[str, Any], now: datetime, known: Collection[str], numbers: Mapping[str, int]
) -> Office:
    """Letters come and people decide in the order of the timeline, up to a moment."""
    office = Office(numbers=dict(numbers))
    deeds = [(_arrives(table), 0, table) for table in scenario["letters"] if table["key"] in known]
    deeds += [(moment(table["at"]), 1, table) for table in scenario.get("decisions", ())]
    for when, what, table in sorted(deeds, key=lambda deed: deed[:2]):
        if what == 0:
            office.arrive(receipt_of(table, letter_of(table, numbers)))
        elif when <= now:
            office.decide(asked_for(table, office), at=when)
    return office


def _arrives(table: Mapping[str, Any]) -> datetime:
    """When we see a letter: at its receipt, unless the timeline says otherwise."""
    when = table.get("seen") or (table["at"] if table["at"] != "unproven" else "2025-10-01T00:00")
    return moment(when)


@pytest.mark.parametrize("scenario", list(scenarios()))
def test_timeline(scenario: Mapping[str, Any]) -> None:
    """Each moment of the timeline has the verdicts that it must have."""
    numbers = {table["quotes"]: 100 for table in scenario["letters"] if "quotes" in table}
    for expect in scenario["expect"]:
        now = moment(expect["at"])
        decides = "decisions" in scenario
        seen = [table["key"] for table in scenario["letters"] if not decides or _arrives(table) <= now]
        office = the_office(scenario, now, expect.get("known", seen), numbers)
        whole = office.overview(now, expect.get("closed", now > DEADLINE))
        found = {one.state.founder: one for one in whole.submissions}
        told = {
            founder: ": ".join(filter(None, (one.verdict.standing.value, ", ".join(one.verdict.reasons))))
            for founder, one in found.items()
        }
        assert told == expect["submissions"], now
        for what in ("missing", "doubtful"):
            for founder, kinds in expect.get(what, {}).items():
                assert list(getattr(found[founder].verdict, what)) == kinds, (what, now)
        places = {one.key: one for one in whole.letters}
        for key, where in expect.get("letters", {}).items():
            assert where in (places[key].founder, places[key].verdict.value), (key, places[key])
        for founder, codes in expect.get("remarks", {}).items():
            assert set(codes) <= {remark.code for remark in found[founder].state.remarks}, now
        if "fates" in expect:
            assert list(office.fates().values()) == expect["fates"], now
        if "notices" in expect:
            assert [notice.code for notice in whole.notices] == expect["notices"], now


def test_the_timelines_use_known_words() -> None:
    """A slip of the pen in a timeline is a failure, not a letter without files."""
    letter_words = {
        "key", "at", "until", "from", "answers", "subject", "application", "doubtful_application", "kinds", "without",
        "doubtful", "files", "named", "links", "speaks", "quotes", "verdict", "seen", "arrivals", "both", "vouched",
    }  # fmt: skip
    expect_words = {"at", "closed", "known", "submissions", "missing", "doubtful", "letters", "remarks", "fates"}
    expect_words |= {"notices"}
    fields = {f.key for f in the_contest().form.fields}
    assert {f.key for f in application().fields} <= fields
    for param in scenarios():
        (scenario,) = param.values
        for table in scenario["letters"]:
            assert set(table) <= letter_words
            assert set(table.get("application", {})) <= fields
        assert all(set(expect) <= expect_words for expect in scenario["expect"])
    assert timedelta(0) == DEADLINE - moment("2025-10-17T23:59:59"), "the timelines are written for this deadline"
