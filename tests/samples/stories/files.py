"""Files to send, with what is expected of each."""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from tests.samples import applications
from tests.samples.applications import Form
from tests.samples.kazakh.all import PAPERS as KAZAKH
from tests.samples.mail import Attachment, NameStyle
from tests.samples.paper import Block, Hand, Paper, Para, Table
from tests.samples.render.pictures import scan_pdf
from tests.samples.render.plain import html_of, text_of
from tests.samples.render.sheets import pptx_of, xlsx_of
from tests.samples.render.typed import pdf_of
from tests.samples.render.word import docx_of, zipped
from tests.samples.spelling import latin, without_kazakh_letters

KINDS = tuple(KAZAKH)

Json = dict[str, object]
SHAPES: tuple[applications.Shape, ...] = ("lines", "under", "underscores", "table", "numbered")
Naming = Literal["numbered", "plain", "latin", "digits", "misnumbered", "opaque", "no_kazakh", "mixed", "any"]


def papers_of(language: str) -> dict[str, Callable[[Hand], Paper]]:
    """The papers by kind in a language."""
    if language == "ru":
        from tests.samples.russian.all import PAPERS as RUSSIAN

        return RUSSIAN
    return KAZAKH


def kind(pages: Sequence[int] | None = None, status: str = "sure", partly: bool | None = None) -> Json:
    """What is expected of one kind in one file."""
    return {"pages": list(pages) if pages else None, "status": status, "partly": partly}


@dataclass(frozen=True, slots=True)
class Item:
    """A file to send, with what is expected of each file in it: ``expect`` by the name inside ("" the file itself)."""

    name: str
    data: bytes
    expect: dict[str, Json]
    style: NameStyle = "2047"
    content_type: str = ""
    inline: bool = False
    encoded: bytes | None = None

    def sent(self, style: NameStyle) -> Attachment:
        """The file as an attachment."""
        return Attachment(
            self.name,
            self.data,
            self.style if self.style != "2047" else style,
            self.content_type,
            self.inline,
            self.encoded,
        )


def expect(role: str | list[str], kinds: dict[str, Json] | None = None, data: bytes | None = None) -> Json:
    """The twin of one file."""
    return {
        "role": role,
        "kinds": kinds or {},
        "sha256": hashlib.sha256(data).hexdigest() if data is not None else None,
    }


def render(paper: Paper, extension: str, rng: random.Random) -> bytes:
    """The paper as a file of that sort."""
    match extension:
        case "docx":
            return docx_of([paper], rng)
        case "pdf":
            return pdf_of([paper])
        case "xlsx":
            return xlsx_of([paper])
        case "pptx":
            return pptx_of([paper])
        case "html":
            return html_of(paper).encode()
        case "scan.pdf":
            return scan_pdf([paper], rng, ppi=70)
        case _:
            return text_of(paper).encode()


def item(
    paper: Paper, name: str, extension: str, rng: random.Random, role: str | list[str] = "", **more: object
) -> Item:
    """A paper as a file; ``role`` as expected ("" for a document)."""
    data = render(paper, extension, rng)
    kinds = {key: kind() for key in paper.kinds}
    file = f"{name}.{extension.rpartition('.')[2]}"
    return replace(Item(file, data, {"": expect(role or "document", kinds, data)}), **more)  # type: ignore[arg-type]


def named(h: Hand, paper: Paper, number: int, naming: Naming) -> str:
    """The file's name without its ending."""
    title = h.rng.choice(paper.names)
    if naming == "mixed":
        naming = h.rng.choice(("numbered", "plain", "latin", "no_kazakh"))
    match naming:
        case "numbered" | "misnumbered":
            return f"{number}{h.pick('.', ')', ' -')} {title}"
        case "latin":
            return f"{number}_{latin(title)}".replace(" ", "_").replace("«", "").replace("»", "")
        case "digits":
            return f"{number:02d}"
        case "opaque":
            return h.pick(
                f"Документ Microsoft Word ({number})", f"doc{h.number(1000, 9999)}-{number}", f"Новый документ {number}"
            )
        case "no_kazakh":
            return without_kazakh_letters(title)
        case _:
            return title


_NAMINGS: tuple[Naming, ...] = ("numbered", "plain", "latin", "digits", "misnumbered", "opaque", "no_kazakh", "mixed")


def portfolio(
    h: Hand,
    *,
    naming: Naming = "any",
    skip: Sequence[str] = (),
    untitled: float = 0.06,
    formats: Sequence[str] = (),
    joint: bool = False,
    bare: bool = False,
    each: bool = False,
) -> list[Item]:
    """A school's documents, most in a file of their own; now and then the topic lies with the plan, or minutes in two.

    ``skip`` are not there; ``untitled`` is the share without a heading, where the names tell; ``formats`` replace what
    suits each; ``joint``: one order for the first two; ``bare``: typed without the letters that Russian lacks;
    ``each``: exactly one file a document.
    """
    made: list[Item] = []
    names: set[str] = set()
    if naming == "any":
        naming = h.rng.choice(_NAMINGS)
    telling = naming in ("numbered", "plain", "latin")
    for number, paper in _papers(h, skip, untitled if telling else 0, joint, each):
        if bare:
            paper.blocks[:] = [_bare(block) for block in paper.blocks]
        shown = (number * 7 + 3) % 24 + 1 if naming == "misnumbered" else number
        name = named(h, paper, shown, naming)
        while name in names:
            name += f" {number}"
        names.add(name)
        made.append(item(paper, name, h.rng.choice(tuple(formats) or paper.best), h.rng))
    return made


