"""What tests of this room share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.houses import House, a_house


@pytest.fixture
def house(tmp_path: Path, database: str) -> Iterator[House]:
    """An empty house, with each of the databases."""
    with a_house(tmp_path, database) as empty:
        yield empty
