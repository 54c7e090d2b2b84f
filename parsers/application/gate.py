"""Which pages are worth reading as a form: a look at a page's letters, cheap enough to take at every page there is.

Reading a page as a form is dear, and every paper of a school names some of its fields («мектеп», «директор»). What
tells cheaply is whether a page names the form's title or three of its fields, and says how the applicant is reached.
"""

import re
from collections.abc import Iterable

from parsers.application.words import TOKEN, squash
from parsers.kazakh import fold
from parsers.knowledge import Form
from parsers.transcribe import LetterByLetter

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Six digits or more that are no years: a telephone number, perhaps.
_LONG_NUMBER = re.compile(r"\d(?:[ ()\u00a0-]{0,2}\d){5,}")
_SHORT_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}(?![^\W\d_])")
_SHORT = 4  # letters below which a label is looked for as a word of its own: «МО», «тел»
_TELLING = 5  # letters of a label that shows how the applicant is reached


class Gate:
    """What tells of a form's pages, ready to be looked for. Make one a form."""

    def __init__(self, form: Form) -> None:
        keys = {field.key: [key for label in field.labels for key in _both(label)] for field in form.fields}
        self._long = [_shortest(key for key in found if len(key) >= _SHORT) for found in keys.values()]
        self._short = [{key for key in found if 0 < len(key) < _SHORT} for found in keys.values()]
        ways = [field.key for field in form.fields if field.type in ("phone", "email") and field.required]
        self._ways = _shortest(key for way in ways for key in keys[way] if len(key) >= _TELLING)
        self._joins = _shortest(key for group in form.words if group.key == "joins" for key in map(squash, group.words))
        self._titles = _shortest(key for title in form.titles for key in _both(title))

    def titled(self, plain: str) -> bool:
        """Whether the words of a title stand anywhere in a page."""
        return any(title in plain for title in self._titles)

    def asks(self, plain: str) -> bool:
        """Whether a page may be an application written as a letter: it has a title's words, or words of taking part."""
        return self.titled(plain) or any(word in plain for word in self._joins)

    def fields_named(self, text: str, plain: str, enough: int) -> bool:
        """Whether a page has the labels of that many fields, or what they would hold where they are misspelt.

        A page with an address of mail and two telephone numbers is worth reading whatever its labels are called.
        """
        if self._ways and "@" in text and len(_LONG_NUMBER.findall(_YEAR.sub(" ", text))) >= 2:
            return True
        named, apart = 0, None
        for long, short in zip(self._long, self._short, strict=True):
            if any(key in plain for key in long):
                named += 1
            elif short:
                if apart is None:
                    apart = {letters(word) for word in set(_SHORT_WORD.findall(text))}
                named += not short.isdisjoint(apart)
            if named >= enough:
                return True
        return False

    def reachable(self, text: str, plain: str) -> bool:
        """Whether a page has an address, a telephone number or the label of one; a form may ask for none."""
        if not self._ways or "@" in text or any(way in plain for way in self._ways):
            return True
        return _LONG_NUMBER.search(text) is not None and _LONG_NUMBER.search(_YEAR.sub(" ", text)) is not None


def _shortest(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys without those that have another one in them, and so tell nothing more."""
    kept: list[str] = []
    for key in sorted(set(keys) - {""}, key=lambda key: (len(key), key)):
        if not any(short in key for short in kept):
            kept.append(key)
    return tuple(kept)


class _Letters(dict[int, str]):
    """Each letter as ``fold`` spells it within a Cyrillic word, everything that is no letter or digit left out."""

    def __missing__(self, code: int) -> str:
        folded = fold("ж" + chr(code)).removeprefix("ж")
        self[code] = "".join(TOKEN.findall(folded))
        return self[code]


_LETTERS = _Letters()
_BY_LETTER = LetterByLetter(_LETTERS)


def _both(label: str) -> tuple[str, str]:
    """A label letter by letter, and as it is looked for in a text that is written in Latin."""
    return label.translate(_LETTERS), _word_by_word(label)


def _word_by_word(text: str) -> str:
    return "".join(map(squash, text.split())).translate(_LETTERS)


def letters(text: str) -> str:
    """A text's letters and digits alone, folded one by one: no word is looked at, so it costs next to nothing.

    A text that has hardly any «а» is written in Latin and is taken word by word.
    """
    if len(text) > 100 and (text.count("а") + text.count("А")) * 100 < len(text):
        return _word_by_word(text)
    return _BY_LETTER(text)
