"""What tests of this room share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.houses import House, a_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty house."""
    with a_house(tmp_path) as empty:
        yield empty
