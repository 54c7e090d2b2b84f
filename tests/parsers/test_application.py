"""The application: what is one, what is none, and what stands in its fields, in every shape that schools give it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from parsers.application import parse
from parsers.facts import ApplicationFacts, Block, Page, Text
from parsers.knowledge import Form, FormField, Wording
from parsers.limits import ReadLimits
from parsers.readers import read
from parsers.readers.plain import from_text
from tests.parsers.application_samples import SHAPES, sample

LIMITS = ReadLimits()
CONFIG = tomllib.loads((Path(__file__).parents[2] / "config.toml").read_text(encoding="utf-8"))
FORM = TypeAdapter(Form).validate_python(CONFIG["form"])


def found(source: str | Text, form: Form = FORM) -> ApplicationFacts | None:
    """The application in a text, lines as in the body of a letter."""
    return parse(from_text(source, LIMITS) if isinstance(source, str) else source, form)


def values(source: str | Text, form: Form = FORM) -> dict[str, str]:
    """The fields as written; there must be an application."""
    facts = found(source, form)
    assert facts is not None
    return {field.key: field.value for field in facts.fields}


def table(*rows: tuple[str, ...], before: str = "ӨТІНІМ") -> Text:
    """A document with a title and one table."""
    width = max(map(len, rows))
    full = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Text("docx", (Page((Block(before, 1), Block("\n".join(map("\t".join, full)), 0, full))),))


def same(written: str) -> str:
    """A value without the marks that another program may exchange: quotes and spaces."""
    return " ".join("".join(c for c in written if c not in '«»“”"„').split())


BLANK = """«Ең үздік әдістемелік бірлестік жетекшісі» облыстық байқауына
қатысуға сұраныс
Мекеме туралы мәлімет (Жарғыға сәйкес мекеменің толық атауы)
________________
Мекеменің мекен
жайы
________________
Байланыс телефоны:
________________
Факс:
E- mail:
Әдістемелік бірлестік :
(қай пән бойынша)
________________
ӘБ жетекшісі:
(ТАӘ)
ӘБ жетекшісінің телефоны:
Мектеп басшысы:
Қолы
ТАӘ
« »
2025 жыл"""

FULL = """Байқауға қатысуға өтінім
Мекеменің толық атауы: № 5 мектеп-гимназия
Мекенжайы: Абай даңғылы, 5
Байланыс телефоны: 8 7172 22-11-00
E-mail: a@b.kz
Әдістемелік бірлестік: тарих
ӘБ жетекшісі: Ким Вера Павловна
ӘБ жетекшісінің телефоны: 87011234567
Мектеп басшысы: Омаров О.О."""


# ---------------------------------------------------------------- in every shape


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(12))
def test_every_shape_gives_its_fields(tmp_path: Path, shape: str, seed: int) -> None:
    """Whatever the file, the order, the language, the spelling and the marks: these values and no others."""
    path, kind, form = sample(seed, shape, tmp_path)
    facts = parse(read(path, kind, LIMITS), FORM)
    assert facts is not None
    assert facts.status == "sure"
    got = {field.key: same(field.value) for field in facts.fields if field.key not in ("signer", "date")}
    assert got == {key: same(value) for key, value in form.expected.items()}
    assert next(field.normal for field in facts.fields if field.key == "date") == form.date[1]


def test_values_between_lines_to_write_on() -> None:
    """Over, among and under underscores; hints in brackets are no values."""
    source = BLANK.replace(
        "атауы)\n________________", "атауы)\n___Астана қаласы әкімдігінің «№ 79 мектеп-\nлицейі» ШЖҚ МКК___\n______"
    )
    source = source.replace("жайы\n________________", "жайы ________Тұран 5________")
    source = source.replace("(қай пән бойынша)\n____", "(қай пән бойынша) ____математика__").replace(
        "(ТАӘ)\n", "(ТАӘ)\n____Ахметова А.Б.____\n"
    )
    source = source.replace("« »\n2025", "«10» қазан\n2025")
    assert values(source) == {
        "institution": "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК",
        "address": "Тұран 5",
        "subject": "математика",
        "leader": "Ахметова А.Б.",
        "date": "«10» қазан 2025 жыл",
    }


def test_a_value_over_its_hint() -> None:
    """What stands on the line, with small print under it that says what it is."""
    got = values(
        f"ЗАЯВКА\n____школа-лицей № 79____\n(полное наименование учреждения согласно Уставу)\n{FULL.split(chr(10), 2)[2]}"  # noqa: E501
    )
    assert got["institution"] == "школа-лицей № 79"


def test_several_fields_in_one_line_or_cell() -> None:
    """Each ends where the next label begins."""
    got = values(
        "ӨТІНІМ\nМекеме: № 5 мектеп\nТел: 8 7172 22-11-00, 87015554433  Факс: жоқ  E-mail: a@b.kz\nӘБ жетекшісі: Ким В."
    )
    assert got["phone"] == "8 7172 22-11-00, 87015554433"
    assert got["email"] == "a@b.kz"
    assert "fax" not in got
    got = values(table(("Байланыс мәліметтері", "тел: 221100\nфакс: жоқ\ne-mail: a@b.kz"), ("ӘБ жетекшісі", "Ким В.")))
    assert (got["phone"], got["email"], got["leader"]) == ("221100", "a@b.kz", "Ким В.")


@pytest.mark.parametrize("subject", ["физика пәні", "информатика пәні", "Бастауыш сынып пәндері", "предмет музыка"])
def test_a_subject_called_one_is_the_value_beside_its_label(subject: str) -> None:
    """«физика пәні» has the label's own word; only a label in another language beside a label is no value."""
    rows = (
        ("Мекеменің толық атауы", "№ 164 орта мектеп КММ"),
        ("Мектеп телефоны", "8 (7172) 83-70-44"),
        ("Әдістемелік бірлестік", subject),
        ("ӘБ жетекшісінің аты-жөні", "Тілеубаева Әйгерім Қанатқызы"),
        ("Мектеп директоры", "Ғабитова Сандуғаш Болатқызы"),
    )
    assert values(table(*rows))["subject"] == subject


