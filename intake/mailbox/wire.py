"""imapclient 4.1.0 as this house uses it: each of its traps is closed here, once.

- Its underlying imaplib formats each literal for a debug log: level 0, else a letter of 30 MB takes five times as long.
- No time limit by default: ``timeout`` is always given.
- A dict keyed by UID takes in what unsolicited FETCH data say of a message *number* that happens to be the same number:
  answers are taken one by one here, and only with their own UID in them.
- ``idle_check`` returns at once and for ever when the server has closed, drops half a line, and does not see what
  already waits in imaplib's buffer; ``idle`` takes news before the "+" for an error; ``idle_done`` and ``noop`` cannot
  read an answer with a literal. Waiting is ours.
- INTERNALDATE is parsed with its own offset, never the process's time zone.
"""

import select
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

from imapclient import IMAPClient
from imapclient.datetime_util import parse_to_datetime
from imapclient.exceptions import IMAPClientAbortError, ProtocolError
from imapclient.response_parser import parse_message_list, parse_response

# A SEARCH answer is one line, and imaplib reads no line of more than 1,000,000 bytes: 50,000 numbers of ten digits.
SEARCHED_AT_ONCE = 50_000
_NEWS = ("EXISTS", "RECENT")
Items = Mapping[bytes, Any]


class Client(IMAPClient):  # type: ignore[misc]
    """A connection. Everything raises imaplib's, the socket's or the parser's errors: ``translated`` stands around."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None, seconds: float) -> None:
        super().__init__(host, port, ssl=tls is not None, ssl_context=tls, timeout=seconds)
        self.normalise_times = False
        self.folder_encode = False
        self._imap.debug = 0
        self._seconds = seconds
        _tune(self._imap.sock)

    def _normalise_folder(self, folder_name: str | bytes) -> bytes:
        """Names go to the wire as the server listed them, whatever their encoding."""
        raw = folder_name.encode("ascii") if isinstance(folder_name, str) else folder_name
        return b'"' + raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'

    def letters(self, uids: str, items: bytes) -> Iterator[tuple[int, Items]]:
        """UID FETCH: each answer that names its UID, as UID and items. Whatever names none says nothing to us."""
        return self.answers(self.ask(uids, items))

    def ask(self, uids: str, items: bytes) -> object:
        """Send a UID FETCH whose ``answers`` are read later; nothing else may be asked before."""
        return self._imap._command("UID", "FETCH", uids, items)

    def answers(self, asked: object) -> Iterator[tuple[int, Items]]:
        """The answers to what was asked."""
        typ, data = self._imap._command_complete("UID", asked)
        self._checkok("fetch", typ, data)
        _, data = self._imap._untagged_response(typ, data, "FETCH")
        return self._parsed(data)

    def _parsed(self, data: list[Any]) -> Iterator[tuple[int, Items]]:
        parsed = iter(() if data == [None] else parse_response(data))
        for _number in parsed:
            values = next(parsed, None)
            if not isinstance(values, tuple) or len(values) % 2:
                raise ProtocolError("not a FETCH answer")
            pairs = {_key(values[at]): values[at + 1] for at in range(0, len(values), 2)}
            uid = pairs.pop(b"UID", None)
            if isinstance(uid, int):
                yield uid, pairs

    def uids(self, exists: int, since: bytes) -> list[int]:
        """UID SEARCH over all of the selected folder, ascending; ``since``: a date of RFC 3501, or nothing.

        By message numbers, so many at once. Where a letter vanishes meanwhile the numbers move and it is begun again.
        """
        windows = range(1, max(exists, 1) + 1, SEARCHED_AT_ONCE)
        while True:
            self._imap.untagged_responses.pop("EXPUNGE", None)
            found: set[int] = set()
            for first in windows:
                # The last window is open: it takes what has come since.
                last = "*" if first == windows[-1] else str(first + SEARCHED_AT_ONCE - 1)
                asked = [b"ALL"] if len(windows) == 1 else [f"{first}:{last}".encode()]
                found.update(self._searched(asked + ([b"SINCE", since] if since else [])))
            if len(windows) == 1 or "EXPUNGE" not in self._imap.untagged_responses:
                return sorted(found)

    def _searched(self, criteria: list[bytes]) -> Iterator[int]:
        """Some servers answer in several lines."""
        for line in self._raw_command_untagged(b"SEARCH", criteria):
            yield from (int(uid) for uid in parse_message_list([line]))

    def wait_for_line(self, seconds: float) -> bool:
        """Whether the server says anything within ``seconds``. Raises abort where it closed the connection."""
        poller = select.poll()
        poller.register(self._imap.sock.fileno(), select.POLLIN)
        end = time.monotonic() + seconds
        # What came with the last answer waits in imaplib's buffer, and in that of TLS: no poll sees it there.
        if self._buffered():
            return True
        while (left := end - time.monotonic()) > 0:
            if not poller.poll(left * 1000):
                return False
            if self._buffered():
                return True
            if not isinstance(self._imap.sock, ssl.SSLSocket) or self._closed:
                raise IMAPClientAbortError("EOF")
        return False

    def begin_idle(self) -> None:
        """IDLE (RFC 2177). What the server says before it agrees is news already, and no error."""
        for news in _NEWS:
            self._imap.untagged_responses.pop(news, None)
        self._idle_tag = self._imap._command("IDLE")
        while self._imap._get_response() is not None:
            if self._imap.tagged_commands.get(self._idle_tag):
                self._checkok("idle", *self._imap.tagged_commands.pop(self._idle_tag))
                raise ProtocolError("IDLE ended before it began")

    def end_idle(self) -> bool:
        """Take back an IDLE; whether the server told of new letters in it. "Still here" is no news."""
        self._imap.send(b"DONE\r\n")
        self._checkok("idle", *self._imap._command_complete("IDLE", self._idle_tag))
        return any(news in self._imap.untagged_responses for news in _NEWS)

    def label(self, uid: int, name: bytes) -> None:
        """Gmail's way to mark a letter (X-GM-EXT-1); ``name`` in modified UTF-7."""
        quoted = self._normalise_folder(name)
        typ, data = self._imap.uid("STORE", str(uid), "+X-GM-LABELS.SILENT", b"(" + quoted + b")")
        self._checkok("store", typ, data)

    def look(self) -> None:
        """NOOP: the server tells what is new and what is gone."""
        self._checkok("noop", *self._imap.noop())

    def _buffered(self) -> bool:
        """Whether something of an answer is here. A part of a TLS record is not yet anything."""
        self._closed = False
        sock = self._imap.sock
        file = getattr(self._imap, "_file", None) or self._imap.file
        sock.settimeout(0)
        try:
            seen = bool(file.peek(1))
            self._closed = not seen
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            sock.settimeout(self._seconds)
        return seen

    def drop(self) -> None:
        """Close without a word: after an error nothing sensible can be said any more."""
        with suppress(Exception):
            self.shutdown()


def _tune(sock: socket.socket) -> None:
    # A SEARCH goes out in two pieces, the second of which would wait for the first to be acknowledged (RFC 896).
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # In a long IDLE a line that died without a word is found out by the system, in two minutes instead of nine.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _key(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise ProtocolError("not a FETCH item")
    return value.upper()


def moment(value: object) -> datetime | None:
    """An INTERNALDATE as UTC; None where it is missing, broken or without its offset."""
    if not isinstance(value, bytes):
        return None
    try:
        read = parse_to_datetime(value, normalise=False)
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError, TypeError):
        return None


def number(value: object) -> int | None:
    """A count or an identity that a server told, None where it told none."""
    if isinstance(value, list):
        value = value[-1] if value else None
    try:
        return int(cast(Any, value))
    except (TypeError, ValueError):
        return None


def spans(uids: list[int]) -> Iterator[str]:
    """Ascending UIDs as sets of RFC 3501, each short enough for any server's line, runs drawn together."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    texts = [str(first) if first == last else f"{first}:{last}" for first, last in runs]
    for at in range(0, len(texts), 100):
        yield ",".join(texts[at : at + 100])
