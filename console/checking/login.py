"""``baiqau check --login``: a person agrees once that the mailbox is opened without its password (OAuth2)."""

import sys

from console import terminal
from console.errors import UseError
from console.settings import Settings
from intake.mailbox import device_login


def log_in(settings: Settings) -> None:
    """Show the address to open (and the code to type there), wait, keep the login; raises UseError, MailboxError."""
    found = settings.contest.mailbox.oauth_client(settings.beside, settings.data)
    if found is None:
        raise UseError("check_no_oauth")
    client, store = found
    texts, err = settings.texts, terminal.err()

    def tell(address: str, code: str) -> None:
        err.print(texts("check.login_code" if code else "check.login_open", address=address, code=code))

    def ask() -> str:
        err.print(texts("check.login_paste"))
        return sys.stdin.readline().strip()

    device_login(client.provider, client, store, tell, ask=ask if sys.stdin.isatty() else None)
    err.print(texts("check.login_done"))
