"""Times in the sentences of errors."""

from pathlib import Path

import pytest

from tests.console.running import baiqau


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_time_in_an_error_is_written_as_people_write_it(tmp_path: Path, language: str) -> None:
    """Day, month, year, hour and minute; no offset."""
    words = ("extend", "№ 5 гимназия", "--until", "2025-10-01", "--reason", "x")
    ran = baiqau("--lang", language, "--data", tmp_path / "data", *words)
    assert ran.code == 2
    assert "01.10.2025 23:59" in ran.err
    assert "17.10.2025 23:59" in ran.err
    assert "+05:00" not in ran.err
