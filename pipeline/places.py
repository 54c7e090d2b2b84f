"""Whether two addresses are one place, two phones one line, and which town a text names."""

import re

from parsers.remembering import LINE, remembered_beside
from pipeline.school_words import Schools
from pipeline.sounding import belongs_to_any, is_beside, phrases_at, stem, words_of


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


@remembered_beside(4096, LINE)
def _address(text: str, schools: Schools) -> tuple[frozenset[str], str]:
    """Names of the street as stems, and the house's number; without town, district and words for streets."""
    left = re.sub(r"\d{4,}", " ", text.lower())
    houses = list(_HOUSE.finditer(left))
    house = "/".join(part for part in houses[-1].groups() if part) if houses else ""
    words = words_of(left)
    nothing = (*schools.places, *schools.plain)
    named = [
        word
        for i, word in enumerate(words)
        if len(word) > 3 and word.isalpha() and not belongs_to_any(word, nothing)
        if not is_beside(words, i, schools.districts)
    ]
    return frozenset(stem(word) for word in named), house


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
    words = words_of(text or "")
    beside = (*schools.places, *schools.districts)
    for phrase in phrases:
        last = len(words_of(phrase)) - 1
        for at in phrases_at(words, phrase):
            if not (is_beside(words, at, beside) or is_beside(words, at + last, beside)):
                return phrase
    return ""


def names_word(text: str | None, phrases: tuple[str, ...]) -> str:
    """The first of the phrases that the text holds, in any ending; "" for none."""
    words = words_of(text or "")
    return next((phrase for phrase in phrases if any(True for _ in phrases_at(words, phrase))), "")
