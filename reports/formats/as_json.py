"""JSON out: UTF-8, indented by one space, keys in the order given, nothing invisible in it."""

import re
from typing import Any

import msgspec

from reports.formats.text import escape_in_json, whole

# Line ends never stand inside a JSON text, so these brackets hold numbers alone.
_NUMBERS = re.compile(r"\[\s*\d+(?:,\s+\d+)*\s*\]")
_SPACES = re.compile(r"\s+")


def _sound(value: Any) -> Any:
    """The same value with every text fit for UTF-8."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {whole(key): _sound(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_sound(inner) for inner in value]
    return value


def dump(value: Any, *, indent: bool = True) -> bytes:
    """The value as a JSON document (RFC 8259) in UTF-8 with a line end; without ``indent`` it is one line.

    Lists of numbers (pages) stay on one line, so that a person can read the document too.
    """
    document = escape_in_json(msgspec.json.encode(_sound(value)).decode())
    if indent:
        document = msgspec.json.format(document, indent=1)
        document = _NUMBERS.sub(lambda match: f"[{_SPACES.sub(' ', match[0][1:-1]).strip()}]", document)
    return document.encode() + b"\n"
