"""Whether another daemon of this computer watches the same mailbox, from whatever data folder.

A name of Linux's abstract sockets, made of the server and the login, is taken by who comes first and is free again when
that process ends, however it does. Nothing is written anywhere, least of all into the mailbox; of daemons on other
computers it tells nothing.
"""

import hashlib
import socket

from intake.mailbox import Account

_USUAL = (143, 993)  # two doors to the same mailbox


class Alone:
    """The claim of one daemon to one mailbox, for as long as it lives."""

    def __init__(self, account: Account) -> None:
        port = 0 if account.port in _USUAL else account.port
        same = f"{account.host.lower()}\n{port}\n{account.user.lower()}".encode()
        self._name = b"\0baiqau-watch-" + hashlib.sha256(same).hexdigest().encode()
        self._held: socket.socket | None = None

    def claim(self) -> bool:
        """Whether the mailbox is ours: taken now, or before. Where there are no such names, nobody is known of."""
        if self._held is not None:
            return True
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            found.bind(self._name)
        except OSError:
            found.close()
            return False
        self._held = found
        return True

    def leave(self) -> None:
        """Somebody else may watch it now."""
        if self._held is not None:
            self._held.close()
            self._held = None
