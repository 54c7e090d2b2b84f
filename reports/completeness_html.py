"""The completeness report as a page: the table, what waits for a person, and every school's card, in one file."""

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.contest import Contest
from pipeline.state import LetterVerdict, Overview
from reports.cards import card
from reports.formats import as_html
from reports.sentences import Teller
from reports.views import Mark, SchoolRow, in_order, letter_rows, sum_lines, totals
from reports.words import Words

_WAITING = (LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


def page(overview: Overview, contest: Contest, words: Words) -> bytes:
    """The report as one HTML file in UTF-8."""
    teller = Teller.of(overview, contest, words)
    cards = [card(judged, teller) for judged in in_order(overview.submissions)]
    rows = [one.row for one in cards]
    letters = letter_rows(overview, contest, words)
    sums = totals(rows, contest)
    moment = overview.as_of.astimezone(contest.dates.zone)
    as_of = words("as-of", moment=words.moment(moment))
    return as_html.page(
        "completeness.html",
        script="completeness.js",
        title=words("report-completeness"),
        notes=[f"{as_of} · {words('time-zone', offset=words.offset(moment))}"],
        contest=contest,
        words=words,
        notices=[teller.finding(notice) for notice in overview.notices],
        rows=rows,
        cards=cards,
        totals=sums,
        sums=sum_lines(sums, words),
        marks=list(Mark),
        lacking=lacking,
        waiting=[row for row in letters if row.verdict in _WAITING],
        others=[row for row in letters if row.submission is None and row.verdict not in _WAITING],
        **_signs(words),
    )


def lacking(row: SchoolRow) -> str:
    """The numbers of what a school lacks, for the page's filter; 0 is the application."""
    zero: Sequence[int] = (0,) if row.application in (Mark.MISSING, Mark.LATE) else ()
    return " ".join(str(number) for number in (*zero, *row.lacking))


def _signs(words: Words) -> dict[str, dict[Mark, Markup]]:
    """The cells of the marks, made once: a page of thousands of schools has a hundred thousand of them."""
    short = words("head-application-short")
    cell, app = Markup('<td class="m {0}">{1}</td>'), Markup('<td class="m app {0}" data-t="{2}">{1}</td>')
    sign = Markup('<span class="sign {0}" title="{2}">{1}</span>')
    return {
        "mark_cells": {mark: cell.format(mark.value, mark.symbol) for mark in Mark},
        "application_cells": {mark: app.format(mark.value, mark.symbol, short) for mark in Mark},
        "mark_signs": {mark: sign.format(mark.value, mark.symbol, words(f"mark-{mark}")) for mark in Mark},
    }
