"""Something is missing, and everything that came was readable; or something came that only looks like it."""

from tests.samples import others
from tests.samples.applications import fill
from tests.samples.stories.base import (
    KINDS,
    Letters,
    application,
    before,
    greeting,
    item,
    portfolio,
)


def three_missing(letters: Letters) -> None:
    """21 documents at the deadline."""
    h = letters.hand("three-missing")
    form = fill(h)
    missing = ("publications", "elective_courses", "partnerships")
    letters.post(
        "three-missing",
        h,
        "10-15 15:15:15",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form, "lines"), *portfolio(h, naming="plain", skip=missing, untitled=0)],
        fields=form,
    )
    letters.judged(
        "three-missing", h, "rejected", ["incomplete"], missing=missing, earlier=before("incomplete", missing)
    )


def no_application(letters: Letters) -> None:
    """All 24 documents, no application anywhere."""
    h = letters.hand("no-application")
    letters.post(
        "no-application",
        h,
        "10-16 10:00:00",
        subject="Байқауға портфолио",
        text=greeting(h),
        files=portfolio(h, naming="numbered", untitled=0),
    )
    letters.judged(
        "no-application",
        h,
        "rejected",
        ["incomplete"],
        missing=["application"],
        earlier=before("incomplete", ["application"]),
    )


def application_only(letters: Letters) -> None:
    """An application and nothing else."""
    h = letters.hand("application-only", "ru")
    form = fill(h)
    letters.post(
        "application-only",
        h,
        "10-09 12:00:00",
        subject="Заявка",
        text="Направляем заявку. Портфолио отправим позже.\n",
        files=[application(h, form, "table")],
        fields=form,
    )
    letters.judged(
        "application-only", h, "rejected", ["incomplete"], missing=KINDS, earlier=before("incomplete", KINDS)
    )


def contest_regulations_instead(letters: Letters) -> None:
    """The contest's own regulations under the name of the association's."""
    h = letters.hand("wrong-regulations")
    form = fill(h)
    wrong = item(others.contest_regulations(h), "3. Ереже", "docx", h.rng, "none")
    files = [
        application(h, form, "lines"),
        *portfolio(h, naming="plain", skip=("association_regulations",), untitled=0),
        wrong,
    ]
    letters.post(
        "wrong-regulations", h, "10-14 14:14:14", subject="құжаттар", text=greeting(h), files=files, fields=form
    )
    letters.judged(
        "wrong-regulations",
        h,
        ["rejected", "held"],
        may=("incomplete", "ambiguous"),
        missing=["association_regulations"],
    )


def parents_minutes_instead(letters: Letters) -> None:
    """Minutes of a parents' meeting and a calendar of lessons instead of the association's."""
    h = letters.hand("wrong-minutes")
    form = fill(h)
    skip = ("meeting_minutes", "annual_work_plan")
    wrong = [
        item(others.parents_minutes(h), "Хаттама", "docx", h.rng, "none"),
        item(others.lesson_calendar(h), "Жылдық жоспар", "docx", h.rng, "none"),
    ]
    files = [application(h, form, "table"), *portfolio(h, naming="plain", skip=skip, untitled=0), *wrong]
    letters.post("wrong-minutes", h, "10-17 13:13:13", subject="құжаттар", text=greeting(h), files=files, fields=form)
    letters.judged(
        "wrong-minutes",
        h,
        ["rejected", "held"],
        may=("incomplete", "ambiguous"),
        missing=["annual_work_plan", "meeting_minutes"],
        earlier=None,
    )


FIRST = (three_missing, no_application)
REST = (application_only, contest_regulations_instead, parents_minutes_instead)
