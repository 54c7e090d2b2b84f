"""Pictures: one page that nobody has read yet."""

from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Page, Problem, Text
from parsers.limits import ReadLimits


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """One page, unread: only recognition of characters could tell more. Raises ParserError empty."""
    if path.stat().st_size == 0:
        raise ParserError(Problem("empty"))
    return Text(kind, (Page((), "none", picture=True),), paged=True)
