"""Shapes in which the form is turned round or taken apart: each told by its values, none by a list of shapes."""

import pytest

from parsers.facts import Block, Page, Text
from parsers.quoting import without_heads
from tests.parsers.test_application import table, values

UNDER_THE_LINE = """ӨТІНІМ
____«№ 42 мектеп» КММ____
Мекеме туралы мәлімет (Жарғыға сәйкес мекеменің толық атауы)
____Астана қ., Абай даңғылы 5____
Мекеменің мекен жайы
____8 (7172) 42-42-42____
Байланыс телефоны
____m42@mail.ru____
E-mail
____физика____
Әдістемелік бірлестік
____Омарова Айгүл Серікқызы____
ӘБ жетекшісі
____8 701 424 24 24____
ӘБ жетекшісінің телефоны
____Ахметов Болат Қанатұлы____
Мектеп басшысы"""


def test_labels_under_what_is_written_are_told_by_the_values() -> None:
    """Numbers and names fit the label below them and not the one above: every value is the one above its label."""
    got = values(UNDER_THE_LINE)
    assert got["institution"] == "«№ 42 мектеп» КММ"
    assert (got["phone"], got["leader"], got["head"]) == (
        "8 (7172) 42-42-42",
        "Омарова Айгүл Серікқызы",
        "Ахметов Болат Қанатұлы",
    )


NAME_PARTS = {
    "rows": (("Тегі", "Омарова"), ("Аты", "Айгүл"), ("Әкесінің аты", "Серікқызы")),
    "beside": (("ӘБ жетекшісі", "Омарова", "Айгүл", "Серікқызы"),),
    "section": (
        ("ӘБ жетекшісі", "Тегі", "Омарова"),
        ("ӘБ жетекшісі", "Аты", "Айгүл"),
        ("ӘБ жетекшісі", "Әкесінің аты", "Серікқызы"),
    ),
    "one row": (("Тегі", "Омарова", "Аты", "Айгүл", "Әкесінің аты", "Серікқызы"),),
}


@pytest.mark.parametrize("rows", NAME_PARTS.values(), ids=NAME_PARTS)
def test_a_name_in_parts_is_one_name(rows: tuple[tuple[str, ...], ...]) -> None:
    """Family name, first name and patronymic in cells of their own, with or without whose they are."""
    got = values(
        table(
            ("Мекеме атауы", "№ 5 мектеп"),
            ("Мекенжайы", "Абай даңғылы 5"),
            ("Байланыс телефоны", "8 7172 22-11-00"),
            ("E-mail", "a@b.kz"),
            ("Пәні", "тарих"),
            *rows,
            ("ӘБ жетекшісінің телефоны", "87011234567"),
            ("Мектеп басшысы", "Ким В.П."),
        )
    )
    assert got["leader"] == "Омарова Айгүл Серікқызы"
    assert got["head"] == "Ким В.П."


BRACKETED = """Байқауға қатысуға өтінім
Мекеме атауы («№ 83 мектеп-лицей» ШЖҚ МКК)
Мекеменің мекенжайы (Астана, Момышұлы даңғылы, 83)
Байланыс телефоны (8 (7172) 83-83-83)
E-mail (lic83@mail.ru)
Әдістемелік бірлестік (көркем еңбек)
ӘБ жетекшісі (Сейдахмет Әсел Болатқызы)
ӘБ жетекшісінің телефоны (8-771-838-38-38)
Мектеп басшысы (Рақымбай Ж.Т.)"""


def test_values_in_brackets_are_values_and_hints_are_hints() -> None:
    """What stands in brackets behind a label is its value where it is of the field's kind."""
    got = values(BRACKETED)
    assert got["address"] == "Астана, Момышұлы даңғылы, 83"
    assert (got["phone"], got["subject"], got["head"]) == ("8 (7172) 83-83-83", "көркем еңбек", "Рақымбай Ж.Т.")
    empty = values(BRACKETED.replace("(көркем еңбек)", "(қай пән бойынша)"))
    assert "subject" not in empty


