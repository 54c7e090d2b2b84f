"""A name asked for in parts: «Тегі: …», «Аты: …», «Әкесінің аты: …», in lines, in rows or side by side, as one name."""

import re
from collections.abc import Sequence

from parsers.application.labels import Hit, Labels
from parsers.application.lines import Line
from parsers.application.marks import Label
from parsers.application.values import name_like, stripped
from parsers.application.words import NUMBERING, PLAIN, words_of
from parsers.knowledge import FormField

_FAMILY, _FIRST, _FATHER = "family_name", "first_name", "father_name"
_ROLES = (_FAMILY, _FIRST, _FATHER)
_SPLITS = re.compile(r"\s*[:|\t]\s*|\s+[–—-]\s+|_{2,}|\s*\n\s*")
_LONGEST = 60  # characters of a part's label or of a part
_MOST_WORDS = 5  # of a part's label


def role_of(text: str, labels: Labels) -> str:
    """Which part of a name a label asks for, "" for none or for several («Тегі, аты», «Аты-жөні»)."""
    words = [word for word in words_of(text) if word not in PLAIN]
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST or any(map(str.isdigit, words)):
        return ""
    groups = [labels.meanings.groups(word) for word in words]
    told = frozenset().union(*groups)
    if not told & set(_ROLES) or any(not group for group in groups) or told & {"place", "contest"}:
        return ""
    if any("person" in group and group.isdisjoint(_ROLES) for group in groups):
        return ""  # «Аты-жөні», «ТАӘ»: the whole name
    if "association" in told and told.isdisjoint({"leader", "head"}):
        return ""  # «Бірлестіктің аты»
    if _FATHER in told:
        return "" if _FAMILY in told else _FATHER
    return "" if {_FAMILY, _FIRST} <= told else next(role for role in _ROLES if role in told)


def parts_at(lines: Sequence[Line], index: int, labels: Labels) -> tuple[int, Label] | None:
    """The name whose parts begin at a line, and how many lines it takes; None where no parts stand there."""
    found: dict[str, str] = {}
    owner, used, asked = "", 0, list[str]()
    for line in lines[index : index + 4]:
        whose, parts = _parts(line, labels)
        if not parts or any(role in found for role, _, _ in parts) or (whose and owner and whose != owner):
            break
        owner = owner or whose
        for role, label, value in parts:
            found[role] = value
            asked.append(label)
        used += 1
    if _FAMILY not in found or _FIRST not in found or not found[_FAMILY]:
        return None
    field = _whose([owner, *asked, lines[index - 1].text.strip(" :") if index else ""], labels)
    if field is None:
        return None
    name = " ".join(value for role in _ROLES if (value := found.get(role, "")))
    words = "; ".join(dict.fromkeys(filter(None, (owner, *asked))))
    return used, Label(Hit((field,), 0.95, words), name, lines[index], closed=True)


def _parts(line: Line, labels: Labels) -> tuple[str, list[tuple[str, str, str]]]:
    """Whose the parts of one line are, as written ("" where it does not say), and each: role, label, value."""
    text = "\t".join(cell.strip() for cell in line.cells if cell.strip()) if line.cells else line.text
    pieces = [piece.strip(" ,;.") for piece in _SPLITS.split(NUMBERING.sub("", text)) if piece.strip(" ,;.")]
    owner, asked = "", ""
    found: list[tuple[str, str, str]] = []
    for place, piece in enumerate(pieces):
        if role_of(piece, labels):
            if asked:
                return "", []
            asked = piece
        elif asked:
            value, following = _apart(piece, labels)
            value = stripped(value, labels)
            if value and (not name_like(value) or len(value.split()) > 2):
                return "", []
            found.append((role_of(asked, labels), asked, value))
            asked = following
        elif place == 0 and len(pieces) > 1:
            owner = piece
        else:
            return "", []
    return (owner, found) if found and not asked else ("", [])


def _apart(piece: str, labels: Labels) -> tuple[str, str]:
    """A value, and the next part's label behind it in one run of words: «Тен Имя»."""
    words = piece.split()
    for count in (2, 1):
        if len(words) > count and role_of(" ".join(words[-count:]), labels):
            return " ".join(words[:-count]), " ".join(words[-count:])
    return piece, ""


def _whose(said: list[str], labels: Labels) -> FormField | None:
    """The person whose name it is: as a label beside the parts says, else whom the form is about."""
    for text in said:
        hit = labels.head(text) if text else None
        person = next((field for field in hit.fields if field.type == "person"), None) if hit is not None else None
        if person is not None and person.required:
            return person
    return labels.about


def header_parts(cells: Sequence[str], labels: Labels) -> dict[str, int]:
    """The columns of a name's parts in a row of labels, family name first; none where the row has no family name."""
    found = {role: place for place, cell in enumerate(cells) if (role := role_of(cell, labels))}
    return {role: found[role] for role in _ROLES if role in found} if {_FAMILY, _FIRST} <= found.keys() else {}
