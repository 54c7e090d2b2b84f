"""The second half of a letter's way, done alone: facts → the tracking database, in one transaction.

Only the letters that the new one may belong together with are loaded and grouped, so the cost does not grow with the
number of letters. Mail that has nothing to do with the contest leaves its headers and nothing else.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from pipeline.contest import Contest
from pipeline.decisions import Placement
from pipeline.decisions.laying import laid, lay_over
from pipeline.decisions.placement import placement
from pipeline.decisions.resolve import Decided, resolve
from pipeline.grouping import group
from pipeline.linking import link_keys
from pipeline.scanning import any_wait
from pipeline.state import FileState, Finding, Grouping, Interval, LetterState, LetterVerdict, Placed
from pipeline.study import Studied
from pipeline.tracking import derived, evidence, scans
from pipeline.tracking.decided import load_decisions
from pipeline.tracking.erasure import is_erased
from pipeline.tracking.loading import (
    combined,
    kept_by_key,
    kept_by_raw,
    key_of,
    letter_state,
    load_letters,
    load_numbers,
    read_from,
    read_ids,
    receipts_of,
    skipped_headers,
)
from pipeline.tracking.records import Reading, Stamp

_ERASED = Finding("letter", "erased")
_WANTED = (LetterVerdict.SUBMISSION, LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Desk:
    """Under what letters are placed: the contest and its stamp, and the moment of the run."""

    contest: Contest
    stamp: Stamp
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter: ``new`` was never seen before; ``kept``: its bytes stay in the spool; ``news``: they
    did not before.
    """

    letter_id: int
    place: Placed
    new: bool
    kept: bool
    news: bool = False


def keep(connection: Connection, studied: Studied, desk: Desk) -> Outcome:
    """Write one letter, and where it and its like belong. ``studied.sighting`` must not be None."""
    seen, reading = studied.sighting, studied.reading
    assert seen is not None, "a letter of which nothing is new is not written"
    known = kept_by_raw(connection, seen.raw_sha256)
    arrived = known is not None or kept_by_key(connection, studied.key) is not None
    letter_id = known or evidence.keep_letter(connection, studied.key, desk.at, desk.stamp.contest_id)
    if is_erased(connection, letter_id):
        return Outcome(letter_id, Placed(studied.key, LetterVerdict.UNRELATED, _ERASED), new=False, kept=False)
    before = read_from(connection, letter_id)
    if reading is None or (arrived and before is not None and before[0] <= seen.raw_sha256):
        return _one_more(connection, letter_id, seen, desk)
    receipts = receipts_of(connection, letter_id) if arrived else []
    key = studied.key if known is None else key_of(connection, letter_id)
    own = unplaced_state(letter_id, key, reading, combined([*receipts, seen.receipt]))
    places = _grouped(connection, own, desk)
    new = before is None
    outcome = Outcome(letter_id, places.grouping.placed[key], new, arrived or key in places.wanted)
    if outcome.kept:
        _arrive(connection, letter_id, seen, desk)
        _read(connection, letter_id, reading, desk, new=new)
    else:
        evidence.keep_skipped(connection, letter_id, seen, reading.headers, outcome.place, desk.stamp.contest_id)
        derived.put_reading(connection, letter_id, _bare(reading), {}, desk.stamp, new=new)
        own = unplaced_state(letter_id, own.key, _bare(reading), own.receipt)
    derived.put_links(connection, letter_id, places.own_keys if outcome.kept else link_keys(own, desk.contest), new=new)
    _write(connection, places, letter_id, desk)
    return replace(outcome, news=outcome.kept and not arrived)


