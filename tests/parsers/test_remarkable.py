"""What a paper says that a remark may rest on, in Kazakh and Russian, and what must never make one."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import Block, Claim, Evidence, FileFacts, Note, Page, Segment, Text
from parsers.knowledge import Knowledge
from parsers.people_named import leaders_in, names_in
from parsers.remarkable import notes_of, text_hash
from parsers.understand import understand_text
from pipeline.contest import load
from pipeline.identity import mentioned_schools
from pipeline.school_words import Schools

HEAD_KK = "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК"
HEAD_RU = "КГУ «Школа-гимназия № 17» акимата города Астаны"
ORDER_KK = (
    "Математика пәні мұғалімдерінің әдістемелік бірлестігінің жұмысын ұйымдастыру мақсатында БҰЙЫРАМЫН:",
    "1. Математика пәні мұғалімдерінің әдістемелік бірлестігінің жетекшісі болып Ахметова А.Б. тағайындалсын.",
    "2. Бұйрықтың орындалуын өз бақылауыма аламын.",
)
ORDER_RU = (
    "В целях организации методической работы в 2025-2026 учебном году ПРИКАЗЫВАЮ:",
    "1. Назначить руководителем методического объединения учителей математики Ахметову А.Б.",
    "2. Контроль за исполнением приказа оставляю за собой.",
)
PLAN = (("№", "Іс-шара", "Мерзімі", "Жауапты"), ("1", "Отырыс өткізу", "қыркүйек", "ӘБ жетекшісі"))


@cache
def knowledge() -> Knowledge:
    """What config.toml teaches."""
    return load(Path(__file__).parents[2] / "config.toml").contest.knowledge


@cache
def schools() -> Schools:
    """What config.toml says of schools' names."""
    return load(Path(__file__).parents[2] / "config.toml").contest.schools


def paper(*blocks: str | tuple[tuple[str, ...], ...], title: str = "", type_: str = "docx") -> Text:
    """A paper of one page; ``title`` is the block that is a heading."""
    made = [
        Block(block, 2 if block == title else 0)
        if isinstance(block, str)
        else Block("\n".join("\t".join(row) for row in block), 0, block)
        for block in blocks
    ]
    return Text(type_, (Page(tuple(made)),), type_ == "pdf")


def facts(text: Text, name: str = "құжат.docx") -> FileFacts:
    """What is understood of it."""
    return understand_text(text, name, knowledge())


def notes(text: Text, sort: str, name: str = "құжат.docx") -> list[str]:
    """Values of its notes of one sort; what is recognised as nothing has none and would prove nothing."""
    found = facts(text, name)
    assert any(claim.status == "sure" for segment in found.segments for claim in segment.claims)
    return [note.value for note in found.notes if note.sort == sort]


def order_kk(*end: str, place: str = "Астана қаласы", date: str = "28.08.2025 ж.") -> Text:
    """An order that appoints the head, with these last lines."""
    title = "Әдістемелік бірлестік жетекшісін тағайындау туралы"
    return paper(HEAD_KK, "БҰЙРЫҚ", f"№ 82   {date}   {place}", title, *ORDER_KK, *end, title=title)


def order_ru(*end: str, head: str = HEAD_RU) -> Text:
    """The same in Russian."""
    title = "О назначении руководителя методического объединения"
    return paper(head, "ПРИКАЗ", "№ 82 от 28.08.2025 г. г. Астана", title, *ORDER_RU, *end, title=title)


def plan(title: str, *before: str, after: tuple[str, ...] = ()) -> Text:
    """A plan of the association with a table."""
    return paper(*before, title, *after, PLAN, title=title)


# ------------------------------------------------------------------ schools


def of_a_head(line: str) -> list[Note]:
    """The notes of a plan, however it is recognised, with this line above its title."""
    title = "Бірлестіктің жылдық жұмыс жоспары"
    claim = Claim("annual_work_plan", (1,), "sure", (Evidence("heading", title, 1),))
    return list(notes_of(plan(title, line), (Segment((1,), "document", (claim,)),), knowledge()))


@pytest.mark.parametrize(("text", "line"), [(order_kk(), HEAD_KK), (order_ru(), HEAD_RU)])
def test_the_school_in_a_papers_head_is_noted(text: Text, line: str) -> None:
    """Letterheads of both languages say whose a paper is."""
    assert notes(text, "school") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "№ 3 хаттама, мектеп әдістемелік бірлестігінің отырысында",
        "Протокол № 3 школьного методического объединения",
        "№ 2 мектепішілік кезең",
        "Приложение № 2 школа, приказ № 14",
        "Жас маман мектебінің жоспары",
        "«Жас маман» мектебі",
        "Мектеп бойынша 25 мұғалім",
    ],
)
def test_a_number_of_a_paper_is_no_number_of_a_school(line: str) -> None:
    """Minutes, orders and annexes have numbers too; a school of young teachers is no school."""
    assert of_a_head(line) == []


