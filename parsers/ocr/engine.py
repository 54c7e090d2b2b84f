"""Tesseract 5 through its C interface (tesseract/capi.h), loaded into the child that reads scans.

No other program is started, so the child stays as confined as every reader; the languages are loaded once for all the
pages that it reads. A page that makes the library hang or crash takes the child with it, which its parent replaces.
"""

import ctypes
import os
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_void_p
from typing import NamedTuple

from PIL import Image

from parsers.errors import ParserError
from parsers.facts import Problem
from parsers.ocr.installed import Recogniser

# Page segmentation modes (tesseract/publictypes.h): one column of text of any sizes reads the rows of tables as lines.
_COLUMN, _ONE_LINE, _TURN_ONLY = 4, 7, 0
_WORD_LEVEL = 5
_SIGNATURES = {
    "Create": (c_void_p, []),
    "Delete": (None, [c_void_p]),
    "Init3": (c_int, [c_void_p, c_char_p, c_char_p]),
    "SetVariable": (c_int, [c_void_p, c_char_p, c_char_p]),
    "SetPageSegMode": (None, [c_void_p, c_int]),
    "SetImage": (None, [c_void_p, c_char_p, c_int, c_int, c_int, c_int]),
    "SetSourceResolution": (None, [c_void_p, c_int]),
    "GetTsvText": (c_void_p, [c_void_p, c_int]),
    "Clear": (None, [c_void_p]),
    "DetectOrientationScript": (
        c_int,
        [c_void_p, POINTER(c_int), POINTER(c_float), POINTER(c_char_p), POINTER(c_float)],
    ),
}


class Word(NamedTuple):
    """A word as read, in pixels of the picture given; words of one ``line`` (its number) follow each other."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, ...]


class Engine:
    """Tesseract with its languages, loaded when the first page comes."""

    def __init__(self, setup: Recogniser) -> None:
        self._setup = setup
        # Its threads wait for each other without resting: on one page more than they gain, several times over.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            self._library = ctypes.CDLL(setup.shared_object)
            for name, (result, arguments) in _SIGNATURES.items():
                function = getattr(self._library, f"TessBaseAPI{name}")
                function.restype, function.argtypes = result, arguments
            self._library.TessDeleteText.argtypes = [c_void_p]
            self._library.TessDeleteText.restype = None
        except (OSError, AttributeError) as error:
            raise ParserError(Problem("unsupported", f"tesseract: {error}")) from error
        self._reads = self._open("+".join(setup.languages))
        self._turns: int | None = None
        self._latin: int | None = None

    def words(self, image: Image.Image, resolution: int, times: int = 1) -> list[Word]:
        """The words of a grey picture (mode L) in reading order; ``times``: looked at so many times larger."""
        if times == 1:
            return self._words(self._reads, image, resolution, _COLUMN)
        large = image.resize((image.width * times, image.height * times), Image.Resampling.LANCZOS)
        return [_smaller(word, times) for word in self._words(self._reads, large, resolution * times, _COLUMN)]

    def latin(self, image: Image.Image, resolution: int) -> list[Word]:
        """The words of one line as if all were Latin: an address of mail looks like Cyrillic to the other languages."""
        if "eng" not in self._setup.languages:
            return []
        if self._latin is None:
            self._latin = self._open("eng")
        return self._words(self._latin, image, resolution, _ONE_LINE)

    def _words(self, handle: int, image: Image.Image, resolution: int, mode: int) -> list[Word]:
        self._show(handle, image, resolution, mode)
        pointer = self._library.TessBaseAPIGetTsvText(handle, 0)
        if not pointer:
            return []
        try:
            said = ctypes.string_at(pointer).decode("utf-8", "replace")
        finally:
            self._library.TessDeleteText(pointer)
            self._library.TessBaseAPIClear(handle)
        return list(_words(said))

    def turned(self, image: Image.Image, resolution: int) -> tuple[int, float]:
        """By how many degrees clockwise the page must be turned to stand upright (0, 90, 180, 270), and how sure."""
        if not self._setup.turns:
            return 0, 0.0
        if self._turns is None:
            self._turns = self._open("osd")
        self._show(self._turns, image, resolution, _TURN_ONLY)
        degrees, sure, script, script_sure = c_int(), c_float(), c_char_p(), c_float()
        found = self._library.TessBaseAPIDetectOrientationScript(
            self._turns, byref(degrees), byref(sure), byref(script), byref(script_sure)
        )
        self._library.TessBaseAPIClear(self._turns)
        # The library says how far the text is turned anticlockwise from upright.
        return ((360 - degrees.value) % 360, float(sure.value)) if found else (0, 0.0)

    def _open(self, languages: str) -> int:
        handle: int = self._library.TessBaseAPICreate()
        if self._library.TessBaseAPIInit3(handle, self._setup.data.encode(), languages.encode()) != 0:
            raise ParserError(Problem("unsupported", f"tesseract cannot load {languages}"))
        # White letters on black are not worth a second look at every doubtful line.
        self._library.TessBaseAPISetVariable(handle, b"tessedit_do_invert", b"0")
        return handle

    def _show(self, handle: int, image: Image.Image, resolution: int, mode: int) -> None:
        self._library.TessBaseAPISetPageSegMode(handle, mode)
        self._library.TessBaseAPISetImage(handle, image.tobytes(), image.width, image.height, 1, image.width)
        self._library.TessBaseAPISetSourceResolution(handle, resolution)


def _smaller(word: Word, times: int) -> Word:
    return word._replace(
        left=word.left // times, top=word.top // times, right=word.right // times, bottom=word.bottom // times
    )


def _words(said: str) -> Iterator[Word]:
    """The words of a reading in tab-separated lines: level, page, block, paragraph, line, word, box, sureness, text."""
    for row in said.split("\n"):
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != str(_WORD_LEVEL) or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        line = tuple(map(int, cells[2:5]))
        yield Word(cells[11].strip(), left, top, left + width, top + height, float(cells[10]), line)
