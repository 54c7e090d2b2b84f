"""Decisions as they are kept: one append-only table that is audit, overrides, waivers, exceptions and undo at once."""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

import msgspec
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, func, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import Field

from pipeline.decisions import Basis, Entry, Sort, Target, Verb
from pipeline.tracking.columns import METADATA, Moment, SafeText, table, to_json
from pipeline.tracking.evidence import Kept

_TARGETS = msgspec.json.Decoder(tuple[Target, ...]).decode
_BASIS = msgspec.json.Decoder(Basis).decode


class DecisionRow(Kept, table=True):
    """What a person decided, why, and what was seen then. ``targets`` and ``basis`` are JSON of the dataclasses."""

    metadata: ClassVar = METADATA
    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(f"verb IN ({', '.join(repr(verb.value) for verb in Verb)})", "verb"),
        CheckConstraint("length(trim(reason)) > 0", "reason"),
        CheckConstraint("(verb = 'undo') = (undoes IS NOT NULL)", "undoes"),
    )
    id: int = Field(primary_key=True)
    # The letter that the first target leads to, so that an erasure of that letter takes the decision along.
    letter_key: str | None = Field(sa_column=Column(SafeText))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    decided_by: str = Field(sa_column=Column(SafeText, nullable=False))
    verb: str = Field(sa_column=Column(SafeText, nullable=False))
    targets: str = Field(sa_column=Column(SafeText, nullable=False))
    value: str = Field(sa_column=Column(SafeText, nullable=False))
    reason: str = Field(sa_column=Column(SafeText, nullable=False))
    basis: str = Field(sa_column=Column(SafeText, nullable=False))
    undoes: int | None = Field(sa_column=Column(Integer, ForeignKey("decision.id"), unique=True))
    contest_id: int = Field(sa_column=Column(Integer, ForeignKey("contest.id"), nullable=False))


DECISION = table("decision")


def load_decisions(connection: Connection, until: datetime | None = None) -> tuple[Entry, ...]:
    """Every decision, oldest first; with ``until`` only those made by then."""
    query = select(DECISION).order_by(DECISION.c.id)
    if until is not None:
        query = query.where(DECISION.c.at <= until)
    return tuple(
        Entry(
            row.id, row.at, row.decided_by, Verb(row.verb), _TARGETS(row.targets), row.value, row.reason,
            _BASIS(row.basis), row.undoes,
        )
        for row in connection.execute(query)
    )  # fmt: skip


def keep_decision(connection: Connection, entry: Entry, contest_id: int) -> Entry:
    """Keep a decision; it comes back with the number that it got (the one it came with is nobody's)."""
    row = {
        "letter_key": _letter_of(connection, entry), "at": entry.at,
        "decided_by": entry.by, "verb": entry.verb.value, "targets": to_json(entry.targets),
        "value": entry.value, "reason": entry.reason, "basis": to_json(entry.basis), "undoes": entry.undoes,
        "contest_id": contest_id,
    }  # fmt: skip
    key = connection.execute(insert(DECISION), row).inserted_primary_key
    assert key is not None, "the table has a generated key"
    return replace(entry, id=int(key[0]))


def _letter_of(connection: Connection, entry: Entry) -> str | None:
    """The letter that a decision is about; an undoing is about that of the decision it takes back."""
    if entry.undoes is not None:
        return connection.scalar(select(DECISION.c.letter_key).where(DECISION.c.id == entry.undoes))
    return None if entry.target.sort is Sort.SCHOOL else entry.target.key


def next_number(connection: Connection) -> int:
    """The number that the next decision will most likely get."""
    return (connection.scalar(select(func.max(DECISION.c.id))) or 0) + 1
