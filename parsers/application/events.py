"""Lines and table rows → events: a label with what follows it, a label nobody asked for, or plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.application.labels import Hit, Labels
from parsers.application.lines import Line
from parsers.application.marks import (
    COLON,
    SEPARATOR,
    Event,
    Label,
    Plain,
    Unknown,
    before_value,
    first_label,
    labelled,
    looks_like_label,
)
from parsers.application.name_parts import header_parts, parts_at, role_of
from parsers.application.stacked import under_labels
from parsers.application.values import fits, is_fill, phone_like, starts_like_name
from parsers.application.words import NUMBERING, squash
from parsers.looks import in_capitals

_LISTED = 0.9  # how well a label fits that the configuration lists, in these words or nearly
_NUMBER_CELL = re.compile(r"^\s*(?:№\s*(?:п/п|р/с|р/н)?|р/с|п/п|\d{1,2})\s*[.)]?\s*$", re.IGNORECASE)
_FILL_AFTER = re.compile(r"[_‗]{3,}\s*$|\.{5,}\s*$")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_DASH_AT_END = re.compile(r"[–—-]\s*$")
_SHORT_LABEL = 4  # words of a label that no mark ends
_HINT = re.compile(r"\s*\([^()]*\)\s*")
_DASH = re.compile(r"\s[–—-]\s|\s[–—](?=\S)|(?<=\S)[–—]\s")


def events(lines: Sequence[Line], labels: Labels) -> Iterator[Event]:
    """The events of a run of lines, in order."""
    style = _style(lines, labels)
    under = under_labels(lines, labels)
    index = 0
    while index < len(lines):
        line = lines[index]
        if index in under:
            yield under[index][1]
            index += under[index][0]
            continue
        if (named := parts_at(lines, index, labels)) is not None:
            yield named[1]
            index += named[0]
            continue
        if line.cells:
            used, found = _row(lines, index, labels)
            yield from found
            index += used
            continue
        used, found = _line(lines, index, labels, style)
        yield from found
        index += used


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text writes its labels: with numbers before, a dash after, nothing between, in small letters."""

    numbered: bool = False
    dashed: bool = False
    bare: bool = False
    small: bool = False


def _style(lines: Sequence[Line], labels: Labels) -> _Style:
    numbered = dashed = bare = small = 0
    for line in lines:
        if line.cells:
            continue
        match = NUMBERING.match(line.text)
        head, dash, _ = _DASH.sub("\0", line.text, count=1).partition("\0")
        numbered += bool(match) and labels.head(re.split(r"[:_\t]", line.text)[0], strict=True) is not None
        bare += not re.search(r"[:_\t]", line.text) and before_value(line, labels) is not None
        dashed += bool(dash) and ":" not in head and labels.head(head, strict=True) is not None
        begins = SEPARATOR.split(line.text, maxsplit=1)
        small += line.text[:1].islower() and len(begins) > 1 and labels.head(begins[0], strict=True) is not None
    return _Style(numbered >= 2, dashed >= 2, bare >= 3, small >= 4)


# ---------------------------------------------------------------- running text


def _line(lines: Sequence[Line], index: int, labels: Labels, style: _Style) -> tuple[int, list[Event]]:
    """The events of one line, of more where a label is broken over them; and how many lines were used."""
    line, following = lines[index], _below(lines, index)
    open_bracket = line.text.count("(") > line.text.count(")")
    if following is not None and open_bracket and following.text.count(")") > following.text.count("("):
        found = labelled(replace(line, text=f"{line.text} {following.text}"), labels)
        if found and found[0].hit.score > 0.85:
            return 2, list(found)
    found = labelled(line, labels, bare=style.bare, small=style.small)
    if found:
        used, longer = _longest(lines, index, found, labels)
        return used, list(longer)
    if following is not None and len(line.text.split()) <= 8 and len(following.text) <= 120 and not is_fill(line.text):
        broken = _broken(line, following, labels)
        if broken:
            used, longer = _longest(lines, index + 1, broken, labels)
            return 1 + used, list(longer)
    if looks_like_label(line.text) or (style.numbered and NUMBERING.match(line.text) and not phone_like(line.text)):
        return 1, [Unknown(line)]
    if style.small and looks_like_label(_DASH.sub(": ", line.text[:1].upper() + line.text[1:], count=1)):
        return 1, [Unknown(line)]
    if style.dashed and looks_like_label(_DASH.sub(": ", line.text, count=1)):
        return 1, [Unknown(line)]
    if _is_of_something_else(line.text, labels):
        return 1, [Unknown(line)]
    if following is not None and (caption := _caption(line, following, labels)) is not None:
        return 2, [caption]
    if (under := _filled_over_label(lines, index, labels)) is not None:
        return 2, [under]
    return 1, [Plain(line.text, line, asks=looks_like_label(_FILL_AFTER.sub(":", line.text)))]


