"""The answers put into a configuration: one that is there, with every comment of it, or the skeleton."""

import os
import re
import textwrap
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import tomlkit

from console.errors import UseError
from console.starting.answers import Answers
from console.texts import LANGUAGES, Texts
from intake.errors import reason
from parsers.kazakh import fold
from pipeline.contest import LoadedContest, load
from pipeline.errors import ContestError

_SKELETON = Path(__file__).with_name("skeleton.toml")
_WIDTH = 110
_BESIDE = "mailbox-password"  # the file of the password, beside the configuration


def skeleton(texts: Texts) -> str:
    """The short configuration with its comments in one language."""
    text = _SKELETON.read_text("utf-8")
    return re.sub(r"^#~ (\w+)$", lambda found: _comment(texts(f"skeleton.{found[1]}")), text, flags=re.MULTILINE)


def _comment(text: str) -> str:
    return "\n".join(textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# "))


def filled(text: str, answers: Answers, texts: Texts, *, bare: bool) -> str:
    """The configuration with the answers in it."""
    document = tomlkit.parse(text)
    contest, box, dates = (_section(document, name) for name in ("contest", "mailbox", "dates"))
    contest["key"] = f"contest-{answers.deadline.year}" if bare else _of_year(str(contest["key"]), answers)
    contest["number_prefix"] = answers.prefix
    contest["language"] = answers.language
    for name, value in (("title", answers.title), ("organiser", answers.organiser), ("place", answers.place)):
        _worded(contest, name, value, answers.language)
    _words(contest, answers.title)
    box["address"] = answers.mailbox
    box["trusted_hosts"] = list(answers.trusted_hosts)
    _without_server(box)
    if answers.server.endswith("office365.com"):
        _section(document, "trust")["unnamed_results"] = True
    dates["time_zone"] = answers.time_zone
    dates["approved"], dates["announce_by"] = answers.approved, answers.announce_by
    dates["deadline"], dates["contest_day"] = _fixed(answers.deadline), answers.contest_day
    _section(document, "storage")["data"] = answers.data
    return _with_server(tomlkit.dumps(document), answers, texts) + _kinds(answers)


def _section(document: Any, name: str) -> Any:
    if name not in document:
        document[name] = tomlkit.table()
    return document[name]


def _of_year(key: str, answers: Answers) -> str:
    return re.sub(r"(?:19|20)\d\d", str(answers.deadline.year), key)


def _worded(contest: Any, name: str, value: str, language: str) -> None:
    """A title in one language; the others keep theirs unless this one is another now, then all are the same."""
    titles = contest[name]
    if titles[language] == value:
        return
    for one in LANGUAGES:
        titles[one] = value


def _words(contest: Any, title: str) -> None:
    """The contest's own name speaks for it."""
    if not any(fold(word) in fold(title) for word in contest["words"]):
        contest["words"].append(_phrase(title))


def _phrase(title: str) -> str:
    """A title as the configuration writes phrases: small letters, no quotation marks."""
    return " ".join(re.sub("[«»„“”\"']", " ", title).lower().split())


def _without_server(box: Any) -> None:
    """Another server's keys go."""
    for key in ("port", "security", "user", "password_env", "password_file", "credential", "oauth", "ca_file", "host"):
        box.pop(key, None)
    box.pop("since", None)


def _with_server(text: str, answers: Answers, texts: Texts) -> str:
    """The mailbox's server, and where its password is looked for, below the address.

    Keys that the library adds to a table stand below the comment of the next one.
    """
    if not answers.server:
        return text
    lines = [
        _comment(texts("skeleton.server")),
        f"host = {_quoted(answers.server)}",
        f"password_file = {_quoted(_BESIDE)}",
        f"since = {answers.approved.isoformat()}",
    ]
    before, section, after = text.partition("[mailbox]")
    address, end, rest = after.partition("address")
    line, newline, rest = rest.partition("\n")
    return f"{before}{section}{address}{end}{line}{newline}" + "\n".join(lines) + f"\n{rest}"


def _fixed(moment: datetime) -> datetime:
    """With its offset instead of a zone: that is what TOML writes."""
    return moment.astimezone(timezone(moment.utcoffset() or timedelta()) if moment.utcoffset() else UTC)


def _kinds(answers: Answers) -> str:
    """The required documents of another contest."""
    return "".join(
        f'\n[[kinds]]\nkey = "document_{number}"\nnumber = {number}\n'
        f"title = {{ kk = {_quoted(title)}, ru = {_quoted(title)}, en = {_quoted(title)} }}\n"
        f"signs.title = [{_quoted(_phrase(title))}]\n"
        for number, title in enumerate(answers.documents, 1)
    )


def _quoted(text: str) -> str:
    return tomlkit.item(text).as_string()


def begun_from(path: Path) -> tuple[str, LoadedContest]:
    """A configuration to begin from, as text and as contest; raises UseError where it is none."""
    try:
        return path.read_text("utf-8-sig"), load(path)
    except OSError as error:
        raise UseError("not_readable", file=path, why=reason(error)) from error
    except (ContestError, UnicodeDecodeError) as error:
        raise UseError("init_template", path=path, what=str(error)) from error


def put(path: Path, text: str) -> LoadedContest:
    """Write the file whole, after it was seen to load; raises UseError, ContestError (a slip of ours)."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, "utf-8")
        loaded = load(draft)
        draft.replace(path)
    except OSError as error:
        raise UseError("not_writable", file=path, why=reason(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return loaded
