"""Where a word that is wider than its column may be cut: an address, a file's name, a name written without spaces."""

import re
import unicodedata

MARK = "\u200b"  # zero width space: a place where a line may end (UAX 14)
_WORD = re.compile(r"\S+")
_JOINERS = ("\u200d", "\ufe0e", "\ufe0f")


def breakable(text: str, room: int) -> str:
    """The text with places to break in its words of more than ``room`` characters; no letter is parted from its mark.

    Words that fit stay whole: they go to the next line as one. A piece is half as long as what fits, for letters are
    not equally wide. Marks that the text itself has are left out, for who reads it back must find what was written.
    """
    text = text.replace(MARK, "")
    return _WORD.sub(
        lambda match: _cut(match[0], max(room // 2, 1)) if len(match[0]) > max(room, 1) else match[0], text
    )


def _cut(word: str, length: int) -> str:
    pieces, start = [], 0
    while start < len(word):
        end = start + length
        while end < len(word) and (_joined(word[end]) or word[end - 1] == _JOINERS[0]):
            end += 1
        pieces.append(word[start:end])
        start = end
    return MARK.join(pieces)


def _joined(char: str) -> bool:
    return bool(unicodedata.combining(char)) or char in _JOINERS
