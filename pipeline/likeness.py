"""Pictures that show nearly the same: a photograph sent twice, a scan that was turned, made smaller or packed again.

A look is 1024 bits (``parsers.ocr.likeness``). Remarks alone rest on it. In time linear in the number of pictures but
for those within one submission, which are few.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from parsers.facts import FileFacts
from parsers.remembering import LINE, remembered
from pipeline.state import FileState, Finding, Judged, LetterState, SubmissionState, Timing

# The share of squares that differ, of those that stand out in either. Of 2,700 pairs of different sample papers, some
# of one wording, the nearest differ by 0.085, and nearly all copies by less than the first of these. Photographs have
# more shades in which copies differ, and are further apart.
_NEAR, _NEAR_PHOTOGRAPHS = 0.07, 0.15
_SIDE, _BITS = 32, 1024
_BANDS = 32
_MOST = 300  # pictures of one submission that are held against each other
_ROLES = frozenset(("document", "annex", "unrecognised"))


def near(one: FileFacts, other: FileFacts) -> bool:
    """Whether two files show nearly the same, page by page, each page turned as it may be."""
    most = _NEAR_PHOTOGRAPHS if one.role == other.role == "annex" else _NEAR
    same = len(one.looks) == len(other.looks) > 0
    return same and all(_near(a, b, most) for a, b in zip(one.looks, other.looks, strict=True))


def _near(one: str, other: str, most: float) -> bool:
    if not one or not other:
        return False
    number = int(other, 16)
    return any((turned ^ number).bit_count() <= most * (turned | number).bit_count() for turned in _turned(one))


@remembered(4096, LINE)
def _turned(look: str) -> tuple[int, ...]:
    """A look and the same turned by one, two and three right angles."""
    bits = f"{int(look, 16):0{_BITS}b}"
    made = []
    for _ in range(4):
        made.append(int(bits, 2))
        rows = [bits[at : at + _SIDE] for at in range(0, _BITS, _SIDE)]
        bits = "".join("".join(row[at] for row in reversed(rows)) for at in range(_SIDE))
    return tuple(made)


def near_pictures(files: Iterable[FileState]) -> Iterator[Finding]:
    """A remark for each file of a submission that shows nearly what an earlier one does."""
    seen: list[FileState] = []
    for file in files:
        if not _is_told(file) or len(seen) >= _MOST:
            continue
        other = next((one for one in seen if near(one.facts, file.facts)), None)
        if other is None:
            seen.append(file)
        elif other.sha256 != file.sha256:
            yield Finding("remark", "near_picture", {"file": file.name, "other": other.name}, passed=True)


def shared_pictures(judged: Sequence[Judged]) -> dict[int, list[Finding]]:
    """By place: a remark for each file of a submission that shows nearly what another school's does."""
    bearers: dict[tuple[int, str], list[tuple[int, FileState]]] = defaultdict(list)
    found: dict[int, list[Finding]] = defaultdict(list)
    for place, one in enumerate(judged):
        for file in _pictures_of(one.state):
            keys = list(_keys(file.facts.looks[0]))
            others = (pair for key in keys for pair in bearers[key])
            match = next((pair for pair in others if _is_shared(judged, place, file, *pair)), None)
            if match is not None:
                at, other = match
                found[place].append(_shared(file, other, judged[at].state.number))
                found[at].append(_shared(other, file, one.state.number))
            for key in keys:
                bearers[key].append((place, file))
    return {place: list({tuple(f.params.items()): f for f in of}.values()) for place, of in found.items()}


def _keys(look: str) -> Iterator[tuple[int, str]]:
    """Pieces of a look, of which two that are near have some in common; pieces of plain paper are nobody's own."""
    size = len(look) // _BANDS
    pieces = ((at, look[at * size : (at + 1) * size]) for at in range(_BANDS))
    return ((at, piece) for at, piece in pieces if piece.strip("0f"))


def _is_shared(judged: Sequence[Judged], place: int, file: FileState, at: int, other: FileState) -> bool:
    one, two = judged[place].state, judged[at].state
    own = at == place or one.founder in two.rivals or two.founder in one.rivals
    return not own and file.sha256 != other.sha256 and near(file.facts, other.facts)


def _shared(file: FileState, other: FileState, number: int) -> Finding:
    params = {"file": file.name, "other": other.name, "number": str(number)}
    return Finding("remark", "shared_picture", params, passed=True)


def _is_told(file: FileState) -> bool:
    return bool(file.facts.looks) and all(file.facts.looks) and file.facts.role in _ROLES


def _pictures_of(state: SubmissionState) -> Iterator[FileState]:
    letters: Iterable[LetterState] = (x for x in state.letters if state.timing[x.key] is Timing.ON_TIME)
    return (file for letter in letters for file in letter.files if _is_told(file))