def test_four_columns_and_labels_over_values() -> None:
    """Two fields a row; a row of labels over a row of values; a merged label over its value."""
    rows = (
        ("Мекеме атауы", "№ 5 мектеп", "Санаты", "зерттеуші"),
        ("Өтілі", "9", "ӘБ жетекшісі", "Ким В."),
        ("Факс", "", "Пошта", "a@b.kz"),
    )
    assert values(table(*rows)) == {"institution": "№ 5 мектеп", "leader": "Ким В.", "email": "a@b.kz"}
    assert values(
        table(("№", "Мекеме атауы", "ӘБ жетекшісі", "Телефоны"), ("1", "№ 5 мектеп", "Ким В.", "221100"))
    ) == {
        "institution": "№ 5 мектеп",
        "leader": "Ким В.",
        "phone": "221100",
    }
    assert values(table(("Мекеме атауы", ""), ("№ 5 мектеп", ""), ("ӘБ жетекшісі (ТАӘ)", ""), ("Ким Вера", ""))) == {
        "institution": "№ 5 мектеп",
        "leader": "Ким Вера",
    }


def test_unknown_fields_are_not_swallowed() -> None:
    """A line that asks for something else ends the value before it."""
    source = FULL.replace("Байланыс телефоны", "Қызметкерлер саны: 40\nБайланыс телефоны").replace(
        "ӘБ жетекшісінің", "Жұмыс өтілі:\n12 жыл\nӘБ жетекшісінің"
    )
    assert values(source) == values(FULL)


@pytest.mark.parametrize(
    "label",
    [
        "Директор орынбасарының телефоны",
        "ӘБ жетекшісінің лауазымы",
        "Мектеп директорының телефоны",
        "ӘБ жетекшісінің жұмыс өтілі",
    ],
)
def test_a_label_that_only_begins_like_a_field_is_another(label: str) -> None:
    """«ӘБ жетекшісінің жұмыс өтілі» is not the leader, the deputy's phone is not the school's."""
    assert values(FULL + f"\n{label}: 87770001122") == values(FULL)
    assert values(FULL.replace("Байланыс", f"{label}: 87770001122\nБайланыс")) == values(FULL)


