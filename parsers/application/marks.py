"""The labels in one line, and what they leave of it: before a mark, before a value that fits, or inside the line."""

import re
from dataclasses import dataclass, replace

from parsers import normal
from parsers.application.labels import Hit, Labels
from parsers.application.lines import Line
from parsers.application.values import EMAIL, lacks_house, phone_like, starts_like_name
from parsers.application.words import NUMBERING, names_something, without_brackets, words_of
from parsers.knowledge import FieldType

SEPARATOR = re.compile(r"\s*(?::(?!//)|\t|[_‗]{2,}|\.{4,}|…+|\s[–—=-]\s|\s[–—-](?=\S)|[–—](?=\s)|\s{4,}|-(?=\s))\s*")
_ENDS_LABEL = re.compile(r":(?!//)|(?<=[^\W\d_])\s*[_‗]{2,}")
COLON = re.compile(r":(?!//)")
_IN_A_SUBJECT = frozenset({"teacher", "neutral", "subject"})  # «математика және физика пәндері»
_ASKS = frozenset(words_of("қай қандай қайсы какой какому каким какая"))
_FOREIGN = re.compile(r"[^\W\d_]{2,}[^:\d]*:")


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


def labelled(line: Line, labels: Labels, *, bare: bool = False, small: bool = False) -> list[Label]:
    """The labels of a line with what follows each, from left to right; none when it begins with no label.

    ``bare`` and ``small``: the text writes its labels without marks, in small letters.
    """
    first = first_label(line, labels, bare=bare, small=small)
    if first is None:
        return _inside(line, line.text, labels)[1]
    nested = first_label(replace(line, text=first.rest), labels) if first.rest.strip()[:1].isalpha() else None
    if nested is not None and nested.marked and not names_something(nested.hit.words):
        if nested.hit.shares(first.hit):
            hit = Hit(nested.hit.fields, first.hit.score, first.hit.words)
            return [replace(nested, hit=hit, line=line, leads=True)]
        return [replace(first, rest=""), *labelled(replace(line, text=first.rest), labels)]
    cut, inner = _inside(line, first.rest, labels)
    if inner:
        return [replace(first, rest=first.rest[:cut]), *inner]
    return [first]


def first_label(line: Line, labels: Labels, *, bare: bool = False, small: bool = False) -> Label | None:
    """The label that a line begins with: up to a mark, the whole line, or before a value that fits it."""
    text = line.text
    if (bracketed := _before_brackets(line, labels)) is not None:
        return bracketed
    for count, match in enumerate(SEPARATOR.finditer(text)):
        if count >= 4 or match.start() > 200:
            break
        dashed = not small and _small_word(text[: match.start()]) and match[0].strip()[:1] not in (":", "")
        if match.start() == 0 or (dashed and not (EMAIL.match(text, match.end()) or phone_like(text[match.end() :]))):
            continue
        hit = labels.head(text[: match.start()], strict=match[0].strip()[:1] in ("–", "—", "-"))
        if hit is not None and not text[: match.start()].strip().startswith("("):
            return Label(hit, text[match.end() :], line)
    hit = None if text.strip().startswith("(") else labels.head(text, strict=not text.rstrip().endswith(":"))
    if hit is not None and not _small_word(text):
        return Label(hit, "", line, marked=COLON.search(text) is not None)
    return before_value(line, labels, bare=bare)


def _before_brackets(line: Line, labels: Labels) -> Label | None:
    """A label with its value in brackets: «Мекеменің мекенжайы (Астана, Момышұлы даңғылы, 83)»."""
    text = line.text.rstrip(" .;")
    begin = _opening(text) if text.endswith(")") else 0
    inner = text[begin + 1 : -1].strip()
    if begin < 2 or not inner or labels.is_hint(inner) or labels.head(inner) is not None:
        return None
    before = text[:begin].rstrip(" :–—-")
    hit = labels.head(before, strict=True) if before and not COLON.search(before) else None
    if hit is None or not all(_written_in_brackets(field.type, inner, labels) for field in hit.fields):
        return None
    return Label(hit, inner, line)


