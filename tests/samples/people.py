"""Schools (real names from schools.tsv) and invented people, subjects, phones and addresses."""

import csv
import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

_FEMALE = [
    "Гүлнар",
    "Айгүл",
    "Сәуле",
    "Ботагөз",
    "Жанар",
    "Алма",
    "Назгүл",
    "Әсел",
    "Динара",
    "Күләш",
    "Мәдина",
    "Ұлжан",
    "Шолпан",
    "Раушан",
    "Әйгерім",
    "Жұлдыз",
    "Қарлығаш",
    "Меруерт",
    "Сандуғаш",
    "Толқын",
    "Гүлмира",
    "Бибігүл",
    "Зәуре",
    "Рысты",
    "Нағима",
    "Перизат",
    "Салтанат",
    "Үміт",
]
_MALE = [
    "Ерлан",
    "Нұрлан",
    "Асқар",
    "Бауыржан",
    "Дәурен",
    "Қайрат",
    "Марат",
    "Мұрат",
    "Серік",
    "Талғат",
    "Ғалым",
    "Әділ",
    "Ілияс",
    "Жандос",
    "Өркен",
    "Ринат",
]
_FATHERS = [
    "Серік",
    "Болат",
    "Қанат",
    "Ермек",
    "Амангелді",
    "Тоқтар",
    "Мейрам",
    "Сағындық",
    "Өмірбек",
    "Нұржан",
    "Кәрім",
    "Жұмабек",
    "Тілеген",
    "Ораз",
    "Бекен",
]
_SURNAMES = [
    "Ахметов",
    "Жұмабеков",
    "Сәрсенов",
    "Қасымов",
    "Оспанов",
    "Бекмұханов",
    "Тілеубаев",
    "Мұқашев",
    "Нұрланов",
    "Ерғалиев",
    "Дүйсенов",
    "Абдрахманов",
    "Смағұлов",
    "Қалиев",
    "Рақымжанов",
    "Есенов",
    "Төлегенов",
    "Байжанов",
    "Ибраев",
    "Кенжебаев",
    "Искаков",
    "Сейітов",
    "Жақсылықов",
    "Әбілқасымов",
    "Мырзахметов",
    "Құсайынов",
    "Шәріпов",
    "Омаров",
    "Бейсенов",
    "Үсенов",
    "Ғабитов",
    "Хамитов",
    "Өтепов",
    "Дәулетов",
    "Мейірманов",
    "Айтжанов",
    "Сыздықов",
    "Тоқтаров",
    "Алпысбаев",
    "Қожахметов",
]
_RU_SURNAMES = [
    "Ковалёв",
    "Мельников",
    "Воронцов",
    "Лебедев",
    "Гончаров",
    "Тимофеев",
    "Савельев",
    "Баранов",
    "Юрченков",
    "Ермолаев",
    "Фомичёв",
    "Зайцев",
]
_RU_FEMALE = ["Наталья", "Ольга", "Ирина", "Татьяна", "Светлана", "Елена", "Людмила", "Марина", "Оксана", "Галина"]
_RU_MALE = ["Сергей", "Андрей", "Виктор", "Алексей", "Игорь"]
_RU_FATHERS = ["Иван", "Пётр", "Владимир", "Николай", "Александр", "Михаил"]
_RU_PATRONYMIC = {"Пётр": "Петрович", "Николай": "Николаевич", "Михаил": "Михайлович"}

_PLAIN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_LATIN_OF = "a a b v g g d e e zh z i i k q l m n n o o p r s t u u u f h h c ch sh sch - y i - e yu ya".split()
_LATIN = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыьіэюя",
        _LATIN_OF,
        strict=True,
    )
)


def without_kazakh_letters(text: str) -> str:
    """Kazakh as typed on a Russian keyboard."""
    return text.translate(_PLAIN)


def latin(text: str) -> str:
    """Kazakh or Russian in Latin letters, as file names are."""
    out = []
    for letter in text:
        low = _LATIN.get(letter.lower(), "").replace("-", "") if letter.lower() in _LATIN else None
        out.append(letter if low is None else low.capitalize() if letter.isupper() else low)
    return "".join(out)


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


