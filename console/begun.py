"""A command line on its way: what is known of it when something goes wrong."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.settings import Settings


@dataclass(slots=True)
class Begun:
    """``settings``: what the options before the command say, once they are parsed."""

    settings: "Settings | None" = None
