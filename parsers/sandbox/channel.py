"""One child process as the parent sees it: started, asked, watched by the clock, killed with all its group, reaped."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from parsers.facts import Problem
from parsers.sandbox.wire import LENGTH_BYTES, frame

_CHUNK = 1 << 18
_KEPT_LOG = 4096
# The child is started without Python's site: it takes the parent's path as it stands, which works for an installed
# package, an editable one and a test run alike, and starts in a third of the time.
_START = "import sys; sys.path[:] = sys.argv[1:]; from parsers.sandbox.child import main; main()"
_OUT_OF_MEMORY = (b"bad_alloc", b"memory allocation of", b"MemoryError", b"out of memory", b"Cannot allocate memory")


class LostError(Exception):
    """The child is gone, killed or not to be believed. ``again``: the same task in a fresh child may well succeed."""

    def __init__(self, problem: Problem, *, again: bool) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.again = again


class Channel:
    """A running child. Not thread-safe: the kernel kills it when the thread that started it ends."""

    def __init__(self, hello: bytes, command: tuple[str, ...] = ()) -> None:
        """Start a child and tell it what it must know; raises OSError when the machine cannot start one."""
        self._process = subprocess.Popen(
            command or (sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, *_path()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC", "OMP_THREAD_LIMIT": "1"},
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
        if self._process.stdin is None or self._process.stdout is None or self._process.stderr is None:
            raise OSError("the child was started without pipes")
        self._inlet, self._outlet, self._log = (
            pipe.fileno() for pipe in (self._process.stdin, self._process.stdout, self._process.stderr)
        )
        for pipe in (self._inlet, self._outlet, self._log):
            os.set_blocking(pipe, False)
        self._log_tail = b""
        self._pending = memoryview(frame(hello))
        self.asked = 0
        self._write()

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The child's process id, which is its group's too."""
        return self._process.pid

    def ask(self, request: bytes, seconds: float, most: int) -> bytes:
        """The answer within ``seconds`` and ``most`` bytes; raises LostError, and the child is gone then."""
        deadline = time.monotonic() + seconds
        self.asked += 1
        self._pending = memoryview(bytes(self._pending) + frame(request))
        answer = bytearray()
        poll = select.poll()
        poll.register(self._outlet, select.POLLIN)
        poll.register(self._log, select.POLLIN)
        poll.register(self._inlet, select.POLLOUT)
        try:
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise LostError(Problem("time_limit", f"{seconds:g} s"), again=False)
                for pipe, _ in poll.poll(left * 1000):
                    if pipe == self._inlet:
                        self._send(poll)
                    elif pipe == self._log:
                        self._keep_log(poll)
                    elif (done := self._receive(answer, most)) is not None:
                        return done
        except BaseException:
            # Whatever ends the wait, an interrupt too, leaves a child in the middle of something: it is of no more use.
            self.kill()
            raise

    def _send(self, poll: "select.poll") -> None:
        self._write()
        if not self._pending:
            poll.unregister(self._inlet)

    def _write(self) -> None:
        """Write what the pipe takes; a child that reads no more shows itself by the end of its answers."""
        try:
            self._pending = self._pending[os.write(self._inlet, self._pending[:_CHUNK]) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._pending = memoryview(b"")

    def _keep_log(self, poll: "select.poll") -> None:
        """Keep the end of what the child and its libraries print: the reason of a crash stands there."""
        try:
            piece = os.read(self._log, _CHUNK)
        except BlockingIOError:
            return
        if not piece:
            poll.unregister(self._log)
        self._log_tail = (self._log_tail + piece)[-_KEPT_LOG:]

    def _receive(self, answer: bytearray, most: int) -> bytes | None:
        """Take what has come; the whole answer once it is there."""
        try:
            piece = os.read(self._outlet, _CHUNK)
        except BlockingIOError:
            return None
        if not piece:
            raise self._death()
        answer += piece
        if len(answer) < LENGTH_BYTES:
            return None
        length = int.from_bytes(answer[:LENGTH_BYTES], "big")
        if length > most:
            raise LostError(Problem("output_limit", f"{length} bytes"), again=False)
        if len(answer) > LENGTH_BYTES + length:
            raise LostError(Problem("crashed", "said more than it was asked"), again=False)
        return bytes(answer[LENGTH_BYTES:]) if len(answer) == LENGTH_BYTES + length else None

    def _death(self) -> LostError:
        """Why the child closed its pipe, from its exit status and its last words."""
        with suppress(BlockingIOError):
            while piece := os.read(self._log, _CHUNK):
                self._log_tail = (self._log_tail + piece)[-_KEPT_LOG:]
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return LostError(Problem("crashed", "closed its pipe"), again=True)
        words = self._log_tail.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        if status == -signal.SIGXCPU:
            return LostError(Problem("time_limit", "processor time"), again=False)
        if status == -signal.SIGKILL or any(sign in self._log_tail for sign in _OUT_OF_MEMORY):
            # Only the kernel, short of memory, or the administrator kills a child that its parent did not kill.
            return LostError(Problem("memory_limit", words), again=True)
        name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return LostError(Problem("crashed", f"{name} {words}".strip()), again=True)

    def kill(self) -> None:
        """Kill the child and everything that it started, and reap it. Harmless when it is gone."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            # One that hangs in a dead disk's system call cannot be reaped yet; it is harmless, and must not hang us.
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()


def _path() -> list[str]:
    """The parent's module path, and before its site-packages the folder that holds this very package."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = [path for path in sys.path if path and Path(path).is_absolute()]
    if ours not in paths:
        first = next((at for at, path in enumerate(paths) if "site-packages" in path), len(paths))
        paths.insert(first, ours)
    return paths
