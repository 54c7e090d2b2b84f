"""Letters in a Maildir (cr.yp.to/proto/maildir.html): one file a letter in ``cur`` and ``new``. Nothing is changed.

A mail program renames a letter when it is read or flagged; the locator leaves that out, so that the letter stays where
it was. Subfolders (Maildir++, ".Name") are looked into as well, but for those that hold what was written here.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from intake.files.source import Source, failing, unreadable

_OUR_OWN = {"sent", "sent items", "sent messages", "drafts", "templates", "outbox"}
_FLAGS = ":2,"


def is_maildir(folder: Path) -> bool:
    """Whether a folder is a Maildir."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def letters(folder: Path) -> Iterator[Source]:
    """The letters of a Maildir and of its subfolders; what cannot be read comes with ``error`` set."""
    for part in ("cur", "new"):
        try:
            names = sorted((path.name for path in (folder / part).iterdir()), key=os.fsencode)
        except OSError as error:
            yield unreadable(folder / part, error)
            continue
        for name in names:
            path = folder / part / name
            if not name.startswith(".") and not path.is_dir():
                yield Source(path, f"file:{folder.resolve()}/cur/{name.partition(_FLAGS)[0]}", failing(path))
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") and is_maildir(entry) and entry.name.split(".")[-1].lower() not in _OUR_OWN:
            yield from letters(entry)


def found(place: Path) -> Path | None:
    """The letter that bore this name in ``cur``, whatever its flags and folder are now."""
    if place.parent.name != "cur":
        return None
    for folder in (place.parent, place.parent.parent / "new"):
        try:
            names = [path.name for path in folder.iterdir()]
        except OSError:
            continue
        same = next((name for name in names if name.partition(_FLAGS)[0] == place.name), None)
        if same is not None:
            return folder / same
    return None
