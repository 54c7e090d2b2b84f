"""The names as they will be printed, to be checked letter by letter before printing, and confirmed «to whom»."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.commission.board import Board
from reports.commission.awards import Award, all_confirmed, awards
from reports.commission.frame import framed
from reports.formats.paper import Grid, GridColumn, Paper
from reports.formats.table import Column, Table
from reports.naming import propose
from reports.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A name of the list: what is proposed or confirmed, where it comes from, how firm it is."""

    award: Award
    form: str
    source: str
    sure: str
    confirmed: bool


def lines(board: Board, words: Words) -> Iterator[Line]:
    """A line for each person who is awarded, in the order of the awards."""
    for one in awards(board, words):
        confirmed = board.names.get((one.submission, words.language))
        if confirmed is not None:
            yield Line(one, confirmed, words("names-by-person"), words("names-confirmed"), confirmed=True)
            continue
        proposal = propose(one.person, words.language)
        source = proposal.source or words("names-as-it-stands")
        yield Line(one, proposal.form, source, words(f"names-{proposal.sure}"), confirmed=False)


def table(board: Board, words: Words) -> Table:
    """The list to fill: «to whom» may be corrected, and every row is confirmed by a person."""
    moment = board.as_of.astimezone(board.contest.dates.zone)
    return Table(
        title=words("award-check"),
        name=words("names-tab"),
        notes=(board.contest.contest.title.of(words.language), words("names-how")),
        columns=(
            Column("id", words("head-name-id"), 6),
            Column("registration", words("head-registration"), 14),
            Column("award", words("head-award"), 30),
            Column("school", words("head-school"), 40),
            Column("name", words("head-name-as-is"), 32),
            Column("form", words("head-name-form"), 34),
            Column("source", words("head-name-source"), 18),
            Column("sure", words("head-name-sure"), 20),
            Column("confirmed", words("head-name-confirmed"), 14),
        ),
        rows=tuple(
            (
                one.award.submission, board.contest.display_number(one.award.submission),
                one.award.degree or one.award.nomination, one.award.school, one.award.person, one.form, one.source,
                one.sure, words("names-yes") if one.confirmed else "",
            )
            for one in lines(board, words)
        ),
        made=moment,
    )  # fmt: skip


def paper(board: Board, words: Words) -> Paper:
    """The list on paper, with a column for the pencil."""
    rows = tuple(
        (
            str(place), one.award.person, one.form, f"{one.source}: {one.sure}", one.award.school,
            one.award.degree or one.award.nomination, "",
        )
        for place, one in enumerate(lines(board, words), 1)
    )  # fmt: skip
    columns = (
        GridColumn(words("head-number"), 7, centred=True),
        GridColumn(words("head-name-as-is"), 44),
        GridColumn(words("head-name-form"), 46),
        GridColumn(words("head-name-sure"), 36),
        GridColumn(words("head-school"), 60),
        GridColumn(words("head-award"), 40),
        GridColumn(words("head-checked"), 22),
    )
    printed = words("names-printed-to" if all_confirmed(board, words) else "names-printed-as-is")
    return framed(
        board, words, title=words("award-check"), blocks=[Grid(columns, rows)], notes=(printed,),
        fingerprint=hashlib.sha256(repr(rows).encode()).hexdigest(), wide=True,
    )  # fmt: skip
