"""A letter that was taken apart → its reading: every file and the body read, a robot told from a person."""

from pathlib import Path

from intake.authentication import authentication
from intake.robots import automatic
from parsers.facts import FileFacts, Message
from pipeline.contest import Contest
from pipeline.grouping import quoted_numbers
from pipeline.opening import beside_signatures, read_files
from pipeline.reader import Reader
from pipeline.state import LetterVerdict
from pipeline.tracking.records import FileReading, Headers, Reading

_TELLING = ("application", "document", "unread", "unrecognised")


def read_letter(message: Message, raw_sha256: str, reader: Reader, scratch: Path, contest: Contest) -> Reading:
    """All files and the body of a letter that was taken apart into ``scratch``."""
    files = beside_signatures(tuple(read_files(message.parts, reader, scratch)))
    body = reader.body(message)
    content_type = next((value for name, value in message.headers if name.lower() == "content-type"), "")
    robot = automatic(message.headers, message.return_path or None, content_type)
    vouched = authentication(
        message.authentication, message.received, contest.mailbox.trusted_hosts, message.sender.email,
        unnamed=contest.trust.unnamed_results,
    )  # fmt: skip
    headers = Headers.of(message, robot, _quoted(message, contest), vouched)
    verdict = LetterVerdict.AUTOMATIC if _is_automatic(robot, files, body) else LetterVerdict.UNCLEAR
    return Reading(raw_sha256, verdict, headers, files, body, next(iter(message.problems), body.problem))


def _is_automatic(robot: str, files: tuple[FileReading, ...], body: FileFacts) -> bool:
    """Whether a robot's letter is nothing but that.

    Lists and gateways mark what people wrote as well: with an application, a paper of the contest or one that nobody
    could read it is judged as a person's. A report of a mail system (RFC 3464) only returns what others wrote.
    """
    if not robot:
        return False
    if robot.lower().startswith("content-type:"):
        return True
    if body.application is not None:
        return False
    return not any(file.facts.role in _TELLING and not file.part.inline for file in files)


def _quoted(message: Message, contest: Contest) -> tuple[int, ...]:
    texts = (message.subject, *(message.texts or message.html))
    return tuple(dict.fromkeys(number for text in texts for number in quoted_numbers(text, contest)))
