"""Plans, schedules and lists in Russian."""

from collections.abc import Sequence

from tests.samples.paper import Hand, Paper
from tests.samples.russian.orders import YEAR, approved, signed

_MONTHS = ("сентябрь", "октябрь", "ноябрь", "декабрь", "январь", "февраль", "март", "апрель", "май")


def _titled(h: Hand, paper: Paper, *titles: str) -> None:
    approved(h, paper)
    if paper.titled:
        paper.head(h.pick(*titles), upper=h.chance(0.2))


def _plan(h: Hand, paper: Paper, works: Sequence[str]) -> None:
    rows = [
        (str(i), w, h.pick(*_MONTHS, "в течение года"), h.pick("руководитель МО", "учителя", h.member().short))
        for i, w in enumerate(works, 1)
    ]
    paper.table(
        (
            "№",
            h.pick("Мероприятия", "Содержание работы"),
            h.pick("Сроки", "Срок исполнения"),
            h.pick("Ответственные", "Исполнители"),
        ),
        rows,
    )


def annual_work_plan(h: Hand) -> Paper:
    """7: the association's plan of the year."""
    paper = h.paper(
        ("annual_work_plan",), (f"План работы МО на {YEAR} учебный год", "Годовой план работы МО", "План МО")
    )
    _titled(
        h,
        paper,
        f"План работы методического объединения учителей {h.team.subject.ru} на {YEAR} учебный год",
        f"Годовой план работы МО на {YEAR} учебный год",
    )
    works = (
        "Утверждение плана работы",
        "Проверка календарных планов",
        "Входной контроль и его анализ",
        "Открытые уроки",
        "Предметная неделя",
        "Школьный этап олимпиады",
        "Заседание № 2",
        "Взаимопосещение уроков",
        "Проверка тетрадей",
        "Итоги полугодия",
        "Подготовка к ЕНТ",
        "Анализ работы за год",
    )
    _plan(h, paper, h.some(works, 8, 12))
    signed(h, paper)
    return paper


