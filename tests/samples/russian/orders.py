"""Orders, regulations and duties in Russian."""
# ruff: noqa: E501 - a wording stands whole on its line, to be found by searching for it

from tests.samples.paper import Hand, Paper

YEAR = "2025-2026"


def letterhead(h: Hand, paper: Paper) -> None:
    """The school's name above a paper, or nothing."""
    if h.chance(0.6):
        paper.centre(h.pick(h.team.school.official_ru, h.team.school.short_ru.upper()), 1)


def approved(h: Hand, paper: Paper) -> None:
    """«Утверждаю» in the corner."""
    if h.chance(0.7):
        paper.right(
            h.pick("«Утверждаю»", "УТВЕРЖДАЮ", "Утверждаю:"),
            f"Директор школы _________ {h.team.head.initials}",
            f"«{h.number(25, 30)}» августа 2025 г.",
        )


def signed(h: Hand, paper: Paper) -> None:
    """The signature below."""
    paper.say(
        h.pick(
            f"Руководитель МО: ____________ {h.team.leader.initials}",
            f"Руководитель ШМО                {h.team.leader.short}",
            f"Исполнитель: {h.team.leader.short}",
        )
    )


def _order(h: Hand, paper: Paper, about: str, items: list[str]) -> None:
    letterhead(h, paper)
    if paper.titled:
        paper.head(h.pick("ПРИКАЗ", "П Р И К А З", "Приказ"))
    paper.say(
        f"№ {h.number(11, 260)}{h.pick('', '-п', ' о/д')}          {h.number(25, 30):02d}.08.2025 г.          г. Астана"
    )
    if paper.titled:
        paper.sub(about)
    paper.say(
        h.pick(
            "В целях совершенствования методической работы в школе",
            "На основании решения педагогического совета, протокол № 1 от 28.08.2025 г.,",
            f"В соответствии с планом работы школы на {YEAR} учебный год",
        )
        + " "
        + h.pick("ПРИКАЗЫВАЮ:", "п р и к а з ы в а ю:")
    )
    paper.say(*(f"{i}. {text}" for i, text in enumerate(items, 1)))
    paper.say(
        f"{len(items) + 1}. {h.pick('Контроль за исполнением приказа возложить на заместителя директора по УР', 'Контроль исполнения оставляю за заместителем директора')} {h.team.deputy.short}"
    )
    paper.say(
        f"Директор: ______________ {h.team.head.initials}",
        h.pick("С приказом ознакомлены:", "Ознакомлены:"),
        *(f"{m.initials} ___________" for m in h.team.members[:3]),
    )


def _staff(h: Hand) -> str:
    return "; ".join(m.short for m in h.team.members)


def establishment_order(h: Hand) -> Paper:
    """1: the association is opened."""
    paper = h.paper(
        ("establishment_order",),
        ("Приказ о создании МО", "Приказ об открытии методического объединения", "Приказ о составе МО"),
    )
    about = h.pick(
        "О создании методического объединения",
        "Об открытии методических объединений",
        f"О создании МО учителей {h.team.subject.ru}",
    )
    create = h.pick("Создать", "Открыть")
    _order(
        h,
        paper,
        about,
        [
            f"{create} с 1 сентября 2025 года методическое объединение учителей {h.team.subject.ru}.",
            f"Утвердить состав методического объединения: {_staff(h)}.",
        ],
    )
    return paper


def leader_appointment_order(h: Hand) -> Paper:
    """2: the leader is appointed."""
    paper = h.paper(
        ("leader_appointment_order",),
        (
            "Приказ о назначении руководителя МО",
            "Приказ руководитель МО",
            "Приказ о назначении руководителя методического объединения",
        ),
    )
    about = h.pick(
        "О назначении руководителя методического объединения", f"О назначении руководителей МО на {YEAR} учебный год"
    )
    leader = h.team.leader
    who = h.pick(
        f"Назначить руководителем МО учителей {h.team.subject.ru} {leader.full}.",
        f"Возложить обязанности руководителя методического объединения учителей {h.team.subject.ru} на учителя высшей категории {leader.short}",
    )
    _order(
        h,
        paper,
        about,
        [
            who,
            h.pick(
                "Руководителю МО представить план работы до 05.09.2025 г.",
                "Бухгалтерии производить доплату согласно законодательству.",
            ),
        ],
    )
    return paper


