"""The overview as rows: frozen values that every report, the command line and the desk are made of.

A row holds codes and, where a person reads it, the words for them; nothing here knows a file format. Texts that others
wrote stand as they came: the format that shows them makes them safe. All times are in the contest's own zone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from intake.authentication import Authentication
from pipeline.contest import Contest
from pipeline.rules.completeness import unproven
from pipeline.speaking import applications
from pipeline.state import (
    Judged,
    KindClaim,
    LetterState,
    LetterVerdict,
    Overview,
    Standing,
    SubmissionState,
    Timing,
    Verdict,
)
from reports.sentences import Teller
from reports.words import Words

APPLICATION = "application"
# What waits for a person comes first, then what can still be mended, then what is settled.
ORDER = (Standing.HELD, Standing.INCOMPLETE, Standing.REJECTED, Standing.ACCEPTED)
PHONE_FIELDS = ("phone", "leader_phone")


class Mark(StrEnum):
    """How one document of one school stands."""

    SURE = "sure"
    PARTLY = "partly"
    DOUBTFUL = "doubtful"
    WAIVED = "waived"
    UNPROVEN = "unproven"
    LATE = "late"
    MISSING = "missing"

    @property
    def symbol(self) -> str:
        """The sign in a table; it tells the marks apart without colour."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Mark.SURE: "✓",
    Mark.PARTLY: "◐",
    Mark.DOUBTFUL: "?",
    Mark.WAIVED: "○",
    Mark.UNPROVEN: "!",
    Mark.LATE: "◷",
    Mark.MISSING: "—",
}


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One submission in one line. ``marks`` has the contest's documents in their order, ``lacking`` their numbers."""

    number: int
    shown: str
    standing: Standing
    verdict: str
    reasons: tuple[str, ...]
    reason_words: tuple[str, ...]
    school: str
    named: bool  # the name comes from an application, be it late or unproven, not from the sender of the letters
    leader: str
    subject: str
    received: datetime | None
    deadline: datetime
    application: Mark
    marks: tuple[Mark, ...]
    lacking: tuple[int, ...]
    doubted: tuple[int, ...]
    letters: int
    remarks: int

    @property
    def present(self) -> int:
        """How many documents are there, whole or in part."""
        return sum(mark in (Mark.SURE, Mark.PARTLY) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums under a table of schools: per verdict, and per column how many schools have each mark."""

    schools: int
    verdicts: Mapping[Standing, int]
    application: Mapping[Mark, int]
    marks: tuple[Mapping[Mark, int], ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter as the register lists it. ``submission`` is None for a letter that belongs to none."""

    id: int
    message_id: str
    source: str
    sender: str
    sender_name: str
    subject: str
    sent: str
    received: datetime | None
    not_before: datetime | None
    not_after: datetime | None
    proof: str
    verdict: LetterVerdict
    verdict_word: str
    why: str
    joined: str
    problem: str
    submission: int | None
    shown: str
    files: int
    authentication: Authentication | None = None

    @property
    def told(self) -> str:
        """What it is and why, where it belongs, and what is wrong with it, in one line."""
        problem = f"({self.problem})" if self.problem else ""
        return " ".join(part for part in (self.why, self.joined, problem) if part)


def local(moment: datetime | None, contest: Contest) -> datetime | None:
    """The moment in the contest's own zone."""
    return None if moment is None else moment.astimezone(contest.dates.zone)


def key_days(contest: Contest) -> tuple[tuple[str, date], ...]:
    """The contest's days in their order: announce_by, deadline, contest_day, publish_by."""
    dates = contest.dates
    return (
        ("announce_by", dates.announce_by),
        ("deadline", dates.deadline.astimezone(dates.zone).date()),
        ("contest_day", dates.contest_day),
        ("publish_by", dates.contest_day + timedelta(days=dates.publish_within_days)),
    )


def some(names: Sequence[str], most: int, words: Words) -> str:
    """Names in one line; of more than ``most`` the rest is counted."""
    shown = ", ".join(names[:most])
    return words("paper-more", names=shown, number=len(names) - most) if len(names) > most else shown


def document_mark(key: str, state: SubmissionState) -> Mark:
    """How one kind stands: what counts is looked at first, a late file only where nothing else is there."""
    claims = state.claims.get(key, ())
    sure = [claim for claim in claims if claim.status == "sure"]
    if sure:
        return Mark.PARTLY if all(claim.partly for claim in sure) else Mark.SURE
    if key in state.waived:
        return Mark.WAIVED
    if claims:
        return Mark.DOUBTFUL
    if state.late.get(key):
        return Mark.LATE
    return Mark.UNPROVEN if unproven_files(key, state) else Mark.MISSING


def unproven_files(key: str, state: SubmissionState) -> tuple[str, ...]:
    """Names of files that may be of the kind, in letters that are not proven to have come in time.

    They do not count; but who reads that a document is missing must see that it lies in such a letter.
    """
    return tuple(dict.fromkeys(file.name for file in unproven(key, state)))


def awaited_keys(verdict: Verdict) -> tuple[str, ...]:
    """What lies in letters of unproven receipt and nowhere else: the application, then kinds in their order."""
    found = {"application_unproven": APPLICATION}
    codes = ("application_unproven", "kind_unproven")
    return tuple(found.get(f.code) or f.params["kind"] for f in verdict.findings if f.code in codes)


def application_mark(state: SubmissionState, contest: Contest) -> Mark:
    """How the application stands; one that lacks a required field is there in part."""
    application = state.application
    if application is None:
        if APPLICATION in state.waived:
            return Mark.WAIVED
        if uncounted_applications(state, Timing.LATE):
            return Mark.LATE
        return Mark.UNPROVEN if uncounted_applications(state, Timing.UNPROVEN) else Mark.MISSING
    if application.facts.status == "doubtful" or application.rivals:
        return Mark.DOUBTFUL
    filled = all((application.value(key) or "").strip() for key in contest.required_fields)
    return Mark.SURE if filled else Mark.PARTLY


def school_name(state: SubmissionState, words: Words) -> tuple[str, bool]:
    """The school as its application names it (and True), else whoever wrote (and False)."""
    name = told(state, "institution")
    if name:
        return name, True
    first = state.letters[0] if state.letters else None
    sender = (first.sender_name or first.sender) if first else ""
    return (words("school-unnamed-sender", sender=sender) if sender else words("school-unnamed")), False


def told(state: SubmissionState, key: str) -> str:
    """A field as the application that counts has it; where none counts, as any other of its letters has it.

    A person who looks at a late or unproven submission must see whose it is. Nothing is judged by this.
    """
    if state.application is not None:
        return (state.application.value(key) or "").strip()
    facts = (facts for letter in state.letters for _, facts in applications(letter))
    values = (one.value.strip() for found in facts for one in found.fields if one.key == key)
    return next((value for value in values if value), "")


def school_row(judged: Judged, contest: Contest, words: Words) -> SchoolRow:
    """One submission as a row of the completeness table."""
    state, verdict = judged.state, judged.verdict
    school, named = school_name(state, words)
    marks = tuple(document_mark(kind.key, state) for kind in contest.kinds)
    numbers, awaited = {kind.key: kind.number for kind in contest.kinds}, awaited_keys(verdict)
    return SchoolRow(
        number=state.number,
        shown=contest.display_number(state.number),
        standing=verdict.standing,
        verdict=words(f"standing-{verdict.standing}"),
        reasons=verdict.reasons,
        reason_words=tuple(words.lenient(f"reason-{code}") for code in verdict.reasons),
        school=school,
        named=named,
        leader=told(state, "leader"),
        subject=told(state, "subject"),
        received=local(state.received, contest),
        deadline=state.deadline.astimezone(contest.dates.zone),
        application=application_mark(state, contest),
        marks=marks,
        lacking=tuple(numbers[key] for key in verdict.missing if key in numbers and key not in awaited),
        doubted=tuple(numbers[key] for key in verdict.doubtful if key in numbers),
        letters=len(state.letters),
        remarks=len(state.remarks),
    )


def in_order(submissions: Iterable[Judged]) -> list[Judged]:
    """Submissions with what waits for a person first, by number within one verdict."""
    return sorted(submissions, key=lambda judged: (ORDER.index(judged.verdict.standing), judged.state.number))


def school_rows(overview: Overview, contest: Contest, words: Words) -> tuple[SchoolRow, ...]:
    """Every submission as a row, what waits for a person first."""
    return tuple(school_row(judged, contest, words) for judged in in_order(overview.submissions))


def totals(rows: Iterable[SchoolRow], contest: Contest) -> Totals:
    """The sums of a table of schools."""
    rows = tuple(rows)
    verdicts = Counter(row.standing for row in rows)
    return Totals(
        schools=len(rows),
        verdicts={standing: verdicts[standing] for standing in ORDER},
        application=Counter(row.application for row in rows),
        marks=tuple(Counter(row.marks[place] for row in rows) for place in range(len(contest.kinds))),
    )


def letter_row(letter: LetterState, teller: Teller) -> LetterRow:
    """One letter as a row of the register."""
    receipt, contest = letter.receipt, teller.contest
    number = None if letter.founder is None else teller.numbers.get(letter.founder)
    return LetterRow(
        id=letter.id,
        message_id=letter.message_id,
        source=letter.source,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        sent=letter.sent,
        received=local(receipt.shown, contest),
        not_before=local(receipt.not_before, contest),
        not_after=local(receipt.not_after, contest),
        proof=receipt.proof,
        verdict=letter.verdict,
        verdict_word=teller.words(f"letter-{letter.verdict}"),
        why=_why(letter, teller),
        joined="" if letter.joined_by is None else teller.finding(letter.joined_by),
        problem="" if letter.problem is None else teller.problem(letter.problem.code),
        submission=number,
        shown="" if number is None else contest.display_number(number),
        files=len(letter.files),
        authentication=letter.authentication,
    )


def _why(letter: LetterState, teller: Teller) -> str:
    """What it is and why; a letter that a mail system took for spam says so, for nobody looks there."""
    why = teller.finding(letter.why)
    return f"{why} {teller.words('found-in-spam')}" if letter.spam else why


def letter_rows(overview: Overview, contest: Contest, words: Words) -> tuple[LetterRow, ...]:
    """Every letter ever seen, in the order of their numbers."""
    teller = Teller.of(overview, contest, words)
    return tuple(letter_row(letter, teller) for letter in sorted(overview.letters, key=lambda letter: letter.id))


def timing_of(letter: LetterState, state: SubmissionState) -> Timing:
    """How a letter of a submission lies against that submission's deadline."""
    return state.timing.get(letter.key, letter.receipt.against(state.deadline))


def uncounted_applications(state: SubmissionState, timing: Timing) -> tuple[str, ...]:
    """Names of files with an application in letters of that timing; "" stands for the text of a letter."""
    names = [claim.file.name for claim in state.late.get(APPLICATION, ()) if timing is Timing.LATE]
    for letter in state.letters:
        if timing_of(letter, state) is timing:
            names += [file.name if file else "" for file, _ in applications(letter)]
    return tuple(dict.fromkeys(names))


def late_files(claims: Iterable[KindClaim]) -> tuple[str, ...]:
    """Names of late files, each once, in their order."""
    return tuple(dict.fromkeys(claim.file.name for claim in claims))


# How the sums under the table are told: a line for each group that occurs.
SUMS = (
    (Mark.SURE, Mark.PARTLY),
    (Mark.DOUBTFUL,),
    (Mark.WAIVED,),
    (Mark.UNPROVEN,),
    (Mark.LATE,),
    (Mark.MISSING,),
)


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of sums: the mark that stands for it, its words, the application's and every document's count."""

    mark: Mark
    words: str
    counts: tuple[int, ...]


def sum_lines(sums: Totals, words: Words) -> tuple[SumLine, ...]:
    """The sums under the table, those that are not zero everywhere."""
    columns = (sums.application, *sums.marks)
    lines = (
        SumLine(group[0], words(f"mark-{group[0]}"), tuple(sum(one.get(mark, 0) for mark in group) for one in columns))
        for group in SUMS
    )
    return tuple(line for line in lines if any(line.counts))
