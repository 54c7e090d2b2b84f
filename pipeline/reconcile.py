"""Everything held against everything: the mailbox's messages, raw letters on disk, rows of the database, file parts.

The mailbox is listed first, the database read after it, the spool last: what comes meanwhile is known to the later one.
No run may be at work (``DataFolder.held``): what it has in hand would look like a difference.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from intake.mailbox import Listing, Mailbox
from intake.spool import Spool
from parsers.sandbox import SandboxError
from pipeline.clockwork import WITHHELD
from pipeline.contest import Contest
from pipeline.opening import leaves_of
from pipeline.reader import Reader
from pipeline.state import Finding
from pipeline.tracking.derived import MEMBERSHIP, PART, READING
from pipeline.tracking.erasure import ERASED, erased_uids
from pipeline.tracking.evidence import ARRIVAL, FILE, LETTER, SKIPPED, SUBMISSION
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import uids_at, wanted_again
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Contact, Watched, contact_of, open_alarms, watched_folder

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Balance:
    """What was held against each other, how much of each, and every difference with what it is about.

    ``messages`` is None where no mailbox was looked at; of them ``coming`` came after the watch last listed its folder
    and will be taken by it. ``letters`` are kept whole, ``skipped`` by their headers. Differences are findings of the
    rule ``reconcile``; the catalogue says what each is and what to do.
    """

    letters: int = 0
    skipped: int = 0
    raw: int = 0
    parts: int = 0
    messages: int | None = None
    coming: int = 0
    differences: tuple[Finding, ...] = ()

    @property
    def balanced(self) -> bool:
        """Nothing is missing anywhere."""
        return not self.differences


@dataclass(slots=True)
class _Found:
    """Differences as they are found."""

    differences: list[Finding] = field(default_factory=list)

    def add(self, code: str, **params: object) -> None:
        self.differences.append(Finding("reconcile", code, {name: str(value) for name, value in params.items()}))


@dataclass(frozen=True, slots=True)
class Listed:
    """The watched folders as just listed, and the names of the configured ones that the mailbox does not have."""

    folders: tuple[Listing, ...]
    absent: tuple[str, ...] = ()


def listed(mailbox: Mailbox) -> Listed:
    """What the watched folders hold; raises MailboxError. A folder that is not there keeps nobody from the others."""
    folders, absent = mailbox.present()
    return Listed(tuple(mailbox.listing(folder.name) for folder in folders), absent)


def reconcile(
    store: Store,
    folder: DataFolder,
    contest: Contest,
    now: datetime,
    *,
    mailbox: Listed | None = None,
    readers: Callable[[], AbstractContextManager[Reader]] | None = None,
) -> Balance:
    """Hold everything against everything. ``mailbox``: its folders as just listed, None where there is none.

    With ``readers`` every letter is taken apart again, and its files are held against the rows: slower by far.
    """
    found = _Found()
    spool = Spool(folder.spool)
    with store.reading() as connection:
        messages, coming = _messages(connection, mailbox, contest, now, found)
        raws = _raw_letters(connection, spool, found)
        _letters(connection, found)
        letters = connection.scalar(select(func.count(func.distinct(ARRIVAL.c.letter_id)))) or 0
        everything = connection.scalar(select(func.count()).select_from(LETTER)) or 0
        parts = connection.scalar(select(func.count()).select_from(PART)) or 0
    if readers is not None:
        with readers() as reader:
            _parts(store, spool, folder, reader, found)
    return Balance(letters, everything - letters, raws, parts, messages, coming, tuple(found.differences))


def _messages(
    connection: Connection, mailbox: Listed | None, contest: Contest, now: datetime, found: _Found
) -> tuple[int | None, int]:
    """Every message of the watched folders has a row by its place."""
    if mailbox is None:
        return None, 0
    source, coming = contest.mailbox.address, 0
    contact = _live_contact(connection, contest, now)
    for name in mailbox.absent:
        found.add("folder_absent", folder=name)
    for listing in mailbox.folders:
        place = (source, listing.folder, listing.uidvalidity)
        known = uids_at(connection, *place) | erased_uids(connection, *place)
        before = watched_folder(connection, source, listing.folder)
        for uid in sorted(set(listing.uids) - known):
            if contact is not None and before is not None and _is_coming(uid, listing, before, contact):
                coming += 1
            else:
                found.add("message_unknown", folder=listing.folder, uid=uid)
    return sum(len(listing.uids) for listing in mailbox.folders), coming


def _live_contact(connection: Connection, contest: Contest, now: datetime) -> Contact | None:
    """The contact of a daemon that is at work now, and takes what it finds: what is withheld from it never comes."""
    if any(alarm.code == WITHHELD for alarm in open_alarms(connection)):
        return None
    contact = contact_of(connection, contest.mailbox.address)
    if contact is None or contact.state != "connected" or contact.last is None:
        return None
    return contact if abs(now - contact.last) < timedelta(minutes=contest.mailbox.alarm_minutes) else None


def _is_coming(uid: int, listing: Listing, before: Watched, contact: Contact) -> bool:
    """Whether the daemon is about to take it: it came since the folder was listed, or the folder is being caught up."""
    caught_up = before.listed_at is not None and before.listed_at >= contact.since
    return not caught_up or (before.uidvalidity == listing.uidvalidity and uid >= before.uidnext)


def _raw_letters(connection: Connection, spool: Spool, found: _Found) -> int:
    """Every arrival has its bytes, whole; every raw letter has an arrival."""
    arrivals = connection.execute(select(ARRIVAL.c.letter_id, ARRIVAL.c.raw_sha256, ARRIVAL.c.size)).all()
    sizes = {row.raw_sha256: (row.letter_id, row.size) for row in arrivals}
    skipped = set(connection.scalars(select(SKIPPED.c.raw_sha256)))
    lying = set(spool.orphans(()))
    for sha256, (letter_id, _) in sorted(sizes.items(), key=lambda item: item[1]):
        if sha256 not in lying:
            found.add("raw_missing", letter=letter_id, raw=sha256)
    for sha256 in sorted(lying):
        if sha256 in sizes:
            if _hash(spool.path(sha256)) != sha256:
                found.add("raw_damaged", letter=sizes[sha256][0], raw=sha256)
        elif sha256 in skipped:
            found.add("raw_unwanted", raw=sha256)
        else:
            found.add("raw_unknown", raw=sha256)
    return len(lying)


def _letters(connection: Connection, found: _Found) -> None:
    """Every letter has come some way, was read and placed; every submission's founder is kept. Erased ones are gone."""
    erased = select(ERASED.c.letter_id).where(ERASED.c.letter_id == LETTER.c.id).exists()
    arrived = select(ARRIVAL.c.id).where(ARRIVAL.c.letter_id == LETTER.c.id).exists()
    registered = select(SKIPPED.c.id).where(SKIPPED.c.letter_id == LETTER.c.id).exists()
    for number in connection.scalars(select(LETTER.c.id).where(~arrived, ~registered, ~erased).order_by(LETTER.c.id)):
        found.add("letter_nowhere", letter=number)
    read = select(READING.c.letter_id).where(READING.c.letter_id == LETTER.c.id).exists()
    placed = select(MEMBERSHIP.c.letter_id).where(MEMBERSHIP.c.letter_id == LETTER.c.id).exists()
    for number in connection.scalars(select(LETTER.c.id).where(~read | ~placed, ~erased).order_by(LETTER.c.id)):
        found.add("letter_unprocessed", letter=number)
    for number, seen in sorted(wanted_again(connection).items()):
        found.add("letter_wanted", letter=number, place=seen[0].locator.shown)
    founders = select(SUBMISSION.c.number, SUBMISSION.c.letter_id).join(LETTER, LETTER.c.id == SUBMISSION.c.letter_id)
    for row in connection.execute(founders.where(~arrived, ~erased).order_by(SUBMISSION.c.number)):
        found.add("founder_absent", number=row.number, letter=row.letter_id)
    numbered = select(PART.c.letter_id).join(FILE, FILE.c.id == PART.c.id)
    for number in connection.scalars(
        numbered.where((FILE.c.letter_id != PART.c.letter_id) | (FILE.c.path != PART.c.path)).distinct()
    ):
        found.add("parts_differ", letter=number)


