"""What a sender says now, passes on, or merely repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import quoting
from parsers.facts import Block


def split(text: str, subject: str = "") -> tuple[str, str]:
    """The sender's own lines and those passed on."""
    own, passed = quoting.split([Block(text)], subject)
    return "\n".join(b.text for b in own), "\n".join(b.text for b in passed)


PLAIN = st.text(st.characters(exclude_characters=">\n:"), max_size=40).map(lambda line: line.replace("\r", " "))


@given(lines=st.lists(PLAIN, max_size=8), subject=st.sampled_from(["", "Re: x", "Fwd: x", "Жауап: x"]))
def test_a_letter_without_marks_is_all_the_senders(lines: list[str], subject: str) -> None:
    """Nothing is lost or moved, whatever the subject."""
    text = "\n".join(lines)
    assert split(text, subject) == (text, "")


@given(text=st.text(max_size=300), subject=st.text(max_size=20))
def test_no_body_breaks_it_and_nothing_is_made_up(text: str, subject: str) -> None:
    """Each line comes out at most once."""
    own, passed = quoting.split([Block(text)], subject)
    assert len(own) + len(passed) <= len(text.split("\n"))


@pytest.mark.parametrize(
    ("subject", "text", "own", "passed"),
    [
        ("Re: x", "жаңа\n> ескі\nтағы", "жаңа\nтағы", ""),
        ("Fwd: x", "қараңыз\n> хат", "қараңыз", "хат"),
        ("x", "қараңыз\n-------- Forwarded Message --------\nхат\n> ішкі", "қараңыз", "хат\n> ішкі"),
        ("Re: x", "жаңа\nFrom: A <a@b.kz>\nSent: Friday\nTo: c\nSubject: x\nескі", "жаңа", ""),
        ("x", "жаңа\nFrom: A <a@b.kz>\nSent: Friday\nTo: c\nескі", "жаңа", "Sent: Friday\nTo: c\nескі"),
        ("Re: x", "жаңа\n-------- Пересылаемое сообщение --------\nхат", "жаңа", "хат"),
        ("Re: x", "От: № 79 мектеп\nДата: 17.10.2025\nСұраныс", "От: № 79 мектеп\nДата: 17.10.2025\nСұраныс", ""),
        ("x", "We forwarded message counts to you", "We forwarded message counts to you", ""),
    ],
)  # fmt: skip
def test_marks_part_a_body(subject: str, text: str, own: str, passed: str) -> None:
    """Marks of mail programs, and the subject where they leave it open."""
    assert split(text, subject) == (own, passed)


def test_a_table_is_never_a_mark() -> None:
    """However its first cell begins, it stays whole."""
    table = Block("> a\tb", 0, (("> a", "b"),))
    assert quoting.split([table], "Re: x") == ((table,), ())
