"""Where a word that is wider than its column may be cut: an address, a file's name, a name written without spaces."""

import re
import unicodedata
from itertools import pairwise

MARK = "\u200b"  # zero width space: a place where a line may end (UAX 14)
_WORD = re.compile(r"\S+")


def breakable(text: str, room: int) -> str:
    """The text with places to break in its words of more than ``room`` characters; no letter is parted from its mark.

    Words that fit stay whole: they go to the next line as one. Marks that the text itself has are left out, for who
    reads it back must find what was written.
    """
    room = max(room, 1)
    text = text.replace(MARK, "")
    return _WORD.sub(lambda match: _cut(match[0]) if len(match[0]) > room else match[0], text)


def _cut(word: str) -> str:
    pieces = [word[0]]
    for before, char in pairwise(word):
        joined = unicodedata.combining(char) or char == "\u200d" or before == "\u200d" or "\ufe00" <= char <= "\ufe0f"
        pieces.append(char if joined else MARK + char)
    return "".join(pieces)
