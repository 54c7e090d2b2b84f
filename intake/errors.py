"""The one family of this room's errors: ``str()`` is one clear line that says what happened and to what."""


class IntakeError(Exception):
    """Base of what the intake reports to a person."""


class SourceError(IntakeError):
    """A path of letters that does not exist or cannot be read."""


class SpoolError(IntakeError):
    """A letter could not be made durable: nothing is claimed, the same letter can be stored again later.

    ``full``: the disk has no room (or quota), which may mend itself. Otherwise the source cannot be read or the disk
    failed; on a failing disk no more should be stored before a person has looked.
    """

    def __init__(self, line: str, *, full: bool) -> None:
        super().__init__(line)
        self.full = full
