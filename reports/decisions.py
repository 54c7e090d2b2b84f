"""The audit of people's decisions: who decided what, when and why, and what became of it. Nothing is left out."""

from collections.abc import Callable, Mapping
from datetime import datetime

from pipeline.contest import Contest
from pipeline.decisions.values import NEW, Decision, Sort, Target, Verb
from pipeline.state import Overview
from reports.formats.table import Column, Table
from reports.sentences import Teller, page_runs
from reports.words import Words


def table(overview: Overview, contest: Contest, words: Words) -> Table:
    """Every decision, oldest first, undone and superseded ones too."""
    teller = Teller.of(overview, contest, words)
    moment = overview.as_of.astimezone(contest.dates.zone)
    return Table(
        title=words("report-decisions"),
        name=words("sheet-decisions"),
        notes=(
            contest.contest.title.of(words.language),
            f"{words('as-of', moment=words.moment(moment))} · {words('time-zone', offset=words.offset(moment))}",
            words("log-count", count=len(overview.decisions)),
        ),
        columns=(
            Column("id", words("head-number"), 6),
            Column("at", words("head-decided-at"), 14),
            Column("by", words("head-decided-by"), 20),
            Column("registration", words("head-registration"), 14),
            Column("about", words("head-about"), 36),
            Column("decided", words("head-decided"), 44),
            Column("reason", words("head-ground"), 44),
            Column("fate", words("head-fate"), 24),
        ),
        rows=tuple(
            (
                one.id,
                one.at.astimezone(contest.dates.zone),
                one.by,
                "" if one.submission is None else contest.display_number(one.submission),
                "; ".join(about(target, teller) for target in one.targets),
                decided(one, teller),
                one.reason,
                fate(one, words),
            )
            for one in overview.decisions
        ),
    )


def decided(one: Decision, teller: Teller) -> str:
    """What was decided, in a sentence."""
    field = teller.field(one.target.item) if one.verb is Verb.FIELD else ""
    if one.verb is Verb.PLACE and one.value == NEW:
        return teller.words("log-place-new")
    kind = teller.kind(one.target.item) if one.verb is Verb.WAIVE else ""
    undone = "" if one.undoes is None else str(one.undoes)
    value = _VALUES[one.verb](one.value, teller) if one.verb in _VALUES else one.value
    return teller.words(f"log-{one.verb}", value=value, field=field, kind=kind, number=undone)


def about(target: Target, teller: Teller) -> str:
    """What a decision is about, as people call it."""
    match target.sort:
        case Sort.SUBMISSION:
            return teller.words("log-submission", name=teller.case(target.key))
        case Sort.LETTER:
            return teller.letter(target.key)
        case Sort.FILE:
            pages = page_runs(target.pages)
            name = teller.file(target.name or target.item[:12])
            return teller.words("log-pages", file=name, pages=pages) if pages else name
        case Sort.SCHOOL:
            return target.key
        case Sort.DECISION:
            return teller.words("log-decision", number=target.key)


def fate(one: Decision, words: Words) -> str:
    """What became of it; one that stands on older facts says so."""
    told = words(f"log-{one.standing}")
    return f"{told}; {words('log-older-facts')}" if one.older_facts else told


def _moment(value: str, teller: Teller) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return teller.words.moment(moment.astimezone(teller.contest.dates.zone), seconds=moment.second not in (0, 59))


_VALUES: Mapping[Verb, Callable[[str, Teller], str]] = {
    Verb.KIND: lambda value, teller: teller.each(value.split(","), teller.kind),
    Verb.PLACE: lambda value, teller: teller.case(value),
    Verb.RECEIVED: _moment,
    Verb.EXTEND: _moment,
}
