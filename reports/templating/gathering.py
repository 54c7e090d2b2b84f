"""A report's values for its template, read off the paper that is printed without one: both always say the same."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from parsers.knowledge import Wording
from pipeline.contest import Contest
from pipeline.scoring.values import Role
from pipeline.state import Overview
from reports import participants as participants_list
from reports.commission import awards, orders, protocols
from reports.commission.frame import Session, everybody
from reports.commission.writing import Asked
from reports.formats.paper import Block, Facts, Grid, Heading, Items, Paper, Paragraph, Point
from reports.formats.text import shown
from reports.papers import act as act_paper
from reports.papers import announcement as announcements
from reports.papers import lists
from reports.papers.frame import cell
from reports.templating import values
from reports.words import Words

_NUMBERED = " · "  # between a paper's number and its day


def stage_protocol(asked: Asked) -> values.StageProtocol:
    """The values of a stage's protocol; the first stage's where none was named."""
    board, words = asked.board, asked.words
    stage = asked.stage or board.stages[0]
    paper = protocols.of_stage(board, stage, words, asked.session)
    heard = _after(paper.blocks, words("protocol-heard"))
    quiet = [block.text for block in paper.blocks if isinstance(block, Paragraph) and block.quiet]
    count = len(stage.criteria)
    return values.StageProtocol(
        **_common(paper, board.contest, words, asked.session, draft=stage.number not in board.ledger.closings),
        **_meeting(paper),
        stage=shown(stage.title.of(words.language)),
        heard=heard,
        participants=tuple(
            values.Scored(row[0], row[1], row[2], row[3], row[4 : 4 + count], *row[4 + count :])
            for row in _safe(_grid(paper.blocks).rows)
        ),
        criteria=quiet[0] if quiet else "",
        aside=tuple(map(shown, quiet[1:-1])),  # the last names the annexes
    )


def final_protocol(asked: Asked) -> values.FinalProtocol:
    """The values of the final protocol."""
    board, words = asked.board, asked.words
    paper = protocols.final(board, words, asked.session)
    done = board.final.settled and bool(board.final.placed)
    count = len(board.stages)
    return values.FinalProtocol(
        **_common(paper, board.contest, words, asked.session, draft=not done),
        **_meeting(paper),
        participants=tuple(
            values.Scored(row[0], row[1], row[2], row[3], row[4 : 4 + count], "", *row[4 + count :])
            for row in _safe(_grid(paper.blocks).rows)
        ),
        ties=tuple(_ties(paper.blocks)),
    )


def commission_order(asked: Asked) -> values.CommissionOrder:
    """The values of the order that appoints the commission."""
    board, words, contest = asked.board, asked.words, asked.board.contest
    paper = orders.on_commission(board, words, asked.number, asked.day)
    annex = paper.annex
    rows = _grid(annex.blocks).rows if annex else ()
    secretary = next((one.name for one in everybody(board) if Role.SECRETARY in one.roles), "__________________")
    return values.CommissionOrder(
        **_common(paper, contest, words, Session(asked.number, asked.day), draft=not rows),
        approved=words.day(contest.dates.approved),
        secretary=shown(secretary),
        publish=words("order-commission-publish", site=contest.contest.site or "______",
                      count=contest.dates.publish_within_days),
        annex=shown(annex.mark) if annex else "",
        members=tuple(values.MemberTold(*row) for row in _safe(rows)),
    )  # fmt: skip


def awards_order(asked: Asked) -> values.AwardsOrder:
    """The values of the order on awards."""
    board, words, contest = asked.board, asked.words, asked.board.contest
    paper = orders.on_awards(board, words, asked.session.number, asked.number, asked.day)
    done = board.final.settled and bool(board.final.placed)
    given = _awards(asked)
    prize, certificate = contest.awards.prize, contest.awards.nomination_prize
    return values.AwardsOrder(
        **_common(paper, contest, words, Session(asked.number, asked.day), draft=not done),
        protocol=shown(asked.session.number or "______"),
        prize=_wording(prize, words) or words("order-awards-prize"),
        nomination_prize=_wording(certificate, words) or words("order-awards-nomination-prize"),
        places=tuple(one for one in given if not one.nomination),
        nominations=tuple(one for one in given if one.nomination),
        publish=words(
            "order-awards-publish", site=contest.contest.site or "______", count=contest.dates.publish_within_days
        ),
    )


def diplomas(asked: Asked) -> values.Diplomas:
    """The values of the diplomas and certificates."""
    board, words = asked.board, asked.words
    paper = protocols.summary(board, words, asked.session)
    done = board.final.settled and bool(board.final.placed)
    common = _common(paper, board.contest, words, asked.session, draft=not done)
    common["day"] = words.day(asked.day or paper.made)
    return values.Diplomas(**common, awards=_awards(asked))


def announcement(contest: Contest, words: Words) -> values.Announced:
    """The values of the announcement."""
    paper = announcements.announcement(contest, words)
    facts = next(block for block in paper.blocks if isinstance(block, Facts))
    return values.Announced(
        **_common(paper, contest, words, Session(), draft=False),
        facts=tuple(values.Fact(shown(label), shown(value)) for label, value in facts.lines),
        aims=_items(paper.blocks, words("announcement-aims")),
        documents=_items(paper.blocks, words("announcement-documents")),
        stages=_items(paper.blocks, words("announcement-stages")),
        conditions=_items(paper.blocks, words("announcement-conditions")),
    )


def participants(overview: Overview, contest: Contest, words: Words) -> values.Participants:
    """The values of the list of participants."""
    paper = lists.participants(overview, contest, words)
    table = participants_list.table(overview, contest, words)
    rows = [[shown(cell(one, words)) for one in row] for row in table.rows]
    return values.Participants(
        **_common(paper, contest, words, Session(), draft=False),
        as_of=shown(paper.notes[0]),
        count=str(len(rows)),
        participants=tuple(values.Applicant(*row) for row in rows),
    )


def act(overview: Overview, contest: Contest, words: Words) -> values.Act:
    """The values of the act of completeness."""
    paper = act_paper.paper(overview, contest, words)
    told = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    waiting = sum(one.verdict.standing in act_paper.OPEN for one in overview.submissions)
    return values.Act(
        **_common(paper, contest, words, Session(), draft=waiting > 0),
        as_of=shown(paper.notes[0]),
        waiting=str(waiting),
        examined=told[0],
        accepted=told[1],
        rejected=told[2],
        refused=_refused(paper.blocks, words("act-list-rejected")),
        held=_refused(paper.blocks, words("act-list-held")),
        incomplete=_refused(paper.blocks, words("act-list-incomplete")),
    )


# ------------------------------------------------------------------ what papers have in common


def _common(paper: Paper, contest: Contest, words: Words, session: Session, *, draft: bool) -> dict[str, Any]:
    """The fields of ``values.Common``."""
    about, dates, language = contest.contest, contest.dates, words.language
    deadline = dates.deadline.astimezone(dates.zone)
    number, middle, day = paper.day.partition(_NUMBERED)
    notes = [note for note in paper.notes if note.startswith(words("paper-fingerprint", fingerprint=""))]
    made = {
        "organiser": about.organiser.of(language),
        "contest": about.title.of(language),
        "place": about.place.of(language),
        "day": day if middle else paper.day,
        "number": number if middle else session.number,
        "fingerprint": notes[0] if notes else "",
        "site": about.site,
        "enquiries": about.enquiries,
        "email": contest.mailbox.address,
        "deadline": words.moment(deadline),
        "contest_day": words.day(dates.contest_day),
        "head": contest.office.head,
        "head_post": _wording(contest.office.post, words) or words("signer-head"),
    }
    return {name: shown(text) for name, text in made.items()} | {"draft": draft}


def _wording(wording: Wording | None, words: Words) -> str:
    return shown(wording.of(words.language)) if wording else ""


def _meeting(paper: Paper) -> dict[str, Any]:
    """The fields of ``values.Protocol`` but for the participants."""
    facts = next(block for block in paper.blocks if isinstance(block, Facts))
    chair, secretary, present, away, _, quorum = (shown(value) for _, value in facts.lines)
    return {
        "chair": chair,
        "secretary": secretary,
        "present": present,
        "away": away,
        "quorum": quorum,
        "decisions": tuple(
            values.Decision(block.number, shown(block.title), tuple(map(shown, block.sentences)))
            for block in paper.blocks
            if isinstance(block, Point)
        ),
        "signatures": tuple(values.Signed(shown(one.role), shown(one.name)) for one in paper.signatures),
    }


def _ties(blocks: Sequence[Block]) -> Iterable[values.TieTold]:
    """A heading and the two paragraphs after it, between the sums and what was decided."""
    texts = blocks[next(n for n, block in enumerate(blocks) if isinstance(block, Grid)) + 1 :]
    for place in range(0, len(texts) - 2, 3):
        title, votes, decision = texts[place : place + 3]
        if not (isinstance(title, Heading) and isinstance(votes, Paragraph) and isinstance(decision, Paragraph)):
            return
        yield values.TieTold(shown(title.text), shown(votes.text), shown(decision.text))


def _awards(asked: Asked) -> tuple[values.AwardTold, ...]:
    return tuple(
        values.AwardTold(
            page["number"], page["kind"], page["degree"], shown(one.nomination), page["person"], page["school"],
            page["post"], page["verb"],
        )
        for one in awards.awards(asked.board, asked.words)
        for page in (awards.page(one, asked.board, asked.words),)
    )  # fmt: skip


def _after(blocks: Sequence[Block], heading: str) -> str:
    """The paragraph that follows a heading."""
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    block = blocks[at + 1]
    return shown(block.text) if isinstance(block, Paragraph) else ""


def _grid(blocks: Sequence[Block]) -> Grid:
    return next(block for block in blocks if isinstance(block, Grid))


def _items(blocks: Sequence[Block], heading: str) -> tuple[values.Numbered, ...]:
    """The list that follows a heading; () where there is none."""
    for before, block in pairwise(blocks):
        if isinstance(before, Heading) and before.text == heading and isinstance(block, Items):
            return tuple(values.Numbered(str(n), shown(line)) for n, line in enumerate(block.lines, 1))
    return ()


def _refused(blocks: Sequence[Block], heading: str) -> tuple[values.Refused, ...]:
    for before, block in pairwise(blocks):
        if isinstance(before, Heading) and before.text == heading and isinstance(block, Grid):
            return tuple(values.Refused(*row) for row in _safe(block.rows))
    return ()


def _safe(rows: Iterable[Sequence[str]]) -> Iterable[tuple[str, ...]]:
    return (tuple(map(shown, row)) for row in rows)
