"""The weekly summary for the head, on one page: counts, the last seven days, what waits, the dates ahead."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.contest import Contest
from pipeline.state import LetterVerdict, Overview, Standing
from reports.formats.paper import Block, Facts, Grid, GridColumn, Heading, Paper, Paragraph
from reports.papers.frame import as_of, framed
from reports.sentences import Teller
from reports.views import ORDER, key_days, local, school_rows, some, totals
from reports.words import Words

_DAYS = 7
_NAMED = 10  # numbers in one line; the rest is counted, for the page is one
_WAITING = (LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


def paper(overview: Overview, contest: Contest, words: Words) -> Paper:
    """The summary as of the overview's moment."""
    blocks: list[Block] = [
        Heading(words("summary-counts")),
        Facts(tuple(_counts(overview, contest, words))),
        Heading(words("summary-week")),
        _week(overview, contest, words),
        Heading(words("summary-waiting")),
        *_waiting(overview, contest, words),
        Heading(words("summary-dates")),
        Facts(tuple(_dates(overview, contest, words))),
    ]
    return framed(
        overview,
        contest,
        words,
        title=words("report-status"),
        blocks=blocks,
        notes=[as_of(overview, contest, words)],
        signers=["prepared"],
    )


def _counts(overview: Overview, contest: Contest, words: Words) -> Iterator[tuple[str, str]]:
    verdicts = totals(school_rows(overview, contest, words), contest).verdicts
    yield words("summary-letters"), str(len(overview.letters))
    yield words("summary-submissions"), str(len(overview.submissions))
    for standing in reversed(ORDER):
        yield words("summary-of-them", verdict=words(f"standing-{standing}")), str(verdicts[standing])
    if overview.decisions:
        yield words("summary-decisions"), str(len(overview.decisions))


def _week(overview: Overview, contest: Contest, words: Words) -> Grid:
    """The last seven days, what came before them, and the sum: of letters, and of submissions by their first letter."""
    letters = Counter(_day(local(letter.receipt.shown, contest)) for letter in overview.letters)
    submissions = Counter(_day(local(judged.state.received, contest)) for judged in overview.submissions)
    today = overview.as_of.astimezone(contest.dates.zone).date()
    days = [today - timedelta(days=back) for back in reversed(range(_DAYS))]
    rows: list[tuple[str, ...]] = [(words.day(day), str(letters[day]), str(submissions[day])) for day in days]
    counts = (letters, submissions)
    before = [sum(n for day, n in count.items() if day is not None and day < days[0]) for count in counts]
    later = [sum(n for day, n in count.items() if day is None or day > today) for count in counts]
    rows.insert(0, (words("summary-before"), *map(str, before)))
    if any(later):
        rows.append((words("summary-undated"), *map(str, later)))
    sums = (words("summary-sum"), str(len(overview.letters)), str(len(overview.submissions)))
    heads = (("summary-day", 80, False), ("head-letters", 45, True), ("summary-new", 45, True))
    return Grid(tuple(GridColumn(words(key), share, c) for key, share, c in heads), tuple(rows), (sums,))


def _day(moment: date | None) -> date | None:
    return None if moment is None else date(moment.year, moment.month, moment.day)


def _waiting(overview: Overview, contest: Contest, words: Words) -> Iterator[Block]:
    """What only a person can settle: held submissions by their first reason, letters, and what the whole lacks."""
    held: dict[str, list[str]] = {}
    for row in school_rows(overview, contest, words):
        if row.standing is Standing.HELD:
            reason = row.reason_words[0] if row.reason_words else row.verdict
            held.setdefault(reason, []).append(str(row.number))
    letters = {verdict: [str(x.id) for x in overview.letters if x.verdict is verdict] for verdict in _WAITING}
    lines = list(held.items())
    lines += [(words("summary-letter", verdict=words(f"letter-{v}")), ids) for v, ids in letters.items() if ids]
    if lines:
        heads = (("summary-what", 64, False), ("summary-count", 26, True), ("summary-numbers", 80, False))
        rows = tuple((what, str(len(numbers)), some(numbers, _NAMED, words)) for what, numbers in lines)
        yield Grid(tuple(GridColumn(words(key), share, c) for key, share, c in heads), rows)
    else:
        yield Paragraph(words("summary-nothing"))
    teller = Teller.of(overview, contest, words)
    yield from (Paragraph(teller.finding(notice), quiet=True) for notice in overview.notices)


def _dates(overview: Overview, contest: Contest, words: Words) -> Iterator[tuple[str, str]]:
    today = overview.as_of.astimezone(contest.dates.zone).date()
    for name, day in key_days(contest):
        left = (day - today).days
        how = words("days-left", number=left) if left > 0 else words("days-past" if left < 0 else "days-today")
        yield words(f"date-{name}"), f"{words.day(day)} ({how})"
