"""What the pages of a file hold, put together as segments that cover the file and never overlap."""

from dataclasses import dataclass, replace

from parsers.facts import Claim, Evidence, Role, Segment, Text


@dataclass(frozen=True, slots=True)
class Found:
    """What one page holds for itself, before documents are put together."""

    role: Role
    pages: tuple[int, ...]
    claims: tuple[Claim, ...] = ()
    other: str = ""
    evidence: tuple[Evidence, ...] = ()
    leans: tuple[Claim, ...] = ()


def segments(found: list[Found], text: Text) -> tuple[Segment, ...]:
    """Documents that share a page, and neighbours that are one thing, become one segment."""
    owners: dict[int, list[Found]] = {}
    for item in found:
        for page in item.pages:
            owners.setdefault(page, []).append(item)
    groups: list[tuple[list[int], list[Found]]] = []
    for page in sorted(owners):
        items = owners[page]
        if groups and any(item in groups[-1][1] for item in items):
            groups[-1][0].append(page)
            groups[-1][1].extend(item for item in items if item not in groups[-1][1])
        elif groups and len(items) == 1 and len(groups[-1][1]) == 1 and _one_thing(groups[-1][1][0], items[0]):
            merged = _merge(groups[-1][1][0], items[0])
            for p in (*merged.pages,):
                owners[p] = [merged]
            groups[-1] = ([*groups[-1][0], page], [merged])
        else:
            groups.append(([page], list(items)))
    whole = len(groups) == 1 and not text.paged
    return tuple(_segment(pages, items, whole=whole, paged=text.paged) for pages, items in groups)


def _one_thing(a: Found, b: Found) -> bool:
    same = a.role == b.role and a.other == b.other
    return same and {(c.kind, c.status) for c in a.claims} == {(c.kind, c.status) for c in b.claims}


def _merge(a: Found, b: Found) -> Found:
    pages = tuple(dict.fromkeys((*a.pages, *b.pages)))
    twins = {c.kind: c for c in b.claims}
    claims = tuple(
        replace(c, pages=None if c.pages is None else pages, partly=c.partly and twins[c.kind].partly) for c in a.claims
    )
    return Found(a.role, pages, claims, a.other, a.evidence)


def _segment(pages: list[int], items: list[Found], *, whole: bool, paged: bool) -> Segment:
    order: tuple[Role, ...] = ("application", "document", "unread", "unrecognised", "annex", "none", "blank")
    role = min((item.role for item in items), key=order.index)
    leading = next(item for item in items if item.role == role)
    claims: dict[str, Claim] = {}
    for claim in (c for item in items for c in item.claims):
        old = claims.get(claim.kind)
        claims[claim.kind] = claim if old is None else _stronger(old, claim)
    evidence = leading.evidence if paged else tuple(replace(e, page=None) for e in leading.evidence)
    leans = leading.leans if len(items) == 1 and role == "unrecognised" else ()
    return Segment(None if whole else tuple(pages), role, tuple(claims.values()), leading.other, evidence, leans)


def _stronger(a: Claim, b: Claim) -> Claim:
    """Two claims of one kind in one segment: the surer one, with the pages of both."""
    best, rest = (b, a) if b.status == "sure" and a.status != "sure" else (a, b)
    pages = None if best.pages is None or rest.pages is None else tuple(sorted({*best.pages, *rest.pages}))
    return replace(best, pages=pages, partly=best.partly and rest.partly)
