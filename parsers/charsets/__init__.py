"""Bytes of unknown or wrongly declared encoding → text, for letters, names, archives, plain text and CSV.

Schools write in Kazakh and Russian from mail programs of thirty years. What a header declares is a hint: UTF-8 proves
itself, a byte order mark too, and among the one-byte encodings the letters decide (their frequency and their
neighbours in both languages, the case inside words, foreign signs between them).
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import charset_normalizer

from parsers.charsets import letters as by_letters
from parsers.remembering import LINE

CYRILLIC = ("kz1048", "cp1251", "koi8-r", "cp866")
"""One-byte encodings of Kazakhstan's mail, the likelier first where the letters cannot tell."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_IMPOSSIBLE = -99.0
_SAMPLE = 16 * 1024
_NO_TEXT = (
    "idna",
    "punycode",
    "undefined",
    "unicode-escape",
    "unicode_escape",
    "raw-unicode-escape",
    "raw_unicode_escape",
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASIAN = ("gb", "big5", "euc", "shift", "cp932", "cp949", "cp950", "johab")
_BEYOND_ASCII = bytes(range(128, 256))
_STATEFUL = ("iso2022", "hz", "utf-7")
# A Cyrillic page under a western label is the commonest lie of mail programs, so these labels are only hints.
_PRIOR = {"kz1048": 0.0, "cp1251": -0.01, "koi8-r": -0.25, "cp866": -0.6}


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of ``data``; ``declared`` is the encoding its label names, None or "" where it has none.

    Never fails: what no encoding explains comes back with U+FFFD. Lone surrogates never come back.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _scalar(data.decode(codec, "replace"))
    if not declared and (wide := _wide_without_mark(data)):
        return _scalar(data.decode(wide, "replace"))
    label = _known(declared)
    if label and label.startswith(("utf-16", "utf-32", *_STATEFUL)):
        if (text := _strictly(data, label)) is not None:
            return text
        label = None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error):
            return data.decode("utf-8", "replace")
    # A label of East Asia is seldom a lie, and its two-byte codes refuse most other texts.
    if label and label.startswith(_ASIAN) and (text := _strictly(data, label)) is not None:
        return text
    return _scalar(_one_byte(data, label))


def _strictly(data: bytes, codec: str) -> str | None:
    """The text where every byte fits, else None."""
    try:
        return _scalar(data.decode(codec))
    except UnicodeError:
        return None


def guess(samples: Sequence[bytes], candidates: Iterable[str] = CYRILLIC) -> str:
    """The one encoding that explains all samples best: ``utf-8`` where it fits, else the best of ``candidates``.

    Names of one archive, or lines of one file, come from one program: together they tell more than each alone.
    """
    joined = b"\n".join(samples)
    try:
        joined.decode("utf-8")
    except UnicodeDecodeError:
        # Candidates stand in the order of what is usual where the bytes come from; a near tie goes to the earlier.
        scores = {
            codec: by_letters.likelihood(joined[:_SAMPLE].decode(codec, "replace")) - 0.05 * place
            for place, codec in enumerate(candidates)
        }
        return max(scores, key=scores.__getitem__)
    return "utf-8"


