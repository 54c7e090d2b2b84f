"""The table of faults is true: what it names is there, and no row is without its test."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
WANTED = {*range(1, 15), *range(16, 20), *range(21, 31), *range(33, 37)}


def rows_of(name: str) -> set[int]:
    """Rows that the tests of a file name."""
    tests = re.findall(r"def test_rows?((?:_\d+)+)_", (FOLDER / name).read_text("utf-8"))
    return {int(number) for found in tests for number in found.strip("_").split("_")}


def test_every_row_has_a_test_of_its_name_in_each_file_that_the_table_tells() -> None:
    """A range of rows is in the file as a whole."""
    told: dict[int, list[str]] = {}
    for line in (FOLDER / "README.md").read_text("utf-8").splitlines():
        if found := re.match(r"\| (\d+)(?:–(\d+))? \|", line):
            files = re.findall(r"`(test_\w+\.py)`", line.partition("(")[0])
            for row in range(int(found[1]), int(found[2] or found[1]) + 1):
                told[row] = files
    assert told.keys() >= WANTED
    for row, files in told.items():
        assert files, row
        assert all(row in rows_of(name) for name in files), row
