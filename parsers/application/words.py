"""Words of labels: squashed for comparing, alike in their endings, and what stands in brackets or before them."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein

from parsers.kazakh import fold, transliterated
from parsers.remembering import LINE, remembered, remembered_beside

TOKEN = re.compile(r"[^\W\d_]+|\d+")
_LATIN = re.compile(r"[a-z]")
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?![^\W\d_]))?")  # Т.А.Ә., Ф. И. О.
_DOTS = re.compile(r"[.\s]")
OWNER = re.compile(r"(?:нын|нин|дын|дин|тын|тин)$")  # the Kazakh genitive, folded: somebody's
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
NUMBERING = re.compile(
    r"^\s*(?:(?:№\s*)?\d{1,2}(?:\.\d{1,2})*\s*[.)]+(?!\d)|[•▪●○□☐✓*·\-–—]+(?=\s)|\d{1,2}(?=\s+[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]))\s*"
)
# What Kazakh and Russian add to a noun without making it another one: whose it is, and that there are many.
_HARMLESS = ("ы", "и", "сы", "си", "лары", "лери", "дары", "дери", "тары", "тери", "лар", "лер", "а")


def _cyrillic(text: str) -> str:
    """The folded text, Latin words as the Kazakh or Russian that they may be («mekenjaiy»)."""
    folded = fold(text)
    return transliterated(folded) if _LATIN.search(folded) else folded


@remembered(8192, LINE)
def squash(text: str) -> str:
    """Letters and digits of the folded text and nothing else."""
    return "".join(TOKEN.findall(_cyrillic(text)))


@remembered(8192, LINE)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text, dotted abbreviations as one word."""
    return tuple(TOKEN.findall(_cyrillic(_DOTTED.sub(lambda match: _DOTS.sub("", match[0]) + " ", text))))


def is_sentence(text: str) -> bool:
    """Whether a text of some length ends as a sentence does."""
    return text.rstrip().endswith((".", "!", "?", ";")) and len(text.split()) > 4


def names_something(text: str) -> bool:
    """Whether a capital stands inside a text that is not all capitals, abbreviations aside: a value may begin there."""
    words = [word for word in TOKEN.findall(text) if len(word) > 1]
    return any(word[:1].isupper() and not word.isupper() for word in words[1:])


def without_brackets(text: str) -> str:
    """The text without what stands in brackets, also in a bracket that is never closed."""
    bare = _BRACKETS.sub(" ", text)
    return re.sub(r"[(\[][^()\[\]]*$", " ", bare).strip()


def bracketed(text: str) -> Iterator[str]:
    """What stands in brackets."""
    for match in _BRACKETS.finditer(text):
        yield match[1] if match[1] is not None else match[2]


def other_case(key: str, label: str) -> bool:
    """Whether a text is a label with an ending that makes it say something else («жетекшісі» → «жетекшісінің»)."""
    longer = key[len(label) :] if key.startswith(label) else ""
    return len(longer) >= 2 and longer not in _HARMLESS


def one_noun(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with one noun for a telephone's number, however it is called."""
    return tuple(PHONE if word in _PHONES else word for word in words)


# Words that say how fully or for what, and never whose or what: they leave a label's meaning as it is.
_PLAIN_KAZAKH = ("бойынша", "толық", "ресми", "нақты", "жеке", "толығымен")
_PLAIN_RUSSIAN = (
    "по",
    "согласно",
    "полное",
    "полный",
    "полностью",
    "для",
    "связи",
    "с",
    "личный",
    "точный",
    "контактный",
    "приемной",
)
PLAIN = {fold(word) for word in _PLAIN_KAZAKH + _PLAIN_RUSSIAN}
PHONE = fold("телефон")
_PHONES = {fold(word) for word in ("тел", "номер", "нөмірі", "нөмір", "нөмірлері", "номера", "телефондары", "телефоны")}
_FORGIVEN = 6  # letters of a stem in which one slip is forgiven
_LONG = 8  # letters of a word whose first one may be a slip
_VOWELS = "аеиоуыюяь"
_SOFTENED = {("п", "б"), ("к", "г")}


@remembered_beside(65536)
def same(one: str, other: str) -> bool:
    """Whether two folded words differ only in their ending («мектеп», «мектебінің»; «школа», «школы»)."""
    return _alike(one, other)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((_stem(one), _stem(other)), key=len)
    if len(short) < 4:
        return short == long
    if long.startswith(short):
        return len(long) - len(short) <= 7
    if len(long) >= len(short) >= 5 and long.startswith(short[:-1]) and (short[-1], long[len(short) - 1]) in _SOFTENED:
        return True
    if len(short) < _FORGIVEN:
        return False
    # One slip of the pen, with another ending behind it or not.
    begins = [long] if len(long) - len(short) <= 1 else [long[: len(short) + by] for by in (-1, 0, 1)]
    return any(Levenshtein.distance(short, begin, score_cutoff=1) <= 1 for begin in begins) and (
        short[0] == long[0] or len(short) >= _LONG
    )


def _stem(word: str) -> str:
    """The word without up to two vowels at its end."""
    for _ in range(2):
        if len(word) > 3 and word[-1] in _VOWELS:
            word = word[:-1]
    return word


def left_over(words: tuple[str, ...], label: tuple[str, ...]) -> list[str] | None:
    """The words that a label does not cover; None when the label has a word that is not there."""
    left = list(words)
    for word in label:
        place = next((at for at, have in enumerate(left) if same(have, word)), None)
        if place is None:
            return None
        del left[place]
    return left


class Vocabulary:
    """Words of all labels, and which of them a word is alike; every word is compared once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        self._long: list[str] = []
        for word in dict.fromkeys(words):
            self._by_letter.setdefault(word[0], []).append(word)
            if len(word) >= _LONG:
                self._long.append(word)
        self._like: dict[str, tuple[str, ...]] = {}

    def like(self, word: str) -> tuple[str, ...]:
        """The words of the labels that differ from this one in their ending only."""
        found = self._like.get(word)
        if found is None:
            if len(self._like) > 20_000:
                self._like.clear()
            near = self._by_letter.get(word[0], [])
            if len(word) >= _LONG:  # a slip of the pen may also be in the first letter
                near = [*near, *(other for other in self._long if other[0] != word[0])]
            # Short words are alike from their beginning; a slip of the pen is forgiven in longer ones only.
            begin, forgiven = word[:3], len(word) >= _FORGIVEN
            found = self._like[word] = tuple(
                other
                for other in near
                if (other[:3] == begin or (forgiven and len(other) >= _FORGIVEN)) and _alike(word, other)
            )
        return found
