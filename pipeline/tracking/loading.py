"""From rows to values: the letters of the database, or some of them, as the pure rooms of judging take them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row, Select, func, select, union_all
from sqlalchemy.engine import Connection

from parsers.facts import FileFacts, Problem
from pipeline.state import FileState, Finding, Interval, LetterState, LetterVerdict
from pipeline.tracking.derived import MEMBERSHIP, PART, READING, RECEIPT, batches
from pipeline.tracking.erasure import ERASED
from pipeline.tracking.evidence import ARRIVAL, CONTEST, LETTER, LISTING, SKIPPED, SUBMISSION, Locator, Sighting
from pipeline.tracking.records import Headers, Stamp
from pipeline.tracking.watching import spam_folders

Value = TypeVar("Value")
_HEADERS = msgspec.json.Decoder(Headers).decode
_FACTS = msgspec.json.Decoder(FileFacts).decode
_PROBLEM = msgspec.json.Decoder(Problem).decode
_FINDING = msgspec.json.Decoder(Finding).decode
_TO_BE_PLACED = Finding("letter", "unplaced")
_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """A letter of the database. ``kept``: its bytes are; else ``skipped_as`` and ``skipped_why`` say what it was."""

    state: LetterState
    kept: bool
    skipped_as: LetterVerdict | None = None
    skipped_why: Finding | None = None


def combined(receipts: Iterable[Interval]) -> Interval:
    """What several arrivals prove together (model.md, Kept: each can only improve what is known).

    The letter was received when the first of them was, so both bounds are the lowest that anything proves. An arrival
    that proves nothing but that we saw it can lower the upper bound, never take away a proven lower one.
    """
    known = list(receipts)
    proven = [receipt for receipt in known if receipt.proof != "none"]
    until = min((receipt.not_after for receipt in known if receipt.not_after is not None), default=None)
    if not proven:
        return Interval(None, until, "none")
    first = min(proven, key=lambda receipt: (receipt.not_after or _END, receipt.proof))
    bounds = [receipt.not_before for receipt in proven]
    since = None if None in bounds else min(bound for bound in (*bounds, until) if bound is not None)
    return Interval(since, until, first.proof)


def load_letters(connection: Connection, ids: Iterable[int] | None = None) -> dict[int, Known]:
    """Letters by id, in the order they were first seen; all of them when ``ids`` is None."""
    if ids is None:
        return _load(connection, lambda query, _: query)
    found: dict[int, Known] = {}
    for batch in batches(sorted(set(ids))):
        found |= _load(connection, lambda query, column, batch=batch: query.where(column.in_(batch)))  # type: ignore[misc]
    return found


def load_numbers(connection: Connection, ids: Iterable[int] | None = None) -> dict[str, int]:
    """Submissions' numbers by the key of their founder letter, in the order they were issued."""
    query = select(LETTER.c.key, SUBMISSION.c.number).join(LETTER, LETTER.c.id == SUBMISSION.c.letter_id)
    if ids is None:
        return {row.key: row.number for row in connection.execute(query.order_by(SUBMISSION.c.number))}
    found: dict[str, int] = {}
    for batch in batches(sorted(set(ids))):
        found |= {row.key: row.number for row in connection.execute(query.where(LETTER.c.id.in_(batch)))}
    return found


def last_listings(connection: Connection, until: datetime | None = None) -> dict[str, datetime]:
    """Every source that was ever listed to its end, and when it was last, by ``until`` if given (model.md 27)."""
    query = select(LISTING.c.source, func.max(LISTING.c.at).label("at")).group_by(LISTING.c.source)
    if until is not None:
        query = query.where(LISTING.c.at <= until)
    return {row.source: row.at for row in connection.execute(query)}


def to_read(connection: Connection, stamp: Stamp) -> tuple[list[int], list[int]]:
    """Letters that were never read, by another engine, or on another basis: those whose bytes are kept, and the others.

    In the order they were first seen.
    """
    reader = stamp.engine.partition("-")[0]
    fresh = READING.c.engine.startswith(f"{reader}-") & (READING.c.basis == stamp.basis)
    erased = select(ERASED.c.letter_id).where(ERASED.c.letter_id == LETTER.c.id).exists()
    stale = (READING.c.letter_id.is_(None) | ~fresh) & ~erased
    arrived = select(ARRIVAL.c.id).where(ARRIVAL.c.letter_id == LETTER.c.id).exists()
    query = (
        select(LETTER.c.id).outerjoin(READING, READING.c.letter_id == LETTER.c.id).where(stale).order_by(LETTER.c.id)
    )
    return list(connection.scalars(query.where(arrived))), list(connection.scalars(query.where(~arrived)))


