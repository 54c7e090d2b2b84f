"""Labels that no list has, and applications written as letters: what is told by the meaning of words and by looks."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.application import parse
from parsers.application.meaning import Meanings
from parsers.facts import ApplicationFacts, Block, Page, Text
from parsers.knowledge import Form
from pipeline.contest import load

FORM: Form = load(Path(__file__).parents[2] / "config.toml").contest.knowledge.form
MEANINGS = Meanings(FORM)


def meant(label: str, *, strict: bool = False) -> list[str] | None:
    """The keys of the fields that a label speaks of; None where it tells nothing."""
    fields = MEANINGS.fields(label, strict=strict)
    return None if fields is None else [field.key for field in fields]


def letter(*lines: str) -> dict[str, str]:
    """The fields of an application written in these lines."""
    found = parse(Text("docx", (Page(tuple(Block(line) for line in lines)),)), FORM)
    return _values(found)


def rows(*table: tuple[str, ...]) -> dict[str, str]:
    """The fields of an application with its title and one table."""
    block = Block("\n".join("\t".join(row) for row in table), rows=table)
    return _values(parse(Text("docx", (Page((Block("Байқауға қатысуға өтінім", 1), block)),)), FORM))


def _values(found: ApplicationFacts | None) -> dict[str, str]:
    return {field.key: field.value for field in found.fields} if found is not None else {}


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Бірлестікті басқарушының толық аты-жөні", "leader"),
        ("Білім ұйымын басқарушы", "head"),
        ("Тұрған жеріміз", "address"),
        ("Кафедра меңгерушісінің байланысы", "leader_phone"),
        ("Қабылдау бөлмесі", "phone"),
        ("Электронды хат жазуға", "email"),
        ("Первый руководитель школы", "head"),
        ("Тел. рук. МО", "leader_phone"),
        ("Name of institution", "institution"),
        ("Phone of the head of the association", "leader_phone"),
        ("Mekteptin adresi", "address"),
    ],
)
def test_a_label_is_read_by_what_its_words_speak_of(label: str, key: str) -> None:
    """Kazakh, Russian, English, Latin: no list holds these labels."""
    assert meant(label) == [key]


@pytest.mark.parametrize(
    ("label", "key"),
    [("Мекмеенің толқы атауы", "institution"), ("Мекнежайы", "address"), ("Телфон", "phone"), ("E-rnail", "email")],
)
def test_slips_of_the_pen_and_of_a_scanner_are_forgiven(label: str, key: str) -> None:
    """Letters that changed places, one left out, «rn» for «m»."""
    assert meant(label) == [key]


@pytest.mark.parametrize(
    "label",
    ["Мектеп директорының орынбасары", "Директордың телефоны", "Хатшының телефоны", "Жеке поштасы", "Лауазымы", "ЖСН"],
)
def test_labels_of_other_things_are_nobodys(label: str) -> None:
    """A deputy is no director, and the director's telephone is not the school's."""
    assert meant(label) == []


@pytest.mark.parametrize("text", ["Бақыт Б.", "«Smart School» жекеменшік мектебі", "Астана қаласы", "математика", ""])
def test_values_are_no_labels(text: str) -> None:
    """A name that is spelt nearly like a root, a name in quotes."""
    assert meant(text) is None


def test_no_strange_word_may_stand_in_a_label_that_nothing_ends() -> None:
    """Before a colon «Мектептің нағыз мекенжайы» is a label; without any mark the strange word may be a value's."""
    assert meant("Мектептің нағыз мекенжайы") == ["address"]
    assert meant("Мектептің нағыз мекенжайы", strict=True) is None


@settings(max_examples=60)
@given(st.text(alphabet="мектепбасшыжөніТелфон №«»:.-1 \n", max_size=60), st.booleans())
def test_any_label_has_a_meaning_or_none(label: str, strict: bool) -> None:
    """Never an error, and a field at most once."""
    fields = MEANINGS.fields(label, strict=strict)
    assert fields is None or len({field.key for field in fields}) == len(fields)


