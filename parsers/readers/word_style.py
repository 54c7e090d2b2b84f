"""How text looks in a Word document: styles, and from them the prominence of a paragraph."""

import re
from collections import Counter
from typing import NamedTuple

from lxml import etree

from parsers.looks import in_capitals
from parsers.readers.package import attribute, local
from parsers.readers.package import child as child_of

Element = etree._Element
# Built-in styles keep English names in the file; other programs write the localised ones.
_HEADING = re.compile(r"\b(heading|title|subtitle|заголовок|название|подзаголовок|тақырып|тақырыбы)\b", re.IGNORECASE)
_NO_HEADING = re.compile(r"(toc|table of|оглавлен|char$)", re.IGNORECASE)
_LONG = 300
_EMU_OF_TWIP = 635
_EMU_OF_POINT = 12700
_A4 = 11906 * _EMU_OF_TWIP * 16838 * _EMU_OF_TWIP
_STYLE_SIZE = re.compile(r"(width|height)\s*:\s*(\d+(?:\.\d+)?)(pt|in|cm|mm|px)?", re.IGNORECASE)
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}


class Look(NamedTuple):
    """What formatting says of some characters; None: not said. ``size`` in points."""

    bold: bool | None = None
    caps: bool | None = None
    size: float | None = None
    centred: bool | None = None
    heading: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This formatting laid over another."""
        return Look(
            self.bold if self.bold is not None else below.bold,
            self.caps if self.caps is not None else below.caps,
            self.size if self.size is not None else below.size,
            self.centred if self.centred is not None else below.centred,
            self.heading if self.heading is not None else below.heading,
        )


_PLAIN = Look()


def switch(element: Element | None) -> bool:
    """A toggle property: present and not switched off."""
    return element is not None and (attribute(element, "val") or "true").lower() not in ("0", "false", "off", "none")


def _look(paragraph: Element | None, run: Element | None) -> Look:
    bold = caps = centred = heading = None
    size = None
    for child in run if run is not None else ():
        name = local(child)
        if name == "b":
            bold = switch(child)
        elif name == "caps":
            caps = switch(child)
        elif name == "sz":
            size = _half_points(attribute(child, "val"))
    for child in paragraph if paragraph is not None else ():
        name = local(child)
        if name == "jc":
            centred = attribute(child, "val") == "center"
        elif name == "outlineLvl":
            heading = (attribute(child, "val") or "9") < "9"
    return Look(bold, caps, size, centred, heading)


def _half_points(value: str | None) -> float | None:
    try:
        return float(value) / 2 if value else None
    except ValueError:
        return None


class Styles:
    """The styles of a document, resolved when asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Look] = {}
        self._defaults = _PLAIN
        self._default = ""
        for child in root if root is not None else ():
            name = local(child)
            if name == "style":
                identifier = attribute(child, "styleId") or ""
                self._elements[identifier] = child
                if attribute(child, "type") == "paragraph" and attribute(child, "default") in ("1", "true"):
                    self._default = identifier
            elif name == "docDefaults":
                run = next((inner for inner in child.iter() if local(inner) == "rPr"), None)
                self._defaults = _look(None, run)
        # A document that says no size is set in Word's own default.
        self.body_size = self.of(self._default).size or 10.0

    def of(self, identifier: str, depth: int = 0) -> Look:
        """A style with all that it is based on."""
        if (known := self._resolved.get(identifier)) is not None:
            return known
        element = self._elements.get(identifier)
        if element is None or depth > 20:
            return self._defaults
        parts = {local(child): child for child in element}
        own = _look(parts.get("pPr"), parts.get("rPr"))
        name = attribute(parts["name"], "val") or "" if "name" in parts else ""
        if (_HEADING.search(name) or _HEADING.search(identifier)) and not _NO_HEADING.search(name):
            own = own._replace(heading=True)
        based = attribute(parts["basedOn"], "val") or "" if "basedOn" in parts else ""
        look = own.over(self.of(based, depth + 1) if based else self._defaults)
        self._resolved[identifier] = look
        return look

    def paragraph(self, properties: Element | None) -> Look:
        """The look of a paragraph before its runs say more."""
        style = ""
        for child in properties if properties is not None else ():
            if local(child) == "pStyle":
                style = attribute(child, "val") or ""
        below = self.of(style if style in self._elements else self._default)
        return _look(properties, None).over(below) if properties is not None else below

    def run(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run inside a paragraph of that look."""
        if properties is None or len(properties) == 0:
            return paragraph
        own = _look(None, properties)
        for child in properties:
            if local(child) == "rStyle" and (style := attribute(child, "val")) in self._elements:
                character = self.of(style or "")
                # A character style speaks only where it differs from what every text has.
                own = own.over(Look(character.bold, character.caps, None, None, None))
        return own.over(paragraph)

    def prominence(self, text: str, looks: Counter[Look], paragraph: Look) -> int:
        """0 running text, 1 bold, centred or capitals, 2 a heading or clearly larger type."""
        total = sum(looks.values())
        if not total:
            return 0
        short = len(text) <= _LONG
        larger = sum(count for look, count in looks.items() if (look.size or 0) >= 1.2 * self.body_size)
        if short and (paragraph.heading or larger > 0.8 * total):
            return 2
        bold = sum(count for look, count in looks.items() if look.bold)
        capital = sum(count for look, count in looks.items() if look.caps) > 0.8 * total
        return int(bold > 0.8 * total or bool(paragraph.centred) or capital or in_capitals(text))


def page_area(body: Element) -> float:
    """The area of the document's page in square EMU, A4 when it says none."""
    for size in body.iter("{*}pgSz"):
        try:
            area = float(attribute(size, "w") or 0) * float(attribute(size, "h") or 0) * _EMU_OF_TWIP**2
        except ValueError:
            continue
        if area > 0:
            return area
    return _A4


def picture_share(picture: Element, page_area: float) -> float:
    """The share (0..1) of the page that the drawing around a picture takes, 0 when it does not say."""
    for around in picture.iterancestors():
        name = local(around)
        if name in ("inline", "anchor"):
            extent = child_of(around, "extent")
            size = _float(extent.get("cx")) * _float(extent.get("cy")) if extent is not None else 0.0
            return min(1.0, size / page_area)
        if name == "shape" and (style := around.get("style")):
            found = _STYLE_SIZE.findall(style)
            sizes = {key.lower(): float(number) * _UNITS[(unit or "px").lower()] for key, number, unit in found}
            area = sizes.get("width", 0.0) * sizes.get("height", 0.0) * _EMU_OF_POINT**2
            return min(1.0, area / page_area)
        if name == "p":
            break
    return 0.0


def _float(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0
