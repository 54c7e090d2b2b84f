"""Two readings of one application: what they come to, how sure it is, and what of a line counts at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import ApplicationFacts, Block, FieldValue, ScanPage, ScanWord
from parsers.knowledge import Form
from parsers.ocr.agreement import agreed, with_signed_name
from parsers.ocr.engine import Word
from parsers.ocr.repair import repaired, with_address
from parsers.ocr.sift import seen
from pipeline.contest import load
from tests.parsers.scanning import FORM, SETUP, Looking, needs_tesseract, page, saved

CONTEST = load(Path(__file__).resolve().parents[2] / "config.toml").contest
FORM_OF_CONTEST: Form = CONTEST.knowledge.form


def reading(*values: tuple[str, str, int]) -> tuple[ApplicationFacts, dict[int, ScanPage]]:
    """An application as read: key, value, how sure (0..100) each of its words; a «?» before a word makes it unsure."""
    fields, words = [], []
    for key, value, sure in values:
        for word in value.split():
            words.append(ScanWord(word.lstrip("?"), (0, 0, 1, 1), 20 if word.startswith("?") else sure))
        fields.append(FieldValue(key, value.replace("?", ""), "", 1, 1, sure / 100))
    return ApplicationFacts(tuple(fields), (1,), ()), {1: ScanPage(1, True, words=tuple(words))}


def both(one: tuple[str, str, int], other: tuple[str, str, int]) -> FieldValue:
    """The one field of two readings of it."""
    (first, here), (second, there) = reading(one), reading(other)
    (field,) = agreed(first, here, second, there, FORM_OF_CONTEST).fields
    return field


@pytest.mark.parametrize(
    ("key", "one", "other", "meant"),
    [
        ("head", "?Өтепова Әсел Нұржанқызы", "Өтепова ?Әселғ Нұржанқызы", "Өтепова Әсел Нұржанқызы"),
        ("head", "?Өтепсва Әсел Нұржанқызы", "Өтепова Әсел Нұржанқызы", "Өтепова Әсел Нұржанқызы"),
        ("head", "Сейітов Қайрат", "Сейітов Қайрат Тоқтарұлы", "Сейітов Қайрат Тоқтарұлы"),
        ("head", "Сейітов Қайрат", "Сейітов Қайрат ғ»", "Сейітов Қайрат"),
        ("head", "ебаев Ілияс Серікович", "Кенжебаев Ілияс Серікович", "Кенжебаев Ілияс Серікович"),
        ("leader", "Toktapos Ринат", "Токтаров Ринат", "Токтаров Ринат"),
        ("phone", "64-77-8", "8 (7172) 64-77-88", "8 (7172) 64-77-88"),
        ("email", "mektep3 sch3.example.kz", "mektep3@sch3.example.kz", "mektep3@sch3.example.kz"),
        ("institution", "06 учреждении", "КГУ «Школа № 40»", "КГУ «Школа № 40»"),
    ],
)
def test_the_surer_reading_of_each_word_is_kept(key: str, one: str, other: str, meant: str) -> None:
    """In either order, and less sure than either, since the readings differ."""
    surer = (60, 90) if key == "institution" else (90, 90)
    for pair in (((key, one, surer[0]), (key, other, surer[1])), ((key, other, surer[1]), (key, one, surer[0]))):
        field = both(*pair)
        assert field.value == meant
        assert field.confidence <= surer[0] / 100


def test_readings_that_agree_are_as_sure_as_the_surer() -> None:
    """Marks and look-alike letters make no difference."""
    field = both(("head", "Өтепова Әсел", 70), ("head", "Өтепова Әсел.", 95))
    assert (field.value, field.confidence) == ("Өтепова Әсел.", 0.95)


def test_what_one_reading_alone_has_is_kept_and_less_sure() -> None:
    """A field that the other lost."""
    (one, here), (other, there) = reading(("head", "Өтепова Әсел", 90)), reading(("email", "a1@b.example.kz", 80))
    fields = {field.key: field for field in agreed(one, here, other, there, FORM_OF_CONTEST).fields}
    assert fields["head"].confidence == pytest.approx(0.72)
    assert fields["email"].confidence == pytest.approx(0.64)


def test_an_unsure_word_of_one_reading_alone_is_noise() -> None:
    """It was a stamp in one of them."""
    field = both(("subject", "физической культуры ?fon", 90), ("subject", "физической культуры", 90))
    assert field.value == "физической культуры"


@given(
    st.lists(st.text("абвгАБВГ1.@- ", max_size=14), min_size=2, max_size=2),
    st.sampled_from(["head", "phone", "email", "subject"]),
)
def test_nothing_is_put_together_that_was_not_read(values: list[str], key: str) -> None:
    """Every word of the value stands in one of the readings."""
    field = both((key, values[0], 90), (key, values[1], 80))
    assert set(field.value.split()) <= {word for value in values for word in value.split()}


@pytest.mark.parametrize(
    ("read", "behind", "meant"),
    [
        ("О.А. ?Ермоласва", "Подпись ____ О.А. Ермолаева", "О.А. Ермолаева"),
        ("@renosa Үміт Амангелдіқызы", "Қолы Өтепова Үміт Амангелдіқызы", "Өтепова Үміт Амангелдіқызы"),
        ("Ахметов Берік", "Қолы Сейітов Қайрат", "Ахметов Берік"),
        ("Ахметов Берік", "Директор Ахметова Бақыт", "Ахметов Берік"),
    ],
)
def test_the_name_behind_the_line_to_sign_on_is_another_reading_of_the_head_s(
    read: str, behind: str, meant: str
) -> None:
    """Of the head's only, and only where it is the same name."""
    facts, pages = reading(("head", read, 85), ("leader", read, 85))
    words = tuple(ScanWord(word, (0, 0, 1, 1), 95) for word in behind.split())
    page = ScanPage(1, True, (Block(behind),), (*pages[1].words, *words))
    fields = {field.key: field.value for field in with_signed_name(facts, [page], FORM_OF_CONTEST).fields}
    assert fields == {"head": meant, "leader": read.replace("?", "")}


