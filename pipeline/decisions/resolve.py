"""Which decisions stand: the newest of one verb on one target wins; undoing is a decision that can be undone itself."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.decisions.values import Entry, Sort, Target, Verb
from pipeline.identity import spelt

# What answers one question answers it together: whoever withdraws a submission and then accepts it has accepted it.
_QUESTION = {Verb.WITHDRAW: Verb.VERDICT, Verb.ROLE: Verb.KIND}
Slot = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Every decision, oldest first, and which of them were taken back and by which.

    ``received`` and ``places`` by letter key, ``files`` by letter key and SHA-256 (all that were not taken back, oldest
    first), ``schools`` the extensions given to schools, ``submissions`` by founder and then by question and item.
    """

    entries: tuple[Entry, ...] = ()
    undone: Mapping[int, int] = field(default_factory=dict)
    received: Mapping[str, Entry] = field(default_factory=dict)
    places: Mapping[str, Entry] = field(default_factory=dict)
    files: Mapping[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    schools: tuple[Entry, ...] = ()
    submissions: Mapping[str, Mapping[tuple[Verb, str], Entry]] = field(default_factory=dict)

    @property
    def live(self) -> tuple[Entry, ...]:
        """What was not taken back, oldest first, but for the undoing itself."""
        return tuple(one for one in self.entries if one.id not in self.undone and one.verb is not Verb.UNDO)

    @property
    def letters(self) -> frozenset[str]:
        """Keys of the letters that people spoke of: where they belong, when they came, what their files are."""
        return frozenset((*self.received, *self.places, *(key for key, _ in self.files)))

    def of(self, founder: str, verb: Verb, item: str = "") -> Entry | None:
        """The standing decision on a submission's question."""
        return self.submissions.get(founder, {}).get((verb, item))

    def tip(self, number: int) -> int:
        """The decision that has to be undone so that this one stands no longer, or stands again.

        A decision is undone once at most; it is taken back again by undoing the newest of the chain of undoings.
        """
        by = {one.undoes: one.id for one in self.entries if one.undoes is not None}
        while number in by:
            number = by[number]
        return number


NOTHING = Decided()


def resolve(entries: Iterable[Entry]) -> Decided:
    """What stands of these entries, in whatever order they come."""
    ordered = tuple(sorted(entries, key=lambda one: one.id))
    undone: dict[int, int] = {}
    for one in reversed(ordered):
        # Newer undoings come first here, so that one that was undone itself takes nothing back.
        if one.undoes is not None and one.id not in undone:
            undone[one.undoes] = one.id
    received: dict[str, Entry] = {}
    places: dict[str, Entry] = {}
    files: dict[tuple[str, str], tuple[Entry, ...]] = {}
    schools: list[Entry] = []
    submissions: dict[str, dict[tuple[Verb, str], Entry]] = defaultdict(dict)
    for one in ordered:
        if one.id in undone:
            continue
        for target in one.targets:
            match one.verb, target.sort:
                case Verb.RECEIVED, _:
                    received[target.key] = one
                case Verb.PLACE, _:
                    places[target.key] = one
                case ((Verb.KIND | Verb.ROLE), _):
                    at = (target.key, target.item)
                    files[at] = (*files.get(at, ()), one)
                case Verb.EXTEND, Sort.SCHOOL:
                    schools.append(one)
                case Verb.UNDO, _:
                    pass
                case verb, _:
                    submissions[target.key][question(verb), target.item] = one
    return Decided(ordered, undone, received, places, files, tuple(schools), dict(submissions))


def question(verb: Verb) -> Verb:
    """The question that a verb answers: the newest answer counts, whatever its verb."""
    return _QUESTION.get(verb, verb)


def superseded(decided: Decided, founders: Mapping[str, str | None]) -> frozenset[int]:
    """Decisions that were not taken back but do not count any more: for each of their targets there is a newer answer.

    ``founders``: letter key to the founder of the submission that it is in. The same bytes in one submission share
    decisions (model.md 15), so what was decided later on another copy counts there as well.
    """
    taken: set[Slot] = set()
    old = set()
    for one in reversed(decided.live):
        slots = [_slots(one.verb, target, founders) for target in one.targets]
        if all(any(slot in taken for slot in some) for some in slots):
            old.add(one.id)
        taken.update(some[0] for some in slots)
    return frozenset(old)


def _slots(verb: Verb, target: Target, founders: Mapping[str, str | None]) -> tuple[Slot, ...]:
    """The slot that a decision takes, and further ones that leave nothing of it when they are taken later."""
    if target.sort is Sort.FILE:
        where = founders.get(target.key) or target.key
        return (
            (Verb.KIND, where, target.item, target.pages),
            (Verb.KIND, where, target.item, None),
        )
    if target.sort is Sort.SCHOOL:
        return ((verb, target.sort, spelt(target.key)),)
    return ((question(verb), target.sort, target.key, target.item),)
