"""What a rule is, and the moment at which it looks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pipeline.contest import Contest
from pipeline.state import Finding, SubmissionState


@dataclass(frozen=True, slots=True)
class Moment:
    """When is judged, by which contest, and whether all that can have come in time is processed (model.md 27)."""

    now: datetime
    closed: bool
    contest: Contest


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it asks (with its place in the regulations), and a pure check."""

    name: str
    description: str
    check: Callable[[SubmissionState, Moment], tuple[Finding, ...]]
