"""How the watch stands: contact with the mailbox, its folders, alarms, what the clock has done, letters filed.

These rows are the daemon's memory and what ``status``, another process, reads of it. They are no evidence: they are
changed as things change, and losing them loses no letter and no verdict but the proof that a folder was listed, which
the next listing gives again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

import msgspec
from sqlalchemy import BigInteger, Column, Integer, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy import Row as Found
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from pipeline.tracking.columns import METADATA, Moment, SafeText, table, to_json
from pipeline.tracking.evidence import ARRIVAL, SKIPPED, Locator

_PARAMS = msgspec.json.Decoder(dict[str, str]).decode


class State(SQLModel):
    """Base of the tables of the watch."""

    metadata: ClassVar = METADATA


class ContactRow(State, table=True):
    """One mailbox: when we last heard from it, since when it is as it is, and why it is silent."""

    __tablename__ = "contact"
    source: str = Field(sa_column=Column(SafeText, primary_key=True))
    state: str = Field(sa_column=Column(SafeText, nullable=False))
    since: datetime = Field(sa_column=Column(Moment, nullable=False))
    last: datetime | None = Field(sa_column=Column(Moment))
    code: str = Field(sa_column=Column(SafeText, nullable=False))


class WatchedRow(State, table=True):
    """One watched folder: its numbering, and when it was last listed and all it held was in the database."""

    __tablename__ = "watched"
    source: str = Field(sa_column=Column(SafeText, primary_key=True))
    folder: str = Field(sa_column=Column(SafeText, primary_key=True))
    role: str = Field(sa_column=Column(SafeText, nullable=False))
    uidvalidity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uidnext: int = Field(sa_column=Column(BigInteger, nullable=False))
    letters: int = Field(sa_column=Column(Integer, nullable=False))
    listed_at: datetime | None = Field(sa_column=Column(Moment))


class AlarmRow(State, table=True):
    """Something a person should know of: open until ``ended``. One open alarm of a code and source."""

    __tablename__ = "alarm"
    id: int = Field(primary_key=True)
    source: str = Field(sa_column=Column(SafeText, nullable=False))
    code: str = Field(sa_column=Column(SafeText, nullable=False))
    params: str = Field(sa_column=Column(SafeText, nullable=False))
    began: datetime = Field(sa_column=Column(Moment, nullable=False))
    ended: datetime | None = Field(sa_column=Column(Moment, index=True))


class ErrandRow(State, table=True):
    """What the clock had to do and has done: once for each moment at which it was due."""

    __tablename__ = "errand"
    __table_args__ = (UniqueConstraint("name", "due"),)
    id: int = Field(primary_key=True)
    name: str = Field(sa_column=Column(SafeText, nullable=False))
    due: datetime = Field(sa_column=Column(Moment, nullable=False))
    done_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    outcome: str = Field(sa_column=Column(SafeText, nullable=False))


class FiledRow(State, table=True):
    """A letter marked, copied or moved in the mailbox by its verdict: begun, and done when ``done_at`` says so.

    ``next_uid`` is what the target folder would have given next before a copy: a copy that a crash left undecided is
    looked for from there.
    """

    __tablename__ = "filed"
    source: str = Field(sa_column=Column(SafeText, primary_key=True))
    folder: str = Field(sa_column=Column(SafeText, primary_key=True))
    uidvalidity: int = Field(sa_column=Column(BigInteger, primary_key=True))
    uid: str = Field(sa_column=Column(SafeText, primary_key=True))
    act: str = Field(sa_column=Column(SafeText, primary_key=True))
    next_uid: int = Field(sa_column=Column(BigInteger, nullable=False))
    begun_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    done_at: datetime | None = Field(sa_column=Column(Moment))


CONTACT, WATCHED, ALARM, ERRAND, FILED = (table(name) for name in ("contact", "watched", "alarm", "errand", "filed"))


@dataclass(frozen=True, slots=True)
class Contact:
    """A mailbox's contact. ``state``: connected, lost or stopped, ``since`` when; ``last`` we heard from it; ``code``:
    why it is lost, "" otherwise.
    """

    source: str
    state: str
    since: datetime
    last: datetime | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched folder. ``role``: inbox, spam or other; ``letters``: how many messages lie there."""

    source: str
    folder: str
    role: str
    uidvalidity: int
    uidnext: int
    letters: int
    listed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person should know of, from ``began`` until ``ended``."""

    source: str
    code: str
    began: datetime
    params: Mapping[str, str] = field(default_factory=dict)
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """What the clock has to do, and the moment at which it was due."""

    name: str
    due: datetime


# ------------------------------------------------------------------ contact


def contact_of(connection: Connection, source: str) -> Contact | None:
    """How contact with a mailbox stands; None when nobody ever watched it."""
    row = connection.execute(select(CONTACT).where(CONTACT.c.source == source)).first()
    return None if row is None else Contact(row.source, row.state, row.since, row.last, row.code)


def contacts(connection: Connection) -> tuple[Contact, ...]:
    """Every mailbox that was ever watched."""
    rows = connection.execute(select(CONTACT).order_by(CONTACT.c.source))
    return tuple(Contact(row.source, row.state, row.since, row.last, row.code) for row in rows)


def put_contact(connection: Connection, contact: Contact) -> None:
    """Remember it."""
    values = {"state": contact.state, "since": contact.since, "last": contact.last, "code": contact.code}
    _put(connection, CONTACT, {"source": contact.source}, values)


# ------------------------------------------------------------------ folders


def watched_folder(connection: Connection, source: str, folder: str) -> Watched | None:
    """What is remembered of one folder."""
    same = (WATCHED.c.source == source) & (WATCHED.c.folder == folder)
    row = connection.execute(select(WATCHED).where(same)).first()
    return None if row is None else _watched(row)


def watched_folders(connection: Connection) -> tuple[Watched, ...]:
    """Every folder that is watched."""
    rows = connection.execute(select(WATCHED).order_by(WATCHED.c.source, WATCHED.c.folder))
    return tuple(_watched(row) for row in rows)


def put_watched(connection: Connection, watched: Watched) -> None:
    """Remember a folder."""
    _put(
        connection, WATCHED, {"source": watched.source, "folder": watched.folder},
        {
            "role": watched.role, "uidvalidity": watched.uidvalidity, "uidnext": watched.uidnext,
            "letters": watched.letters, "listed_at": watched.listed_at,
        },
    )  # fmt: skip


def keep_only(connection: Connection, source: str, folders: tuple[str, ...]) -> None:
    """Forget folders of this mailbox, and other mailboxes, that the configuration names no more."""
    connection.execute(delete(WATCHED).where((WATCHED.c.source != source) | WATCHED.c.folder.not_in(folders)))
    connection.execute(delete(CONTACT).where(CONTACT.c.source != source))


def spam_folders(connection: Connection) -> frozenset[tuple[str, str]]:
    """Mailbox and name of the folders where a mail system puts what it takes for spam."""
    rows = connection.execute(select(WATCHED.c.source, WATCHED.c.folder).where(WATCHED.c.role == "spam"))
    return frozenset((row.source, row.folder) for row in rows)


def _watched(row: Found[Any]) -> Watched:
    return Watched(row.source, row.folder, row.role, row.uidvalidity, row.uidnext, row.letters, row.listed_at)


def newest_stamp(connection: Connection, source: str) -> datetime | None:
    """The latest moment that the mailbox itself has stamped a letter with."""
    stamps = [
        connection.scalar(select(func.max(kept.c.internaldate)).where(kept.c.source == source))
        for kept in (ARRIVAL, SKIPPED)
    ]
    return max((stamp for stamp in stamps if stamp is not None), default=None)


def oldest_kept(connection: Connection) -> datetime | None:
    """When the oldest letter that is kept came, at the latest; None when nothing is kept, or all of it was erased."""
    came = [
        connection.scalar(select(func.min(func.coalesce(kept.c.not_after, kept.c.seen_at, type_=Moment))))
        for kept in (ARRIVAL, SKIPPED)
    ]
    return min((moment for moment in came if moment is not None), default=None)


# ------------------------------------------------------------------ alarms


def raise_alarm(connection: Connection, source: str, code: str, at: datetime, /, **params: object) -> bool:
    """Open an alarm; False when it is open already. Its parameters are renewed."""
    told = to_json({name: str(value) for name, value in params.items()})
    still = (ALARM.c.source == source) & (ALARM.c.code == code) & ALARM.c.ended.is_(None)
    if connection.execute(update(ALARM).where(still).values(params=told)).rowcount:
        return False
    connection.execute(insert(ALARM), {"source": source, "code": code, "params": told, "began": at, "ended": None})
    return True


def end_alarm(connection: Connection, source: str, code: str, at: datetime) -> bool:
    """Close an alarm; False when none was open."""
    still = (ALARM.c.source == source) & (ALARM.c.code == code) & ALARM.c.ended.is_(None)
    return bool(connection.execute(update(ALARM).where(still).values(ended=at)).rowcount)


def open_alarms(connection: Connection) -> tuple[Alarm, ...]:
    """What stands open, oldest first."""
    return _alarms(connection, ALARM.c.ended.is_(None))


def alarms_since(connection: Connection, moment: datetime) -> tuple[Alarm, ...]:
    """Every alarm that began at that moment or later, ended or not."""
    return _alarms(connection, ALARM.c.began >= moment)


def last_ended(connection: Connection, code: str) -> datetime | None:
    """When an alarm of that code ended last."""
    ended: datetime | None = connection.scalar(select(func.max(ALARM.c.ended)).where(ALARM.c.code == code))
    return ended


def _alarms(connection: Connection, which: Any) -> tuple[Alarm, ...]:
    rows = connection.execute(select(ALARM).where(which).order_by(ALARM.c.id))
    return tuple(Alarm(row.source, row.code, row.began, _PARAMS(row.params), row.ended) for row in rows)


# ------------------------------------------------------------------ errands


def errand_done(connection: Connection, errand: Errand, at: datetime, outcome: str) -> bool:
    """Record that it is done; False when that was known."""
    same = (ERRAND.c.name == errand.name) & (ERRAND.c.due == errand.due)
    if connection.scalar(select(ERRAND.c.id).where(same)) is not None:
        return False
    row = {"name": errand.name, "due": errand.due, "done_at": at, "outcome": outcome}
    connection.execute(insert(ERRAND), row)
    return True


def last_done(connection: Connection) -> Mapping[str, datetime]:
    """By name of an errand: the latest moment for which it is done."""
    rows = connection.execute(select(ERRAND.c.name, func.max(ERRAND.c.due).label("due")).group_by(ERRAND.c.name))
    return {row.name: row.due for row in rows}


def last_finished(connection: Connection, name: str) -> datetime | None:
    """When an errand of that name was last done."""
    done: datetime | None = connection.scalar(select(func.max(ERRAND.c.done_at)).where(ERRAND.c.name == name))
    return done


def outcome_of(connection: Connection, errand: Errand) -> tuple[datetime, str] | None:
    """When an errand was done, and what came of it."""
    same = (ERRAND.c.name == errand.name) & (ERRAND.c.due == errand.due)
    row = connection.execute(select(ERRAND.c.done_at, ERRAND.c.outcome).where(same)).first()
    return None if row is None else (row.done_at, row.outcome)


def _put(connection: Connection, of: Any, key: Mapping[str, object], values: Mapping[str, object]) -> None:
    """Change the row of that key, or make it; the caller's transaction is alone."""
    same = [of.c[name] == value for name, value in key.items()]
    if not connection.execute(update(of).where(*same).values(**values)).rowcount:
        connection.execute(insert(of), {**key, **values})