def is_placed_otherwise(connection: Connection, stamp: Stamp) -> bool:
    """Whether letters that need no reading were placed by another engine or under another configuration."""
    reader = stamp.engine.partition("-")[0]
    fresh = READING.c.engine.startswith(f"{reader}-") & (READING.c.basis == stamp.basis)
    other = (READING.c.engine != stamp.engine) | (READING.c.contest_id != stamp.contest_id)
    return connection.scalar(select(READING.c.letter_id).where(fresh & other).limit(1)) is not None


def last_contest(connection: Connection) -> tuple[str, str]:
    """SHA-256 and text of the configuration under which letters were read last; "" and "" when none was."""
    newest = select(func.max(READING.c.contest_id)).scalar_subquery()
    row = connection.execute(select(CONTEST.c.sha256, CONTEST.c.text).where(CONTEST.c.id == newest)).first()
    return ("", "") if row is None else (row.sha256, row.text)


def stale_readings(connection: Connection, engine: str, basis: str, contest_sha256: str) -> tuple[int, int]:
    """How many letters were read or placed by another engine, and how many under another configuration."""
    contest = select(CONTEST.c.id).where(CONTEST.c.sha256 == contest_sha256).scalar_subquery()
    other = (READING.c.basis != basis) | (READING.c.contest_id != func.coalesce(contest, 0))
    engines, contests = (
        connection.scalar(select(func.count()).select_from(READING).where(condition)) or 0
        for condition in (READING.c.engine != engine, other)
    )
    return engines, contests


def hashes_at(connection: Connection, source: str, folder: str) -> set[str]:
    """Raw SHA-256 of the letters that were seen in this very place before."""
    arrived, skipped = (
        select(kept.c.raw_sha256).where(kept.c.source == source, kept.c.folder == folder) for kept in (ARRIVAL, SKIPPED)
    )
    return set(connection.scalars(union_all(arrived, skipped)))


def uids_at(connection: Connection, source: str, folder: str, uidvalidity: int) -> set[int]:
    """UIDs of a mailbox's folder, under this numbering, whose letters are in the database, kept or skipped."""
    arrived, skipped = (
        select(kept.c.uid).where(kept.c.source == source, kept.c.folder == folder, kept.c.uidvalidity == uidvalidity)
        for kept in (ARRIVAL, SKIPPED)
    )
    return {int(uid) for uid in connection.scalars(union_all(arrived, skipped))}


def stamped_after(connection: Connection, source: str, moment: datetime, until: datetime | None = None) -> bool:
    """Whether the mailbox itself has stamped a letter later than that moment, seen by ``until`` if given."""
    for kept in (ARRIVAL, SKIPPED):
        query = select(kept.c.id).where(kept.c.source == source, kept.c.internaldate > moment)
        if until is not None:
            query = query.where(kept.c.seen_at <= until)
        if connection.scalar(query.limit(1)) is not None:
            return True
    return False


def kept_by_raw(connection: Connection, raw_sha256: str) -> int | None:
    """The id of the letter with these raw bytes, when they are kept."""
    return connection.scalar(select(ARRIVAL.c.letter_id).where(ARRIVAL.c.raw_sha256 == raw_sha256).limit(1))


def kept_by_key(connection: Connection, key: str) -> int | None:
    """The id of the letter with this key, when its bytes are kept."""
    same = select(LETTER.c.id).join(ARRIVAL, ARRIVAL.c.letter_id == LETTER.c.id).where(LETTER.c.key == key).limit(1)
    return connection.scalar(same)


