"""Files damaged by chance, through the confined child: no reader ends it, hangs or writes anywhere else.

A few each time; ``make fuzz`` takes thousands for each. ``README.md`` in this folder says what long runs gave.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.errors import ParserError
from parsers.facts import Part, Problem
from parsers.limits import MailLimits
from parsers.ocr.installed import Recogniser
from parsers.sandbox import Sandbox, SandboxLimits
from tests.parsers.archive_files import mutated
from tests.parsers.fuzzing import archives, letter, outside, papers, pictures
from tests.parsers.sandbox_values import KNOWLEDGE
from tests.parsers.scanning import SETUP

CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=12)
FUZZ = settings(
    max_examples=int(os.environ.get("BAIQAU_FUZZ", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ARCHIVES, PAPERS, PICTURES = archives(), papers(), pictures()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The only folder in which anything may be written."""
    folder = tmp_path_factory.mktemp("fuzz") / "scratch"
    folder.mkdir()
    return folder.resolve()


@pytest.fixture(scope="module")
def box(scratch: Path) -> Iterator[Sandbox]:
    """A child with little time and memory."""
    limits = SandboxLimits(
        memory_mb=1024, cpu_seconds=10, wall_seconds=20.0, letter_seconds=1e9,
        mail=MailLimits(members=50, unpacked_mb=16),
    )  # fmt: skip
    setup = SETUP or Recogniser("/nowhere/libtesseract.so.5", str(scratch), ("kaz",), False, "v")
    with Sandbox(KNOWLEDGE, limits, read_from=(scratch,), write_to=(scratch,), recogniser=setup) as sandbox:
        yield sandbox


def laid(scratch: Path, name: str, data: bytes) -> Part:
    """A damaged file as an attachment."""
    for file in scratch.iterdir():
        file.unlink()
    (scratch / "p0").write_bytes(data)
    return Part("1", name, "", len(data), f"{hash(data) & (2**60):064x}", False, "p0")


def problem_of(work: Callable[[], object]) -> Problem | None:
    """Why a task could not be done."""
    try:
        work()
    except ParserError as error:
        return error.problem
    return None


def expected(problem: Problem | None) -> bool:
    """Whether a file's end is one that a reader foresaw."""
    return problem is None or problem.code not in ("crashed", "time_limit")


@pytest.mark.fuzz
@pytest.mark.parametrize("name", sorted(ARCHIVES))
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 60))
def test_what_holds_files_is_taken_apart_or_says_why(
    box: Sandbox, scratch: Path, name: str, changes: list[tuple[int, int]], cut: int
) -> None:
    """Every file named is there and nothing lies outside."""
    before = outside(scratch)
    parts = box.unpack(laid(scratch, name, mutated(ARCHIVES[name], changes, cut)), scratch)
    assert parts
    assert all((scratch / part.file).is_file() for part in parts if part.file)
    assert all(expected(part.problem) for part in parts), parts
    assert outside(scratch) == before


@pytest.mark.fuzz
@pytest.mark.parametrize("name", sorted(PAPERS))
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 400))
def test_a_damaged_paper_is_read_or_says_why(
    box: Sandbox, scratch: Path, name: str, changes: list[tuple[int, int]], cut: int
) -> None:
    """Facts, always."""
    before = outside(scratch)
    facts = box.read(laid(scratch, name, mutated(PAPERS[name], changes, cut)), scratch)
    assert expected(facts.problem), facts.problem
    assert outside(scratch) == before


@pytest.mark.fuzz
@pytest.mark.skipif(SETUP is None, reason="no tesseract: pictures are not opened at all")
@pytest.mark.parametrize("name", sorted(PICTURES))
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 200))
def test_a_damaged_picture_is_seen_or_says_why(
    box: Sandbox, scratch: Path, name: str, changes: list[tuple[int, int]], cut: int
) -> None:
    """Read, or an error of ours; decoders are the libraries that strangers' bytes have broken most."""
    part = laid(scratch, name, mutated(PICTURES[name], changes, cut))
    problem = problem_of(lambda: box.scan(part, scratch, (), (1, False)))
    assert expected(problem), problem


@pytest.mark.fuzz
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 300))
def test_a_damaged_letter_is_split_or_says_why(
    box: Sandbox, scratch: Path, changes: list[tuple[int, int]], cut: int
) -> None:
    """A message, or no letter any more, which is kept for a person."""
    for file in scratch.iterdir():
        file.unlink()
    raw = scratch / "raw"
    raw.write_bytes(mutated(letter(), changes, cut))
    problem = problem_of(lambda: box.letter(raw, scratch))
    assert expected(problem), problem
