"""What is kept: append-only tables (triggers refuse UPDATE and DELETE) and the only code that writes to them.

``letter`` is an identity and nothing more, so that a letter whose contents are not kept has one too; what stands in
a letter is derived from its raw bytes. ``file`` gives every file of a letter the number people call it by: derived
rows come and go, the number stays. Nothing here reads or writes a derived table (import-linter holds it).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint, func, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from pipeline.state import Interval, Placed
from pipeline.tracking.columns import METADATA, Moment, SafeText, clean, table, to_json
from pipeline.tracking.records import Headers

APPEND_ONLY = ("contest", "letter", "file", "arrival", "skipped", "submission", "quarantine", "listing")
PROOFS = ("trusted_received", "internaldate", "person", "none")
_PROOF_KNOWN = f"proof IN ({', '.join(repr(proof) for proof in PROOFS)})"
_IN_ORDER = "not_before IS NULL OR not_after IS NULL OR not_before <= not_after"


class Kept(SQLModel):
    """Base of the append-only tables."""

    metadata: ClassVar = METADATA


def _contest() -> Column[int]:
    return Column(Integer, ForeignKey("contest.id"), nullable=False)


def _letter(**options: bool) -> Column[int]:
    return Column(Integer, ForeignKey("letter.id"), nullable=False, **options)  # type: ignore[arg-type]


class ContestRow(Kept, table=True):
    """A configuration that rows were made under."""

    __tablename__ = "contest"
    __table_args__ = (CheckConstraint("length(sha256) = 64", "sha256"),)
    id: int = Field(primary_key=True)
    sha256: str = Field(sa_column=Column(SafeText, nullable=False, unique=True))
    text: str = Field(sa_column=Column(SafeText, nullable=False))
    loaded_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    loaded_by: str | None = Field(sa_column=Column(SafeText))


class LetterRow(Kept, table=True):
    """The identity of a letter: its key, or the hash of its raw bytes where it could not be taken apart."""

    __tablename__ = "letter"
    __table_args__ = (CheckConstraint("length(key) = 64", "key"),)
    id: int = Field(primary_key=True)
    key: str = Field(sa_column=Column(SafeText, nullable=False, unique=True))
    seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    contest_id: int = Field(sa_column=_contest())


class FileRow(Kept, table=True):
    """The number of a file: the same letter and ordinal path always bear the same."""

    __tablename__ = "file"
    __table_args__ = (UniqueConstraint("letter_id", "path"),)
    id: int = Field(primary_key=True)
    letter_id: int = Field(sa_column=_letter())
    path: str = Field(sa_column=Column(SafeText, nullable=False))


class ArrivalRow(Kept, table=True):
    """One way a letter came in: where it lay, its raw bytes, and what proved its receipt then."""

    __tablename__ = "arrival"
    __table_args__ = (
        UniqueConstraint("source", "folder", "uidvalidity", "uid"),
        CheckConstraint("length(raw_sha256) = 64", "raw_sha256"),
        CheckConstraint("size >= 0", "size"),
        CheckConstraint(_PROOF_KNOWN, "proof"),
        CheckConstraint(_IN_ORDER, "interval"),
    )
    id: int = Field(primary_key=True)
    letter_id: int = Field(sa_column=_letter(index=True))
    raw_sha256: str = Field(sa_column=Column(SafeText, nullable=False, index=True))
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    source: str = Field(sa_column=Column(SafeText, nullable=False))
    folder: str = Field(sa_column=Column(SafeText, nullable=False))
    uidvalidity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uid: str = Field(sa_column=Column(SafeText, nullable=False))
    internaldate: datetime | None = Field(sa_column=Column(Moment))
    not_before: datetime | None = Field(sa_column=Column(Moment))
    not_after: datetime | None = Field(sa_column=Column(Moment))
    proof: str = Field(sa_column=Column(SafeText, nullable=False))
    seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    contest_id: int = Field(sa_column=_contest())


class SkippedRow(Kept, table=True):
    """Mail that has nothing to do with the contest: its bytes are not kept, it lies where it lay.

    ``headers`` is the JSON of ``records.Headers``: what a later letter needs to find this one by its thread or address;
    ``why`` the JSON of the finding that said so.
    """

    __tablename__ = "skipped"
    __table_args__ = (
        UniqueConstraint("source", "folder", "uidvalidity", "uid"),
        CheckConstraint("length(raw_sha256) = 64", "raw_sha256"),
        CheckConstraint("length(header_sha256) = 64", "header_sha256"),
        CheckConstraint("verdict IN ('unrelated', 'automatic')", "verdict"),
        CheckConstraint(_PROOF_KNOWN, "proof"),
        CheckConstraint(_IN_ORDER, "interval"),
    )
    id: int = Field(primary_key=True)
    letter_id: int = Field(sa_column=_letter(index=True))
    raw_sha256: str = Field(sa_column=Column(SafeText, nullable=False, index=True))
    header_sha256: str = Field(sa_column=Column(SafeText, nullable=False))
    source: str = Field(sa_column=Column(SafeText, nullable=False))
    folder: str = Field(sa_column=Column(SafeText, nullable=False))
    uidvalidity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uid: str = Field(sa_column=Column(SafeText, nullable=False))
    headers: str = Field(sa_column=Column(SafeText, nullable=False))
    verdict: str = Field(sa_column=Column(SafeText, nullable=False))
    why: str = Field(sa_column=Column(SafeText, nullable=False))
    internaldate: datetime | None = Field(sa_column=Column(Moment))
    not_before: datetime | None = Field(sa_column=Column(Moment))
    not_after: datetime | None = Field(sa_column=Column(Moment))
    proof: str = Field(sa_column=Column(SafeText, nullable=False))
    seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    contest_id: int = Field(sa_column=_contest())


class SubmissionRow(Kept, table=True):
    """A number once issued is never reused; it belongs to the letter that founded the submission."""

    __tablename__ = "submission"
    __table_args__ = (CheckConstraint("number > 0", "number"),)
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    letter_id: int = Field(sa_column=_letter(unique=True))
    issued_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    contest_id: int = Field(sa_column=_contest())


class QuarantineRow(Kept, table=True):
    """A letter broke the parser, or killed the run three times: when, under which engine, and how."""

    __tablename__ = "quarantine"
    __table_args__ = (CheckConstraint("length(code) > 0", "code"),)
    id: int = Field(primary_key=True)
    letter_id: int = Field(sa_column=_letter(index=True))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    engine: str = Field(sa_column=Column(SafeText, nullable=False))
    code: str = Field(sa_column=Column(SafeText, nullable=False))
    detail: str = Field(sa_column=Column(SafeText, nullable=False))


class ListingRow(Kept, table=True):
    """A source was listed to its end at that moment and all it held was processed (model.md 27)."""

    __tablename__ = "listing"
    id: int = Field(primary_key=True)
    source: str = Field(sa_column=Column(SafeText, nullable=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    contest_id: int = Field(sa_column=_contest())


CONTEST, LETTER, FILE, ARRIVAL, SKIPPED, SUBMISSION, QUARANTINE, LISTING = (table(name) for name in APPEND_ONLY)


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a letter lies: ("file", absolute path, 0, raw SHA-256), or a mailbox's folder, UIDVALIDITY and UID."""

    source: str
    folder: str
    uidvalidity: int
    uid: str

    @property
    def shown(self) -> str:
        """For people: the path of a file, ``source:folder/uid`` of a mailbox."""
        return self.folder if self.source == "file" else f"{self.source}:{self.folder}/{self.uid}"

    def columns(self) -> dict[str, str | int]:
        """As columns of a row."""
        return {"source": self.source, "folder": self.folder, "uidvalidity": self.uidvalidity, "uid": self.uid}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One arrival as it is to be kept: raw bytes (hash, size), where, when seen, and the receipt it proves."""

    locator: Locator
    raw_sha256: str
    size: int
    seen_at: datetime
    receipt: Interval
    internaldate: datetime | None = None

    def columns(self) -> dict[str, object]:
        """The columns that arrivals and skipped letters share."""
        return {
            **self.locator.columns(),
            "raw_sha256": self.raw_sha256,
            "internaldate": self.internaldate,
            "not_before": self.receipt.not_before,
            "not_after": self.receipt.not_after,
            "proof": self.receipt.proof,
            "seen_at": self.seen_at,
        }


def keep_contest(connection: Connection, sha256: str, text: str, at: datetime, by: str = "") -> int:
    """The id of this configuration, kept now if it is new. ``by``: who loaded it first, "" where nobody says."""
    known = connection.scalar(select(CONTEST.c.id).where(CONTEST.c.sha256 == sha256))
    row = {"sha256": sha256, "text": text, "loaded_at": at, "loaded_by": by or None}
    return known or _insert(connection, CONTEST, row)


def keep_letter(connection: Connection, key: str, at: datetime, contest_id: int) -> int:
    """The id of the letter with this key, given now if it is new."""
    known = connection.scalar(select(LETTER.c.id).where(LETTER.c.key == key))
    return known or _insert(connection, LETTER, {"key": key, "seen_at": at, "contest_id": contest_id})


def keep_arrival(connection: Connection, letter_id: int, sighting: Sighting, contest_id: int) -> int | None:
    """The new arrival's id; None when this locator is known: the same letter from the same place is no news."""
    if _is_known(connection, "arrival", sighting.locator):
        return None
    row = {**sighting.columns(), "letter_id": letter_id, "size": sighting.size, "contest_id": contest_id}
    return _insert(connection, ARRIVAL, row)


