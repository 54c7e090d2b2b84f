"""Running a command as a whole process and reading what it cost: processor seconds, wall seconds, peak memory.

Ratios of two commands are taken run by run, one after the other, because the speed of a shared machine drifts.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor (the process and all its children) and of wall time, and peak memory in MB.

    ``largest_mb`` is the largest single process; ``together_mb`` the sum of proportional set sizes of the whole tree.
    """

    cpu: float
    wall: float
    largest_mb: float
    together_mb: float


def run(command: Sequence[str], core: int | None = None, accept: frozenset[int] = frozenset({0, 1})) -> Cost:
    """Run ``command`` to its end, on one ``core`` if given; RuntimeError when it fails."""
    pin: Callable[[], None] | None = None if core is None else lambda: os.sched_setaffinity(0, {core})
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=pin)
    peak = _Peak(process.pid)
    peak.start()
    stderr = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak.stop()
    if process.returncode not in accept:
        raise RuntimeError(f"{command[0]} … ended with {process.returncode}: {stderr[-500:].decode(errors='replace')}")
    return Cost(
        usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, max(peak.megabytes, usage.ru_maxrss / 1024)
    )


def paired(first: Callable[[], float], second: Callable[[], float], times: int) -> tuple[float, float, float]:
    """Median of both, and the median ratio first/second taken pair by pair."""
    pairs = [(first(), second()) for _ in range(times)]
    ratios = [a / b for a, b in pairs]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), statistics.median(ratios)


def python(*arguments: str) -> list[str]:
    """A command line that runs this interpreter."""
    return [sys.executable, *arguments]


class _Peak(threading.Thread):
    """Watches the memory of a process and its descendants, twenty times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._over = pid, threading.Event()
        self.megabytes = 0.0

    def run(self) -> None:
        while not self._over.wait(0.05):
            self.megabytes = max(self.megabytes, sum(_pss(pid) for pid in _tree(self._pid)))

    def stop(self) -> None:
        """End the watching."""
        self._over.set()
        self.join()


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _pss(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
