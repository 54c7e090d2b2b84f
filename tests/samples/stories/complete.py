"""Schools that send everything, plainly, in parts, with other things beside."""

from tests.samples import others
from tests.samples.applications import fill
from tests.samples.stories.base import (
    Item,
    Letters,
    application,
    before,
    expect,
    greeting,
    item,
    portfolio,
)


def one_letter(letters: Letters) -> None:
    """The plain case: an application and 24 files in one letter."""
    h = letters.hand("one-letter")
    form = fill(h)
    files = [application(h, form, "lines"), *portfolio(h, naming="numbered", each=True)]
    letters.post(
        "one-letter", h, "10-14 15:20:11", subject="Байқауға құжаттар", text=greeting(h), files=files, fields=form
    )
    letters.judged("one-letter", h, "accepted", earlier=before("accepted"))


def russian_school(letters: Letters) -> None:
    """A Russian-speaking school: everything in Russian."""
    h = letters.hand("russian-school", "ru")
    form = fill(h)
    files = [application(h, form, "table"), *portfolio(h, naming="plain")]
    letters.post(
        "russian-school",
        h,
        "10-16 17:02:40",
        subject="Материалы на конкурс",
        text=greeting(h),
        files=files,
        fields=form,
        charset="koi8-r",
        style="2047",
    )
    letters.judged("russian-school", h, "accepted", earlier=None)


def three_letters(letters: Letters) -> None:
    """The portfolio came in three letters of one thread: mail systems refuse big ones."""
    h = letters.hand("three-letters")
    form = fill(h)
    files = portfolio(h, naming="plain")
    first = letters.post(
        "three-letters",
        h,
        "10-13 09:05:00",
        subject="Портфолио 1 бөлім",
        text=greeting(h),
        files=[application(h, form, "underscores"), *files[:8]],
        fields=form,
    )
    second = letters.post(
        "three-letters",
        h,
        "10-13 09:11:30",
        subject="Re: Портфолио 1 бөлім",
        text="2-бөлімі\n",
        files=files[8:16],
        reply=first,
    )
    letters.post(
        "three-letters",
        h,
        "10-17 11:40:09",
        subject="Re: Портфолио 1 бөлім",
        text="Соңғы бөлімі, 3\n",
        files=files[16:],
        reply=second,
    )
    letters.judged("three-letters", h, "accepted", earlier=before("incomplete", None))


def deputy_and_leader(letters: Letters) -> None:
    """The deputy sends the first part with the application, the leader the rest with the same application."""
    h = letters.hand("deputy-and-leader")
    form = fill(h)
    files = portfolio(h, naming="mixed")
    deputy = f"{h.team.deputy.login}@{h.team.school.domain}"
    form_file = application(h, form, "table")
    letters.post(
        "deputy-and-leader",
        h,
        "10-15 12:00:00",
        sender=deputy,
        name=h.team.deputy.full,
        subject=f"{h.team.school.short_kk} байқау",
        text=greeting(h),
        files=[form_file, *files[:12]],
        fields=form,
    )
    letters.post(
        "deputy-and-leader",
        h,
        "10-15 18:30:00",
        subject="байқау материалдары жалғасы",
        text=greeting(h),
        files=[form_file, *files[12:]],
        fields=form,
    )
    letters.judged("deputy-and-leader", h, ["accepted", "held"], may=("ambiguous", "second_of_school"), missing=None)


def deputy_without_form(letters: Letters) -> None:
    """No application in the deputy's letter: only its words tell whose it is; a person may have to place it."""
    h = letters.hand("deputy-without-form")
    form = fill(h)
    files = portfolio(h, naming="numbered")
    text = (
        f"Сәлеметсіз бе! {h.team.school.short_kk}, «Үздік әдістемелік бірлестік жетекшісі» байқауы, "
        f"{h.team.leader.full} портфолиосы, 1-бөлім.\nДОІЖО {h.team.deputy.initials}\n"
    )
    letters.post(
        "deputy-without-form",
        h,
        "10-14 10:00:00",
        sender=h.team.office_email,
        name=h.team.deputy.full,
        subject="портфолио 1",
        text=text,
        files=files[:12],
    )
    letters.post(
        "deputy-without-form",
        h,
        "10-14 16:00:00",
        subject="портфолио 2",
        text=greeting(h),
        files=[application(h, form, "under"), *files[12:]],
        fields=form,
    )
    letters.judged(
        "deputy-without-form",
        h,
        ["accepted", "held"],
        may=("ambiguous", "application_unclear", "unreadable", "second_of_school"),
        missing=None,
        may_split=True,
    )


def completed_later(letters: Letters) -> None:
    """23 documents, and the last one two days later from the same address, in no thread."""
    h = letters.hand("completed-later")
    form = fill(h)
    files = portfolio(h, naming="numbered", untitled=0, each=True)
    late = files.pop(11)
    letters.post(
        "completed-later",
        h,
        "10-15 10:00:00",
        subject="Байқауға",
        text=greeting(h),
        files=[application(h, form, "numbered"), *files],
        fields=form,
    )
    letters.post(
        "completed-later",
        h,
        "10-17 09:30:00",
        subject="қалып қалған құжат",
        text="Бір құжатымыз қалып кетіпті, соны жіберіп отырмын.\n",
        files=[late],
    )
    letters.judged("completed-later", h, "accepted", earlier=before("incomplete", ["publications"]))


