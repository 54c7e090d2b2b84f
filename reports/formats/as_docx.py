"""DOCX out through python-docx: a paper that a secretary edits in Word or LibreOffice, printed as it looks.

Letters are Times New Roman, which every office machine has with the Kazakh alphabet. Whatever strangers wrote is put
in as text of a run, never as XML or a field; the only fields are the page's number and the number of pages.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC

from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from reports.formats import docx_parts as parts
from reports.formats.docx_controls import form
from reports.formats.paper import (
    Annex,
    Approval,
    Block,
    Centred,
    Facts,
    Form,
    Grid,
    Heading,
    Items,
    Paper,
    Paragraph,
    Point,
    Signature,
)
from reports.formats.text import shown

_FONT = "Times New Roman"
_FAINT = RGBColor(0x56, 0x62, 0x6F)
_LANGUAGES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
_A4 = (210, 297)  # millimetres
_SIZE, _SMALL, _NOTE = Pt(12), Pt(8.5), Pt(10)
_SHORT, _BEGINNING = 9, 2  # lines of a point that stays on one page; lines of a longer one that do
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows


def dump(*papers: Paper) -> bytes:
    """The paper as a DOCX file, or several that each begin a page; the same papers make the same bytes."""
    document = Document()
    _properties(document, papers[0])
    _styles(document, papers[0])
    for place, paper in enumerate(papers):
        section = document.add_section() if place else document.sections[0]
        if place:
            section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
            section.first_page_footer.is_linked_to_previous = False
        _paper(document, section, paper)
    out = io.BytesIO()
    document.save(out)
    return timeless(out)


def _paper(document: Opened, section: Section, paper: Paper) -> None:
    """One paper at the end of the document, in its own section."""
    width = _page(section, paper)
    _heading(document, paper, width)
    for block in paper.blocks:
        _block(document, block, width)
    if paper.signatures:
        parts.keep_end_together(document)
        _signatures(document, paper.signatures, paper.under_line, width)
    if paper.annex is not None:
        _annex(document, paper.annex, width)


def _properties(document: Opened, paper: Paper) -> None:
    core = document.core_properties
    moment = paper.made.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    core.title, core.author, core.subject = shown(paper.title)[:255], shown(paper.organiser)[:255], ""
    core.comments, core.keywords, core.last_modified_by, core.revision = "", "", "", 1
    core.created = core.modified = moment
    core.language = _LANGUAGES.get(paper.language, paper.language)


def _styles(document: Opened, paper: Paper) -> None:
    """The few styles that are used, black and in one font, in the paper's language for the speller."""
    sizes = {"Normal": _SIZE, "Title": Pt(15), "Heading 1": Pt(12.5), "Header": _SMALL, "Footer": Pt(9)}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, size
        style.font.color.rgb = RGBColor(0, 0, 0)
        parts.whole_font(style.element, _FONT)
    document.styles["Title"].font.bold = document.styles["Heading 1"].font.bold = True
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.space_before, normal.line_spacing = Pt(4), Pt(0), 1.0
    title = document.styles["Title"].paragraph_format
    title.alignment, title.space_after, title.space_before = WD_ALIGN_PARAGRAPH.CENTER, Pt(6), Pt(2)
    parts.without_border(document.styles["Title"].element)
    headings = document.styles["Heading 1"].paragraph_format
    headings.space_before, headings.space_after, headings.keep_with_next = Pt(8), Pt(2), True
    parts.language(document.styles.element, _LANGUAGES.get(paper.language, paper.language))


