"""Which doubts are for want of words alone, what an unrecognised paper leans to, what a school's own list says."""

import pytest

from parsers.documents import recognise
from parsers.documents.actions import is_action
from parsers.documents.lexicon import lexicon
from parsers.documents.listing import listed_in, listed_in_body
from parsers.facts import Block, Claim, Page, Segment, Text
from parsers.knowledge import Knowledge
from tests.recognition.measure import knowledge

LIST = (
    "Мазмұны",
    "1. ӘБ құру туралы бұйрық",
    "2. ӘБ жетекшісін тағайындау туралы бұйрық",
    "3. ӘБ туралы ереже",
    "4) Мүшелердің қызметтік міндеттері",
    "5. ӘБ жұмысының өткен жылғы талдауы",
    "6. Біздің жастар",
    "7. Жылдық жұмыс жоспары",
)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the shipped configuration teaches."""
    return knowledge()


def text(*lines: str) -> Text:
    """A file of these lines."""
    return Text("docx", (Page(tuple(Block(line) for line in lines)),), paged=False)


def only(known: Knowledge, name: str, *lines: str) -> Segment:
    """The one paper in a file."""
    (segment,) = recognise(name, text(*lines), known)
    return segment


def claims(known: Knowledge, name: str, *lines: str) -> dict[str, tuple[str, str]]:
    """The kinds of a file of one paper, each with how sure it is and what it lacks."""
    return {claim.kind: (claim.status, claim.doubt) for claim in only(known, name, *lines).claims}


COURSES = ("Ахметова Г. – қарашада Алматыда, Ким Е. – ақпанда", "Сапар А. – наурызда, Рахым Д. – сәуірде, екі аптадан")


def test_a_hint_with_a_text_under_it_lacks_words_alone(known: Knowledge) -> None:
    """«Курстар» over names: nothing speaks against it."""
    assert claims(known, "скан.docx", "Курстар", *COURSES) == {"professional_development_plan": ("doubtful", "words")}


def test_next_to_nothing_under_a_title_is_no_want_of_words(known: Knowledge) -> None:
    """An empty paper is no document, wherever it stands."""
    assert claims(known, "скан.docx", "Курстар", "Ким") == {"professional_development_plan": ("doubtful", "")}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("12. мақала.docx", ("Оқу сауаттылығы", "Қазіргі заманда мұғалімнің міндеті – оқуға үйрету. " * 5)),
        ("20.docx", ("Дарынды балалар", "Қазіргі қоғамда дарынды балаларды дамыту өзекті мәселе болып отыр. " * 4)),
        ("13.docx", ("БЖБ 7 сынып", "Теңдеуді шешіңіз, түбірлерін жазыңыз", "Үшбұрыштың ауданын табыңыз, сызыңыз")),
    ],
)  # fmt: skip
def test_what_something_speaks_against_is_for_a_person(known: Knowledge, name: str, lines: tuple[str, ...]) -> None:
    """An article under a telling name, a subject without its sort of paper, tasks of a test."""
    assert all(claim.status == "doubtful" and not claim.doubt for claim in only(known, name, *lines).claims)


def test_a_sure_claim_has_no_doubt(known: Knowledge) -> None:
    """Nothing is lacking."""
    assert claims(known, "а.docx", "Курстан өту кестесі", *COURSES) == {"professional_development_plan": ("sure", "")}


def test_a_list_says_what_its_numbers_mean(known: Knowledge) -> None:
    """An entry in words that nobody knows has none."""
    contents = text(*LIST)
    listed = listed_in(contents, recognise("мазмұны.docx", contents, known), known)
    assert [(one.number, *one.kinds) for one in listed[:3]] == [
        (1, "establishment_order"), (2, "leader_appointment_order"), (3, "association_regulations"),
    ]  # fmt: skip
    assert (listed[5].number, listed[5].kinds, listed[5].words) == (6, (), "Біздің жастар")
    assert listed_in_body([Block(line) for line in ("Қоса беріліп отыр:", *LIST[1:])], known) == listed


def test_a_list_is_none_where_its_numbers_are_not_in_order(known: Knowledge) -> None:
    """Two entries with one number, or a handful of lines, number nothing; neither do numbered lines of any paper."""
    twice = (*LIST, "7. ӘБ сапалық құрамы")
    plan = ("ӘБ жылдық жұмыс жоспары", *(f"{n}. Отырыс өткізу" for n in range(1, 9)))
    assert listed_in_body([Block(line) for line in twice], known) == ()
    assert listed_in_body([Block(line) for line in LIST[:4]], known) == ()
    assert listed_in(text(*plan), recognise("а.docx", text(*plan), known), known) == ()


@pytest.mark.parametrize(
    "line",
    ["1. Олимпиадаға дайындау", "Қосымша сабақ өткізу (қазан)", "- Подготовка учащихся", "Отдельная работа с детьми"],
)  # fmt: skip
def test_lines_that_say_what_is_to_be_done(line: str) -> None:
    """A Kazakh one ends with the verb's noun, a Russian one begins with it."""
    assert is_action(line)


@pytest.mark.parametrize(
    "line", ["Сапарова А., Ким Е.", "12.11, 03.12", "Дарынды балалар көп", "Оқушы қатысты", "Ахметов У."]
)
def test_names_dates_and_statements_say_nothing_of_what_is_to_be_done(line: str) -> None:
    """A list of pupils is no plan."""
    assert not is_action(line)


def test_actions_make_a_plan_of_work_with_pupils_and_of_nothing_else(known: Knowledge) -> None:
    """«Дарынды балалармен жұмыс» with what is to be done; the steps of an open lesson are no schedule."""
    done = ("Оқушыларды анықтау", "Олимпиадаға дайындау", "Ғылыми жоба тақырыбын таңдау", "Қалалық кезеңге қатыстыру")
    assert claims(known, "а.docx", "Дарынды балалармен жұмыс", *done)["gifted_pupils_plan"] == ("sure", "")
    steps = ("Үй тапсырмасын тексеру", "Жаңа сабақты түсіндіру", "Топпен жұмыс жасау", "Оқушыларды бағалау")
    assert claims(known, "а.docx", "Ашық сабақ", *steps)["open_lessons_schedule"][0] == "doubtful"


def test_a_word_is_not_cut_where_a_known_root_runs_on(known: Knowledge) -> None:
    """«Сотрудничество» is one word, «жылдықжоспар» two."""
    words = lexicon(known)
    assert words.unglued("Сотрудничество") == ["Сотрудничество"]
    assert words.unglued("жылдықжоспар") == ["жылдық", "жоспар"]


def test_what_a_paper_leans_to_is_no_claim(known: Knowledge) -> None:
    """An unrecognised paper stays so by itself."""
    lines = (
        "Біздің жастар",
        "Тәлімгер Ахметова Г. Сапармен бірге сабаққа дайындалады, екеуі бәрін ақылдасып шешеді.",
    )
    segment = only(known, "17.docx", *lines)
    assert segment.role == "unrecognised"
    assert [claim.kind for claim in segment.leans] == ["young_specialist_school"]
    assert all(isinstance(claim, Claim) and claim.doubt == "words" for claim in segment.leans)
