"""How a name reads «to whom», as a person confirmed it: a decision on a field of the submission, like any other.

The item is «leader:dative:kk»: the field, the case, the language. The value holds the name that was looked at and the
form, so that a form is never printed for a name that has been corrected since.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.decisions.values import STANDING, Decision, Verb

LEADER = "leader"
CASE = "dative"
LANGUAGES = ("kk", "ru", "en")
_ARROW = " → "


@dataclass(frozen=True, slots=True)
class Form:
    """A confirmed form: of which name, in which language."""

    submission: int
    language: str
    name: str
    form: str


def item_of(language: str) -> str:
    """What a decision on the form in a language is about."""
    return f"{LEADER}:{CASE}:{language}"


def is_form(item: str) -> bool:
    """Whether a field's decision is about a form of a name."""
    return item in map(item_of, LANGUAGES)


def value_of(name: str, form: str) -> str:
    """What such a decision says."""
    return f"{name}{_ARROW}{form}"


def forms(decisions: Iterable[Decision]) -> tuple[Form, ...]:
    """The forms that stand."""
    return tuple(
        Form(one.submission, one.target.item.rpartition(":")[2], *one.value.split(_ARROW, 1))
        for one in decisions
        if one.verb is Verb.FIELD
        and one.standing == STANDING
        and one.submission is not None
        and is_form(one.target.item)
        and _ARROW in one.value
    )
