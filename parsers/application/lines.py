"""A Text as numbered lines and table rows: what the application is looked for in."""

from dataclasses import dataclass

from parsers.facts import Page, Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text, or one row of a table (``cells`` not empty).

    ``page`` and ``number`` are 1-based, the number counted in the page's text; ``starts`` says that the line begins a
    block, ``prominence`` is the block's.
    """

    page: int
    number: int
    text: str
    prominence: int = 0
    starts: bool = True
    cells: tuple[str, ...] = ()


def lines_of(page: Page, number: int) -> list[Line]:
    """The lines of one page in reading order; empty ones are left out but counted."""
    found: list[Line] = []
    at = 1
    for block in page.blocks:
        if block.rows:
            for row in block.rows:
                text = "\t".join(row).rstrip("\t")
                if text.strip():
                    found.append(Line(number, at, text, block.prominence, True, row))
                at += text.count("\n") + 1
            continue
        for index, text in enumerate(block.text.split("\n")):
            if text.strip():
                found.append(Line(number, at, text, block.prominence, index == 0))
            at += 1
    return found


def all_lines(text: Text, pages: range) -> list[Line]:
    """The lines of a run of pages (1-based)."""
    return [line for number in pages for line in lines_of(text.pages[number - 1], number)]