def keep_again(
    connection: Connection,
    letter_id: int,
    studied: Studied,
    receipts: Sequence[tuple[int, evidence.Sighting]],
    desk: Desk,
) -> None:
    """Write what was read anew of a letter whose bytes are kept; ``place_all`` has to follow when all are read.

    ``receipts``: the ids of its arrivals with what they prove now.
    """
    assert studied.reading is not None, "a letter that is read anew has a reading"
    _read(connection, letter_id, studied.reading, desk, new=False)
    for arrival_id, seen in receipts:
        derived.put_receipt(connection, arrival_id, letter_id, seen.receipt)


def keep_scanned(connection: Connection, letter_id: int, reading: Reading, recogniser: str, desk: Desk) -> None:
    """Write what a letter says now that its scans are read, and where that puts it and its like."""
    _read(connection, letter_id, reading, desk, new=False)
    scans.put_scanned(connection, letter_id, recogniser)
    place(connection, letter_id, desk)


def keep_unread(connection: Connection, letter_id: int, desk: Desk) -> None:
    """A skipped letter that no longer lies where it lay: its headers are all that can be known."""
    headers = skipped_headers(connection, letter_id)
    assert headers is not None, "a letter has arrived or was skipped"
    verdict = LetterVerdict.AUTOMATIC if headers.automatic else LetterVerdict.UNCLEAR
    derived.put_reading(connection, letter_id, Reading("", verdict, headers), {}, desk.stamp)
    place(connection, letter_id, desk)


def place(connection: Connection, letter_id: int, desk: Desk) -> Placed:
    """Group a letter of the database with all it may belong to, write that, number what it founded; its place."""
    own = load_letters(connection, [letter_id])[letter_id].state
    places = _grouped(connection, own, desk)
    derived.put_links(connection, letter_id, places.own_keys)
    _write(connection, places, letter_id, desk)
    return places.grouping.placed[own.key]


def link_together(connection: Connection, keys: Collection[str]) -> None:
    """Links between letters (by key) that a person's decision holds together, so that one is never seen without the
    others; ``place`` has to follow.
    """
    people = placement(resolve(load_decisions(connection)))
    ids = read_ids(connection, keys)
    derived.add_links(connection, {number: people.links(key) for key, number in ids.items() if people.links(key)})


def place_all(connection: Connection, desk: Desk) -> None:
    """Link and group every letter anew: the configuration or the engine has changed."""
    decided = resolve(load_decisions(connection))
    people = placement(decided)
    states = laid((letter.state for letter in load_letters(connection).values()), decided)
    numbers = load_numbers(connection)
    for state in states:
        keys = link_keys(state, desk.contest, numbers.get(state.key)) | people.links(state.key)
        derived.put_links(connection, state.id, keys)
    _write(connection, _group(states, numbers, frozenset(), decided, desk), None, desk)
    derived.restamp(connection, desk.stamp)


@dataclass(frozen=True, slots=True)
class _Places:
    """Letters grouped, not yet written: which of them have to do with the contest, and the new one's links."""

    states: Mapping[str, LetterState]
    grouping: Grouping
    wanted: Collection[str]
    numbers: Mapping[str, int]
    own_keys: frozenset[str]


def _grouped(connection: Connection, own: LetterState, desk: Desk) -> _Places:
    """The letter grouped with those that it may belong together with."""
    decided = resolve(load_decisions(connection))
    people = placement(decided)
    own = lay_over(own, decided)
    numbers = load_numbers(connection, [own.id])
    keys = link_keys(own, desk.contest, numbers.get(own.key)) | people.links(own.key)
    others = derived.reached(connection, keys) | derived.component(connection, own.id)
    known = load_letters(connection, others - {own.id})
    numbers = load_numbers(connection, known) | numbers
    states = [*laid((letter.state for letter in known.values()), decided), own]
    return _group(states, numbers, keys, decided, desk)


