"""A mailbox as a source of letters: what is new in its watched folders, each letter durable before it is handed on.

A letter's place is (mailbox, folder, UIDVALIDITY, UID): a UID alone is no identity (RFC 3501, 2.3.1.1). What the
database does not know by its place is fetched; whether the letter itself is known, its contents say. A folder with a
new UIDVALIDITY is therefore fetched whole, and brings no second case.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intake.errors import IntakeError
from intake.mailbox import Fetched, Folder, Listing, Mailbox, MailboxError
from intake.spool import Spool
from pipeline.tracking import watching
from pipeline.tracking.erasure import erased_uids
from pipeline.tracking.evidence import Locator
from pipeline.tracking.loading import uids_at
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Watched

# What the line said when it broke; anything else tells more than that it did.
_BROKEN = ("mailbox_lost", "mailbox_timeout", "mailbox_garbled")
_LOSSES, _REST = 3, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter of a mailbox that lies in the spool: its place, its bytes, and the mailbox's own stamp.

    ``seen_at`` is never before the stamp: a host clock that is behind must not make a late letter early.
    """

    locator: Locator
    raw_sha256: str
    size: int
    internaldate: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """One folder as it was listed, and the UIDs of the letters in it that the database does not know by their place.

    ``begun`` is when the listing began; ``before`` what was remembered of the folder then.
    """

    folder: Folder
    listing: Listing
    unknown: tuple[int, ...]
    begun: datetime
    before: Watched | None = None

    @property
    def renumbered(self) -> bool:
        """Its UIDVALIDITY is another than when it was listed last."""
        return self.before is not None and self.before.uidvalidity not in (0, self.listing.uidvalidity)


class Losses:
    """Letters at which the connection broke, for as long as a daemon lives: some servers break at one letter each time.

    Such a letter goes after the others; after three losses in a row it counts as withheld, and is tried once an hour.
    """

    def __init__(self) -> None:
        self._at: dict[Locator, tuple[int, datetime]] = {}

    def of(self, locator: Locator) -> int:
        """How often in a row."""
        return self._at[locator][0] if locator in self._at else 0

    def rests(self, locator: Locator, now: datetime) -> bool:
        """Whether it is not to be tried now."""
        count, last = self._at.get(locator, (0, now))
        return count >= _LOSSES and timedelta() <= now - last < _REST

    def broke(self, locator: Locator, now: datetime) -> None:
        """The connection did, while this letter was fetched."""
        self._at[locator] = (self.of(locator) + 1, now)

    def answered(self, locator: Locator) -> None:
        """The server gave it out, or said that it does not."""
        self._at.pop(locator, None)


