"""Small commissions for the tests: members m1…, participants by number, sheets as rows of points."""

from dataclasses import replace
from pathlib import Path

from pipeline.contest import Contest, load
from pipeline.scoring.values import Ledger, Member, Participant, Role, Score

CONTEST = load(Path("config.toml")).contest
FIRST, SECOND = CONTEST.stages


def contest(**rulings: object) -> Contest:
    """The contest with some rulings changed."""
    return CONTEST.model_copy(update={"rulings": CONTEST.rulings.model_copy(update=rulings)})


def member(name: str, *roles: Role, school: str = "") -> Member:
    """A member with this name as address."""
    return Member(name, name.upper(), "", frozenset(roles or (Role.MEMBER,)), school=school)


def people(count: int) -> tuple[Member, ...]:
    """A chair and ``count`` - 1 members: m1 is the chair."""
    return tuple(member(f"m{n}", *((Role.CHAIR,) if n == 1 else ())) for n in range(1, count + 1))


def participants(*numbers: int) -> tuple[Participant, ...]:
    """Participants with these numbers."""
    return tuple(Participant(number, f"№ {number} мектеп", f"Leader {number}") for number in numbers)


def sheet(by: str, submission: int, stage: int, *points: int) -> tuple[Score, ...]:
    """A member's points for a participant, criterion by criterion; 0 leaves one out."""
    return tuple(Score(by, submission, stage, n, given) for n, given in enumerate(points, 1) if given)


def flat(by: str, submission: int, stage: int, total: int) -> tuple[Score, ...]:
    """A complete sheet with this total, as even as can be."""
    count = len((FIRST, SECOND)[stage - 1].criteria)
    return sheet(by, submission, stage, *(total // count + (n < total % count) for n in range(count)))


def ledger(members: tuple[Member, ...], *sheets: tuple[Score, ...], **more: object) -> Ledger:
    """A ledger of members and sheets."""
    return replace(Ledger(members, tuple(score for one in sheets for score in one)), **more)  # type: ignore[arg-type]
