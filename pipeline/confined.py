"""Readers in child processes, confined to the raw letters and the scratch folder of one data folder."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from parsers.ocr.installed import Recogniser
from parsers.sandbox import Sandbox
from pipeline.contest import LoadedContest
from pipeline.reader import Reader
from pipeline.scanning import Scanner, scan_limits
from pipeline.study import sandbox_limits
from pipeline.tracking.folder import DataFolder
from pipeline.workers import Readers


def sandboxes(folder: DataFolder, loaded: LoadedContest) -> Readers:
    """Readers for workers: child processes confined to the raw letters and the scratch folder."""
    contest = loaded.contest

    def sandbox() -> AbstractContextManager[Reader]:
        return Sandbox(
            contest.knowledge,
            sandbox_limits(contest.limits),
            read_from=(folder.spool,),
            write_to=(folder.scratch,),
        )

    return sandbox


def scanners_of(
    folder: DataFolder, loaded: LoadedContest, recogniser: Recogniser | None
) -> Callable[[], AbstractContextManager[Scanner]]:
    """Readers of scans for workers: child processes as confined as the others, with more memory."""
    contest = loaded.contest

    def scanner() -> AbstractContextManager[Scanner]:
        return Sandbox(
            contest.knowledge,
            scan_limits(contest.limits, sandbox_limits(contest.limits)),
            read_from=(folder.spool,),
            write_to=(folder.scratch,),
            recogniser=recogniser,
        )

    return scanner
