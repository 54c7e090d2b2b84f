"""Opens DOCX and PDF files again, by other ways than they were made, and says what stands in them."""

import io
import re
import zipfile
from dataclasses import dataclass

import pypdfium2
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Text without any white space: where lines end in a cell does not matter."""
    return _SPACE.sub("", text)


@dataclass(frozen=True, slots=True)
class Docx:
    """A DOCX taken apart. ``tables``: rows of cells' texts; ``heads``: how many first rows of each are repeated."""

    text: str
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    heads: tuple[int, ...]
    fields: tuple[str, ...]
    tags: frozenset[str]
    names: tuple[str, ...]
    times: frozenset[tuple[int, ...]]


def docx(made: bytes) -> Docx:
    """Everything of the file, read from its XML."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        parts = {name: package.read(name) for name in package.namelist()}
        times = frozenset(one.date_time for one in package.infolist())
    # Every part must be well-formed, or Word calls the file damaged.
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    body = trees["word/document.xml"]
    tables = [table for table in body.iter(f"{_W}tbl") if not table.xpath("ancestor::*[local-name()='tbl']")]
    everything = [element for tree in trees.values() for element in tree.iter() if isinstance(element.tag, str)]
    return Docx(
        text="\n".join(_text(line) for line in body.iter(f"{_W}p")),
        tables=tuple(
            tuple(tuple(_text(cell) for cell in row.iter(f"{_W}tc")) for row in table.iter(f"{_W}tr"))
            for table in tables
        ),
        heads=tuple(len(list(table.iter(f"{_W}tblHeader"))) for table in tables),
        fields=tuple((one.text or "").strip() for one in everything if one.tag == f"{_W}instrText"),
        tags=frozenset(etree.QName(one).localname for one in everything),
        names=tuple(parts),
        times=times,
    )


def _text(element: etree._Element) -> str:
    return "".join(
        "\t" if one.tag == f"{_W}tab" and not one.xpath("parent::*[local-name()='tabs']") else one.text or ""
        for one in element.iter(f"{_W}t", f"{_W}tab")
    )


def pdf(made: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(made)
    try:
        # pdfium tells a hyphen at the end of a line as U+FFFE.
        return [str(page.get_textpage().get_text_range()).replace("\ufffe", "-") for page in document]
    finally:
        document.close()
