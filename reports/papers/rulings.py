"""The organiser's rulings, to be signed: what stands where the regulations are silent or say two things."""

import re
from collections.abc import Iterator
from datetime import date

from pipeline.contest import Contest
from pipeline.state import Finding, Overview
from reports.formats.paper import Block, Facts, Heading, Paper, Paragraph, Point
from reports.papers.frame import framed
from reports.views import key_days
from reports.words import Words

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def paper(overview: Overview, contest: Contest, words: Words) -> Paper:
    """Every ruling as question and answer, the dates, and what in the dates the organiser should look at."""
    points = [*_settled(contest, words), *_also(contest, words)]
    blocks: list[Block] = [Paragraph(words("rulings-lead"))]
    blocks += [Point(f"{place}.", question, answers) for place, (question, answers) in enumerate(points, 1)]
    blocks += [Heading(words("rulings-dates")), Facts(tuple(_dates(contest, words)))]
    notes = [_note(warning, words) for warning in contest.dates.contradictions() if warning.code != "dates_offset"]
    if notes:
        blocks += [Heading(words("rulings-notes")), *(Paragraph(note) for note in notes)]
    return framed(
        overview,
        contest,
        words,
        title=words("report-rulings"),
        blocks=blocks,
        signers=["organiser"],
        approved=True,
    )


def _settled(contest: Contest, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rulings that the program follows; one that has no words yet is told as it stands in the configuration."""
    where = {clause.ruling: clause.where for clause in contest.rulings.clauses}
    deadline = words.moment(contest.dates.deadline.astimezone(contest.dates.zone))
    for name in contest.rulings.settled():
        value = _value(getattr(contest.rulings, name))
        if words.has(f"ruling-{name}"):
            question = words(f"ruling-{name}-question")
            answer = words(f"ruling-{name}", value=value, deadline=deadline)
        else:
            question, answer = name, value
        yield question, _sentences(answer, where.get(name, ""), words)


def _also(contest: Contest, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in contest.rulings.also:
        answer = one.answer.of(words.language)
        yield one.question.of(words.language), _sentences(answer, one.where, words)


def _sentences(answer: str, where: str, words: Words) -> tuple[str, ...]:
    return (words("ruling-where", answer=answer, where=where) if where else answer,)


def _value(value: object) -> str:
    """A setting as the catalogue's choices name it."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)


def _dates(contest: Contest, words: Words) -> Iterator[tuple[str, str]]:
    yield words("date-approved"), words.day(contest.dates.approved)
    for name, day in key_days(contest):
        told = words.day(day)
        if name == "deadline":
            told = words.moment(contest.dates.deadline.astimezone(contest.dates.zone), seconds=True)
        yield words(f"date-{name}"), told


def _note(warning: Finding, words: Words) -> str:
    params = {
        name: words.day(date.fromisoformat(value)) if _DAY.fullmatch(value) else value
        for name, value in warning.params.items()
    }
    return words(f"note-{warning.code}", **params)
