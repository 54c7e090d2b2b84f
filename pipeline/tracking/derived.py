"""What is derived: rows rebuilt at will in one transaction, stamped with engine and contest (model.md).

A reading is everything one letter says by itself; links are the keys by which letters find each other; a membership
is where grouping put a letter. Verdict, late and present are no columns: the clock would falsify them. This module
never names a kept table but as the target of a foreign key (import-linter holds it).
"""

import hashlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import ClassVar, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from parsers.facts import ApplicationFacts, Claim, FileFacts
from pipeline.state import Interval, LetterVerdict, Placed
from pipeline.tracking.columns import METADATA, Moment, SafeText, clean, table, to_json
from pipeline.tracking.records import Reading, Stamp

REBUILT = ("claim", "field", "part", "membership", "link", "receipt", "reading")  # in an order that foreign keys allow
Item = TypeVar("Item")
_LONGEST_KEY, _KEY_BEGIN = 500, 100
_BATCH = 500  # ids in one IN list: SQLite's own bound is 32766 parameters


class Derived(SQLModel):
    """Base of the tables that can be dropped and rebuilt."""

    metadata: ClassVar = METADATA


def _letter(**options: bool) -> Column[int]:
    return Column(Integer, ForeignKey("letter.id"), nullable=False, **options)  # type: ignore[arg-type]


class ReadingRow(Derived, table=True):
    """One letter as read. ``raw_sha256`` empty: bytes not kept. JSON columns hold the dataclasses of their names.

    ``verdict`` is what is certain before grouping: quarantined, automatic, or unclear (not yet known).
    """

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("verdict IN ('quarantined', 'automatic', 'unclear')", "verdict"),
        CheckConstraint("raw_sha256 = '' OR length(raw_sha256) = 64", "raw_sha256"),
    )
    letter_id: int = Field(sa_column=_letter(primary_key=True))
    engine: str = Field(sa_column=Column(SafeText, nullable=False))
    contest_id: int = Field(sa_column=Column(Integer, ForeignKey("contest.id"), nullable=False))
    basis: str = Field(sa_column=Column(SafeText, nullable=False))
    raw_sha256: str = Field(sa_column=Column(SafeText, nullable=False))
    verdict: str = Field(sa_column=Column(SafeText, nullable=False))
    headers: str = Field(sa_column=Column(SafeText, nullable=False))
    body: str | None = Field(sa_column=Column(SafeText))
    problem: str | None = Field(sa_column=Column(SafeText))


class ReceiptRow(Derived, table=True):
    """What one arrival proves of the receipt, under the trusted hosts of the stamp."""

    __tablename__ = "receipt"
    __table_args__ = (
        CheckConstraint("proof IN ('trusted_received', 'internaldate', 'person', 'none')", "proof"),
        CheckConstraint("not_before IS NULL OR not_after IS NULL OR not_before <= not_after", "interval"),
    )
    arrival_id: int = Field(sa_column=Column(Integer, ForeignKey("arrival.id"), primary_key=True, autoincrement=False))
    letter_id: int = Field(sa_column=_letter(index=True))
    not_before: datetime | None = Field(sa_column=Column(Moment))
    not_after: datetime | None = Field(sa_column=Column(Moment))
    proof: str = Field(sa_column=Column(SafeText, nullable=False))


class PartRow(Derived, table=True):
    """A file of a letter; ``id`` is its number for people, ``facts`` the JSON of what was recognised in it."""

    __tablename__ = "part"
    __table_args__ = (UniqueConstraint("letter_id", "path"), CheckConstraint("size >= 0", "size"))
    id: int = Field(sa_column=Column(Integer, ForeignKey("file.id"), primary_key=True, autoincrement=False))
    letter_id: int = Field(sa_column=_letter())
    ordinal: int = Field(sa_column=Column(Integer, nullable=False))
    path: str = Field(sa_column=Column(SafeText, nullable=False))
    name: str = Field(sa_column=Column(SafeText, nullable=False))
    content_type: str = Field(sa_column=Column(SafeText, nullable=False))
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str = Field(sa_column=Column(SafeText, nullable=False, index=True))
    inline: bool = Field(sa_column=Column(Boolean, nullable=False))
    facts: str = Field(sa_column=Column(SafeText, nullable=False))


class ClaimRow(Derived, table=True):
    """That a file (or the letter's body, ``part_id`` NULL) is of a kind. ``pages`` and ``evidence`` are JSON."""

    __tablename__ = "claim"
    __table_args__ = (CheckConstraint("strength IN ('sure', 'doubtful')", "strength"),)
    id: int = Field(primary_key=True)
    letter_id: int = Field(sa_column=_letter(index=True))
    part_id: int | None = Field(sa_column=Column(Integer, ForeignKey("part.id"), index=True))
    kind: str = Field(sa_column=Column(SafeText, nullable=False, index=True))
    pages: str = Field(sa_column=Column(SafeText, nullable=False))
    strength: str = Field(sa_column=Column(SafeText, nullable=False))
    partly: bool = Field(sa_column=Column(Boolean, nullable=False))
    evidence: str = Field(sa_column=Column(SafeText, nullable=False))


