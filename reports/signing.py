"""What the reports say of a signature: the marks that were found with their places, and why it cannot be told."""

from dataclasses import dataclass

from parsers.facts import ApplicationFacts, Box
from reports.sentences import Teller


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark: its stable code, the words beside it, page (1-based) and box (1/10,000 of it), and a sentence."""

    code: str
    words: str
    page: int | None
    box: Box | None
    sentence: str


def signed_why(application: ApplicationFacts) -> str:
    """The stable code of why it cannot be told whether an application is signed; "" where it can."""
    return "" if application.signed is not None else application.signed_why or "no_line"


def mark_lines(application: ApplicationFacts, teller: Teller) -> tuple[MarkLine, ...]:
    """The marks of an application, in words."""
    return tuple(
        MarkLine(mark.code, mark.words, mark.page, mark.box, teller.words(f"mark-of-{mark.code}"))
        for mark in application.marks
    )


def signature_words(signed: bool | None, why: str, marks: tuple[MarkLine, ...], teller: Teller) -> str:
    """One line: signed or not and by what, or why that cannot be told."""
    state = teller.words("signed-unknown" if signed is None else "signed-yes" if signed else "signed-no")
    if signed is None:
        return f"{state} ({teller.words(f'signed-why-{why}')})"
    told = dict.fromkeys(_placed(mark, teller) for mark in marks if (mark.code != "empty") is signed)
    return f"{state} ({'; '.join(told)})" if told else state


def _placed(mark: MarkLine, teller: Teller) -> str:
    return mark.sentence if mark.page is None else f"{mark.sentence}, {teller.words('mark-page', page=mark.page)}"
