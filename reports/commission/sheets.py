"""Score sheets to fill in: a workbook for each member, that comes back by ``baiqau scores import``.

Only the cells for points can be written in, and take whole points of the stage's range; totals and what is still empty
are formulas. Hidden keys (first row and column) say stage, member, participant and criterion, so that a sheet whose
columns were moved is still read right (``pipeline.scoring.sheets``).
"""

import io
import re
import zipfile
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.commission.board import Board
from pipeline.scoring.values import Member, Participant
from pipeline.stages import Stage
from reports.commission.signed_sheets import judged, to_sign
from reports.formats.text import cell
from reports.words import Words

_INK, _LINE, _HEAD, _OPEN, _SHUT = "#1d2733", "#c9d1d9", "#e9eef4", "#fffbe6", "#f5f7fa"
_FONT = {"font_name": "Calibri", "font_size": 10, "font_color": _INK, "valign": "vcenter"}
_BOXED = {**_FONT, "border": 1, "border_color": _LINE, "text_wrap": True}
_KEYS, _TITLE, _HEADS = 0, 1, 6  # rows of the sheet: hidden keys, the head's first line, the table's head
_BEFORE = 5  # columns before the criteria: key, place, number, school, leader
_FOOTER = 255  # characters of a footer that Excel takes
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time a zip knows: the same sheets are the same bytes


def workbook(board: Board, stage: Stage, member: Member, words: Words) -> bytes:
    """The sheet of one member for one stage: everybody admitted but those the member must not judge."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    author = board.contest.contest.organiser.of(words.language)
    made = board.as_of.replace(tzinfo=None)  # a workbook's own time; the same data are the same bytes
    book.set_properties({"title": cell(words("sheets-title")), "author": cell(author), "created": made})
    sheet = book.add_worksheet(cell(words("sheets-tab", stage=stage.number))[:31])
    _Writer(book, sheet, board, stage, member, words).write(judged(board, stage, member))
    book.close()
    return out.getvalue()


def archive(board: Board, stage: Stage, words: Words) -> bytes:
    """A zip with the workbook of every judging member, and the same sheets to print and sign."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for place, member in enumerate(sorted(board.ledger.judges, key=lambda one: one.email), 1):
            made = {"xlsx": workbook(board, stage, member, words), "docx": to_sign(board, stage, member, words)}
            for ending, data in made.items():
                info = zipfile.ZipInfo(f"{place:02} {file_name(member.name)}.{ending}", _EPOCH)
                pack.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def file_name(name: str) -> str:
    """A person's name as a part of a file's name on any system."""
    return re.sub(r"[^\w .\-]", "", cell(name)).strip(" .")[:60] or "—"


