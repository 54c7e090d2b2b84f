"""The frozen papers of this folder: read from their files, made into real docx, PDF, text and letters, and measured.

The format of a paper stands at the head of ``blind_1/kazakh.toml``.
"""

import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from parsers.facts import ApplicationFacts, FileFacts
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.understand import understand, understand_body

HERE = Path(__file__).parent
_FORWARDED = (
    "---------- Forwarded message ---------\nОт: {0} <school@mail.ru>\nDate: 13.10.2025\nSubject: {0}\nTo: <a@b.kz>\n\n"
)
_PAGE = '#set page(margin: 2cm)\n#set text(size: 12pt, lang: "kk")\n#set par(spacing: 0.65em)\n'


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: how it is made, its text, and for an application the readings of each field that are right.

    ``values`` and ``normals`` list what may stand in a field as written and in normal form; ``role`` is "application",
    "none" or "blank".
    """

    name: str
    made: str
    text: str
    role: str
    values: dict[str, tuple[str, ...]]
    normals: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Score:
    """What was counted over a set: papers told right, fields right as written and in normal form, and each miss.

    ``wrong``: values that say something else than the paper; ``extra``: values where nothing stands.
    """

    told: int = 0
    papers: int = 0
    sure: int = 0
    fields: int = 0
    written: int = 0
    with_normal: int = 0
    normal: int = 0
    extra: int = 0
    wrong: int = 0
    misses: list[str] = field(default_factory=list)


def papers(folder: str) -> Iterator[Paper]:
    """The papers of a set, in the order of its files."""
    for path in sorted((HERE / folder).glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["paper"]:
            values, normals = _expected(entry.get("fields", ""))
            made = entry.get("as") or entry["name"].rpartition(".")[2]
            role = entry.get("role") or ("application" if values else "none")
            yield Paper(entry["name"], made, entry["text"].strip("\n"), role, values, normals)


def _expected(lines: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    values: dict[str, tuple[str, ...]] = {}
    normals: dict[str, tuple[str, ...]] = {}
    for line in lines.strip().splitlines():
        key, _, rest = line.partition(": ")
        written, arrow, normal = rest.partition(" =>")
        values[key] = tuple(written.split(" || "))
        if arrow or key in ("phone", "fax", "leader_phone", "email", "leader", "head", "signer", "date"):
            normals[key] = tuple(normal.strip().split(" || ")) if arrow else values[key][:1]
    return values, normals


def facts(paper: Paper, folder: Path, knowledge: Knowledge) -> FileFacts:
    """What the product makes of the paper, through the reader of its format."""
    if paper.made in ("body", "forward"):
        head = _FORWARDED.format("Өтінім") if paper.made == "forward" else ""
        subject = "Fwd: Өтінім" if paper.made == "forward" else "Байқау"
        return understand_body(subject, (head + _marked(paper.text),), (), knowledge)
    path = folder / f"paper.{paper.made}"
    path.write_bytes({"docx": _word, "pdf": _pdf, "txt": _plain, "xlsx": _sheet}[paper.made](paper.text))
    return understand(path, paper.name, knowledge, ReadLimits())


def _marked(line: str) -> str:
    return re.sub(r"^[*#] ", "", line.replace("→", "\t"), flags=re.MULTILINE)


def _plain(text: str) -> bytes:
    return _marked(text).replace("~~~", "\f").encode("utf-8")


def _runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Single lines and runs of table rows, with which of the two they are."""
    rows: list[str] = []
    for line in text.split("\n"):
        if " | " in line:
            rows.append(line)
            continue
        if rows:
            yield "table", rows
            rows = []
        yield "line", [line]
    if rows:
        yield "table", rows


