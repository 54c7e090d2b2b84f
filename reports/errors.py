"""The one family of this room's errors: a stable code with parameters; the sentence is the console's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from intake.errors import CodedError


class ReportError(CodedError):
    """Base of what the reports tell a person: what cannot be written, and what to do."""


class UnknownReportError(ReportError):
    """There is no report of this name, or it has no such format: wrong use, not a fault."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "report_unknown": "there is no report '{name}'; there are: {known}",
            "member_unnamed": "a score sheet in this format is one member's; name the member with --member EMAIL",
            "format_unknown": "the report {name} has no format '{format}'; it has: {known}",
        }
    )


class WritingError(ReportError):
    """The file of a report cannot be written: where, and why."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType({"report_unwritten": "{path}: cannot be written: {why}"})


class WordsError(Exception):
    """A catalogue lacks a sentence or a sentence lacks a parameter: a defect of the program, found by its tests.

    Not of the family: there is nothing in it that a person could mend.
    """
