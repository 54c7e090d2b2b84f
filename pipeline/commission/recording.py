"""Recording the commission's work: each function checks, then keeps, all or nothing, in one transaction.

All raise CommissionError with what is wrong and what to do; nothing is changed then. Who may do it is the console's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.facts import Grid
from pipeline.commission.board import Board, board
from pipeline.contest import LoadedContest
from pipeline.errors import CommissionError, Mistake
from pipeline.scoring import closing, places, sheets
from pipeline.scoring.results import stage_of
from pipeline.scoring.roster import Roster, read_roster
from pipeline.scoring.values import Member, Voting
from pipeline.stages import Stage
from pipeline.tracking import evidence
from pipeline.tracking.commission import Act, Author, MemberValue, Point, keep_acts, keep_points
from pipeline.tracking.store import Store


@dataclass(frozen=True, slots=True)
class Book:
    """Where things are recorded: the store, the contest, who writes, when and why."""

    store: Store
    loaded: LoadedContest
    by: str
    now: datetime
    reason: str = ""

    def board(self) -> Board:
        """What stands now."""
        return board(self.store, self.loaded, self.now)

    def keep(self, acts: Iterable[Act], points: Iterable[Point] = ()) -> None:
        """Record acts and points in one transaction."""
        with self.store.writing() as connection:
            contest_id = evidence.keep_contest(connection, self.loaded.sha256, self.loaded.text, self.now)
            author = Author(self.by, self.now, contest_id, self.reason)
            keep_acts(connection, acts, author)
            keep_points(connection, points, author)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did or, with ``dry_run``, would do."""

    new: int
    changed: tuple[str, ...]  # cells
    same: int


def import_members(book: Book, file: str, grids: Sequence[Grid]) -> tuple[Roster, Imported]:
    """Take over a list of members; those who stand already and are not in it stay."""
    roster = read_roster(file, grids)
    if roster.mistakes:
        raise CommissionError("members_refused", file=file).because(roster.mistakes)
    ledger = book.board().ledger
    known = {member.email: member for member in ledger.members}
    if gone := {one.email for one in ledger.former} & {one.email for one in roster.members}:
        raise CommissionError("dismissed_listed", who=", ".join(sorted(gone)))
    fresh = [member for member in roster.members if known.get(member.email) != member]
    chairs = {m.email for m in (*known.values(), *roster.members) if m.chairs}
    chairs -= {m.email for m in roster.members if not m.chairs}
    if len(chairs) > 1:
        raise CommissionError("two_chairs", who=", ".join(sorted(chairs)))
    book.keep(Act("member", member.email, value=_kept(member)) for member in fresh)
    changed = tuple(member.email for member in fresh if member.email in known)
    return roster, Imported(len(fresh) - len(changed), changed, len(roster.members) - len(fresh))


def _kept(member: Member) -> MemberValue:
    roles = tuple(sorted(role.value for role in member.roles))
    return MemberValue(member.name, member.post, roles, member.source, member.school)


def import_scores(
    book: Book, files: Sequence[tuple[str, Sequence[Grid]]], *, replace: bool = False, dry_run: bool = False
) -> Imported:
    """Take over filled sheets: all files or none. Changed points want ``replace`` and a reason."""
    standing = book.board()
    given: list[sheets.Given] = []
    mistakes: list[Mistake] = []
    for file, grids in files:
        read = sheets.read_scores(file, grids, standing.accepted, standing.ledger, standing.contest)
        given += read.given
        mistakes += read.mistakes
    mistakes += sheets.twice(given)
    if standing.contest.rulings.incomplete_sheet == "refuse":
        mistakes += _incomplete(given, standing)
    if mistakes:
        raise CommissionError("scores_refused", count=len(mistakes)).because(mistakes)
    found = sheets.difference(given, standing.ledger)
    changed = tuple(
        f"{after.where}: {before.points} → {'—' if after.points is None else after.points}"
        for before, after in found.changed
    )
    if changed and not dry_run and not (replace and book.reason):
        raise CommissionError("scores_changed", count=len(changed), cells="; ".join(changed[:10]))
    if not dry_run:
        wanted = (*found.new, *(after for _, after in found.changed))
        book.keep((), (_point(one, standing) for one in wanted))
    return Imported(len(found.new), changed, found.same)