class Carrier:
    """One open mailbox. Its connection serves one thread at a time; a letter in hand is always finished.

    ``look`` lists, ``letters`` fetches what was listed, ``listed`` says which folders are now processed to their end.
    What goes wrong while letters are fetched ends them, and stands in ``error``: letters already handed on are done.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        source: str,
        store: Store,
        spool: Spool,
        clock: Callable[[], datetime],
        losses: Losses | None = None,
    ) -> None:
        self.source = source
        self.error: IntakeError | None = None
        self.expunged: list[Locator] = []  # between listing and fetching
        self.withheld: list[Locator] = []  # the server does not give them out, or breaks down at them
        self.closed: dict[str, MailboxError] = {}  # watched folders that are not there or cannot be opened, and why
        self._losses = losses or Losses()
        self._mailbox, self._store, self._spool, self._clock = mailbox, store, spool, clock
        self._one_at_a_time = threading.Lock()
        self._news: tuple[News, ...] = ()

    def look(self) -> tuple[News, ...]:
        """List every watched folder that can be opened, ``closed`` are those that cannot; raises MailboxError.

        A folder that somebody renamed, or may not read any more, keeps nobody from the others.
        """
        self.error, self.expunged, self.withheld, self.closed = None, [], [], {}
        with self._one_at_a_time:
            folders, absent = self._mailbox.present()
            self.closed = {name: MailboxError("folder_absent", host=self._mailbox.host, folder=name) for name in absent}
            self._news = tuple(news for folder in folders if (news := self._opened(folder)) is not None)
        if not self._news and self.closed:
            raise next(iter(self.closed.values()))
        return self._news

    def _opened(self, folder: Folder) -> News | None:
        try:
            return self._of(folder)
        except MailboxError as error:
            if error.code not in ("folder_absent", "folder_closed"):
                raise
            self.closed[folder.name] = error
            return None

    def letters(self) -> Iterator[Delivered]:
        """The unknown letters, folder after folder, oldest first: once, for the thread that places letters.

        Those at which the connection broke before come last.
        """
        unknown = [(news, self._place(news, uid)) for news in self._news for uid in news.unknown]
        for news, locator in sorted(unknown, key=lambda one: self._losses.of(one[1])):
            try:
                letter = self._fetch(news, locator)
            except IntakeError as error:
                self.error = error
                return
            if letter is not None:
                yield letter

    def listed(self) -> Iterator[str]:
        """Names of the folders, as listings keep them, whose letters have all been handed on."""
        if self.error is None and not self.withheld:
            yield from (root_of(self.source, news.folder.name) for news in self._news)

    def holds(self, locator: Locator) -> bool:
        """Whether the place is in this mailbox."""
        return locator.source == self.source

    def bring(self, locator: Locator, raw_sha256: str) -> int | None:
        """Fetch a letter into the spool once more; None when it, or its folder's numbering, is gone or withheld."""
        if self._losses.rests(locator, self._clock()):
            return None
        try:
            fetched = self._fetched(locator)
        except MailboxError as error:
            if error.code in ("folder_absent", "uidvalidity_changed", "letter_withheld"):
                return None
            raise
        if fetched is None or fetched.stored.sha256 != raw_sha256:
            return None
        return fetched.stored.size

    def _of(self, folder: Folder) -> News:
        begun = self._clock()
        listing = self._mailbox.listing(folder.name)
        with self._store.reading() as connection:
            place = (self.source, folder.name, listing.uidvalidity)
            known = uids_at(connection, *place) | erased_uids(connection, *place)
            before = watching.watched_folder(connection, self.source, folder.name)
        unknown = tuple(sorted(set(listing.uids) - known))
        return News(folder, listing, unknown, begun, before)

    def _place(self, news: News, uid: int) -> Locator:
        return Locator(self.source, news.folder.name, news.listing.uidvalidity, str(uid))

    def _fetched(self, locator: Locator) -> Fetched | None:
        """Into the spool; a connection that breaks meanwhile is remembered of this letter. Raises IntakeError."""
        try:
            with self._one_at_a_time:
                fetched = self._mailbox.fetch(
                    locator.folder, int(locator.uid), self._spool, uidvalidity=locator.uidvalidity
                )
        except MailboxError as error:
            if error.code in _BROKEN:
                self._losses.broke(locator, self._clock())
            else:
                self._losses.answered(locator)
            raise
        self._losses.answered(locator)
        return fetched

    def _fetch(self, news: News, locator: Locator) -> Delivered | None:
        if self._losses.rests(locator, self._clock()):
            self.withheld.append(locator)
            return None
        try:
            fetched = self._fetched(locator)
        except MailboxError as error:
            if error.code != "letter_withheld":
                raise
            self.withheld.append(locator)
            return None
        if fetched is None:
            self.expunged.append(locator)
            return None
        now, stamp = self._clock(), fetched.internaldate
        seen_at = now if stamp is None else max(now, stamp)
        return Delivered(locator, fetched.stored.sha256, fetched.stored.size, stamp, seen_at)


def root_of(source: str, folder: str) -> str:
    """A mailbox's folder as listings name it."""
    return f"{source}:{folder}"


def remembered(news: News, source: str) -> Watched:
    """What is to be remembered of a folder once all that it held is in the database."""
    listing = news.listing
    return Watched(
        source, news.folder.name, news.folder.role, listing.uidvalidity,
        listing.uidnext or max(listing.uids, default=0) + 1, len(listing.uids), news.begun,
    )  # fmt: skip


def missed(folder: str, source: str) -> Watched:
    """What is to be remembered of a folder that was never open: it was not listed, so nothing is closed without it."""
    return Watched(source, folder, "other", 0, 0, 0, None)


def announced(news: News, source: str, before: Watched | None) -> Watched | None:
    """What is to be remembered before its letters are taken: what the folder is, and how it is numbered now.

    None when that is known. When it was listed last stays, for until now it was listed to its end.
    """
    now = replace(remembered(news, source), uidnext=0, listed_at=None)
    if before is None:
        return now
    if (before.role, before.uidvalidity) == (now.role, now.uidvalidity):
        return None
    return replace(now, listed_at=before.listed_at)
