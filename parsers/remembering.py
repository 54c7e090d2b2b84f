"""What was once made of a word is remembered, for words come again; what is long is not, for it does not.

A cache that is bounded by the number of its entries alone is not bounded in bytes: letters without spaces between, a
link, a picture written as text are one word of any length to it, and a daemon that lives for weeks would keep them by
the thousand.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar

WORD, LINE = 64, 400  # characters: hardly a word of the two languages is longer, hardly a line of a form

T = TypeVar("T")
Beside = TypeVar("Beside", bound=Hashable)


class _Known(dict[str, T]):
    """By text. When it is full it is begun anew: cheaper than knowing what was asked for last."""

    def __init__(self, work: Callable[[str], T], count: int, longest: int) -> None:
        super().__init__()
        self._work, self._count, self._longest = work, count, longest

    def __missing__(self, text: str) -> T:
        made = self._work(text)
        if len(text) <= self._longest:
            if len(self) >= self._count:
                self.clear()
            self[text] = made
        return made


def remembered(count: int, longest: int = WORD) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """For a pure function of one text: ``count`` results are kept, of texts of at most ``longest`` characters."""

    def of(work: Callable[[str], T]) -> Callable[[str], T]:
        return _Known(work, count, longest).__getitem__

    return of


def remembered_beside(
    count: int, longest: int = WORD
) -> Callable[[Callable[[str, Beside], T]], Callable[[str, Beside], T]]:
    """The same for a text and something beside it; where that is a text too, it has to be as short."""

    def of(work: Callable[[str, Beside], T]) -> Callable[[str, Beside], T]:
        known: Callable[[str, Beside], T] = lru_cache(maxsize=count)(work)

        @wraps(work)
        def made(text: str, beside: Beside) -> T:
            if len(text) > longest or (isinstance(beside, str) and len(beside) > longest):
                return work(text, beside)
            return known(text, beside)

        return made

    return of
