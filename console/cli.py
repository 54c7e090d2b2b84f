"""The command line: what can be typed. Help comes from the catalogues; the work is done in ``console.commands``.

Nothing heavy is imported here, so that ``baiqau --help`` answers at once.
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from console import commission_cli, decide_cli
from console.begun import Begun
from console.errors import UseError
from console.listing import Shown, ShownOption, settings_of
from console.report_cli import report
from console.texts import Texts

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, context_settings={"max_content_width": 110}
)


class Language(StrEnum):
    """Languages of the house."""

    KK = "kk"
    RU = "ru"
    EN = "en"


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version as installed

        typer.echo(f"baiqau {installed('baiqau')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[Path, typer.Option("--config", metavar="FILE")] = Path("config.toml"),
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR")] = None,
    language: Annotated[Language | None, typer.Option("--lang")] = None,
    database: Annotated[str | None, typer.Option("--database", metavar="URL")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="TIME")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", metavar="TIME")] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose")] = False,
    no_ocr: Annotated[bool, typer.Option("--no-ocr")] = False,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_version)] = False,
) -> None:
    """Options before the command."""
    del version
    from console.settings import Options, Settings

    chosen = language.value if language else None
    context.obj.settings = Settings(Options(config, data, chosen, database, as_of, known_at, verbose, no_ocr))


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH")],
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64)] = os.cpu_count() or 1,
) -> None:
    """Letters in."""
    from console.commands import ingest as work

    raise typer.Exit(work(settings_of(context), paths, jobs))


@app.command()
def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE")],
    shown: ShownOption = Shown.TEXT,
    text: Annotated[bool, typer.Option("--text")] = False,
) -> None:
    """What the machine makes of a file."""
    from console.reading import read as work

    raise typer.Exit(work(settings_of(context), files, shown is Shown.JSON, text))


app.command()(report)


@app.command()
def watch(context: typer.Context, once: Annotated[bool, typer.Option("--once")] = False) -> None:
    """The daemon."""
    from console.watching import watch as work

    raise typer.Exit(work(settings_of(context), once))


@app.command()
def reconcile(
    context: typer.Context, shown: ShownOption = Shown.TEXT, deep: Annotated[bool, typer.Option("--deep")] = False
) -> None:
    """Everything against everything."""
    from console.watching import reconcile as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON, deep))


@app.command()
def status(context: typer.Context, shown: ShownOption = Shown.TEXT) -> None:
    """How things stand."""
    from console.commands import status as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON))


@app.command()
def letters(context: typer.Context, shown: ShownOption = Shown.TEXT) -> None:
    """What came."""
    from console.commands import letters as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON))


@app.command()
def submissions(context: typer.Context, shown: ShownOption = Shown.TEXT) -> None:
    """What it became."""
    from console.commands import submissions as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON))


@app.command()
def show(
    context: typer.Context, number: Annotated[int, typer.Argument(metavar="ID")], shown: ShownOption = Shown.TEXT
) -> None:
    """One submission whole."""
    from console.commands import show as work

    raise typer.Exit(work(settings_of(context), number, shown is Shown.JSON))


@app.command()
def check(
    context: typer.Context, shown: ShownOption = Shown.TEXT, login: Annotated[bool, typer.Option("--login")] = False
) -> None:
    """All that is named."""
    from console.checking import check as work

    raise typer.Exit(work(settings_of(context), shown is Shown.JSON, login))


@app.command()
def init(
    context: typer.Context,
    template: Annotated[Path | None, typer.Option("--template", metavar="FILE")] = None,
    bare: Annotated[bool, typer.Option("--bare")] = False,
    title: Annotated[str, typer.Option("--title")] = "",
    organiser: Annotated[str, typer.Option("--organiser")] = "",
    place: Annotated[str, typer.Option("--place")] = "",
    mailbox: Annotated[str, typer.Option("--mailbox", metavar="ADDRESS")] = "",
    server: Annotated[str, typer.Option("--server", metavar="HOST")] = "",
    trusted_host: Annotated[list[str], typer.Option("--trusted-host", metavar="HOST")] = [],  # noqa: B006
    time_zone: Annotated[str, typer.Option("--time-zone", metavar="ZONE")] = "",
    deadline: Annotated[str, typer.Option("--deadline", metavar="TIME")] = "",
    contest_day: Annotated[str, typer.Option("--contest-day", metavar="DAY")] = "",
    approved: Annotated[str, typer.Option("--approved", metavar="DAY")] = "",
    announce_by: Annotated[str, typer.Option("--announce-by", metavar="DAY")] = "",
    prefix: Annotated[str, typer.Option("--prefix")] = "",
    document: Annotated[list[str], typer.Option("--document", metavar="TITLE")] = [],  # noqa: B006
    yes: Annotated[bool, typer.Option("--yes")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """A new contest."""
    from console.starting import init as work
    from console.starting.answers import Given

    settings = settings_of(context)
    data = "" if settings.given_data is None else str(settings.given_data)
    given = Given(
        title, organiser, place, mailbox, server, tuple(trusted_host), time_zone, deadline, contest_day, approved,
        announce_by, prefix, tuple(document), data,
    )  # fmt: skip
    raise typer.Exit(work(settings, given, template, bare=bare, yes=yes, force=force))


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    keep: Annotated[int | None, typer.Option("--keep", min=1, metavar="N")] = None,
) -> None:
    """Everything into one file."""
    from console.keeping import make_backup as work

    raise typer.Exit(work(settings_of(context), file, keep))


@app.command()
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """And back."""
    from console.keeping import put_back as work

    raise typer.Exit(work(settings_of(context), file))


@app.command()
def erase(
    context: typer.Context,
    before: Annotated[str, typer.Option("--before", metavar="DATE")],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> None:
    """Personal data gone."""
    from console.keeping import forget as work

    raise typer.Exit(work(settings_of(context), before, dry_run=dry_run, sure=yes))


commission_cli.register(app)
decide_cli.register(app)


def run(arguments: list[str], texts: Texts, begun: Begun) -> int:
    """Parse and run; wrong use is a UseError with a sentence of the catalogue. ``begun`` is told the settings."""
    command = told(texts)
    try:
        result = command.main(args=arguments, prog_name="baiqau", standalone_mode=False, obj=begun)
    except TyperException as error:
        raise _wrong_use(error, arguments) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else 0


def told(texts: Texts) -> TyperGroup:
    """The whole command tree with its help in the language of ``texts``."""
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        raise TypeError("the application has no commands")
    group.help = texts("help.app")
    _tell(group, texts, "")
    _tell_all(group, texts, "")
    return group


def _tell_all(group: TyperGroup, texts: Texts, prefix: str) -> None:
    """The help of every command of a group, and of those within it."""
    for name, command in group.commands.items():
        key = f"{prefix}{name}"
        command.help = command.short_help = texts(f"help.{key}")
        _tell(command, texts, f"{key}_")
        if isinstance(command, TyperGroup):
            _tell_all(command, texts, f"{key}_")


def _tell(command: Any, texts: Texts, prefix: str) -> None:
    """Give a command's parameters and headings their words."""
    names = {
        "form": "format",
        "shown": "format",
        "of_stage": "stage",
        "time": "received" if prefix == "attach_" else "time",
    }
    for parameter in command.params:
        name = names.get(parameter.name, parameter.name)
        name = {"language": "lang", "number": "id"}.get(name, name)
        keys = (f"help.{prefix}{name}",) if prefix else ()
        parameter.help = texts.find(*keys, f"help.option_{name}", f"help.{name}")
        parameter.show_default = parameter.name in {"config", "jobs", "shown", "form"} or None
    original, own_option = command.get_help, command.get_help_option

    def get_help(context: Any) -> str:
        return _in_words(original(context), texts)

    def get_help_option(context: Any) -> Any:
        option = own_option(context)
        if option is not None:
            option.help = texts("help.option_help")
        return option

    command.get_help, command.get_help_option = get_help, get_help_option


