"""The recipe: how letters become rows of the tracking database. Read this first, then ``model.md``.

One letter's way:

1. ``study`` (in parallel): the raw bytes go to the spool and are durable (a mailbox's go straight into it: ``post``);
   a child process takes the letter apart, unpacks what lies in it, reads every file; receipt and robots are told by
   the headers. Nothing else is written.
2. ``placing`` (alone, in the order of the sources): one transaction keeps the letter and its arrival, writes what was
   read, groups it with the letters it may belong to, and gives a founded submission its number.
3. Mail that has nothing to do with the contest leaves its headers, and its bytes leave the spool again.

4. ``scanning`` (in parallel, after all the others): scanned pages are read, and their letters placed anew.

A crash anywhere repeats harmlessly: what was not committed is done again, what was is known.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import FrameType

from intake.files import Source
from parsers.ocr.installed import Recogniser
from pipeline.confined import sandboxes, scanners_of
from pipeline.contest import LoadedContest
from pipeline.outcome import IngestResult, Progress, Trouble
from pipeline.overview import Waiting
from pipeline.post import Carrier, Delivered
from pipeline.reader import Reader
from pipeline.run import Run
from pipeline.scanning import Scanner
from pipeline.tracking.folder import DataFolder, Hold
from pipeline.tracking.store import Store
from pipeline.workers import Readers, Workers

__all__ = ["IngestResult", "Trouble", "Waiting", "attend", "ingest"]


def ingest(
    sources: Iterable[Source | Delivered],
    store: Store,
    folder: DataFolder,
    loaded: LoadedContest,
    *,
    clock: Callable[[], datetime],
    roots: Iterable[str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
    readers: Readers | None = None,
    recogniser: Recogniser | None = None,
    scanners: Callable[[], AbstractContextManager[Scanner]] | None = None,
) -> IngestResult:
    """Take letters in. Ingesting again, in any order, after a crash at any moment, leads to the same state.

    ``roots`` name what ``sources`` lists, for the record that it was listed to its end. ``progress`` is told the count
    and source after each letter. ``recogniser``: what scans are read with, None to leave them unread. Ctrl-C finishes
    the letters in hand. Raises TrackingError when the database or the folder cannot be worked with, or another run is
    at work there that it cannot be shared with.
    """
    with folder.held(shared=store.is_shared) as hold:
        run = Run(store, folder, loaded, clock, progress or _silent, recogniser=recogniser)
        with _ending(run, hold), _interruptible(run):
            with Workers(jobs, readers or sandboxes(folder, loaded)) as workers:
                _letters(run, hold, sources, workers)
            if letters := run.with_scans():
                with Workers(jobs, scanners or scanners_of(folder, loaded, recogniser)) as of_scans:
                    run.read_scans(letters, of_scans)
            return run.finish(tuple(roots))


def attend(
    carrier: Carrier,
    store: Store,
    folder: DataFolder,
    loaded: LoadedContest,
    workers: Workers[Reader],
    *,
    clock: Callable[[], datetime],
    stopped: Callable[[], bool],
    progress: Progress | None = None,
    recogniser: Recogniser | None = None,
    of_scans: Workers[Scanner] | None = None,
    turned: Callable[[], None] | None = None,
) -> IngestResult:
    """The same for what a mailbox's folders were just seen to hold, with the workers that a daemon keeps.

    A mailbox that fails on the way ends the letters, not the run: those already fetched are finished, nothing counts as
    listed, and ``carrier.error`` says what it was. ``stopped`` ends the run after the letters in hand. Of letters with
    scans one is read, and how many wait is told: the caller looks for new letters before it comes again.
    ``turned`` is told of every file, and of every page of a scan, by the worker that has read it.
    """
    with folder.held(shared=store.is_shared) as hold:
        run = Run(store, folder, loaded, clock, progress or _silent, carrier, stopped, recogniser, turned)
        with _ending(run, hold):
            _letters(run, hold, carrier.letters(), workers)
            if of_scans is not None:
                run.read_a_scan(of_scans)
            return run.finish(tuple(carrier.listed()))


def _letters(run: Run, hold: Hold, sources: Iterable[Source | Delivered], workers: Workers[Reader]) -> None:
    """What every run does with letters, before any scan is read."""
    run.read_anew(workers)
    run.take(sources, workers)
    if hold.left_behind:
        run.adopt_orphans(workers)
    run.fetch_wanted(workers)


@contextmanager
def _ending(run: Run, hold: Hold) -> Iterator[None]:
    """Whatever happens, the folder is left tidy, and says whether something may lie in the spool alone."""
    try:
        yield
    finally:
        hold.leaves_behind = run.leaves_behind
        run.folder.sweep()


@contextmanager
def _interruptible(run: Run) -> Iterator[None]:
    """Ctrl-C ends the run after the letters in hand; a second one at once. Signals reach the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if run.interrupted.is_set():
            raise KeyboardInterrupt
        run.interrupted.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _silent(done: int, source: str) -> None:
    """Nobody wants to know."""
