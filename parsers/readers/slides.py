"""Presentations (ECMA-376 part 1, PresentationML) from the XML with lxml: every slide a page, notes at its end."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from parsers.errors import ParserError
from parsers.facts import Block, Problem, Text
from parsers.limits import ReadLimits
from parsers.looks import in_capitals
from parsers.readers.package import Package, attribute, child, local, open_package
from parsers.readers.pages import Full, Pages, table

Element = etree._Element
_TITLES = {"title": 2, "ctrTitle": 2, "subTitle": 1}
_FURNITURE = {"sldNum", "dt", "ftr", "hdr", "sldImg"}
_WIDE = 12192000 * 6858000
_LONG = 300
_NONE: Mapping[str, str] = {}


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """All slides in their order, hidden ones too. Errors as in ``parsers.readers.read``."""
    with open_package(path, limits) as package:
        name = package.main("ppt/presentation.xml")
        root = package.xml(name)
        if root is None:
            raise ParserError(Problem("damaged", "no presentation"))
        pages, links = Pages(limits), dict[str, None]()
        size = child(root, "sldSz")
        area = float(size.get("cx") or 0) * float(size.get("cy") or 0) if size is not None else 0.0
        try:
            for slide in _slides(package, root, name):
                _slide(package, slide, pages, area or _WIDE, links)
        except Full:
            pass
        return pages.text(kind, paged=True, links=tuple(links))


def _slides(package: Package, root: Element, name: str) -> Iterator[str]:
    relations = package.relations(name)
    slides = child(root, "sldIdLst")
    for entry in slides if slides is not None else ():
        identifier = next((value for key, value in entry.attrib.items() if str(key).endswith("}id")), "")
        kind, target = relations.get(str(identifier), ("", ""))
        if kind == "slide":
            yield target


def _slide(package: Package, name: str, pages: Pages, area: float, links: dict[str, None]) -> None:
    root = package.xml(name)
    relations = package.relations(name)
    if root is not None:
        _shapes(
            root, pages, area, pictures={key: target for key, (kind, target) in relations.items() if kind == "image"}
        )
    for kind, target in relations.values():
        if kind == "hyperlink" and "://" in target:
            links[target] = None
        elif kind == "diagramData" and (diagram := package.xml(target)) is not None:
            pages.add(Block("\n".join(filter(None, map(_paragraph, _named(diagram, "p"))))))
    for kind, target in relations.values():
        if kind == "notesSlide" and (notes := package.xml(target)) is not None:
            _shapes(notes, pages, area, level=0)
    pages.turn(keep_empty=True)


def _shapes(
    element: Element, pages: Pages, area: float, level: int | None = None, pictures: Mapping[str, str] = _NONE
) -> None:
    """Text, tables and pictures of a slide in their order; ``pictures``: members of the file by their relation."""
    for shape in element:
        name = local(shape)
        if name == "sp":
            _text(shape, pages, level)
        elif name == "tbl":
            pages.add(table(list(_rows(shape))))
        elif name == "pic":
            pages.picture(_share(shape, area), next(filter(None, map(pictures.get, _embedded(shape))), ""))
        elif name == "AlternateContent":
            branch = child(shape, "Choice")
            _shapes(branch if branch is not None else shape, pages, area, level, pictures)
        elif name != "Fallback":
            _shapes(shape, pages, area, level, pictures)


def _text(shape: Element, pages: Pages, level: int | None) -> None:
    placeholder = child(child(child(shape, "nvSpPr"), "nvPr"), "ph")
    kind = placeholder.get("type") or "" if placeholder is not None else ""
    body = child(shape, "txBody")
    if body is None or kind in _FURNITURE:
        return
    for paragraph in body:
        text = _paragraph(paragraph) if local(paragraph) == "p" else ""
        if text:
            pages.add(Block(text, _TITLES.get(kind, _prominence(paragraph, text)) if level is None else level))


def _prominence(paragraph: Element, text: str) -> int:
    """Text without a placeholder's role: large type is a heading, bold, centred or capitals stand out."""
    runs = [run for run in paragraph if local(run) in ("r", "fld")]
    looks = [child(run, "rPr") for run in runs]
    sizes = [int(look.get("sz") or 0) for look in looks if look is not None and (look.get("sz") or "0").isdecimal()]
    if sizes and min(sizes) >= 3200 and len(text) <= _LONG:
        return 2
    bold = bool(looks) and all(look is not None and look.get("b") in ("1", "true") for look in looks)
    properties = child(paragraph, "pPr")
    centred = properties is not None and properties.get("algn") == "ctr"
    return int(bold or centred or in_capitals(text))


def _paragraph(element: Element) -> str:
    pieces: list[str] = []
    for inner in element.iter():
        name = local(inner)
        if name == "t":
            pieces.append(inner.text or "")
        elif name == "br":
            pieces.append("\n")
    return "".join(pieces).replace("\xa0", " ").replace("\x0b", "\n").strip()


def _named(element: Element, name: str) -> Iterator[Element]:
    return (inner for inner in element.iter() if local(inner) == name)


def _rows(element: Element) -> Iterator[tuple[str, ...]]:
    """Rows of a table; what a merged cell covers is ""."""
    for row in element:
        if local(row) != "tr":
            continue
        yield tuple(
            ""
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
            else "\n".join(filter(None, map(_paragraph, _named(cell, "p"))))
            for cell in row
            if local(cell) == "tc"
        )


def _embedded(picture: Element) -> Iterator[str]:
    return (attribute(blip, "embed") or "" for blip in _named(picture, "blip"))


def _share(picture: Element, area: float) -> float:
    for extent in _named(picture, "ext"):
        if extent.get("cx"):
            try:
                return min(1.0, float(extent.get("cx") or 0) * float(extent.get("cy") or 0) / area)
            except ValueError:
                break
    return 0.0
