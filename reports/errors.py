"""The one family of this room's errors: a stable code with parameters; the sentence is the console's."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Self

from intake.errors import CodedError

if TYPE_CHECKING:
    from reports.templating.checking import Slip


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


class TemplateFileError(ReportError):
    """A template cannot be used; ``slips``: its mistakes, each with the placeholder and its place."""

    slips: "tuple[Slip, ...]" = ()
    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "template_not_docx": "the template is not a Word document (.docx); save it from Word as .docx",
            "template_too_large": "the template is too large to be an edited page",
            "template_fails": "the template cannot be filled: {what}; begin anew from --template-out",
            "template_slips": "the template has mistakes, nothing was written: {count}",
            "no_template": "the report {name} has no template; these have one: {known}",
        }
    )

    def because(self, slips: "Sequence[Slip]") -> Self:
        """The same error with the mistakes."""
        self.slips = tuple(slips)
        return self


class WordsError(Exception):
    """A catalogue lacks a sentence or a sentence lacks a parameter: a defect of the program, found by its tests.

    Not of the family: there is nothing in it that a person could mend.
    """
