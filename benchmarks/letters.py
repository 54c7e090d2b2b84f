"""The letters that are measured, by the seeded writer of the samples: ``python -m benchmarks.letters KIND OUT``."""

import sys
from pathlib import Path

from tests.samples.bulk import big_letters, small_letters


def main(kind: str, out: Path) -> None:
    """Ten letters of 28 MB (``big``), one of 300 MB (``huge``), 20,200 (``small``) or 210 (``handful``) of 20 KB."""
    if kind in ("small", "handful"):
        small_letters(out, {"small": 20_200, "handful": 210}[kind], 3)
    else:
        big_letters(out, *{"big": (10, 28.0), "huge": (1, 300.0)}[kind], 7)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
