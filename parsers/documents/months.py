"""The months as school papers write them, with their letters or without, in three languages."""

import re

from parsers import kazakh
from parsers.remembering import remembered

_NAMES = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан", "январ", "феврал", "март", "апрел", "май", "мая", "июн", "июл", "август", "сентябр", "октябр", "ноябр",
    "декабр", "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_FOLDED = "|".join(kazakh.fold(name) for name in _NAMES)
_MONTH = re.compile(rf"(?:{_FOLDED})")
_ITEM = re.compile(rf"(?:{_FOLDED})\w*\s*[-:]")
_BEGINS = re.compile(rf"\W*(?:\d\d?\W+)?(?:{_FOLDED})")
_DAY = re.compile(
    rf"(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])(?:[./](?:0[1-9]|1[0-2])(?!\d)|\s*(?:-\s*\d\d?\s*)?(?:{_FOLDED}))"
)
_NAMED = re.compile(rf"(?<!\w)(?:{_FOLDED})\w{{0,3}}(?!\w)")
_SHORT = 90  # characters of a line in which a month alone is a date


@remembered(4096)
def is_month(word: str) -> bool:
    """A word that is a month in any case."""
    return _MONTH.match(kazakh.fold(word)) is not None


def is_item(text: str) -> bool:
    """«Қазан – апталық», «Октябрь: неделя истории»: an item of a plan that runs on."""
    return _is_item(text[:40])


@remembered(4096)
def _is_item(beginning: str) -> bool:
    return _ITEM.match(kazakh.fold(beginning)) is not None


def begins_with_month(folded: str) -> bool:
    """Whether a folded line begins with a month, after a number or without."""
    return _BEGINS.match(folded) is not None


def has_day(folded: str) -> bool:
    """Whether a folded line has a day in it («12.11», «3 қараша», «10-20 ақпан») or, where it is short, a month."""
    return _DAY.search(folded) is not None or (len(folded) <= _SHORT and _NAMED.search(folded) is not None)
