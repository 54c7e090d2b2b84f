"""``python -m tests.samples OUT_DIR [--seed N] [--letters N]``."""

import argparse
from pathlib import Path

from tests.samples import generate


def main() -> None:
    """Write the sample letters and say how many."""
    options = argparse.ArgumentParser(prog="python -m tests.samples", description=__doc__)
    options.add_argument("out", type=Path, metavar="OUT_DIR")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--letters", type=int, default=None, help="stop after the story that reaches this number")
    given = options.parse_args()
    made = generate(given.out, given.seed, given.letters)
    print(f"{len(made.made)} letters, {len(made.submissions)} submissions: {given.out}")


if __name__ == "__main__":
    main()
