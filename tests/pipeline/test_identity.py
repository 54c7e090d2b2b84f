"""Schools, people and places under many spellings."""

import csv
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import identity
from pipeline.identity import Same, same_person, same_school, school_keys, school_name
from tests.pipeline.making import the_contest
from tests.samples.spelling import latin, without_kazakh_letters

SCHOOLS = the_contest().schools
REGISTER = Path(__file__).parents[1] / "samples" / "schools.tsv"
# How schools write their number and type; {n} is the number. All of one line are one school's, whatever the line.
WRITTEN = {
    "lyceum": (
        "«№ {n} мектеп-лицейі» ШЖҚ МКК",
        "Астана қаласы әкімдігінің «№{n} мектеп-лицей» КММ",
        "Астана қаласы білім басқармасының № {n} мектеп-лицейі",
        "ГКП на ПХВ «Школа-лицей № {n}» акимата города Астаны",
        "КГУ «Школа – лицей №{n}»",
        "{n}-мектеп-лицей",
        "{n}-ші мектеп-лицейі",
        "школа-лицей {n}",
        "мектеп-лицей №{n}, Қабанбай батыр даңғылы 17/1",
        "№{n} МЛ",
    ),
    "gymnasium": (
        "№{n} мектеп-гимназия",
        "ГКП на ПХВ «Гимназия № {n}»",
        "{n} мектеп-гимназиясы",
        "Школа-гимназия №{n}, тел. 8 (7172) 45-67-89",
        "ШГ № {n}",
        "№ {n} гимназия (2025 ж.)",
    ),
    "school": (
        "№{n} орта мектеп",
        "№ {n} жалпы орта білім беретін мектеп",
        "КГУ «Средняя школа № {n}»",
        "КГУ «Общеобразовательная школа № {n}» управления образования города Астаны",
        "{n} мектеп",
        "{n}-шы мектеп",
        "{n}-я школа",
        "мектеп {n}",
        "СШ {n}",
        "№{n} ЖОББМ",
        "{n} №-лі мектеп",
        "#{n} мектебі",
    ),
}
numbers = st.integers(1, 199)
templates = st.sampled_from([(kind, text) for kind, texts in WRITTEN.items() for text in texts])
spellings = st.sampled_from([str, without_kazakh_letters, latin, str.upper, str.lower])


