"""Whether two spellings are one school, one person, one address: yes, maybe, no.

Three-valued, because a wrong "yes" merges two schools and a wrong "no" lets one school in twice: what can be told only
perhaps is left to a person. Spelling is folded (Kazakh letters, Russian letters, Latin), endings are cut, so that what
is compared is what a name sounds like. The words of schools' names come from the configuration (``[schools]``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from parsers.kazakh import transliterated
from pipeline.contest import Schools


class Same(StrEnum):
    """Whether two spellings mean one thing."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


# ------------------------------------------------------------------ how words sound

# Beyond the folding of spelling: what Russian and Kazakh clerks write for one and the same sound.
_SOUNDS = str.maketrans({"ы": "и", "щ": "ш", "ь": "", "я": "а", "ю": "у", '"': "", "'": ""})
# Letters that one language writes for another's: Бахыт and Бақыт, Умирбек and Өмірбек. Only "maybe" rests on them.
_COARSE = str.maketrans({"х": "к", "о": "у", "е": "и", "в": "у", "ф": "п", "ц": "с"})
_VOWELS = "аеиоу"
_VOICED = {"п": "б", "к": "г"}
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
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


@lru_cache(maxsize=4096)
def _root(word: str) -> str:
    """How a root of the configuration sounds; kept whole when it is short, or it would begin too many words."""
    low = sound(word)
    return stem(word) if len(low) > 4 else low


@lru_cache(maxsize=65536)
def belongs(word: str, root: str) -> bool:
    """Whether a word belongs to a root of the configuration: begins with it, or is it when it is short.

    A last п or к of the root may be б or г in the word, as Kazakh has it before endings: мектеп, мектебі.
    """
    low, start = sound(word), _root(root)
    if len(start) <= 3:
        return low == start
    return low.startswith((start, start[:-1] + _VOICED.get(start[-1], start[-1])))


def phrases_at(words: tuple[str, ...], phrase: str) -> Iterator[int]:
    """Where a phrase of the configuration begins among the words, in any ending."""
    roots = _words(phrase)
    for start in range(len(words) - len(roots) + 1 if roots else 0):
        if all(belongs(word, root) for word, root in zip(words[start:], roots, strict=False)):
            yield start


