"""Letters that lie on disk: ``.eml`` files, and folders of them."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from intake.errors import SourceError, reason


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be a letter. ``locator``: where it was found, the same each time.

    ``error``: why it cannot be read, as ``errno`` names it ("EACCES"), or "not_regular" for a pipe or a device.
    """

    path: Path
    locator: str
    error: str = ""


def letters(paths: Sequence[Path]) -> Iterator[Source]:
    """The letters under ``paths``, each once, sorted within a folder; raises SourceError where a path does not exist.

    Of a folder: ``.eml`` files at any depth, whatever the case of the ending; hidden files and folders are skipped,
    links to folders are followed but never round in a circle. A file that is named itself is taken whatever its ending.
    What cannot be read is yielded with ``error`` set, and the others go on.
    """
    for path in paths:  # A slip of the pen is said before anything is done.
        if not os.path.lexists(path):
            raise SourceError("source_absent", path=path)
    walked: set[tuple[int, int]] = set()
    given: set[str] = set()
    for path in paths:
        found = _of_folder(path, walked) if path.is_dir() else iter((_of_file(path),))
        for source in found:
            if source.locator not in given:
                given.add(source.locator)
                yield source


def _of_file(path: Path) -> Source:
    """One file, opened once to know now whether it can be read. Opening a pipe or device could wait for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Source(path, _locator(path), "not_regular")
        with path.open("rb"):
            return Source(path, _locator(path))
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> Source:
    return Source(path, _locator(path), reason(error))


def _locator(path: Path) -> str:
    """The absolute path with links in its folders resolved: one file has one locator from wherever it is named."""
    return "file:" + str(path.parent.resolve() / path.name)


def _of_folder(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Source]:
    """Letters of a folder and the folders in it. ``walked``: device and inode of the folders already seen."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in walked:
            return
        walked.add((status.st_dev, status.st_ino))
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            yield from _of_folder(entry, walked)
        elif entry.suffix.lower() == ".eml":
            yield _of_file(entry)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # In a folder that may be listed and not entered; opening the file says so.
        return False
