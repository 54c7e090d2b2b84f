"""The commission's part of the command line: what can be typed. The work is done in ``console.commission``."""

from pathlib import Path
from typing import Annotated

import typer

from console.listing import Shown, ShownOption, settings_of

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
By = Annotated[str, typer.Option("--by", metavar="NAME")]
StageOption = Annotated[int, typer.Option("--stage", metavar="N", min=1)]
Number = Annotated[int, typer.Argument(metavar="ID")]
Email = Annotated[str, typer.Argument(metavar="EMAIL")]
Undo = Annotated[bool, typer.Option("--undo")]
Tie = Annotated[str, typer.Option("--tie", metavar="TIE")]

members = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
scores = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
stage = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
votes = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
names = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commission's commands."""
    groups = {"members": members, "scores": scores, "stage": stage, "votes": votes, "names": names}
    for name, group in groups.items():
        app.add_typer(group, name=name)
    app.command()(absent)
    app.command()(nominate)
    app.command()(results)


@members.command("import")
def members_import(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")], by: By = "") -> None:
    """Take over the list of members."""
    from console.commission import members_import as work

    raise typer.Exit(work(settings_of(context), file, by))


@members.command("list")
def members_list(context: typer.Context, shown: ShownOption = Shown.TEXT) -> None:
    """Who is in the commission."""
    from console.commission import members_list as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON))


@members.command("conflict")
def members_conflict(
    context: typer.Context, email: Email, number: Number, reason: Reason, undo: Undo = False, by: By = ""
) -> None:
    """A member must not judge a participant."""
    from console.commission import act

    raise typer.Exit(act(settings_of(context), by, reason, "conflict", email, number, undo=undo))


@members.command("excuse")
def members_excuse(
    context: typer.Context, email: Email, of_stage: StageOption, reason: Reason, undo: Undo = False, by: By = ""
) -> None:
    """A member does not score in a stage."""
    from console.commission import act

    raise typer.Exit(act(settings_of(context), by, reason, "excuse", email, of_stage, undo=undo))


@members.command("dismiss")
def members_dismiss(context: typer.Context, email: Email, reason: Reason, undo: Undo = False, by: By = "") -> None:
    """A member leaves the commission."""
    from console.commission import act

    raise typer.Exit(act(settings_of(context), by, reason, "dismiss", email, undo=undo))


@scores.command("import")
def scores_import(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace")] = False,
    reason: Reason = "",
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    by: By = "",
) -> None:
    """Take over filled sheets."""
    from console.commission import scores_import as work

    raise typer.Exit(work(settings_of(context), files, by, reason, replace, dry_run))


@scores.command("enter")
def scores_enter(
    context: typer.Context,
    of_stage: StageOption,
    member: Annotated[str, typer.Option("--member", metavar="EMAIL")] = "",
    replace: Annotated[bool, typer.Option("--replace")] = False,
    reason: Reason = "",
    by: By = "",
) -> None:
    """Type in paper sheets."""
    from console.commission_entry import scores_enter as work

    raise typer.Exit(work(settings_of(context), of_stage, member, by, reason, replace))


@scores.command("history")
def scores_history(context: typer.Context, number: Annotated[int | None, typer.Argument(metavar="ID")] = None) -> None:
    """Every point ever given, and by whom it was changed."""
    from console.commission import scores_history as work

    raise typer.Exit(work(settings_of(context), number))


@stage.command("close")
def stage_close(context: typer.Context, number: Annotated[int, typer.Argument(metavar="N")], by: By = "") -> None:
    """Close a stage."""
    from console.commission import stage_close as work

    raise typer.Exit(work(settings_of(context), number, by))


@stage.command("reopen")
def stage_reopen(
    context: typer.Context, number: Annotated[int, typer.Argument(metavar="N")], reason: Reason, by: By = ""
) -> None:
    """Open a closed stage again."""
    from console.commission import act

    raise typer.Exit(act(settings_of(context), by, reason, "reopen", number))


@stage.command("draw")
def stage_draw(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N")],
    seed: Annotated[str, typer.Option("--seed", metavar="TEXT")] = "",
    by: By = "",
) -> None:
    """Draw the speaking order."""
    from console.commission import stage_draw as work

    raise typer.Exit(work(settings_of(context), number, seed, by))


@votes.command("add")
def votes_add(
    context: typer.Context,
    tie: Tie,
    member: Annotated[str, typer.Option("--member", metavar="EMAIL")],
    choice: Annotated[str, typer.Option("--for", metavar="ID|abstain")],
    by: By = "",
) -> None:
    """One member's vote on a tie."""
    from console.commission import votes_add as work

    raise typer.Exit(work(settings_of(context), tie, member, choice, by))


@votes.command("close")
def votes_close(context: typer.Context, tie: Tie, by: By = "") -> None:
    """Count the votes on a tie."""
    from console.commission import votes_close as work

    raise typer.Exit(work(settings_of(context), tie, by))


@names.command("import")
def names_import(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")], by: By = "") -> None:
    """Take over the checked list of names."""
    from console.commission_entry import names_import as work

    raise typer.Exit(work(settings_of(context), file, by))


def absent(
    context: typer.Context, number: Number, of_stage: StageOption, reason: Reason, undo: Undo = False, by: By = ""
) -> None:
    """A participant did not come."""
    from console.commission import act

    raise typer.Exit(act(settings_of(context), by, reason, "absent", number, of_stage, undo=undo))


def nominate(
    context: typer.Context,
    nomination: Annotated[str, typer.Argument(metavar="NOMINATION-KEY")],
    number: Number,
    reason: Reason,
    undo: Undo = False,
    by: By = "",
) -> None:
    """Give a nomination."""
    from console.commission import act

    raise typer.Exit(act(settings_of(context), by, reason, "nominate", nomination, number, undo=undo))


def results(
    context: typer.Context,
    shown: ShownOption = Shown.TEXT,
    verify: Annotated[bool, typer.Option("--verify")] = False,
    what_if: Annotated[bool, typer.Option("--what-if")] = False,
) -> None:
    """Points, places, ties, nominations."""
    from console.commission import results as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON, verify, what_if))
