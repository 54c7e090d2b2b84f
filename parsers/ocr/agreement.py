"""One application of two readings of its page: what one of them lacks, and of two values, word by word, the surer.

The name of who heads the institution stands twice on most forms, the second time behind the line to sign on: that is
a third reading of it. Nothing is put together that was not read; where readings differ, the field is less sure.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from parsers import normal
from parsers.facts import ApplicationFacts, FieldValue, ScanPage, ScanWord
from parsers.kazakh import fold
from parsers.knowledge import FieldType, Form
from parsers.ocr.places import words_of
from parsers.signing import ASKS

_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_NAME = re.compile(
    r"(?:[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.){1,2}|[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:-[А-ЯЁӘҒҚҢӨҰҮҺІ]?[а-яёәғқңөұүһі]+)*"
)
_LETTER_ALONE = re.compile(r"\W*[^\W\d_]?[^\w.]*")  # with marks or without: a speck; initials and numbers are more
_NO_LETTERS_OF_OURS = re.compile(r"[A-Za-z@$&*=<>!?]|\d[^\W\d_]|[^\W\d_]\d")
_ONE_READING = 0.8  # how sure a value is that one reading alone has, of what that reading is
_STRANGE = 0.5  # and a word with signs that no name has
_KEPT = 55  # of 100: how sure a word must be that one reading alone has
_UNKNOWN = 50
_ALIKE = 0.75
_TELLING = 4


def agreed(
    one: ApplicationFacts, first: Mapping[int, ScanPage], other: ApplicationFacts, second: Mapping[int, ScanPage],
    form: Form,
) -> ApplicationFacts:  # fmt: skip
    """The fields of both readings; ``first`` and ``second`` are the pages as each of them has them."""
    types = {item.key: item.type for item in form.fields}
    mine, theirs = ({field.key: field for field in facts.fields} for facts in (one, other))
    fields = []
    for key in types:
        here, there = mine.get(key), theirs.get(key)
        if here is not None and there is not None:
            sure = _Sure(here, first.values()), _Sure(there, second.values())
            fields.append(_of_two(sure[0], sure[1], types[key], form.area_code))
        elif (field := here or there) is not None:
            fields.append(replace(field, confidence=round(field.confidence * _ONE_READING, 3)))
    status = "sure" if "sure" in (one.status, other.status) else one.status
    return replace(one, fields=tuple(fields), status=status)


def with_signed_name(facts: ApplicationFacts, pages: Collection[ScanPage], form: Form) -> ApplicationFacts:
    """The head's name held against the same name behind the line to sign on, where one stands there."""
    keys = {item.key for item in form.fields}
    heads = [
        item.key for item in form.fields if item.type == "person" and item.required and f"{item.key}_phone" not in keys
    ]
    signed = [name for page in pages for name in _signed(page)]
    fields = []
    for field in facts.fields:
        name = next((one for one in signed if field.key in heads and _same_name(field.value, one)), None)
        if name is not None and _bare(name) != _bare(field.value):
            behind = replace(field, value=name, normal="")
            field = _of_two(_Sure(field, pages), _Sure(behind, pages), "person", form.area_code)
        fields.append(field)
    return replace(facts, fields=tuple(fields))


class _Sure:
    """A value, its words, and how sure (0..100) each of them is."""

    def __init__(self, field: FieldValue, pages: Collection[ScanPage]) -> None:
        self.field = field
        self.words = field.value.split()
        known: dict[str, int] = {}
        for page in pages:
            for word in words_of(field.value, page.words) or _anywhere(self.words, page.words):
                known.setdefault(_bare(word.text), word.confidence)
        self._known = known

    def of(self, word: str) -> float:
        """How sure one word is."""
        share = _STRANGE if _NO_LETTERS_OF_OURS.search(word) else 1.0
        return share * self._known.get(_bare(word), _UNKNOWN)


def _anywhere(wanted: Sequence[str], words: Sequence[ScanWord]) -> Iterator[ScanWord]:
    bare = {_bare(word) for word in wanted}
    return (word for word in words if _bare(word.text) in bare)


