"""One page, or the upper part of it, read: prepared, turned where it lies on its side, recognised, laid out."""

from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageStat

from parsers.facts import Block, ScanPage, ScanWord
from parsers.language import share_of_words
from parsers.ocr import clean as cleaning
from parsers.ocr.clean import Clean
from parsers.ocr.engine import Engine, Word
from parsers.ocr.installed import Recogniser
from parsers.ocr.layout import laid_out, mean_confidence, text_of
from parsers.ocr.likeness import look_of
from parsers.ocr.pictures import picture
from parsers.ocr.repair import asks_for_address, has_address, repaired, with_address
from parsers.ocr.sift import seen as sifted
from parsers.ocr.signing import marks_of

_ILLEGIBLE_BELOW = 95  # dots per inch: under about a hundred letters run together
_POOR = 62  # mean confidence 0..100 below which a reading may be of a page that is not upright
_UNREADABLE = 45  # and below which it says nothing
_SURE_OF_TURN = 1.5
_FEWEST_LETTERS = 12
_SHADED = 0.45  # the share of shades from which on a picture without words shows things


@dataclass(slots=True)
class _Seen:
    """A page in hand: prepared, and what was read of it down to the row ``until``."""

    page: Clean
    quarters: int
    words: list[Word]
    until: int
    given: Image.Image | None = None


