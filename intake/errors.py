"""The one family of this room's errors, and what such a family is: a stable code with parameters, told elsewhere."""

import errno
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


class CodedError(Exception):
    """An error that a person may meet: ``code`` and ``params`` (names to plain strings), no sentence in any language.

    The console has the sentence of every code (section ``error`` of its catalogues). ``str()`` is one clear English
    line for logs, made from ``lines``: code → line with the same parameters. The parameter ``why`` is the system's
    name for what went wrong, as ``errno`` has it ("EACCES").
    """

    lines: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}

    def __str__(self) -> str:
        params = self.params
        if "why" in params:
            number = getattr(errno, params["why"], None)
            params = params | {"why": os.strerror(number) if isinstance(number, int) else params["why"]}
        return self.lines[self.code].format_map(params)


def reason(error: OSError) -> str:
    """The parameter ``why`` of a system error: its name ("ENOSPC"), or its words where it has no name."""
    return errno.errorcode.get(error.errno or 0, "") or str(error)


class IntakeError(CodedError):
    """Base of what the intake reports to a person."""


class SourceError(IntakeError):
    """A path of letters that does not exist."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"source_absent": "{path}: there is no such file or folder; check the name"}
    )


class SpoolError(IntakeError):
    """A letter could not be made durable: nothing is claimed, the same letter can be stored again later."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "letter_unreadable": "{path}: cannot be read: {why}",
            "spool_full": "{path}: no room left on the disk: the letter was not stored, try again later",
            "spool_failed": "{path}: the letter could not be stored, nothing of it is claimed: {why}",
        }
    )

    @property
    def full(self) -> bool:
        """The disk has no room (or quota), which may mend itself.

        Otherwise the source cannot be read or the disk failed; on a failing disk no more should be stored before a
        person has looked.
        """
        return self.code == "spool_full"