def register() -> list[dict[str, str]]:
    """The schools of the public register that the samples use."""
    lines = [line for line in REGISTER.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def names(row: dict[str, str]) -> list[str]:
    """A school's names in both languages, where it has them."""
    return [name for name in (row["official_name_ru"], row["name_kk"]) if name.strip()]


def test_every_school_of_the_register_is_or_may_be_its_twin_in_the_other_language() -> None:
    """The register itself names types differently: those are "maybe", none is "no"."""
    rows = [row for row in register() if len(names(row)) == 2]
    answers = [same_school(row["official_name_ru"], row["name_kk"], SCHOOLS) for row in rows]
    assert len(rows) > 30
    assert Same.NO not in answers
    assert answers.count(Same.YES) > len(rows) * 0.7


def test_schools_of_the_register_with_different_numbers_are_never_one() -> None:
    """Whatever else their names share: 2 is not 22, nor is one named after the same person."""
    for one, other in combinations(register(), 2):
        for a in names(one):
            for b in names(other):
                assert same_school(a, b, SCHOOLS) is Same.NO, (a, b)


def test_the_number_of_every_school_of_the_register_is_read() -> None:
    """From the Russian and the Kazakh name alike."""
    for row in register():
        assert {school_name(name, SCHOOLS).number for name in names(row)} == {row["number"]}, row


@given(numbers, templates, templates, spellings, spellings)
def test_one_number_in_any_spelling_is_one_school_if_the_type_agrees(
    number: int, one: tuple[str, str], other: tuple[str, str], how: object, how_other: object
) -> None:
    """Languages, cases, keyboards without Kazakh letters and Latin do not make another school of it."""
    assert callable(how)
    assert callable(how_other)
    answer = same_school(how(one[1].format(n=number)), how_other(other[1].format(n=number)), SCHOOLS)
    assert answer is (Same.YES if one[0] == other[0] else Same.MAYBE)


@given(numbers, numbers, templates, templates)
def test_other_numbers_are_other_schools(
    number: int, other_number: int, one: tuple[str, str], other: tuple[str, str]
) -> None:
    """17 is never 70 nor 117, whatever the type."""
    answer = same_school(one[1].format(n=number), other[1].format(n=other_number), SCHOOLS)
    assert (answer is Same.NO) == (number != other_number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2025 жылғы мектеп", ""),
        ("«Зерде» мектебі, Сығанақ көшесі 17", ""),
        ("«Зерде» мектебі, Сығанақ 17", ""),
        ("Абай көшесі 5, 79 мектеп", "79"),
        ("8 (7172) 12-34-56", ""),
        ("87172123456 № 8 мектеп", "8"),
        ("БСН 123456789012, №8 мектеп", "8"),
        ("№ 064 мектеп", "64"),
        ("Астана, Желтоқсан көшесі, 9 үй", ""),
        ("Мектеп-лицей № 2, 24 құжат", "2"),
        ("№5 гимназия, 17.10.2025", "5"),
        ("40-ж мектеп", "40"),
        ("", ""),
    ],
)
def test_years_houses_phones_and_dates_are_no_school_numbers(text: str, number: str) -> None:
    """Only a number with a sign, or right beside a word for a school, is one."""
    assert school_name(text, SCHOOLS).number == number


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("«Зерде» мектебі", "школа «Зерде»", Same.YES),
        ("№ 9 «Зерде» мектебі", "«Зерде» мамандандырылған мектебі", Same.MAYBE),
        ("Назарбаев Зияткерлік мектебі", "НИШ г. Астана", Same.YES),
        (
            "Астана қаласындағы физика-математика бағытындағы Назарбаев Зияткерлік мектебі",
            "Назарбаев Интеллектуальная школа физико-математического направления г. Астана",
            Same.YES,
        ),
        ("«Нұр Орда» халықаралық мектебі", "Международная школа «Нур-Орда»", Same.YES),
        ("«Нұр Орда» халықаралық мектебі", "«Мирас» халықаралық мектебі", Same.NO),
        ("«Ақберен» мектебі", "«Тұран» жеке мектеп-лицейі", Same.NO),
        ("BINOM school", "«Бином» мектебі", Same.YES),
        ("BINOM school имени Абая", "«Бином» мектебі", Same.MAYBE),
        ("ТОО «Школа №5»", "ГКП на ПХВ «Средняя школа №5»", Same.NO),
        ("№5 колледж", "№5 мектеп", Same.NO),
        ("«№ 40 Балбөбек» балабақшасы", "№ 40 мектеп-лицей", Same.NO),
        ("№ 28 мектеп", "Лицей № 28", Same.MAYBE),
        ("№ 79", "№ 79 мектеп-лицейі", Same.YES),
        ("мектеп-гимназия", "№ 79 мектеп-гимназия", Same.MAYBE),
        ("", "№ 79 мектеп", Same.MAYBE),
    ],
)
def test_named_private_and_unsaid(a: str, b: str, answer: Same) -> None:
    """What the number does not settle, in both directions."""
    assert same_school(a, b, SCHOOLS) is answer
    assert same_school(b, a, SCHOOLS) is answer


vocabulary = st.sampled_from(
    ["№", "79", "5", "17", "мектеп", "лицей", "гимназия", "Зерде", "Абай", "атындағы", "Нұр", "Орда", "жеке", "ТОО",
     ",", "көшесі", "Назарбаев", "НИШ", "балабақша", "колледж"]
)  # fmt: skip
written_names = st.lists(vocabulary, max_size=7).map(" ".join)


