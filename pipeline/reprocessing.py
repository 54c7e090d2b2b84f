"""Everything derived anew from the raw letters: what that changes is told before anything is written.

People's decisions stay: they address letters and bytes, and are laid over what is read now.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy.engine import Connection

from parsers.ocr.installed import Recogniser
from pipeline.confined import sandboxes, scanners_of
from pipeline.contest import LoadedContest
from pipeline.decisions.asking import find
from pipeline.outcome import Progress, Trouble
from pipeline.overview import Gathered, compose, gather
from pipeline.placing import keep_again, place_all, unplaced_state
from pipeline.reader import Reader
from pipeline.run import Run
from pipeline.scanning import Scanner, any_wait
from pipeline.state import Overview
from pipeline.study import Studied
from pipeline.tracking import scans
from pipeline.tracking.evidence import Sighting
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import Known, arrivals_of, combined
from pipeline.tracking.store import Store
from pipeline.workers import Commit, Readers, Task, Workers

Tell = Callable[[Overview, Overview], None]


@dataclass(frozen=True, slots=True)
class Restudied:
    """A letter read anew, with what its arrivals prove, and the recogniser that read its scans ("" for none)."""

    studied: Studied
    proven: list[tuple[int, Sighting]]
    recogniser: str = ""


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """How many letters were read anew, and which could not be."""

    letters: int
    troubles: tuple[Trouble, ...]


def reprocess(
    store: Store,
    folder: DataFolder,
    loaded: LoadedContest,
    numbers: Collection[int],
    tell: Tell,
    *,
    clock: Callable[[], datetime],
    dry_run: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
    readers: Readers | None = None,
    recogniser: Recogniser | None = None,
    scanners: Callable[[], AbstractContextManager[Scanner]] | None = None,
) -> Reprocessed:
    """Read the letters of these submissions anew (all letters that are kept, where none is named).

    ``tell`` is given what was and what will be before anything is written; with ``dry_run`` nothing is written.
    Scans that ``recogniser`` had read are read with it again; those that wait go on waiting. Raises DecisionError for
    a number that is none, TrackingError.
    """
    with folder.held(shared=store.is_shared) as hold:
        hold.leaves_behind = hold.left_behind
        run = Run(store, folder, loaded, clock, progress or (lambda done, source: None), recogniser=recogniser)
        with store.reading() as connection:
            gathered = gather(connection, loaded, run.began)
        before = compose(gathered)
        chosen = _letters(gathered, before, numbers)
        found: dict[int, Restudied] = {}
        with Workers(jobs, readers or sandboxes(folder, loaded)) as workers:
            run.do((Task(f"letter {number}", partial(_study, run, number, found)) for number in chosen), workers)
        if scanned := _with_scans(run, found):
            with Workers(jobs, scanners or scanners_of(folder, loaded, recogniser)) as of_scans:
                run.do((Task(f"letter {number}", partial(_scan, run, number, found)) for number in scanned), of_scans)
        tell(before, compose(replace(gathered, letters=_with(gathered, found))))
        if not dry_run:
            with store.writing() as connection:
                _write(connection, found, run)
        return Reprocessed(len(found), tuple(run.troubles))


def _write(connection: Connection, found: dict[int, Restudied], run: Run) -> None:
    """Everything in one transaction; what another run has meanwhile got other bytes of is that run's to read."""
    for letter_id, one in found.items():
        seen = one.studied.sighting
        assert seen is not None, "a letter read anew is seen"
        if seen.raw_sha256 == min(row.raw_sha256 for row in arrivals_of(connection, letter_id)):
            keep_again(connection, letter_id, one.studied, one.proven, run.desk)
            if one.recogniser:
                scans.put_scanned(connection, letter_id, one.recogniser)
    place_all(connection, run.desk)


def _with_scans(run: Run, found: dict[int, Restudied]) -> list[int]:
    """Letters with scans that the recogniser at hand has read before; others wait for a run that takes letters in."""
    if run.recogniser is None:
        return []
    with run.store.reading() as connection:
        waiting = set(scans.waiting(connection, run.recogniser.version))
    readings = {number: one.studied.reading for number, one in found.items()}
    return [number for number, of in readings.items() if of is not None and any_wait(of) and number not in waiting]


def _letters(gathered: Gathered, before: Overview, numbers: Collection[int]) -> list[int]:
    """The letters whose bytes are kept, of these submissions or of all."""
    kept = [number for number, letter in gathered.letters.items() if letter.kept]
    if not numbers:
        return kept
    wanted = {letter.id for number in numbers for letter in find(before, number).state.letters}
    return [number for number in kept if number in wanted]


def _study(run: Run, letter_id: int, found: dict[int, Restudied], reader: Reader) -> Commit:
    restudied = run.restudy(letter_id, reader)
    if isinstance(restudied, Trouble):
        return partial(run.troubles.append, restudied)
    return partial(found.__setitem__, letter_id, Restudied(*restudied))


def _scan(run: Run, letter_id: int, found: dict[int, Restudied], scanner: Scanner) -> Commit:
    """The same letter with its scans read; where that fails it stays as it is."""
    one = found[letter_id]
    assert run.recogniser is not None, "scans were read with something"
    assert one.studied.sighting is not None, "a letter read anew is seen"
    reading = run.bench.scans(one.studied.sighting.raw_sha256, scanner)
    if reading is None:
        return partial(found.__setitem__, letter_id, one)
    done = replace(one, studied=replace(one.studied, reading=reading), recogniser=run.recogniser.version)
    return partial(found.__setitem__, letter_id, done)


def _with(gathered: Gathered, found: dict[int, Restudied]) -> dict[int, Known]:
    """The letters as they will be."""
    letters = dict(gathered.letters)
    for letter_id, one in found.items():
        known = letters[letter_id]
        assert one.studied.reading is not None, "a letter that is read anew has a reading"
        receipt = combined(sighting.receipt for _, sighting in one.proven)
        state = unplaced_state(letter_id, known.state.key, one.studied.reading, receipt)
        ids = {file.path: file.id for file in known.state.files}
        files = tuple(replace(file, id=ids.get(file.path, 0)) for file in state.files)
        letters[letter_id] = replace(known, state=replace(state, files=files, source=known.state.source))
    return letters
