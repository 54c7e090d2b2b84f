"""Where people put letters, and which submissions stay together because they were decided on (model.md 12, 13)."""

from collections.abc import Iterator, Mapping

from pipeline.decisions.resolve import Decided
from pipeline.decisions.values import NEW, Entry, Placement, Sort, Verb


def placement(decided: Decided, *, placed_only: bool = False) -> Placement:
    """Each letter that people hold somewhere, and where. Newer decisions go before older ones.

    ``placed_only``: by decisions on where letters belong alone, not by those that a submission was otherwise given.
    """
    roots = _roots(decided.places)
    placed = {key: (root, decided.places[key].id) for key, root in roots.items()}
    pinned: dict[str, str] = {}
    for one in reversed(decided.live):
        if placed_only and one.verb is not Verb.PLACE:
            continue
        for founder, letters in _held(one, decided):
            if placed.get(founder, (founder,))[0] != founder:
                continue  # A submission that a person put elsewhere as a whole holds nothing together any more.
            for key in (founder, *letters):
                if key not in placed:
                    pinned.setdefault(key, founder)
    # A founder that holds letters is held by nobody else, whatever was seen with it earlier.
    for founder in {*pinned.values(), *(root for root, _ in placed.values())}:
        if founder in pinned:
            pinned[founder] = founder
    return Placement(placed, pinned)


def _held(one: Entry, decided: Decided) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The submissions that a decision was made on, by founder, with the letters that they had then."""
    target = one.target
    if one.verb is Verb.PLACE:
        if not any(decided.places.get(target.key) is one for target in one.targets):
            return
        if one.value != NEW:
            yield one.value, one.basis.letters
        yield from ((left[0], left) for left in one.basis.left)
        return
    standing = decided.submissions.get(target.key, {}).values() if target.sort is Sort.SUBMISSION else ()
    if one.value != "reopen" and any(other is one for other in standing):
        yield target.key, one.basis.letters


def _roots(places: Mapping[str, Entry]) -> dict[str, str]:
    """The founder that each placed letter ends with.

    A letter placed beside one that was placed itself goes where that one went. Newer decisions are followed first: one
    that would lead round in a circle does not count.
    """
    way: dict[str, str] = {}
    for key, one in sorted(places.items(), key=lambda item: (-item[1].id, item[0])):
        to = _beside(one, places) if one.value == NEW else one.value
        if to != key and _end(to, way) == key:
            continue
        way[key] = to
    return {key: _end(key, way) for key in way}


def _beside(one: Entry, places: Mapping[str, Entry]) -> str:
    """The founder of what a person made a submission of its own: the first of its letters that is still there."""
    return next(target.key for target in one.targets if places[target.key] is one)


def _end(key: str, way: Mapping[str, str]) -> str:
    while key in way and way[key] != key:
        key = way[key]
    return key