def _group(
    states: Sequence[LetterState], numbers: Mapping[str, int], keys: frozenset[str], decided: Decided, desk: Desk
) -> _Places:
    people = placement(decided)
    grouping = group(states, numbers, desk.contest, people)
    wanted = {key for key, placed in grouping.placed.items() if placed.verdict in _WANTED}
    wanted |= _robots_of_the_contest(states, numbers, desk.contest, people)
    # What a person spoke of is kept, even when the word was that it is none of the contest's.
    wanted |= {state.key for state in states} & decided.letters
    return _Places({state.key: state for state in states}, grouping, wanted, numbers, keys)


def _write(connection: Connection, places: _Places, letter_id: int | None, desk: Desk) -> None:
    """Write where letters belong, and give numbers to the submissions that they founded."""
    ids = {key: state.id for key, state in places.states.items()}
    derived.put_memberships(connection, ids, places.grouping.placed.values(), places.wanted)
    founders = [places.states[founder] for founder in places.grouping.groups if founder not in places.numbers]
    if not founders:
        return
    issued = evidence.issue_numbers(connection, [one.id for one in founders], desk.at, desk.stamp.contest_id)
    links = {x.id: link_keys(x, desk.contest, issued[x.id]) - link_keys(x, desk.contest) for x in founders}
    quoting = derived.add_links(connection, links)
    if letter_id is not None and not quoting <= set(ids.values()):
        # The new number is one that other letters already quote: they belong to what has to be looked at.
        place(connection, letter_id, desk)


def _robots_of_the_contest(
    states: Sequence[LetterState], numbers: Mapping[str, int], contest: Contest, people: Placement
) -> set[str]:
    """Automatic letters that would be of the contest had a person written them: answers to our receipts, bounces."""
    robots = {state.key for state in states if state.verdict is LetterVerdict.AUTOMATIC}
    if not robots:
        return set()
    as_people = [replace(state, verdict=LetterVerdict.UNCLEAR) if state.key in robots else state for state in states]
    placed = group(as_people, numbers, contest, people).placed
    return {key for key in robots if placed[key].verdict is LetterVerdict.SUBMISSION}


def _bare(reading: Reading) -> Reading:
    """What is kept of a letter that has nothing to do with the contest: its headers."""
    return Reading("", reading.verdict, reading.headers)


def _one_more(connection: Connection, letter_id: int, seen: evidence.Sighting, desk: Desk) -> Outcome:
    """One more arrival of a letter that is kept and read: it can only improve what is known of its receipt."""
    _arrive(connection, letter_id, seen, desk)
    return Outcome(letter_id, place(connection, letter_id, desk), new=False, kept=True)


def _arrive(connection: Connection, letter_id: int, seen: evidence.Sighting, desk: Desk) -> None:
    arrival_id = evidence.keep_arrival(connection, letter_id, seen, desk.stamp.contest_id)
    if arrival_id is not None:
        derived.put_receipt(connection, arrival_id, letter_id, seen.receipt, new=True)


def _read(connection: Connection, letter_id: int, reading: Reading, desk: Desk, *, new: bool) -> None:
    numbers = evidence.file_numbers(connection, letter_id, [file.part.path for file in reading.files], new=new)
    derived.put_reading(connection, letter_id, reading, numbers, desk.stamp, new=new)
    scans.put_scanned(connection, letter_id, "" if any_wait(reading) else None, new=new)
    if reading.verdict is LetterVerdict.QUARANTINED and reading.problem is not None:
        problem = reading.problem
        evidence.keep_quarantine(connection, letter_id, desk.at, desk.stamp.engine, problem.code, problem.detail)


def unplaced_state(letter_id: int, key: str, reading: Reading, receipt: Interval) -> LetterState:
    """A letter for grouping as it was just read, before anything of it is written; its files have no numbers yet."""
    files = (
        FileState(
            0, letter_id, key, part.path, part.name, part.content_type, part.size, part.sha256, facts, part.inline
        )
        for part, facts in ((file.part, file.facts) for file in reading.files)
    )
    return letter_state(
        letter_id, key, reading.headers, reading.verdict, receipt, "", files, reading.body, reading.problem
    )
