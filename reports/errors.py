"""The one family of this room's errors: each ``str()`` is one clear line for a person."""


class ReportError(Exception):
    """Base of what the reports tell a person: what cannot be written, and what to do."""


class UnknownReportError(ReportError):
    """There is no report of this name, or it has no such format: wrong use, not a fault."""


class WritingError(ReportError):
    """The file of a report cannot be written: where, and why."""


class WordsError(ReportError):
    """A catalogue lacks a sentence or a sentence lacks a parameter: a defect of the program, found by its tests."""
