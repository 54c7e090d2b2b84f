"""A child in the place of the real one that starts another process and hangs: what must be killed with its group."""

import os
import subprocess
import time
from pathlib import Path

import msgspec

from parsers.sandbox import wire


def main() -> None:
    """Take the greeting and one task, say who runs, and never answer."""
    wire.read_frame(0)
    request = wire.read_frame(0)
    assert request is not None
    task = msgspec.msgpack.decode(request, type=wire.Task)
    assert isinstance(task, wire.ScanTask)
    helper = subprocess.Popen(["sleep", "600"])
    (Path(task.scratch) / "started").write_text(f"{os.getpid()} {helper.pid}")
    time.sleep(600)