@dataclass(frozen=True, slots=True)
class Subject:
    """What an association teaches: in titles («… пәні мұғалімдерінің ӘБ») and Russian genitive («учителей …»)."""

    kk: str
    ru: str
    lessons: tuple[str, ...]
    topics: tuple[str, ...]
    weeks: str


SUBJECTS = (
    Subject(
        "қазақ тілі мен әдебиеті",
        "казахского языка и литературы",
        ("Қазақ тілі", "Қазақ әдебиеті"),
        ("Абай және қазіргі заман", "Сөз мәдениеті", "Мәтінмен жұмыс", "Шешендік өнер"),
        "Тіл – халық жаны",
    ),
    Subject(
        "математика",
        "математики",
        ("Алгебра", "Геометрия"),
        ("Квадрат теңдеулер", "Пифагор теоремасы", "Туынды және оның қолданылуы", "Ықтималдықтар"),
        "Математика – ғылымдар патшасы",
    ),
    Subject(
        "информатика",
        "информатики",
        ("Информатика", "Цифрлық сауаттылық"),
        ("Python тіліндегі циклдер", "Деректер қоры", "Робототехника негіздері", "Киберқауіпсіздік"),
        "Цифрлы әлем",
    ),
    Subject(
        "физика",
        "физики",
        ("Физика", "Астрономия"),
        ("Ньютон заңдары", "Электр тогы", "Жарықтың сынуы", "Ғарыш сырлары"),
        "Физика айналамызда",
    ),
    Subject(
        "химия және биология",
        "химии и биологии",
        ("Химия", "Биология"),
        ("Жасуша құрылысы", "Тотығу реакциялары", "Генетика негіздері", "Су – тіршілік көзі"),
        "Жасыл әлем",
    ),
    Subject(
        "тарих және құқық",
        "истории и права",
        ("Қазақстан тарихы", "Дүниежүзі тарихы"),
        ("Қазақ хандығының құрылуы", "Алаш қозғалысы", "Ұлы Жібек жолы", "Құқық негіздері"),
        "Тарих – тағылым",
    ),
    Subject(
        "ағылшын тілі",
        "английского языка",
        ("Ағылшын тілі",),
        ("My favourite book", "Healthy lifestyle", "Travelling", "Global warming"),
        "English around us",
    ),
    Subject(
        "орыс тілі мен әдебиеті",
        "русского языка и литературы",
        ("Орыс тілі", "Орыс әдебиеті"),
        ("Анализ текста", "Образ героя", "Культура речи", "Сочинение-рассуждение"),
        "Живое слово",
    ),
    Subject(
        "бастауыш сынып",
        "начальных классов",
        ("Сауат ашу", "Дүниетану", "Математика"),
        ("Дыбыс пен әріп", "Жыл мезгілдері", "Көбейту кестесі", "Менің отбасым"),
        "Білім бастауы",
    ),
    Subject(
        "география",
        "географии",
        ("География",),
        ("Қазақстанның климаты", "Мұхиттар", "Халық саны", "Геоақпараттық жүйелер"),
        "Жер – ортақ үйіміз",
    ),
    Subject(
        "жаратылыстану",
        "естественных наук",
        ("Жаратылыстану", "Физика", "Биология"),
        ("Заттың күйлері", "Экожүйе", "Энергия түрлері", "Тірі ағзалар"),
        "Табиғат сыры",
    ),
    Subject(
        "көркем еңбек",
        "художественного труда",
        ("Көркем еңбек",),
        ("Ұлттық ою-өрнек", "Киім дизайны", "Ағаш өңдеу", "Интерьер"),
        "Шебердің қолы ортақ",
    ),
    Subject(
        "дене шынықтыру",
        "физической культуры",
        ("Дене шынықтыру",),
        ("Баскетбол элементтері", "Жеңіл атлетика", "Ұлттық ойындар", "Гимнастика"),
        "Сәламатты ұрпақ",
    ),
)


@dataclass(frozen=True, slots=True)
class School:
    """A school under every name it bears."""

    number: int
    official_ru: str
    legal_kk: str
    short_kk: str
    short_ru: str
    address_kk: str
    address_ru: str
    phone: str
    domain: str


