"""Where the fields of an application stand on scanned pages, and how sure their letters are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from parsers import signing
from parsers.facts import ApplicationFacts, Box, FieldValue, FileFacts, ScanPage, ScanWord

_ALIKE = 0.6  # the share of a value's words that must stand on the page for its place to be known


def placed(facts: FileFacts, pages: Mapping[int, ScanPage], below: Collection[str] = ()) -> FileFacts:
    """The facts with the place of each field of the application that stands on a scanned page, and how sure it is.

    What the page tells of a signature comes with it; ``below``: fields that may stand under one.
    """
    form = facts.application
    if form is None or not pages:
        return facts
    return replace(facts, application=signing.with_scans(_placed(form, pages), tuple(pages.values()), below))


def _placed(form: ApplicationFacts, pages: Mapping[int, ScanPage]) -> ApplicationFacts:
    fields = []
    for field in form.fields:
        near = (
            [pages[field.page]]
            if field.page is not None and field.page in pages
            else [pages[n] for n in form.pages or () if n in pages]
        )
        fields.append(_with_place(field, near) if near else field)
    return replace(form, fields=tuple(fields))


def _with_place(field: FieldValue, near: Sequence[ScanPage]) -> FieldValue:
    for page in near:
        words = words_of(field.value, page.words)
        if words:
            boxes = [word.box for word in words]
            sure = sum(word.confidence for word in words) / len(words) / 100
            return replace(field, box=_around(boxes), confidence=round(field.confidence * min(1.0, sure), 3))
    sure = max(page.confidence for page in near) / 100
    return replace(field, confidence=round(field.confidence * min(1.0, sure), 3))


def words_of(value: str, words: Sequence[ScanWord]) -> list[ScanWord]:
    """The words of a page that a value was made of, from where most of them follow each other."""
    wanted = [word for word in map(_bare, value.split()) if word]
    bare = [_bare(word.text) for word in words]
    best: tuple[int, int] = (0, 0)
    for start in range(len(bare)):
        if bare[start] not in wanted:
            continue
        window = bare[start : start + len(wanted) + 2]
        best = max(best, (sum(word in window for word in wanted), -start))
    found, start = best[0], -best[1]
    if not wanted or found < _ALIKE * len(wanted):
        return []
    return [word for word in words[start : start + len(wanted) + 2] if _bare(word.text) in wanted]


def _bare(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalnum())


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(feet)
