"""A mailbox that a person reads too: looked at, never changed unless the configuration asks for it.

Identity is (folder, UIDVALIDITY, UID). Folders are opened read-only (EXAMINE) and letters fetched by BODY.PEEK. Text
that came from outside never goes into a command. Not thread-safe, as imapclient is not: one thread a mailbox.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import BinaryIO, Self, cast

from imapclient.datetime_util import format_criteria_date

from intake.errors import IntakeError
from intake.mailbox.connect import connected, port_of
from intake.mailbox.errors import MailboxError
from intake.mailbox.folders import Listed, encoded, listed, role, same, watched
from intake.mailbox.letter import GoneError, Incoming
from intake.mailbox.translate import shown, translated
from intake.mailbox.values import Account, Fetched, Folder, Listing
from intake.mailbox.wire import Client, moment, number, spans
from intake.spool import Spool

# Servers and the boxes on the way drop what is silent for half an hour (RFC 2177: 29 minutes); many sooner.
IDLE_SECONDS = 9 * 60
_DEAD = ("mailbox_timeout", "mailbox_lost", "mailbox_garbled")


@dataclass(frozen=True, slots=True)
class _Opened:
    """The selected folder and what it said when it was opened."""

    folder: str
    readonly: bool
    uidvalidity: int
    uidnext: int | None
    exists: int


class Mailbox:
    """An open connection, closed at the first error that leaves it in doubt: then open another."""

    def __init__(self, account: Account, client: Client) -> None:
        """Use ``open``."""
        self._account, self._client = account, client
        self._known: tuple[Listed, ...] = ()
        self._opened: _Opened | None = None
        # What the inbox was like when it was last listed, so that waiting sees what came before it began.
        self._seen: tuple[int, int | None, int] | None = None
        self._idle_until = 0.0
        self._idle_refused = False
        self._spoken = time.monotonic()
        self._dead = False
        self.turned: Callable[[], None] = _nobody
        """Told of every piece of a letter that has come: a long letter on a slow line is no silence."""

    @classmethod
    def open(cls, account: Account) -> Self:
        """Connect and log in; raises MailboxError."""
        return cls(account, connected(account))

    @property
    def host(self) -> str:
        """The server's name."""
        return self._account.host

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Take leave; harmless when the connection is gone. A stalled server is not waited for."""
        with suppress(Exception):
            if not self._idle_until and not self._dead:
                self._client.socket().settimeout(min(self._account.timeout_seconds, 2))
                self._client.logout()
        self._drop()

    def folders(self) -> tuple[Folder, ...]:
        """The watched folders, the inbox first. Raises ``folder_absent`` for a configured one that is not there."""
        found, absent = self.present()
        if absent:
            raise MailboxError("folder_absent", host=self._account.host, folder=absent[0])
        return found

    def present(self) -> tuple[tuple[Folder, ...], tuple[str, ...]]:
        """The watched folders that are there, the inbox first, and the names of the configured ones that are not."""
        with self._asking():
            self._list()
        if not self._account.folders:
            return watched(self._known), ()
        found: list[Folder] = []
        absent: list[str] = []
        for name in self._account.folders:
            try:
                folder = self._find(name)
            except MailboxError:
                absent.append(name)
            else:
                found.append(Folder(folder.name, role(folder)))
        return tuple(found), tuple(absent)

    def listing(self, folder: str) -> Listing:
        """What the folder holds now."""
        since = self._account.since
        asked = format_criteria_date(since - timedelta(days=1)) if since else b""
        with self._asking():
            opened = self._open(folder, anew=True)
            if same(folder, self._inbox()):
                self._seen = (opened.uidvalidity, opened.uidnext, opened.exists)
            uids = tuple(self._client.uids(opened.exists, asked)) if opened.exists else ()
        return Listing(folder, opened.uidvalidity, opened.uidnext, uids)

    def fetch(self, folder: str, uid: int, spool: Spool, *, uidvalidity: int) -> Fetched | None:
        """Bring one letter into the spool; None where it was expunged meanwhile.

        Raises ``uidvalidity_changed``, ``letter_withheld`` (this one alone: go on with the others), what the connection
        raises, and SpoolError; then nothing of the letter stays.
        """
        with self._asking():
            opened = self._open(folder, uidvalidity=uidvalidity)
            letter = Incoming(self._client, uid, self._account.host, folder, self._translated, self.turned)
            try:
                stored = spool.store(cast(BinaryIO, letter))
            except GoneError:
                return None
            finally:
                if not self._dead:
                    letter.finish()
        flags = letter.about.get(b"FLAGS") or ()
        names = frozenset(flag.decode("utf-8", "replace") for flag in flags if isinstance(flag, bytes))
        return Fetched(folder, opened.uidvalidity, uid, stored, moment(letter.about.get(b"INTERNALDATE")), names)

    def internaldates(self, folder: str, uids: Iterable[int], *, uidvalidity: int = 0) -> Mapping[int, datetime]:
        """When the server took these letters (aware, UTC); those that are gone or have no time are left out."""
        asked = sorted(set(uids))
        found: dict[int, datetime] = {}
        with self._asking():
            self._open(folder, uidvalidity=uidvalidity)
            for span in spans(asked):
                for uid, items in self._client.letters(span, b"(UID INTERNALDATE)"):
                    if (at := moment(items.get(b"INTERNALDATE"))) is not None:
                        found[uid] = at
        return {uid: found[uid] for uid in asked if uid in found}

    def wait(self, seconds: float) -> bool:
        """Wait for something new in the inbox, ``seconds`` at most; True: list it again.

        With IDLE the server says so at once, and it goes on from one call to the next: short waits cost nothing. Each
        IDLE ends within ten minutes and is followed by NOOP. Without IDLE it waits and True means only that the server
        said something: the folders must be listed from time to time either way, for no server tells of them all.
        """
        with self._asking(idling=True):
            if not self._can_idle():
                return self._wait_plainly(seconds)
            if not self._idle_until and self._begin_idle():
                return True
            if not self._idle_until:
                return self._wait_plainly(seconds)
            left = self._idle_until - time.monotonic()
            if self._client.wait_for_line(max(min(seconds, left), 0)):
                return self._end_idle()
            if time.monotonic() >= self._idle_until:
                told = self._end_idle()
                self._client.look()
                return self._changed() or told
            return False

    def mark(self, folder: str, uid: int, keyword: str, *, uidvalidity: int) -> None:
        """Set a keyword, on Gmail a label. Nothing else of the letter changes. Raises ``mark_refused``."""
        with self._changing(folder, uid, uidvalidity):
            if self._client.has_capability("X-GM-EXT-1"):
                self._client.label(uid, encoded(keyword))
            else:
                self._client.add_flags([uid], [keyword.encode("ascii")], silent=True)

    def copy(self, folder: str, uid: int, to: str, *, uidvalidity: int) -> None:
        """Copy a letter into a folder, made where it is missing."""
        with self._changing(folder, uid, uidvalidity, readonly=True):
            self._client.copy([uid], self._target(to))

    def move(self, folder: str, uid: int, to: str, *, uidvalidity: int) -> None:
        """Move a letter into a folder, made where it is missing.

        Only where the server moves in one step (RFC 6851) or can expunge this one letter (UIDPLUS, RFC 4315): a plain
        EXPUNGE would take what a person has marked as deleted and not yet given up.
        """
        with self._changing(folder, uid, uidvalidity):
            target = self._target(to)
            if self._client.has_capability("MOVE"):
                self._client.move([uid], target)
                return
            if not self._client.has_capability("UIDPLUS"):
                raise MailboxError("mark_refused", host=self._account.host, folder=folder, uid=uid)
            self._client.copy([uid], target)
            self._client.add_flags([uid], [b"\\Deleted"], silent=True)
            self._client.uid_expunge([uid])

    # ------------------------------------------------------------------ the connection

    @contextmanager
    def _asking(self, *, idling: bool = False) -> Iterator[None]:
        """Around every exchange: an IDLE is ended before, errors are told in our words, a broken line is dropped."""
        if self._dead:
            raise MailboxError("mailbox_lost", host=self._account.host)
        try:
            with self._translated():
                if self._idle_until and not idling:
                    self._end_idle()
                yield
                self._spoken = time.monotonic()
        except IntakeError as error:
            # A spool that fails does so between two exchanges: the connection is sound.
            if error.code in _DEAD:
                self._drop()
            raise
        except BaseException:
            # A signal: half an answer may still be on its way, nothing can be asked any more.
            self._drop()
            raise

    def _drop(self) -> None:
        self._dead = True
        self._client.drop()

    def _translated(self) -> AbstractContextManager[None]:
        account = self._account
        return translated(account.host, port_of(account), account.timeout_seconds)

    @contextmanager
    def _changing(self, folder: str, uid: int, uidvalidity: int, *, readonly: bool = False) -> Iterator[None]:
        """Around what a person asked to be done with a letter: a refusal is told with the letter's name."""
        try:
            with self._asking():
                self._open(folder, uidvalidity=uidvalidity, readonly=readonly)
                yield
        except MailboxError as error:
            if error.code != "mailbox_denied":
                raise
            raise MailboxError("mark_refused", host=self._account.host, folder=folder, uid=uid) from error

    # ------------------------------------------------------------------ folders

    def _list(self) -> None:
        lines = self._client.list_folders()
        self._known = tuple(listed(flags, delimiter, name) for flags, delimiter, name in lines)

    def _find(self, name: str) -> Listed:
        found = next((folder for folder in self._known if folder.usable and same(folder.name, name)), None)
        if found is None and same(name, "INBOX"):  # it exists always (RFC 3501, 5.1), listed or not
            return Listed(b"INBOX", "INBOX", frozenset(), "")
        if found is None:
            raise MailboxError("folder_absent", host=self._account.host, folder=name)
        return found

    def _raw(self, name: str) -> bytes:
        if not self._known or not any(same(folder.name, name) for folder in self._known):
            self._list()
        return self._find(name).raw

    def _target(self, name: str) -> bytes:
        """The folder that letters are put into."""
        with suppress(MailboxError):
            return self._raw(name)
        self._client.create_folder(encoded(name))
        return encoded(name)

    def _inbox(self) -> str:
        names = self._account.folders
        return next((name for name in names if same(name, "INBOX")), names[0]) if names else "INBOX"

    def _open(self, folder: str, *, uidvalidity: int = 0, readonly: bool = True, anew: bool = False) -> _Opened:
        """Select a folder unless it is selected, and see that its UIDs still mean what the caller thinks."""
        opened = self._opened
        fits = opened and opened.folder == folder and (readonly or not opened.readonly)
        if opened is None or not fits or anew:
            opened = self._select(folder, readonly=readonly)
        if uidvalidity and opened.uidvalidity != uidvalidity:
            raise MailboxError("uidvalidity_changed", host=self._account.host, folder=folder)
        return opened

    def _select(self, folder: str, *, readonly: bool) -> _Opened:
        raw = self._raw(folder)
        self._opened = None
        try:
            said = self._client.select_folder(raw, readonly=readonly)
        except self._client.ReadOnlyError as error:
            # To imaplib a broken connection, which it is not: the folder may be looked at.
            raise MailboxError("mailbox_denied", host=self._account.host, said="READ-ONLY") from error
        except self._client.AbortError:
            raise
        except self._client.Error as error:
            host = self._account.host
            raise MailboxError("folder_closed", host=host, folder=folder, said=shown(error)) from error
        uidvalidity = number(said.get(b"UIDVALIDITY"))
        if uidvalidity is None:
            raise MailboxError("mailbox_garbled", host=self._account.host)
        exists = number(said.get(b"EXISTS")) or 0
        self._opened = _Opened(folder, readonly, uidvalidity, number(said.get(b"UIDNEXT")), exists)
        return self._opened

    # ------------------------------------------------------------------ waiting

    def _can_idle(self) -> bool:
        return self._account.idle and not self._idle_refused and self._client.has_capability("IDLE")

    def _begin_idle(self) -> bool:
        """Whether the inbox has changed since it was listed, in which case there is nothing to wait for."""
        if self._changed():
            return True
        try:
            self._client.begin_idle()
        except self._client.AbortError:
            raise
        except self._client.Error:
            # Some say that they can and then cannot.
            self._idle_refused = True
            return False
        self._idle_until = time.monotonic() + IDLE_SECONDS
        return False

    def _end_idle(self) -> bool:
        """Whether the server told of new letters."""
        self._idle_until = 0.0
        return self._client.end_idle()

    def _changed(self) -> bool:
        opened = self._open(self._inbox(), anew=True)
        now = (opened.uidvalidity, opened.uidnext, opened.exists)
        before, self._seen = self._seen, now
        return before is not None and before != now

    def _wait_plainly(self, seconds: float) -> bool:
        """Without IDLE: a server speaks unasked only to take leave. Now and then it hears from us."""
        if self._client.wait_for_line(seconds):
            self._client.look()
            return True
        if time.monotonic() - self._spoken >= min(IDLE_SECONDS, 60):
            self._client.look()
            self._spoken = time.monotonic()
        return False


def _nobody() -> None:
    """Nobody wants to know."""
