"""Whether who sent a letter is sure enough for what it would do (model.md 12, 16). Pure.

Anybody can write a school's name, our number or a From address. Where our own servers say that the sender is not who
the letter claims, or a bare number is all that ties an unknown address to a submission, a person places the letter.
A letter of which our servers say nothing is taken as before: saved letters bring no such word.
"""

import re
from collections.abc import Iterable, Iterator

from parsers.facts import ApplicationFacts
from pipeline.contest import Contest
from pipeline.speaking import applications
from pipeline.state import Finding, LetterState, Sender

_FAILED, _UNPROVEN, _PASSED = range(3)


def is_failed(letter: LetterState) -> bool:
    """Whether our own servers say that the letter does not come from whom it names."""
    return letter.authentication is not None and letter.authentication.outcome == "failed"


def level(letter: LetterState) -> int:
    """How sure the sender is: disowned, not proven, vouched for. What is less sure never replaces what is surer."""
    if letter.authentication is None:
        return _UNPROVEN
    return {"failed": _FAILED, "passed": _PASSED}.get(letter.authentication.outcome, _UNPROVEN)


def own_domain(letter: LetterState, contest: Contest) -> str:
    """The domain that vouches for the letter and is one sender's own, as no public mail service is; "" for none."""
    if letter.authentication is None or letter.authentication.domain in contest.trust.all_shared_domains:
        return ""
    return letter.authentication.domain


def same_hand(one: LetterState, other: LetterState, contest: Contest) -> bool:
    """Whether two letters come from one address, or one domain of their own vouches for both (model.md 16)."""
    if one.sender and one.sender == other.sender:
        return True
    domain = own_domain(one, contest)
    return bool(domain) and domain == own_domain(other, contest)


def may_replace(older: LetterState, newer: LetterState, contest: Contest) -> bool:
    """Whether the newer letter's application may take the older one's place: the same hand, no less sure."""
    return same_hand(older, newer, contest) and level(newer) >= max(level(older), _UNPROVEN)


def doubt(letter: LetterState, how: str, founder: LetterState, others: Iterable[LetterState], contest: Contest) -> str:
    """Why a link does not join the letter to a submission by itself; "" when it does.

    ``failed``: the letter failed and the founder did not; ``founder_failed``: the reverse; ``unseen``: see below.

    Failed letters keep to submissions that a failed one founded: nothing that is sure depends on them, and what is
    sure does not depend on those. Our numbers can be guessed, a Message-ID cannot (model.md 12), so a number alone
    asks for an address that is known there, where our servers tell of senders at all.
    """
    if is_failed(letter) != is_failed(founder):
        return "failed" if is_failed(letter) else "founder_failed"
    if how == "number" and letter.authentication is not None and not is_seen(letter, others, contest):
        return "unseen"
    return ""


def is_seen(letter: LetterState, others: Iterable[LetterState], contest: Contest) -> bool:
    """Whether a letter's address is known among others: it wrote one, an application names it, its domain vouched."""
    return any(
        same_hand(letter, other, contest) or letter.sender in named_addresses(a for _, a in applications(other))
        for other in others
    )


def named_addresses(named_in: Iterable[ApplicationFacts]) -> frozenset[str]:
    """The addresses that applications name, lower case."""
    values = (
        field.normal or field.value for application in named_in for field in application.fields if field.key == "email"
    )
    pieces = (piece.strip(".") for value in values for piece in re.split(r"[\s,;<>]+", value.lower()))
    return frozenset(piece for piece in pieces if "@" in piece)


def senders(letters: Iterable[LetterState], founder: str) -> tuple[Sender, ...]:
    """The addresses that are known of a submission, in the order they were first seen; the founder's comes first."""
    letters = sorted(letters, key=lambda letter: letter.key != founder)
    named = named_addresses(a for letter in letters for _, a in applications(letter))
    found: dict[str, list[LetterState]] = {}
    for letter in letters:
        if letter.sender and not letter.source.startswith("person:"):  # A file that a person attached has no sender.
            found.setdefault(letter.sender, []).append(letter)
    wrote = tuple(
        Sender(address, len(of), tuple(dict.fromkeys(_outcome(x) for x in of)), address in named)
        for address, of in found.items()
    )
    return wrote + tuple(Sender(address, 0, (), named=True) for address in sorted(named - found.keys()))


def _outcome(letter: LetterState) -> str:
    return "unknown" if letter.authentication is None else letter.authentication.outcome


def remarks(letters: Iterable[LetterState], founder: str, contest: Contest) -> Iterator[Finding]:
    """What a person should know of who wrote: letters that failed, and addresses that nobody had named before.

    Only where our servers tell of senders: without their word another address is an everyday thing.
    """
    before: list[LetterState] = []
    for letter in sorted(letters, key=lambda letter: letter.key != founder):
        told = letter.authentication
        if told is not None:
            params = {"sender": letter.sender, "letter": letter.key}
            if told.outcome == "failed":
                yield Finding("remark", "sender_failed", {**params, "host": told.by}, passed=True)
            elif before and not is_seen(letter, before, contest):
                yield Finding("remark", "sender_new", params, passed=True)
        before.append(letter)
