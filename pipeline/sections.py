"""What the sections of config.toml have in common."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipeline.mistakes import mistake, shown


class Section(BaseModel):
    """A section: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)


def _day(value: object) -> object:
    """A bare number is no date: it would be taken for seconds since 1970."""
    if isinstance(value, int | float):
        raise mistake("not_date", value=shown(value))
    return value


Day = Annotated[date, BeforeValidator(_day)]
