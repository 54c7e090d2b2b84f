"""Papers that were printed, signed, stamped and scanned or photographed.

What the machine makes of them depends on whether it has tesseract: the twins allow both. With it these submissions are
complete; without it a person must look.
"""

from tests.samples import applications
from tests.samples.applications import fill
from tests.samples.kazakh.all import PAPERS
from tests.samples.render.scanned import Look, scanned_jpeg, scanned_pdf
from tests.samples.stories.base import Item, Letters, application, expect, greeting, kind, portfolio

UNREAD = ("unreadable", "ambiguous", "application_unclear")
_SCANNED = ("establishment_order", "annual_work_plan", "meeting_minutes")


def scanned_papers(letters: Letters) -> None:
    """A typed application; an order from the scanner, a plan laid on it sideways, minutes by telephone."""
    h = letters.hand("scanned-papers", "kk")
    form = fill(h)
    order, plan, minutes = (PAPERS[key](h) for key in _SCANNED)
    looks = (
        scanned_pdf([order], h.rng, Look(ppi=150, quality=45, tilt=0.8, stamp=True)),
        scanned_pdf([plan], h.rng, Look(ppi=150, quality=45, turned=90)),
        scanned_jpeg(minutes, h.rng, Look(ppi=170, quality=45, phone=True)),
    )
    names = ("1. Бұйрық.pdf", "7. Жылдық жоспар.pdf", "24. Хаттама.jpg")
    scans = [
        Item(name, data, {"": expect(["document", "unread"], {key: kind(status="any")}, data)})
        for name, data, key in zip(names, looks, _SCANNED, strict=True)
    ]
    rest = portfolio(h, naming="numbered", untitled=0, skip=_SCANNED, each=True)
    letters.post(
        "scanned-papers", h, "10-15 12:12:00", subject="Байқауға материалдар", text=greeting(h),
        files=[application(h, form), *scans, *rest], fields=form,
    )  # fmt: skip
    letters.judged("scanned-papers", h, ["accepted", "held"], may=UNREAD, missing=None)


def photographed_form(letters: Letters) -> None:
    """The application printed, stamped and scanned at 200 dots per inch; the documents as files."""
    h = letters.hand("photographed-form", "kk")
    form = fill(h)
    paper = applications.paper_of(form, "lines", h.rng)
    data = scanned_jpeg(paper, h.rng, Look(ppi=200, quality=60, tilt=-0.6, stamp=True))
    scan = Item("Өтінім сканер.jpg", data, {"": expect(["application", "unread"], {}, data)})
    letters.post(
        "photographed-form", h, "10-15 12:40:00", subject="өтінім", text=greeting(h),
        files=[scan, *portfolio(h, naming="numbered", untitled=0, each=True)],
    )  # fmt: skip
    letters.judged("photographed-form", h, ["accepted", "held"], may=UNREAD, missing=None)


REST = (scanned_papers, photographed_form)
