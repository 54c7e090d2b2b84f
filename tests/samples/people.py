"""Invented people and the associations they make."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.samples.schools import School
from tests.samples.spelling import latin, without_kazakh_letters
from tests.samples.subjects import SUBJECTS, Subject

_RU_PATRONYMIC = {"Пётр": "Петрович", "Николай": "Николаевич", "Михаил": "Михайлович"}


@cache
def _names() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "names.txt").read_text("utf-8").splitlines()
    return {
        key: words.split() for key, _, words in (line.partition(": ") for line in lines if not line.startswith("#"))
    }


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    surname: str
    given: str
    patronymic: str

    @property
    def full(self) -> str:
        """Surname, given name, patronymic."""
        return f"{self.surname} {self.given} {self.patronymic}"

    @property
    def initials(self) -> str:
        """«Г.С. Ахметова»."""
        return f"{self.given[0]}.{self.patronymic[0]}. {self.surname}"

    @property
    def short(self) -> str:
        """«Ахметова Г.С.»."""
        return f"{self.surname} {self.given[0]}.{self.patronymic[0]}."

    @property
    def to_whom(self) -> str:
        """Kazakh dative with initials: «Г.С. Ахметоваға»."""
        ending = "ға" if self.surname[-1] in "аяы" else "ке" if self.surname.endswith("ев") else "қа"
        return f"{self.initials}{ending}"

    @property
    def login(self) -> str:
        """The local part of an address."""
        return f"{latin(self.given[0])}.{latin(self.surname)}".lower()


def kazakh_person(rng: random.Random, *, male: bool | None = None) -> Person:
    """An invented Kazakh name, spelt as in a Kazakh paper."""
    man = rng.random() < 0.2 if male is None else male
    surname = rng.choice(_names()["surnames"]) + ("" if man else "а")
    father = rng.choice(_names()["fathers"])
    if rng.random() < 0.7:
        patronymic = father + ("ұлы" if man else "қызы")
    else:
        patronymic = father.removesuffix("і") + ("ович" if man else "овна")
    return Person(surname, rng.choice(_names()["male"] if man else _names()["female"]), patronymic)


def russian_person(rng: random.Random, *, male: bool | None = None) -> Person:
    """An invented name in Russian spelling; half are Kazakh names."""
    if rng.random() < 0.5:
        person = kazakh_person(rng, male=male)
        return Person(*(without_kazakh_letters(part) for part in (person.surname, person.given, person.patronymic)))
    man = rng.random() < 0.25 if male is None else male
    father = rng.choice(_names()["ru_fathers"])
    patronymic = _RU_PATRONYMIC.get(father, f"{father}ович")
    if not man:
        patronymic = patronymic.removesuffix("ич") + "на"
    return Person(
        rng.choice(_names()["ru_surnames"]) + ("" if man else "а"),
        rng.choice(_names()["ru_male"] if man else _names()["ru_female"]),
        patronymic,
    )


def mobile(rng: random.Random) -> str:
    """An invented mobile number (prefix 700, blocks nobody is given in these samples)."""
    tail = f"{rng.randrange(1000):03d}{rng.randrange(10000):04d}"
    shape = rng.choice(("+7 700 {} {} {}", "8 700 {} {} {}", "8-700-{}-{}-{}", "8700{}{}{}", "+7(700){}-{}-{}"))
    return shape.format(tail[:3], tail[3:5], tail[5:])


@dataclass(frozen=True, slots=True)
class Team:
    """An association: who leads it, who is in it, in which school."""

    school: School
    subject: Subject
    leader: Person
    head: Person
    deputy: Person
    members: tuple[Person, ...]
    young: Person
    leader_phone: str
    leader_email: str
    office_email: str
    language: str = "kk"


def team(rng: random.Random, school: School, language: str = "kk", subject: Subject | None = None) -> Team:
    """Invent an association of the school."""
    invent = russian_person if language == "ru" else kazakh_person
    people: list[Person] = []
    while len(people) < 9:
        person = invent(rng)
        if person.surname not in {p.surname for p in people}:
            people.append(person)
    leader, head, deputy, young, *members = people
    mail = rng.choice(("post.example", "mail.example", "pochta.example.kz", "inbox.example"))
    return Team(
        school=school,
        subject=subject or rng.choice(SUBJECTS),
        leader=leader,
        head=head,
        deputy=deputy,
        members=(leader, *members, young),
        young=young,
        leader_phone=mobile(rng),
        leader_email=f"{leader.login}{rng.randrange(60, 99)}@{mail}",
        office_email=f"{rng.choice(('mektep', 'school', 'kense', 'info'))}{school.number}@{school.domain}",
        language=language,
    )
