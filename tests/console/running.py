"""The command line run in this process, as a test sees it: exit code, standard output, standard error."""

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from console.main import main

CONFIG = Path(__file__).parents[2] / "config.toml"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


def baiqau(*words: object, config: Path = CONFIG) -> Ran:
    """Run one command with the project's own configuration, or another."""
    out, err = _Stream(), _Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--config", str(config), *map(str, words)])
    return Ran(code, out.read_all(), err.read_all())


class _Stream(io.TextIOWrapper):
    """A text stream with a byte buffer below it, as the real ones have."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", write_through=True)

    def read_all(self) -> str:
        """All that was written."""
        self.flush()
        return self._bytes.getvalue().decode()
