"""The completeness report on paper: the table of schools and documents, then the reasons, then the documents' names."""

from collections.abc import Iterator, Sequence

from pipeline.contest import Contest
from pipeline.state import LetterVerdict, Overview, Standing
from reports.cards import Card, card
from reports.formats.paper import Block, Grid, GridColumn, Heading, Paper, Paragraph
from reports.papers.frame import as_of, framed
from reports.sentences import Teller
from reports.views import APPLICATION, Mark, SchoolRow, in_order, letter_rows, school_rows, sum_lines, totals
from reports.words import Words

_BEFORE = {  # the columns before the documents, and their shares of the width
    "registration": 8.0,
    "school": 50.0,
    "leader": 27.0,
    "verdict": 21.0,
    "reasons": 24.0,
    "received": 18.0,
}
_MARK, _AFTER = 4.7, 6.5
_WAITING = (LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


def paper(overview: Overview, contest: Contest, words: Words) -> Paper:
    """The whole report, to be signed by the secretary and the chair."""
    rows = school_rows(overview, contest, words)
    sums = totals(rows, contest)
    verdicts = [f"{words(f'standing-{standing}')}: {count}" for standing, count in sums.verdicts.items()]
    counts = " · ".join([words("schools-count", count=len(rows)), *verdicts])
    signs = " · ".join(f"{mark.symbol} {words(f'mark-{mark}')}" for mark in Mark)
    blocks: list[Block] = [_marks(rows, contest, words) if rows else Paragraph(words("nothing-yet"))]
    blocks += _reasons(overview, contest, words)
    blocks += _letters(overview, contest, words)
    blocks += [Heading(words("documents-list")), _documents(rows, contest, words)]
    return framed(
        overview,
        contest,
        words,
        title=words("report-completeness"),
        blocks=blocks,
        notes=(as_of(overview, contest, words), counts, f"{words('legend')}: {signs}"),
        signers=["secretary", "chair"],
        wide=True,
    )


def _tones(words: Words) -> dict[str, str]:
    """The colours of signs and of verdicts by what stands in the cell; what is as it should be has none."""
    return {mark.symbol: str(mark) for mark in Mark if mark is not Mark.SURE} | {
        words(f"standing-{of}"): str(of) for of in Standing
    }


def _marks(rows: Sequence[SchoolRow], contest: Contest, words: Words) -> Grid:
    columns = [
        GridColumn(words("head-number" if key == "registration" else f"head-{key}"), share,
                   centred=key in ("registration", "received"), toned=key == "verdict")
        for key, share in _BEFORE.items()
    ]  # fmt: skip
    columns.append(GridColumn(words("head-application-short"), _MARK, centred=True, toned=True))
    columns += [GridColumn(str(kind.number), _MARK, centred=True, toned=True) for kind in contest.kinds]
    columns.append(GridColumn("Σ", _AFTER, centred=True))
    sums = [
        ("", f"{line.mark.symbol} {line.words}", *[""] * (len(_BEFORE) - 2), *(str(n or "") for n in line.counts), "")
        for line in sum_lines(totals(rows, contest), words)
    ]
    return Grid(tuple(columns), tuple(_line(row, words) for row in rows), tuple(sums), _tones(words))


def _line(row: SchoolRow, words: Words) -> tuple[str, ...]:
    leader = f"{row.leader} ({row.subject})" if row.subject else row.leader
    return (
        str(row.number),
        row.school,
        leader,
        row.verdict,
        "; ".join(row.reason_words),
        words.short_moment(row.received) if row.received else "",
        row.application.symbol,
        *(mark.symbol for mark in row.marks),
        str(row.present),
    )


def _reasons(overview: Overview, contest: Contest, words: Words) -> Iterator[Block]:
    """Why what is not accepted is not, in the sentences of the rules."""
    teller = Teller.of(overview, contest, words)
    rows = []
    for judged in in_order(overview.submissions):
        if judged.verdict.standing is not Standing.ACCEPTED:
            told = card(judged, teller)
            rows.append((told.row.shown, told.row.school, told.row.verdict, " ".join(against(told, words))))
    if rows:
        heads = (("registration", 24, True), ("school", 68, False), ("verdict", 26, False), ("why", 155, False))
        columns = (GridColumn(words(f"head-{k}"), share, c, toned=k == "verdict") for k, share, c in heads)
        yield Heading(words("paper-reasons"))
        yield Grid(tuple(columns), tuple(rows), tones=_tones(words))


def against(told: Card, words: Words) -> Iterator[str]:
    """What speaks against a submission, in sentences; long lists of documents by their numbers."""
    yield from (line.sentence for line in told.against)
    absent = tuple(key for key in told.missing_keys if key not in told.awaited_keys)
    lists = {
        "card-missing": _named(told.missing, absent, told.missing_short, words),
        "card-awaited": _named(told.awaited, told.awaited_keys, told.awaited_short, words),
        "card-unread": tuple(f"{line.file} ({line.why})" for line in told.unread),
        "card-unrecognised": told.unrecognised,
        "card-links": told.links,
    }
    for key, names in lists.items():
        if names:
            yield words("paper-list", title=words(key), names="; ".join(names))


def _named(names: tuple[str, ...], keys: tuple[str, ...], short: str, words: Words) -> tuple[str, ...]:
    """Documents by their names, or many by their numbers (``short``), the application first."""
    if not short:
        return names
    numbers = words("card-missing-numbers", numbers=short)
    return (words("application"), numbers) if APPLICATION in keys else (numbers,)


def _letters(overview: Overview, contest: Contest, words: Words) -> Iterator[Block]:
    """Letters that a person must look at: one of them may complete a portfolio."""
    rows = [
        (str(row.id), words.short_moment(row.received) if row.received else "—", row.sender, row.subject, row.told)
        for row in letter_rows(overview, contest, words)
        if row.verdict in _WAITING
    ]
    if rows:
        heads = (("letter", 14, True), ("received", 24, True), ("sender", 55, False), ("letter-subject", 60, False),
                 ("why", 120, False))  # fmt: skip
        yield Heading(words("letters-waiting"))
        yield Grid(tuple(GridColumn(words(f"head-{k}"), share, c) for k, share, c in heads), tuple(rows))


def _documents(rows: Sequence[SchoolRow], contest: Contest, words: Words) -> Grid:
    """The documents by number, and how many schools have each mark."""
    sums = totals(rows, contest)
    columns = [GridColumn(words("head-number"), 10, centred=True), GridColumn(words("head-document"), 108)]
    columns += [GridColumn(f"{mark.symbol} {words(f'mark-{mark}')}", 22.5, centred=True) for mark in Mark]
    lines = [("", words("application"), *(str(sums.application.get(mark, 0)) for mark in Mark))]
    for kind, marks in zip(contest.kinds, sums.marks, strict=True):
        counts = (str(marks.get(mark, 0)) for mark in Mark)
        lines.append((str(kind.number), kind.title.of(words.language), *counts))
    return Grid(tuple(columns), tuple(lines))
