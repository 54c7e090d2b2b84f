"""Places by the sum of all stages; a tie that decides a place is voted on, never settled by a list's order (III.6).

A vote decides one place, the highest in question; those who are left and still tied vote again for the next. With
most votes equal the chair's own choice among those decides; where the chair gave none, the tie stays open.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.scoring.values import Ballot, Ledger, Voting


@dataclass(frozen=True, slots=True)
class Tie:
    """Participants with one sum for fewer places. ``places``: those in question, 1-based; the first is voted on.

    ``votes``: those of the last closed round, or of the open one while none was closed; ``winner`` None while open.
    ``decided_by``: vote, chair. ``why_open``: ``not_voted``, ``not_closed``, ``no_votes``, ``chair_needed``.
    """

    id: str
    between: tuple[int, ...]
    places: tuple[int, ...]
    votes: Mapping[int, int]
    abstained: int
    rounds: int
    winner: int | None = None
    decided_by: str | None = None
    why_open: str | None = None

    @property
    def open(self) -> bool:
        """Whether a vote is still needed."""
        return self.winner is None


@dataclass(frozen=True, slots=True)
class Placed:
    """Who has a place, and by what: points, vote, chair."""

    submission: int
    place: int
    decided_by: str


@dataclass(frozen=True, slots=True)
class Final:
    """Places as far as they are decided, and every tie that decides one, in the order of the places."""

    placed: tuple[Placed, ...]
    ties: tuple[Tie, ...]

    @property
    def settled(self) -> bool:
        """Whether no tie is open."""
        return not any(tie.open for tie in self.ties)


def places(totals: Mapping[int, Fraction], count: int, ledger: Ledger) -> Final:
    """Who has the places 1 to ``count``; those after an open tie are not decided yet."""
    left = dict(totals)
    placed: list[Placed] = []
    ties: list[Tie] = []
    place = 1
    while place <= count and left:
        best = max(left.values())
        equal = tuple(sorted(number for number, total in left.items() if total == best))
        if len(equal) == 1:
            placed.append(Placed(equal[0], place, "points"))
            del left[equal[0]]
        else:
            tie = _tie(equal, place, count, ledger)
            ties.append(tie)
            if tie.winner is None or tie.decided_by is None:
                break
            placed.append(Placed(tie.winner, place, tie.decided_by))
            del left[tie.winner]
        place += 1
    return Final(tuple(placed), tuple(ties))


def tie_id(equal: Sequence[int], place: int) -> str:
    """The name of a tie, the same as long as the same participants are tied for the same place: "1-7-9"."""
    return "-".join(map(str, (place, *sorted(equal))))


def may_vote(member: str, between: Sequence[int], ledger: Ledger) -> bool:
    """Whether a member votes on a tie: one who judges and is in conflict with none of the tied."""
    return _may_vote(member, between, ledger, frozenset(one.email for one in ledger.judges))


def _may_vote(member: str, between: Sequence[int], ledger: Ledger, judges: frozenset[str]) -> bool:
    return member in judges and not any(ledger.in_conflict(member, number) for number in between)


def _tie(equal: tuple[int, ...], place: int, count: int, ledger: Ledger) -> Tie:
    name = tie_id(equal, place)
    voting = ledger.votings.get(name, Voting())
    last = min(place + len(equal) - 1, count)
    judges, chair = _at_the_table(voting, ledger)
    given = voting.closed[-1].ballots if voting.closed else voting.open
    ballots = [b for b in given if _fits(b, equal) and _may_vote(b.member, equal, ledger, judges)]
    votes, abstained = _counted(ballots, equal)
    tie = Tie(name, equal, tuple(range(place, last + 1)), votes, abstained, len(voting.closed))
    if not voting.closed:
        return _left_open(tie, "not_closed" if voting.open else "not_voted")
    return _decided(tie, ballots, chair)


def _at_the_table(voting: Voting, ledger: Ledger) -> tuple[frozenset[str], str | None]:
    """Who votes and who presides: those who did when the last round was closed, else those who do now."""
    last = voting.closed[-1] if voting.closed else None
    if last is not None and last.judges is not None:
        return last.judges, last.chair
    return frozenset(one.email for one in ledger.judges), ledger.chair.email if ledger.chair else None


def _decided(tie: Tie, ballots: Sequence[Ballot], chair: str | None) -> Tie:
    most = max(tie.votes.values(), default=0)
    if most == 0:
        return _left_open(tie, "no_votes")
    first = [number for number, votes in tie.votes.items() if votes == most]
    if len(first) == 1:
        return _won(tie, first[0], "vote")
    choice = next((b.choice for b in ballots if b.member == chair), None)
    return _won(tie, choice, "chair") if choice in first and choice is not None else _left_open(tie, "chair_needed")


def _fits(ballot: Ballot, equal: Sequence[int]) -> bool:
    """Whether it is for one of the tied, or for nobody."""
    return ballot.choice is None or ballot.choice in equal


def _counted(ballots: Sequence[Ballot], equal: Sequence[int]) -> tuple[dict[int, int], int]:
    given = Counter(ballot.choice for ballot in ballots)
    return {number: given[number] for number in equal}, given[None]


def _won(tie: Tie, winner: int, by: str) -> Tie:
    return Tie(tie.id, tie.between, tie.places, tie.votes, tie.abstained, tie.rounds, winner, by)


def _left_open(tie: Tie, why: str) -> Tie:
    return Tie(tie.id, tie.between, tie.places, tie.votes, tie.abstained, tie.rounds, why_open=why)
