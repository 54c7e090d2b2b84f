"""The line that a school's head signs on: «Директор ____________ А. Мұқанова», and whose whole name it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers import normal
from parsers.application.lines import Line
from parsers.application.meaning import Meanings
from parsers.application.prose import SURENESS, Letter
from parsers.facts import FieldValue
from parsers.knowledge import Form
from parsers.nominative import nominative

_ON_A_LINE = re.compile(r"[_‗]{4,}\s*[/(]?\s*(?P<name>[^_/()]*[^_/()\s.,:;][^_/()]*)[/)]?\s*$")
_SURENESS = 0.8


def add_signer(values: dict[str, FieldValue], lines: Sequence[Line], form: Form, meanings: Meanings) -> None:
    """Who signed, where the form has the head's name on the line to sign on and nobody else there.

    A name written in full elsewhere in the letter is then the head's; initials on the line are how the head signed.
    Nothing is changed where the whole form is written on such lines.
    """
    people = [item for item in form.fields if item.type == "person"]
    head = next((i for i in people if i.required and not any(o.key == f"{i.key}_phone" for o in form.fields)), None)
    signer = next((item for item in people if not item.required), None)
    known = values.get(head.key) if head is not None else None
    if head is None or signer is None or known is None or signer.key in values or "." not in known.value:
        return
    own = {(line.page, line.number): line for line in lines}
    line = own.get((known.page or 0, known.line or 0))
    if line is None or line.cells or not _signed(line, known.value):
        return
    for value in values.values():
        other = own.get((value.page or 0, value.line or 0))
        if other is not None and other is not line and _signed(other, value.value):
            return
    values[signer.key] = replace(known, key=signer.key, confidence=_SURENESS)
    letter = Letter([other for other in lines if not other.cells], meanings)
    for name, place, whose in letter.people():
        if whose == "head" and len(name.split()) == 3 and "." not in name and normal.same_person(name, known.value):
            at, shown = letter.line_at(place), normal.of("person", nominative(name), form.area_code)
            values[head.key] = FieldValue(head.key, name, shown, at.page, at.number, SURENESS)
            return


def _signed(line: Line, value: str) -> bool:
    match = _ON_A_LINE.search(line.text)
    return match is not None and value in match["name"]
