"""Lists on paper: participants, submissions, the register of letters, people's decisions."""

from collections.abc import Mapping, Sequence

from pipeline.contest import Contest
from pipeline.state import Overview
from reports import decisions as decisions_log
from reports import participants as participants_list
from reports import register as registers
from reports.formats.paper import Block, Grid, GridColumn, Paper, Paragraph
from reports.formats.table import Table
from reports.papers.frame import as_of, cell, framed
from reports.views import letter_rows
from reports.words import Words

# Columns and their shares of the page's width; what is not named here is in the workbook alone.
_PARTICIPANTS = {
    "number": 8.0,
    "registration": 24.0,
    "school": 60.0,
    "leader": 36.0,
    "subject": 27.0,
    "phone": 28.0,
    "leader_phone": 26.0,
    "email": 32.0,
    "head": 34.0,
    "verdict": 22.0,
}
_SUBMISSIONS = {
    "registration": 24.0,
    "verdict": 24.0,
    "reasons": 34.0,
    "school": 58.0,
    "leader": 34.0,
    "subject": 24.0,
    "received": 24.0,
    "present": 25.0,
    "lacking": 32.0,
    "letters": 15.0,
}
_DECISIONS = {
    "id": 9.0,
    "at": 20.0,
    "by": 28.0,
    "registration": 24.0,
    "about": 44.0,
    "decided": 60.0,
    "reason": 60.0,
    "fate": 32.0,
}
_USUAL = "trusted_received"  # the proof of receipt that goes without saying
_CENTRED = frozenset({"number", "present", "letters", "received", "registration", "id", "at"})


def grid(table: Table, shares: Mapping[str, float], words: Words) -> Grid:
    """A table's columns that ``shares`` names, as a grid."""
    places = [place for place, column in enumerate(table.columns) if column.key in shares]
    columns = [table.columns[place] for place in places]
    return Grid(
        columns=tuple(GridColumn(c.title, shares[c.key], centred=c.key in _CENTRED) for c in columns),
        rows=tuple(tuple(cell(row[place], words) for place in places) for row in table.rows),
    )


def _or_none(one: Grid, words: Words) -> Block:
    """The grid, or a sentence that there is nothing to list."""
    return one if one.rows else Paragraph(words("paper-empty"))


def participants(overview: Overview, contest: Contest, words: Words, *, awaiting: bool = False) -> Paper:
    """The list of participants, to be signed by the secretary."""
    table = participants_list.table(overview, contest, words, awaiting=awaiting)
    notes = (as_of(overview, contest, words), table.notes[-1], words("participants-count", count=len(table.rows)))
    matter = [_or_none(grid(table, _PARTICIPANTS, words), words)]
    return _listed(overview, contest, words, table.title, matter, notes, ["secretary"])


def submissions(overview: Overview, contest: Contest, words: Words) -> Paper:
    """Every submission in a line."""
    table = registers.submissions(overview, contest, words)
    matter = [_or_none(grid(table, _SUBMISSIONS, words), words)]
    return _listed(overview, contest, words, table.title, matter, table.notes[1:], ["secretary"])


def register(overview: Overview, contest: Contest, words: Words) -> Paper:
    """Every letter with its fate: what it is and why, and whose."""
    heads: Sequence[tuple[str, float, bool]] = (
        ("letter", 15, True),
        ("received", 20, True),
        ("sender", 48, False),
        ("letter-subject", 42, False),
        ("files", 17, True),
        ("letter-verdict", 25, False),
        ("registration", 24, True),
        ("why", 82, False),
    )
    rows = []
    for row in letter_rows(overview, contest, words):
        sender = f"{row.sender_name}, {row.sender}" if row.sender_name and row.sender else row.sender or row.sender_name
        received = words.short_moment(row.received) if row.received else "—"
        receipt = "" if row.proof == _USUAL else words("paper-receipt", proof=words.lenient(f"proof-{row.proof}"))
        why = f"{row.told} {receipt}".strip()
        rows.append((str(row.id), received, sender, row.subject, str(row.files), row.verdict_word, row.shown, why))
    columns = tuple(GridColumn(words(f"head-{key}"), share, centred) for key, share, centred in heads)
    notes = (as_of(overview, contest, words), words("letters-count", count=len(rows)), words("paper-receipts"))
    matter = [_or_none(Grid(columns, tuple(rows)), words)]
    return _listed(overview, contest, words, words("report-register"), matter, notes, ["register"])


def decisions(overview: Overview, contest: Contest, words: Words) -> Paper:
    """Every decision of people, to be signed by the one who keeps the log."""
    table = decisions_log.table(overview, contest, words)
    matter = [_or_none(grid(table, _DECISIONS, words), words)]
    return _listed(overview, contest, words, table.title, matter, table.notes[1:], ["register"])


def _listed(
    overview: Overview,
    contest: Contest,
    words: Words,
    title: str,
    blocks: Sequence[Block],
    notes: Sequence[str],
    signers: Sequence[str],
) -> Paper:
    return framed(overview, contest, words, title=title, blocks=blocks, notes=notes, signers=signers, wide=True)
