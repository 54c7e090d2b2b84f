"""The console's own errors, and how every family of the house ends as one line in the language of the reader."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from console.texts import Texts

if TYPE_CHECKING:
    from intake.errors import CodedError


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d")


class UseError(Exception):
    """A command that cannot be carried out as written: exit code 2. ``key`` is the sentence's key in the catalogue.

    The value ``why``, where there is one, is the system's name for what went wrong, as ``errno`` has it.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def wrong_use(error: UseError, texts: Texts) -> str:
    """The sentence of wrong use."""
    values = dict(error.values)
    if "why" in values:
        values["why"] = reason(str(values["why"]), texts)
    # An option that stands before every command has no command in its advice.
    return texts(f"use.{error.key}", **values).replace("baiqau  --help", "baiqau --help")


def told(error: "CodedError", texts: Texts) -> str:
    """The sentence of an error with a code; its own English line where no catalogue knows the code yet."""
    if not texts.find(f"error.{error.code}"):
        return str(error)
    params = dict(error.params)
    if "why" in params:
        params["why"] = reason(params["why"], texts)
    params = {name: _moment(value) for name, value in params.items()}
    return texts(f"error.{error.code}", **params)


def _moment(value: str) -> str:
    """A time with its offset as people write it, "17.10.2025 23:59"; anything else as it is."""
    if not _TIME.fullmatch(value):
        return value
    return datetime.fromisoformat(value).strftime("%d.%m.%Y %H:%M")


def reason(name: str, texts: Texts) -> str:
    """Why the system refused, by the name that ``errno`` has for it ("EACCES")."""
    return texts.find(f"reason.{name}") or texts("reason.other", name=name)
