"""Letter-by-letter replacement in long texts: what ``str.translate`` does, some ten times as fast.

``str.translate`` looks every letter beyond ASCII up in a dictionary. Nearly all letters of a paper are in a table of
256, so a text becomes bytes, bytes are translated by a table of the processor's size, and come back as text. A text
with any other letter goes the plain way.
"""

import codecs
from collections.abc import Iterable, Mapping

COMMON = (
    "".join(map(chr, range(128)))
    + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
    + "«»“”„‘’–—‑…№•·°§©®¹²³½\u00a0\u00ad\u200b\ufeff"
)
_UNUSED = "\ufffe"


class LetterByLetter:
    """Replaces letters as ``text.translate(mapping)`` does; the mapping is asked once for each common letter."""

    def __init__(self, mapping: Mapping[int, str | int | None], common: Iterable[str] = COMMON) -> None:
        """``common``: the letters that have a place in the table, 255 at most."""
        self._mapping = mapping
        letters = list(dict.fromkeys(common))
        places = {letter: place for place, letter in enumerate(letters)}
        replaced = {letter: letter.translate(mapping) for letter in letters}
        # What becomes a letter that has no byte, or several letters, is left to the plain way.
        taken = [letter if not replaced[letter] or replaced[letter] in places else _UNUSED for letter in letters]
        self._encoding = codecs.charmap_build("".join(taken).ljust(256, _UNUSED))
        self._decoding = "".join(letters).ljust(256, _UNUSED)
        self._table = bytes(places.get(replaced[letter], 0) for letter in letters).ljust(256, b"\0")
        self._dropped = bytes(places[letter] for letter in letters if not replaced[letter])

    def __call__(self, text: str) -> str:
        """The text with its letters replaced."""
        made = self.known(text)
        return text.translate(self._mapping) if made is None else made

    def known(self, text: str) -> str | None:
        """The text with its letters replaced, None where it has one that is not in the table."""
        try:
            raw, _ = codecs.charmap_encode(text, "strict", self._encoding)
        except UnicodeEncodeError:
            return None
        return codecs.charmap_decode(raw.translate(self._table, self._dropped), "strict", self._decoding)[0]
