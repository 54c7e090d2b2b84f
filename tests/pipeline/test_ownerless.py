"""Papers of nobody known, and one paper under several names."""

from datetime import timedelta

from tests.pipeline.making import BEFORE, DEADLINE, KINDS, brief, everything, file, form, judged, letter, papers

HOUR = timedelta(hours=1)
HELD = ("held", ("ambiguous",))


def test_a_portfolio_of_nobody_holds_the_application_that_lacks_it() -> None:
    """The office sent the form, the leader the papers from an unknown address: a person puts them together."""
    office = letter("a", BEFORE, [form()], sender="office@example.kz")
    leader = letter("b", BEFORE + HOUR, everything(), sender="somebody@gmail.com")
    assert brief(judged([office, leader])) == {"a": HELD, "b": HELD}


def test_papers_that_would_not_fill_the_gap_hold_nobody() -> None:
    """They lack what the submission lacks, so both stay incomplete."""
    office = letter("a", BEFORE, [form()], sender="office@example.kz")
    some = letter("b", BEFORE + HOUR, papers(*KINDS[:5]), sender="somebody@gmail.com")
    assert {standing for standing, _ in brief(judged([office, some])).values()} == {"rejected"}


def test_papers_that_may_have_their_own_application_ask_nobody() -> None:
    """A photograph beside them that nobody read may be it; a submission with papers of its own needs no others."""
    office = letter("a", BEFORE, [form()], sender="office@example.kz")
    photographed = letter(
        "b", BEFORE + HOUR, [*everything(), file("form.jpg", problem="scan", role="unread")], sender="c@x.kz"
    )
    assert brief(judged([office, photographed]))["a"] == ("rejected", ("incomplete",))
    partly = letter("a", BEFORE, [form(), *papers(*KINDS[:20])], sender="office@example.kz")
    whole = letter("b", BEFORE + HOUR, everything(), sender="somebody@gmail.com")
    assert brief(judged([partly, whole]))["a"] == ("rejected", ("incomplete",))


def test_papers_under_a_schools_number_are_not_nobodys() -> None:
    """Whoever they are of, it is not a school of another number; and a link may lead to the form's own papers."""
    office = letter("a", BEFORE, [form()], sender="office@example.kz")
    named = letter("b", BEFORE + HOUR, everything(), sender="somebody@gmail.com", subject="№ 5 мектеп")
    assert brief(judged([office, named]))["a"] == ("rejected", ("incomplete",))


def test_papers_of_nobody_disturb_no_complete_submission() -> None:
    """What lacks nothing is not asked after."""
    whole = letter("a", BEFORE, [form(), *everything()], sender="office@example.kz")
    other = letter("b", BEFORE + HOUR, everything(), sender="somebody@gmail.com")
    assert brief(judged([whole, other]))["a"] == ("accepted", ())


def test_late_papers_of_nobody_hold_nobody() -> None:
    """Late parts reach no rule but the deadline's (model.md 10)."""
    office = letter("a", BEFORE, [form()], sender="office@example.kz")
    late = letter("b", DEADLINE + HOUR, everything(), sender="somebody@gmail.com")
    assert brief(judged([office, late]))["a"] == ("rejected", ("incomplete",))


def test_one_paper_under_the_names_of_all_is_not_all() -> None:
    """Twenty-four copies of one text with telling names: doubtful each, so a person looks and nobody is accepted."""
    copies = [file(f"{kind}.docx", kind, sha="ab" * 32) for kind in KINDS]
    found = judged([letter("a", BEFORE, [form(), *copies])])["a"]
    assert brief({"a": found})["a"] == HELD
    assert found.verdict.doubtful == KINDS


def test_copies_that_are_the_same_documents_count() -> None:
    """An order that opens the association and names its leader, sent for both, is both."""
    pair = KINDS[:2]
    copies = [file(name, *pair, sha="ab" * 32) for name in ("1.docx", "2.docx")]
    found = judged([letter("a", BEFORE, [form(), *everything(pair), *copies])])["a"]
    assert brief({"a": found})["a"] == ("accepted", ())


def test_a_copy_under_a_name_that_tells_nothing_takes_nothing_away() -> None:
    """Sent again as ``scan.docx``, the paper stays what it was."""
    copies = [file("7.docx", KINDS[6], sha="ab" * 32), file("scan.docx", role="annex", sha="ab" * 32)]
    found = judged([letter("a", BEFORE, [form(), *everything(KINDS[6:7]), *copies])])["a"]
    assert brief({"a": found})["a"] == ("accepted", ())
