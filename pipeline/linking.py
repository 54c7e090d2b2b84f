"""By what a letter can have to do with another: threads, addresses, schools, phones, heads, places, our numbers.

Pure. What grouping weighs and what the tracking database remembers are the same keys.
"""

import re
from collections import Counter

from parsers.facts import ApplicationFacts
from pipeline.contest import Contest
from pipeline.identity import address_keys, mentioned_schools, person_keys, phone_keys, school_keys
from pipeline.speaking import applications, is_own, numbers_in, schools_named
from pipeline.state import LetterState


def link_keys(letter: LetterState, contest: Contest, number: int | None = None) -> frozenset[str]:
    """Keys by which a letter can have to do with another: letters that share none, even by others, never meet.

    ``m:`` threads, ``a:`` addresses, ``s:`` schools, ``p:`` phones, ``h:`` heads, ``x:`` places, ``q:`` our numbers.
    ``number`` is the letter's own number when it founded a submission, so that letters that quote it find it.
    """
    keys = {f"m:{name}" for name in map(bare_id, (letter.message_id, *letter.in_reply_to, *letter.references)) if name}
    keys |= {f"q:{quoted}" for quoted in numbers_in(letter, contest)}
    keys |= {f"q:{number}"} if number is not None else set()
    keys |= {f"s:{mentioned}" for mentioned in mentioned_in(letter, contest)}
    if letter.sender and not is_own(letter, contest):
        keys.add(f"a:{letter.sender}")
    for _, application in applications(letter):
        keys |= {f"s:{key}" for key in school_keys(value_of(application, "institution"), contest.schools)}
        keys |= {f"p:{key}" for key in phone_keys(value_of(application, "phone"))}
        keys |= {f"h:{key}" for key in person_keys(value_of(application, "head"))}
        keys |= {f"x:{key}" for key in address_keys(value_of(application, "address"), contest.schools)}
        keys |= {f"a:{email}" for email in emails_in(application)}
    return frozenset(keys)


def mentioned_in(letter: LetterState, contest: Contest) -> frozenset[str]:
    """Numbers of schools that a letter without an application mentions: in subject, text, mailbox, papers."""
    if any(True for _ in applications(letter)):
        return frozenset()
    mailbox = " ".join(_NAME_PARTS.findall(letter.sender.partition("@")[0]))
    said = mentioned_schools(letter.subject, contest.schools) | mentioned_schools(mailbox, contest.schools)
    if letter.body is not None:
        said |= mentioned_schools(schools_named(letter.body), contest.schools)
    return said | _on_papers(letter, contest)


def _on_papers(letter: LetterState, contest: Contest) -> frozenset[str]:
    """The schools that most papers name: a paper may name a partner's school as well."""
    named = [
        numbers for file in letter.files if (numbers := mentioned_schools(schools_named(file.facts), contest.schools))
    ]
    counts = Counter(number for numbers in named for number in numbers)
    return frozenset(number for number, count in counts.items() if count == max(counts.values()))


_NAME_PARTS = re.compile(r"\d+|[^\W\d_]+")


def value_of(application: ApplicationFacts, key: str) -> str | None:
    """A field in its normal form, as written where it has none; None when empty."""
    return next((one.normal or one.value for one in application.fields if one.key == key and one.value.strip()), None)


def emails_in(application: ApplicationFacts) -> frozenset[str]:
    """The addresses that stand in the field for them, in lower case."""
    written = value_of(application, "email") or ""
    pieces = re.split(r"[\s,;<>]+", written.lower())
    return frozenset(piece.strip(".") for piece in pieces if "@" in piece)


def bare_id(message_id: str) -> str:
    """A Message-ID without brackets and space (RFC 5322, 3.6.4; angle brackets are no part of it)."""
    return message_id.strip().strip("<>").strip()
