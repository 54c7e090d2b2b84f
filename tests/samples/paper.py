"""What a paper is before it is a file, and the hand that varies it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.samples.people import Person, Team


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``level`` 0 running text, 1 bold, 2 a heading. ``align``: left, center, right."""

    text: str
    level: int = 0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A page break."""


T = TypeVar("T")
Block = Para | Table | Break


@dataclass(slots=True)
class Paper:
    """A paper of one or more kinds. ``names``: how people call the file (kk or ru); ``format``: what suits it."""

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    best: tuple[str, ...] = ("docx", "docx", "docx", "pdf")
    titled: bool = True

    def head(self, text: str, *, upper: bool = False) -> None:
        """The paper's own title."""
        self.blocks.append(Para(text.upper() if upper else text, 2, "center"))

    def sub(self, text: str) -> None:
        """A heading inside."""
        self.blocks.append(Para(text, 1))

    def say(self, *texts: str) -> None:
        """Running text."""
        self.blocks.extend(Para(text) for text in texts)

    def centre(self, text: str, level: int = 0) -> None:
        """A centred line."""
        self.blocks.append(Para(text, level, "center"))

    def right(self, *texts: str) -> None:
        """Lines at the right edge."""
        self.blocks.extend(Para(text, 0, "right") for text in texts)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table with a head."""
        self.blocks.append(Table((tuple(head), *(tuple(row) for row in rows))))


class Hand:
    """One school's way of writing: every choice comes from one seeded source."""

    def __init__(self, rng: random.Random, team: Team) -> None:
        self.rng = rng
        self.team = team
        self.titles = True

    def paper(
        self, kinds: tuple[str, ...], names: tuple[str, ...], *, best: tuple[str, ...] = ("docx", "docx", "docx", "pdf")
    ) -> Paper:
        """Begin a paper; its title is left out while ``titles`` is false."""
        return Paper(kinds, names, best=best, titled=self.titles)

    def pick(self, *choices: str) -> str:
        """One of several wordings."""
        return self.rng.choice(choices)

    def some(self, choices: Sequence[T], low: int, high: int) -> list[T]:
        """A few of them, in their order."""
        count = min(len(choices), self.rng.randint(low, high))
        chosen = set(self.rng.sample(range(len(choices)), count))
        return [text for place, text in enumerate(choices) if place in chosen]

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.rng.random() < share

    def number(self, low: int, high: int) -> int:
        """A number, both ends possible."""
        return self.rng.randint(low, high)

    def member(self) -> Person:
        """Somebody of the association."""
        return self.rng.choice(self.team.members)

    def grade(self) -> str:
        """A form: «7 «Ә»»."""
        return f"{self.rng.randint(5, 11)} «{self.pick('А', 'Ә', 'Б', 'В')}»"

    def day(self, month: int | None = None, year: int = 2025) -> str:
        """A date as dd.mm.yyyy."""
        return f"{self.rng.randint(1, 28):02d}.{month or self.rng.randint(1, 12):02d}.{year}"
