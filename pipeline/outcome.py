"""What a run over letters did, as values for whoever started it."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.overview import Waiting
from pipeline.state import Finding

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A letter or folder that could not be taken, and stays where it lies: a stable code and why it is so.

    Codes: ``unreadable`` (the source), ``disk_full``, ``disk_failed``, ``no_reader`` (no child process to be had),
    ``gone`` (mail skipped earlier that is needed now and lies no longer where it lay), ``lost`` (raw bytes that the
    spool no longer has), ``mailbox`` (it could not be asked; ``detail`` is its error's code). ``detail``: the system's
    name for the reason ("EACCES"), "not_regular", or what was lost.
    """

    source: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What a run did: counts of letters, what waits for a person, what could not be taken, what changed since before.

    ``new`` letters were never seen before, ``known`` ones were; of the new, ``unrelated`` have nothing to do with the
    contest and ``quarantined`` could not be taken apart. ``reread`` older letters were read anew; of ``scanned`` ones
    the scans were read, of ``given_up`` ones they cannot be, of ``unscanned`` ones they wait for a recogniser.
    ``complete``: every source was listed to its end and all that it held is in.
    """

    new: int = 0
    known: int = 0
    unrelated: int = 0
    quarantined: int = 0
    reread: int = 0
    scanned: int = 0
    given_up: int = 0
    unscanned: int = 0
    waiting: tuple[Waiting, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    notices: tuple[Finding, ...] = ()
    complete: bool = True
    interrupted: bool = False
