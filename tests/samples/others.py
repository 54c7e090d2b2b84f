"""Papers that are none of the documents asked for: what schools and strangers attach besides; annexes too."""

from tests.samples.kazakh.orders import YEAR, letterhead
from tests.samples.paper import Hand, Paper


def covering_letter(h: Hand) -> Paper:
    """Ілеспе хат: a letterhead, an outgoing number, «we send herewith»."""
    paper = Paper((), ("Ілеспе хат", "Хат", "Сопроводительное письмо"))
    letterhead(h, paper)
    paper.say(f"Шығыс № {h.number(20, 400)}          {h.number(8, 16):02d}.10.2025 ж.")
    paper.right("Астана қаласы әкімдігінің", "«Әдістемелік орталығы» МКҚК", "басшысына")
    paper.say(
        h.pick(
            f"{h.team.school.legal_kk} «Үздік әдістемелік бірлестік жетекшісі» байқауының материалдарын жолдайды.",
            "Сіздің ұйымыңыз өткізетін байқауға мектебіміздің материалдарын жолдап отырмыз.",
        ),
        f"Қосымша: {h.number(24, 90)} парақ.",
        f"Директор          {h.team.head.initials}",
        f"Орынд.: {h.team.deputy.short}, тел. {h.team.school.phone}",
    )
    return paper


def lesson_calendar(h: Hand) -> Paper:
    """КТЖ: the calendar of lessons of one form."""
    paper = Paper((), ("КТЖ", "Күнтізбелік-тақырыптық жоспар", "КТП"))
    paper.head(
        f"{h.team.subject.lessons[0]} пәнінен күнтізбелік-тақырыптық жоспар, {h.number(5, 11)}-сынып, {YEAR} оқу жылы"
    )
    rows = [
        (str(i), h.rng.choice(h.team.subject.topics), f"{h.number(5, 11)}.1.{i}.2", "1", h.day(9)) for i in range(1, 15)
    ]
    paper.table(("№", "Сабақтың тақырыбы", "Оқу мақсаты", "Сағат саны", "Күні"), rows)
    return paper


def lesson_plan(h: Hand) -> Paper:
    """ҚМЖ: the plan of one lesson."""
    paper = Paper((), ("ҚМЖ", "Қысқа мерзімді жоспар", "Сабақ жоспары"))
    paper.head("Қысқа мерзімді жоспар")
    paper.table(
        ("Пән:", h.team.subject.lessons[0]),
        [
            ("Сынып:", h.grade()),
            ("Сабақтың тақырыбы:", h.rng.choice(h.team.subject.topics)),
            ("Оқу мақсаты:", "Тақырып бойынша негізгі ұғымды түсінеді"),
        ],
    )
    paper.table(
        ("Сабақ кезеңі / уақыт", "Педагогтің әрекеті", "Оқушының әрекеті", "Бағалау"),
        [
            ("Басы, 5 мин", "Ұйымдастыру, психологиялық ахуал", "Шаттық шеңбер", "Мадақтау"),
            ("Ортасы, 30 мин", "Жаңа тақырыпты түсіндіру", "Топпен жұмыс", "3 балл"),
            ("Соңы, 5 мин", "Рефлексия", "Бағдаршам", "Өзін-өзі бағалау"),
        ],
    )
    return paper


def timetable(h: Hand) -> Paper:
    """The week's lessons."""
    paper = Paper((), ("Сабақ кестесі", "Расписание уроков"))
    paper.head(f"Сабақ кестесі, {YEAR} оқу жылы, I жартыжылдық")
    lessons = ("Алгебра", "Қазақ тілі", "Орыс тілі", "Физика", "Тарих", "Химия", "Дене шынықтыру", "Ағылшын тілі")
    rows = [(str(i), *(h.rng.choice(lessons) for _ in range(5))) for i in range(1, 8)]
    paper.table(("№", "Дүйсенбі", "Сейсенбі", "Сәрсенбі", "Бейсенбі", "Жұма"), rows)
    return paper


def invoice(h: Hand) -> Paper:
    """A bill."""
    paper = Paper((), ("Счет на оплату", "Шот-фактура", "Счёт"))
    paper.head(f"Счет на оплату № {h.number(100, 9000)} от {h.number(1, 16)} октября 2025 г.")
    paper.say(
        "Поставщик: ТОО «Үлгі Снаб», БИН 000000000000, ИИК KZ000000000000000000",
        "Покупатель: ГККП «Методический центр»",
        "Договор: без договора",
    )
    count, price = h.number(2, 20), h.number(900, 5000)
    paper.table(
        ("№", "Наименование", "Кол-во", "Ед.", "Цена", "Сумма"),
        [
            (
                "1",
                h.pick("Бумага А4", "Картридж", "Вода питьевая 19 л"),
                str(count),
                "шт",
                str(price),
                str(count * price),
            )
        ],
    )
    paper.say(f"Всего наименований 1, на сумму {count * price} KZT", "Исполнитель ____________  /Бухгалтер/")
    return paper


