"""What our own servers say of a letter's sender: Authentication-Results (RFC 8601), as far as it is surely theirs.

Anybody can write such a field into a letter. Ours are told apart by their name (the authserv-id, a trusted host) and
by where they stand: above the Received stamp of our border server nobody else can write; right below it the letter's
own header begins, where only the topmost field can be ours (RFC 8601, 5, 7.1).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from intake.receipt import is_ours, trusted
from intake.received import parse as parse_received

Outcome = Literal["passed", "failed", "unproven"]

_RESULTS = frozenset(("pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy"))
_OLD_NAMES = {"hardfail": "fail", "error": "temperror", "unknown": "permerror", "discard": "policy"}  # RFC 5451
_METHODS = ("spf", "dkim", "dmarc")
_METHOD = re.compile(r"\s*([a-z][a-z0-9-]*)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)(?![a-z0-9])", re.IGNORECASE)
_PROPERTY = re.compile(r'(?<!\S)([a-z]+)\s*\.\s*([a-z-]+)\s*=\s*("[^"]*"|\S+)', re.IGNORECASE)
_MOST_RESULTS = 50


@dataclass(frozen=True, slots=True)
class Authentication:
    """What our own server ``by`` found (RFC 7208, 6376, 7489): one word a method, "" where it tells nothing of it.

    ``outcome``: ``passed`` when the sender's domain vouches for the letter, ``failed`` when it disowns it, ``unproven``
    otherwise. ``domain`` is the domain that vouches, "" unless passed.
    """

    by: str
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    outcome: Outcome = "unproven"
    domain: str = ""


@dataclass(frozen=True, slots=True)
class _Result:
    """One method's result and its properties, "header.from" and so on, lower case."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...]

    def domains(self, *names: str) -> Iterator[str]:
        """The domains that properties of these names give; an address is its domain."""
        for name, value in self.properties:
            if name in names and (domain := value.rpartition("@")[2].strip(".")):
                yield domain


def authentication(
    fields: Sequence[tuple[int, str]],
    received: Sequence[str],
    trusted_hosts: Collection[str],
    sender: str,
    *,
    unnamed: bool = False,
) -> Authentication | None:
    """What our servers found of the letter; None where they say nothing.

    ``fields``: the Authentication-Results values from the top with the number of Received fields above each;
    ``received``: the Received fields, newest first; ``sender``: the address in From. ``unnamed``: our servers do not
    write their name, as Microsoft 365 does not; a field without one is then theirs.
    """
    hosts = frozenset(host.strip(".").lower() for host in trusted_hosts)
    by, results = "", list[_Result]()
    for value in _ours(fields, _stamps(received, hosts, named=unnamed), hosts, unnamed=unnamed):
        name, found = parse(value)
        by = by or name
        known = {one.method for one in results}
        results += (one for one in found if one.method not in known)
    return _weighed(by or "unnamed", results, sender.lower().rpartition("@")[2]) if results else None


def parse(value: str) -> tuple[str, tuple[_Result, ...]]:
    """A field's value: who wrote it ("" where it has no name) and the results, those of unknown words left out."""
    first, *rest = _split(value)
    name = "" if "=" in first else first.split()[0].strip('"').rstrip(".").lower() if first.split() else ""
    pieces = [first, *rest] if "=" in first else rest
    return name, tuple(one for piece in pieces[:_MOST_RESULTS] if (one := _result(piece)) is not None)


def _result(piece: str) -> _Result | None:
    found = _METHOD.match(piece)
    if found is None:
        return None
    word = _OLD_NAMES.get(found[2].lower(), found[2].lower())
    if found[1].lower() not in _METHODS or word not in _RESULTS:
        return None
    properties = tuple(
        (f"{kind}.{name}".lower(), value.strip('"').lower())
        for kind, name, value in _PROPERTY.findall(piece[found.end() :])
    )
    return _Result(found[1].lower(), word, properties)