def _incomplete(given: Sequence[sheets.Given], standing: Board) -> list[Mistake]:
    """A mistake for each sheet that lacks a criterion, where the ruling refuses those."""
    filled: dict[tuple[str, int, int], set[int]] = {}
    where: dict[tuple[str, int, int], str] = {}
    for one in given:
        place = one.member, one.submission, one.stage
        where.setdefault(place, one.where)
        filled.setdefault(place, set()).update({one.criterion} if one.points is not None else ())
    found = []
    for (member, submission, number), criteria in filled.items():
        stage = stage_of(standing.contest, number)
        lacks = [str(n) for n in range(1, len(stage.criteria) + 1) if n not in criteria] if stage else []
        if lacks:
            params = {"member": member, "submission": str(submission), "criteria": ", ".join(lacks)}
            found.append(Mistake(where[member, submission, number], "incomplete", params))
    return found


def _point(given: sheets.Given, standing: Board) -> Point:
    founder = standing.founders[given.submission]
    return Point(given.member, founder, given.stage, given.criterion, given.points, given.where)


def conflict(book: Book, email: str, submission: int, *, undo: bool = False) -> None:
    """A member declares that they must not judge a participant; with ``undo`` that was a mistake."""
    standing = book.board()
    member, founder = _member(standing, email), _founder(standing, submission)
    declared = {(one.member, one.submission) for one in standing.ledger.conflicts if one.how == "declared"}
    _stands(undo, (member.email, submission) in declared)
    book.keep([Act("no_conflict" if undo else "conflict", member.email, founder)])


def dismiss(book: Book, email: str, *, undo: bool = False) -> None:
    """A member leaves: what they gave counts in closed stages and votes alone; with ``undo`` the member is back."""
    ledger = book.board().ledger
    if not undo:
        book.keep([Act("dismiss", _member(book.board(), email).email)])
        return
    back = next((one for one in ledger.former if one.email == email.strip().lower()), None)
    if back is None:
        raise CommissionError("nothing_to_undo")
    if back.chairs and ledger.chair is not None:
        raise CommissionError("two_chairs", who=", ".join(sorted((back.email, ledger.chair.email))))
    book.keep([Act("member", back.email, value=_kept(back))])


def excuse(book: Book, email: str, number: int, *, undo: bool = False) -> None:
    """A member does not score in a stage, for a reason; with ``undo`` the member does."""
    standing = book.board()
    member, stage = _member(standing, email), _stage(standing, number)
    _open(standing, stage)
    _stands(undo, (member.email, stage.number) in standing.ledger.excused)
    book.keep([Act("no_excuse" if undo else "excuse", member.email, stage=stage.number)])


def absent(book: Book, submission: int, number: int, *, undo: bool = False) -> None:
    """A participant did not come to a stage: no result and no place, and nobody waits for one; ``undo``: they came."""
    standing = book.board()
    founder, stage = _founder(standing, submission), _stage(standing, number)
    _open(standing, stage)
    if undo:
        _stands(undo, (submission, stage.number) in standing.ledger.absent)
        book.keep([Act("present", founder=founder, stage=stage.number)])
        return
    if submission not in {one.submission for one in standing.admitted(stage)}:
        raise CommissionError("not_admitted", submission=submission, stage=number)
    if any(n == submission for _, n in standing.ledger.sheets(number)):
        raise CommissionError("absent_has_sheets", submission=submission, stage=number)
    book.keep([Act("absent", founder=founder, stage=stage.number)])


def close(book: Book, number: int) -> tuple[str, bool]:
    """Close a stage: freeze what decided it. Returns the fingerprint, and whether few members scored (a warning)."""
    standing = book.board()
    stage = _stage(standing, number)
    _open(standing, stage)
    owed = standing.owed(stage)
    if owed:
        raise CommissionError("stage_owes", stage=number, count=len(owed)).because(_as_mistake(one) for one in owed)
    fingerprint = standing.snapshot(stage)
    book.keep([Act("close", stage=number, value=fingerprint)])
    return fingerprint, closing.few_members(stage, standing.ledger)


def _as_mistake(owed: closing.Owed) -> Mistake:
    params = {
        "member": owed.member,
        "submission": str(owed.submission or ""),
        "criteria": ", ".join(map(str, owed.criteria)),
        "other": str(owed.other or ""),
    }
    return Mistake("", owed.code, params)


