"""The recipe: how letters on disk become rows of the tracking database. Read this first, then ``model.md``.

One letter's way:

1. ``study`` (in parallel): the raw bytes go to the spool and are durable; a child process takes the letter apart,
   unpacks what lies in it, reads every file; receipt and robots are told by the headers. Nothing else is written.
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
from pipeline.contest import LoadedContest
from pipeline.overview import Waiting
from pipeline.run import IngestResult, Progress, Run, Trouble
from pipeline.scanning import Scanner
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.workers import Readers, Workers

__all__ = ["IngestResult", "Trouble", "Waiting", "ingest"]


def ingest(
    sources: Iterable[Source],
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
        run = Run(store, folder, loaded, clock, progress or _silent, recogniser)
        try:
            with _interruptible(run):
                with Workers(run.width(jobs), readers or run.sandbox, run.is_stopped) as workers:
                    run.read_anew(workers)
                    run.take(sources, workers)
                    if hold.left_behind:
                        run.adopt_orphans(workers)
                    run.fetch_wanted(workers)
                if letters := run.with_scans():
                    with Workers(run.width(jobs), scanners or run.scanner, run.is_stopped) as workers_of_scans:
                        run.read_scans(letters, workers_of_scans)
            return run.finish(tuple(roots))
        finally:
            hold.leaves_behind = run.leaves_behind
            folder.sweep()


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
