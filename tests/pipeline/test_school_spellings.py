"""Spellings of the city's schools in tables: those of one school are never another's, and near ones never one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity import Same, same_person, same_school
from tests.pipeline.making import the_contest
from tests.samples.spelling import without_kazakh_letters

SCHOOLS = the_contest().schools
# Each line one school, as letterheads, forms and mail have it.
ONE_SCHOOL = (
    (
        "Республикалық физика-математика мектебі",
        "РФММ",
        "РФМШ",
        "Республиканская физико-математическая школа",
        "«РФММ» КЕАҚ Астана филиалы",
    ),
    (
        "Назарбаев Зияткерлік мектебі, физика-математика бағыты",
        "НЗМ ФМБ Астана",
        "НИШ ФМН г. Астана",
        "Назарбаев Интеллектуальная школа физико-математического направления",
    ),
    ("Назарбаев Зияткерлік мектебі химия-биология бағыты", "НЗМ ХББ", "НИШ ХБН"),
    ("«BINOM school» жеке мектебі", "ТОО «BINOM school»", "ЖШС «BINOM school»", "«Бином» жеке мектебі"),
    ("«Мирас» жеке мектебі ЖШС", "Частная школа «Мирас»", "ТОО «Мирас»", "Жекеменшік «Мирас» мектебі"),
    (
        "«Дарын» мамандандырылған мектебі",
        "Специализированная школа «Дарын»",
        "Дарынды балаларға арналған «Дарын» мектебі",
    ),
    ("№ 17 IT-лицей", "IT-лицей № 17", "«№17 IT мектеп-лицейі» ШЖҚ МКК"),
    ("№ 1 «Білім-инновация» лицейі", "БИЛ № 1", "Лицей «Білім-инновация» №1"),
    ("Қ. Мұңайтпасов атындағы № 37 мектеп", "Школа № 37 имени К. Мунайтпасова", "37 мектеп", "№37-мектеп"),
    ("№ 70 мектеп-лицей", "Школа-лицей № 70", "N 70 мектеп-лицейі", "No70 мектеп-лицейі", "№70-ші мектеп-лицей"),
)
NEAR = (
    ("№ 17 мектеп", "№ 70 мектеп"),
    ("№ 17 мектеп", "№ 71 мектеп"),
    ("№ 7 мектеп", "№ 17 мектеп"),
    ("№ 17 мектеп", "№ 117 мектеп"),
    ("БИЛ № 1", "БИЛ № 2"),
    ("РФММ", "НЗМ ФМБ"),
    ("НЗМ ФМБ", "НЗМ ХББ"),
    ("«Нұр Орда» мектебі", "«Нұр Тілек» мектебі"),
    ("ТОО «Школа № 17»", "КГУ «Школа № 17»"),
    ("№ 17 балабақша", "№ 17 мектеп"),
    ("«Дарын» мамандандырылған мектебі", "«Зерде» мамандандырылған мектебі"),
)
spelt = st.sampled_from([str, without_kazakh_letters, str.upper, str.lower])


@pytest.mark.parametrize("names", ONE_SCHOOL, ids=lambda names: names[0])
def test_spellings_of_one_school_are_never_two_schools(names: tuple[str, ...]) -> None:
    """Most are surely one; a shorter name may leave it open, but never says no."""
    answers = [same_school(a, b, SCHOOLS) for a, b in combinations(names, 2)]
    assert Same.NO not in answers
    assert answers.count(Same.YES) > len(answers) / 2


@pytest.mark.parametrize(("one", "other"), [(a[0], b[0]) for a, b in combinations(ONE_SCHOOL, 2)] + list(NEAR))
def test_near_names_are_two_schools(one: str, other: str) -> None:
    """A digit more, another kind of school, another direction or owner."""
    answer = same_school(one, other, SCHOOLS)
    assert answer is not Same.YES
    if (one, other) in NEAR:
        assert answer is Same.NO


@given(st.sampled_from(ONE_SCHOOL), st.data(), spelt)
def test_another_keyboard_or_capitals_make_no_other_school(
    names: tuple[str, ...], data: st.DataObject, how: object
) -> None:
    """Whatever spelling of a school is typed in whatever way, it is not another school."""
    assert callable(how)
    one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    assert same_school(one, how(other), SCHOOLS) is not Same.NO


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("Мұқанова Айсұлу Төлегенқызы", "Мукановой Айсулу Толегеновны", Same.YES),
        ("Иванова Анна Сергеевна", "Ивановой Анне Сергеевне", Same.YES),
        ("Цой Виктор Алексеевич", "ЦОЯ ВИКТОРА АЛЕКСЕЕВИЧА", Same.YES),
        ("Ахметов Болат Серікұлы", "Ахметова Болата Сериковича", Same.YES),
        ("Ахметова Айгүл Берікқызынан", "Ахметова А.Б.", Same.YES),
        ("Есенов Дархан Маратұлының", "Есенов Д.М.", Same.YES),
        ("Қасымова Роза", "Kassymova Roza", Same.YES),
        ("Жұмабаева Гүлнар", "Zhumabayeva Gulnar", Same.MAYBE),
        ("Мұқанова Айсұлу Төлегенқызы", "Мукановой Айжан Толегеновны", Same.NO),
        ("Иванова Анна Сергеевна", "Ивановой Анны Павловны", Same.NO),
    ],
)
def test_cases_and_transliteration_make_no_other_person(a: str, b: str, answer: Same) -> None:
    """Names in Russian and Kazakh cases; another given or father's name stays another person."""
    assert same_person(a, b) is answer
    assert same_person(b, a) is answer
