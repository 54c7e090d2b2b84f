"""A folder of letters beside a data folder, and a small contest to put into it: for tests of the recipe."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from intake.files import letters as letters_of
from pipeline.contest import LoadedContest, load
from pipeline.overview import overview
from pipeline.process import IngestResult, ingest
from pipeline.reader import Reader
from pipeline.state import LetterState, Overview
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from tests.pipeline.letters import application, letter, plain_reader

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
SCHOOL = application("№ 1 мектеп-гимназия", "Асанова Айгүл Маратқызы")
OTHER_SCHOOL = application("№ 90 гимназия", "Серікбаев Ерлан Асқарұлы")
SENDER, OTHER = "Мектеп <school1@example.kz>", "school90@example.kz"


@cache
def contest() -> LoadedContest:
    """The contest of config.toml."""
    return load(Path(__file__).parents[2] / "config.toml")


@cache
def an_empty_database() -> bytes:
    """A migrated database, made once: migrating takes longer than most tests."""
    with tempfile.TemporaryDirectory() as root:
        folder = DataFolder(Path(root))
        Store.open(folder).close()
        return folder.database.read_bytes()


@dataclass
class House:
    """A folder of letters and a data folder, with the store open."""

    inbox: Path
    folder: DataFolder
    store: Store

    def put(self, **raw: bytes) -> None:
        """Lay letters into the inbox."""
        for name, data in raw.items():
            (self.inbox / f"{name}.eml").write_bytes(data)

    def ingest(
        self,
        paths: Iterable[Path] | None = None,
        *,
        loaded: LoadedContest | None = None,
        now: datetime = NOW,
        jobs: int = 1,
        readers: Callable[[], AbstractContextManager[Reader]] = plain_reader,
        progress: Callable[[int, str], None] | None = None,
    ) -> IngestResult:
        """One run over the inbox, or over these paths in this order."""
        return ingest(
            letters_of([self.inbox] if paths is None else list(paths)), self.store, self.folder, loaded or contest(),
            clock=lambda: now, roots=(f"file:{self.inbox}",), jobs=jobs, readers=readers, progress=progress,
        )  # fmt: skip

    def overview(self, now: datetime = NOW) -> Overview:
        """What the database says."""
        return overview(self.store, contest(), now)

    def letter(self, sender: str, number: int = 0) -> LetterState:
        """The letter of that sender."""
        return [x for x in self.overview().letters if x.sender == sender][number]

    def count(self, table: object) -> int:
        """Rows of a table."""
        with self.store.reading() as connection:
            return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


@contextmanager
def a_house(root: Path, url: str = "", patience: Sequence[float] = (0.2,) * 50) -> Iterator[House]:
    """A house anywhere; ``url``: of another database than SQLite in its data folder."""
    inbox = root / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    folder = DataFolder(root / "data")
    folder.create()
    if not url:
        folder.database.write_bytes(an_empty_database())
    with Store.open(folder, url, patience=patience) as store:
        yield House(inbox, folder, store)


def every_kind_of_letter() -> dict[str, bytes]:
    """A small contest with everything in it that can happen to a letter."""
    invoice = {"invoice.pdf": "other"}
    return {
        "first": letter(SENDER, files={"s.docx": SCHOOL, "p.docx": "kind: annual_work_plan"}, day=12, name="first"),
        "earlier": letter(SENDER, files={"a.docx": "kind: partnerships"}, day=11),
        "invoice": letter(SENDER, "Шот", files=invoice, day=9),
        "answer": letter("deputy@example.kz", "Re: Құжаттар", answers="first", day=13),
        "answers-answer": letter("deputy@example.kz", "Тағы", files=invoice, day=14),
        "other": letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=20),
        "shop": letter("shop@example.com", "Жеңілдік!", files=invoice),
        "nothing": letter("friend@example.com", "Кездесу"),
        "puzzle": letter("someone@example.com", files={"x.bin": "puzzle"}),
        "unread": letter("nobody@example.com", files={"x.pdf": "unread"}),
        "broken": letter("strange@example.com", "BREAKS-THE-SPLITTER"),
        "list": letter("list@example.com", "News", headers={"List-Id": "<news.example.com>"}),
        "robot": letter(SENDER, "Automatic reply", headers={"Auto-Submitted": "auto-replied"}, day=15),
        "words": letter("asks@example.kz", text="Сәлем, байқау туралы сұрақ"),
    }
