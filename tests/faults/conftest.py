"""A house with the real readers for every test of a fault that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.real import RealHouse, a_real_house
from tests.servers.fixtures import account, authority, line, login, opened, server, spool, user

__all__ = ["account", "authority", "house", "line", "login", "opened", "server", "spool", "user"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[RealHouse]:
    """An empty house."""
    with a_real_house(tmp_path) as made:
        yield made
