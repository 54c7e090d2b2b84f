"""The application (Appendix 1 of the regulations) as schools fill it in: its words, its shapes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from tests.samples.paper import Hand, Paper, Table
from tests.samples.people import Team
from tests.samples.render.word import blank, pack

Shape = Literal["lines", "under", "underscores", "table", "numbered"]

_KK = {
    "institution": (
        "Мекеме туралы мәлімет (Жарғыға сәйкес мекеменің толық атауы)",
        "Мекеменің толық атауы",
        "Білім беру ұйымының атауы",
    ),
    "address": ("Мекеменің мекен жайы", "Мекенжайы", "Мекеменің мекенжайы"),
    "phone": ("Байланыс телефоны", "Мектеп телефоны", "Байланыс телефоны"),
    "fax": ("Факс", "Факс", "Факс"),
    "email": ("E-mail", "Электрондық поштасы", "E- mail"),
    "subject": (
        "Әдістемелік бірлестік (қай пән бойынша)",
        "Әдістемелік бірлестік",
        "Әдістемелік бірлестік : (қай пән бойынша)",
    ),
    "leader": ("ӘБ жетекшісі (ТАӘ)", "ӘБ жетекшісінің аты-жөні", "Бірлестік жетекшісі (ТАӘ)"),
    "leader_phone": ("ӘБ жетекшісінің телефоны", "Жетекшінің ұялы телефоны", "ӘБ жетекшісінің телефоны"),
    "head": ("Мектеп басшысы", "Мектеп директоры", "Мекеме басшысы"),
}
_RU = {
    "institution": (
        "Сведения об учреждении (полное наименование согласно Уставу)",
        "Наименование организации образования",
    ),
    "address": ("Адрес учреждения", "Юридический адрес"),
    "phone": ("Контактный телефон", "Телефон"),
    "fax": ("Факс", "Факс"),
    "email": ("E-mail", "Электронная почта"),
    "subject": ("Методическое объединение (по какому предмету)", "Методическое объединение"),
    "leader": ("Руководитель МО (ФИО)", "ФИО руководителя МО"),
    "leader_phone": ("Телефон руководителя МО", "Сотовый телефон руководителя МО"),
    "head": ("Руководитель школы", "Директор школы"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A filled-in application: values by field; ``labels`` in the form's order."""

    title: str
    labels: tuple[tuple[str, str], ...]
    values: dict[str, str]
    language: str
    day: str


def fill(h: Hand, *, language: str = "", **changes: str) -> Form:
    """The team's application; ``changes`` replace values by field key."""
    team: Team = h.team
    language = language or ("ru" if team.language == "ru" else "kk")
    kk = language != "ru"
    values = {
        "institution": h.pick(team.school.legal_kk, team.school.legal_kk, team.school.official_ru)
        if kk
        else team.school.official_ru,
        "address": team.school.address_kk if kk else team.school.address_ru,
        "phone": team.school.phone,
        "fax": h.pick("", "", "жоқ" if kk else "нет", team.school.phone),
        "email": h.pick(team.leader_email, team.office_email),
        "subject": h.pick(team.subject.kk, f"{team.subject.kk} пәні", team.subject.kk.capitalize())
        if kk
        else team.subject.ru,
        "leader": team.leader.full,
        "leader_phone": team.leader_phone,
        "head": h.pick(team.head.full, team.head.initials),
    } | changes
    variant = h.number(0, 2 if kk else 1)
    labels = tuple(
        (key, (f"{_KK[key][variant]} / {_RU[key][0]}" if language == "both" else (_KK if kk else _RU)[key][variant]))
        for key in _KK
    )
    kk_title = h.pick(
        "«Үздік әдістемелік бірлестік жетекшісі» қалалық байқауына қатысуға сұраныс",
        "«Ең үздік әдістемелік бірлестік жетекшісі» облыстық байқауына қатысуға сұраныс",
        "«Үздік әдістемелік бірлестік жетекшісі» байқауына қатысуға өтінім",
        "Байқауға қатысуға ӨТІНІШ",
    )
    ru_title = h.pick(
        "Заявка на участие в городском конкурсе «Лучший руководитель методического объединения»",
        "ЗАЯВКА на участие в конкурсе руководителей МО",
    )
    title = kk_title if language == "kk" else ru_title if language == "ru" else f"{kk_title} / {ru_title}"
    return Form(
        title,
        labels,
        values,
        language,
        f"«{h.number(6, 16):02d}» {'қазан' if kk else 'октября'} 2025 {'жыл' if kk else 'года'}",
    )


def _sign(form: Form) -> str:
    word = "Қолы" if form.language != "ru" else "Подпись"
    return f"{word} ______________   {form.values['head']}"


def paper_of(form: Form, shape: Shape, rng: random.Random) -> Paper:
    """The application as a paper."""
    names = (
        ("Өтінім", "Сұраныс", "Байқауға өтінім", "Өтініш", "Қосымша 1", "1 қосымша сұраныс")
        if form.language != "ru"
        else ("Заявка", "Заявка на участие", "Приложение 1 заявка")
    )
    paper = Paper((), (rng.choice(names), *names))
    paper.head(form.title)
    if shape == "table":
        paper.blocks.append(_rows(form, numbered=False))
    elif shape == "numbered":
        paper.blocks.append(_rows(form, numbered=True))
    else:
        for key, label in form.labels:
            value = form.values[key]
            if shape == "lines":
                paper.say(f"{label}: {value}".strip())
            elif shape == "under":
                paper.say(f"{label}:", value or "_______________")
            else:
                paper.say(f"{label}: {'_' * rng.randint(2, 6)}{value}{'_' * rng.randint(3, 12)}")
    paper.say(_sign(form), form.day)
    return paper


def _rows(form: Form, *, numbered: bool) -> Table:
    rows = [(label, form.values[key]) for key, label in form.labels]
    if numbered:
        return Table(tuple((str(i), *row) for i, row in enumerate(rows, 1)))
    return Table(tuple(rows))


def body_of(form: Form) -> str:
    """The application typed into the letter itself."""
    lines = [form.title, ""]
    lines += [f"{label}: {form.values[key]}" for key, label in form.labels if form.values[key]]
    return "\n".join([*lines, "", form.day]) + "\n"


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def controlled_docx(form: Form) -> bytes:
    """The application with its values in Word's content controls (w:sdt), which python-docx alone reads as empty."""
    document = blank()
    document.add_paragraph(form.title)
    for key, label in form.labels:
        paragraph = document.add_paragraph(f"{label}: ")
        control = etree.SubElement(paragraph._p, f"{{{_W}}}sdt")
        properties = etree.SubElement(control, f"{{{_W}}}sdtPr")
        etree.SubElement(properties, f"{{{_W}}}alias").set(f"{{{_W}}}val", key)
        content = etree.SubElement(control, f"{{{_W}}}sdtContent")
        run = etree.SubElement(content, f"{{{_W}}}r")
        etree.SubElement(run, f"{{{_W}}}t").text = form.values[key]
    document.add_paragraph(_sign(form))
    document.add_paragraph(form.day)
    return pack(document)


def expected(form: Form, keys: Sequence[str] = ()) -> dict[str, str]:
    """The fields a careful reader takes from it (those of the regulations' form that are not empty)."""
    return {key: form.values[key] for key in (keys or _KK) if key != "fax" and form.values[key]}