def keep_skipped(
    connection: Connection, letter_id: int, sighting: Sighting, headers: Headers, place: Placed, contest_id: int
) -> bool:
    """Register unrelated mail by its headers alone; False when this locator is known."""
    if _is_known(connection, "skipped", sighting.locator):
        return False
    known = to_json(headers)
    row = {
        **sighting.columns(), "letter_id": letter_id, "contest_id": contest_id, "headers": known,
        "header_sha256": hashlib.sha256(known.encode()).hexdigest(),
        "verdict": place.verdict.value, "why": to_json(place.why),
    }  # fmt: skip
    _insert(connection, SKIPPED, row)
    return True


def keep_quarantine(connection: Connection, letter_id: int, at: datetime, engine: str, code: str, detail: str) -> None:
    """Record that a letter could not be taken apart, and why."""
    row = {"letter_id": letter_id, "at": at, "engine": engine, "code": code, "detail": detail[:2000]}
    connection.execute(insert(QUARANTINE), row)


def keep_listing(connection: Connection, source: str, at: datetime, contest_id: int) -> None:
    """Record that ``source`` was listed to its end."""
    connection.execute(insert(LISTING), {"source": source, "at": at, "contest_id": contest_id})


def file_numbers(connection: Connection, letter_id: int, paths: Iterable[str], *, new: bool = False) -> dict[str, int]:
    """The numbers of a letter's files by ordinal path; new files get theirs now, in the order given.

    ``new``: the letter has no files yet.
    """
    query = select(FILE.c.path, FILE.c.id).where(FILE.c.letter_id == letter_id)
    known = {} if new else {row.path: row.id for row in connection.execute(query)}
    if missing := [path for path in dict.fromkeys(map(clean, paths)) if path not in known]:
        giving = insert(FILE).returning(FILE.c.path, FILE.c.id)
        given = connection.execute(giving, [{"letter_id": letter_id, "path": path} for path in missing])
        known |= {row.path: row.id for row in given}
    return known


