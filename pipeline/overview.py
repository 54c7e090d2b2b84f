"""The whole contest at one moment: every letter, every submission with its verdict. What all reports are made of.

``state = derive(evidence, contest)``, ``verdict = judge(state, now)`` (model.md), over all letters of the database.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from pipeline.contest import Contest, LoadedContest
from pipeline.derive import derive, place_letters
from pipeline.grouping import group
from pipeline.judge import judge_all
from pipeline.remarking import with_shared_papers
from pipeline.state import Finding, Grouping, Judged, LetterState, LetterVerdict, Overview, Standing
from pipeline.study import basis, engine
from pipeline.tracking.derived import component
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


def overview(store: Store, loaded: LoadedContest, now: datetime, as_of: datetime | None = None) -> Overview:
    """Everything at ``now``; with ``as_of``, everything as if it were that moment: later letters are not seen.

    A letter whose receipt nothing proves may have come at any time before we saw it: it stays. Reads one consistent
    view of the database.
    """
    with _uncollected():
        return _overview(store, loaded, as_of or now, as_of)


def _overview(store: Store, loaded: LoadedContest, moment: datetime, as_of: datetime | None) -> Overview:
    contest = loaded.contest
    with store.reading() as connection:
        known = load_letters(connection)
        numbers = load_numbers(connection)
        closed = _is_closed(connection, moment, contest)
        notices = _notices(connection, moment, closed, loaded)
    seen = {letter.state.key: letter for letter in known.values() if as_of is None or _came_by(letter.state, as_of)}
    states = [letter.state for letter in seen.values()]
    grouping = group(states, numbers, contest)
    numbers = _numbered(grouping, numbers)
    judged = with_shared_papers(judge_all(derive(grouping, states, numbers, contest), moment, closed, contest))
    letters = tuple(_as_skipped(letter, seen[letter.key]) for letter in place_letters(grouping, states))
    return Overview(moment, judged, letters, {founder: numbers[founder] for founder in grouping.groups}, notices)


def waiting(store: Store, letter_ids: Collection[int], contest: Contest, now: datetime) -> tuple[Waiting, ...]:
    """What of these letters and of their submissions needs a person; only what they can have to do with is loaded."""
    with store.reading() as connection:
        ids = set[int]()
        for letter_id in letter_ids:
            if letter_id not in ids:
                ids |= component(connection, letter_id)
        known = load_letters(connection, ids)
        numbers = load_numbers(connection, ids)
        closed = _is_closed(connection, now, contest)
    states = [letter.state for letter in known.values()]
    grouping = group(states, numbers, contest)
    numbers = _numbered(grouping, numbers)
    judged = judge_all(derive(grouping, states, numbers, contest), now, closed, contest)
    new = sorted((x for x in place_letters(grouping, states) if x.id in letter_ids), key=lambda letter: letter.id)
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


def _is_closed(connection: Connection, moment: datetime, contest: Contest) -> bool:
    """Whether the deadline has passed and nothing that came by then can still be outside (model.md 27)."""
    return moment > contest.dates.deadline and still_open(connection, contest).nothing


def still_open(connection: Connection, contest: Contest) -> Open:
    """What keeps the contest from being closed: in each of these sources may lie what came in time.

    With a mailbox that is watched, or configured to be: every watched folder has to be listed to its end after the
    deadline, and the mailbox itself must have stamped a letter later than the deadline. The host's clock alone proves
    nothing: a day ahead of the truth it would reject what schools may still send (faults.md 35).

    Otherwise: every folder that letters were ever taken from has to be listed again after the deadline. Files that were
    handed in by themselves and folders that are gone hold nothing new: the first complete run after the deadline
    records them as listed (``pipeline.run.spent``).
    """
    deadline, address = contest.dates.deadline, contest.mailbox.address
    folders = watched_folders(connection)
    if not folders and not contest.mailbox.watched:
        listed = last_listings(connection)
        return Open(tuple(sorted(root for root, at in listed.items() if at < deadline)), never=not listed)
    unlisted = tuple(
        f"{one.source}:{one.folder}" for one in folders if one.listed_at is None or one.listed_at < deadline
    )
    sources = sorted({one.source for one in folders} or {address})
    unstamped = tuple(one for one in sources if not stamped_after(connection, one, deadline))
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
        still = still_open(connection, loaded.contest)
        if still.unlisted:
            found.append(Finding("overview", "still_unlisted", {"sources": ", ".join(still.unlisted)}))
        elif still.unstamped and not still.never:
            found.append(Finding("overview", "still_unstamped", {"sources": ", ".join(still.unstamped)}))
    return tuple(found)