class Reading:
    """Reads pages of files; remembers the page in hand, so that the rest of it need not be prepared anew."""

    def __init__(self, setup: Recogniser) -> None:
        self._engine = Engine(setup)
        self._last: tuple[tuple[str, str, int], _Seen] | None = None

    def read(self, path: Path, key: str, type_: str, number: int, *, whole: bool, member: str = "") -> ScanPage:
        """Page ``number`` of a file, all of it or its upper part. Raises ParserError: damaged, too_large.

        ``key`` names the bytes of the file; in an office file the page is the picture that is its ``member``.
        """
        same = (str(path), key, number)
        if self._last is not None and self._last[0] == same:
            seen = self._last[1]
        else:
            self._last = None
            given = picture(path, type_, number, member)
            if given.resolution < _ILLEGIBLE_BELOW:
                return ScanPage(number, True, finding=_unlit(given.image) or "illegible")
            seen = self._begun(given.image, whole=whole)
            seen.given = given.image
            self._last = (same, seen)
        if whole and seen.until < seen.page.image.height:
            self._rest(seen)
        return _told(number, seen)

    def again(self, number: int) -> ScanPage | None:
        """The page in hand read once more at twice its size; what is unclear in one reading seldom is in both."""
        if self._last is None or self._last[0][2] != number or self._last[1].page.is_blank:
            return None
        page = self._last[1].page
        words = self._recognised(page, 0, page.image.height, 2)
        if not words:
            return None
        return ScanPage(number, True, _blocks(page, words), _placed_words(page, words), mean_confidence(words))

    def _begun(self, image: Image.Image, *, whole: bool) -> _Seen:
        page = cleaning.clean(image)
        seen = _Seen(page, 0, [], page.image.height if whole else cleaning.upper(page.image))
        if page.is_blank:
            seen.until = page.image.height
            return seen
        if not cleaning.is_sideways(page.image):
            seen.words = self._recognised(page, 0, seen.until)
            if _is_good(seen.words):
                return seen
        return self._turned(image, seen, whole=whole)

    def _turned(self, image: Image.Image, first: _Seen, *, whole: bool) -> _Seen:
        """The page turned as it seems to be meant, if that reads better."""
        degrees, sure = self._engine.turned(first.page.image, 200)
        tries = [degrees // 90] if sure >= _SURE_OF_TURN else []
        sideways = cleaning.is_sideways(first.page.image)
        tries += [turn for turn in ((1, 3) if sideways else (2,)) if turn not in tries]
        if sideways and not first.words:
            tries.append(0)
        best = first
        for quarters in tries:
            page = cleaning.clean(image, quarters) if quarters else first.page
            until = page.image.height if whole else cleaning.upper(page.image)
            found = _Seen(page, quarters, self._recognised(page, 0, until), until)
            if _worth(found.words) > _worth(best.words):
                best = found
            if _is_good(best.words):
                break
        return best

    def _rest(self, seen: _Seen) -> None:
        """All of the page, read at once: the lines of a form or table hold together better than in two pieces."""
        seen.until = seen.page.image.height
        seen.words = self._recognised(seen.page, 0, seen.until)

    def _recognised(self, page: Clean, top: int, foot: int, times: int = 1) -> list[Word]:
        """Words between two rows, the left page's before the right one's where there are two."""
        middle = cleaning.halves(page.image)
        image = cleaning.unruled(page.image.crop((0, 0, page.image.width, foot)))
        sides = [(0, image.width)] if middle is None else [(0, middle), (middle, image.width)]
        found: list[Word] = []
        for side, (left, right) in enumerate(sides):
            piece = image.crop((left, top, right, foot))
            if min(piece.size) < 16:
                continue
            resolution = max(70, min(400, round(max(page.image.size) / 11.69)))
            found += [_moved(word, left, top, side) for word in self._engine.words(piece, resolution, times)]
        return self._with_addresses(repaired(sifted(found)), image)

    def _with_addresses(self, words: list[Word], image: Image.Image) -> list[Word]:
        """The words with addresses of mail read once more, as Latin, from the lines where one stands or should."""
        asked = False
        made: list[Word] = []
        for line in (list(line) for _, line in groupby(words, key=lambda word: word.line)):
            asks = asks_for_address(line)
            read = self._with_address(line, image) if asks or asked or has_address(line) else line
            asked = asks and not has_address(read)
            made.extend(read)
        return made

    def _with_address(self, line: list[Word], image: Image.Image) -> list[Word]:
        pad = max(3, (line[0].bottom - line[0].top) // 3)
        left, top = max(0, line[0].left - pad), max(0, min(word.top for word in line) - pad)
        band = image.crop((left, top, image.width, min(image.height, max(word.bottom for word in line) + pad)))
        return with_address(line, [_moved(word, left, top, 0) for word in self._engine.latin(band, 200)])


def _moved(word: Word, left: int, top: int, side: int) -> Word:
    return word._replace(
        left=word.left + left, right=word.right + left, top=word.top + top, bottom=word.bottom + top,
        line=(side, top, *word.line),
    )  # fmt: skip


def _letters(words: list[Word]) -> int:
    return sum(sum(map(str.isalpha, word.text)) for word in words)


def _worth(words: list[Word]) -> float:
    """How much a reading says: letters in words that it is sure of and that can be words."""
    sure = [word for word in words if word.confidence >= _POOR and len(word.text) > 2]
    share = share_of_words(" ".join(word.text for word in sure), latin=True)
    return _letters(sure) * (0.3 if share is None else share)


def _is_good(words: list[Word]) -> bool:
    share = share_of_words(" ".join(word.text for word in words), latin=True)
    return _letters(words) >= 3 * _FEWEST_LETTERS and mean_confidence(words) >= _POOR and (share or 0.0) >= 0.6


def _told(number: int, seen: _Seen) -> ScanPage:
    found = _said(number, seen)
    return found if seen.page.is_blank or seen.given is None else replace(found, look=look_of(seen.given))


def _said(number: int, seen: _Seen) -> ScanPage:
    page, words = seen.page, seen.words
    whole = seen.until >= page.image.height
    sure = mean_confidence(words)
    if _letters(words) < _FEWEST_LETTERS or sure < _UNREADABLE or _worth(words) < _FEWEST_LETTERS:
        if not whole and not page.is_blank:
            return ScanPage(number, False, confidence=sure, finding="illegible")
        return ScanPage(number, True, confidence=sure, finding=_without_words(page, words))
    found = _placed_words(page, words)
    marks = marks_of(page, seen.given, words, number) if whole and seen.given is not None else ()
    return ScanPage(number, whole, _blocks(page, words), found, sure, marks=marks)


def _placed_words(page: Clean, words: list[Word]) -> tuple[ScanWord, ...]:
    return tuple(
        ScanWord(text_of(word.text), page.box(word.left, word.top, word.right, word.bottom), round(word.confidence))
        for word in words
    )


def _blocks(page: Clean, words: list[Word]) -> tuple[Block, ...]:
    sides = sorted({word.line[0] for word in words})
    foot = min(page.image.height, max(word.bottom for word in words) + 40)
    if len(sides) == 1:
        return laid_out(words, page.image.crop((0, 0, page.image.width, foot)))
    middle = cleaning.halves(page.image) or page.image.width // 2
    made: list[Block] = []
    for side in sides:
        left, right = (0, middle) if side == 0 else (middle, page.image.width)
        own = [w._replace(left=w.left - left, right=w.right - left) for w in words if w.line[0] == side]
        made.extend(laid_out(own, page.image.crop((left, 0, right, foot))))
    return tuple(made)


def _without_words(page: Clean, words: list[Word]) -> str:
    """What a page is on which no words were found."""
    if page.is_blank:
        return "blank"
    return "photo" if page.shades >= _SHADED and _letters(words) < _FEWEST_LETTERS else "illegible"


def _unlit(image: Image.Image) -> str:
    """``blank`` for a page too coarse to read on which nothing stands anyway."""
    grey = image.convert("L")
    return "blank" if ImageStat.Stat(grey).stddev[0] < 2.5 else ""
