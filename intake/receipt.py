"""When our own servers received a letter (model.md 7-8): an interval, never the sender's word."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from intake.received import Hop, is_inside, parse

Proof = Literal["trusted_received", "internaldate", "none"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The letter came to our servers between the two (aware, UTC). ``not_before`` is None where nothing is proven."""

    not_before: datetime | None
    not_after: datetime
    proof: Proof


def receipt(
    received: Sequence[str], trusted_hosts: Collection[str], seen_at: datetime, internaldate: datetime | None = None
) -> Receipt:
    """The interval of receipt from ``received``, the raw Received fields, newest first.

    The unbroken run of trusted hosts' fields is walked from the top: its lowest is not_before, the top is not_after.
    Whatever lies below was written by others. A client that gives a trusted name can lengthen the run downward: that
    moves not_before alone, and a late letter becomes unproven at worst, never on time. Without such a run INTERNALDATE
    is both. Nothing is later than ``seen_at``, when we saw the letter ourselves. Times given must be aware.
    """
    if seen_at.tzinfo is None or (internaldate is not None and internaldate.tzinfo is None):
        raise ValueError("times of receipt are aware")
    seen_at = seen_at.astimezone(UTC)
    run = _trusted_run(received, frozenset(host.strip(".").lower() for host in trusted_hosts))
    if run:
        not_after = min(run[0], seen_at)
        return Receipt(min(run[-1], not_after), not_after, "trusted_received")
    if internaldate is not None:
        both = min(internaldate.astimezone(UTC), seen_at)
        return Receipt(both, both, "internaldate")
    return Receipt(None, seen_at, "none")


def trusted(host: str, hosts: Collection[str]) -> bool:
    """Whether a host is one of ``hosts`` or below one of them: example.kz trusts mx.example.kz, not evilexample.kz."""
    return any(host == known or host.endswith("." + known) for known in hosts if known)


def is_ours(hop: Hop, hosts: Collection[str]) -> bool:
    """Whether one of our own servers wrote a hop, given that it stands where only they write.

    By its name; a machine inside the service names itself by its inner address alone (Google's do), and takes letters
    from nobody but its neighbours, whom it does not name.
    """
    return trusted(hop.by, hosts) or (not hop.senders and is_inside(hop.by))


def _trusted_run(received: Sequence[str], hosts: frozenset[str]) -> list[datetime]:
    """The times of the fields that our own servers wrote, newest first; none where no name of ours is among them."""
    run: list[datetime] = []
    named = False
    for field in received:
        hop = parse(field)
        if not is_ours(hop, hosts) or hop.at is None:
            break
        run.append(hop.at)
        named = named or trusted(hop.by, hosts)
        if not _from_ours(hop, hosts):
            break
    return run if named else []


def _from_ours(hop: Hop, hosts: frozenset[str]) -> bool:
    """Whether a hop came from one of our own servers, so that the field below it is that server's.

    A hop that names nobody is one inside the host (RFC 5321, 4.4: local delivery); so is one from an inner address, a
    filter's for instance. Time spent there is time inside our servers, which must not harm the sender (model.md 8).
    """
    return not hop.senders or hop.inside or any(trusted(name, hosts) for name in hop.senders)
