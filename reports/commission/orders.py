"""Drafts of the organiser's orders (бұйрық): on the members of the commission (III.2-3), and on the awards (V.2)."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.commission.board import Board
from pipeline.scoring.values import Member, Role
from reports.commission.awards import Award, awards
from reports.commission.frame import everybody, role_words
from reports.commission.protocols import fingerprint_of
from reports.formats.paper import Annex, Block, Centred, Grid, GridColumn, Heading, Paper, Paragraph, Point, Signature
from reports.words import Words

_BLANK = "______"


def on_commission(board: Board, words: Words, number: str = "", day: date | None = None) -> Paper:
    """The order that appoints the commission; its members stand in the annex."""
    contest, members = board.contest, everybody(board)
    secretary = next((m.name for m in members if Role.SECRETARY in m.roles), _BLANK * 3)
    points = [
        words("order-commission-approve"),
        words("order-commission-score"),
        words("order-commission-secretary", name=secretary),
        words("order-commission-day", day=words.day(contest.dates.contest_day)),
        words("order-commission-publish", site=contest.contest.site or _BLANK, count=contest.dates.publish_within_days),
    ]
    basis = words("order-commission-basis", approved=words.day(contest.dates.approved))
    subject = words("order-commission-subject", contest=contest.contest.title.of(words.language))
    rows = tuple(_member(place, one, words) for place, one in enumerate(members, 1))
    notes = () if rows else (words("order-no-members"),)
    numbered = [Point(f"{n}.", text, plain=True) for n, text in enumerate(_closed(points, words), 1)]
    return _order(
        board, words, subject, basis, numbered, number, day, hashlib.sha256(repr(rows).encode()).hexdigest(), notes,
        Annex(_mark(board, words, day), words("order-annex-title"), (_annex(rows, words),)),
    )  # fmt: skip


def on_awards(board: Board, words: Words, protocol: str = "", number: str = "", day: date | None = None) -> Paper:
    """The order that awards places and nominations, on the ground of the final protocol."""
    contest, given = board.contest, awards(board, words)
    points = [*_awarded(board, given, words)]
    points.append(
        (
            words("order-awards-publish", site=contest.contest.site or _BLANK, count=contest.dates.publish_within_days),
            (),
        )
    )
    points += [(text, ()) for text in _closed([], words)]
    subject = words("order-awards-subject", contest=contest.contest.title.of(words.language))
    basis = words("order-awards-basis", number=protocol or _BLANK)
    done = board.final.settled and bool(board.final.placed)
    return _order(
        board, words, subject, basis,
        [Point(f"{n}.", title, lines, plain=True) for n, (title, lines) in enumerate(points, 1)],
        number, day, fingerprint_of(board), () if done else (words("order-draft"),),
    )  # fmt: skip


def _closed(points: Sequence[str], words: Words) -> tuple[str, ...]:
    """The points with the two that end every order."""
    return (*points, words("order-control"), words("order-force"))


def _awarded(board: Board, given: Sequence[Award], words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Places, then nominations: the sentence, and whom it names. Names stand in the nominative, after a dash."""
    prizes, language = board.contest.awards, words.language
    places = tuple(
        words("order-awards-place", degree=one.degree, who=f"{one.person}, {one.school}")
        for one in given
        if not one.nomination
    )
    nominations = tuple(
        words("order-awards-nomination", title=one.nomination, who=f"{one.person}, {one.school}")
        for one in given
        if one.nomination
    )
    prize = prizes.prize.of(language) if prizes.prize else words("order-awards-prize")
    yield words("order-awards-places", prize=prize), places or ("______________________________",)
    if board.contest.nominations:
        what = (
            prizes.nomination_prize.of(language) if prizes.nomination_prize else words("order-awards-nomination-prize")
        )
        yield words("order-awards-nominations", prize=what), nominations or ("______________________________",)


def _order(
    board: Board,
    words: Words,
    subject: str,
    basis: str,
    points: Sequence[Point],
    number: str,
    day: date | None,
    fingerprint: str,
    notes: Sequence[str] = (),
    annex: Annex | None = None,
) -> Paper:
    about, office, language = board.contest.contest, board.contest.office, words.language
    moment = board.as_of.astimezone(board.contest.dates.zone)
    dated = words.day(day) if day else words("order-day", year=moment.year)
    blocks: list[Block] = [Heading(subject), Paragraph(basis), Centred(words("order-decree")), *points]
    return Paper(
        language=language,
        organiser=about.organiser.of(language),
        contest=about.title.of(language),
        title=words("order-title"),
        place=about.place.of(language),
        day=f"{words('order-number', number=number or _BLANK)} · {dated}",
        made=moment,
        notes=(*notes, words("paper-fingerprint", fingerprint=fingerprint[:12])),
        blocks=tuple(blocks),
        signatures=(Signature(office.post.of(language) if office.post else words("signer-head"), office.head),),
        under_line=(words("sign-here"), words("name-here")),
        annex=annex,
    )


def _mark(board: Board, words: Words, day: date | None) -> str:
    year = day.year if day else board.as_of.astimezone(board.contest.dates.zone).year
    return words("order-annex", organiser=board.contest.contest.organiser.of(words.language), year=year)


def _annex(rows: tuple[tuple[str, ...], ...], words: Words) -> Grid:
    columns = (
        GridColumn(words("head-number"), 8, centred=True),
        GridColumn(words("head-person"), 52),
        GridColumn(words("head-post"), 50),
        GridColumn(words("head-role"), 32),
        GridColumn(words("head-member-source"), 34),
    )
    return Grid(columns, rows)


def _member(place: int, one: Member, words: Words) -> tuple[str, ...]:
    return str(place), one.name, one.post, role_words(one, words), one.source
