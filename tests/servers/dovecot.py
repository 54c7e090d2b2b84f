"""A Dovecot of our own: run as a plain user (as nobody where root runs the tests), its mail in a folder of its own."""

import imaplib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from imapclient import imap_utf7

from tests.servers.certificates import Authority
from tests.servers.ports import free_port, listening, until
from tests.temporary import SYSTEM

USER, PASSWORD = "inbox@example.kz", "secret"
PROGRAM = shutil.which("dovecot") or next((path for path in ("/usr/sbin/dovecot",) if Path(path).exists()), None)
MISSING = "Dovecot is not installed: apt-get install dovecot-imapd"

_CONFIG = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
{tls}
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{root}/mail/%u
maildir_stat_dirs = yes
first_valid_uid = 1
mail_max_userip_connections = 100
auth_mechanisms = plain login {mechanisms}
auth_failure_delay = 0
auth_username_chars =
{passdb}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
{folders}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
protocol imap {{
  {capability}
}}
{more}
"""


@dataclass
class Dovecot:
    """A running server. ``port`` is in plain text (STARTTLS where it has a certificate), ``tls_port`` 0 without one."""

    root: Path
    port: int
    tls_port: int
    config: Path
    _uid: int
    _gid: int
    _process: subprocess.Popen[bytes] | None = None
    _count: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> None:
        """Start, and wait until it listens."""
        drop = {"user": self._uid, "group": self._gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self._process = subprocess.Popen(
            [str(PROGRAM), "-F", "-c", str(self.config)],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **drop,  # type: ignore[call-overload]
        )
        until(lambda: listening(self.port) or self._ended(), "Dovecot")

    def _ended(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"Dovecot did not start: {self.log()}")
        return False

    def stop(self) -> None:
        """Stop as an administrator would: it takes leave of those who are connected."""
        if self._process is not None:
            # All of its processes are in a session of their own. Those that serve an IDLE would else take their time.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(20)
            self._process = None

    def log(self) -> str:
        """What it wrote to its log."""
        path = self.root / "dovecot.log"
        return path.read_text("utf-8") if path.exists() else ""

    def user(self, name: str = USER) -> "User":
        """Any name is a user, with one password for all; the inbox is empty."""
        made = User(self, name)
        made.folder()
        return made

    def _make(self, path: Path) -> None:
        for place in (*reversed(path.parents), path):
            if not place.exists():
                place.mkdir()
                self._own(place)

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self._uid, self._gid)


@dataclass(frozen=True)
class User:
    """A mailbox of a server, reached past IMAP: as a delivery agent, or a disk, would."""

    server: Dovecot
    name: str

    def folder(self, name: str = "INBOX") -> Path:
        """The Maildir of a folder, made where it is missing."""
        base = self.server.root / "mail" / self.name
        raw = "" if name == "INBOX" else "." + imap_utf7.encode(name).decode().replace("/", ".")
        path = base / raw if raw else base
        for part in ("cur", "new", "tmp"):
            self.server._make(path / part)
        return path

    def deliver(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None) -> Path:
        """Put a letter into a folder as a delivery agent does; ``at`` becomes its INTERNALDATE."""
        box = self.folder(folder)
        name = f"{1_700_000_000 + next(self.server._count)}.M{os.getpid()}.example"
        draft = box / "tmp" / name
        draft.write_bytes(raw)
        self.server._own(draft)
        if at is not None:
            os.utime(draft, (at.timestamp(), at.timestamp()))
        return draft.rename(box / "new" / name)

    def names(self, folder: str = "INBOX") -> list[str]:
        """The names of a folder's letters; what stands after ":2," are their flags."""
        box = self.folder(folder)
        return sorted(path.name for part in ("new", "cur") for path in (box / part).iterdir())

    def renumber(self, folder: str = "INBOX") -> None:
        """Forget the UIDs, as after a restore from a backup: the folder gets another UIDVALIDITY.

        Who has the folder open just then may write the old one back over it, so the server is asked.
        """
        until(lambda: self._renumbered(folder), "another UIDVALIDITY")

    def _renumbered(self, folder: str) -> bool:
        box = self.folder(folder)
        for path in box.glob("dovecot*"):
            if path.is_file():
                path.unlink(missing_ok=True)
        validity = 1_900_000_000 + next(self.server._count)
        uids = box / "dovecot-uidlist"
        uids.write_text(f"3 V{validity} N1 G{validity:032x}\n")
        self.server._own(uids)
        with imaplib.IMAP4("127.0.0.1", self.server.port) as client:
            client.login(self.name, PASSWORD)
            _, said = client.status(f'"{imap_utf7.encode(folder).decode()}"', "(UIDVALIDITY)")
        return f"UIDVALIDITY {validity})".encode() in bytes(said[0] or b"")


@contextmanager
def a_dovecot(
    *,
    authority: Authority | None = None,
    folders: Mapping[str, str] | None = None,
    capability: str = "",
    mechanisms: str = "",
    passdb: str = "",
    more: str = "",
    files: Mapping[str, str] | None = None,
    password: str = PASSWORD,
) -> Iterator[Dovecot]:
    """A running Dovecot, gone afterwards.

    ``authority`` signs its certificate; ``folders``: name → special use ("\\\\Junk" or ""); ``capability``: what it
    says it can instead of what it can; ``passdb`` and ``more``: further configuration, where {root} is the server's
    folder; ``files`` are put there.
    """
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    root = Path(tempfile.mkdtemp(prefix="dovecot-", dir=SYSTEM))
    server = Dovecot(
        root, free_port(), free_port() if authority else 0, root / "dovecot.conf", user.pw_uid, user.pw_gid
    )
    try:
        root.chmod(0o755)
        for path in (root, *(root / name for name in ("run", "state", "mail"))):
            path.mkdir(exist_ok=True)
            server._own(path)
        for name, text in (files or {}).items():
            (root / name).write_text(text)
            server._own(root / name)
        server.config.write_text(
            _CONFIG.format(
                root=root, user=user.pw_name, group=_group(user.pw_gid), uid=user.pw_uid, gid=user.pw_gid,
                port=server.port, tls_port=server.tls_port, tls=_tls(server, authority), mechanisms=mechanisms,
                passdb=passdb.replace("{root}", str(root)), password=password, more=more,
                folders=_mailboxes(folders or {}),
                capability=f"imap_capability = {capability}" if capability else "",
            )
        )  # fmt: skip
        server.user()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _tls(server: Dovecot, authority: Authority | None) -> str:
    if authority is None:
        return "ssl = no"
    certificate, key = authority.issue("localhost", server.root)
    for path in (certificate, key):
        server._own(path)
    return f"ssl = yes\nssl_cert = <{certificate}\nssl_key = <{key}"


def _mailboxes(folders: Mapping[str, str]) -> str:
    lines = []
    for name, use in folders.items():
        special = f"    special_use = {use}\n" if use else ""
        lines.append(f'  mailbox "{name}" {{\n    auto = create\n{special}  }}')
    return "\n".join(lines)
