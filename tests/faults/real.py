"""Real letters through the real recipe: what the tests of the faults are made of, generated small by script."""

import base64
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx

from intake.files import letters as letters_of
from pipeline.overview import overview
from pipeline.process import IngestResult, ingest
from pipeline.state import LetterState, Overview
from tests.pipeline.houses import House, a_house, contest

AFTER = datetime(2025, 10, 20, 9, tzinfo=UTC)
IN_TIME = "Fri, 10 Oct 2025 12:00:05 +0500"
FORM = (
    "«Үздік әдістемелік бірлестік жетекшісі» байқауына қатысуға СҰРАНЫС",
    "Мекеме туралы мәлімет: Астана қаласы әкімдігінің «№ 43 мектеп-лицей» КММ",
    "Мекеменің мекен жайы: Астана қаласы, Абай даңғылы, 43",
    "Байланыс телефоны: 8 7172 55 43 67",
    "E-mail: m43@mail.kz",
    "Әдістемелік бірлестік (қай пән бойынша): математика",
    "ӘБ жетекшісі (ТАӘ): Қуанышев Ерлан Болатұлы",
    "ӘБ жетекшісінің телефоны: 8 701 123 45 43",
    "Мектеп басшысы: Ахметов Берік Қанатұлы",
)
PLAN = ("Дарынды балалармен жұмыс жоспары", *(f"{n}-апта: дарынды оқушылармен жеке сабақ өткізу" for n in range(1, 9)))


def word(*paragraphs: str) -> bytes:
    """A Word file, its first paragraph a heading."""
    document, out = docx.Document(), io.BytesIO()
    document.add_heading(paragraphs[0])
    for text in paragraphs[1:]:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def word_of(xml: str) -> bytes:
    """A Word file whose document is this XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("x"))) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in made.namelist():
            archive.writestr(name, xml if name == "word/document.xml" else made.read(name))
    return out.getvalue()


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return out + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    data = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(data), entries, data)


def letter(
    files: Mapping[str, bytes] | None = None,
    *,
    text: str = "Байқау материалдары",
    received: str = IN_TIME,
    headers: str = "From: m43@mail.kz\nDate: Fri, 10 Oct 2025 12:00:00 +0500\nMessage-ID: <43@mail.kz>\n",
) -> bytes:
    """A letter as it lies on disk; ``headers`` are the sender's, whole lines."""
    stamp = (
        f"Received: from mail.example.net ([203.0.113.5]) by mx.astana-modern.edu.kz; {received}\n" if received else ""
    )
    lines = [f"{stamp}{headers}MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "", "--b"]
    lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text]
    for name, data in (files or {}).items():
        encoded = f"=?utf-8?B?{base64.b64encode(name.encode()).decode()}?="
        lines += ["--b", "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64"]
        lines += [f'Content-Disposition: attachment; filename="{encoded}"', "", base64.encodebytes(data).decode()]
    return "\n".join([*lines, "--b--", ""]).replace("\n", "\r\n").encode()


class RealHouse:
    """A house whose letters are read by the real readers in the real sandbox."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._sent: list[bytes] = []

    def take(self, *letters: bytes, now: datetime = AFTER, limits: Mapping[str, int] | None = None) -> IngestResult:
        """Lay letters down and take them in; ``limits`` replace those of the configuration."""
        for raw in letters:
            self._sent.append(raw)
            self._house.put(**{f"letter{len(self._sent)}": raw})
        paths = letters_of([self._house.inbox])
        roots = (f"file:{self._house.inbox}",)
        loaded = contest()
        smaller = loaded.contest.limits.model_copy(update=dict(limits or {}))
        loaded = replace(loaded, contest=loaded.contest.model_copy(update={"limits": smaller}))
        return ingest(paths, self._house.store, self._house.folder, loaded, clock=lambda: now, roots=roots)

    def overview(self, now: datetime = AFTER) -> Overview:
        """What came of them. Nothing was lost: each lies whole in the spool and is one letter."""
        seen = overview(self._house.store, contest(), now)
        for raw in self._sent:
            stored = self._house.folder.spool.rglob(hashlib.sha256(raw).hexdigest() + "*")
            assert [path.read_bytes() for path in stored] == [raw]
        assert len(seen.letters) == len(set(self._sent))
        return seen

    def letter(self, now: datetime = AFTER) -> LetterState:
        """The only letter."""
        (one,) = self.overview(now).letters
        return one

    def verdict(self, now: datetime = AFTER) -> str:
        """The standing of the only submission."""
        (one,) = self.overview(now).submissions
        return str(one.verdict.standing)

    @property
    def root(self) -> Path:
        """The folder that all lies in."""
        return self._house.inbox.parent


@contextmanager
def a_real_house(root: Path) -> Iterator[RealHouse]:
    """A house anywhere."""
    with a_house(root) as house:
        yield RealHouse(house)
