"""Normal forms: two spellings of one thing become one, and what is not of its kind becomes nothing."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import normal

AREA = "7172"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("8 (7172) 55-66-77", "+77172556677"),
        ("8-7172-55-66-77", "+77172556677"),
        ("+7 7172 55 66 77", "+77172556677"),
        ("55-66-77", "+77172556677"),
        ("2-55-66-77", "+77172556677"),
        ("87011234567", "+77011234567"),
        ("7011234567", "+77011234567"),
        ("8.701.123.45.67", "+77011234567"),
        ("87011234567, +7 702 123 45 67", "+77011234567; +77021234567"),
        ("8 701 123 45 67 8 702 765 43 21", "+77011234567; +77027654321"),
        ("8(7172)556677/556678", "+77172556677; +77172556678"),
        ("тел. 8-7172-55-66-77 (қабылдау бөлмесі), ішкі 101", "+77172556677"),
        ("87011234567; 87011234567", "+77011234567"),
        ("жоқ", ""),
        ("", ""),
        ("2025", ""),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_phones(written: str, expected: str) -> None:
    """Trunk prefixes, area codes, several numbers, extensions and words."""
    assert normal.phones(written, AREA) == expected


def test_a_city_number_without_a_known_code_is_not_guessed() -> None:
    """Six digits say nothing of the city."""
    assert normal.phones("55-66-77") == ""


@given(st.integers(0, 9_999_999), st.sampled_from(["701", "702", "705", "747", "771", "775", "777"]), st.data())
def test_any_way_to_write_a_mobile_number_gives_one_form(number: int, code: str, data: st.DataObject) -> None:
    """Whatever marks stand between the groups."""
    digits = f"{number:07}"
    marks = st.sampled_from([" ", "-", "", " - ", ".", "–"])
    begin = data.draw(st.sampled_from(["8", "+7", "8 ", "+7 ", "7", "8-"]))
    code_written = data.draw(st.sampled_from([code, f"({code})", f" {code} "]))
    written = (
        begin
        + code_written
        + data.draw(marks)
        + digits[:3]
        + data.draw(marks)
        + digits[3:5]
        + data.draw(marks)
        + digits[5:]
    )
    assert normal.phones(written, AREA) == f"+7{code}{digits}"


@given(st.text())
def test_phones_of_any_text_are_numbers_or_nothing(text: str) -> None:
    """Never an error, and a normal form is its own normal form."""
    found = normal.phones(text, AREA)
    assert all(part.startswith("+") and part[1:].isdigit() for part in found.split("; ") if part)
    assert normal.phones(found, AREA) == found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("School79@Mail.ru", "school79@mail.ru"),
        ("mailto:sсhооl79@mail.ru.", "school79@mail.ru"),
        ("school79 @ mail. ru", "school79@mail.ru"),
        ("school79@mail,ru", "school79@mail.ru"),
        ("sch 79@edu.kz", "sch79@edu.kz"),
        ("<a.b@astana-modern.edu.kz>; c@d.kz", "a.b@astana-modern.edu.kz; c@d.kz"),
        ("жоқ", ""),
        ("a@b", ""),
        ("@", ""),
    ],
)
def test_emails(written: str, expected: str) -> None:
    """Spaces, commas, Cyrillic twins and trailing marks are mended; what is no address is nothing."""
    assert normal.email(written) == expected


@given(st.emails())
def test_plain_addresses_stay_as_they_are(address: str) -> None:
    """An address of letters and digits is only put into lower case."""
    local, _, host = address.partition("@")
    if local.replace(".", "").isalnum() and local.isascii() and "xn--" not in host.lower():
        assert normal.email(address) == address.lower()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("АХМЕТОВА АЙГҮЛ БЕРІКҚЫЗЫ", "Ахметова Айгүл Берікқызы"),
        ("ахметова айгүл", "Ахметова Айгүл"),
        ("Ахметова  А. Б.", "Ахметова А.Б."),
        ("Ахметова А Б", "Ахметова А.Б."),
        ("А.Б.Ахметова", "А.Б.Ахметова"),
        ("Серiков Бaқыт Серік-ұлы", "Серіков Бақыт Серік-ұлы"),
        ("СМАҒҰЛ ЕРЛАН АҚАН ҰЛЫ", "Смағұл Ерлан Ақан ұлы"),
        ("Иванова-петрова Анна, математика мұғалімі", "Иванова-Петрова Анна"),
        ("Ким В. – директор", "Ким В."),
        ("ӘБДІҚАДЫР Ә.", "Әбдіқадыр Ә."),
        ("", ""),
    ],
)
def test_people(written: str, expected: str) -> None:
    """Name case with Kazakh letters, initials closed up, posts left out, order kept."""
    assert normal.person(written) == expected


@given(
    st.lists(
        st.sampled_from(["Ахметова", "ҚҰРМАН", "айгүл", "Әли-ұлы", "Іңкәр", "А.", "Б.", "ұлы", "О'Коннор"]),
        min_size=1,
        max_size=4,
    )
)
def test_a_normal_name_is_its_own_normal_form(words: list[str]) -> None:
    """Twice is as once."""
    once = normal.person(" ".join(words))
    assert normal.person(once) == once


MONTHS = {
    language: names.split()
    for language, names in {
        "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "en": "January February March April May June July August September October November December",
    }.items()
}


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)), st.data())
def test_any_way_to_write_a_day_gives_one_form(day: datetime.date, data: st.DataObject) -> None:
    """Kazakh, Russian and English months in any case, numbers, two digits of a year, quotes, words for the year."""
    language = data.draw(st.sampled_from(["kk", "ru", "en"]))
    month = data.draw(st.sampled_from([str.lower, str.upper, str.title]))(MONTHS[language][day.month - 1])
    ways = {
        "kk": [f"«{day.day}» {month} {day.year} ж.", f"« {day.day:02} »  {month} {day.year} жыл", f"{day.year} жылғы {day.day} {month}", f"{day.year} ж. «{day.day}» {month}"],  # noqa: E501
        "ru": [f"{day.day} {month} {day.year} года", f"«{day.day:02}» {month} {day.year}г.", f"{day.day} {month} {day.year}"],  # noqa: E501
        "en": [f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"],
    }[language]  # fmt: skip
    ways += [
        f"{day:%d.%m.%Y}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y} г.",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
    ]
    assert normal.day(data.draw(st.sampled_from(ways))) == day.isoformat()


@pytest.mark.parametrize(
    "written",
    [
        "« » 2025 жыл",
        "«___» ______ 2025 ж.",
        "32.10.2025",
        "30.02.2025",
        "қазан 2025",
        "10 қазан",
        "2025",
        "8 701 123 45 67",
        "1-3",
    ],
)
def test_what_is_no_whole_day_is_nothing(written: str) -> None:
    """A day, a month and a year, or no date."""
    assert normal.day(written) == ""


@given(st.text())
def test_days_of_any_text_are_days_or_nothing(text: str) -> None:
    """Never an error."""
    found = normal.day(text)
    assert not found or datetime.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            'Астана қаласы әкімдігінің "№79 мектеп-лицейі"   ШЖҚ МКК',
            "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК",
        ),
        ("ГКП на ПХВ “Школа-лицей N 60”", "ГКП на ПХВ «Школа-лицей № 60»"),
        ("« Мирас » жеке мектебі,", "«Мирас» жеке мектебі"),
        ("№  5   мектеп", "№ 5 мектеп"),
    ],
)
def test_institutions(written: str, expected: str) -> None:
    """One kind of quotes in pairs, one way to write a number."""
    assert normal.institution(written) == expected


def test_subjects_lose_quotes_and_spaces() -> None:
    """So that two spellings of a subject can be compared."""
    assert normal.subject("  «Физика -  информатика». ") == "Физика - информатика"


@pytest.mark.parametrize("kind", ["institution", "text", "phone", "email", "subject", "person", "date", "mark"])
@given(text=st.text())
def test_every_kind_has_a_normal_form_of_any_text(kind: str, text: str) -> None:
    """Never an error, never a line end."""
    assert "\n" not in normal.of(kind, text, AREA)  # type: ignore[arg-type]  # the kinds are the literal's


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("математика пәнінің мұғалімі Ахметова А.Б.", "Ахметова А.Б."),
        ("директор Смағұлов Т.Т.", "Смағұлов Т.Т."),
        ("Директор Ахметова Роза Ивановна", "Ахметова Роза Ивановна"),
        ("мектеп директорының м.а. Құдайберген Т.С.", "Құдайберген Т.С."),
        ("Ахметова Айгүл математика мұғалімі", "Ахметова Айгүл"),
        ("ахметова айгүл", "Ахметова Айгүл"),
        ("Мұғалімов Директор", "Мұғалімов Директор"),
    ],
)
def test_a_post_beside_a_name_is_left_out(written: str, expected: str) -> None:
    """Before or behind it, and never a name that only looks like one."""
    assert normal.person(written) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ахметова Айгүл Сериковна", "АХМЕТОВА А.С.", True),
        ("Жумабекова Гульнар", "Жумабековой Гульнар Толегеновны", True),
        ("Ахметова Айгүл", "А. Ахметова", True),
        ("Ахметова Айгүл", "Сейтова Сәуле", False),
        ("Ли В.", "Ким В.", False),
        ("Ли Вера", "Ли В.", True),
    ],
)
def test_two_writings_of_one_person(one: str, other: str, same: bool) -> None:
    """In another case, in another order, with initials."""
    assert normal.same_person(one, other) is same


def test_the_letter_o_among_digits_is_a_zero() -> None:
    """Latin or Cyrillic, in brackets or between digits."""
    assert normal.phones("8(7O1)1О1-11-11", AREA) == "+77011011111"