def test_an_application_in_sentences_is_read() -> None:
    """Who, of which school, for which association, how reached: the words around a value say whose it is."""
    got = letter(
        "Өтініш",
        "Мен, Омарова Динара Ерланқызы, № 79 мектеп-лицейінің математика пәні әдістемелік бірлестігінің жетекшісі, "
        "байқауға қатысуға рұқсат беруіңізді сұраймын.",
        "Мектеп телефоны: 8 7172 32 10 79, поштасы: lic79@edu.kz",
        "Менің нөмірім: 8 777 654 32 10",
        "Мектеп директоры: Қасымов Нұрлан Бекұлы",
    )
    assert got["leader"] == "Омарова Динара Ерланқызы"
    assert got["institution"] == "№ 79 мектеп-лицейінің"
    assert got["subject"] == "математика"
    assert (got["phone"], got["leader_phone"]) == ("8 7172 32 10 79", "8 777 654 32 10")
    assert (got["email"], got["head"]) == ("lic79@edu.kz", "Қасымов Нұрлан Бекұлы")


def test_a_letter_without_a_title_must_speak_of_taking_part() -> None:
    """The same people and numbers in another letter are no application."""
    people = (
        (
            "№ 72 мектеп-лицейінің бастауыш сынып әдістемелік бірлестігінің жетекшісі — Әлібек Баян Сұлтанқызы, "
            "тел. 8 776 720 72 27."
        ),
        "Мектеп телефоны — 8 7172 72-27-72, эл. пошта — licey72@edu.kz.",
        "Мектеп директоры — Сейіт Ғалым Ыбырайұлы.",
    )
    assert letter("№ 72 мектеп байқауға қатысады.", *people)["leader"] == "Әлібек Баян Сұлтанқызы"
    assert letter("Хабарласу үшін мәліметтер.", *people) == {}


@pytest.mark.parametrize(
    "lines",
    [
        ("Өтініш", "Мен, Омарова Динара, демалыс беруіңізді сұраймын.", "Телефон: 8 777 000 11 22"),
        ("Өтінім", "№ 5 мектеп оқушылары олимпиадаға қатысады.", "Тел.: 8 777 000 11 22", "a@b.kz"),
    ],
)
def test_other_letters_are_no_applications(lines: tuple[str, ...]) -> None:
    """A request for leave, pupils for an olympiad."""
    assert letter(*lines) == {}


def test_cells_merged_over_rows_say_whose() -> None:
    """«Білім ұйымы | Мекенжайы | …», «Әдістемелік бірлестік | Жетекшісі | …»."""
    got = rows(
        ("Білім ұйымы", "Атауы", "«Smart School» мектебі"),
        ("", "Мекенжайы", "Астана, Сығанақ 47"),
        ("", "Телефоны", "8 7172 47-74-47"),
        ("Әдістемелік бірлестік", "Атауы", "Шет тілдері"),
        ("", "Жетекшісі", "Хасен Мадина Ерланқызы"),
        ("", "Жетекшісінің тел.", "8 747 470 47 74"),
        ("Директор", "Ғабит Нұрлан Серікұлы", ""),
    )
    assert got["institution"] == "«Smart School» мектебі"
    assert (got["address"], got["phone"]) == ("Астана, Сығанақ 47", "8 7172 47-74-47")
    assert (got["subject"], got["leader"]) == ("Шет тілдері", "Хасен Мадина Ерланқызы")


def test_a_mobile_number_under_a_shared_label_gives_way_to_the_citys() -> None:
    """«Байланыс: 8 702 …» and then «тел.: 8 7172 …»: the first is the person's."""
    got = letter(
        "Байқауға қатысуға өтінім",
        "Мектеп: № 43 мектеп",
        "Байланыс: 8 702 343 43 43",
        "Мекенжайы: Астана, Тілендиев 43",
        "Телефоны: 8 7172 43-34-43",
        "Директор: Рысбек Темірлан",
    )
    assert (got["phone"], got["leader_phone"]) == ("8 7172 43-34-43", "8 702 343 43 43")


def test_a_post_behind_a_name_and_a_list_behind_a_number_are_no_part_of_it() -> None:
    """«Тоқсанбай Әлия, ӘБ жетекшісі»; one sentence that goes on."""
    got = letter(
        "Заявка",
        "Қатысушының аты-жөні, лауазымы: Тоқсанбай Әлия Серғазықызы, ӘБ жетекшісі",
        "Мекеме: № 7 мектеп; моб. 8 747 606 06 06, директор школы Сеитов Марат Айдарович.",
        "Бірлестігі: тарих",
    )
    assert got["leader"] == "Тоқсанбай Әлия Серғазықызы"
    assert got["leader_phone"] == "8 747 606 06 06"
