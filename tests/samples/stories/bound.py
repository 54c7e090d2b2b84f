"""A whole portfolio in one file: archives, one PDF, one .docx."""

import dataclasses

import pypdfium2

from tests.samples import applications
from tests.samples.applications import fill
from tests.samples.paper import Paper
from tests.samples.render.typed import pdf_of
from tests.samples.render.word import docx_of
from tests.samples.spelling import without_kazakh_letters
from tests.samples.stories.base import (
    Item,
    Json,
    Letters,
    application,
    archive,
    before,
    expect,
    greeting,
    kind,
    papers_of,
    portfolio,
)


def zip_old_names(letters: Letters) -> None:
    """Everything in one zip whose names are in cp866, as old Windows programs write them."""
    h = letters.hand("zip-cp866")
    form = fill(h)
    files = [application(h, form, "lines"), *portfolio(h, naming="plain")]
    h.titles = True
    packed = archive("Portfolio.zip", [_plainly_named(f) for f in files], coding="cp866")
    letters.post(
        "zip-cp866",
        h,
        "10-15 14:45:00",
        subject="ПОРТФОЛИО",
        text=greeting(h),
        files=[packed],
        fields=form,
        style="2047",
    )
    letters.judged("zip-cp866", h, "accepted", earlier=before("accepted"))


def _plainly_named(file: Item) -> Item:
    """cp866 has no Kazakh letters: people's programs put Russian ones or question marks; here Russian ones."""
    return dataclasses.replace(
        file,
        name=without_kazakh_letters(file.name).replace("«", "").replace("»", "").replace("–", "-").replace("№", "N"),
    )


def zip_utf8(letters: Letters) -> None:
    """A zip with UTF-8 names in a folder; half of it in a zip inside the zip."""
    h = letters.hand("zip-in-zip")
    form = fill(h)
    files = portfolio(h, naming="numbered")
    inner = archive("қалған құжаттар.zip", files[12:])
    packed = archive(
        f"{h.team.leader.surname} портфолио.zip",
        [application(h, form, "table"), *files[:12], inner],
        folder="Портфолио/",
    )
    letters.post("zip-in-zip", h, "10-12 20:10:00", subject="Байқау", text=greeting(h), files=[packed], fields=form)
    letters.judged("zip-in-zip", h, "accepted", earlier=before("accepted"))


def one_pdf(letters: Letters) -> None:
    """The whole portfolio in one text PDF with a contents page; the application is its second page."""
    h = letters.hand("one-pdf", "kk")
    form = fill(h)
    papers = [applications.paper_of(form, "under", h.rng), *(write(h) for write in papers_of("kk").values())]
    name = h.pick("Портфолио.pdf", f"{h.team.leader.short} портфолио.pdf")
    file = _bound(papers, name, h.pick("Мазмұны", "МАЗМҰНЫ", "Портфолио мазмұны"))
    letters.post("one-pdf", h, "10-16 22:15:45", subject="портфолио", text=greeting(h), files=[file], fields=form)
    letters.judged("one-pdf", h, "accepted", earlier=None)


def _bound(papers: list[Paper], name: str, contents: str) -> Item:
    """Papers in one PDF, with the pages of each kind; a paper without a kind is the application."""
    data = pdf_of(papers, contents=contents)
    kinds: dict[str, Json] = {}
    page = 2 if contents else 1
    for paper in papers:
        length = len(pypdfium2.PdfDocument(pdf_of([paper])))
        for key in paper.kinds:
            kinds[key] = kind(range(page, page + length))
        page += length
    role = "document" if all(paper.kinds for paper in papers) else ["application", "document"]
    return Item(name, data, {"": expect(role, kinds, data)})


def one_docx(letters: Letters) -> None:
    """The whole portfolio in one .docx, page breaks between the documents; the application apart, as a PDF."""
    h = letters.hand("one-docx", "kk")
    form = fill(h)
    papers = [write(h) for write in papers_of("kk").values()]
    data = docx_of(papers, h.rng)
    kinds = {key: kind() for paper in papers for key in paper.kinds}
    file = Item("Портфолио ӘБ.docx", data, {"": expect("document", kinds, data)})
    letters.post(
        "one-docx",
        h,
        "10-11 13:00:00",
        subject="Үздік ӘБ жетекшісі",
        text=greeting(h),
        files=[application(h, form, "lines", "pdf"), file],
        fields=form,
    )
    letters.judged("one-docx", h, "accepted", earlier=before("accepted"))


def russian_one_pdf(letters: Letters) -> None:
    """A Russian school's whole portfolio in one PDF without a contents page; its application, a table, beside it."""
    h = letters.hand("russian-one-pdf", "ru")
    form = fill(h)
    file = _bound([write(h) for write in papers_of("ru").values()], "Портфолио МО.pdf", "")
    letters.post(
        "russian-one-pdf",
        h,
        "10-17 14:30:00",
        subject="",
        text=greeting(h),
        files=[application(h, form, "table"), file],
        fields=form,
    )
    letters.judged("russian-one-pdf", h, "accepted", earlier=None)


REST = (zip_old_names, zip_utf8, one_pdf, one_docx, russian_one_pdf)