def test_a_number_written_beside_a_name_is_that_persons() -> None:
    """The name stays a name."""
    got = values(
        "ӨТІНІМ\nМекеме: № 5 мектеп\nӘБ жетекшісі: Ким Вера, 8 701 123 45 67\nМектеп басшысы: Омаров О., тел. 87770001122"  # noqa: E501
    )
    assert (got["leader"], got["leader_phone"], got["head"]) == ("Ким Вера", "8 701 123 45 67", "Омаров О.")
    assert "phone" not in got


@pytest.mark.parametrize("nothing", ["", "жоқ", "-", "—", "нет", "________", "........", "« »", "Жоқ."])
def test_placeholders_are_empty(nothing: str) -> None:
    """A fax that the school does not have is no fax."""
    assert "fax" not in values(FULL.replace("E-mail", f"Факс: {nothing}\nE-mail"))


def test_fields_say_where_they_stood() -> None:
    """Page and line, 1-based, within the page's own text."""
    text = Text("pdf", (Page((Block("Титул"),)), Page(tuple(map(Block, FULL.split("\n"))))), True)
    facts = found(text)
    assert facts is not None
    assert facts.pages == (2,)
    for field in facts.fields:
        assert field.page == 2
        assert field.line is not None
        assert field.value in text.pages[1].text.split("\n")[field.line - 1]


def test_lines_are_counted_through_tables_with_cells_of_several_lines() -> None:
    """A row takes as many lines of the page's text as its text has."""
    text = table(("Мекеме атауы", "№ 5\nмектеп"), ("ӘБ жетекшісі", "Ким В."))
    facts = found(text)
    assert facts is not None
    line = next(field.line for field in facts.fields if field.key == "leader")
    assert line is not None
    assert "Ким В." in text.pages[0].text.split("\n")[line - 1]


# ---------------------------------------------------------------- which pages


def test_a_form_over_two_pages_inside_a_portfolio() -> None:
    """Its pages and no others: the order after it names the same people."""
    first, second = FULL.split("\nӘБ жетекшісі:")
    pages = [
        "Портфолио\nМектеп: № 5",
        first,
        "ӘБ жетекшісі:" + second,
        "БҰЙРЫҚ № 5\nӘБ жетекшісі: Басқа Б.\nМектеп директоры: Бөтен Б.\nФакс: 334455",
    ]
    facts = found(Text("pdf", tuple(Page(tuple(map(Block, page.split("\n")))) for page in pages), True))
    assert facts is not None
    assert facts.pages == (2, 3)
    assert {field.key: field.value for field in facts.fields} == values(FULL)


def test_a_covering_letter_above_the_form_gives_nothing() -> None:
    """The form begins at its title."""
    letter = "«Басқа мектеп» ШЖҚ МКК\nтел.: 8 (7172) 11-11-11\ne-mail: old@b.kz\nМектеп директоры Бөтен Б.\n\n"
    assert values(letter + FULL) == values(FULL)


def test_regulations_with_the_form_filled_in_are_an_application() -> None:
    """A school may fill the form in without cutting it out."""
    regulations = "Байқау ережесі\n" + "1. Байқаудың мақсаты – үздік тәжірибені анықтау және тарату. " * 60
    assert values(regulations + "\n\n" + FULL) == values(FULL)


# ---------------------------------------------------------------- what is one


def test_a_blank_form_alone_is_a_doubtful_application_without_fields() -> None:
    """The school sent the form and forgot to fill it in."""
    facts = found(BLANK)
    assert facts is not None
    assert (facts.status, facts.fields) == ("doubtful", ())


def test_the_regulations_with_a_blank_form_are_none() -> None:
    """The appendix of a long paper, in one run or on pages of its own."""
    rules = "БАЙҚАУДЫҢ ЕРЕЖЕСІ\n" + "\n".join(
        "Байқауды ұйымдастыру және өткізу тәртібі туралы сөйлем." for _ in range(60)
    )
    assert found(f"{rules}\n\n{BLANK}") is None
    assert found(f"{rules}\f{BLANK}") is None


