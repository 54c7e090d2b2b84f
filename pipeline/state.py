"""The values of judging: letters and submissions as derived, findings and verdicts as judged.

``state = derive(evidence, contest)`` and ``verdict = judge(state, now)`` (model.md): nothing here touches the store,
the clock or a language. Sentences are made from the codes and parameters of findings where they are shown.
All times are aware ``datetime`` values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from intake.authentication import Authentication
from parsers.facts import ApplicationFacts, Evidence, FileFacts, Problem, Strength
from pipeline.decisions import Decision


class Timing(StrEnum):
    """Where a receipt interval lies against a deadline (model.md 8)."""

    ON_TIME = "on_time"
    LATE = "late"
    UNPROVEN = "unproven"


class LetterVerdict(StrEnum):
    """What a letter is (model.md 28)."""

    SUBMISSION = "submission"
    UNCLEAR = "unclear"
    UNRELATED = "unrelated"
    AUTOMATIC = "automatic"
    QUARANTINED = "quarantined"


class Standing(StrEnum):
    """The four verdicts on a submission."""

    ACCEPTED = "accepted"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Interval:
    """When our own servers received a letter (model.md 7). ``proof``: trusted_received, internaldate, person, none."""

    not_before: datetime | None
    not_after: datetime | None
    proof: str

    @property
    def shown(self) -> datetime | None:
        """The one time people see: when our servers took the letter, or the latest it can have been."""
        return self.not_before or self.not_after

    def against(self, deadline: datetime) -> Timing:
        """On time if surely by the deadline (inclusive), late if surely after it, else unproven (model.md 8)."""
        if self.not_after is not None and self.not_after <= deadline:
            return Timing.ON_TIME
        if self.not_before is not None and self.not_before > deadline:
            return Timing.LATE
        return Timing.UNPROVEN


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: a stable code and its parameters; the catalogue has the sentence ``finding-<code>``."""

    rule: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    passed: bool = False


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of a letter as derived. ``id`` is the tracking database's number, stable for the same letter and path."""

    id: int
    letter_id: int
    letter_key: str
    path: str
    name: str
    content_type: str
    size: int
    sha256: str
    facts: FileFacts
    inline: bool = False  # stood in the text of the letter (a signature's picture, a pasted photograph)
    assigned: tuple[str, ...] = ()  # kinds that a person said it is, and "application"
    machine: FileFacts | None = None  # what the machine made of it, where a person said something


@dataclass(frozen=True, slots=True)
class LetterState:
    """A letter as derived, with its files. ``source`` is where it was seen first (a file or mailbox locator)."""

    id: int
    key: str
    message_id: str
    sender: str
    sender_name: str
    subject: str
    sent: str  # the sender's own Date, as written: shown, proves nothing
    source: str
    receipt: Interval
    verdict: LetterVerdict
    why: Finding
    files: tuple[FileState, ...] = ()
    body: FileFacts | None = None
    problem: Problem | None = None
    founder: str | None = None  # the founder letter's key of the submission it belongs to
    joined_by: Finding | None = None  # why it belongs there
    in_reply_to: tuple[str, ...] = ()  # Message-IDs as written (RFC 5322, 3.6.4)
    references: tuple[str, ...] = ()  # Message-IDs as written, oldest first
    quoted: tuple[int, ...] = ()  # our numbers quoted in subject and text: see grouping.quoted_numbers
    authentication: Authentication | None = None  # what our own servers say of the sender; None: nothing
    spam: bool = False  # it was seen in a spam folder and nowhere else


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one letter stands after grouping: what it is and why, whose it is and why, and whose it may be besides.

    ``founder`` is the key of the letter that founded its submission (its own for a founder), None for a letter that is
    in none. ``proposals`` are the founders of submissions that it may belong to: weaker evidence than joining asks for.
    """

    key: str
    verdict: LetterVerdict
    why: Finding
    founder: str | None = None
    joined_by: Finding | None = None
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """All letters placed, by letter key in receipt order. ``groups``: founder -> its letters in receipt order."""

    placed: Mapping[str, Placed]
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class KindClaim:
    """One file (or pages of it) that counts for a document kind."""

    kind: str
    file: FileState
    message_id: str
    pages: tuple[int, ...] | None
    status: Strength
    partly: bool
    evidence: tuple[Evidence, ...]
    by: str = "machine"


@dataclass(frozen=True, slots=True)
class ApplicationState:
    """The application that stands. ``file`` is None when it stood in the letter's body."""

    facts: ApplicationFacts
    letter_key: str
    file: FileState | None
    rivals: tuple[str, ...] = ()  # letters whose application contradicts it and does not replace it
    school: str = ""  # the school that a person said the submission is of

    def value(self, key: str) -> str | None:
        """The field as written, None when empty."""
        return next((f.value for f in self.facts.fields if f.key == key), None)

    def normal(self, key: str) -> str | None:
        """The field in its normal form, None when empty."""
        return next((f.normal for f in self.facts.fields if f.key == key), None)

    def told(self, key: str) -> str:
        """The field in its normal form, as written where it has none, "" when empty: for comparing."""
        return self.normal(key) or self.value(key) or ""

    @property
    def of_school(self) -> str:
        """The school that it is of: a person's word, else what it says itself; "" for none."""
        return self.school or self.told("institution")