def _is_of_something_else(text: str, labels: Labels) -> bool:
    """Whether a line without marks asks for what the form does not: «Индексі», «Педагогикалық өтілі (12 жыл)»."""
    head = _BRACKETED.sub("", text).strip()
    words = head.split()
    return 1 <= len(words) <= _SHORT_LABEL and head[:1].isupper() and labels.meanings.fields(head, strict=True) == ()


def _caption(line: Line, following: Line, labels: Labels) -> Label | None:
    """A value over its hint: what is written on a line with «(полное наименование)» in small type under it."""
    text = following.text.strip()
    if not (text.startswith("(") and text.endswith(")")) or _HINT.fullmatch(line.text):
        return None
    hit = labels.caption(text)
    return Label(hit, line.text, line) if hit is not None else None


def _filled_over_label(lines: Sequence[Line], index: int, labels: Labels) -> Label | None:
    """A line written on, with its label in the line under it («____№ 42 мектеп____» / «Мекеме туралы мәлімет (…)»)."""
    line, following = lines[index], _below(lines, index)
    if following is None or not _FILL_AFTER.search(line.text) or is_fill(line.text) or COLON.search(following.text):
        return None
    if index and not lines[index - 1].cells and labels.head(lines[index - 1].text, strict=True) is not None:
        return None  # the label stands above
    after = _below(lines, index + 1)
    hit = labels.head(following.text, strict=True)
    if hit is None or len(hit.fields) > 1 or after is None or not labelled(after, labels):
        return None
    return Label(hit, line.text, line)


def _below(lines: Sequence[Line], index: int) -> Line | None:
    return lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].cells else None


def _longest(lines: Sequence[Line], index: int, found: list[Label], labels: Labels) -> tuple[int, list[Label]]:
    """A label that goes on in the next line, and in the one after that; and how many lines it took."""
    used = 1
    while (
        used < 4
        and len(found) == 1
        and not found[0].rest.strip()
        and (following := _below(lines, index + used - 1)) is not None
    ):
        longer = _longer(lines[index + used - 1], following, found[0], labels)
        if not longer:
            break
        found = longer
        used += 1
    return used, found


def _longer(line: Line, following: Line, found: Label, labels: Labels) -> list[Label]:
    """The same label with its last words in the next line («Руководитель методического / объединения»)."""
    goes_on = following.text[:1].islower() or (in_capitals(line.text) and in_capitals(following.text))
    other = _starts_other(following, found, labels) and (not goes_on or found.marked or _DASH_AT_END.search(line.text))
    if COLON.search(line.text) or len(line.text) > 120 or other:
        return []
    match = SEPARATOR.search(following.text)
    head = following.text[: match.start()] if match else following.text
    if not squash(head):
        return []
    hit = labels.head(f"{found.hit.words} {head}", strict=True) if len(head.split()) <= 8 else None
    same = hit is not None and hit.shares(found.hit)
    if hit is not None and (
        (goes_on and hit.score >= 0.9 and len(head.split()) <= 4)
        or (same and (goes_on or hit.score == 1.0 or len(head) <= 3))
    ):
        return [Label(hit, following.text[match.end() :] if match else "", found.line, marked=match is not None)]
    joined = before_value(replace(line, text=f"{found.hit.words} {following.text}"), labels)
    if joined is None or not goes_on or len(joined.hit.words) <= len(found.hit.words):
        return []
    return [replace(joined, line=found.line)] if joined.hit.shares(found.hit) else []


