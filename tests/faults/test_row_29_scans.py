"""Pictures made to stop the reading of scans: refused by size, or killed with all that they started (fault 29)."""

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from parsers.errors import ParserError
from parsers.facts import Part
from parsers.knowledge import Knowledge
from parsers.ocr.installed import Recogniser
from parsers.sandbox import Sandbox, SandboxLimits
from pipeline.contest import load
from pipeline.scanning import Nowhere, scanned
from tests.parsers.scanning import PLAN, SETUP, needs_tesseract, page, saved

ROOT = Path(__file__).resolve().parents[2]
HANGS = "import sys; sys.path[:] = sys.argv[1:]; from tests.faults.hanging import main; main()"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """What the contest looks for."""
    return load(ROOT / "config.toml").contest.knowledge


def laid(folder: Path, name: str, data: bytes) -> Part:
    """A file as an attachment that was taken out of its letter."""
    (folder / name).write_bytes(data)
    return Part("0", name, "", len(data), f"{hash(data) & (2**60):064x}", False, name)


def huge() -> bytes:
    """A picture of 400 megapixels, small as a file."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(out, "PNG", compress_level=1)
    return out.getvalue()


@needs_tesseract
def test_row_29_a_picture_of_400_megapixels_is_refused(tmp_path: Path, knowledge: Knowledge) -> None:
    """It is unread for its size, and the next picture is read by the same child, confined as it is."""
    limits = SandboxLimits(memory_mb=3072, cpu_seconds=60, wall_seconds=240, worn_mb=768)
    folder = tmp_path.resolve()
    with Sandbox(knowledge, limits, read_from=(folder,), write_to=(folder,), recogniser=SETUP) as sandbox:
        big, plan = laid(folder, "a.png", huge()), laid(folder, "b.jpg", saved(page(PLAN)))
        facts, _ = scanned(sandbox, big, folder, sandbox.read(big, folder), Nowhere())
        assert (facts.role, facts.problem and facts.problem.code) == ("unread", "too_large")
        facts, step = scanned(sandbox, plan, folder, sandbox.read(plan, folder), Nowhere())
        assert {claim.kind for segment in facts.segments for claim in segment.claims} == {"gifted_pupils_plan"}
        assert step is not None
        assert "Дарынды" in step.pages[0].text


@needs_tesseract
def test_row_29_reading_that_takes_too_long_is_killed(tmp_path: Path, knowledge: Knowledge) -> None:
    """The page is unread with the reason; nothing of the child is left."""
    folder = tmp_path.resolve()
    limits = SandboxLimits(memory_mb=3072, cpu_seconds=60, wall_seconds=30, worn_mb=768)
    # A picture of letters without an end, and a time that reading them cannot keep.
    noise = Image.effect_noise((2400, 2400), 200).point([0 if value < 128 else 255 for value in range(256)])
    part = laid(folder, "noise.png", saved(noise, "PNG"))
    with Sandbox(knowledge, limits, recogniser=SETUP) as sandbox:
        facts = sandbox.read(part, folder)
        sandbox._limits = SandboxLimits(memory_mb=3072, cpu_seconds=60, wall_seconds=0.4)
        facts, step = scanned(sandbox, part, folder, facts, Nowhere())
    assert facts.problem is not None
    assert (facts.role, facts.problem.code, step is None or step.page is None) == ("unread", "time_limit", True)


def test_row_29_a_hanging_reader_dies_with_its_whole_group(tmp_path: Path, knowledge: Knowledge) -> None:
    """A child that hangs, and what it started, are gone when its time is over."""
    import sys

    command = (sys.executable, "-c", HANGS, *[path for path in sys.path if path], str(ROOT))
    fake = Recogniser("/nowhere/libtesseract.so.5", str(tmp_path), ("kaz",), False, "v")
    limits = SandboxLimits(wall_seconds=2.0)
    part = laid(tmp_path, "a.png", b"x")
    with Sandbox(knowledge, limits, recogniser=fake, command=command) as sandbox, pytest.raises(ParserError) as caught:
        sandbox.scan(part, tmp_path, (), (1, False))
    assert caught.value.problem.code == "time_limit"
    started = [int(line) for line in (tmp_path / "started").read_text().split()]
    assert len(started) == 2
    deadline = time.monotonic() + 10
    while any(map(_lives, started)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(_lives, started))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
