"""``make soak``: a day of the daemon in minutes, with 2,000 letters and 50 outages on a real Dovecot.

The clock is a fake one, and the deadline falls into the middle of the day. Letters come at moments of that day; the
line to the server is cut, stalled, silent or says BYE for seconds or for an hour. In the end every letter is there byte
for byte and is one case, judged by the mailbox's own stamp; everything balances, and memory has stayed flat. The
daemon is a process of its own, so that what the test holds is not counted for its memory.
"""

import gc
import hashlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import func, select

from console.daemon.clock import ticking
from console.daemon.errands import Errands
from pipeline.clockwork import CLOSING, RECONCILE
from pipeline.contest import LoadedContest
from pipeline.state import Timing
from pipeline.tracking import watching
from pipeline.tracking.derived import MEMBERSHIP
from tests.faults.watched import TestClock, WatchedHouse, a_watched_house, watched_contest
from tests.pipeline.letters import application, letter
from tests.servers.dovecot import User, a_dovecot
from tests.servers.imap_proxy import Act, Proxy, a_proxy, bye, cut, stall
from tests.servers.ports import until

LETTERS, OUTAGES, HOURS = 2_000, 50, 24
MORE_MB = 40  # what the daemon may grow by after the first quarter of the letters
DEADLINE = watched_contest().contest.dates.deadline
BEGIN = DEADLINE - timedelta(hours=HOURS / 2)
READY, ANY = rb"^\* OK .*ready", rb"."


@dataclass(frozen=True)
class Day:
    """What the daemon's process is told: where it works, which mailbox, and the fake clock's beginning and speed."""

    root: Path
    port: int
    user: str
    speed: float
    began: float

    def clock(self) -> TestClock:
        """The same clock in every process: the system's monotonic seconds are the same everywhere."""
        clock = TestClock(BEGIN, self.speed)
        clock.begin_at(self.began)
        return clock

    def contest(self) -> LoadedContest:
        """The contest with the mailbox behind the line."""
        return watched_contest(self.port, user=self.user, poll_seconds=120, timeout_seconds=2)


def daemon(day: Day) -> None:
    """The daemon until SIGTERM: the watch and its errands, as ``baiqau watch`` puts them together."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    clock, loaded = day.clock(), day.contest()
    with a_watched_house(day.root, loaded, clock=clock) as house:
        watch = house.begin()
        errands = Errands(house.store, house.folder, loaded, house.account(), clock.now, watch.at_work)
        with ticking(errands.tick, every=max(60 / clock.speed, 0.5)):
            over.wait()
        house.end()
        assert house.failed == []
        if os.environ.get("BAIQAU_SOAK_OBJECTS"):
            _tell_objects()


def _tell_objects() -> None:
    """What the daemon still holds when everything is done, by kind."""
    gc.collect()
    kinds = Counter(type(one).__name__ for one in gc.get_objects())
    print(sum(kinds.values()), "objects:", kinds.most_common(12), flush=True)


@dataclass
class Soak:
    """One soak: what was sent when (by SHA-256 and Message-ID), and the memory of the daemon on the way."""

    house: WatchedHouse
    user: User
    line: Proxy
    chance: random.Random
    process: BaseProcess
    sent: set[str] = field(default_factory=set)
    stamps: dict[str, datetime] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)
    outages: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def deliver(self) -> None:
        """The day's letters, each at its moment, as a delivery agent puts them."""
        moments = sorted(self.chance.uniform(0, HOURS * 3600 * 0.98) for _ in range(LETTERS))
        for number, second in enumerate(moments):
            self.wait_until(second)
            now = self.house.clock.now()
            raw = self.letter(number)
            self.sent.add(hashlib.sha256(raw).hexdigest())
            self.stamps[raw.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()] = now.replace(microsecond=0)
            self.user.deliver(raw, self.chance.choice(["INBOX"] * 9 + ["Spam"]), at=now)
            if number % (LETTERS // 20) == 0:
                self.measure()

    def letter(self, number: int) -> bytes:
        """Schools and their further letters, friends and shops, puzzles."""
        school = self.chance.randrange(300)
        sender, kind = f"school{school}@example.kz", self.chance.random()
        leader = f"Асанова Айгүл{'абвгдежзик'[school % 10]} Маратқызы"
        if kind < 0.3:
            files = {"s.docx": application(f"№ {school + 1} мектеп-гимназия", leader)}
        elif kind < 0.6:
            files = {"p.docx": f"kind: {self.chance.choice(['partnerships', 'publications', 'annual_work_plan'])}"}
        elif kind < 0.9:
            sender, files = f"shop{number}@example.com", {"invoice.pdf": "other"}
        else:
            sender, files = f"someone{number}@example.com", {"x.bin": "puzzle"}
        raw = letter(sender, f"№{number}", files=files, text="x" * self.chance.randrange(20_000), name=f"n{number}")
        return raw[raw.index(b"From: ") :]

    def break_the_line(self) -> None:
        """Outages of all sorts and lengths."""
        step = HOURS * 3600 / OUTAGES
        sorts: tuple[tuple[bytes, Act], ...] = ((READY, bye()), (READY, cut()), (READY, stall()), (READY, cut(after=4)))
        for number in range(OUTAGES):
            self.wait_until(number * step + self.chance.uniform(0, step / 3))
            match, act = self.chance.choice(sorts)
            self.line.on(match, act, times=1_000_000)
            if self.chance.random() < 0.5:
                self.line.on(rb"BODY\[\]", cut(after=self.chance.randrange(2_000)), times=1)
                self.wait(self.chance.uniform(1, 60))
            self.line.cut()
            self.outages += 1
            self.wait(self.chance.choice([5, 60, 300, 1_000, 2_400]) * self.chance.uniform(0.2, 1))
            self.line.heal()
            self.line.cut()

    def measure(self) -> None:
        """Memory of the daemon now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        self.memory.append(pages * 4096 / 1e6)

    def wait_until(self, second: float) -> None:
        """Until that second of the day."""
        self.wait(second - self.house.clock.monotonic())

    def wait(self, seconds: float) -> None:
        """So many seconds of the day."""
        if seconds > 0:
            self.over.wait(seconds / self.house.clock.speed)


@contextmanager
def _beside(*works: threading.Thread) -> Iterator[None]:
    for work in works:
        work.start()
    try:
        yield
    finally:
        for work in works:
            work.join()


def soak(root: Path, minutes: float, seed: int) -> None:
    """Run it and say what came of it; AssertionError when anything is not as it should be."""
    with a_dovecot() as server, a_proxy(server.port) as line:
        user = server.user("soak@example.kz")
        user.folder("Spam")
        day = Day(root, line.port, user.name, HOURS * 60 / minutes, time.monotonic())
        with a_watched_house(root, day.contest(), clock=day.clock()) as house, _apart(day) as process:
            it = Soak(house, user, line, random.Random(seed), process)
            began = time.monotonic()
            with _beside(threading.Thread(target=it.deliver), threading.Thread(target=it.break_the_line)):
                pass
            until(lambda: _count(house) >= LETTERS, "all letters", 900)
            until(lambda: _done(house, CLOSING) and _done(house, RECONCILE), "the errands", 120)
            # What differed in the middle of an outage is looked at again within the hour.
            until(lambda: house.alarms() == set(), "the end of all alarms", 120)
            it.measure()
            _end(process)
            _check(it)
            _tell(it, time.monotonic() - began)


@contextmanager
def _apart(day: Day) -> Iterator[BaseProcess]:
    """The daemon in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=daemon, args=(day,))
    process.start()
    try:
        yield process
    finally:
        if process.is_alive():
            process.kill()
        process.join()


