"""A real PostgreSQL server for tests: made in a temporary folder, reached by a socket in it, ended by its id.

Every test gets a database of its own, copied from one that was migrated once. fsync is off: what is tested is what the
product does with the server, not the server.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.temporary import SYSTEM

_USERS = ("postgres", "nobody")
_SETTINGS = ("listen_addresses=", "shared_buffers=16MB", "max_connections=60")
_FORGETFUL = ("fsync=off", "full_page_writes=off")
_EMPTY = "migrated"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest of those installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass
class Server:
    """A running server. ``socket`` is its folder; ``process`` may be another one after a restart."""

    programs: Path
    root: Path
    user: int | None
    process: subprocess.Popen[bytes] | None = None
    names: Iterator[int] = field(default_factory=count)
    durable: bool = False

    @classmethod
    def made(cls, programs: Path, root: Path) -> "Server":
        """A new server below ``root``, not yet started. The programs refuse to run as root."""
        user = None
        if os.geteuid() == 0:
            names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
            user = next((names[name] for name in _USERS if name in names), None)
            if user is None:
                pytest.skip("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
            os.chown(root, user, -1)
        server = cls(programs, root, user)
        making = [str(programs / "initdb"), "-D", str(root / "data"), "-U", "baiqau", "-A", "trust", "-E", "UTF8"]
        making += ["--no-sync", "--locale=C"]
        subprocess.run(making, check=True, capture_output=True, user=user, cwd=root)
        return server

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [str(self.programs / "postgres"), "-D", str(self.root / "data"), "-k", str(self.root)]
        for setting in (*_SETTINGS, *(() if self.durable else _FORGETFUL)):
            command += ["-c", setting]
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=self.user, cwd=self.root)
        asking = [str(self.programs / "pg_isready"), "-q", "-h", str(self.root), "-d", "postgres", "-t", "1"]
        for _ in range(600):
            if subprocess.run(asking, check=False).returncode == 0:
                return
            if self.process.poll() is not None:
                break
        raise RuntimeError((self.root / "log").read_text()[-2000:])

    def stop(self, *, at_once: bool = False) -> None:
        """End it: in order, or as a crash would (connections dropped, nothing finished)."""
        if self.process is not None:
            self.process.send_signal(3 if at_once else 2)  # SIGQUIT: immediate, SIGINT: fast
            self.process.wait(30)
            self.process = None

    def run(self, statement: str) -> None:
        """One statement outside any transaction."""
        with psycopg.connect(host=str(self.root), user="baiqau", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def url(self, name: str) -> str:
        """The address of a database of this server."""
        return f"postgresql+psycopg://baiqau@/{name}?host={self.root}"

    def database(self, *, empty: bool = False, encoding: str = "UTF8") -> str:
        """The address of a new database: migrated, or with nothing in it at all."""
        name = f"test{next(self.names)}"
        template = "template0" if empty else _EMPTY
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}'")
        return self.url(name)


@contextmanager
def a_server() -> Iterator[Server]:
    """A server with one migrated database to copy; skips the test where PostgreSQL is not installed."""
    from pipeline.tracking.folder import DataFolder
    from pipeline.tracking.store import Store

    if programs() is None:
        pytest.skip("PostgreSQL's server is not installed (Debian package postgresql)")
    with server_for() as server:
        server.run(f"CREATE DATABASE {_EMPTY}")
        with tempfile.TemporaryDirectory() as data:
            Store.open(DataFolder(Path(data)), server.url(_EMPTY)).close()
        yield server


@contextmanager
def server_for(*, durable: bool = False) -> Iterator[Server]:
    """A server with nothing in it. ``durable``: what it says is committed would survive a power loss."""
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL's server is not installed")
    root = Path(tempfile.mkdtemp(prefix="pg", dir=SYSTEM))  # a socket's path has 107 bytes at most
    root.chmod(0o755)
    server = Server.made(found, root)
    server.durable = durable
    try:
        server.start()
        yield server
    finally:
        server.stop(at_once=True)
        shutil.rmtree(root, ignore_errors=True)
