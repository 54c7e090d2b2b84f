"""Everything derived anew from the raw letters: what that changes is told before anything is written.

People's decisions stay: they address letters and bytes, and are laid over what is read now.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from pipeline.contest import LoadedContest
from pipeline.decisions.asking import find
from pipeline.overview import Gathered, compose, gather
from pipeline.placing import keep_again, place_all, unplaced_state
from pipeline.run import Progress, Run, Trouble, sandboxes
from pipeline.state import Overview
from pipeline.study import Reader, Studied
from pipeline.tracking.evidence import Sighting
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import Known, combined
from pipeline.tracking.store import Store
from pipeline.workers import Commit, Readers, Task, Workers

Tell = Callable[[Overview, Overview], None]
Restudied = tuple[int, Studied, list[tuple[int, Sighting]]]


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
) -> Reprocessed:
    """Read the letters of these submissions anew (all letters that are kept, where none is named).

    ``tell`` is given what was and what will be before anything is written; with ``dry_run`` nothing is written.
    Raises DecisionError for a number that is none, TrackingError.
    """
    with folder.held() as hold:
        hold.leaves_behind = hold.left_behind
        run = Run(store, folder, loaded, clock, progress or (lambda done, source: None))
        with store.reading() as connection:
            gathered = gather(connection, loaded, run.began)
        before = compose(gathered)
        chosen = _letters(gathered, before, numbers)
        found: list[Restudied] = []
        with Workers(jobs, readers or sandboxes(folder, loaded)) as workers:
            run.do((Task(f"letter {number}", partial(_study, run, number, found)) for number in chosen), workers)
        tell(before, compose(replace(gathered, letters=_with(gathered, found))))
        if not dry_run:
            with store.writing() as connection:
                for letter_id, studied, proven in found:
                    keep_again(connection, letter_id, studied, proven, run.desk)
                place_all(connection, run.desk)
        return Reprocessed(len(found), tuple(run.troubles))


def _letters(gathered: Gathered, before: Overview, numbers: Collection[int]) -> list[int]:
    """The letters whose bytes are kept, of these submissions or of all."""
    kept = [number for number, letter in gathered.letters.items() if letter.kept]
    if not numbers:
        return kept
    wanted = {letter.id for number in numbers for letter in find(before, number).state.letters}
    return [number for number in kept if number in wanted]


def _study(run: Run, letter_id: int, found: list[Restudied], reader: Reader) -> Commit:
    restudied = run.restudy(letter_id, reader)
    if isinstance(restudied, Trouble):
        return partial(run.troubles.append, restudied)
    return partial(found.append, (letter_id, *restudied))


def _with(gathered: Gathered, found: list[Restudied]) -> dict[int, Known]:
    """The letters as they will be."""
    letters = dict(gathered.letters)
    for letter_id, studied, proven in found:
        known = letters[letter_id]
        assert studied.reading is not None, "a letter that is read anew has a reading"
        receipt = combined(sighting.receipt for _, sighting in proven)
        state = unplaced_state(letter_id, known.state.key, studied.reading, receipt)
        ids = {file.path: file.id for file in known.state.files}
        files = tuple(replace(file, id=ids.get(file.path, 0)) for file in state.files)
        letters[letter_id] = replace(known, state=replace(state, files=files, source=known.state.source))
    return letters
