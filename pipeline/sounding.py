"""How words sound, whatever they are typed in, and whether a word belongs to a root of the configuration.

Spelling is folded (Kazakh letters, Russian letters, Latin) and endings are cut, so that what is compared is what a name
sounds like.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from parsers.kazakh import transliterated
from parsers.remembering import LINE, remembered, remembered_beside


class Same(StrEnum):
    """Whether two spellings mean one thing."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


# Beyond the folding of spelling: what Russian and Kazakh clerks write for one and the same sound.
_SOUNDS = str.maketrans({"ы": "и", "щ": "ш", "ь": "", "я": "а", "ю": "у", '"': "", "'": ""})
# Letters that one language writes for another's: Бахыт and Бақыт, Умирбек and Өмірбек. Only "maybe" rests on them.
_COARSE = str.maketrans({"х": "к", "о": "у", "е": "и", "в": "у", "ф": "п", "ц": "с"})
_VOWELS = "аеиоу"
_VOICED = {"п": "б", "к": "г"}
_TWICE = re.compile(r"(.)\1+")


_SHORT = 3  # sounds of a root that is a whole word


@remembered(16384)
def sound(word: str) -> str:
    """A word as it sounds in either language: the same for Әлия, Алия, Aliya; for Қайрат, Кайрат, Qairat."""
    low = transliterated(word).replace("дж", "ж").replace("ия", "иа").translate(_SOUNDS)
    return _TWICE.sub(r"\1", low)


def coarse(word: str) -> str:
    """A sounding with the letters as one that the two languages exchange; every pair of equal sounds is equal here."""
    return _TWICE.sub(r"\1", sound(word).replace("нг", "н").translate(_COARSE))


def stem(word: str) -> str:
    """A sounding without the vowels that cases add: Жабаева and Жабаев, гимназия and гимназиясы begin alike."""
    low = sound(word)
    short = low.rstrip(_VOWELS)
    return short if len(short) >= 3 else low[:3]


@remembered(4096)
def _root(word: str) -> str:
    """How a root of the configuration sounds; kept whole when it is short, or it would begin too many words."""
    low, short = sound(word), stem(word)
    return short if len(low) > 4 and len(short) > _SHORT else low  # «химия» is no «хим»


@remembered_beside(16384)
def belongs(word: str, root: str) -> bool:
    """Whether a word belongs to a root of the configuration: begins with it, or is it when it is short.

    A last п or к of the root may be б or г in the word, as Kazakh has it before endings: мектеп, мектебі.
    """
    low, start = sound(word), _root(root)
    if len(start) <= _SHORT:
        return low == start
    return low.startswith((start, start[:-1] + _VOICED.get(start[-1], start[-1])))


def phrases_at(words: tuple[str, ...], phrase: str) -> Iterator[int]:
    """Where a phrase of the configuration begins among the words, in any ending."""
    roots = words_of(phrase)
    for start in range(len(words) - len(roots) + 1 if roots else 0):
        if belongs(words[start], roots[0]) and all(map(belongs, words[start + 1 :], roots[1:])):
            yield start


_WORD = re.compile(r"№|#|[,;()\n]|\d+(?:/\d+)?|[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
BREAKS = frozenset(",;()\n")


@remembered(4096, LINE)
def words_of(text: str) -> tuple[str, ...]:
    """Words, numbers, number signs and breaks (commas, brackets, line ends) in order, in lower case."""
    return tuple(_WORD.findall(text.lower()))


@remembered_beside(16384)
def belongs_to_any(word: str, roots: tuple[str, ...]) -> bool:
    """Whether a word belongs to one of the roots."""
    return any(belongs(word, root) for root in roots)


def is_beside(words: tuple[str, ...], at: int, roots: tuple[str, ...]) -> bool:
    """Whether the word before or after, in the same phrase, belongs to one of the roots."""
    around = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return any(belongs_to_any(word, roots) for word in around)
