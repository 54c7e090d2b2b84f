"""One submission told whole: the application, each document with its evidence, the letters, and why this verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from intake.authentication import Authentication
from pipeline.state import ApplicationState, FileState, Finding, Judged, KindClaim, LetterState, SubmissionState, Timing
from reports.decided import DecisionRow, decision_rows
from reports.senders import SenderLine, authentication_words, sender_line
from reports.sentences import Teller, evidence_words, page_runs
from reports.signing import MarkLine, mark_lines, signature_words, signed_why
from reports.views import (
    Mark,
    SchoolRow,
    awaited_keys,
    document_mark,
    late_files,
    local,
    school_row,
    timing_of,
    uncounted_applications,
    unproven_files,
)

_MANY = 8  # more missing documents than this are told by their numbers


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the application: as written, and the normal form where it differs."""

    key: str
    title: str
    value: str | None
    normal: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that counts for a document, with what decided. ``why`` is the sentence, ``evidence`` the bare words."""

    file: str
    file_id: int
    letter: str
    pages: tuple[int, ...] | None
    page_words: str
    status: str
    partly: bool
    evidence: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One required document: its mark, the files that count, came too late, or are not proven to be in time."""

    key: str
    number: int
    title: str
    mark: Mark
    files: tuple[FileLine, ...]
    late: tuple[str, ...]
    unproven: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter of the submission, with when our own servers took it and what proves that."""

    id: int
    message_id: str
    sender: str
    sender_name: str
    subject: str
    sent: str
    received: datetime | None
    not_before: datetime | None
    not_after: datetime | None
    proof: str
    when: str
    proof_sentence: str
    timing: Timing
    joined: str
    files: int
    authentication: Authentication | None = None
    vouched: str = ""


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A file that nobody has read yet: the code, why, and what a person can do."""

    file: str
    file_id: int
    code: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What one rule found, in a sentence."""

    rule: str
    code: str
    sentence: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A submission as its page tells it. ``application`` is None when none counts."""

    row: SchoolRow
    aliases: tuple[str, ...]
    application: tuple[FieldLine, ...] | None
    application_file: str | None
    application_why: str
    signed: bool | None
    signed_why: str
    signed_by: tuple[MarkLine, ...]
    signature: str
    empty_fields: tuple[str, ...]
    documents: tuple[DocumentLine, ...]
    late_application: tuple[str, ...]
    unproven_application: tuple[str, ...]
    letters: tuple[LetterLine, ...]
    rules: tuple[RuleLine, ...]
    missing: tuple[str, ...]
    awaited: tuple[str, ...]
    awaited_keys: tuple[str, ...]
    missing_keys: tuple[str, ...]
    doubtful_keys: tuple[str, ...]
    waived_keys: tuple[str, ...]
    remarks: tuple[str, ...]
    annexes: tuple[str, ...]
    others: tuple[str, ...]
    unrecognised: tuple[str, ...]
    unread: tuple[UnreadLine, ...]
    links: tuple[str, ...]
    quarantined: tuple[str, ...]
    rivals: tuple[str, ...]
    proposals: tuple[str, ...]
    by: str  # machine or person: who gave the verdict
    decisions: tuple[DecisionRow, ...]
    senders: tuple[SenderLine, ...] = ()

    @property
    def missing_short(self) -> str:
        """The numbers of the missing documents, when they are too many to name twice: 1–9, 12."""
        return page_runs(self.row.lacking) if len(self.missing) > _MANY else ""

    @property
    def awaited_short(self) -> str:
        """The same of the documents that lie in letters whose receipt is not proven."""
        numbers = tuple(line.number for line in self.documents if line.key in self.awaited_keys)
        return page_runs(numbers) if len(self.awaited) > _MANY else ""

    @property
    def against(self) -> tuple[RuleLine, ...]:
        """What speaks against the submission, but for what its own lists (missing, unread, …) tell better."""
        listed = {
            "kind_missing": self.missing,
            "application_absent": self.missing,
            "kind_unproven": self.awaited,
            "application_unproven": self.awaited,
            "file_unread": self.unread,
            "file_unrecognised": self.unrecognised,
            "link_instead": self.links,
        }
        return tuple(line for line in self.rules if not line.passed and not listed.get(line.code))

    @property
    def met(self) -> tuple[RuleLine, ...]:
        """What speaks for the submission, and what is merely noted."""
        return tuple(line for line in self.rules if line.passed)

    @property
    def explanation(self) -> tuple[str, ...]:
        """One sentence a rule, what speaks against the submission first."""
        return tuple(line.sentence for line in sorted(self.rules, key=lambda line: line.passed))


