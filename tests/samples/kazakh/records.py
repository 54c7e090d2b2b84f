"""Records of what was done: minutes, publications, results."""
# ruff: noqa: E501 - a wording stands whole on its line, to be found by searching for it

from tests.samples.kazakh.orders import letterhead, signed
from tests.samples.paper import Hand, Paper

_MONTHS = ("қыркүйек", "қазан", "қараша", "желтоқсан", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр")


def meeting_minutes(h: Hand) -> Paper:
    """24: minutes of the association's meetings, one to three of them."""
    paper = h.paper(
        ("meeting_minutes",),
        ("Бірлестік отырыстарының хаттамалары", "ӘБ отырысының хаттамасы", "Хаттама №1", "Хаттамалар"),
        best=("docx", "docx", "pdf"),
    )
    for number in range(1, h.number(2, 4)):
        letterhead(h, paper)
        if paper.titled:
            paper.head(
                h.pick(
                    f"Әдістемелік бірлестік отырысының № {number} ХАТТАМАСЫ",
                    f"ХАТТАМА № {number}",
                    f"{h.team.subject.kk.capitalize()} ӘБ отырысының хаттамасы № {number}",
                )
            )
        topics = h.rng.sample(
            (
                "Өткен оқу жылының қорытындысы және жаңа жылға арналған жоспарды бекіту",
                "Мұғалімдердің өз білімін көтеру тақырыптарын нақтылау",
                "БЖБ мен ТЖБ тапсырмаларын талқылау",
                "Пән апталығына дайындық",
                "Дарынды оқушылармен жүргізілетін жұмыс",
                "Жас маманның сабағына қатысу нәтижесі",
                "I тоқсанның білім сапасы",
                "Аттестациядан өтетін мұғалімдер туралы",
            ),
            3,
        )
        month = h.pick("тамыз", *_MONTHS)
        paper.say(
            f"Өткізілген күні: {h.number(5, 29)} {month} {2024 if month in ('қараша', 'желтоқсан') else 2025} жыл",
            f"Қатысқандар: {h.pick('ӘБ мүшелері', 'әдістемелік бірлестік мүшелері', 'бірлестік мұғалімдері')} – {len(h.team.members)}",
            f"Төрайым: {h.team.leader.initials}          Хатшы: {h.team.members[1].initials}",
        )
        if paper.titled and h.chance(0.5):
            paper.say("Әдістемелік бірлестік мүшелері толық қатысты. Отырыс тақырыбы: ӘБ жұмысын ұйымдастыру.")
        paper.centre(h.pick("КҮН ТӘРТІБІНДЕ:", "Күн тәртібі:"), 1)
        paper.say(*(f"{i}. {topic}" for i, topic in enumerate(topics, 1)))
        for i, topic in enumerate(topics, 1):
            paper.say(
                f"{h.pick('ТЫҢДАЛДЫ', 'Тыңдалды', f'{i}-мәселе бойынша тыңдалды')}: {h.rng.choice(h.team.members).initials} – "
                + h.pick(
                    "осы мәселе бойынша баяндама жасады, тәжірибесімен бөлісті.",
                    f"«{topic.lower()}» жөнінде хабарлады.",
                    "дайындық барысын таныстырды.",
                )
            )
            if h.chance(0.5):
                paper.say(
                    f"Жарыссөзге шықты: {h.rng.choice(h.team.members).initials}. {h.pick('Ұсыныстарды қолдайтынын айтты.', 'Мерзімін нақтылауды сұрады.')}"
                )
        paper.say(
            h.pick("ҚАУЛЫ ЕТТІ: ", "ШЕШІМ ҚАБЫЛДАНДЫ: ", "Шешті: ", "Қаулы: "),
            "1. Баяндамалар назарға алынсын.",
            h.pick("2. Жоспар бекітілсін.", "2. Қойылған тапсырмалар 10 күн ішінде орындалсын."),
            f"Отырыс төрайымы: _______ {h.team.leader.initials}        Хатшы: _______ {h.team.members[1].initials}",
        )
    return paper


def publications(h: Hand) -> Paper:
    """12: what the teachers published."""
    paper = h.paper(
        ("publications",),
        ("Мерзімді басылымдарда жарияланымдары", "Мақалалар тізімі", "Жарияланымдар", "Басылымдардағы мақалалар"),
        best=("docx", "xlsx", "pdf", "docx"),
    )
    if paper.titled:
        paper.head(
            h.pick(
                "Әр түрлі деңгейдегі мерзімді басылымдарда жарияланымдары",
                "Бірлестік мұғалімдерінің баспасөз беттерінде жарияланған мақалалары",
                "Мұғалімдердің жарияланымдары туралы мәлімет",
                "МЕРЗІМДІ БАСЫЛЫМДАРДАҒЫ МАҚАЛАЛАР ТІЗІМІ",
            )
        )
    paper.table(
        (
            "№",
            h.pick("Автор", "Мұғалімнің ТАӘ"),
            "Мақала тақырыбы",
            h.pick("Журнал, газет атауы", "Басылым"),
            h.pick("Нөмірі, жылы", "Жылы"),
        ),
        [
            (
                str(i),
                h.member().full,
                h.pick(
                    "Сабақта ойын элементтерін қолдану",
                    "Оқушыны зерттеуге баулу",
                    f"«{h.rng.choice(h.team.subject.topics)}» тақырыбын оқыту",
                    "Инклюзивті сыныптағы бағалау",
                    "Мәтінмен жұмыс тәсілдері",
                ),
                h.pick(
                    "«Білім айнасы» журналы",
                    "«Ұстаз мәртебесі» газеті",
                    "«Педагогика әлемі» республикалық журналы",
                    "Халықаралық конференция жинағы",
                ),
                h.pick("№3, 2023 ж.", "№11, 2024 ж.", "№2, 2025 ж.", "2024 ж."),
            )
            for i in range(1, h.number(5, 10))
        ],
    )
    return paper


def olympiad_results(h: Hand) -> Paper:
    """22: pupils' results over three years."""
    paper = h.paper(
        ("olympiad_results",),
        (
            "Олимпиада, ғылыми жоба нәтижелері",
            "«Дарын» олимпиада нәтижелері (3 жыл)",
            "Оқушылардың жетістіктері үш жыл",
            "Олимпиада нәтижесі",
        ),
        best=("docx", "xlsx", "pdf", "docx"),
    )
    if paper.titled:
        paper.head(
            h.pick(
                "«Дарын» ғылыми-практикалық орталығы өткізген олимпиадалар мен ғылыми жобалар нәтижесі (соңғы үш жыл)",
                "Пән олимпиадалары мен ғылыми жоба сайыстарының нәтижелері: үш жылдық талдау",
                "Оқушылардың «Дарын» РҒПО байқауларындағы жетістіктері, 2022-2025 жж.",
            )
        )
    rows: list[tuple[str, ...]] = []
    for year in ("2022-2023", "2023-2024", "2024-2025"):
        for _ in range(h.number(2, 4)):
            pupil = h.rng.choice(h.team.members)
            rows.append(
                (
                    str(len(rows) + 1),
                    year,
                    f"{pupil.surname} {h.pick('Айару', 'Санжар', 'Інжу', 'Алихан', 'Томирис')}",
                    h.grade(),
                    h.pick(
                        "Қалалық пәндік олимпиада",
                        "Республикалық ғылыми жоба байқауы",
                        "Халықаралық олимпиада",
                        "Қалалық ғылыми жобалар сайысы",
                    ),
                    h.pick("I орын", "II орын", "III орын", "жүлдегер", "қатысушы"),
                    h.member().initials,
                )
            )
    paper.table(
        (
            "№",
            "Оқу жылы",
            "Оқушы",
            "Сынып",
            h.pick("Байқау атауы", "Олимпиада, жоба"),
            h.pick("Нәтиже", "Орын"),
            "Жетекшісі",
        ),
        rows,
    )
    paper.say(
        h.pick(
            f"Талдау: үш жылда жүлделі орын саны {h.number(4, 6)}-дан {h.number(7, 9)}-ға көбейді, ең жоғары көрсеткіш 2024-2025 оқу жылында.",
            "Қорытынды: ғылыми жобалар санының артуы байқалады, олимпиаданың қалалық кезеңінде жүлдегерлер тұрақты.",
        )
    )
    signed(h, paper)
    return paper
