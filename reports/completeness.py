"""The completeness report: who sent what, what is missing and why, in four formats from the same rows."""

from datetime import datetime
from typing import Any

from pipeline.contest import Contest
from pipeline.state import Overview, Timing
from reports.cards import Card, FileLine, LetterLine, card
from reports.decided import DecisionRow
from reports.formats.table import Cell, Column, Table
from reports.senders import authentication_data, sender_data
from reports.sentences import Teller
from reports.signing import MarkLine
from reports.views import APPLICATION, LetterRow, SchoolRow, letter_rows, school_rows
from reports.words import Words


def cards(overview: Overview, contest: Contest, words: Words) -> tuple[Card, ...]:
    """Every submission told whole, by number."""
    teller = Teller.of(overview, contest, words)
    return tuple(card(judged, teller) for judged in sorted(overview.submissions, key=lambda j: j.state.number))


def data(overview: Overview, contest: Contest, words: Words) -> dict[str, Any]:
    """The report as data, in the shape that others build on (``report completeness --format json``)."""
    return {
        "contest": contest.contest.key,
        "title": contest.contest.title.of(words.language),
        "as_of": _iso(overview.as_of.astimezone(contest.dates.zone)),
        "submissions": [submission_data(one, contest) for one in cards(overview, contest, words)],
        "letters": [letter_data(row) for row in letter_rows(overview, contest, words)],
    }


def _iso(moment: datetime | None) -> str | None:
    """A moment with its offset, whole seconds."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def submission_data(one: Card, contest: Contest) -> dict[str, Any]:
    """One submission as data: what stands in the list ``submissions``."""
    row = one.row
    late = {line.key: list(line.late) for line in one.documents if line.late}
    if one.late_application:
        late = {APPLICATION: list(one.late_application), **late}
    unproven = {line.key: list(line.unproven) for line in one.documents if line.unproven}
    if one.unproven_application:
        unproven = {APPLICATION: list(one.unproven_application), **unproven}
    return {
        "id": row.number,
        "number": row.shown,
        "verdict": str(row.standing),
        "reasons": list(row.reasons),
        "explanation": list(one.explanation),
        "received_at": _iso(row.received),
        "deadline": _iso(row.deadline),
        "application": _application(one),
        "letters": [_letter(line) for line in one.letters],
        "documents": {line.key: [_file(file) for file in line.files] for line in one.documents if line.files},
        "missing": list(one.missing_keys),
        "doubtful": list(one.doubtful_keys),
        "late": late,
        "unproven": unproven,
        "waived": list(one.waived_keys),
        "remarks": list(one.remarks),
        "annexes": list(one.annexes),
        "others": list(one.others),
        "unrecognised": list(one.unrecognised),
        "unreadable": [{"file": line.file, "why": line.code} for line in one.unread],
        "links": list(one.links),
        "senders": [sender_data(line) for line in one.senders],
        "by": one.by,
        "decisions": [decision_data(line) for line in one.decisions],
    }


def decision_data(row: DecisionRow) -> dict[str, Any]:
    """One decision as data, in words; ``standing`` is a stable code."""
    return {
        "id": row.id,
        "at": _iso(row.at),
        "by": row.by,
        "about": row.about,
        "what": row.what,
        "reason": row.reason,
        "standing": row.standing,
        "needs_person": row.needs_person,
    }


def _application(one: Card) -> dict[str, Any] | None:
    """The form's fields as written, a date in its normal form; ``signed`` null when it cannot be told, and why then."""
    if one.application is None:
        return None
    fields: dict[str, Any] = {
        line.key: (line.normal or line.value) if line.key == "date" else line.value for line in one.application
    }
    day = fields.pop("date", None)
    signature = {
        "signed": one.signed,
        "signed_why": one.signed_why or None,
        "signed_by": [_mark(mark) for mark in one.signed_by],
    }
    return {**fields, **signature, "date": day}


def _mark(mark: MarkLine) -> dict[str, Any]:
    box = None if mark.box is None else list(mark.box)
    return {"code": mark.code, "words": mark.words, "page": mark.page, "box": box}


def _letter(line: LetterLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "message_id": line.message_id,
        "sender": line.sender,
        "received_at": _iso(line.received),
        "receipt": {"not_before": _iso(line.not_before), "not_after": _iso(line.not_after), "proof": line.proof},
        "late": line.timing is Timing.LATE,
        "timing": str(line.timing),
        "authentication": authentication_data(line.authentication),
    }


def _file(line: FileLine) -> dict[str, Any]:
    return {
        "file": line.file,
        "file_id": line.file_id,
        "letter": line.letter,
        "pages": None if line.pages is None else list(line.pages),
        "status": line.status,
        "partly": line.partly,
        "evidence": line.evidence,
        "by": line.by,
    }


def letter_data(row: LetterRow) -> dict[str, Any]:
    """One letter as data: what it is, why, and where it belongs."""
    return {
        "id": row.id,
        "message_id": row.message_id,
        "source": row.source,
        "verdict": str(row.verdict),
        "submission": row.submission,
        "sender": row.sender,
        "subject": row.subject,
        "received_at": _iso(row.received),
        "receipt": {"not_before": _iso(row.not_before), "not_after": _iso(row.not_after), "proof": row.proof},
        "why": row.why,
        "problem": row.problem or None,
        "authentication": authentication_data(row.authentication),
    }


def table(overview: Overview, contest: Contest, words: Words) -> Table:
    """The report as a plain table: one row a school, the documents' numbers as columns, marks as signs."""
    before = ("registration", "verdict", "reasons", "school", "leader", "subject", "received", "application")
    after = ("present", "lacking", "doubted", "letters", "remarks")
    columns = [
        *(Column(key, words(f"head-{key}")) for key in before),
        *(Column(kind.key, str(kind.number)) for kind in contest.kinds),
        *(Column(key, words(f"head-{key}")) for key in after),
    ]
    rows = school_rows(overview, contest, words)
    return Table(
        title=words("report-completeness"),
        name=words("sheet-completeness"),
        notes=(),
        columns=tuple(columns),
        rows=tuple(_cells(row) for row in rows),
    )


def _cells(row: SchoolRow) -> tuple[Cell, ...]:
    return (
        row.shown,
        row.verdict,
        "; ".join(row.reason_words),
        row.school,
        row.leader,
        row.subject,
        row.received,
        row.application.symbol,
        *(mark.symbol for mark in row.marks),
        row.present,
        numbers_listed(row.lacking),
        numbers_listed(row.doubted),
        row.letters,
        row.remarks,
    )


def numbers_listed(numbers: tuple[int, ...]) -> str:
    """Numbers of documents as people write them: 7, 14, 19."""
    return ", ".join(str(number) for number in numbers)