def _split(value: str) -> list[str]:
    """The pieces between semicolons, comments taken out (RFC 5322, 3.2.2: nested, with quoted pairs)."""
    pieces, depth, quoted, escaped = [""], 0, False, False
    for char in value:
        if escaped:
            escaped = False
            continue
        if char == "\\":
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
            pieces[-1] += char
        elif char == "(" and not quoted:
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            pieces[-1] += " "
        elif char == ";" and not (depth or quoted):
            pieces.append("")
        elif not depth:
            pieces[-1] += char
    return pieces


def _stamps(received: Sequence[str], hosts: frozenset[str], *, named: bool) -> int:
    """How many Received fields from the top are surely our own servers'.

    Stricter than receipt: a client that calls itself by our name must not lift what it wrote above our border. Below
    one of our stamps only that server's neighbour stamps: itself, or one at an inner address. ``named``: or one of our
    names; Microsoft's servers have public addresses, and their word on the sender stands above whatever was sent.
    """
    known = False
    for count, field in enumerate(received):
        hop = parse_received(field)
        if not is_ours(hop, hosts):
            return count if known else 0
        known = known or trusted(hop.by, hosts)
        neighbours = named and all(trusted(name, hosts) for name in hop.senders)
        if hop.senders and not (hop.inside or neighbours):
            return count + 1
    return len(received) if known else 0


def _ours(fields: Sequence[tuple[int, str]], stamps: int, hosts: frozenset[str], *, unnamed: bool) -> Iterator[str]:
    """The values that our own servers wrote: all above the border, or else the topmost one right below it."""
    above = [value for place, value in fields if place < stamps and _named(value, hosts, unnamed=unnamed)]
    if above:
        yield from above
        return
    below = [value for place, value in fields if place == stamps]
    if below and _named(below[0], hosts, unnamed=unnamed):
        yield below[0]


def _named(value: str, hosts: frozenset[str], *, unnamed: bool) -> bool:
    name, results = parse(value)
    return trusted(name, hosts) if name else unnamed and bool(results)


def _weighed(by: str, results: Sequence[_Result], domain: str) -> Authentication:
    """All results together: DMARC decides where it does, else an aligned signature or path."""
    of = {method: [one for one in results if one.method == method] for method in _METHODS}
    words = {method: _word(found) for method, found in of.items()}
    vouched = any(_aligned(one, domain) for one in (*of["dkim"], *of["spf"]) if one.result == "pass")
    dmarc = next(iter(of["dmarc"]), None)
    outcome: Outcome = "unproven"
    if dmarc is not None and dmarc.result == "fail":
        outcome = "failed"
    elif dmarc is not None and dmarc.result == "pass":
        outcome = "passed" if all(named == domain for named in dmarc.domains("header.from")) else "failed"
    elif vouched:
        outcome = "passed"
    elif words["spf"] == "fail" and words["dkim"] != "pass":
        outcome = "failed"
    passed = outcome == "passed" and bool(domain)
    return Authentication(by, words["spf"], words["dkim"], words["dmarc"], outcome, domain if passed else "")


def _word(results: Sequence[_Result]) -> str:
    """One word for a method that may have several results: one signature that holds is enough (RFC 6376, 6.1)."""
    words = [one.result for one in results]
    return "pass" if "pass" in words else next(iter(words), "")


def _aligned(result: _Result, domain: str) -> bool:
    """Whether what passed is the domain in From, one above it or one below it (RFC 7489, 3.1: relaxed alignment)."""
    names = ("header.d", "header.i") if result.method == "dkim" else ("smtp.mailfrom", "smtp.mail")
    return any(_related(found, domain) for found in result.domains(*names))


def _related(one: str, other: str) -> bool:
    """Whether two domains are one, or one lies below the other; a bare top-level domain is nobody's."""
    if "." not in one or "." not in other:
        return False
    return one == other or one.endswith("." + other) or other.endswith("." + one)
