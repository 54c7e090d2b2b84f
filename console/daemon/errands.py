"""What the clock's errands are done by: the contest closed, everything held against each other."""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.daemon.logs import logger
from intake.errors import CodedError
from intake.mailbox import Account, Mailbox, MailboxError
from pipeline.clockwork import AFTER_OUTAGE, AGAIN, BACKUP, CLOSING, DIFFERS, RECONCILE, WITHHELD, Hand, tick
from pipeline.confined import sandboxes
from pipeline.contest import LoadedContest
from pipeline.overview import is_closed, overview
from pipeline.reconcile import Balance, Listed, counts, listed, reconcile
from pipeline.tracking import watching
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Errand

# Alarms that end with the next backup that is made.
_OF_BACKUP = ("backup_unwritten", "backup_exists", "backup_running")


@dataclass(frozen=True, slots=True)
class Errands:
    """Does what is due. ``at_work`` is held by whoever takes letters; ``backup`` is there where backups are kept."""

    store: Store
    folder: DataFolder
    loaded: LoadedContest
    account: Account
    now: Callable[[], datetime]
    at_work: threading.Lock
    opened: Callable[[Account], Mailbox] = Mailbox.open
    backup: Callable[[datetime], str] | None = None

    def tick(self) -> None:
        """One tick of the clock; never raises, for the next one does what this one could not."""
        log = logger()
        try:
            for errand in tick(self.now(), self.store, self.loaded.contest, self._is_closed, self._hands()):
                log.info("errand done", errand=errand.name, due=errand.due.isoformat())
        except CodedError as error:
            log.warning("errands wait", code=error.code)

    def _hands(self) -> dict[str, Hand]:
        """By errand. What needs the mailbox waits for contact, and until everything that came meanwhile is taken."""
        hands: dict[str, Hand] = {CLOSING: self._close}
        if self.backup is not None:
            hands[BACKUP] = self._back_up
        with self.store.reading() as connection:
            contact = watching.contact_of(connection, self._source)
            listed = [one.listed_at for one in watching.watched_folders(connection)]
            # Folders that hold such letters are never listed to their end: nothing is to be waited for.
            withheld = any(one.code == WITHHELD for one in watching.open_alarms(connection))
        if contact is None or contact.state != "connected":
            return hands
        if withheld or all(at is not None and at >= contact.since for at in listed):
            hands |= dict.fromkeys((RECONCILE, AFTER_OUTAGE, AGAIN), self._reconcile)
        return hands

    def _is_in_contact(self) -> bool:
        with self.store.reading() as connection:
            contact = watching.contact_of(connection, self._source)
        return contact is not None and contact.state == "connected"

    @property
    def _source(self) -> str:
        return self.loaded.contest.mailbox.address

    def _is_closed(self, now: datetime) -> bool:
        return is_closed(self.store, self.loaded.contest, now)

    def _close(self, _: Errand, now: datetime) -> str:
        """The deadline has passed and everything that came by then is judged: what stands is written down."""
        whole = overview(self.store, self.loaded, now)
        stands = [
            (one.state.number, str(one.verdict.standing), one.verdict.reasons, one.verdict.missing)
            for one in whole.submissions
        ]
        verdicts = Counter(standing for _, standing, _, _ in stands)
        logger().info("the contest is closed for submissions", **verdicts)
        digest = hashlib.sha256(json.dumps(stands, ensure_ascii=False).encode()).hexdigest()
        return json.dumps({"sha256": digest, **verdicts}, sort_keys=True)

    def _back_up(self, _: Errand, now: datetime) -> str:
        assert self.backup is not None, "an errand without a hand is left alone"
        try:
            with self.at_work:
                outcome = self.backup(now)
        except CodedError as error:
            with self.store.writing() as connection:
                watching.raise_alarm(connection, self._source, error.code, now, **error.params)
            raise
        with self.store.writing() as connection:
            for code in _OF_BACKUP:
                watching.end_alarm(connection, self._source, code, now)
        return outcome

    def _reconcile(self, _: Errand, now: datetime) -> str:
        """Hold everything against everything while no letter is in hand, and raise or end the alarm."""
        with self.at_work:
            balance = held_against(self.store, self.folder, self.loaded, self.account, now, self.opened)
        if not balance.balanced and not self._is_in_contact():
            # The watch lost the mailbox meanwhile: what it was about to take looks like differences.
            raise MailboxError("mailbox_lost", host=self.account.host)
        absent = [one for one in balance.differences if one.code == "folder_absent"]
        count = len(balance.differences) - len(absent)
        with self.store.writing() as connection:
            if balance.balanced:
                watching.end_alarm(connection, self._source, DIFFERS, now)
            elif count:
                watching.raise_alarm(connection, self._source, DIFFERS, now, count=count)
        if absent:
            # The watch has an alarm of its own for the folder, which ends as soon as it is back; then all is compared.
            raise MailboxError("folder_absent", host=self.account.host, folder=absent[0].params["folder"])
        codes = Counter(difference.code for difference in balance.differences)
        logger().info("reconciled", differences=len(balance.differences), **counts(balance))
        return json.dumps({**counts(balance), "differences": dict(codes)}, sort_keys=True)


def held_against(
    store: Store,
    folder: DataFolder,
    loaded: LoadedContest,
    account: Account | None,
    now: datetime,
    opened: Callable[[Account], Mailbox] = Mailbox.open,
    *,
    deep: bool = False,
) -> Balance:
    """Everything held against everything; without ``account`` no mailbox is looked at. ``deep``: letters are taken
    apart again.

    Raises MailboxError, and TrackingError where a run is at work: its letters in hand would look like differences.
    """
    with folder.held() as hold:
        # What a run that was killed left behind is still for the next run to take in, and so is what is found here.
        hold.leaves_behind = hold.left_behind
        found: Listed | None = None
        if account is not None:
            with opened(account) as mailbox:
                found = listed(mailbox)
        readers = sandboxes(folder, loaded) if deep else None
        balance = reconcile(store, folder, loaded.contest, now, mailbox=found, readers=readers)
        hold.leaves_behind |= any(one.code in ("raw_unknown", "raw_unwanted") for one in balance.differences)
        return balance
