"""What reports say of a signature: by what and on which page, or why that cannot be told."""

import pytest

from parsers.facts import ApplicationFacts, Mark
from parsers.signing import told
from reports.sentences import Teller
from reports.signing import mark_lines, signature_words, signed_why
from reports.words import Words
from tests.reports.builder import the_contest

FORM = ApplicationFacts((), None, ())


def said(marks: tuple[Mark, ...], language: str = "en", *, unread: bool = False) -> str:
    """The line of a card."""
    form = told(FORM, marks, unread=unread)
    teller = Teller(the_contest(), Words(language), {}, {})
    return signature_words(form.signed, signed_why(form), mark_lines(form, teller), teller)


def test_a_signed_application_names_its_marks_once_with_their_pages() -> None:
    """An empty second line is not among them."""
    marks = (Mark("ink", "Қолы", 2), Mark("ink", "Директор", 2), Mark("field"), Mark("empty", "Қолы", 1))
    assert said(marks) == "signed (ink on the scan, page 2; an electronic signature in the PDF file)"


def test_an_unsigned_one_names_the_empty_line_and_an_open_question_its_reason() -> None:
    """Without marks there is no line."""
    assert said((Mark("empty", "Қолы", 1),)) == "not signed (the place to sign is empty, page 1)"
    assert said(()) == "signature could not be told (no place to sign was found)"
    assert said((Mark("empty"),), unread=True) == "signature could not be told (not every page was read)"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("code", ["ink", "stamp", "picture", "egov", "words", "inside", "beside", "field", "unclear"])
def test_every_mark_and_reason_has_words(language: str, code: str) -> None:
    """In each language."""
    assert len(said((Mark(code, "", 1),), language)) > 10  # type: ignore[arg-type]