def read_ids(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The ids of the letters with these keys that have been read; others are left out."""
    found: dict[str, int] = {}
    for batch in batches(sorted(set(keys))):
        read = select(LETTER.c.key, LETTER.c.id).join(READING, READING.c.letter_id == LETTER.c.id)
        rows = connection.execute(read.where(LETTER.c.key.in_(batch)))
        found |= {row.key: row.id for row in rows}
    return found


def key_of(connection: Connection, letter_id: int) -> str:
    """The key of a letter."""
    return str(connection.execute(select(LETTER.c.key).where(LETTER.c.id == letter_id)).scalar_one())


def read_from(connection: Connection, letter_id: int) -> tuple[str, Headers] | None:
    """The raw bytes (SHA-256) that a letter's reading was made from, and its headers; None where it was not read."""
    row = connection.execute(
        select(READING.c.raw_sha256, READING.c.headers).where(READING.c.letter_id == letter_id)
    ).first()
    return None if row is None else (row.raw_sha256, _HEADERS(row.headers))


def skipped_headers(connection: Connection, letter_id: int) -> Headers | None:
    """The headers that were kept of a skipped letter."""
    known = connection.scalar(select(SKIPPED.c.headers).where(SKIPPED.c.letter_id == letter_id).limit(1))
    return None if known is None else _HEADERS(known)


def wanted_again(connection: Connection) -> dict[int, list[Sighting]]:
    """Skipped letters that belong to the contest by what came since, with where and when they were seen."""
    query = _unkept().join(MEMBERSHIP, MEMBERSHIP.c.letter_id == SKIPPED.c.letter_id).where(MEMBERSHIP.c.wanted)
    return _sightings(connection.execute(query))


def skipped_sightings(connection: Connection, letter_id: int) -> list[Sighting]:
    """Where and when a letter was seen whose bytes are not kept."""
    return _sightings(connection.execute(_unkept().where(SKIPPED.c.letter_id == letter_id))).get(letter_id, [])


def receipts_of(connection: Connection, letter_id: int) -> list[Interval]:
    """What the arrivals of a letter prove."""
    rows = connection.execute(select(RECEIPT).where(RECEIPT.c.letter_id == letter_id))
    return [Interval(row.not_before, row.not_after, row.proof) for row in rows]


def arrivals_of(connection: Connection, letter_id: int) -> Sequence[Row[Any]]:
    """The arrivals of a letter, oldest first."""
    return connection.execute(select(ARRIVAL).where(ARRIVAL.c.letter_id == letter_id).order_by(ARRIVAL.c.id)).all()


def is_known_raw(connection: Connection, raw_sha256: str) -> bool:
    """Whether an arrival has these bytes."""
    return kept_by_raw(connection, raw_sha256) is not None


def is_skipped_raw(connection: Connection, raw_sha256: str) -> bool:
    """Whether unrelated mail with these bytes is registered."""
    return connection.scalar(select(SKIPPED.c.id).where(SKIPPED.c.raw_sha256 == raw_sha256).limit(1)) is not None


def _unkept() -> Select[Any]:
    arrived = select(ARRIVAL.c.id).where(ARRIVAL.c.letter_id == SKIPPED.c.letter_id).exists()
    return select(SKIPPED).where(~arrived).order_by(SKIPPED.c.letter_id, SKIPPED.c.id)


def _sightings(rows: Iterable[Row[Any]]) -> dict[int, list[Sighting]]:
    found: dict[int, list[Sighting]] = defaultdict(list)
    for row in rows:
        found[row.letter_id].append(sighting(row, 0))
    return dict(found)


def sighting(row: Row[Any], size: int) -> Sighting:
    """A row of an arrival or of skipped mail as the value that it was made from."""
    receipt = Interval(row.not_before, row.not_after, row.proof)
    return Sighting(_locator(row), row.raw_sha256, size, row.seen_at, receipt, row.internaldate)


def _load(connection: Connection, cut: Callable[[Select[Any], Any], Select[Any]]) -> dict[int, Known]:
    """``cut`` narrows a query by its letter column."""
    keys = {row.id: row.key for row in connection.execute(cut(select(LETTER.c.id, LETTER.c.key), LETTER.c.id))}
    files = _files(connection, cut, keys)
    receipts: dict[int, list[Interval]] = defaultdict(list)
    for row in connection.execute(cut(select(RECEIPT), RECEIPT.c.letter_id)):
        receipts[row.letter_id].append(Interval(row.not_before, row.not_after, row.proof))
    spam = spam_folders(connection)
    first, clean = _sources(connection.execute(cut(select(ARRIVAL), ARRIVAL.c.letter_id).order_by(ARRIVAL.c.id)), spam)
    skipped: dict[int, Row[Any]] = {}
    for row in connection.execute(cut(select(SKIPPED), SKIPPED.c.letter_id).order_by(SKIPPED.c.id)):
        if row.letter_id not in first:
            skipped.setdefault(row.letter_id, row)
            receipts[row.letter_id].append(Interval(row.not_before, row.not_after, row.proof))
            if (row.source, row.folder) not in spam:
                clean.add(row.letter_id)
    found = {}
    for row in connection.execute(cut(select(READING), READING.c.letter_id).order_by(READING.c.letter_id)):
        letter_id = row.letter_id
        headers = _HEADERS(row.headers)
        spot = first.get(letter_id) or (_locator(skipped[letter_id]).shown if letter_id in skipped else "")
        state = letter_state(
            letter_id, keys[letter_id], headers, LetterVerdict(row.verdict), combined(receipts[letter_id]), spot,
            files.get(letter_id, ()), _decoded(_FACTS, row.body), _decoded(_PROBLEM, row.problem),
            spam=bool(spam) and letter_id not in clean,
        )  # fmt: skip
        unkept = skipped.get(letter_id)
        found[letter_id] = Known(
            state, unkept is None,
            None if unkept is None else LetterVerdict(unkept.verdict), None if unkept is None else _FINDING(unkept.why),
        )  # fmt: skip
    return found


def letter_state(
    letter_id: int, key: str, headers: Headers, verdict: LetterVerdict, receipt: Interval, source: str,
    files: Iterable[FileState], body: FileFacts | None, problem: Problem | None, *, spam: bool = False,
) -> LetterState:  # fmt: skip
    """A letter before grouping, from what was read of it."""
    return LetterState(
        id=letter_id, key=key, message_id=headers.message_id, sender=headers.sender.email,
        sender_name=headers.sender.name, subject=headers.subject, sent=headers.date, source=source, receipt=receipt,
        verdict=verdict, why=_why(verdict, headers), files=tuple(files), body=body, problem=problem,
        in_reply_to=headers.in_reply_to, references=headers.references, quoted=headers.quoted, spam=spam,
        authentication=headers.authentication,
    )  # fmt: skip


def _files(
    connection: Connection, cut: Callable[[Select[Any], Any], Select[Any]], keys: Mapping[int, str]
) -> dict[int, list[FileState]]:
    """The files of letters; columns by place, for there are tens of thousands of them."""
    columns = (PART.c.id, PART.c.letter_id, PART.c.path, PART.c.name, PART.c.content_type, PART.c.size, PART.c.sha256)
    query = select(*columns, PART.c.facts, PART.c.inline).order_by(PART.c.letter_id, PART.c.ordinal)
    files: dict[int, list[FileState]] = defaultdict(list)
    for number, letter, path, name, type_, size, sha256, facts, inline in connection.execute(
        cut(query, PART.c.letter_id)
    ).all():
        state = FileState(number, letter, keys[letter], path, name, type_, size, sha256, _FACTS(facts), inline)
        files[letter].append(state)
    return files


def _sources(rows: Iterable[Row[Any]], spam: Set[tuple[str, str]]) -> tuple[dict[int, str], set[int]]:
    """Where each letter was seen first, and which were seen anywhere but in a spam folder."""
    first: dict[int, str] = {}
    clean: set[int] = set()
    for row in rows:
        if row.letter_id not in first:
            first[row.letter_id] = _locator(row).shown
        if (row.source, row.folder) not in spam:
            clean.add(row.letter_id)
    return first, clean


def _locator(row: Row[Any]) -> Locator:
    return Locator(row.source, row.folder, row.uidvalidity, row.uid)


def _why(verdict: LetterVerdict, headers: Headers) -> Finding:
    """What is certain before grouping; for the rest grouping says it."""
    if verdict is LetterVerdict.AUTOMATIC:
        return Finding("letter", "automatic", {"header": headers.automatic})
    if verdict is LetterVerdict.QUARANTINED:
        return Finding("letter", "quarantined")
    return _TO_BE_PLACED


def _decoded(decode: Callable[[str], Value], text: str | None) -> Value | None:
    return None if text is None else decode(text)
