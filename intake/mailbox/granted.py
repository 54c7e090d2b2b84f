"""What a provider of mailboxes and we tell each other when somebody logs in without a password (XOAUTH2)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from intake.mailbox.login import Login

Provider = Literal["google", "microsoft"]
# Whoever is told where to go: the address to open, and the code to type there ("" where there is none).
Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """An application that the organiser has registered with the provider, and the mailbox that it opens.

    ``secret``: where Google's word for the application is kept; Microsoft's public clients have none.
    """

    provider: Provider
    id: str
    user: str
    tenant: str = "organizations"
    secret: Login | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What a provider gave: a token, the time.monotonic() at which it ends, and what is to be kept for the next."""

    token: str = field(repr=False)
    until: float
    keep: str = field(repr=False)
