"""The daemon's clock: the host's, and APScheduler, which does nothing but wake ``tick`` once a minute."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

_EVERY = 60  # seconds


class SystemClock:
    """The host's clock."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()

    def pause(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass, less when it is time to stop."""
        stop.wait(seconds)


@contextmanager
def ticking(tick: Callable[[], None], every: float = _EVERY) -> Iterator[None]:
    """Call ``tick`` now and then in a thread of its own, one at a time, until the block ends; the last one is awaited.

    What is due is a query, so a tick that comes late or not at all (the host slept) is made good by the next.
    APScheduler would drop one that is a second late, by its own default: no grace is too long here.
    """
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
    scheduler.add_job(tick, "interval", seconds=every, next_run_time=datetime.now(UTC))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)
