"""Logging in to a mailbox at Google or Microsoft without a password (XOAUTH2), for weeks without a person.

A person agrees once (``device_login``). What is kept of it is a refresh token, in a file for the owner alone; access
tokens live in memory for as long as they are valid. No token is in any message, log or ``repr``.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from intake.errors import reason
from intake.mailbox.errors import MailboxError
from intake.mailbox.granted import Granted, OAuthClient, Provider, Tell
from intake.mailbox.web import Http

# A token is not used in the last minutes of its life: the clocks of two machines differ.
_MARGIN = 120.0


class TokenStore:
    """One login in a file for the owner alone, replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> str:
        """What was kept, "" where nothing was."""
        try:
            return self._path.read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "UTF-8"
            raise MailboxError("login_unstored", path=self._path, why=why) from error

    def save(self, text: str) -> None:
        """Keep it; raises MailboxError where the disk will not, and then the old one stays."""
        name = ""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # mkstemp makes its file for the owner alone.
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".login-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except OSError as error:
            if name:
                with suppress(OSError):
                    Path(name).unlink(missing_ok=True)
            raise MailboxError("login_unstored", path=self._path, why=reason(error)) from error


class StoredTokens:
    """Access tokens out of what was kept; a mailbox's ``Login`` takes them."""

    def __init__(self, client: OAuthClient, store: TokenStore, http: Http | None = None) -> None:
        self._client, self._store, self._http = client, store, http or Http()
        self._token, self._until = "", 0.0

    def access_token(self, *, fresh: bool = False) -> str:
        """A token that is valid now; raises ``login_needed`` where a person must agree anew."""
        if fresh or time.monotonic() >= self._until - _MARGIN:
            kept = self._store.load()
            if not kept:
                raise MailboxError("login_needed", provider=self._client.provider)
            granted = _refreshed(self._client, kept, self._http)
            # A provider may give another refresh token each time and let the old one lapse.
            if granted.keep != kept:
                self._store.save(granted.keep)
            self._token, self._until = granted.token, granted.until
        return self._token


def device_login(
    provider: Provider,
    client: OAuthClient,
    store: TokenStore,
    tell: Tell,
    *,
    ask: Callable[[], str] | None = None,
    http: Http | None = None,
) -> None:
    """Have a person agree, wait until it is done, and keep the login; raises MailboxError.

    ``tell`` shows the address to open and the code to type there. Google has no code: the browser ends at an address of
    this computer, which is waited for, or read by ``ask`` where the browser runs elsewhere and the person pastes it.
    """
    lent = http or Http()
    if provider == "microsoft":
        from intake.mailbox.microsoft import log_in

        store.save(log_in(client, tell, lent).keep)
    else:
        from intake.mailbox.google import agree

        store.save(agree(client, tell, lent, ask).keep)


def _refreshed(client: OAuthClient, kept: str, http: Http) -> Granted:
    # msal alone takes as long to import as all the rest of the mailbox.
    if client.provider == "microsoft":
        from intake.mailbox.microsoft import refresh
    else:
        from intake.mailbox.google import refresh
    return refresh(client, kept, http)
