"""Download from a mailbox: ours, mbsync (Debian's isync) and imapclient as it comes; one Dovecot, the same letters.

The rate is that of each further letter: the run over two is taken off the run over ten, and with it the start of the
programs and the login.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost, paired, python, run
from tests.servers.dovecot import PASSWORD, PROGRAM, Dovecot, a_dovecot

_MBSYNC = """IMAPStore far
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

MaildirStore near
Path {out}/
Inbox {out}/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Create Near
Sync Pull New
SyncState *
"""


@dataclass(frozen=True, slots=True)
class Rates:
    """MB/s of ours and of another, the median ratio of the two pair by pair."""

    ours: float
    other: float
    ratio: float


class Download:
    """A server with two mailboxes, of ten letters and of two."""

    def __init__(self, server: Dovecot, letters: Path, root: Path) -> None:
        self._server, self._root, self._fresh = server, root, 0
        every = sorted(letters.glob("*.eml"))
        self._megabytes = sum(path.stat().st_size for path in every[2:]) / 1e6
        (root / "password").write_text(PASSWORD)
        for name, some in (("few", every[:2]), ("all", every)):
            for path in some:
                # Not read here: what this process has held in memory would count as the peak of those it starts.
                shutil.copyfile(path, server.user(f"{name}@example.kz").deliver(b""))

    def fetch(self, how: str, name: str = "all") -> Cost:
        """One download into a fresh folder."""
        self._fresh += 1
        out = self._root / f"fetched-{self._fresh}"
        user, port = f"{name}@example.kz", self._server.port
        try:
            if how != "mbsync":
                return run(
                    python("-m", "benchmarks.fetching", how, str(port), user, str(self._root / "password"), str(out))
                )
            out.mkdir()
            settings = self._root / "mbsyncrc"
            settings.write_text(_MBSYNC.format(port=port, user=user, password=PASSWORD, out=out))
            return run(["mbsync", "-q", "-c", str(settings), "all"])
        finally:
            shutil.rmtree(out, ignore_errors=True)

    def against(self, other: str, times: int) -> Rates:
        """Ours against another way."""

        def seconds(how: str) -> Callable[[], float]:
            return lambda: self.fetch(how).wall - self.fetch(how, "few").wall

        theirs, ours, ratio = paired(seconds(other), seconds("ours"), times)
        return Rates(self._megabytes / ours, self._megabytes / theirs, ratio)


@contextmanager
def downloads(letters: Path, root: Path) -> Iterator[Download | None]:
    """Ready to be measured; None where the servers are not installed."""
    if PROGRAM is None or shutil.which("mbsync") is None:
        yield None
        return
    with a_dovecot() as server:
        yield Download(server, letters, root)