def _parts(store: Store, spool: Spool, folder: DataFolder, reader: Reader, found: _Found) -> None:
    """What a letter holds when it is taken apart again is what the rows say."""
    with store.reading() as connection:
        raws = connection.execute(
            select(READING.c.letter_id, READING.c.raw_sha256).where(
                READING.c.raw_sha256 != "", READING.c.verdict != "quarantined"
            )
        ).all()
        known: dict[int, dict[str, str]] = {row.letter_id: {} for row in raws}
        for part in connection.execute(select(PART.c.letter_id, PART.c.path, PART.c.sha256)):
            known.setdefault(part.letter_id, {})[part.path] = part.sha256
    for row in raws:
        raw = spool.path(row.raw_sha256)
        if raw.exists() and dict(_taken_apart(raw, folder, reader)) != known[row.letter_id]:
            found.add("parts_differ", letter=row.letter_id)


def _taken_apart(raw: Path, folder: DataFolder, reader: Reader) -> Iterator[tuple[str, str]]:
    with folder.borrowed() as scratch:
        try:
            message = reader.letter(raw, scratch)
            yield from ((leaf.path, leaf.sha256) for leaf, _ in leaves_of(message.parts, reader, scratch))
        except SandboxError:
            yield ("", "unreadable")


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as raw:
        while data := raw.read(_CHUNK):
            digest.update(data)
    return digest.hexdigest()


def counts(balance: Balance) -> Mapping[str, int]:
    """The figures by name, without what was not looked at."""
    known = {name: getattr(balance, name) for name in ("messages", "coming", "letters", "skipped", "raw", "parts")}
    return {name: value for name, value in known.items() if value is not None}
