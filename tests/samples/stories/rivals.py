"""Two leaders of one school, and senders that may not be schools of the city."""

from dataclasses import replace

from tests.samples.applications import fill
from tests.samples.schools import School, invented_school
from tests.samples.stories.base import (
    Letters,
    application,
    greeting,
    portfolio,
)


def second_of_school(letters: Letters) -> None:
    """Two leaders of one school, each complete, from their own addresses: both are held."""
    first = letters.hand("first-of-school")
    form = fill(first)
    letters.post(
        "first-of-school",
        first,
        "10-13 10:10:00",
        subject="Байқау",
        text=greeting(first),
        files=[application(first, form), *portfolio(first)],
        fields=form,
    )
    letters.judged("first-of-school", first, "held", ["second_of_school"])
    second = letters.hand("second-of-school", school=first.team.school)
    second.team = replace(second.team, head=first.team.head)
    form = fill(second, institution=second.team.school.official_ru)
    letters.post(
        "second-of-school",
        second,
        "10-16 15:10:00",
        subject="Портфолио",
        text=greeting(second),
        files=[
            application(second, form),
            *portfolio(
                second,
            ),
        ],
        fields=form,
    )
    letters.judged("second-of-school", second, "held", ["second_of_school"])


def one_office(letters: Letters) -> None:
    """Two leaders of one school, both from the office's address: two submissions all the same."""
    first = letters.hand("office-a")
    form = fill(first, email=first.team.office_email)
    office = first.team.office_email
    letters.post(
        "office-a",
        first,
        "10-14 12:10:00",
        sender=office,
        name="Кеңсе",
        subject="Байқауға өтінім 1",
        text=greeting(first),
        files=[application(first, form), *portfolio(first)],
        fields=form,
    )
    letters.judged("office-a", first, "held", ["second_of_school"])
    second = letters.hand("office-b", school=first.team.school)
    second.team = replace(second.team, head=first.team.head, office_email=office)
    form = fill(second, email=office)
    letters.post(
        "office-b",
        second,
        "10-14 12:40:00",
        sender=office,
        name="Кеңсе",
        subject="Байқауға өтінім 2",
        text=greeting(second),
        files=[
            application(second, form),
            *portfolio(
                second,
            ),
        ],
        fields=form,
    )
    letters.judged("office-b", second, "held", ["second_of_school"])


def college(letters: Letters) -> None:
    """A college, complete: a person decides."""
    _outsider(
        letters,
        "college",
        "10-15 10:40:00",
        legal_kk="«Үлгі қызмет көрсету колледжі» МКҚК",
        official_ru="ГККП «Колледж Үлгі»",
        short_kk="Үлгі колледжі",
        short_ru="колледж «Үлгі»",
        domain="kolledj.example.kz",
    )


def elsewhere(letters: Letters) -> None:
    """A school of another town, complete."""
    _outsider(
        letters,
        "elsewhere",
        "10-16 12:30:00",
        legal_kk="Ақмола облысы Қосшы қаласының «№ 3 жалпы білім беретін мектебі» КММ",
        official_ru="КГУ «Общеобразовательная школа № 3 города Косшы»",
        short_kk="Қосшы қаласы №3 мектеп",
        short_ru="школа №3 г. Косшы",
        address_kk="Ақмола облысы, Қосшы қаласы, Үлгі көшесі, 4",
        address_ru="Акмолинская область, г. Косшы, ул. Улги, 4",
        domain="qosshy3.example.kz",
    )


def _outsider(letters: Letters, story: str, when: str, **names: str) -> None:
    school: School = replace(invented_school(3), phone=f"8 (7172) 99-10-{len(story) + 20}", **names)  # type: ignore[arg-type]
    h = letters.hand(story, school=school)
    form = fill(h)
    letters.post(
        story, h, when, subject="Байқау", text=greeting(h), files=[application(h, form), *portfolio(h)], fields=form
    )
    letters.judged(story, h, "held", ["eligibility"])


FIRST = (second_of_school,)
REST = (one_office, college, elsewhere)
