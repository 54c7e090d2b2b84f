"""Which of the commission's reports has which formats, and how one is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.commission.board import Board
from pipeline.scoring.values import Member
from pipeline.stages import Stage
from reports.commission import awards, names, orders, protocols, published, sheets, signed_sheets, speaking
from reports.commission.frame import Session
from reports.errors import UnknownReportError
from reports.formats import as_csv, as_docx, as_html, as_pdf, as_xlsx
from reports.formats.paper import Paper
from reports.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is made of and how it is wished; ``stage`` and ``member`` None where none was named."""

    board: Board
    words: Words
    stage: Stage | None = None
    member: Member | None = None
    session: Session = field(default_factory=Session)
    starts: datetime | None = None
    background: bytes = b""
    number: str = ""  # of an order

    @property
    def day(self) -> date | None:
        """The day of the meeting."""
        return self.session.day


Maker = Callable[[Asked], bytes]


def _paper(make: Callable[[Asked], Paper]) -> dict[str, Maker]:
    return {
        "docx": lambda asked: as_docx.dump(make(asked)),
        "pdf": lambda asked: as_pdf.dump(make(asked)),
        "html": lambda asked: as_html.paper(make(asked), asked.board.contest, asked.words),
    }


def _protocol(asked: Asked) -> Paper:
    if asked.stage is None:
        return protocols.final(asked.board, asked.words, asked.session)
    return protocols.of_stage(asked.board, asked.stage, asked.words, asked.session)


def _speaking(asked: Asked) -> Paper:
    stage = asked.stage or asked.board.stages[-1]
    return speaking.paper(asked.board, stage, asked.words, asked.starts)


def _sheet(asked: Asked) -> bytes:
    stage = asked.stage or asked.board.stages[0]
    member = asked.member
    if member is None:
        raise UnknownReportError("member_unnamed")
    return sheets.workbook(asked.board, stage, member, asked.words)


def _signed_sheet(asked: Asked) -> bytes:
    if asked.member is None:
        raise UnknownReportError("member_unnamed")
    return signed_sheets.to_sign(asked.board, asked.stage or asked.board.stages[0], asked.member, asked.words)


def _sheets(asked: Asked) -> bytes:
    return sheets.archive(asked.board, asked.stage or asked.board.stages[0], asked.words)


def _organiser(asked: Asked) -> str:
    return asked.board.contest.contest.organiser.of(asked.words.language)


REPORTS: Mapping[str, Mapping[str, Maker]] = {
    "sheets": {"zip": _sheets, "xlsx": _sheet, "docx": _signed_sheet},
    "protocol": _paper(_protocol),
    "summary": _paper(lambda asked: protocols.summary(asked.board, asked.words, asked.session)),
    "speaking": _paper(_speaking),
    "results": {
        **_paper(lambda asked: published.paper(asked.board, asked.words)),
        "xlsx": lambda asked: as_xlsx.dump(published.table(asked.board, asked.words), _organiser(asked)),
        "csv": lambda asked: as_csv.dump(published.table(asked.board, asked.words)),
        "fragment": lambda asked: as_html.fragment(published.paper(asked.board, asked.words)),
    },
    "diplomas": {"pdf": lambda asked: awards.pdf(asked.board, asked.words, asked.day, asked.background)},
    "awards": _paper(lambda asked: awards.register(asked.board, asked.words)),
    "commission-order": _paper(lambda asked: orders.on_commission(asked.board, asked.words, asked.number, asked.day)),
    "awards-order": _paper(
        lambda asked: orders.on_awards(asked.board, asked.words, asked.session.number, asked.number, asked.day)
    ),
    "names": {
        **_paper(lambda asked: names.paper(asked.board, asked.words)),
        "xlsx": lambda asked: as_xlsx.dump(names.table(asked.board, asked.words), _organiser(asked)),
    },
}


def formats(name: str) -> tuple[str, ...]:
    """The formats of a report; raises UnknownReportError."""
    if name not in REPORTS:
        raise UnknownReportError("report_unknown", name=name, known=", ".join(REPORTS))
    return tuple(REPORTS[name])


def make(name: str, form: str, asked: Asked) -> bytes:
    """The bytes of a report; raises UnknownReportError."""
    if form not in formats(name):
        raise UnknownReportError("format_unknown", name=name, format=form, known=", ".join(REPORTS[name]))
    return REPORTS[name][form](asked)
