"""Names in another case, put back into the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.nominative import nominative


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("Лапину Ольгу Викторовну", "Лапина Ольга Викторовна"),
        ("Лапиной Ольги Викторовны", "Лапина Ольга Викторовна"),
        ("Ахметову Марию Ильиничну", "Ахметова Мария Ильинична"),
        ("Ковальскую Анну Петровну", "Ковальская Анна Петровна"),
        ("Козлова Игоря Петровича", "Козлов Игорь Петрович"),
        ("Островского Сергея Ильича", "Островский Сергей Ильич"),
        ("Ким Дмитрия Олеговича", "Ким Дмитрий Олегович"),
        ("Козлову Ивану Петровичу", "Козлов Иван Петрович"),
        ("Лапиной Анне Викторовне", "Лапина Анна Викторовна"),
        ("Мукановой Айсулу Толегеновны", "Муканова Айсулу Толегеновна"),
        ("Цоя Виктора Алексеевича", "Цой Виктор Алексеевич"),
        ("Мұқанова Айсұлу Төлегенқызынан", "Мұқанова Айсұлу Төлегенқызы"),
        ("Рысбаев Нұрсұлтан Жанатұлының", "Рысбаев Нұрсұлтан Жанатұлы"),
        ("Ахметов Болат Серікұлына", "Ахметов Болат Серікұлы"),
        ("Иванова Анна Сергеевнаның", "Иванова Анна Сергеевна"),
        ("Омаров Кайрат Болатовичтан", "Омаров Кайрат Болатович"),
        ("Омаров А.Б.-тан", "Омаров А.Б."),
    ],
)
def test_a_whole_name_is_put_into_the_first_case(written: str, first: str) -> None:
    """Accusative, genitive and dative, of women and men."""
    assert nominative(written) == first


@pytest.mark.parametrize(
    "name",
    [
        "Лапина Ольга Викторовна",
        "Козлов Игорь Петрович",
        "Сейтқали Нұрлан Бекенұлы",
        "Лапину О.В.",
        "Гладких Ольга Никитична",
        "Ыбырай Шолпан Жақсылыққызы",
        "Байжанов Самат Мұратұлы",
        "Ким Илья Ильич",
        "Әлиева Мадина",
        "",
    ],
)
def test_other_names_stay_as_they_are(name: str) -> None:
    """The first case, Kazakh names, initials, names of two words."""
    assert nominative(name) == name


@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    """Never raises, never grows by words."""
    assert len(nominative(text).split()) == len(text.split())