def parents_minutes(h: Hand) -> Paper:
    """Minutes, but of a parents' meeting."""
    paper = Paper((), ("Ата-аналар жиналысының хаттамасы",))
    paper.head(f"{h.grade()} сынып ата-аналар жиналысының ХАТТАМАСЫ № 1")
    paper.say(
        "Қатысқаны: 22 ата-ана",
        "Күн тәртібі: 1. Оқушылардың тамақтануы. 2. Мектеп формасы.",
        "Тыңдалды: сынып жетекшісі",
        "Шешім: ата-аналар комитеті сайлансын.",
    )
    return paper


def certificate(h: Hand) -> Paper:
    """A certificate of a course: an annex."""
    paper = Paper((), ("Сертификат", "Грамота", "Алғыс хат"))
    paper.head(h.pick("СЕРТИФИКАТ", "ГРАМОТА", "АЛҒЫС ХАТ"))
    paper.centre(h.member().full, 1)
    paper.centre(
        h.pick(
            "қалалық семинарға қатысқаны үшін беріледі",
            "педагогикалық шеберлігі үшін марапатталады",
            "80 сағаттық курсты аяқтағанын растайды",
        )
    )
    paper.centre("Астана, 2024 жыл")
    return paper


def poster(h: Hand) -> Paper:
    """Slides about the leader: an annex («жеке портфолио», «визит карточкасы»)."""
    paper = Paper((), ("Жеке портфолио презентация", "Портфолио таныстырылым", "Презентация"), best=("pptx",))
    paper.head("Жеке портфолио")
    paper.say(
        h.team.leader.full,
        f"{h.team.subject.kk} пәнінің мұғалімі",
        f"{h.team.school.short_kk}",
        f"Педагогикалық өтілі: {h.number(8, 30)} жыл",
        "Өмірлік ұстанымым: «Үйрете жүріп, үйрен»",
        "Марапаттарым: «Білім беру ісінің үздігі»",
        "Сүйікті кітаптарым",
        "Менің шәкірттерім",
    )
    return paper


def contest_regulations(h: Hand) -> Paper:
    """The contest's own regulations, sent back."""
    paper = Paper((), ("Байқау ережесі", "Ереже байқау", "Положение конкурса"))
    paper.head("«Үздік әдістемелік бірлестік жетекшісі» байқауының ЕРЕЖЕСІ")
    paper.sub("I. ЖАЛПЫ ЕРЕЖЕЛЕР")
    paper.say(
        "1. «Үздік әдістемелік бірлестік жетекшісі» қалалық байқауының ережесі байқауды өткізу тәртібін реттейді.",
        "3. Байқауды ұйымдастырушы Астана қаласы әкімдігінің «Әдістемелік орталығы».",
        "9. Байқау 2025 жылғы 30 қазан күні өткізіледі.",
        "10. Байқауға әр мектептен бір әдістемелік бірлестік жетекшісі қатысады.",
    )
    paper.sub("IV. БАЙҚАУ КЕЗЕҢДЕРІНІҢ МАЗМҰНЫ МЕН БАҒАЛАУ КРИТЕРИЙЛЕРІ")
    paper.say("Комиссия мүшелері портфолио материалдарын бағалайды.", "Байқау жеңімпаздары дипломмен марапатталады.")
    return paper


def blank_plan(h: Hand) -> Paper:
    """An empty page under any name."""
    return Paper((), ("Бос",), [])


def canteen_menu(h: Hand) -> Paper:
    """A canteen's menu."""
    paper = Paper((), ("Ас мәзірі", "Меню"))
    paper.head("Асхана мәзірі: бір апталық")
    paper.table(
        ("Күні", "Таңғы ас", "Түскі ас", "Бағасы"),
        [
            (d, h.pick("Сұлы ботқасы", "Құймақ"), h.pick("Борщ, палау", "Кеспе, котлет"), f"{h.number(500, 900)} тг")
            for d in ("Дүйсенбі", "Сейсенбі", "Сәрсенбі", "Бейсенбі", "Жұма")
        ],
    )
    return paper


def essay(h: Hand) -> Paper:
    """A paper that nothing is known of: a few lines of somebody's thoughts."""
    paper = Paper((), ("Документ1", "Без имени", "Жаңа құжат"))
    paper.say(
        h.pick(
            "Кеше көктемнің алғашқы күні еді. Далада жел соғып тұрды, ағаштар бүршік жара бастады.",
            "Қала көшелері кешкі шамдарға толып, адамдар үйіне асығып барады.",
        ),
        "Әңгіменің соңын келесі жолы айтамын.",
    )
    return paper
