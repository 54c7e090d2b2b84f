"""What a text shows by its shape where no word names its sort of paper; and what only looks like a document."""

import pytest

from parsers.documents import recognise
from parsers.facts import Block, Page, Text
from parsers.knowledge import Knowledge
from tests.recognition.measure import knowledge


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the shipped configuration teaches."""
    return knowledge()


def claims(
    known: Knowledge, *lines: str, table: tuple[tuple[str, ...], ...] = (), name: str = "құжат.docx"
) -> dict[str, str]:
    """The kinds of a file of these lines and this table, each with how sure it is."""
    blocks = [Block(line) for line in lines]
    if table:
        blocks.append(Block("\n".join("\t".join(row) for row in table), rows=table))
    segments = recognise(name, Text("docx", (Page(tuple(blocks)),), paged=False), known)
    return {claim.kind: claim.status for segment in segments for claim in segment.claims}


def test_lines_with_days_are_a_schedule(known: Knowledge) -> None:
    """«Ашық сабақтар» alone may be one lesson's; with a day in each line it is the schedule."""
    dated = ("Ким – 6в, Animals – 12.11", "Дәулет – 5б, Food – 3 желтоқсан", "Рахым – 8а, Space – 28 қаңтар")
    plain = ("Ким – 6в, Animals – өтті", "Дәулет – 5б, Food – өтті", "Рахым – 8а, Space – өтті")
    assert claims(known, "Ашық сабақтар", *dated) == {"open_lessons_schedule": "sure"}
    assert claims(known, "Ашық сабақтар", *plain) == {"open_lessons_schedule": "doubtful"}


@pytest.mark.parametrize("months", ["Қыркүйек Қазан Қараша", "кыркуйек казан караша", "Сентябрь Октябрь Ноябрь"])
def test_lines_that_begin_with_months_are_a_plan(known: Knowledge, months: str) -> None:
    """With their letters, without them, in Russian; and a small letter does not make them a part of the title."""
    did = ("тест алу", "жеке сабақ", "жоба жазу")
    lines = [f"{month} – {what}" for month, what in zip(months.split(), did, strict=True)]
    assert claims(known, "Талантты балалармен жұмыс", *lines) == {"gifted_pupils_plan": "sure"}


def test_the_heads_of_a_table_say_what_it_is(known: Knowledge) -> None:
    """Education, service and category are the staff's; names, classes and dates are nobody's alone."""
    staff = (
        ("Мұғалім", "Білімі", "Өтілі", "Санаты"),
        ("Ким Елена", "жоғары, ЕҰУ", "20", "шебер"),
        ("Ли Дана", "жоғары, ҚазҰУ", "5", "жоқ"),
    )
    anybody = (
        ("Аты", "Сыныбы", "Күні"),
        ("Ким Елена Петровна", "5а, 6б, 7в", "12.11.2025"),
        ("Ли Дана", "8а, 9б", "13.11.2025"),
    )
    assert claims(known, table=staff) == {"staff_composition": "sure"}
    assert "sure" not in claims(known, table=anybody).values()


def test_an_article_about_gifted_children_is_no_plan(known: Knowledge) -> None:
    """Long paragraphs without a word for a plan: asked about."""
    said = "Дарынды балаларды ерте анықтау, оқыту және тәрбиелеу – білім беру жүйесінің басты мәселелерінің бірі. " * 2
    assert claims(known, "Дарынды балалармен жұмыс", said) == {"gifted_pupils_plan": "doubtful"}


def test_a_lesson_that_calls_itself_open_is_no_schedule(known: Knowledge) -> None:
    """What has the course of a lesson is its plan."""
    lines = ("Тема: Передача мяча", "Цель: обучить технике передачи", "Ход урока: вводная часть, основная, итог")
    assert "sure" not in claims(known, "Открытый урок по волейболу, 8Б", *lines).values()


def test_a_mark_of_approval_is_no_minutes(known: Knowledge) -> None:
    """Regulations pasted as one paragraph name the minutes they were approved by: they are not put aside for it."""
    approved = "РАССМОТРЕНО Протокол Педагогического Совета № 2 УТВЕРЖДЕНО Директор Иванова"
    line = f"{approved} ПОЛОЖЕНИЕ о методическом объединении 1. Общие положения"
    segments = recognise("а.docx", Text("docx", (Page((Block(line),)),), paged=False), known)
    assert {segment.role for segment in segments} <= {"document", "unrecognised"}


def test_regulations_without_a_title_of_their_own(known: Knowledge) -> None:
    """The name says regulations, the first section does, and the text speaks of the association throughout."""
    lines = (
        "I. ЖАЛПЫ ЕРЕЖЕЛЕР",
        "1.1. Кемінде үш мұғалім болғанда мектепте әдістемелік бірлестік құрылады.",
        "1.2. Бірлестік өз қызметінде осы ережені басшылыққа алады.",
        "II. ҚҰҚЫҚТАРЫ",
        "Бірлестік мүшелерді көтермелеуге ұсынады. Бірлестік құжаттамасы: жоспар, хаттамалар.",
    )
    assert claims(known, *lines, name="3_Erezhe.docx") == {"association_regulations": "sure"}
    assert claims(known, *lines, name="скан.docx") == {"association_regulations": "doubtful"}


def test_an_order_about_approving_is_no_mark_of_approval(known: Knowledge) -> None:
    """«Приказ об утверждении состава МО» is a title, «Утверждён приказом № 5» is not."""
    lines = ("Ким Е., Ли Д., Орлова В.П., Сон Р., Тен А.", "Контроль оставляю за собой.")
    assert claims(known, "Приказ об утверждении состава МО", *lines) == {"establishment_order": "sure"}
    assert claims(known, "Утвержден приказом № 5 о составе МО", *lines) != {"establishment_order": "sure"}


def test_an_order_on_associations_and_their_heads_is_both(known: Knowledge) -> None:
    """No half of it is lost without a question."""
    title = ("БҰЙРЫҚ", "Әдістемелік бірлестіктер және олардың жетекшілері туралы", "БҰЙЫРАМЫН:")
    lines = ("1. Бірлестіктердің жұмысы жалғастырылсын.", "2. Тілдер бірлестігінің жетекшісі болып Ким Е. бекітілсін.")
    assert claims(known, *title, *lines).keys() == {"establishment_order", "leader_appointment_order"}