def issue_numbers(connection: Connection, founders: Iterable[int], at: datetime, contest_id: int) -> Mapping[int, int]:
    """Numbers of these founder letters (ids), the missing ones issued now in the order given."""
    founders = list(founders)
    query = select(SUBMISSION.c.letter_id, SUBMISSION.c.number).where(SUBMISSION.c.letter_id.in_(founders))
    known = {row.letter_id: row.number for row in connection.execute(query)}
    if missing := [founder for founder in founders if founder not in known]:
        last = connection.scalar(select(func.max(SUBMISSION.c.number))) or 0
        issued = {founder: last + step for step, founder in enumerate(missing, 1)}
        rows = [
            {"number": number, "letter_id": founder, "issued_at": at, "contest_id": contest_id}
            for founder, number in issued.items()
        ]
        connection.execute(insert(SUBMISSION), rows)
        known |= issued
    return known


def _is_known(connection: Connection, name: str, locator: Locator) -> bool:
    kept = table(name)
    same = [kept.c[column] == value for column, value in locator.columns().items()]
    return connection.scalar(select(kept.c.id).where(*same)) is not None


def _insert(connection: Connection, kept: object, row: dict[str, object]) -> int:
    result = connection.execute(insert(kept), row)  # type: ignore[arg-type]
    key = result.inserted_primary_key
    assert key is not None, "every kept table has a generated key"
    return int(key[0])
