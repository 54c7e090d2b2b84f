"""Results for the site (I.5, V.3): places, nominations and points, without telephone numbers and addresses."""

from pipeline.commission.board import Board
from pipeline.scoring.shown import shown
from reports.commission.frame import framed
from reports.commission.protocols import fingerprint_of, summary_grid
from reports.formats.paper import Block, Grid, GridColumn, Heading, Paper, Paragraph
from reports.formats.table import Column, Table
from reports.words import Words


def paper(board: Board, words: Words) -> Paper:
    """The page for the site: who won what, then everybody's points."""
    blocks: list[Block] = []
    winners = _winners(board, words)
    if winners.rows:
        blocks += [Heading(words("published-winners")), winners]
    else:
        blocks.append(Paragraph(words("protocol-nothing-decided")))
    blocks += [Heading(words("published-points")), summary_grid(board, words)]
    done = board.final.settled and bool(board.final.placed)
    return framed(
        board, words, title=words("published-title"), blocks=blocks, fingerprint=fingerprint_of(board),
        notes=() if done else (words("published-not-final"),), wide=True,
    )  # fmt: skip


def _winners(board: Board, words: Words) -> Grid:
    names = board.contest.rulings.places
    rows = [(words("published-place", place=names[one.place - 1]), one.submission) for one in board.final.placed]
    given = board.ledger.nominated
    rows += [(n.title.of(words.language), given[n.key]) for n in board.contest.nominations if n.key in given]
    columns = (
        GridColumn(words("head-award"), 60),
        GridColumn(words("head-leader"), 60),
        GridColumn(words("head-school"), 90),
    )
    told = ((award, board.participant(number)) for award, number in rows)
    return Grid(columns, tuple((award, who.leader, who.school) for award, who in told if who is not None))


def table(board: Board, words: Words) -> Table:
    """The same as a table: a line a participant, points of each stage, the sum, the place, the nomination."""
    totals, placed = board.totals, {one.submission: one.place for one in board.final.placed}
    names = board.contest.rulings.places
    nominated = {number: key for key, number in board.ledger.nominated.items()}
    titles = {one.key: one.title.of(words.language) for one in board.contest.nominations}
    by_stage = [{r.participant.submission: r for r in board.results(stage)} for stage in board.stages]
    rows = []
    for one in sorted(board.accepted, key=lambda who: (-totals.get(who.submission, -1), who.submission)):
        number = one.submission
        points = []
        for stage, results in zip(board.stages, by_stage, strict=True):
            result = results.get(number)
            points.append("" if result is None or result.points is None else shown(result.points, stage.passes))
        total = shown(totals[number]) if number in totals else ""
        place = names[placed[number] - 1] if number in placed else ""
        nomination = titles[nominated[number]] if number in nominated else ""
        rows.append((board.contest.display_number(number), one.school, one.leader, *points, total, place, nomination))
    columns = (
        Column("registration", words("head-registration"), 14),
        Column("school", words("head-school"), 44),
        Column("leader", words("head-leader"), 30),
        *(Column(f"stage{s.number}", words("head-stage-points", stage=s.number), 12) for s in board.stages),
        Column("total", words("head-sum"), 12),
        Column("place", words("head-place"), 8),
        Column("nomination", words("head-award"), 34),
    )
    moment = board.as_of.astimezone(board.contest.dates.zone)
    return Table(
        title=words("published-title"),
        name=words("published-tab"),
        notes=(board.contest.contest.title.of(words.language), words("as-of", moment=words.moment(moment))),
        columns=columns,
        rows=tuple(rows),
        made=moment,
    )
