"""What reading is about: the targets, their phrases, where those stand in a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from parsers import kazakh
from parsers.knowledge import Knowledge, Other, Signs

Channel = Literal[
    "title",
    "hints",
    "tells",
    "body",
    "columns",
    "needs",
    "excludes",
    "half",
    "paper",
    "paper_body",
    "paper_columns",
    "letterhead",
    "approval",
    "contents",
    "cover",
    "neutral",
]
Sort = Literal["kind", "annex", "none"]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a paper may turn out to be: a kind, an annex, a named other."""

    key: str
    sort: Sort
    signs: Signs
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the configuration: whose it is (a target, a paper or -1), for what, and which half of a title."""

    owner: int
    channel: Channel
    part: int = 0


class Hit(NamedTuple):
    """Where a phrase stood first, as places in the list of words, and how often it stood."""

    first: int
    last: int
    count: int  # type: ignore[assignment]  # a tuple's own count() is not wanted here


@dataclass(slots=True)
class Reading:
    """Words of a stretch of text with what each may begin a phrase with."""

    text: str
    words: list[str] = field(default_factory=list)
    roots: list[tuple[int, ...]] = field(default_factory=list)
    hits: Mapping[int, Hit] | None = None  # the lexicon's phrases in it, once they were asked for
    _places: list[tuple[int, int]] | None = None

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where each word stands in the text, found when first asked for."""
        if self._places is None:
            self._places = kazakh.places(self.text)
        return self._places

    def quote(self, hit: Hit) -> str:
        """The words of a hit as written."""
        return " ".join(self.text[self.places[hit.first][0] : self.places[hit.last][1]].split())


def targets(knowledge: Knowledge) -> Iterator[Target]:
    """All that a configuration lets a paper be: the kinds in their order, the annexes, the named others."""
    yield from (Target(kind.key, "kind", kind.signs) for kind in knowledge.kinds)
    yield from (_other(annex, "annex") for annex in knowledge.annexes)
    yield from (_other(other, "none") for other in knowledge.others)


def _other(other: Other, sort: Sort) -> Target:
    return Target(other.key, sort, other.signs, other.types)