class FieldRow(Derived, table=True):
    """One field of an application, and the file it stood in (``part_id`` NULL: the letter's body)."""

    __tablename__ = "field"
    __table_args__ = (CheckConstraint("confidence BETWEEN 0 AND 1", "confidence"),)
    id: int = Field(primary_key=True)
    letter_id: int = Field(sa_column=_letter(index=True))
    part_id: int | None = Field(sa_column=Column(Integer, ForeignKey("part.id"), index=True))
    key: str = Field(sa_column=Column(SafeText, nullable=False))
    value: str = Field(sa_column=Column(SafeText, nullable=False))
    normal: str = Field(sa_column=Column(SafeText, nullable=False))
    page: int | None = Field(sa_column=Column(Integer))
    line: int | None = Field(sa_column=Column(Integer))
    confidence: float = Field(sa_column=Column(Float, nullable=False))


class LinkRow(Derived, table=True):
    """A key by which a letter may belong together with others; letters that share none can never meet."""

    __tablename__ = "link"
    __table_args__ = ({"sqlite_with_rowid": False},)
    key: str = Field(sa_column=Column(SafeText, primary_key=True))
    letter_id: int = Field(sa_column=_letter(primary_key=True, index=True))


class MembershipRow(Derived, table=True):
    """What a letter is and whose, as grouping placed it. ``why`` and ``joined_by`` are the JSON of findings.

    ``wanted``: it has to do with the contest, so its bytes are kept or, where they are not, fetched again.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(f"verdict IN ({', '.join(repr(v.value) for v in LetterVerdict)})", "verdict"),
        CheckConstraint("founder_id IS NULL OR joined_by IS NOT NULL", "joined_by"),
    )
    letter_id: int = Field(sa_column=_letter(primary_key=True))
    verdict: str = Field(sa_column=Column(SafeText, nullable=False))
    why: str = Field(sa_column=Column(SafeText, nullable=False))
    founder_id: int | None = Field(sa_column=Column(Integer, ForeignKey("letter.id"), index=True))
    joined_by: str | None = Field(sa_column=Column(SafeText))
    wanted: bool = Field(sa_column=Column(Boolean, nullable=False))


CLAIM, FIELD, PART, MEMBERSHIP, LINK, RECEIPT, READING = (table(name) for name in REBUILT)


def put_reading(
    connection: Connection,
    letter_id: int,
    reading: Reading,
    numbers: Mapping[str, int],
    stamp: Stamp,
    *,
    new: bool = False,
) -> None:
    """Replace what is known of a letter. ``numbers``: of its files by ordinal path; ``new``: nothing is known yet."""
    if not new:
        forget_reading(connection, letter_id)
    row = {
        "letter_id": letter_id, "engine": stamp.engine, "contest_id": stamp.contest_id, "basis": stamp.basis,
        "raw_sha256": reading.raw_sha256, "verdict": reading.verdict.value,
        "headers": to_json(reading.headers), "body": None if reading.body is None else to_json(reading.body),
        "problem": None if reading.problem is None else to_json(reading.problem),
    }  # fmt: skip
    connection.execute(insert(READING), row)
    parts, claims, fields = [], [], []
    if reading.body is not None:
        claims += _claim_rows(letter_id, None, reading.body)
        fields += _field_rows(letter_id, None, reading.body.application)
    for ordinal, file in enumerate(reading.files):
        part, number = file.part, numbers[clean(file.part.path)]
        parts.append({
            "id": number, "letter_id": letter_id, "ordinal": ordinal, "path": part.path, "name": part.name,
            "content_type": part.content_type, "size": part.size, "sha256": part.sha256, "inline": part.inline,
            "facts": to_json(file.facts),
        })  # fmt: skip
        claims += _claim_rows(letter_id, number, file.facts)
        fields += _field_rows(letter_id, number, file.facts.application)
    for rows, target in ((parts, PART), (claims, CLAIM), (fields, FIELD)):
        if rows:
            connection.execute(insert(target), rows)


def forget_reading(connection: Connection, letter_id: int) -> None:
    """Remove what was read of a letter; its receipts, links and membership stay until they are put anew."""
    for target in (CLAIM, FIELD, PART, READING):
        connection.execute(delete(target).where(target.c.letter_id == letter_id))


def put_receipt(
    connection: Connection, arrival_id: int, letter_id: int, receipt: Interval, *, new: bool = False
) -> None:
    """Replace what an arrival proves."""
    if not new:
        connection.execute(delete(RECEIPT).where(RECEIPT.c.arrival_id == arrival_id))
    row = {
        "arrival_id": arrival_id, "letter_id": letter_id,
        "not_before": receipt.not_before, "not_after": receipt.not_after, "proof": receipt.proof,
    }  # fmt: skip
    connection.execute(insert(RECEIPT), row)


def put_links(connection: Connection, letter_id: int, keys: Iterable[str], *, new: bool = False) -> None:
    """Replace the keys by which a letter finds others; ``new``: it has none yet."""
    if not new:
        connection.execute(delete(LINK).where(LINK.c.letter_id == letter_id))
    rows = [{"key": key, "letter_id": letter_id} for key in sorted({_short(key) for key in keys})]
    if rows:
        connection.execute(insert(LINK), rows)


def add_links(connection: Connection, keys: Mapping[int, Collection[str]]) -> set[int]:
    """Give letters (by id) further keys; the letters that have one of these keys already."""
    wanted = {(_short(key), letter_id) for letter_id, own in keys.items() for key in own}
    there: set[tuple[str, int]] = set()
    for batch in batches({key for key, _ in wanted}):
        rows = connection.execute(select(LINK.c.key, LINK.c.letter_id).where(LINK.c.key.in_(batch)))
        there.update((row.key, row.letter_id) for row in rows)
    if missing := sorted(wanted - there):
        connection.execute(insert(LINK), [{"key": key, "letter_id": letter_id} for key, letter_id in missing])
    return {letter_id for _, letter_id in there}


def put_memberships(
    connection: Connection, ids: Mapping[str, int], placed: Iterable[Placed], wanted: Container[str]
) -> None:
    """Replace where these letters belong. ``ids``: letter ids by key, of the letters and their founders."""
    rows = [
        {
            "letter_id": ids[place.key], "verdict": place.verdict.value, "why": to_json(place.why),
            "founder_id": None if place.founder is None else ids[place.founder],
            "joined_by": None if place.joined_by is None else to_json(place.joined_by),
            "wanted": place.key in wanted,
        }
        for place in placed
    ]  # fmt: skip
    for batch in batches(row["letter_id"] for row in rows):
        connection.execute(delete(MEMBERSHIP).where(MEMBERSHIP.c.letter_id.in_(batch)))
    if rows:
        connection.execute(insert(MEMBERSHIP), rows)


def component(connection: Connection, letter_id: int) -> set[int]:
    """All letters that this one may belong together with, itself among them."""
    keys = connection.scalars(select(LINK.c.key).where(LINK.c.letter_id == letter_id))
    return reached(connection, keys) | {letter_id}


def reached(connection: Connection, keys: Iterable[str]) -> set[int]:
    """All letters that have one of these keys, or share one with a letter that does, followed to the end."""
    found, seen, fresh = set[int](), set[str](), {_short(key) for key in keys}
    while fresh:
        letters = set[int]()
        for batch in batches(fresh):
            letters.update(connection.scalars(select(LINK.c.letter_id).where(LINK.c.key.in_(batch))))
        letters -= found
        found |= letters
        seen |= fresh
        fresh = set()
        for some in batches(letters):
            fresh.update(connection.scalars(select(LINK.c.key).where(LINK.c.letter_id.in_(some))))
        fresh -= seen
    return found


def restamp(connection: Connection, stamp: Stamp) -> None:
    """Say that everything that was read by this engine's reader and on this basis is placed under this stamp."""
    reader = stamp.engine.partition("-")[0]
    fresh = (READING.c.engine.startswith(f"{reader}-"), READING.c.basis == stamp.basis)
    connection.execute(update(READING).where(*fresh).values(engine=stamp.engine, contest_id=stamp.contest_id))


