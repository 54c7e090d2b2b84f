"""What the disk, the machine or a mailbox refuses, told as the trouble of one letter, which stays where it lies."""

import errno
from pathlib import Path

from intake.errors import IntakeError, SpoolError
from parsers.sandbox import SandboxUnavailableError
from pipeline.errors import reason
from pipeline.outcome import Trouble
from pipeline.study import hash_of

DISK = ("disk_full", "disk_failed")  # after these no more letters are begun


def trouble_of(source: str, error: IntakeError | SandboxUnavailableError | OSError) -> Trouble:
    """The trouble of the letter at ``source`` whose study or commit ended with ``error``."""
    if isinstance(error, SpoolError):
        return _spool_failed(source, error)
    if isinstance(error, IntakeError):
        return Trouble(source, "mailbox", error.code)
    if isinstance(error, SandboxUnavailableError):
        return Trouble(source, "no_reader", _why(error))
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return Trouble(source, "disk_full" if full else "unreadable", reason(error))


def _spool_failed(source: str, error: SpoolError) -> Trouble:
    """Tell a letter that cannot be read from a disk that cannot be written: no more is stored on that one."""
    why = error.params.get("why", "")
    if error.full:
        return Trouble(source, "disk_full", why)
    try:
        hash_of(Path(source))
    except OSError:
        return Trouble(source, "unreadable", why)
    return Trouble(source, "disk_failed", why)


def _why(error: SandboxUnavailableError) -> str:
    """The system's name for what kept a child process from its work: it begins the child's own line."""
    cause = error.__cause__
    return reason(cause) if isinstance(cause, OSError) else str(error).partition(":")[0]
