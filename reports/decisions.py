"""The audit of people's decisions as a list: who decided what, when and why, and what became of it."""

from pipeline.contest import Contest
from pipeline.state import Overview
from reports.decided import decision_rows
from reports.formats.table import Column, Table
from reports.sentences import Teller
from reports.words import Words


def table(overview: Overview, contest: Contest, words: Words) -> Table:
    """Every decision, oldest first, undone and superseded ones too."""
    moment = overview.as_of.astimezone(contest.dates.zone)
    rows = decision_rows(overview.decisions, Teller.of(overview, contest, words))
    return Table(
        title=words("report-decisions"),
        name=words("sheet-decisions"),
        notes=(
            contest.contest.title.of(words.language),
            f"{words('as-of', moment=words.moment(moment))} · {words('time-zone', offset=words.offset(moment))}",
            words("log-count", count=len(rows)),
        ),
        columns=(
            Column("id", words("head-number"), 6),
            Column("at", words("head-decided-at"), 17),
            Column("by", words("head-decided-by"), 20),
            Column("registration", words("head-registration"), 14),
            Column("about", words("head-about"), 36),
            Column("decided", words("head-decided"), 44),
            Column("reason", words("head-ground"), 44),
            Column("fate", words("head-fate"), 24),
        ),
        rows=tuple(
            (
                row.id,
                row.at,
                row.by,
                "" if row.submission is None else contest.display_number(row.submission),
                row.about,
                row.what,
                row.reason,
                row.fate,
            )
            for row in rows
        ),
    )
