"""What sort of paper, and what about: the two questions whose answers meet in a kind.

Every source (heading, file name, folder, running text) gives each target a value from 0 to 1. A heading over readable
content decides before a name; a name decides where the content points nowhere else (model.md 25); what contradicts
lowers and shows. A claim is ``sure`` only where the wording leaves no other reading.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parsers import kazakh
from parsers.documents.lexicon import Lexicon
from parsers.documents.months import is_month
from parsers.documents.phrases import Hit, Phrase, Reading, Target
from parsers.facts import Evidence, Where

SURE = 0.75
DOUBTFUL = 0.5
_TITLE, _HINT = 0.8, 0.5
_AGREES, _DIFFERS = 0.15, 0.2
_HINT_AGREES = 0.25
_OUT = 0.3


@dataclass(slots=True)
class Source:
    """One place that speaks: its words, the phrases found, the sorts of paper named (by number)."""

    where: Where
    reading: Reading
    hits: Mapping[int, Hit]
    page: int | None = None
    papers: set[int] = field(default_factory=set)
    body_papers: set[int] = field(default_factory=set)
    by_target: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def quote(self, phrases: Iterable[int]) -> str:
        """The words of some hits as written, from the first to the last when they stand close together."""
        hits = sorted((self.hits[p] for p in phrases), key=lambda h: h.first)
        if not hits:
            return ""
        first, last = hits[0].first, max(h.last for h in hits)
        if last - first <= 14:
            return self.reading.quote(Hit(first, last, 1))
        return " … ".join(dict.fromkeys(self.reading.quote(h) for h in hits[:4]))


@dataclass(slots=True)
class Value:
    """What one source gives one target, and by which phrases."""

    value: float
    phrases: list[int]
    hinted: bool = False  # by hints alone
    limited: bool = False  # by a sort of paper that is never enough, or by words that exclude


@dataclass(frozen=True, slots=True)
class Choice:
    """A target decided upon."""

    target: int
    sure: bool
    evidence: tuple[Evidence, ...]
    value: float = 0.0
    open: bool = False  # in doubt for want of words alone: nothing speaks against it


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that speaks for one document: what was chosen, kinds first."""

    kinds: tuple[Choice, ...] = ()
    other: Choice | None = None