@pytest.mark.parametrize(
    "line", ["17-мектеп", "№17 мектеп-лицей", "Средняя школа №17", "17-ші орта мектеп", "№ 2 бұйрық, №17 мектеп"]
)
def test_a_schools_number_in_any_way_of_writing_is_noted(line: str) -> None:
    """The words stay as written."""
    (note,) = of_a_head(line)
    assert note.words == line
    assert mentioned_schools(note.value, schools()) == {"17"}


def test_schools_in_the_text_or_in_a_list_are_not_the_papers_own() -> None:
    """A visit to a neighbour is no letterhead."""
    text = plan(
        "Әдістемелік бірлестіктің 2025-2026 оқу жылына арналған жұмыс жоспары",
        after=(
            "Жоспар кеңесте талқыланды.",
            "Жыл бойы іс-шаралар өтеді.",
            "№ 12 мектеп-гимназиямен бірге семинар өтеді.",
        ),
    )
    assert notes(text, "school") == []


def test_an_agreement_names_its_partner_without_a_note() -> None:
    """Partners are other schools by nature."""
    title = "Әріптестік туралы МЕМОРАНДУМ"
    text = paper(
        title, "«№ 12 мектеп-гимназия» КММ ынтымақтастық туралы", "Тараптар бірлесіп жұмыс істейді.", title=title
    )
    assert [claim.kind for s in facts(text).segments for claim in s.claims] == ["partnerships"]
    assert notes(text, "school") == []


# ------------------------------------------------------------------ leaders


NAMED = [
    ("ӘБ жетекшісі: Ахметова А.Б.", "Ахметова А.Б."),
    ("Әдістемелік бірлестік жетекшісі – Ахметова Айгүл Сәрсенқызы", "Ахметова Айгүл Сәрсенқызы"),
    ("Математика пәні бірлестігінің жетекшісі болып Ахметова Айгүл тағайындалсын.", "Ахметова Айгүл"),
    ("1. Ахметова А.Б. ӘБ жетекшісі болып тағайындалсын", "Ахметова А.Б."),
    ("ӘБ-нің жетекшісі _____________ А.Б. Ахметова", "А.Б. Ахметова"),
    ("ӘБ жетекшісінің міндеті Ахметова А.Б. жүктелсін", "Ахметова А.Б."),
    ("Ахметова Айгүл – математика ӘБ жетекшісі", "Ахметова Айгүл"),
    ("АБ жетекшиси: АХМЕТОВА А.Б.", "АХМЕТОВА А.Б."),
    ("Руководитель МО: Ахметова А.Б.", "Ахметова А.Б."),
    ("Руководитель ШМО                Ахметова А.Б.", "Ахметова А.Б."),
    ("Руководитель МО учителей химии: Петрова И.И.", "Петрова И.И."),
    ("Назначить Ахметову А.Б. руководителем методического объединения", "Ахметову А.Б."),
    ("Руководителем МО назначить учителя Ахметову Айгуль Сериковну.", "Ахметову Айгуль Сериковну"),
    ("Возложить обязанности руководителя МО учителей физики на учителя Ермолаеву Л.П.", "Ермолаеву Л.П."),
]


@pytest.mark.parametrize(("line", "name"), NAMED)
def test_whom_a_line_names_as_the_head(line: str, name: str) -> None:
    """Signature lines, appointments, lists."""
    assert [found for found, _ in leaders_in(Block(line))] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "Жауапты: ӘБ жетекшісі, Ахметова А.Б.",
        "Қалалық ӘБ жетекшісі Ахметова А.Б.",
        "Жас маман мектебінің жетекшісі: Ахметова А.Б.",
        "ӘБ жетекшісінің орынбасары: Ахметова А.Б.",
        "Ахметова А.Б. ӘБ жетекшісі қызметінен босатылсын",
        "Директордың орынбасары Серікова А., ӘБ жетекшісі",
        "Сынып жетекшісі: Ахметова А.Б.",
        "ӘБ жетекшісі Серікова А.Б. сабағына қатысады",
        "ӘБ жетекшісі: Серікова А.Б., Ахметова А.Т.",
        "Ы. Алтынсарин атындағы мектептің ӘБ жетекшісі болып Нұрлан Серік тағайындалсын",
        "ӘБ жетекшісі болып Нұрлан Серік тағайындалсын, бақылау Ахметова А.Б. жүктелсін",
        "ӘБ жетекшісі: ______________",
        "Руководитель МО знакомит учителя Серикову А.Б. с планом",
        "Заместитель руководителя МО: Серикова А.Б.",
        "Освободить Серикову А.Б., руководителем МО назначить другого учителя",
        "Руководитель МО Математика",
    ],
)
def test_what_may_be_read_otherwise_names_nobody(line: str) -> None:
    """Another post, another association, several people, somebody who leaves: nothing is said."""
    assert list(leaders_in(Block(line))) == []


