"""Telling systemd how the daemon is: one datagram a message (sd_notify(3)); nothing where nobody asked for it."""

import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress

_SECONDS_BETWEEN_SIGNS = 1.0


class Notifier:
    """Speaks to the service manager that started us. A manager that does not listen changes nothing."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        known = os.environ if environ is None else environ
        self._address = known.get("NOTIFY_SOCKET", "")
        self.watchdog_seconds = _watchdog(known)
        self._next_sign = 0.0

    def ready(self) -> None:
        """Start-up is over."""
        self._tell("READY=1")

    def stopping(self) -> None:
        """The end has begun."""
        self._tell("STOPPING=1")

    def alive(self, status: str = "") -> None:
        """A sign of life for the watchdog, with a line for ``systemctl status``: one a second is enough."""
        now = time.monotonic()
        if now < self._next_sign and not status:
            return
        self._next_sign = now + _SECONDS_BETWEEN_SIGNS
        self._tell(f"WATCHDOG=1\nSTATUS={status}" if status else "WATCHDOG=1")

    def _tell(self, message: str) -> None:
        if not self._address:
            return
        # A name that begins with "@" is in Linux's abstract space, whose names begin with a zero byte (unix(7)).
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to:
            to.settimeout(1)
            to.connect(address)
            to.send(message.encode())


def _watchdog(environ: Mapping[str, str]) -> float:
    """Within how many seconds a sign of life is wanted, 0 when none is, or when it is another process's business."""
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return 0.0
    try:
        return max(int(environ.get("WATCHDOG_USEC", "0")), 0) / 1_000_000
    except ValueError:
        return 0.0
