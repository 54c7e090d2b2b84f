"""The one family of this room's errors: what could not be read, as a code that the rest of the house can store."""

from parsers.facts import Problem


class ParserError(Exception):
    """Bytes that cannot be read as what they were taken for; ``problem`` is the stable code with a detail."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.detail}" if problem.detail else problem.code)
        self.problem = problem


class NotALetterError(ParserError):
    """A file without a single header line (RFC 5322, 2.2): no letter at all."""
