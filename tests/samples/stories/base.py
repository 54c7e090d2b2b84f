"""A set of letters in the making: files with what is expected of them, letters, submissions."""

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from tests.samples import applications, others
from tests.samples.applications import Form
from tests.samples.kazakh.all import PAPERS as KAZAKH
from tests.samples.mail import ASTANA, Attachment, Draft, NameStyle, at, stamps, written
from tests.samples.paper import Block, Hand, Paper, Para, Table
from tests.samples.people import School, Subject, invented_school, latin, schools, team, without_kazakh_letters
from tests.samples.render.pictures import scan_pdf
from tests.samples.render.plain import html_of, text_of
from tests.samples.render.sheets import pptx_of, xlsx_of
from tests.samples.render.typed import pdf_of
from tests.samples.render.word import docx_of, zipped

KINDS = tuple(KAZAKH)
AS_OF = "2025-10-18T09:00:00+05:00"
EARLIER = "2025-10-16T12:00:00+05:00"
DEADLINE = at("10-17 23:59:59")

_STYLES: tuple[NameStyle, ...] = ("2047", "2047", "2231", "2231split", "raw_utf8")
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
) -> list[Item]:
    """A school's documents, each in a file of its own.

    ``skip`` are not there; ``untitled`` is the share without a heading, where the names tell; ``formats`` replace what
    suits each; ``joint``: one order for the first two; ``bare``: typed without the letters that Russian lacks.
    """
    made: list[Item] = []
    names: set[str] = set()
    if naming == "any":
        naming = h.rng.choice(_NAMINGS)
    telling = naming in ("numbered", "plain", "latin")
    for number, (key, write) in enumerate(papers_of(h.team.language).items(), 1):
        if key in skip or (joint and number == 2):
            continue
        h.titles = not (telling and number > 2 and h.chance(untitled))
        paper = joint_order(h) if joint and number == 1 else write(h)
        h.titles = True
        if bare:
            paper.blocks[:] = [_bare(block) for block in paper.blocks]
        shown = (number * 7 + 3) % 24 + 1 if naming == "misnumbered" else number
        name = named(h, paper, shown, naming)
        while name in names:
            name += f" {number}"
        names.add(name)
        made.append(item(paper, name, h.rng.choice(tuple(formats) or paper.best), h.rng))
    return made


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
    """A zip as Windows programs without Unicode make it: names in the code page, no flag (letters it lacks are folded)."""
    plain = [(without_kazakh_letters(name) if coding == "cp866" else name, data) for name, data in members]
    stand_ins = [
        f"{place:06d}".ljust(len(name.encode(coding, "replace")), "_") for place, (name, _) in enumerate(plain)
    ]
    data = zipped(zip(stand_ins, (data for _, data in plain), strict=True))
    for stand_in, (name, _) in zip(stand_ins, plain, strict=True):
        data = data.replace(stand_in.encode(), name.encode(coding, "replace"))
    return data


@dataclass(frozen=True, slots=True)
class Made:
    """A finished letter and its twin."""

    stem: str
    raw: bytes
    twin: Json


