"""The second half of a letter's way, done alone: facts → the tracking database, in one transaction.

Only the letters that the new one may belong together with are loaded and grouped, so the cost does not grow with the
number of letters. Mail that has nothing to do with the contest leaves its headers and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from pipeline.contest import Contest
from pipeline.grouping import group, link_keys
from pipeline.state import Grouping, LetterState, LetterVerdict, Placed
from pipeline.study import Studied
from pipeline.tracking import derived, evidence
from pipeline.tracking.loading import (
    Known,
    arrivals_of,
    kept_by_key,
    kept_by_raw,
    load_letters,
    load_numbers,
    read_from,
    skipped_headers,
)
from pipeline.tracking.records import Reading, Stamp

_WANTED = (LetterVerdict.SUBMISSION, LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Desk:
    """Under what letters are placed: the contest and its stamp, and the moment of the run."""

    contest: Contest
    stamp: Stamp
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter: ``new`` was never seen before, ``wanted`` has to do with the contest, ``kept``: its
    bytes stay in the spool, ``news``: they did not before.
    """

    letter_id: int
    place: Placed
    new: bool
    wanted: bool
    kept: bool = True
    news: bool = False


def keep(connection: Connection, studied: Studied, desk: Desk) -> Outcome:
    """Write one letter, and where it and its like belong. ``studied.sighting`` must not be None."""
    seen = studied.sighting
    assert seen is not None, "a letter of which nothing is new is not written"
    if studied.reading is None:
        return _one_more(connection, studied.key, seen, desk)
    letter_id = kept_by_raw(connection, seen.raw_sha256) or evidence.keep_letter(
        connection, studied.key, desk.at, desk.stamp.contest_id
    )
    before = read_from(connection, letter_id)
    arrived = bool(arrivals_of(connection, letter_id))
    if arrived and before is not None and before[0] < seen.raw_sha256:
        return _arrive(connection, letter_id, seen, desk, new=False)
    with connection.begin_nested() as attempt:
        _read(connection, letter_id, studied.reading, desk)
        outcome = _arrive(connection, letter_id, seen, desk, new=before is None)
        if arrived or outcome.wanted:
            return replace(outcome, news=not arrived)
        attempt.rollback()
    return _skip(connection, letter_id, studied.reading, seen, outcome, desk)


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
    _read(connection, letter_id, studied.reading, desk)
    for arrival_id, seen in receipts:
        derived.put_receipt(connection, arrival_id, letter_id, seen.receipt)


def keep_unread(connection: Connection, letter_id: int, desk: Desk) -> None:
    """A skipped letter that no longer lies where it lay: its headers are all that can be known."""
    headers = skipped_headers(connection, letter_id)
    assert headers is not None, "a letter has arrived or was skipped"
    verdict = LetterVerdict.AUTOMATIC if headers.automatic else LetterVerdict.UNCLEAR
    derived.put_reading(connection, letter_id, Reading("", verdict, headers), {}, desk.stamp)
    place(connection, letter_id, desk)


def place(connection: Connection, letter_id: int, desk: Desk) -> tuple[Placed, bool]:
    """Group a letter with all it may belong to, write that, number what it founded; its place, and if it is wanted."""
    own = load_letters(connection, [letter_id])[letter_id].state
    numbers = load_numbers(connection, [letter_id])
    derived.put_links(connection, letter_id, link_keys(own, desk.contest, numbers.get(own.key)))
    while True:
        known = load_letters(connection, derived.component(connection, letter_id))
        grouping, wanted, founded = _write_places(connection, known, desk)
        # A new number can be one that letters already quote: then they belong to what was looked at, too.
        if not founded or derived.component(connection, letter_id) == known.keys():
            return grouping.placed[own.key], own.key in wanted