def _starts_other(line: Line, found: Label, labels: Labels) -> bool:
    """Whether a line begins with a label of another field, and so cannot go on with this one."""
    other = first_label(line, labels)
    return other is not None and len(other.hit.words) > 3 and not other.hit.shares(found.hit)


def _broken(line: Line, following: Line, labels: Labels) -> list[Label]:
    """A label whose last word or two stand in the next line («Мекеменің мекен / жайы»)."""
    head = SEPARATOR.split(following.text, maxsplit=1)[0]
    begins_anew = labels.head(head) is not None and not head[:1].islower()
    if not 1 <= len(head.split()) <= 6 or begins_anew or COLON.search(line.text) or line.text[:1].islower():
        return []
    hit = labels.head(f"{line.text} {head}", strict=True)
    if hit is None or hit.score < 0.9 or len(squash(line.text)) < 2:
        return []
    match = SEPARATOR.search(following.text)
    rest = following.text[match.end() :] if match else ""
    return [Label(hit, rest, line, marked=match is not None)]


# ---------------------------------------------------------------- tables


def _row(lines: Sequence[Line], index: int, labels: Labels) -> tuple[int, list[Event]]:
    """The events of a table row; a row of labels over a row of values takes both."""
    line = lines[index]
    cells = list(_without_number(line.cells))
    hits = [_cell_label(cell, labels) for cell in cells]
    full = [cell for cell in cells if cell.strip()]
    labelled_cells = [hit for hit in hits if hit is not None]
    if (
        len(labelled_cells) >= 2
        and (
            ((len(labelled_cells) == len(full) or len(labelled_cells) >= 4) and _is_header(cells, hits))
            or (2 * len(labelled_cells) > len(full) and _stand_under(lines, index, labels))
        )
        and (rows := _rows_below(lines, index, labels))
    ):
        return _header(line, rows, labels)
    if len(full) == 1:
        return 1, _single(line, cells, hits, labels)
    if _is_merged_down(lines, index, cells) and _in_section(cells, hits, labels) is None:
        cells, hits = cells[1:], hits[1:]
    return 1, list(_pairs(line, cells, hits, labels))


def _is_merged_down(lines: Sequence[Line], index: int, cells: Sequence[str]) -> bool:
    """Whether the first cell goes on over several rows: a heading beside them, and no label of what stands in one."""
    if len(cells) != 3 or not all(map(str.strip, cells)):
        return False
    above, below = lines[max(0, index - 1) : index], lines[index + 1 : index + 2]
    again = any(_without_number(row.cells)[0] == cells[0] for row in (*above, *below) if row.cells)
    return again or any(row.cells[-3:-2] == ("",) and all(map(str.strip, row.cells[-2:])) for row in below)


