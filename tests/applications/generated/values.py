"""Values that schools write into the form, each with the normal forms that are right: seeded, made of parts."""

import random
from dataclasses import dataclass

from tests.samples.spelling import latin, without_kazakh_letters

PEOPLE_KK = (
    ("Ахметова", "Айгүл", "Берікқызы"),
    ("Серікбай", "Бақыт", "Ақанұлы"),
    ("Нұрланова", "Әсел", "Ерланқызы"),
    ("Тоқтар", "Мөлдір", "Сәкенқызы"),
    ("Жұмабай", "Ерлан", "Қанатұлы"),
    ("Қасымова", "Роза", "Әбенқызы"),
    ("Өтеген", "Дәурен", "Тілеуұлы"),
    ("Байжанов", "Самат", "Мұратұлы"),
    ("Сүлейменова", "Гүлнұр", "Ғалымқызы"),
    ("Есенгелді", "Назгүл", "Өмірбекқызы"),
    ("Ыбырай", "Шолпан", "Жақсылыққызы"),
    ("Үмбетова", "Динара", "Хамитқызы"),
    ("Абай", "Ақмарал", "Нұржанқызы"),
    ("Дәулет", "Рүстем", "Болатұлы"),
    ("Мейрам", "Самал", "Асқарқызы"),
    ("Бекмұхамбетова", "Қарлығаш", "Сейдахметқызы"),
    ("Төлеу", "Әлия", "Маратқызы"),
    ("Қабдолла", "Нұргүл", "Серікқызы"),
)
PEOPLE_RU = (
    ("Иванова", "Анна", "Сергеевна"),
    ("Ким", "Вера", "Павловна"),
    ("Шевченко", "Оксана", "Владимировна"),
    ("Петров", "Иван", "Ильич"),
    ("Нурмагамбетова", "Сауле", "Ержановна"),
    ("Омаров", "Кайрат", "Болатович"),
    ("Цой", "Виктор", "Алексеевич"),
    ("Мухамеджанова", "Гульнара", "Тулегеновна"),
    ("Бондаренко", "Пётр", "Андреевич"),
    ("Сидорова-Ли", "Наталья", "Юрьевна"),
    ("Абдрахманов", "Ерлан", "Жумабекович"),
    ("Гладких", "Ольга", "Никитична"),
    ("Жук", "Марина", "Игоревна"),
    ("Досжанова", "Айжан", "Кенесовна"),
    ("Мартынюк", "Олег", "Львович"),
)
STREETS_KK = (
    "Тұран даңғылы",
    "Сығанақ көшесі",
    "Б. Момышұлы даңғ.",
    "Желтоқсан көшесі",
    "Абылай хан даңғылы",
    "Керей, Жәнібек хандар көшесі",
    "Ақан сері к-сі",
    "Жүсіп Баласағұн көшесі",
    "Қорғалжын тас жолы",
    "Ш. Айманов көш.",
    "Ұлы Дала даңғылы",
    "А. Пушкин к.",
    "Е 489 көшесі",
    "А 34 көшесі",
    "Ақжол көшесі",
    "Бауыржан Момышұлы даңғылы",
    "тұйық Жастар көшесі",
    "Мәңгілік Ел даңғ.",
)
STREETS_RU = (
    "ул. Кенесары",
    "пр. Абая",
    "улица Петрова",
    "пр-т Тауелсиздик",
    "ул. Ш. Иманбаевой",
    "проспект Республики",
    "ул. 187",
    "переулок Тасшокы",
    "шоссе Алаш",
    "ул.Ауэзова",
    "пр.Богенбай батыра",
    "ул. Керей и Жанибек хандар",
    "бульвар Нуржол",
)
PLACES_KK = (
    "Жастар ықшам ауданы",
    "5 мкр",
    "Көктал-1 тұрғын алабы",
    "Самал ш/а",
    "Целинный мөлтек ауданы",
    "Үркер тұрғын алабы",
    "8 шағын аудан",
)
PLACES_RU = ("мкр. Самал", "микрорайон 3", "ж.м. Юго-Восток", "мкрн Чубары", "жилой массив Уркер", "мкр Аль-Фараби")
DISTRICTS_KK = ("Есіл ауданы", "Алматы ауданы", "Сарыарқа ауданы", "Байқоңыр ауд.", "Нұра ауданы", "Сарайшық ауданы")
DISTRICTS_RU = ("район Есиль", "р-н Алматы", "Сарыаркинский район", "р. Байконур", "район Нура")
HOUSES = ("5", "16/2", "12А", "40", "7/1", "101", "22 Б", "3, корпус 2", "14а", "8-үй", "33/4")
HOUSES_RU = ("5", "д. 40", "д.16/2", "12А", "дом 7", "33, корп. 2", "40/1", "д 9", "22 Б", "15а")
SUBJECTS_KK = (
    "математика",
    "Қазақ тілі мен әдебиеті",
    "жаратылыстану пәндері",
    "бастауыш сынып",
    "тарих, құқық негіздері",
    "шет тілдері",
    "физика-математика",
    "дене шынықтыру және АӘД",
    "орыс тілі мен әдебиеті",
    "информатика",
    "көркем еңбек",
    "биология, химия, география",
    "Ағылшын тілі",
    "қоғамдық-гуманитарлық бағыт",
    "музыка және еңбек",
    "бастауыш сынып мұғалімдері",
    "физика",
    "мектепалды даярлық",
)
SUBJECTS_RU = (
    "математика",
    "русский язык и литература",
    "иностранные языки",
    "начальные классы",
    "естественно-научный цикл",
    "история, география",
    "информатика и физика",
    "физическая культура и НВП",
    "казахский язык и литература",
    "классные руководители",
    "химия, биология",
    "художественный труд",
    "English",
    "предметы ЕМЦ",
    "учителя начальных классов",
    "общественно-гуманитарный цикл",
)
NAMED = (
    "Мирас",
    "Нұр Орда",
    "Ақберен",
    "Зерде",
    "BINOM school",
    "Astana Smart School",
    "Тұран",
    "Haileybury Astana",
    "Спектр",
    "Білім-инновация",
)
MAILS = ("mail.ru", "edu.astana.kz", "gmail.com", "bk.ru", "inbox.ru", "yandex.kz", "astana-bilim.kz", "list.ru")
NOTHING = ("", "", "жоқ", "-", "нет", "Жоқ.", "—")
MONTH_KK, MONTH_RU = "қазан", "октября"


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written, and the normal forms that are right; none where it has none of its own."""

    written: str
    normals: tuple[str, ...] = ()


def school(rng: random.Random, kk: bool) -> Value:
    """A school's name in one of many legal and short spellings."""
    n = rng.choice((5, 8, 12, 17, 28, 31, 48, 64, 70, 79, 84, 92, 102, 117))
    kind = rng.choice(("мектеп-лицейі", "мектеп-гимназиясы", "орта мектебі", "мектебі", "мектеп-лицей", "гимназия"))
    kind_ru = rng.choice(("Школа-лицей", "Школа-гимназия", "Средняя школа", "Общеобразовательная школа", "Гимназия"))
    named = rng.choice(NAMED)
    if kk:
        made = rng.choice(
            (
                (
                    f"Астана қаласы әкімдігінің «№ {n} {kind}» шаруашылық жүргізу құқығындағы мемлекеттік "
                    "коммуналдық кәсіпорны"
                ),
                f"Астана қаласы әкімдігінің «№{n} {kind}» ШЖҚ МКК",
                f"«№ {n} {kind}» КММ",
                f"№ {n} {kind}",
                f"№{n} {kind}",
                f"{n} {kind}",
                f"{n}-{kind}",
                f"«{named}» жеке мектебі ЖШС",
                f"«{named}» ЖШС мектебі",
                "Астана қаласының физика-математика бағытындағы Назарбаев Зияткерлік мектебі",
                f'"№{n} {kind}" шаруашылық жүргізу құқығындағы МКК',
                f"Астана қаласы білім басқармасының «№ {n} {kind}» КММ",
                f"Қаныш Сәтбаев атындағы № {n} {kind}",
                f"«{named}» мектеп-лицейі",
                f"№ {n} IT-лицей",
                f"Дарынды балаларға арналған «{named}» мамандандырылған мектебі",
                "Республикалық физика-математика мектебі (РФММ)",
            )
        )
    else:
        made = rng.choice(
            (
                f"ГКП на ПХВ «{kind_ru} № {n}» акимата города Астаны",
                f'КГУ "{kind_ru} №{n}" акимата города Астаны',
                f"{kind_ru} № {n}",
                f"{kind_ru} №{n} г. Астана",
                f"Частная школа «{named}»",
                f"ТОО «{named}»",
                f'ТОО "{named} School"',
                f"КГУ «{kind_ru} № {n} имени М. Ауэзова»",
                f"{kind_ru.lower()} {n}",
                f"СШ № {n}",
                f"ШЛ №{n}",
                f"IT-лицей № {n}",
                "Назарбаев Интеллектуальная школа физико-математического направления г. Астана",
                (
                    f"Государственное коммунальное предприятие на праве хозяйственного ведения "
                    f"«{kind_ru} № {n}» акимата города Астаны"
                ),
                f"Учреждение «Частная школа-лицей «{named}»",
            )
        )
    return Value(made)


