"""What may be the value of a field: placeholders and hints taken away, and whether the rest is of the field's kind."""

import re

from parsers import normal
from parsers.application.labels import Labels
from parsers.application.words import squash
from parsers.knowledge import FieldType

_FILL = re.compile(r"[_‗]{2,}|\.{3,}|…+|-{3,}|–{2,}|—{2,}|(?<!\S)_(?!\S)")
_EMPTY_QUOTES = re.compile(r"«\s*»|“\s*”|„\s*[“”]|(?<!\S)\"\s*\"(?!\S)")
# What a form has before a line for a number: «8 (7172) __-__-__», «+7 (7__)».
_PREFIX = re.compile(r"\W*(?:\+?7|8)?\W*7?\d{0,3}\W*")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_NOTHING = {
    squash(word)
    for word in (
        "жоқ",
        "нет",
        "no",
        "none",
        "n/a",
        "na",
        "отсутствует",
        "не имеется",
        "не имеем",
        "көрсетілмеген",
        "не указан",
        "прочерк",
        "болмайды",
        "факс жоқ",
        "факс нет",
        "нету",
        "қарастырылмаған",
        "не предусмотрен",
        "имеется нет",
    )
}
_DIGIT = re.compile(r"\d")
_PHONE_MARKS = re.compile(
    r"[\d\s+().,;:/\\\-–—‐‑№]+|тел\w*|ұялы|моб\w*|сот\w*|раб\w*|жұмыс|ішкі|вн\w*|доб\w*|"
    r"whats ?app|ватсап\w*|mob\w*|tel\w*|ext\w*|немесе|или|және|or|and",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ‐‑-])*\.?")
_CLOSING = re.compile(
    r"^\s*(?:құрметпен|с уважением|best regards|regards|sincerely|алдын ала рахмет|рахмет|спасибо|"
    r"отправлено|sent from)",
    re.IGNORECASE,
)
# The number of a house: after a name or a word for a street, at the end of a part.
_HOUSE = re.compile(
    r"(?:^|[^\W\d]\.?,?\s+)(?:[^\W\d_]{1,4}\.?\s?)?\d{1,3}(?!\d)\s?(?:[/-]?\s?\w{1,2}\b)?(?=\s*(?:[,.;]|$|корп|үй))"
)
EMAIL = re.compile(r"\S+\s?@\s?\S+")


def stripped(text: str, labels: Labels) -> str:
    """A value as written, without what was there to be filled in: lines, dots, hints, empty quotes, marks around."""
    text = _FILL.sub(" ", text)
    if "@" not in text:
        text = text.replace("_", " ")  # «Жеңіс_даңғылы_5»: each word pulled onto the line
    text = _EMPTY_QUOTES.sub(" ", text)
    text = _BRACKETS.sub(lambda match: " " if labels.is_hint(match[1]) else match[0], text)
    # A hint that goes on in the next line, or came from the line before, has half its brackets.
    text = re.sub(r"^([^()]*)\)", lambda match: "" if _half(match[1], labels) else match[0], text)
    text = re.sub(r"\(([^()]*)$", lambda match: "" if _half(match[1], labels) else match[0], text)
    text = " ".join(text.split())
    text = re.sub(r"\s+([,.;:])", r"\1", text)
    text = text.strip(" \t:;=|*_/\\").lstrip(" ,.–—-")
    if _in_brackets(text):
        text = text[1:-1].strip()  # «( 8 (7172) 83-83-83 )»: written where the form has brackets
    return "" if not squash(text) and text not in ("+", "№") else text


def _in_brackets(text: str) -> bool:
    """Whether the bracket that a text opens with is closed by its last letter."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def _half(inner: str, labels: Labels) -> bool:
    key = squash(inner)
    return not key or any(len(key) >= 4 and key in hint for hint in labels.hints)


def is_nothing(value: str) -> bool:
    """Whether a value says that there is none: «жоқ», "-", "нет"."""
    return all(key in _NOTHING for part in re.split(r"[/,;|]", value) if (key := squash(part)))


def is_prefix(value: str) -> bool:
    """Whether a telephone number stops at the code that the form gave."""
    return len(_DIGIT.findall(value)) <= 5 and _PREFIX.fullmatch(value) is not None


def is_fill(text: str) -> bool:
    """Whether a line has nothing but what is there to be written on."""
    return not squash(_FILL.sub("", text))


def is_closing(text: str) -> bool:
    """Whether a line ends a letter: nothing after it is a value."""
    return bool(_CLOSING.match(text))


def fits(type: FieldType, value: str) -> bool:
    """Whether a text can be the value of a field of this type, for a person who reads it."""
    if type == "phone":
        return phone_like(value)
    if type == "email":
        return "@" in value
    if type == "date":
        return bool(normal.day(value))
    if type == "person":
        return name_like(value)
    words = value.split()
    return 0 < len(words) <= (20 if type == "subject" else 60)


def alone(type: FieldType, value: str) -> str:
    """A value without what a list in one sentence goes on with, or the post behind a name."""
    if type == "email" and (match := EMAIL.match(value)) and len(value[match.end() :].split()) >= 3:
        return match[0].rstrip(" ,;")
    head, mark, tail = value.partition(", ") if type in ("phone", "person") else (value, "", "")
    if not mark or _DIGIT.search(tail):
        return value
    if type == "phone":
        return head if phone_like(head) and len(tail.split()) >= 3 else value
    # «Тоқсанбай Әлия, ӘБ жетекшісі»: a post ends in a small word, another name does not.
    post = tail.split()[-1:] and tail.split()[-1][:1].islower()
    return head if post and name_like(head) and len(head.split()) >= 2 else value


def lacks_house(text: str) -> bool:
    """Whether an address names no house yet: all its numbers are an index or a quarter's."""
    return _HOUSE.search(text) is None


def phone_like(value: str) -> bool:
    """Digits enough for a number and little else."""
    return len(_DIGIT.findall(value)) >= 5 and len(_PHONE_MARKS.sub("", value)) <= 0.4 * len(value) and "@" not in value


def rest_of_phone(before: str, value: str) -> bool:
    """Whether a few digits are the end of a number that the line before could not hold."""
    last, digits = len(_DIGIT.findall(re.split(r"[,;/]", before)[-1])), len(_DIGIT.findall(value))
    return 1 <= digits <= 7 and 1 <= last <= 9 and last + digits <= 11 and not _PHONE_MARKS.sub("", value)


def name_like(value: str) -> bool:
    """One to five words that begin with capitals (or all are small), initials among them, before a comma or dash."""
    main = re.split(r"[,;(]|\s[–—-]\s", value, maxsplit=1)[0].strip()
    words = main.replace(".", ". ").split()
    if not 1 <= len(words) <= 6 or _DIGIT.search(main):
        return False
    return (
        all(_NAME.fullmatch(word) for word in words)
        and any(len(word.rstrip(".")) > 1 for word in words)
        and words[0][:1].isalpha()
    )


def starts_like_name(value: str) -> bool:
    """A name written with capitals: what may follow a label without any mark between."""
    words = re.split(r"[,;(]|\s[–—-]\s", value, maxsplit=1)[0].split()
    return (
        name_like(value)
        and 1 <= len(words) <= 5
        and all(word[:1].isupper() or word.lower() in ("ұлы", "қызы", "улы", "кызы", "оглы") for word in words)
    )
