"""Folding of the ways in which Kazakh and Russian are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import kazakh
from parsers.knowledge import Kind
from tests.recognition.measure import knowledge


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ЖҰМЫС ЖОСПАРЫ", "жұмыс жоспары"),
        ("жумыс жоспары", "жұмыс жоспары"),
        ("Ә\u0301дістемелік", "әдістемелік"),
        ("Б Ұ Й Р Ы Қ", "бұйрық"),
        ("П  Р И К А З Ы", "П рИКАЗЫ"),
        ("әдісте-\nмелік бірлестік", "әдістемелік бірлестік"),
        ("бұй\u00adрық", "бұйрық"),
        ("бір\u200bлестік", "бірлестік"),
        ("№\u00a05", "№ 5"),
        ("XATTAMACbI әл", "XATTAMACbI әл"),
        ("XAТTAMAСЫ", "ХАТТАМАСЫ"),
        ("Хаттамасbl", "хаттамасы"),
        ("отчёт", "отчет"),
        ("объединение", "обьединение"),
        (unicodedata.normalize("NFD", "бұйрық, ёлка"), "бұйрық, ёлка"),
        ("«Дарын» – “Дарын”", '"Дарын" - "Дарын"'),
        ("ə ɵ", "ә ө"),
    ],
)
def test_what_is_typed_folds_to_what_is_meant(typed: str, meant: str) -> None:
    """Letters, marks, spacing and look-alikes differ; the folded text does not."""
    assert kazakh.fold(typed) == kazakh.fold(meant)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("buiryq", "бұйрық"),
        ("zhospar", "жоспар"),
        ("jospar", "жоспар"),
        ("hattama", "хаттама"),
        ("khattama", "хаттама"),
        ("erezhe", "ереже"),
        ("taldau", "талдау"),
        ("prikaz", "приказ"),
        ("plan raboty", "план работы"),
        ("attestaciya", "аттестация"),
        ("attestatsiya", "аттестация"),
        ("Ädistemelik birlestik", "Әдістемелік бірлестік"),
        ("ashyq sabaq", "ашық сабақ"),
        ("tárbıe", "тәрбые"),
    ],
)
def test_latin_reads_as_the_same_word(latin: str, cyrillic: str) -> None:
    """Kazakh and Russian typed in Latin, by any of the alphabets."""
    assert kazakh.transliterated(latin) == kazakh.fold(cyrillic)


def test_look_alike_capitals_are_read_both_ways() -> None:
    """A word of Latin capitals that look Cyrillic, as old text layers have it."""
    assert kazakh.root("хаттамасы") in kazakh.roots("XATTAMACbI")


def test_an_abbreviation_with_an_ending_reads_as_the_abbreviation_too() -> None:
    """«ӘБнің», «БЖБны»: the ending is written to the abbreviation."""
    assert kazakh.root("ӘБ") in kazakh.roots("ӘБнің")
    assert kazakh.root("БЖБ") in kazakh.roots("БЖБны")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01_бұйрық.docx", ["01", "бұйрық"]),
        ("№3 Хаттама.pdf", ["3", "Хаттама"]),
        ("ӘБ_жоспар(1).pdf", ["ӘБ", "жоспар"]),
        ("7.ӘБ жоспары.docx", ["7", "ӘБ", "жоспары"]),
        ("ЖылдықЖоспар2025-2026.docx", ["Жылдық", "Жоспар", "2025", "2026"]),
        ("12.09.2025 хаттама.pdf", ["12", "09", "2025", "хаттама"]),
        ("план - копия.doc", ["план"]),
        ("ӘБҚұру.pdf", ["ӘБ", "Құру"]),
        ("МОСостав2025.xlsx", ["МО", "Состав", "2025"]),
    ],
)
def test_names_of_files_come_apart(name: str, words: list[str]) -> None:
    """Underscores, glued digits, capitals inside, copy marks and extensions."""
    assert kazakh.words(kazakh.name_text(name)) == words


def test_words_stand_where_they_are_said_to_stand() -> None:
    """Places are cut from the very text that was read."""
    text = "ӘБ-нің №3 отырысы"
    assert [text[start:end] for start, end in kazakh.places(text)] == kazakh.words(text)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    """On any text at all."""
    once = kazakh.fold(text)
    assert kazakh.fold(once) == once


@given(
    st.text(
        alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюяАӘҒҚҢӨҰҮҺІabceknoptxyABCEHKMOPTX -\n\u00ad\u0306",
        max_size=120,
    )
)
def test_tidying_twice_changes_nothing(text: str) -> None:
    """On the letters that schools use."""
    once = kazakh.tidy(text)
    assert kazakh.tidy(once) == once


@given(st.text(max_size=60))
def test_any_word_can_be_compared(text: str) -> None:
    """Roots of arbitrary text never raise, and there is always at least one reading."""
    assert all(kazakh.roots(word) for word in kazakh.words(kazakh.tidy(text)))


def test_folding_keeps_the_kinds_apart() -> None:
    """Two kinds that come as the same sort of paper share no phrase of titles once folded (general ones aside)."""
    seen: dict[str, list[Kind]] = {}
    for kind in knowledge().kinds:
        for phrase in () if kind.signs.general else kind.signs.title:
            key = " ".join(kazakh.root(word) + word[len(word.rstrip("!")) :] for word in phrase.split())
            for other in seen.setdefault(key, []):
                apart = other.key == kind.key or not set(other.signs.papers) & set(kind.signs.papers)
                assert apart, f"{phrase!r} speaks for {other.key} and {kind.key}"
            seen[key].append(kind)


def test_a_gifted_child_is_not_the_centre_daryn() -> None:
    """documents.md 22: folding hides the capital, the ending still tells them apart."""
    assert kazakh.root("дарынды") != kazakh.root("Дарын")
    assert not kazakh.root("Дарын").startswith(kazakh.root("дарынд"))


def test_participles_are_told_from_nouns() -> None:
    """A word wrongly held for a participle would hide what a title is about."""
    verbs = "реттейтін толтырылған бекітілген атқаратын регулирующее проведённых составленный утверждённый"
    nouns = "семинар мектептің тақырыптың бірлестіктің отырысында планы современный инновационной орган олимпиада"
    assert [word for word in verbs.split() if not kazakh.is_participle(word)] == []
    assert [word for word in nouns.split() if kazakh.is_participle(word)] == []


@given(st.lists(st.text(st.sampled_from("абңҢҚөЙйЁыьҺі№«—8"), min_size=1, max_size=8), min_size=1, max_size=12))
def test_a_text_folds_alike_with_a_latin_word_beside_it(written: list[str]) -> None:
    """Without Latin letters a text is folded letter by letter, with one word by word: both ways say the same."""
    text = " ".join(written)
    assert kazakh.fold(f"{text} qq") == f"{kazakh.fold(text)} qq"
