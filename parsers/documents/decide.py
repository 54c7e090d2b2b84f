"""From the sources of one document to its kinds: heading before name before content, and doubt where they disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.documents.weigh import DOUBTFUL, SURE, Choice, Source, Value, Weighed, Weigher
from parsers.facts import Evidence

_ENOUGH_TEXT = 40  # letters of running text below which there is nothing for a name to be right about
_UNDER_A_TITLE = 20  # and nothing under a title
_ELSEWHERE = 0.6  # content that speaks this much for something else contradicts a name
_OWN = 0.25
_FOLDER_SUPPORT = 0.15
_CONTENT_ALONE = 0.75
_TITLE_WORDS = 3  # of a kind's title in the running text that are enough without one
_FAR_BEHIND = 0.5  # how much the text may speak of something else then
_POSTER = 250  # letters of running text that a poster or an invitation has at most
_WITH_ITS_PAPER = 0.9  # a heading that names a kind together with its sort of paper


@dataclass(frozen=True, slots=True)
class Sources:
    """What speaks for one document.

    ``letters``: how many letters of running text there are under the title; ``table_papers``: sorts of paper that the
    columns of its table show.
    """

    content: Source
    heading: Source | None = None
    name: Source | None = None
    folders: tuple[Source, ...] = ()
    letters: int = 0
    table_papers: frozenset[int] = frozenset()


class Decider:
    """Weighs the sources of a document against each other."""

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher

    def decide(self, sources: Sources) -> Weighed:
        """The kinds of a document that was read, or what else it is."""
        weigher = self._weigher
        papers = self._papers(sources)
        support = weigher.support(sources.content)
        heading = weigher.values(sources.heading, papers) if sources.heading else {}
        told = weigher.told(sources.content, papers, support)
        name_papers = sources.name.papers if sources.name else set()
        name = weigher.values(sources.name, (name_papers or papers)) if sources.name else {}
        for values in (heading, name):
            self._satisfy_needs(values, sources)
        return (
            self._by_heading(sources, heading, told, name, support)
            or self._by_told(sources, told, name, support)
            or self._by_name(sources, name, heading, support)
            or self._by_sum(sources, heading, name, support)
            or self._by_folder(sources, support, papers)
            or self._by_content(sources, support, papers)
            or self._by_paper(sources, papers)
            or Weighed()
        )

    def unread(self, name: Source | None, folders: Sequence[Source]) -> Weighed:
        """What a name alone lets one expect of something that could not be read: doubtful, never more."""
        for source in (*([name] if name else []), *folders):
            values = self._weigher.values(source, source.papers)
            kinds = [t for t, v in values.items() if v.value >= DOUBTFUL and self._is_kind(t)]
            chosen = [t for t in self._weigher.resolve(values, source) if self._is_kind(t)] or kinds
            if chosen:
                return Weighed(tuple(self._choice(t, False, [(source, values[t])]) for t in chosen))
        return Weighed()

    # -- the ways to a decision, the strongest first -------------------------------------------------------------

    def _by_heading(
        self,
        s: Sources,
        heading: dict[int, Value],
        told: dict[int, Value],
        name: dict[int, Value],
        support: dict[int, float],
    ) -> Weighed | None:
        if s.heading is None:
            return None
        chosen = self._weigher.resolve(heading, s.heading)
        kinds = [t for t in chosen if self._is_kind(t)]
        others = [t for t in chosen if not self._is_kind(t)]
        if not chosen:
            return None
        if not kinds:
            return self._something_else(s, heading, others[0], name, told)
        sure = (
            len(kinds) == 1
            or self._same_order(kinds)
            or self._beside(kinds)
            or self._weigher.joined(kinds, heading, s.heading)
        )
        sure = sure and not others and s.letters >= _UNDER_A_TITLE and not self._maybe_a_poster(s, heading, kinds)
        contradiction = self._contradiction(s, name, kinds)
        if contradiction and not self._content_agrees(kinds, name, support):
            sure = False
        choices = [self._choice(t, sure, [(s.heading, heading[t])], contradiction) for t in kinds]
        choices.extend(self._also_told(s, told, kinds))
        if contradiction and not sure and s.name is not None:
            # Neither is believed: what the name promises may be missing otherwise and is asked about as well.
            known = {choice.target for choice in choices}
            named = [t for t in self._weigher.resolve(name, s.name) if self._is_kind(t) and t not in known]
            choices.extend(self._choice(t, False, [(s.name, name[t])]) for t in named)
        return Weighed(tuple(choices))

    def _something_else(
        self, s: Sources, heading: dict[int, Value], other: int, name: dict[int, Value], told: dict[int, Value]
    ) -> Weighed:
        """The heading names an annex or a named other; a kind that heading or name speak for makes it doubtful."""
        assert s.heading is not None
        rivals: list[tuple[int, Source, Value]] = [
            (t, s.content, v)
            for t, v in told.items()
            if self._is_kind(t)
            and v.value >= DOUBTFUL
            and self._needed(t, s)
            and "excludes" not in self._of_heading(s, t)
        ]
        rivals += [
            (t, s.heading, v)
            for t, v in heading.items()
            if self._is_kind(t) and v.value >= DOUBTFUL and not v.hinted and not self._weigher.target(t).signs.general
        ]
        if s.name is not None:
            rivals += [(t, s.name, name[t]) for t in self._weigher.resolve(name, s.name) if self._is_kind(t)]
        if rivals:
            best = max(rivals, key=lambda r: r[2].value)
            return Weighed((self._choice(best[0], False, [(best[1], best[2]), (s.heading, heading[other])]),))
        return Weighed(other=self._choice(other, True, [(s.heading, heading[other])]))

    def _maybe_a_poster(self, s: Sources, heading: dict[int, Value], kinds: Sequence[int]) -> bool:
        """A few lines whose heading names no sort of paper, and that call themselves something else: a poster."""
        if s.letters >= _POSTER or max(heading[t].value for t in kinds) >= _WITH_ITS_PAPER:
            return False
        return any("tells" in ch and self._weigher.target(t).sort == "annex" for t, ch in s.content.by_target.items())

    def _by_told(
        self, s: Sources, told: dict[int, Value], name: dict[int, Value], support: dict[int, float]
    ) -> Weighed | None:
        """The sort of paper from heading or text, the subject from the text: orders, minutes, certificates."""
        strong = sorted(
            (t for t, v in told.items() if v.value >= DOUBTFUL and self._needed(t, s)), key=lambda t: -told[t].value
        )
        kinds = [t for t in strong if self._is_kind(t) and "excludes" not in self._of_heading(s, t)]
        others = [t for t in strong if not self._is_kind(t)]
        named = [t for t, v in name.items() if v.value >= SURE and self._is_kind(t)]
        if others and (not kinds or max(told[t].value for t in kinds) < SURE):
            best = others[0]
            if named and best not in named:
                return Weighed((self._choice(named[0], False, [(s.name, name[named[0]]), (s.content, told[best])]),))
            return Weighed(other=self._choice(best, True, [(s.content, told[best])]))
        if not kinds:
            return None
        sure = not others and s.letters >= _ENOUGH_TEXT and (len(kinds) == 1 or self._same_order(kinds))
        contradiction = self._contradiction(s, name, kinds)
        return Weighed(
            tuple(
                self._choice(
                    t, sure and not contradiction and told[t].value >= SURE, [(s.content, told[t])], contradiction
                )
                for t in kinds
            )
        )

    def _by_name(
        self, s: Sources, name: dict[int, Value], heading: dict[int, Value], support: dict[int, float]
    ) -> Weighed | None:
        if s.name is None:
            return None
        chosen = self._weigher.resolve(name, s.name)
        kinds = [t for t in chosen if self._is_kind(t)]
        others = [t for t in chosen if not self._is_kind(t)]
        if not chosen:
            return None
        elsewhere = self._elsewhere(s, kinds or others, support, heading)
        if not kinds:
            rivals = [
                t
                for t in (*heading, *support)
                if self._is_kind(t) and max(self._value(heading, t), support.get(t, 0)) >= DOUBTFUL
            ]
            return None if rivals else Weighed(other=self._choice(others[0], True, [(s.name, name[others[0]])]))
        alone = (
            len(kinds) == 1
            or self._same_order(kinds)
            or self._beside(kinds)
            or self._weigher.joined(kinds, name, s.name)
        )
        letters = s.letters + (len(s.heading.reading.text) if s.heading else 0)
        sure = alone and not others and not elsewhere and letters >= _ENOUGH_TEXT
        against = self._speaks_for(s, elsewhere) if elsewhere else None
        return Weighed(tuple(self._choice(t, sure, self._both(s, t, name, heading), against) for t in kinds))

    def _by_sum(
        self, s: Sources, heading: dict[int, Value], name: dict[int, Value], support: dict[int, float]
    ) -> Weighed | None:
        """Several weak signs of one kind from different sources."""
        folders = [(f, self._weigher.values(f, f.papers)) for f in s.folders]
        totals: dict[int, float] = {}
        for t in {*heading, *name, *(t for _, values in folders for t in values)}:
            if not self._is_kind(t):
                continue
            best_folder = max((values[t].value for _, values in folders if t in values), default=0.0)
            totals[t] = (
                self._value(heading, t) + 0.6 * self._value(name, t) + 0.5 * best_folder + 0.35 * support.get(t, 0.0)
            )
        ranked = sorted(totals, key=lambda t: -totals[t])
        if not ranked or max(self._value(heading, ranked[0]), self._value(name, ranked[0])) < DOUBTFUL:
            return None
        best = ranked[0]
        clear = len(ranked) == 1 or totals[best] - totals[ranked[1]] >= 0.25
        sure = (
            clear
            and totals[best] >= 0.85
            and s.letters >= _ENOUGH_TEXT
            and self._needed(best, s)
            and not self._fenced(best, heading, name)
        )
        sure = sure and not self._elsewhere(s, [best], support, heading)
        given = [
            (source, values[best])
            for source, values in ((s.heading, heading), (s.name, name), *folders)
            if source and best in values
        ]
        tied = [
            t
            for t in ranked[1:]
            if totals[best] - totals[t] < 0.1 and self._value(heading, t) + self._value(name, t) >= DOUBTFUL
        ]
        rest = tuple(
            self._choice(
                t, False, [(x, v[t]) for x, v in ((s.heading, heading), (s.name, name), *folders) if x and t in v]
            )
            for t in tied
        )
        return Weighed((self._choice(best, sure and not tied, given), *rest))

    def _by_folder(self, s: Sources, support: dict[int, float], papers: set[int]) -> Weighed | None:
        for folder in s.folders:
            values = self._weigher.values(folder, folder.papers or papers)
            kinds = [t for t in self._weigher.resolve(values, folder) if self._is_kind(t)]
            if not kinds:
                continue
            clear = len(kinds) == 1 and not self._elsewhere(s, kinds, support, {}) and s.letters >= _ENOUGH_TEXT
            return Weighed(
                tuple(
                    self._choice(
                        t,
                        clear and support.get(t, 0.0) >= _FOLDER_SUPPORT and self._needed(t, s),
                        [(folder, values[t])],
                    )
                    for t in kinds
                )
            )
        return None

    def _by_content(self, s: Sources, support: dict[int, float], papers: set[int]) -> Weighed | None:
        """No heading, no telling name: what the text speaks of most, doubtful."""
        weigher = self._weigher
        fits = {
            t: v * (0.5 if weigher.target(t).signs.general else 1.0)
            for t, v in support.items()
            if self._is_kind(t) and self._paper_fits(t, papers) and self._needed(t, s)
        }
        ranked = sorted(fits, key=lambda t: -fits[t])
        if not ranked or fits[ranked[0]] < _CONTENT_ALONE:
            return None
        best = ranked[0]
        if len(ranked) > 1 and fits[ranked[1]] > 0.7 * fits[best]:
            return None
        others = any(v >= _FAR_BEHIND for t, v in support.items() if not self._is_kind(t))
        channels = s.content.by_target[best]
        phrases = [p for channel in ("title", "tells", "body", "columns") for p in channels.get(channel, ())][:4]
        # A text without a title that says three of the words of one, and nothing near as much of anything else.
        second = fits[ranked[1]] if len(ranked) > 1 else 0.0
        whole = len(channels.get("title", ())) >= _TITLE_WORDS and fits[best] >= 1.0 and second <= _FAR_BEHIND
        sure = whole and s.letters >= _ENOUGH_TEXT and not others
        return Weighed((Choice(best, sure, (weigher.evidence(s.content, phrases),), fits[best]),))

    def _by_paper(self, s: Sources, papers: set[int]) -> Weighed | None:
        """Only the sort of paper shows, and whom it concerns: «Ереже.pdf» that speaks of the association, in doubt."""
        fits = [
            t
            for t, channels in s.content.by_target.items()
            if self._is_kind(t)
            and self._weigher.target(t).signs.general
            and "needs" in channels
            and papers & self._weigher.allowed(t)
            and not any("excludes" in x.by_target.get(t, {}) for x in (s.heading, s.name) if x)
        ]
        if len(fits) != 1 or s.letters < _ENOUGH_TEXT:
            return None
        words = self._weigher.evidence(s.content, s.content.by_target[fits[0]]["needs"])
        return Weighed((Choice(fits[0], False, (words,), DOUBTFUL),))

    # -- small questions -----------------------------------------------------------------------------------------

    def _papers(self, s: Sources) -> set[int]:
        """The sorts of paper: as the heading says, else the running text, else the name, else the table's columns."""
        firm = s.content.body_papers
        if s.heading and s.heading.papers:
            return set(s.heading.papers)
        if firm:
            return set(firm)
        return set((s.name.papers if s.name else None) or s.table_papers)

    def _satisfy_needs(self, values: dict[int, Value], s: Sources) -> None:
        for target, value in values.items():
            if value.value >= SURE and not self._needed(target, s):
                values[target] = Value(DOUBTFUL + 0.1, value.phrases)

    def _needed(self, target: int, s: Sources) -> bool:
        if not self._weigher.target(target).signs.needs:
            return True
        sources = [s.content, *([s.heading] if s.heading else []), *([s.name] if s.name else []), *s.folders]
        return any("needs" in source.by_target.get(target, {}) for source in sources)

    def _of_heading(self, s: Sources, target: int) -> dict[str, list[int]]:
        return s.heading.by_target.get(target, {}) if s.heading else {}

    def _paper_fits(self, target: int, papers: set[int]) -> bool:
        wanted = self._weigher.allowed(target)
        return not papers or not wanted or bool(papers & wanted)

    def _is_kind(self, target: int) -> bool:
        return self._weigher.target(target).sort == "kind"

    def _same_order(self, kinds: Sequence[int]) -> bool:
        """Kinds of one firm sort of paper: an order that opens an association often appoints its head as well."""
        shared = self._weigher.firm.intersection(*(self._weigher.allowed(t) for t in kinds))
        return bool(shared)

    def _beside(self, kinds: Sequence[int]) -> bool:
        keys = {self._weigher.target(t).key for t in kinds}
        return all(
            keys - {self._weigher.target(t).key} <= set(self._weigher.target(t).signs.beside)
            for t in kinds
            if self._weigher.target(t).signs.beside
        ) and any(self._weigher.target(t).signs.beside for t in kinds)

    def _contradiction(self, s: Sources, name: dict[int, Value], kinds: Sequence[int]) -> Evidence | None:
        if s.name is None:
            return None
        named = [t for t in self._weigher.resolve(name, s.name) if self._is_kind(t)]
        if named and not set(named) & set(kinds):
            return self._weigher.evidence(s.name, name[named[0]].phrases)
        return None

    def _content_agrees(self, kinds: Sequence[int], name: dict[int, Value], support: dict[int, float]) -> bool:
        ours = max(support.get(t, 0.0) for t in kinds)
        theirs = max((support.get(t, 0.0) for t, v in name.items() if v.value >= SURE and t not in kinds), default=0.0)
        return ours > _FOLDER_SUPPORT and ours >= theirs

    def _elsewhere(
        self, s: Sources, kinds: Sequence[int], support: dict[int, float], heading: dict[int, Value]
    ) -> int | None:
        """The target that heading or content speak for against all of these."""
        papers = self._papers(s)
        own = max((support.get(t, 0.0) for t in kinds), default=0.0)
        for t, value in heading.items():
            stronger = value.value >= DOUBTFUL + 0.1 and not any(self._value(heading, k) >= value.value for k in kinds)
            if t not in kinds and stronger:
                return t
        for t, share in support.items():
            possible = not self._weigher.target(t).signs.general and self._paper_fits(t, papers)
            if t not in kinds and possible and share >= _ELSEWHERE and own <= _OWN:
                return t
        return None

    def _fenced(self, target: int, *values: dict[int, Value]) -> bool:
        """Some source's wording excludes the target, or its sort of paper is never enough."""
        return any(target in v and v[target].limited for v in values)

    def _also_told(self, s: Sources, told: dict[int, Value], kinds: Sequence[int]) -> list[Choice]:
        """More that the operative part of the same sort of paper does."""
        extra = [
            t
            for t, v in told.items()
            if t not in kinds and self._is_kind(t) and v.value >= SURE and self._same_order([*kinds, t])
        ]
        return [
            self._choice(t, s.letters >= _ENOUGH_TEXT, [(s.content, told[t])])
            for t in extra
            if self._needed(t, s) and "excludes" not in self._of_heading(s, t)
        ]

    def _both(
        self, s: Sources, target: int, name: dict[int, Value], heading: dict[int, Value]
    ) -> list[tuple[Source | None, Value]]:
        given: list[tuple[Source | None, Value]] = [(s.name, name[target])]
        if s.heading and target in heading:
            given.append((s.heading, heading[target]))
        return given

    def _speaks_for(self, s: Sources, target: int) -> Evidence:
        channels = s.content.by_target.get(target, {})
        phrases = [p for channel in ("title", "tells", "hints", "body") for p in channel_phrases(channels, channel)][:3]
        return self._weigher.evidence(s.content, phrases)

    def _choice(
        self, target: int, sure: bool, given: Sequence[tuple[Source | None, Value]], against: Evidence | None = None
    ) -> Choice:
        evidence = [self._weigher.evidence(source, value.phrases) for source, value in given if source is not None]
        if against is not None:
            evidence.append(against)
        return Choice(target, sure, tuple(evidence), max((value.value for _, value in given), default=0.0))

    @staticmethod
    def _value(values: dict[int, Value], target: int) -> float:
        return values[target].value if target in values else 0.0


def channel_phrases(channels: dict[str, list[int]], channel: str) -> list[int]:
    """The phrases of one channel, none where there are none."""
    return channels.get(channel, [])
