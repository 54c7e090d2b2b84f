"""The shipped template of diplomas and certificates: a page for each award, to be set on the centre's own form."""

import io

from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from reports.formats import docx_parts as parts
from reports.formats.as_docx import timeless
from reports.words import Words

_FONT = "Times New Roman"
_A4 = (210, 297)  # millimetres


def dump(words: Words) -> bytes:
    """The template as a DOCX; the same words make the same bytes."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(side) for side in _A4)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin, page.bottom_margin = Mm(36), Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(13)
    normal.paragraph_format.space_after = Pt(6)
    parts.whole_font(normal.element, _FONT)
    _page(document, words)
    core = document.core_properties
    core.title, core.author, core.comments = words("award-diplomas"), "", ""
    out = io.BytesIO()
    document.save(out)
    return timeless(out)


def _page(document: Opened, words: Words) -> None:
    line = document.add_paragraph
    line("{%p for one in awards %}")
    _line(document, "{{ organiser }}", 12, above=0)
    _line(document, "{{ one.kind }}", 34, bold=True, above=36)
    _where(document, "one.degree", "{{ one.degree }}", 17, bold=True)
    _line(document, "{{ contest }}", 13, above=24)
    _where(document, "one.nomination", words("award-nomination", title="{{ one.nomination }}"), 14)
    _line(document, "{{ one.school }}", 13, above=24)
    _where(document, "one.post", "{{ one.post }}", 13)
    _line(document, "{{ one.person }}", 20, bold=True)
    _line(document, "{{ one.verb }}", 13)
    _line(document, "{{ head_post }} ____________________ {{ head }}", 13, above=60)
    _line(document, words("award-seal"), 9)
    _line(document, "{{ one.number }} · {{ place }} · {{ day }}", 10, above=14)
    line("{%p if not loop.last %}")
    line().add_run().add_break(WD_BREAK.PAGE)
    line("{%p endif %}")
    line("{%p endfor %}")


def _where(document: Opened, name: str, text: str, size: int, *, bold: bool = False) -> None:
    """A line that is left out where there is nothing to say."""
    document.add_paragraph("{%p if " + name + " %}")
    _line(document, text, size, bold=bold)
    document.add_paragraph("{%p endif %}")


def _line(document: Opened, text: str, size: int, *, bold: bool = False, above: int = 4) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = Pt(above)
    run = line.add_run(text)
    run.font.size, run.bold = Pt(size), bold
