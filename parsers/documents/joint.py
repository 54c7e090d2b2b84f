"""Titles that join several things (topic, goal and priorities; schedule and moderation): their parts in a text."""

from dataclasses import replace

from parsers.documents.lines import Line
from parsers.documents.pages import Document
from parsers.documents.titles import TitleFinder
from parsers.documents.weigh import Choice, Source, Weighed, Weigher
from parsers.facts import Evidence

_PAGE = 20  # lines of a page that holds little but those parts
_LABELS = 2  # parts of a joint title that must stand as labels


class JointTitles:
    """Looks for the parts of joint titles."""

    def __init__(self, weigher: Weigher, titles: TitleFinder) -> None:
        self._weigher = weigher
        self._titles = titles
        targets = enumerate(weigher.lexicon.targets)
        self._within = [(number, target, set(target.signs.within)) for number, target in targets if target.signs.within]

    def with_first_pages(self, weighed: Weighed, document: Document, content: Source) -> Weighed:
        """What often stands on the first pages of another, by the labels of its parts: topic and goal before the plan.

        Where nothing else speaks and no sort of paper shows, all its labels together are it, some of them may be.
        """
        if weighed.other is not None:
            return weighed
        keys = {self._weigher.target(c.target).key for c in weighed.kinds}
        extra: list[Choice] = []
        for number, target, within in self._within:
            alone = all(c.target == number and not c.sure for c in weighed.kinds)
            if not alone and (target.key in keys or not keys & within):
                continue
            halves = self._labels_of(number, document)
            if len(halves) < _LABELS:
                continue
            every = len(halves) == len(target.signs.halves)
            # «Міндеттері: …» is one more label of such a page, and the word for a paper of its own.
            papers = content.papers if len(document.lines) > _PAGE else self._papers_of_title(document, content)
            sure = every and not papers and not content.body_papers and not document.maybe
            if not alone:
                sure = next(c for c in weighed.kinds if self._weigher.target(c.target).key in target.signs.within).sure
            words = " … ".join(dict.fromkeys(halves.values()))[:200]
            extra.append(Choice(number, sure, (Evidence("content", words, content.page),)))
        told = {choice.target for choice in extra}
        return replace(weighed, kinds=(*(c for c in weighed.kinds if c.target not in told), *extra))

    def _papers_of_title(self, document: Document, content: Source) -> set[int]:
        if document.title is None:
            return content.papers
        return self._weigher.source("heading", self._titles.read(document.title.text)).papers

    def _labels_of(self, number: int, document: Document) -> dict[int, str]:
        """The parts of a joint title that begin lines of a document, with the first line of each."""
        halves: dict[int, str] = {}
        title = [] if document.title is None else [Line(document.title.text, 0, "text", document.title.page)]
        for line in (*title, *document.lines[:40]):
            if line.sort != "text" or len(line.text) >= 400:
                continue
            reading = self._weigher.lexicon.read(line.text[:60])
            for phrase_number, hit in self._weigher.lexicon.hits(reading).items():
                phrase = self._weigher.lexicon.phrases[phrase_number]
                if phrase.channel == "half" and phrase.owner == number and hit.last <= 4:
                    halves.setdefault(phrase.part, line.text[:120])
        return halves

    def partly(self, number: int, document: Document, content: Source) -> bool:
        """Whether a document has some of the parts of a joint title and not all."""
        halves = self._weigher.target(number).signs.halves
        if not halves:
            return False
        parts = {self._weigher.lexicon.phrases[n].part for n in content.by_target.get(number, {}).get("half", ())}
        if document.title is not None:
            heading = self._weigher.source("heading", self._titles.read(document.title.text))
            parts |= {self._weigher.lexicon.phrases[n].part for n in heading.by_target.get(number, {}).get("half", ())}
        return 0 < len(parts) < len(halves)
