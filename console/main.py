"""Where the command ``baiqau`` starts: languages, streams, and every error as one line and an exit code.

0 done; 1 done, and something new needs a person; 2 wrong use or configuration; 3 a part is unreachable.
"""

import contextlib
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

from console.begun import Begun
from console.errors import UseError, told, wrong_use
from console.texts import DEFAULT, Texts, language_in, language_of

if TYPE_CHECKING:
    from pipeline.errors import Mistake
    from reports.templating.checking import Slip

WRONG_USE, UNREACHABLE = 2, 3
_ADDRESSES = ("database_address", "database_secret", "database_other")
_MOST_LINES = 51
_LONG = 80  # letters of a template's line, to find it by


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Kazakh letters must survive a terminal or pipe whatever its locale says.
            stream.reconfigure(encoding="utf-8", errors="replace")
    chosen, begun = language_of(words), Begun()
    try:
        return _run(words, Texts(chosen or DEFAULT), begun)
    except UseError as error:
        return _say(wrong_use(error, Texts(chosen or language_in(words))), WRONG_USE)
    except KeyboardInterrupt:
        return _say(Texts(chosen or language_in(words))("use.interrupted"), 130)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has had enough: nothing is wrong, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last border: no traceback reaches a user
        return _explain(error, Texts(chosen or language_in(words)), begun)


def _run(words: list[str], texts: Texts, begun: Begun) -> int:
    from console.cli import run  # typer is needed only now

    return run(words, texts, begun)


def _explain(error: Exception, texts: Texts, begun: Begun) -> int:
    """A known family's own sentence, or a log file for what nobody foresaw."""
    from intake.errors import CodedError, SourceError
    from parsers.errors import ParserError
    from parsers.sandbox import SandboxUnavailableError
    from pipeline.errors import BackupError, CommissionError, ContestError, DecisionError
    from reports.errors import ReportError, TemplateFileError
    from reports.words import Words

    if isinstance(error, CommissionError):
        return _say_all([told(error, texts), *(_mistake(one, texts) for one in error.mistakes)], WRONG_USE)
    if isinstance(error, TemplateFileError):
        return _say_all([told(error, texts), *(_slip(one, texts) for one in error.slips)], WRONG_USE)
    if isinstance(error, CodedError):
        mended_by_user = isinstance(error, BackupError | ContestError | DecisionError | ReportError | SourceError)
        mended_by_user = mended_by_user or error.code in _ADDRESSES
        return _say(told(error, texts), WRONG_USE if mended_by_user else UNREACHABLE)
    if isinstance(error, ParserError):
        return _say(Words(texts.language).lenient(f"problem-{error.problem.code}"), WRONG_USE)
    if isinstance(error, SandboxUnavailableError):
        return _say(texts("trouble.no_reader"), UNREACHABLE)
    return _say(texts("use.crashed", what=type(error).__name__, log=_log(error, begun)), UNREACHABLE)


def _mistake(mistake: "Mistake", texts: Texts) -> str:
    """One of several things that are wrong: where, and what."""
    what = texts(f"mistake.{mistake.code}", **mistake.params)
    return f"{mistake.where}: {what}" if mistake.where else what


def _slip(slip: "Slip", texts: Texts) -> str:
    """One mistake of a template: where, in which words, what, and what was meant, perhaps."""
    near = texts("slip.near", near=slip.near) if slip.near else ""
    place = texts(f"slip.in_{slip.place.part}", number=slip.place.number, text=slip.place.text[:_LONG])
    return f"{place}: {texts(f'slip.{slip.code}', what=slip.what)}{near}"


def _say_all(lines: Sequence[str], code: int) -> int:
    """A line each; of very many the first."""
    for line in lines[:_MOST_LINES]:
        _say(line, code)
    return code


def _log(error: Exception, begun: Begun) -> str:
    """Write the traceback where only this user can read it, in the data folder: it may quote personal data.

    Where there is no data folder yet, there is no personal data either, and it goes where temporary files go.
    """
    import tempfile
    import traceback

    from pipeline.tracking.folder import DataFolder

    crashes = None
    with contextlib.suppress(Exception):
        data = None if begun.settings is None else begun.settings.data
        if data is not None and data.is_dir():
            crashes = DataFolder(data).crashes
            crashes.mkdir(exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix="baiqau-", suffix=".log", dir=crashes)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(traceback.format_exception(error))
    return name


def _say(line: str, code: int) -> int:
    """One line on standard error. A file's name or a value may hold anything: no control character gets there."""
    line = "".join(char if char.isprintable() else " " for char in line)
    with contextlib.suppress(BrokenPipeError):
        print(f"baiqau: {line}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
