"""What every paper of the commission has around its matter: letterhead, date, fingerprint of its data, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.commission.board import Board
from pipeline.scoring.values import Member, Role
from reports.formats.paper import Block, Facts, Paper, Signature
from reports.words import Words


@dataclass(frozen=True, slots=True)
class Session:
    """What a secretary says of the meeting: its number and day; empty ones are left to write by hand."""

    number: str = ""
    day: date | None = None


def framed(
    board: Board,
    words: Words,
    *,
    title: str,
    blocks: Sequence[Block],
    fingerprint: str,
    session: Session | None = None,
    signers: Sequence[Member] = (),
    notes: Sequence[str] = (),
    wide: bool = False,
) -> Paper:
    """A paper of this commission. ``fingerprint``: hex SHA-256 of the data it was made from; its head is printed."""
    about, language = board.contest.contest, words.language
    moment = board.as_of.astimezone(board.contest.dates.zone)
    session = session or Session()
    number = words("protocol-number", number=session.number or "______")
    day = words.day(session.day) if session.day else words.day(moment)
    return Paper(
        language=language,
        organiser=about.organiser.of(language),
        contest=about.title.of(language),
        title=title,
        place=about.place.of(language),
        day=f"{number} · {day}" if signers else day,
        made=moment,
        notes=(*notes, words("paper-fingerprint", fingerprint=fingerprint[:12])),
        blocks=tuple(blocks),
        signatures=tuple(Signature(role_words(one, words), one.name) for one in signers),
        under_line=(words("sign-here"), words("name-here")),
        wide=wide,
    )


def everybody(board: Board) -> tuple[Member, ...]:
    """All who sign a protocol: the chair, the secretary, then every member (III.8)."""
    order = {Role.CHAIR: 0, Role.SECRETARY: 1, Role.MEMBER: 2}
    return tuple(sorted(board.ledger.members, key=lambda one: (min(order[role] for role in one.roles), one.name)))


def role_words(member: Member, words: Words) -> str:
    """What a person is in the commission, as it stands before the signature."""
    return words(f"signer-{_role(member)}")


def _role(member: Member) -> str:
    if member.chairs:
        return "chair"
    return "secretary" if Role.SECRETARY in member.roles else "member"


def attendance(board: Board, stage: int, words: Words) -> Facts:
    """Chair, secretary, those present and those absent with the reason, and whether there is a quorum."""
    members = everybody(board)
    excused = {email: why for (email, at), why in board.ledger.excused.items() if at == stage}
    chair = next((m for m in members if m.chairs), None)
    secretary = next((m for m in members if Role.SECRETARY in m.roles), None)
    present = [m for m in board.ledger.judges if m.email not in excused]
    away = [f"{m.name} ({excused[m.email]})" for m in board.ledger.judges if m.email in excused]
    judges = len(board.ledger.judges)
    quorum = "quorum-yes" if 2 * len(present) > judges else "quorum-no"
    return Facts(
        (
            (words("protocol-chair"), chair.name if chair else "____________________"),
            (words("protocol-secretary"), secretary.name if secretary else "____________________"),
            (words("protocol-present"), "; ".join(_told(m) for m in present) or "—"),
            (words("protocol-away"), "; ".join(away) or "—"),
            (words("protocol-invited"), "____________________"),
            (words("protocol-quorum"), words(quorum, present=len(present), all=judges)),
        )
    )


def _told(member: Member) -> str:
    return f"{member.name}, {member.post}" if member.post else member.name