_TYPES = (
    ("школа-гимназия", "мектеп-гимназия", "мектеп-гимназиясы"),
    ("школа-лицей", "мектеп-лицей", "мектеп-лицейі"),
    ("детский сад", "балабақша – бастауыш мектеп", "балабақша – бастауыш мектеп» кешені"),
    ("гимназия", "гимназия", "гимназиясы"),
    ("вечерняя", "кешкі мектеп", "кешкі (ауысымды) мектебі"),
    ("специализированная", "мамандандырылған мектеп", "мамандандырылған мектебі"),
    ("средняя школа", "орта мектеп", "орта мектебі"),
)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    lines = (HERE / "schools.tsv").read_text("utf-8").splitlines()
    return tuple(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _school(row: dict[str, str]) -> School:
    number = int(row["number"])
    ru = row["official_name_ru"]
    folded = re.sub(r"\s*-\s*", "-", ru.lower())
    kind, plain, owned = next((t for t in _TYPES if t[0] in folded), _TYPES[-1])
    form = "ШЖҚ МКК" if "ПХВ" in ru else "КММ"
    quoted = f"«№ {number} {owned}" + ("" if "»" in owned else "»")
    street, house = row["address"].rsplit(",", 1)
    road = street.split("улица ")[-1].split("Проспект ")[-1].split(",")[-1].strip()
    sort = "даңғылы" if "роспект" in street else "көшесі"
    district = row["district"]
    district_kk = {"Сарыарка": "Сарыарқа", "Байконыр": "Байқоңыр", "Есиль": "Есіл"}.get(district, district)
    return School(
        number=number,
        official_ru=ru,
        legal_kk=f"Астана қаласы әкімдігінің {quoted} {form}",
        short_kk=f"№{number} {plain}",
        short_ru=f"{kind} №{number}"
        if kind != "детский сад"
        else f"комплекс «Детский сад – начальная школа № {number}»",
        address_kk=f"Астана қаласы, {district_kk} ауданы, {road.title()} {sort}, {house}",
        address_ru=f"г. Астана, район {district}, {'проспект' if 'роспект' in street else 'улица'} {road.title()}, {house}",
        phone=f"8 (7172) {30 + number % 60}-{(number * 37) % 90 + 10}-{(number * 53) % 90 + 10}",
        domain=f"sch{number}.example.kz",
    )


def invented_school(number: int) -> School:
    """A school with a number that the register copy does not have, for sets larger than it."""
    row = {
        "number": str(number),
        "official_name_ru": f"КГУ «Средняя школа № {number}»",
        "district": "Есиль",
        "address": f"район Есиль,улица Үлгі,{number}",
    }
    return _school(row)


@cache
def schools() -> tuple[School, ...]:
    """The schools of schools.tsv, in its order."""
    return tuple(_school(row) for row in _rows())


def kazakh_person(rng: random.Random, *, male: bool | None = None) -> Person:
    """An invented Kazakh name, spelt as in a Kazakh paper."""
    man = rng.random() < 0.2 if male is None else male
    surname = rng.choice(_SURNAMES) + ("" if man else "а")
    father = rng.choice(_FATHERS)
    if rng.random() < 0.7:
        patronymic = father + ("ұлы" if man else "қызы")
    else:
        patronymic = father.removesuffix("і") + ("ович" if man else "овна")
    return Person(surname, rng.choice(_MALE if man else _FEMALE), patronymic)


def russian_person(rng: random.Random, *, male: bool | None = None) -> Person:
    """An invented name in Russian spelling; half are Kazakh names."""
    if rng.random() < 0.5:
        person = kazakh_person(rng, male=male)
        return Person(*(without_kazakh_letters(part) for part in (person.surname, person.given, person.patronymic)))
    man = rng.random() < 0.25 if male is None else male
    father = rng.choice(_RU_FATHERS)
    patronymic = _RU_PATRONYMIC.get(father, f"{father}ович")
    if not man:
        patronymic = patronymic.removesuffix("ич") + "на"
    return Person(
        rng.choice(_RU_SURNAMES) + ("" if man else "а"), rng.choice(_RU_MALE if man else _RU_FEMALE), patronymic
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
    invent = kazakh_person if language == "kk" else russian_person
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
