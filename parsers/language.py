"""Whether letters are language: what real scanners lay over their pictures of Kazakh often is not.

«XATTAMACbI J\\Ib4» is a reading of ХАТТАМАСЫ by a program that knows Latin only. A page under which such letters lie is
read anew from its picture; a page of plain text is doubted only where hardly a word of it can be one.
"""

import re

from parsers.remembering import remembered_beside

_CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+(?:-[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+)*")
_VOWEL = re.compile(r"[аәеёиіоөуұүыэюяй]", re.IGNORECASE)
_LATIN_VOWEL = re.compile(r"[aeiouyáàäéèíóöúüıɵə]", re.IGNORECASE)
_CASES = re.compile(r"[^\W\d_]?[а-яёәғқңөұүһіa-z]*|[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]+|[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,}[а-яёәғқңөұүһі]+")
_CONSONANTS = re.compile(r"[бвгғджзкқлмнңпрстфхһцчшщ]{5,}|[ъь]{2}|^[ъьы][ъьы]|([а-яәғқңөұүһі])\1\1", re.IGNORECASE)
_MARKS = "«»\"'“”„()[]{}.,:;!?…–—-/№*•"
_FEWEST = 8
_OF_A_LAYER, _OF_A_LATIN_LAYER, _OF_A_TEXT = 0.6, 0.85, 0.25


def share_of_words(text: str, *, latin: bool) -> float | None:
    """The share of a text's words that can be words; None where it has too few to tell.

    Kazakh or Russian in Cyrillic letters, and words in Latin letters where ``latin`` is true. Numbers do not count.
    """
    good = bad = 0
    for token in text.split():
        counted = _counted(token, latin)
        if counted > 0:
            good += counted
        else:
            bad -= counted
    return good / (good + bad) if good + bad >= 3 * _FEWEST else None


# Few words make most of any text, and each is looked at with several patterns.
@remembered_beside(1 << 14)
def _counted(token: str, latin: bool) -> int:
    """How many letters of words a token adds: below zero when it can be no word, 0 when it says nothing."""
    word = token.strip(_MARKS)
    if len(word) < 3 or not any(map(str.isalpha, word)) or "@" in word or "://" in word or "www." in word:
        return 0
    return len(word) if _is_word(word, latin=latin) else -len(word)


def _is_word(word: str, *, latin: bool) -> bool:
    if any(character.isdigit() for character in word):
        letters = re.sub(r"[\d\W_]+", "", word)
        return len(letters) <= 3 or _CYRILLIC.fullmatch(letters) is not None
    pieces = [piece for piece in re.split(r"[\W_]+", word) if piece]
    return all(_is_plain(piece, latin=latin) for piece in pieces)


def _is_plain(piece: str, *, latin: bool) -> bool:
    if len(piece) <= 2:
        return True
    if not _CASES.fullmatch(piece):
        return False
    if _CYRILLIC.fullmatch(piece):
        short = len(piece) <= 5 and piece.isupper()  # an abbreviation
        return (short or _VOWEL.search(piece) is not None) and _CONSONANTS.search(piece) is None
    if (latin and piece.isascii()) or (latin and _LATIN_VOWEL.search(piece)):
        short = len(piece) <= 5 and piece.isupper()
        return short or _LATIN_VOWEL.search(piece) is not None
    return False


def is_language(text: str, *, layer: bool) -> bool:
    """Whether a page's text is to be believed. ``layer``: it lies over a picture of the page.

    Over a picture most of it must be Cyrillic words, or nearly all of it words in either letters; by itself it is
    believed unless hardly any of it can be words.
    """
    share = share_of_words(text, latin=True)
    if share is None or not layer:
        return share is None or share >= _OF_A_TEXT
    cyrillic = share_of_words(text, latin=False)
    return share >= _OF_A_LATIN_LAYER or cyrillic is None or cyrillic >= _OF_A_LAYER
