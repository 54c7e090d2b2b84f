"""A report's file appears whole or not at all, and only its owner can read it: it is full of people's data."""

import io
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from intake.errors import reason
from reports.errors import WritingError

_OWNER_ONLY = 0o600


@contextmanager
def _into_place(out: Path) -> Iterator[BinaryIO]:
    """A new file beside ``out`` that takes its place at the end; after a failure nothing of it is left.

    A link keeps leading where it leads, and a pipe or device (/dev/stdout, /dev/null) is written to, never replaced.
    """
    try:
        if out.exists() and not out.is_file() and not out.is_dir():
            with io.BytesIO() as file:
                yield file
                out.write_bytes(file.getvalue())
            return
        out = Path(os.path.realpath(out)) if out.is_symlink() else out
    except OSError as error:
        raise WritingError("report_unwritten", path=out, why=reason(error)) from error
    temporary = out.with_name(f".{out.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(out)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WritingError("report_unwritten", path=out, why=reason(error)) from error


def write_bytes(out: Path, content: bytes) -> None:
    """Write ``content`` to ``out`` at once (temporary file, fsync, rename; mode 0600); raises WritingError."""
    with _into_place(out) as file:
        file.write(content)


def write_with(out: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Let ``fill`` write to a file that becomes ``out`` when it has succeeded; raises WritingError."""
    with _into_place(out) as file:
        fill(file)
