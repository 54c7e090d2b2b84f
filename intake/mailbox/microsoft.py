"""Microsoft 365: the device flow (RFC 8628) by msal, its own library, which keeps and refreshes the tokens too."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msal
from msal.exceptions import MsalError

from intake.mailbox.errors import MailboxError
from intake.mailbox.granted import Granted, OAuthClient, Tell
from intake.mailbox.translate import shown
from intake.mailbox.web import Http

SCOPES = ["https://outlook.office.com/IMAP.AccessAsUser.All"]
AUTHORITY = "https://login.microsoftonline.com"
# What a refresh is refused with when a person has to agree anew (RFC 6749, 5.2); anything else may pass.
_ANEW = ("invalid_grant", "interaction_required", "consent_required", "login_required")


def log_in(client: OAuthClient, tell: Tell, http: Http) -> Granted:
    """Show where to go and with which code, and wait until it is done there."""
    with _translated(client):
        app, cache = _application(client, "", http)
        flow = app.initiate_device_flow(scopes=SCOPES)
        if "user_code" not in flow:
            raise _failed(client, flow)
        tell(str(flow["verification_uri"]), str(flow["user_code"]))
        return _granted(client, app.acquire_token_by_device_flow(flow), cache)


def refresh(client: OAuthClient, kept: str, http: Http) -> Granted:
    """A fresh access token."""
    with _translated(client):
        app, cache = _application(client, kept, http)
        accounts = app.get_accounts()
        if not accounts:
            raise MailboxError("login_needed", provider=client.provider)
        answer = app.acquire_token_silent_with_error(SCOPES, accounts[0], force_refresh=True)
        return _granted(client, answer or {"error": "invalid_grant"}, cache)


@contextmanager
def _translated(client: OAuthClient) -> Iterator[None]:
    """msal raises where the tenant is unknown, and ValueError where it is told nonsense."""
    try:
        yield
    except (MsalError, ValueError, LookupError) as error:
        raise MailboxError("login_failed", provider=client.provider, said=shown(str(error))) from None


def _application(client: OAuthClient, kept: str, http: Http) -> tuple[Any, Any]:
    cache = msal.SerializableTokenCache()
    cache.deserialize(kept)
    app = msal.PublicClientApplication(
        client.id, authority=f"{AUTHORITY}/{client.tenant}", token_cache=cache, http_client=http,
        instance_discovery=False,
    )  # fmt: skip
    return app, cache


def _granted(client: OAuthClient, answer: dict[str, Any], cache: Any) -> Granted:
    token = answer.get("access_token")
    if not isinstance(token, str):
        raise _failed(client, answer)
    return Granted(token, time.monotonic() + float(answer.get("expires_in", 0)), str(cache.serialize()))


def _failed(client: OAuthClient, answer: dict[str, Any]) -> MailboxError:
    if answer.get("error") in _ANEW:
        return MailboxError("login_needed", provider=client.provider)
    said = shown(f"{answer.get('error', '')} {answer.get('error_description', '')}")
    return MailboxError("login_failed", provider=client.provider, said=said)