STATEMENT = """Әдістемелік орталықтың басшысына
«№ 51 мектеп-гимназия» ШЖҚ МКК директоры
Мұқанова Айсұлу Төлегенқызынан
Өтініш
Сізден «Үздік әдістемелік бірлестік жетекшісі» қалалық байқауына мектебіміздің математика пәні мұғалімдері \
әдістемелік бірлестігінің жетекшісі Рысбаев Нұрсұлтан Жанатұлының қатысуына рұқсат беруіңізді сұраймын.
Мекенжайы: Тархан көшесі, 7
Мектеп телефоны: 8 7172 90 51 51
Жетекшінің телефоны: 8 701 905 15 15
Электрондық поштасы: gim51@mail.kz
Директор ____________ А. Мұқанова
11.10.2025"""


def test_the_line_to_sign_on_says_who_signed_and_the_statement_who_heads() -> None:
    """«… директоры / … қызынан» is the head, initials on the line are the signer's, «мұғалімдері» no subject."""
    got = values(STATEMENT)
    assert (got["head"], got["signer"]) == ("Мұқанова Айсұлу Төлегенқызы", "А. Мұқанова")
    assert (got["leader"], got["subject"]) == ("Рысбаев Нұрсұлтан Жанатұлы", "математика")
    assert got["institution"] == "«№ 51 мектеп-гимназия» ШЖҚ МКК"


def test_a_number_behind_the_directors_name_is_not_the_schools() -> None:
    """It may be the director's own: the school's number stays empty rather than wrong."""
    got = values(
        """ЗАЯВКА на участие в конкурсе
Наименование организации: КГУ «Школа-лицей № 98»
МО: история
Руководитель МО: Абдрахманова Сауле Жанатовна (8 702 989 89 89)
Директор школы: Жунусов Алмат Кайратович (8 7172 98-89-98)
Адрес: г. Астана, ул. Кордай, 98
Эл.почта: lyceum98@mail.ru"""
    )
    assert got["leader_phone"] == "8 702 989 89 89"
    assert "phone" not in got


@pytest.mark.parametrize(
    ("named", "school"),
    [
        ("«Ақберен» мектеп-лицейінің", "«Ақберен» мектеп-лицейінің"),
        ("ТОО «Мирас School»", "ТОО «Мирас School»"),
        ("Назарбаев Зияткерлік мектебінің", "Назарбаев Зияткерлік мектебінің"),
        ("Қаныш Сәтбаев атындағы № 17 мектептің", "Қаныш Сәтбаев атындағы № 17 мектептің"),
        ("Астана қаласы әкімдігінің «№ 5 мектебі» КММ", "Астана қаласы әкімдігінің «№ 5 мектебі» КММ"),
    ],
)
def test_a_school_is_read_from_running_text(named: str, school: str) -> None:
    """By a number, a name in quotes or capitals beside a word for a school, with its legal form."""
    got = values(
        f"""Құрметті комиссия!
Мен, Омарова Айгүл Серікқызы, {named} тарих әдістемелік бірлестігінің жетекшісімін, байқауға қатысқым келеді.
Мекенжайымыз: Абай даңғылы 5. Мектеп телефоны: 8 7172 22-11-00, менің ұялы нөмірім 87011234567.
Мектеп директоры: Ким Вера Павловна."""
    )
    assert got["institution"] == school
    assert got["subject"] == "тарих"


def test_the_head_of_a_letter_passed_on_is_no_part_of_the_form() -> None:
    """«Кому», «Тема» and the rest are emptied and every other line keeps its place; a form's own date stays."""
    lines = ("Дата: 13.10.2025", "Тема: Өтінім", "Кому: a@b.kz", "", "Өтінім", "Күні: 12.10.2025")
    kept = [block.text for block in without_heads([Block(line) for line in lines])]
    assert kept == ["", "", "", "", "Өтінім", "Күні: 12.10.2025"]


def test_latin_dates_and_addresses_without_a_word_for_a_street_are_read() -> None:
    """«adres Tauelsizdik 5», «13 qazan 2025»."""
    text = """Baiqauga qatysuga otinim
mektep № 5 gimnaziya
adres Tauelsizdik 5
tel 87172554433
pochta g5@mail.ru
birlestik matematika
zhetekshi Omarova Aigul Serikqyzy
zhetekshi tel 87015554433
direktor Ahmetov Bolat
13 qazan 2025"""
    got = values(Text("body", (Page(tuple(Block(line) for line in text.split("\n"))),)))
    assert (got["address"], got["date"]) == ("Tauelsizdik 5", "13 qazan 2025")
