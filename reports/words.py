"""Words for people: sentences from the catalogues, dates as people write them, and the Kazakh alphabet.

The catalogues are Fluent files (``locale/<language>/*.ftl``): the same messages with the same variables in Kazakh,
Russian and English. Dates have patterns of our own: «2025 жылғы 17 қазан, 23:59» is what a Kazakh paper says, and the
common locale data give something else.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

from reports.errors import WordsError

LANGUAGES = ("kk", "ru", "en")
_LOCALE = Path(__file__).with_name("locale")


@dataclass(frozen=True)
class _Catalogue:
    """The messages of one language; ``simple`` has those that need no resolving (see ``_pieces``)."""

    bundle: FluentBundle
    simple: Mapping[str, tuple[str, ...]]


@cache
def _catalogue(language: str, folders: tuple[Path, ...]) -> _Catalogue:
    """The catalogue of one language, read once."""
    if language not in LANGUAGES:
        raise WordsError(f"there is no catalogue for the language {language!r}, only {', '.join(LANGUAGES)}")
    bundle = FluentBundle([language], use_isolating=False)
    simple: dict[str, tuple[str, ...]] = {}
    for file in (file for folder in folders for file in sorted((folder / language).glob("*.ftl"))):
        text = file.read_text(encoding="utf-8")
        bundle.add_resource(FluentResource(text))
        for entry in FluentParser().parse(text).body:
            if isinstance(entry, ast.Message) and entry.value and (pieces := _pieces(entry.value)) is not None:
                simple[entry.id.name] = pieces
    return _Catalogue(bundle, simple)


class Words:
    """The catalogue of one language: ``words("standing-held")``, ``words("letters", count=3)``.

    ``folders`` may add other rooms' catalogues to this room's. The parameter ``count`` chooses the plural form and is
    a number; every other one is shown as the text it is.
    """

    __slots__ = ("_bundle", "_simple", "language")

    def __init__(self, language: str, *folders: Path) -> None:
        catalogue = _catalogue(language, (_LOCALE, *folders))
        self.language = language
        self._bundle, self._simple = catalogue.bundle, catalogue.simple

    def __call__(self, key: str, /, **params: object) -> str:
        """The sentence of that name; raises WordsError when the catalogue has none or a parameter is missing."""
        sentence, missing = self._format(key, params)
        if missing:
            raise WordsError(f"{self.language}: {key}: {missing}")
        return sentence

    def has(self, key: str) -> bool:
        """Whether the catalogue has a sentence of that name."""
        return self._bundle.has_message(key)

    def lenient(self, key: str, params: Mapping[str, object] = MappingProxyType({})) -> str:
        """The sentence of that name, or its bare code where the catalogue is behind the rules.

        A report must come out even when a rule says something that no catalogue knows yet.
        """
        if self.has(key):
            return self._format(key, params)[0]
        return self("code-unknown", code=key.partition("-")[2])

    def _format(self, key: str, params: Mapping[str, object]) -> tuple[str, str]:
        """The sentence and what went wrong in making it, "" when nothing."""
        pieces = self._simple.get(key)
        if pieces is not None and all(name in params for name in pieces[1::2]):
            return "".join(str(params[piece]) if place % 2 else piece for place, piece in enumerate(pieces)), ""
        pattern = self._bundle.get_message(key).value if self.has(key) else None
        if pattern is None:
            return key, "there is no such message"
        sentence, errors = self._bundle.format_pattern(pattern, {name: _plain(name, v) for name, v in params.items()})
        return str(sentence), "; ".join(str(error) for error in errors)

    def day(self, day: date) -> str:
        """A calendar day in words: «2025 жылғы 17 қазан»."""
        return self("day", year=day.year, day=day.day, month=self(f"month-{day.month}"))

    def moment(self, moment: datetime, *, seconds: bool = False) -> str:
        """A day with the time of its own zone: «2025 жылғы 17 қазан, 23:59»."""
        return self("moment", day=self.day(moment), time=f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}")

    def short_moment(self, moment: datetime) -> str:
        """A day and time for a narrow column: «17.10.2025 23:59»."""
        return f"{moment:%d.%m.%Y %H:%M}"

    def offset(self, moment: datetime) -> str:
        """The offset from universal time of an aware moment: «UTC+5»."""
        minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
        sign, (hours, rest) = "−" if minutes < 0 else "+", divmod(abs(minutes), 60)
        return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _plain(name: str, value: object) -> object:
    """A parameter as the catalogue takes it: a count as a number, anything else as text."""
    if name == "count":
        text = str(value)
        return int(text) if text.isdecimal() and len(text) < 10 else text
    return str(value)


def _pieces(pattern: ast.Pattern) -> tuple[str, ...] | None:
    """A message of text and plain parameters alone, as text, name, text, …; None for any other.

    A report of thousands of schools says hundreds of thousands of sentences, nearly all of this sort: joining their
    pieces takes a tenth of the time of resolving the pattern anew.
    """
    pieces = [""]
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            pieces[-1] += element.value
        elif isinstance(expression := element.expression, ast.VariableReference) and expression.id.name != "count":
            pieces += [expression.id.name, ""]
        else:
            return None
    return tuple(pieces)


_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: place for place, letter in enumerate(_ALPHABET)}
_Piece = tuple[int, int, str]
_WORD_END, _NUMBER, _LETTER, _FOREIGN = range(4)


def kazakh_order(text: str) -> tuple[tuple[_Piece, ...], str]:
    """The sorting key of the Kazakh 42-letter alphabet: words before longer words, numbers by value, then letters.

    Russian letters have their places in the same alphabet; letters of other scripts come after. Quotes, «№» and other
    signs do not count, so «№ 9» stands before «10». Two different texts never have the same key.
    """
    pieces: list[_Piece] = []
    digits = ""
    for char in unicodedata.normalize("NFC", text).casefold() + " ":
        if char.isdecimal():
            digits += str(unicodedata.decimal(char))
            continue
        if digits:
            # The length first, then the digits: order by value without making numbers of any length.
            number = digits.lstrip("0")
            pieces.append((_NUMBER, len(number), number))
            digits = ""
        if char in _PLACE:
            pieces.append((_LETTER, _PLACE[char], ""))
        elif char.isalpha():
            pieces.append((_FOREIGN, 0, char))
        elif (char.isspace() or char == "-") and pieces and pieces[-1][0] != _WORD_END:
            pieces.append((_WORD_END, 0, ""))
    return tuple(pieces), text