@dataclass(frozen=True, slots=True)
class Sender:
    """An address that is known of a submission: how many letters it wrote, what our servers said of them, and whether
    an application ``named`` it. ``outcomes``: passed, failed, unproven, unknown (nothing was said).
    """

    address: str
    letters: int
    outcomes: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """A submission: its letters split by timing, and what counts of them (model.md 10: late parts reach no rule).

    ``claims`` has sure and doubtful ones of what counts, by kind in the contest's order; ``late`` the files by kind
    that came too late. ``proposals`` are founders of other submissions this one may belong to, or that may belong here,
    and the keys of unclear letters that may belong here: only a person places them.
    """

    number: int
    founder: str
    aliases: tuple[int, ...]
    deadline: datetime
    letters: tuple[LetterState, ...]
    timing: Mapping[str, Timing]  # by letter key
    application: ApplicationState | None
    claims: Mapping[str, tuple[KindClaim, ...]]
    late: Mapping[str, tuple[KindClaim, ...]]
    waived: tuple[str, ...] = ()
    annexes: tuple[FileState, ...] = ()
    others: tuple[FileState, ...] = ()  # positively something else (role none)
    unrecognised: tuple[FileState, ...] = ()
    unread: tuple[FileState, ...] = ()
    links: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    quarantined: tuple[LetterState, ...] = ()  # letters of its senders or threads that no machine could take apart
    remarks: tuple[Finding, ...] = ()
    rivals: tuple[str, ...] = ()  # founders of submissions of the same (or perhaps the same) school
    eligibility: Finding | None = None  # what speaks against the sender being a school of the contest
    decisions: tuple[Decision, ...] = ()  # standing decisions of people that concern it, oldest first
    senders: tuple[Sender, ...] = ()  # the addresses that are known of it, the founder's first
    school: str = ""  # the school that a person said it is of, as written; "" where nobody said

    @property
    def is_disowned(self) -> bool:
        """Whether our own servers say that the letter that founded it is not from whom it names."""
        founder = next((letter for letter in self.letters if letter.key == self.founder), None)
        return founder is not None and founder.authentication is not None and founder.authentication.outcome == "failed"

    @property
    def received(self) -> datetime | None:
        """When its first letter was received."""
        return min((t for t in (letter.receipt.shown for letter in self.letters) if t is not None), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one submission at one moment: every rule's finding is kept, passes too."""

    standing: Standing
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()  # kinds and "application", in the contest's order
    doubtful: tuple[str, ...] = ()
    by: Literal["machine", "person"] = "machine"


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission with its verdict."""

    state: SubmissionState
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything reports are made of, at one moment: judged submissions by number, and every letter ever seen."""

    as_of: datetime
    submissions: tuple[Judged, ...]
    letters: tuple[LetterState, ...]
    numbers: Mapping[str, int]  # founder letter key -> number
    notices: tuple[Finding, ...] = ()  # what a person should know of the whole: stale configuration, open closing …
    decisions: tuple[Decision, ...] = ()  # what people decided, oldest first, with what became of it