def address(rng: random.Random, kk: bool) -> Value:
    """An address with or without index, town, district, a word for a street, a quarter."""
    town = rng.choice(
        ("Астана қ.", "Астана қаласы", "Астана", "Қазақстан Республикасы, Астана қ.", "")
        if kk
        else ("г. Астана", "г.Астана", "Астана", "РК, г. Астана", "")
    )
    district = rng.choice((*(DISTRICTS_KK if kk else DISTRICTS_RU), "", "", ""))
    quarter = rng.choice((*(PLACES_KK if kk else PLACES_RU), *[""] * 12))
    street, house = rng.choice(STREETS_KK if kk else STREETS_RU), rng.choice(HOUSES if kk else HOUSES_RU)
    comma = rng.choice((", ", ", ", " "))
    index = rng.choice(("", "", f"0100{rng.randrange(10, 30)}", "Z05K7B0"))
    parts = [town, district, quarter, f"{street}{comma}{house}"]
    made = ", ".join(part for part in parts if part)
    if index:
        made = rng.choice((f"{index}, {made}", f"{made}, {index}", f"{made}, индекс {index}"))
    return Value(made)


def bare_address(rng: random.Random) -> Value:
    """An address without a word for a street: «Астана, Тәуелсіздік 5»."""
    street = rng.choice(
        ("Тәуелсіздік", "Ақбұлақ", "Рысқұлов", "Сембинов", "Кенесары", "Мусрепова", "Петрова", "Жеңіс", "Сарайшық")
    )
    return Value(
        rng.choice(("Астана, {} {}", "Астана қ {} {}", "{} {}", "г.Астана {} {}", "Астана қ., {}, {}")).format(
            street, rng.choice(HOUSES[:7])
        )
    )


