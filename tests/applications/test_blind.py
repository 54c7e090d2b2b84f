"""Papers written apart from the parser, through the real readers: what is an application, and what its fields say.

The sets were frozen before they were first measured. What a set gave then stands in README.md; the floors here are what
holds now, minus little, so that no change for one school is paid by another.
"""

from pathlib import Path

import pytest

from parsers.knowledge import Knowledge
from pipeline.contest import load
from tests.applications.papers import facts, measure, papers

FLOORS = {"blind_1": (0.98, 0.98), "blind_2": (0.98, 0.97), "blind_3": (0.97, 0.97)}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """What the contest's own configuration teaches."""
    return load(Path(__file__).parents[2] / "config.toml").contest.knowledge


@pytest.mark.parametrize("name", FLOORS)
def test_fields_are_read_exactly(name: str, knowledge: Knowledge, tmp_path: Path) -> None:
    """The share of fields right as written and in normal form, and hardly a value where nothing stands."""
    score = measure(name, tmp_path, knowledge)
    written, normal = FLOORS[name]
    report = "\n".join(score.misses)
    assert score.written >= written * score.fields, report
    assert score.normal >= normal * score.with_normal, report
    assert score.extra <= 0.01 * score.fields, report


@pytest.mark.parametrize("name", FLOORS)
def test_only_applications_are_applications(name: str, knowledge: Knowledge, tmp_path: Path) -> None:
    """No other paper is taken for one, and a blank form gives no field; every application is recognised."""
    wrong = []
    for paper in papers(name):
        found = facts(paper, tmp_path, knowledge).application
        filled = found is not None and bool(found.fields)
        if filled != (paper.role == "application") or (paper.role == "none" and found is not None):
            wrong.append(paper.name)
    assert wrong == []