_WORD = re.compile(r"№|#|[,;()\n]|\d+(?:/\d+)?|[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_BREAKS = frozenset(",;()\n")


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """Words, numbers, number signs and breaks (commas, brackets, line ends) in order, in lower case."""
    return tuple(_WORD.findall(text.lower()))


# ------------------------------------------------------------------ schools


@dataclass(frozen=True, slots=True)
class SchoolName:
    """What a school's name says: its number ("" for none), its types, its own words as stems, whether it is private.

    ``types`` is None where no word for a school stands ("№ 79"), empty for a plain «мектеп». ``apart``: all its types
    are of what is no school. A name that says nothing (an empty field, «мектеп» alone) has neither number nor words.
    """

    number: str
    types: frozenset[str] | None
    words: frozenset[str]
    private: bool
    apart: bool

    @property
    def says_something(self) -> bool:
        """Whether the name tells this school from another."""
        return bool(self.number or self.words)


def school_name(text: str | None, schools: Schools) -> SchoolName:
    """Take a school's name apart."""
    return _school_name(text or "", schools)


_DIGITS = re.compile(r"\+?\d[\d\s()\-–./]*")
_SIGNED = re.compile(r"((?:№|#)\s*\d{1,3}(?!\d))")
_SIGN_AFTER = re.compile(r"(\d{1,3})\s*№(?!\s*\d)(?:\s*-\s*[^\W\d_]{1,4}\b)?")
_ORDINAL = re.compile(
    r"(?<=\d)\s*[-–]?\s*(?:ыншы|інші|ншы|нші|шы|ші|шi|ши|сы|сі|ая|яя|ой|ый|ий|го|ом|я|й)\b", re.IGNORECASE
)


def _number_words(text: str) -> tuple[str, ...]:
    """The words of a text in which every number may be a school's: no phones, years, dates, business numbers."""
    pieces = _SIGNED.split(_SIGN_AFTER.sub(r"№ \1 ", text))
    return _words(_ORDINAL.sub(" ", "".join(p if _SIGNED.match(p) else _DIGITS.sub(_small, p) for p in pieces)))


def _small(run: re.Match[str]) -> str:
    """A run of digits and marks, kept when it is too short for a phone, with its longer numbers and dates left out."""
    written = run.group()
    if len(re.sub(r"\D", "", written)) >= 7 or re.search(r"\d[./]\d+[./]\d", written):
        return " "
    return re.sub(r"\d{4,}", " ", written)


@lru_cache(maxsize=4096)
def _school_name(text: str, schools: Schools) -> SchoolName:
    words = _named(_number_words(text), schools)
    types = frozenset(kind.key for kind in schools.types for word in words if _any(word, kind.words))
    private = any(_any(word, schools.private) for word in words)
    own = frozenset(w if w.startswith("=") else stem(w) for w in _own_words(words, schools))
    apart = bool(types) and types <= {kind.key for kind in schools.types if kind.apart}
    return SchoolName(_number(words, schools), types - {"school"} if types else None, own, private, apart)


def _any(word: str, roots: tuple[str, ...]) -> bool:
    return any(belongs(word, root) for root in roots)


@lru_cache(maxsize=64)
def _type_words(schools: Schools) -> tuple[str, ...]:
    return tuple(root for kind in schools.types for root in kind.words)


def _tells_nothing(word: str, schools: Schools) -> bool:
    """Whether a word tells no school from another (a single letter is an initial of the one it is named after)."""
    if len(word) == 1 or word[0].isdigit() or word in schools.number:
        return True
    return _any(word, (*schools.plain, *schools.private, *schools.places, *_type_words(schools)))


def _named(words: tuple[str, ...], schools: Schools) -> tuple[str, ...]:
    """The words with every known spelling of one name as one mark ("=0")."""
    left = words
    for index, spellings in enumerate(schools.named):
        for spelling in spellings:
            for at in list(phrases_at(left, spelling))[:1]:
                left = (*left[:at], f"={index}", *left[at + len(_words(spelling)) :])
    return left


def _own_words(words: tuple[str, ...], schools: Schools) -> list[str]:
    """The words that are a school's own."""
    left = words
    for phrase in schools.plain:
        for at in list(phrases_at(left, phrase))[:1] if " " in phrase or "-" in phrase else ():
            left = (*left[:at], *left[at + len(_words(phrase)) :])
    beside = (*schools.places, *schools.districts)
    own = [word for i, word in enumerate(left) if not (word.isalpha() and _beside(left, i, beside))]
    return [word for word in own if word.startswith("=") or not _tells_nothing(word, schools)]


def _number(words: tuple[str, ...], schools: Schools) -> str:
    """The school's own number: the one with a number sign, else the one beside a word for a school; "" for none."""
    numbers = [i for i, word in enumerate(words) if word.isdigit() and len(word) <= 3]
    candidates = [i for i in numbers if not _of_a_place(words, i, schools)]
    signed = [i for i in candidates if i and words[i - 1] in schools.number]
    chosen = signed or [i for i in candidates if _reach(words, i, schools) < _FAR]
    if not chosen:
        return ""
    return words[min(chosen, key=lambda i: (_reach(words, i, schools), i))].lstrip("0")


def _of_a_place(words: tuple[str, ...], at: int, schools: Schools) -> bool:
    """Whether a number is a house's: a word for a street or a house stands before it in its phrase, or right after."""
    back = at - 1 if at and words[at - 1] in schools.number else at
    for distance, word in enumerate(reversed(words[:back]), start=1):
        if word in _BREAKS or word[0].isdigit() or distance > 4:
            break
        if _any(word, schools.places) and (distance == 1 or (len(word) > 1 and back == at)):
            return True
    return at + 1 < len(words) and len(words[at + 1]) > 1 and _any(words[at + 1], schools.places)


_FAR = 99


def _reach(words: tuple[str, ...], at: int, schools: Schools) -> int:
    """How far the nearest word for a school is from a number; far when a break or another name lies between."""
    nearest = _FAR
    for step in (1, -1):
        i = at + step
        while 0 <= i < len(words) and not _any(words[i], _type_words(schools)):
            small = words[i] in schools.number or (len(words[i]) == 1 and words[i].isalpha())
            if words[i] in _BREAKS or not (small or _any(words[i], schools.plain)):
                break
            i += step
        else:
            if 0 <= i < len(words):
                nearest = min(nearest, abs(i - at))
    return nearest


def same_school(a: str | None, b: str | None, schools: Schools) -> Same:
    """Whether two names are one school's. A name that says nothing may be anybody's."""
    one, two = school_name(a, schools), school_name(b, schools)
    if not (one.says_something and two.says_something):
        return Same.MAYBE
    if one.apart != two.apart and None not in (one.types, two.types):
        return Same.NO
    if one.number and two.number:
        return _same_numbered(one, two)
    if not _akin(one.words, two.words):
        return Same.NO
    if one.number or two.number or one.words != two.words:
        return Same.MAYBE
    return Same.YES if one.types == two.types or None in (one.types, two.types) else Same.MAYBE


def _akin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether names share so much that they may be one: all words of the shorter, or half of all."""
    shared = a & b
    return bool(shared) and (shared in (a, b) or 2 * len(shared) >= len(a | b))


def _same_numbered(one: SchoolName, two: SchoolName) -> Same:
    if one.number != two.number or (one.private != two.private and not _akin(one.words, two.words)):
        return Same.NO
    types_agree = one.types == two.types or None in (one.types, two.types)
    names_agree = bool(one.words & two.words) or not (one.words and two.words)
    return Same.YES if types_agree and names_agree and one.private == two.private else Same.MAYBE


def school_keys(text: str | None, schools: Schools) -> frozenset[str]:
    """Keys of a school's name: two names that are or may be one school's share one, if both say something."""
    name = school_name(text, schools)
    return frozenset(({name.number} if name.number else set()) | name.words)


def mentioned_schools(text: str, schools: Schools) -> frozenset[str]:
    """Numbers of schools that a subject or a mailbox's name mentions: only ones beside a word for a school."""
    words = _number_words(text)
    return frozenset(
        word.lstrip("0")
        for i, word in enumerate(words)
        if word.isdigit() and len(word) <= 3 and not _of_a_place(words, i, schools) and _reach(words, i, schools) < _FAR
    )


# ------------------------------------------------------------------ people

_FATHER = re.compile(r"(?:ович|евич|ивич|овна|евна|ивна|инична|ична|ули|кизи|огли|ич)$")
_FATHER_WORD = re.compile(r"^(?:ули|кизи|огли)$")
_INITIAL = re.compile(r"^(?:[^\W\d_]|[шчжг]х?|sh|ch|zh|kh|gh|ya|yu|ye)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart: full words (surname and given name, in any order), initials, the father's stem."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    father: str


@lru_cache(maxsize=4096)
def person_name(text: str) -> PersonName:
    """Take a person's name apart; what follows a comma (a post, a phone) is no name."""
    first = next((piece for piece in re.split(r"[,;(\n]|\s[–—-]\s", text) if piece.strip()), "")
    words: list[str] = []
    initials: list[str] = []
    father = ""
    for written in re.findall(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*", first):
        word = sound(written.replace("-", " ")).replace(" ", "")
        if _INITIAL.match(written):
            initials.append(word[:1])
        elif _FATHER_WORD.match(word) and len(words) > 1:
            father = stem(words.pop())
        elif _FATHER.search(word) and words and len(word) > 5 and not father:
            father = stem(_FATHER.sub("", word))
        elif word:
            words.append(word)
    return PersonName(tuple(words), tuple(initials), father)


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


def person_keys(text: str | None) -> frozenset[str]:
    """Keys of a person's name: two names that surely are one person's share one.

    Every name with every other one's first letter, for nobody can tell a Kazakh surname from a given name.
    """
    name = person_name(text or "")
    letters = [*(word[0] for word in name.words), *name.initials]
    words = [coarse(word) for word in name.words]
    return frozenset(
        f"{word} {coarse(letter)}" for i, word in enumerate(words) for j, letter in enumerate(letters) if i != j
    ) | frozenset(words[:1] if len(name.words) == 1 and not name.initials else ())


# ------------------------------------------------------------------ places, phones, words


def address_keys(text: str | None, schools: Schools) -> frozenset[str]:
    """Keys of a place: each name of its street with the house's number. Two addresses are one when they share a key
    and the names of one are among the other's (see ``same_address``); an address without both has none."""
    names, house = _address(text or "", schools)
    return frozenset(f"{name} {house}" for name in names) if house else frozenset()


def same_address(a: str | None, b: str | None, schools: Schools) -> bool:
    """Whether two addresses surely are one place: the same house of the same street."""
    (names, house), (others, other_house) = _address(a or "", schools), _address(b or "", schools)
    return bool(house and names and others) and house == other_house and (names <= others or others <= names)


_HOUSE = re.compile(r"(\d{1,3})(?:\s*[/-]\s*(\d{1,2}|[а-яa-z]))?(?![\d])")


@lru_cache(maxsize=4096)
def _address(text: str, schools: Schools) -> tuple[frozenset[str], str]:
    """Names of the street as stems, and the house's number; without town, district and words for streets."""
    left = re.sub(r"\d{4,}", " ", text.lower())
    houses = list(_HOUSE.finditer(left))
    house = "/".join(part for part in houses[-1].groups() if part) if houses else ""
    words = _words(left)
    nothing = (*schools.places, *schools.plain)
    named = [
        word
        for i, word in enumerate(words)
        if len(word) > 3 and word.isalpha() and not _any(word, nothing) and not _beside(words, i, schools.districts)
    ]
    return frozenset(stem(word) for word in named), house


def _beside(words: tuple[str, ...], at: int, roots: tuple[str, ...]) -> bool:
    """Whether the word before or after, in the same phrase, belongs to one of the roots."""
    around = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return any(_any(word, roots) for word in around)


def phone_keys(text: str | None) -> frozenset[str]:
    """The phones in a field as their last ten digits; too short ones and such as no phone has (one digit) have none."""
    keys: set[str] = set()
    for found in re.findall(r"\+?\d[\d\s()\-–.]{5,}\d", text or ""):
        digits = re.sub(r"\D", "", found)[-10:]
        if len(digits) >= 6 and len(set(digits[-6:])) > 1:
            keys.add(digits)
    return frozenset(keys)


def names_place(text: str | None, phrases: tuple[str, ...], schools: Schools) -> str:
    """The first of the phrases (names of towns) that the text names as a town, not as a street or a district."""
    words = _words(text or "")
    beside = (*schools.places, *schools.districts)
    for phrase in phrases:
        last = len(_words(phrase)) - 1
        for at in phrases_at(words, phrase):
            if not (_beside(words, at, beside) or _beside(words, at + last, beside)):
                return phrase
    return ""


def names_word(text: str | None, phrases: tuple[str, ...]) -> str:
    """The first of the phrases that the text holds, in any ending; "" for none."""
    words = _words(text or "")
    return next((phrase for phrase in phrases if any(True for _ in phrases_at(words, phrase))), "")
