"""Several papers in one file: what begins a document, what is a section, and that no kind is passed over in silence."""

from collections.abc import Sequence

import pytest

from parsers.documents import recognise
from parsers.facts import Block, Page, Segment, Text
from parsers.knowledge import Knowledge
from tests.recognition.measure import knowledge


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the shipped configuration teaches."""
    return knowledge()


def blocks(*parts: str | tuple[str, int] | Sequence[Sequence[str]]) -> Page:
    """A page: text, text with prominence, tables as lists of rows."""
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(Block(part))
        elif isinstance(part, tuple):
            made.append(Block(part[0], part[1]))
        else:
            rows = tuple(tuple(row) for row in part)
            made.append(Block("\n".join("\t".join(row) for row in rows), rows=rows))
    return Page(tuple(made))


def claims(segments: Sequence[Segment]) -> dict[str, str]:
    """Each kind claimed, with its strength."""
    return {c.kind: c.status for s in segments for c in s.claims}


def read(name: str, known: Knowledge, *pages: Page, paged: bool = False) -> tuple[Segment, ...]:
    """The segments of a file of such pages."""
    return recognise(name, Text("pdf" if paged else "docx", pages, paged), known)


def test_a_heading_that_may_be_a_section_of_an_analysis_is_at_least_doubtful(known: Knowledge) -> None:
    """Two papers on one page: the second is asked about, never missing in silence."""
    page = blocks(
        ("Бірлестіктің өткен оқу жылындағы жұмысына талдау", 1),
        "Өткен жылы алты отырыс өтті, білім сапасы көтерілді.",
        ("Озық тәжірибелер туралы мәліметтер", 1),
        "Ахметова А. – сторителлинг, қалалық шеберлік сыныбы.",
    )
    assert claims(read("құжат.docx", known, page)) == {"previous_year_analysis": "sure", "best_practices": "doubtful"}


def test_sections_of_the_regulations_are_no_documents(known: Knowledge) -> None:
    """A numbered section that follows the section before it belongs to the regulations, whatever its name."""
    page = blocks(
        ("Әдістемелік бірлестік туралы ереже", 2),
        ("3. Жұмысын ұйымдастыру", 1),
        "Жаңа бағдарламаларды талқылау, ұсыныс беру",
        ("4. Бірлестік мүшелерінің құқықтары мен міндеттері", 1),
        "Әр мүше отырысқа қатысуға міндетті.",
    )
    assert claims(read("ереже.docx", known, page)) == {"association_regulations": "sure"}


def test_documents_numbered_one_after_the_other_are_each_found(known: Knowledge) -> None:
    """«8. …», «9. …», «12. …» with a line or two under each."""
    page = blocks(
        ("8. Бірлестіктің сапалық құрамы", 1),
        [("Аты-жөні", "Санаты"), ("Ахметова А.", "шебер")],
        ("9. Өзіндік білім көтеру туралы мәліметтер", 1),
        "Ахметова А. – «Сыни ойлау»",
        ("12. Мерзімді басылымдардағы жарияланымдар", 1),
        "Ахметова А. «Тіл үйрету», журнал, 2024",
    )
    assert set(claims(read("8-12.docx", known, page))) == {"staff_composition", "self_education", "publications"}


def test_a_plain_line_over_a_table_of_its_own_begins_a_document(known: Knowledge) -> None:
    """Nothing is bold where a file was typed in a hurry."""
    page = blocks(
        "Самообразование учителей МО",
        [("ФИО", "Тема"), ("Ким О.", "Игра на уроке")],
        "Публикации учителей МО",
        [("ФИО", "Статья", "Издание"), ("Ким О.", "Игра", "Учитель Казахстана, 2024")],
    )
    assert claims(read("doc.docx", known, page)) == {"self_education": "sure", "publications": "sure"}


def test_minutes_do_not_claim_their_agenda_line_by_line(known: Knowledge) -> None:
    """Unnumbered items of an agenda look like headings and are none."""
    page = blocks(
        ("Әдістемелік бірлестік отырысының № 2 хаттамасы", 1),
        "Күн тәртібі",
        "Дарынды балалармен жұмыс жоспары",
        "Ашық сабақтар графигі",
        "Тыңдалды: Ахметова А.",
        "Шешті: бекітілсін",
    )
    assert claims(read("хаттама.docx", known, page)) == {"meeting_minutes": "sure"}


@pytest.mark.parametrize("number", ["№ 210 от 28.08.2025", "№ 72          27.08.2025 ж.          Нұр-Сұлтан қаласы"])
def test_a_number_with_a_date_and_a_place_does_not_part_an_order_from_its_title(number: str, known: Knowledge) -> None:
    """The title of an order stands under its number."""
    page = blocks(
        ("БҰЙРЫҚ", 2),
        number,
        ("Пән бірлестіктерін құру туралы", 1),
        "Жұмысты жүйелі жүргізу мақсатында бұйырамын: математика бірлестігі ашылсын.",
    )
    assert claims(read("01.docx", known, page)) == {"establishment_order": "sure"}


def test_each_order_of_a_scan_has_its_own_page(known: Knowledge) -> None:
    """«ПРИКАЗ № 210 от …» is a heading, and not a number with a place."""
    first = blocks(
        "ПРИКАЗ № 210 от 28.08.2025", "О создании методических объединений", "1. Создать МО учителей языков."
    )
    second = blocks(
        "ПРИКАЗ № 211 от 28.08.2025",
        "О назначении руководителей методических объединений",
        "1. Назначить руководителем МО учителей языков Ким О.В.",
    )
    segments = read("Приказы.pdf", known, first, second, paged=True)
    found = {c.kind: c.pages for s in segments for c in s.claims}
    assert found == {"establishment_order": (1,), "leader_appointment_order": (2,)}


def test_a_quotation_under_a_title_is_text(known: Knowledge) -> None:
    """A slide of a title and one line «…» is not a title alone."""
    page = blocks(("Мерзімді басылымдағы жарияланымдар", 2), "«Химия мектепте», 2024 – Есенова А.")
    assert claims(read("слайд.docx", known, page)) == {"publications": "sure"}


def test_labels_alone_may_be_topic_goal_and_priorities(known: Knowledge) -> None:
    """No title names it, its parts do."""
    page = blocks(
        "Математика пәні бірлестігі",
        "Бірыңғай әдістемелік тақырып: PISA тапсырмалары",
        "Негізгі мақсат: әдістемелік деңгейді көтеру",
        "Негізгі бағыттар: оқу, ғылым, тәрбие",
    )
    assert "topic_goal_priorities" in claims(read("6.pdf", known, page))


@pytest.mark.parametrize(
    ("lines", "other"),
    [
        (("ПРИКАЗ № 198", "Об организации горячего питания учащихся", "Утвердить состав комиссии."), "other_order"),
        (
            ("БҰЙРЫҚ № 205", "Сынып жетекшілерін тағайындау туралы", "5 «А» – Серікова Д., 5 «Ә» – Есенов Б."),
            "other_order",
        ),
        (
            ("АНЫҚТАМА", "Осы анықтама Есеновқа № 63 мектепте мұғалім болып жұмыс істейтіндігі туралы берілді."),
            "work_certificate",
        ),
        (("График генеральной уборки кабинетов", "201 – Тарасова, последняя пятница месяца"), "household"),
    ],
)
def test_papers_of_the_school_s_daily_life_are_positively_none(
    lines: tuple[str, ...], other: str, known: Knowledge
) -> None:
    """So that nobody waits for them."""
    (segment,) = read("doc.docx", known, blocks(*lines))
    assert (segment.role, segment.other) == ("none", other)


def test_a_poster_of_the_week_is_not_its_plan(known: Knowledge) -> None:
    """An invitation of four lines is doubtful at most."""
    page = blocks("20-25 ЯНВАРЯ", "НЕДЕЛЯ МАТЕМАТИКИ", "Приглашаем всех!", "Начало в 14:00, кабинет 305")
    assert claims(read("афиша.docx", known, page)).get("subject_weeks") != "sure"


@pytest.mark.parametrize("title", ["Повышение эффективности урока", "Развитие функциональной грамотности"])
def test_ordinary_words_are_not_taken_for_typing_errors(title: str, known: Knowledge) -> None:
    """«эффективности» is no elective course, «грамотности» no certificate."""
    segments = read("x.docx", known, blocks((title, 2), "Доклад учителя на семинаре, основные положения и выводы."))
    assert not claims(segments)
    assert all(segment.other != "achievements" for segment in segments)


def test_whose_plan_it_is_may_be_any_subject(known: Knowledge) -> None:
    """No list of subjects is complete: what stands before the association only names it."""
    kazakh = blocks(
        ("Робототехника және каллиграфия пәндері бірлестігінің жылдық жұмыс жоспары", 1),
        "Тамыз – отырыс өткізу, құжат дайындау",
    )
    russian = blocks(
        ("План работы МО учителей робототехники и каллиграфии на 2025-2026 учебный год", 1),
        "Август – заседание, подготовка бумаг",
    )
    other = blocks(
        ("План проведения турнира МО учителей математики на 2025-2026 учебный год", 1),
        "Август – жеребьёвка, подготовка зала",
    )
    assert claims(read("x.docx", known, kazakh)) == {"annual_work_plan": "sure"}
    assert claims(read("x.docx", known, russian)) == {"annual_work_plan": "sure"}
    assert claims(read("x.docx", known, other)).get("annual_work_plan") != "sure"


_SECTIONS = (
    ("ӘБ-нің 2024-2025 оқу жылындағы жұмысының талдауы", "Бірлестікте жеті мұғалім жұмыс жасады, бес отырыс өтті."),
    ("Бірлестіктің сапалық құрамы", "Ахметова А. – педагог-шебер, өтілі 25 жыл."),
    ("2025-2026 оқу жылының жұмыс жоспары", "Тамыз – жоспарды бекіту. Қараша – апталық өткізу."),
    ("Ашық сабақтар мен сыныптан тыс шаралар кестесі", "Ахметова А. – 12 қараша, Сапаров Н. – 20 қараша."),
    ("Дарынды балалармен жұмыс жоспары", "Қыркүйек – анықтау, қазан – олимпиадаға дайындық."),
)


@pytest.mark.parametrize("numbered", [False, True])
def test_a_portfolio_typed_as_one_page_without_breaks_loses_no_kind(numbered: bool, known: Knowledge) -> None:
    """Nothing sets its headings off: what they name is at least asked about."""
    parts = [
        line
        for number, (title, text) in enumerate(_SECTIONS, 5)
        for line in (f"{number}. {title}" if numbered else title, text)
    ]
    found = claims(read("портфолио.docx", known, blocks(*parts)))
    assert set(found) == {
        "previous_year_analysis",
        "staff_composition",
        "annual_work_plan",
        "open_lessons_schedule",
        "gifted_pupils_plan",
    }


def test_headings_that_name_plans_and_schedules_are_no_sections_of_an_analysis(known: Knowledge) -> None:
    """Three of them in one file show that it is a portfolio; sections without a paper of their own show nothing."""
    parts = [part for title, text in _SECTIONS for part in ((title, 2), text)]
    found = claims(read("портфолио.docx", known, blocks(*parts)))
    assert found["previous_year_analysis"] == found["gifted_pupils_plan"] == found["staff_composition"] == "sure"
    analysis = claims(
        read(
            "талдау.docx",
            known,
            blocks(
                _SECTIONS[0][0],
                _SECTIONS[0][1],
                ("Сапалық құрам", 1),
                "Жеті мұғалімнің екеуі – педагог-шебер, үшеуі – зерттеуші.",
                ("Ашық сабақтар", 1),
                "Жыл бойы он төрт ашық сабақ өтті, барлығы талданды.",
                ("Дарынды балалармен жұмыс", 1),
                "Олимпиадада бес оқушы жүлделі орын иеленді.",
            ),
        )
    )
    assert [kind for kind, status in analysis.items() if status == "sure"] == ["previous_year_analysis"]


def test_a_paragraph_is_no_title_and_the_name_decides(known: Knowledge) -> None:
    """An analysis without a heading, whose first sentence speaks of the association's members."""
    page = blocks(
        "Өткен оқу жылында бірлестік құрамында 7 мұғалім қызмет етті. Олардың басым бөлігі жоғары білімді,",
        "екеуі педагог-зерттеуші. Жыл ішінде мұғалімдер екі ашық сабақ беріп, тәжірибесін бөлісті.",
    )
    assert claims(read("5_Otken_oqu_zhylyna_taldau.pdf", known, page, paged=True)) == {"previous_year_analysis": "sure"}