@pytest.mark.parametrize(
    "source",
    [
        "БҰЙРЫҚ № 45\n01.09.2025\nБҰЙЫРАМЫН:\n1. Ахметова ӘБ жетекшісі болып тағайындалсын.\nӘБ жетекшісі: Ахметова А.\nМектеп директоры: Сейтқали Б.\nТел: 87011234567",  # noqa: E501
        "«№ 79 мектеп» ШЖҚ МКК\nМекенжайы: Тұран 5\nтел.: 8 7172 556677\nфакс: 556678\ne-mail: a@b.kz\nБайқауға қатысуға өтінім жолдаймыз.\nМектеп директоры: Сейтқали Б.",  # noqa: E501
        "ТҮЙІНДЕМЕ\nТАӘ: Ахметова А.\nМекенжайы: Тұран 5\nТелефоны: 87011234567\nE-mail: a@b.kz\nМектеп: № 5\nПәні: математика\nӨтілі: 12",  # noqa: E501
        "ФИО: Ахметова А.\nДата рождения: 10.05.1985\nАдрес: Туран 5\nТелефон: 87011234567\nE-mail: a@b.kz\nОбразование: высшее\nШкола: № 5\nПредмет: физика\nРуководитель МО: Ким В.",  # noqa: E501
        "ХАТТАМА № 1\nӘдістемелік бірлестік отырысы\nКүні: 28.08.2025\nМектеп: № 79\nӘБ жетекшісі: Ахметова А.\nТөраға: Ахметова А.\nХатшы: Ким В.",  # noqa: E501
        "ПОРТФОЛИО\nМектеп: № 79\nӘдістемелік бірлестік: математика\nӘБ жетекшісі: Ахметова А.",
        "Сәлеметсіз бе! Өтінім қабылданды ма? Телефонымыз: 87011234567",
        "",
    ],
)
def test_other_papers_are_none(source: str) -> None:
    """An order, a covering letter, two CVs, minutes, a title page, a question."""
    assert found(source) is None


def test_a_list_of_teachers_with_phones_is_none() -> None:
    """Labels over many rows are a list of people."""
    head = ("№", "Мектеп", "ТАӘ", "ӘБ жетекшісі", "Телефоны", "E-mail")
    rows = [(str(n), "№ 5 мектеп", f"Ким Вера {n}", "иә", f"8701123456{n}", f"a{n}@b.kz") for n in range(8)]
    assert found(table(head, *rows, before="Байқауға қатысушылар тізімі")) is None
    assert found(table(head, *rows, before="ӨТІНІМ")) is None


def test_the_body_of_a_letter_without_a_title() -> None:
    """Lines of fields in a letter are an application; with few of them a person looks."""
    body = "Сәлеметсіз бе!\nБайқауға қатысамыз.\n\nМектеп: № 79 мектеп-лицей\nПән: математика\nӘБ жетекшісі – Ахметова Айгүл\nТел: 87011234567\n\nҚұрметпен, Ахметова"  # noqa: E501
    facts = found(body)
    assert facts is not None
    assert facts.status == "doubtful"
    assert {f.key: f.value for f in facts.fields}["leader"] == "Ахметова Айгүл"
    more = found(body.replace("Тел:", "Мекенжай: Тұран 5\nЭл. пошта: a@b.kz\nДиректор: Омаров О.\nТел:"))
    assert more is not None
    assert more.status == "sure"


def test_a_title_is_a_title_and_no_mention() -> None:
    """With its title three fields are a doubtful application; a sentence about an application is not its title."""
    fields = "Мектеп: № 5\nТелефон: 87172556677\nПәні: химия"
    titled, mentioned = found(f"Өтінім\n{fields}"), found(f"Сізге өтінім жолдап отырмыз.\n{fields}")
    assert titled is not None
    assert titled.status == "doubtful"
    assert mentioned is None


def test_evidence_names_title_and_labels_as_written() -> None:
    """What decided can be shown."""
    facts = found(FULL)
    assert facts is not None
    assert [(evidence.where, evidence.words[:24]) for evidence in facts.evidence] == [
        ("heading", "Байқауға қатысуға өтінім"),
        ("form", "Мекеменің толық атауы; М"),
    ]


