"""Fingerprints of what a person saw, so that a decision on older facts can be told (model.md 5).

Only what was found counts, not how it was told: another reader that comes to the same result makes nothing older, and
what other people decided meanwhile is no fact. Letters are given as the machine made them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from parsers.facts import FileFacts
from pipeline.speaking import applications
from pipeline.state import FileState, LetterState


def of_submission(letters: Iterable[LetterState]) -> str:
    """All that counts or may count: letters, their receipt, what each file was recognised as, what the form says."""
    return _hash(sorted(_letter(letter) for letter in letters))


def of_letter(letter: LetterState) -> str:
    """What a letter brings, whoever's it is."""
    return _hash(_letter(letter)[2:])


def of_receipt(letter: LetterState) -> str:
    """What our own servers prove of its receipt."""
    return _hash(_receipt(letter))


def of_file(file: FileState) -> str:
    """What one file was recognised as."""
    return _hash(_facts(file.machine or file.facts))


def of_kind(letters: Iterable[LetterState], kind: str) -> str:
    """What of a submission was taken for one kind."""
    files = [file for letter in letters for file in letter.files]
    return _hash(sorted((f.sha256, c) for f in files for c in _claims(f.machine or f.facts) if c[0] == kind))


def of_field(letters: Iterable[LetterState], key: str) -> str:
    """What the applications of a submission say in one field."""
    said = [
        (letter.key, field.value)
        for letter in letters
        for _, facts in applications(letter)
        for field in facts.fields
        if field.key == key
    ]
    return _hash(sorted(said))


def claimed(file: FileState, pages: Sequence[int] | None) -> tuple[str, ...]:
    """The kinds that a file, or those pages of it, was taken for."""
    own = (claim for segment in (file.machine or file.facts).segments for claim in segment.claims)
    near = (c.kind for c in own if pages is None or c.pages is None or set(c.pages) & set(pages))
    return tuple(dict.fromkeys(near))


def _letter(letter: LetterState) -> tuple[Any, ...]:
    files = [(file.path, file.sha256, *_facts(file.machine or file.facts)) for file in letter.files]
    body = None if letter.body is None else _facts(letter.body)
    problem = letter.problem.code if letter.problem else ""
    return (letter.key, _receipt(letter), files, body is not None and body, problem)


def _receipt(letter: LetterState) -> tuple[str, str, str]:
    receipt = letter.receipt
    return (str(receipt.not_before), str(receipt.not_after), receipt.proof)


def _facts(facts: FileFacts) -> tuple[Any, ...]:
    application = facts.application
    fields = sorted((f.key, f.value) for f in application.fields) if application else []
    status = application.status if application else ""
    problem = facts.problem.code if facts.problem else ""
    return ([segment.role for segment in facts.segments], _claims(facts), status, fields, problem, facts.links)


def _claims(facts: FileFacts) -> list[tuple[str, str, str]]:
    own = (claim for segment in facts.segments for claim in segment.claims)
    return sorted((claim.kind, str(claim.pages), claim.status) for claim in own)


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "backslashreplace")).hexdigest()
