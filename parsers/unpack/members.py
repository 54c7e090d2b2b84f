"""What every kind of archive is read as: its members in their order, and the bytes of the one that is asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from parsers.facts import Problem


class BadMemberError(Exception):
    """A member that could not be read to its end."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Member:
    """One entry: its ordinal, its name decoded, its size as promised, and why it cannot be read, if so."""

    number: int
    name: str
    size: int
    is_folder: bool
    problem: Problem | None = None


class BadArchiveError(Exception):
    """An archive that cannot be read on: encrypted, damaged, one volume of several, or for want of a library."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Archive(Protocol):
    """An archive being read; ``unpacked`` counts the bytes that came out of it.

    A member is read before the next one is asked for: some formats can only be read from the front. Both may raise
    BadArchiveError; ``read`` raises BadMemberError where a member's bytes end early or do not agree.
    """

    unpacked: int

    @property
    def members(self) -> Iterable[Member]:
        """The members, folders and links among them."""

    @property
    def damaged(self) -> bool:
        """Whether there may be members that are not listed."""

    def read(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member, a chunk at a time."""
