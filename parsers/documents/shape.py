"""What a text shows by its shape where no word names its sort of paper: the heads of its table, dates and months.

A table headed by education, service and category is a list of the staff whatever it is called; a dozen lines with a
day in each are a schedule, lines that begin with the months a plan.
"""

from collections import Counter
from collections.abc import Sequence

from parsers import kazakh
from parsers.documents.lexicon import Lexicon
from parsers.documents.lines import Line
from parsers.documents.months import begins_with_month, has_day

_LOOK_AT = 40  # lines
_ENOUGH_LINES = 3
_FEWEST_LINES = 2  # where all of them look alike
_SHARE = 0.4  # of the lines that must look alike
_ENOUGH_COLUMNS = 2
_PARAGRAPH = 150  # characters of a line from which on it is one of an article
_BEGINNING = 120  # characters of a line that are looked at


class Shapes:
    """The sorts of paper (by number) that shapes show, and the kinds that the heads of a table do."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_lines = {paper.lines: number for number, paper in enumerate(lexicon.papers) if paper.lines}
        # A head that many kinds share (a class, a date, a topic) tells little, one of a single kind most.
        self._owners: Counter[int] = Counter()
        for number, phrase in enumerate(lexicon.phrases):
            if phrase.channel == "columns":
                for root in lexicon.roots_of_phrase(number):
                    self._owners[root] += 1

    def papers_of_table(self, lines: Sequence[Line]) -> frozenset[int]:
        """The sorts of paper that the heads of the first table's columns show: at least two columns each."""
        head = next((line.text for line in lines if line.first_row), "")
        hits = self._lexicon.find(self._lexicon.read(head).roots) if head else {}
        phrases = (self._lexicon.phrases[number] for number in hits)
        counts = Counter(phrase.owner for phrase in phrases if phrase.channel == "paper_columns")
        return frozenset(paper for paper, count in counts.items() if count >= _ENOUGH_COLUMNS)

    def papers_of_lines(self, lines: Sequence[Line]) -> frozenset[int]:
        """The sorts of paper that a text's first lines show by the days and months in them."""
        lines = lines[:_LOOK_AT]
        if not self._by_lines or len(lines) < _FEWEST_LINES:
            return frozenset()
        folded = [kazakh.fold(line.text[:_BEGINNING]) for line in lines]
        months = sum(begins_with_month(line) for line in folded)
        dates = sum(has_day(line) for line in folded)
        counts = {"months": months, "dates": dates}
        enough = max(min(_ENOUGH_LINES, len(lines)), _SHARE * len(lines))
        return frozenset(number for shape, number in self._by_lines.items() if counts[shape] >= enough)

    def kinds_of_columns(self, lines: Sequence[Line]) -> dict[int, float]:
        """How much the heads of the first table speak of each kind: 1 for each head that no other kind has."""
        head = next((line.text for line in lines if line.first_row), "")
        if not head:
            return {}
        hits = self._lexicon.find(self._lexicon.read(head).roots)
        told: dict[int, float] = {}
        out: set[int] = set()
        for number in hits:
            phrase = self._lexicon.phrases[number]
            if phrase.owner < 0 or phrase.channel.startswith("paper"):
                continue
            if phrase.channel == "excludes":
                out.add(phrase.owner)
            elif phrase.channel == "columns" and self._lexicon.targets[phrase.owner].sort == "kind":
                shared = max(self._owners[root] for root in self._lexicon.roots_of_phrase(number))
                told[phrase.owner] = told.get(phrase.owner, 0.0) + 1 / shared
            elif phrase.channel == "title" and not self._lexicon.targets[phrase.owner].signs.general:
                told[phrase.owner] = told.get(phrase.owner, 0.0) + 1
        return {target: value for target, value in told.items() if target not in out}


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether more than half of a text stands in long paragraphs and none of it in a table."""
    lines = lines[:_LOOK_AT]
    long = sum(len(line.text) for line in lines if len(line.text) >= _PARAGRAPH)
    return 2 * long > sum(len(line.text) for line in lines) and all(line.sort == "text" for line in lines)
