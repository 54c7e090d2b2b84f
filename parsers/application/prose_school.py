"""A school's name in running text: «№ 79 мектеп-лицейінің», «Частная школа «Мирас»», «Назарбаев Зияткерлік мектебі».

What shows a name is a number, a name in quotes or words with capitals beside a word for a school. The legal form and
whose it is («Астана қаласы әкімдігінің … ШЖҚ МКК») belong to it where they stand next to it.
"""

import re
from collections.abc import Callable

CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]"
Groups = Callable[[int, int], frozenset[str]]

_LEGAL = 60  # characters of a legal form before a name
# What stands behind a school's name in quotes, in capitals: «…» ШЖҚ МКК, «…» КММ.
_LEGAL_FORM = re.compile(rf"\s+(?!ӘБ\b|МО\b|ШМО\b){CAPITAL}{{3,6}}(?:\s+{CAPITAL}{{3,6}})?(?![\w-])")
_LEGAL_BEFORE = re.compile(rf"(?<![\w-]){CAPITAL}{{3,5}}(?:\s+на\s+{CAPITAL}{{3}})?\s+$")
_NUMBERED = re.compile(
    r"(?:№|N|#)\s*\d+|(?<![\w-])\d{1,3}(?=\s+[^\W\d_]{4}|\s*[,;\n]|\s*$)|(?<![\w-])\d{1,3}-(?=[^\W\d_]{4})"
)
_QUOTES = (re.compile(r"«((?:[^«»\n]|«[^«»\n]*»)+)»"), re.compile(r"[\"“„]([^\"“”„\n]+)[\"”“]"))
_WORD = re.compile(r"[^\W\d_]+(?:[-‐–][^\W\d_]+)*\.?")
_NAMESAKE = re.compile(rf"(?:{CAPITAL}\.\s?)?(?:{CAPITAL}[\w’'-]+\s+){{1,3}}атында\w+\s+$")
_NAMED_AFTER = re.compile(rf"\s+(?:имени|им\.)\s+(?:{CAPITAL}\.\s?)*{CAPITAL}[\w-]+")
_NOT_IN_QUOTES = frozenset({"contest", "association", "leader", "whole_leader", "participant", "joins"})
_NOT_OF_A_NAME = _NOT_IN_QUOTES | {"head", "director", "phone", "address", "teacher"}
_MOST = 12  # words of a legal form
_INSIDE = 3  # words between a name in quotes and its word for a school


def school_in(text: str, groups: Groups, after: int = 0) -> tuple[str, int] | None:
    """The first school that a text names, as written, and where; None where it names none.

    ``groups`` says what the words between two places speak of.
    """
    found = [span for find in (_numbered, _quoted, _capitals) if (span := find(text, groups, after)) is not None]
    if not found:
        return None
    start, end = found[0] if len(found) == 1 or found[0][0] <= found[1][1] else found[1]
    start, end = _with_quotes(text, start, end)
    start, end = _with_legal_form(text, start, end, groups)
    return text[start:end].strip(" ,"), start


def _numbered(text: str, groups: Groups, after: int) -> tuple[int, int] | None:
    """A number and a word for a school side by side."""
    for match in _NUMBERED.finditer(text, after):
        behind = _school_behind(text, match.end(), groups)
        ahead = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*\s+$", text[: match.start()])
        if behind:
            return match.start(), behind
        if ahead and "place" in groups(ahead.start(), match.start()):
            start = ahead.start()
            before = re.search(r"[^\W\d_]{5,}\s+$", text[:start])  # «Средняя школа № 84»
            if before and before[0][:1].isupper() and not groups(before.start(), start) - {"neutral"}:
                start = before.start()
            return start, match.end()
    return None


def _school_behind(text: str, number: int, groups: Groups) -> int:
    """Where the words for a school behind its number end («мектеп гимназия», «бастауыш мектебі»); 0: none."""
    end, place = 0, number
    for _ in range(3):
        word = re.match(r"[ \u00a0]*[^\W\d_]+(?:-[^\W\d_]+)*", text[place:])
        if word is None or (place != number and not word[0][:1].isspace()):
            break
        told = "place" in groups(place, place + word.end())
        if end and not told:
            break
        place += word.end()
        end = place if told else end
    return end


