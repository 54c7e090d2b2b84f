"""A form whose labels stand under what is written: «____№ 42 мектеп____», and «Мекеменің атауы» under the line.

Which way round a form goes is told by the values that show what they are: where numbers, addresses of mail and names
fit the label below them and not the one above, every value is the one above.
"""

from collections.abc import Sequence

from parsers.application.labels import Hit, Labels
from parsers.application.lines import Line
from parsers.application.marks import COLON, Label
from parsers.application.values import fits, is_fill, stripped

_SHOWN = ("phone", "email", "person", "date")
_ENOUGH = 3  # values that fit the label below them only
_LONGEST = 150  # characters of a label
_MOST = 3  # lines of a value


def under_labels(lines: Sequence[Line], labels: Labels) -> dict[int, tuple[int, Label]]:
    """For each line at which a value over its label begins: how many lines both take, and the label with its value.

    Empty where the form's labels stand above or beside, as they mostly do.
    """
    alone = [_alone(line, labels) for line in lines]
    if sum(hit is not None for hit in alone) < _ENOUGH or not _is_upside_down(lines, alone, labels):
        return {}
    found: dict[int, tuple[int, Label]] = {}
    free = 0
    for at, hit in enumerate(alone):
        if hit is None:
            continue
        begin = max(free, at - _MOST) if free else at - 1
        value = " ".join(filter(None, (stripped(line.text, labels) for line in lines[begin:at])))
        if begin >= 0 and begin < at and not any(line.cells for line in lines[begin:at]) and value:
            found[begin] = (at - begin + 1, Label(hit, value, lines[begin], closed=True))
        free = at + 1
    return found


def _alone(line: Line, labels: Labels) -> Hit | None:
    """The label that a whole line is, where it can be one field's only."""
    if line.cells or len(line.text) > _LONGEST or COLON.search(line.text) or is_fill(line.text):
        return None
    hit = labels.head(line.text, strict=True)
    return hit if hit is not None and not line.text[:1].isdigit() else None


def _is_upside_down(lines: Sequence[Line], alone: Sequence[Hit | None], labels: Labels) -> bool:
    above = below = 0
    for at, hit in enumerate(alone):
        if hit is None or hit.fields[0].type not in _SHOWN:
            continue
        over = at > 0 and alone[at - 1] is None and fits(hit.fields[0].type, stripped(lines[at - 1].text, labels))
        under = (
            at + 1 < len(lines)
            and alone[at + 1] is None
            and fits(hit.fields[0].type, stripped(lines[at + 1].text, labels))
        )
        above += over and not under
        below += under and not over
    return above >= _ENOUGH and above > 2 * below
