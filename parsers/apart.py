"""A form that shares a paper with others, set apart by lines: what stands above and below it is read for itself.

Schools put the application and the whole portfolio into one file, often without a page break between them. The form
takes the lines of its fields; it must not swallow the documents that follow on the same page, nor, where a format has
no pages, the whole file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from parsers.facts import ApplicationFacts, Block, Claim, Page, Segment, Text
from parsers.knowledge import Form

_HEAD = 8  # lines above the first field of a form without a title that are its own: to whom it is addressed
_TITLE = 8  # characters that the last line of its title has at least
_SHORTEST = 200  # characters beside a form that may be another paper; signatures and a letterhead are shorter
_LONGEST = 1500  # and so many that are no part of the form even where nothing is recognised in them


@dataclass(frozen=True, slots=True)
class Apart:
    """A text with the form on pages of its own.

    ``form``: its pages in ``text``. ``beside``: pages cut off from it. ``origin``: for each page of ``text``, which
    page of the paper it was. All 1-based.
    """

    text: Text
    form: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    origin: tuple[int, ...] = ()


def apart(text: Text, application: ApplicationFacts | None, form: Form) -> Apart:
    """The text cut above and below the form; as it is where nothing long stands there."""
    whole = tuple(range(1, len(text.pages) + 1))
    if application is None or application.pages is None:
        return Apart(text, () if application is None else whole, (), whole)
    dates = {item.key for item in form.fields if item.type == "date"}  # a date under a form may be another paper's
    lines = [(f.page, f.line) for f in application.fields if f.page and f.line and f.key not in dates]
    first, last = application.pages[0], application.pages[-1]
    above = _above(text.pages[first - 1], application, min((line for page, line in lines if page == first), default=1))
    below = max((line for page, line in lines if page == last), default=0)
    pages: list[Page] = []
    kinds: list[str] = []
    origin: list[int] = []

    def add(page: Page, kind: str, number: int) -> None:
        pages.append(page)
        kinds.append(kind)
        origin.append(number)

    for number, page in enumerate(text.pages, 1):
        if number not in application.pages:
            add(page, "", number)
            continue
        head, rest = _cut(page, above if number == first else 0)
        own, foot = _cut(rest, below - len(_numbered(head))) if number == last and below else (rest, Page(()))
        if len(head.text) < _SHORTEST:
            head, own = Page(()), replace(page, blocks=(*head.blocks, *own.blocks))
        if len(foot.text) < _SHORTEST:
            own, foot = replace(page, blocks=(*own.blocks, *foot.blocks)), Page(())
        for piece, kind in ((head, "beside"), (own, "form"), (foot, "beside")):
            if piece.blocks or kind == "form":
                add(piece, kind, number)
    numbers = {kind: tuple(at for at, one in enumerate(kinds, 1) if one == kind) for kind in ("form", "beside")}
    return Apart(replace(text, pages=tuple(pages)), numbers["form"], numbers["beside"], tuple(origin))


def _above(page: Page, application: ApplicationFacts, first: int) -> int:
    """The last line above the form: above its title, or some lines above the line of its first field."""
    title = next((e.words for e in application.evidence if e.where == "heading"), "")
    above = _numbered(page)[: first - 1]
    for at in range(len(above), 0, -1):
        line = " ".join(above[at - 1].split())
        if (len(line) > _TITLE and line in " ".join(title.split())) or (title and title in line):
            return at - 1
    return first - 1 - _HEAD


def together(cut: Apart, segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Segments of the cut text as segments of the paper: its own page numbers, none of them twice.

    What stands beside the form and is neither recognised nor long belongs to it. Documents on the very pages of the
    form are claimed by its segment.
    """
    if not cut.beside:
        return tuple(segments)
    own = {cut.origin[page - 1] for page in cut.form}
    kept: list[Segment] = []
    guests: list[Claim] = []
    for segment in segments:
        if segment.role == "application":
            kept.append(_mapped(segment, cut, _paper(segment.pages, cut)))
        elif not _is_of_the_form(segment, cut):
            all_pages = _paper(segment.pages, cut)
            pages = tuple(page for page in all_pages if page not in own)
            mapped = _mapped(segment, cut, pages or all_pages)
            if pages or not cut.text.paged:
                kept.append(mapped)
            else:
                guests.extend(mapped.claims)
    return tuple(
        replace(segment, claims=(*segment.claims, *guests)) if segment.role == "application" else segment
        for segment in kept
    )


def _is_of_the_form(segment: Segment, cut: Apart) -> bool:
    """Whether a segment is nothing but the form's own head and foot."""
    if segment.claims or not segment.pages or not set(segment.pages) <= set(cut.beside):
        return False
    return sum(len(cut.text.pages[page - 1].text) for page in segment.pages) < _LONGEST


def _mapped(segment: Segment, cut: Apart, pages: tuple[int, ...]) -> Segment:
    return replace(
        segment,
        pages=pages or None,
        evidence=tuple(replace(e, page=e.page and cut.origin[e.page - 1]) for e in segment.evidence),
        claims=tuple(
            replace(
                claim,
                pages=claim.pages and _paper(claim.pages, cut),
                evidence=tuple(replace(e, page=e.page and cut.origin[e.page - 1]) for e in claim.evidence),
            )
            for claim in segment.claims
        ),
    )


def _paper(pages: Iterable[int] | None, cut: Apart) -> tuple[int, ...]:
    return tuple(dict.fromkeys(cut.origin[page - 1] for page in pages or ()))


def _cut(page: Page, after: int) -> tuple[Page, Page]:
    """A page parted after a line (1-based, as ``application_lines`` counts them); 0 leaves the first part empty."""
    parts: tuple[list[Block], list[Block]] = ([], [])
    at = 0
    for block in page.blocks:
        heights = [row.count("\n") + 1 for row in _lines(block)]
        fit = 0
        while fit < len(heights) and at < after:
            at += heights[fit]
            fit += 1
        for part, piece in zip(parts, (_slice(block, 0, fit), _slice(block, fit, len(heights))), strict=True):
            if piece is not None:
                part.append(piece)
    return replace(page, blocks=tuple(parts[0])), replace(page, blocks=tuple(parts[1]))


def _numbered(page: Page) -> list[str]:
    """The lines of a page, empty ones counted too."""
    return [line for block in page.blocks for row in _lines(block) for line in row.split("\n")]


def _lines(block: Block) -> list[str]:
    if block.rows:
        return ["\t".join(row).rstrip("\t") for row in block.rows]
    return block.text.split("\n")


def _slice(block: Block, start: int, end: int) -> Block | None:
    if start >= end:
        return None
    lines = _lines(block)[start:end]
    return replace(block, text="\n".join(lines), rows=block.rows[start:end])
