"""Letters, files and submissions made by hand, for the tests of judging: no bytes, no store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast, get_args

from intake.authentication import Authentication, Outcome
from parsers.facts import ApplicationFacts, Claim, Evidence, FieldValue, FileFacts, Problem, Role, Segment, Strength
from pipeline import derive, grouping, judge
from pipeline.contest import Contest, load
from pipeline.state import FileState, Finding, Grouping, Interval, Judged, LetterState, LetterVerdict

ROOT = Path(__file__).parents[2]
NOT_YET = Finding("letter", "letter_unread")


@cache
def the_contest() -> Contest:
    """The contest of config.toml."""
    return load(ROOT / "config.toml").contest


DEADLINE = the_contest().dates.deadline
BEFORE = DEADLINE - timedelta(days=1)
AFTER = DEADLINE + timedelta(days=1)
KINDS = tuple(kind.key for kind in the_contest().kinds)
FIELDS: Mapping[str, str] = {
    "institution": "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК",
    "address": "Астана қаласы, Қабанбай батыр даңғылы 17",
    "phone": "+7 7172 43 21 79",
    "email": "mektep79@example.kz",
    "subject": "математика",
    "leader": "Жұмабекова Сәуле Қанатқызы",
    "leader_phone": "+7 701 555 17 79",
    "head": "Оспанов Ерлан Мейрамұлы",
}


def application(status: str = "sure", **fields: str) -> ApplicationFacts:
    """A filled-in application; ``fields`` replace those of FIELDS, "" takes one out."""
    values = {**FIELDS, **fields}
    filled = tuple(FieldValue(key, value, value, 1, 1) for key, value in values.items() if value)
    return ApplicationFacts(filled, (1,), (), status="sure" if status == "sure" else "doubtful")


def file(
    name: str,
    *kinds: str,
    role: Role | None = None,
    sure: bool = True,
    application: ApplicationFacts | None = None,
    problem: str = "",
    links: Sequence[str] = (),
    sha: str = "",
) -> FileState:
    """A file that is the named kinds (or has the role); ids are given when it is put into a letter."""
    status: Strength = "sure" if sure else "doubtful"
    claims = tuple(Claim(kind, None, status, (Evidence("heading", kind),)) for kind in kinds)
    what: Role = role or ("application" if application else "document" if kinds else "unrecognised")
    facts = FileFacts(
        "docx",
        None,
        ("none",) if problem else ("text",),
        (Segment(None, what, claims),),
        application,
        Problem(problem) if problem else None,
        tuple(links),
    )
    digest = sha or sha256(f"{name} {kinds} {what} {application}".encode()).hexdigest()
    return FileState(0, 0, "", "", name, "application/octet-stream", 1, digest, facts)


def letter(
    key: str,
    when: datetime | None,
    files: Iterable[FileState] = (),
    *,
    sender: str = "mektep79@example.kz",
    subject: str = "",
    speaks: str = "",
    until: datetime | None = None,
    answers: Sequence[str] = (),
    links: Sequence[str] = (),
    verdict: LetterVerdict = LetterVerdict.UNCLEAR,
    quoted: Sequence[int] = (),
    problem: str = "",
    body: ApplicationFacts | None = None,
    authentication: Authentication | None = None,
) -> LetterState:
    """A letter received at ``when`` (None: nothing proven), surely by ``until`` if that is another moment."""
    number = int(sha256(key.encode()).hexdigest()[:8], 16)
    put = tuple(
        FileState(number * 100 + i, number, key, str(i), f.name, f.content_type, f.size, f.sha256, f.facts, f.inline)
        for i, f in enumerate(files)
    )
    segment = Segment(None, "application" if body else "none")
    return LetterState(
        number,
        key,
        f"<{key}@example.kz>",
        sender,
        "",
        subject,
        "",
        f"{key}.eml",
        Interval(when, until or when, "trusted_received" if when or until else "none"),
        verdict,
        NOT_YET,
        put,
        FileFacts("body", None, ("text",), (segment,), body, None, tuple(links), speaks),
        Problem(problem) if problem else None,
        in_reply_to=tuple(f"<{one}@example.kz>" for one in answers[:1]),
        references=tuple(f"<{one}@example.kz>" for one in answers),
        quoted=tuple(quoted),
        authentication=authentication,
    )


def vouched(outcome: str, sender: str = "mektep79@example.kz") -> Authentication:
    """What our server says of a sender: passed, failed or unproven."""
    domain = sender.partition("@")[2] if outcome == "passed" else ""
    word = {"passed": "pass", "failed": "fail"}.get(outcome, "none")
    assert outcome in get_args(Outcome), f"{outcome} is no outcome"
    return Authentication("mx.astana-modern.edu.kz", word, word, word, cast(Outcome, outcome), domain)


def papers(*kinds: str, sure: bool = True) -> tuple[FileState, ...]:
    """One file for each kind."""
    return tuple(file(f"{kind}.docx", kind, sure=sure) for kind in kinds)


def everything(without: Iterable[str] = ()) -> tuple[FileState, ...]:
    """One file for each kind of the contest, but those."""
    left_out = set(without)
    return papers(*(kind for kind in KINDS if kind not in left_out))


def form(name: str = "application.docx", status: str = "sure", **fields: str) -> FileState:
    """An application as a file."""
    return file(name, application=application(status, **fields))


def grouped(letters: Sequence[LetterState], numbers: Mapping[str, int] | None = None) -> Grouping:
    """Group letters under the contest of config.toml; numbers as given, or none issued yet."""
    return grouping.group(letters, numbers or {}, the_contest())


def judged(
    letters: Sequence[LetterState],
    now: datetime = AFTER,
    closed: bool = True,
    contest: Contest | None = None,
    numbers: Mapping[str, int] | None = None,
) -> dict[str, Judged]:
    """Group, derive and judge; by founder. Submissions without a number get one in the order of receipt."""
    rules = contest or the_contest()
    placed = grouping.group(letters, numbers or {}, rules)
    issued = dict(numbers or {})
    for founder in placed.groups:
        issued.setdefault(founder, len(issued) + 1)
    states = derive.derive(placed, letters, issued, rules)
    return {one.state.founder: one for one in judge.judge_all(states, now, closed, rules)}


def brief(of: Mapping[str, Judged]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Standing and reasons by founder, to compare at a glance."""
    return {founder: (one.verdict.standing.value, one.verdict.reasons) for founder, one in of.items()}
