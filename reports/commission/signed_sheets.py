"""Score sheets to print and sign: a page a participant, and before them one grid of all («Бағалау парағы»).

Points that a member has given already stand in them, so that a sheet filled in on a computer is signed on paper.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from pipeline.commission.board import Board
from pipeline.scoring.values import Member, Participant, Sheet
from pipeline.stages import Stage
from reports.commission.frame import framed
from reports.formats import as_docx
from reports.formats.paper import Block, Facts, Grid, GridColumn, Paper, Paragraph
from reports.formats.paper import Signature as Line
from reports.words import Words


def to_sign(board: Board, stage: Stage, member: Member, words: Words) -> bytes:
    """All sheets of one member for one stage as one DOCX file; the grid of all comes first."""
    return as_docx.dump(*papers(board, stage, member, words))


def papers(board: Board, stage: Stage, member: Member, words: Words) -> tuple[Paper, ...]:
    """The grid of all whom the member scores, then a sheet for each of them."""
    whom = judged(board, stage, member)
    given = board.ledger.sheets(stage.number)
    sheets = {one.submission: given.get((member.email, one.submission)) for one in whom}
    making = _Making(board, stage, member, words)
    return (making.grid(whom, sheets), *(making.sheet(one, sheets[one.submission]) for one in whom))


def judged(board: Board, stage: Stage, member: Member) -> list[Participant]:
    """Whom a member scores in a stage: everybody admitted who came and whom the member may judge."""
    admitted = [one for one in board.admitted(stage) if not board.ledger.in_conflict(member.email, one.submission)]
    return [one for one in admitted if (one.submission, stage.number) not in board.ledger.absent]


class _Making:
    def __init__(self, board: Board, stage: Stage, member: Member, words: Words) -> None:
        self.board, self.stage, self.member, self.words = board, stage, member, words
        self.most = stage.points[1] * len(stage.criteria)
        self.limits = f"{stage.points[0]}–{stage.points[1]}"

    def sheet(self, whom: Participant, given: Sheet | None) -> Paper:
        """The sheet of one participant: criteria down the page."""
        words = self.words
        columns = (
            GridColumn(words("head-number"), 8, centred=True),
            GridColumn(words("head-criteria"), 96),
            GridColumn(words("head-limits"), 22, centred=True),
            GridColumn(words("head-given"), 28, centred=True),
        )
        rows = tuple((str(n), text, self.limits, _point(given, n)) for n, text in enumerate(self.stage.criteria, 1))
        total = ("", words("sheets-total", most=self.most), "", _total(given))
        about = Facts(
            (
                (words("sheets-registration"), self.board.contest.display_number(whom.submission)),
                (words("sheets-participant"), whom.leader or "—"),
                (words("head-school"), whom.school or "—"),
                (words("sheets-subject"), whom.subject or "—"),
            )
        )
        blocks: list[Block] = [Paragraph(self.stage.title.of(words.language)), about, Grid(columns, rows, (total,))]
        return self._framed(
            [*blocks, self._declared()], [(whom.submission, sorted(given.points.items()))] if given else []
        )

    def grid(self, whom: Sequence[Participant], sheets: dict[int, Sheet | None]) -> Paper:
        """All participants on one grid: criteria across the page, their words below it."""
        words, criteria = self.words, self.stage.criteria
        columns = (
            GridColumn(words("head-number"), 8, centred=True),
            GridColumn(words("head-registration"), 24, centred=True),
            GridColumn(words("head-school"), 62),
            GridColumn(words("head-leader"), 50),
            *(GridColumn(str(n), 13, centred=True) for n in range(1, len(criteria) + 1)),
            GridColumn(words("sheets-total", most=self.most), 24, centred=True),
        )
        rows = []
        for place, one in enumerate(whom, 1):
            given = sheets[one.submission]
            points = [_point(given, n) for n in range(1, len(criteria) + 1)]
            number = self.board.contest.display_number(one.submission)
            rows.append((str(place), number, one.school, one.leader, *points, _total(given)))
        told = "; ".join(f"{n} – {text}" for n, text in enumerate(criteria, 1))
        blocks: list[Block] = [
            Paragraph(self.stage.title.of(words.language)),
            Grid(columns, tuple(rows)),
            Paragraph(words("sheets-limits", limits=self.limits), quiet=True),
            Paragraph(words("protocol-criteria", criteria=told), quiet=True),
        ]
        points_given = [(n, sorted(one.points.items())) for n, one in sheets.items() if one]
        return self._framed([*blocks, self._declared()], points_given, wide=True)

    def _declared(self) -> Facts:
        words, member = self.words, self.member
        return Facts(
            (
                (words("signer-member"), f"{member.name}, {member.post}" if member.post else member.name),
                (words("sheets-conflict"), words("sheets-conflict-choice")),
                (words("sheets-signed-on"), words("sheets-blank-day")),
            )
        )

    def _framed(self, blocks: Sequence[Block], points: object, *, wide: bool = False) -> Paper:
        said = (self.stage.number, self.member.email, points)
        paper = framed(
            self.board, self.words, title=self.words("sheets-title"), blocks=blocks,
            fingerprint=hashlib.sha256(repr(said).encode()).hexdigest(), wide=wide,
        )  # fmt: skip
        lines = (Line(self.words("signer-member"), self.member.name), Line(self.words("sheets-taken-by")))
        return replace(paper, signatures=lines)


def _point(given: Sheet | None, criterion: int) -> str:
    return str(given.points[criterion]) if given and criterion in given.points else ""


def _total(given: Sheet | None) -> str:
    return str(given.total) if given and given.points else ""
