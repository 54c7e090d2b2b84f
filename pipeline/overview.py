"""The whole contest at one moment: every letter, every submission with its verdict. What all reports are made of.

``state = derive(evidence, decisions, contest)``, ``verdict = judge(state, now)`` (model.md), over all letters of the
database.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy.engine import Connection

from pipeline.contest import Contest, LoadedContest, parse
from pipeline.decisions import Decision, Entry, Verb
from pipeline.decisions.laying import laid
from pipeline.decisions.log import Seen, tell, with_decisions, with_regrouped
from pipeline.decisions.log import notices as decision_notices
from pipeline.decisions.placement import placement
from pipeline.decisions.resolve import Decided, resolve
from pipeline.derive import derive, place_letters
from pipeline.engine import basis, engine
from pipeline.errors import ContestError
from pipeline.grouping import group
from pipeline.judge import judge_all
from pipeline.remarking import with_shared_papers
from pipeline.state import (
    Finding,
    Grouping,
    Judged,
    LetterState,
    LetterVerdict,
    Overview,
    Standing,
    SubmissionState,
)
from pipeline.tracking.decided import load_decisions
from pipeline.tracking.derived import component
from pipeline.tracking.knowing import contest_at, known_by
from pipeline.tracking.loading import Known, last_listings, load_letters, load_numbers, stale_readings, stamped_after
from pipeline.tracking.store import Store
from pipeline.tracking.watching import watched_folders

_BY_ITSELF = (LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What needs a person: ``what`` is held (with its number), unclear or quarantined; ``source`` of its letter."""

    what: str
    source: str
    number: int | None = None


def overview(
    store: Store,
    loaded: LoadedContest,
    now: datetime,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    *,
    supposed: Sequence[Entry] = (),
) -> Overview:
    """Everything at ``now``; with ``as_of``, everything as if it were that moment: later letters are not seen.

    ``known_at`` hides what was learnt later: arrivals, decisions, listings, configurations. A letter whose receipt
    nothing proves may have come at any time before we saw it: it stays. ``supposed``: decisions that nobody has made
    yet, as if they had been made. Reads one consistent view of the database.
    """
    with _uncollected():
        with store.reading() as connection:
            evidence = gather(connection, loaded, as_of or now, known_at)
        return compose(replace(evidence, entries=(*evidence.entries, *supposed)), as_of)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that an overview is made of. ``listed``: deadlines of their own since when everything was listed."""

    loaded: LoadedContest
    moment: datetime
    letters: Mapping[int, Known]
    numbers: Mapping[str, int]
    entries: tuple[Entry, ...]
    closed: bool
    listed: frozenset[datetime]
    notices: tuple[Finding, ...]


def gather(
    connection: Connection, loaded: LoadedContest, moment: datetime, known_at: datetime | None = None
) -> Gathered:
    """Everything of the database; with ``known_at`` what was known then, under the configuration of then."""
    letters = load_letters(connection)
    if known_at is not None:
        letters = known_by(connection, letters, known_at)
        loaded = _loaded_at(connection, known_at, loaded)
    entries = load_decisions(connection, known_at)
    closed = _is_closed(connection, moment, loaded.contest, known_at)
    own = {datetime.fromisoformat(one.value) for one in entries if one.verb is Verb.EXTEND}
    listed = frozenset(
        until for until in own if moment > until and still_open(connection, loaded.contest, until, known_at).nothing
    )
    notices = _notices(connection, moment, closed, loaded)
    return Gathered(loaded, moment, letters, load_numbers(connection), entries, closed, listed, notices)


def _loaded_at(connection: Connection, moment: datetime, loaded: LoadedContest) -> LoadedContest:
    """The configuration of then; today's where none was loaded yet, or where it cannot be read any more."""
    text = contest_at(connection, moment)
    if text is None or text == loaded.text:
        return loaded
    try:
        return parse(loaded.path, text.encode())
    except ContestError:
        return loaded


def compose(gathered: Gathered, as_of: datetime | None = None) -> Overview:
    """The overview of what was gathered: pure."""
    return composed(gathered, as_of)[0]


