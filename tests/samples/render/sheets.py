"""Papers as .xlsx and .pptx."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

import pptx
import xlsxwriter
from pptx.util import Inches, Pt

from tests.samples.paper import Paper, Para, Table
from tests.samples.render.word import zipped

_THEN = datetime(2025, 10, 1, 9)  # noqa: DTZ001 - the library wants it naive


def xlsx_of(papers: Sequence[Paper]) -> bytes:
    """A workbook, one sheet a paper."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _THEN})
        bold, cell = book.add_format({"bold": True}), book.add_format({"border": 1, "text_wrap": True})
        for paper in papers:
            sheet = book.add_worksheet()
            sheet.set_column(0, 8, 22)
            row = 0
            for block in paper.blocks:
                if isinstance(block, Para):
                    sheet.write_string(row, 0, block.text, bold if block.level else None)
                    row += 1
                elif isinstance(block, Table):
                    for line in block.rows:
                        for column, text in enumerate(line):
                            sheet.write_string(row, column, text, cell)
                        row += 1
    return out.getvalue()


def pptx_of(papers: Sequence[Paper]) -> bytes:
    """Slides: a title and what stands under it, a few lines each."""
    show = pptx.Presentation()
    for paper in papers:
        lines = [b.text for b in paper.blocks if isinstance(b, Para)]
        lines += [" – ".join(row) for b in paper.blocks if isinstance(b, Table) for row in b.rows]
        title = next((b.text for b in paper.blocks if isinstance(b, Para) and b.level == 2), lines[0])
        rest = [line for line in lines if line != title]
        for start in range(0, len(rest), 7):
            slide = show.slides.add_slide(show.slide_layouts[5])
            slide.shapes.title.text = title
            box = slide.shapes.add_textbox(Inches(0.5), Inches(1.6), Inches(9), Inches(5)).text_frame
            box.word_wrap = True
            for place, line in enumerate(rest[start : start + 7]):
                paragraph = box.paragraphs[0] if place == 0 else box.add_paragraph()
                paragraph.text = line
                paragraph.font.size = Pt(16)
    show.core_properties.created = show.core_properties.modified = _THEN
    out = io.BytesIO()
    show.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped((i.filename, archive.read(i)) for i in archive.infolist() if "thumbnail" not in i.filename)
