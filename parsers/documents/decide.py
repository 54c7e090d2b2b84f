"""From the sources of one document to its kinds: heading before name before content, and doubt where they disagree."""

from collections.abc import Sequence

from parsers.documents.questions import ENOUGH_TEXT, FOLDER_SUPPORT, Questions, Sources
from parsers.documents.weigh import DOUBTFUL, SURE, Choice, Source, Value, Weighed, Weigher

_UNDER_A_TITLE = 20  # and nothing under a title
_CONTENT_ALONE = 0.75
_TITLE_WORDS = 3  # of a kind's title in the running text that are enough without one
_FAR_BEHIND = 0.5  # how much the text may speak of something else then
_OFTEN = 3  # times that a text names whom it concerns
_COLUMNS = 1.5  # heads of columns that are one kind's alone, shared ones counted less
_COLUMNS_ALONE = 2.0  # so many are enough without a title
_POSTER = 250  # letters of running text that a poster or an invitation has at most
_WITH_ITS_PAPER = 0.9  # a heading that names a kind together with its sort of paper


class Decider:
    """Weighs the sources of a document against each other."""

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher
        self._ask = Questions(weigher)

    def decide(self, sources: Sources) -> Weighed:
        """The kinds of a document that was read, or what else it is."""
        weigher = self._weigher
        papers = self._ask.papers(sources)
        support = weigher.support(sources.content)
        told = weigher.told(sources.content, papers, support)
        heading = self._ask.values(sources.heading, papers, sources)
        name_papers = sources.name.papers if sources.name else set()
        name = self._ask.values(sources.name, name_papers or papers, sources)
        return (
            self._by_heading(sources, heading, told, name, support)
            or self._by_told(sources, told, name, support)
            or self._by_name(sources, name, heading, support)
            or self._by_columns(sources, heading, name, support)
            or self._by_sum(sources, heading, name, support)
            or self._by_folder(sources, support, papers)
            or self._by_content(sources, support, papers)
            or self._by_paper(sources, support, papers)
            or self._by_firm_paper(sources, papers)
            or Weighed()
        )

    def unread(self, name: Source | None, folders: Sequence[Source]) -> Weighed:
        """What a name alone lets one expect of something that could not be read: doubtful, never more."""
        for source in (*([name] if name else []), *folders):
            values = self._weigher.values(source, source.papers)
            kinds = [t for t, v in values.items() if v.value >= DOUBTFUL and self._ask.is_kind(t)]
            chosen = [t for t in self._weigher.resolve(values, source) if self._ask.is_kind(t)] or kinds
            if chosen:
                return Weighed(tuple(self._ask.choice(t, False, [(source, values[t])]) for t in chosen))
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
        kinds = [t for t in chosen if self._ask.is_kind(t)]
        others = [t for t in chosen if not self._ask.is_kind(t)]
        if not chosen:
            return None
        if not kinds:
            return self._something_else(s, heading, others[0], name, told)
        sure = (
            len(kinds) == 1
            or self._ask.same_order(kinds)
            or self._ask.beside(kinds)
            or self._weigher.joined(kinds, heading, s.heading)
        )
        sure = sure and not others and s.letters >= _UNDER_A_TITLE and not self._maybe_a_poster(s, heading, kinds)
        contradiction = self._ask.contradiction(s, name, kinds)
        if contradiction and not self._ask.content_agrees(kinds, name, support):
            sure = False
        if max(heading[t].value for t in kinds) < _WITH_ITS_PAPER or not s.heading.papers:
            sure = sure and not self._something_else_told(s, told, name)
        choices = [self._ask.choice(t, sure, [(s.heading, heading[t])], contradiction) for t in kinds]
        choices.extend(self._ask.also_told(s, told, kinds))
        if contradiction and not sure and s.name is not None:
            # Neither is believed: what the name promises may be missing otherwise and is asked about as well.
            known = {choice.target for choice in choices}
            named = [t for t in self._weigher.resolve(name, s.name) if self._ask.is_kind(t) and t not in known]
            choices.extend(self._ask.choice(t, False, [(s.name, name[t])]) for t in named)
        return Weighed(tuple(choices))

    def _something_else(
        self, s: Sources, heading: dict[int, Value], other: int, name: dict[int, Value], told: dict[int, Value]
    ) -> Weighed:
        """The heading names an annex or a named other; a kind that heading or name speak for makes it doubtful."""
        assert s.heading is not None
        rivals: list[tuple[int, Source, Value]] = [
            (t, s.content, v)
            for t, v in told.items()
            if self._ask.is_kind(t)
            and v.value >= DOUBTFUL
            and self._ask.needed(t, s)
            and "excludes" not in self._ask.of_heading(s, t)
        ]
        rivals += [
            (t, s.heading, v)
            for t, v in heading.items()
            if self._ask.is_kind(t)
            and v.value >= DOUBTFUL
            and not v.hinted
            and not self._weigher.target(t).signs.general
        ]
        if s.name is not None:
            rivals += [(t, s.name, name[t]) for t in self._weigher.resolve(name, s.name) if self._ask.is_kind(t)]
        if rivals:
            best = max(rivals, key=lambda r: r[2].value)
            return Weighed((self._ask.choice(best[0], False, [(best[1], best[2]), (s.heading, heading[other])]),))
        return Weighed(other=self._ask.choice(other, True, [(s.heading, heading[other])]))

    def _something_else_told(self, s: Sources, told: dict[int, Value], name: dict[int, Value]) -> bool:
        """Whether text or name surely say that it is an annex or a named other, under a heading without its paper."""
        named = self._weigher.resolve(name, s.name) if s.name is not None else []
        named = [t for t in named if not self._weigher.target(t).types]  # «слайд», «видео» name a file and no paper
        others = bool(named) and not any(map(self._ask.is_kind, named))
        return others or any(v.value >= SURE and not self._ask.is_kind(t) for t, v in told.items())

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
            (t for t, v in told.items() if v.value >= DOUBTFUL and self._ask.needed(t, s)), key=lambda t: -told[t].value
        )
        kinds = [t for t in strong if self._ask.is_kind(t) and "excludes" not in self._ask.of_heading(s, t)]
        others = [t for t in strong if not self._ask.is_kind(t)]
        named = [t for t, v in name.items() if v.value >= SURE and self._ask.is_kind(t)]
        if others and (not kinds or max(told[t].value for t in kinds) < SURE):
            best = others[0]
            if named and best not in named:
                return Weighed(
                    (self._ask.choice(named[0], False, [(s.name, name[named[0]]), (s.content, told[best])]),)
                )
            return Weighed(other=self._ask.choice(best, True, [(s.content, told[best])]))
        if not kinds:
            return None
        sure = not others and s.letters >= ENOUGH_TEXT and (len(kinds) == 1 or self._ask.same_order(kinds))
        contradiction = self._ask.contradiction(s, name, kinds)
        return Weighed(
            tuple(
                self._ask.choice(
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
        kinds = [t for t in chosen if self._ask.is_kind(t)]
        others = [t for t in chosen if not self._ask.is_kind(t)]
        if not chosen:
            return None
        elsewhere = self._ask.elsewhere(s, kinds or others, support, heading)
        if not kinds:
            rivals = [
                t
                for t in (*heading, *support)
                if self._ask.is_kind(t) and max(self._ask.value(heading, t), support.get(t, 0)) >= DOUBTFUL
            ]
            return None if rivals else Weighed(other=self._ask.choice(others[0], True, [(s.name, name[others[0]])]))
        alone = (
            len(kinds) == 1
            or self._ask.same_order(kinds)
            or self._ask.beside(kinds)
            or self._weigher.joined(kinds, name, s.name)
        )
        letters = s.letters + (len(s.heading.reading.text) if s.heading else 0)
        sure = alone and not others and not elsewhere and letters >= ENOUGH_TEXT
        against = self._ask.speaks_for(s, elsewhere) if elsewhere else None
        return Weighed(tuple(self._ask.choice(t, sure, self._ask.both(s, t, name, heading), against) for t in kinds))

    def _by_columns(
        self, s: Sources, heading: dict[int, Value], name: dict[int, Value], support: dict[int, float]
    ) -> Weighed | None:
        """A table without a title: what the heads of its columns say, where no other kind has such heads."""
        fits = {
            t: v
            for t, v in s.shape.kinds.items()
            if self._ask.needed(t, s) or not self._weigher.target(t).signs.general
        }
        ranked = sorted(fits, key=lambda t: -fits[t])
        if not ranked or fits[ranked[0]] < _COLUMNS:
            return None
        best, second = ranked[0], fits[ranked[1]] if len(ranked) > 1 else 0.0
        if second > _FAR_BEHIND * fits[best]:
            return None
        rival = any(t != best and v.value >= DOUBTFUL for values in (heading, name) for t, v in values.items())
        other = any(v >= _FAR_BEHIND for t, v in support.items() if not self._ask.is_kind(t))
        sure = fits[best] >= _COLUMNS_ALONE and not rival and not other and s.letters >= ENOUGH_TEXT
        channels = s.content.by_target.get(best, {})
        phrases = [p for channel in ("title", "columns") for p in channels.get(channel, ())][:4]
        return Weighed((Choice(best, sure, (self._weigher.evidence(s.content, phrases),), min(1.0, fits[best] / 3)),))

    def _by_sum(
        self, s: Sources, heading: dict[int, Value], name: dict[int, Value], support: dict[int, float]
    ) -> Weighed | None:
        """Several weak signs of one kind from different sources."""
        folders = [(f, self._weigher.values(f, f.papers)) for f in s.folders]
        totals: dict[int, float] = {}
        for t in {*heading, *name, *(t for _, values in folders for t in values)}:
            if not self._ask.is_kind(t):
                continue
            best_folder = max((values[t].value for _, values in folders if t in values), default=0.0)
            firm = self._ask.value(heading, t) + 0.6 * self._ask.value(name, t)
            totals[t] = firm + 0.5 * best_folder + 0.4 * support.get(t, 0.0)
        ranked = sorted(totals, key=lambda t: -totals[t])
        if not ranked or max(self._ask.value(heading, ranked[0]), self._ask.value(name, ranked[0])) < DOUBTFUL:
            return None
        best = ranked[0]
        clear = len(ranked) == 1 or totals[best] - totals[ranked[1]] >= 0.25
        sure = (
            clear
            and totals[best] >= 0.85
            and s.letters >= ENOUGH_TEXT
            and self._ask.needed(best, s)
            and not self._ask.fenced(best, heading, name)
        )
        sure = sure and not self._ask.elsewhere(s, [best], support, heading) and not self._ask.only_an_article(best, s)
        given = [
            (source, values[best])
            for source, values in ((s.heading, heading), (s.name, name), *folders)
            if source and best in values
        ]
        tied = [
            t
            for t in ranked[1:]
            if totals[best] - totals[t] < 0.1 and self._ask.value(heading, t) + self._ask.value(name, t) >= DOUBTFUL
        ]
        rest = tuple(
            self._ask.choice(
                t, False, [(x, v[t]) for x, v in ((s.heading, heading), (s.name, name), *folders) if x and t in v]
            )
            for t in tied
        )
        return Weighed((self._ask.choice(best, sure and not tied, given), *rest))

    def _by_folder(self, s: Sources, support: dict[int, float], papers: set[int]) -> Weighed | None:
        for folder in s.folders:
            values = self._weigher.values(folder, folder.papers or papers)
            kinds = [t for t in self._weigher.resolve(values, folder) if self._ask.is_kind(t)]
            if not kinds:
                continue
            clear = len(kinds) == 1 and not self._ask.elsewhere(s, kinds, support, {}) and s.letters >= ENOUGH_TEXT
            return Weighed(
                tuple(
                    self._ask.choice(
                        t,
                        clear and support.get(t, 0.0) >= FOLDER_SUPPORT and self._ask.needed(t, s),
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
            if self._ask.is_kind(t) and self._ask.paper_fits(t, papers) and self._ask.needed(t, s)
        }
        ranked = sorted(fits, key=lambda t: -fits[t])
        if not ranked or fits[ranked[0]] < _CONTENT_ALONE:
            return None
        best = ranked[0]
        if len(ranked) > 1 and fits[ranked[1]] > 0.7 * fits[best]:
            return None
        others = any(v >= _FAR_BEHIND for t, v in support.items() if not self._ask.is_kind(t))
        channels = s.content.by_target[best]
        phrases = [p for channel in ("title", "tells", "body", "columns") for p in channels.get(channel, ())][:4]
        # A text without a title that says three of the words of one, and nothing near as much of anything else.
        second = fits[ranked[1]] if len(ranked) > 1 else 0.0
        whole = len(channels.get("title", ())) >= _TITLE_WORDS and fits[best] >= 1.0 and second <= _FAR_BEHIND
        # An article about gifted children is no plan of work with them.
        fit = not weigher.target(best).signs.paper_needed or bool(papers & weigher.allowed(best))
        sure = whole and fit and s.letters >= ENOUGH_TEXT and not others
        return Weighed((Choice(best, sure, (weigher.evidence(s.content, phrases),), fits[best]),))

    def _by_paper(self, s: Sources, support: dict[int, float], papers: set[int]) -> Weighed | None:
        """Only the sort of paper shows, and whom it concerns: «Ереже.pdf» that speaks of the association, in doubt.

        Where the file's name says the sort of paper too and the text speaks of nothing but the association, it is it.
        """
        fits = [
            t
            for t, channels in s.content.by_target.items()
            if self._ask.is_kind(t)
            and self._weigher.target(t).signs.general
            and "needs" in channels
            and papers & self._weigher.allowed(t)
            and not any("excludes" in x.by_target.get(t, {}) for x in (s.heading, s.name) if x)
        ]
        if len(fits) != 1 or s.letters < ENOUGH_TEXT:
            return None
        best, channels = fits[0], s.content.by_target[fits[0]]
        allowed = self._weigher.allowed(best)
        needed, against = (self._counted(s.content, channels.get(channel, ())) for channel in ("needs", "excludes"))
        often = needed >= max(_OFTEN, 2 * against + 1) and not self._weigher.target(best).signs.tells
        named = s.name is not None and bool(s.name.papers & self._weigher.firm & allowed)
        shown = s.heading is not None and bool(s.heading.papers & allowed) and len(channels.get("body", ())) > 1
        own = support.get(best, 0.0)
        rival = any(v >= own and papers & self._weigher.allowed(t) for t, v in support.items() if t != best)
        by_itself = needed >= _OFTEN + 1 and len(channels.get("body", ())) >= _OFTEN
        sure = (named or by_itself) and shown and often and not rival
        words = self._weigher.evidence(s.content, channels["needs"])
        return Weighed((Choice(best, sure, (words,), DOUBTFUL),))

    def _by_firm_paper(self, s: Sources, papers: set[int]) -> Weighed | None:
        """An order, minutes or regulations that speak of what a kind's title names, and decide it in no known words.

        It may be that kind in words nobody has foreseen: a person is asked before it counts as missing.
        """
        firm = papers & self._weigher.firm
        asked = [
            (t, channels["title"])
            for t, channels in s.content.by_target.items()
            if self._ask.is_kind(t)
            and self._weigher.is_always_firm(t)
            and firm & self._weigher.allowed(t)
            and "title" in channels
            and self._ask.needed(t, s)
            and not any("excludes" in x.by_target.get(t, {}) for x in (s.heading, s.name, s.content) if x)
        ]
        choices = [Choice(t, False, (self._weigher.evidence(s.content, found),), DOUBTFUL) for t, found in asked]
        return Weighed(tuple(choices)) if choices else None

    @staticmethod
    def _counted(source: Source, phrases: Sequence[int]) -> int:
        return sum(source.hits[phrase].count for phrase in phrases)
