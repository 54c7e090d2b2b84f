"""Work in parallel, results in order: letters are studied by several threads and committed by one, as they came.

Each worker has a reader of its own (a child process that reads strangers' bytes). Only a bounded number of letters is
studied ahead of the one to be committed, so memory does not grow with the number of letters.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

from pipeline.reader import Reader

_AHEAD = 8  # for each worker

R = TypeVar("R")
Readers = Callable[[], AbstractContextManager[Reader]]
Commit = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Task(Generic[R]):
    """One letter: ``study`` runs in a worker and returns what is to be done alone, in the order of the tasks."""

    source: str
    study: Callable[[R], Commit]


class Workers(Generic[R]):
    """A pool with its readers: for one run, or for all runs of a daemon, which keeps them warm."""

    def __init__(self, count: int, readers: Callable[[], AbstractContextManager[R]]) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="letter")
        self._readers = readers
        self._ahead = count * _AHEAD
        self._own = threading.local()
        self._open = ExitStack()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._open.close()

    def do(
        self,
        tasks: Iterable[Task[R]],
        commit: Callable[[Task[R], Future[Commit]], None],
        stopped: Callable[[], bool],
        *,
        alone: bool = False,
    ) -> bool:
        """Study the tasks and hand each with its outcome to ``commit``, in order; whether all were done.

        ``stopped`` is asked before every new task: once true, only letters in hand are finished. ``alone``: one letter
        is studied at a time. A letter is committed as soon as it and those before it are studied: tasks may come slowly
        (a mailbox), and what is done must not wait for what is still on its way.
        """
        waiting: deque[tuple[Task[R], Future[Commit]]] = deque()
        ahead = 1 if alone else self._ahead
        whole = True
        for task in tasks:
            if stopped():
                whole = False
                break
            waiting.append((task, self._pool.submit(self._study, task)))
            while waiting and (len(waiting) >= ahead or waiting[0][1].done()):
                commit(*waiting.popleft())
        while waiting:
            task, future = waiting.popleft()
            if stopped() and future.cancel():
                whole = False
            else:
                commit(task, future)
        return whole

    def _study(self, task: Task[R]) -> Commit:
        return task.study(self._reader())

    def _reader(self) -> R:
        reader: R | None = getattr(self._own, "reader", None)
        if reader is None:
            opened = self._readers()
            with self._lock:
                reader = self._own.reader = self._open.enter_context(opened)
        return reader
