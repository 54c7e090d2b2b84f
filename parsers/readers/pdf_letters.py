"""The letters of a PDF's page as pdfium gives them: where each stands, whether it is bold, where words stand apart.

pdfium answers letter by letter; only the ends and the middle of a line are asked for, and the gaps within it where
they matter, which keeps twelve pages at some milliseconds.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as raw

# Some thousands of these answers a letter: memory for them is made once. A child reads one file at a time.
_BOX = raw.FS_RECTF()
_BOX_AT = ctypes.byref(_BOX)
_NAME = ctypes.create_string_buffer(96)
_BOLD, _BOLD_NAMES = 600, (b"bold", b"black", b"heavy")
_box_of, _index_of = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharIndexFromTextIndex


class Letters:
    """Letters by their place in the text of a page, which stays open meanwhile."""

    def __init__(self, textpage: raw.FPDF_TEXTPAGE, text: str) -> None:
        self._textpage = textpage
        first, last = _index_of(textpage, 0), _index_of(textpage, len(text) - 1)
        # pdfium's own numbers rise with the places. Nearly always none is left out, and the distance stays the same.
        self._distance: int | None = first if first >= 0 and last - first == len(text) - 1 else None
        self._bold: dict[bytes, bool] = {}

    def _index(self, place: int) -> int:
        if self._distance is not None:
            return place + self._distance
        index: int = _index_of(self._textpage, place)
        return index

    def box(self, place: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top of a letter; None when pdfium has no box for it."""
        index = self._index(place)
        if index < 0 or not _box_of(self._textpage, index, _BOX_AT):
            return None
        return _BOX.left, _BOX.bottom, _BOX.right, _BOX.top

    def is_bold(self, place: int) -> bool:
        """Whether a letter's font is bold, by its weight or by its name."""
        index = self._index(place)
        if index < 0:
            return False
        if raw.FPDFText_GetFontWeight(self._textpage, index) >= _BOLD:
            return True
        length = raw.FPDFText_GetFontInfo(self._textpage, index, _NAME, len(_NAME), None)
        return 0 < length <= len(_NAME) and self._is_bold_name(_NAME.value)

    def _is_bold_name(self, name: bytes) -> bool:
        if name not in self._bold:
            self._bold[name] = any(word in name.lower() for word in _BOLD_NAMES)
        return self._bold[name]

    def gaps(self, line: str, first: int) -> Iterator[tuple[int, float, float]]:
        """The spaces of a line whose text begins at ``first``: their place in it, where the word before ends and where
        the word after begins.
        """
        place = line.find(" ", 1)
        while 0 < place < len(line) - 1:
            before, after = self.box(first + place - 1), self.box(first + place + 1)
            if before is not None and after is not None:
                yield place, before[2], after[0]
            place = line.find(" ", place + 1)
