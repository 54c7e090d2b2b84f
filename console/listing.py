"""What the commands' modules share of the command line: the settings of a run, how a list is shown."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from console.settings import Settings


class Shown(StrEnum):
    """How a list is shown on standard output."""

    TEXT = "text"
    JSON = "json"


ShownOption = Annotated[Shown, typer.Option("--format")]


def settings_of(context: typer.Context) -> "Settings":
    """What the options before the command say."""
    return context.obj.settings  # type: ignore[no-any-return]
