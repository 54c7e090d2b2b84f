"""How a list is shown on standard output: what the commands' modules share of the command line."""

from enum import StrEnum
from typing import Annotated

import typer


class Shown(StrEnum):
    """How a list is shown on standard output."""

    TEXT = "text"
    JSON = "json"


ShownOption = Annotated[Shown, typer.Option("--format")]
