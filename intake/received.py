"""One Received field taken apart (RFC 5321, 4.4; RFC 5322, 3.3, 3.6.7 and 4.3): who took the letter from whom, when."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# RFC 5322, 4.3. Other letters and names are no proof of any time: RFC 5322 would have them read as UTC, which for a
# local name would be hours off, so that a time with them is taken as broken.
_ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_ZONES |= {"pst": -8, "pdt": -7}
_DATE = re.compile(
    r"(?:[a-z]+\s*,\s*)?(?P<day>[0-9]{1,2})\s+(?P<month>[a-z]{3})[a-z]*\s+(?P<year>[0-9]{2,5})\s+"
    r"(?P<hour>[0-9]{1,2})\s*:\s*(?P<minute>[0-9]{2})(?:\s*:\s*(?P<second>[0-9]{2}))?\s*"
    r"(?P<zone>[+-][0-9]{4}|[a-z]{1,5})",
    re.ASCII | re.IGNORECASE,
)
_ADDRESS = re.compile(r"\[(?:IPv6:)?([0-9a-f.:]+)\]", re.IGNORECASE)
# Beside our server: the same machine (RFC 6890), networks that the world cannot come from (RFC 1918, 3927, 4193, 4291).
_IPV4_INSIDE = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
_IPV6_INSIDE = ("::1/128", "fc00::/7", "fe80::/10")
_INSIDE = tuple(ipaddress.ip_network(network) for network in (*_IPV4_INSIDE, *_IPV6_INSIDE))
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hop:
    """``by`` took the letter ``at`` (aware; None: missing or broken) from ``senders`` (empty: from nobody named).

    ``senders`` are the name that the client gave and the one that our server looked up, lower case; ``inside``: the
    address our server saw is a loopback or private one, so that the client stood beside it.
    """

    by: str
    senders: tuple[str, ...]
    inside: bool
    at: datetime | None


def parse(field: str) -> Hop:
    """A raw Received field's value; never raises, what is not there is empty."""
    words, comments = _scan(field)
    clauses, _, date = words.rpartition(";") if ";" in words else (words, "", "")
    tokens = clauses.split()
    named = len(tokens) > 1 and tokens[0].lower() == "from"
    sender = _host(tokens[1]) if named else ""
    # The client's name may be any word, "by" too: our server's name is looked for after it.
    by = _after(tokens[2 if named else 0 :], "by")
    # The words in brackets right after the client's name were written by our server: what it looked up and saw.
    about = comments[0] if named and comments else ""
    looked_up = [host.lower() for host in _HOST.findall(_ADDRESS.sub(" ", about)) if not _is_number(host)]
    addresses = [*_ADDRESS.findall(about), *_ADDRESS.findall(sender)]
    inside = bool(addresses) and all(is_inside(address) for address in addresses)
    return Hop(_host(by), (sender, *looked_up) if sender else (), inside, parse_date(date))


def parse_date(text: str) -> datetime | None:
    """A date-time of RFC 5322 with its zone, comments taken out; None where it is missing, broken or without a zone."""
    found = _DATE.fullmatch(_scan(text)[0].strip())
    if found is None:
        return None
    zone = _zone(found["zone"].lower())
    if found["month"].lower() not in _MONTHS or zone is None:
        return None
    month = _MONTHS.index(found["month"].lower()) + 1
    year, second = int(found["year"]), int(found["second"] or 0)
    if len(found["year"]) < 4:  # RFC 5322, 4.3
        year += 2000 if year < 50 else 1900
    try:
        day, hour, minute = (int(found[name]) for name in ("day", "hour", "minute"))
        if second == 60:  # a leap second (RFC 5322, 3.3)
            return (datetime(year, month, day, hour, minute, 59, tzinfo=zone) + timedelta(seconds=1)).astimezone(UTC)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> timezone | None:
    if text[0] not in "+-":
        return None if text not in _ZONES else timezone(timedelta(hours=_ZONES[text]))
    hours, minutes = int(text[1:3]), int(text[3:5])
    if hours > 14 or minutes > 59:  # no place on earth keeps such a time
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _scan(text: str) -> tuple[str, list[str]]:
    """The text without its comments, and the outermost comments (RFC 5322, 3.2.2: nested, with quoted pairs)."""
    words: list[str] = []
    comments: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in text:
        target = comments if depth else words
        if escaped or char == "\\":
            escaped = not escaped
        elif char == '"' and not depth:
            quoted = not quoted
        elif char == "(" and not quoted:
            depth += 1
            if depth == 1:
                comments.append("")
                words.append(" ")
                continue
        elif char == ")" and depth:
            depth -= 1
            if not depth:
                continue
        if target is comments:
            comments[-1] += char
        else:
            words.append(char)
    return "".join(words), comments


def _after(tokens: list[str], word: str) -> str:
    """The token after a clause's name, "" where there is none."""
    for name, value in pairwise(tokens):
        if name.lower() == word:
            return value
    return ""


def _host(token: str) -> str:
    return token.strip(".,;").lower()


def _is_number(host: str) -> bool:
    return host.replace(".", "").isdigit()


def is_inside(address: str) -> bool:
    """Whether an address is one beside our server, as no letter from the world can have."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        # Google writes the private addresses of its own machines as 6to4 (RFC 3056): 2002:a05:… is 10.5.…
        parsed = parsed.ipv4_mapped or parsed.sixtofour or parsed
    return any(parsed in network for network in _INSIDE)
