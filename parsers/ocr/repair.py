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
_CITY_CODE, _EIGHT = re.compile(r"\(?7\d{3}\)"), re.compile(r"[$ВB&§ЗS0-69]")
_PLUS = re.compile(r"^[%*#>]7(?=[\s(]?\(?7|$)")
_EIGHT_OF_A_MOBILE = re.compile(r"^(?:[0-69$ВB&§](?=7[047]\d{8}$)|[$ВB&§](?=[-–]7[047]\d[-–]\d))")
_GUESSED = 50.0  # how sure a sign is at most that was put for what was read
# What «№» is taken for before a number where a school stands beside it, and never elsewhere.
_LIKE_NUMBER_SIGN = re.compile(r"[ХXЖМMН]%?|Х[°oо]")
_NUMBER_SIGN_AT_SCHOOL = re.compile(r"^([«\"(]?)[ХXЖ]%?(?=\d{1,3}\W*$)")
_SCHOOL = re.compile(r"(?i)\W*(?:орта|мектеп|жалпы|средн|школ|лицей|гимназ|бастауыш)")
_ABOUT = re.compile(r"[0Оо][6бБ]")  # «об» before a word in small letters
_LOWER = re.compile(r"[а-яёәғқңөұүһі]{4,}")
# «ГКП на ПХВ»: the legal form of most city schools, in capitals that are no word.
_ENTERPRISE, _OF_ENTERPRISE = re.compile(r"[«\"(]?[ГТIПКK][КKМM]?[А-ЯA-Z]"), re.compile(r"ПХ[А-ЯІA-Z]?[А-Я3ЗA-Z]?")
_INITIALS_IN_LATIN = re.compile(r"(?:[АBCEHIKMOPTXYА-ЯӘҒҚҢӨҰҮҺІ036A]\.){1,2}")
_LATIN_TWINS = str.maketrans("ABCEHIKMOPTXY036", "АВСЕНІКМОРТХУОЗБ")
_SURNAME = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі-]{3,}")
# An «@» that became a capital in an address whose other letters are small, alone or before it.
_AT_AS_LETTER = re.compile(r"(?<=[a-z0-9])\s?[GQ©®€]\s?@?(?=[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.[a-z]{2,}$)")
_BEGINS_ADDRESS = re.compile(r"[a-z$][a-z0-9._-]+")
_SPECK = 60.0  # confidence below which a short word at the end of a line is a speck of a stamp or a signature
_SPECK_OF_INITIALS = 12.0
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,2}")
_SHORT = 2


def repaired(words: Sequence[Word]) -> list[Word]:
    """The words line by line, mended."""
    mended: list[Word] = []
    for _, line in groupby(words, key=lambda word: word.line):
        mended.extend(_with_label(_whole_addresses(_with_legal_form(_without_specks(list(_numbered(list(line))))))))
    return mended


def _without_specks(line: list[Word]) -> list[Word]:
    """The line without what only looks like words at its ends: short, unsure, and the rest of the line is not."""
    sure = sum(len(word.text) for word in line if word.confidence >= _SPECK)
    while len(line) > 1 and _is_speck(line[-1]) and sure > 4 and not line[-2].text.endswith("№"):
        line = line[:-1]
    while len(line) > 1 and _is_speck(line[0]) and sure > 4 and not _CITY_CODE.match(line[1].text):
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
        before, after = line[at - 1] if at else None, line[at + 1 : at + 3]
        following = after[0].text if after else ""
        if _BEGINS_WITH_DIGIT.match(following.lstrip('«"')):
            head = text[: len(text) - len(text.lstrip('«"('))]
            if _NUMBER_SIGN.fullmatch(text.lstrip('«"(')) or _stands_for_number(text.lstrip('«"('), before, after):
                text = f"{head}№"
        if before is not None and _SCHOOL.match(before.text):
            text = _NUMBER_SIGN_AT_SCHOOL.sub(r"\1№", text)
        if _ASSOCIATION.fullmatch(text) and following.casefold().startswith(("жетекші", "басшы", "отырыс", "құрам")):
            text = "ӘБ"
        elif _ABOUT.fullmatch(text) and _LOWER.match(following):
            text = "об"
        elif _INITIALS_IN_LATIN.fullmatch(text) and _is_surname(before, following):
            text = text.translate(_LATIN_TWINS)
        elif _is_eight(word, after):
            yield word._replace(text="8", confidence=min(word.confidence, _GUESSED))
            continue
        if _EIGHT_OF_A_MOBILE.match(text):
            yield word._replace(text=_EIGHT_OF_A_MOBILE.sub("8", text), confidence=min(word.confidence, _GUESSED))
            continue
        yield word._replace(text=_PLUS.sub("+7", text))


