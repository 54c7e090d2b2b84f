"""What is remembered of words is bounded in bytes, whatever strangers write."""

import ast
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.kazakh import fold, root, roots, transliterated
from parsers.remembering import LINE, WORD, remembered, remembered_beside
from pipeline.sounding import belongs, sound

ROOMS = ("intake", "parsers", "pipeline")
_HERE = Path(__file__).parents[2]


def test_a_word_is_worked_on_once_and_a_long_one_each_time() -> None:
    """Up to as many characters as told."""
    asked: list[str] = []

    @remembered(10, 5)
    def doubled(text: str) -> str:
        asked.append(text)
        return text * 2

    assert [doubled(text) for text in ("abcde", "abcde", "abcdef", "abcdef")] == ["abcde" * 2] * 2 + ["abcdef" * 2] * 2
    assert asked == ["abcde", "abcdef", "abcdef"]


def test_no_more_words_are_remembered_than_told() -> None:
    """The first of many is worked on again."""
    asked: list[str] = []

    @remembered(3)
    def same(text: str) -> str:
        asked.append(text)
        return text

    for text in "abcda":
        assert same(text) == text
    assert asked == list("abcda")


@pytest.mark.parametrize(("text", "beside", "times"), [("a", "b", 1), ("a" * 6, "b", 2), ("a", "b" * 6, 2)])
def test_of_two_texts_both_are_short(text: str, beside: str, times: int) -> None:
    """A long one beside a short one is not remembered either."""
    asked: list[str] = []

    @remembered_beside(10, 5)
    def joined(one: str, other: str) -> str:
        """Both."""
        asked.append(one)
        return one + other

    assert [joined(text, beside), joined(text, beside)] == [text + beside] * 2
    assert len(asked) == times
    assert joined.__doc__ == "Both."


def test_letters_without_spaces_are_not_kept() -> None:
    """Words of two thousand letters leave nothing behind."""

    def read(number: int) -> None:
        word = f"{number:x}".translate(str.maketrans("0123456789", "qrstuvwxyz")) + "жx" * 1_000
        fold(word), root(word), roots(word), transliterated(word), sound(word), belongs(word, "мектеп")

    read(0)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(1, 16):
            read(number)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 30_000


def test_no_cache_is_keyed_by_texts_of_any_length() -> None:
    """``functools``' own bound entries and not bytes: for what strangers write there is ``remembered``."""
    found = [name for room in ROOMS for file in sorted((_HERE / room).rglob("*.py")) for name in _cached_by_text(file)]
    assert found == []
    assert WORD < LINE


def _cached_by_text(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(one) for one in node.decorator_list):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if any(one.annotation and ast.unparse(one.annotation).split()[0] in ("str", "bytes") for one in arguments):
                yield f"{file.name}:{node.name}"
