"""Whether two names are one person's, three-valued: what can be told only perhaps is left to a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from parsers.nominative import nominative
from parsers.remembering import LINE, remembered
from pipeline.sounding import Same, coarse, sound, stem

# The father's name by its ending: in Russian as it sounds, in Kazakh as written (Серікқызы sounds as if it had one к).
_RUSSIAN = re.compile(r"(?:ович|евич|ивич|овна|евна|ивна|инична|ична|ич)$")
_KAZAKH = re.compile(r"^(.{3,}?)(?:ұлы|улы|қызы|кызы|кизи|uly|ūly|qyzy|kyzy|kizi)$")
_KAZAKH_WORD = re.compile(r"^(?:ұлы|улы|қызы|кызы|uly|qyzy|kyzy)$")
_INITIAL = re.compile(r"^(?:[^\W\d_]|sh|ch|zh|kh|gh|ya|yu|ye)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart: full words (surname and given name, in any order), initials, the father's stem."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    father: str


@remembered(4096, LINE)
def person_name(text: str) -> PersonName:
    """Take a person's name apart; what follows a comma (a post, a phone) is no name.

    A name whose father's name shows another case («Мукановой Айсулу Толегеновны») is taken in the first.
    """
    first = next((piece for piece in re.split(r"[,;(\n]|\s[–—-]\s", text) if piece.strip()), "")
    words: list[str] = []
    initials: list[str] = []
    father = ""
    for written in re.findall(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*", nominative(" ".join(first.lower().split()))):
        parent = _father(written)
        if _INITIAL.match(written):
            initials.append(sound(written)[:1])
        elif _KAZAKH_WORD.match(written) and len(words) > 1:
            father = stem(words.pop())
        elif parent and not father:
            father = parent
            words.append("")  # where it stood: a name of two words may have its surname there
        else:
            words.append(sound(written.replace("-", "")))
    known = [word for word in words if word]
    if father and len(known) + len(initials) < 2 and len(words) > len(known):
        return PersonName(tuple(word or father for word in words), tuple(initials), "")
    return PersonName(tuple(known), tuple(initials), father)


def _father(written: str) -> str:
    """The father's name in a patronymic as a stem, "" for another word."""
    if kazakh := _KAZAKH.match(written):
        return stem(kazakh[1])
    word = sound(written)
    return stem(_RUSSIAN.sub("", word)) if len(word) > 5 and _RUSSIAN.search(word) else ""


def same_person(a: str | None, b: str | None) -> Same:
    """Whether two names are one person's: order, initials, spelling and the father's name's ending do not matter."""
    one, two = person_name(a or ""), person_name(b or "")
    if not (one.words and two.words):
        return Same.MAYBE
    if one == two and (len(one.words) > 1 or one.initials):
        return Same.YES
    few, many = sorted((one, two), key=lambda name: (not name.initials, len(name.words)))
    if few.initials or len(few.words) == 1:
        return _same_by_initials(few, many)
    few, many = sorted((one, two), key=lambda name: len(name.words))
    same = _weakest(_nearest(word, many.words) for word in few.words)
    return _weakest((same, _same_father(one, two)))


_RANK = {Same.NO: 0, Same.MAYBE: 1, Same.YES: 2}


def _weakest(answers: Iterable[Same]) -> Same:
    return min(answers, key=_RANK.__getitem__, default=Same.MAYBE)


def _same_word(a: str, b: str) -> Same:
    if a == b:
        return Same.YES
    slip = min(len(a), len(b)) >= 5 and a[0] == b[0] and OSA.distance(a, b) == 1
    return Same.MAYBE if slip or coarse(a) == coarse(b) else Same.NO


def _nearest(word: str, others: tuple[str, ...]) -> Same:
    return max((_same_word(word, other) for other in others), key=_RANK.__getitem__)


def _same_father(one: PersonName, two: PersonName) -> Same:
    if not (one.father and two.father):
        return Same.YES
    return _same_word(one.father, two.father)


def _same_by_initials(short: PersonName, full: PersonName) -> Same:
    """A surname with initials (or alone) against a name: the surname must be there, each initial must fit the rest."""
    surname = max(short.words, key=lambda word: _RANK[_nearest(word, full.words)])
    answer = _nearest(surname, full.words)
    if answer is Same.NO:
        return Same.NO
    rest = list(full.words)
    rest.remove(max(rest, key=lambda word: _RANK[_same_word(surname, word)]))
    given = [word[0] for word in rest] or list(full.initials[:1])
    fathers = [full.father[0]] if full.father else list(full.initials if rest else full.initials[1:])
    return _weakest((answer, _fit(short, given + fathers, bool(fathers) or len(rest) > 1)))


def _fit(short: PersonName, letters: list[str], with_father: bool) -> Same:
    """Whether initials fit the first letters of the other names; sure only where two of them could be compared."""
    mine = list(short.initials) + ([short.father[0]] if short.father else [])
    compared = list(zip(mine, letters, strict=False))
    if any(coarse(a) != coarse(b) for a, b in compared):
        return Same.NO
    return Same.YES if len(compared) >= 2 and with_father else Same.MAYBE


def same_full_name(a: str | None, b: str | None) -> bool:
    """Whether two names, written out in full and alike complete, surely are one person's."""
    return bool(person_keys(a) & person_keys(b))


def person_keys(text: str | None) -> frozenset[str]:
    """Keys of a name written out in full: pairs of its words, in any order, with the father's name if it is there.

    Surnames with initials, and surnames alone, have none: they are too many people's.
    """
    name = person_name(text or "")
    if name.initials:
        return frozenset()
    return frozenset(f"{' '.join(pair)} {name.father}" for pair in combinations(sorted(name.words), 2))
