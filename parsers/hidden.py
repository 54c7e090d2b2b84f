"""Titles that a file holds and that began no document of their own: what they name may be there, so it is not missing.

A whole portfolio typed as one run of plain paragraphs shows no page break, no bold line, nothing where one document
ends. Whoever cuts it finds the first document and takes the rest for its text. A person sees the titles all the same.
So a file with several such titles, each over text of its own, claims them doubtfully, and a person looks (model.md 25).
"""

import re
from collections.abc import Iterator, Sequence

from parsers.documents.lexicon import lexicon
from parsers.documents.weigh import SURE, Weigher
from parsers.facts import Claim, Evidence, Segment, Text
from parsers.knowledge import Knowledge

# Kinds so named, the claimed ones too: an analysis or minutes have a section or two that are called like a document.
_SEVERAL = 4
_SHORTEST, _LONGEST = 6, 160
_LEAST_LINES = 25  # of a file that could hold so many documents
_MOST_LINES = 20_000
_NUMBERED = re.compile(r"\s*(?:№\s*)?\d{1,2}[.)\t ]|\s*[-–—•*]\s")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.;:,]$")

_weighers: dict[int, Weigher] = {}


def hidden(text: Text, segments: Sequence[Segment], knowledge: Knowledge) -> tuple[Claim, ...]:
    """Doubtful claims of kinds that lines of the file name like titles and no segment claims; () where they are few."""
    claimed = {claim.kind for segment in segments for claim in segment.claims}
    weigher = _weigher(knowledge)
    found: dict[str, Claim] = {}
    for page, line in _titles(text):
        reading = weigher.lexicon.read(line)
        if not weigher.may_decide(reading):
            continue
        source = weigher.source("heading", reading, page)
        values = weigher.values(source, source.papers)
        for number in weigher.resolve(values, source):
            target = weigher.target(number)
            if target.sort == "kind" and values[number].value >= SURE and target.key not in found:
                evidence = (Evidence("content", line.strip()[:200], page),)
                found[target.key] = Claim(target.key, (page,), "doubtful", evidence)
    if len(found) < _SEVERAL:
        return ()
    return tuple(claim for kind, claim in found.items() if kind not in claimed)


def _weigher(knowledge: Knowledge) -> Weigher:
    words = lexicon(knowledge)
    kept = _weighers.get(id(words))
    if kept is None or kept.lexicon is not words:
        _weighers.clear()
        kept = _weighers[id(words)] = Weigher(words)
    return kept


def _titles(text: Text) -> Iterator[tuple[int, str]]:
    """Lines that stand alone over text of their own: no sentence, no item of a list, no row of a table."""
    lines = list(_lines(text))
    if len(lines) < _LEAST_LINES:
        return
    for at, (page, line, is_row) in enumerate(lines[:_MOST_LINES]):
        if is_row or not _SHORTEST <= len(line) <= _LONGEST or _SENTENCE.search(line):
            continue
        beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)]
        if _NUMBERED.match(line) and any(_NUMBERED.match(near) and not row for _, near, row in beside):
            continue
        yield page, line


def _lines(text: Text) -> Iterator[tuple[int, str, bool]]:
    """Page, words, and whether it is a row of a table; a row with one filled cell is a line over the others."""
    for number, page in enumerate(text.pages, 1):
        for block in page.blocks:
            if not block.rows:
                for line in block.text.split("\n"):
                    if line.strip():
                        yield number, line.strip(), False
                continue
            for row in block.rows:
                cells = [cell.strip() for cell in row if cell.strip()]
                if cells:
                    yield number, " ".join(cells), len(cells) > 1 or "\n" in cells[0]
