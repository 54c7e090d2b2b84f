"""Authentication-Results: only our own servers' word, and what it comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.authentication import Authentication, authentication, parse

HOSTS = ("astana-modern.edu.kz",)
DAY = "Fri, 10 Oct 2025 10:00:00 +0500"
BORDER = f"from mail.school79.kz (mail.school79.kz [198.51.100.7]) by mx.astana-modern.edu.kz with ESMTPS; {DAY}"
INSIDE = f"from mx.astana-modern.edu.kz (localhost [127.0.0.1]) by imap.astana-modern.edu.kz with LMTP; {DAY}"
FOREIGN = f"from pc (pc.school79.kz [10.0.0.5]) by mail.school79.kz with ESMTP; {DAY}"
OURS = "mx.astana-modern.edu.kz"
SENDER = "mektep@school79.kz"
SIGNED = f"dkim=pass header.d=school79.kz; spf=pass smtp.mailfrom={SENDER}"
PASS = f"{OURS}; {SIGNED}; dmarc=pass (p=none) header.from=school79.kz"
FAIL = f"{OURS}; dkim=none; spf=softfail smtp.mailfrom=x@evil.kz; dmarc=fail (p=none dis=none) header.from=school79.kz"


def found(*fields: tuple[int, str], received: tuple[str, ...] = (INSIDE, BORDER, FOREIGN)) -> Authentication | None:
    """What is made of fields, each with how many Received fields stand above it."""
    return authentication(fields, received, HOSTS, SENDER)


def outcome(*fields: tuple[int, str]) -> str:
    """The outcome alone; "nothing" where our servers say nothing."""
    one = found(*fields)
    return one.outcome if one else "nothing"


def test_our_own_word_is_taken_above_and_right_below_our_border() -> None:
    """Milters write above the border's Received, Gmail and Mail.ru right below it."""
    for place in (0, 1, 2):
        assert found((place, PASS)) == Authentication(OURS, "pass", "pass", "pass", "passed", "school79.kz")
        assert outcome((place, FAIL)) == "failed"


@pytest.mark.parametrize(
    "fields",
    [
        [(3, PASS)],  # below a stranger's stamp
        [(2, "mx.evil.kz; dmarc=pass header.from=school79.kz")],  # another name
        [(2, "evilastana-modern.edu.kz; dmarc=pass header.from=school79.kz")],
        [(2, "mail.school79.kz; dkim=pass header.d=school79.kz"), (2, PASS)],  # the sender's own server wrote above it
        [(2, "dmarc=pass header.from=school79.kz")],  # without a name
        [(2, "")],
        [(2, f"{OURS}; none")],
    ],
)
def test_anybody_elses_word_is_nothing(fields: list[tuple[int, str]]) -> None:
    """Forged fields stand lower, or bear another name."""
    assert found(*fields) is None


def test_a_forged_field_below_ours_adds_nothing() -> None:
    """Neither another result of a method nor a method of which ours says nothing."""
    forged = (2, f"{OURS}; dmarc=pass header.from=school79.kz; dkim=pass header.d=school79.kz")
    assert outcome((2, FAIL), forged) == "failed"
    assert outcome((2, f"{OURS}; spf=fail smtp.mailfrom=x@evil.kz"), forged) == "failed"
    assert outcome((1, f"{OURS}; spf=fail smtp.mailfrom=x@evil.kz"), forged) == "failed"


def test_a_client_that_calls_itself_by_our_name_lifts_nothing_above_our_border() -> None:
    """Its greeting names our host, and its forged Received field follows: neither makes its fields ours."""
    greeted = f"from {OURS} (unknown [203.0.113.9]) by {OURS} with ESMTP; Fri, 10 Oct 2025 10:00:00 +0500"
    forged = f"from x by {OURS}; Fri, 10 Oct 2025 09:00:00 +0500"
    fields = [(1, f"{OURS}; dmarc=fail header.from=school79.kz"), (1, PASS), (2, PASS)]
    one = authentication(fields, (greeted, forged), HOSTS, SENDER)
    assert one is not None
    assert one.outcome == "failed"


