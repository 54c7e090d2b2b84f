"""What a text shows by its shape where no word names its sort of paper: the heads of its table, dates and months.

A table headed by education, service and category is a list of the staff whatever it is called; a dozen lines with a
day in each are a schedule, lines that begin with the months a plan.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from parsers import kazakh
from parsers.documents.actions import is_action
from parsers.documents.lexicon import Lexicon
from parsers.documents.lines import Line
from parsers.documents.months import begins_with_month, has_day
from parsers.documents.phrases import Phrase

_LOOK_AT = 40  # lines
_ENOUGH_LINES = 3
_FEWEST_LINES = 2  # where all of them look alike
_MOST = 0.6  # of the lines that must say what is to be done
_SHARE = 0.4  # of the lines that must look alike
_ENOUGH_COLUMNS = 2
_PARAGRAPH = 150  # characters of a line from which on it is one of an article
_BEGINNING = 120  # characters of a line that are looked at


class Columns:
    """How much each word that heads a column tells: one that many kinds share (a class, a date) tells little."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.by_lines = {paper.lines: number for number, paper in enumerate(lexicon.papers) if paper.lines}
        owners: Counter[int] = Counter()
        for number, phrase in enumerate(lexicon.phrases):
            if phrase.channel == "columns":
                owners.update(lexicon.roots_of_phrase(number))
        self._owners = owners

    def share(self, phrase: int) -> float:
        """1 for a head that no other kind has, less for one of several."""
        return 1 / max(self._owners[root] for root in self.lexicon.roots_of_phrase(phrase))


class Shape:
    """The shape of one text. Each question is answered when it is first asked: most texts are named by words."""

    def __init__(self, columns: Columns, lines: Sequence[Line]) -> None:
        self._columns = columns
        self._lines = lines

    @cached_property
    def _heads(self) -> dict[int, Phrase]:
        """The phrases in the first row of the first table, by number."""
        head = next((line.text for line in self._lines if line.first_row), "")
        lexicon = self._columns.lexicon
        return {number: lexicon.phrases[number] for number in lexicon.hits(lexicon.read(head))} if head else {}

    @cached_property
    def table_papers(self) -> frozenset[int]:
        """The sorts of paper that the heads of the first table's columns show: at least two columns each."""
        counts = Counter(phrase.owner for phrase in self._heads.values() if phrase.channel == "paper_columns")
        return frozenset(paper for paper, count in counts.items() if count >= _ENOUGH_COLUMNS)

    @cached_property
    def line_papers(self) -> frozenset[int]:
        """The sorts of paper that a text's first lines show by the days and months in them."""
        lines, by_lines = self._lines[:_LOOK_AT], self._columns.by_lines
        if not by_lines or len(lines) < _FEWEST_LINES:
            return frozenset()
        folded = [kazakh.fold(line.text[:_BEGINNING]) for line in lines]
        counts = {"months": sum(map(begins_with_month, folded)), "dates": sum(map(has_day, folded))}
        enough = max(min(_ENOUGH_LINES, len(lines)), _SHARE * len(lines))
        return frozenset(number for shape, number in by_lines.items() if counts[shape] >= enough)

    @cached_property
    def actions(self) -> bool:
        """Whether most of a text's first lines (or rows of its table) say what is to be done, as in a plan."""
        lines = self._lines[:_LOOK_AT]
        counted = sum(any(map(is_action, line.text.split("\t"))) for line in lines)
        return counted >= max(_ENOUGH_LINES, _MOST * len(lines))

    @cached_property
    def kinds(self) -> dict[int, float]:
        """How much the heads of the first table speak of each kind: 1 for each head that no other kind has."""
        targets = self._columns.lexicon.targets
        told: dict[int, float] = {}
        out = {phrase.owner for phrase in self._heads.values() if phrase.channel == "excludes"}
        for number, phrase in self._heads.items():
            if phrase.channel == "columns" and targets[phrase.owner].sort == "kind":
                told[phrase.owner] = told.get(phrase.owner, 0.0) + self._columns.share(number)
            elif phrase.channel == "title" and not targets[phrase.owner].signs.general:
                told[phrase.owner] = told.get(phrase.owner, 0.0) + 1
        return {target: value for target, value in told.items() if target not in out}

    @cached_property
    def prose(self) -> bool:
        """Whether more than half of the text stands in long paragraphs and none of it in a table, as in an article."""
        lines = self._lines[:_LOOK_AT]
        long = sum(len(line.text) for line in lines if len(line.text) >= _PARAGRAPH)
        return 2 * long > sum(len(line.text) for line in lines) and all(line.sort == "text" for line in lines)
