"""One line of what ``check`` finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intake.errors import CodedError


class State(StrEnum):
    """How a part stands: well, to be looked at, wrong in the configuration, or out of reach."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Line:
    """A part, its state, and what was found: the code of a sentence with its parameters, or an error."""

    part: str
    state: State
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    error: CodedError | None = None


def ok(part: str, code: str, **params: object) -> Line:
    """All is well."""
    return _line(part, State.OK, code, params)


def look(part: str, code: str, **params: object) -> Line:
    """It works; somebody should look at it."""
    return _line(part, State.LOOK, code, params)


def wrong(part: str, code: str, **params: object) -> Line:
    """The configuration is to be mended."""
    return _line(part, State.WRONG, code, params)


def unreachable(part: str, code: str, **params: object) -> Line:
    """It does not answer, or not as it must."""
    return _line(part, State.UNREACHABLE, code, params)


def failed(part: str, state: State, error: CodedError) -> Line:
    """An error that says itself what to do."""
    return Line(part, state, error.code, error.params, error)


def _line(part: str, state: State, code: str, params: Mapping[str, object]) -> Line:
    return Line(part, state, code, {name: str(value) for name, value in params.items()})
