"""A child whose readers do what hostile files make readers do; the name of the file says what.

``_install`` runs it in the place of the real child.
"""

import ctypes
import mmap
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parsers.facts import FileFacts, Message, Part, ScanStep, Segment
from tests.parsers.sandbox_values import LETTER, PART


def _facts(text: str) -> FileFacts:
    return FileFacts("txt", None, ("text",), (Segment(None, "none"),), speaks=text)


def _loop(path: Path) -> FileFacts:
    while True:
        pass


def _sleep(path: Path) -> FileFacts:
    time.sleep(3600)
    raise AssertionError


def _hog(path: Path) -> FileFacts:
    hoard = []
    while True:
        hoard.append(bytearray(8 << 20))


def _hog_in_c(path: Path) -> FileFacts:
    """What a library in C++ does when it gets no memory."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while libc.malloc(ctypes.c_size_t(8 << 20)):
        pass
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def _swell(path: Path) -> FileFacts:
    """Hold real memory and answer well, as a leaking library does."""
    _KEPT.append(b"\1" * (48 << 20))
    return _facts("swollen")


def _segfault(path: Path) -> FileFacts:
    ctypes.string_at(8)
    raise AssertionError


def _abort(path: Path) -> FileFacts:
    os.abort()


def _recurse(path: Path) -> FileFacts:
    return _recurse(path)


def _giant(path: Path) -> FileFacts:
    return _facts("я" * (8 << 20))


def _flood(path: Path) -> FileFacts:
    """Bypass the protocol: announce more than is allowed."""
    os.write(_OUTLET, (1 << 30).to_bytes(4, "big"))
    time.sleep(3600)
    raise AssertionError


def _babble(path: Path) -> FileFacts:
    os.write(_OUTLET, (3).to_bytes(4, "big") + b"\xc1\xc1\xc1")
    time.sleep(3600)
    raise AssertionError


def _chatter(path: Path) -> FileFacts:
    """Print on both outputs far more than a pipe holds."""
    for _ in range(64):
        sys.stdout.write("x" * 65536)
        sys.stderr.write("y" * 65536)
    sys.stdout.flush()
    return _facts("quiet after all")


def _exit(path: Path) -> FileFacts:
    os._exit(3)


def _lie(path: Path) -> Any:
    return {"type": 5, "pages": "many"}


def _big_file(path: Path) -> FileFacts:
    with (path.parent / "grown").open("wb") as file:
        for _ in range(64):
            file.write(bytes(1 << 20))
            file.flush()
    return _facts("grown")


def _many_files(path: Path) -> FileFacts:
    opened = []
    while True:
        opened.append(os.open(path, os.O_RDONLY))


def _refused(call: Callable[[], object]) -> str:
    try:
        call()
    except OSError as error:
        return type(error).__name__
    return "allowed"


def _fork_bomb(path: Path) -> FileFacts:
    """Bounded, should nothing stop it: every child lives a minute and has a session of its own, to escape the group."""
    for _ in range(8):
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
            os._exit(0)
    return _facts("forked")


def _outside(path: Path) -> FileFacts:
    """Everything that a reader of documents has no business with; the answer says what was refused."""
    neighbour = path.parent.parent / "outside.txt"
    tries: dict[str, Callable[[], object]] = {
        "write": lambda: neighbour.write_text("was here"),
        "read": lambda: neighbour.read_text(),
        "passwords": lambda: Path("/etc/shadow").read_bytes(),
        "link": lambda: (path.parent / "link").symlink_to("/etc/passwd"),
        "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "program": lambda: subprocess.run(["/bin/true"], check=True),
        "fork": os.fork,
        "signal": lambda: os.kill(os.getppid(), signal.SIGTERM),
        "session": os.setsid,
        "inside": lambda: (path.parent / "inside.txt").write_text("mine"),
    }
    return _facts(" ".join(f"{name}={_refused(call)}" for name, call in tries.items()))


def _limits(path: Path) -> FileFacts:
    status = Path("/proc/self/status").read_text()
    return _facts(f"{status}\n{sorted(os.environ)}\n{Path.cwd()}\n{os.getsid(0) == os.getpid()}")


def _threads(path: Path) -> FileFacts:
    """What a library that counts in parallel does: nothing hostile."""
    done: list[int] = []
    threads = [threading.Thread(target=done.append, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _facts(str(sorted(done)))


def _disk_full(path: Path) -> FileFacts:
    raise OSError(28, "No space left on device")


def _share_nothing(path: Path) -> FileFacts:
    mmap.mmap(-1, 2 << 30)
    return _facts("mapped")


def _fresh_only(path: Path) -> FileFacts:
    """Fail for what another file left behind: every task but the first of a child's life."""
    _COUNT.append(1)
    if len(_COUNT) > 1:
        os.abort()
    return _facts("fresh")


def _understand(path: Path, name: str, *_: object) -> FileFacts:
    if name == "pid":
        return _facts(str(os.getpid()))
    if name.endswith(".txt"):
        return _facts(path.read_text())
    act: Callable[[Path], FileFacts] = globals()["_" + name.replace(" ", "_")]
    return act(path)


def _split(raw: Path, scratch: Path, *_: object) -> Message:
    if raw.name == "deadly.eml":
        os.abort()
    if raw.name == "liar.eml":
        return Message(**{**LETTER, "parts": (Part("0", "x", "", 1, "", False, "../outside.txt"),)})
    return Message(**{**LETTER, "message_id": raw.read_text()})


def _unpack(part: Part, *_: object) -> tuple[Part, ...]:
    if part.name == "deadly.zip":
        os.abort()
    return (part, PART)


def _body(subject: str, *_: object) -> FileFacts:
    return _facts(subject)


class _Steps:
    """What reads scans, over a page that has taken it over."""

    def __init__(self, *_: object) -> None:
        pass

    def step(self, path: Path, name: str, *_: object) -> ScanStep:
        """As any other reader that was taken over."""
        return ScanStep(_understand(path, name))


_KEPT: list[bytes] = []
_COUNT: list[int] = []
_OUTLET = -1


def _install() -> None:
    """Put the hostile readers where the child looks for the real ones, and find the pipe that it answers on."""
    from parsers.sandbox import child

    readers: dict[str, dict[str, object]] = {
        "parsers.understand": {"understand": _understand, "understand_body": _body, "prepare": lambda _: None},
        "parsers.mime": {"split": _split},
        "parsers.unpack": {"unpack": _unpack},
        "parsers.ocr.steps": {"Steps": _Steps},
    }
    for name, members in readers.items():
        module = types.ModuleType(name)
        module.__dict__.update(members)
        sys.modules[name] = module
    child._OFTEN_NEEDED = ()
    take = child._take_pipes

    def take_and_tell() -> tuple[int, int]:
        global _OUTLET
        inlet, _OUTLET = take()
        return inlet, _OUTLET

    child._take_pipes = take_and_tell
    child.main()
