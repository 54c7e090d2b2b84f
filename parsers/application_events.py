"""Lines and table rows → events: a label with what follows it, a label nobody asked for, or plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.application_labels import NUMBERING, Hit, Labels, squash, without_brackets
from parsers.application_lines import Line
from parsers.application_values import EMAIL, fits, is_fill, phone_like, starts_like_name
from parsers.knowledge import FieldType

_SEPARATOR = re.compile(r"\s*(?::(?!//)|\t|[_‗]{2,}|\.{4,}|…{2,}|\s[–—=-]\s|\s[–—-](?=\S)|[–—](?=\s)|\s{4,}|-(?=\s))\s*")
_NUMBER_CELL = re.compile(r"^\s*(?:№\s*(?:п/п|р/с|р/н)?|р/с|п/п|\d{1,2})\s*[.)]?\s*$", re.IGNORECASE)
_FILL_AFTER = re.compile(r"[_‗]{3,}\s*$|\.{5,}\s*$")
_DASH = re.compile(r"\s[–—-]\s|\s[–—](?=\S)|(?<=\S)[–—]\s")
_COLON = re.compile(r":(?!//)")
_BETWEEN = re.compile(r"(?:^|[\s,;.|/])$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the form; ``rest`` is what follows it in its line or cells.

    ``leads``: it begins its line or cell. ``marked``: a mark or a cell's border stands between label and value.
    ``closed``: the value is whole (it stood in cells of its own), so no later line belongs to it.
    """

    hit: Hit
    rest: str
    line: Line
    leads: bool = True
    marked: bool = True
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A label that is none of the form's: it ends the value before it."""

    line: Line


@dataclass(frozen=True, slots=True)
class Plain:
    """Text without a label. ``joins``: a cell under the value before it, which it goes on with.

    ``asks``: words before a line to write on, a label of nobody's or the end of a value that fills such a line.
    """

    text: str
    line: Line
    joins: bool = False
    asks: bool = False


Event = Label | Unknown | Plain


