"""What can be typed to decide: the commands of ``console.deciding``, on the application of ``console.cli``."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.listing import Shown, ShownOption, settings_of

if TYPE_CHECKING:
    from console.deciding import Saying

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME")]
DryRun = Annotated[bool, typer.Option("--dry-run")]
Number = Annotated[int, typer.Argument(metavar="ID")]


def register(app: typer.Typer) -> None:
    """Add the commands that decide."""
    app.command()(decide)
    app.command()(assign)
    app.command("set")(set_field)
    app.command()(waive)
    app.command()(school)
    app.command()(extend)
    app.command()(received)
    app.command()(attach)
    app.command()(place)
    app.command()(undo)
    app.command()(decisions)
    app.command()(reprocess)


class Word(StrEnum):
    """A person's verdict."""

    ACCEPT = "accept"
    REJECT = "reject"
    HOLD = "hold"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


def _saying(reason: str, by: str | None, dry_run: bool) -> "Saying":
    from console.deciding import Saying

    return Saying(reason, by, dry_run)


def decide(
    context: typer.Context,
    number: Number,
    word: Annotated[Word, typer.Argument(metavar="accept|reject|hold|reopen|withdraw")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A person's verdict."""
    from console.deciding import decide as work

    raise typer.Exit(work(settings_of(context), number, word.value, _saying(reason, by, dry_run)))


def assign(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE-ID[:PAGES]")],
    kinds: Annotated[str, typer.Argument(metavar="KIND[,KIND…]|application|annex|none")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A person's recognition."""
    from console.deciding import assign as work

    raise typer.Exit(work(settings_of(context), file, kinds, _saying(reason, by, dry_run)))


def set_field(
    context: typer.Context,
    number: Number,
    field: Annotated[str, typer.Argument(metavar="FIELD")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A field of the application."""
    from console.deciding import set_field as work

    raise typer.Exit(work(settings_of(context), number, field, value, _saying(reason, by, dry_run)))


def waive(
    context: typer.Context,
    number: Number,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A document not asked for."""
    from console.deciding import waive as work

    raise typer.Exit(work(settings_of(context), number, kind, _saying(reason, by, dry_run)))


def school(
    context: typer.Context,
    number: Number,
    whose: Annotated[str, typer.Argument(metavar="SCHOOL|ID")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Which school a submission is of."""
    from console.deciding import school as work

    raise typer.Exit(work(settings_of(context), number, whose, _saying(reason, by, dry_run)))


def extend(
    context: typer.Context,
    whom: Annotated[str, typer.Argument(metavar="ID|SCHOOL")],
    until: Annotated[str, typer.Option("--until", metavar="TIME")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A later deadline."""
    from console.deciding import extend as work

    raise typer.Exit(work(settings_of(context), whom, until, _saying(reason, by, dry_run)))


def received(
    context: typer.Context,
    letter: Annotated[int, typer.Argument(metavar="LETTER-ID")],
    time: Annotated[str, typer.Argument(metavar="TIME")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A receipt time."""
    from console.deciding import received as work

    raise typer.Exit(work(settings_of(context), letter, time, _saying(reason, by, dry_run)))


def attach(
    context: typer.Context,
    number: Number,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    time: Annotated[str, typer.Option("--received", metavar="TIME")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A file that came another way."""
    from console.deciding import attach as work

    raise typer.Exit(work(settings_of(context), number, files, time, _saying(reason, by, dry_run)))


def place(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="LETTER-ID… ID|new")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Whose letters they are."""
    from console.deciding import place as work

    raise typer.Exit(work(settings_of(context), words, _saying(reason, by, dry_run)))


def undo(
    context: typer.Context,
    decision: Annotated[int, typer.Argument(metavar="DECISION-ID")],
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """A decision taken back."""
    from console.deciding import undo as work

    raise typer.Exit(work(settings_of(context), decision, _saying(reason, by, dry_run)))


def decisions(context: typer.Context, shown: ShownOption = Shown.TEXT) -> None:
    """The log."""
    from console.deciding import decisions as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON))


def reprocess(
    context: typer.Context,
    numbers: Annotated[list[int] | None, typer.Argument(metavar="ID")] = None,
    dry_run: DryRun = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64)] = os.cpu_count() or 1,
) -> None:
    """Everything derived anew."""
    from console.deciding import reprocess as work

    raise typer.Exit(work(settings_of(context), numbers or [], dry_run, jobs))
