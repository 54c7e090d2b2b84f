"""How a name probably reads «to whom» (барыс септік, дательный падеж): a proposal for a person to check, never more.

Kazakh by qazaq-inflector, Russian by pytrovich (the rules of petrovich). Both know words, not people: in Kazakh the
last word alone takes the ending, and «-ұлы», «-қызы» take «-на»; the library would inflect every word and leave those
as they are. What the rules are firm on is told apart from what wants a look.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker
from qazaq_inflector import QazaqNameInflector

_WORD = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+(?:-[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+)*")
_SON, _DAUGHTER = "ұлы", "қызы"
# Where the ending leaves no doubt about its vowels: not и, у, ю, which go with both, nor endings of Russian names.
_DOUBTFUL = re.compile(r"(?:[бвгдцчщъьиуюйэ]|ов|ев|ин|ич)$")
_WOMAN = re.compile(r"(?:ова|ева|ёва|ина|ына|ая|қызы|кызы|овна|евна|ична|инична)$")
_MAN = re.compile(r"(?:ов|ев|ёв|ин|ын|ий|ұлы|улы|ович|евич|ич)$")
_UNCHANGED = ("ұлы", "қызы", "улы", "кызы")


class Sure(StrEnum):
    """How firm a proposal is."""

    SURE = "sure"
    CHECK = "check"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form and how firm it is; ``source`` is the library whose rule it is, "" where the name stands as it is."""

    form: str
    sure: Sure
    source: str = ""


def propose(name: str, language: str) -> Proposal:
    """The name «to whom» in ``kk`` or ``ru``; as it stands in ``en``, and wherever no rule knows what it is."""
    words = name.split()
    if language == "en":
        return Proposal(name, Sure.SURE)
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return Proposal(name, Sure.UNKNOWN)
    return _kazakh(words) if language == "kk" else _russian(words)


@cache
def _inflector() -> QazaqNameInflector:
    return QazaqNameInflector(strict=True)


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


def _kazakh(words: list[str]) -> Proposal:
    *before, last = words
    source = "qazaq-inflector"
    low = last.lower()
    if low.endswith((_SON, _DAUGHTER)):
        # «Серікқызы» is «Серік + қыз» with the ending of possession, after which the case begins with «н».
        form = _inflector().possessive(last[:-1], "3", "dative")
        return Proposal(" ".join((*before, form)), Sure.SURE, source)
    form = _inflector().inflect(last, "dative") or last
    sure = Sure.CHECK if _DOUBTFUL.search(low) or not before else Sure.SURE
    return Proposal(" ".join((*before, form)), sure, source)


def _russian(words: list[str]) -> Proposal:
    gender = _gender(words)
    if gender is None or len(words) > 3:
        return Proposal(" ".join(words), Sure.UNKNOWN)
    parts = [NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME][: len(words)]
    if len(words) == 2 and _is_patronymic(words[1]):
        parts = [NamePart.FIRSTNAME, NamePart.MIDDLENAME]
    forms = [_declined(part, gender, word) for part, word in zip(parts, words, strict=True)]
    usual = parts[0] is NamePart.LASTNAME and bool(
        (_WOMAN if gender is Gender.FEMALE else _MAN).search(words[0].lower())
    )
    given = words[1 if len(words) > 1 else 0].lower()
    known = not set(given) & set("әғқңөұүһі") and not given.endswith("ия")  # Марии, but Алие
    return Proposal(" ".join(forms), Sure.SURE if usual and known and len(words) == 3 else Sure.CHECK, "pytrovich")


def _declined(part: NamePart, gender: Gender, word: str) -> str:
    """One word in the dative; Kazakh patronymics stand as they are, and capitals stay capitals."""
    if word.lower().endswith(_UNCHANGED):
        return word
    form: str = _maker().make(part, gender, Case.DATIVE, word.title() if word.isupper() else word)
    return form.upper() if word.isupper() else form


def _is_patronymic(word: str) -> bool:
    return word.lower().endswith((*_UNCHANGED, "ович", "евич", "овна", "евна", "ична", "ьич"))


def _gender(words: list[str]) -> Gender | None:
    """Man or woman by the patronymic, else by the surname; None where neither tells."""
    for word in (words[-1], words[0]):
        if _WOMAN.search(word.lower()):
            return Gender.FEMALE
        if _MAN.search(word.lower()):
            return Gender.MALE
    return None
