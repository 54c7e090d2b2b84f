"""Where a word that is wider than its column may be cut: an address, a file's name, a name written without spaces."""

import re
import unicodedata

MARK = "\u200b"  # zero width space: a place where a line may end (UAX 14)
_WORD = re.compile(r"\S+")
_PARTS = re.compile(r"[^@._/\\]*[@._/\\]?(?<=.)[\u0300-\u036f]*", re.DOTALL)
_JOINERS = ("\u200d", "\ufe0e", "\ufe0f")


def breakable(text: str, room: int) -> str:
    """The text with places to break in its words of more than ``room`` characters; no letter is parted from its mark.

    Words that fit stay whole: they go to the next line as one. Long ones break after the signs of addresses and file
    names, and what is too long even so at half of what fits, for letters are not equally wide. Marks that the text
    itself has are left out, for who reads it back must find what was written.
    """
    most = max(room, 1)
    return _WORD.sub(lambda match: match[0] if len(match[0]) <= most else _cut(match[0], most), text.replace(MARK, ""))


def _cut(word: str, most: int) -> str:
    """The word in pieces: after the signs that addresses and names of files have, and within what is still too long."""
    pieces = []
    for part in _PARTS.findall(word):
        start, length = 0, len(part) if len(part) <= most else max(most // 2, 1)
        while start < len(part):
            end = start + length
            while end < len(part) and (_joined(part[end]) or part[end - 1] == _JOINERS[0]):
                end += 1
            pieces.append(part[start:end])
            start = end
    return MARK.join(pieces)


def _joined(char: str) -> bool:
    return bool(unicodedata.combining(char)) or char in _JOINERS
