"""The pages of a form in a PDF, read a second time with pdfplumber: tables by their ruled lines, the rest line by line.

pdfium gives characters in the order in which they were drawn and is a hundred times as fast; pdfplumber knows which
cell of a ruled table a word stands in. So it is asked only where a form was found and lacks something.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber

from parsers.errors import ParserError
from parsers.facts import Block, Page, Problem, Text

# A page of a form has some hundred objects; a page with far more is a drawing, which would take minutes.
_OBJECTS = 20_000


def read_form(path: Path, pages: Sequence[int], of: int) -> Text:
    """The ``pages`` (1-based) of a PDF of ``of`` pages; the others are empty, so that numbers stay. ParserError."""
    found: dict[int, Page] = {}
    try:
        with pdfplumber.open(path, pages=list(pages)) as document:
            for page in document.pages:
                if sum(map(len, page.objects.values())) <= _OBJECTS:
                    found[page.page_number] = Page(tuple(_blocks(page)))
                page.close()  # pdfplumber keeps every page's objects otherwise
    except Exception as error:  # pdfminer raises anything over a damaged file
        raise ParserError(Problem("damaged", f"{type(error).__name__}: {error}"[:200])) from error
    empty = Page(())
    return Text("pdf", tuple(found.get(number, empty) for number in range(1, of + 1)), paged=True)


def _blocks(page: Any) -> list[Block]:
    """Tables and the lines between them, from the top down."""
    placed: list[tuple[float, Block]] = []
    tables = page.find_tables()
    for table in tables:
        rows = tuple(tuple((cell or "").strip() for cell in row) for row in table.extract())
        placed.append((table.bbox[1], Block("\n".join("\t".join(row) for row in rows), rows=rows)))
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_within(thing, box) for box in boxes))
    placed += [(line["top"], Block(line["text"])) for line in outside.extract_text_lines(return_chars=False)]
    return [block for _, block in sorted(placed, key=lambda one: one[0])]


def _within(thing: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a drawn thing lies in a box (left, top, right, bottom)."""
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
