"""Pictures: pages that nobody has read yet, one in most files."""

from pathlib import Path

from parsers.errors import ParserError
from parsers.facts import Page, Problem, Text
from parsers.limits import ReadLimits

_MANY_PAGES = ("tif", "tiff")


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """Its pages, unread: only recognition of characters could tell more. Raises ParserError empty."""
    if path.stat().st_size == 0:
        raise ParserError(Problem("empty"))
    count = 1
    if kind in _MANY_PAGES:
        from parsers.ocr.pictures import frames

        count = frames(path, limits.pages)
    return Text(kind, (Page((), "none", picture=True),) * count, paged=True)