def _known(declared: str | None) -> str | None:
    """The codec that a label names, None for labels that name nothing we know or no text encoding."""
    try:
        codec = codecs.lookup((declared or "").strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return None
    is_text = codec._is_text_encoding and codec.name not in _NO_TEXT
    return codec.name if is_text else None


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 shows itself by zero bytes in every second place of its signs and spaces."""
    head = data[:2048]
    if len(head) < 4 or len(data) % 2 or 0 not in head:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    # Cyrillic text has 0x04 there, digits and spaces have 0x00.
    cyrillic_low, cyrillic_high = head[0::2].count(4), head[1::2].count(4)
    if high + cyrillic_high > 0.9 * (len(head) / 2) and low == 0:
        return "utf-16-le"
    return "utf-16-be" if low + cyrillic_low > 0.9 * (len(head) / 2) and high == 0 else None


def _is_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """UTF-8 with few broken places (cut off, or one wrong byte) is still UTF-8."""
    if error.reason == "unexpected end of data" and not data[: error.start].isascii():
        return True
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(char > "\x7f" for char in text) - broken
    return sound > 8 * max(broken, 1)


def _one_byte(data: bytes, label: str | None) -> str:
    """Text in the likeliest one-byte encoding, the label's where it is not clearly worse."""
    sample = _sample(data)
    scores = {codec: _likelihood(sample, codec) for codec in CYRILLIC}
    best = max(scores, key=scores.__getitem__)
    if label in (None, "ascii", "utf-8"):
        label = None
    if label and _is_believable(sample, label, scores, best):
        return data.decode(label, "replace")
    if _is_mostly_cyrillic(sample, best) and (label or not _is_western(sample, "cp1252", best)):
        return data.decode(best, "replace")
    if label:
        return data.decode(label, "replace")
    # On few letters the library takes Cyrillic for Chinese.
    beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    match = (
        charset_normalizer.from_bytes(sample).best() if beyond >= 24 or _is_western(sample, "cp1252", best) else None
    )
    return data.decode(match.encoding if match else best, "replace")


def _is_believable(sample: bytes, label: str, scores: dict[str, float], best: str) -> bool:
    """Whether a label reads the sample about as well as the best Cyrillic table does, or as a western text."""
    own = _likelihood(sample, label)
    # kz1048 differs from cp1251 in the Kazakh letters alone, so there they decide and not the label.
    margin = 2.0 if label in scores and {label, best} != {"cp1251", "kz1048"} else 0.15
    return own > _IMPOSSIBLE and (own >= scores[best] - margin or _is_western(sample, label, best))


def _sample(data: bytes) -> bytes:
    """The first lines that hold bytes beyond ASCII: the others tell nothing."""
    if len(data) <= _SAMPLE:
        return data
    lines, size = [], 0
    for line in data[: 64 * _SAMPLE].splitlines():
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(lines[-1])
        if size >= _SAMPLE:
            break
    return b"\n".join(lines)


def _likelihood(sample: bytes, codec: str) -> float:
    """How well an encoding explains bytes: mean log likelihood of its letters beyond ASCII; -99 where it cannot."""
    try:
        text = sample.decode(codec)
    except (UnicodeError, LookupError):
        text = sample.decode(codec, "replace") if codec in CYRILLIC else ""
        if not text:
            return _IMPOSSIBLE
    return by_letters.likelihood(text) + _PRIOR.get(codec, 0.0)


def _is_western(sample: bytes, label: str, cyrillic: str) -> bool:
    """Whether accented letters stand among plain ones, as in French or Turkish: few, or inside Latin words."""
    text = sample.decode(label, "replace")
    if any("\x7f" <= char <= "\x9f" for char in text):
        return False
    letters = [char for char in text if char.isalpha()]
    beyond = [char for char in letters if char > "\x7f"]
    if not beyond or any("\u0400" <= char <= "\u04ff" for char in beyond):
        return False
    mixed = by_letters.mixes_scripts(sample.decode(cyrillic, "replace"))
    return len(beyond) * 2 <= len(letters) and mixed


def _is_mostly_cyrillic(sample: bytes, codec: str) -> bool:
    """Whether the letters beyond ASCII read as Cyrillic words in ``codec``."""
    beyond = [char for char in sample.decode(codec, "replace") if char > "\x7f"]
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in beyond)
    return bool(beyond) and cyrillic * 10 >= len(beyond) * 6


def decode_name(data: bytes, declared: str | None = None) -> str:
    """Like :func:`decode`, for short names, composed (NFC): «й» typed on a Mac comes as two signs."""
    return _known_name(data, declared) if len(data) <= LINE else _name(data, declared)


def _name(data: bytes, declared: str | None) -> str:
    return unicodedata.normalize("NFC", decode(data, declared))


_known_name = lru_cache(maxsize=256)(_name)


def _scalar(text: str) -> str:
    """Without lone surrogates, which are no text and stop every writer."""
    return _SURROGATE.sub("\ufffd", text)
