"""The watch keeps nothing of the letters that it has taken: what it holds is the same after ten as after a thousand."""

import gc
import tracemalloc
from pathlib import Path

import pytest

from console.daemon.watch import Watch
from pipeline.reader import Reader
from pipeline.workers import Workers
from tests.faults.watched import DiskBox, a_watched_house
from tests.pipeline.letters import letter, plain_reader

_LONG = 100_000  # letters of one "word", as a picture or a key pasted into a letter is one


def _shop(number: int) -> bytes:
    word = chr(ord("a") + number) + "x" * _LONG
    return letter(f"shop{number}@example.com", f"№{number}", text=word, files={"invoice.pdf": "other"})


def test_nothing_of_a_letter_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of unrelated letters, each a hundred kilobytes long, not even one is still held after several rounds."""
    monkeypatch.setenv("BAIQAU_TEST_PASSWORD", "unused")
    box = DiskBox(tmp_path / "box")
    with a_watched_house(tmp_path, opened=box.open) as house, Workers[Reader](1, plain_reader) as workers:
        watch = Watch(house.place(workers))

        def take(numbers: range) -> None:
            for number in numbers:
                box.deliver(_shop(number))
            watch.once()
            gc.collect()

        take(range(6))  # the first round warms everything up
        tracemalloc.start()
        try:
            take(range(6, 12))
            take(range(12, 18))
            held, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert len(house.letters()) == 18
    assert held < 12 * _LONG / 4
