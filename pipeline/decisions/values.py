"""The values of deciding: a decision as it is kept, as it is told, and what it is about.

Decisions address evidence: a letter by its key, a file by its letter and the SHA-256 of its bytes, a submission by the
key of the letter that founded it, a school by its name as written. Never a derived number, which may lead elsewhere
tomorrow. All times are aware.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Verb(StrEnum):
    """What is decided; ``value`` of the decision in brackets.

    VERDICT (accept, reject, hold, reopen) and WITHDRAW (withdraw) on a submission; KIND (keys of kinds, joined by a
    comma, "application" may be among them) and ROLE (application, annex, none) on a file or pages of it; PLACE (the
    founder's key, or NEW) on letters; SCHOOL (the school's name as a person wrote it) on a submission; FIELD (text) on
    a submission's field; RECEIVED (ISO time) on a letter; EXTEND (ISO time) on a submission or a school; WAIVE on a
    submission's kind; UNDO on a decision.
    """

    VERDICT = "verdict"
    WITHDRAW = "withdraw"
    KIND = "kind"
    ROLE = "role"
    PLACE = "place"
    SCHOOL = "school"
    FIELD = "field"
    RECEIVED = "received"
    EXTEND = "extend"
    WAIVE = "waive"
    UNDO = "undo"


class Sort(StrEnum):
    """What a decision is about."""

    SUBMISSION = "submission"
    LETTER = "letter"
    FILE = "file"
    SCHOOL = "school"
    DECISION = "decision"


NEW = "new"
Fate = Literal["standing", "undone", "superseded", "orphaned"]
STANDING: Fate = "standing"
UNDONE: Fate = "undone"
SUPERSEDED: Fate = "superseded"
ORPHANED: Fate = "orphaned"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a decision is about.

    ``key``: a letter's key (of a submission its founder's, of a file its letter's), a school's name as written, or a
    decision's number. ``item``: of a file its SHA-256, of a submission the key of a field or kind. ``pages``: 1-based,
    None for the whole file. ``name``: what a person called it (the file's name as sent, the number shown), for the log
    alone.
    """

    sort: Sort
    key: str
    item: str = ""
    pages: tuple[int, ...] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the person saw. ``facts``: fingerprint, "" where nothing depends on facts; ``letters``: keys of the letters
    of the submission decided on; ``left``: what letters that were put elsewhere left behind, a submission each, its
    founder first; ``claims``: the kinds that the file (or its pages) was taken for.
    """

    facts: str = ""
    letters: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    left: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as it is kept. ``undoes``: the decision that it takes back, for UNDO alone."""

    id: int
    at: datetime
    by: str
    verb: Verb
    targets: tuple[Target, ...]
    value: str
    reason: str
    basis: Basis = field(default_factory=Basis)
    undoes: int | None = None

    @property
    def target(self) -> Target:
        """The first (mostly the only) thing that it is about."""
        return self.targets[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is told: an entry and what became of it.

    ``standing``: it counts, was taken back, a newer one took its place, or what it is about is not there any more.
    ``older_facts``: it stands, but the facts are no longer those that the person saw. ``submission``: the number that
    people call the submission by which it concerns now, None where it concerns none.
    """

    id: int
    at: datetime
    by: str
    verb: Verb
    targets: tuple[Target, ...]
    value: str
    reason: str
    standing: Fate
    older_facts: bool = False
    submission: int | None = None
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def target(self) -> Target:
        """The first (mostly the only) thing that it is about."""
        return self.targets[0]


@dataclass(frozen=True, slots=True)
class Placement:
    """Whose letters people said they are, by letter key.

    ``placed``: the founder's key (its own: it founds a submission) and the number of the decision that says so.
    ``pinned``: the founder's key, for letters of a submission that was decided on and therefore stays as it was seen.
    """

    placed: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    pinned: Mapping[str, str] = field(default_factory=dict)

    def founder(self, key: str) -> str | None:
        """The founder of the submission that a letter is held in by people; None where the machine tells."""
        return self.placed[key][0] if key in self.placed else self.pinned.get(key)

    def links(self, key: str) -> frozenset[str]:
        """Keys by which the letter has to be found together with those that people put beside it."""
        founder = self.founder(key)
        return frozenset() if founder is None else frozenset({f"d:{founder}"})


NOBODY = Placement()