def card(judged: Judged, teller: Teller) -> Card:
    """Tell one submission whole."""
    state, verdict = judged.state, judged.verdict
    contest, words, awaited = teller.contest, teller.words, awaited_keys(verdict)
    application = state.application
    fields = None if application is None else _fields(application, teller)
    signed = None if application is None else application.facts.signed
    why = "" if application is None else signed_why(application.facts)
    marks = () if application is None else mark_lines(application.facts, teller)
    return Card(
        row=school_row(judged, contest, words),
        aliases=tuple(contest.display_number(number) for number in state.aliases),
        application=fields,
        application_file=None if application is None or application.file is None else application.file.name,
        application_why="" if application is None else teller.evidence(application.facts.evidence),
        signed=signed,
        signed_why=why,
        signed_by=marks,
        signature="" if application is None else signature_words(signed, why, marks, teller),
        empty_fields=tuple(line.title for line in fields or () if line.required and not (line.value or "").strip()),
        documents=_documents(state, teller),
        late_application=uncounted_applications(state, Timing.LATE),
        unproven_application=uncounted_applications(state, Timing.UNPROVEN),
        letters=tuple(_letter(letter, state, teller) for letter in state.letters),
        rules=tuple(RuleLine(f.rule, f.code, teller.finding(f), f.passed) for f in _told_once(verdict.findings)),
        missing=tuple(teller.kind(key) for key in verdict.missing if key not in awaited),
        awaited=tuple(teller.kind(key) for key in awaited),
        awaited_keys=awaited,
        missing_keys=verdict.missing,
        doubtful_keys=verdict.doubtful,
        waived_keys=state.waived,
        remarks=tuple(teller.finding(finding) for finding in state.remarks),
        annexes=_names(state.annexes),
        others=_names(state.others),
        unrecognised=_names(state.unrecognised),
        unread=tuple(_unread(file, teller) for file in state.unread),
        links=state.links,
        quarantined=tuple(teller.case(letter.key) for letter in state.quarantined),
        rivals=tuple(teller.case(founder) for founder in state.rivals),
        proposals=tuple(teller.case(key) for key in state.proposals),
        by=verdict.by,
        decisions=decision_rows(state.decisions, teller),
        senders=tuple(sender_line(sender, words) for sender in state.senders),
    )


def _names(files: tuple[FileState, ...]) -> tuple[str, ...]:
    return tuple(file.name for file in files)


def _fields(application: ApplicationState, teller: Teller) -> tuple[FieldLine, ...]:
    return tuple(
        FieldLine(f.key, teller.field(f.key), application.value(f.key), application.normal(f.key), f.required)
        for f in teller.contest.form.fields
    )


def _documents(state: SubmissionState, teller: Teller) -> tuple[DocumentLine, ...]:
    return tuple(
        DocumentLine(
            key=kind.key,
            number=kind.number,
            title=kind.title.of(teller.words.language),
            mark=document_mark(kind.key, state),
            files=tuple(_file(claim, teller) for claim in state.claims.get(kind.key, ())),
            late=late_files(state.late.get(kind.key, ())),
            unproven=unproven_files(kind.key, state),
        )
        for kind in teller.contest.kinds
    )


def _file(claim: KindClaim, teller: Teller) -> FileLine:
    return FileLine(
        file=claim.file.name,
        file_id=claim.file.id,
        letter=claim.message_id,
        pages=claim.pages,
        page_words=page_runs(claim.pages),
        status=claim.status,
        partly=claim.partly,
        evidence=evidence_words(claim.evidence),
        why=teller.evidence(claim.evidence),
        by=claim.by,
    )


def _letter(letter: LetterState, state: SubmissionState, teller: Teller) -> LetterLine:
    receipt, contest = letter.receipt, teller.contest
    return LetterLine(
        id=letter.id,
        message_id=letter.message_id,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        sent=letter.sent,
        received=local(receipt.shown, contest),
        not_before=local(receipt.not_before, contest),
        not_after=local(receipt.not_after, contest),
        proof=receipt.proof,
        when=_when(letter, timing_of(letter, state), teller),
        proof_sentence=teller.words.lenient(f"proof-{receipt.proof}"),
        timing=timing_of(letter, state),
        joined="" if letter.joined_by is None else teller.finding(letter.joined_by),
        files=len(letter.files),
        authentication=letter.authentication,
        vouched=authentication_words(letter.authentication, teller.words),
    )


def _when(letter: LetterState, timing: Timing, teller: Teller) -> str:
    """When a letter came, as far as it is known: a moment, or the two ends where it matters that they differ."""
    words, contest = teller.words, teller.contest
    first, last = local(letter.receipt.not_before, contest), local(letter.receipt.not_after, contest)
    if first is None:
        return "" if last is None else words("no-later-than", moment=words.moment(last, seconds=True))
    moment = words.moment(first, seconds=True)
    if timing is Timing.UNPROVEN and last is not None:
        return words("between", first=moment, last=words.moment(last, seconds=True))
    return moment


def unread_code(file: FileState) -> str:
    """The stable code of why a file was not read; where nothing is said, it is a picture of a text."""
    return file.facts.problem.code if file.facts.problem else "scan"


def _unread(file: FileState, teller: Teller) -> UnreadLine:
    code = unread_code(file)
    return UnreadLine(file.name, file.id, code, teller.problem(code), teller.advice(code, file.facts.type))


def _told_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings but for the doubt about a file that the doubt about a document tells already."""
    asked = {(f.params["kind"], f.params["file"]) for f in findings if f.code == "kind_doubtful"}
    for f in findings:
        if f.code != "file_doubtful" or (f.params["kind"], f.params["file"]) not in asked:
            yield f
