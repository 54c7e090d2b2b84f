"""A person's decision made: translated to evidence, kept, and what it changed, all in one transaction.

The facts that the person saw are fingerprinted from the very state that the decision is laid over. Deciding the same
again on the same facts for the same reason is no second decision.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from pipeline.contest import LoadedContest
from pipeline.decisions import NEW, Basis, Entry, Sort, Verb
from pipeline.decisions.asking import Wish
from pipeline.decisions.log import Seen, fingerprint
from pipeline.decisions.resolve import Decided, resolve, superseded
from pipeline.engine import basis as reading_basis
from pipeline.engine import engine
from pipeline.errors import DecisionError
from pipeline.overview import compose, composed, gather
from pipeline.placing import Desk, link_together, place
from pipeline.state import Judged, Overview
from pipeline.tracking import evidence
from pipeline.tracking.decided import keep_decision, next_number
from pipeline.tracking.loading import load_numbers, read_ids, wanted_again
from pipeline.tracking.records import Stamp
from pipeline.tracking.store import Store

Asked = Callable[[Overview, Decided], Wish]


@dataclass(frozen=True, slots=True)
class Maker:
    """Who decides, why, and when."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One submission before and after; None where it was, or is, none."""

    number: int
    before: Judged | None
    after: Judged | None

    @property
    def of_verdict(self) -> bool:
        """Whether the verdict or its reasons changed."""
        one, other = (None if x is None else (x.verdict.standing, x.verdict.reasons) for x in (self.before, self.after))
        return one != other


@dataclass(frozen=True, slots=True)
class Made:
    """A decision made (or supposed): ``new`` is False where it had been made before; ``wanted``: letters are needed
    again whose bytes were not kept.
    """

    entry: Entry
    before: Overview
    after: Overview
    new: bool = True
    wanted: bool = False


def decide(store: Store, loaded: LoadedContest, asked: Asked, maker: Maker, *, dry_run: bool = False) -> Made:
    """Make a decision; with ``dry_run`` only say what it would change. Raises DecisionError, TrackingError."""
    if not maker.reason.strip():
        raise DecisionError("reason_empty")
    with store.reading() if dry_run else store.writing() as connection:
        return decide_within(connection, loaded, asked, maker, dry_run=dry_run)


def decide_within(
    connection: Connection, loaded: LoadedContest, asked: Asked, maker: Maker, *, dry_run: bool = False
) -> Made:
    """The same in the caller's transaction."""
    gathered = gather(connection, loaded, maker.at)
    before, seen = composed(gathered)
    decided = resolve(gathered.entries)
    wish = asked(before, decided)
    entry = _entry(wish, maker, seen, next_number(connection))
    if (known := _made_before(entry, decided, seen)) is not None:
        return Made(known, before, before, new=False)
    if dry_run:
        return Made(entry, before, compose(replace(gathered, entries=(*gathered.entries, entry))))
    desk = desk_at(connection, loaded, maker.at)
    entry = keep_decision(connection, entry, desk.stamp.contest_id)
    undone = next((one for one in decided.entries if one.id == entry.undoes), None)
    settle(connection, [entry] if undone is None else [entry, *_chain(undone, decided)], desk)
    after = compose(replace(gathered, entries=(*gathered.entries, entry), numbers=load_numbers(connection)))
    return Made(entry, before, after, wanted=bool(wanted_again(connection)))


def desk_at(connection: Connection, loaded: LoadedContest, at: datetime) -> Desk:
    """Under what letters are placed at that moment."""
    contest_id = evidence.keep_contest(connection, loaded.sha256, loaded.text, at, loaded.by)
    return Desk(loaded.contest, Stamp(engine(), contest_id, reading_basis(loaded.contest)), at)


def settle(connection: Connection, entries: Iterable[Entry], desk: Desk) -> None:
    """Place anew the letters that decisions are about, and number what they founded."""
    entries = list(entries)
    held = {key for one in entries for some in (one.basis.letters, *one.basis.left) for key in some}
    touched = {t.key for one in entries for t in one.targets if t.sort in (Sort.LETTER, Sort.FILE, Sort.SUBMISSION)}
    held |= touched | {one.value for one in entries if one.verb is Verb.PLACE and one.value != NEW}
    link_together(connection, held)
    # All that are held, not only what is decided on: where a word was taken back, they are held no longer.
    for number in sorted(read_ids(connection, held).values()):
        place(connection, number, desk)


def _entry(wish: Wish, maker: Maker, seen: Seen, number: int) -> Entry:
    basis = Basis(fingerprint(wish.verb, wish.targets, seen), wish.letters, wish.claims, wish.left)
    return Entry(
        number, maker.at, maker.by, wish.verb, wish.targets, wish.value, maker.reason.strip(), basis, wish.undoes
    )


def _made_before(entry: Entry, decided: Decided, seen: Seen) -> Entry | None:
    """The standing decision that says the same on the same facts for the same reason."""
    if entry.verb is Verb.UNDO:
        return None
    old = superseded(decided, {key: at.founder for key, at in seen.grouping.placed.items()})
    standing = (one for one in reversed(decided.live) if one.id not in old)
    return next((one for one in standing if _same(one, entry)), None)


def _same(one: Entry, other: Entry) -> bool:
    about = [{(t.sort, t.key, t.item, t.pages) for t in x.targets} for x in (one, other)]
    same_word = (one.verb, one.value, one.reason) == (other.verb, other.value, other.reason)
    return same_word and about[0] == about[1] and one.basis.facts == other.basis.facts


def _chain(one: Entry, decided: Decided) -> list[Entry]:
    """A decision and, where it is an undoing, all that it bears on."""
    found = [one]
    while (before := next((x for x in decided.entries if x.id == found[-1].undoes), None)) is not None:
        found.append(before)
    return found


def changes(before: Overview, after: Overview) -> tuple[Change, ...]:
    """What differs between two overviews, by number."""
    old, new = ({one.state.number: one for one in x.submissions} for x in (before, after))
    numbers = sorted(old.keys() | new.keys())
    found = (Change(number, old.get(number), new.get(number)) for number in numbers)
    return tuple(one for one in found if one.of_verdict or _holds(one.before) != _holds(one.after))


def _holds(judged: Judged | None) -> object:
    """What a submission holds, for telling whether it changed: letters, and papers that count for each kind."""
    if judged is None:
        return None
    state, verdict = judged.state, judged.verdict
    claims = {kind: {(claim.file.sha256, claim.status) for claim in of} for kind, of in state.claims.items()}
    fields = None if state.application is None else [(f.key, f.value) for f in state.application.facts.fields]
    letters = {letter.key for letter in state.letters}
    return letters, claims, verdict.missing, verdict.doubtful, state.waived, state.deadline, fields
