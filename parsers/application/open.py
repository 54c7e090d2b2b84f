"""A value while it is gathered: what was added to it, whether it goes on, and its parts as one text."""

import re
from dataclasses import dataclass, field

from parsers.application.lines import Line
from parsers.application.marks import Label, Plain
from parsers.application.values import lacks_house, rest_of_phone
from parsers.knowledge import FormField
from parsers.nominative import nominative

_PATRONYMIC = re.compile(
    r"[^\W\d_]+(?:\s?(?:ұлы|қызы|улы|кызы|уулу|uly|kyzy|qyzy)|ович|евич|ич|овна|евна|ична|ovich|evich|ovna|evna)",
    re.IGNORECASE,
)
_FULL_LINE = 60  # characters of a line that may have been broken because it was full


@dataclass
class Open:
    """A field whose value is being gathered."""

    label: Label
    target: FormField
    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def add(self, text: str, line: Line) -> None:
        """One more part of the value, with the line that it stood in."""
        self.parts.append(text)
        self.lines.append(line)


def joined(parts: list[str], target: FormField) -> str:
    """The parts of a value as one: numbers with commas between, a word broken at a line's end closed up."""
    text = ""
    if target.type == "phone":
        for part in parts:
            mark = " " if rest_of_phone(text, part) else ", "
            text = f"{text.rstrip(' ,;')}{mark}{part.strip(' ,;')}" if text else part
        return text
    for part in parts:
        if text.endswith("-") and part[:1].islower():
            text = text + part if target.type == "institution" else text[:-1] + part
        else:
            text = f"{text} {part}" if text else part
    return text


def runs_on(current: Open) -> bool:
    """Whether the line to write on that a value began is not at its end yet."""
    raw = current.label.rest.strip() if len(current.parts) <= 1 else ""
    return not current.parts or (raw.startswith("__") and not raw.endswith("__"))


def is_next_paragraph(current: Open, value: str, event: Plain) -> bool:
    """Whether a paragraph of its own, after a value that stood whole beside its label, is something else's label.

    Values that go on are broken where the line was full, or go on in small letters or with a quote.
    """
    beside = len(current.parts) == 1 and bool(current.label.rest.strip()) and current.label.marked
    return (
        beside
        and event.line.starts
        and not event.joins
        and value[:1].isupper()
        and len(current.lines[0].text) < _FULL_LINE
        and (current.target.type != "person" or not _may_go_on(current.parts[0], value))
        and not unfinished(current.parts[0], value)
        and not (current.target.type == "text" and lacks_house(current.parts[0]) and not lacks_house(value))
    )


def _may_go_on(name: str, value: str) -> bool:
    """A name without its father's, and the father's on the next line; or a single word, and more of the name."""
    words = name.split()
    return len(words) == 1 or (len(words) == 2 and "." not in name and _PATRONYMIC.fullmatch(value.strip()) is not None)


def is_whole_name(name: str) -> bool:
    """Whether a name has its father's name already, in whatever case: nothing more belongs to it."""
    words = nominative(" ".join(name.split())).split()
    return len(words) == 3 and _PATRONYMIC.fullmatch(words[2]) is not None


def unfinished(before: str, value: str) -> bool:
    """Whether a value asks for more: a mark or a small word at its end, an open quote, or a small letter after it."""
    return (
        before.endswith((",", "-", "–"))
        or value[:1].islower()
        or before.count("«") > before.count("»")
        or before.split()[-1].lower() in ("және", "и", "and", "мен", "пен", "бен")
    )
