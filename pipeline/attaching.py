"""A file that came another way (a flash drive, a link, a messenger): taken in as an arrival of source ``person``.

The file is wrapped into a letter of our own, kept in the spool like every letter, and put into the submission by a
decision. When it came is the person's word.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO

from sqlalchemy.engine import Connection

from parsers.ocr.installed import Recogniser
from pipeline.confined import sandboxes
from pipeline.contest import LoadedContest
from pipeline.deciding import Made, Maker, decide_within
from pipeline.decisions import Sort, Target, Verb
from pipeline.decisions.asking import Wish, find
from pipeline.decisions.resolve import Decided
from pipeline.overview import compose, gather
from pipeline.placing import keep
from pipeline.run import Run
from pipeline.state import Interval, LetterVerdict, Overview
from pipeline.study import Studied
from pipeline.tracking import evidence
from pipeline.tracking.evidence import Locator, Sighting
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.workers import Readers


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of it: the letter that the files became, and the decision that put it where it is."""

    letter_id: int
    made: Made
    unreadable: bool = False


def attach(
    store: Store,
    folder: DataFolder,
    loaded: LoadedContest,
    raw: bytes,
    number: int,
    received: datetime,
    maker: Maker,
    *,
    clock: Callable[[], datetime],
    readers: Readers | None = None,
    recogniser: Recogniser | None = None,
) -> Attached:
    """Take the letter ``raw`` in as one of submission ``number``, received when a person says (aware).

    Attaching the same again changes nothing. ``recogniser``: what scans will be read with by the next run, None where
    they will not. Raises DecisionError, SpoolError, TrackingError.
    """
    with folder.held(shared=store.is_shared) as hold:
        hold.leaves_behind = True  # Until all is written, the spool may hold what the database does not know.
        run = Run(store, folder, loaded, clock, lambda done, source: None, recogniser=recogniser)
        with (readers or sandboxes(folder, loaded))() as reader:
            run.bench.claims.take(hashlib.sha256(raw).hexdigest())  # Before they lie there: others tidy the spool.
            spooled = run.spool.store(BytesIO(raw))
            receipt = Interval(received, received, "person")
            place = Locator("person", "", 0, spooled.sha256)
            seen = Sighting(place, spooled.sha256, spooled.size, maker.at, receipt)
            studied = run.bench.read(seen, reader, anew=True)
        with store.writing() as connection:
            run.spool.store(BytesIO(raw))  # Another run may have taken them out as unrelated.
            attached = _written(connection, studied, number, maker, run)
        hold.leaves_behind = hold.left_behind
    return attached


def _written(connection: Connection, studied: Studied, number: int, maker: Maker, run: Run) -> Attached:
    """The decision first, so that the letter never stands alone; then the letter, in the same transaction."""
    seen = studied.sighting
    assert seen is not None, "a letter read anew is seen"
    letter_id = evidence.keep_letter(connection, studied.key, run.desk.at, run.desk.stamp.contest_id)
    made = decide_within(
        connection, run.loaded, partial(_wish, number=number, key=studied.key, name=str(letter_id)), maker
    )
    outcome = keep(connection, studied, run.desk)
    after = compose(gather(connection, run.loaded, maker.at))
    made = Made(made.entry, made.before, after, made.new)
    return Attached(outcome.letter_id, made, outcome.place.verdict is LetterVerdict.QUARANTINED)


def _wish(overview: Overview, decided: Decided, *, number: int, key: str, name: str) -> Wish:
    del decided
    judged = find(overview, number)
    letters = tuple(letter.key for letter in judged.state.letters)
    return Wish(Verb.PLACE, (Target(Sort.LETTER, key, name=name),), judged.state.founder, letters)
