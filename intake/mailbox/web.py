"""The few requests that logging in takes, over HTTPS with certificates checked; msal is lent the same client."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intake.errors import reason
from intake.mailbox.errors import MailboxError

_MOST = 1 << 20
_SECONDS = 30
_BROKEN, _TOO_MANY = 500, 429


class _Straight(urllib.request.HTTPRedirectHandler):
    """A token address has no business sending us, and what we bring, elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        """Not followed: the redirect itself is the answer."""


_OPENER = urllib.request.build_opener(_Straight)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whatever its status; the names are those that msal looks for. ``text`` may hold tokens."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def values(self) -> Mapping[str, object]:
        """The JSON object in it, empty where there is none."""
        try:
            read = json.loads(self.text)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def raise_for_status(self) -> None:
        """Of msal's wishes: it reads errors out of the text itself."""


class Http:
    """GET and POST of forms. ``instead``: beginnings of addresses that lead elsewhere, for tests."""

    def __init__(self, instead: Mapping[str, str] | None = None) -> None:
        self._instead = dict(instead or {})

    def get(self, url: str, params: Any = None, headers: Any = None, **_: Any) -> Answer:
        """A GET."""
        return self._ask(f"{url}?{urllib.parse.urlencode(params)}" if params else url, None, headers)

    def post(self, url: str, params: Any = None, data: Any = None, headers: Any = None, **_: Any) -> Answer:
        """A POST of a form."""
        body = urllib.parse.urlencode(data or {}).encode() if not isinstance(data, str | bytes) else data
        where = f"{url}?{urllib.parse.urlencode(params)}" if params else url
        return self._ask(where, body.encode() if isinstance(body, str) else body, headers)

    def close(self) -> None:
        """Nothing is kept open."""

    def _ask(self, url: str, body: bytes | None, headers: Any) -> Answer:
        host = urllib.parse.urlsplit(url).hostname or ""
        for begins, other in self._instead.items():
            if url.startswith(begins):
                url = other + url.removeprefix(begins)
                break
        else:
            if not url.startswith("https://"):
                raise MailboxError("login_unreachable", host=host, why="https")
        request = urllib.request.Request(url, body, dict(headers or {}))  # noqa: S310
        try:
            with _OPENER.open(request, timeout=_SECONDS) as response:
                return Answer(response.status, _text(response), dict(response.headers))
        except urllib.error.HTTPError as error:
            with error:
                if error.code >= _BROKEN or error.code == _TOO_MANY:
                    raise MailboxError("login_unreachable", host=host, why=f"HTTP {error.code}") from error
                return Answer(error.code, _text(error), dict(error.headers or {}))
        except OSError as error:
            why = error.reason if isinstance(error, urllib.error.URLError) else error
            named = reason(why) if isinstance(why, OSError) else str(why)
            raise MailboxError("login_unreachable", host=host, why=named) from error


def _text(response: Any) -> str:
    return str(response.read(_MOST).decode("utf-8", "replace"))
