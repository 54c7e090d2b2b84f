"""Short lines that name a kind which was found nowhere: in a file of several kinds they are asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.documents.lines import Line
from parsers.documents.pages import Document, is_short_line, number_of
from parsers.documents.titles import TitleFinder, is_signature
from parsers.documents.weigh import DOUBTFUL, SURE, Choice, Weigher

_WITH_ITS_PAPER = 0.9  # how much a line that names a kind and its sort of paper says
_UNBROKEN = 4  # kinds named by lines that nothing sets off: a portfolio typed as one page
_PORTFOLIO = 3  # kinds in a file from which on it is a portfolio


class Overlooked:
    """Looks for headings that were not seen to begin a document."""

    def __init__(self, weigher: Weigher, titles: TitleFinder) -> None:
        self._weigher = weigher
        self._titles = titles

    def ask(self, documents: Sequence[Document]) -> None:
        """In a file of several kinds, a short line that names one that was found nowhere makes it doubtful.

        A heading that was not seen to begin a document must not make its kind missing. What stands in minutes counts
        only below a signature: they name other papers.
        """
        claimed = {choice.target for document in documents for choice in document.weighed.kinds}
        lines = [(document, line) for document in documents if document.role is None for line in may_name(document)]
        numbered = {line for _, line in lines if number_of(line.text) is not None}
        named = [(document, self._named(line)) for document, line in lines if line in numbered]
        told = {target for _, choices in named for target in choices}
        telling = [(d, line) for d, line in lines if line not in numbered and "title" in self._titles.marks(line.text)]
        if len(claimed | told) < _PORTFOLIO and len(claimed | told) + len(telling) < _UNBROKEN:
            return
        plain = [(document, self._named(line)) for document, line in telling]
        surely = {target for _, choices in plain for target, choice in choices.items() if choice.value >= SURE}
        if len(claimed | told) < _PORTFOLIO and len(claimed | told | surely) < _UNBROKEN:
            return
        named += plain
        for document, choices in named:
            asked = tuple(choice for target, choice in choices.items() if target not in claimed)
            claimed.update(choices)
            if asked:
                document.weighed = replace(document.weighed, kinds=(*document.weighed.kinds, *asked))

    def _named(self, line: Line) -> dict[int, Choice]:
        """The kinds that a short line names, in doubt; of a numbered one, what has its number or names a paper."""
        if "title" not in self._titles.marks(line.text):
            return {}
        number = number_of(line.text)
        source = self._weigher.source("heading", self._titles.read(line.text), line.page)
        named: dict[int, Choice] = {}
        for target, value in self._weigher.values(source, source.papers).items():
            signs = self._weigher.target(target).signs
            enough = value.value >= (SURE if signs.general else DOUBTFUL) and not value.hinted
            numbered_so = number in (None, target + 1) or value.value >= _WITH_ITS_PAPER
            if self._weigher.target(target).sort == "kind" and enough and numbered_so:
                named[target] = Choice(target, False, (self._weigher.evidence(source, value.phrases),), value.value)
        return named


def may_name(document: Document) -> Iterator[Line]:
    """The short lines of a document; of minutes only those below a signature."""
    signed = not document.agenda
    for line in document.lines:
        signed = signed or is_signature(line)
        if signed and is_short_line(line, numbered=True):
            yield line
