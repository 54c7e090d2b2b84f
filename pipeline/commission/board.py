"""What stands of the commission's work at one moment: participants, members, results, places, what is still owed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from pipeline.contest import Contest, LoadedContest
from pipeline.decisions.naming import forms
from pipeline.identity import Same, same_school
from pipeline.overview import overview
from pipeline.scoring import closing, places
from pipeline.scoring import results as scoring
from pipeline.scoring.values import Conflict, Ledger, Participant
from pipeline.stages import Stage
from pipeline.state import Overview, Standing
from pipeline.tracking.commission import draws, load_ledger
from pipeline.tracking.store import Store


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the commission's commands and papers are made of.

    ``accepted``: who takes part, by number; ``founders``: the founder letter's key by number, for keeping; ``doubts``:
    members who may be of a participant's school, which only a person can tell; ``seeds``: drawn speaking orders;
    ``names``: names «to whom» as a person confirmed them, by (number, language), only of names that still stand so;
    ``two_of_one_school``: participants of one school by number, of whom a person has to take one back (model.md 24).
    """

    contest: Contest
    as_of: datetime
    accepted: tuple[Participant, ...]
    founders: Mapping[int, str]
    ledger: Ledger
    doubts: tuple[Conflict, ...]
    seeds: Mapping[int, str]
    two_of_one_school: tuple[tuple[int, int], ...] = ()
    names: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in the order in which they are held."""
        return scoring.in_order(self.contest)

    def participant(self, number: int) -> Participant | None:
        """The participant with this number."""
        return next((one for one in self.accepted if one.submission == number), None)

    def admitted(self, stage: Stage) -> tuple[Participant, ...]:
        """Who takes part in a stage."""
        return scoring.admitted(stage, self.accepted, self.ledger, self.contest)

    def results(self, stage: Stage) -> tuple[scoring.Result, ...]:
        """The results of a stage, by number."""
        return scoring.results(stage, self.accepted, self.ledger, self.contest)

    def owed(self, stage: Stage) -> tuple[closing.Owed, ...]:
        """What keeps a stage open."""
        both = (closing.Owed("two_accepted", submission=one, other=two) for one, two in self.two_of_one_school)
        return (*both, *closing.owed(stage, self.accepted, self.ledger, self.contest))

    def snapshot(self, stage: Stage) -> str:
        """The fingerprint of what decides a stage now."""
        return closing.snapshot(stage, self.accepted, self.ledger, self.contest)

    def changed_since_closing(self) -> tuple[Stage, ...]:
        """Closed stages whose fingerprint is another now: somebody was accepted, rejected or changed since."""
        closed = self.ledger.closings
        return tuple(s for s in self.stages if s.number in closed and closed[s.number].snapshot != self.snapshot(s))

    @property
    def totals(self) -> dict[int, Fraction]:
        """The sums over all stages of those who have a result in each."""
        return scoring.totals(self.accepted, self.ledger, self.contest)

    @property
    def final(self) -> places.Final:
        """Places and ties; nothing before every stage is closed."""
        if any(stage.number not in self.ledger.closings for stage in self.stages):
            return places.Final((), ())
        return places.places(self.totals, len(self.contest.rulings.places), self.ledger)


def board(store: Store, loaded: LoadedContest, now: datetime, known_at: datetime | None = None) -> Board:
    """The board at ``now``; with ``known_at`` as it was known then."""
    seen = overview(store, loaded, now, known_at=known_at)
    return board_of(seen, store, loaded.contest, known_at)


def board_of(seen: Overview, store: Store, contest: Contest, known_at: datetime | None = None) -> Board:
    """The board of an overview that was made already."""
    accepted = [x.state for x in seen.submissions if x.verdict.standing is Standing.ACCEPTED]
    numbers = {letter.key: state.number for x in seen.submissions for state in (x.state,) for letter in state.letters}
    participants = tuple(
        Participant(
            state.number,
            (state.application.value("institution") if state.application else None) or "",
            (state.application.told("leader") if state.application else ""),
            (state.application.value("subject") if state.application else None) or "",
        )
        for state in accepted
    )
    with store.reading() as connection:
        ledger = load_ledger(connection, numbers, known_at)
        seeds = {s.number: seed for s in contest.stages if (seed := draws(connection, s.number, known_at)) is not None}
    found, doubts = _of_one_school(ledger, participants, contest)
    declared = {(one.member, one.submission) for one in ledger.conflicts}
    added = tuple(one for one in found if (one.member, one.submission) not in declared)
    ledger = replace(ledger, conflicts=(*ledger.conflicts, *added))
    return Board(
        contest, seen.as_of, participants, {state.number: state.founder for state in accepted}, ledger,
        tuple(one for one in doubts if (one.member, one.submission) not in declared), seeds, _two_of_one_school(seen),
        _names(seen, participants),
    )  # fmt: skip


def _names(seen: Overview, participants: tuple[Participant, ...]) -> dict[tuple[int, str], str]:
    """The confirmed forms of names; one that was confirmed for another spelling does not count."""
    leaders = {one.submission: one.leader for one in participants}
    return {
        (one.submission, one.language): one.form
        for one in forms(seen.decisions)
        if leaders.get(one.submission) == one.name
    }


def _two_of_one_school(seen: Overview) -> tuple[tuple[int, int], ...]:
    """What the overview's notices say of acceptances that exclude each other."""
    found = [notice.params for notice in seen.notices if notice.code == "two_accepted"]
    return tuple((int(params["number"]), int(params["other_number"])) for params in found)


def _of_one_school(
    ledger: Ledger, participants: tuple[Participant, ...], contest: Contest
) -> tuple[list[Conflict], list[Conflict]]:
    """Members of a participant's own school in any spelling, and those who only may be."""
    found, doubts = [], []
    # Whoever has left was of that school too: a closed stage must stay what it was.
    for member in (*ledger.judges, *(one for one in ledger.former if one.judges)):
        for one in participants if member.school else ():
            same = same_school(member.school, one.school, contest.schools)
            if same is Same.YES:
                found.append(Conflict(member.email, one.submission, "same_school", member.school))
            elif same is Same.MAYBE:
                doubts.append(Conflict(member.email, one.submission, "may_be_same_school", member.school))
    return found, doubts
