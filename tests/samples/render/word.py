"""Papers as .docx, byte for byte the same every time."""

import io
import random
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import cache

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Inches, Pt

from tests.samples.paper import Break, Paper, Para, Table

_THEN = (2025, 10, 1, 9, 0, 0)
_HEAVY = "stylesWithEffects|thumbnail|customXml|webSettings|fontTable|theme|numbering|app.xml"
_KEPT = ("Normal", "Heading 1", "Title", "Default Paragraph Font", "Normal Table", "Table Grid", "No List")
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def zipped(members: Iterable[tuple[str, bytes]], *, level: int = 6) -> bytes:
    """A zip whose bytes depend on its members alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()


@cache
def _template() -> bytes:
    """python-docx's own template without what no paper needs: most of its bytes."""
    source = docx.Document()
    for style in list(source.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)
    source.styles["Normal"].font.name = "Times New Roman"
    out = io.BytesIO()
    source.save(out)
    kept: list[tuple[str, bytes]] = []
    with zipfile.ZipFile(out) as archive:
        for info in archive.infolist():
            if re.search(_HEAVY, info.filename):
                continue
            data = archive.read(info)
            if info.filename.endswith(".rels"):
                data = re.sub(f'<Relationship [^>]*Target="[^"]*(?:{_HEAVY})[^>]*/>'.encode(), b"", data)
            if info.filename == "[Content_Types].xml":
                data = re.sub(f'<Override PartName="[^"]*(?:{_HEAVY})[^>]*/>'.encode(), b"", data)
            kept.append((info.filename, data))
    return zipped(kept)


def pack(document: "docx.document.Document") -> bytes:
    """The document's bytes, with fixed dates."""
    document.core_properties.created = document.core_properties.modified = datetime(*_THEN)  # noqa: DTZ001
    document.core_properties.author = ""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped((info.filename, archive.read(info)) for info in archive.infolist())


def blank() -> "docx.document.Document":
    """An empty document to write into."""
    return docx.Document(io.BytesIO(_template()))


def _para(document: "docx.document.Document", block: Para, styled: bool) -> None:
    if block.level == 2 and styled:
        paragraph = document.add_heading(block.text, level=1)
    else:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(block.text)
        run.bold = block.level > 0 or None
        if block.level == 2:
            run.font.size = Pt(14)
    paragraph.alignment = _ALIGN[block.align]


def _table(document: "docx.document.Document", block: Table) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
    table.style = "Table Grid"
    for element, row in zip(table._tbl.tr_lst, block.rows, strict=True):
        for cell, text in zip(element.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = text


def docx_of(papers: Iterable[Paper], rng: random.Random, picture: bytes | None = None) -> bytes:
    """One .docx of one or more papers, each on a new page; ``picture`` is added at the end (a photograph, a scan)."""
    document = blank()
    styled = rng.random() < 0.4
    for place, paper in enumerate(papers):
        if place:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in paper.blocks:
            if isinstance(block, Para):
                _para(document, block, styled)
            elif isinstance(block, Table):
                _table(document, block)
            elif isinstance(block, Break):
                document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    if picture is not None:
        document.add_picture(io.BytesIO(picture), width=Inches(5.5))
    return pack(document)
