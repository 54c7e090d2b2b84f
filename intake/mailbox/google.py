"""Google: the flow for installed programs (RFC 8252, with PKCE of RFC 7636), for its device flow gives no mail.

Two POSTs are all of it, which pays for no library.
"""

import base64
import hashlib
import http.server
import secrets
import time
import urllib.parse
from collections.abc import Callable

from intake.mailbox.errors import MailboxError
from intake.mailbox.granted import Granted, OAuthClient, Tell
from intake.mailbox.translate import shown
from intake.mailbox.web import Answer, Http

SCOPE = "https://mail.google.com/"
AUTHORISE = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN = "https://oauth2.googleapis.com/token"  # noqa: S105
# How long a person may take to agree.
_PATIENCE = 15 * 60


class _Caught(http.server.HTTPServer):
    """A listener on this computer alone that waits for the address at which the browser ends."""

    address = ""


class _Catcher(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if isinstance(self.server, _Caught) and "state=" in self.path:
            self.server.address = self.path
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write("OK ✓".encode())

    def log_message(self, format: str, *args: object) -> None:
        """The address holds the code: it is not logged."""


def agree(client: OAuthClient, tell: Tell, http: Http, ask: Callable[[], str] | None) -> Granted:
    """Show where to go, wait for the way back, and fetch the tokens."""
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    with _Caught(("127.0.0.1", 0), _Catcher) as caught:
        back = f"http://127.0.0.1:{caught.server_port}/"
        tell(_address(client, back, state, verifier), "")
        ended = ask() if ask is not None else _wait(client, caught)
    answered = urllib.parse.parse_qs(urllib.parse.urlsplit(ended.strip()).query)
    code = answered.get("code", [""])[0]
    # Another state is an answer to somebody else's question (RFC 6749, 10.12).
    if not code or not secrets.compare_digest(answered.get("state", [""])[0].encode(), state.encode()):
        said = answered.get("error", ["code, state"])[0]
        raise MailboxError("login_failed", provider=client.provider, said=shown(said))
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    return _granted(client, http.post(TOKEN, data=form | _who(client)), "")


def refresh(client: OAuthClient, kept: str, http: Http) -> Granted:
    """A fresh access token."""
    form = {"grant_type": "refresh_token", "refresh_token": kept}
    return _granted(client, http.post(TOKEN, data=form | _who(client)), kept)


def _address(client: OAuthClient, back: str, state: str, verifier: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": client.id, "redirect_uri": back, "response_type": "code", "scope": SCOPE, "state": state,
        "code_challenge": challenge, "code_challenge_method": "S256", "access_type": "offline", "prompt": "consent",
        "login_hint": client.user,
    }  # fmt: skip
    return f"{AUTHORISE}?{urllib.parse.urlencode(asked)}"


def _wait(client: OAuthClient, caught: _Caught) -> str:
    end = time.monotonic() + _PATIENCE
    while not caught.address and (left := end - time.monotonic()) > 0:
        caught.timeout = left
        caught.handle_request()
    if not caught.address:
        raise MailboxError("login_failed", provider=client.provider, said="timeout")
    return caught.address


def _who(client: OAuthClient) -> dict[str, str]:
    known = {"client_id": client.id}
    return known | ({"client_secret": client.secret.password()} if client.secret else {})


def _granted(client: OAuthClient, answer: Answer, kept: str) -> Granted:
    values = answer.values
    token, keep = values.get("access_token"), values.get("refresh_token") or kept
    if isinstance(token, str) and isinstance(keep, str) and keep:
        lasts = values.get("expires_in")
        return Granted(token, time.monotonic() + (float(lasts) if isinstance(lasts, int | float) else 0), keep)
    if values.get("error") == "invalid_grant" and kept:
        raise MailboxError("login_needed", provider=client.provider)
    said = f"{values.get('error', answer.status_code)} {values.get('error_description', '')}"
    raise MailboxError("login_failed", provider=client.provider, said=shown(said))
