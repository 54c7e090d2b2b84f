"""``baiqau check``: the configuration and everything it names, as a table of what is well and what is to be done.

It changes nothing: a data folder or database that is not there yet is not made.
"""

import sys
from collections.abc import Callable, Iterator

from rich.text import Text

from console import terminal
from console.checking.lines import Line, State
from console.checking.login import log_in
from console.checking.mail import mailbox
from console.checking.system import archives, configuration, database, disk, folder, readers, scans, time_zone
from console.errors import told
from console.settings import Settings
from console.texts import Texts
from reports.formats import as_json

_SIGNS = {
    State.OK: Text("✓", style="green"),
    State.LOOK: Text("!", style="yellow"),
    State.WRONG: Text("✗", style="red"),
    State.UNREACHABLE: Text("✗", style="red"),
}
_CODES = {State.WRONG: 2, State.UNREACHABLE: 3}


def check(settings: Settings, as_json_: bool, login: bool) -> int:
    """Look at everything; 2 where the configuration is to be mended, 3 where a part cannot be reached, else 0."""
    if login:
        log_in(settings)
    lines = [line for look in _looks() for line in look(settings)]
    if as_json_:
        sys.stdout.buffer.write(as_json.dump(_data(lines, settings)))
        sys.stdout.buffer.flush()
    else:
        _print(lines, settings.texts)
    return next((code for state, code in _CODES.items() if any(line.state is state for line in lines)), 0)


def _looks() -> tuple[Callable[[Settings], Iterator[Line]], ...]:
    """What is looked at, in the order in which it is told."""
    return configuration, folder, disk, database, time_zone, readers, scans, archives, mailbox


def sentence(line: Line, texts: Texts) -> str:
    """What was found, in the reader's language."""
    return told(line.error, texts) if line.error is not None else texts(f"check.{line.code}", **line.params)


def advice(line: Line, texts: Texts) -> str:
    """What to do about it; "" where nothing is to be done, or the finding itself says it."""
    found = texts.find(f"check_advice.{line.code}") if line.state is not State.OK else ""
    return found.format(**line.params) if found else ""


def _print(lines: list[Line], texts: Texts) -> None:
    heads = ("", texts("check.head_part"), texts("check.head_found"), texts("check.head_advice"))
    rows = ((_SIGNS[x.state], texts(f"check.part_{x.part}"), sentence(x, texts), advice(x, texts)) for x in lines)
    terminal.table(terminal.out(), heads, rows, whole={0})
    ready = all(line.state in (State.OK, State.LOOK) for line in lines)
    terminal.out().print(texts("check.ready" if ready else "check.not_ready"))


def _data(lines: list[Line], settings: Settings) -> dict[str, object]:
    texts = settings.texts
    return {
        "contest": settings.contest.contest.key,
        "as_of": settings.now.isoformat(timespec="seconds"),
        "ready": all(line.state in (State.OK, State.LOOK) for line in lines),
        "checks": [
            {
                "part": line.part,
                "state": str(line.state),
                "code": line.code,
                "said": sentence(line, texts),
                "advice": advice(line, texts) or None,
            }
            for line in lines
        ],
    }