def _in_words(text: str, texts: Texts) -> str:
    """Help's four headings, which the library writes in English, in the reader's language."""
    headings = {"Usage:": "usage", "Options:": "options", "Commands:": "commands", "Arguments:": "arguments"}
    lines = []
    for line in text.splitlines():
        first = line.split(" ", 1)[0]
        lines.append(line.replace(first, texts(f"help.{headings[first]}"), 1) if first in headings else line)
    return "\n".join(lines)


def _wrong_use(error: TyperException, arguments: list[str]) -> UseError | SystemExit:
    """The library's exceptions in the house's words."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    command = getattr(context, "info_name", "") or ""
    command = "" if command == "baiqau" else command
    parameter = getattr(error, "param", None)
    name = (parameter.metavar or f"--{parameter.name}") if parameter is not None else ""
    if parameter is not None and getattr(parameter, "opts", None) and parameter.opts[0].startswith("-"):
        name = parameter.opts[0]
    if kind == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else "")
        return SystemExit(2)
    if kind == "NoSuchOption":
        return UseError("no_option", name=getattr(error, "option_name", ""), command=command)
    if kind == "MissingParameter":
        return UseError("missing", name=name, command=command)
    if kind == "BadParameter":
        return UseError(
            "bad_value", name=name, value=_refused(error) or _given(name, arguments), expected=_expected(parameter)
        )
    if "No such command" in str(error):
        return UseError("no_command", name=str(error).split("'")[1] if "'" in str(error) else "")
    words = str(error)
    if kind == "BadOptionUsage":
        key = "takes_no_value" if "not take a value" in words else "no_value"
        return UseError(key, name=getattr(error, "option_name", ""), command=command)
    if "unexpected extra argument" in words:
        return UseError("extra", what=words.partition("(s) (")[2].removesuffix(")"), command=command)
    return UseError("wrong", what=words)


def _refused(error: TyperException) -> str:
    """The value that was refused, as far as the library quotes it."""
    quoted = str(error).split("'")
    return quoted[1] if len(quoted) > 2 else ""


def _expected(parameter: Any) -> str:
    """What an option or argument takes, read off its declaration."""
    low, high = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if low is not None:
        return f"{low}–{high}"
    annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "|".join(choice.value for choice in annotation)
    return "1, 2, 3 …" if annotation is int else "?"


def _given(name: str, arguments: list[str]) -> str:
    """The value that was given for an option or argument, as far as it can be told."""
    for number, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
        if argument == name and number + 1 < len(arguments):
            return arguments[number + 1]
    return arguments[-1] if arguments else ""
