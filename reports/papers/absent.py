"""The schools that have not applied, on paper: a list to telephone by."""

from collections.abc import Sequence

from pipeline.contest import Contest
from pipeline.school_register import ListedSchool
from pipeline.state import Overview
from reports.absent import attendance, notes, perhaps
from reports.formats.paper import Block, Grid, GridColumn, Heading, Paper, Paragraph
from reports.papers.frame import framed
from reports.words import Words


def paper(register: Sequence[ListedSchool], overview: Overview, contest: Contest, words: Words) -> Paper:
    """First the schools from which nothing came, then those of which it is doubtful."""
    found = attendance(register, overview, contest)
    absent = [(str(n), school.name, _place(school), school.phone) for n, school in enumerate(found.absent, 1)]
    blocks: list[Block] = [Paragraph(words("absent-none"))]
    if absent:
        heads = (("number", 10, True), ("school", 72, False), ("address", 55, False), ("phone", 33, False))
        blocks = [Grid(tuple(GridColumn(words(f"head-{k}"), share, c) for k, share, c in heads), tuple(absent))]
    if found.doubtful:
        heads = (("number", 10, True), ("school", 70, False), ("perhaps", 57, False), ("phone", 33, False))
        rows = [(str(n), d.school.name, perhaps(d, contest), d.school.phone) for n, d in enumerate(found.doubtful, 1)]
        blocks += [
            Heading(words("absent-doubtful")),
            Paragraph(words("absent-doubtful-why"), quiet=True),
            Grid(tuple(GridColumn(words(f"head-{k}"), share, c) for k, share, c in heads), tuple(rows)),
        ]
    return framed(
        overview,
        contest,
        words,
        title=words("report-absent"),
        blocks=blocks,
        notes=notes(found, register, overview, contest, words),
        signers=["prepared"],
    )


def _place(school: ListedSchool) -> str:
    """District and address; a district that the address names is not named twice."""
    apart = school.district if school.district.casefold() not in school.address.casefold() else ""
    return ", ".join(part for part in (apart, school.address) if part)