def place_all(connection: Connection, desk: Desk) -> None:
    """Link and group every letter anew: the configuration or the engine has changed."""
    known = load_letters(connection)
    numbers = load_numbers(connection)
    for letter_id, letter in known.items():
        keys = link_keys(letter.state, desk.contest, numbers.get(letter.state.key))
        derived.put_links(connection, letter_id, keys)
    _write_places(connection, known, desk)
    derived.restamp(connection, desk.stamp)


def _write_places(connection: Connection, known: Mapping[int, Known], desk: Desk) -> tuple[Grouping, set[str], bool]:
    """Group these letters and write it; the grouping, the keys of the wanted letters, whether a number was issued."""
    states = {letter.state.key: letter.state for letter in known.values()}
    numbers = load_numbers(connection, known)
    grouping = group(list(states.values()), numbers, desk.contest)
    wanted = {key for key, placed in grouping.placed.items() if placed.verdict in _WANTED}
    wanted |= _robots_of_the_contest(states.values(), numbers, desk.contest)
    ids = {key: state.id for key, state in states.items()}
    derived.put_memberships(connection, ids, grouping.placed.values(), wanted)
    founders = [ids[founder] for founder in grouping.groups if founder not in numbers]
    if founders:
        issued = evidence.issue_numbers(connection, founders, desk.at, desk.stamp.contest_id)
        for founder, number in issued.items():
            derived.put_links(connection, founder, link_keys(known[founder].state, desk.contest, number))
    return grouping, wanted, bool(founders)


def _robots_of_the_contest(states: Iterable[LetterState], numbers: Mapping[str, int], contest: Contest) -> set[str]:
    """Automatic letters that would be of the contest had a person written them: answers to our receipts, bounces."""
    robots = {state.key for state in states if state.verdict is LetterVerdict.AUTOMATIC}
    if not robots:
        return set()
    as_people = [replace(state, verdict=LetterVerdict.UNCLEAR) if state.key in robots else state for state in states]
    placed = group(as_people, numbers, contest).placed
    return {key for key in robots if placed[key].verdict is LetterVerdict.SUBMISSION}


def _one_more(connection: Connection, key: str, seen: evidence.Sighting, desk: Desk) -> Outcome:
    letter_id = kept_by_raw(connection, seen.raw_sha256) or kept_by_key(connection, key)
    assert letter_id is not None, "what is kept stays"
    return _arrive(connection, letter_id, seen, desk, new=False)


def _read(connection: Connection, letter_id: int, reading: Reading, desk: Desk) -> None:
    numbers = evidence.file_numbers(connection, letter_id, [file.part.path for file in reading.files])
    derived.put_reading(connection, letter_id, reading, numbers, desk.stamp)
    if reading.verdict is LetterVerdict.QUARANTINED and reading.problem is not None:
        problem = reading.problem
        evidence.keep_quarantine(connection, letter_id, desk.at, desk.stamp.engine, problem.code, problem.detail)


def _arrive(connection: Connection, letter_id: int, seen: evidence.Sighting, desk: Desk, *, new: bool) -> Outcome:
    arrival_id = evidence.keep_arrival(connection, letter_id, seen, desk.stamp.contest_id)
    if arrival_id is not None:
        derived.put_receipt(connection, arrival_id, letter_id, seen.receipt)
    return _outcome(letter_id, place(connection, letter_id, desk), new=new)


def _skip(
    connection: Connection, letter_id: int, reading: Reading, seen: evidence.Sighting, outcome: Outcome, desk: Desk
) -> Outcome:
    """Register mail that has nothing to do with the contest; of its contents nothing is kept."""
    evidence.keep_skipped(connection, letter_id, seen, reading.headers, outcome.place, desk.stamp.contest_id)
    bare = Reading("", reading.verdict, reading.headers)
    derived.put_reading(connection, letter_id, bare, {}, desk.stamp)
    place(connection, letter_id, desk)
    return replace(outcome, kept=False)


def _outcome(letter_id: int, placed: tuple[Placed, bool], *, new: bool) -> Outcome:
    return Outcome(letter_id, placed[0], new=new, wanted=placed[1])
