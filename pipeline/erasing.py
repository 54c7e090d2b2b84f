"""Erasing what is older than a day: personal data goes, statistics stay (model.md, Kept: only this may, and logs it).

A submission goes whole or not at all: it goes when everything that belongs to it was received before the day. One
transaction forgets the rows and logs it; then the raw letters leave the spool. A crash between the two is made good by
the next erasure or the next run that takes letters in: what is to leave stands in the database.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from intake.spool import Spool
from pipeline.contest import LoadedContest
from pipeline.overview import overview
from pipeline.state import LetterState, Overview
from pipeline.tracking import evidence
from pipeline.tracking.columns import to_json
from pipeline.tracking.erasure import Record, forget, shredded, to_shred
from pipeline.tracking.evidence import LETTER
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts that stay: letters by verdict, submissions by standing, documents that counted by kind."""

    letters: Mapping[str, int]
    submissions: Mapping[str, int]
    documents: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Erasable:
    """What an erasure takes: ids of letters, numbers of submissions. ``staying``: numbers of submissions that have an
    older letter and stay for a newer one.
    """

    before: datetime
    letters: tuple[int, ...]
    submissions: tuple[int, ...]
    staying: tuple[int, ...]
    statistics: Statistics


def erasable(store: Store, loaded: LoadedContest, before: datetime, now: datetime) -> Erasable:
    """What was received before that moment, by the latest that is known of each receipt; nothing is changed."""
    seen = overview(store, loaded, now)
    cases: dict[str, list[LetterState]] = defaultdict(list)
    for letter in seen.letters:
        cases[letter.founder or letter.key].append(letter)
    with store.reading() as connection:
        first_seen = {row.id: row.seen_at for row in connection.execute(select(LETTER.c.id, LETTER.c.seen_at))}

    def is_older(letter: LetterState) -> bool:
        return (letter.receipt.not_after or first_seen[letter.id]) < before

    gone = {key: letters for key, letters in cases.items() if all(map(is_older, letters))}
    staying = {key for key, letters in cases.items() if key not in gone and any(map(is_older, letters))}
    ids = sorted(letter.id for letters in gone.values() for letter in letters)
    numbers = sorted(seen.numbers[key] for key in gone if key in seen.numbers)
    kept = sorted(seen.numbers[key] for key in staying if key in seen.numbers)
    return Erasable(before, tuple(ids), tuple(numbers), tuple(kept), _statistics(seen, gone))


def erase(store: Store, folder: DataFolder, loaded: LoadedContest, before: datetime, now: datetime) -> Erasable:
    """Erase it; what was erased. Raises TrackingError when a run is at work in the folder."""
    with folder.held() as hold:
        # Whether letters of a killed run lie in the spool is not changed by this.
        hold.leaves_behind = hold.left_behind
        found = erasable(store, loaded, before, now)
        if found.letters:
            record = Record(now, before, len(found.letters), len(found.submissions), to_json(found.statistics))
            with store.writing() as connection:
                contest_id = evidence.keep_contest(connection, loaded.sha256, loaded.text, now)
                forget(connection, found.letters, record, contest_id)
        shred(store, Spool(folder.spool))
        if found.letters:
            store.insist(store.tidy)
        return found


def shred(store: Store, spool: Spool) -> None:
    """Take the raw letters of erasures out of the spool; harmless to repeat."""
    with store.reading() as connection:
        raw = to_shred(connection)
    if not raw:
        return
    for sha256 in raw:
        spool.remove(sha256)
    store.write(lambda connection: shredded(connection, raw))


def _statistics(seen: Overview, gone: Mapping[str, list[LetterState]]) -> Statistics:
    letters = Counter(letter.verdict.value for case in gone.values() for letter in case)
    judged = [one for one in seen.submissions if one.state.founder in gone]
    submissions = Counter(one.verdict.standing.value for one in judged)
    documents = Counter(kind for one in judged for kind in one.state.claims)
    return Statistics(dict(letters), dict(submissions), dict(documents))
