"""Diplomas of the places, certificates of the nominations, and the register by which they are handed out (V.2-3)."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import typst

from pipeline.commission.board import Board
from reports.commission.frame import everybody, framed
from reports.commission.protocols import fingerprint_of
from reports.formats.paper import Grid, GridColumn, Paper
from reports.formats.text import shown as safe
from reports.words import Words

_TEMPLATE = Path(__file__).parents[1] / "templates" / "diploma.typ"


@dataclass(frozen=True, slots=True)
class Award:
    """Something to hand out: its number in the register, whose, and for what. ``nomination`` "" for a place."""

    number: str
    submission: int
    person: str
    school: str
    degree: str
    nomination: str


def awards(board: Board, words: Words) -> tuple[Award, ...]:
    """Every award that is decided, places first; numbered in that order."""
    prefix = board.contest.contest.number_prefix
    return tuple(
        Award(f"{prefix}/{step}", number, who.leader, who.school, degree, nomination)
        for step, (number, degree, nomination) in enumerate(_decided(board, words), 1)
        if (who := board.participant(number)) is not None
    )


def _decided(board: Board, words: Words) -> Iterator[tuple[int, str, str]]:
    names = board.contest.rulings.places
    for one in board.final.placed:
        yield one.submission, words("award-degree", place=names[one.place - 1]), ""
    for nomination in board.contest.nominations:
        if nomination.key in board.ledger.nominated:
            yield board.ledger.nominated[nomination.key], "", nomination.title.of(words.language)


def pdf(board: Board, words: Words, day: date | None = None, background: bytes = b"") -> bytes:
    """A print-ready page for each award; ``background`` is a picture (PNG, JPEG, SVG) for the whole page."""
    about, language = board.contest.contest, words.language
    moment = board.as_of.astimezone(board.contest.dates.zone)
    data = {
        "title": words("award-diplomas"), "organiser": about.organiser.of(language), "language": language,
        "contest": about.title.of(language), "place": about.place.of(language), "day": words.day(day or moment),
        "seal": words("award-seal"), "background": bool(background),
        "diplomas": [page(one, board, words) for one in awards(board, words)],
    }  # fmt: skip
    files = {"main.typ": _TEMPLATE.read_bytes()} | ({"background.svg": _as_svg(background)} if background else {})
    made: bytes = typst.compile(  # type: ignore[call-overload]  # The stubs do not know the files of a dict.
        files, sys_inputs={"diplomas": msgspec.json.encode(data).decode()}, ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )  # fmt: skip
    return made


def _as_svg(picture: bytes) -> bytes:
    """A picture as an SVG of a whole A4 page, which is text: the only sort of file that typst takes from memory."""
    if picture.lstrip().startswith(b"<"):
        return picture
    sort = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(picture).decode()
    size = 'width="210" height="297"'
    image = f'<image {size} preserveAspectRatio="none" href="data:image/{sort};base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 210 297">{image}</svg>'.encode()


def page(one: Award, board: Board, words: Words) -> dict[str, str]:
    """What stands on the page of an award, by its place on it.

    Names stand in the nominative («… марапатталады») until every form of this list was confirmed: then all of them are
    given «to whom» («…қызына беріледі»). A proposed form that nobody confirmed is never printed.
    """
    place, dative, office = not one.nomination, all_confirmed(board, words), board.contest.office
    post = board.contest.awards.post_dative if dative else board.contest.awards.post
    told = {
        "kind": words("award-diploma" if place else "award-certificate"),
        "degree": one.degree,
        "nomination": words("award-nomination", title=one.nomination) if one.nomination else "",
        "school": one.school,
        "post": post.of(words.language) if post else "",
        "person": board.names[one.submission, words.language] if dative else one.person,
        "verb": words("award-verb-to" if dative else "award-verb"),
        "signer": office.post.of(words.language) if office.post else words("signer-head"),
        "signer_name": office.head,
        "number": words("award-number", number=one.number),
    }
    return {key: safe(value) for key, value in told.items()}


def all_confirmed(board: Board, words: Words) -> bool:
    """Whether a person confirmed how every awarded name reads «to whom» in this language."""
    given = awards(board, words)
    return bool(given) and all((one.submission, words.language) in board.names for one in given)


def register(board: Board, words: Words) -> Paper:
    """The register of awards: number, whose, what, and a place to sign for it and for the gift."""
    rows = tuple(
        (str(place), one.number, one.person, one.school, one.degree or one.nomination, "", "")
        for place, one in enumerate(awards(board, words), 1)
    )
    columns = (
        GridColumn(words("head-number"), 7, centred=True),
        GridColumn(words("head-award-number"), 24, centred=True),
        GridColumn(words("head-leader"), 46),
        GridColumn(words("head-school"), 60),
        GridColumn(words("head-award"), 46),
        GridColumn(words("head-taken"), 30),
        GridColumn(words("head-gift"), 30),
    )
    secretary = [one for one in everybody(board) if not one.judges][:1]
    return framed(
        board, words, title=words("award-register"), blocks=[Grid(columns, rows)], fingerprint=fingerprint_of(board),
        signers=secretary, wide=True,
    )  # fmt: skip