def wipe(connection: Connection) -> None:
    """Forget everything derived; the recipe rebuilds it from what is kept."""
    for target in (CLAIM, FIELD, PART, MEMBERSHIP, LINK, RECEIPT, READING):
        connection.execute(delete(target))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists short enough for one statement."""
    everything = list(items)
    return (everything[start : start + _BATCH] for start in range(0, len(everything), _BATCH))


def _short(key: str) -> str:
    """A key as an index takes it: PostgreSQL's hold 2,700 bytes, and a stranger's Message-ID may be any length."""
    key = clean(key)
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:_KEY_BEGIN]}#{hashlib.sha256(key.encode()).hexdigest()}"


def _claim_rows(letter_id: int, part_id: int | None, facts: FileFacts) -> list[dict[str, object]]:
    claims: list[Claim] = [claim for segment in facts.segments for claim in segment.claims]
    return [
        {
            "letter_id": letter_id, "part_id": part_id, "kind": claim.kind, "pages": to_json(claim.pages),
            "strength": claim.status, "partly": claim.partly, "evidence": to_json(claim.evidence),
        }
        for claim in claims
    ]  # fmt: skip


def _field_rows(letter_id: int, part_id: int | None, application: ApplicationFacts | None) -> list[dict[str, object]]:
    if application is None:
        return []
    return [
        {
            "letter_id": letter_id, "part_id": part_id, "key": field.key, "value": field.value, "normal": field.normal,
            "page": field.page, "line": field.line, "confidence": min(1.0, max(0.0, field.confidence)),
        }
        for field in application.fields
    ]  # fmt: skip
