"""The small overview's completeness report as a file; ``python -m tests.reports.golden`` renews it."""

from pathlib import Path

from reports.words import Words
from reports.writing import Wanted, make
from tests.reports.builder import the_contest
from tests.reports.overviews import small

GOLDEN = Path(__file__).with_name("golden.json")


def current() -> bytes:
    """What the report is now."""
    return make("completeness", "json", Wanted(small(), the_contest(), Words("kk")))


if __name__ == "__main__":
    GOLDEN.write_bytes(current())
