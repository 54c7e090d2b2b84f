"""What holds for every test: hypothesis tries the same examples each time, new ones where asked; one PostgreSQL server.

``HYPOTHESIS_PROFILE=explore`` looks for new examples; a change must not fail for what another one brought in.
``HYPOTHESIS_PROFILE=mutants`` tries few and does not look for the simplest that fails: thousands of changes are judged.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.databases import Server, a_server
from tests.temporary import SYSTEM

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.register_profile(
    "mutants", derandomize=True, deadline=None, max_examples=8, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: made at collection (an archive bears its time), they name a test differently
    in each worker process, and pytest-xdist then runs none.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Whatever asks for a temporary file, libraries and programs too, gets it where pytest tidies up.

    What a killed run leaves goes with one of the next runs: the system's temporary folder would keep it for ever.
    """
    folder = tmp_path_factory.mktemp("t")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    yield folder
    os.environ["TMPDIR"] = tempfile.tempdir = str(SYSTEM)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server that all tests of this process share, started by the first that asks."""
    with a_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database, for tests that must hold on both: "" is SQLite in the data folder."""
    if request.param == "sqlite":
        return ""
    server: Server = request.getfixturevalue("postgresql")
    return server.database()
