"""Names in another case back in the first: «Лапину Ольгу Викторовну», «Мұқанова Айсұлу Төлегенқызынан».

A letter says «прошу зарегистрировать меня, Лапину Ольгу Викторовну». Only a whole name whose patronymic shows case and
sex is changed, and only endings that leave one reading.
"""

import re

_WOMAN = re.compile(r"(?i)(?P<root>[^\W\d_]+(?:ов|ев|ич))н(?:у|ы|е|ой)$")
_MAN = re.compile(r"(?i)(?P<root>[^\W\d_]+(?:ов|ев|ьев)?ич)(?:а|у|ем|е)$")
# Kazakh endings of a name: only behind a patronymic or initials, where no name can end so.
_KAZAKH = re.compile(
    r"(?i)(?P<name>.*(?:ұлы|қызы|улы|кызы|uly|kyzy|qyzy|ович|евич|овна|евна|ична|[^\W\d_]ич))[-–]?"
    r"(?:[нтд][ае]н|[нтд][ыі]ң|(?<=[зл]ы)н[ыаі]|(?<=ич)[қк][ае]|(?<=на)ға|nan|nen|nyn|nin|dan|den|tan|ten)"
)
_AFTER_INITIALS = re.compile(
    r"(?i)(?P<name>.*\s[^\W\d_]\.(?:\s?[^\W\d_]\.)?)\s?[-–]?(?:[нтд][ае]н|[нтд][ыі]ң|[нғгқк][ае])"
)
_VOWELS = "аеёиоуыэюя"


def nominative(name: str) -> str:
    """A name whose patronymic or initials are in another case, in the first; any other as it is."""
    if (match := _KAZAKH.fullmatch(name) or _AFTER_INITIALS.fullmatch(name)) is not None:
        return match["name"]
    words = name.split()
    if len(words) != 3:
        return name
    if match := _WOMAN.fullmatch(words[2]):
        return f"{_surname_of_woman(words[0])} {_first_of_woman(words[1])} {match['root']}на"
    if match := _MAN.fullmatch(words[2]):
        return f"{_surname_of_man(words[0])} {_first_of_man(words[1])} {match['root']}"
    return name


def in_first_case(name: str) -> str:
    """A name without a Kazakh ending; in a Russian case it stays as written."""
    plain = nominative(name)
    return plain if name.startswith(plain) else name


def _surname_of_woman(word: str) -> str:
    if match := re.fullmatch(r"(.*(?:ск|цк))(?:ую|ой)", word):
        return f"{match[1]}ая"
    match = re.fullmatch(r"(.*(?:ов|ев|ёв|ин|ын))(?:у|ой)", word)
    return f"{match[1]}а" if match else word


def _first_of_woman(word: str) -> str:
    endings = {"у": "а", "ю": "я", "ы": "а", "и": "а" if word[-2:-1] in "гкхжшщч" else "я"}
    endings["е"] = "я" if word[-2:-1] == "ь" else "а"
    indeclinable = re.search(r"[уұ]лу$", word) is not None  # «Айсұлу»
    return word[:-1] + endings[word[-1]] if word[-1:] in endings and not indeclinable else word


def _surname_of_man(word: str) -> str:
    if match := re.fullmatch(r"(.*(?:ск|цк))(?:ого|ому)", word):
        return f"{match[1]}ий"
    if match := re.fullmatch(r"(.*о)(?:я|ю)", word):
        return f"{match[1]}й"  # «Цоя», «Цою»
    match = re.fullmatch(r"(.*[бвгджзклмнпрстфхцчшщ])(?:а|у)", word)
    return match[1] if match else word


def _first_of_man(word: str) -> str:
    last, before = word[-1:], word[-2:-1]
    if last in ("а", "у"):
        return word[:-1]
    if last in ("я", "ю"):
        return word[:-1] + ("й" if before in _VOWELS else "ь")
    return word
