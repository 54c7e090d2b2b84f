"""The values that leave this room: what a letter holds and what a file says.

Everything here is a frozen dataclass of plain values, so that it can cross the border of the sandbox as data
(never as pickled code) and be stored and compared.
"""

from dataclasses import dataclass
from typing import Literal

Box = tuple[int, int, int, int]  # left, top, right, bottom, each in 1/10,000 of the page as a viewer shows it
ReadBy = Literal["text", "ocr", "none"]
Role = Literal["application", "document", "annex", "none", "blank", "unrecognised", "unread"]
Strength = Literal["sure", "doubtful"]
NoteSort = Literal["school", "named", "leader", "year", "place", "unsigned"]
Doubt = Literal["", "words"]
Where = Literal["heading", "path", "name", "content", "table", "body", "form", "number", "listed"]
MarkCode = Literal["ink", "stamp", "picture", "egov", "words", "inside", "beside", "field", "empty", "unclear"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, a part or a letter could not be read: a stable code, and a detail for the log.

    Codes: ``encrypted damaged empty blank scan queued illegible unsupported program time_limit memory_limit
    output_limit too_large too_many too_deep bomb unsafe_name volume crashed``. ``queued``: a scan that waits for
    recognition of characters; ``illegible``: one that was looked at and cannot be read. People see the catalogue's
    sentence.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox: the display name decoded, the address in lower case."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a letter: an attachment, or a file inside an archive or a nested letter.

    ``path`` is the ordinal path in the letter ("2/0/5", stable for the same bytes); ``name`` is the name as sent, with
    what it lay in before it (``outer.zip/folder/name.docx``); ``file`` is the file under the scratch folder that
    holds the decoded bytes, "" when there are none; ``size`` is in bytes; ``sha256`` is of the decoded bytes, hex.
    """

    path: str
    name: str
    content_type: str
    size: int
    sha256: str
    inline: bool
    file: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A letter taken apart (RFC 5322, 2045-2049), texts decoded, every leaf listed in order.

    ``key`` is the letter's identity: the hex SHA-256 over Message-ID, Date, From and the body with line ends and mbox
    quoting normalised. ``received`` has the raw Received fields, newest first, unfolded. ``date`` is the sender's Date
    as written: it proves nothing. ``problems`` are defects met on the way. ``authentication`` has the raw
    Authentication-Results fields from the top, each with the number of Received fields above it.
    """

    key: str
    message_id: str
    date: str
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    received: tuple[str, ...]
    return_path: str
    headers: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    html: tuple[str, ...]
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()
    authentication: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table when ``rows`` is not empty (cells in reading order; merged cells once, then "").

    ``text`` is the block's text (a table's: cells joined by tab, rows by line end). ``prominence``: 0 running text,
    1 bold, centred or in capitals, 2 a heading or title style or clearly larger type.
    """

    text: str
    prominence: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture on a page of text: the words beside it, the share (0..1) of the page that it takes, where it lies."""

    near: str
    share: float = 0.0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page (slide, sheet, or the run between explicit page breaks where a format has no pages)."""

    blocks: tuple[Block, ...]
    read_by: ReadBy = "text"
    picture: bool = False  # carries a picture that covers most of it, or has pictures and no text
    needless: bool = False  # a scan that was not read because the pages before it leave no question open
    member: str = ""  # the picture in an office file that is this page, "" where the file itself shows its pages
    pasted: tuple[Pasted, ...] = ()  # the pictures on a page of text, in their order

    @property
    def text(self) -> str:
        """All text of the page, blocks joined by line ends."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a table, cell by cell: its name ("" for CSV) and its rows from A1 on, as text."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def where(self, row: int, column: int) -> str:
        """A cell's name as spreadsheets show it, with the sheet's, from 0-based numbers: "AB3", "Sheet!AB3"."""
        letters, column = "", column + 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(ord("A") + rest) + letters
        cell = f"{letters}{row + 1}"
        return f"{self.name}!{cell}" if self.name else cell


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader makes of a file. ``paged``: page numbers mean something to a person (PDF, slides, images).

    ``signatures``: how many of its fields for an electronic signature are filled (ISO 32000-1, 12.7.4.5).
    """

    type: str
    pages: tuple[Page, ...]
    paged: bool = False
    problem: Problem | None = None
    links: tuple[str, ...] = ()
    signatures: int = 0


@dataclass(frozen=True, slots=True)
class ScanWord:
    """One word that was recognised on a picture of a page: where it stands, and how sure (0..100) its letters are."""

    text: str
    box: Box
    confidence: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that speaks for a paper being signed or against it; by itself it decides nothing.

    For: ``ink`` on a scanned line to sign on, a ``stamp`` on a scan, a ``picture`` pasted beside such a line, the page
    that ``egov`` adds to what was signed there, ``words`` that say so, the file came ``inside`` its signature (CMS),
    a signature came ``beside`` it, a ``field`` of a PDF file is signed. Against: the line is ``empty``. ``unclear``:
    something stands there that is too little or too pale to tell. ``words``: the line, as written.
    """

    code: MarkCode
    words: str = ""
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ScanPage:
    """What recognition of characters made of one page of a file, or of the upper part of it (``whole`` is false).

    ``number`` is 1-based. ``finding``: "" for text, ``blank``, ``photo`` (a picture that was seen well and has no
    words), or the code of the problem that left it unread. ``confidence`` 0..100 is the mean over its words.
    ``marks``: what its lines to sign on show, of a whole page. ``again``: a second reading of the page at twice the
    size, where it holds an application.
    """

    number: int
    whole: bool
    blocks: tuple[Block, ...] = ()
    words: tuple[ScanWord, ...] = ()
    confidence: int = 0
    finding: str = ""
    marks: tuple[Mark, ...] = ()
    look: str = ""  # what it looks like, see ``parsers.ocr.likeness``
    again: "ScanPage | None" = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a claim: where it stood and the words that decided, as written.

    ``number``: the number in a file's or a folder's name, which agrees with the others of the submission as the
    contest's own list runs; ``listed``: what the school's own list of its papers calls the one with that number.
    """

    where: Where
    words: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """That a run of pages is (or may be) one of the contest's document kinds. ``pages`` 1-based; None: no pages.

    ``doubt`` says what a doubtful claim lacks where nothing speaks against it and more evidence could make it sure:
    ``words`` (too few of them say it); "" where something speaks against it, where there is next to nothing to read,
    and where the claim is sure.
    """

    kind: str
    pages: tuple[int, ...] | None
    status: Strength
    evidence: tuple[Evidence, ...]
    partly: bool = False
    doubt: Doubt = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of pages that is one thing. Segments of a file cover its pages and never overlap.

    ``other`` names the annex or the named other (its key in the contest's configuration), "" otherwise. ``leans``: the
    kind that an unrecognised one speaks of most, by itself no claim.
    """

    pages: tuple[int, ...] | None
    role: Role
    claims: tuple[Claim, ...] = ()
    other: str = ""
    evidence: tuple[Evidence, ...] = ()
    leans: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of the application: as written, in normal form, where it stood, and how sure (0..1).

    ``box``: where its words stand on a page that was read by recognition of characters, as ``ScanWord`` has it.
    """

    key: str
    value: str
    normal: str
    page: int | None = None
    line: int | None = None
    confidence: float = 1.0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """An application form as filled in. Fields that are empty or absent are not listed.

    ``signed`` is None where it cannot be told; ``signed_why`` says why then: ``no_line`` (it has no line to sign on),
    ``unclear`` (something is there that may be a signature), ``unread`` (a page of it was not looked at).
    """

    fields: tuple[FieldValue, ...]
    pages: tuple[int, ...] | None
    evidence: tuple[Evidence, ...]
    status: Strength = "sure"
    signed: bool | None = None
    signed_why: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Words of one paper that a remark to the organiser may rest on; by themselves they decide nothing.

    ``sort``: ``school`` (the head of the paper names it), ``named`` (another line of the file's head that names one by
    a number, whatever the file is), ``leader`` (it says who heads the association), ``year`` (a title says the school
    year ``value``, "2024-2025"), ``place`` (the head has a city's former name), ``unsigned`` (a line for a signature is
    empty). ``value`` is what was found, as written; ``words`` the line; ``part`` counts the
    papers of a file from 0.
    """

    sort: NoteSort
    value: str
    words: str
    page: int | None = None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list of papers that a school wrote itself: its number, the kinds that it names, its words."""

    number: int
    kinds: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that is known of one file (or of the body of a letter, type "body")."""

    type: str
    pages: int | None
    read_by: tuple[ReadBy, ...]
    segments: tuple[Segment, ...]
    application: ApplicationFacts | None = None
    problem: Problem | None = None
    links: tuple[str, ...] = ()
    speaks: str = ""  # words that show the letter is about the contest, as written; "" when none
    notes: tuple[Note, ...] = ()  # what remarks may rest on
    looks: tuple[str, ...] = ()  # of each scanned page that was seen, see ``parsers.ocr.likeness``
    text_sha256: str = ""  # of the letters and digits of a text of some length, whatever format it is in; "" of others
    listed: tuple[Listed, ...] = ()  # what a list of the portfolio's papers in it says of each, by its own number

    @property
    def role(self) -> Role:
        """The file as one thing: the most telling role of its segments."""
        order: tuple[Role, ...] = ("application", "document", "unread", "unrecognised", "annex", "none", "blank")
        present = {segment.role for segment in self.segments}
        return next((role for role in order if role in present), "unread" if self.problem else "unrecognised")


@dataclass(frozen=True, slots=True)
class ScanStep:
    """What is known of a file with scanned pages, and what of it is to be read next.

    ``page``: what was read in this step, None for a step that only looked. ``next``: the page (1-based) to be read, and
    whether the whole of it; None when no question is open any more. ``pages`` are the file's, then.
    """

    facts: FileFacts
    page: ScanPage | None = None
    next: tuple[int, bool] | None = None
    pages: tuple[Page, ...] = ()