@given(written_names, written_names)
def test_what_may_be_one_school_shares_a_key(a: str, b: str) -> None:
    """Otherwise letters of one school would never be looked at together."""
    says_something = school_name(a, SCHOOLS).says_something and school_name(b, SCHOOLS).says_something
    if says_something and same_school(a, b, SCHOOLS) is not Same.NO:
        assert school_keys(a, SCHOOLS) & school_keys(b, SCHOOLS)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared_alike_both_ways(a: str, b: str) -> None:
    """No input breaks the comparison, and its order does not matter."""
    assert same_school(a, b, SCHOOLS) is same_school(b, a, SCHOOLS)
    assert same_person(a, b) is same_person(b, a)
    assert identity.same_address(a, b, SCHOOLS) is identity.same_address(b, a, SCHOOLS)


SURNAMES = ("Жұмабекова", "Сәрсенова", "Қасымова", "Әбілқасымова", "Ковалёва", "Тоқтарова", "Өтепова", "Хамитова")
GIVEN = ("Айгүл", "Сәуле", "Ботагөз", "Жанар", "Күләш", "Әлия", "Ұлжан", "Мәдина")
FATHERS = ("Серік", "Қанат", "Болат", "Сағындық", "Нұржан", "Кәрім")
FATHERLY = st.sampled_from(["{0}қызы", "{0}кызы", "{0} қызы", "{0}овна", ""])
ORDERS = st.sampled_from(["{s} {g} {f}", "{g} {f} {s}", "{s} {g}", "{g} {s}"])
people = st.tuples(st.sampled_from(SURNAMES), st.sampled_from(GIVEN), st.sampled_from(FATHERS))


@given(people, ORDERS, ORDERS, FATHERLY, FATHERLY, st.sampled_from([str, without_kazakh_letters, str.upper]))
def test_one_person_in_any_order_and_spelling(
    person: tuple[str, str, str], one: str, other: str, father: str, other_father: str, how: object
) -> None:
    """Order, keyboard, capitals and the father's name's ending do not make another person."""
    assert callable(how)
    surname, name, parent = person
    a = one.format(s=surname, g=name, f=father.format(parent)).strip()
    b = how(other.format(s=surname, g=name, f=other_father.format(parent)).strip())
    assert same_person(a, b) is Same.YES