def phone(rng: random.Random, *, mobile: bool) -> Value:
    """One number, now and then two."""
    first = _number(rng, mobile)
    if rng.random() < 0.12:
        second = _number(rng, mobile if mobile else rng.random() < 0.5)
        mark = rng.choice((", ", "; ", " / ", ",\u00a0"))
        return Value(first[0] + mark + second[0], (f"{first[1]}; {second[1]}", first[1]))
    return Value(first[0], (first[1],))


def _number(rng: random.Random, mobile: bool) -> tuple[str, str]:
    d = "".join(str(rng.randrange(10)) for _ in range(7))
    code = rng.choice(("701", "702", "705", "707", "747", "775", "777", "778")) if mobile else "7172"
    if mobile:
        style = rng.choice(
            (
                "8{c}{a}{b}{e}",
                "+7 {c} {a} {b} {e}",
                "8 ({c}) {a}-{b}-{e}",
                "8-{c}-{a}-{b}-{e}",
                "+7{c}{a}{b}{e}",
                "8 {c} {a} {b}{e}",
                "87{r}{a}{b}{e}",
                "{c} {a} {b} {e}",
                "8({c}){a}{b}{e}",
            )
        )
        a, b, e = d[:3], d[3:5], d[5:]
        return style.format(c=code, r=code[1:], a=a, b=b, e=e), f"+7{code}{d}"
    a, b, e = str(rng.choice((2, 3, 4, 5, 7, 9))) + d[1], d[2:4], d[4:6]
    style = rng.choice(
        (
            "8 (7172) {a}-{b}-{e}",
            "87172{a}{b}{e}",
            "+7 7172 {a} {b} {e}",
            "{a}-{b}-{e}",
            "8-7172-{a}-{b}-{e}",
            "8(7172){a}{b}{e}",
            "8 7172 {a}{b}{e}",
            "(7172) {a}-{b}-{e}",
            "+7 (7172) {a}-{b}-{e}",
            "{a} {b} {e}",
        )
    )
    return style.format(a=a, b=b, e=e), f"+77172{a}{b}{e}"


