"""Which report has which formats, and how one is written: the table that the command line and the desk ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.contest import Contest
from pipeline.errors import RegisterError
from pipeline.school_register import ListedSchool
from pipeline.state import Overview
from reports import absent, completeness, completeness_html, completeness_xlsx, decisions, participants, register
from reports.errors import UnknownReportError
from reports.formats import as_csv, as_docx, as_html, as_json, as_pdf, as_xlsx
from reports.formats.files import write_bytes
from reports.formats.paper import Paper
from reports.formats.table import Table
from reports.papers import absent as absent_paper
from reports.papers import act, lists, rulings, summary
from reports.papers import completeness as completeness_paper
from reports.words import Words


def no_register() -> tuple[ListedSchool, ...]:
    """What stands for the register of schools where the configuration names none; raises RegisterError."""
    raise RegisterError("register_unset")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is made of and how it is wished: ``awaiting`` lists those that await a decision too.

    ``register`` reads the city's schools; only a report that needs them asks.
    """

    overview: Overview
    contest: Contest
    words: Words
    awaiting: bool = False
    register: Callable[[], tuple[ListedSchool, ...]] = no_register


Maker = Callable[[Wanted], bytes]
_Tabular = Callable[[Wanted], Table]
_Papery = Callable[[Wanted], Paper]
_T = TypeVar("_T")


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


def _papers(paper: _Papery) -> dict[str, Maker]:
    """The two formats that are printed and signed."""
    return {
        "docx": lambda wanted: as_docx.dump(paper(wanted)),
        "pdf": lambda wanted: as_pdf.dump(paper(wanted)),
    }


def _text(paper: _Papery) -> dict[str, Maker]:
    """A paper of running text: printed, or read as a page."""

    def page(wanted: Wanted) -> bytes:
        return as_html.paper(paper(wanted), wanted.contest, wanted.words)

    return {"html": page, **_papers(paper)}


def _list(name: str, table: _Tabular, paper: _Papery) -> dict[str, Maker]:
    """A table in every format there is; ``name`` is that of its rows as data."""
    return {
        "html": _as_html(table),
        "xlsx": _as_xlsx(table),
        **_papers(paper),
        "csv": _as_csv(table),
        "json": _as_json(name, table),
    }


def _participants(wanted: Wanted) -> Table:
    return participants.table(wanted.overview, wanted.contest, wanted.words, awaiting=wanted.awaiting)


def _participants_paper(wanted: Wanted) -> Paper:
    return lists.participants(wanted.overview, wanted.contest, wanted.words, awaiting=wanted.awaiting)


def _absent(wanted: Wanted) -> Table:
    return absent.table(wanted.register(), wanted.overview, wanted.contest, wanted.words)


def _absent_paper(wanted: Wanted) -> Paper:
    return absent_paper.paper(wanted.register(), wanted.overview, wanted.contest, wanted.words)


def _plain(make: Callable[[Overview, Contest, Words], _T]) -> Callable[[Wanted], _T]:
    """Of what most reports are made."""
    return lambda wanted: make(wanted.overview, wanted.contest, wanted.words)


REPORTS: Mapping[str, Mapping[str, Maker]] = {
    "completeness": {
        "html": _plain(completeness_html.page),
        "xlsx": _plain(completeness_xlsx.workbook),
        **_papers(_plain(completeness_paper.paper)),
        "csv": _as_csv(_plain(completeness.table)),
        "json": lambda wanted: as_json.dump(completeness.data(wanted.overview, wanted.contest, wanted.words)),
    },
    "participants": _list("participants", _participants, _participants_paper),
    "register": _list("letters", _plain(register.letters), _plain(lists.register)),
    "submissions": _list("submissions", _plain(register.submissions), _plain(lists.submissions)),
    "decisions": _list("decisions", _plain(decisions.table), _plain(lists.decisions)),
    "absent": _list("schools", _absent, _absent_paper),
    "rulings": _text(_plain(rulings.paper)),
    "completeness-act": _text(_plain(act.paper)),
    "status": _text(_plain(summary.paper)),
}


def formats(name: str) -> tuple[str, ...]:
    """The formats that a report has; raises UnknownReportError."""
    if name not in REPORTS:
        from reports.commission.writing import REPORTS as OF_COMMISSION  # only to name them all

        raise UnknownReportError("report_unknown", name=name, known=", ".join((*REPORTS, *OF_COMMISSION)))
    return tuple(REPORTS[name])


def make(name: str, format: str, wanted: Wanted) -> bytes:
    """The bytes of a report in a format; raises UnknownReportError."""
    if format not in formats(name):
        raise UnknownReportError("format_unknown", name=name, format=format, known=", ".join(REPORTS[name]))
    return REPORTS[name][format](wanted)


def write(
    name: str,
    format: str,
    overview: Overview,
    contest: Contest,
    words: Words,
    out: Path,
    *,
    awaiting: bool = False,
    register: Callable[[], tuple[ListedSchool, ...]] = no_register,
) -> None:
    """Make a report and put it in its place whole (mode 0600); raises UnknownReportError, WritingError."""
    write_bytes(out, make(name, format, Wanted(overview, contest, words, awaiting, register)))