def joint(letters: Letters) -> None:
    """One order opens the association and appoints its leader; Kazakh names typed without Kazakh letters."""
    h = letters.hand("joint-order")
    form = fill(h)
    files = [application(h, form, "underscores"), *portfolio(h, naming="no_kazakh", joint=True)]
    letters.post("joint-order", h, "10-16 09:09:09", subject="Baiqau", text=greeting(h), files=files, fields=form)
    letters.judged("joint-order", h, "accepted", earlier=before("accepted"))


def opaque_names(letters: Letters) -> None:
    """Names that say nothing: the papers themselves must."""
    h = letters.hand("opaque-names", "kk")
    form = fill(h)
    files = [application(h, form, name="Документ Microsoft Word"), *portfolio(h, naming="opaque")]
    letters.post("opaque-names", h, "10-16 10:01:00", subject="құжаттар", text=greeting(h), files=files, fields=form)
    letters.judged("opaque-names", h, "accepted", earlier=before("accepted"))


def with_annexes(letters: Letters) -> None:
    """Photographs, certificates and slides beside a complete portfolio."""
    from tests.samples.render.pictures import photograph

    h = letters.hand("with-annexes")
    form = fill(h)
    extra = []
    for number in range(1, 4):
        data = photograph(h.rng)
        extra.append(
            Item(f"IMG_{h.number(1000, 9999)}_{number}.jpg", data, {"": expect(["annex", "unread"], {}, data)})
        )
    extra.append(item(others.certificate(h), "Сертификат", "docx", h.rng, "annex"))
    extra.append(item(others.certificate(h), "Грамота қалалық", "pdf", h.rng, "annex"))
    extra.append(item(others.poster(h), "Жеке портфолио презентация", "pptx", h.rng, "annex"))
    files = [application(h, form, "lines"), *portfolio(h, naming="numbered"), *extra]
    letters.post(
        "with-annexes", h, "10-17 10:00:00", subject="Байқау, суреттерімен", text=greeting(h), files=files, fields=form
    )
    letters.judged("with-annexes", h, "accepted", earlier=None)


def with_strangers(letters: Letters) -> None:
    """A covering letter, a calendar of lessons, a timetable and a bill beside everything: none of them counts."""
    h = letters.hand("with-strangers")
    form = fill(h)
    extra = [
        item(others.covering_letter(h), "Ілеспе хат", h.pick("docx", "pdf"), h.rng, "none"),
        item(others.lesson_calendar(h), h.pick("КТЖ", "Күнтізбелік-тақырыптық жоспар"), "docx", h.rng, "none"),
        item(others.timetable(h), "Сабақ кестесі", "xlsx", h.rng, "none"),
        item(others.invoice(h), "Счет на оплату", "pdf", h.rng, "none"),
        item(others.lesson_plan(h), "ҚМЖ ашық сабақ", "docx", h.rng, ["none", "annex"]),
    ]
    files = [application(h, form, "under"), *portfolio(h, naming="plain"), *extra]
    letters.post("with-strangers", h, "10-14 11:59:00", subject="құжаттар", text=greeting(h), files=files, fields=form)
    letters.judged("with-strangers", h, "accepted", earlier=before("accepted"))


def resent(letters: Letters) -> None:
    """«Дұрысы осы»: everything once more."""
    h = letters.hand("resent")
    form = fill(h)
    first = letters.post(
        "resent",
        h,
        "10-13 15:00:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form, "lines"), *portfolio(h, naming="plain", untitled=0)],
        fields=form,
    )
    again = [application(h, form, "lines"), *portfolio(h, naming="plain", untitled=0)]
    letters.post(
        "resent",
        h,
        "10-14 08:00:00",
        subject="Fwd: портфолио",
        text="Қате кетіпті, дұрысы осы.\n",
        files=again,
        fields=form,
        reply=first,
    )
    letters.judged("resent", h, "accepted", earlier=before("accepted"))


def question(letters: Letters) -> None:
    """«Алдыңыз ба?» from the sender of a submission."""
    h = letters.hand("question")
    form = fill(h)
    letters.post(
        "question",
        h,
        "10-15 09:00:00",
        subject="Байқауға портфолио",
        text=greeting(h),
        files=[application(h, form, "table", "pdf"), *portfolio(h, naming="latin")],
        fields=form,
    )
    letters.post("question", h, "10-16 11:00:00", subject="сұрақ", text="Сәлеметсіз бе, хатты алдыңыз ба?\n")
    letters.judged("question", h, "accepted", earlier=before("accepted"))


def childrens_school(letters: Letters) -> None:
    """«Балабақша – бастауыш мектеп»: the name says kindergarten and school; it is a school."""
    from tests.samples.schools import schools
    from tests.samples.subjects import SUBJECTS

    h = letters.hand("kindergarten-school", school=next(s for s in schools() if s.number == 12), subject=SUBJECTS[8])
    form = fill(h)
    letters.post(
        "kindergarten-school",
        h,
        "10-17 12:12:12",
        subject="бастауыш",
        text=greeting(h),
        files=[application(h, form, "lines"), *portfolio(h, naming="plain")],
        fields=form,
    )
    letters.judged("kindergarten-school", h, ["accepted", "held"], may=("eligibility",), earlier=None)


FIRST = (
    one_letter,
    three_letters,
    completed_later,
)
REST = (
    russian_school,
    deputy_and_leader,
    deputy_without_form,
    joint,
    opaque_names,
    with_annexes,
    with_strangers,
    resent,
    question,
    childrens_school,
)