@pytest.mark.parametrize(
    ("line", "signed"), [("Құжатқа ЭЦҚ қойылған", True), ("Документ подписан ЭЦП", True), ("Қолы ______", None)]
)
def test_only_words_of_an_electronic_signature_prove_one_in_text(line: str, signed: bool | None) -> None:
    """Ink is not text."""
    facts = found(f"{FULL}\n{line}")
    assert facts is not None
    assert facts.signed is signed


def test_a_second_contest_in_english_works_from_its_own_labels() -> None:
    """Nothing of the first contest stands in the code."""
    words = Wording("", "", "")
    form = Form(
        ("application form",),
        (
            FormField("institution", words, ("School name", "Institution"), "institution", required=True),
            FormField("address", words, ("Address", "School address"), "text", required=True),
            FormField("phone", words, ("Phone", "Contact phone"), "phone", required=True),
            FormField("email", words, ("E-mail", "Email address"), "email", required=True),
            FormField("leader", words, ("Team leader (full name)", "Team leader"), "person", required=True),
            FormField("date", words, ("Date",), "date"),
        ),
    )
    source = (
        "APPLICATION FORM\nSchool name: St. John’s School No. 5\nAddress: 12 High Street\nPupils: 400\nContact phone: +44 20 7946 0958\n"  # noqa: E501
        "Email adress: office@stjohns.org\nTeam leader (full name):\nMary O'Neil\nDate: October 10, 2025"
    )
    assert values(source, form) == {
        "institution": "St. John’s School No. 5",
        "address": "12 High Street",
        "phone": "+44 20 7946 0958",
        "email": "office@stjohns.org",
        "leader": "Mary O'Neil",
        "date": "October 10, 2025",
    }


@given(
    st.lists(
        st.sampled_from(FULL.split("\n") + BLANK.split("\n") + ["", "(", ":", "___", "«", "№ 5", "\t", "Факс:\tТел:"]),
        max_size=14,
    )
)
def test_any_order_of_lines_is_read_without_an_error(lines: list[str]) -> None:
    """No value is longer than what stood there, and a field comes once."""
    facts = found("\n".join(lines))
    if facts is not None:
        keys = [field.key for field in facts.fields]
        assert len(keys) == len(set(keys))
        assert all(field.value.strip() == field.value != "" for field in facts.fields)


@given(st.text(alphabet="аәбМТ:_-–(). \n\t№«»1@/", max_size=200))
def test_any_text_under_a_title_is_read_without_an_error(text: str) -> None:
    """Strange marks break nothing."""
    found(f"ӨТІНІМ\nМекеме атауы: {text}\nТелефоны: {text}")


# ---------------------------------------------------------------- two people, one file

FILLED = """Байқауға қатысуға сұраныс
Мекеме атауы: № 5 мектеп
Мекенжайы: Астана, Тұран 5
Байланыс телефоны: 22-11-00
E-mail: a@b.kz
Әдістемелік бірлестік: математика
ӘБ жетекшісі: Ахметова Айгүл
ӘБ жетекшісінің телефоны: 87015554433
Мектеп басшысы: Омаров О.
"""


@pytest.mark.parametrize("between", ["\n", "\f", "\n\n"])
def test_two_leaders_in_one_file_are_for_a_person_to_decide(between: str) -> None:
    """The second form, on the same page or the next, is named by the evidence and makes the first doubtful."""
    second = FILLED.replace("Ахметова Айгүл", "Сейтова Сәуле").replace("87015554433", "87019998877")
    facts = found(FILLED + between + second)
    assert facts is not None
    assert facts.status == "doubtful"
    assert {field.key: field.value for field in facts.fields}["leader"] == "Ахметова Айгүл"
    assert facts.evidence[-1].words == "Сейтова Сәуле"


@pytest.mark.parametrize("again", ["Ахметова Айгүл", "АХМЕТОВА А.", "А. Ахметова"])
def test_the_same_form_twice_is_one_application(again: str) -> None:
    """A form that was put into the file twice names the same person, however the name is written."""
    facts = found(FILLED + "\f" + FILLED.replace("Ахметова Айгүл", again))
    assert facts is not None
    assert facts.status == "sure"


