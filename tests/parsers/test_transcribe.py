"""Letter-by-letter replacement gives what ``str.translate`` gives."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.transcribe import LetterByLetter

_MAPPING: dict[int, str | None] = {
    ord("ә"): "а", ord("Қ"): "к", ord("—"): "-", ord("\u200b"): None, ord("ы"): "ьі", ord("x"): "ж", ord("№"): "∑",
}  # fmt: skip
_replace = LetterByLetter(_MAPPING)


@given(st.text(st.sampled_from("әҚқ—\u200bыx№aя 1\n") | st.characters(), max_size=40))
def test_every_text_becomes_what_translate_makes_of_it(text: str) -> None:
    """Common letters, letters that are dropped or become several, and letters of any other script."""
    assert _replace(text) == text.translate(_MAPPING)


def test_a_mapping_is_asked_as_a_dictionary_with_answers_of_its_own() -> None:
    """A mapping may make its answer when it is asked, as the letters of a form's labels do."""

    class Doubling(dict[int, str]):
        def __missing__(self, code: int) -> str:
            return "" if chr(code) in ".,- " else chr(code).upper()

    assert LetterByLetter(Doubling())("жоспар, ү-і. ß") == "ЖОСПАРҮІSS"


def test_a_letter_that_is_not_in_the_table_is_told() -> None:
    """Who has another way for such texts asks for what the table alone makes of them."""
    table = LetterByLetter({ord("ә"): "а"}, "әаж")
    assert table.known("жәж") == "жаж"
    assert table.known("жәq") is None
