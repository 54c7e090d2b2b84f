"""``baiqau report`` for the commission's papers: what was wished, made and put in its place."""

import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from console.commands import opened
from console.errors import UseError
from console.settings import Settings
from console.templates import put, read_template
from pipeline.commission.board import Board, board
from pipeline.scoring.results import stage_of
from pipeline.scoring.values import Member
from pipeline.stages import Stage
from reports.commission import writing
from reports.commission.frame import Session
from reports.templating import writing as templated
from reports.words import Words

_TEXT = ("html", "csv", "fragment")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"<svg", b"<?xml")


@dataclass(frozen=True, slots=True)
class Wish:
    """The words of the command line; a format of None is the report's first."""

    name: str
    form: str | None
    output: Path | None
    stage: int | None
    member: str | None
    meeting: str
    day: str | None
    starts: str | None
    background: Path | None
    order: str = ""
    template: Path | None = None


def report(settings: Settings, wish: Wish) -> int:
    """Write one of the commission's papers to a file, or to standard output where its format is text."""
    if wish.template is not None:
        source = read_template(wish.name, wish.form, wish.template)
        return put(settings, templated.of_commission(wish.name, source, _asked(settings, wish)), "docx", wish.output)
    possible = writing.formats(wish.name)
    form = wish.form or possible[0]
    if form in possible and form not in _TEXT and wish.output is None and sys.stdout.isatty():
        raise UseError("needs_output", format=form)
    if form not in possible:
        raise UseError("bad_value", name="--format", value=form, expected="|".join(possible))
    return put(settings, writing.make(wish.name, form, _asked(settings, wish)), form, wish.output)


def _asked(settings: Settings, wish: Wish) -> writing.Asked:
    with opened(settings) as store:
        standing = board(store, settings.loaded, settings.as_of or settings.now, settings.known_at)
    day = _day(wish)
    return writing.Asked(
        standing, Words(settings.language), stage_named(standing, wish.stage), member_of(standing, wish.member),
        Session(wish.meeting, day), _starts(wish, day or standing.as_of.date()), _background(wish),
        wish.order,
    )  # fmt: skip


def stage_named(standing: Board, number: int | None) -> Stage | None:
    """The stage with this number, None when none was wished; UseError for one that is none."""
    if number is None:
        return None
    found = stage_of(standing.contest, number)
    if found is None:
        known = "|".join(str(stage.number) for stage in standing.stages)
        raise UseError("bad_value", name="--stage", value=number, expected=known)
    return found


def member_of(standing: Board, email: str | None) -> Member | None:
    """The judging member with this address, None when none was wished; UseError for one that is none."""
    if email is None:
        return None
    found = next((m for m in standing.ledger.judges if m.email == email.strip().lower()), None)
    if found is None:
        known = "|".join(m.email for m in standing.ledger.judges) or "—"
        raise UseError("bad_value", name="--member", value=email, expected=known)
    return found


def _day(wish: Wish) -> date | None:
    try:
        return date.fromisoformat(wish.day) if wish.day else None
    except ValueError:
        raise UseError("bad_day", name="--day", value=wish.day, expected="2025-10-30") from None


def _starts(wish: Wish, day: date) -> datetime | None:
    try:
        return datetime.combine(day, time.fromisoformat(wish.starts)) if wish.starts else None
    except ValueError:
        raise UseError("bad_day", name="--starts", value=wish.starts, expected="10:00") from None


def _background(wish: Wish) -> bytes:
    if wish.background is None:
        return b""
    try:
        picture = wish.background.read_bytes()
    except OSError as error:
        raise UseError("not_readable", file=wish.background, why=error.strerror) from error
    if not picture.startswith(_PICTURES):
        raise UseError("bad_picture", file=wish.background)
    return picture
