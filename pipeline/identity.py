"""Whether two spellings are one school: yes, maybe, no; people and places in the modules beside this one.

Three-valued, because a wrong "yes" merges two schools and a wrong "no" lets one school in twice: what can be told only
perhaps is left to a person. The words of schools' names come from the configuration (``[schools]``).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.remembering import LINE, remembered_beside
from pipeline.people import person_keys, same_full_name, same_person
from pipeline.places import address_keys, names_place, names_word, phone_keys, same_address
from pipeline.school_words import Schools
from pipeline.sounding import BREAKS, Same, belongs_to_any, is_beside, phrases_at, stem, words_of

__all__ = [
    "Same",
    "SchoolName",
    "address_keys",
    "mentioned_schools",
    "names_place",
    "names_word",
    "person_keys",
    "phone_keys",
    "same_address",
    "same_full_name",
    "same_person",
    "same_school",
    "school_keys",
    "school_name",
    "spelt",
]


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


def spelt(name: str) -> str:
    """A school's name as a person wrote it, but for spaces and capitals: what two decisions name alike is one."""
    return " ".join(name.casefold().split())


_DIGITS = re.compile(r"\+?\d[\d\s()\-–./]*")
_SIGNED = re.compile(r"((?:№|#)\s*\d{1,3}(?!\d))")
_SIGN_AFTER = re.compile(r"(\d{1,3})\s*№(?!\s*\d)(?:\s*-\s*[^\W\d_]{1,4}\b)?")
_ORDINAL = re.compile(
    r"(?<=\d)\s*[-–]?\s*(?:ыншы|інші|ншы|нші|шы|ші|шi|ши|сы|сі|ая|яя|ой|ый|ий|го|ом|я|й"
    r"|ynshy|inshi|nshy|nshi|shy|shi|sy|aya|ya|oi|oy|yi|iy)\b",
    re.IGNORECASE,
)


def _number_words(text: str) -> tuple[str, ...]:
    """The words of a text in which every number may be a school's: no phones, years, dates, business numbers."""
    pieces = _SIGNED.split(_SIGN_AFTER.sub(r"№ \1 ", text))
    return words_of(_ORDINAL.sub(" ", "".join(p if _SIGNED.match(p) else _DIGITS.sub(_small, p) for p in pieces)))


def _small(run: re.Match[str]) -> str:
    """A run of digits and marks, kept when it is too short for a phone, with its longer numbers and dates left out."""
    written = run.group()
    if len(re.sub(r"\D", "", written)) >= 7 or re.search(r"\d[./]\d+[./]\d", written):
        return " "
    return re.sub(r"\d{4,}", " ", written)


@remembered_beside(4096, LINE)
def _school_name(text: str, schools: Schools) -> SchoolName:
    words = _named(_number_words(text), schools)
    types = frozenset(kind.key for kind in schools.types for word in words if belongs_to_any(word, kind.words))
    private = any(belongs_to_any(word, schools.private) for word in words)
    own = frozenset(w if w.startswith("=") else stem(w) for w in _own_words(words, schools))
    apart = bool(types) and types <= {kind.key for kind in schools.types if kind.apart}
    return SchoolName(_number(words, schools), types - {"school"} if types else None, own, private, apart)


@lru_cache(maxsize=64)
def _type_words(schools: Schools) -> tuple[str, ...]:
    return tuple(root for kind in schools.types for root in kind.words)


def _tells_nothing(word: str, schools: Schools) -> bool:
    """Whether a word tells no school from another (a single letter is an initial of the one it is named after)."""
    if len(word) == 1 or word[0].isdigit() or word in schools.number:
        return True
    return belongs_to_any(word, (*schools.plain, *schools.private, *schools.places, *_type_words(schools)))


def _named(words: tuple[str, ...], schools: Schools) -> tuple[str, ...]:
    """The words with every known spelling of one name as one mark ("=0")."""
    left = words
    for index, spellings in enumerate(schools.named):
        for spelling in spellings:
            for at in list(phrases_at(left, spelling))[:1]:
                left = (*left[:at], f"={index}", *left[at + len(words_of(spelling)) :])
    return left


def _own_words(words: tuple[str, ...], schools: Schools) -> list[str]:
    """The words that are a school's own."""
    left = words
    for phrase in schools.plain:
        for at in list(phrases_at(left, phrase))[:1] if " " in phrase or "-" in phrase else ():
            left = (*left[:at], *left[at + len(words_of(phrase)) :])
    beside = (*schools.places, *schools.districts)
    own = [word for i, word in enumerate(left) if not (word.isalpha() and is_beside(left, i, beside))]
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
        if word in BREAKS or word[0].isdigit() or distance > 4:
            break
        if belongs_to_any(word, schools.places) and (distance == 1 or (len(word) > 1 and back == at)):
            return True
    return at + 1 < len(words) and len(words[at + 1]) > 1 and belongs_to_any(words[at + 1], schools.places)


_FAR = 99


def _reach(words: tuple[str, ...], at: int, schools: Schools) -> int:
    """How far the nearest word for a school is from a number; far when a break or another name lies between."""
    nearest = _FAR
    for step in (1, -1):
        i = at + step
        while 0 <= i < len(words) and not belongs_to_any(words[i], _type_words(schools)):
            small = words[i] in schools.number or (len(words[i]) == 1 and words[i].isalpha())
            if words[i] in BREAKS or not (small or belongs_to_any(words[i], schools.plain)):
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
