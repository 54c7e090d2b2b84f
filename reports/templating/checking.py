"""What is wrong in a template, before it is filled: each mistake with the placeholder, what it is, and where it stands.

Word keeps a text in pieces of its own; here a paragraph is read as the person sees it. The language of templates is
jinja2's, with docxtpl's four tags for what is repeated whole: ``{%p %}`` a paragraph, ``{%tr %}`` a row, ``{%tc %}`` a
cell, ``{%r %}`` a run.
"""

import difflib
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from reports.templating.values import Common

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%[-+]?\s*(?:p|tr|tc|r)?\s+?(\w+)\s*(.*?)\s*[-+]?%\}", re.DOTALL)
_FOR = re.compile(r"^(\w+)\s+in\s+(.+)$", re.DOTALL)
_ENDS = {"endfor": "for", "endif": "if"}
_KNOWN = {"for", "endfor", "if", "elif", "else", "endif"}
_OWN = {"loop", "true", "false", "none", "True", "False", "None", "range"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the template: ``part`` is body, header or footer; ``number`` counts from 1 in it."""

    part: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake: ``code`` with the placeholder as it is written, where it stands, and what is near it, if anything.

    Codes: ``unclosed`` a brace lacks its pair; ``broken`` not an expression; ``tag`` no such tag; ``unpaired`` an end
    without a beginning or the other way round; ``unknown`` no such placeholder; ``field`` a row has no such field;
    ``whole`` a list where a text is wanted.
    """

    code: str
    what: str
    place: Place
    near: str = ""


_Scope = dict[str, Any]


def check(places: Iterator[Place], values: type[Common], environment: SandboxedEnvironment) -> list[Slip]:
    """Every mistake of a template for a report's values, in the order of the text."""
    found: list[Slip] = []
    parts: dict[str, _Reader] = {}
    for place in places:
        reader = parts.setdefault(place.part, _Reader(values, environment, found))
        reader.read(place)
    for reader in parts.values():
        reader.end()
    return found


class _Reader:
    """Reads one part of a document paragraph by paragraph, with the loops that are open."""

    def __init__(self, values: type[Common], environment: SandboxedEnvironment, found: list[Slip]) -> None:
        self._top: _Scope = dict(get_type_hints(values))
        self._environment, self._found = environment, found
        self._open: list[tuple[str, Place, str, _Scope]] = []

    def read(self, place: Place) -> None:
        rest = _TAG.sub("", place.text)
        for sign in ("{{", "{%", "}}", "%}"):
            if sign in rest:
                self._found.append(Slip("unclosed", sign, place))
        for match in _TAG.finditer(place.text):
            tag = match[0].translate(_QUOTES)
            if tag.startswith("{%"):
                self._statement(tag, place)
            elif tag.startswith("{{"):
                self._expression(re.sub(r"^\{\{[-+]?\s*(?:r\s)?|[-+]?\}\}$", "", tag), match[0], place, prints=True)

    def end(self) -> None:
        """What was opened and never ended."""
        self._found += (Slip("unpaired", tag, place) for _, place, tag, _ in self._open)

    def _statement(self, tag: str, place: Place) -> None:
        match = _STATEMENT.fullmatch(tag)
        word = match[1] if match else ""
        if match is None or word not in _KNOWN:
            self._found.append(Slip("tag", tag, place, _near(word, _KNOWN)))
            return
        if word in ("for", "if"):
            self._opens(word, match[2], tag, place)
        elif word in _ENDS:
            if not self._open or self._open[-1][0] != _ENDS[word]:
                self._found.append(Slip("unpaired", tag, place))
            else:
                self._open.pop()
        elif not self._open:
            self._found.append(Slip("unpaired", tag, place))
        elif word == "elif":
            self._expression(match[2], tag, place)

    def _opens(self, word: str, rest: str, tag: str, place: Place) -> None:
        scope: _Scope = {}
        if word == "for":
            loop = _FOR.match(rest)
            if loop is None:
                self._found.append(Slip("broken", tag, place))
            else:
                scope[loop[1]] = _row_of(self._expression(loop[2], tag, place))
        else:
            self._expression(rest, tag, place)
        self._open.append((word, place, tag, scope))

    def _expression(self, text: str, tag: str, place: Place, *, prints: bool = False) -> Any:
        """Check the names of an expression; its type where it is a plain name or field, else None."""
        try:
            tree = self._environment.parse("{{ " + text + " }}")
        except TemplateSyntaxError:
            self._found.append(Slip("broken", tag, place))
            return None
        output = next(tree.find_all(nodes.Output), None)
        inner = output.nodes[0] if output is not None and output.nodes else None
        kinds = {id(node): self._kind(node, tag, place) for node in tree.find_all((nodes.Name, nodes.Getattr))}
        kind = kinds.get(id(inner))
        if prints and get_origin(kind) is tuple:
            self._found.append(Slip("whole", tag, place))
        return kind

    def _kind(self, node: nodes.Node, tag: str, place: Place) -> Any:
        scope = dict(self._top)
        for _, _, _, own in self._open:
            scope |= own
        if isinstance(node, nodes.Name):
            if node.name not in scope and node.name not in _OWN:
                self._found.append(Slip("unknown", tag, place, _near(node.name, scope)))
            return scope.get(node.name)
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            row = scope.get(node.node.name)
            if is_dataclass(row):
                hints = get_type_hints(row)
                if node.attr not in hints:
                    self._found.append(Slip("field", tag, place, _near(node.attr, hints)))
                return hints.get(node.attr)
            if row is str or get_origin(row) is tuple:
                self._found.append(Slip("field", tag, place))
        return None


def _row_of(kind: Any) -> Any:
    """The type of a row of a list type, None where it is not known."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _near(word: str, known: Mapping[str, Any] | set[str]) -> str:
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.65)), "")


def placeholders(values: type[Common]) -> Iterator[tuple[str, str]]:
    """Every placeholder of a report: the field's name, and its whole path: «members[].post»."""
    hints = get_type_hints(values)
    for one in fields(values):
        kind = hints[one.name]
        if get_origin(kind) is not tuple:
            yield one.name, one.name
            continue
        row = get_args(kind)[0]
        yield one.name, f"{one.name}[]"
        if is_dataclass(row) and not isinstance(row, types.GenericAlias):
            for inner in fields(row):
                yield inner.name, f"{one.name}[].{inner.name}"
