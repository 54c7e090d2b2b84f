"""What changed between two configurations, so that a person is told why letters are read or judged anew."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any


def changed_keys(before: str, after: str) -> list[str]:
    """The dotted keys in which two configurations (TOML texts) differ, in alphabetical order."""
    old, new = (dict(_flat(tomllib.loads(text))) for text in (before, after))
    return sorted({key for key in old.keys() | new.keys() if old.get(key) != new.get(key)})


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Tables opened up; a list is one value, tables of a list stand under their key where they have one."""
    for name, value in data.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{key}.")
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for place, item in enumerate(value):
                yield from _flat(item, f"{key}.{item.get('key', place)}.")
        else:
            yield key, value
