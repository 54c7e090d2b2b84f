"""What is wrong in a configuration, as one ContestError: the TOML reader's and pydantic's words become our codes."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from pipeline.errors import ContestError

_SHOWN = 60
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
_CODES: Mapping[str, tuple[str, ...]] = {
    "key_missing": ("missing", "missing_argument", "missing_keyword_only_argument"),
    "key_unknown": _UNKNOWN,
    "not_text": ("string_type", "string_unicode"),
    "not_number": (
        *("int_type", "int_parsing", "int_parsing_size", "int_from_float", "finite_number"),
        *("float_type", "float_parsing"),
    ),
    "not_switch": ("bool_type", "bool_parsing"),
    "not_list": ("tuple_type", "list_type"),
    "not_section": ("model_type", "model_attributes_type", "dataclass_type", "dict_type"),
    "not_date": ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
    "not_moment": ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "datetime_object_invalid"),
    "no_offset": ("timezone_aware", "timezone_offset"),
    "not_one_of": ("literal_error",),
    "too_small": ("greater_than", "greater_than_equal"),
    "too_few": ("too_short",),
}
_CODE_OF = {type_: code for code, types in _CODES.items() for type_ in types}
# What tomllib says (CPython, Lib/tomllib/_parser.py), by the slip that people make.
_SYNTAX: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("toml_twice", re.compile("Cannot (overwrite|declare|mutate|redefine)|Duplicate inline")),
    ("toml_list", re.compile("Unclosed")),
    ("toml_quote", re.compile("(Illegal|Found invalid) character|Unterminated|Unescaped|Escaped|Expected [\"']+'")),
    ("toml_value", re.compile("Invalid (value|date|hex)|Expected newline")),
)


def mistake(code: str, at: str = "", **params: object) -> PydanticCustomError:
    """What a validator of ours raises: a code of ContestError; ``at``: the key below the validated value, if any."""
    return PydanticCustomError("contest", "{code}", {"code": code, "at": at, **params})


def syntax_mistake(path: Path, text: str, error: tomllib.TOMLDecodeError) -> ContestError:
    """The line that the TOML reader stumbled over, and what sort of slip it is."""
    words = str(error)
    place = re.search(r"at line (\d+)", words)
    # "At end of document" has no number: it is the last line on which anything stands.
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    said = _cut(text.split("\n")[line - 1].strip())
    code = next((code for code, pattern in _SYNTAX if pattern.search(words)), "toml")
    return ContestError(code, path=path, line=line, text=said)


def first_mistake(path: Path, error: ValidationError, data: dict[str, Any]) -> ContestError:
    """The first mistake of a configuration. A key that nobody knows is told first: it is why another is missing."""
    mistakes = error.errors(include_url=False)
    first = next((one for one in mistakes if one["type"] in _UNKNOWN), mistakes[0])
    context: dict[str, Any] = dict(first.get("ctx", {}))
    own = first["type"] == "contest"
    at = str(context.pop("at", "")) if own else ""
    key = ".".join(filter(None, (_key(first["loc"], data), at))) or "config"
    if own:
        return ContestError(context.pop("code"), path=path, key=key, **context)
    code = _CODE_OF.get(first["type"], "invalid")
    return ContestError(code, path=path, key=key, **_params(code, first, context))


def shown(value: object) -> str:
    """A value as TOML writes it, on one line, cut short."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(value)
    return _cut(json.dumps(value, ensure_ascii=False, default=str))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _params(code: str, first: ErrorDetails, context: dict[str, Any]) -> dict[str, object]:
    """The parameters that the line of a code asks for beside path and key."""
    value = shown(first["input"])
    more: dict[str, Callable[[], dict[str, object]]] = {
        "key_missing": dict,
        "key_unknown": dict,
        "not_one_of": lambda: {"expected": ", ".join(re.findall("'([^']*)'", context["expected"])), "value": value},
        "too_small": lambda: {"least": context["gt"] + 1 if "gt" in context else context["ge"], "value": value},
        "too_few": lambda: {"least": context["min_length"], "count": context["actual_length"]},
        "invalid": lambda: {"what": first["msg"]},
    }
    return more.get(code, lambda: {"value": value})()


def _key(steps: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """The way to a value with dots; list items are named by their own key where they have one, else counted from 1."""
    names: list[str] = []
    here: Any = data
    for step in steps:
        here = _inside(here, step)
        named = here.get("key") if isinstance(here, dict) and isinstance(step, int) else None
        names.append(named if isinstance(named, str) and named else str(step + 1 if isinstance(step, int) else step))
    return ".".join(names)


def _inside(data: Any, step: str | int) -> Any:
    """One step into parsed TOML, None where the file has nothing there."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None
