"""Which report has which formats, and how one is written: the table that the command line and the desk ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.contest import Contest
from pipeline.state import Overview
from reports import completeness, completeness_html, completeness_xlsx, participants, register
from reports.errors import UnknownReportError
from reports.formats import as_csv, as_html, as_json, as_xlsx
from reports.formats.files import write_bytes
from reports.formats.table import Table
from reports.words import Words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is made of and how it is wished: ``awaiting`` lists those that await a decision too."""

    overview: Overview
    contest: Contest
    words: Words
    awaiting: bool = False


Maker = Callable[[Wanted], bytes]
_Tabular = Callable[[Wanted], Table]


def _as_xlsx(table: _Tabular) -> Maker:
    return lambda wanted: as_xlsx.dump(table(wanted), wanted.contest.contest.organiser.of(wanted.words.language))


def _as_html(table: _Tabular) -> Maker:
    def made(wanted: Wanted) -> bytes:
        one = table(wanted)
        return as_html.page(
            "table.html", title=one.title, notes=one.notes[1:], contest=wanted.contest, words=wanted.words, table=one
        )

    return made


def _as_csv(table: _Tabular) -> Maker:
    return lambda wanted: as_csv.dump(table(wanted))


def _as_json(name: str, table: _Tabular) -> Maker:
    """The table's rows by keys, under the report's name, with the contest and the moment."""

    def made(wanted: Wanted) -> bytes:
        moment = wanted.overview.as_of.astimezone(wanted.contest.dates.zone)
        rows = table(wanted).data()
        return as_json.dump(
            {"contest": wanted.contest.contest.key, "as_of": moment.isoformat(timespec="seconds"), name: rows}
        )

    return made


def _completeness(wanted: Wanted) -> Table:
    return completeness.table(wanted.overview, wanted.contest, wanted.words)


def _participants(wanted: Wanted) -> Table:
    return participants.table(wanted.overview, wanted.contest, wanted.words, awaiting=wanted.awaiting)


def _register(wanted: Wanted) -> Table:
    return register.letters(wanted.overview, wanted.contest, wanted.words)


def _submissions(wanted: Wanted) -> Table:
    return register.submissions(wanted.overview, wanted.contest, wanted.words)


REPORTS: Mapping[str, Mapping[str, Maker]] = {
    "completeness": {
        "html": lambda wanted: completeness_html.page(wanted.overview, wanted.contest, wanted.words),
        "json": lambda wanted: as_json.dump(completeness.data(wanted.overview, wanted.contest, wanted.words)),
        "csv": _as_csv(_completeness),
        "xlsx": lambda wanted: completeness_xlsx.workbook(wanted.overview, wanted.contest, wanted.words),
    },
    "participants": {
        "html": _as_html(_participants),
        "xlsx": _as_xlsx(_participants),
        "csv": _as_csv(_participants),
        "json": _as_json("participants", _participants),
    },
    "register": {
        "html": _as_html(_register),
        "xlsx": _as_xlsx(_register),
        "csv": _as_csv(_register),
        "json": _as_json("letters", _register),
    },
    "submissions": {
        "html": _as_html(_submissions),
        "xlsx": _as_xlsx(_submissions),
        "csv": _as_csv(_submissions),
        "json": _as_json("submissions", _submissions),
    },
}


def formats(name: str) -> tuple[str, ...]:
    """The formats that a report has; raises UnknownReportError."""
    if name not in REPORTS:
        raise UnknownReportError("report_unknown", name=name, known=", ".join(REPORTS))
    return tuple(REPORTS[name])


def make(name: str, format: str, wanted: Wanted) -> bytes:
    """The bytes of a report in a format; raises UnknownReportError."""
    if format not in formats(name):
        raise UnknownReportError("format_unknown", name=name, format=format, known=", ".join(REPORTS[name]))
    return REPORTS[name][format](wanted)


def write(
    name: str, format: str, overview: Overview, contest: Contest, words: Words, out: Path, *, awaiting: bool = False
) -> None:
    """Make a report and put it in its place whole (mode 0600); raises UnknownReportError, WritingError."""
    write_bytes(out, make(name, format, Wanted(overview, contest, words, awaiting)))
