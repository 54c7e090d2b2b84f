"""Papers written apart from the parser, through the real readers: what is an application, and what its fields say.

The sets were frozen before they were first measured. What a set gave then stands in README.md; the floors here are what
holds now, minus little, so that no change for one school is paid by another.
"""

from pathlib import Path

import pytest

from pipeline.contest import load
from tests.applications.papers import Score, measure

FLOORS = {
    "blind_1": (0.99, 0.99),
    "blind_2": (0.99, 0.99),
    "blind_3": (0.99, 0.99),
    "blind_4": (0.98, 0.98),
    "blind_5": (0.97, 0.98),
    "blind_6": (0.99, 0.99),
    "blind_7": (0.98, 0.98),
    "blind_8": (0.98, 0.98),
    "blind_9": (0.98, 0.98),
    "blind_10": (0.98, 0.98),
    "blind_11": (0.97, 0.98),
    "blind_12": (0.96, 0.96),
    "blind_13": (0.98, 0.99),
    "blind_14": (0.99, 0.99),
}


@pytest.fixture(scope="module", params=FLOORS)
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Score]:
    """A set and what was counted over it: its papers are made and read once."""
    known = load(Path(__file__).parents[2] / "config.toml").contest.knowledge
    return request.param, measure(request.param, tmp_path_factory.mktemp(request.param), known)


def test_fields_are_read_exactly(measured: tuple[str, Score]) -> None:
    """The share of fields right as written and in normal form, and hardly a value where nothing stands."""
    name, score = measured
    written, normal = FLOORS[name]
    report = "\n".join(score.misses)
    assert score.written >= written * score.fields, report
    assert score.normal >= normal * score.with_normal, report
    assert score.extra <= 0.01 * score.fields, report


def test_only_applications_are_applications(measured: tuple[str, Score]) -> None:
    """No other paper is taken for one, and a blank form gives no field; every application is recognised."""
    _, score = measured
    assert score.told == score.papers, "\n".join(miss for miss in score.misses if "told wrong" in miss)
