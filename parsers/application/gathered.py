"""What reading a form's lines comes to."""

from dataclasses import dataclass, field

from parsers.application.labels import Hit
from parsers.application.lines import Line
from parsers.facts import FieldValue


@dataclass
class Gathered:
    """What a run of events holds: values by key, labels met (at the start of a line), labels of nobody's form.

    ``rivals``: the people of a field that more than one was written for.
    """

    values: dict[str, FieldValue] = field(default_factory=dict)
    labels: dict[str, Hit] = field(default_factory=dict)
    leading: dict[str, None] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    rivals: dict[str, list[str]] = field(default_factory=dict)
    unknown: int = 0
    last: Line | None = None
    bold_labels: int = 0
    plain_labels: int = 0
