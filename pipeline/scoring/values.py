"""What is known of the commission's work, as values: members, sheets, what was declared, votes, closings.

A ``Ledger`` is everything as of one moment: what was replaced or taken back is not in it any more, the tables keep it.
Members are named by their e-mail address in lower case, participants by the number of their submission.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person does in the commission (regulations III.2-7); one person may have two of them."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the commission. ``source``: which of the sources of III.3; ``school``: "" when of none."""

    email: str
    name: str
    post: str
    roles: frozenset[Role]
    source: str = ""
    school: str = ""

    @property
    def judges(self) -> bool:
        """Whether the person scores and votes: the secretary does only when also listed as a member."""
        return bool(self.roles & {Role.CHAIR, Role.MEMBER})

    @property
    def chairs(self) -> bool:
        """Whether the person presides and has the casting vote (III.6)."""
        return Role.CHAIR in self.roles


@dataclass(frozen=True, slots=True)
class Participant:
    """One accepted submission: its number, school, leader and subject as they are printed."""

    submission: int
    school: str
    leader: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Whole points that one member gave one participant for one criterion (1-based) of a stage."""

    member: str
    submission: int
    stage: int
    criterion: int
    points: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All points that one member gave one participant in a stage, by criterion."""

    member: str
    submission: int
    stage: int
    points: Mapping[int, int]

    def lacks(self, criteria: int) -> tuple[int, ...]:
        """The numbers of the criteria without points, of ``criteria`` in all."""
        return tuple(number for number in range(1, criteria + 1) if number not in self.points)

    @property
    def total(self) -> int:
        """The sum of what was given."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Conflict:
    """A member who must not judge a participant. ``how``: declared, or ``same_school`` found by the names."""

    member: str
    submission: int
    how: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One member's vote on a tie; ``choice`` None abstains."""

    member: str
    choice: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """The ballots that were on the table when a tie's vote was closed.

    ``judges`` and ``chair``: who voted and presided then, whoever has left the commission since; None: who does now.
    """

    closed_at: datetime
    ballots: tuple[Ballot, ...]
    judges: frozenset[str] | None = None
    chair: str | None = None


@dataclass(frozen=True, slots=True)
class Voting:
    """The votes on one tie: rounds that were closed, oldest first, and the ballots of the open one."""

    closed: tuple[Round, ...] = ()
    open: tuple[Ballot, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """A stage was closed: when, by whom, and the hash of what was decided (hex SHA-256 of the canonical snapshot).

    ``judges``: whose sheets counted then, whoever has left the commission since; None: those who judge now.
    """

    stage: int
    at: datetime
    by: str
    snapshot: str
    judges: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything recorded of the commission's work, as of one moment."""

    members: tuple[Member, ...] = ()
    scores: tuple[Score, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    excused: Mapping[tuple[str, int], str] = field(default_factory=dict)  # (member, stage) -> reason
    absent: Mapping[tuple[int, int], str] = field(default_factory=dict)  # (submission, stage) -> reason
    votings: Mapping[str, Voting] = field(default_factory=dict)  # by tie
    closings: Mapping[int, Closing] = field(default_factory=dict)  # by stage; a reopened one is not here
    nominated: Mapping[str, int] = field(default_factory=dict)  # nomination key -> submission
    former: tuple[Member, ...] = ()  # who has left the commission

    def sheets(self, stage: int) -> dict[tuple[str, int], Sheet]:
        """The sheets of a stage by member and participant."""
        points: dict[tuple[str, int], dict[int, int]] = {}
        for score in self.scores:
            if score.stage == stage:
                points.setdefault((score.member, score.submission), {})[score.criterion] = score.points
        return {key: Sheet(*key, stage, given) for key, given in points.items()}

    @property
    def judges(self) -> tuple[Member, ...]:
        """The members who score and vote."""
        return tuple(member for member in self.members if member.judges)

    def judging(self, stage: int) -> frozenset[str]:
        """Whose sheets count in a stage: who judged when it was closed, who judges now where it is open."""
        closing = self.closings.get(stage)
        now = frozenset(member.email for member in self.judges)
        return now if closing is None or closing.judges is None else closing.judges

    @property
    def chair(self) -> Member | None:
        """Who has the casting vote."""
        return next((member for member in self.members if member.chairs), None)

    def in_conflict(self, member: str, submission: int) -> bool:
        """Whether a member must not judge a participant."""
        return any(one.member == member and one.submission == submission for one in self.conflicts)
