"""Kazakh and Russian as schools really type them, folded to one spelling that can be compared.

Kazakh is typed without its letters («жумыс жоспары»), with Latin look-alikes («XATTAMACbI»), wholly in Latin
(buiryq, zhospar), decomposed (й as и + breve), in spaced capitals («Б Ұ Й Р Ы Қ») and broken at line ends. ``fold``
makes these one; ``tidy`` only repairs what is no letter, and keeps the words as written for people to read;
``root`` is what beginnings of words are compared by, and loses more than ``fold`` does.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from parsers.remembering import remembered
from parsers.transcribe import COMMON, LetterByLetter

__all__ = ["fold", "is_participle", "name_text", "places", "root", "roots", "tidy", "transliterated", "words"]

_LETTER = r"[^\W\d_]"
# Soft hyphens, joiners, direction marks: nothing that is seen. Line and paragraph separators become line ends.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFFC)
)
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09), " ")
_LINES = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), "\n")
_TIDY = {**_INVISIBLE, **_SPACES, **_LINES}
_TIDIED = LetterByLetter(_TIDY)
_UNTIDY = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_TIDY)) + "\u0300-\u036f]")
_BROKEN = re.compile(rf"[-‐](?<={_LETTER}[-‐]) ?\n ?(?={_LETTER})")
_SPACED = re.compile(rf"(?<!\w){_LETTER}(?: {_LETTER}){{3,}}(?!\w)")
_MAY_BE_SPACED = re.compile(rf" {_LETTER} {_LETTER} {_LETTER}(?!\w)")  # how each of these ends: soon looked for
_CRLF = re.compile(r"\r\n?")

_QUOTES = dict.fromkeys(map(ord, "«»„“”‟″‹›‘’‚‛`´ʼʻ'"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘－"), "-")
_MARKS = LetterByLetter({**_QUOTES, **_DASHES})
_CLASSES = str.maketrans(
    # One class for the letters that replace each other on keyboards without Kazakh, and for Cyrillic twins.
    "әэəғѓґєқҡӄќңӊҥөѳɵұүҮһҳіїйёъ¥θ",
    "аааггггккккннноооуууххиииеьуо",
)
_TWINS = str.maketrans("aAbBcCeEfFhHiIkKmMoOpPqtTxXyY", "ааьвсСеЕғҒһНіІкКмМоОрРқтТхХуУ")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0259\u0275]")
_TOKEN = re.compile(rf"{_LETTER}+|\d+")
_YERY = re.compile(r"[bЬь][lI1|]")  # «ы» drawn with a soft sign and a stick, in scans and in old PDFs


def tidy(text: str) -> str:
    """The text with nothing but its letters repaired: composed, no invisible marks, plain spaces and line ends.

    Spaced-out capitals are closed up and words broken at a line end are joined; case and spelling stay as written.
    Idempotent.
    """
    if text.isascii() and "\t" not in text and "\r" not in text and "-\n" not in text and "\f" not in text:
        return _close_up(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _UNTIDY.search(text):
        text = _TIDIED(_CRLF.sub("\n", text))
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)
    if "\n" in text:
        text = _BROKEN.sub("", text)
    return _close_up(text)


def _close_up(text: str) -> str:
    if not _MAY_BE_SPACED.search(text):
        return text
    return _SPACED.sub(lambda m: m[0].replace(" ", ""), text)


def fold(text: str) -> str:
    """One spelling for all the ways a text may be typed: lower case, one class for each group of look-alikes.

    Kazakh letters fold to the Russian ones typed instead (ә, э → а; ғ → г; қ → к; ң → н; ө → о; ұ, ү → у; һ → х;
    і, й → и; ё → е; ъ → ь), Latin letters inside Cyrillic words to their Cyrillic twins, quotes to ``"``, dashes to
    ``-``, runs of spaces to one. Words wholly in Latin stay Latin (see ``transliterated``). Idempotent.
    """
    folded = _fold_once(text)
    for _ in range(4):
        again = _fold_once(folded)
        if again == folded:
            break
        folded = again
    return folded


def _fold_once(text: str) -> str:
    text = tidy(text)
    text = _letter_by_letter()(text) or _MARKS(_TOKEN.sub(lambda m: _fold_word(m[0]), text))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


@cache
def _letter_by_letter() -> Callable[[str], str | None]:
    """Folds a text in which no word has Latin letters: without them each letter is folded for itself."""
    plain = [letter for letter in COMMON if not _LATIN.match(letter)]
    folded = {ord(letter): _fold_word(letter) if _TOKEN.match(letter) else _MARKS(letter) for letter in plain}
    return LetterByLetter(folded, plain).known


@remembered(65536)
def _fold_word(word: str) -> str:
    if _CYRILLIC.search(word):
        word = _YERY.sub("ы", word).translate(_TWINS)
    word = unicodedata.normalize("NFC", word.lower())
    return "".join(c for c in word if not unicodedata.combining(c)).translate(_CLASSES)


# Latin spellings of Kazakh (2017, 2018 and 2021 alphabets, and what people type) and of Russian, longest first.
_LATIN_PAIRS = {
    "shch": "щ",
    "zh": "ж",
    "kh": "х",
    "gh": "г",
    "sh": "ш",
    "ch": "ч",
    "ts": "ц",
    "ya": "я",
    "yu": "ю",
    "yo": "е",
    "ye": "е",
    "iya": "ия",
    "ia": "ия",
    "yy": "ыи",
    "iy": "ии",
    "ay": "аи",
    "oy": "ои",
    "ey": "еи",
    "uy": "уи",
    "a": "а",
    "b": "б",
    "c": "ц",
    "d": "д",
    "e": "е",
    "f": "ф",
    "g": "г",
    "h": "х",
    "i": "и",
    "j": "ж",
    "k": "к",
    "l": "л",
    "m": "м",
    "n": "н",
    "o": "о",
    "p": "п",
    "q": "к",
    "r": "р",
    "s": "с",
    "t": "т",
    "u": "у",
    "v": "в",
    "w": "у",
    "x": "х",
    "y": "ы",
    "z": "з",
    "ş": "ш",
    "ç": "ч",
    "ı": "ы",
    "ə": "а",
    "ɵ": "о",
    "'": "",
}
_LATIN_UNIT = re.compile("|".join(sorted(map(re.escape, _LATIN_PAIRS), key=len, reverse=True)))
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0259\u0275][A-Za-z\u00c0-\u024f\u0259\u0275'’ʼ]*")


def transliterated(text: str) -> str:
    """``fold`` of a text whose Latin words are Kazakh or Russian: buiryq, zhospar, jospar, hattama, plan raboty."""
    return fold(_LATIN_WORD.sub(lambda m: _to_cyrillic(m[0]), tidy(text)))


@remembered(16384)
def _to_cyrillic(word: str) -> str:
    word = word.lower().replace("’", "'").replace("ʼ", "'")
    word = word.replace("ş", "\ue000").replace("ç", "\ue001")
    word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    word = word.replace("\ue000", "ş").replace("\ue001", "ç")
    return _LATIN_UNIT.sub(lambda m: _LATIN_PAIRS[m[0]], word)


_DOUBLED = re.compile(r"([\u0430-\u044f])\1+")


@remembered(65536)
def root(word: str) -> str:
    """What the beginnings of words are compared by: folded, without soft and hard signs, double letters single.

    «хаттама» and «хатама», «объединение» and «обединение», «щ» and «сч» (obobschenie) are one; words of up to four
    letters, which may be abbreviations, keep theirs («ППО»). Never for showing, nor for names of people.
    """
    folded = _fold_word(word).replace("ь", "").replace("сч", "щ")
    return _DOUBLED.sub(r"\1", folded) if len(folded) > 4 else folded


@remembered(65536)
def roots(word: str) -> tuple[str, ...]:
    """All readings of one written word: a Latin one may be Latin, transliterated, or Cyrillic in look-alikes.

    «ӘБнің» reads as itself and as the abbreviation that it begins with.
    """
    readings = [root(word)]
    if _LATIN.search(word):
        readings.append(root(_to_cyrillic(word)))
        if word[0] in "eE":
            readings.append(root("э" + _to_cyrillic(word[1:])))  # «elektiv», «eksperiment»
        if not _CYRILLIC.search(word):
            twin = _YERY.sub("ы", word).translate(_TWINS)
            if not _LATIN.search(twin):
                readings.append(root(twin))
    if len(word) > 3 and (glued := _ABBREVIATION.match(word)):
        readings.extend(roots(glued[1]))
    return tuple(dict.fromkeys(readings))


_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_LOWER = "a-zа-яёәғқңөұүһі"
_ABBREVIATION = re.compile(rf"([{_UPPER}]{{2,}})[{_LOWER}]{{2,}}$")


# Folded: «реттейтін», «толтырылған», «бекітілген»; «регулирующее», «составленный», «проведённых».
_PARTICIPLE = re.compile(
    r"\w{3,}(?:[аеи]т[ыи]н|[гк][ае]н)$"
    r"|\w{2,}(?:[юуая]щ|вш|ованн|[лдщ]енн)(?:[ыио]и|[оеыи]е|ая|[ыи]х|[ое]го|[ое]му|[ыи]ми?|ую|ей)$"
)


@remembered(4096)
def is_participle(word: str) -> bool:
    """A verb used as an adjective, Kazakh or Russian: it says what is done with a thing and names no other."""
    return _PARTICIPLE.match(fold(word)) is not None


def words(text: str) -> list[str]:
    """The words and numbers of a tidy text as written, in order."""
    return _TOKEN.findall(text)


def places(text: str) -> list[tuple[int, int]]:
    """Where each of ``words`` stands: start and end in the text."""
    return [m.span() for m in _TOKEN.finditer(text)]


# «BZhB» is one abbreviation: words are glued where a whole word ends or begins.
_NAME_BREAK = re.compile(
    rf"(?<=[{_LOWER}]{{3}})(?=[{_UPPER}])|(?<=[{_LOWER}])(?=[{_UPPER}][{_LOWER}])"
    rf"|(?<=[{_UPPER}]{{2}})(?=[{_UPPER}][{_LOWER}]{{3}})|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)"
)
_NAME_MARKS = re.compile(r"[_+~#=]+|(?<!\d)\.|\.(?!\d)")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_COPY = re.compile(r"\s*(?:\(\d{1,2}\)|- (?:көшірме|копия|copy))\s*$", re.IGNORECASE)


def name_text(name: str) -> str:
    """A file's or a folder's name as words: no extension, no copy mark, underscores and glued words taken apart.

    "01_бұйрық", "ӘБжоспары(1).docx", "ЖылдықЖоспар-2025" → "01 бұйрық", "ӘБжоспары", "Жылдық Жоспар-2025".
    """
    text = _COPY.sub("", _EXTENSION.sub("", tidy(name)))
    text = _NAME_MARKS.sub(" ", text)
    return " ".join(_NAME_BREAK.sub(" ", text).split())
