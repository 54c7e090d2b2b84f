"""A commission's hall: a store with accepted participants, and the members who come together over them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from parsers.facts import Grid
from pipeline.commission import recording
from pipeline.commission.board import Board, board_of
from pipeline.commission.recording import Book
from pipeline.contest import LoadedContest
from pipeline.state import Overview, Standing
from pipeline.tracking import evidence
from tests.pipeline.houses import House, a_house, contest
from tests.reports.builder import Builder, at, in_time, verdict

DAY = at("2025-10-25 10:00")
ROSTER = (
    ("Аты-жөні", "Лауазымы", "Эл. пошта", "Рөлі", "Мектебі", "Көзі"),
    ("Әлімова Гүлнәр Серікқызы", "орталық директоры", "chair@example.kz", "төраға", "", "орталық"),
    ("Иванова Анна Петровна", "әдіскер", "secretary@example.kz", "хатшы", "", "орталық"),
    ("Оспанов Ерлан Қайратұлы", "мұғалім", "m2@example.kz", "мүше", "№ 3 мектеп-гимназия", "педагог"),
    ("Ыбырай Ұлжан Асқарқызы", "мұғалім", "m3@example.kz", "мүше", "", "педагог"),
    ("Үсенов Өмір Болатұлы", "қауымдастық", "m4@example.kz", "мүше", "", "қауымдастық"),
    ("Қасымова Һәдия Ерікқызы", "қоғамдық ұйым", "m5@example.kz", "мүше", "", "қоғамдық ұйым"),
    ("Петров Иван Ильич", "әдіскер", "m6@example.kz", "мүше", "", "орталық"),
    ("Жұмабай Іңкәр Ғалымқызы", "мұғалім", "m7@example.kz", "мүше", "", "педагог"),
)
JUDGES = ("chair@example.kz", *(f"m{n}@example.kz" for n in range(2, 8)))


@dataclass(frozen=True, slots=True)
class Desk(Book):
    """A book over an overview that a test made."""

    seen: Overview | None = None

    def board(self) -> Board:
        """What stands, over the test's participants."""
        assert self.seen is not None
        return board_of(self.seen, self.store, self.loaded.contest)


@dataclass
class Hall:
    """The store, the participants and a clock that moves on with every act."""

    house: House
    seen: Overview
    loaded: LoadedContest
    now: datetime = field(default=DAY)

    def book(self, reason: str = "", by: str = "хатшы") -> Desk:
        """Something to record in, a minute later than before."""
        self.now += timedelta(minutes=1)
        return Desk(self.house.store, self.loaded, by, self.now, reason, self.seen)

    @property
    def board(self) -> Board:
        """What stands."""
        return board_of(self.seen, self.house.store, self.loaded.contest)

    def members(self) -> None:
        """The whole commission."""
        recording.import_members(self.book(), "мүшелер.xlsx", [Grid("Парақ1", ROSTER)])

    def give(self, stage: int, points: dict[tuple[str, int], int], *, replace: bool = False, reason: str = "") -> None:
        """Flat sheets with these totals, by (member, participant)."""
        count = len(self.loaded.contest.stages[stage - 1].criteria)
        rows = [("member", "submission", "stage", "criterion", "points")]
        for (member, number), total in points.items():
            for n in range(count):
                given = total // count + (n < total % count)
                rows.append((member, str(number), str(stage), str(n + 1), str(given)))
        recording.import_scores(self.book(reason), [("ұпай.csv", [Grid("", tuple(rows))])], replace=replace)

    def give_all(self, stage: int, totals: dict[int, int]) -> None:
        """The same total from every judge who may."""
        ledger = self.board.ledger
        judges = [(m, n) for n in totals for m in JUDGES if not ledger.in_conflict(m, n)]
        self.give(stage, {(m, n): totals[n] for m, n in judges})


@contextmanager
def a_hall(root: Path, schools: int, loaded: LoadedContest | None = None, url: str = "") -> Iterator[Hall]:
    """A hall with so many accepted participants, numbered from 1; ``url``: of another database than SQLite."""
    loaded = loaded or contest()
    make = Builder(loaded.contest)
    for number in range(1, schools + 1):
        letter = make.letter(f"2025-10-{1 + number % 16:02} 10:11:12", sender=f"school{number}@example.kz")
        fields = {"institution": f"№ {number} мектеп-гимназия", "leader": f"Ахметова Айгүл {number}"}
        make.submit([letter], verdict(Standing.ACCEPTED, (), [in_time()]), application=make.application(letter, fields))
    seen = make.overview()
    with a_house(root, url) as house:
        with house.store.writing() as connection:
            contest_id = evidence.keep_contest(connection, loaded.sha256, loaded.text, DAY)
            for judged in seen.submissions:
                evidence.keep_letter(connection, judged.state.founder, DAY, contest_id)
        yield Hall(house, seen, loaded)