def composed(gathered: Gathered, as_of: datetime | None = None) -> tuple[Overview, Seen]:
    """The overview, and the facts that decisions are held against."""
    contest, known = gathered.loaded.contest, {x.state.key: x for x in gathered.letters.values()}
    decided = resolve(gathered.entries)
    states = laid((letter.state for letter in known.values()), decided)
    states = [letter for letter in states if as_of is None or _came_by(letter, as_of)]
    together = lay_together(
        states, {key: letter.state for key, letter in known.items()}, gathered.numbers, decided, contest
    )
    unlisted = {x.founder for x in together.states if x.deadline > contest.dates.deadline} - {
        x.founder for x in together.states if x.deadline in gathered.listed
    }
    judged = with_shared_papers(judge_all(together.states, gathered.moment, gathered.closed, contest, unlisted))
    letters = tuple(_as_skipped(letter, known[letter.key]) for letter in together.letters)
    notices = (*gathered.notices, *together.notices, *_accepted_twice(judged))
    whole = Overview(gathered.moment, judged, letters, together.numbers, notices, together.decisions)
    return whole, together.seen


@dataclass(frozen=True, slots=True)
class Together:
    """Letters and decisions laid together: what is to be judged."""

    states: tuple[SubmissionState, ...]
    letters: tuple[LetterState, ...]
    numbers: Mapping[str, int]
    decisions: tuple[Decision, ...]
    notices: tuple[Finding, ...]
    seen: Seen


def lay_together(
    states: Sequence[LetterState],
    machine: Mapping[str, LetterState],
    numbers: Mapping[str, int],
    decided: Decided,
    contest: Contest,
) -> Together:
    """Group, derive, and say what became of the decisions. ``machine``: all letters as the machine made them, by key;
    ``states``: those of them that are seen, with what people said of each laid over.
    """
    people = placement(decided)
    grouping = group(states, numbers, contest, people)
    numbers = _numbered(grouping, numbers)
    seen = Seen(machine, grouping, numbers, len(machine) == len(states))
    decisions = tell(decided, seen, contest)
    derived = with_decisions(derive(grouping, states, numbers, contest, decided), decisions)
    free = partial(group, states, numbers, contest, placement(decided, placed_only=True))
    derived = with_regrouped(derived, grouping, free, people.pinned.values())
    shown = {founder: numbers[founder] for founder in grouping.groups}
    return Together(
        tuple(derived), place_letters(grouping, states), shown, decisions, decision_notices(decisions, derived), seen
    )


def _accepted_twice(judged: Sequence[Judged]) -> Iterator[Finding]:
    """Two acceptances of one school: they block the closing of a stage until a person takes one back (model.md 24)."""
    accepted = {one.state.founder: one for one in judged if one.verdict.standing is Standing.ACCEPTED}
    for founder, one in accepted.items():
        for rival in one.state.rivals:
            if rival in accepted and founder < rival:
                numbers = sorted((one.state.number, accepted[rival].state.number))
                params = {"number": str(numbers[0]), "other_number": str(numbers[1])}
                yield Finding("overview", "two_accepted", params)


def waiting(store: Store, letter_ids: Collection[int], contest: Contest, now: datetime) -> tuple[Waiting, ...]:
    """What of these letters and of their submissions needs a person; only what they can have to do with is loaded."""
    with store.reading() as connection:
        ids = set[int]()
        for letter_id in letter_ids:
            if letter_id not in ids:
                ids |= component(connection, letter_id)
        known = load_letters(connection, ids)
        numbers = load_numbers(connection, ids)
        decided = resolve(load_decisions(connection))
        closed = _is_closed(connection, now, contest)
    machine = {letter.state.key: letter.state for letter in known.values()}
    together = lay_together(laid(machine.values(), decided), machine, numbers, decided, contest)
    judged = judge_all(together.states, now, closed, contest)
    new = sorted((x for x in together.letters if x.id in letter_ids), key=lambda letter: letter.id)
    return (*_held(judged, new), *(Waiting(x.verdict.value, x.source) for x in new if x.verdict in _BY_ITSELF))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: it would walk half a million fresh values, none in a cycle, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _held(judged: Iterable[Judged], new: Sequence[LetterState]) -> list[Waiting]:
    touched = {letter.founder: letter.source for letter in reversed(new)}
    return [
        Waiting(Standing.HELD.value, touched[one.state.founder], one.state.number)
        for one in judged
        if one.verdict.standing is Standing.HELD and one.state.founder in touched
    ]


