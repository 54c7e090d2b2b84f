"""What a template may name: frozen values, every text as it is printed. A report's class lists its placeholders.

A placeholder is the name of a field: ``{{ organiser }}``; of a list, the fields of one of its rows:
``{% for one in participants %}{{ one.leader }}{% endfor %}``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every paper may name. ``draft`` is no text: it is for ``{% if draft %}``."""

    organiser: str
    contest: str
    place: str
    day: str
    number: str
    fingerprint: str
    site: str
    enquiries: str
    email: str
    deadline: str
    contest_day: str
    head: str
    head_post: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item of a list with its number."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A point of what was decided: its number, its sentence, and the lines below it: whom it names, or why."""

    number: str
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A participant's line of points: ``points`` by criterion in a stage, by stage in the end."""

    place: str
    number: str
    school: str
    leader: str
    points: tuple[str, ...]
    sheets: str
    total: str
    outcome: str


@dataclass(frozen=True, slots=True)
class TieTold:
    """A tie: for which place and between whom, the votes, what was decided."""

    title: str
    votes: str
    decision: str


@dataclass(frozen=True, slots=True)
class MemberTold:
    """A member of the commission."""

    place: str
    name: str
    post: str
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class AwardTold:
    """An award: ``kind`` is the word at the top, ``degree`` "" for a nomination, ``nomination`` "" for a place."""

    number: str
    kind: str
    degree: str
    nomination: str
    person: str
    school: str
    post: str
    verb: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """A line of the list of participants."""

    place: str
    number: str
    school: str
    leader: str
    subject: str
    phone: str
    leader_phone: str
    email: str
    head: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of the act of completeness."""

    place: str
    number: str
    school: str
    leader: str
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol(Common):
    """What both protocols may name."""

    chair: str
    secretary: str
    present: str
    away: str
    quorum: str
    participants: tuple[Scored, ...]
    decisions: tuple[Decision, ...]
    signatures: tuple[Signed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageProtocol(Protocol):
    """The protocol of a stage."""

    stage: str
    heard: str
    criteria: str
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalProtocol(Protocol):
    """The final protocol."""

    ties: tuple[TieTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionOrder(Common):
    """The order that appoints the commission."""

    approved: str
    secretary: str
    publish: str
    annex: str
    members: tuple[MemberTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsOrder(Common):
    """The order on awards."""

    protocol: str
    prize: str
    nomination_prize: str
    places: tuple[AwardTold, ...]
    nominations: tuple[AwardTold, ...]
    publish: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced(Common):
    """The announcement."""

    facts: tuple[Fact, ...]
    aims: tuple[Numbered, ...]
    documents: tuple[Numbered, ...]
    stages: tuple[Numbered, ...]
    conditions: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants(Common):
    """The list of participants."""

    as_of: str
    count: str
    participants: tuple[Applicant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Common):
    """The act of completeness."""

    as_of: str
    examined: str
    accepted: str
    rejected: str
    waiting: str
    refused: tuple[Refused, ...]
    held: tuple[Refused, ...]
    incomplete: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplomas(Common):
    """The diplomas and certificates: a page for each of ``awards``."""

    awards: tuple[AwardTold, ...]


REPORTS: dict[str, type[Common]] = {
    "protocol": FinalProtocol,
    "protocol --stage": StageProtocol,
    "commission-order": CommissionOrder,
    "awards-order": AwardsOrder,
    "announcement": Announced,
    "participants": Participants,
    "completeness-act": Act,
    "diplomas": Diplomas,
}
