"""When our servers received a letter: what they wrote themselves is believed, and nothing else."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.receipt import Receipt, receipt, trusted
from intake.received import parse, parse_date

OURS = ("example.kz",)
ASTANA = timezone(timedelta(hours=5))
DEADLINE = datetime(2025, 10, 17, 23, 59, 59, tzinfo=ASTANA)
SEEN = datetime(2025, 10, 20, 9, tzinfo=ASTANA)


def at(day: int, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    """A time of October 2025 in Astana."""
    return datetime(2025, 10, day, hour, minute, second, tzinfo=ASTANA)


def hop(by: str, when: datetime | str, sender: str = "mail.school.kz (mail.school.kz [203.0.113.7])") -> str:
    """A Received field as Postfix writes it."""
    date = when if isinstance(when, str) else format_datetime(when)
    return f"from {sender} by {by} (Postfix) with ESMTPS id 4F1A2 for <inbox@example.kz>; {date}"


def test_one_trusted_field_is_both_ends() -> None:
    """The border took it and it lay there."""
    found = receipt([hop("mx.example.kz", at(15)), hop("mail.school.kz", at(14))], OURS, SEEN)
    assert found == Receipt(at(15), at(15), "trusted_received")
    assert found.not_before is not None
    assert found.not_before.tzinfo is UTC


def test_the_run_of_our_servers_is_the_interval() -> None:
    """The lowest of ours is not_before, the top not_after: a delay inside our servers is not the sender's."""
    fields = [
        hop("box.example.kz", at(18, 1), "mx.example.kz (mx.example.kz [10.0.0.5])"),
        hop("mx.example.kz", at(17, 23, 50)),
        hop("mail.school.kz", at(14)),
    ]
    assert receipt(fields, OURS, SEEN) == Receipt(at(17, 23, 50), at(18, 1), "trusted_received")


@pytest.mark.parametrize(
    "inner",
    [
        hop("mx.example.kz", at(17, 23, 51), "localhost (localhost [127.0.0.1])"),
        hop("mx.example.kz", at(17, 23, 51), "filter (unknown [192.168.4.2])"),
        hop("mx.example.kz", at(17, 23, 51), "[IPv6:::1] (port=51122)"),
        f"by mx.example.kz (Postfix, from userid 105) id 11; {format_datetime(at(17, 23, 51))}",
        f"from mx.example.kz by mx.example.kz with LMTP id aa (from <a@b.kz>); {format_datetime(at(17, 23, 51))}",
        hop("mx.example.kz", at(17, 23, 51), "filter ([IPv6:fd00::5])"),
        hop("mx.example.kz", at(17, 23, 51), "filter ([IPv6:::ffff:10.1.2.3])"),
    ],
)
def test_hops_inside_our_servers_do_not_end_the_run(inner: str) -> None:
    """A filter on the same host, a private address, local delivery: below them stands the border."""
    fields = [inner, hop("mx.example.kz", at(17, 23, 50)), hop("mail.school.kz", at(1))]
    assert receipt(fields, OURS, SEEN) == Receipt(at(17, 23, 50), at(17, 23, 51), "trusted_received")


@pytest.mark.parametrize(
    ("host", "is_trusted"),
    [
        ("example.kz", True),
        ("mx.example.kz", True),
        ("a.b.example.kz", True),
        ("evilexample.kz", False),
        ("example.kz.evil.ru", False),
        ("kz", False),
        ("", False),
    ],
)
def test_a_domain_trusts_its_subdomains_and_no_look_alike(host: str, is_trusted: bool) -> None:
    """The border of a name is a dot."""
    assert trusted(host, OURS) is is_trusted
    assert not trusted(host, ("",))


@pytest.mark.parametrize("client", ["localhost (localhost [203.0.113.9])", "a.kz (a.kz [127.0.0.1] [198.51.100.1])"])
def test_an_outer_address_is_not_inside(client: str) -> None:
    """A client cannot stand beside our server by a name alone."""
    fields = [hop("mx.example.kz", at(18), client), hop("mx.example.kz", at(1))]
    assert receipt(fields, OURS, SEEN) == Receipt(at(18), at(18), "trusted_received")