def test_several_milters_together() -> None:
    """Each writes its own field, the last on top."""
    fields = [(0, f"{OURS}; dmarc=pass header.from=school79.kz"), (0, f"{OURS}; dkim=pass header.i=@school79.kz")]
    assert found(*fields, (0, f"{OURS}; spf=none smtp.mailfrom=x@y.kz")) == Authentication(
        OURS, "none", "pass", "pass", "passed", "school79.kz"
    )


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("dkim=pass header.d=school79.kz", "passed"),
        ("dkim=pass header.i=@mail.school79.kz", "passed"),
        ("spf=pass smtp.mailfrom=school79.kz; dkim=none", "passed"),
        ("spf=pass smtp.mail=a@school79.kz", "passed"),  # Yandex
        ("dkim=pass header.d=sendgrid.net; spf=pass smtp.mailfrom=bounce@sendgrid.net", "unproven"),  # not aligned
        ("dkim=pass header.d=kz", "unproven"),
        ("dkim=fail header.d=school79.kz; dkim=pass header.d=school79.kz", "passed"),
        ("dkim=fail header.d=school79.kz; spf=none", "unproven"),  # a list changed it: RFC 6376 takes it as unsigned
        ("spf=fail smtp.mailfrom=a@school79.kz; dkim=none", "failed"),
        ("spf=hardfail smtp.mailfrom=a@school79.kz", "failed"),
        ("spf=fail smtp.mailfrom=a@school79.kz; dkim=pass header.d=school79.kz", "passed"),  # forwarded
        ("spf=fail smtp.mailfrom=a@x.kz; dkim=pass header.d=x.kz", "unproven"),
        ("spf=softfail smtp.mailfrom=a@school79.kz; dkim=none", "unproven"),
        ("spf=temperror; dkim=temperror; dmarc=temperror", "unproven"),
        ("dmarc=pass header.from=evil.kz", "failed"),  # two addresses in From
        ("dmarc=none header.from=school79.kz; dkim=pass header.d=school79.kz", "passed"),
        ("dmarc=fail header.from=school79.kz; dkim=pass header.d=evil.kz; spf=pass smtp.mailfrom=evil.kz", "failed"),
        ("dmarc=pass (a \\) comment; dmarc=fail (nested)) header.from=school79.kz", "passed"),
        ('dmarc=fail reason="x; dmarc=pass"', "failed"),
        ("DMARC / 1 = Pass header.from=School79.KZ", "passed"),
    ],
)
def test_what_results_come_to(results: str, expected: str) -> None:
    """DMARC first; without it an aligned signature or path; a broken signature is none."""
    assert outcome((0, f"{OURS} 1; {results}")) == expected


def test_microsofts_field_without_a_name_is_taken_only_where_it_is_expected() -> None:
    """Microsoft 365 does not name itself (RFC 8601, 2.2 asks for it)."""
    value = (
        "spf=pass (sender IP is 198.51.100.7) smtp.mailfrom=school79.kz; dkim=none (message not signed) header.d=none;"
        "dmarc=pass action=none header.from=school79.kz;compauth=pass reason=100"
    )
    one = authentication([(2, value)], (INSIDE, BORDER), HOSTS, SENDER, unnamed=True)
    assert one == Authentication("unnamed", "pass", "none", "pass", "passed", "school79.kz")
    assert authentication([(2, value)], (INSIDE, BORDER), HOSTS, SENDER) is None


def test_microsofts_servers_hand_a_letter_on_under_public_addresses() -> None:
    """Their word stands above the border, below several stamps of theirs; the sender's own field does not count."""
    hop = "from {}.eurprd04.prod.outlook.com (2603:10a6:10:1::{}) by {}.eurprd04.prod.outlook.com with Microsoft SMTP; "
    inner = [hop.format(name, number, by) + DAY for number, (name, by) in enumerate((("A2", "A1"), ("A3", "A2")), 1)]
    border = f"from mail.school79.kz (198.51.100.7) by A3.mail.protection.outlook.com with Microsoft SMTP Server; {DAY}"
    fields = [(2, "spf=fail smtp.mailfrom=school79.kz; dkim=none; dmarc=fail header.from=school79.kz"), (3, SIGNED)]
    one = authentication(fields, (*inner, border), ("outlook.com",), SENDER, unnamed=True)
    assert one is not None
    assert (one.by, one.outcome) == ("unnamed", "failed")


def test_gmails_own_machines_name_themselves_by_inner_addresses() -> None:
    """The word of mx.google.com stands below its border, above it are two stamps without a name."""
    top = f"by 2002:a05:6402:51d0:b0:5c9:4d6c:1234 with SMTP id r16; {DAY}"
    border = f"from mail.school79.kz (mail.school79.kz. [198.51.100.7]) by mx.google.com with ESMTPS id x; {DAY}"
    value = (
        "mx.google.com; dkim=pass header.i=@school79.kz header.s=s header.b=aB/+=; dmarc=pass header.from=school79.kz"
    )
    one = authentication([(2, value), (2, PASS)], (top, border), ("google.com",), SENDER)
    assert one is not None
    assert (one.by, one.outcome) == ("mx.google.com", "passed")


@given(st.text(alphabet=st.sampled_from('a=;()"\\ .@/1pasfmdkri\n'), max_size=60))
def test_whatever_a_field_holds_nothing_breaks(value: str) -> None:
    """A stranger's bytes raise nothing and pass nothing without our name."""
    name, _ = parse(value)
    assert name == name.lower()
    assert authentication([(2, value)], (INSIDE, BORDER), HOSTS, SENDER) is None or OURS in value.lower()


def test_a_long_field_costs_no_more_than_its_length() -> None:
    """Deep comments and many results are one pass over the text."""
    assert parse(f"{OURS}; " + "(" * 3000 + "dmarc=pass" + ")" * 3000)[1] == ()
    assert len(parse(f"{OURS}" + "; dkim=pass" * 300)[1]) == 50
