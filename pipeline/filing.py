"""Letters marked, copied or moved in the mailbox by their verdict: only after they are safe, each act once.

Nothing happens here unless the configuration asks for it, for unrelated mail in so many words (``filing.unrelated``).
An act is written down before it is begun and after it is done. A keyword set twice is one keyword, a letter that was
moved lies no more where it lay; a copy that a crash left undecided is looked for in its folder before it is made again.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, select

from intake.mailbox import Mailbox, MailboxError
from intake.spool import Spool
from pipeline.contest import LoadedContest
from pipeline.overview import overview
from pipeline.state import LetterVerdict, Standing
from pipeline.tracking.evidence import ARRIVAL, SKIPPED, Locator
from pipeline.tracking.store import Store
from pipeline.tracking.watching import WATCHED, begin_filing, end_filing, filings_of

KEYWORD, COPY, MOVE = "keyword", "copy", "move"
UNRELATED = str(LetterVerdict.UNRELATED)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do with one letter: ``what`` and its keyword or folder."""

    locator: Locator
    raw_sha256: str
    what: str
    to: str

    @property
    def name(self) -> str:
        """As it is written down."""
        return f"{self.what}:{self.to}"


class Filer:
    """Files the letters of one open mailbox; for the thread that has it."""

    def __init__(
        self, mailbox: Mailbox, source: str, store: Store, spool: Spool, loaded: LoadedContest,
        clock: Callable[[], datetime], closed: Collection[str] = (),
    ) -> None:  # fmt: skip
        """``closed``: folders that cannot be opened now; what lies in them waits."""
        self._mailbox, self._source, self._store, self._spool = mailbox, source, store, spool
        self._loaded, self._clock, self._closed = loaded, clock, frozenset(closed)
        wanted = loaded.contest.mailbox.filing
        self._keyword, self._how = loaded.contest.mailbox.keyword, wanted.how
        self._folders = {name: folder for name in (*map(str, Standing), UNRELATED) if (folder := getattr(wanted, name))}

    def file(self) -> int:
        """Do what is to be done; how much it was. Raises MailboxError: what was not done is done next time."""
        if not (self._keyword or self._folders):
            return 0
        count = 0
        for act in list(self._acts()):
            self._do(act)
            count += 1
        return count

    def _acts(self) -> Iterator[Act]:
        """What is not done yet, where letters lay in the watched folders' present numbering; a move comes last."""
        with self._store.reading() as connection:
            done = {key for key, (_, over) in filings_of(connection, self._source).items() if over}
            moved = {locator for locator, act in done if act.startswith(f"{MOVE}:")}
            rows = [
                row
                for kept in (ARRIVAL, SKIPPED)
                for row in connection.execute(_lying(kept, self._source))
                if row.folder not in self._closed
                and Locator(row.source, row.folder, row.uidvalidity, row.uid) not in moved
            ]
        verdicts = self._verdicts()
        for row in rows:
            locator = Locator(row.source, row.folder, row.uidvalidity, row.uid)
            for what, to in self._for(verdicts.get(row.letter_id, "")):
                act = Act(locator, row.raw_sha256, what, to)
                if to != row.folder and (locator, act.name) not in done:
                    yield act

    def _verdicts(self) -> dict[int, str]:
        """By letter: the standing of its submission, ``unrelated``, or another word for which nothing is done but the
        keyword.
        """
        whole = overview(self._store, self._loaded, self._clock())
        known = {letter.id: str(letter.verdict) for letter in whole.letters}
        return known | {
            letter.id: str(one.verdict.standing) for one in whole.submissions for letter in one.state.letters
        }

    def _for(self, verdict: str) -> Iterator[tuple[str, str]]:
        if self._keyword and verdict not in ("", UNRELATED, "automatic"):
            yield KEYWORD, self._keyword
        if verdict in self._folders:
            yield self._how, self._folders[verdict]

    def _do(self, act: Act) -> None:
        next_uid = self._next_uid(act.to) if act.what == COPY else 0
        with self._store.writing() as connection:
            before = begin_filing(connection, act.locator, act.name, next_uid, self._clock())
        if before is None or not (act.what == COPY and self._lies_in(act, before)):
            self._carry_out(act)
        with self._store.writing() as connection:
            end_filing(connection, act.locator, act.name, self._clock())

    def _carry_out(self, act: Act) -> None:
        place, uid, numbering = act.locator.folder, int(act.locator.uid), act.locator.uidvalidity
        if act.what == KEYWORD:
            self._mailbox.mark(place, uid, act.to, uidvalidity=numbering)
        elif act.what == COPY:
            self._mailbox.copy(place, uid, act.to, uidvalidity=numbering)
        else:
            self._mailbox.move(place, uid, act.to, uidvalidity=numbering)

    def _next_uid(self, folder: str) -> int:
        """The first UID that a copy made now can bear."""
        try:
            listing = self._mailbox.listing(folder)
        except MailboxError as error:
            if error.code == "folder_absent":
                return 0
            raise
        return listing.uidnext or max(listing.uids, default=0) + 1

    def _lies_in(self, act: Act, since: int) -> bool:
        """Whether a copy that was begun by a run that died is there, by its bytes."""
        try:
            listing = self._mailbox.listing(act.to)
        except MailboxError as error:
            if error.code == "folder_absent":
                return False
            raise
        for uid in (uid for uid in listing.uids if uid >= since):
            found = self._mailbox.fetch(act.to, uid, self._spool, uidvalidity=listing.uidvalidity)
            if found is not None and found.stored.sha256 == act.raw_sha256:
                return True
            if found is not None and found.stored.new:
                self._spool.remove(found.stored.sha256)
        return False


def _lying(kept: Table, source: str) -> Select[Any]:
    """Letters of the mailbox as long as its folders are numbered as they were."""
    same = (WATCHED.c.source == kept.c.source) & (WATCHED.c.folder == kept.c.folder)
    return (
        select(kept.c.source, kept.c.folder, kept.c.uidvalidity, kept.c.uid, kept.c.raw_sha256, kept.c.letter_id)
        .join(WATCHED, same & (WATCHED.c.uidvalidity == kept.c.uidvalidity))
        .where(kept.c.source == source)
        .order_by(kept.c.id)
    )
