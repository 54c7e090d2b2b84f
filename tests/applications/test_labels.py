"""What schools call the fields of the application, read without a list."""

import tomllib
from pathlib import Path

import pytest

from parsers.application.labels import Labels
from tests.recognition.measure import knowledge

LABELS = tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def labels() -> Labels:
    """The labels of the shipped form."""
    return Labels(knowledge().form)


@pytest.mark.parametrize("key", [key for key in LABELS if key != "foreign"])
def test_a_label_means_its_field(key: str, labels: Labels) -> None:
    """One of the fields that a label may mean is the right one, for all but one of them."""
    written = str(LABELS[key]).strip().splitlines()
    wrong = [label for label in written if (hit := labels.head(label)) is None or key not in _keys(hit.fields)]
    assert len(wrong) <= 1, wrong


def test_what_a_form_asks_besides_is_no_field(labels: Labels) -> None:
    """The deputy, the bookkeeper, years of service, numbers of registers."""
    assert [label for label in str(LABELS["foreign"]).strip().splitlines() if labels.head(label)] == []


def _keys(fields: tuple[object, ...]) -> list[str]:
    return [str(getattr(field, "key", "")) for field in fields]
