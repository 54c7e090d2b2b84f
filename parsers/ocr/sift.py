"""What was read and what only looks like words: specks, lines of a table, the grain of a photograph.

A mark alone must be read surely to count. In its place it need not: a digit before the code of a city or behind «№»,
a word in the middle of a line that was read surely, a part of an address of mail. Its sureness stays as low as it was.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.ocr.engine import Word
from parsers.ocr.layout import text_of
from parsers.ocr.repair import is_initials

_INITIALS_SEEN = 12
_CITY_CODE = re.compile(r"\(?7\d{3}\)")
_DIGITS = re.compile(r"\d{1,3}\W?")
_WORD = re.compile(r"\W?[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{4,}\W{0,3}")
_LATIN = re.compile(r"[A-Za-z0-9._-]+")
_SURE = 85


def seen(words: Sequence[Word]) -> list[Word]:
    """The words that count, line by line."""
    return [word for _, line in groupby(words, key=lambda word: word.line) for word in _of_line(list(line))]


def _of_line(line: Sequence[Word]) -> Iterator[Word]:
    for at, word in enumerate(line):
        before = line[at - 1] if at else None
        after = line[at + 1] if at + 1 < len(line) else None
        ends = _LATIN.fullmatch(word.text) is not None and _ends_address(line[:at])
        if _is_seen(word) or "@" in word.text or ends or _has_its_place(word, before, after):
            yield word


def _is_seen(word: Word) -> bool:
    letters = sum(map(str.isalnum, word.text))
    if is_initials(word.text):
        return word.confidence > _INITIALS_SEEN
    return (
        bool(text_of(word.text))
        and (letters > 0 or word.confidence > 60)
        and word.confidence > (25 if letters > 2 else 40)
    )


def _has_its_place(word: Word, before: Word | None, after: Word | None) -> bool:
    if _DIGITS.fullmatch(word.text):
        return (after is not None and _CITY_CODE.match(after.text) is not None) or (
            before is not None and before.text.endswith("№")
        )
    near = [one for one in (before, after) if one is not None]
    return _WORD.fullmatch(word.text) is not None and len(near) == 2 and all(one.confidence >= _SURE for one in near)


def _ends_address(before: Sequence[Word]) -> bool:
    """Whether the words up to here are an address of mail that is not at its end: «mektep19@sch19. example.»."""
    for word in reversed(before):
        if "@" in word.text:
            return True
        if _LATIN.fullmatch(word.text) is None or not word.text.endswith("."):
            return False
    return False
