"""What is known of one letter, as values: what the recipe hands to the derived tables and gets back from them."""

from dataclasses import dataclass, field

from intake.authentication import Authentication
from parsers.facts import Address, FileFacts, Message, Part, Problem
from pipeline.state import LetterVerdict


@dataclass(frozen=True, slots=True)
class Stamp:
    """Under what a letter was read: the engine, the contest's row, and the part of it that reading depends on."""

    engine: str
    contest_id: int
    basis: str


def _nobody() -> Address:
    return Address("", "")


@dataclass(frozen=True, slots=True)
class Headers:
    """The header fields that are used after reading, decoded; ``received`` newest first, ``date`` as written."""

    message_id: str = ""
    date: str = ""
    sender: Address = field(default_factory=_nobody)
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    return_path: str = ""
    automatic: str = ""
    quoted: tuple[int, ...] = ()
    authentication: Authentication | None = None

    @classmethod
    def of(
        cls, message: Message, automatic: str, quoted: tuple[int, ...], authentication: Authentication | None = None
    ) -> "Headers":
        """The headers of a letter taken apart.

        ``automatic`` is the header that shows a robot, "" for a person; ``quoted`` are our numbers in its words;
        ``authentication`` is what our own servers say of the sender, None where they say nothing.
        """
        return cls(
            message.message_id, message.date, message.sender, message.reply_to, message.subject, message.in_reply_to,
            message.references, message.received, message.return_path, automatic, quoted, authentication,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file of a letter and what was recognised in it."""

    part: Part
    facts: FileFacts


@dataclass(frozen=True, slots=True)
class Reading:
    """One letter as read from the raw bytes ``raw_sha256`` ("" when they are not kept).

    ``verdict`` is what is certain before grouping: QUARANTINED, AUTOMATIC, or UNCLEAR where grouping must tell.
    """

    raw_sha256: str
    verdict: LetterVerdict
    headers: Headers
    files: tuple[FileReading, ...] = ()
    body: FileFacts | None = None
    problem: Problem | None = None