def test_a_row_of_two_cells_names_the_head_and_a_wider_one_does_not() -> None:
    """A form-like table is read across; in a plan's row the next cell is another matter."""
    two = Block("", 0, (("1", "ӘБ жетекшісі", "Ахметова А.Б."), ("2", "Хатшысы", "Серікова А.")))
    text = "\n".join("\t".join(row) for row in two.rows)
    assert [name for name, _ in leaders_in(Block(text, 0, two.rows))] == ["Ахметова А.Б."]
    wide = (("Отырыс", "қыркүйек", "ӘБ жетекшісі", "Ахметова А.Б."),)
    assert list(leaders_in(Block("\t".join(wide[0]), 0, wide))) == []


@pytest.mark.parametrize(("text", "name"), [(order_kk(), "Ахметова А.Б."), (order_ru(), "Ахметову А.Б.")])
def test_an_order_notes_whom_it_appoints(text: Text, name: str) -> None:
    """With the words of the line, and no page where a format has none."""
    (note,) = [note for note in facts(text).notes if note.sort == "leader"]
    assert (note.value, note.page) == (name, None)
    assert name in note.words


def test_an_analysis_of_the_last_year_may_name_the_last_leader() -> None:
    """Papers that are not of this year are signed by whoever headed the association then."""
    title = "Әдістемелік бірлестіктің 2024-2025 оқу жылындағы жұмысына талдау"
    text = paper(
        title, "Өткен оқу жылында бірлестік жоспар бойынша жұмыс істеді.", "ӘБ жетекшісі: Серікова Г.Т.", title=title
    )
    assert [claim.kind for s in facts(text).segments for claim in s.claims] == ["previous_year_analysis"]
    assert notes(text, "leader") == []
    assert notes(text, "year") == []


@given(st.text(alphabet="АӘБВГЕЖабвгеұқің .,:–_\n№12", max_size=80))
def test_names_are_words_of_the_text(text: str) -> None:
    """Whatever is found stands in the text as it is written."""
    assert all(name in text for name in names_in(text))
    for name, line in leaders_in(Block(f"ӘБ жетекшісі {text}")):
        assert name in line


# ------------------------------------------------------------------ school years


@pytest.mark.parametrize(
    ("title", "after", "years"),
    [
        ("Әдістемелік бірлестіктің 2023-2024 оқу жылына арналған жұмыс жоспары", (), ["2023-2024"]),
        ("План работы методического объединения на 2024–2025 учебный год", (), ["2024-2025"]),
        ("ӘДІСТЕМЕЛІК БІРЛЕСТІКТІҢ ЖЫЛДЫҚ ЖҰМЫС ЖОСПАРЫ", ("2024-2025 оқу жылы",), ["2024-2025"]),
        ("План работы МО на 2024/25 учебный год", (), ["2024-2025"]),
        ("План работы методического объединения на 2025-2026 учебный год", (), ["2025-2026"]),
        ("Әдістемелік бірлестіктің 2025-2029 жылдарға арналған жұмыс жоспары", (), []),
    ],
)
def test_the_school_year_of_a_plans_title_is_noted(title: str, after: tuple[str, ...], years: list[str]) -> None:
    """One year of school, however it is written; a span of several is none."""
    assert notes(plan(title, after=after), "year") == years


def test_the_newest_year_of_a_title_counts() -> None:
    """A plan that looks back is of the year that it plans."""
    text = plan("Бірлестіктің 2024-2025, 2025-2026 оқу жылдарына арналған жұмыс жоспары")
    assert notes(text, "year") == ["2025-2026"]