def test_machines_of_a_service_that_bear_no_name_belong_to_its_run() -> None:
    """Google's name themselves by 6to4 of a private address; alone they prove nothing: any service has such."""
    inner = f"by 2002:a05:6402:51d0:b0:5c9:4d6c:1234 with SMTP id r16csp; {format_datetime(at(16))}"
    found = receipt([inner, hop("mx.example.kz", at(15))], OURS, SEEN)
    assert found == Receipt(at(15), at(16), "trusted_received")
    for lone in ([inner], [inner, hop("mx.evil.kz", at(15))], [f"by 10.0.0.5 with HTTP; {format_datetime(at(16))}"]):
        assert receipt(lone, OURS, SEEN).proof == "none"
    outer = f"by 2002:c000:204:1::1 with SMTP id r16csp; {format_datetime(at(16))}"
    assert receipt([outer, hop("mx.example.kz", at(15))], OURS, SEEN).proof == "none"


@pytest.mark.parametrize("by", ["evilexample.kz", "mx.example.kz.evil.ru", "localhost", "by"])
def test_a_strange_top_proves_nothing(by: str) -> None:
    """Then INTERNALDATE, and without it only our own seeing."""
    fields = [hop(by, at(1)), hop("mx.example.kz", at(2))]
    assert receipt(fields, OURS, SEEN, at(16)) == Receipt(at(16), at(16), "internaldate")
    assert receipt(fields, OURS, SEEN) == Receipt(None, SEEN, "none")
    assert receipt([], OURS, SEEN) == Receipt(None, SEEN, "none")


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 17 Oct 2025 12:00:00", "Fri, 32 Oct 2025 12:00:00 +0500"])
def test_a_field_without_a_date_ends_the_run(date: str) -> None:
    """What stands below a broken one is not believed; a broken top proves nothing."""
    top = hop("box.example.kz", at(16), "mx.example.kz (mx.example.kz [10.0.0.5])")
    broken = hop("mx.example.kz", date)
    assert receipt([top, broken, hop("mx.example.kz", at(1))], OURS, SEEN).not_before == at(16)
    assert receipt([broken, top], OURS, SEEN, at(15)).proof == "internaldate"


def test_the_host_clock_bounds_everything() -> None:
    """Stamps from the future are cut to when we saw the letter."""
    late = SEEN + timedelta(days=1)
    assert receipt([hop("mx.example.kz", late)], OURS, SEEN) == Receipt(SEEN, SEEN, "trusted_received")
    assert receipt([], OURS, SEEN, late) == Receipt(SEEN, SEEN, "internaldate")


def test_times_without_a_zone_are_refused() -> None:
    """A naive time would be read in the zone of this machine."""
    naive = SEEN.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        receipt([], OURS, naive)
    with pytest.raises(ValueError, match="aware"):
        receipt([], OURS, SEEN, naive)


def test_a_client_that_gives_our_name_can_widen_the_interval_only() -> None:
    """A late letter with forged fields below our border becomes unproven, never on time."""
    forged = hop("mx.example.kz", at(1))
    fields = [hop("mx.example.kz", at(18), "mx.example.kz (evil.ru [203.0.113.66])"), forged]
    assert receipt(fields, OURS, SEEN) == Receipt(at(1), at(18), "trusted_received")


def test_forged_fields_below_an_honest_border_change_nothing() -> None:
    """The border says from where it took the letter; what stands below is that stranger's word."""
    fields = [hop("mx.example.kz", at(18)), hop("mx.example.kz", at(1)), hop("mx.example.kz", at(2))]
    assert receipt(fields, OURS, SEEN) == Receipt(at(18), at(18), "trusted_received")


HOSTS = st.sampled_from(
    ["mx.example.kz", "box.example.kz", "evilexample.kz", "mail.school.kz", "localhost", "by", "(", '"', ""]
)
MOMENTS = st.integers(-20 * 86400, 20 * 86400).map(lambda seconds: DEADLINE + timedelta(seconds=seconds))
FORGED = st.lists(
    st.one_of(
        st.builds(hop, HOSTS, MOMENTS, st.builds("{} ({} [127.0.0.1])".format, HOSTS, HOSTS)),
        st.builds(hop, HOSTS, st.sampled_from(["", ";", "Fri, 99 Oct 2025 1:1:1 +0500"])),
        st.text(max_size=80),
    ),
    max_size=5,
)
CLIENTS = st.builds("{} ({} [203.0.113.66])".format, HOSTS.filter(lambda host: host not in ("(", '"', "")), HOSTS)


@given(border=MOMENTS, client=CLIENTS, forged=FORGED)
def test_nothing_that_a_sender_writes_makes_a_late_letter_on_time(
    border: datetime, client: str, forged: list[str]
) -> None:
    """Whatever name the client gives and whatever fields it sends, not_after is the border's own time."""
    seen = DEADLINE + timedelta(days=30)
    border = border.replace(microsecond=0)
    found = receipt([hop("mx.example.kz", border, client), *forged], OURS, seen)
    if found.proof == "trusted_received":
        assert found.not_after == border
        assert found.not_before is not None
        assert found.not_before <= border
    else:
        assert found == Receipt(None, seen, "none")


