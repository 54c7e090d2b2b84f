"""From an account to a connection that is logged in: encryption, certificates, password or token."""

import ipaddress
import ssl
from contextlib import suppress
from imaplib import IMAP4

from intake.mailbox.errors import MailboxError
from intake.mailbox.translate import refused, translated
from intake.mailbox.values import Account
from intake.mailbox.wire import Client

_PORTS = {"tls": 993, "starttls": 143, "plain": 143}


def port_of(account: Account) -> int:
    """The port, the usual one where none is given."""
    return account.port or _PORTS[account.security]


def loopback(host: str) -> bool:
    """Whether a host is this computer."""
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host.lower() == "localhost"


def connected(account: Account) -> Client:
    """A client that is logged in; raises MailboxError, and then no connection stays open."""
    if account.security == "plain" and not loopback(account.host):
        raise MailboxError("mailbox_plain", host=account.host)
    context = None if account.security == "plain" else _context(account)
    at_once = context if account.security == "tls" else None
    host, port, seconds = account.host, port_of(account), account.timeout_seconds
    with translated(host, port, seconds, connecting=True):
        client = Client(host, port, at_once, seconds)
    try:
        if account.security == "starttls":
            if not client.has_capability("STARTTLS"):
                raise MailboxError("mailbox_no_tls", host=host, port=port)
            with translated(host, port, seconds, connecting=True):
                client.starttls(context)
        with translated(host, port, seconds):
            _log_in(client, account)
    except BaseException:
        client.drop()
        raise
    return client


def _context(account: Account) -> ssl.SSLContext:
    """Certificates and names are always checked."""
    try:
        return ssl.create_default_context(cafile=account.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise MailboxError("ca_unreadable", path=account.ca_file) from error


def _log_in(client: Client, account: Account) -> None:
    tokens = account.login.tokens
    if tokens is None:
        _try(client, account, account.login.password())
        return
    try:
        _try_token(client, account, tokens.access_token())
    except MailboxError as error:
        if error.code not in ("mailbox_refused", "mailbox_unavailable"):
            raise
        # A token may have been taken back before its time, or our clock may be off: one fresh one is tried.
        _try_token(client, account, tokens.access_token(fresh=True))


def _try(client: Client, account: Account, password: str) -> None:
    """LOGIN knows ASCII alone; a Kazakh password goes by AUTHENTICATE PLAIN, which is UTF-8 (RFC 4616)."""
    ascii_only = (account.user + password).isascii()
    try:
        if ascii_only and not client.has_capability("LOGINDISABLED"):
            # imaplib quotes the password alone; a user may be "DOMAIN\\name" or have a space.
            client.login(client._imap._quote(account.user), password)
        else:
            client.plain_login(account.user, password)
    except client.Error as error:
        raise _judged(error, client, account) from None


def _try_token(client: Client, account: Account, token: str) -> None:
    """XOAUTH2 as Google and Microsoft describe it: to the server's account of a failure the answer is empty."""
    first = f"user={account.user}\x01auth=Bearer {token}\x01\x01".encode()
    answers = iter((first,))
    try:
        client.sasl_login("XOAUTH2", lambda _challenge: next(answers, b""))
    except client.Error as error:
        raise _judged(error, client, account) from None


def _judged(error: Exception, client: Client, account: Account) -> Exception:
    """A login that failed: refused, or the connection broke meanwhile, which imapclient's login tells as a refusal."""
    for one in (error, error.__context__):
        if isinstance(one, IMAP4.abort):
            return one
    return refused(account.host, account.user, error)
