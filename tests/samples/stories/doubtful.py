"""Letters of which only a person can tell: scans, locked files, links, half papers."""

from tests.samples import applications, others
from tests.samples.applications import fill
from tests.samples.kazakh.all import PAPERS
from tests.samples.paper import Hand, Paper
from tests.samples.render.locked import encrypted_pdf, encrypted_zip
from tests.samples.render.pictures import jpeg, scan_pdf, scans
from tests.samples.render.word import docx_of
from tests.samples.stories.base import (
    KINDS,
    Item,
    Letters,
    application,
    before,
    expect,
    greeting,
    item,
    kind,
    portfolio,
    render,
)

UNREAD = ("unreadable", "ambiguous", "application_unclear")


def scanned_application(letters: Letters) -> None:
    """The application printed, signed and sent as a picture too coarse to read; all documents readable."""
    h = letters.hand("scanned-application")
    form = fill(h)
    paper = applications.paper_of(form, "under", h.rng)
    data = jpeg(scans([paper], h.rng, ppi=80)[0])
    photo = Item(
        h.pick("Өтінім.jpg", "Сұраныс қол қойылған.jpg"), data, {"": expect(["unread", "application"], {}, data)}
    )
    letters.post(
        "scanned-application",
        h,
        "10-15 16:16:00",
        subject="өтінім, портфолио",
        text=greeting(h),
        files=[photo, *portfolio(h, naming="numbered", untitled=0)],
    )
    letters.judged("scanned-application", h, "held", may=UNREAD, missing=None, earlier=before("held", None))


def scanned_everything(letters: Letters) -> None:
    """The whole portfolio scanned into one PDF that is called scan."""
    h = letters.hand("scanned-everything")
    form = fill(h)
    papers = [write(h) for key, write in PAPERS.items() if key in KINDS[:6]]
    data = scan_pdf(papers, h.rng, ppi=60)
    file = Item(f"Scan_{h.number(1000, 9999)}.pdf", data, {"": expect("unread", {}, data)})
    letters.post(
        "scanned-everything",
        h,
        "10-17 17:17:00",
        subject="Байқауға портфолио",
        text=greeting(h),
        files=[application(h, form), file],
        fields=form,
    )
    letters.judged("scanned-everything", h, "held", may=UNREAD, missing=None, earlier=None)


def telling_names(letters: Letters) -> None:
    """Names that say what is wanted, over a scan and over an empty page: neither present nor missing."""
    h = letters.hand("telling-names")
    form = fill(h)
    scan = item(PAPERS["partnerships"](h), "Қоғамдық ұйымдармен серіктестік", "scan.pdf", h.rng, "unread")
    empty = docx_of([Paper((), ("",))], h.rng)
    blank = Item(
        "Отырыс хаттамалары.docx",
        empty,
        {"": expect(["blank", "unread"], {"meeting_minutes": kind(status="any")}, empty)},
    )
    scan.expect[""]["kinds"] = {"partnerships": kind(status="any")}
    files = [
        application(h, form),
        *portfolio(h, naming="plain", skip=("partnerships", "meeting_minutes"), untitled=0),
        scan,
        blank,
    ]
    letters.post("telling-names", h, "10-16 13:00:00", subject="портфолио", text=greeting(h), files=files, fields=form)
    letters.judged(
        "telling-names", h, "held", may=UNREAD, missing=[], doubtful=["partnerships", "meeting_minutes"], earlier=None
    )


def locked_files(letters: Letters) -> None:
    """Two documents need a password: one PDF with a telling name, one archive without."""
    h = letters.hand("locked-files")
    form = fill(h)
    pdf = encrypted_pdf("Attestation plan")
    zipped = encrypted_zip("Серіктестік.docx", b"PK" + b"document" * 90)
    files = [
        application(h, form),
        *portfolio(h, naming="numbered", skip=("attestation_plan", "partnerships"), untitled=0),
        Item(
            "10. Аттестациялау жоспары.pdf", pdf, {"": expect("unread", {"attestation_plan": kind(status="any")}, pdf)}
        ),
        Item(
            "қалғаны.zip",
            zipped,
            {
                "": expect("unread", {}, zipped) | {"optional": True},
                "Серіктестік.docx": expect("unread", {"partnerships": kind(status="any")}) | {"optional": True},
            },
        ),
    ]
    letters.post("locked-files", h, "10-16 23:00:00", subject="портфолио", text=greeting(h), files=files, fields=form)
    letters.judged("locked-files", h, "held", may=UNREAD, missing=None, earlier=None)


