"""One letter on its way from the server into the spool, in pieces: memory stays the same whatever its size."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from intake.mailbox.errors import MailboxError
from intake.mailbox.wire import Client, Items

# Servers err in RFC822.SIZE by ends of lines and by what they rewrite, never by this.
_SLACK = 16 << 20


class GoneError(Exception):
    """The letter was expunged meanwhile. It never leaves this package."""


class Incoming:
    """A letter as a source for the spool: each ``read`` is one BODY.PEEK, which leaves the letter unread.

    The end is where the server has nothing more. RFC822.SIZE is only believed where it agrees, for some servers reckon
    it roughly; where it does not, the letter must still be there, because servers may answer for an expunged one with
    nothing (RFC 2180, 4.1.3) and half a letter would look whole.
    """

    def __init__(
        self,
        client: Client,
        uid: int,
        host: str,
        folder: str,
        translated: Callable[[], AbstractContextManager[None]],
        turned: Callable[[], None],
    ) -> None:
        self._client, self._uid, self._host, self._folder = client, uid, host, folder
        self._turned = turned  # told of every piece that has come
        # The socket's errors are OSError too: untold, the spool would take them for the disk's.
        self._translated = translated
        self._read = self._size = 0
        self._over = False
        self._asked: object | None = None
        self.about: Items = {}

    @property
    def name(self) -> str:
        """Where the letter lies, for the spool's errors."""
        return f"{self._folder}/{self._uid}"

    def read(self, count: int) -> bytes:
        """The next piece, ``count`` bytes at most; empty at the end. Raises GoneError and MailboxError."""
        if self._over:
            return b""
        try:
            with self._translated():
                return self._next(count)
        except MailboxError as error:
            # A server may stumble over one letter, a damaged one for instance: it must not stop the others.
            if error.code != "mailbox_denied":
                raise
            raise self._withheld() from error

    def finish(self) -> None:
        """Take in what was asked and is not wanted any more; the connection is free again."""
        if self._asked is not None:
            asked, self._asked = self._asked, None
            with self._translated():
                self._client.answers(asked)

    def _next(self, count: int) -> bytes:
        piece, last = self._piece(count)
        self._turned()
        self._read += len(piece)
        if self._read > 2 * self._size + _SLACK:
            raise MailboxError("mailbox_garbled", host=self._host)
        self._over = last or not piece or (len(piece) < count and self._read == self._size)
        if self._over and self._read != self._size:
            self._still_there()
        if not self._over and self._read < self._size:
            # The server sends the next piece while the spool is busy with this one.
            self._asked = self._ask(count)
        return piece

    def _ask(self, count: int) -> object:
        more = b"UID" if self._read else b"UID RFC822.SIZE INTERNALDATE FLAGS"
        return self._client.ask(str(self._uid), b"(%s BODY.PEEK[]<%d.%d>)" % (more, self._read, count))

    def _piece(self, count: int) -> tuple[bytes, bool]:
        """The bytes from here on, and whether they are the whole of it (a server that gives no parts)."""
        asked = self._asked or self._ask(count)
        self._asked = None
        items: dict[bytes, Any] = {}
        for uid, values in self._client.answers(asked):
            if uid == self._uid:
                items |= values
        if not self._read:
            self.about = items
            size = items.get(b"RFC822.SIZE")
            self._size = size if isinstance(size, int) else 0
        if (key := b"BODY[]<%d>" % self._read) in items:
            return _bytes(items[key]), False
        if not self._read and b"BODY[]" in items:
            return _bytes(items[b"BODY[]"]), True
        self._still_there()
        raise self._withheld()

    def _withheld(self) -> MailboxError:
        return MailboxError("letter_withheld", host=self._host, folder=self._folder, uid=self._uid)

    def _still_there(self) -> None:
        """Whether the letter is there after the server has told what is gone: it does so at NOOP."""
        self._client.look()
        if not any(uid == self._uid for uid, _ in self._client.letters(str(self._uid), b"(UID)")):
            raise GoneError
        if not self._read:
            raise self._withheld()


def _bytes(value: object) -> bytes:
    """A literal, or a quoted string; a piece of digits alone comes as a number from the parser, nothing as None."""
    if isinstance(value, bytes):
        return value
    return b"" if value is None else str(value).encode()
