"""Names «to whom»: what is proposed, and what is never claimed to be sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.naming import Sure, propose


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ахметова Айгүл Серікқызы", "Ахметова Айгүл Серікқызына"),
        ("Ахметов Арман Болатұлы", "Ахметов Арман Болатұлына"),
        ("Тілеуберді Нұрлан", "Тілеуберді Нұрланға"),
        ("Мусина Сәуле", "Мусина Сәулеге"),
        ("Қасымова Һәдия", "Қасымова Һәдияға"),
        ("Серік Жібек", "Серік Жібекке"),
        ("Ким Виктория Олеговна", "Ким Виктория Олеговнаға"),
        ("АХМЕТОВА АЙГҮЛ СЕРІКҚЫЗЫ", "АХМЕТОВА АЙГҮЛ СЕРІКҚЫЗЫНА"),
    ],
)
def test_in_kazakh_the_last_word_alone_takes_the_ending(name: str, form: str) -> None:
    """And patronymics take it after «н»."""
    assert (propose(name, "kk").form, propose(name, "kk").sure) == (form, Sure.SURE)


@pytest.mark.parametrize(
    ("name", "form", "sure"),
    [
        ("Сергеев Сергей Сергеевич", "Сергееву Сергею Сергеевичу", Sure.SURE),
        ("Петрова Анна Ивановна", "Петровой Анне Ивановне", Sure.SURE),
        ("Ахметов Арман Болатұлы", "Ахметову Арману Болатұлы", Sure.SURE),
        ("Ахметова Айгүл Серікқызы", "Ахметовой Айгүл Серікқызы", Sure.CHECK),
        ("Ким Виктория Олеговна", "Ким Виктории Олеговне", Sure.CHECK),
        ("Шевченко Анна Ильинична", "Шевченко Анне Ильиничне", Sure.CHECK),
        ("ПЕТРОВ ИВАН ИЛЬИЧ", "ПЕТРОВУ ИВАНУ ИЛЬИЧУ", Sure.SURE),
        ("Тілеуберді Нұрлан", "Тілеуберді Нұрлан", Sure.UNKNOWN),
    ],
)
def test_in_russian_man_or_woman_must_be_known(name: str, form: str, sure: Sure) -> None:
    """By the patronymic or the surname; where neither tells, the name stays as it is and says so."""
    assert (propose(name, "ru").form, propose(name, "ru").sure) == (form, sure)


@pytest.mark.parametrize("name", ["Петров Иван Ильич", "Ким", "Алиев Сағи", "Садыков Тимур", "Ким Ли", "Медеу Игорь"])
def test_what_the_rules_are_not_firm_on_is_to_be_checked(name: str) -> None:
    """Vowels that go with both, endings of Russian names, a name of one word."""
    assert propose(name, "kk").sure in (Sure.CHECK, Sure.SURE)
    assert propose(name, "kk").sure is Sure.CHECK or name == "Садыков Тимур"


@given(st.text(max_size=60), st.sampled_from(["kk", "ru", "en"]))
def test_any_text_has_a_proposal_and_what_is_no_name_stays(name: str, language: str) -> None:
    """No error, nothing invented: digits, signs and other scripts are left as they are, and are not called sure."""
    proposal = propose(name, language)
    if language != "en" and any(not (char.isalpha() or char in " -") for char in name.strip()):
        assert proposal.sure is Sure.UNKNOWN
    if proposal.sure is Sure.UNKNOWN:
        assert proposal.form.split() == name.split()
