"""The completeness report as a workbook: the table of schools, letters, remarks, and the documents with their sums."""

from collections.abc import Iterator, Sequence

from pipeline.contest import Contest
from pipeline.state import Judged, Overview
from reports.cards import unread_code
from reports.decided import decision_rows
from reports.formats.as_xlsx import Book, Sheet
from reports.formats.table import Cell
from reports.sentences import Teller
from reports.views import Mark, SchoolRow, Totals, in_order, letter_rows, school_name, school_rows, sum_lines, totals
from reports.words import Words

_BEFORE = {  # the columns before the documents, and their widths in characters
    "number": 5,
    "school": 38,
    "leader": 20,
    "subject": 13,
    "verdict": 13,
    "reasons": 20,
    "received": 15.5,
    "application-short": 3.4,
}
_AFTER = (5, 12)  # how many documents are there, remarks
_MARK_WIDTH = 3.2


def workbook(overview: Overview, contest: Contest, words: Words) -> bytes:
    """Four sheets: completeness, letters, remarks (with what was not read), the list of documents."""
    rows = school_rows(overview, contest, words)
    book = Book(words("report-completeness"), contest.contest.organiser.of(words.language))
    sums = totals(rows, contest)
    _schools(book.sheet(words("sheet-completeness")), rows, sums, overview, contest, words)
    _letters(book.sheet(words("sheet-letters")), overview, contest, words)
    _remarks(book.sheet(words("sheet-remarks")), overview, contest, words)
    _documents(book.sheet(words("sheet-documents")), sums, contest, words)
    return book.bytes()


def _notes(overview: Overview, contest: Contest, words: Words) -> list[str]:
    moment = overview.as_of.astimezone(contest.dates.zone)
    return [
        contest.contest.title.of(words.language),
        f"{words('as-of', moment=words.moment(moment))} · {words('time-zone', offset=words.offset(moment))}",
    ]


def _schools(
    sheet: Sheet, rows: Sequence[SchoolRow], sums: Totals, overview: Overview, contest: Contest, words: Words
) -> None:
    verdicts = [f"{words(f'standing-{standing}')}: {count}" for standing, count in sums.verdicts.items()]
    signs = [f"{mark.symbol} {words(f'mark-{mark}')}" for mark in Mark]
    counts = " · ".join([words("schools-count", count=len(rows)), *verdicts])
    sheet.title(words("report-completeness"), [*_notes(overview, contest, words), counts, "   ".join(signs)])
    heads = [words(f"head-{key}") for key in _BEFORE]
    numbers = [str(kind.number) for kind in contest.kinds]
    widths = [*_BEFORE.values(), *[_MARK_WIDTH] * len(numbers), *_AFTER]
    top = sheet.row
    sheet.head([*heads, *numbers, "Σ", words("head-remarks")], widths, frozen=2, height=32)
    sheet.note(top, len(_BEFORE) - 1, words("application"))
    for place, kind in enumerate(contest.kinds, len(_BEFORE)):
        sheet.note(top, place, f"{kind.number}. {kind.title.of(words.language)}")
    sheet.note(top, len(_BEFORE) + len(numbers), words("head-present"))
    for row in rows:
        sheet.line(_cells(row), _styles(row))
    sheet.filters()
    _sums(sheet, sums, words)


def _cells(row: SchoolRow) -> list[Cell]:
    return [
        row.number,
        row.school,
        row.leader,
        row.subject,
        row.verdict,
        "; ".join(row.reason_words),
        row.received,
        row.application.symbol,
        *(mark.symbol for mark in row.marks),
        row.present,
        row.remarks,
    ]


def _styles(row: SchoolRow) -> list[str | None]:
    verdict = f"verdict:{row.standing}"
    marks = [f"mark:{mark}" for mark in (row.application, *row.marks)]
    return [None, None, None, None, verdict, None, None, *marks, None, None]


def _sums(sheet: Sheet, sums: Totals, words: Words) -> None:
    """The sums per column under the table, a line for each mark that occurs."""
    for line in sum_lines(sums, words):
        before: list[Cell] = ["Σ", f"{line.mark.symbol} {line.words}", *[""] * (len(_BEFORE) - 3)]
        after: list[Cell] = [""] * len(_AFTER)
        styles = ["total"] * len(before) + ["sum"] * len(line.counts) + ["total"] * len(after)
        sheet.line([*before, *line.counts, *after], styles)


def _letters(sheet: Sheet, overview: Overview, contest: Contest, words: Words) -> None:
    sheet.title(words("report-register"), _notes(overview, contest, words))
    widths = {
        "letter": 8,
        "registration": 14,
        "received": 16,
        "proof": 24,
        "sender": 28,
        "letter-subject": 32,
        "letter-verdict": 18,
        "files": 8,
        "why": 60,
    }
    sheet.head([words(f"head-{key}") for key in widths], list(widths.values()), frozen=1)
    for row in letter_rows(overview, contest, words):
        proof = words.lenient(f"proof-{row.proof}")
        sheet.line(
            [row.id, row.shown, row.received, proof, row.sender, row.subject, row.verdict_word, row.files, row.told],
        )
    sheet.filters()


def _remarks(sheet: Sheet, overview: Overview, contest: Contest, words: Words) -> None:
    sheet.title(words("sheet-remarks"), _notes(overview, contest, words))
    titles = [words(f"head-{key}") for key in ("registration", "school", "verdict", "sort", "remark")]
    sheet.head(titles, [14, 44, 16, 26, 80], frozen=1)
    teller = Teller.of(overview, contest, words)
    for judged in in_order(overview.submissions):
        standing = judged.verdict.standing
        beginning = [contest.display_number(judged.state.number), school_name(judged.state, words)[0]]
        for what, sentence in _told(judged, teller):
            line = [*beginning, words(f"standing-{standing}"), what, sentence]
            sheet.line(line, [None, None, f"verdict:{standing}", None, None])
    sheet.filters()


def _told(judged: Judged, teller: Teller) -> Iterator[tuple[str, str]]:
    """What a person should read of one submission: what it is about, and the sentence."""
    state, words = judged.state, teller.words
    for finding in state.remarks:
        yield words("head-remark"), teller.finding(finding)
    for file in state.unread:
        code = unread_code(file)
        yield (
            words("card-unread"),
            f"{teller.file(file.name)}: {teller.problem(code)}. {teller.advice(code, file.facts.type)}",
        )
    for file in state.unrecognised:
        yield words("card-unrecognised"), file.name
    for link in state.links:
        yield words("card-links"), link
    for row in decision_rows(state.decisions, teller):
        yield words("card-decisions"), row.line


def _documents(sheet: Sheet, sums: Totals, contest: Contest, words: Words) -> None:
    sheet.title(words("documents-list"), [contest.contest.title.of(words.language)])
    marks = list(Mark)
    heads = [words("head-number"), words("head-document"), *(f"{m.symbol} {words(f'mark-{m}')}" for m in marks)]
    sheet.head(heads, [5, 80, *[14] * len(marks)], frozen=1, height=44)
    styles = [None, None, *(f"mark:{mark}" for mark in marks)]
    sheet.line(["", words("application"), *(sums.application.get(mark, 0) for mark in marks)], styles)
    for kind, column in zip(contest.kinds, sums.marks, strict=True):
        line: list[Cell] = [kind.number, kind.title.of(words.language), *(column.get(mark, 0) for mark in marks)]
        sheet.line(line, styles)
