"""Normal forms: one way to write a phone, an address, a name, a date, so that two spellings can be compared.

A normal form never replaces what was written; where the text is not of its kind it is "" and nothing is guessed.
"""

import re
from datetime import date

import phonenumbers

from parsers.kazakh import fold, transliterated
from parsers.knowledge import FieldType
from parsers.remembering import remembered

# ---------------------------------------------------------------- phones

_PHONE_RUN = re.compile(r"\+?\d[\d\s().\-‐-―\u00a0]*")
_ZERO = re.compile(r"(?<=[\d(])[OoОо](?=[\d)])")  # the letter for the digit
_MANY = 60


def phones(text: str, area_code: str = "", region: str = "KZ") -> str:
    """The phone numbers in a text as E.164 joined by "; ", "" where there is none.

    ``area_code`` is the city's code (7172): numbers of six or seven digits are the city's own. In ``region`` KZ a
    leading 8 is the trunk prefix. Numbers that cannot exist are left out when any other can.
    """
    valid: dict[str, None] = {}
    possible: dict[str, None] = {}
    text = _ZERO.sub("0", text.replace("О", "0") if text.startswith("О") else text)
    for run in _PHONE_RUN.findall(text)[:_MANY]:
        for digits in _numbers(run):
            number = _full(digits, area_code, international=run.lstrip().startswith("+"), region=region)
            try:
                parsed = phonenumbers.parse(number, region)
            except phonenumbers.NumberParseException:
                continue
            shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            if phonenumbers.is_valid_number(parsed):
                valid[shown] = None
            elif phonenumbers.is_possible_number(parsed) and len(digits) >= 10:
                possible[shown] = None
    return "; ".join(valid or possible)


def _numbers(run: str) -> list[str]:
    """The digits of a run of digits and marks; two numbers written one after the other are divided."""
    digits = re.sub(r"\D", "", run)
    if len(digits) <= 12:
        return [digits] if len(digits) >= 5 else []
    found: list[str] = []
    groups = re.findall(r"\d+", run)
    current = ""
    for group in groups:
        full = 11 if current[:1] in ("7", "8") and current[:2] not in ("70", "71", "72", "77") else 10
        if len(current) >= full:
            found.append(current)
            current = ""
        current += group
    found.append(current)
    divided: list[str] = []
    for number in found:
        while len(number) >= 20:  # written without any mark between them
            divided.append(number[:11])
            number = number[11:]
        if len(number) >= 5:
            divided.append(number)
    return divided


def _full(digits: str, area_code: str, *, international: bool, region: str) -> str:
    if international:
        return f"+{digits}"
    if area_code and len(digits) + len(area_code) == 10:
        return f"+7{area_code}{digits}"
    # A seventh digit repeats the last one of the area code: 7172 556677 is also dialled as 717 2556677.
    if area_code and len(digits) == 7 and len(area_code) == 4 and digits[0] == area_code[-1]:
        return f"+7{area_code[:-1]}{digits}"
    if region == "KZ" and len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    if region == "KZ" and len(digits) == 10:
        return f"+7{digits}"
    return digits


# ---------------------------------------------------------------- addresses of mail

