"""How long a letter takes from the mailbox to its stored verdict: the daemon on a real Dovecot, over the loopback.

The daemon is a process of its own, as systemd starts it. A letter counts as arrived when the delivery agent has renamed
it into the mailbox, as judged when another process finds its submission in the database.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.samples.bulk import small_letters
from tests.servers.dovecot import PASSWORD, PROGRAM, User, a_dovecot
from tests.servers.ports import until

CONFIG = Path(__file__).parents[1] / "config.toml"


def arrivals(count: int = 40) -> list[float] | None:
    """Seconds from arrival to verdict, a letter each; None where there is no Dovecot."""
    if PROGRAM is None:
        return None
    with tempfile.TemporaryDirectory(prefix="baiqau-arrival-") as name, a_dovecot() as server:
        root = Path(name)
        user = server.user("bench@example.kz")
        settings = (
            f'host = "127.0.0.1"\nport = {server.port}\nsecurity = "plain"\nuser = "{user.name}"\n'
            'password_env = "BAIQAU_BENCH_PASSWORD"\n'
        )
        config = root / "config.toml"
        config.write_text(CONFIG.read_text("utf-8").replace("\n[trust]\n", f"\n{settings}\n[trust]\n", 1), "utf-8")
        Store.open(DataFolder(root / "data")).close()
        daemon = subprocess.Popen(
            [sys.executable, "-m", "console.main", "--config", str(config), "watch"],
            env={**os.environ, "BAIQAU_BENCH_PASSWORD": PASSWORD}, stderr=subprocess.DEVNULL, cwd=CONFIG.parent,
        )  # fmt: skip
        try:
            small_letters(root / "letters", count + 2, 5)
            letters = [path.read_bytes() for path in sorted((root / "letters").glob("*.eml"))]
            return _measured(root / "data" / "tracking.sqlite", letters, user)
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(30)


def _measured(database: Path, letters: list[bytes], user: User) -> list[float]:
    engine = create_engine(f"sqlite:///file:{database}?mode=ro&uri=true")

    def known() -> int:
        with engine.connect() as connection:
            return int(connection.scalar(text("SELECT count(*) FROM membership")) or 0)

    seconds: list[float] = []
    for number, raw in enumerate(letters):
        user.deliver(raw)
        began = time.monotonic()
        until(lambda number=number: known() > number, "the verdict", 60)  # type: ignore[misc]
        seconds.append(time.monotonic() - began)
        # It must be listening again: letters do not come the moment that another was judged.
        time.sleep(0.3)
    engine.dispose()
    return seconds[2:]  # the first two wait for the daemon's start


def p95(seconds: list[float]) -> float:
    """The time that 95 of 100 letters stay below."""
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    found = arrivals()
    print("no Dovecot" if found is None else f"median {statistics.median(found):.2f} s, p95 {p95(found):.2f} s")
