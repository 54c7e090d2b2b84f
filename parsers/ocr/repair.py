"""Mistakes that recognition of characters makes again and again, mended where nothing else can have been meant.

«Ne 5» is «№ 5», «М0» is «МО», an address is not broken by spaces, and specks beside a line are no words.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.ocr.engine import Word

_NUMBER_SIGN = re.compile(r"(?:N[eеоoº°]?|М№|Ме|[ХXНH][еeоo%°]|Іь|№[eео])\.?")
_NUMBER_SIGN_GLUED = re.compile(r"^([«\"(]?)(?:N[eеoоº°]|№[eо])\.?(?=\d)")
_BEGINS_WITH_DIGIT = re.compile(r"\d{1,3}(?!\d)")
_ROUND = re.compile(r"(?<=[А-ЯЁӘҒҚҢӨҰҮҺІ])0(?![0-9])")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]*@[A-Za-z0-9.-]*")
_ADDRESS_GOES_ON = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*$")
_DOMAIN_END = re.compile(r"[a-z]{2,10}$")
_WHOLE_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LABEL = re.compile(r"mail|маил|пошта|почта|почты", re.IGNORECASE)
_MISREAD_LABEL = re.compile(r"[EЕe][-–](?:m[aа]|ma|па|та|пш|ш)[\wі|!]{0,4}[:.;]?")
_ASSOCIATION = re.compile(r"[AaАаOОоoӨөӘә0ЭэЗ3][6бБBВ]")  # «ӘБ» as it is often read
_CITY_CODE, _EIGHT = re.compile(r"\(?7\d{3}\)"), re.compile(r"[$ВB&§З3S]")
_PLUS = re.compile(r"^[%*#]7(?=[\s(]?\(?7|$)")
_SPECK = 60.0  # confidence below which a short word at the end of a line is a speck of a stamp or a signature
_SPECK_OF_INITIALS = 12.0
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,2}")
_SHORT = 2


def repaired(words: Sequence[Word]) -> list[Word]:
    """The words line by line, mended."""
    mended: list[Word] = []
    for _, line in groupby(words, key=lambda word: word.line):
        mended.extend(_with_label(_whole_addresses(_without_specks(list(_numbered(list(line)))))))
    return mended


def _without_specks(line: list[Word]) -> list[Word]:
    """The line without what only looks like words at its ends: short, unsure, and the rest of the line is not."""
    sure = sum(len(word.text) for word in line if word.confidence >= _SPECK)
    while len(line) > 1 and _is_speck(line[-1]) and sure > 4:
        line = line[:-1]
    while len(line) > 1 and _is_speck(line[0]) and sure > 4:
        line = line[1:]
    return line


def is_initials(text: str) -> bool:
    """Whether a word is the initials of somebody: «Ж.Ж.»."""
    return _INITIALS.fullmatch(text) is not None


def _is_speck(word: Word) -> bool:
    letters = sum(map(str.isalnum, word.text))
    unsure = letters <= _SHORT and word.confidence < (_SPECK_OF_INITIALS if is_initials(word.text) else _SPECK)
    return "№" not in word.text and (unsure or (letters == 0 and len(word.text) <= _SHORT))


def _with_label(line: list[Word]) -> list[Word]:
    """«Е- па11:» is «E-mail:»."""
    for count in (1, 2):
        written = "".join(word.text for word in line[:count])
        if len(line) >= count and _MISREAD_LABEL.fullmatch(written):
            first, last = line[0], line[count - 1]
            return [first._replace(text="E-mail:", right=last.right), *line[count:]]
    return line


def _numbered(line: list[Word]) -> Iterator[Word]:
    for at, word in enumerate(line):
        text = _ROUND.sub("О", _NUMBER_SIGN_GLUED.sub(r"\1№", word.text))
        following = line[at + 1].text if at + 1 < len(line) else ""
        if _BEGINS_WITH_DIGIT.match(following.lstrip('«"')):
            head = text[: len(text) - len(text.lstrip('«"('))]
            if _NUMBER_SIGN.fullmatch(text.lstrip('«"(')):
                text = f"{head}№"
        if _ASSOCIATION.fullmatch(text) and following.casefold().startswith(("жетекші", "басшы", "отырыс", "құрам")):
            text = "ӘБ"
        elif _CITY_CODE.match(following) and _EIGHT.fullmatch(text):
            text = "8"
        yield word._replace(text=_PLUS.sub("+7", text))


def _whole_addresses(line: list[Word]) -> list[Word]:
    """The line with the parts of an address of mail put together: «a@b.example. kz», «a @b.kz»."""
    whole: list[Word] = []
    for word in line:
        before = whole[-1] if whole else None
        if before is not None and _continues(before, word):
            whole[-1] = before._replace(
                text=before.text + word.text, right=word.right, top=min(before.top, word.top),
                bottom=max(before.bottom, word.bottom), confidence=min(before.confidence, word.confidence),
            )  # fmt: skip
        else:
            whole.append(word)
    return whole


def asks_for_address(line: Sequence[Word]) -> bool:
    """Whether a line has a label for an address of mail."""
    return _LABEL.search(" ".join(word.text for word in line)) is not None


def has_address(line: Sequence[Word]) -> bool:
    """Whether something like an address of mail stands in a line."""
    return any("@" in word.text for word in line)


def with_address(line: list[Word], read: Sequence[Word]) -> list[Word]:
    """The line with an address in the place of what stood there, where its second reading has one."""
    whole = _whole_addresses(list(read))
    found = next((word for word in whole if _WHOLE_ADDRESS.search(word.text)), None)
    if found is None:
        return line
    match = _WHOLE_ADDRESS.search(found.text)
    address = found._replace(text=match[0] if match else found.text, line=line[0].line)
    before = [word for word in line if (word.left + word.right) / 2 < address.left]
    after = [word for word in line if (word.left + word.right) / 2 > address.right]
    return [*before, address, *after]


def _continues(before: Word, word: Word) -> bool:
    near = word.left - before.right < 1.2 * (before.bottom - before.top)
    if not near:
        return False
    if "@" in before.text and _ADDRESS.fullmatch(before.text):
        broken = before.text.endswith((".", "@", "-")) and _ADDRESS_GOES_ON.match(word.text) is not None
        return broken or (word.text.startswith(".") and _DOMAIN_END.match(word.text[1:]) is not None)
    return word.text.startswith("@") and re.fullmatch(r"[A-Za-z0-9._-]+", before.text) is not None