def events(lines: Sequence[Line], labels: Labels) -> Iterator[Event]:
    """The events of a run of lines, in order."""
    style = _style(lines, labels)
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.cells:
            used, found = _row(lines, index, labels)
            yield from found
            index += used
            continue
        following = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].cells else None
        used, found = _line(line, following, labels, style)
        yield from found
        index += used


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text writes its labels: with numbers before, with a dash after, with nothing between."""

    numbered: bool = False
    dashed: bool = False
    bare: bool = False


def _style(lines: Sequence[Line], labels: Labels) -> _Style:
    numbered = dashed = bare = 0
    for line in lines:
        if line.cells:
            continue
        match = NUMBERING.match(line.text)
        head, dash, _ = _DASH.sub("\0", line.text, count=1).partition("\0")
        numbered += bool(match) and labels.head(re.split(r"[:_\t]", line.text)[0], strict=True) is not None
        bare += not re.search(r"[:_\t]", line.text) and _before_value(line, labels) is not None
        dashed += bool(dash) and ":" not in head and labels.head(head, strict=True) is not None
    return _Style(numbered >= 2, dashed >= 2, bare >= 3)


# ---------------------------------------------------------------- running text


def _line(line: Line, following: Line | None, labels: Labels, style: _Style) -> tuple[int, list[Event]]:
    """The events of one line, of two where a label is broken over them; and how many lines were used."""
    open_bracket = line.text.count("(") > line.text.count(")")
    if following is not None and open_bracket and following.text.count(")") > following.text.count("("):
        joined = replace(line, text=f"{line.text} {following.text}")
        found = labelled(joined, labels)
        if found and found[0].hit.score > 0.85:
            return 2, list(found)
    found = labelled(line, labels, bare=style.bare)
    if found:
        if following is not None and not found[0].rest and (longer := _longer(line, following, found[0], labels)):
            return 2, list(longer)
        return 1, list(found)
    if following is not None and len(line.text.split()) <= 8 and len(following.text) <= 120 and not is_fill(line.text):
        broken = _broken(line, following, labels)
        if broken:
            return 2, list(broken)
    if looks_like_label(line.text) or (style.numbered and NUMBERING.match(line.text) and not phone_like(line.text)):
        return 1, [Unknown(line)]
    if style.dashed and looks_like_label(_DASH.sub(": ", line.text, count=1)):
        return 1, [Unknown(line)]
    return 1, [Plain(line.text, line, asks=looks_like_label(_FILL_AFTER.sub(":", line.text)))]


def _longer(line: Line, following: Line, found: Label, labels: Labels) -> list[Label]:
    """The same label with its last words in the next line («Руководитель методического / объединения»)."""
    if _COLON.search(line.text) or len(line.text) > 120:
        return []
    match = _SEPARATOR.search(following.text)
    head = following.text[: match.start()] if match else following.text
    hit = labels.head(f"{line.text} {head}", strict=True) if len(head.split()) <= 8 else None
    if hit is not None and set(hit.fields) & set(found.hit.fields) and (head[:1].islower() or hit.score == 1.0):
        return [Label(hit, following.text[match.end() :] if match else "", line, marked=match is not None)]
    joined = _before_value(replace(line, text=f"{line.text} {following.text}"), labels)
    longer = joined is not None and len(joined.hit.words) > len(line.text) and following.text[:1].islower()
    return [joined] if joined is not None and longer and set(joined.hit.fields) & set(found.hit.fields) else []


def _broken(line: Line, following: Line, labels: Labels) -> list[Label]:
    """A label whose last word or two stand in the next line («Мекеменің мекен / жайы»)."""
    head = _SEPARATOR.split(following.text, maxsplit=1)[0]
    if not 1 <= len(head.split()) <= 6 or labels.head(head) is not None or _COLON.search(line.text):
        return []
    hit = labels.head(f"{line.text} {head}")
    if hit is None or hit.score < 0.9 or len(squash(line.text)) < 2:
        return []
    match = _SEPARATOR.search(following.text)
    rest = following.text[match.end() :] if match else ""
    return [Label(hit, rest, line, marked=match is not None)]


def labelled(line: Line, labels: Labels, *, bare: bool = False) -> list[Label]:
    """The labels of a line with what follows each, from left to right; none when it begins with no label."""
    first = _first(line, labels, bare=bare)
    if first is None:
        return _inside(line, line.text, labels)[1]
    nested = _first(replace(line, text=first.rest), labels) if first.rest.strip() else None
    if nested is not None and (nested.marked or nested.hit.fields == first.hit.fields):
        if nested.hit.fields == first.hit.fields or set(nested.hit.fields) & set(first.hit.fields):
            hit = Hit(nested.hit.fields, first.hit.score, first.hit.words)
            return [replace(nested, hit=hit, line=line, leads=True)]
        return [replace(first, rest=""), *labelled(replace(line, text=first.rest), labels)]
    cut, inner = _inside(line, first.rest, labels)
    if inner:
        return [replace(first, rest=first.rest[:cut]), *inner]
    return [first]


def _first(line: Line, labels: Labels, *, bare: bool = False) -> Label | None:
    """The label that a line begins with: up to a mark, the whole line, or before a value that fits it."""
    text = line.text
    for count, match in enumerate(_SEPARATOR.finditer(text)):
        if count >= 4 or match.start() > 200:
            break
        if match.start() == 0:
            continue
        hit = labels.head(text[: match.start()], strict=match[0].strip()[:1] in ("–", "—", "-"))
        if hit is not None and not text[: match.start()].strip().startswith("("):
            return Label(hit, text[match.end() :], line)
    if not text.strip().startswith("(") and (hit := labels.head(text, strict=not text.rstrip().endswith(":"))) is not None:
        return Label(hit, "", line, marked=_COLON.search(text) is not None)
    return _before_value(line, labels, bare=bare)


def _before_value(line: Line, labels: Labels, *, bare: bool = False) -> Label | None:
    """A label with its value beside it and nothing between: the value must show what it is."""
    found = labels.prefix(line.text)
    if found is None:
        return None
    hit, rest = found
    if hit.words.count("(") > hit.words.count(")"):
        rest = rest.lstrip(" ).:")
    hint = re.match(r"\s*\(([^()]*)\)\s*[:–—-]?", rest)
    marked = False
    if hint and not re.search(r"\d", hint[1]):
        rest, marked = rest[hint.end() :], True
    value = rest.strip(" .,;")
    if not value:
        return None
    fields = tuple(field for field in hit.fields if _tells(field.type, value, words=len(hit.words.split()), marked=marked, bare=bare))
    return Label(Hit(fields, hit.score, hit.words), rest, line, marked=marked) if fields else None


def _tells(type: FieldType, value: str, *, words: int, marked: bool, bare: bool) -> bool:
    if type in ("phone", "date"):
        return fits(type, value)
    if type == "email":
        return EMAIL.match(value) is not None
    if type == "person":
        return starts_like_name(value)
    opens = value[:1].isupper() or value[:1].isdigit() or value[:1] in "«\"“„№" or ((marked or bare) and type == "subject")
    opens = opens or (type == "text" and re.search(r"\d", value) is not None and re.match(r"[^\W\d_]{1,4}[.\-]", value) is not None)
    return opens and (words >= 2 or marked or value[:1] in "«\"“„№") and not re.search(r"[.!?]\s+[^\W\d_]{4,}.*[.!?]$", value)


def _inside(line: Line, text: str, labels: Labels) -> tuple[int, list[Label]]:
    """Labels in the middle of a text (before a colon, or after a comma or a gap), and where the first begins."""
    found: list[tuple[int, int, Hit]] = []
    position = 0
    for colon in _COLON.finditer(text):
        hit = labels.suffix(text[position : colon.start()])
        if hit is not None:
            start = position + hit[1]
            if start > 0 and _boundary(text[:start], text[start]):
                found.append((start, colon.end(), hit[0]))
                position = colon.end()
    for gap in re.finditer(r"[,;]\s+|\t\s*|\s{3,}", text):
        if any(start <= gap.end() <= end for start, end, _ in found):
            continue
        beside = _before_value(replace(line, text=text[gap.end() :]), labels)
        if beside is not None and all(field.type in ("phone", "email") for field in beside.hit.fields):
            end = text.find(beside.hit.words, gap.end()) + len(beside.hit.words)
            found.append((gap.end(), end, beside.hit))
    found.sort(key=lambda item: item[0])
    if not found:
        return len(text), []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    return found[0][0], [Label(hit, text[end:stop], line, leads=False) for (_, end, hit), stop in zip(found, ends, strict=True)]


def _boundary(before: str, first: str) -> bool:
    """Whether a label may begin here: after a mark, a number or a wide gap, or with a capital after a word."""
    stripped = before.rstrip()
    if not stripped:
        return True
    gap = before[len(stripped) :]
    return stripped[-1] in ",;.)»\"/|_" or stripped[-1].isdigit() or "\t" in gap or len(gap) >= 3 or (first.isupper() and bool(gap))


def looks_like_label(text: str) -> bool:
    """Whether a line asks for something: a few words and a colon, or words before a line to write on."""
    text = NUMBERING.sub("", text)
    match = re.search(r":(?!//)(?!\d)|[_‗]{3,}|\.{5,}|\t", text)
    if match is None or (match[0][0] in "_‗." and match.end() == len(text.rstrip())):
        return False
    head = without_brackets(text[: match.start()]).strip()
    words = head.split()
    if not 1 <= len(words) <= 8 or not head[:1].isalpha() or "@" in head or re.search(r"\d{3}", head):
        return False
    return head[:1].isupper() and head.count("«") == head.count("»")


# ---------------------------------------------------------------- tables


def _row(lines: Sequence[Line], index: int, labels: Labels) -> tuple[int, list[Event]]:
    """The events of a table row; a row of labels over a row of values takes both."""
    line = lines[index]
    cells = [cell for cell in _without_number(line.cells)]
    hits = [_cell_label(cell, labels) for cell in cells]
    full = [cell for cell in cells if cell.strip()]
    labelled_cells = [hit for hit in hits if hit is not None]
    if len(labelled_cells) >= 2 and (len(labelled_cells) == len(full) or len(labelled_cells) >= 4) and _is_header(cells, hits):
        return _header(lines, index, labels)
    if len(full) == 1:
        return 1, _single(line, cells, hits, labels)
    return 1, list(_pairs(line, cells, hits, labels))


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
    if (hit := labels.head(" ".join(text.split("\n")))) is not None:
        return hit
    return labels.head(text)


def _is_header(cells: Sequence[str], hits: Sequence[Hit | None]) -> bool:
    """Labels side by side without room for values between them."""
    places = [place for place, hit in enumerate(hits) if hit is not None]
    empty_after = sum(1 for place in places if place + 1 < len(cells) and not cells[place + 1].strip())
    return empty_after < len(places) / 2


def _header(lines: Sequence[Line], index: int, labels: Labels) -> tuple[int, list[Event]]:
    """A row of labels and the rows under it: one row of values is a form, several are a list of people."""
    line = lines[index]
    width = len(line.cells)
    rows: list[Line] = []
    for below in lines[index + 1 :]:
        if not below.cells or len(below.cells) != width or _cell_label(_without_number(below.cells)[0], labels) is not None:
            break
        if sum(bool(cell.strip()) for cell in below.cells) < 2:
            break  # a remark or a date under the table
        rows.append(below)
    if len(rows) != 1:
        return 1 + len(rows), [Unknown(line)]
    found: list[Event] = []
    for place, cell in enumerate(line.cells):
        if (hit := _cell_label(cell, labels)) is not None:
            found.append(Label(hit, rows[0].cells[place], rows[0], closed=True))
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
    parts = [replace(line, text=part, number=line.number + at, cells=()) for at, part in enumerate(cell.split("\n")) if part.strip()]
    yield from events(parts, labels)


def _pairs(line: Line, cells: Sequence[str], hits: Sequence[Hit | None], labels: Labels) -> Iterator[Event]:
    """Label and value side by side, once or twice in a row; a cell may hold both."""
    place = 0
    while place < len(cells):
        cell, hit = cells[place], hits[place]
        if hit is not None:
            end = next((at for at in range(place + 1, len(cells)) if hits[at] is not None), len(cells))
            value = _value_of(hit, cells[place + 1 : end])
            if end < len(cells) and not value and place + 1 == end:
                # Two labels that touch: what looks like the second label is the first one's value.
                end = next((at for at in range(place + 2, len(cells)) if hits[at] is not None), len(cells))
                if end == place + 2 and end >= len(cells):
                    value = cells[place + 1]
                else:
                    end = place + 1
            yield Label(hit, value, line, closed=bool(value))
            place = end
            continue
        if cell.strip():
            found = list(_cell_lines(line, cell, labels)) if _holds_label(line, cell, labels) else []
            if found:
                yield from found
            elif place == 0:
                yield Unknown(line)
                place = next((at for at in range(1, len(cells)) if hits[at] is not None), len(cells))
                continue
            else:
                yield Plain(cell, line, joins=not any(part.strip() for part in cells[:place]))
        place += 1


def _value_of(hit: Hit, cells: Sequence[str]) -> str:
    """The value beside a label: one cell; a second one only where both are parts of one value."""
    full = [cell for cell in cells if cell.strip()]
    if len(full) == 2 and len(hit.fields) == 1:
        kind = hit.fields[0].type
        if (kind == "phone" and phone_like(full[1])) or (kind == "person" and len(full[0].split()) == 1 and starts_like_name(full[1])):
            return "\n".join(full)
    return full[0] if full else ""


def _holds_label(line: Line, cell: str, labels: Labels) -> bool:
    return any(labelled(replace(line, text=part, cells=()), labels) for part in cell.split("\n") if part.strip())