@given(people, people)
def test_two_given_names_of_one_surname_are_two_people(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Written out or by initials: another initial is another person."""
    (surname, name, father), (_, other_name, _) = one, other
    if name != other_name:
        assert same_person(f"{surname} {name}", f"{surname} {other_name}") is Same.NO
        if without_kazakh_letters(name[0]) != without_kazakh_letters(other_name[0]):
            assert same_person(f"{surname} {name} {father}қызы", f"{surname} {other_name[0]}.{father[0]}.") is Same.NO


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("Жұмабекова Сәуле Қанатқызы", "Жумабекова С.К.", Same.YES),
        ("Жұмабекова Сәуле Қанатқызы", "С. К. Жумабекова", Same.YES),
        ("Жұмабекова Сәуле", "Жұмабекова С.", Same.MAYBE),
        ("Жұмабекова С.", "Жұмабекова С.", Same.YES),
        ("Жұмабекова", "Жұмабекова Сәуле", Same.MAYBE),
        ("Жұмабекова С.", "Жұмабекова Қ.", Same.NO),
        ("Жұмабекова Сәуле Қанатқызы", "Жұмабекова Сәуле Болатқызы", Same.NO),
        ("Жұмабекова Сәуле Қанатқызы, математика мұғалімі", "Жұмабекова Сәуле Қанатқызы", Same.YES),
        ("Оспанов Ерлан – директор", "Ерлан Оспанов", Same.YES),
        ("Директор Оспанов Е.М.", "Оспанов Ерлан Мейрамұлы", Same.YES),
        ("Zhumabekova Saule", "Жұмабекова Сәуле", Same.YES),
        ("Yerlan Sarsenov", "Сәрсенов Ерлан", Same.YES),
        ("Сарсенов Бахыт", "Сәрсенов Бақыт", Same.MAYBE),
        ("Жұмабекова Сәуле", "Жұмабаева Сәуле", Same.NO),
        ("Ахметова Гулнара", "Ахметова Гулнора", Same.MAYBE),
        ("", "Жұмабекова Сәуле", Same.MAYBE),
    ],
)
def test_initials_posts_and_slips(a: str, b: str, answer: Same) -> None:
    """A sure yes needs the surname and two more letters or a name; a slip of one letter is left to a person."""
    assert same_person(a, b) is answer
    assert same_person(b, a) is answer


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("район Сарыарка,Проспект Бөгенбай Батыр,47/1", "Астана қ., Бөгенбай батыр даңғылы 47/1, 010000", True),
        ("ул. А.Петрова, 8", "Алексей Петров көшесі 8", True),
        ("Қабанбай батыр даңғылы 17", "Бөгенбай батыр даңғылы 17", False),
        ("Абай даңғылы 5", "Абай даңғылы 6", False),
        ("Астана қаласы", "Астана қаласы", False),
        ("Алматы ауданы, Абай даңғылы 5", "Есіл ауданы, Абай даңғылы 5", True),
    ],
)
def test_an_address_is_a_street_and_a_house(a: str, b: str, same: bool) -> None:
    """Towns, districts and post codes tell nothing; without a house nothing is the same."""
    assert identity.same_address(a, b, SCHOOLS) is same
    if same:
        assert identity.address_keys(a, SCHOOLS) & identity.address_keys(b, SCHOOLS)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("8 (7172) 12-34-56, 87015554433", {"7172123456", "7015554433"}),
        ("+7 7172 12 34 56", {"7172123456"}),
        ("+77172123456; +77015554433", {"7172123456", "7015554433"}),
        ("8 7172", set()),
        ("8 (7172) 00-00-00", set()),
        ("жоқ", set()),
    ],
)
def test_phones_are_compared_by_their_last_ten_digits(text: str, keys: set[str]) -> None:
    """Prefix and marks do not matter; placeholders are no phones."""
    assert identity.phone_keys(text) == keys


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Алматы қаласы, Абай 5", "алматы"),
        ("район Алматы, улица Абая 5", ""),
        ("Алматы ауданы", ""),
        ("ул. Павлодарская 5", ""),
        ("Павлодар көшесі 5", ""),
        ("г. Караганда", "қарағанды"),
        ("Алматы ауданы, Шымкент қаласы", "шымкент"),
    ],
)
def test_a_town_is_not_the_street_or_district_of_its_name(text: str, found: str) -> None:
    """Astana has a district of another city's name, and streets of several."""
    assert identity.names_place(text, the_contest().eligibility.elsewhere, SCHOOLS) == found


def test_a_subject_mentions_a_school_only_beside_a_word_for_one() -> None:
    """A number alone may be anything."""
    assert identity.mentioned_schools("79 мектеп, 24 құжат", SCHOOLS) == {"79"}
    assert identity.mentioned_schools("Портфолио 79", SCHOOLS) == set()
    assert identity.mentioned_schools("mektep 79 astana", SCHOOLS) == {"79"}


def test_heads_are_one_only_when_written_out_in_full() -> None:
    """Surnames with initials are too many people's to say that two schools are one."""
    assert identity.same_full_name("Оспанов Ерлан Мейрамұлы", "Ерлан Мейрамович Оспанов")
    assert not identity.same_full_name("Оспанов Е.М.", "Оспанов Е.М.")
    assert not identity.same_full_name("Оспанов Ерлан Мейрамұлы", "Оспанов Ерлан Болатұлы")
