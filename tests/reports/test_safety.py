"""Text of strangers is harmless in every format, and nothing of it is lost silently."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.formats import as_csv, as_json
from reports.formats.colours import COLOURS
from reports.formats.table import Column, Table
from reports.formats.text import CELL_LIMIT, cell, escape_in_json, never_formula, shown, whole
from tests.reports.builder import HOSTILE

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]))
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def one_column(*texts: str) -> Table:
    """A table of one column."""
    return Table("", "", (), (Column("text", "text"),), tuple((text,) for text in texts))


@given(ANY_TEXT)
def test_shown_text_has_nothing_that_controls_turns_or_breaks(text: str) -> None:
    """One line of valid UTF-8 without control characters and direction marks."""
    result = shown(text)
    result.encode()
    assert not any(char in DIRECTIONS or ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in result)
    assert shown(result) == result


@given(st.text(alphabet="аәқүі АБВ abc №«»\"'<>&=+-@.,()"))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    """What needs no mending is not touched."""
    assert shown(text) == text
    assert whole(text) == text


def test_a_direction_mark_becomes_visible() -> None:
    """The name that pretends to be a picture says what it is."""
    assert shown("doc\u202egpj.exe") == "doc[U+202E]gpj.exe"
    assert shown("a\x0bb\tc\r\nd\udcff") == "a␋b c d\ufffd"


@given(ANY_TEXT)
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    """Whatever stands before the sign: spaces, quotes, tabs."""
    safe = never_formula(text)
    assert safe.startswith("'") or not safe.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["=1+1", "+7 701", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "\tплюс"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    """The list of the known beginnings."""
    assert never_formula(text).startswith("'")


def test_a_dash_for_a_missing_document_is_no_minus() -> None:
    """The mark «—» of a missing document stays as it is."""
    assert never_formula("—") == "—"


def test_a_cell_holds_what_a_spreadsheet_can_hold() -> None:
    """A longer text is cut and shows that it was."""
    assert cell("ә" * CELL_LIMIT) == "ә" * CELL_LIMIT
    assert cell("ә" * (CELL_LIMIT + 1)) == "ә" * (CELL_LIMIT - 1) + "…"


@given(st.lists(ANY_TEXT, max_size=5))
def test_csv_gives_back_as_many_rows_as_went_in(texts: list[str]) -> None:
    """Quotes, separators and line ends in a text make no other row."""
    document = as_csv.dump(one_column(*texts))
    assert document.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(document.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["text"], *([never_formula(text)] for text in texts)]


@given(st.recursive(ANY_TEXT | st.integers(-(2**53), 2**53) | st.none(), st.lists, max_leaves=8))
def test_json_is_the_same_data_however_strange(value: object) -> None:
    """Only halves of surrogate pairs are replaced; pages on one line are still pages."""
    document = as_json.dump({"value": value})
    assert not any(mark in document.decode() for mark in DIRECTIONS)
    assert json.loads(document)["value"] == _whole(value)
    assert json.loads(as_json.dump({"value": value}, indent=False))["value"] == _whole(value)


def _whole(value: object) -> object:
    if isinstance(value, str):
        return whole(value)
    return [_whole(inner) for inner in value] if isinstance(value, list) else value


def test_json_keeps_a_direction_mark_as_data() -> None:
    """Escaped in the file, itself after reading."""
    assert escape_in_json('"\u202e"') == '"\\u202e"'
    assert json.loads(as_json.dump(list(HOSTILE))) == [whole(text) for text in HOSTILE]


def test_numbers_in_a_list_stand_on_one_line_and_texts_are_left_alone() -> None:
    """A text that looks like a list of pages is not touched."""
    document = as_json.dump({"pages": [1, 2, 3], "name": "[\n1,\n2\n]"}).decode()
    assert '"pages": [1, 2, 3]' in document
    assert json.loads(document)["name"] == "[\n1,\n2\n]"


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_can_be_read(name: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    ink, paper = (_luminance(colour) for colour in COLOURS[name])
    assert (paper + 0.05) / (ink + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
