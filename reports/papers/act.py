"""The act of the examination for completeness: who was not accepted and why, to be signed (regulations III.12)."""

from collections.abc import Iterator

from pipeline.contest import Contest
from pipeline.state import Overview, Standing
from reports.cards import card
from reports.formats.paper import Block, Grid, GridColumn, Heading, Paper, Paragraph
from reports.papers.completeness import against
from reports.papers.frame import as_of, framed
from reports.sentences import Teller
from reports.views import in_order
from reports.words import Words

OPEN = {Standing.HELD: "act-list-held", Standing.INCOMPLETE: "act-list-incomplete"}


def paper(overview: Overview, contest: Contest, words: Words) -> Paper:
    """The act as of the overview's moment; while anything awaits a decision it says that it is a draft."""
    counts = {of: sum(x.verdict.standing is of for x in overview.submissions) for of in Standing}
    still = sum(counts[of] for of in OPEN)
    deadline = contest.dates.deadline.astimezone(contest.dates.zone)
    blocks: list[Block] = [
        Paragraph(words("act-examined", count=len(overview.submissions), deadline=words.moment(deadline))),
        Paragraph(words("act-accepted", count=counts[Standing.ACCEPTED])),
        Paragraph(words("act-rejected", count=counts[Standing.REJECTED])),
        *_listed(Standing.REJECTED, "act-list-rejected", overview, contest, words),
        *(block for of, heading in OPEN.items() for block in _listed(of, heading, overview, contest, words)),
    ]
    notes = (as_of(overview, contest, words), *((words("act-draft", count=still),) if still else ()))
    return framed(
        overview, contest, words, title=words("report-completeness-act"), blocks=blocks, notes=notes,
        signers=["secretary", "chair"], wide=True,
    )  # fmt: skip


def _listed(of: Standing, heading: str, overview: Overview, contest: Contest, words: Words) -> Iterator[Block]:
    """Everybody with a verdict, in the order of the lists, with what speaks against them in sentences."""
    teller = Teller.of(overview, contest, words)
    told = [card(one, teller) for one in in_order(overview.submissions) if one.verdict.standing is of]
    rows = [
        (str(n), one.row.shown, one.row.school, one.row.leader, " ".join(against(one, words)))
        for n, one in enumerate(told, 1)
    ]
    if rows:
        heads = (("number", 8, True), ("registration", 24, True), ("school", 62, False), ("leader", 40, False),
                 ("why", 140, False))  # fmt: skip
        yield Heading(words(heading))
        yield Grid(tuple(GridColumn(words(f"head-{key}"), share, c) for key, share, c in heads), tuple(rows))
