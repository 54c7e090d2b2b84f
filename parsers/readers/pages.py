"""Building pages block by block, within the bounds of one reading."""

from dataclasses import dataclass, field

from parsers.facts import Block, Page, Pasted, Problem, Text
from parsers.limits import ReadLimits

# What a reading may give: some four thousand printed pages.
CHARACTERS = 8_000_000
SEEN = (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".bmp", ".gif", ".webp")

_PASTED = 40  # pictures of one page whose place is noted
_NEAR = 300  # characters beside a picture that are noted

Rows = tuple[tuple[str, ...], ...]


def table_text(rows: Rows) -> str:
    """A table's text: cells joined by tab, rows by line end; cells that are empty at the end of a row leave no tab."""
    return "\n".join("\t".join(row).rstrip("\t") for row in rows)


def table(rows: list[tuple[str, ...]]) -> Block | None:
    """A table block without its empty rows, None when all are."""
    kept = tuple(row for row in rows if any(row))
    return Block(table_text(kept), 0, kept) if kept else None


def _near(blocks: list[Block], at: int) -> str:
    """What stands before a picture, in the line that it belongs to, and after it."""
    before, own, after = (blocks[i].text if 0 <= i < len(blocks) else "" for i in (at - 1, at, at + 1))
    cut = own if len(own) <= 2 * _NEAR else f"{own[:_NEAR]} {own[-_NEAR:]}"
    return " ".join(f"{before[-_NEAR:]} {cut} {after[:_NEAR]}".split())


class Full(Exception):  # noqa: N818 - a signal to stop, not an error
    """The bound is reached: what was read so far is the text."""


@dataclass
class Pages:
    """Pages so far and the page being filled. ``Full`` is raised where a bound of the reading is met."""

    limits: ReadLimits
    done: list[Page] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    placed: list[tuple[int, float]] = field(default_factory=list)
    pasted: list[Pasted] = field(default_factory=list)
    covering: str | None = None
    characters: int = 0
    problem: Problem | None = None

    def add(self, block: Block | None) -> None:
        """Add a block to the page being filled; empty ones are dropped."""
        if block is None or not (block.text.strip() or block.rows):
            return
        self.characters += len(block.text)
        if self.characters > CHARACTERS:
            self.problem = Problem("output_limit", f"more than {CHARACTERS} characters")
            raise Full
        self.blocks.append(block)

    def picture(self, share: float, member: str = "") -> None:
        """Note a picture that takes this share (0..1) of the page; ``member``: where it lies in the file, if known."""
        member = member if member.lower().endswith(SEEN) else ""  # drawings of lines are no scans
        self.pictures.append(member)
        if len(self.placed) < _PASTED:
            self.placed.append((len(self.blocks), share))
        if share >= 0.5 and self.covering is None:
            self.covering = member

    def turn(self, *, keep_empty: bool = False) -> None:
        """End the page; an empty one is dropped unless it must keep its number. Pictures alone: a page for each."""
        ended: list[Page] = []
        if self.blocks:
            covered = self.covering is not None
            beside = (*self.pasted, *(Pasted(_near(self.blocks, at), share) for at, share in self.placed))
            ended = [Page(tuple(self.blocks), "text", covered, member=self.covering or "", pasted=beside)]
        elif self.pictures:
            shown = [self.covering or self.pictures[0]] if keep_empty else self.pictures
            ended = [Page((), "none", picture=True, member=member) for member in shown]
        elif keep_empty:
            ended = [Page(())]
        self.blocks, self.pictures, self.covering = [], [], None
        self.placed, self.pasted = [], []
        room = self.limits.pages - len(self.done)
        self.done.extend(ended[:room])
        if len(ended) > room:
            self.problem = Problem("too_many", f"more than {self.limits.pages} pages")
            raise Full

    def text(self, kind: str, *, paged: bool, links: tuple[str, ...] = ()) -> Text:
        """What was read."""
        return Text(kind, tuple(self.done), paged, self.problem, links)