# ---------------------------------------------------------------- what of a line counts


def line(text: str, unsure: Sequence[str] = (), gap: int = 6) -> list[Word]:
    """Words side by side, some of them hardly read."""
    made, left = [], 0
    for word in text.split():
        made.append(Word(word, left, 0, left + 10 * len(word), 20, 3.0 if word in unsure else 95.0, (1,)))
        left += 10 * len(word) + gap
    return made


@pytest.mark.parametrize(
    ("text", "unsure", "kept"),
    [
        ("Телефон: 8 (7172) 36-16-31", ("8",), "Телефон: 8 (7172) 36-16-31"),
        ("«№ 11 мектебі»", ("11",), "«№ 11 мектебі»"),
        ("(қай пән бойынша): тарих пәні", ("бойынша):",), "(қай пән бойынша): тарих пәні"),
        ("m19@sch19. example. kz", ("m19@sch19.", "example.", "kz"), "m19@sch19.example.kz"),
        ("Телефон: ;) 36-16-31 fon", (";)", "fon"), "Телефон: 36-16-31"),
    ],
)
def test_a_hardly_read_word_counts_in_its_place_only(text: str, unsure: tuple[str, ...], kept: str) -> None:
    """And stays as unsure as it was."""
    words = repaired(seen(line(text, unsure)))
    assert " ".join(word.text for word in words) == kept
    doubtful = [word for word in words if any(part in word.text.split() or "@" in word.text for part in unsure)]
    assert all(word.confidence == 3.0 for word in doubtful)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("5 (7172) 36-16-31", "8 (7172) 36-16-31"),
        ("57007995112", "87007995112"),
        ("$-700-573-19-16", "8-700-573-19-16"),
        (">7(700)958-45-34", "+7(700)958-45-34"),
        ("«Х 34 орта мектебі»", "«№ 34 орта мектебі»"),
        ('"Средняя школа Ж 16 имени"', '"Средняя школа № 16 имени"'),
        ("Сведения 06 учреждении", "Сведения об учреждении"),
        ("ГКИ на ПХІЗ «Школа", "ГКП на ПХВ «Школа"),
        ("3.T. Бекмұханова", "З.Т. Бекмұханова"),
        ("Х 34 бап", "Х 34 бап"),
        ("пункт 06 2025", "пункт 06 2025"),
    ],
)
def test_misreadings_of_forms_are_mended_and_others_left(read: str, meant: str) -> None:
    """Where nothing else can have been meant."""
    assert " ".join(word.text for word in repaired(line(read))) == meant


def test_a_digit_that_was_put_for_another_is_unsure() -> None:
    """A city's number begins with 8; what was read there was not that."""
    assert repaired(line("5 (7172) 36-16-31"))[0].confidence <= 50


@pytest.mark.parametrize(
    "read",
    ["info36Gsch36.example.kz", "info36 Gsch36.example.kz", "info36 @sch36.example.kz", "info36Q@sch36.example.kz"],
)
def test_an_at_that_was_read_as_a_letter_is_mended(read: str) -> None:
    """In an address whose other letters are small."""
    assert [word.text for word in with_address(line("E-mail: x"), line(read))][-1] == "info36@sch36.example.kz"


@needs_tesseract
def test_a_page_with_an_application_is_read_twice_and_others_once(tmp_path: Path) -> None:
    """The second reading is kept with the page."""
    assert SETUP is not None
    looking = Looking(CONTEST.knowledge, SETUP)
    path = tmp_path / "Өтінім.jpg"
    path.write_bytes(saved(page(FORM)))
    step = looking.look(path)
    assert step.page is not None
    assert step.page.again is not None
    assert {word.text for word in step.page.again.words} >= {"Ахметов", "Берік", "Қанатұлы"}
    path = tmp_path / "Жоспар.jpg"
    path.write_bytes(saved(page(("Дарынды балалармен жұмыс жоспары", "1. Олимпиада, қазан", "2. Жоба, қаңтар"))))
    other = looking.look(path)
    assert other.page is None or other.page.again is None
