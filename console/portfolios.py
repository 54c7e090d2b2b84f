"""``baiqau report portfolios``: what members read before they score, one zip for all or for one member."""

from pathlib import Path

from console import terminal
from console.commands import DONE, opened
from console.commission_reports import member_of, stage_named
from console.errors import UseError
from console.settings import Settings
from pipeline.commission.board import board_of
from pipeline.confined import sandboxes
from pipeline.overview import overview
from pipeline.portfolios import fetching, papers
from pipeline.tracking.folder import DataFolder
from reports.commission.portfolios import Portfolio, write
from reports.commission.signed_sheets import judged
from reports.formats.files import write_with
from reports.words import Words

NAME = "portfolios"
_LOST = 1


def report(settings: Settings, form: str | None, output: Path | None, number: int | None, email: str | None) -> int:
    """Write the zip; 1 when files of letters are lost, which are named."""
    if form not in (None, "zip"):
        raise UseError("bad_value", name="--format", value=form, expected="zip")
    if output is None:
        raise UseError("needs_output", format="zip")
    folder, words = DataFolder(settings.data), Words(settings.language)
    with opened(settings) as store:
        seen = overview(store, settings.loaded, settings.now, settings.as_of, settings.known_at)
        standing = board_of(seen, store, settings.contest, settings.known_at)
        stage = stage_named(standing, number) or standing.stages[0]
        member = member_of(standing, email)
        whom = standing.admitted(stage) if member is None else judged(standing, stage, member)
        states = {x.state.number: x.state for x in seen.submissions}
        portfolios = [Portfolio(one, papers(states[one.submission], settings.contest)) for one in whom]
        with fetching(folder, store, sandboxes(folder, settings.loaded)) as fetcher:
            lost: list[str] = []
            write_with(
                output,
                lambda out: lost.extend(f.name for f in write(out, portfolios, standing, words, fetcher.fetch)),
            )
    terminal.err().print(settings.texts("terminal.written", file=str(output)))
    terminal.lines(terminal.err(), settings.texts("enter.files_lost", count=len(lost)), lost, "red")
    return _LOST if lost else DONE