def reopen(book: Book, number: int) -> None:
    """Open a closed stage again, for a reason; the later ones must be open."""
    standing = book.board()
    stage = _stage(standing, number)
    if number not in standing.ledger.closings:
        raise CommissionError("stage_open", stage=number)
    later = [n for n in standing.ledger.closings if n > number]
    if later:
        raise CommissionError("later_closed", stage=number, later=min(later))
    book.keep([Act("reopen", stage=stage.number)])


def vote(book: Book, tie: str, email: str, submission: int | None) -> None:
    """One member's vote on an open tie; None abstains. A second vote takes the place of the first."""
    standing = book.board()
    open_tie = _tie(standing, tie)
    member = _member(standing, email)
    if not places.may_vote(member.email, open_tie.between, standing.ledger):
        raise CommissionError("may_not_vote", member=email, tie=tie)
    if submission is not None and submission not in open_tie.between:
        raise CommissionError("not_tied", submission=submission, tie=tie, between=_numbers(open_tie.between))
    founder = "" if submission is None else standing.founders[submission]
    book.keep([Act("vote", member.email, founder, target=tie)])


def close_votes(book: Book, tie: str) -> places.Tie:
    """Count the votes on a tie: the tie as it stands then, which may still be open."""
    open_tie = _tie(book.board(), tie)
    if not book.board().ledger.votings.get(tie, Voting()).open:
        raise CommissionError("no_votes", tie=tie)
    book.keep([Act("close_vote", target=tie)])
    return next(one for one in book.board().final.ties if one.id == open_tie.id)


def nominate(book: Book, nomination: str, submission: int, *, undo: bool = False) -> None:
    """Give a nomination, by the commission's recorded decision; with ``undo`` take it back."""
    standing = book.board()
    known = [one.key for one in standing.contest.nominations]
    if nomination not in known:
        raise CommissionError("no_nomination", nomination=nomination, known=", ".join(known))
    founder = _founder(standing, submission)
    if undo:
        _stands(undo, standing.ledger.nominated.get(nomination) == submission)
        book.keep([Act("no_nomination", founder=founder, target=nomination)])
        return
    if any(stage.number not in standing.ledger.closings for stage in standing.stages):
        raise CommissionError("not_all_closed")
    final = standing.final
    if not final.settled:
        raise CommissionError("tie_open", tie=next(tie.id for tie in final.ties if tie.open))
    placed = {one.submission for one in final.placed}
    if submission in placed and not standing.contest.rulings.place_winner_may_be_nominated:
        raise CommissionError("has_a_place", submission=submission)
    if any(n == submission and key != nomination for key, n in standing.ledger.nominated.items()):
        raise CommissionError("has_a_nomination", submission=submission)
    book.keep([Act("nominate", founder=founder, target=nomination)])


def draw(book: Book, number: int, seed: str) -> None:
    """Record the seed of a stage's speaking order."""
    stage = _stage(book.board(), number)
    book.keep([Act("draw", stage=stage.number, value=seed)])


# ------------------------------------------------------------------ what is meant


def _member(standing: Board, email: str) -> Member:
    found = next((m for m in standing.ledger.members if m.email == email.strip().lower()), None)
    if found is None:
        raise CommissionError("no_member", member=email)
    return found


def _founder(standing: Board, submission: int) -> str:
    if submission not in standing.founders:
        raise CommissionError("not_accepted", submission=submission)
    return standing.founders[submission]


def _stage(standing: Board, number: int) -> Stage:
    found = stage_of(standing.contest, number)
    if found is None:
        raise CommissionError("no_stage", stage=number, known=_numbers([s.number for s in standing.stages]))
    return found


def _stands(undo: bool, recorded: bool) -> None:
    """Only what was recorded can be taken back."""
    if undo and not recorded:
        raise CommissionError("nothing_to_undo")


def _open(standing: Board, stage: Stage) -> None:
    if stage.number in standing.ledger.closings:
        raise CommissionError("stage_closed", stage=stage.number)


def _tie(standing: Board, tie: str) -> places.Tie:
    found = next((one for one in standing.final.ties if one.id == tie), None)
    if found is None:
        raise CommissionError("no_tie", tie=tie, known=", ".join(one.id for one in standing.final.ties) or "—")
    if not found.open:
        raise CommissionError("tie_decided", tie=tie)
    return found


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
