"""One run of the recipe: its four passes over letters, what each letter's study and commit do, and the counts.

``pipeline.process.ingest`` drives it. Studies run in workers, commits and everything else in the caller's thread.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import Connection

from intake.errors import IntakeError, SpoolError
from intake.files import Source
from intake.spool import Spool
from parsers.ocr.installed import Recogniser
from parsers.sandbox import SandboxUnavailableError
from pipeline.changes import changed_keys
from pipeline.contest import LoadedContest
from pipeline.engine import basis, engine
from pipeline.erasing import shred
from pipeline.errors import PipelineError
from pipeline.listings import keep_listings
from pipeline.outcome import IngestResult, Progress, Trouble
from pipeline.overview import waiting
from pipeline.placing import Desk, Outcome, keep, keep_again, keep_scanned, keep_unread, place_all
from pipeline.post import Delivered
from pipeline.reader import Reader
from pipeline.scanning import Scanner
from pipeline.state import Finding, Interval, LetterVerdict
from pipeline.study import (
    Bench,
    Post,
    Studied,
    defect,
    marks_in,
    set_aside,
)
from pipeline.tracking import evidence, scans
from pipeline.tracking.evidence import Sighting
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import (
    arrivals_of,
    is_known_raw,
    is_placed_otherwise,
    is_skipped_raw,
    last_contest,
    read_from,
    sighting,
    skipped_sightings,
    to_read,
    wanted_again,
)
from pipeline.tracking.records import Reading, Stamp
from pipeline.tracking.store import Store
from pipeline.troubles import DISK, trouble_of
from pipeline.workers import Commit, Task, Workers

R = TypeVar("R")
_NO_RECOGNISER = "none"


class Run:
    """One run: where everything is, and the counts so far."""

    def __init__(
        self,
        store: Store,
        folder: DataFolder,
        loaded: LoadedContest,
        clock: Callable[[], datetime],
        progress: Progress,
        post: Post | None = None,
        stopped: Callable[[], bool] | None = None,
        recogniser: Recogniser | None = None,
        turned: Callable[[], None] | None = None,
    ) -> None:
        self.store, self.folder, self.loaded, self.clock, self.progress = store, folder, loaded, clock, progress
        self.began = clock()
        self.result = IngestResult()
        self.done = 0
        self.troubles: list[Trouble] = []
        self.new: set[int] = set()
        self.unrelated: set[int] = set()
        self.quarantined: set[int] = set()
        self.touched: set[int] = set()  # letters whose submissions may need a person now
        self.interrupted = threading.Event()
        self.disk_failed = False
        self.leaves_behind = True  # until the run has come to its end
        folder.sweep(marks=False)
        self.spool = Spool(folder.spool)
        self.spool.clean()
        shred(store, self.spool)
        self.recogniser = recogniser
        self.bench = Bench(
            store, self.spool, folder, loaded.contest, marks_in(folder), post, recogniser=recogniser, turned=turned
        )
        self._asked_to_stop = stopped or _never
        contest_id = store.write(lambda c: evidence.keep_contest(c, loaded.sha256, loaded.text, self.began, loaded.by))
        self.desk = Desk(loaded.contest, Stamp(engine(), contest_id, basis(loaded.contest)), self.began)

    def is_stopped(self) -> bool:
        """Whether no new letter is to be begun."""
        return self.disk_failed or self.interrupted.is_set() or self._asked_to_stop()

    # ------------------------------------------------------------------ the four passes of a run

    def read_anew(self, workers: Workers[Reader]) -> None:
        """Letters read by another engine or under another configuration are read again from their raw bytes.

        First those that are kept, which are placed together; then mail that was skipped finds its place among them.
        """
        with self.store.reading() as connection:
            kept, skipped = to_read(connection, self.desk.stamp)
            otherwise = is_placed_otherwise(connection, self.desk.stamp)
            before, text = last_contest(connection)
            # Mail that lies in a mailbox waits for the daemon, which has it open.
            skipped = [number for number in skipped if self._at_hand(skipped_sightings(connection, number))]
        if not (kept or skipped or otherwise):
            return
        self._notice(before, text, len(kept) + len(skipped))
        if self.do((Task(f"letter {number}", partial(self._again, number)) for number in kept), workers):
            self.store.write(lambda connection: place_all(connection, self.desk))
            self.do((Task(f"letter {number}", partial(self._again_skipped, number)) for number in skipped), workers)

    def take(self, sources: Iterable[Source | Delivered], workers: Workers[Reader]) -> None:
        """The letters of the sources: files, or letters of a mailbox that lie in the spool already."""
        self.do(self._tasks(sources), workers)

    def fetch_wanted(self, workers: Workers[Reader]) -> None:
        """Mail skipped earlier that belongs to a submission by what came since, until no more is found."""
        tried: set[int] = set()
        while not self.is_stopped():
            with self.store.reading() as connection:
                again = wanted_again(connection).items()
            wanted = {number: seen for number, seen in again if number not in tried and self._at_hand(seen)}
            if not wanted:
                return
            tried |= wanted.keys()
            self.do((Task(seen[0].locator.shown, partial(self._fetch, seen)) for seen in wanted.values()), workers)

    def with_scans(self) -> list[int]:
        """Letters (ids) whose scans were not read by the recogniser at hand; none where there is none."""
        if self.recogniser is None or self.is_stopped():
            return []
        with self.store.reading() as connection:
            return scans.waiting(connection, self.recogniser.version)

    def read_scans(self, letters: Iterable[int], workers: Workers[Scanner]) -> None:
        """The scans of these letters, after everything that can be read without."""
        self.do((Task(f"letter {number}", partial(self._scan, number)) for number in letters), workers)

    def read_a_scan(self, workers: Workers[Scanner]) -> None:
        """The scans of one letter; those before it whose bytes cannot be read now do not stand in its way."""
        for number in self.with_scans():
            before = len(self.troubles)
            self.read_scans([number], workers)
            if len(self.troubles) == before or self.troubles[-1].code != "unreadable":
                return

    def adopt_orphans(self, workers: Workers[Reader]) -> None:
        """Letters that are in the spool and not in the database: a crash came between the two.

        While another run is at work they may be what it has in hand; then they wait for one that is alone.
        """
        if self.folder.others_at_work():
            return
        with self.store.reading() as connection:
            orphans = list(self.spool.orphans(lambda sha256: is_known_raw(connection, sha256)))
            skipped = {sha256 for sha256 in orphans if is_skipped_raw(connection, sha256)}
        for sha256 in skipped:
            self.spool.remove(sha256)
        self.do((Task(f"spool:{o}", partial(self._adopt, o)) for o in orphans if o not in skipped), workers)

    def finish(self, roots: tuple[str, ...]) -> IngestResult:
        """Record what was listed to its end, and say what the run did."""
        complete = not self.is_stopped() and all(trouble.code == "gone" for trouble in self.troubles)
        if complete and roots:
            self.store.write(lambda c: keep_listings(c, roots, self.began, self.desk.stamp.contest_id))
        with self.store.reading() as connection:
            unscanned = len(scans.waiting(connection, self.recogniser.version if self.recogniser else _NO_RECOGNISER))
        # A run that was asked to stop leaves letters of a mailbox in the spool that it fetched and did not study.
        self.leaves_behind = self.is_stopped() or any(one.code not in ("gone", "lost") for one in self.troubles)
        return replace(
            self.result, new=len(self.new), unrelated=len(self.unrelated), quarantined=len(self.quarantined),
            troubles=tuple(self.troubles), complete=complete, interrupted=self.interrupted.is_set(),
            unscanned=unscanned,
            waiting=waiting(self.store, self.touched, self.loaded.contest, self.clock()),
        )  # fmt: skip

    # ------------------------------------------------------------------ studies, in a worker; each returns its commit

    def _new(self, source: Source, reader: Reader) -> Commit:
        studied = self.bench.study(source, self._seen_at(source.path), reader)
        return partial(self._keep, studied)

    def _delivered(self, letter: Delivered, reader: Reader) -> Commit:
        seen = Sighting(
            letter.locator, letter.raw_sha256, letter.size, letter.seen_at, Interval(None, letter.seen_at, "none"),
            letter.internaldate,
        )  # fmt: skip
        return partial(self._keep, self.bench.delivered(seen, reader))

    def _fetch(self, seen: list[Sighting], reader: Reader) -> Commit:
        studied = self._first_found(seen, reader)
        if studied is None:
            return partial(self.troubles.append, Trouble(seen[0].locator.shown, "gone"))
        return partial(self._keep, studied, again=True)

    def _adopt(self, raw_sha256: str, reader: Reader) -> Commit:
        return partial(self._keep, self.bench.adopt(raw_sha256, self.clock(), reader))

    def _again(self, letter_id: int, reader: Reader) -> Commit:
        restudied = self.restudy(letter_id, reader)
        if isinstance(restudied, Trouble):
            return partial(self.troubles.append, restudied)
        return partial(self._keep_again, letter_id, *restudied)

    def restudy(self, letter_id: int, reader: Reader) -> tuple[Studied, list[tuple[int, Sighting]]] | Trouble:
        """A letter whose bytes are kept, read from them anew; with its arrivals and what each proves now."""
        with self.store.reading() as connection:
            arrivals = [(row.id, sighting(row, row.size)) for row in arrivals_of(connection, letter_id)]
        seen = min((seen for _, seen in arrivals), key=lambda seen: seen.raw_sha256)
        if not self.spool.path(seen.raw_sha256).exists():
            return Trouble(seen.locator.shown, "lost", seen.raw_sha256)
        studied = self.bench.read(seen, reader, anew=True)
        fields = {seen.raw_sha256: studied.reading.headers.received if studied.reading else ()}
        for raw in {seen.raw_sha256 for _, seen in arrivals} - fields.keys():
            fields[raw] = self.bench.received(raw, reader)
        proven = [(number, self.bench.with_receipt(seen, fields[seen.raw_sha256])) for number, seen in arrivals]
        return studied, proven

    def _again_skipped(self, letter_id: int, reader: Reader) -> Commit:
        with self.store.reading() as connection:
            skipped = skipped_sightings(connection, letter_id)
        studied = self._first_found(skipped, reader)
        if studied is None:
            return partial(self._keep_unread, letter_id)
        return partial(self._keep_skipped_again, studied)

    def _first_found(self, seen: list[Sighting], reader: Reader) -> Studied | None:
        """A letter that was seen in several places, from the first where it still lies."""
        found = (self.bench.fetch(one, reader) for one in seen)
        return next((one for one in found if one is not None), None)

    def _scan(self, letter_id: int, scanner: Scanner) -> Commit:
        with self.store.reading() as connection:
            known = read_from(connection, letter_id)
        raw = known[0] if known is not None else ""
        if not raw or not self.spool.path(raw).exists():
            return partial(self._leave_scans, letter_id)
        reading = self.bench.scans(raw, scanner)
        return (
            partial(self._leave_scans, letter_id) if reading is None else partial(self._keep_scans, letter_id, reading)
        )

    # ------------------------------------------------------------------ commits, alone

    def _keep(self, studied: Studied, *, again: bool = False) -> None:
        """One letter into the database; what has nothing to do with the contest leaves the spool again."""
        seen = studied.sighting
        if seen is None:
            self._count(known=1)
            return
        outcome = self._committed(studied)
        self.bench.claims.release(seen.raw_sha256, None if outcome.kept else self._remove)
        letter_id = outcome.letter_id
        if outcome.new:
            self.new.add(letter_id)
        elif not again:
            self._count(known=1)
        if outcome.kept:
            self.unrelated.discard(letter_id)
        elif outcome.new:
            self.unrelated.add(letter_id)
        if outcome.kept and outcome.news:
            self.touched.add(letter_id)
            if outcome.place.verdict is LetterVerdict.QUARANTINED:
                self.quarantined.add(letter_id)

    def _committed(self, studied: Studied) -> Outcome:
        seen = studied.sighting
        assert seen is not None, "a letter of which nothing is new is not written"

        def commit(connection: Connection) -> Outcome:
            if self.store.is_shared:
                self.bench.lay_again(seen)
            return keep(connection, studied, self.desk)

        try:
            return self.store.write(commit)
        except (PipelineError, SpoolError, OSError):
            raise
        except Exception as error:  # noqa: BLE001
            # A letter that cannot be placed is shunted, not lost: it is kept for a person, and the others go on.
            aside = set_aside(seen, defect(error))
            return self.store.write(lambda connection: keep(connection, aside, self.desk))

    def _remove(self, raw_sha256: str) -> None:
        """Bytes that are not kept leave the spool: under the contest's lock where another run may just keep them."""
        if not self.store.is_shared:
            self.spool.remove(raw_sha256)
            return
        self.store.write(lambda c: None if is_known_raw(c, raw_sha256) else self.spool.remove(raw_sha256))

    def _keep_again(self, letter_id: int, studied: Studied, proven: list[tuple[int, Sighting]]) -> None:
        self.store.write(lambda connection: keep_again(connection, letter_id, studied, proven, self.desk))
        self.touched.add(letter_id)
        self._count(reread=1)

    def _keep_scans(self, letter_id: int, reading: Reading) -> None:
        assert self.recogniser is not None, "scans are read with something"
        version = self.recogniser.version
        self.store.write(lambda connection: keep_scanned(connection, letter_id, reading, version, self.desk))
        self.touched.add(letter_id)
        self._count(scanned=1)

    def _leave_scans(self, letter_id: int) -> None:
        """What cannot be read stays as it is, and is not tried again by the same recogniser."""
        assert self.recogniser is not None, "scans are read with something"
        version = self.recogniser.version
        self.store.write(lambda connection: scans.put_scanned(connection, letter_id, version))
        self._count(given_up=1)

    def _keep_skipped_again(self, studied: Studied) -> None:
        self._keep(studied, again=True)
        self._count(reread=1)

    def _keep_unread(self, letter_id: int) -> None:
        self.store.write(lambda connection: keep_unread(connection, letter_id, self.desk))
        self._count(reread=1)

    # ------------------------------------------------------------------ what all of it needs

    def do(self, tasks: Iterable[Task[R]], workers: Workers[R]) -> bool:
        """Study and commit; what the disk or the machine refuses is a trouble, a failing disk ends the run."""
        # After a run that was killed only the guilty letter gets more marks: one is studied at a time.
        insisting = map(self._insisting, tasks)
        return workers.do(insisting, self._commit, self.is_stopped, alone=bool(self.bench.marks))

    def _insisting(self, task: Task[R]) -> Task[R]:
        """A study asks the database what is known: it is made again when the connection was lost."""
        return replace(task, study=lambda reader: self.store.insist(partial(task.study, reader)))

    def _commit(self, task: Task[R], future: "Future[Commit]") -> None:
        try:
            future.result()()
        except (IntakeError, SandboxUnavailableError, OSError) as error:
            trouble = trouble_of(task.source, error)
            self.troubles.append(trouble)
            self.disk_failed = self.disk_failed or trouble.code in DISK
        self.done += 1
        self.progress(self.done, task.source)

    def _tasks(self, sources: Iterable[Source | Delivered]) -> Iterator[Task[Reader]]:
        for source in sources:
            if isinstance(source, Delivered):
                # Nobody removes bytes but this thread: what the mailbox has just laid into the spool is still there.
                self.bench.claims.take(source.raw_sha256)
                yield Task(source.locator.shown, partial(self._delivered, source))
            elif source.error:
                self.troubles.append(Trouble(str(source.path), "unreadable", source.error))
            else:
                yield Task(str(source.path), partial(self._new, source))

    def _at_hand(self, seen: list[Sighting]) -> bool:
        """Whether a letter that was skipped can be looked for: it lay in a file, or in the mailbox that is open."""
        post = self.bench.post
        return any(one.locator.source == "file" or (post is not None and post.holds(one.locator)) for one in seen)

    def _seen_at(self, file: Path) -> datetime:
        """When we saw the letter. What lay there when the run began was seen then, whatever the order of reading."""
        changed = datetime.fromtimestamp(file.stat().st_ctime, UTC)
        return self.began if changed <= self.began else self.clock()

    def _count(self, *, known: int = 0, reread: int = 0, scanned: int = 0, given_up: int = 0) -> None:
        done = self.result
        self.result = replace(
            done, known=done.known + known, reread=done.reread + reread, scanned=done.scanned + scanned,
            given_up=done.given_up + given_up,
        )  # fmt: skip

    def _notice(self, before: str, text: str, stale: int) -> None:
        """Say why letters are read or placed anew."""
        if before and before != self.loaded.sha256:
            keys = ", ".join(changed_keys(text, self.loaded.text))
            found = Finding("run", "configuration_changed", {"keys": keys, "count": str(stale)})
        else:
            found = Finding("run", "engine_changed", {"count": str(stale)})
        self.result = replace(self.result, notices=(*self.result.notices, found))


def _never() -> bool:
    """Nobody asks the run to stop."""
    return False
