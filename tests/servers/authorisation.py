"""An authorisation server: Google's and Microsoft's token addresses, and introspection for Dovecot (RFC 7662).

It gives real grants for one user, each refresh token once, and notes what it was asked.
"""

import base64
import hashlib
import http.server
import itertools
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from intake.mailbox.web import Http


@dataclass
class Authorisation:
    """What it knows: ``pending`` polls until the person has agreed; ``broken``: it fails as a whole."""

    user: str
    lasts: int = 3600
    pending: int = 1
    broken: bool = False
    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    valid: set[str] = field(default_factory=set)
    refreshable: set[str] = field(default_factory=set)
    # Google's: a code that the person's browser brought back → the challenge it was asked with.
    codes: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def http(self) -> Http:
        """A client for which this is Google and Microsoft."""
        here = f"http://127.0.0.1:{self.port}"
        return Http({"https://login.microsoftonline.com": here, "https://oauth2.googleapis.com": here})

    def agree(self, address: str) -> str:
        """The person agrees in a browser: the address at which it ends."""
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
        code = f"code-{next(self.numbers)}"
        self.codes[code] = asked["code_challenge"][0]
        answer = urllib.parse.urlencode({"state": asked["state"][0], "code": code, "scope": asked["scope"][0]})
        return f"{asked['redirect_uri'][0]}?{answer}"

    def revoke(self) -> None:
        """Nothing that was given is good any more."""
        self.valid.clear()
        self.refreshable.clear()

    def grant(self) -> dict[str, object]:
        """A new pair of tokens."""
        token, refresh = (f"{kind}-{next(self.numbers)}" for kind in ("token", "refresh"))
        self.valid.add(token)
        self.refreshable.add(refresh)
        return {"access_token": token, "refresh_token": refresh, "token_type": "Bearer", "expires_in": self.lasts}

    def token(self, form: dict[str, str]) -> dict[str, object]:
        """The token address of both."""
        match form.get("grant_type", ""):
            case "refresh_token" if form["refresh_token"] in self.refreshable:
                self.refreshable.discard(form["refresh_token"])
                return self._with_identity(self.grant(), form)
            case "authorization_code":
                sent = hashlib.sha256(form["code_verifier"].encode()).digest()
                if self.codes.pop(form["code"], "") == base64.urlsafe_b64encode(sent).rstrip(b"=").decode():
                    return self.grant()
            case "urn:ietf:params:oauth:grant-type:device_code":
                if self.pending:
                    self.pending -= 1
                    return {"error": "authorization_pending"}
                return self._with_identity(self.grant(), form)
        return {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}

    def _with_identity(self, granted: dict[str, object], form: dict[str, str]) -> dict[str, object]:
        """What msal knows an account by."""
        claims = {"sub": "1", "oid": "1", "tid": "t", "preferred_username": self.user, "aud": form.get("client_id")}
        info = {"uid": "1", "utid": "t"}
        parts = [
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({}, claims, info)
        ]
        return granted | {
            "id_token": f"{parts[0]}.{parts[1]}.",
            "client_info": parts[2],
            "scope": form.get("scope", ""),
        }

    def answer(self, path: str, form: dict[str, str], bearer: str) -> tuple[int, dict[str, object]]:
        """Status and JSON for a request."""
        here = f"https://login.microsoftonline.com/{path.split('/')[1]}"
        if self.broken:
            return 503, {}
        if path.endswith("/openid-configuration"):
            return 200, {
                "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
                "device_authorization_endpoint": f"{here}/devicecode",
            }  # fmt: skip
        if path.endswith("/devicecode"):
            where = "https://microsoft.com/devicelogin"
            code = {"user_code": "ABC-123", "device_code": "d", "verification_uri": where}
            return 200, {**code, "expires_in": 60, "interval": 0}
        if path.endswith("/introspect"):
            return 200, {"active": bearer in self.valid, "email": self.user}
        answered = self.token(form)
        return (400 if "error" in answered else 200), answered


def _packed(part: dict[str, object] | dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@contextmanager
def an_authorisation(user: str) -> Iterator[Authorisation]:
    """A running authorisation server."""
    known = Authorisation(user)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._tell({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = dict(urllib.parse.parse_qsl(body))
            known.asked.append(form)
            self._tell(form)

        def _tell(self, form: dict[str, str]) -> None:
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, values = known.answer(urllib.parse.urlsplit(self.path).path, form, bearer)
            body = json.dumps(values).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield known
        finally:
            server.shutdown()
            thread.join()
