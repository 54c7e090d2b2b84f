"""Seeded sample letters of a contest, each with an expected twin (see README.md)."""

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from tests.samples.stories import (
    bound,
    complete,
    doubtful,
    forms,
    hostile,
    lacking,
    rivals,
    scanned,
    strangers,
    timing,
    wire,
)
from tests.samples.stories.base import AS_OF, EARLIER, Letters

Story = Callable[[Letters], None]
STORIES: tuple[Story, ...] = (
    *chain(complete.FIRST, timing.FIRST, lacking.FIRST, strangers.FIRST, doubtful.FIRST, rivals.FIRST, hostile.FIRST),
    *chain(
        complete.REST,
        bound.REST,
        forms.REST,
        timing.REST,
        lacking.REST,
        strangers.REST,
        doubtful.REST,
        rivals.REST,
        wire.REST,
        hostile.REST,
        scanned.REST,
    ),
)


def make(seed: int = 1, letters: int | None = None) -> Letters:
    """Tell the stories until there are ``letters`` letters (a story is never cut; None: all stories)."""
    made = Letters(seed)
    for story in STORIES:
        if letters is not None and len(made.made) >= letters:
            break
        story(made)
    return made


def generate(out: Path, seed: int = 1, letters: int | None = None) -> Letters:
    """Write ``out/letters/*.eml``, ``out/expected/<stem>.json`` each and ``out/expected/submissions.json``.

    The same seed gives the same bytes. Letters and twins of an earlier run in ``out`` are removed.
    """
    made = make(seed, letters)
    for folder, ending in (("letters", "eml"), ("expected", "json")):
        (out / folder).mkdir(parents=True, exist_ok=True)
        for stale in (out / folder).glob(f"*.{ending}"):
            stale.unlink()
    for letter in made.made:
        (out / "letters" / f"{letter.stem}.eml").write_bytes(letter.raw)
        _write(out / "expected" / f"{letter.stem}.json", letter.twin)
    _write(
        out / "expected" / "submissions.json",
        {"as_of": AS_OF, "earlier_as_of": EARLIER, "submissions": made.submissions},
    )
    return made


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


__all__ = ["STORIES", "generate", "make"]