_TWINS = str.maketrans("аАеЕоОрРсСуУхХіІкКмМтТвВнНҮү", "aaeeooppccyyxxiikkmmttbbhhyy")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+\-]*@[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.[a-z]{2,}")


def email(text: str) -> str:
    """The e-mail addresses in a text, lower case, joined by "; "; obvious slips mended: spaces, twins, commas."""
    clean = re.sub(r"mailto:|[<>\u200b\u00ad]", " ", text.replace("＠", "@"), flags=re.IGNORECASE).lower()
    clean = " ".join(
        word.translate(_TWINS) if "@" in word or re.search(r"[a-z]", word) else word for word in clean.split()
    )
    clean = re.sub(r"\s*@\s*", "@", clean).translate(_TWINS) if "@" in clean else clean
    clean = re.sub(r"(@[a-z0-9.\-]+?)\s*[.,]\s*(ru|kz|com|net|org|edu|gov|uz|kg|by|me|info)\b", r"\1.\2", clean)
    clean = re.sub(r"(\.edu|\.gov|\.com|\.org)\s*[.,]\s*(kz|ru)\b", r"\1.\2", clean)
    clean = re.sub(r"\.{2,}", ".", clean)
    alone = re.fullmatch(r"([a-z0-9._\-]+) ([a-z0-9._\-]+@\S+)", clean)
    if alone:  # one space inside an address that stands alone
        clean = alone[1] + alone[2]
    return "; ".join(dict.fromkeys(_EMAIL.findall(clean)))


# ---------------------------------------------------------------- names

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN_TWINS = str.maketrans("aAeEoOpPcCyYxXiIkKmMtTBH", "аАеЕоОрРсСуУхХіІкКмМтТВН")
_PARTICLES = {"ұлы", "улы", "қызы", "кызы", "оглы", "оғлы", "заде"}
_ROLE = re.compile(r"\s*(?:[,;(]|\s[–—-]\s|\s[–—-]|[–—]\s).*$", re.DOTALL)
_POSTS_KAZAKH = "директоры директорының басшы басшысы жетекші жетекшісі мұғалім мұғалімі төраға төрағасы әдіскер м.а"
_POSTS_RUSSIAN = "директор руководитель заведующий заведующая учитель учительница председатель методист педагог и.о"
_POSTS = frozenset(fold(f"{_POSTS_KAZAKH} {_POSTS_RUSSIAN}").split())
_NAME_ROOT = 4  # letters of a name that stay in every case
_INITIALS = re.compile(r"\b([^\W\d_])\s*\.\s*(?=[^\W\d_]\b)")


def person(text: str) -> str:
    """A person's name: letters in name case, initials closed up, order kept, a post behind a comma or dash left out."""
    clean = " ".join(text.replace("\u00a0", " ").split()).strip(" .,;:–—-_/\"'«»“”")
    clean = _ROLE.sub("", clean)
    words = [_name_word(word) for word in _without_post(clean.split())]
    joined = " ".join(filter(None, words))
    joined = re.sub(r"\b([^\W\d_])\s*\.\s*([^\W\d_])\s*\.?(?=\s|$)", r"\1.\2.", joined)
    joined = re.sub(r"(?<=\s)([^\W\d_]) ([^\W\d_])$", lambda m: f"{m[1].upper()}.{m[2].upper()}.", joined)
    return re.sub(r"(?<=\s)([^\W\d_])$", lambda m: m[1].upper() + ".", joined)


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: a word of both is alike, or begins alike («Ахметова А.», «Ахметовой»)."""
    words = [[fold(word) for word in re.findall(r"[^\W\d_]{2,}", person(name))] for name in (one, other)]
    return any(mine[:_NAME_ROOT] == theirs[:_NAME_ROOT] for mine in words[0] for theirs in words[1])


def _without_post(words: list[str]) -> list[str]:
    """The words of a name without a post before or behind it: «математика мұғалімі Ахметова А.Б.»."""
    first = 0
    while len(words) - first > 1 and _is_post(words[first]):
        first += 1
    last = len(words)
    while last > first and words[last - 1].islower() and words[last - 1] not in _PARTICLES:
        last -= 1
    named = words[first:last]
    # A name in small letters throughout has no post that could be told from it.
    whole = len(named) >= 2 or (bool(named) and named[0].count(".") >= 2)
    return named if whole and named[0][:1].isupper() else words


def _is_post(word: str) -> bool:
    return (word[:1].islower() and word not in _PARTICLES) or fold(word).strip(".") in _POSTS


def _name_word(word: str) -> str:
    if _CYRILLIC.search(word):
        word = word.translate(_LATIN_TWINS)
    if "." in word:
        return ".".join(_capital(part) if len(part) > 1 else part.upper() for part in word.split("."))
    return "-".join(_capital(part) for part in re.split(r"[-‐‑]", word))


def _capital(part: str) -> str:
    lower = part.lower()
    if lower in _PARTICLES:
        return lower
    if len(part) > 1 and (part.isupper() or part.islower()):
        return lower[:1].upper() + lower[1:]
    return part


# ---------------------------------------------------------------- dates

_KAZAKH = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
_RUSSIAN = "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр"
_ENGLISH = "january february march april may june july august september october november december"
_MONTHS = {
    fold(name): number for names in (_KAZAKH, _RUSSIAN, _ENGLISH) for number, name in enumerate(names.split(), 1)
} | {fold("мая"): 5}
_LATIN_MONTHS = {transliterated(name): number for name, number in _MONTHS.items() if name.isascii()}
_SHORT = {name[:3]: number for name, number in _MONTHS.items() if name.isascii()}
_DAY = r"[«»„“”\"'‘’<\s]*(\d{1,2})[«»„“”\"'‘’>\s]*"
_YEAR = r"(\d{4}|\d{2})(?!\d)"
_WORD = r"([^\W\d_]{3,})\.?"
_OF = r"(?:[-–]?\s*(?:шы|ші|го|ого|st|nd|rd|th)\b)?"
_DAY_FIRST = re.compile(rf"(?<!\d){_DAY}{_OF}\s*{_WORD}[,\s]*{_YEAR}")
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(\d{{4}})\s*(?:ж(?:ыл(?:ғы|гы|дың)?)?\b\.?|[zj]h?(?:yl(?:gy|dyn)?)?\b\.?|г(?:ода?)?\b\.?)?[,\s]*{_DAY}{_OF}\s*{_WORD}"
)
_MONTH_FIRST = re.compile(rf"\b{_WORD}\s+(\d{{1,2}}){_OF},?\s+(\d{{4}})(?!\d)")
_NUMBERS = re.compile(rf"(?<![\d.]){_DAY}[./\-–\s]\s*[«»\"“”]?\s*(\d{{1,2}})[«»\"“”\s]*[./\-–\s]\s*{_YEAR}")
_ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")


def find_day(text: str) -> tuple[str, int, int] | None:
    """The first whole date in a text as ISO 8601, with where it starts and ends; None without day, month and year."""
    found = [
        result
        for pattern in (_ISO, _YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _NUMBERS)
        for result in _dates(pattern, text)
    ]
    return min(found, key=lambda result: result[1]) if found else None


def day(text: str) -> str:
    """The first whole date in a text as ISO 8601, "" where there is none."""
    found = find_day(text)
    return found[0] if found else ""


def _dates(pattern: re.Pattern[str], text: str) -> list[tuple[str, int, int]]:
    found = []
    for match in pattern.finditer(text):
        first, second, third = match.groups()
        if pattern is _ISO:
            parts = int(first), int(second), int(third)
        elif pattern is _YEAR_FIRST:
            parts = int(first), _month(third), int(second)
        elif pattern is _MONTH_FIRST:
            parts = int(third), _month(first), int(second)
        else:
            parts = int(third), int(second) if second.isdecimal() else _month(second), int(first)
        year, month, number = parts
        try:
            iso = date(year + 2000 if year < 100 else year, month, number).isoformat()
        except ValueError:
            continue
        if "1900" < iso < "2100":
            found.append((iso, match.start(), match.end()))
    return found


@remembered(1024)
def _month(word: str) -> int:
    """The month that a word names in any case ending, 0 when it names none."""
    folded = fold(word) if not word.isascii() or fold(word) in _SHORT else transliterated(word)
    for name, number in (*_MONTHS.items(), *_LATIN_MONTHS.items()):
        if folded.startswith(name) and len(folded) - len(name) <= 4:
            return number
    return _SHORT.get(folded, 0) if folded.isascii() else 0


# ---------------------------------------------------------------- other texts

_QUOTES = re.compile(r"[«»„“”‟\"]+|''|‘|’’")


def line(text: str) -> str:
    """Whitespace as one space, marks at the ends gone."""
    return " ".join(text.replace("\u00a0", " ").split()).strip(" ,;:")


def subject(text: str) -> str:
    """The name of a subject or an association without quotes and spare spaces."""
    return line(_QUOTES.sub(" ", text)).strip(" .")


def institution(text: str) -> str:
    """An institution's name: one kind of quotes, in pairs, «№ 79» spaced alike."""
    clean = line(text)
    clean = re.sub(r"(?:№|\bN[oо°]?|\bNo\.?)\s*(?=\d)", "№ ", clean)
    if not ("«" in clean and clean.count("«") == clean.count("»")):
        clean = _paired(_QUOTES.sub('"', clean))
    return line(re.sub(r"\s+»", "»", re.sub(r"«\s+", "«", clean)))


def _paired(text: str) -> str:
    """Straight quotes as «»: a quote opens before a word and closes after one."""
    out: list[str] = []
    opened = 0
    for index, character in enumerate(text):
        if character != '"':
            out.append(character)
            continue
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        opens = not before.strip() or before in "(«" if after.strip() else False
        opens = opens or (opened == 0 and bool(after.strip()))
        opened += 1 if opens else -1
        out.append("«" if opens else "»")
    return "".join(out)


def of(type: FieldType, text: str, area_code: str = "") -> str:
    """The normal form of a field's value by the field's type; "" where the text is not of that kind."""
    if type == "phone":
        return phones(text, area_code)
    if type == "email":
        return email(text)
    if type == "person":
        return person(text)
    if type == "date":
        return day(text)
    if type == "subject":
        return subject(text)
    return institution(text) if type == "institution" else line(text)