@given(moment=MOMENTS, forged=FORGED)
def test_a_letter_that_came_in_time_cannot_be_made_late(moment: datetime, forged: list[str]) -> None:
    """Fields below the border, which other relays or a prankster may have written, do not move not_after."""
    moment = moment.replace(microsecond=0)
    found = receipt([hop("mx.example.kz", moment), *forged], OURS, DEADLINE + timedelta(days=30))
    assert found == Receipt(moment, moment, "trusted_received")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri, 17 Oct 2025 23:59:59 +0500", "2025-10-17T18:59:59"),
        ("17 Oct 2025 23:59 +0500", "2025-10-17T18:59:00"),
        ("Fri, 17 Oct 2025 18:59:59 +0000 (UTC)", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 18:59:59 -0000", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 18:59:59 GMT", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 18:59:59 UT", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 18:59:59 Z", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 14:59:59 EDT", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 11:59:59 pdt", "2025-10-17T18:59:59"),
        ("fri, 17 oct 25 23:59:59 +0500 (Almaty (a nested ; comment))", "2025-10-17T18:59:59"),
        ("  Fri , 17   Oct  2025  23 : 59 : 59   +0500  ", "2025-10-17T18:59:59"),
        ("Fri, 17 Oct 2025 23:59:60 +0500", "2025-10-17T19:00:00"),
        ("1 Jan 99 00:00:00 +0530", "1998-12-31T18:30:00"),
        ("1 Jan 125 00:00:00 +0000", "2025-01-01T00:00:00"),
    ],
)
def test_dates_are_read_as_the_standard_writes_them(text: str, expected: str) -> None:
    """RFC 5322, 3.3 and the obsolete forms of 4.3: zones by name, short years, comments, spaces."""
    assert parse_date(text) == datetime.fromisoformat(expected + "+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fri, 17 Oct 2025 23:59:59",
        "Fri, 17 Oct 2025 23:59:59 ALMT",
        "Fri, 17 Oct 2025 23:59:59 A",
        "Fri, 17 Oct 2025 23:59:59 +9900",
        "Fri, 17 Oct 2025 23:59:59 +0575",
        "Fri, 17 Okt 2025 23:59:59 +0500",
        "Fri, 17 Oct 2025 24:00:00 +0500",
        "Fri, 31 Feb 2025 23:59:59 +0500",
        "Fri, 17 Oct 0 23:59:59 +0500",
        "Fri, 17 Oct 2025 23:59:59 +0500 and more",
        "Fri, 1७ Oct 2025 23:59:59 +0500",
        "1 Jan 0001 00:00:00 +1400",
        "2025-10-17T23:59:59+05:00",
    ],
)
def test_a_date_that_is_not_clear_is_none(text: str) -> None:
    """Missing or unknown zones above all: read as UTC they would be hours off."""
    assert parse_date(text) is None


@given(moment=st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 31)), hours=st.integers(-12, 14))  # noqa: DTZ001
def test_every_date_that_a_server_writes_is_read(moment: datetime, hours: int) -> None:
    """To the second, whatever the zone."""
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert parse_date(format_datetime(aware)) == aware


@given(text=st.text(max_size=300))
def test_no_field_breaks_the_parser(text: str) -> None:
    """Anything may stand in a header."""
    parse(text)
    parse(f"from {text} by mx.example.kz; {text}")


@pytest.mark.parametrize(
    ("field", "by", "senders"),
    [
        ("from a.kz (b.kz [192.0.2.1]) by MX.Example.KZ. with ESMTP; x", "mx.example.kz", ("a.kz", "b.kz")),
        ("from by (b.kz [192.0.2.1]) by mx.example.kz; x", "mx.example.kz", ("by", "b.kz")),
        ("from [192.0.2.1] (helo=a.kz) by mx.example.kz with esmtp; x", "mx.example.kz", ("[192.0.2.1]", "a.kz")),
        ("by mx.example.kz with SMTP id x; x", "mx.example.kz", ()),
        ("(from root@localhost) by mx.example.kz (8.14/8.14) id 1; x", "mx.example.kz", ()),
        ("from a.kz", "", ("a.kz",)),
        ("", "", ()),
    ],
)
def test_a_field_is_taken_apart(field: str, by: str, senders: tuple[str, ...]) -> None:
    """Postfix, Exim and sendmail write it differently; the client's name may be any word."""
    hop_found = parse(field)
    assert (hop_found.by, hop_found.senders) == (by, senders)
