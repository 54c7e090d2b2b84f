"""What is kept of the commission's work: append-only tables, the only code that writes them, and reading them back.

Participants are kept by the letter that founded their submission, never by a number that is derived. ``score`` has a
row for each point ever given (NULL takes it back); ``act`` is everything else that a person did: members, conflicts,
excuses, absences, votes, closings, nominations. Nothing is changed or deleted: the newest row of one matter stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

import msgspec
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Select, Table, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from pipeline.scoring.values import Ballot, Closing, Conflict, Ledger, Member, Role, Round, Score, Voting
from pipeline.tracking.columns import METADATA, Moment, SafeText, table
from pipeline.tracking.evidence import LETTER

APPEND_ONLY = ("score", "act")
VERBS = (
    "member", "dismiss", "conflict", "no_conflict", "excuse", "no_excuse", "absent", "present", "vote", "close_vote",
    "close", "reopen", "nominate", "no_nomination", "draw",
)  # fmt: skip


class Kept(SQLModel):
    """Base of the append-only tables."""

    metadata: ClassVar = METADATA


class ScoreRow(Kept, table=True):
    """A point that a member gave, or took back: the newest row of (member, participant, stage, criterion) stands."""

    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint("criterion > 0", "criterion"),
        CheckConstraint("stage > 0", "stage"),
        CheckConstraint("points IS NULL OR points >= 0", "points"),
    )
    id: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    by: str = Field(sa_column=Column(SafeText, nullable=False))
    reason: str = Field(sa_column=Column(SafeText, nullable=False))
    member: str = Field(sa_column=Column(SafeText, nullable=False))
    letter_id: int = Field(sa_column=Column(Integer, ForeignKey("letter.id"), nullable=False, index=True))
    stage: int = Field(sa_column=Column(Integer, nullable=False))
    criterion: int = Field(sa_column=Column(Integer, nullable=False))
    points: int | None = Field(sa_column=Column(Integer))
    source: str = Field(sa_column=Column(SafeText, nullable=False))
    contest_id: int = Field(sa_column=Column(Integer, ForeignKey("contest.id"), nullable=False))


class ActRow(Kept, table=True):
    """One thing that a person recorded. ``target``: a tie's or nomination's name; ``value``: JSON of what was said."""

    __tablename__ = "act"
    __table_args__ = (CheckConstraint(f"verb IN ({', '.join(repr(verb) for verb in VERBS)})", "verb"),)
    id: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    by: str = Field(sa_column=Column(SafeText, nullable=False))
    verb: str = Field(sa_column=Column(SafeText, nullable=False))
    reason: str = Field(sa_column=Column(SafeText, nullable=False))
    member: str = Field(sa_column=Column(SafeText, nullable=False))
    letter_id: int | None = Field(sa_column=Column(Integer, ForeignKey("letter.id")))
    stage: int | None = Field(sa_column=Column(Integer))
    target: str = Field(sa_column=Column(SafeText, nullable=False))
    value: str = Field(sa_column=Column(SafeText, nullable=False))
    contest_id: int = Field(sa_column=Column(Integer, ForeignKey("contest.id"), nullable=False))


SCORE, ACT = table("score"), table("act")


class MemberValue(msgspec.Struct, frozen=True):
    """What is kept of a member beside the address."""

    name: str
    post: str
    roles: tuple[str, ...]
    source: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who records something, when, why, under which configuration."""

    by: str
    at: datetime
    contest_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is to be kept; ``founder`` is the key of the participant's founder letter, "" for none."""

    verb: str
    member: str = ""
    founder: str = ""
    stage: int | None = None
    target: str = ""
    value: object = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point as it is to be kept; ``points`` None takes back what stands. ``source``: file and cell it came from."""

    member: str
    founder: str
    stage: int
    criterion: int
    points: int | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history: what a point was made by whom, when, why, from which file."""

    at: datetime
    by: str
    reason: str
    member: str
    submission: int
    stage: int
    criterion: int
    points: int | None
    source: str


def keep_acts(connection: Connection, acts: Iterable[Act], author: Author) -> None:
    """Record acts, in order."""
    for act in acts:
        row = {
            "at": author.at, "by": author.by, "verb": act.verb, "reason": author.reason, "member": act.member,
            "letter_id": _letter_id(connection, act.founder), "stage": act.stage, "target": act.target,
            "value": msgspec.json.encode(act.value).decode(), "contest_id": author.contest_id,
        }  # fmt: skip
        connection.execute(insert(ACT), row)


def keep_points(connection: Connection, points: Iterable[Point], author: Author) -> None:
    """Record points, in order."""
    letters: dict[str, int | None] = {}
    rows = []
    for point in points:
        if point.founder not in letters:
            letters[point.founder] = _letter_id(connection, point.founder)
        rows.append(
            {
                "at": author.at,
                "by": author.by,
                "reason": author.reason,
                "member": point.member,
                "letter_id": letters[point.founder],
                "stage": point.stage,
                "criterion": point.criterion,
                "points": point.points,
                "source": point.source,
                "contest_id": author.contest_id,
            }
        )
    if rows:
        connection.execute(insert(SCORE), rows)


def load_ledger(connection: Connection, numbers: Mapping[str, int], known_at: datetime | None = None) -> Ledger:
    """Everything that stands, as of ``known_at`` (now when None). ``numbers``: submissions by founder letter key."""
    standing = _Standing()
    query = select(ACT, LETTER.c.key).outerjoin(LETTER, LETTER.c.id == ACT.c.letter_id)
    for row in connection.execute(_until(query, ACT, known_at).order_by(ACT.c.id)):
        standing.take(_Recorded(
            row.verb, row.member, numbers.get(row.key or "", 0), row.stage or 0, row.target, row.value, row.reason,
            row.at, row.by,
        ))  # fmt: skip
    for change in history(connection, numbers, known_at):
        place = (change.member, change.submission, change.stage, change.criterion)
        if change.points is None:
            standing.scores.pop(place, None)
        else:
            standing.scores[place] = Score(*place, change.points)
    return standing.ledger()


