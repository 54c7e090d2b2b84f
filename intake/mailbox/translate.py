"""The words of sockets, TLS, imaplib and imapclient become MailboxError, in one place."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from intake.errors import reason
from intake.mailbox.errors import MailboxError

_SAID = 160
# A server that is too busy for us now has not judged the password (RFC 5530; Gmail says it in words).
_BUSY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|too many|temporar", re.IGNORECASE)
# What parsers of garbage raise. A literal that claims more than there is of memory is garbage too.
_GARBAGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, MemoryError, OverflowError)


@contextmanager
def translated(host: str, port: int, seconds: float, *, connecting: bool = False) -> Iterator[None]:
    """The errors of sockets, TLS, imaplib and imapclient become MailboxError; whatever else is raised passes."""
    try:
        yield
    except MailboxError:
        raise
    except imaplib.IMAP4.abort as error:
        # Nothing of what was received is repeated: it may be of a letter. A line without its end was cut.
        unreadable = re.search(r"unexpected (response|tagged)", str(error))
        raise MailboxError("mailbox_garbled" if unreadable else "mailbox_lost", host=host) from error
    except imaplib.IMAP4.error as error:
        # imapclient's errors derive from this one, those of its parsers too; so does a line without end.
        said = shown(error)  # imaplib's own greeting error holds bytes
        if type(error).__name__ == "ProtocolError" or said.startswith("got more than"):
            raise MailboxError("mailbox_garbled", host=host) from error
        if said.startswith("* BYE"):  # instead of a greeting: it is shutting down, or has too many with it
            raise MailboxError("mailbox_unavailable", host=host, said=shown(said)) from error
        raise MailboxError("mailbox_denied", host=host, said=shown(said)) from error
    except ssl.SSLCertVerificationError as error:
        raise MailboxError("mailbox_certificate", host=host, what=error.verify_message or str(error)) from error
    except TimeoutError as error:
        raise MailboxError("mailbox_timeout", host=host, seconds=f"{seconds:g}") from error
    except ssl.SSLError as error:
        if connecting:
            raise MailboxError("mailbox_no_tls", host=host, port=port) from error
        raise MailboxError("mailbox_lost", host=host) from error
    except OSError as error:
        if not connecting:
            raise MailboxError("mailbox_lost", host=host) from error
        if isinstance(error, socket.gaierror):
            raise MailboxError("mailbox_unknown", host=host) from error
        raise MailboxError("mailbox_unreachable", host=host, why=reason(error)) from error
    except _GARBAGE as error:
        raise MailboxError("mailbox_garbled", host=host) from error


def shown(said: object) -> str:
    """A server's own words on one line, cut short, without what could move a terminal's cursor."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    # imaplib puts bytes into its errors, whose str() is Python's way of writing them.
    text = re.sub(r"""\bb(['"])(.*)\1""", r"\2", text)
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return text if len(text) <= _SAID else f"{text[:_SAID]}…"


def refused(host: str, user: str, said: object) -> MailboxError:
    """A login that the server did not take: busy for now, or the password is wrong."""
    words = shown(said)
    if _BUSY.search(words):
        return MailboxError("mailbox_unavailable", host=host, said=words)
    return MailboxError("mailbox_refused", host=host, user=user, said=words)
