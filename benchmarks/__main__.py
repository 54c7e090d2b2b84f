"""``make bench``: what intake and reports cost, as ratios against the floor and a naive script in the same run.

Prints a table, says which goals are met, and writes it to ``benchmarks/RESULTS.md``. Whole processes are measured;
ratios are taken pair by pair and the median is told.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Cost, paired, python, run

HERE = Path(__file__).parent
CONFIG = HERE.parent / "config.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, the figure, the goal in words, whether it is met (None: no goal)."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None


class Bench:
    """The letters that are measured, made once, and fresh data folders."""

    def __init__(self, root: Path, times: int) -> None:
        self.root, self.times = root, times
        self._fresh = 0

    def letters(self, name: str) -> Path:
        """A folder of letters of the kinds in ``benchmarks.letters``, made when it is first asked for.

        Made in another process: what this one has held in memory would count as the peak of those it starts.
        """
        folder = self.root / name
        if not folder.exists():
            subprocess.run(python("-m", "benchmarks.letters", name, str(folder)), check=True)
        return folder

    def few(self) -> Path:
        """Two of the big letters."""
        return self.some("few", sorted(self.letters("big").glob("*.eml"))[:2])

    def some(self, name: str, letters: Sequence[Path]) -> Path:
        """A folder of these letters."""
        folder = self.root / name
        if not folder.exists():
            folder.mkdir()
            for letter in letters:
                (folder / letter.name).hardlink_to(letter)
        return folder

    def data(self) -> Path:
        """A data folder that does not exist yet."""
        self._fresh += 1
        return self.root / f"data-{self._fresh}"

    def intake(
        self,
        letters: Path,
        jobs: int,
        core: int | None = None,
        data: Path | None = None,
        database: str = "",
        *,
        scans: bool = False,
    ) -> Cost:
        """Take the letters in, into a fresh data folder that is removed again, or into ``data``.

        ``database``: the address of another than SQLite in the data folder. Scans are left unread unless ``scans``:
        what they cost is measured by itself.
        """
        where = data or self.data()
        options = (*(("--database", database) if database else ()), *(() if scans else ("--no-ocr",)))
        cost = run(python("-m", "benchmarks.ours", str(letters), str(where), str(jobs), *options), core)
        if data is None:
            shutil.rmtree(where)
        return cost


def against_the_floor(bench: Bench) -> Iterator[Row]:
    """Bulk intake of stored letters: one worker with its children on one core.

    The rate of bulk work is what each further letter costs: the run over two letters is taken off the run over ten, on
    both sides, and with it the start of the programs and what they make once.
    """
    letters, few = bench.letters("big"), bench.few()
    more = len(list(letters.glob("*.eml"))) - 2

    def floor(folder: Path) -> float:
        return run(python(str(HERE / "floor.py"), str(folder)), 0).cpu

    ours, least, ratio = paired(
        lambda: (bench.intake(letters, 1, 0).cpu - bench.intake(few, 1, 0).cpu) / more,
        lambda: (floor(letters) - floor(few)) / more,
        bench.times,
    )
    yield Row(
        f"bulk intake, one worker, letters of 28 MB: {ours:.3f} CPU-s each further letter, floor {least:.3f}",
        f"{ratio:.2f} × floor", "≤ 2.0 ×", ratio <= 2.0,
    )  # fmt: skip
    one, two, gain = paired(
        lambda: bench.intake(letters, 1).wall - bench.intake(few, 1).wall,
        lambda: bench.intake(letters, 2).wall - bench.intake(few, 2).wall,
        bench.times,
    )
    yield Row(
        f"two workers against one: {one / more:.2f} and {two / more:.2f} s of wall time each further letter",
        f"{gain:.2f} ×", "≥ 1.8 ×", gain >= 1.8,
    )  # fmt: skip


def against_the_script(bench: Bench) -> Iterator[Row]:
    """The same letters, the same questions, by a script that a capable person would write."""
    letters, few = bench.letters("big"), bench.few()
    more = len(list(letters.glob("*.eml"))) - 2
    theirs = run(python(str(HERE / "naive.py"), str(few), str(CONFIG)), 0).wall / 2
    ours = statistics.median(
        (bench.intake(letters, 1, 0).wall - bench.intake(few, 1, 0).wall) / more for _ in range(bench.times)
    )
    yield Row(
        f"against the naive script, one core: {theirs:.2f} s a letter, ours {ours:.2f} s each further letter",
        f"{theirs / ours:.0f} ×", "≥ 40 ×", theirs / ours >= 40,
    )  # fmt: skip


def against_kreuzberg(bench: Bench) -> Iterator[Row]:
    """The same letters by a library for documents of all formats, which only reads: nothing is recognised or kept."""
    if find_spec("kreuzberg") is None:
        yield Row("against kreuzberg: it is not installed (requirements/bench.txt)", "not measured")
        return
    letters, few = bench.letters("big"), bench.few()
    more = len(list(letters.glob("*.eml"))) - 2

    def library(folder: Path) -> float:
        return run(python(str(HERE / "kreuzberg_peer.py"), str(folder)), 0).cpu

    theirs, ours, ratio = paired(
        lambda: (library(letters) - library(few)) / more,
        lambda: (bench.intake(letters, 1, 0).cpu - bench.intake(few, 1, 0).cpu) / more,
        bench.times,
    )
    yield Row(
        f"against kreuzberg (text alone, OCR off): {theirs:.2f} CPU-s each further letter, ours {ours:.2f}",
        f"{ratio:.1f} ×", "≥ 5 ×", ratio >= 5,
    )  # fmt: skip


def memory(bench: Bench) -> Iterator[Row]:
    """Peak memory of parent and child together."""
    for name, letters, most in (
        ("28 MB", bench.few(), 150),
        ("300 MB", bench.letters("huge"), 200),
    ):
        cost = bench.intake(letters, 1)
        yield Row(
            f"peak memory, letters of {name}: largest process; parent and child together {cost.together_mb:.0f} MB",
            f"{cost.largest_mb:.0f} MB", f"≤ {most} MB", cost.largest_mb <= most,
        )  # fmt: skip


def many_stored(bench: Bench) -> Iterator[Row]:
    """What a small letter costs when many are stored already."""
    total, few, probe = 20_000, 200, 200
    every = sorted(bench.letters("small").glob("*.eml"))
    before_few, before_many = bench.some("few-stored", every[:few]), bench.some("many-stored", every[:total])
    probed = bench.some("probed", every[total:][:probe])
    small, large = bench.data(), bench.data()
    bench.intake(before_few, 2, data=small)
    bench.intake(before_many, 2, data=large)
    empty = bench.some("none", ())

    def cost(data: Path) -> float:
        """CPU seconds of the probe letters in a copy of the data, without those of a run over nothing."""
        copy = bench.data()
        shutil.copytree(data, copy)
        nothing = bench.intake(empty, 1, data=copy).cpu
        spent = bench.intake(probed, 1, data=copy).cpu - nothing
        shutil.rmtree(copy)
        return spent

    many, little, ratio = paired(lambda: cost(large), lambda: cost(small), 3)
    yield Row(
        f"a letter of 20 KB, 20,000 stored against 200: {many / probe * 1000:.1f} and {little / probe * 1000:.1f} ms",
        f"{ratio:.2f} ×", "≤ 1.1 ×", ratio <= 1.1,
    )  # fmt: skip


def databases(bench: Bench) -> Iterator[Row]:
    """What a small letter costs on PostgreSQL beside SQLite, both durable: the server syncs every commit as well."""
    from tests.databases import programs, server_for

    if programs() is None:
        return
    every = sorted(bench.letters("handful").glob("*.eml"))
    many, few = bench.some("more-small", every), bench.some("few-small", every[:10])

    with server_for(durable=True) as server:

        def there() -> float:
            more, less = (bench.intake(some, 2, database=server.database(empty=True)).wall for some in (many, few))
            return more - less

        theirs, ours, ratio = paired(there, lambda: bench.intake(many, 2).wall - bench.intake(few, 2).wall, bench.times)
    yield Row(
        f"letters of 20 KB, two workers: {200 / theirs:.0f} a second on PostgreSQL, {200 / ours:.0f} on SQLite",
        f"{ratio:.2f} × the time",
    )  # fmt: skip


def reports(bench: Bench) -> Iterator[Row]:
    """Reports of 2,000 submissions, in one process, without its start."""
    import time

    from pipeline.contest import load
    from reports.words import Words
    from reports.writing import Wanted, make
    from tests.reports.seeded import many

    contest = load(CONFIG).contest
    wanted = Wanted(many(2000, 1), contest, Words("kk"))
    start = time.perf_counter()
    make("completeness", "xlsx", wanted)
    spent = time.perf_counter() - start
    yield Row("completeness of 2,000 submissions to XLSX", f"{spent:.2f} s", "≤ 3 s", spent <= 3)


def arrival(bench: Bench) -> Iterator[Row]:
    """From the mailbox to the stored verdict, over the loopback; nothing where there is no Dovecot."""
    from benchmarks.arrival import arrivals, p95

    if (seconds := arrivals()) is not None:
        yield Row(
            f"letter of 20 KB in the mailbox → verdict stored, p95 of {len(seconds)}; median "
            f"{statistics.median(seconds):.2f} s",
            f"{p95(seconds):.2f} s", "≤ 1 s", p95(seconds) <= 1,
        )  # fmt: skip


def download(bench: Bench) -> Iterator[Row]:
    """Letters out of a mailbox, against other ways to bring them."""
    from benchmarks.mailbox import downloads

    with downloads(bench.letters("big"), bench.root) as ready:
        if ready is None:
            yield Row("download from a mailbox: needs Debian's dovecot-imapd and isync", "not measured")
            return
        sync = ready.against("mbsync", bench.times)
        yield Row(
            f"download from a mailbox: {sync.ours:.0f} MB/s, mbsync {sync.other:.0f} MB/s",
            f"{sync.ratio:.2f} × mbsync", "≥ 1.0 ×", sync.ratio >= 1.0,
        )  # fmt: skip
        bare = ready.against("bare", bench.times)
        yield Row(
            f"the same against imapclient as it comes: {bare.ours:.0f} and {bare.other:.0f} MB/s",
            f"{bare.ratio:.2f} ×",
        )
        peaks = {how: ready.fetch(how).largest_mb for how in ("ours", "bare", "mbsync")}
        yield Row(
            f"peak memory of a download, letters of 28 MB: imapclient as it comes {peaks['bare']:.0f} MB, "
            f"mbsync {peaks['mbsync']:.0f} MB",
            f"{peaks['ours']:.0f} MB", "≤ 60 MB", peaks["ours"] <= 60,
        )  # fmt: skip


def start(bench: Bench) -> Iterator[Row]:
    """How soon help is there."""
    helped = python("-c", "import sys; from console.main import main; sys.exit(main(['--help']))")
    ours, bare, _ = paired(lambda: run(helped).wall, lambda: run(python("-c", "pass")).wall, 9)
    more = (ours - bare) * 1000
    yield Row(
        f"start of baiqau --help: {ours * 1000:.0f} ms, python -c pass {bare * 1000:.0f} ms",
        f"+{more:.0f} ms",
        "≤ +150 ms",
        more <= 150,
    )


def scans(bench: Bench) -> Iterator[Row]:
    """A scanned document at 200 dots per inch, recognised, against the recognition of all its first page."""
    from benchmarks.scans import measured

    found = measured()
    if found is None:
        yield Row("scans: this machine has no tesseract with Kazakh and Russian", "not measured")
        return
    yield Row(
        f"scanned document recognised, {len(found.seconds)} of 200 dpi, upright; turned ones {found.turned:.2f} CPU-s",
        f"{found.median:.2f} CPU-s", "≤ 1.0", found.median <= 1.0,
    )  # fmt: skip
    yield Row(
        f"the same against all of its first page ({found.whole:.2f} CPU-s): median",
        f"{found.share:.0%}", "≤ 50 %", found.share <= 0.5,
    )  # fmt: skip


def without_scans(bench: Bench) -> Iterator[Row]:
    """Letters without scans, with the reading of scans switched on and off."""
    letters = bench.some("no-scans", sorted(bench.letters("small").glob("*.eml"))[:400])
    on, off, ratio = paired(
        lambda: bench.intake(letters, 1, 0, scans=True).cpu, lambda: bench.intake(letters, 1, 0).cpu, bench.times
    )
    yield Row(
        f"400 letters without scans, scans read or not: {on:.2f} and {off:.2f} CPU-s",
        f"{ratio:.2f} ×", "≤ 1.1 ×", ratio <= 1.1,
    )  # fmt: skip


ALL = (
    start, against_the_floor, against_the_script, against_kreuzberg, memory, download, arrival, reports, scans,
    without_scans, many_stored, databases,
)  # fmt: skip


def main(wanted: list[str]) -> int:
    """Run the benchmarks named (all when none), print and write the table."""
    chosen = [one for one in ALL if not wanted or one.__name__ in wanted]
    root = Path(tempfile.mkdtemp(prefix="baiqau-bench-"))
    rows: list[Row] = []
    try:
        bench = Bench(root, times=3)
        for one in chosen:
            for row in one(bench):
                rows.append(row)
                print(_line(row), flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    if not wanted:
        (HERE / "RESULTS.md").write_text(_page(rows), encoding="utf-8")
    return 0


def _line(row: Row) -> str:
    met = {True: "met", False: "NOT met", None: ""}[row.met]
    return f"| {row.what} | {row.figure} | {row.goal} | {met} |"


def _page(rows: list[Row]) -> str:
    written = f"Written by `make bench`, {datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, 2 shared cores."
    head = ["# Benchmarks", "", f"{written} Only ratios within one run count.", "", "| what | figure | goal | |"]
    return "\n".join([*head, "|---|---|---|---|", *map(_line, rows), ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