def test_a_name_that_the_heading_contradicts_is_asked_about_too(known: Knowledge) -> None:
    """Neither is believed, and neither kind is missing in silence."""
    page = blocks(("Качественный состав методического объединения", 1), "Всего учителей девять, из них два мастера.")
    found = claims(read("План повышения квалификации.docx", known, page))
    assert found == {"staff_composition": "doubtful", "professional_development_plan": "doubtful"}


def test_abbreviations_in_latin_are_not_taken_apart_in_names(known: Knowledge) -> None:
    """«BZhB» is БЖБ."""
    page = blocks(
        [
            ("Тоқсан", "Пән", "Сынып", "БЖБ күні", "ТЖБ күні", "Модерация"),
            *[("I", "География", "7", "03.11", "12.09", "07.11")] * 3,
        ]
    )
    assert claims(read("13_BZhB,_TZhB_kestesi.xlsx", known, page)) == {"assessment_schedule": "sure"}


@pytest.mark.parametrize("name", ["Жылдық жоспар 2 бет.docx", "план 2-бет.docx", "План МО стр 2.docx"])
def test_a_later_page_of_a_plan_claims_nothing_surely_by_its_first_line(name: str, known: Knowledge) -> None:
    """One document in many files: what the page begins with is an item of the plan."""
    page = blocks("Қазан – апталық", "Қараша – семинар, дәптер тексеру, талдау жасау, есеп тапсыру")
    assert claims(read(name, known, page)).get("subject_weeks") != "sure"
    titled = blocks("Тарих пәні апталығы", "Қараша – семинар, дәптер тексеру, талдау жасау, есеп тапсыру")
    assert claims(read(name, known, titled)).get("subject_weeks") == "doubtful"


def test_an_item_of_a_month_is_no_title(known: Knowledge) -> None:
    """«Октябрь – неделя истории» begins no paper on the week."""
    page = blocks("Октябрь – неделя истории", "Ноябрь – семинар для учителей, проверка тетрадей, подготовка отчётов")
    assert claims(read("doc.docx", known, page)) == {}


def test_a_latin_e_may_be_the_russian_one(known: Knowledge) -> None:
    """«Elektiv» is «электив», and its «kurs» is no teachers' course."""
    page = blocks(
        "Қасымов Р. «Сочинение-рассуждение», 10 сынып, 17 сағат; Дүйсенова Р. «Культура речи», 5 сынып, 34 сағат"
    )
    assert set(claims(read("16_Elektiv_kurs.docx", known, page))) == {"elective_courses"}