def history(connection: Connection, numbers: Mapping[str, int], known_at: datetime | None = None) -> Iterator[Change]:
    """Every point ever given or taken back, oldest first."""
    query = select(SCORE, LETTER.c.key).join(LETTER, LETTER.c.id == SCORE.c.letter_id)
    for row in connection.execute(_until(query, SCORE, known_at).order_by(SCORE.c.id)):
        if row.key in numbers:
            yield Change(
                row.at, row.by, row.reason, row.member, numbers[row.key], row.stage, row.criterion, row.points,
                row.source,
            )  # fmt: skip


def stages_closed(connection: Connection) -> dict[int, datetime]:
    """When each stage that is closed was closed; a reopened one is not among them."""
    query = select(ACT.c.verb, ACT.c.stage, ACT.c.at).where(ACT.c.verb.in_(("close", "reopen"))).order_by(ACT.c.id)
    found: dict[int, datetime] = {}
    for row in connection.execute(query):
        found.pop(row.stage, None)
        if row.verb == "close":
            found[row.stage] = row.at
    return found


def draws(connection: Connection, stage: int, known_at: datetime | None = None) -> str | None:
    """The seed that was last drawn for a stage's speaking order, None when none was."""
    query = select(ACT.c.value).where(ACT.c.verb == "draw", ACT.c.stage == stage)
    value = connection.scalar(_until(query, ACT, known_at).order_by(ACT.c.id.desc()).limit(1))
    return None if value is None else msgspec.json.decode(value, type=str)


def _until(query: Select[Any], kept: Table, known_at: datetime | None) -> Select[Any]:
    return query if known_at is None else query.where(kept.c.at <= known_at)


def _letter_id(connection: Connection, key: str) -> int | None:
    return connection.scalar(select(LETTER.c.id).where(LETTER.c.key == key)) if key else None


class _Recorded(NamedTuple):
    verb: str
    member: str
    number: int  # of the participant, 0 for none
    stage: int  # 0 for none
    target: str
    value: str
    reason: str
    at: datetime
    by: str


class _Standing:
    """What stands while acts are taken in one after the other; the newest of one matter wins."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.former: dict[str, Member] = {}
        self.scores: dict[tuple[str, int, int, int], Score] = {}
        self.conflicts: dict[tuple[str, int], Conflict] = {}
        self.excused: dict[tuple[str, int], str] = {}
        self.absent: dict[tuple[int, int], str] = {}
        self.rounds: dict[str, tuple[Round, ...]] = {}
        self.ballots: dict[str, dict[str, Ballot]] = {}
        self.closings: dict[int, Closing] = {}
        self.nominated: dict[str, int] = {}

    def take(self, act: _Recorded) -> None:
        """Let one act have its effect."""
        match act.verb:
            case "member":
                self.members[act.member] = _member(act)
                self.former.pop(act.member, None)
            case "dismiss":
                left = self.members.pop(act.member, None)
                if left is not None:
                    self.former[act.member] = left
            case "conflict":
                self.conflicts[act.member, act.number] = Conflict(act.member, act.number, "declared", act.reason)
            case "no_conflict":
                self.conflicts.pop((act.member, act.number), None)
            case "excuse":
                self.excused[act.member, act.stage] = act.reason
            case "no_excuse":
                self.excused.pop((act.member, act.stage), None)
            case "absent":
                self.absent[act.number, act.stage] = act.reason
            case "present":
                self.absent.pop((act.number, act.stage), None)
            case "vote" | "close_vote":
                self._vote(act)
            case "close":
                snapshot = msgspec.json.decode(act.value, type=str)
                self.closings[act.stage] = Closing(act.stage, act.at, act.by, snapshot, self._judges())
            case "reopen":
                self.closings.pop(act.stage, None)
            case "nominate":
                self.nominated[act.target] = act.number
            case "no_nomination":
                self.nominated.pop(act.target, None)

    def _vote(self, act: _Recorded) -> None:
        ballots = self.ballots.setdefault(act.target, {})
        if act.verb == "vote":
            ballots[act.member] = Ballot(act.member, act.number or None)
            return
        chair = next((email for email, member in self.members.items() if member.chairs), None)
        closed = Round(act.at, tuple(ballots.values()), self._judges(), chair)
        self.rounds[act.target] = (*self.rounds.get(act.target, ()), closed)
        ballots.clear()

    def _judges(self) -> frozenset[str]:
        return frozenset(email for email, member in self.members.items() if member.judges)

    def ledger(self) -> Ledger:
        """What stands at the end."""
        names = dict.fromkeys([*self.rounds, *self.ballots])
        votings = {
            name: Voting(self.rounds.get(name, ()), tuple(self.ballots.get(name, {}).values())) for name in names
        }
        return Ledger(
            tuple(self.members.values()), tuple(self.scores.values()), tuple(self.conflicts.values()), self.excused,
            self.absent, votings, self.closings, self.nominated, tuple(self.former.values()),
        )  # fmt: skip


def _member(act: _Recorded) -> Member:
    value = msgspec.json.decode(act.value, type=MemberValue)
    return Member(act.member, value.name, value.post, frozenset(map(Role, value.roles)), value.source, value.school)