def email(rng: random.Random) -> Value:
    """An address of mail."""
    name = rng.choice(("school{}", "sl{}", "sch_{}", "mg-{}", "gimnazia.{}", "mektep{}_astana")).format(
        rng.randrange(5, 110)
    )
    made = f"{name}@{rng.choice(MAILS)}"
    shown = rng.choice((made, made, made, made.capitalize(), made.upper()))
    return Value(shown, (made,))


def person(
    rng: random.Random, kk: bool, initials: float = 0.25, avoid: tuple[str, str, str] | None = None
) -> tuple[Value, tuple[str, str, str]]:
    """A name in full, without the father's, in capitals or with initials."""
    pool = [p for p in (PEOPLE_KK if kk else PEOPLE_RU) if p != avoid and (avoid is None or p[0][:4] != avoid[0][:4])]
    s, g, f = rng.choice(pool)
    roll = rng.random()
    if roll < initials:
        made = rng.choice(
            (f"{s} {g[0]}.{f[0]}.", f"{g[0]}.{f[0]}. {s}", f"{s} {g[0]}.", f"{s} {g[0]}. {f[0]}.", f"{g[0]}. {s}")
        )
        return Value(made, (made.replace(". ", ".", 1) if made.endswith(f"{g[0]}. {f[0]}.") else made,)), (s, g, f)
    if roll < initials + 0.1:
        return Value(f"{s} {g}", (f"{s} {g}",)), (s, g, f)
    full = f"{s} {g} {f}"
    if roll < initials + 0.2:
        return Value(full.upper(), (full,)), (s, g, f)
    return Value(full, (full,)), (s, g, f)


def short(name: tuple[str, str, str], rng: random.Random) -> Value:
    """The name as it is signed."""
    s, g, f = name
    made = rng.choice((f"{g[0]}. {s}", f"{s} {g[0]}.{f[0]}.", f"{g[0]}.{f[0]}. {s}", f"{s} {g[0]}."))
    return Value(made, (made,))


def date(rng: random.Random, kk: bool) -> Value:
    """A date in words or in digits."""
    d = rng.randrange(1, 18)
    words = (
        f"«{d:02}» {MONTH_KK} 2025 жыл",
        f"«{d}» {MONTH_KK} 2025 ж.",
        f"{d} {MONTH_KK} 2025 жыл",
        f"2025 жылғы {d} {MONTH_KK}",
        f"{d:02}.10.2025 ж.",
    )
    words_ru = (
        f"«{d:02}» {MONTH_RU} 2025 года",
        f"«{d}» {MONTH_RU} 2025 г.",
        f"{d} {MONTH_RU} 2025 г.",
        f"{d:02}.10.2025 г.",
        f"{d:02}.10.2025г.",
    )
    made = rng.choice((*(words if kk else words_ru), f"{d:02}.10.2025", f"{d:02}.10.25", f"{d:02}/10/2025"))
    return Value(made, (f"2025-10-{d:02}",))


def respelt(text: str, how: str) -> str:
    """The text as typed on another keyboard."""
    if how == "plain":
        return without_kazakh_letters(text)
    return latin(text) if how == "latin" else text