@dataclass(frozen=True, slots=True)
class Open:
    """What keeps the contest from being closed: sources not listed to their end since the deadline, mailboxes that have
    not stamped a letter since. ``never``: nothing was ever listed.
    """

    unlisted: tuple[str, ...] = ()
    unstamped: tuple[str, ...] = ()
    never: bool = False

    @property
    def nothing(self) -> bool:
        """All that came in time is in."""
        return not (self.unlisted or self.unstamped or self.never)


def is_closed(store: Store, contest: Contest, now: datetime) -> bool:
    """Whether nothing that came by the deadline can still be outside (model.md 27), without loading a letter."""
    with store.reading() as connection:
        return _is_closed(connection, now, contest)


def _is_closed(connection: Connection, moment: datetime, contest: Contest, known_at: datetime | None = None) -> bool:
    """Whether nothing that came by the deadline, which is over, can be outside still, as far as known (model.md 27)."""
    deadline = contest.dates.deadline
    return moment > deadline and still_open(connection, contest, deadline, known_at).nothing


def still_open(connection: Connection, contest: Contest, deadline: datetime, known_at: datetime | None = None) -> Open:
    """What keeps the contest from being closed: in each of these sources may lie what came by ``deadline``.

    With a mailbox that is watched, or configured to be: every watched folder has to be listed to its end after the
    deadline, and the mailbox itself must have stamped a letter later than the deadline. The host's clock alone proves
    nothing: a day ahead of the truth it would reject what schools may still send (faults.md 35).

    Otherwise: every folder that letters were ever taken from has to be listed again after the deadline. Files that were
    handed in by themselves and folders that are gone hold nothing new: the first complete run after the deadline
    records them as listed (``pipeline.listings.spent``).
    """
    folders = watched_folders(connection)
    if not folders and not contest.mailbox.watched:
        listed = last_listings(connection, known_at)
        return Open(tuple(sorted(root for root, at in listed.items() if at < deadline)), never=not listed)
    unlisted = tuple(
        f"{one.source}:{one.folder}" for one in folders if one.listed_at is None or one.listed_at < deadline
    )
    sources = sorted({one.source for one in folders} or {contest.mailbox.address})
    unstamped = tuple(one for one in sources if not stamped_after(connection, one, deadline, known_at))
    return Open(unlisted, unstamped, never=not folders)


def _came_by(letter: LetterState, moment: datetime) -> bool:
    return letter.receipt.not_before is None or letter.receipt.not_before <= moment


def _numbered(grouping: Grouping, numbers: Mapping[str, int]) -> dict[str, int]:
    """A number for every founder. One that has none yet stands for its letters' lowest, or comes after all that exist.

    That happens only where letters are cut by time: a submission is then founded by another letter than it really is.
    """
    known = dict(numbers)
    last = max(known.values(), default=0)
    for founder, letters in grouping.groups.items():
        if founder not in known:
            aliases = [numbers[key] for key in letters if key in numbers]
            last = last if aliases else last + 1
            known[founder] = min(aliases) if aliases else last
    return known


def _as_skipped(letter: LetterState, known: Known) -> LetterState:
    """Of mail whose bytes are not kept, what was found when they were there."""
    if (
        known.kept
        or known.skipped_as is None
        or known.skipped_why is None
        or letter.verdict is LetterVerdict.SUBMISSION
    ):
        return letter
    return replace(letter, verdict=known.skipped_as, why=known.skipped_why)


def _notices(connection: Connection, moment: datetime, closed: bool, loaded: LoadedContest) -> tuple[Finding, ...]:
    found = []
    by_engine, by_contest = stale_readings(connection, engine(), basis(loaded.contest), loaded.sha256)
    if by_engine:
        found.append(Finding("overview", "engine_changed", {"count": str(by_engine)}))
    elif by_contest:
        found.append(Finding("overview", "configuration_changed", {"count": str(by_contest)}))
    deadline = loaded.contest.dates.deadline
    if moment > deadline and not closed:
        found.append(Finding("overview", "not_closed", {"deadline": deadline.isoformat()}))
        still = still_open(connection, loaded.contest, loaded.contest.dates.deadline)
        if still.unlisted:
            found.append(Finding("overview", "still_unlisted", {"sources": ", ".join(still.unlisted)}))
        elif still.unstamped and not still.never:
            found.append(Finding("overview", "still_unstamped", {"sources": ", ".join(still.unstamped)}))
    return tuple(found)