def _without_number(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells without a first one that only counts the rows."""
    full = [cell for cell in cells if cell.strip()]
    if len(full) > 1 and cells[0].strip() and _NUMBER_CELL.match(cells[0]):
        return cells[1:]
    return cells


def _cell_label(cell: str, labels: Labels) -> Hit | None:
    text = cell.strip()
    if not text or text.startswith("("):
        return None
    parts = [part.strip(" :") for part in text.split("\n") if part.strip(" :")]
    if len(parts) > 1 and _value_below(parts, labels):
        return None
    if len(parts) == 2:
        one, other = (labels.head(part, strict=True) for part in parts)
        if one is not None and other is not None and len(one.fields) == 1 and one.shares(other):
            return one  # «Мекеменің мекен жайы / Почтовый адрес»: one label in two languages
    if (
        len(parts) > 1
        and all(len(part.split()) == 1 for part in parts[1:])
        and (hit := labels.head(", ".join(parts))) is not None
        and hit.joint
    ):
        return hit
    if (hit := labels.head(" ".join(text.split("\n")))) is not None:
        return hit
    return labels.head(text)


def _value_below(parts: Sequence[str], labels: Labels) -> bool:
    """Whether a cell has a label as its first lines and a value under it: «ӘБ жетекшісі / Омарова Айгүл»."""
    for at in range(len(parts) - 1, 0, -1):
        head, rest = " ".join(parts[:at]), " ".join(parts[at:])
        hit = labels.head(head, strict=True)
        if hit is None or rest.startswith("(") or labels.is_hint(rest):
            continue
        longer = labels.head(f"{head} {rest}", strict=True)
        if longer is not None or labels.head(rest, strict=True) is not None:
            return False
        return all(fits(field.type, rest) for field in hit.fields)
    return False


def _is_header(cells: Sequence[str], hits: Sequence[Hit | None]) -> bool:
    """Labels side by side without room for values between them."""
    places = [place for place, hit in enumerate(hits) if hit is not None]
    empty_after = sum(1 for place in places if place + 1 < len(cells) and not cells[place + 1].strip())
    return empty_after < len(places) / 2


def _stand_under(lines: Sequence[Line], index: int, labels: Labels) -> bool:
    """Whether the row below has its texts under the labels, each under one, and none that is a label."""
    above, below = lines[index].cells, lines[index + 1].cells if index + 1 < len(lines) else ()
    places = [place for place, cell in enumerate(below) if cell.strip()]
    return places == [place for place, cell in enumerate(above) if cell.strip()] and not any(
        _cell_label(below[place], labels) for place in places
    )


def _rows_below(lines: Sequence[Line], index: int, labels: Labels) -> list[Line]:
    """The rows of values under a row of labels. None at all: what looks like labels is a label and its value."""
    width = len(lines[index].cells)
    rows: list[Line] = []
    for below in lines[index + 1 :]:
        if (
            not below.cells
            or len(below.cells) != width
            or _cell_label(_without_number(below.cells)[0], labels) is not None
            or any(_holds_label(below, cell, labels) for cell in below.cells if COLON.search(cell))
            or sum(_cell_label(cell, labels) is not None for cell in below.cells) >= 2
        ):
            break
        if sum(bool(cell.strip()) for cell in below.cells) < 2:
            break  # a remark or a date under the table
        rows.append(below)
    return rows


def _header(line: Line, rows: Sequence[Line], labels: Labels) -> tuple[int, list[Event]]:
    """A row of labels and the rows under it: one row of values is a form, several are a list of people."""
    if len(rows) != 1:
        return 1 + len(rows), [Unknown(line)]
    found: list[Event] = []
    for place, cell in enumerate(line.cells):
        if not role_of(cell, labels) and (hit := _cell_label(cell, labels)) is not None:
            found.append(Label(hit, rows[0].cells[place], rows[0], closed=True))
    if (parts := header_parts(line.cells, labels)) and labels.about is not None:
        name = " ".join(cell for place in parts.values() if (cell := rows[0].cells[place].strip()))
        words = "; ".join(line.cells[place].strip() for place in parts.values())
        found.append(Label(Hit((labels.about,), 0.95, words), name, rows[0], closed=True))
    return 2, [*found, Unknown(rows[0])]


def _single(line: Line, cells: Sequence[str], hits: Sequence[Hit | None], labels: Labels) -> list[Event]:
    """A row with one full cell: a label whose value comes in the row below, or what stands in it as lines."""
    place = next(place for place, cell in enumerate(cells) if cell.strip())
    hit = hits[place]
    if hit is not None:
        return [Label(hit, "", line)]
    if place > 0:
        return [Plain(part, line, joins=True) for part in cells[place].split("\n") if part.strip()]
    return list(_cell_lines(line, cells[place], labels))


def _cell_lines(line: Line, cell: str, labels: Labels) -> Iterator[Event]:
    """A cell's own lines, read as running text."""
    parts = [
        replace(line, text=part, number=line.number + at, cells=())
        for at, part in enumerate(cell.split("\n"))
        if part.strip()
    ]
    yield from events(parts, labels)


def _pairs(line: Line, cells: Sequence[str], hits: Sequence[Hit | None], labels: Labels) -> Iterator[Event]:
    """Label and value side by side, once or twice in a row; a cell may hold both."""
    place, skipping = 0, False
    if (sectioned := _in_section(cells, hits, labels)) is not None:
        yield Label(sectioned, cells[2], line, closed=bool(cells[2].strip()))
        return
    while place < len(cells):
        cell, hit = cells[place], hits[place]
        if hit is not None:
            if place + 2 < len(cells) and _asks_more(hit, cells[place + 1], hits[place + 1], labels):
                place += 1  # «Мектеп басшысы | ТАӘ | …»: the second cell only says what of it
            end = next((at for at in range(place + 1, len(cells)) if hits[at] is not None), len(cells))
            value = _value_of(hit, cells[place + 1 : end])
            if end < len(cells) and not value and place + 1 == end:
                # Two labels that touch: what looks like the second label is the first one's value.
                end = next((at for at in range(place + 2, len(cells)) if hits[at] is not None), len(cells))
                if end == place + 2 and end >= len(cells) and not _says_it_again(hit, cells[place + 1], labels):
                    value = cells[place + 1]
                else:
                    end = place + 1
            if "\n" in value and _holds_label(line, value.partition("\n")[0], labels):
                yield from _cell_lines(line, value, labels)  # «Байланыс мәліметтері | тел: … / e-mail: …»
            else:
                yield Label(hit, value, line, closed=bool(value))
            place = end
            continue
        if cell.strip():
            found = list(_cell_lines(line, cell, labels)) if _holds_label(line, cell, labels) else []
            if found:
                yield from found
            elif place == 0:
                yield Unknown(line)
                skipping = True
            elif skipping:
                pass
            else:
                yield Plain(cell, line, joins=not any(part.strip() for part in cells[:place]))
        place += 1


def _says_it_again(hit: Hit, cell: str, labels: Labels) -> bool:
    """Whether a cell beside a label is the label in another language; «физика пәні» beside «Пәні» is its value."""
    other = labels.head(cell, strict=True)
    return other is not None and other.shares(hit)


def _in_section(cells: Sequence[str], hits: Sequence[Hit | None], labels: Labels) -> Hit | None:
    """«Білім ұйымы | Мекенжайы | …»: a cell merged over several rows says whose, the one beside it what."""
    if len(cells) != 3 or hits[1] is None or hits[2] is not None or not cells[0].strip() or not cells[2].strip():
        return None
    together = labels.head(f"{cells[0]} {cells[1]}")
    if together is None or len(together.fields) > 1 or hits[0] is None:
        return None
    # «Қатысушы | Пәні»: a label that the form knows keeps its own meaning beside whose it is.
    kept = hits[1].score < _LISTED or together.fields[0].type in {field.type for field in hits[1].fields}
    return together if kept else None


def _asks_more(hit: Hit, cell: str, other: Hit | None, labels: Labels) -> bool:
    """Whether the cell beside a label only says more of what is asked for: the form's hint, or the label again."""
    if other is not None and other.shares(hit):
        return len(hit.fields) == len(other.fields) == 1
    return squash(cell) in labels.hints


def _value_of(hit: Hit, cells: Sequence[str]) -> str:
    """The value beside a label: one cell; a second one only where both are parts of one value."""
    full = [cell for cell in cells if cell.strip()]
    if len(full) == 2 and len(hit.fields) == 1:
        kind = hit.fields[0].type
        if (kind == "phone" and phone_like(full[1])) or (
            kind == "person" and len(full[0].split()) == 1 and starts_like_name(full[1])
        ):
            return "\n".join(full)
    if len(full) == 3 and hit.fields[0].type == "person" and all(_is_name_part(cell) for cell in full):
        return " ".join(map(str.strip, full))
    return full[0] if full else ""


def _is_name_part(cell: str) -> bool:
    return len(cell.split()) == 1 and starts_like_name(cell)


def _holds_label(line: Line, cell: str, labels: Labels) -> bool:
    return any(labelled(replace(line, text=part, cells=()), labels) for part in cell.split("\n") if part.strip())
