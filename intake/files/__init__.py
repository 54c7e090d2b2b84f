"""Letters that lie on disk: ``.eml`` and ``.msg`` files, Maildirs, mbox files, zip archives, folders of all these."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from intake.errors import SourceError
from intake.files import maildir, mbox, zips
from intake.files.source import Source, failing, locator, unreadable

__all__ = ["Source", "at", "letters"]

_MBOX = (".mbox", ".mbx")
_MBOX_NAMES = ("mbox", "inbox")


def letters(paths: Sequence[Path]) -> Iterator[Source]:
    """The letters under ``paths``, each once, sorted within a folder; raises SourceError where a path does not exist.

    Of a folder: ``.eml`` and ``.msg`` files, mbox files, Maildirs and archives of letters at any depth, whatever the
    case of the ending; hidden files and folders are skipped, links to folders are followed but never round in a circle.
    A file that is named itself is taken whatever its ending. What cannot be read is yielded with ``error`` set, and the
    others go on.
    """
    for path in paths:  # A slip of the pen is said before anything is done.
        if not os.path.lexists(path):
            raise SourceError("source_absent", path=path)
    walked: set[tuple[int, int]] = set()
    given: set[str] = set()
    for path in paths:
        for source in _of_folder(path, walked) if path.is_dir() else _of_named(path):
            if source.locator not in given:
                given.add(source.locator)
                yield source


def at(place: str) -> Source | None:
    """The letter that lay at a ``Source.place``, looked for where it is now; None when it is not there."""
    path, _, member = place.rpartition("#")
    if path and len(member) == 64 and not os.path.lexists(place):
        container = Path(path)
        inside = zips.letters(container) if _is_zip(container) else mbox.letters(container)
        return next((source for source in inside if source.member == member), None)
    file = Path(place) if os.path.lexists(place) else maildir.found(Path(place))
    return None if file is None else Source(file, f"file:{place}", failing(file))


def _of_named(path: Path) -> Iterator[Source]:
    """A file that was named: a letter, unless it is plainly many of them."""
    source = Source(path, locator(path), failing(path))
    if source.error:
        yield source
    elif _is_zip(path):
        inside = list(zips.letters(path))
        yield from inside or [Source(path, locator(path), "no_letters")]
    elif path.suffix.lower() != ".eml" and mbox.is_mbox(path):
        yield from mbox.letters(path)
    else:
        yield source


def _of_folder(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Source]:
    """Letters of a folder and the folders in it. ``walked``: device and inode of the folders already seen."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in walked:
            return
        walked.add((status.st_dev, status.st_ino))
        if maildir.is_maildir(folder):
            yield from maildir.letters(folder)
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield unreadable(folder, error)
        return
    for entry in entries:
        if entry.name.startswith(".") or (entry.name in ("cur", "new", "tmp") and maildir.is_maildir(folder)):
            continue
        if _is_folder(entry):
            yield from _of_folder(entry, walked)
        else:
            yield from _of_file(entry)


def _of_file(path: Path) -> Iterator[Source]:
    """A file of a folder: whatever is not letters is passed over, an archive of other things too."""
    suffix = path.suffix.lower()
    if suffix in zips.LETTERS:
        yield Source(path, locator(path), failing(path))
    elif suffix in _MBOX or (not suffix and path.name.lower() in _MBOX_NAMES):
        error = failing(path)
        if error:
            yield Source(path, locator(path), error)
        elif path.stat().st_size:
            yield from mbox.letters(path) if mbox.is_mbox(path) else [Source(path, locator(path), "no_letters")]
    elif suffix == ".zip" and not failing(path):
        # What is no archive, or one of other things, was not meant; a letter in it that cannot be read was.
        yield from (source for source in zips.letters(path) if source.locator != locator(path))


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # In a folder that may be listed and not entered; opening the file says so.
        return False