def joint_order(h: Hand) -> Paper:
    """1 and 2 in one order."""
    paper = h.paper(
        ("establishment_order", "leader_appointment_order"), ("Приказ о создании МО и назначении руководителя",)
    )
    items = [
        f"Создать методическое объединение учителей {h.team.subject.ru} в составе: {_staff(h)}.",
        f"Назначить руководителем методического объединения {h.team.leader.full}.",
    ]
    _order(h, paper, "О создании методического объединения и назначении руководителя", items)
    return paper


def association_regulations(h: Hand) -> Paper:
    """3: the association's own regulations."""
    paper = h.paper(
        ("association_regulations",),
        ("Положение о МО", "Положение о методическом объединении", "Положение о школьном МО"),
    )
    approved(h, paper)
    if paper.titled:
        paper.head(
            h.pick(
                "ПОЛОЖЕНИЕ о методическом объединении учителей",
                "Положение о школьном методическом объединении",
                f"Положение о методическом объединении учителей {h.team.subject.ru}",
            )
        )
    paper.sub("1. Общие положения")
    paper.say(
        "1.1. Методическое объединение является структурным подразделением методической службы школы.",
        "1.2. Объединение создаётся при наличии не менее трёх учителей одного предмета и ликвидируется приказом директора.",
    )
    paper.sub("2. Цели и задачи")
    paper.say(
        *h.some(
            (
                "- повышение профессионального мастерства педагогов;",
                "- изучение и обсуждение новых программ и учебников;",
                "- организация взаимопомощи;",
                "- анализ качества знаний учащихся;",
            ),
            2,
            4,
        )
    )
    paper.sub("3. Организация деятельности")
    paper.say(
        "3.1. Заседания проводятся не реже одного раза в четверть.",
        "3.2. По каждому вопросу принимаются рекомендации, которые фиксируются в протоколе.",
    )
    paper.sub("4. Права и обязанности членов объединения")
    paper.say(
        "4.1. Объединение имеет право выдвигать предложения по улучшению учебного процесса.",
        "4.2. Каждый учитель обязан участвовать в заседаниях и иметь план самообразования.",
    )
    if h.chance(0.7):
        paper.sub("5. Документация")
        paper.say(
            "В объединении ведутся: приказ об открытии, положение, анализ работы за прошлый год, план работы, банк данных об учителях, протоколы заседаний."
        )
    return paper


def member_duties(h: Hand) -> Paper:
    """4: what the members must do."""
    paper = h.paper(
        ("member_duties",), ("Должностные обязанности членов МО", "Функциональные обязанности", "Обязанности членов МО")
    )
    approved(h, paper)
    if paper.titled:
        paper.head(
            h.pick(
                "Функциональные обязанности членов методического объединения",
                "Должностные обязанности членов МО",
                "ОБЯЗАННОСТИ РУКОВОДИТЕЛЯ И ЧЛЕНОВ МО",
            )
        )
    paper.sub("Руководитель МО:")
    paper.say(
        *h.some(
            (
                "- составляет план работы и следит за его выполнением;",
                "- готовит и проводит заседания;",
                "- посещает уроки коллег;",
                "- отчитывается о работе;",
            ),
            2,
            4,
        )
    )
    paper.sub("Члены МО:")
    paper.say(
        *h.some(
            (
                "- участвуют в заседаниях и выполняют поручения в срок;",
                "- ведут работу по своей методической теме;",
                "- дают открытые уроки;",
                "- соблюдают педагогическую этику;",
                "- готовят учащихся к олимпиадам;",
            ),
            3,
            5,
        )
    )
    signed(h, paper)
    return paper