def cloud_link(letters: Letters) -> None:
    """A link to cloud storage instead of the files."""
    h = letters.hand("cloud-link")
    form = fill(h)
    link = h.pick(
        "https://cloud.mail.example/public/AbCd/EfGh12345",
        "https://drive.example.kz/drive/folders/1aB2c3D4e5F6?usp=sharing",
    )
    text = (
        f"Сәлеметсіз бе! Портфолио көлемі үлкен болғандықтан сілтеме арқылы жіберіп отырмын: {link}\n"
        f"Сілтеме 30 күн жарамды.\n{h.team.leader.full}\n"
    )
    letters.post(
        "cloud-link",
        h,
        "10-17 20:20:00",
        subject="Портфолио сілтеме",
        text=text,
        files=[application(h, form)],
        fields=form,
    )
    letters.judged("cloud-link", h, "held", may=UNREAD, missing=None, links=[link], earlier=None)


def half_titles(letters: Letters) -> None:
    """Half of what the joint titles ask for, a plan without its list for one: present, «partly»."""
    h = letters.hand("half-titles", "kk")
    form = fill(h)
    halves = ("topic_goal_priorities", "assessment_schedule", "open_lessons_schedule", "young_specialist_school")
    files = [application(h, form), *portfolio(h, naming="numbered", skip=halves, untitled=0)]
    for key, (name, paper) in zip(halves, _halves(h).items(), strict=True):
        data = render(paper, "docx", h.rng)
        files.append(Item(f"{name}.docx", data, {"": expect("document", {key: kind(partly=True)}, data)}))
    letters.post("half-titles", h, "10-16 09:50:00", subject="портфолио", text=greeting(h), files=files, fields=form)
    letters.judged("half-titles", h, "accepted", earlier=before("accepted"))


def _halves(h: Hand) -> dict[str, Paper]:
    topic = h.paper(("topic_goal_priorities",), ("",))
    topic.head("Әдістемелік бірлестіктің тақырыбы мен мақсаты")
    topic.say("Тақырыбы: «Сапалы білім – жарқын болашақ»", "Мақсаты: білім сапасын арттыру, мұғалім шеберлігін шыңдау.")
    marks = h.paper(("assessment_schedule",), ("",))
    marks.head("БЖБ және ТЖБ өткізу кестесі, 2025-2026 оқу жылы")
    marks.table(
        ("Тоқсан", "Сынып", "БЖБ күні", "ТЖБ күні"),
        [(q, str(h.number(5, 11)), h.day(10), h.day(12)) for q in ("I", "II", "III", "IV")],
    )
    opened = h.paper(("open_lessons_schedule",), ("",))
    opened.head("Ашық сабақтар кестесі")
    opened.table(
        ("№", "Мұғалім", "Сынып", "Тақырып", "Айы"),
        [
            (str(i), m.full, h.grade(), h.rng.choice(h.team.subject.topics), "қараша")
            for i, m in enumerate(h.team.members, 1)
        ],
    )
    young = h.paper(("young_specialist_school",), ("",))
    young.head("«Жас маман» мектебінің жұмыс жоспары, 2025-2026 оқу жылы")
    young.table(
        ("№", "Атқарылатын жұмыс", "Мерзімі"),
        [
            ("1", "Тәлімгер бекіту", "қыркүйек"),
            ("2", "Жас маманның сабағына қатысу", "қазан"),
            ("3", "Есеп беру", "мамыр"),
        ],
    )
    return {
        "6. ӘБ тақырыбы, мақсаты": topic,
        "13. БЖБ ТЖБ кестесі": marks,
        "14. Ашық сабақтар кестесі": opened,
        "17. Жас маман мектебінің жоспары": young,
    }


def unrecognised_paper(letters: Letters) -> None:
    """One document is missing and one file cannot be told: not to be rejected by a machine."""
    h = letters.hand("unrecognised-paper")
    form = fill(h)
    files = [
        application(h, form),
        *portfolio(h, naming="plain", skip=("best_practices",), untitled=0),
        item(others.essay(h), "Жаңа құжат", "docx", h.rng, "unrecognised"),
    ]
    letters.post(
        "unrecognised-paper", h, "10-15 19:00:00", subject="байқау", text=greeting(h), files=files, fields=form
    )
    letters.judged(
        "unrecognised-paper", h, "held", may=UNREAD, missing=["best_practices"], earlier=before("held", None)
    )


def unfilled_application(letters: Letters) -> None:
    """A form in which required fields stay empty."""
    h = letters.hand("unfilled-application")
    form = fill(h, head="", leader_phone="", address="")
    files = [application(h, form), *portfolio(h, naming="plain", untitled=0)]
    letters.post(
        "unfilled-application", h, "10-15 08:30:00", subject="байқау", text=greeting(h), files=files, fields=form
    )
    letters.judged(
        "unfilled-application", h, ["held", "rejected"], may=("application_unclear", "incomplete"), missing=None
    )


FIRST = (scanned_application, cloud_link)
REST = (scanned_everything, telling_names, locked_files, half_titles, unrecognised_paper, unfilled_application)