def test_the_last_year_in_a_plans_text_or_approval_is_no_old_plan() -> None:
    """What was talked over in spring, and what the plan rests on, is of the last year rightly."""
    text = plan(
        "Әдістемелік бірлестіктің жылдық жұмыс жоспары",
        "2024-2025 оқу жылының № 5 отырысында қаралды",
        after=(
            "2024-2025 оқу жылында бірлестік алдына қойған мақсаттарына жетіп, көптеген іс-шаралар өткізді.",
            "2024-2025 оқу жылының қорытындысы",
        ),
    )
    assert notes(text, "year") == []


def test_the_results_of_three_years_are_old_by_nature() -> None:
    """They are no papers of one year."""
    title = "«Дарын» РҒПО олимпиадалары мен ғылыми жобаларының нәтижелері, 2023-2024 оқу жылы"
    assert notes(paper(title, "Жүлдегерлер саны артты.", title=title), "year") == []


# ------------------------------------------------------------------ places


@pytest.mark.parametrize("place", ["Нұр-Сұлтан қаласы", "г. Нур-Султан", "НҰР–СҰЛТАН қ.", "Нур - Султан"])
def test_a_former_name_of_the_city_is_noted_in_a_new_paper(place: str) -> None:
    """In either language, with any hyphen."""
    assert notes(order_kk(place=place), "place") == ["Нұр-Сұлтан"]


@pytest.mark.parametrize(
    ("place", "date"), [("Нұр-Сұлтан қаласы", "28.08.2021 ж."), ("Астана қаласы", "28.08.2025 ж.")]
)
def test_a_paper_of_that_time_rightly_has_the_name_of_that_time(place: str, date: str) -> None:
    """An association that was opened in 2021 was opened in Nur-Sultan."""
    assert notes(order_kk(place=place, date=date), "place") == []


def test_a_person_or_a_street_is_no_former_city() -> None:
    """Нұрсұлтан without a hyphen is a given name."""
    assert notes(order_kk("Мектеп директоры Нұрсұлтан Оспанов", place="Нұрсұлтан Назарбаев даңғылы"), "place") == []


# ------------------------------------------------------------------ signatures


@pytest.mark.parametrize(
    "text", [order_kk("Мектеп директоры ______________"), order_ru("Директор школы ______________", "М.П.")]
)
def test_an_order_with_an_empty_line_for_the_signature_is_noted(text: Text) -> None:
    """Nobody's name stands by the line."""
    (line,) = notes(text, "unsigned")
    assert "______" in line


@pytest.mark.parametrize(
    "end",
    [
        ("Мектеп директоры ______________ Е.М. Оспанов",),
        ("Директор ______________", "Оспанов Е.М."),
        ("Директор ______________", "Оспанов"),
        ("Мектеп директоры Оспанов Ерлан",),
        ("Мектеп директоры ______________", "Құжат ЭЦҚ арқылы қол қойылған"),
        ("Бұйрықпен таныстым: ______________",),
        (),
    ],
)
def test_an_order_that_may_be_signed_is_not_noted(end: tuple[str, ...]) -> None:
    """A name, an electronic signature, no line at all: it cannot be told."""
    assert notes(order_kk(*end), "unsigned") == []


def test_a_plan_need_not_be_signed() -> None:
    """Only kinds that the configuration says are signed."""
    text = plan("Әдістемелік бірлестіктің жылдық жұмыс жоспары", "БЕКІТЕМІН", "Мектеп директоры ____________")
    assert notes(text, "unsigned") == []


# ------------------------------------------------------------------ the rest


def test_notes_have_pages_where_a_format_has_them() -> None:
    """A PDF's note says its page."""
    text = Text("pdf", order_kk().pages, True)
    assert {note.page for note in facts(text).notes} == {1}


def test_text_in_other_clothes_has_the_same_hash_and_short_ones_have_none() -> None:
    """Case, spaces and marks are a format's; a few words are anybody's."""
    long = "Әдістемелік бірлестіктің жылдық жұмыс жоспары. " * 20
    assert text_hash(long) == text_hash(long.upper().replace(" ", "\n\t")) != ""
    assert text_hash(long) != text_hash(long + "1")
    assert text_hash("Жұмыс жоспары") == ""


@given(st.lists(st.text(alphabet="бұйрықӘМО жетекшісі:2023-24№ _\n«»", max_size=60), max_size=8))
def test_no_paper_stops_the_reading(lines: list[str]) -> None:
    """Whatever stands in a paper, notes are made or not, with words of it."""
    text = order_kk(*lines)
    found = notes_of(text, facts(text).segments, knowledge())
    assert all(isinstance(note, Note) and note.words for note in found)