def test_another_name_under_the_leaders_label_makes_one_form_doubtful() -> None:
    """Two leaders written into one form."""
    facts = found(FILLED.replace("Мектеп басшысы", "ӘБ жетекшісі: Сейтова Сәуле\nМектеп басшысы"))
    assert facts is not None
    assert (facts.status, facts.evidence[-1].words) == ("doubtful", "Сейтова Сәуле")


# ---------------------------------------------------------------- labels that ask for two things, and for nothing


def test_a_label_for_two_things_fills_both() -> None:
    """An address with a number, a person with a number, a number with mail: told apart by their looks."""
    got = values(
        table(
            ("Мекеме атауы", "№ 5 мектеп"),
            ("Мекенжайы, телефоны", "Астана, Тұран 5, 8(7172) 22-11-00"),
            ("ӘБ жетекшісі, телефоны", "Ахметова Айгүл, 8 701 555 44 33"),
            ("Факс, e-mail", "22-11-01, a@b.kz"),
        )
    )
    assert got["address"] == "Астана, Тұран 5"
    assert got["phone"] == "8(7172) 22-11-00"
    assert got["leader"] == "Ахметова Айгүл"
    assert got["leader_phone"] == "8 701 555 44 33"
    assert (got["fax"], got["email"]) == ("22-11-01", "a@b.kz")


def test_a_mobile_number_under_an_unknown_label_is_the_persons_before_it() -> None:
    """«Жедел іздегенде» below the leader; a number of another sort, or with a number known already, is not taken."""
    form = FILLED.replace("ӘБ жетекшісінің телефоны: 87015554433", "Жедел іздегенде: 8 701 555 44 33")
    facts = found(form)
    assert facts is not None
    number = {field.key: field for field in facts.fields}["leader_phone"]
    assert (number.value, number.confidence) == ("8 701 555 44 33", 0.4)
    assert "leader_phone" not in values(form.replace("8 701 555 44 33", "790412400123"))
    assert values(FILLED.replace("Мектеп басшысы", "Instagram: 87010000000\nМектеп басшысы"))["leader_phone"] == (
        "87015554433"
    )


@pytest.mark.parametrize("start", ["8 (7172) __-__-__", "+7 (7__) ___-__-__", "8(7172)........", "+7"])
def test_the_code_that_a_form_gives_is_no_number(start: str) -> None:
    """Where nobody wrote the rest of it."""
    assert "phone" not in values(FILLED.replace("22-11-00", start))


@pytest.mark.parametrize(
    "source",
    [
        "МЕМОРАНДУМ\nМекеме: № 5 мектеп\nМекенжайы: Тұран 5\nТелефоны: 221100\nE-mail: a@b.kz\nДиректор: Омаров О.",
        "ДОГОВОР\nПредмет: курсы\nАдрес: Туран 5\nТел.: 221100\nE-mail: a@b.kz\nДиректор: Омаров О.",
        "Заявка на участие в олимпиаде\nФИО ученика: Ким А.\nКласс: 8\nШкола: № 5\nПредмет: физика\nТелефон родителя: 87015554433",  # noqa: E501
        "ӨТІНІШ\nДемалыс беруіңізді сұраймын.\nТелефоны: 87015554433\nКүні: 01.09.2025\nҚолы: ____",
    ],
)
def test_contacts_of_an_institution_are_no_application(source: str) -> None:
    """A memorandum, a contract, a pupil's entry, a request for leave: each has labels of the form."""
    assert found(source) is None


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [("a@b.kz", "8 701 848 48 48", "email"), ("22-11-00", "хатшыда бар", "phone"), ("Омаров О.", "7 мектеп", "head")],
)
def test_what_is_not_of_a_fields_kind_is_shown_and_left_to_a_person(written: str, instead: str, key: str) -> None:
    """A number for an address, words for a number: neither missing nor certain."""
    facts = found(FILLED.replace(written, instead))
    assert facts is not None
    value = {field.key: field for field in facts.fields}[key]
    assert value.value == instead
    assert value.confidence < 0.5
