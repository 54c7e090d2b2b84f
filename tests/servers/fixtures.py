"""One Dovecot for all tests of a run; each test has its own user in it, and so an empty mailbox, behind a faulty line.

A conftest.py takes in those it needs: ``from tests.servers.fixtures import account, authority, …  # noqa: F401``.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intake.mailbox import Account, Login, Mailbox
from intake.spool import Spool
from tests.servers.certificates import Authority, an_authority
from tests.servers.dovecot import MISSING, PASSWORD, PROGRAM, Dovecot, User, a_dovecot
from tests.servers.imap_proxy import Proxy, a_proxy

_users = itertools.count(1)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs the test servers' certificates."""
    return an_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def server(authority: Authority) -> Iterator[Dovecot]:
    """A running Dovecot."""
    if PROGRAM is None:
        pytest.skip(MISSING)
    with a_dovecot(authority=authority) as running:
        yield running


@pytest.fixture
def user(server: Dovecot) -> User:
    """A user of it, with an empty inbox."""
    return server.user(f"user{next(_users)}@example.kz")


@pytest.fixture
def line(server: Dovecot) -> Iterator[Proxy]:
    """A faulty line to it."""
    with a_proxy(server.port) as proxy:
        yield proxy


@pytest.fixture
def login(tmp_path: Path) -> Login:
    """Its password, in a file."""
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return Login(file=file)


@pytest.fixture
def account(line: Proxy, user: User, login: Login) -> Account:
    """The mailbox behind the faulty line, with a short patience."""
    return Account("127.0.0.1", user.name, login, line.port, "plain", timeout_seconds=5)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """An empty spool."""
    return Spool(tmp_path / "raw")


Opened = Callable[..., Mailbox]


@pytest.fixture
def opened(account: Account) -> Iterator[Opened]:
    """Opens the mailbox, with changes to its account; closed afterwards."""
    boxes: list[Mailbox] = []

    def open_it(**changed: object) -> Mailbox:
        boxes.append(Mailbox.open(replace(account, **changed)))  # type: ignore[arg-type]
        return boxes[-1]

    yield open_it
    for box in boxes:
        box.close()
