"""Erasing personal data: the log of it, and the one way in which what is kept is ever deleted.

Deleted goes every row that hangs on an erased letter, in every table: one with a foreign key to ``letter`` by itself,
another by a column that says in its ``info`` what it names (``Column(..., info={ERASED_WITH: "key"})``) or of which
``NAMED_BY`` says it. What stays of a letter is its identity (a hash), of a submission its number, so
that neither comes again as something new.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, UniqueConstraint, delete, insert, select, union
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from pipeline.tracking.columns import METADATA, Moment, SafeText, table
from pipeline.tracking.derived import PART, batches
from pipeline.tracking.evidence import ARRIVAL, LETTER, SKIPPED, SUBMISSION

ERASED_WITH = "erased_with"
"""Key of ``Column.info``; what it may say stands below."""

NAMED_BY: Mapping[str, Mapping[str, str]] = {
    "decision": {"targets": "mentions"},
    "scan_page": {"sha256": "blob"},
}
"""Table → column → what it names: "key" (a letter's), "submission" (a number), "blob" (SHA-256 of a file), "mentions"
(text with such hashes in it: its row goes when all of them belong to what is erased, and with it what undoes it)."""

STAYS = ("letter", "submission", "erased", "erased_place", "erasure", "erasing", "shred", "contest", "listing")
"""Tables without personal data, or that must outlive it."""

_HASH = re.compile(r"[0-9a-f]{64}")


class Log(SQLModel):
    """Base of these tables."""

    metadata: ClassVar = METADATA


class ErasureRow(Log, table=True):
    """One erasure: what was erased, in numbers. ``statistics`` is the JSON of counts that stay."""

    __tablename__ = "erasure"
    id: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    before: datetime = Field(sa_column=Column(Moment, nullable=False))
    letters: int = Field(sa_column=Column(Integer, nullable=False))
    submissions: int = Field(sa_column=Column(Integer, nullable=False))
    statistics: str = Field(sa_column=Column(SafeText, nullable=False))
    contest_id: int = Field(sa_column=Column(Integer, ForeignKey("contest.id"), nullable=False))


class ErasedRow(Log, table=True):
    """A letter that was erased: should it come again, nothing of it is kept."""

    __tablename__ = "erased"
    letter_id: int = Field(sa_column=Column(Integer, ForeignKey("letter.id"), primary_key=True, autoincrement=False))
    erasure_id: int = Field(sa_column=Column(Integer, ForeignKey("erasure.id"), nullable=False))


class ErasedPlaceRow(Log, table=True):
    """Where an erased letter lay in a mailbox: it is not fetched from there again. Paths of files are not kept."""

    __tablename__ = "erased_place"
    __table_args__ = (UniqueConstraint("source", "folder", "uidvalidity", "uid"),)
    id: int = Field(primary_key=True)
    source: str = Field(sa_column=Column(SafeText, nullable=False))
    folder: str = Field(sa_column=Column(SafeText, nullable=False))
    uidvalidity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uid: str = Field(sa_column=Column(SafeText, nullable=False))
    erasure_id: int = Field(sa_column=Column(Integer, ForeignKey("erasure.id"), nullable=False))


class ErasingRow(Log, table=True):
    """There while an erasure deletes, within its transaction: the triggers of what is kept look for it."""

    __tablename__ = "erasing"
    erasure_id: int = Field(sa_column=Column(Integer, ForeignKey("erasure.id"), primary_key=True, autoincrement=False))


class ShredRow(Log, table=True):
    """Raw letters of a committed erasure that are still to leave the spool: a crash may have come between the two."""

    __tablename__ = "shred"
    raw_sha256: str = Field(sa_column=Column(SafeText, primary_key=True))


ERASURE, ERASED, ERASED_PLACE, ERASING, SHRED = (
    table(name) for name in ("erasure", "erased", "erased_place", "erasing", "shred")
)


@dataclass(frozen=True, slots=True)
class Record:
    """An erasure as it is logged. ``statistics``: JSON."""

    at: datetime
    before: datetime
    letters: int
    submissions: int
    statistics: str


def forget(connection: Connection, letters: Collection[int], record: Record, contest_id: int) -> None:
    """Delete all that is known of these letters (ids), in the caller's transaction; the raw bytes are to be shredded.

    Bytes and files that letters which stay have as well are no concern of this.
    """
    row = {
        "at": record.at, "before": record.before, "letters": record.letters, "submissions": record.submissions,
        "statistics": record.statistics, "contest_id": contest_id,
    }  # fmt: skip
    erasure_id = connection.execute(insert(ERASURE).returning(ERASURE.c.id), row).scalar_one()
    named = _named(connection, letters)
    _remember(connection, letters, erasure_id)
    connection.execute(insert(ERASING), {"erasure_id": erasure_id})
    for target in reversed(METADATA.sorted_tables):
        if target.name not in STAYS:
            _delete(connection, target, named)
    connection.execute(delete(ERASING))


def to_shred(connection: Connection) -> list[str]:
    """SHA-256 of raw letters that are to leave the spool."""
    return list(connection.scalars(select(SHRED.c.raw_sha256).order_by(SHRED.c.raw_sha256)))


def shredded(connection: Connection, raw: Iterable[str]) -> None:
    """They have left it."""
    for batch in batches(raw):
        connection.execute(delete(SHRED).where(SHRED.c.raw_sha256.in_(batch)))


def is_erased(connection: Connection, letter_id: int) -> bool:
    """Whether a letter was erased."""
    return connection.scalar(select(ERASED.c.letter_id).where(ERASED.c.letter_id == letter_id)) is not None


def erased_uids(connection: Connection, source: str, folder: str, uidvalidity: int) -> set[int]:
    """UIDs of erased letters in a folder of a mailbox, which are not to be fetched again."""
    place = ERASED_PLACE.c
    query = select(place.uid).where(place.source == source, place.folder == folder, place.uidvalidity == uidvalidity)
    return {int(uid) for uid in connection.scalars(query)}


def erasures(connection: Connection) -> list[Record]:
    """The log, oldest first."""
    rows = connection.execute(select(ERASURE).order_by(ERASURE.c.id))
    return [Record(row.at, row.before, row.letters, row.submissions, row.statistics) for row in rows]


def _named(connection: Connection, letters: Collection[int]) -> Mapping[str, set[object]]:
    """What rows may name these letters by. A blob that another letter has too names nothing."""
    ids = set(letters)
    keys, numbers, blobs, raw = set[object](), set[object](), set[object](), set[object]()
    for batch in batches(sorted(ids)):
        keys.update(connection.scalars(select(LETTER.c.key).where(LETTER.c.id.in_(batch))))
        numbers.update(connection.scalars(select(SUBMISSION.c.number).where(SUBMISSION.c.letter_id.in_(batch))))
        blobs.update(connection.scalars(select(PART.c.sha256).where(PART.c.letter_id.in_(batch))))
        raw.update(connection.scalars(select(ARRIVAL.c.raw_sha256).where(ARRIVAL.c.letter_id.in_(batch))))
    blobs -= _of_others(connection, PART, "sha256", blobs, ids)
    raw -= _of_others(connection, ARRIVAL, "raw_sha256", raw, ids)
    known = set(connection.scalars(select(SHRED.c.raw_sha256)))
    if fresh := sorted(raw - known, key=str):
        connection.execute(insert(SHRED), [{"raw_sha256": one} for one in fresh])
    return {"letter": set(ids), "key": keys, "submission": numbers, "blob": blobs}


def _of_others(connection: Connection, of: Table, column: str, values: set[object], ids: set[int]) -> set[object]:
    shared = set[object]()
    for batch in batches(sorted(values, key=str)):
        rows = connection.execute(select(of.c[column], of.c.letter_id).where(of.c[column].in_(batch)))
        shared.update(value for value, letter_id in rows if letter_id not in ids)
    return shared


def _remember(connection: Connection, letters: Collection[int], erasure_id: int) -> None:
    if letters:
        rows = [{"letter_id": letter_id, "erasure_id": erasure_id} for letter_id in sorted(letters)]
        connection.execute(insert(ERASED), rows)
    columns = ("source", "folder", "uidvalidity", "uid")
    for batch in batches(sorted(letters)):
        places = union(
            *(
                select(*(kept.c[name] for name in columns)).where(
                    kept.c.letter_id.in_(batch), kept.c.source.not_in(("file", "spool", "person"))
                )
                for kept in (ARRIVAL, SKIPPED)
            )
        )
        found = [dict(zip(columns, row, strict=True)) for row in connection.execute(places)]
        if found:
            connection.execute(insert(ERASED_PLACE), [{**place, "erasure_id": erasure_id} for place in found])


def _delete(connection: Connection, target: Table, named: Mapping[str, set[object]]) -> None:
    rules = {column: what for column in target.columns if (what := _what(column, target.name))}
    to_own = [
        column for column in target.columns if _leads_to(column, *(f"{target.name}.{k.name}" for k in target.columns))
    ]
    if to_own or "mentions" in rules.values():
        _delete_one_by_one(connection, target, rules, to_own, named)
        return
    for column, what in rules.items():
        for batch in batches(sorted(named[what], key=str)):
            connection.execute(delete(target).where(column.in_(batch)))


def _delete_one_by_one(
    connection: Connection,
    target: Table,
    rules: Mapping[Column[Any], str],
    to_own: Sequence[Column[Any]],
    named: Mapping[str, set[object]],
) -> None:
    """Newest first: a row may refer to an older one of its own table, and goes with it."""
    (key,) = target.primary_key.columns
    hashes = named["key"] | named["blob"]
    gone: dict[object, None] = {}
    for row in connection.execute(select(key, *rules, *to_own).order_by(key)):
        values, older = row[1 : 1 + len(rules)], row[1 + len(rules) :]
        is_named = any(
            _all_gone(value, hashes) if what == "mentions" else value in named[what]
            for value, what in zip(values, rules.values(), strict=True)
        )
        if is_named or gone.keys() & set(older):
            gone[row[0]] = None
    for batch in batches(reversed(gone)):
        connection.execute(delete(target).where(key.in_(batch)))


def _all_gone(text: str, hashes: set[object]) -> bool:
    mentioned = set(_HASH.findall(text))
    return bool(mentioned) and mentioned <= hashes


def _what(column: Column[Any], table_name: str) -> str:
    declared = column.info.get(ERASED_WITH) or NAMED_BY.get(table_name, {}).get(column.name)
    return str(declared or ("letter" if _leads_to(column, "letter.id") else ""))


def _leads_to(column: Column[Any], *where: str) -> bool:
    return any(key.target_fullname in where for key in column.foreign_keys)