def _end(process: BaseProcess) -> None:
    """Stop it, as systemd does."""
    process.terminate()
    process.join(60)
    assert process.exitcode == 0, process.exitcode


def _count(house: WatchedHouse) -> int:
    """Letters that are placed. Looking must cost little, or it is what the daemon waits for."""
    time.sleep(0.2)
    with house.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(MEMBERSHIP)) or 0


def _done(house: WatchedHouse, name: str) -> bool:
    with house.store.reading() as connection:
        return name in watching.last_done(connection)


def _check(it: Soak) -> None:
    house = it.house
    assert it.outages == OUTAGES
    letters = house.letters()
    assert len(letters) == LETTERS == len(it.sent)
    assert house.balance().differences == ()
    stored = {hashlib.sha256(path.read_bytes()).hexdigest() for path in house.folder.spool.rglob("*.eml")}
    assert stored <= it.sent
    stamps = it.stamps
    for one in letters:
        assert one.receipt.not_after == stamps[one.message_id], one.message_id
        late = one.receipt.against(DEADLINE) is Timing.LATE
        assert late == (stamps[one.message_id] > DEADLINE)
    unkept = LETTERS - len(stored)
    assert unkept == sum(one.verdict.value == "unrelated" for one in letters)
    assert house.alarms() == set()


def _tell(it: Soak, seconds: float) -> None:
    house = it.house
    with house.store.reading() as connection:
        alarms = watching.alarms_since(connection, BEGIN)
    early, last = it.memory[len(it.memory) // 4], it.memory[-1]
    whole = house.overview()
    print(f"{HOURS} hours in {seconds:.0f} s; {LETTERS} letters, {len(whole.submissions)} submissions,")
    print(f"{it.outages} outages, {it.line.connections} connections, {len(alarms)} alarms, all ended")
    print(f"reconciliation balances; the daemon holds {early:.0f} MB after a quarter, {last:.0f} MB at the end")
    print("on the way:", *(f"{one:.0f}" for one in it.memory))
    assert last - early < MORE_MB, it.memory


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="baiqau-soak-") as folder:
        soak(Path(folder), float(sys.argv[1]) if len(sys.argv) > 1 else 8, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
