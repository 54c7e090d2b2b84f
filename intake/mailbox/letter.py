"""One letter on its way from the server into the spool, in pieces: memory stays the same whatever its size."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from intake.mailbox.errors import MailboxError
from intake.mailbox.wire import Client, Items

# Servers err in RFC822.SIZE by ends of lines and by what they rewrite, never by this.
_SLACK = 1 << 20


class GoneError(Exception):
    """The letter was expunged meanwhile. It never leaves this package."""


class Incoming:
    """A letter as a source for the spool: each ``read`` is one BODY.PEEK, which leaves the letter unread.

    The end is where the server has nothing more. RFC822.SIZE is only believed where it agrees, for some servers reckon
    it roughly; where it does not, the letter must still be there, because servers may answer for an expunged one with
    nothing (RFC 2180, 4.1.3) and half a letter would look whole.
    """

    def __init__(
        self, client: Client, uid: int, host: str, folder: str, translated: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._client, self._uid, self._host, self._folder = client, uid, host, folder
        # The socket's errors are OSError too: untold, the spool would take them for the disk's.
        self._translated = translated
        self._read = self._size = 0
        self._over = False
        self.about: Items = {}

    @property
    def name(self) -> str:
        """Where the letter lies, for the spool's errors."""
        return f"{self._folder}/{self._uid}"

    def read(self, count: int) -> bytes:
        """The next piece, ``count`` bytes at most; empty at the end. Raises GoneError and MailboxError."""
        if self._over:
            return b""
        with self._translated():
            return self._next(count)

    def _next(self, count: int) -> bytes:
        piece, last = self._piece(count)
        self._read += len(piece)
        if self._read > 2 * self._size + _SLACK:
            raise MailboxError("mailbox_garbled", host=self._host)
        self._over = last or not piece or (len(piece) < count and self._read == self._size)
        if self._over and self._read != self._size:
            self._still_there()
        return piece

    def _piece(self, count: int) -> tuple[bytes, bool]:
        """The bytes from here on, and whether they are the whole of it (a server that gives no parts)."""
        first = self._read == 0
        more = b"UID RFC822.SIZE INTERNALDATE FLAGS" if first else b"UID"
        items = self._asked(b"(%s BODY.PEEK[]<%d.%d>)" % (more, self._read, count))
        if first:
            self.about = items
            size = items.get(b"RFC822.SIZE")
            self._size = size if isinstance(size, int) else 0
        for key in (b"BODY[]<%d>" % self._read, b"BODY[]"):
            if key in items and (key != b"BODY[]" or first):
                return _bytes(items[key]), key == b"BODY[]"
        raise MailboxError("letter_withheld", host=self._host, folder=self._folder, uid=self._uid)

    def _asked(self, items: bytes) -> dict[bytes, Any]:
        """What the server says of this letter and no other, in one answer or several."""
        found: dict[bytes, Any] = {}
        for uid, values in self._client.letters(str(self._uid), items):
            if uid == self._uid:
                found |= values
        if not any(key.startswith(b"BODY[]") for key in found) and b"BODY" in items:
            self._still_there()
        return found

    def _still_there(self) -> None:
        """Whether the letter is there after the server has told what is gone: it does so at NOOP."""
        self._client.look()
        if not any(uid == self._uid for uid, _ in self._client.letters(str(self._uid), b"(UID)")):
            raise GoneError
        if not self._read:
            raise MailboxError("letter_withheld", host=self._host, folder=self._folder, uid=self._uid)


def _bytes(value: object) -> bytes:
    """A literal, or a quoted string; a piece of digits alone comes as a number from the parser, nothing as None."""
    if isinstance(value, bytes):
        return value
    return b"" if value is None else str(value).encode()