def staff_composition(h: Hand) -> Paper:
    """8: who the teachers are."""
    paper = h.paper(
        ("staff_composition",),
        ("Качественный состав МО", "Кадровый состав", "Сведения об учителях МО"),
        best=("docx", "xlsx", "pdf"),
    )
    _titled(
        h,
        paper,
        "Качественный состав методического объединения",
        f"Качественный состав учителей {h.team.subject.ru}",
        "Кадровый состав МО, банк данных",
    )
    rows = [
        (
            str(i),
            m.full,
            str(h.number(1968, 1998)),
            "высшее",
            h.pick("ЕНУ", "КарГУ"),
            h.pick("педагог-исследователь", "педагог-эксперт", "педагог-модератор"),
            str(h.number(2, 25)),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(("№", "ФИО", "Год рождения", "Образование", "ВУЗ", "Категория", "Стаж"), rows)
    return paper


def self_education(h: Hand) -> Paper:
    """9: each teacher's own topic."""
    paper = h.paper(
        ("self_education",), ("Темы самообразования", "Самообразование учителей", "Сведения о самообразовании")
    )
    _titled(h, paper, "Сведения о самообразовании учителей", "Темы самообразования учителей МО")
    rows = [
        (
            str(i),
            m.full,
            h.pick("Критическое мышление", "Проектное обучение", "Виды оценивания", "Обратная связь"),
            h.pick("2023-2026", "2024-2027"),
            h.pick("доклад", "открытый урок", "статья"),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(("№", "Учитель", "Тема самообразования", "Срок", "Форма отчёта"), rows)
    return paper


def attestation_plan(h: Hand) -> Paper:
    """10: attestation."""
    paper = h.paper(
        ("attestation_plan",), ("Перспективный план аттестации", "График аттестации педагогов", "Аттестация учителей")
    )
    _titled(
        h,
        paper,
        "Перспективный план аттестации учителей и график на год",
        "Перспективный план-график аттестации педагогов МО",
    )
    cats = ("педагог", "педагог-модератор", "педагог-эксперт", "педагог-исследователь", "педагог-мастер")
    rows = []
    for i, m in enumerate(h.team.members, 1):
        now, due = h.number(0, 3), h.number(2025, 2029)
        rows.append((str(i), m.full, cats[now], str(due - 5), str(due), cats[now + 1]))
    paper.table(("№", "ФИО", "Имеющаяся категория", "Год присвоения", "Год аттестации", "Заявленная категория"), rows)
    signed(h, paper)
    return paper


def professional_development_plan(h: Hand) -> Paper:
    """11: teachers' courses."""
    paper = h.paper(
        ("professional_development_plan",),
        ("План повышения квалификации", "График курсов повышения квалификации", "Курсовая переподготовка"),
    )
    _titled(
        h,
        paper,
        "План-график повышения квалификации учителей",
        "Перспективный план прохождения курсов повышения квалификации",
    )
    rows = [
        (
            str(i),
            m.full,
            h.pick("Өрлеу, 80 ч.", "ЦПМ", "онлайн-курс"),
            str(h.number(2021, 2024)),
            h.pick("2025", "2026", "2027"),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(("№", "ФИО", "Последние курсы", "Год", "Планируемый год"), rows)
    return paper


def assessment_schedule(h: Hand) -> Paper:
    """13: summative assessment and moderation."""
    paper = h.paper(
        ("assessment_schedule",),
        ("График СОР и СОЧ", "График СОР, СОЧ и модерации", "График суммативного оценивания"),
        best=("docx", "xlsx", "pdf"),
    )
    _titled(
        h,
        paper,
        "График проведения СОР, СОЧ и модерации",
        f"График суммативного оценивания и модерации на {YEAR} учебный год",
    )
    rows = [
        (q, h.team.subject.lessons[0], str(c), h.day(10), h.day(12), h.day(12))
        for q in ("I", "II", "III", "IV")
        for c in (h.number(5, 8), h.number(9, 11))
    ]
    paper.table(("Четверть", "Предмет", "Класс", "СОР", "СОЧ", "Модерация"), rows)
    return paper


def open_lessons_schedule(h: Hand) -> Paper:
    """14: open lessons and out-of-class events."""
    paper = h.paper(
        ("open_lessons_schedule",),
        ("График открытых уроков и внеклассных мероприятий", "График открытых уроков", "Открытые уроки и внеклассные"),
    )
    _titled(
        h,
        paper,
        "График открытых уроков и внеклассных мероприятий",
        f"График проведения открытых уроков, внеклассных мероприятий на {YEAR} учебный год",
    )
    rows = [
        (
            str(i),
            m.full,
            h.grade(),
            h.rng.choice(h.team.subject.topics),
            h.pick("открытый урок", "внеклассное мероприятие"),
            h.pick(*_MONTHS),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(("№", "Учитель", "Класс", "Тема", "Вид", "Дата"), rows)
    return paper


def elective_courses(h: Hand) -> Paper:
    """16: electives and authors' programmes."""
    paper = h.paper(
        ("elective_courses",), ("Элективные курсы и авторские программы", "Курсы по выбору", "Авторские программы")
    )
    _titled(
        h,
        paper,
        "Элективные курсы, курсы по выбору и авторские программы",
        "Сведения об элективных курсах и авторских программах",
    )
    rows = [
        (
            str(i),
            h.member().full,
            f"«{h.rng.choice(h.team.subject.topics)}»",
            h.pick("электив", "курс по выбору", "авторская программа"),
            h.grade(),
            h.pick("17", "34"),
        )
        for i in range(1, h.number(4, 7))
    ]
    paper.table(("№", "Учитель", "Название", "Вид", "Класс", "Часы"), rows)
    return paper


def young_specialist_school(h: Hand) -> Paper:
    """17: the school of the young specialist."""
    paper = h.paper(
        ("young_specialist_school",),
        ("План школы молодого специалиста", "Школа молодого учителя", "Наставничество, молодые специалисты"),
    )
    _titled(
        h,
        paper,
        "План работы школы молодого специалиста, список молодых специалистов",
        "План работы «Школы молодого учителя»",
    )
    paper.sub("Список молодых специалистов")
    paper.table(
        ("ФИО", "Предмет", "ВУЗ", "Наставник"),
        [(h.team.young.full, h.team.subject.lessons[0], "ЕНУ, 2025", h.team.leader.full)],
    )
    _plan(
        h,
        paper,
        h.some(
            (
                "Знакомство, выявление затруднений",
                "Закрепление наставников",
                "Помощь в составлении планов",
                "Посещение уроков молодого учителя",
                "Открытый урок молодого специалиста",
                "Отчёт наставника",
            ),
            4,
            6,
        ),
    )
    return paper


def subject_weeks(h: Hand) -> Paper:
    """19: weeks of the subject."""
    paper = h.paper(
        ("subject_weeks",), ("План предметной недели", "Предметная декада", "Предметная и методическая неделя")
    )
    _titled(
        h,
        paper,
        "План проведения предметных и методических недель",
        f"План предметной недели учителей {h.team.subject.ru}",
        "Предметная декада: план и материалы",
    )
    paper.table(
        ("День", "Мероприятие", "Класс", "Ответственный"),
        [
            (d, a, h.grade(), h.member().short)
            for d, a in zip(
                ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница"),
                ("Открытие недели", "Конкурс газет", "Открытый урок", "Викторина", "Закрытие, награждение"),
                strict=True,
            )
        ],
    )
    return paper


def gifted_pupils_plan(h: Hand) -> Paper:
    """20: gifted pupils."""
    paper = h.paper(
        ("gifted_pupils_plan",), ("План работы с одарёнными детьми", "Работа с одаренными учащимися", "Одарённые дети")
    )
    _titled(
        h,
        paper,
        "План работы с одарёнными детьми",
        f"План работы с одаренными и мотивированными учащимися на {YEAR} учебный год",
    )
    _plan(
        h,
        paper,
        h.some(
            (
                "Составление списка одарённых детей",
                "Диагностика интересов",
                "Кружок по решению олимпиадных задач",
                "Выбор тем проектов",
                "Подготовка к конкурсам",
                "Беседы с родителями",
            ),
            4,
            6,
        ),
    )
    return paper


def learning_gaps_plan(h: Hand) -> Paper:
    """21: gaps of knowledge."""
    paper = h.paper(
        ("learning_gaps_plan",),
        ("План работы со слабоуспевающими", "План ликвидации пробелов в знаниях", "Работа с неуспевающими"),
    )
    _titled(
        h,
        paper,
        "План работы по ликвидации пробелов в знаниях учащихся",
        "План работы со слабоуспевающими учащимися",
        "План восполнения пробелов в знаниях учащихся классов с низким качеством",
    )
    _plan(
        h,
        paper,
        h.some(
            (
                "Выявление пробелов",
                "Изучение причин неуспеваемости",
                "Дополнительные занятия",
                "Дифференцированные задания",
                "Беседа с родителями слабых учеников",
                "Повторный срез",
            ),
            4,
            6,
        ),
    )
    return paper
