"""Archives in several files, by their names: which files are one archive, in which order, and which of them lack.

Names alone: «Портфолио.part2.rar», «a.rar» with «a.r00», «a.7z.001», «a.zip» with «a.z01». Endings alone make no set of
what may be an archive by itself: «a.rar» and «a.zip» are volumes only beside one that is surely one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from parsers.facts import Part

Way = Literal["rar", "parts", "zip"]
_NAMES: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("rar", re.compile(r"(?i)^(?P<stem>.+)\.part(?P<number>\d{1,4})\.(?:rar|exe)$")),
    ("rar", re.compile(r"(?i)^(?P<stem>.+)\.r(?P<old>\d\d)$")),
    ("parts", re.compile(r"(?i)^(?P<stem>.+\.(?:7z|zip|rar|tar|tgz|gz))\.(?P<number>\d{3})$")),
    ("zip", re.compile(r"(?i)^(?P<stem>.+)\.z(?P<number>\d\d)$")),
)
_ALONE = re.compile(r"(?i)^(?P<stem>.+)\.(?P<way>rar|zip)$")
_LAST = 10_000
_TOLD = 20
# Mail programs put these behind a name that they have met before: «Портфолио.part2 (1).rar».
_COPY = re.compile(r"\s?\(\d{1,2}\)(?=\.|$)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Volume:
    """One file of several: how it is parted, the name without that, and its number from 1 (``_LAST``: the last)."""

    way: Way
    stem: str
    number: int


def volume_of(name: str) -> Volume | None:
    """What a name says; None for one that may be an archive by itself."""
    bare = _COPY.sub("", name.rpartition("/")[2].strip())
    for way, pattern in _NAMES:
        if found := pattern.match(bare):
            old = found.groupdict().get("old")
            number = int(old) + 2 if old is not None else int(found["number"])
            return Volume(way, found["stem"].casefold(), number)
    return None


def _beside(name: str) -> Volume | None:
    """What a file is where others make it one of several: «a.rar» the first of the old ones, «a.zip» the last."""
    found = _ALONE.match(_COPY.sub("", name.rpartition("/")[2].strip()))
    if found is None:
        return None
    is_rar = found["way"].lower() == "rar"
    return Volume("rar" if is_rar else "zip", found["stem"].casefold(), 1 if is_rar else _LAST)


def together(names: Sequence[str]) -> list[list[tuple[int, int]]]:
    """The sets among files: for each, the number and the place in ``names`` of its volumes, in order.

    Two files of one number are taken once, the first; what belongs to no set is in none.
    """
    sets: dict[tuple[Way, str], dict[int, int]] = {}
    for at, name in enumerate(names):
        if (volume := volume_of(name)) is not None:
            sets.setdefault((volume.way, volume.stem), {}).setdefault(volume.number, at)
    for at, name in enumerate(names):
        beside = _beside(name)
        if beside is not None and beside.number not in (of := sets.get((beside.way, beside.stem), {})) and of:
            of[beside.number] = at
    return [sorted(of.items()) for of in sets.values()]


def grouped(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """The parts of a letter in their order, volumes of one archive together where the first of them stands."""
    readable = [part for part in parts if part.file and part.problem is None]
    sets = [[readable[at] for _, at in numbered] for numbered in together([part.name for part in readable])]
    whose = {part.path: of for of in sets for part in of}
    made: list[tuple[Part, ...]] = []
    for part in parts:
        of = whose.get(part.path)
        if of is None:
            made.append((part,))
        elif part.path == min(of, key=lambda one: [p.path for p in parts].index(one.path)).path:
            made.append(tuple(of))
    return made


def lacking(names: Iterable[str], more: int = 0) -> tuple[int, ...]:
    """The numbers that lack between the first and the last of one set; ``more``: one that is known to follow.

    The last of a set of zip files has no number: which lack is known when it is there.
    """
    given = list(names)
    numbers = {number for of in together(given) for number, _ in of} or set()
    known = {number for number in numbers if number != _LAST}
    top = max(known | ({more} if more else set()), default=0)
    missing = [number for number in range(1, top + 1) if number not in known]
    return tuple(missing[:_TOLD])


def numbers_told(detail: str) -> tuple[int, ...]:
    """The numbers in the detail of a problem ``volume``."""
    return tuple(int(word) for word in re.findall(r"\d+", detail))