# ------------------------------------------------------------------ letters filed in the mailbox


def filings_of(connection: Connection, source: str) -> Mapping[tuple[Locator, str], tuple[int, bool]]:
    """By place and act: the target's next UID when it was begun, and whether it was done."""
    rows = connection.execute(select(FILED).where(FILED.c.source == source))
    return {
        (Locator(row.source, row.folder, row.uidvalidity, row.uid), row.act): (row.next_uid, row.done_at is not None)
        for row in rows
    }


def begin_filing(connection: Connection, locator: Locator, act: str, next_uid: int, at: datetime) -> int | None:
    """Write down that an act is begun; the next UID of the target where it was begun before, else None."""
    key: dict[str, object] = {**locator.columns(), "act": act}
    same = [FILED.c[name] == value for name, value in key.items()]
    before = connection.scalar(select(FILED.c.next_uid).where(*same))
    if before is None:
        connection.execute(insert(FILED), {**key, "next_uid": next_uid, "begun_at": at, "done_at": None})
    return before


def end_filing(connection: Connection, locator: Locator, act: str, at: datetime) -> None:
    """Write down that it is done."""
    same = [FILED.c[name] == value for name, value in {**locator.columns(), "act": act}.items()]
    connection.execute(update(FILED).where(*same).values(done_at=at))
