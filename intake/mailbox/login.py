"""What a mailbox is opened with. The secret itself is read when it is needed and kept in no value of ours."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from intake.errors import reason
from intake.mailbox.errors import MailboxError


class Tokens(Protocol):
    """Who gives out access tokens for XOAUTH2."""

    def access_token(self, *, fresh: bool = False) -> str:
        """A token that is valid now; ``fresh``: not the one of before. Raises MailboxError where none can be had."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where the password comes from, or who gives out tokens instead of one; exactly one of them.

    ``env``: a variable of the environment. ``file``: its first line. ``credential``: a name in the folder that systemd
    passes in $CREDENTIALS_DIRECTORY (systemd.exec(5)). ``tokens``: XOAUTH2. Nothing of it shows a secret in ``repr``.
    """

    env: str = ""
    file: Path | None = None
    credential: str = ""
    tokens: Tokens | None = field(default=None, repr=False)

    def password(self, environ: Mapping[str, str] | None = None) -> str:
        """The password, read anew each time so that a changed one is found; raises MailboxError when there is none."""
        known = os.environ if environ is None else environ
        if self.env:
            return _some(known.get(self.env, ""), self.env)
        if self.credential:
            folder = known.get("CREDENTIALS_DIRECTORY", "")
            if not folder:
                raise MailboxError("secret_absent", where=f"$CREDENTIALS_DIRECTORY/{self.credential}")
            return _line(Path(folder) / self.credential)
        if self.file is not None:
            return _line(self.file)
        raise MailboxError("secret_absent", where="mailbox.password_env, password_file, credential")


def _line(path: Path) -> str:
    """The first line of a file: editors end it, passwords have no ends of lines."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "UTF-8"
        raise MailboxError("secret_absent", where=f"{path} ({why})") from error
    return _some(text.split("\n", 1)[0].rstrip("\r"), str(path))


def _some(secret: str, where: str) -> str:
    if not secret:
        raise MailboxError("secret_absent", where=where)
    return secret
