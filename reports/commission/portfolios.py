"""Portfolios for the commission: a folder a participant, in it a numbered folder a document, annexes apart, an index.

Nothing of a stranger's file name becomes a path: names are numbered, cut and freed of whatever a system may not hold.
A file that counts for several documents lies once; the others' folders say where, and the index leads to it.
"""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from pipeline.commission.board import Board
from pipeline.portfolios import ANNEXES, Paper
from pipeline.scoring.values import Participant
from pipeline.state import FileState
from reports.formats import as_html
from reports.formats.text import shown
from reports.words import Words

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
_UNSAFE = re.compile(r"[^\w.()\- №«»]+")
_LONGEST = 48  # letters of a name within a path: the whole path stays under what Windows opens
Take = Callable[[FileState, Path], None]
Fetch = Callable[[Iterable[FileState], Take], Sequence[FileState]]


@dataclass(frozen=True, slots=True)
class Link:
    """A file as the index names it; ``href`` "" where it is lost."""

    href: str
    name: str
    pages: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index: the document's number and title, and the files that stand for it."""

    number: str
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One participant and what the portfolio holds."""

    participant: Participant
    papers: tuple[Paper, ...]


def write(out: BinaryIO, portfolios: Iterable[Portfolio], board: Board, words: Words, fetch: Fetch) -> list[FileState]:
    """Write the zip; returns the files that are lost. ``fetch`` lays a file's bytes before its second argument."""
    lost: list[FileState] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for portfolio in portfolios:
            one = _Folder(pack, portfolio, board, words)
            missing = fetch(one.files, one.put)
            one.finish(missing)
            lost += missing
    return lost


def safe_name(name: str, longest: int = _LONGEST) -> str:
    """Somebody's name for a file as a part of a path on any system; its ending stays where it looks like one."""
    last = PurePosixPath(shown(name).replace("\\", "/")).name
    stem, dot, ending = last.rpartition(".")
    if not (dot and stem and ending.isascii() and ending.isalnum() and len(ending) <= 8):
        stem, ending = last, ""
    stem = re.sub(r"\s+", " ", _UNSAFE.sub(" ", stem)).strip(" .")[:longest].strip(" .") or "—"
    return f"{stem}.{ending.lower()}" if ending else stem


class _Folder:
    def __init__(self, pack: zipfile.ZipFile, portfolio: Portfolio, board: Board, words: Words) -> None:
        self.pack, self.portfolio, self.board, self.words = pack, portfolio, board, words
        who = portfolio.participant
        self.root = f"{who.submission:03} {safe_name(who.leader, 30)}"
        kinds = board.contest.kinds
        self.titles = {kind.key: kind.title.of(words.language) for kind in kinds}
        self.numbers = {kind.key: f"{n:02}" for n, kind in enumerate(kinds, 1)} | {ANNEXES: f"{len(kinds) + 1:02}"}
        self.titles[ANNEXES] = words("portfolio-annexes")
        self.paths = self._paths()
        self.files = list({paper.file.id: paper.file for paper in portfolio.papers}.values())

    def _paths(self) -> Mapping[int, str]:
        """Where each file lies: in the folder of the first document that it counts for."""
        paths: dict[int, str] = {}
        counts: dict[str, int] = {}
        for paper in self.portfolio.papers:
            if paper.file.id not in paths:
                counts[paper.kind] = counts.get(paper.kind, 0) + 1
                paths[paper.file.id] = f"{self._of(paper.kind)}/{counts[paper.kind]} {safe_name(paper.file.name)}"
        return paths

    def _of(self, kind: str) -> str:
        return f"{self.numbers[kind]} {safe_name(self.titles[kind].replace('.', ''), 40)}"

    def put(self, file: FileState, where: Path) -> None:
        """Copy a file into the zip, piece by piece."""
        info = zipfile.ZipInfo(f"{self.root}/{self.paths[file.id]}", _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        with where.open("rb") as source, self.pack.open(info, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def finish(self, missing: Sequence[FileState]) -> None:
        """The folders without a file of their own, and the index."""
        lost = {file.id for file in missing}
        for kind in self.numbers:
            self._folder(kind)
        lines = tuple(self._line(kind, lost) for kind in self.numbers)
        who, words = self.portfolio.participant, self.words
        page = as_html.page(
            "portfolio.html", title=f"{self.board.contest.display_number(who.submission)} – {who.leader}",
            contest=self.board.contest, words=words, school=who.school, subject=who.subject, lines=lines, notes=(),
        )  # fmt: skip
        self._text("index.html", page)

    def _folder(self, kind: str) -> None:
        folder = self._of(kind)
        self.pack.writestr(zipfile.ZipInfo(f"{self.root}/{folder}/", _EPOCH), b"")
        elsewhere = [
            f"{self.paths[paper.file.id]}{self._pages(paper)}"
            for paper in self.portfolio.papers
            if paper.kind == kind and not self.paths[paper.file.id].startswith(f"{folder}/")
        ]
        if elsewhere:
            text = "\r\n".join((self.words("portfolio-elsewhere"), *elsewhere, ""))
            self._text(f"{folder}/{self.words('portfolio-elsewhere-name')}.txt", ("\ufeff" + text).encode())

    def _line(self, kind: str, lost: set[int]) -> Line:
        links = tuple(
            Link("" if paper.file.id in lost else quote(self.paths[paper.file.id]), paper.file.name, self._pages(paper))
            for paper in self.portfolio.papers
            if paper.kind == kind
        )
        return Line(self.numbers[kind], self.titles[kind], links)

    def _pages(self, paper: Paper) -> str:
        return f" ({self.words('portfolio-pages', pages=', '.join(_runs(paper.pages)))})" if paper.pages else ""

    def _text(self, name: str, data: bytes) -> None:
        self.pack.writestr(zipfile.ZipInfo(f"{self.root}/{name}", _EPOCH), data, zipfile.ZIP_DEFLATED)


def _runs(pages: Sequence[int]) -> Iterator[str]:
    """Pages that follow each other as one: 1–3, 7."""
    first = last = 0
    for page in (*sorted(pages), 0):
        if first and page == last + 1:
            last = page
            continue
        if first:
            yield str(first) if first == last else f"{first}–{last}"
        first = last = page
