"""The small questions about the sources of one document that deciding asks again and again."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.documents.shape import Shape
from parsers.documents.weigh import DOUBTFUL, SURE, Choice, Source, Value, Weigher
from parsers.facts import Evidence

ENOUGH_TEXT = 40  # letters of running text below which there is nothing for a name to be right about
FOLDER_SUPPORT = 0.15
_ELSEWHERE = 0.6  # content that speaks this much for something else contradicts a name
_OWN = 0.25


@dataclass(frozen=True, slots=True)
class Sources:
    """What speaks for one document.

    ``letters``: how many letters of running text there are under the title; ``shape``: what its lines and its table
    show.
    """

    content: Source
    shape: Shape
    heading: Source | None = None
    name: Source | None = None
    folders: tuple[Source, ...] = ()
    letters: int = 0


class Questions:
    """What the sources say, seen by one weigher."""

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher

    def papers(self, s: Sources) -> set[int]:
        """The sorts of paper: as the heading says, else the running text, else the name, else the table's columns."""
        firm = s.content.body_papers
        if s.heading and s.heading.papers:
            return set(s.heading.papers)
        if firm:
            return set(firm)
        return set((s.name.papers if s.name else None) or s.shape.table_papers)

    def values(self, source: Source | None, papers: set[int], s: Sources) -> dict[int, Value]:
        """What a heading or a name says of every target.

        Where no sort of paper is named, the one that the lines show is enough for what cannot do without.
        """
        if source is None:
            return {}
        values = self._weigher.values(source, papers)
        bare = [] if papers else [t for t in values if self._weigher.target(t).signs.paper_needed]
        for target in bare:
            shown = set(s.shape.line_papers)
            if self._weigher.target(target).signs.lines == "actions" and s.shape.actions:
                shown |= self._weigher.proper(target)
            shaped = self._weigher.values(source, shown)[target] if shown else values[target]
            if shaped.value > values[target].value:
                values[target] = shaped
        self._satisfy_needs(values, s)
        return values

    def _satisfy_needs(self, values: dict[int, Value], s: Sources) -> None:
        for target, value in values.items():
            if value.value >= SURE and not self.needed(target, s):
                values[target] = Value(DOUBTFUL + 0.1, value.phrases)

    def needed(self, target: int, s: Sources) -> bool:
        """Whether a word that the target cannot do without stands in any of the sources."""
        if not self._weigher.target(target).signs.needs:
            return True
        sources = [s.content, *([s.heading] if s.heading else []), *([s.name] if s.name else []), *s.folders]
        return any("needs" in source.by_target.get(target, {}) for source in sources)

    def of_heading(self, s: Sources, target: int) -> dict[str, list[int]]:
        """The phrases of a target in the heading, by channel."""
        return s.heading.by_target.get(target, {}) if s.heading else {}

    def paper_fits(self, target: int, papers: set[int]) -> bool:
        """Whether the target may come as one of these sorts of paper."""
        wanted = self._weigher.allowed(target)
        return not papers or not wanted or bool(papers & wanted)

    def is_kind(self, target: int) -> bool:
        """Whether a target is one of the contest's documents."""
        return self._weigher.target(target).sort == "kind"

    def only_an_article(self, target: int, s: Sources) -> bool:
        """Whether prose speaks of what cannot do without its sort of paper, and none is named: an article about it."""
        named = {*self.papers(s), *s.shape.line_papers, *(s.name.papers if s.name else ())}
        return (
            s.shape.prose
            and self._weigher.target(target).signs.paper_needed
            and not named & self._weigher.allowed(target)
        )

    def same_order(self, kinds: Sequence[int]) -> bool:
        """Kinds of one firm sort of paper: an order that opens an association often appoints its head as well."""
        shared = self._weigher.firm.intersection(*(self._weigher.allowed(t) for t in kinds))
        return bool(shared)

    def beside(self, kinds: Sequence[int]) -> bool:
        """Whether one title may name these together."""
        keys = {self._weigher.target(t).key for t in kinds}
        return all(
            keys - {self._weigher.target(t).key} <= set(self._weigher.target(t).signs.beside)
            for t in kinds
            if self._weigher.target(t).signs.beside
        ) and any(self._weigher.target(t).signs.beside for t in kinds)

    def contradiction(self, s: Sources, name: dict[int, Value], kinds: Sequence[int]) -> Evidence | None:
        """The words of a name that speaks for other kinds than these."""
        if s.name is None:
            return None
        named = [t for t in self._weigher.resolve(name, s.name) if self.is_kind(t)]
        if named and not set(named) & set(kinds):
            return self._weigher.evidence(s.name, name[named[0]].phrases)
        return None

    def content_agrees(self, kinds: Sequence[int], name: dict[int, Value], support: dict[int, float]) -> bool:
        """Whether the text speaks for these kinds, and no less than for what the name says."""
        ours = max(support.get(t, 0.0) for t in kinds)
        theirs = max((support.get(t, 0.0) for t, v in name.items() if v.value >= SURE and t not in kinds), default=0.0)
        return ours > FOLDER_SUPPORT and ours >= theirs

    def elsewhere(
        self, s: Sources, kinds: Sequence[int], support: dict[int, float], heading: dict[int, Value]
    ) -> int | None:
        """The target that heading or content speak for against all of these."""
        papers = self.papers(s)
        own = max((support.get(t, 0.0) for t in kinds), default=0.0)
        for t, value in heading.items():
            stronger = value.value >= DOUBTFUL + 0.1 and not any(self.value(heading, k) >= value.value for k in kinds)
            if t not in kinds and stronger:
                return t
        for t, share in support.items():
            possible = not self._weigher.target(t).signs.general and self.paper_fits(t, papers)
            if t not in kinds and possible and share >= _ELSEWHERE and own <= _OWN:
                return t
        return None

    def fenced(self, target: int, *values: dict[int, Value]) -> bool:
        """Some source's wording excludes the target, or its sort of paper is never enough."""
        return any(target in v and v[target].limited for v in values)

    def also_told(self, s: Sources, told: dict[int, Value], kinds: Sequence[int]) -> list[Choice]:
        """More that the operative part of the same sort of paper does."""
        extra = [
            t
            for t, v in told.items()
            if t not in kinds and self.is_kind(t) and v.value >= SURE and self.same_order([*kinds, t])
        ]
        return [
            self.choice(t, s.letters >= ENOUGH_TEXT, [(s.content, told[t])])
            for t in extra
            if self.needed(t, s) and "excludes" not in self.of_heading(s, t)
        ]

    def both(
        self, s: Sources, target: int, name: dict[int, Value], heading: dict[int, Value]
    ) -> list[tuple[Source | None, Value]]:
        """What name and heading give a target."""
        given: list[tuple[Source | None, Value]] = [(s.name, name[target])]
        if s.heading and target in heading:
            given.append((s.heading, heading[target]))
        return given

    def speaks_for(self, s: Sources, target: int) -> Evidence:
        """The words of the text that speak for a target."""
        channels = s.content.by_target.get(target, {})
        phrases = [p for channel in ("title", "tells", "hints", "body") for p in channels.get(channel, [])][:3]
        return self._weigher.evidence(s.content, phrases)

    def choice(
        self, target: int, sure: bool, given: Sequence[tuple[Source | None, Value]], against: Evidence | None = None
    ) -> Choice:
        """A target decided upon, with the words of all that speaks for it and against."""
        evidence = [self._weigher.evidence(source, value.phrases) for source, value in given if source is not None]
        if against is not None:
            evidence.append(against)
        return Choice(target, sure, tuple(evidence), max((value.value for _, value in given), default=0.0))

    @staticmethod
    def value(values: dict[int, Value], target: int) -> float:
        """What a source gives a target, 0 where nothing."""
        return values[target].value if target in values else 0.0
