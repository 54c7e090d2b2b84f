"""The child: takes tasks from a pipe, reads the stranger's bytes, answers with facts. Never imported by the parent.

It holds nothing that is worth stealing, may start nothing and is killed when it takes too long: whatever a document
makes a library do ends here.
"""

import errno
import gc
import importlib
import os
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parsers.errors import ParserError
from parsers.facts import Problem
from parsers.sandbox import confine, wire

if TYPE_CHECKING:
    from parsers.ocr.steps import Steps

_MEGABYTE = 1 << 20
_PAGE = os.sysconf("SC_PAGE_SIZE")
_OFTEN_NEEDED: tuple[str, ...] = (
    "parsers.mime",
    "parsers.unpack",
    "parsers.understand",
    "parsers.sniff",
    "parsers.readers.plain",
    "parsers.application",
    "parsers.documents",
    "parsers.readers.word",
    "parsers.readers.pdf",
)
_MACHINE_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENFILE})


def main() -> None:
    """Serve tasks until the parent closes the pipe."""
    confine.die_with_parent()
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Only the parent ends a child: a service being stopped must not make a healthy file look like a deadly one.
        signal.signal(stop, signal.SIG_IGN)
    inlet, outlet = _take_pipes()
    first = wire.read_frame(inlet)
    if first is None:
        return
    hello = msgspec.msgpack.decode(first, type=wire.Hello)
    # Our own code and its libraries come first, while nothing strange has been read and Python may still keep their
    # compiled form for the next child; most letters need all of it.
    for name in _OFTEN_NEEDED:
        importlib.import_module(name)
    from parsers.understand import prepare

    prepare(hello.knowledge)
    # What stands now stays: the collector need not look at it again with every file, and seldom at all.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    limits = hello.limits
    biggest = max(limits.output_mb, limits.mail.unpacked_mb) * _MEGABYTE
    confine.limit_resources(limits.memory_mb * _MEGABYTE, biggest, limits.open_files)
    if hello.writable:
        ours = () if hello.recogniser is None else (hello.recogniser.shared_object, hello.recogniser.data)
        confine.confine_files((*hello.readable, *ours), hello.writable)
    if not confine.forbid_system_calls():
        confine.forbid_processes()
    worker = Worker(hello)
    while (request := wire.read_frame(inlet)) is not None:
        wire.write_frame(outlet, worker.answer(request))


def _take_pipes() -> tuple[int, int]:
    """Move the protocol's pipes out of the way, so that what a library prints goes to the log and not into it."""
    inlet, outlet = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return inlet, outlet


class Worker:
    """Does one task after another."""

    def __init__(self, hello: wire.Hello) -> None:
        self._knowledge = hello.knowledge
        self._limits = hello.limits
        self._recogniser = hello.recogniser
        self._steps: Steps | None = None
        self._tasks: msgspec.msgpack.Decoder[wire.Task] = msgspec.msgpack.Decoder(wire.Task)
        self._encoder = msgspec.msgpack.Encoder()
        self._worn = False

    def answer(self, request: bytes) -> bytes:
        """The frame that answers a task; whatever the stranger's bytes raise becomes a problem with a code."""
        value, problem, trouble = msgspec.Raw(b"\xc0"), None, ""
        try:
            value = msgspec.Raw(self._encoder.encode(self._do(self._tasks.decode(request))))
        except ParserError as error:
            problem = error.problem
        except MemoryError:
            problem, self._worn = Problem("memory_limit"), True
        except RecursionError:
            problem = Problem("too_deep")
        except OSError as error:
            if error.errno in _MACHINE_TROUBLE:
                trouble = f"{errno.errorcode.get(error.errno or 0, '')}: {error.strerror}"
            elif error.errno == errno.EFBIG:
                problem = Problem("output_limit", str(error))
            elif error.errno == errno.ENOMEM:
                problem, self._worn = Problem("memory_limit", str(error)), True
            else:
                problem = _crashed(error)
        except Exception as error:  # noqa: BLE001  Libraries raise anything over hostile bytes; the letter goes on.
            problem = _crashed(error)
        if len(value) > self._limits.output_mb * _MEGABYTE:
            value, problem = msgspec.Raw(b"\xc0"), Problem("output_limit", f"{len(value)} bytes")
        return self._encoder.encode(wire.Answer(value, problem, trouble, self._worn or self._heavy()))

    def _do(self, task: wire.Task) -> object:
        """One task's value; imports stand here so that a child is ready at once."""
        limits = self._limits
        if isinstance(task, wire.BodyTask):
            confine.ration(limits.cpu_seconds, limits.output_mb * _MEGABYTE)
            from parsers.understand import understand_body

            return understand_body(task.subject, task.texts, task.html, self._knowledge)
        tempfile.tempdir = os.environ["TMPDIR"] = task.scratch  # for libraries in C too
        if isinstance(task, wire.ReadTask):
            confine.ration(limits.cpu_seconds, limits.output_mb * _MEGABYTE)
            from parsers.understand import understand

            return understand(Path(task.file), task.name, self._knowledge, limits.read)
        if isinstance(task, wire.TextTask):
            confine.ration(limits.cpu_seconds, limits.output_mb * _MEGABYTE)
            from parsers.readers import read
            from parsers.sniff import sniff

            return read(Path(task.file), sniff(Path(task.file), task.name), limits.read)
        if isinstance(task, wire.GridTask):
            confine.ration(limits.cpu_seconds, limits.output_mb * _MEGABYTE)
            from parsers.grid import read_grid

            return read_grid(Path(task.file), limits.read)
        if isinstance(task, wire.ScanTask):
            confine.ration(limits.cpu_seconds, limits.output_mb * _MEGABYTE)
            return self._scanner().step(Path(task.file), task.name, task.key, task.known, task.wanted)
        confine.ration(limits.cpu_seconds, limits.mail.unpacked_mb * _MEGABYTE)
        if isinstance(task, wire.LetterTask):
            from parsers.mime import split

            return split(Path(task.raw), Path(task.scratch), limits.mail)
        from parsers.unpack import unpack

        return unpack(task.part, Path(task.scratch), limits.mail, task.more)

    def _scanner(self) -> "Steps":
        """What reads scans, made when the first one comes: it loads tesseract and its languages."""
        if self._steps is None:
            from parsers.ocr.steps import Steps

            if self._recogniser is None:
                raise ParserError(Problem("unsupported", "no recognition of characters"))
            self._steps = Steps(self._recogniser, self._knowledge, self._limits.read)
        return self._steps

    def _heavy(self) -> bool:
        """Whether this process holds more memory than a rested one should (proc(5), statm: the second number)."""
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  Ten microseconds, once a task.
            return int(statm.read().split()[1]) * _PAGE > self._limits.worn_mb * _MEGABYTE


def _crashed(error: Exception) -> Problem:
    return Problem("crashed", f"{type(error).__name__}: {error}"[:300])


if __name__ == "__main__":
    main()