def _stands_for_number(text: str, before: Word | None, after: Sequence[Word]) -> bool:
    """Whether a letter is «№»: a number follows it, and the word behind or before that says what is numbered."""
    near = [word.text for word in (before, *after[1:]) if word is not None]
    return _LIKE_NUMBER_SIGN.fullmatch(text) is not None and any(map(_SCHOOL.match, near))


def _is_eight(word: Word, after: Sequence[Word]) -> bool:
    """Whether a sign just before the code of a city is the 8 that every such number begins with."""
    near = bool(after) and after[0].left - word.right < word.bottom - word.top
    return near and _EIGHT.fullmatch(word.text) is not None and _CITY_CODE.match(after[0].text) is not None


def _is_surname(before: Word | None, following: str) -> bool:
    return _SURNAME.fullmatch(following.strip(".,")) is not None or (
        before is not None and _SURNAME.fullmatch(before.text.strip(".,")) is not None
    )


def _with_legal_form(line: list[Word]) -> list[Word]:
    """«ГКИ на ПХІЗ» is «ГКП на ПХВ»."""
    for at, word in enumerate(line[1:-1], 1):
        first, last = line[at - 1], line[at + 1]
        if word.text == "на" and _ENTERPRISE.fullmatch(first.text) and _OF_ENTERPRISE.fullmatch(last.text):
            head = first.text[:1] if first.text[0] in '«"(' else ""
            forms = (first._replace(text=f"{head}ГКП"), word, last._replace(text="ПХВ"))
            return [*line[: at - 1], *forms, *line[at + 2 :]]
    return line


def _whole_addresses(line: list[Word]) -> list[Word]:
    """The line with the parts of an address of mail put together: «a@b.example. kz», «a @b.kz»."""
    whole: list[Word] = []
    for word in line:
        before = whole[-1] if whole else None
        if before is not None and _continues(before, word):
            whole[-1] = _together(before, word)
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
    whole = _with_beginning([_with_at(word) for word in _whole_addresses(_with_at_between(list(read)))])
    found = next((word for word in whole if _WHOLE_ADDRESS.search(word.text)), None)
    if found is None:
        return line
    own = next((word for word in line if _WHOLE_ADDRESS.fullmatch(word.text)), None)
    if own is not None and own.confidence > found.confidence:
        return line
    match = _WHOLE_ADDRESS.search(found.text)
    address = found._replace(text=match[0] if match else found.text, line=line[0].line)
    before = [word for word in line if (word.left + word.right) / 2 < address.left]
    after = [word for word in line if (word.left + word.right) / 2 > address.right]
    return [*before, address, *after]


def _with_at(word: Word) -> Word:
    """An address whose «@» was read as a letter: «info36Gsch36.example.kz», «mektep3Q@sch3.example.kz»."""
    return word._replace(text=_AT_AS_LETTER.sub("@", word.text))


def _with_at_between(line: list[Word]) -> list[Word]:
    """The same in two words: «kense30 Gsch30.example.kz»."""
    for at, word in enumerate(line[1:], 1):
        before = line[at - 1]
        if re.fullmatch(r"[GQ©®€].*", word.text) and re.fullmatch(r"[a-z0-9._-]*[a-z0-9]", before.text):
            text = _AT_AS_LETTER.sub("@", before.text + word.text)
            if _WHOLE_ADDRESS.fullmatch(text) and _is_near(before, word):
                return [*line[: at - 1], _together(before, word)._replace(text=text), *line[at + 1 :]]
    return line


def _with_beginning(line: list[Word]) -> list[Word]:
    """The line with an address and what was read apart before it: «g. baranova87@inbox.example»."""
    at = next((at for at, word in enumerate(line) if _WHOLE_ADDRESS.search(word.text)), 0)
    while at and _BEGINS_ADDRESS.fullmatch(line[at - 1].text) and _is_near(line[at - 1], line[at], 0.7):
        line = [*line[: at - 1], _together(line[at - 1], line[at]), *line[at + 1 :]]
        at -= 1
    return [word._replace(text=re.sub(r"^\$(?=\.)", "s", word.text)) if "@" in word.text else word for word in line]


def _together(before: Word, word: Word) -> Word:
    return before._replace(
        text=before.text + word.text, right=word.right, top=min(before.top, word.top),
        bottom=max(before.bottom, word.bottom), confidence=min(before.confidence, word.confidence),
    )  # fmt: skip


def _is_near(before: Word, word: Word, heights: float = 1.2) -> bool:
    return word.left - before.right < heights * (before.bottom - before.top)


def _continues(before: Word, word: Word) -> bool:
    if not _is_near(before, word):
        return False
    if "@" in before.text and _ADDRESS.fullmatch(before.text):
        broken = before.text.endswith((".", "@", "-")) and _ADDRESS_GOES_ON.match(word.text) is not None
        return broken or (word.text.startswith(".") and _DOMAIN_END.match(word.text[1:]) is not None)
    return word.text.startswith("@") and re.fullmatch(r"[A-Za-z0-9._-]+", before.text) is not None