def _page(section: Section, paper: Paper) -> int:
    """Set the page, its running head (from the second page on) and «3 / 12»; the width of the text in millimetres."""
    across, down = reversed(_A4) if paper.wide else _A4
    left, right = (12, 12) if paper.wide else (25, 15)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(16 if paper.wide else 20), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    section.different_first_page_header_footer = True
    width = across - left - right
    head = section.header.paragraphs[0]
    parts.only_tab(head, Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    _run(head, f"{shown(paper.contest)}\t{shown(paper.title)}", size=_SMALL, faint=True)
    parts.line_below(head)
    for foot in (section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        parts.page_of_pages(foot)
    return width


def _run(line: Line, text: str, *, size: Pt | None = None, bold: bool | None = None, faint: bool = False) -> None:
    """Text at the end of a line; a tab in it is one, everything else was made safe before."""
    run = line.add_run(text)
    run.bold = bold
    if size is not None:
        run.font.size = size
    if faint:
        run.font.color.rgb = _FAINT


def _heading(document: Opened, paper: Paper, width: int) -> None:
    organiser = document.add_paragraph()
    organiser.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(organiser, shown(paper.organiser), size=Pt(11.5))
    organiser.runs[0].font.all_caps = True  # the text itself stays as it is written
    parts.line_below(organiser)
    if paper.approval is not None:
        _approval(document, paper.approval, width)
    contest = document.add_paragraph()
    contest.alignment = WD_ALIGN_PARAGRAPH.CENTER
    contest.paragraph_format.space_before = Pt(8)
    contest.paragraph_format.keep_with_next = True
    _run(contest, shown(paper.contest))
    document.add_paragraph(shown(paper.title), style="Title")
    line = document.add_paragraph()
    parts.only_tab(line, Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    _run(line, f"{shown(paper.place)}\t{shown(paper.day)}")
    for note in paper.notes:
        _quiet(document, note)


def _approval(document: Opened, approval: Approval, width: int) -> None:
    """The stamp at the right: its lines begin in one column."""
    texts = (shown(approval.word), shown(approval.role), "_____________  ____________________", shown(approval.date))
    for place, text in enumerate(texts):
        line = document.add_paragraph()
        line.paragraph_format.left_indent = Mm(width - 78)
        line.paragraph_format.keep_with_next = True
        if place == 0:
            line.paragraph_format.space_before = Pt(6)
        _run(line, text, bold=place == 0 or None)


def _quiet(document: Opened, text: str) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_after = Pt(2)
    _run(line, shown(text), size=_NOTE, faint=True)


def _block(document: Opened, block: Block, width: int) -> None:
    match block:
        case Heading(text):
            document.add_paragraph(shown(text), style="Heading 1")
        case Paragraph(text, quiet):
            if quiet:
                _quiet(document, text)
            else:
                document.add_paragraph(shown(text))
        case Centred(text):
            line = document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(8)
            line.paragraph_format.keep_with_next = True
            _run(line, shown(text), bold=True)
        case Point():
            _point(document, block)
        case Facts(lines):
            _facts(document, lines, width)
        case Grid():
            parts.grid(document, block, width)
        case Items():
            _items(document, block)
        case Form(lines):
            form(document, lines, width)


def _items(document: Opened, items: Items) -> None:
    """«1)» and the item in a column of its own."""
    for number, text in enumerate(items.lines, 1):
        line = document.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(9), Mm(-9)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(9))
        line.paragraph_format.space_after = Pt(2)
        _run(line, f"{items.number or f'{number})'}\t{shown(text)}")


def _point(document: Opened, point: Point) -> None:
    """The number hangs before the title; the sentences stand under the title, on the same page as it."""
    lines = [(f"{shown(point.number)}\t{shown(point.title)}", True), *((shown(s), False) for s in point.sentences)]
    for place, (text, title) in enumerate(lines):
        line = document.add_paragraph()
        form = line.paragraph_format
        form.left_indent = Mm(9)
        form.keep_together = True
        # A short point stays whole; a long one goes on over pages, its title with the first of what stands under it.
        form.keep_with_next = place + 1 < len(lines) if len(lines) <= _SHORT else place < _BEGINNING
        if title:
            form.first_line_indent, form.space_before = Mm(-9), Pt(4 if point.plain else 8)
            form.tab_stops.add_tab_stop(Mm(9))
        _run(line, text, bold=(title and not point.plain) or None)


def _facts(document: Opened, lines: Sequence[tuple[str, str]], width: int) -> None:
    """A label, and its value in bold in a column of their own."""
    column = width * 11 // 20
    for label, value in lines:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(column), Mm(-column)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(column))
        _run(line, f"{shown(label)}\t")
        _run(line, shown(value), bold=True)


def _signatures(document: Opened, signatures: Sequence[Signature], under: tuple[str, str], width: int) -> None:
    """A table without borders: the role, the line to sign, the name or the line to write it on, words under both."""
    for place, signature in enumerate(signatures):
        if signature.each:
            document.add_paragraph("{%p for one in " + signature.each + " %}")
        before = document.add_paragraph()
        before.paragraph_format.space_before = Pt(18 if place == 0 else 8)
        before.paragraph_format.space_after = before.paragraph_format.line_spacing = Pt(1)
        before.paragraph_format.keep_with_next = True
        texts = [shown(signature.role), shown(signature.name)]
        parts.signature(document, texts, [shown(u) for u in under], width, last=place + 1 == len(signatures))
        if signature.each:
            document.add_paragraph("{%p endfor %}")


def _annex(document: Opened, annex: Annex, width: int) -> None:
    """On a page of its own: whose annex it is at the right, the title, the blocks."""
    mark = document.add_paragraph()
    mark.paragraph_format.page_break_before = mark.paragraph_format.keep_with_next = True
    mark.paragraph_format.left_indent = Mm(width - 78)
    _run(mark, shown(annex.mark))
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(10)
    title.paragraph_format.keep_with_next = True
    _run(title, shown(annex.title), bold=True)
    for block in annex.blocks:
        _block(document, block, width)


def timeless(file: io.BytesIO) -> bytes:
    """The same package with one fixed time for all its parts: the library writes the clock's."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