def _papers(h: Hand, skip: Sequence[str], untitled: float, joint: bool, each: bool) -> Iterator[tuple[int, Paper]]:
    """The papers with their numbers in the regulations' order."""
    kept = [(number, key) for number, key in enumerate(KINDS, 1) if key not in skip and not (joint and number == 2)]
    merged = not each and {"topic_goal_priorities", "annual_work_plan"}.isdisjoint(skip) and h.chance(0.15)
    twice = not each and h.chance(0.15)
    topic: Paper | None = None
    for number, key in kept:
        write = papers_of(h.team.language if h.team.language != "mixed" else h.pick("kk", "kk", "ru"))[key]
        h.titles = merged or not (number > 2 and h.chance(untitled))
        paper = (
            joint_order(h)
            if joint and number == 1
            else bilingual_order(h, key)
            if _two_columns(h, number)
            else write(h)
        )
        if key == "topic_goal_priorities" and merged:
            topic = paper
            continue
        if key == "annual_work_plan" and topic is not None:
            paper.kinds = (*topic.kinds, *paper.kinds)
            paper.blocks[:0] = topic.blocks
        h.titles = True
        yield number, paper
        if key == "meeting_minutes" and twice:
            yield number, write(h)


def _two_columns(h: Hand, number: int) -> bool:
    return number <= 2 and h.team.language == "mixed" and h.chance(0.5)


def bilingual_order(h: Hand, key: str) -> Paper:
    """An order in two columns, Kazakh to the left, Russian to the right, as letterheads of state schools have it."""
    paper, other = papers_of("kk")[key](h), papers_of("ru")[key](h)
    left, right = ([b.text for b in p.blocks if isinstance(b, Para)] for p in (paper, other))
    paper.blocks = [Table(tuple(zip_longest(left, right, fillvalue="")))]
    return paper


def _bare(block: Block) -> Block:
    if isinstance(block, Para):
        return replace(block, text=without_kazakh_letters(block.text))
    if isinstance(block, Table):
        return Table(tuple(tuple(without_kazakh_letters(cell) for cell in row) for row in block.rows))
    return block


def joint_order(h: Hand) -> Paper:
    """One order for kinds 1 and 2, in the school's language."""
    if h.team.language == "ru":
        from tests.samples.russian import orders as russian_orders

        return russian_orders.joint_order(h)
    from tests.samples.kazakh import orders

    return orders.joint_order(h)


def application(
    h: Hand,
    form: Form,
    shape: applications.Shape | Literal["controls", "any"] = "any",
    extension: str = "",
    name: str = "",
) -> Item:
    """The application as a file; "any" shape, and "" as its ending, leave the choice to chance."""
    drawn = h.rng.choice(SHAPES) if shape == "any" else "lines" if shape == "controls" else shape
    extension = extension or ("docx" if shape == "controls" else h.pick("docx", "docx", "docx", "pdf"))
    paper = applications.paper_of(form, drawn, h.rng)
    data = applications.controlled_docx(form) if shape == "controls" else render(paper, extension, h.rng)
    return Item(f"{name or paper.names[0]}.{extension.rpartition('.')[2]}", data, {"": expect("application", {}, data)})


def archive(name: str, items: Sequence[Item], *, coding: str = "utf-8", folder: str = "") -> Item:
    """A zip of files; names in UTF-8 with its flag, or raw in cp866 or cp1251 without it."""
    members = [(folder + i.name, i.data) for i in items]
    data = zipped(members) if coding == "utf-8" else _old_names(members, coding)
    inside = {f"{folder}{i.name}" + (f"/{rel}" if rel else ""): twin for i in items for rel, twin in i.expect.items()}
    return Item(name, data, inside)


def _old_names(members: Sequence[tuple[str, bytes]], coding: str) -> bytes:
    """A zip as Windows programs without Unicode make it: names in the code page, no flag."""
    plain = [(without_kazakh_letters(name) if coding == "cp866" else name, data) for name, data in members]
    stand_ins = [
        f"{place:06d}".ljust(len(name.encode(coding, "replace")), "_") for place, (name, _) in enumerate(plain)
    ]
    data = zipped(zip(stand_ins, (data for _, data in plain), strict=True))
    for stand_in, (name, _) in zip(stand_ins, plain, strict=True):
        data = data.replace(stand_in.encode(), name.encode(coding, "replace"))
    return data
