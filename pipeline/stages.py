"""What the configuration says of the commission: stages with their criteria and points, nominations, diplomas."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, PositiveInt, model_validator

from parsers.knowledge import Wording
from pipeline.mistakes import mistake, shown
from pipeline.sections import Section


def _points(value: object) -> object:
    match value:
        case [int() as low, int() as high] if low < high:
            return value
    raise mistake("points", value=shown(value))


class Stage(Section):
    """One stage of scoring: whole points in ``points`` (low, high) for each criterion.

    ``passes``: the least sum to go on.
    """

    key: str
    number: PositiveInt
    title: Wording
    points: Annotated[tuple[int, int], BeforeValidator(_points)]
    passes: int | None = None
    criteria: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        low, high = (point * len(self.criteria) for point in self.points)
        if self.passes is not None and not low <= self.passes <= high:
            raise mistake("passes", "passes", low=low, high=high, value=self.passes)
        return self


class Awards(Section):
    """What stands on diplomas and in the order on awards besides names and places.

    ``post``: what the awarded is at the school; ``post_dative``: the same where the diploma is given «to whom»;
    ``prize`` and ``nomination_prize``: with what places and nominations are awarded, as the order says it.
    """

    post: Wording | None = None
    post_dative: Wording | None = None
    prize: Wording | None = None
    nomination_prize: Wording | None = None


class Nomination(Section):
    """A nomination that the commission may give."""

    key: str
    title: Wording
