"""Which doubtful readings lack nothing but words: nothing in the paper speaks against them.

Only these may be settled by evidence from elsewhere, such as the paper's place in its portfolio. Whatever is asked
about because something contradicts (another document named, words that exclude it, the wrong sort of paper), because
its sort of paper does not show though it must, or because next to nothing stands in it, is for a person.
"""

from dataclasses import replace

from parsers.documents.questions import ENOUGH_TEXT, FOLDER_SUPPORT, Questions, Sources
from parsers.documents.weigh import SURE, Choice, Source, Weighed, Weigher

_SPEAKS = 0.5  # how much a text may not speak of an annex or of something else
_LEANS = 0.25  # how much a text must speak of a kind to lean to it
_FAR_BEHIND = 0.6  # and how much of another it may
_GENERAL = 0.5  # what the words of a general kind count, which all papers have
_TEXT = 2 * ENOUGH_TEXT  # letters of running text that a paper has which its place may speak for


class Doubts:
    """Looks for what speaks against doubtful readings."""

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher
        self._ask = Questions(weigher)

    def told(self, weighed: Weighed, sources: Sources) -> Weighed:
        """The choices, those in doubt for want of words alone marked ``open``."""
        if weighed.other is not None or not any(not choice.sure for choice in weighed.kinds):
            return weighed
        targets = {choice.target for choice in weighed.kinds}
        if len(targets) != 1 or sources.letters < _TEXT or self._is_something_else(sources):
            return weighed
        kinds = (
            choice if choice.sure or self._is_against(choice.target, sources) else replace(choice, open=True)
            for choice in weighed.kinds
        )
        return replace(weighed, kinds=tuple(kinds))

    def _is_something_else(self, s: Sources) -> bool:
        """Whether the text, the heading or the name speaks for an annex or a named other."""
        others = {number for number, target in enumerate(self._weigher.lexicon.targets) if target.sort != "kind"}
        if any(share >= _SPEAKS for t, share in self._weigher.support(s.content).items() if t in others):
            return True
        named = (source.by_target.get(t, {}) for source in self._given(s) for t in others)
        return any({"title", "tells"} & set(channels) for channels in named)

    def _is_against(self, target: int, s: Sources) -> bool:
        """Whether a heading or a name excludes a kind, speaks surely for another, or says the wrong sort of paper."""
        papers = self._ask.papers(s) | {paper for source in self._given(s) for paper in source.papers}
        proper = self._weigher.proper(target)
        if proper and papers and not papers & proper:
            return True
        if papers & self._weigher.firm - proper:
            return True
        if not papers & proper and (
            self._weigher.target(target).signs.paper_needed or self._weigher.is_always_firm(target)
        ):
            return True
        for source in self._given(s):
            values = self._ask.values(source, source.papers or papers, s)
            if "excludes" in source.by_target.get(target, {}) or (target in values and values[target].limited):
                return True
            if any(value.value >= SURE for t, value in values.items() if t != target):
                return True
        named = papers & proper
        if s.shape.prose and not named:
            return True  # an article is about its subject whatever the file is called
        support = self._weigher.support(s.content)
        heading = s.heading is not None and bool({"title", "hints"} & set(s.heading.by_target.get(target, {})))
        if not (heading or support.get(target, 0.0) >= FOLDER_SUPPORT):
            return True  # its name alone says so
        return self._ask.elsewhere(s, [target], support, {}) is not None

    def leaning(self, s: Sources) -> Choice | None:
        """The kind that a paper which nothing decides speaks of most by far, ``open``; None where none stands out."""
        if s.letters < _TEXT or self._is_something_else(s):
            return None
        support = {
            t: share * (_GENERAL if self._weigher.target(t).signs.general else 1.0)
            for t, share in self._weigher.support(s.content).items()
            if self._ask.is_kind(t) and self._ask.needed(t, s)
        }
        ranked = sorted(support, key=lambda t: (-support[t], t))
        if not ranked or support[ranked[0]] < _LEANS:
            return None
        best, second = ranked[0], support[ranked[1]] if len(ranked) > 1 else 0.0
        if second > _FAR_BEHIND * support[best] or self._is_against(best, s):
            return None
        channels = s.content.by_target[best]
        phrases = [p for channel in ("title", "tells", "hints", "body", "columns") for p in channels.get(channel, ())][
            :4
        ]
        return Choice(best, False, (self._weigher.evidence(s.content, phrases),), support[best], open=True)

    @staticmethod
    def _given(s: Sources) -> tuple[Source, ...]:
        return tuple(source for source in (s.heading, s.name, *s.folders) if source is not None)