def _word(text: str) -> bytes:
    document = docx.Document()
    for sort, lines in _runs(text):
        if sort == "table":
            cells = [[cell.strip(" ") for cell in f"{line} ".split(" | ")] for line in lines]
            width = max(map(len, cells))
            table = document.add_table(len(cells), width)
            for row, texts in zip(table.rows, cells, strict=True):
                for cell, value in zip(row.cells, texts, strict=False):
                    cell.text = value.replace(" / ", "\n")
                if len(texts) < width:
                    row.cells[len(texts) - 1].merge(row.cells[width - 1])
            _merge_alike(table, cells)
        elif lines[0] == "~~~":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(_marked(lines[0]))
            if lines[0].startswith("* "):
                run.bold, paragraph.alignment = True, WD_ALIGN_PARAGRAPH.CENTER
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _sheet(text: str) -> bytes:
    """A workbook of one sheet: a line is a row of one cell, a table's row one of several."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in text.split("\n"):
        sheet.append([cell.strip(" ").replace(" / ", "\n") for cell in _marked(line).split(" | ")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merge_alike(table: "docx.table.Table", cells: list[list[str]]) -> None:
    """Neighbours above one another in the first column that say the same are one merged cell."""
    first = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or cells[at][0] != cells[first][0] or not cells[at][0]:
            if at - first > 1:
                said = cells[first][0]
                table.cell(first, 0).merge(table.cell(at - 1, 0)).text = said
            first = at


def _pdf(text: str) -> bytes:
    source = [_PAGE]
    for sort, lines in _runs(text):
        if sort == "table":
            cells = [[cell.strip(" ") for cell in f"{line} ".split(" | ")] for line in lines]
            width = max(map(len, cells))
            flat = ", ".join(f"[{_typst(cell)}]" for row in cells for cell in row + [""] * (width - len(row)))
            source.append(f"#table(columns: {width}, {flat})\n")
        elif lines[0] == "~~~":
            source.append("#pagebreak()\n")
        elif lines[0].startswith("* "):
            source.append(f"#align(center)[*{_typst(lines[0][2:])}*]\n")
        else:
            source.append(_typst(lines[0]) + "\n")
    return bytes(typst.compile("\n".join(source).encode("utf-8"), format="pdf"))


def _typst(text: str) -> str:
    escaped = re.sub(r"([\\#$*_`<>@\[\]\"'~/-])", r"\\\1", text)
    escaped = re.sub(r" {2,}", lambda gap: f"#h({len(gap[0]) * 3}pt);", escaped)
    # A number, an equals sign or a bracket at the start of a line would be markup.
    return f"#h(0pt);{escaped}"


def measure(set_: str, folder: Path, knowledge: Knowledge) -> Score:
    """The whole set read and compared: values with whitespace as one space and marks at the ends left out."""
    score = Score()
    for paper in papers(set_):
        found = facts(paper, folder, knowledge).application
        score.papers += 1
        if (found is not None and bool(found.fields or paper.role == "none")) != (paper.role == "application"):
            score.misses.append(f"{paper.name}: told wrong ({paper.role})")
        else:
            score.told += 1
        if paper.role == "application":
            compare(paper, found, score)
        elif found is not None:
            score.misses.extend(f"   {f.key}={f.value!r}" for f in found.fields)
    return score


def compare(paper: Paper, found: ApplicationFacts | None, score: Score) -> None:
    """Count the fields of one application into a score."""
    score.sure += found is not None and found.status == "sure"
    got = {field.key: field for field in found.fields} if found else {}
    for key, wanted in paper.values.items():
        score.fields += 1
        value = got[key].value if key in got else ""
        if _bare(value) in map(_bare, wanted):
            score.written += 1
        else:
            score.wrong += bool(value)
            score.misses.append(f"{paper.name}: {key}: {value!r} for {wanted[0]!r}")
        if key in paper.normals:
            score.with_normal += 1
            normal = got[key].normal if key in got else ""
            if normal in paper.normals[key]:
                score.normal += 1
            elif value:
                score.misses.append(f"{paper.name}: {key} normal: {normal!r} for {paper.normals[key][0]!r}")
    for key in got.keys() - paper.values.keys():
        score.extra += 1
        score.misses.append(f"{paper.name}: {key}: {got[key].value!r} where nothing stands")


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:")
