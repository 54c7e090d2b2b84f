"""A paper: what is printed, signed and filed, ready for every format that has pages.

Blocks are values without a file format. Texts that others wrote stand as they came; each format makes them safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

_NO_TONES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a quiet one is a remark in smaller type."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Centred:
    """A word that stands alone in the middle and rules what follows it: «БҰЙЫРАМЫН:»."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point («1.», «2.1.»): its title, and the sentences that stand under it; a plain title is not bold."""

    number: str
    title: str
    sentences: tuple[str, ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of a label and its value."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a grid: its head, its share of the width (any unit), whether its cells stand in the middle."""

    title: str
    share: float
    centred: bool = False
    toned: bool = False  # the cell's text chooses its colours in the grid's ``tones``


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose head is repeated on every page; ``sums`` are its last rows, in bold.

    ``tones`` leads from a cell's text to a name of ``formats.colours``: only toned columns ask it.
    """

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()
    tones: Mapping[str, str] = field(default_factory=lambda: _NO_TONES)


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list: «1) …»; a line an item. ``number``: in a template what stands for the number."""

    lines: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A field to fill: its label, its key (ASCII, unique in the form), what to put there; ``dated`` wants a day."""

    label: str
    key: str
    hint: str
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill: content controls in a DOCX, empty places to write by hand elsewhere."""

    lines: tuple[FormLine, ...]


Block = Heading | Paragraph | Centred | Point | Facts | Grid | Items | Form


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signatures on a page of its own: «… бұйрығына қосымша» at the right, a title, its blocks."""

    mark: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign: whose it is; the name is written by hand where it is not known.

    ``each``: in a template the line stands for every one of this list.
    """

    role: str
    name: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """The stamp of approval at the top right: its word, who approves, and the line of the date."""

    word: str
    role: str
    date: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. ``place`` and ``day`` stand in one line under the title, ``notes`` below it, smaller.

    ``under_line`` are the words under a signature's two lines; ``made`` is the moment whose data it tells, which every
    format takes for its own time, so that the same data make the same bytes. ``language`` is a code of ``words``.
    """

    language: str
    organiser: str
    contest: str
    title: str
    place: str
    day: str
    made: datetime
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    under_line: tuple[str, str]
    approval: Approval | None = None
    annex: Annex | None = None
    wide: bool = False  # A4 landscape, for tables; else portrait
