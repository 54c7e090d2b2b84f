"""pymap: an IMAP server of other makers than Dovecot's, in memory, started in its own process."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.servers.ports import free_port, listening, until

INSTALLED = importlib.util.find_spec("pymap") is not None
MISSING = "pymap is not installed: python -m pip install pymap"
USER, PASSWORD = "contest", "secret"


@dataclass
class Pymap:
    """A running server; stopping it forgets its letters, and starting gives other UIDVALIDITYs."""

    port: int
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it listens."""
        options = ["--host", "127.0.0.1", "--port", str(self.port), "--no-tls", "--no-service", "admin"]
        user = ["--demo-user", USER, "--demo-password", PASSWORD]
        program = "import sys; from pymap.main import main; sys.exit(main())"
        command = [sys.executable, "-c", program, *options, "dict", *user]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: listening(self.port) or self._ended(), "pymap")

    def _ended(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"pymap ended at once with {self._process.returncode}")
        return False

    def stop(self) -> None:
        """Stop as an administrator would."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None


@contextmanager
def a_pymap() -> Iterator[Pymap]:
    """A running pymap, gone afterwards."""
    server = Pymap(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