def _opening(text: str) -> int:
    """Where the bracket that the text ends with opens; 0 where it does not."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return 0


def _written_in_brackets(type: FieldType, inner: str, labels: Labels) -> bool:
    """Whether what stands in brackets is a value and not one more hint («толық атауы», «көрсетіңіз»)."""
    if type == "person":
        return starts_like_name(inner) and (len(inner.split()) >= 2 or "." in inner)
    if type == "subject":
        told = [labels.meanings.groups(word) for word in words_of(inner)]
        asks = any(word in _ASKS for word in words_of(inner))
        return not asks and not all(told) and not any(groups - _IN_A_SUBJECT for groups in told)
    if type in ("institution", "text"):
        return re.search(r"\d|[«\"“]", inner) is not None
    return _tells(type, inner, words=2, marked=True, bare=False)


def _small_word(text: str) -> bool:
    """One word in small letters and no mark: the end of a value («… Зияткерлік / мектебі») rather than a label."""
    return ":" not in text and text.strip()[:1].islower() and len(re.findall(r"[^\W\d_]+", text)) == 1


def before_value(line: Line, labels: Labels, *, bare: bool = False) -> Label | None:
    """A label with its value beside it and nothing between: the value must show what it is."""
    found = labels.prefix(line.text)
    if found is None:
        return None
    hit, rest = found
    if line.text.lstrip().startswith("("):
        return None  # a hint, and the value behind it
    hint = re.match(r"\s*\(([^()]*)\)\s*[:–—-]?", rest)
    marked = False
    if hint and not re.search(r"\d", hint[1]):
        rest, marked = rest[hint.end() :], True
    value = rest.strip(" .,;")
    small = len(hit.words.split()) == 1 and hit.words[:1].islower()
    whole = all(field.type == "person" for field in hit.fields) and len(value.split()) >= 2 and starts_like_name(value)
    # «адресіміз астана ақбұлақ 14»: a house shows an address that has no word for a street.
    whole = whole or (
        bare
        and value[:1].isalpha()
        and len(value.split()) <= 8
        and not lacks_house(value)
        and all(field.type == "text" for field in hit.fields)
    )
    if not value or (small and not whole and any(field.type not in ("phone", "email") for field in hit.fields)):
        return None  # one small word is a label only where a mark or its value says so
    fields = tuple(
        field
        for field in hit.fields
        if _tells(field.type, value, words=len(hit.words.split()), marked=marked, bare=bare)
    )
    return Label(Hit(fields, hit.score, hit.words), rest, line, marked=marked) if fields else None


def _tells(type: FieldType, value: str, *, words: int, marked: bool, bare: bool) -> bool:
    if type == "phone":
        # «Телефон родителя: 8 701 …» is a number of somebody else's; an address may follow a comma.
        number = re.split(r"[,;]\s+(?=[^\W\d_])", value, maxsplit=1)[0]
        return phone_like(number) and _FOREIGN.match(value) is None
    if type == "date":
        found = normal.find_day(value)
        return found is not None and found[1] <= 1
    if type == "email":
        return EMAIL.match(value) is not None
    if type == "person":
        return starts_like_name(value)
    opens = (
        value[:1].isupper() or value[:1].isdigit() or value[:1] in '«"“„№' or ((marked or bare) and type == "subject")
    )
    opens = (
        opens
        or (bare and type == "text" and not lacks_house(value))
        or (
            type == "text"
            and re.search(r"\d", value) is not None
            and re.match(r"[^\W\d_]{1,4}[.\-]", value) is not None
        )
    )
    return (
        opens
        and (words >= 2 or marked or bare or value[:1] in '«"“„№')
        and not re.search(r"[.!?]\s+[^\W\d_]{4,}.*[.!?]$", value)
    )


def _inside(line: Line, text: str, labels: Labels) -> tuple[int, list[Label]]:
    """Labels in the middle of a text (before a colon, or after a comma or a gap), and where the first begins."""
    found: list[tuple[int, int, Hit]] = []
    position = 0
    for colon in _ENDS_LABEL.finditer(text):
        hit = labels.suffix(text[position : colon.start()])
        if hit is not None:
            start = position + hit[1]
            if not (start == 0 and _small_word(hit[0].words)) and _boundary(text[:start], text[start]):
                found.append((start, colon.end(), hit[0]))
                position = colon.end()
    for gap in re.finditer(r"[,;]\s+|\t\s*|\s{3,}", text):
        if any(start <= gap.end() <= end for start, end, _ in found):
            continue
        if text[gap.end() : gap.end() + 1].isdigit():
            continue  # «Сығанақ көшесі, 40. Мектеп телефоны: …»: a house, not a number of the label
        beside = before_value(replace(line, text=text[gap.end() :]), labels)
        if beside is not None and beside.hit.score < 0.9 and len(beside.hit.words.split()) == 1:
            continue  # «8 7172 …, WhatsApp 8 701 …» is one value
        if beside is not None and all(field.type in ("phone", "email") for field in beside.hit.fields):
            end = text.find(beside.hit.words, gap.end()) + len(beside.hit.words)
            found.append((gap.end(), end, beside.hit))
    found.sort(key=lambda item: item[0])
    if not found:
        return len(text), []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    return found[0][0], [
        Label(hit, text[end:stop], line, leads=False) for (_, end, hit), stop in zip(found, ends, strict=True)
    ]


def _boundary(before: str, first: str) -> bool:
    """Whether a label may begin here: after a mark, a number or a wide gap, or with a capital after a word."""
    stripped = before.rstrip()
    if not stripped:
        return True
    gap = before[len(stripped) :]
    return (
        stripped[-1] in ',;.)»"/|_'
        or stripped[-1].isdigit()
        or "\t" in gap
        or len(gap) >= 3
        or (first.isupper() and bool(gap))
    )


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
