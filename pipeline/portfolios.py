"""The files of a participant's portfolio, fetched from the raw letters: what the commission reads before it scores.

Letters are taken apart anew in the confined child, one at a time, and what was unpacked is removed before the next one
is: never more than one letter's files lie in the scratch folder, and no file is held in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from intake.spool import Spool
from parsers.facts import Part
from parsers.sandbox import SandboxError
from pipeline.contest import Contest
from pipeline.opening import leaves_of
from pipeline.reader import Reader
from pipeline.state import FileState, SubmissionState
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import arrivals_of
from pipeline.tracking.store import Store
from pipeline.workers import Readers

ANNEXES = ""  # the kind of what belongs to a portfolio and is none of the required documents


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that counts for a kind (its key, or ANNEXES); ``pages`` None: the whole file, or it has none."""

    kind: str
    file: FileState
    pages: tuple[int, ...] | None = None


def papers(state: SubmissionState, contest: Contest) -> tuple[Paper, ...]:
    """What a portfolio holds, in the contest's order, annexes last. A file may stand for several kinds."""
    found: list[Paper] = []
    for kind in contest.kinds:
        found += [Paper(kind.key, claim.file, claim.pages) for claim in state.claims.get(kind.key, ())]
    return (*found, *(Paper(ANNEXES, file) for file in state.annexes))


@contextmanager
def fetching(folder: DataFolder, store: Store, readers: Readers) -> Iterator["Fetcher"]:
    """Something that fetches files, with its own child process; raises TrackingError while the folder is held."""
    with folder.held(shared=True) as hold:
        hold.leaves_behind = hold.left_behind
        with readers() as reader:
            yield Fetcher(folder, store, Spool(folder.spool), reader)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches files of letters from the raw letters."""

    folder: DataFolder
    store: Store
    spool: Spool
    reader: Reader

    def fetch(self, files: Iterable[FileState], take: Callable[[FileState, Path], None]) -> Sequence[FileState]:
        """Give each file's bytes to ``take`` as a path that lives as long as the call; those that are lost come back.

        A file of another content than the database knows is not given: its letter is no more what was judged.
        """
        by_letter: dict[int, list[FileState]] = {}
        for file in files:
            by_letter.setdefault(file.letter_id, []).append(file)
        return [lost for number, wanted in by_letter.items() for lost in self._letter(number, wanted, take)]

    def _letter(
        self, number: int, wanted: Sequence[FileState], take: Callable[[FileState, Path], None]
    ) -> Iterator[FileState]:
        raw = self._raw(number)
        if raw is None:
            yield from wanted
            return
        with self.folder.borrowed() as scratch:
            parts = {part.path: part for part in self._parts(raw, scratch)}
            for file in wanted:
                part = parts.get(file.path)
                if part is None or not part.file or part.sha256 != file.sha256:
                    yield file
                else:
                    take(file, scratch / part.file)

    def _parts(self, raw: Path, scratch: Path) -> Iterator[Part]:
        try:
            message = self.reader.letter(raw, scratch)
        except SandboxError:
            return
        yield from (leaf for leaf, _ in leaves_of(message.parts, self.reader, scratch))

    def _raw(self, number: int) -> Path | None:
        with self.store.reading() as connection:
            names = [row.raw_sha256 for row in arrivals_of(connection, number)]
        return next((path for path in map(self.spool.path, sorted(names)) if path.exists()), None)
