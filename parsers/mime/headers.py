"""Header values → text: raw 8-bit bytes, encoded words (RFC 2047), parameters (RFC 2231), identifiers, addresses.

The parser of the standard library is kept from quadratic work here: values and headers are bounded as they are set.
"""

import base64
import binascii
import contextlib
import quopri
import re
import unicodedata
from email.message import Message as Tree
from email.policy import Compat32
from typing import Any

from parsers.charsets import decode, decode_name

VALUE_FROM = 64 * 1024
"""Longest header value that is read; what follows is cut off (python/cpython#136063: quadratic headers)."""

_WORD = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?\r\n]*)\?=")
_FOLD = re.compile(r"[\r\n]+")
_SPACE = re.compile(r"\s+")
_IDENTIFIER = re.compile(r"<([^<>\s]+)>")


class Node(Tree):
    """A node of the letter's tree whose header is bounded; ``overlong`` says that something was cut off.

    ``bound`` (bytes of one header) is set for the whole walk by the subclass that :func:`bounded` makes.
    """

    bound = 1024 * 1024
    overlong = False
    recovered = False
    spent = 0

    def set_raw(self, name: str, value: str) -> None:
        """Called by the parser for each header field in order."""
        if len(value) > VALUE_FROM:
            value, self.overlong = value[:VALUE_FROM], True
        self.spent += len(name) + len(value) + 4
        if self.spent > self.bound:
            self.overlong = True
            return
        super().set_raw(name, value)

    @property
    def raw(self) -> Any:
        """The payload as the parser left it: text with surrogates for bytes beyond ASCII, or a list of nodes."""
        return self._payload

    @raw.setter
    def raw(self, payload: str) -> None:
        self._payload = payload


def bounded(header_kb: int) -> type[Node]:
    """The node class for letters whose headers may have ``header_kb`` kilobytes each."""
    return type("Node", (Node,), {"bound": header_kb * 1024})


def octets(value: str) -> bytes:
    """The bytes as they stood in the letter."""
    return value.encode("utf-8", "surrogateescape")


def unfold(value: str) -> str:
    """One line (RFC 5322, 2.2.3), bytes beyond ASCII read as the letters say."""
    line = _FOLD.sub("", value).strip()
    return line if line.isascii() else decode_name(octets(line))


def text_of(value: str) -> str:
    """A header value as people read it: unfolded, encoded words decoded even where RFC 2047 forbids them."""
    line = unfold(value)
    return plain(decode_words(line) if "=?" in line else line)


def plain(text: str) -> str:
    """Without line ends, lone surrogates and NUL, which no database takes as text."""
    return _FOLD.sub(" ", text).replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def decode_words(line: str) -> str:
    """Decode encoded words; neighbours of one charset are joined as bytes first, since mailers split in mid-letter."""
    result: list[str] = []
    run: list[tuple[str, str, str]] = []
    end = 0
    for match in _WORD.finditer(line):
        gap = line[end : match.start()]
        charset, how, text = match[1].partition("*")[0].lower(), match[2].lower(), match[3]
        if run and (gap.strip() or run[-1][0] != charset):
            result.append(_decode_run(run))
            run = []
        if gap.strip() or not end:
            result.append(gap)
        run.append((charset, how, text))
        end = match.end()
    result.append(_decode_run(run))
    return "".join(result) + line[end:]


def _decode_run(run: list[tuple[str, str, str]]) -> str:
    """Neighbouring encoded words of one charset; base64 cut inside a group of four goes on in the next word."""
    data, waiting = b"", ""
    for _, how, text in run:
        if how == "q":
            data += _base64(waiting) + quopri.decodestring(text.replace("_", " ").encode("utf-8"), header=False)
            waiting = ""
            continue
        waiting += text
        if len(waiting) % 4 == 0 or waiting.endswith("="):
            data += _base64(waiting)
            waiting = ""
    data += _base64(waiting)
    return decode(data, run[0][0]) if run else ""


def _base64(text: str) -> bytes:
    """Base64 as far as it can be read: padding mended, an odd last character dropped."""
    clean = "".join(text.split()).rstrip("=")
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        return base64.b64decode(clean + "=" * (-len(clean) % 4))
    except (binascii.Error, ValueError):
        return octets(text)


def file_name(node: Tree) -> str:
    """The name a part is sent under: ``filename`` before ``name``, the extended form before the plain; "" for none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        if name := parameter_of(node, header, parameter):
            return name[-1024:]
    return ""


def parameter_of(node: Tree, header: str, parameter: str) -> str:
    """A parameter of a structured header, decoded; an RFC 2231 value wins over a plain one (RFC 6266, 4.3)."""
    raw = next((value for name, value in node.raw_items() if name.lower() == header), "")
    if not raw:
        return ""
    # The library gives a triple where RFC 2231 was used, which its types do not tell.
    found: list[Any] = [value for name, value in _parameters(header, unfold(raw)) if name.lower() == parameter]
    extended = next((value for value in found if isinstance(value, tuple)), None)
    text = _extended(extended) if extended else decode_words(str(next(iter(found), "")))
    return unicodedata.normalize("NFC", plain(text).strip())


def _parameters(header: str, value: str) -> list[tuple[str, Any]]:
    """The parameters of a header. The library stumbles over continuations (RFC 2231, 3) of which one has no number."""
    for given in (value, re.sub(r"\*\d*\*?(?=\s*=)", "", value)):
        view = Tree(policy=Compat32())
        view[header] = given
        with contextlib.suppress(TypeError, ValueError, IndexError, LookupError, AttributeError):
            return list(view.get_params([], header))
    return []


def _extended(value: tuple[str | None, str | None, str]) -> str:
    """An RFC 2231 value: its bytes stand as characters up to U+00FF where they were percent-encoded."""
    try:
        text = decode_name(value[2].encode("latin-1"), value[0])
    except UnicodeEncodeError:
        text = value[2]
    return decode_words(text)


def first(node: Tree, name: str) -> str:
    """The first header of this name as it stood, "" where there is none."""
    return next((value for key, value in node.raw_items() if key.lower() == name), "")


def identifiers(value: str, most: int = 200) -> tuple[str, ...]:
    """Message-IDs of In-Reply-To or References with their brackets, as written."""
    return tuple(f"<{found}>" for found in _IDENTIFIER.findall(unfold(value))[:most])


def squeezed(value: str) -> bytes:
    """A header value for the letter's identity: its bytes with every run of white space as one space."""
    return b" ".join(octets(value).split())
