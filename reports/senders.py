"""Who wrote: the addresses known of a submission, and what our own servers say of a letter's sender, for people."""

from dataclasses import dataclass
from typing import Any

from intake.authentication import Authentication
from pipeline.state import Sender
from reports.words import Words


@dataclass(frozen=True, slots=True)
class SenderLine:
    """One known address: letters from it, what was said of them (codes and words), whether an application names it."""

    address: str
    letters: int
    outcomes: tuple[str, ...]
    named: bool
    told: str


def sender_line(sender: Sender, words: Words) -> SenderLine:
    """One address in one language."""
    parts = [words("sender-letters", count=sender.letters)] if sender.letters else []
    parts += [words(f"sender-{outcome}") for outcome in sender.outcomes]
    parts += [words("sender-named")] if sender.named else []
    return SenderLine(sender.address, sender.letters, sender.outcomes, sender.named, "; ".join(parts))


def sender_data(line: SenderLine) -> dict[str, Any]:
    """One address as data."""
    return {
        "address": line.address,
        "letters": line.letters,
        "authentication": list(line.outcomes),
        "named": line.named,
    }


def authentication_words(of: Authentication | None, words: Words) -> str:
    """What our servers say of a letter's sender; "" where they say nothing."""
    return "" if of is None else words(f"sender-{of.outcome}")


def authentication_data(of: Authentication | None) -> dict[str, Any] | None:
    """The same as data: null where our servers say nothing, and for a method of which they do not tell."""
    if of is None:
        return None
    return {
        "host": of.by,
        "spf": of.spf or None,
        "dkim": of.dkim or None,
        "dmarc": of.dmarc or None,
        "outcome": of.outcome,
        "domain": of.domain or None,
    }
