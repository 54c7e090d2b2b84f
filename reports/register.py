"""The register of letters and the list of submissions: every letter ever seen has its row here."""

from pipeline.contest import Contest
from pipeline.state import Overview
from reports.formats.table import Column, Table
from reports.views import letter_rows, school_rows
from reports.words import Words

_ASIDE = ("sent", "source", "message_id")


def letters(overview: Overview, contest: Contest, words: Words) -> Table:
    """Every letter: when it came and what proves it, who sent it, what it is and why, where it belongs."""
    heads = {
        "id": ("head-letter", 8),
        "received": ("head-received", 17),
        "proof": ("head-proof", 22),
        "sender": ("head-sender", 28),
        "sender_name": ("head-sender-name", 20),
        "subject": ("head-letter-subject", 30),
        "verdict": ("head-letter-verdict", 18),
        "registration": ("head-registration", 14),
        "why": ("head-why", 50),
        "files": ("head-files", 8),
        "sent": ("head-sent", 24),
        "source": ("head-source", 28),
        "message_id": ("head-message-id", 28),
    }
    return Table(
        title=words("report-register"),
        name=words("sheet-register"),
        notes=_notes(overview, contest, words, words("letters-count", count=len(overview.letters))),
        columns=tuple(Column(key, words(head), width, key in _ASIDE) for key, (head, width) in heads.items()),
        rows=tuple(
            (
                row.id,
                row.received,
                words.lenient(f"proof-{row.proof}"),
                row.sender,
                row.sender_name,
                row.subject,
                row.verdict_word,
                row.shown,
                row.told,
                row.files,
                row.sent,
                row.source,
                row.message_id,
            )
            for row in letter_rows(overview, contest, words)
        ),
    )


def submissions(overview: Overview, contest: Contest, words: Words) -> Table:
    """Every submission in a line, what waits for a person first."""
    heads = {
        "registration": ("head-registration", 14),
        "verdict": ("head-verdict", 16),
        "reasons": ("head-reasons", 28),
        "school": ("head-school", 44),
        "leader": ("head-leader", 28),
        "subject": ("head-subject", 18),
        "received": ("head-received", 17),
        "present": ("head-present", 12),
        "lacking": ("head-lacking", 24),
        "letters": ("head-letters", 8),
    }
    return Table(
        title=words("report-submissions"),
        name=words("sheet-submissions"),
        notes=_notes(overview, contest, words, words("schools-count", count=len(overview.submissions))),
        columns=tuple(Column(key, words(head), width) for key, (head, width) in heads.items()),
        rows=tuple(
            (
                row.shown,
                row.verdict,
                "; ".join(row.reason_words),
                row.school,
                row.leader,
                row.subject,
                row.received,
                row.present,
                ", ".join(str(number) for number in row.lacking),
                row.letters,
            )
            for row in school_rows(overview, contest, words)
        ),
    )


def _notes(overview: Overview, contest: Contest, words: Words, count: str) -> tuple[str, ...]:
    moment = overview.as_of.astimezone(contest.dates.zone)
    return (
        contest.contest.title.of(words.language),
        f"{words('as-of', moment=words.moment(moment))} · {words('time-zone', offset=words.offset(moment))} · {count}",
    )