class Weigher:
    """Weighs sources by the wording of one configuration."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.firm = {number for number, paper in enumerate(lexicon.papers) if paper.firm}
        numbers = {paper.key: number for number, paper in enumerate(lexicon.papers)}
        self._papers = [frozenset(numbers[key] for key in t.signs.papers if key in numbers) for t in lexicon.targets]
        neutral = lexicon.roots_of(-1, "neutral", "paper")
        self._own_words = {
            number: neutral.union(
                *(lexicon.roots_of(n, "title", "hints", "needs") for n in (number, *_beside(lexicon, target.key)))
            )
            for number, target in enumerate(lexicon.targets)
            if target.signs.general
        }
        self._weak = [frozenset(numbers[key] for key in t.signs.weak_papers if key in numbers) for t in lexicon.targets]

    def target(self, number: int) -> Target:
        """The target of that number."""
        return self.lexicon.targets[number]

    def allowed(self, number: int) -> frozenset[int]:
        """The sorts of paper (by number) that a target comes as, weak ones too."""
        return self._papers[number] | self._weak[number]

    def may_decide(self, reading: Reading) -> bool:
        """Whether a heading or a name so read can give any target a value: ``values`` are of titles and hints alone."""
        phrases = self.lexicon.phrases
        return any(phrases[number].channel in ("title", "hints") for number in self.lexicon.hits(reading))

    def proper(self, number: int) -> frozenset[int]:
        """The sorts of paper (by number) that a target properly comes as."""
        return self._papers[number]

    def source(self, where: Where, reading: Reading, page: int | None = None) -> Source:
        """A source with its phrases sorted by whose they are."""
        source = Source(where, reading, self.lexicon.hits(reading), page)
        dependent: set[int] = set()
        for number, hit in source.hits.items():
            phrase = self.lexicon.phrases[number]
            if phrase.channel == "paper" and phrase.owner not in self.firm and _is_dependent(reading, hit):
                dependent.add(phrase.owner)
            else:
                self._sort(source, number, phrase)
        firm = source.papers & self.firm
        if firm:
            source.papers = firm
        elif not source.papers and where != "heading":
            source.papers = dependent
        return source

    def _sort(self, source: Source, number: int, phrase: Phrase) -> None:
        if phrase.channel == "paper":
            source.papers.add(phrase.owner)
        elif phrase.channel == "paper_body":
            source.body_papers.add(phrase.owner)
        elif phrase.channel == "paper_columns":
            return
        elif phrase.owner >= 0:
            source.by_target.setdefault(phrase.owner, {}).setdefault(phrase.channel, []).append(number)

    # -- one source ----------------------------------------------------------------------------------------------

    def values(self, source: Source, papers: set[int]) -> dict[int, Value]:
        """What a heading or a name says of every target, given the sorts of paper that are known."""
        values: dict[int, Value] = {}
        for target, channels in source.by_target.items():
            title, hints = channels.get("title", []), channels.get("hints", [])
            if not title and not hints:
                continue
            value = self._with_paper(target, bool(title), papers)
            if title:
                value = min(1.0, value + 0.02 * (len(title) - 1))
            wrong_paper = not papers & self._papers[target] and bool(papers & (self.firm | self._weak[target]))
            limited = "excludes" in channels or wrong_paper
            if (
                target in self._own_words
                and value >= SURE
                and self._about_something_else(target, source, title or hints)
            ):
                value, limited = DOUBTFUL + 0.2, True
            unlike = self.is_always_firm(target) and not papers & (self._papers[target] | self._weak[target])
            if source.where == "heading" and unlike:
                value = min(value, _OUT)  # an order says that it is one; only a file's name may leave it out
            if "excludes" in channels:
                value = min(value, _OUT)
            values[target] = Value(value, title or hints, not title, limited)
        return values

    def is_always_firm(self, target: int) -> bool:
        """A kind, or something else that needs its paper, that comes as orders, minutes or regulations only."""
        papers = self._papers[target]
        strict = self.target(target).sort == "kind" or self.target(target).signs.paper_needed
        return strict and bool(papers) and papers <= self.firm

    def _about_something_else(self, target: int, source: Source, phrases: list[int]) -> bool:
        """Whether the title of a general document has a noun of its own: «ӘБ-нің семинар өткізу жоспары»."""
        papers = [n for n in source.hits if self.lexicon.phrases[n].channel == "paper"]
        spans = [source.hits[n] for n in (*phrases, *papers)]
        first, last = min(h.first for h in spans), max(h.last for h in spans)
        own = self._own_words[target]
        name = self._name_of_whose(target, source, papers)
        reading = source.reading
        letters = [c for c in reading.text if c.isalpha()]
        capitals = sum(c.isupper() for c in letters) > 0.5 * len(letters)
        for place in range(max(0, first - 3), min(len(reading.words), last + 5)):
            word = reading.words[place]
            if place in name or is_month(word) or kazakh.is_participle(word):
                continue
            proper = place > 0 and word[0].isupper() and not capitals
            if len(word) > 3 and not word.isdigit() and not proper and not own.intersection(reading.roots[place]):
                return True
        return False

    @staticmethod
    def _name_of_whose(target: int, source: Source, papers: Sequence[int]) -> range:
        """Places of the words that only name whose the paper is: no list of subjects is ever complete.

        In Kazakh they stand before the association («графика және дизайн пәндері бірлестігінің жоспары»); in Russian
        after it, to the next preposition («план МО учителей графики и дизайна на 2025 год»).
        """
        owners = [source.hits[n] for n in source.by_target.get(target, {}).get("needs", ())]
        if not owners or not papers:
            return range(0)
        owner = min(h.first for h in owners)
        words = source.reading.words
        if max(source.hits[n].first for n in papers) > owner:
            return range(owner)
        end = next((i for i in range(owner, len(words)) if words[i].lower() in _PREPOSITIONS), len(words))
        return range(owner, end)

    def _with_paper(self, target: int, decides: bool, papers: set[int]) -> float:
        signs = self.target(target).signs
        value = _TITLE if decides else _HINT
        if papers & self._papers[target]:
            return value + (_AGREES if decides else _HINT_AGREES)
        if papers & self._weak[target]:
            return min(value, DOUBTFUL + 0.1)
        if papers & self.firm:
            return _OUT
        if signs.general:
            return 0.2
        if signs.paper_needed:
            return min(value, DOUBTFUL + 0.1) if decides else _OUT
        if papers and self._papers[target]:
            return value - _DIFFERS
        return value

    def support(self, content: Source) -> dict[int, float]:
        """How much the running text speaks of each target, 0..1."""
        support: dict[int, float] = {}
        weights = {"title": 1.0, "tells": 1.5, "hints": 0.4, "body": 0.6, "columns": 0.5}
        for target, channels in content.by_target.items():
            total = 0.0
            for channel, phrases in channels.items():
                weight = weights.get(channel, 0.0)
                total += sum(weight * (1 + 0.25 * (min(content.hits[p].count, 4) - 1)) for p in phrases)
            support[target] = min(1.0, total / 4)
        return support

    def told(self, content: Source, papers: set[int], support: Mapping[int, float]) -> dict[int, Value]:
        """What the running text decides by itself: an order's operative part, minutes' first lines."""
        values: dict[int, Value] = {}
        for target, channels in content.by_target.items():
            tells = channels.get("tells", [])
            if not tells:
                continue
            wanted = self._papers[target]
            if papers & wanted & self.firm:
                values[target] = Value(0.85, tells)
            elif papers & self._weak[target]:
                values[target] = Value(DOUBTFUL + 0.1, tells)
            elif self._is_told_without_paper(target) and not papers & self.firm and support.get(target, 0) >= 0.5:
                values[target] = Value(0.8, tells)
        return values

    def _is_told_without_paper(self, target: int) -> bool:
        """An annex or a named other that no word need name: minutes named in a mark of approval make no minutes."""
        return self.target(target).sort != "kind" and not self.target(target).signs.paper_needed

    # -- all sources ---------------------------------------------------------------------------------------------

    def resolve(self, values: Mapping[int, Value], source: Source) -> list[int]:
        """The targets that a source decides upon, most valued first, after those that must give way are gone."""
        strong = [t for t, v in values.items() if v.value >= SURE]
        if any(not values[t].hinted for t in strong):
            strong = [t for t in strong if not values[t].hinted]
        plain = [t for t in strong if not self.target(t).signs.general]
        pushed: set[int] = set()
        for general in (t for t in strong if self.target(t).signs.general):
            key = self.target(general).key
            if any(key not in self.target(t).signs.beside for t in plain) and not self._same_firm(
                general, plain, source
            ):
                pushed.add(general)
        return sorted((t for t in strong if t not in pushed), key=lambda t: -values[t].value)

    def _same_firm(self, general: int, plain: list[int], source: Source) -> bool:
        return bool(source.papers & self.firm & self._papers[general]) and not any(
            source.papers & self.firm & self._papers[t] for t in plain
        )

    def joined(self, chosen: list[int], values: Mapping[int, Value], source: Source) -> bool:
        """Whether several kinds were named side by side (and, comma) rather than one by the words of another."""
        spans = sorted(
            (min(source.hits[p].first for p in values[t].phrases), max(source.hits[p].last for p in values[t].phrases))
            for t in chosen
        )
        words, text, places = source.reading.words, source.reading.text, source.reading.places
        for (_, end), (start, _) in itertools.pairwise(spans):
            if start <= end:
                return False
            between = text[places[end][1] : places[start][0]]
            inside = {word.lower() for word in words[end : start + 1]}
            if not (any(mark in between for mark in ",;/+&") or inside & _AND):
                return False
        return True

    def evidence(self, source: Source, phrases: Iterable[int]) -> Evidence:
        """The words of a source that decided."""
        phrases = list(phrases)
        papers = [n for n in source.hits if self.lexicon.phrases[n].channel == "paper"]
        near = phrases + papers if source.where != "content" else phrases
        words = source.quote(near)
        return Evidence(source.where, words[:200], source.page)


# A noun in an oblique case depends on another: «жоспарын бекіту», «утверждение плана» name no plan.
_RUSSIAN_GENITIVE = {"плана", "планов", "графика", "графиков", "отчета", "анализа", "списка"}


def _is_dependent(reading: Reading, hit: Hit) -> bool:
    """Whether a word that names a paper stands in a case that makes it depend on another word."""
    word = kazakh.roots(reading.words[hit.last])[-1]
    return word in _RUSSIAN_GENITIVE or bool(_KAZAKH_OBLIQUE.search(word))


# Endings on the papers' nouns, folded: accusative -ын/-ін, -ды, genitive -ның, dative -ға (possessive and plural too).
_KAZAKH_OBLIQUE = re.compile(
    r"(?:(?:ар|ер|сы|си|ы|и)(?:н|нын|нин|на|не)|(?:ар|ер|ик|ам|ау|еп)(?:ды|ди|ты|ти|дын|дин|тын|тин|га|ге|ка|ке))$"
)


def _beside(lexicon: Lexicon, key: str) -> list[int]:
    """The targets that may be named in one title with a general document."""
    return [number for number, target in enumerate(lexicon.targets) if key in target.signs.beside]


_PREPOSITIONS = {"за", "на", "по", "в", "во", "для", "с", "со", "к", "о", "об", "от", "из", "при"}
_AND = {"және", "мен", "бен", "пен", "и", "жане", "and", "әрі"}