@dataclass(slots=True)
class Letters:
    """The set being made; every story draws on its own random source, so that stories do not disturb each other."""

    seed: int
    made: list[Made] = field(default_factory=list)
    submissions: dict[str, Json] = field(default_factory=dict)
    pool: list[School] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.pool = [s for s in schools() if s.number not in (9, 12, 33, 39)]
        random.Random(f"{self.seed}:schools").shuffle(self.pool)
        self.pool[:0] = [invented_school(number) for number in range(190, 140, -1)]

    def hand(
        self, story: str, language: str = "kk", *, subject: Subject | None = None, school: School | None = None
    ) -> Hand:
        """A new association for a story, of the next school in the pool."""
        rng = random.Random(f"{self.seed}:{story}")
        return Hand(rng, team(rng, school or self.pool.pop(), language, subject))

    def post(
        self,
        story: str,
        h: Hand,
        when: str | datetime,
        *,
        files: Sequence[Item] = (),
        subject: str | None = "",
        text: str | None = "",
        verdict: str | list[str] = "submission",
        belongs: str | None = "",
        fields: Form | dict[str, str] | None = None,
        reply: str | None = None,
        style: NameStyle | None = None,
        receipt: Json | None = None,
        sender: str = "",
        name: str | None = None,
        **more: object,
    ) -> str:
        """Write a letter of a story; ``belongs`` is its submission ("" the story's own, None no submission). Returns its Message-ID."""
        rng = h.rng
        self.count += 1
        moment = at(when) if isinstance(when, str) else when
        sender = sender or h.team.leader_email
        ident = f"<{rng.getrandbits(64):016x}@{sender.rpartition('@')[2]}>"
        coding: NameStyle = style or rng.choice(_STYLES)
        draft = Draft(
            sender=sender,
            name=h.team.leader.full if name is None else name,
            subject=subject,
            text=text,
            date=moment.astimezone(ASTANA),
            message_id=ident,
            in_reply_to=reply,
            received=stamps(moment, sender, rng),
            files=[f.sent(coding) for f in files],
            boundary=f"=_{rng.getrandbits(48):012x}",
        )
        draft = replace(draft, **more)  # type: ignore[arg-type]
        twin = {f"{f.name}/{rel}" if rel else f.name: e for f in files for rel, e in f.expect.items()}
        values = applications.expected(fields) if isinstance(fields, Form) else fields
        raw = written(draft)
        self.keep(
            story,
            raw,
            draft.message_id,
            verdict=verdict,
            belongs=belongs,
            files=twin,
            fields=values,
            receipt=receipt or proven(moment),
        )
        return draft.message_id or ident

    def keep(
        self,
        story: str,
        raw: bytes,
        message_id: str | None = None,
        *,
        verdict: str | list[str],
        belongs: str | None = "",
        files: dict[str, Json] | None = None,
        fields: dict[str, str] | None = None,
        receipt: Json | None = None,
        same_as: str | None = None,
    ) -> str:
        """Keep a letter's bytes with its twin; ``same_as``: the stem of the letter that it is a copy of. Returns its stem."""
        stem = f"{len(self.made) + 1:03d}-{story}"
        key = None if belongs is None or "submission" not in verdict else belongs or story
        twin: Json = {
            "message_id": message_id,
            "verdict": verdict,
            "submission": key,
            "files": files or {},
            "application": fields,
            "receipt": receipt,
        }
        if same_as is not None:
            twin["same_as"] = same_as
        self.made.append(Made(stem, raw, twin))
        if key is not None:
            self.submissions.setdefault(key, {"letters": []})["letters"].append(stem)  # type: ignore[attr-defined]
        return stem

    def judged(
        self,
        story: str,
        h: Hand,
        verdict: str | list[str],
        reasons: Sequence[str] = (),
        *,
        missing: Sequence[str] | None = (),
        may: Sequence[str] = (),
        earlier: Json | Literal["unstated"] | None = "unstated",
        **more: object,
    ) -> None:
        """Say what a careful organiser makes of a submission; ``missing`` None: not stated; ``may``: reasons that may stand beside."""
        record: Json = {
            "verdict": verdict,
            "reasons": list(reasons),
            "may_reasons": list(may),
            "missing": None if missing is None else list(missing),
            "institution": f"№ {h.team.school.number}",
            "leader": h.team.leader.full,
        } | more
        if earlier != "unstated":
            record["earlier"] = earlier
        self.submissions.setdefault(story, {"letters": []}).update(record)


def proven(moment: datetime, delay: int = 2) -> Json:
    """The receipt that our own servers' stamps prove."""
    from datetime import timedelta

    return {
        "not_before": moment.isoformat(),
        "not_after": (moment + timedelta(seconds=delay)).isoformat(),
        "proof": "trusted_received",
    }


def unproven() -> Json:
    """No stamp of ours: nothing is proven."""
    return {"not_before": None, "not_after": None, "proof": "none"}


def before(verdict: str, missing: Sequence[str] | None = (), reasons: Sequence[str] = ()) -> Json:
    """What the submission was on 16 October at noon."""
    return {"verdict": verdict, "reasons": list(reasons), "missing": None if missing is None else list(missing)}


GREETINGS = (
    "Сәлеметсіз бе!\n\n«Үздік әдістемелік бірлестік жетекшісі» байқауына құжаттарымызды жолдап отырмыз.\n\nҚұрметпен, {leader}\n{school}\n",
    "Қайырлы күн! Байқауға қатысуға өтінім мен портфолио жіберемін. Қабылдап алуыңызды сұраймын.\n\n{leader}, тел.: {phone}\n",
    "Армысыз! Мектебімізден әдістемелік бірлестік жетекшісінің портфолиосын жібердік.\n{school}\n",
    "Ассалаумағалейкум, материалдар тіркелген файлда.\nҚұрметпен {leader}\n",
)
RUSSIAN_GREETINGS = (
    "Добрый день!\n\nНаправляем материалы на конкурс «Лучший руководитель методического объединения».\n\nС уважением, {leader}\n{school}\n",
    "Здравствуйте! Отправляю заявку и портфолио руководителя МО.\n{leader}, {phone}\n",
)


def greeting(h: Hand) -> str:
    """What stands in the letter itself."""
    ru = h.team.language == "ru"
    text = h.rng.choice(RUSSIAN_GREETINGS if ru else GREETINGS)
    return text.format(
        leader=h.team.leader.full,
        school=h.team.school.short_ru if ru else h.team.school.short_kk,
        phone=h.team.leader_phone,
    )


__all__ = ["Form", "Item", "Letters", "application", "archive", "item", "others", "portfolio"]
