"""A school's own list of its papers («Мазмұны», «Опись», the attachments named in a letter): which number is which.

Such a list is never evidence that a paper is there. It says what the school means by a number in a file's name.
"""

import re
from collections.abc import Iterator, Sequence

from parsers.documents.lexicon import lexicon
from parsers.documents.lines import Line, lines_of
from parsers.documents.weigh import Weigher
from parsers.facts import Block, Listed, Page, Segment, Text
from parsers.knowledge import Knowledge

_CONTENTS = "contents_page"
_FEWEST = 5  # entries of a list
_MOST = 60
_LONGEST = 220  # characters of an entry
_ENTRY = re.compile(r"(?:№\s*)?(\d{1,2})\s*(?:[.)\t–—-]|\s(?=[^\W\d_]))\s*(?=[^\W\d_]|[«\"])(.+)")


def listed_in(text: Text, segments: Sequence[Segment], knowledge: Knowledge) -> tuple[Listed, ...]:
    """The entries of the contents pages among the segments of a file, by their numbers; () where there are none."""
    whole = range(1, len(text.pages) + 1)
    pages = [n for s in segments if s.role == "none" and s.other == _CONTENTS for n in s.pages or whole]
    lines = [line for number in pages if number <= len(text.pages) for line in lines_of(text.pages[number - 1], number)]
    return _listed(lines, knowledge)


def listed_in_body(blocks: Sequence[Block], knowledge: Knowledge) -> tuple[Listed, ...]:
    """The entries of a list of attachments in the text of a letter, by their numbers; () where there is none."""
    return _listed(lines_of(Page(tuple(blocks)), 1), knowledge)


def _listed(lines: Sequence[Line], knowledge: Knowledge) -> tuple[Listed, ...]:
    entries = list(_entries(lines))
    numbers = [number for number, _ in entries]
    if not _FEWEST <= len(entries) <= _MOST or numbers != sorted(set(numbers)):
        return ()  # two entries with one number, or an order of its own: it numbers nothing
    words = lexicon(knowledge)
    weigher = Weigher(words)
    found = []
    for number, entry in entries:
        source = weigher.source("heading", words.read(entry, guess=True))
        chosen = weigher.resolve(weigher.values(source, source.papers), source)
        kinds = tuple(weigher.target(t).key for t in chosen if weigher.target(t).sort == "kind")
        found.append(Listed(number, kinds if len(kinds) == len(chosen) else (), entry))
    return tuple(found) if sum(bool(one.kinds) for one in found) >= _FEWEST else ()


def _entries(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    for line in lines:
        if len(line.text) <= _LONGEST and (entry := _ENTRY.match(line.text)):
            yield int(entry[1]), " ".join(entry[2].split())
