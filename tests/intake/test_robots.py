"""Who must not be answered: the header that shows a robot is named, a person's letter has none."""

import pytest

from intake.robots import automatic

PERSON = (("From", "a@example.kz"), ("Subject", "Өтінім"), ("X-Mailer", "Mail.Ru Mailer 1.0"))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("auto-submitted", "auto-generated; owner-email=a@b"),
        ("AUTO-SUBMITTED", "auto-notified"),
        ("List-Id", "<list.example.kz>"),
        ("List-Unsubscribe", "<mailto:off@example.kz>"),
        ("Precedence", "bulk"),
        ("Precedence", "Junk"),
        ("Precedence", "list"),
        ("X-Auto-Response-Suppress", "All"),
        ("X-Autoreply", "yes"),
        ("X-Autorespond", "out of office"),
        ("Return-Path", "<>"),
        ("Return-Path", " < > "),
    ],
)
def test_a_robots_header_is_named(header: str, value: str) -> None:
    """Whatever the case of its name."""
    reason = automatic((*PERSON, (header, value)), "", "text/plain")
    assert reason.lower().startswith(header.lower() + ":")


@pytest.mark.parametrize(
    "headers",
    [
        PERSON,
        (*PERSON, ("Auto-Submitted", "no")),
        (*PERSON, ("Auto-Submitted", "No (a person wrote this)")),
        (*PERSON, ("Precedence", "normal")),
        (*PERSON, ("Precedence", "first-class")),
        (*PERSON, ("X-Autoreply", "no")),
        (*PERSON, ("X-Auto-Response-Suppress", "None")),
        (*PERSON, ("Return-Path", "<a@example.kz>")),
        (*PERSON, ("Subject", "Auto-Submitted: auto-replied")),
    ],
)
def test_a_persons_letter_shows_no_robot(headers: tuple[tuple[str, str], ...]) -> None:
    """Headers that say "no", and words in other places, are no sign."""
    assert automatic(headers, None, "multipart/mixed; boundary=x") == ""


@pytest.mark.parametrize("content_type", ["multipart/report; report-type=delivery-status", "Multipart/Report"])
def test_a_report_of_a_mail_system_is_a_robots(content_type: str) -> None:
    """RFC 3464 and RFC 6522, from the argument or the header."""
    assert automatic(PERSON, "<a@example.kz>", content_type) == "Content-Type: multipart/report"
    assert automatic((*PERSON, ("Content-Type", content_type)), None, "") == "Content-Type: multipart/report"


def test_the_envelope_sender_counts_only_where_it_is_known_to_be_empty() -> None:
    """``<>`` shows a robot; a letter without a recorded return path shows nothing."""
    assert automatic(PERSON, "<>", "text/plain") == "Return-Path: <>"
    assert automatic(PERSON, "", "text/plain") == automatic(PERSON, None, "text/plain") == ""


def test_the_surest_sign_is_named_and_kept_short() -> None:
    """Auto-Submitted before a list's marks; a header as long as a page is cut."""
    headers = (("List-Id", "<x>"), ("Auto-Submitted", "auto-replied; " + "x" * 5000))
    reason = automatic(headers, "<>", "")
    assert reason.startswith("Auto-Submitted: auto-replied")
    assert len(reason) == 200
