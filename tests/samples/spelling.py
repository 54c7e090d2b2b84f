"""Kazakh as people type it on other keyboards."""

_PLAIN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_FROM = "аәбвгғдеёзийкқлмнңоөпрстуұүфхһцыіэ"
_LATIN = dict(zip(_FROM, "aabvggdeeziikqlmnnooprstuuufhhcyie", strict=True))
_LATIN |= {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}


def without_kazakh_letters(text: str) -> str:
    """Kazakh as typed on a Russian keyboard."""
    return text.translate(_PLAIN)


def latin(text: str) -> str:
    """Kazakh or Russian in Latin letters, as file names are."""
    out = []
    for letter in text:
        low = _LATIN.get(letter.lower(), letter)
        out.append(low.capitalize() if letter.isupper() else low)
    return "".join(out)
