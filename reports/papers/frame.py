"""What every paper has around its own matter: letterhead, place and official date, notes, lines to sign."""

from collections.abc import Sequence
from datetime import datetime

from pipeline.contest import Contest
from pipeline.state import Overview
from reports.formats.paper import Approval, Block, Paper, Signature
from reports.words import Words


def framed(
    overview: Overview,
    contest: Contest,
    words: Words,
    *,
    title: str,
    blocks: Sequence[Block],
    signers: Sequence[str],
    notes: Sequence[str] = (),
    approved: bool = False,
    wide: bool = False,
) -> Paper:
    """A paper of this contest as of the overview's moment; ``signers`` are roles of the catalogue (``signer-…``)."""
    about, language = contest.contest, words.language
    moment = overview.as_of.astimezone(contest.dates.zone)
    return Paper(
        language=language,
        organiser=about.organiser.of(language),
        contest=about.title.of(language),
        title=title,
        place=about.place.of(language),
        day=words.day(moment),
        made=moment,
        notes=tuple(notes),
        blocks=tuple(blocks),
        signatures=tuple(Signature(words(f"signer-{role}")) for role in signers),
        under_line=(words("sign-here"), words("name-here")),
        approval=_approval(words, moment) if approved else None,
        wide=wide,
    )


def as_of(overview: Overview, contest: Contest, words: Words) -> str:
    """The moment whose data the paper tells, with the time zone."""
    moment = overview.as_of.astimezone(contest.dates.zone)
    return f"{words('as-of', moment=words.moment(moment))} · {words('time-zone', offset=words.offset(moment))}"


def _approval(words: Words, moment: datetime) -> Approval:
    return Approval(words("approved"), words("signer-head"), words("approved-on", year=moment.year))


def cell(value: str | int | datetime | None, words: Words) -> str:
    """A value of a table as a paper shows it."""
    if value is None:
        return ""
    return words.short_moment(value) if isinstance(value, datetime) else str(value)