def _of_two(one: _Sure, other: _Sure, kind: FieldType, area_code: str) -> FieldValue:
    here, there = one.field, other.field
    if _letters(here.value, kind) == _letters(there.value, kind):
        return max((here, there), key=lambda field: field.confidence)
    doubt = round(min(here.confidence, there.confidence), 3)
    if kind in ("phone", "email", "date"):
        best = max((here, there), key=lambda field: (_is_whole(kind, field.value, area_code), field.confidence))
        return replace(best, confidence=doubt)
    value = " ".join(_together(one, other))
    if not value:
        best = max((here, there), key=lambda field: field.confidence)
        return replace(best, confidence=doubt)
    kept = there if value == there.value else here
    return replace(kept, value=value, normal=normal.of(kind, value, area_code), confidence=doubt)


def _is_whole(kind: FieldType, value: str, area_code: str) -> int:
    """How much a value is what its field asks for: 0 not at all."""
    if kind == "email":
        return 2 * (_ADDRESS.fullmatch(value.casefold()) is not None) + (value == value.lower())
    shown = normal.of(kind, value, area_code)
    digits = sum(map(str.isdigit, value))
    return (2 if shown else 0) + (kind == "phone" and digits == 11)


def _together(one: _Sure, other: _Sure) -> list[str]:
    """The words of both values; none where they are not two readings of one thing."""
    mine_bare, theirs_bare = ([_bare(word) for word in side.words] for side in (one, other))
    matcher = SequenceMatcher(None, mine_bare, theirs_bare, False)
    made: list[str] = []
    common = SequenceMatcher(None, "".join(mine_bare), "".join(theirs_bare), False).ratio() >= _ALIKE
    for how, a, b, c, d in matcher.get_opcodes():
        mine, theirs = one.words[a:b], other.words[c:d]
        if how == "equal":
            common = common or any(len(_bare(word)) >= _TELLING for word in mine)
            made.extend(max(pair, key=_marks) for pair in zip(mine, theirs, strict=True))
        elif len(mine) == len(theirs):
            made.extend(_word(one, first, other, second) for first, second in zip(mine, theirs, strict=True))
        elif not mine or not theirs:
            side, words = (one, mine) if mine else (other, theirs)
            made.extend(word for word in words if side.of(word) >= _KEPT and _LETTER_ALONE.fullmatch(word) is None)
        else:
            made.extend(mine if _mean(one, mine) >= _mean(other, theirs) else theirs)
    return made if common else []


def _word(one: _Sure, first: str, other: _Sure, second: str) -> str:
    """The surer of two readings of a word; of a word and its part, the word."""
    short, long = sorted((_bare(first), _bare(second)), key=len)
    whole, sure = (first, one.of(first)) if _bare(first) == long else (second, other.of(second))
    if short != long and len(short) >= _TELLING and (long.endswith(short) or long.startswith(short)) and sure >= _KEPT:
        return whole
    return first if one.of(first) >= other.of(second) else second


def _mean(side: _Sure, words: Sequence[str]) -> float:
    return sum(map(side.of, words)) / len(words)


def _marks(word: str) -> int:
    return sum(not character.isalnum() for character in word)


def _letters(value: str, kind: FieldType) -> str:
    """What of a value tells it from another one: of an address of mail, its marks too."""
    return "".join(value.casefold().split()) if kind == "email" else _bare(value)


def _bare(value: str) -> str:
    return "".join(character for character in fold(value) if character.isalnum())


# ---------------------------------------------------------------- the name behind the line to sign on


def _signed(page: ScanPage) -> Iterator[str]:
    for block in page.blocks:
        for line in block.text.split("\n"):
            if (asks := ASKS.search(line)) is None:
                continue
            name: list[str] = []
            for word in reversed(line[asks.end() :].split()):
                if _NAME.fullmatch(word.strip("/,()")) is None:
                    break
                name.insert(0, word.strip("/,()"))
            if any(len(word) >= _TELLING for word in name):
                yield " ".join(name)


def _same_name(one: str, other: str) -> bool:
    """Whether two readings may be of one name: most of its letters, or all but one word of it."""
    mine, theirs = ([_bare(word) for word in name.split()] for name in (one, other))
    shared = sum(len(word) >= _TELLING and word in theirs for word in mine)
    near = SequenceMatcher(None, "".join(mine), "".join(theirs), False).ratio()
    return near >= _ALIKE or (shared > 0 and abs(len(mine) - len(theirs)) <= 1)
