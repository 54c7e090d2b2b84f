"""Lists and schedules: who teaches, what is due when."""

from tests.samples.kazakh.orders import YEAR, signed
from tests.samples.kazakh.plans import MONTHS, titled
from tests.samples.paper import Hand, Paper


def staff_composition(h: Hand) -> Paper:
    """8: who the teachers are."""
    paper = h.paper(
        ("staff_composition",),
        ("Бірлестіктің сапалық құрамы", "Сапалық құрам", "Мұғалімдердің мәліметтік банкі", "ӘБ сапалық құрамы"),
        best=("docx", "xlsx", "xlsx", "pdf"),
    )
    titled(
        h,
        paper,
        "Әдістемелік бірлестіктің сапалық құрамы",
        f"{h.team.subject.kk.capitalize()} пәні мұғалімдерінің сапалық құрамы",
        "Бірлестік мұғалімдері туралы мәліметтер банкі",
    )
    born = {m.full: h.number(1968, 2000) for m in h.team.members}
    rows = [
        (
            str(i),
            m.full,
            f"{h.day()[:6]}{born[m.full]}",
            h.pick("жоғары", "жоғары", "магистр"),
            h.pick("ЕҰУ", "ҚазҰПУ", "КарМУ"),
            h.pick("педагог-зерттеуші", "педагог-сарапшы", "педагог-модератор", "педагог-шебер"),
            str(2024 - 23 - born[m.full] + h.number(0, 1)),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(
        ("№", "Аты-жөні", "Туған жылы", "Білімі", "Оқу орны", "Санаты", h.pick("Еңбек өтілі", "Педагогикалық өтілі")),
        rows,
    )
    return paper


def self_education(h: Hand) -> Paper:
    """9: each teacher's own topic."""
    paper = h.paper(
        ("self_education",),
        (
            "Өзіндік білім көтеру туралы мәлімет",
            "Мұғалімдердің өз білімін көтеру тақырыптары",
            "Өздігінен білім көтеру",
        ),
        best=("docx", "xlsx", "pdf", "docx"),
    )
    titled(
        h,
        paper,
        "Мұғалімдердің өзіндік білім көтеруі туралы мәліметтер",
        "Бірлестік мұғалімдерінің өз білімін жетілдіру тақырыптары",
        "Өздігінен білім көтеру жұмысының кестесі",
    )
    rows = [
        (
            str(i),
            m.full,
            h.pick(
                "Сабақта сыни ойлауды дамыту",
                "Оқушының сөйлеу мәдениеті",
                "Жобалап оқыту",
                "Бағалаудың түрлері",
                "Жасанды интеллект мүмкіндігі",
                "Сабақтағы кері байланыс",
            ),
            h.pick("2023-2026", "2024-2027", "2025-2026"),
            h.pick("баяндама", "ашық сабақ", "әдістемелік құрал", "мақала"),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(
        (
            "№",
            "Мұғалім",
            h.pick("Өз білімін көтеру тақырыбы", "Өзіндік білім көтеру тақырыбы", "Тақырыбы"),
            "Мерзімі",
            h.pick("Нәтижесі", "Есеп беру түрі"),
        ),
        rows,
    )
    return paper


def attestation_plan(h: Hand) -> Paper:
    """10: attestation, prospective plan and schedule of the year."""
    paper = h.paper(
        ("attestation_plan",),
        (
            "Аттестация перспективалық жоспары",
            "Аттестациялаудың перспектива жоспары, жылдық графигі",
            "Аттестация кестесі",
            "Аттестаттау жоспары",
        ),
        best=("docx", "xlsx", "pdf", "xlsx"),
    )
    titled(
        h,
        paper,
        "Педагогтерді аттестаттаудың перспективалық жоспары және жылдық графигі",
        "Бірлестік мұғалімдерін аттестациялаудың 2025-2030 жылдарға арналған перспективалық жоспары",
        "Аттестациядан өту перспектива жоспары, жылдық кестесі",
    )
    cats = ("педагог", "педагог-модератор", "педагог-сарапшы", "педагог-зерттеуші", "педагог-шебер")
    rows = []
    for i, m in enumerate(h.team.members, 1):
        now = h.number(0, 3)
        due = h.number(2025, 2029)
        rows.append((str(i), m.full, cats[now], str(due - 5), str(due), cats[now + 1]))
    paper.table(
        (
            "№",
            "Педагогтің аты-жөні",
            h.pick("Қазіргі санаты", "Біліктілік санаты"),
            "Берілген жылы",
            h.pick("Аттестациядан өтетін жылы", "Келесі аттестация"),
            "Өтінетін санаты",
        ),
        rows,
    )
    paper.say(f"{YEAR} оқу жылында аттестациядан өтетіндер: {h.member().short}, {h.member().short}.")
    signed(h, paper)
    return paper


def professional_development_plan(h: Hand) -> Paper:
    """11: teachers' courses."""
    paper = h.paper(
        ("professional_development_plan",),
        (
            "Біліктілік арттыру жоспары-графигі",
            "Кәсіби біліктілікті арттыру жоспары",
            "Курс кестесі",
            "Курстан өту жоспары",
        ),
        best=("docx", "xlsx", "pdf", "docx"),
    )
    titled(
        h,
        paper,
        "Мұғалімдердің кәсіби біліктілік арттыру жоспары – графигі",
        "Бірлестік мұғалімдерінің біліктілікті арттыру курстарынан өту жоспары",
        "Педагогтердің курстан өту перспективалық кестесі",
    )
    rows = [
        (
            str(i),
            m.full,
            h.pick("Өрлеу, 80 сағат", "ПШО, деңгейлік курс", "Өрлеу, онлайн", "авторлық курс"),
            str(h.number(2021, 2024)),
            h.pick("2025", "2026", "2027", "2026 ж. ақпан"),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(
        (
            "№",
            "Мұғалімнің ТАӘ",
            h.pick("Соңғы өткен курсы", "Курс атауы, орны"),
            "Өткен жылы",
            h.pick("Жоспарланған мерзімі", "Келесі курс"),
        ),
        rows,
    )
    return paper


def assessment_schedule(h: Hand) -> Paper:
    """13: summative assessment and moderation."""
    paper = h.paper(
        ("assessment_schedule",),
        (
            "БЖБ, ТЖБ кестесі",
            "БЖБ ТЖБ және модерация графигі",
            "Ағымдық бақылау кестесі, модерация",
            "Жиынтық бағалау графигі",
        ),
        best=("docx", "xlsx", "xlsx", "pdf"),
    )
    titled(
        h,
        paper,
        "Пәндер бойынша БЖБ, ТЖБ алу және модерация графигі",
        f"{YEAR} оқу жылындағы жиынтық бағалау мен модерация өткізу кестесі",
        "Бөлім бойынша және тоқсандық жиынтық бағалау кестесі. Модерация кестесі",
    )
    rows = []
    for quarter in ("I", "II", "III", "IV"):
        for lesson in h.team.subject.lessons[:2]:
            rows.append(
                (
                    quarter,
                    lesson,
                    f"{h.number(5, 11)}",
                    f"{h.day(h.number(9, 12))}, {h.day(h.number(9, 12))}",
                    h.day(h.number(9, 12)),
                    h.day(h.number(9, 12)),
                )
            )
    paper.table(("Тоқсан", "Пән", "Сынып", "БЖБ күні", "ТЖБ күні", "Модерация"), rows)
    signed(h, paper)
    return paper


def open_lessons_schedule(h: Hand) -> Paper:
    """14: open lessons and out-of-class events."""
    paper = h.paper(
        ("open_lessons_schedule",),
        (
            "Ашық сабақтар мен сыныптан тыс шаралар графигі",
            "Ашық сабақтар кестесі",
            "Ашық сабақ, сыныптан тыс жұмыс кестесі",
        ),
        best=("docx", "xlsx", "pdf", "docx"),
    )
    titled(
        h,
        paper,
        "Ашық сабақтар мен сыныптан тыс шаралардың графигі",
        f"{YEAR} оқу жылындағы ашық сабақтар мен сыныптан тыс іс-шаралар кестесі",
        "Ашық сабақтар және сыныптан тыс шаралар өткізу кестесі",
    )
    rows = [
        (
            str(i),
            m.full,
            h.grade(),
            h.rng.choice(h.team.subject.topics),
            h.pick("ашық сабақ", "сыныптан тыс шара", "зияткерлік ойын", "ашық сабақ"),
            h.pick(*MONTHS),
        )
        for i, m in enumerate(h.team.members, 1)
    ]
    paper.table(("№", "Мұғалім", "Сынып", "Тақырыбы", "Түрі", "Өткізілетін уақыты"), rows)
    return paper


def elective_courses(h: Hand) -> Paper:
    """16: electives and authors' programmes."""
    paper = h.paper(
        ("elective_courses",),
        ("Элективтік курстар және авторлық бағдарламалар", "Таңдау курстары", "Электив курс", "Авторлық бағдарламалар"),
    )
    titled(
        h,
        paper,
        "Элективтік, таңдау курстар және авторлық бағдарламалар",
        f"{YEAR} оқу жылында жүргізілетін элективті курстар тізімі",
        "Таңдау курстары мен авторлық бағдарламалар туралы мәлімет",
    )
    rows = [
        (
            str(i),
            h.member().full,
            f"«{h.rng.choice(h.team.subject.topics)}»",
            h.pick("электив", "таңдау курсы", "авторлық бағдарлама", "вариативті курс"),
            h.grade(),
            h.pick("17", "34"),
            h.pick("Қала әдістемелік кеңесі мақұлдаған", "Мектеп бұйрығымен бекітілген", "Авторлық куәлік № 2451"),
        )
        for i in range(1, h.number(4, 7))
    ]
    paper.table(("№", "Мұғалім", "Курс атауы", "Түрі", "Сынып", "Сағат", "Бекітілуі"), rows)
    return paper
