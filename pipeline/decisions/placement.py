"""Where people put letters, and which submissions stay together because they were decided on (model.md 12, 13)."""

from collections.abc import Mapping

from pipeline.decisions.resolve import Decided
from pipeline.decisions.values import NEW, Entry, Placement, Sort


def placement(decided: Decided) -> Placement:
    """Each letter that people hold somewhere, and where. Newer decisions go before older ones."""
    roots = _roots(decided.places)
    placed = {key: (root, decided.places[key].id) for key, root in roots.items()}
    pinned: dict[str, str] = {}
    for one in reversed(decided.live):
        founder = _founder(one, decided)
        if founder is None or placed.get(founder, (founder,))[0] != founder:
            continue  # A submission that a person put elsewhere as a whole holds nothing together any more.
        for key in (founder, *one.basis.letters):
            if key not in placed:
                pinned.setdefault(key, founder)
    # A founder that holds letters is held by nobody else, whatever was seen with it earlier.
    for founder in {*pinned.values(), *(root for root, _ in placed.values())}:
        if founder in pinned:
            pinned[founder] = founder
    return Placement(placed, pinned)


def _founder(one: Entry, decided: Decided) -> str | None:
    """The founder of the submission that a decision was made on; None for one that holds nothing together."""
    target = one.target
    if target.sort is Sort.LETTER and one.value and one in decided.places.values():
        return None if one.value == NEW else one.value
    if target.sort is not Sort.SUBMISSION or one.value == "reopen":
        return None
    return target.key if one in decided.submissions.get(target.key, {}).values() else None


def _roots(places: Mapping[str, Entry]) -> dict[str, str]:
    """The founder that each placed letter ends with.

    A letter placed beside one that was placed itself goes where that one went. Newer decisions are followed first: one
    that would lead round in a circle does not count.
    """
    way: dict[str, str] = {}
    for key, one in sorted(places.items(), key=lambda item: (-item[1].id, item[0])):
        to = key if one.value in (NEW, key) else one.value
        if to != key and _end(to, way) == key:
            continue
        way[key] = to
    return {key: _end(key, way) for key in way}


def _end(key: str, way: Mapping[str, str]) -> str:
    while key in way and way[key] != key:
        key = way[key]
    return key