class _Writer:
    def __init__(
        self, book: xlsxwriter.Workbook, sheet: Worksheet, board: Board, stage: Stage, member: Member, words: Words
    ) -> None:
        self.book, self.sheet, self.board, self.stage, self.member, self.words = (
            book,
            sheet,
            board,
            stage,
            member,
            words,
        )
        self.count = len(stage.criteria)
        self._formats: dict[str, Format] = {}

    def write(self, judged: Sequence[Participant]) -> None:
        """The whole sheet."""
        self._page()
        self._keys()
        self._titles()
        self._heads()
        for place, participant in enumerate(judged, 1):
            self._line(_HEADS + place, place, participant)

    def _page(self) -> None:
        sheet = self.sheet
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=1.0)
        sheet.set_footer(self._footer())
        sheet.hide_gridlines(2)
        sheet.repeat_rows(_HEADS)
        sheet.freeze_panes(_HEADS + 1, _BEFORE)
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})
        widths = (8, 5, 16, 34, 26, *(11 for _ in self.stage.criteria), 9, 12)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {"hidden": column == 0})

    def _keys(self) -> None:
        self.sheet.set_row(_KEYS, None, None, {"hidden": True})
        mark = f"baiqau scores stage={self.stage.number} member={self.member.email}"
        self.sheet.write_string(_KEYS, 0, mark)
        for n in range(1, self.count + 1):
            self.sheet.write_string(_KEYS, _BEFORE + n - 1, f"k{n}")

    def _titles(self) -> None:
        contest, words = self.board.contest, self.words
        low, high = self.stage.points
        lines = (
            (words("sheets-title"), "title"),
            (contest.contest.title.of(words.language), "plain"),
            (self.stage.title.of(words.language), "plain"),
            (words("sheets-member", name=self.member.name, post=self.member.post or "—"), "bold"),
            (words("sheets-how", low=low, high=high), "note"),
        )
        for row, (text, style) in enumerate(lines, _TITLE):
            self.sheet.write_string(row, 1, cell(text), self._format(style))

    def _heads(self) -> None:
        words = self.words
        heads = [words("head-number"), words("head-registration"), words("head-school"), words("head-leader")]
        heads += [f"{n}. {text}" for n, text in enumerate(self.stage.criteria, 1)]
        heads += [words("sheets-total", most=self.stage.points[1] * self.count), words("sheets-left")]
        self.sheet.set_row(_HEADS, 120)
        for column, head in enumerate(heads, 1):
            self.sheet.write_string(_HEADS, column, cell(head), self._format("head"))

    def _line(self, row: int, place: int, participant: Participant) -> None:
        sheet, shut = self.sheet, self._format("shut")
        sheet.write_string(row, 0, f"s{participant.submission}", self._format("plain"))
        sheet.write_number(row, 1, place, shut)
        for column, text in enumerate(
            (self.board.contest.display_number(participant.submission), participant.school, participant.leader), 2
        ):
            sheet.write_string(row, column, cell(text), shut)
        low, high = self.stage.points
        standing = self.board.ledger.sheets(self.stage.number).get((self.member.email, participant.submission))
        for n in range(1, self.count + 1):
            given = standing.points.get(n) if standing else None
            if given is None:
                sheet.write_blank(row, _BEFORE + n - 1, None, self._format("open"))
            else:
                sheet.write_number(row, _BEFORE + n - 1, given, self._format("open"))
        given_sum = standing.total if standing else 0
        given_count = len(standing.points) if standing else 0
        first, last = (xl_rowcol_to_cell(row, _BEFORE + n) for n in (0, self.count - 1))
        sheet.write_formula(row, _BEFORE + self.count, f"=SUM({first}:{last})", self._format("sum"), given_sum)
        left = f'=IF(COUNT({first}:{last})={self.count},"✓",{self.count}-COUNT({first}:{last}))'
        sheet.write_formula(row, _BEFORE + self.count + 1, left, self._format("sum"), self.count - given_count or "✓")
        title, message = self.words("sheets-title"), self.words("sheets-whole", low=low, high=high)
        sheet.data_validation(
            row, _BEFORE, row, _BEFORE + self.count - 1,
            {
                "validate": "list", "source": [str(n) for n in range(low, high + 1)],
                "error_title": title[:32], "error_message": message[:255], "error_type": "stop",
            },
        )  # fmt: skip
        sheet.set_row(row, 32)

    def _footer(self) -> str:
        """The lines to sign stand under every printed page: below the table they might stand alone on another one.

        Excel takes 255 characters; an ampersand begins one of its codes unless it is doubled.
        """
        words, name = self.words, self.member.name
        for most in range(len(name), 0, -1):
            lines = (words("sheets-signature", name=name[:most]), words("sheets-taken"), words("sheets-date"))
            sign, taken, date = (cell(line).replace("&", "&&") for line in lines)
            if len(footer := f"&L{sign}\n{taken}&C&P / &N&R{date}") <= _FOOTER:
                return footer
        return "&C&P / &N"

    def _format(self, name: str) -> Format:
        looks: dict[str, dict[str, object]] = {
            "title": {**_FONT, "bold": True, "font_size": 14},
            "plain": _FONT,
            "bold": {**_FONT, "bold": True},
            "note": {**_FONT, "italic": True, "font_color": "#5b6875"},
            "head": {**_BOXED, "bold": True, "bg_color": _HEAD, "align": "center"},
            "shut": {**_BOXED, "bg_color": _SHUT},
            "open": {**_BOXED, "bg_color": _OPEN, "align": "center", "locked": False, "num_format": "0"},
            "sum": {**_BOXED, "bold": True, "bg_color": _SHUT, "align": "center"},
        }
        if name not in self._formats:
            self._formats[name] = self.book.add_format(looks[name])
        return self._formats[name]