def _quoted(text: str, groups: Groups, after: int) -> tuple[int, int] | None:
    """A name in quotes beside a word for a school or a legal form, or that has such a word in it."""
    legal: tuple[int, int] | None = None
    for quotes in _QUOTES:
        for match in quotes.finditer(text, after):
            within = groups(match.start(), match.end())
            if within & _NOT_IN_QUOTES:
                continue
            ahead, behind = _beside(text, match.start(), groups, -1), _beside(text, match.end(), groups, +1)
            if "place" in groups(ahead, behind):
                return ahead, behind
            # «ТОО «Зерде»» may be a school; «Әдістемелік орталығы» МКҚК is the organiser.
            if "private" in groups(ahead, behind):
                legal = legal or (ahead, behind)
    return legal


def _beside(text: str, at: int, groups: Groups, step: int) -> int:
    """How far the words for a school or a legal form beside a name in quotes reach; the place itself for none."""
    reached, place = at, at
    for _ in range(_INSIDE):
        word = (
            re.search(rf"{_WORD.pattern}\s+$", text[:place])
            if step < 0
            else re.match(rf"\s+{_WORD.pattern}", text[place:])
        )
        if word is None or "\n" in word[0]:
            break
        start, end = (word.start(), place) if step < 0 else (place, place + word.end())
        told = groups(start, end)
        if told & _NOT_OF_A_NAME:
            break
        place = start if step < 0 else end
        if told & {"place", "legal"}:
            reached = place
    return reached


def _capitals(text: str, groups: Groups, after: int) -> tuple[int, int] | None:
    """Words with capitals that end in a word for a school, or begin with it: «Назарбаев Зияткерлік мектебі»."""
    for match in _WORD.finditer(text, after):
        if "place" not in groups(match.start(), match.end()):
            continue
        start, named = match.start(), 0
        while (before := re.search(rf"{_WORD.pattern}[ \u00a0]+$", text[:start])) is not None:
            told = groups(before.start(), start)
            if told & _NOT_OF_A_NAME or not (before[0][:1].isupper() or named or "-" in before[0]):
                break
            start, named = before.start(), named + 1
        if named >= 2 and text[start : start + 1].isupper():
            brackets = re.match(rf"\s\({CAPITAL}{{2,6}}\)", text[match.end() :])
            return start, match.end() + (brackets.end() if brackets else 0)
    return None


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A name with the quotes that it stands in, and whom it is named after."""
    for quotes in _QUOTES:
        for match in quotes.finditer(text):
            if match.start() < start and end < match.end() <= end + _LEGAL:
                return match.start(), match.end()
            if match.start() < start and end == match.end() - 1:
                return match.start(), match.end()
    if (namesake := _NAMESAKE.search(text, max(0, start - _LEGAL), start)) is not None and "\n" not in namesake[0]:
        start = namesake.start()
    if (after := _NAMED_AFTER.match(text, end)) is not None and "\n" not in after[0]:
        end = after.end()
    return start, end


def _with_legal_form(text: str, start: int, end: int, groups: Groups) -> tuple[int, int]:
    """A name with the legal form and the owner next to it, as far as their words reach."""
    if before := _LEGAL_BEFORE.search(text, max(0, start - _LEGAL), start):
        start = before.start()  # «КГУ «Гимназия № 22»», «ГКП на ПХВ «…»»
    if legal := _LEGAL_FORM.match(text, end):
        end = legal.end()  # «№ 12 мектеп-гимназия» ШЖҚ МКК
    return _reach(text, start, groups, -1), _reach(text, end, groups, +1)


def _reach(text: str, at: int, groups: Groups, step: int) -> int:
    """How far the words of a legal form reach from a name; a city counts where a word of ownership follows it."""
    reached = place = at
    for _ in range(_MOST):
        word = (
            re.search(rf"{_WORD.pattern}[ \u00a0]+$", text[:place])
            if step < 0
            else re.match(rf"[ \u00a0]+{_WORD.pattern}", text[place:])
        )
        if word is None:
            break
        start, end = (word.start(), place) if step < 0 else (place, place + word.end())
        told = groups(start, end)
        if not told & {"legal", "town", "place", "neutral"} and word[0].strip() not in ("на", "г."):
            break
        place = start if step < 0 else end
        if "legal" in told or (reached != at and told & {"town", "place"}):
            reached = place
    if (
        step < 0
        and reached != at
        and (owner := re.search(rf"(?<![\w]){CAPITAL}[\w-]+ $", text[:reached]))
        and "legal" not in groups(owner.start(), reached)
    ):
        return owner.start() if text[reached : reached + 4].lower() in ("қала", "кала") else reached
    return reached
