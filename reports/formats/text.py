"""Text that strangers wrote, made harmless before it is shown: one rule for every format.

A name in a letter may hold anything: control characters that XML forbids, marks that turn the direction of writing
(U+202E makes ``gpj.exe`` read as ``exe.jpg``), halves of surrogate pairs from broken encodings, a leading ``=`` that
a spreadsheet would run. Nothing is dropped silently: what cannot be shown as it is becomes a visible sign.
"""

import re

# Direction marks and invisible formatting of Unicode's bidirectional algorithm (UAX 9), and the interlinear marks.
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb"
_SPACES = re.compile("[\t\r\n\u0085\u2028\u2029]+")
_STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + _DIRECTIONS + "]"
)
_FORMULA = re.compile(r"\s*['’]?\s*[=+\-@＝＋－＠]")
_JSON_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff" + _DIRECTIONS + "]")
_SURROGATES = re.compile("[\ud800-\udfff]")

CELL_LIMIT = 32_767  # characters in one cell of a spreadsheet (Excel specifications and limits)


def _sign(match: re.Match[str]) -> str:
    """A visible sign for one character that must not be shown: control pictures, «[U+202E]», U+FFFD."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if match[0] in _DIRECTIONS:
        return f"[U+{code:04X}]"
    return "\ufffd"


def shown(text: str) -> str:
    """The text on one line, safe to show anywhere: no control, direction or broken character is left in it."""
    return _STRANGE.sub(_sign, _SPACES.sub(" ", text))


def cell(text: str) -> str:
    """The text as a spreadsheet can hold it: shown safely, at most ``CELL_LIMIT`` characters."""
    text = shown(text)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def never_formula(text: str) -> str:
    """The text for a CSV cell: what a spreadsheet would take for a formula gets an apostrophe before it.

    The check is on the text as it came, for a TAB or CR before ``=`` is one of the known ways around such a guard
    (OWASP, CSV Injection); the full-width signs count too, Excel takes them for the plain ones.
    """
    safe = cell(text)
    return f"'{safe}" if text[:1] in ("\t", "\r") or _FORMULA.match(safe) else safe


def whole(text: str) -> str:
    """The text for data formats: as it is, but for halves of surrogate pairs, which UTF-8 cannot carry (RFC 3629)."""
    return _SURROGATES.sub("\ufffd", text)


def escape_in_json(document: str) -> str:
    """A JSON document with its invisible and direction-turning characters as ``\\uXXXX``: the same data, harmless."""
    return _JSON_ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", document)
