"""Applications by the hundred in every shape that schools give the form: exactly what stands in them, and no more.

What the shapes and values are made of stands in ``generated``; the floors are what the rules reach on seeds that they
were not mended for, minus little. A value that is wrong weighs more than one that is missing.
"""

from pathlib import Path

import pytest

from pipeline.contest import load
from tests.applications.generated.making import ALL, paper
from tests.applications.papers import Score, compare, facts

SEEDS = range(20_000, 20_006)
IN_ANY_SHAPE, IN_ALL, WRONG = 0.93, 0.985, 0.01
PRINTED = ("colon", "table", "broken_lines", "ask_from")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """What was counted in each shape."""
    known = load(Path(__file__).parents[2] / "config.toml").contest.knowledge
    folder = tmp_path_factory.mktemp("generated")
    scores: dict[str, Score] = {}
    for shape in ALL:
        scores[shape] = Score()
        papers = [paper(seed, shape) for seed in SEEDS]
        if shape in PRINTED:
            papers.append(paper(SEEDS[0], shape, "pdf"))
        for one in papers:
            compare(one, facts(one, folder, known).application, scores[shape])
    return scores


def test_fields_are_read_exactly_in_every_shape(measured: dict[str, Score]) -> None:
    """No shape is so strange that its fields are lost; over all of them hardly one is."""
    misses = "\n".join(miss for score in measured.values() for miss in score.misses)
    worst = min(measured.values(), key=lambda score: score.written / score.fields)
    assert worst.written >= IN_ANY_SHAPE * worst.fields, misses
    assert sum(s.written for s in measured.values()) >= IN_ALL * sum(s.fields for s in measured.values()), misses
    assert sum(s.normal for s in measured.values()) >= IN_ALL * sum(s.with_normal for s in measured.values()), misses


def test_hardly_a_value_is_wrong(measured: dict[str, Score]) -> None:
    """A field that says something else than the paper is worse than an empty one."""
    wrong = sum(score.extra + score.wrong for score in measured.values())
    misses = "\n".join(miss for score in measured.values() for miss in score.misses)
    assert wrong <= WRONG * sum(score.fields for score in measured.values()), misses
