"""Letters for benchmarks: big ones as schools send them, and thousands of small ones."""

import io
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import typst
from PIL import Image

from tests.samples.applications import body_of, fill
from tests.samples.kazakh.all import PAPERS
from tests.samples.mail import Attachment, Draft, at, stamps, written
from tests.samples.paper import Hand, Paper
from tests.samples.people import Team, kazakh_person, team
from tests.samples.render.pictures import jpeg, scan_pdf
from tests.samples.render.sheets import pptx_of, xlsx_of
from tests.samples.render.typed import source_of
from tests.samples.render.word import blank, docx_of, pack, zipped
from tests.samples.schools import invented_school

# What a big letter holds: of 24 files 12 .docx with pictures, 7 text PDFs, 2 scans, and a workbook, slides and a zip.
_MIX = (
    *("docx", "docx", "docx", "pdf", "docx", "docx", "pdf", "xlsx", "docx", "pdf", "docx", "pdf"),
    *("docx", "scan", "pdf", "docx", "docx", "pdf", "pptx", "pdf", "docx", "zip", "docx", "scan"),
)
_SHARE = {"docx": 0.5 / 12, "pdf": 0.3 / 7, "scan": 0.1 / 2, "xlsx": 0.01, "pptx": 0.03, "zip": 0.06}


def _grain(rng: random.Random, side: int) -> Image.Image:
    return Image.frombytes("L", (side, side), rng.randbytes(side * side))


@cache
def _bytes_a_pixel() -> float:
    return len(jpeg(_grain(random.Random(0), 512), 80)) / 512**2


def _picture(rng: random.Random, size: int) -> bytes:
    """A JPEG of about ``size`` bytes."""
    return jpeg(_grain(rng, max(16, int((size / _bytes_a_pixel()) ** 0.5))), 80)


def _text_pdf(paper: Paper, rng: random.Random, size: int) -> bytes:
    """A text PDF of one to a dozen pages with a picture under the text."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "picture.jpg").write_bytes(_picture(rng, size))
        source = Path(folder, "paper.typ")
        source.write_text(source_of([paper] * rng.randint(1, 12)) + '#image("picture.jpg", width: 60%)\n', "utf-8")
        return bytes(typst.compile(str(source), format="pdf", ignore_system_fonts=True))


def _scan(paper: Paper, rng: random.Random, size: int) -> bytes:
    """A scanned PDF: the same pages again until it is big enough."""
    once = scan_pdf([paper], rng, ppi=200)
    times = max(1, size // len(once))
    return once if times == 1 else scan_pdf([paper] * times, rng, ppi=200)


def _file(kind: str, paper: Paper, rng: random.Random, size: int) -> tuple[str, bytes]:
    """The ending and the bytes of one file of about that size."""
    match kind:
        case "docx":
            return "docx", docx_of([paper], rng, _picture(rng, size))
        case "pdf":
            return "pdf", _text_pdf(paper, rng, size)
        case "scan":
            return "pdf", _scan(paper, rng, size)
        case "xlsx":
            return "xlsx", xlsx_of([paper] * 40)
        case "pptx":
            return "pptx", pptx_of([paper])
        case _:
            return "zip", zipped([("құжат.docx", docx_of([paper], rng)), ("сурет.jpg", _picture(rng, size))])


def big_letters(out: Path, count: int, megabytes: float | None = None, seed: int = 1) -> list[Path]:
    """Write ``count`` letters of about ``megabytes`` (10^6 bytes; None: 20 to 34): 24 files, the form in the text."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for place in range(count):
        rng = random.Random(f"{seed}:big:{place}")
        size = (megabytes if megabytes is not None else rng.uniform(20, 34)) * 1e6 / 1.3685
        h = Hand(rng, team(rng, invented_school(200 + place)))
        files = []
        for number, (kind, write) in enumerate(zip(_MIX, PAPERS.values(), strict=True), 1):
            paper = write(h)
            ending, data = _file(kind, paper, rng, int(size * _SHARE[kind]))
            files.append(Attachment(f"{number}. {paper.names[0]}.{ending}", data))
        path = out / f"big-{seed}-{place:04d}.eml"
        path.write_bytes(_letter(h, body_of(fill(h)), files, place))
        made.append(path)
    return made


def _letter(h: Hand, text: str, files: Sequence[Attachment], place: int) -> bytes:
    moment = at("10-06 08:00:00") + timedelta(seconds=40 * (place % 20_000))
    sender = h.team.leader_email
    draft = Draft(
        sender=sender,
        name=h.team.leader.full,
        subject="Байқауға портфолио",
        text=text,
        date=moment,
        files=files,
        message_id=f"<{h.rng.getrandbits(64):x}.{place}@{sender.rpartition('@')[2]}>",
        received=stamps(moment, sender, h.rng),
        boundary=f"=_{h.rng.getrandbits(48):x}",
    )
    return written(draft)


def small_letters(out: Path, count: int, seed: int = 1) -> list[Path]:
    """Write ``count`` distinct letters of 20 KB, each of another school: an application in the text and one .docx."""
    out.mkdir(parents=True, exist_ok=True)
    members = _members()
    texts = [
        _paragraphs(write(Hand(random.Random(seed), team(random.Random(seed), invented_school(5)))))
        for write in PAPERS.values()
    ]
    names = [
        write(Hand(random.Random(seed), team(random.Random(seed), invented_school(5)))).names[0]
        for write in PAPERS.values()
    ]
    made = []
    for place in range(count):
        rng = random.Random(f"{seed}:small:{place}")
        h = Hand(rng, _apart(team(rng, invented_school(1000 + place)), rng, place))
        xml = members["word/document.xml"].replace(
            b"<w:body>", b"<w:body>" + texts[place % 24] + _paragraph(h.team.school.legal_kk), 1
        )
        data = _docx(members, xml, rng)
        path = out / f"small-{seed}-{place:06d}.eml"
        path.write_bytes(_letter(h, body_of(fill(h)), [Attachment(f"{names[place % 24]}.docx", data)], place))
        made.append(path)
    return made


def _apart(made: Team, rng: random.Random, place: int) -> Team:
    """The association with an address and a telephone of its own, and a head of a rare name."""
    head = replace(made.head, surname=f"{made.head.surname}-{kazakh_person(rng, male=False).surname}")
    email = f"{made.leader.login}.{place}@post.example"
    return replace(
        made, head=head, leader_email=email, leader_phone=f"+7 700 {place // 10_000:03d} {place % 10_000:04d}"
    )


def _docx(members: dict[str, bytes], xml: bytes, rng: random.Random) -> bytes:
    """The template with another text and a picture that brings the letter to its 20 KB."""
    bare = zipped((members | {"word/document.xml": xml}).items(), level=1)
    return zipped(
        (
            members | {"word/document.xml": xml, "word/media/image1.jpg": rng.randbytes(max(0, 12_900 - len(bare)))}
        ).items(),
        level=1,
    )


@cache
def _members() -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(pack(blank()))) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"<Default ", b'<Default Extension="jpg" ContentType="image/jpeg"/><Default ', 1
    )
    return parts


def _paragraph(text: str) -> bytes:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:p><w:r><w:t>{safe}</w:t></w:r></w:p>".encode()


def _paragraphs(paper: Paper) -> bytes:
    from tests.samples.render.plain import text_of

    return b"".join(_paragraph(line.replace("\t", " ")) for line in text_of(paper).splitlines())
