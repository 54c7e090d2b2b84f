"""The sandbox: whatever a file does, the letter goes on, and nothing of the child stays."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from parsers.errors import ParserError
from parsers.facts import FileFacts, Message, Part, Problem
from parsers.ocr.installed import Recogniser, recogniser
from parsers.sandbox import Sandbox, SandboxError, SandboxLimits, SandboxUnavailableError, confine
from parsers.sandbox.channel import _path
from tests.parsers.sandbox_values import KNOWLEDGE, LETTER, PART

ROOT = Path(__file__).resolve().parents[2]
LIMITS = SandboxLimits(memory_mb=512, cpu_seconds=1, wall_seconds=60, output_mb=4)
START = "import sys; sys.path[:] = sys.argv[1:]; from tests.parsers.sandbox_hostile import _install; _install()"
COMMAND = (sys.executable, "-I", "-S", "-B", "-c", START, str(ROOT), *_path())


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A scratch folder with one file in it, and a file outside."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    (folder / "0.bin").write_bytes(b"abc")
    (folder / "good.txt").write_text("жақсы")
    (tmp_path / "outside.txt").write_text("not yours")
    return folder


@pytest.fixture
def box(scratch: Path) -> Iterator[Sandbox]:
    """A sandbox over the hostile child, confined to the scratch folder."""
    with make(scratch) as sandbox:
        yield sandbox


def make(scratch: Path, limits: SandboxLimits = LIMITS) -> Sandbox:
    """A sandbox over the hostile child. It may read the tests, where the hostile child itself comes from."""
    return Sandbox(KNOWLEDGE, limits, read_from=[ROOT / "tests"], write_to=[scratch], command=COMMAND)


def read(box: Sandbox, scratch: Path, name: str) -> FileFacts:
    """Have a file of this name read."""
    return box.read(replace(PART, name=name, file=name if name.endswith(".txt") else "0.bin"), scratch)


def child_of(box: Sandbox, scratch: Path) -> int:
    """The process id of the child that reads now."""
    return int(read(box, scratch, "pid").speaks)


def is_gone(pid: int) -> bool:
    """Whether a process ends within two seconds (the kernel takes a moment to clear it away)."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("loop", "time_limit"),
        ("hog", "memory_limit"),
        ("hog in c", "memory_limit"),
        ("share nothing", "memory_limit"),
        ("segfault", "crashed"),
        ("abort", "crashed"),
        ("exit", "crashed"),
        ("recurse", "too_deep"),
        ("giant", "output_limit"),
        ("flood", "output_limit"),
        ("big file", "output_limit"),
        ("babble", "crashed"),
        ("lie", "crashed"),
        ("many files", "crashed"),
        ("fork bomb", "crashed"),
    ],
)
def test_a_hostile_file_is_unread_and_the_next_is_read(box: Sandbox, scratch: Path, name: str, code: str) -> None:
    """The reason is named by its code, no error is raised, and the next file finds a working child."""
    facts = read(box, scratch, name)
    assert facts.problem is not None
    assert (facts.role, facts.problem.code) == ("unread", code)
    assert read(box, scratch, "good.txt").speaks == "жақсы"


def test_a_sleeping_file_is_killed_by_the_clock(scratch: Path) -> None:
    """Waiting costs no processor time; only the parent's clock ends it."""
    with make(scratch, replace(LIMITS, wall_seconds=0.5)) as box:
        assert read(box, scratch, "good.txt").problem is None
        pid = child_of(box, scratch)
        began = time.monotonic()
        facts = read(box, scratch, "sleep")
        assert facts.problem == Problem("time_limit", "0.5 s")
        assert time.monotonic() - began < 3
        assert is_gone(pid)


def test_a_letters_files_share_one_time(scratch: Path) -> None:
    """Many slow files cannot stop the work; another letter's files have their own time."""
    limits = replace(LIMITS, wall_seconds=0.4, letter_seconds=1.0)
    with make(scratch, limits) as box:
        codes = [read(box, scratch, "sleep").problem for _ in range(4)]
        assert codes[0] == Problem("time_limit", "0.4 s")
        assert codes[-1] == read(box, scratch, "good.txt").problem == Problem("time_limit", "the letter as a whole")
        other = scratch / "other"
        other.mkdir()
        (other / "good.txt").write_text("басқа")
        assert read(box, other, "good.txt").speaks == "басқа"


def test_processor_time_is_given_anew_to_every_task(scratch: Path) -> None:
    """The limit counts over the life of a process; a child that has worked for long still reads the next file."""
    with make(scratch, replace(LIMITS, cpu_seconds=1)) as box:
        for _ in range(3):
            assert read(box, scratch, "chatter").problem is None
        assert read(box, scratch, "loop").problem == Problem("time_limit", "processor time")


def test_what_libraries_print_never_reaches_the_protocol(box: Sandbox, scratch: Path) -> None:
    """Megabytes on both outputs neither block the child nor break the answer."""
    assert read(box, scratch, "chatter").speaks == "quiet after all"


@pytest.mark.skipif(confine.landlock_version() < 6, reason="this kernel confines no files and signals (Linux 6.12)")
def test_nothing_but_scratch_is_touched(box: Sandbox, scratch: Path) -> None:
    """No file outside, no link, socket, program, process or signal: only the scratch folder can be written."""
    said = dict(pair.split("=") for pair in read(box, scratch, "outside").speaks.split())
    assert said.pop("inside") == "allowed"
    assert set(said.values()) == {"PermissionError"}, said
    assert (scratch.parent / "outside.txt").read_text() == "not yours"


@pytest.mark.skipif(confine.landlock_version() < 6, reason="this kernel confines no files and signals (Linux 6.12)")
def test_the_child_that_reads_scans_is_as_confined(scratch: Path) -> None:
    """It may read tesseract and its languages besides, and no more; its limits of memory and processor hold."""
    setup = recogniser() or Recogniser("/nowhere/libtesseract.so.5", "/nowhere", ("kaz",), False, "v")
    with Sandbox(
        KNOWLEDGE, LIMITS, read_from=[ROOT / "tests"], write_to=[scratch], recogniser=setup, command=COMMAND
    ) as box:
        said = dict(pair.split("=") for pair in scan(box, scratch, "outside").speaks.split())
        assert said.pop("inside") == "allowed"
        assert set(said.values()) == {"PermissionError"}, said
        assert "Seccomp:\t2" in scan(box, scratch, "limits").speaks
        for name, code in (("hog", "memory_limit"), ("loop", "time_limit"), ("fork bomb", "crashed")):
            with pytest.raises(ParserError) as caught:
                scan(box, scratch, name)
            assert caught.value.problem.code == code


def scan(box: Sandbox, scratch: Path, name: str) -> FileFacts:
    """Have a page of a file of this name read."""
    return box.scan(replace(PART, name=name, file="0.bin"), scratch, (), (1, True)).facts


def test_libraries_may_use_threads(box: Sandbox, scratch: Path) -> None:
    """The filter tells threads from processes."""
    assert read(box, scratch, "threads").speaks == "[0, 1, 2, 3]"


def test_the_child_is_bare(box: Sandbox, scratch: Path) -> None:
    """No new privileges, the filter on, an environment without secrets, a session of its own, no folder held."""
    said = read(box, scratch, "limits").speaks
    assert "NoNewPrivs:\t1" in said
    assert "Seccomp:\t2" in said
    assert said.splitlines()[-3:] == ["['LANG', 'OMP_THREAD_LIMIT', 'PATH', 'TMPDIR', 'TZ']", "/", "True"]


def test_a_child_serves_many_files_and_is_replaced_after_its_tasks(scratch: Path) -> None:
    """One process for all tasks up to the limit, then another."""
    with make(scratch, replace(LIMITS, tasks=3)) as box:
        pids = [child_of(box, scratch) for _ in range(7)]
    assert len(set(pids[:3])) == len(set(pids[3:6])) == 1
    assert len(set(pids)) == 3
    assert all(is_gone(pid) for pid in pids)


def test_a_swollen_child_is_replaced(scratch: Path) -> None:
    """A child that holds more memory than a rested one should answers, and is replaced before the next task."""
    with make(scratch, replace(LIMITS, worn_mb=56)) as box:
        before = child_of(box, scratch)
        assert child_of(box, scratch) == before
        assert read(box, scratch, "swell").speaks == "swollen"
        assert child_of(box, scratch) != before


def test_a_file_is_not_blamed_for_what_another_left(box: Sandbox, scratch: Path) -> None:
    """A crash in a child that had worked before is tried once more in a fresh one."""
    assert read(box, scratch, "fresh only").speaks == "fresh"
    assert read(box, scratch, "fresh only").speaks == "fresh"


def test_a_child_killed_from_outside_while_idle_is_nobodys_fault(box: Sandbox, scratch: Path) -> None:
    """The next file is read by a new child."""
    os.kill(child_of(box, scratch), signal.SIGKILL)
    assert read(box, scratch, "good.txt").speaks == "жақсы"


def test_a_child_is_not_ended_by_the_signals_that_stop_a_service(box: Sandbox, scratch: Path) -> None:
    """A stop sent to everything at once must not make a healthy file look like a deadly one."""
    pid = child_of(box, scratch)
    for stop in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(pid, stop)
    assert child_of(box, scratch) == pid


def test_a_full_disk_is_not_the_files_fault(box: Sandbox, scratch: Path) -> None:
    """The machine's trouble is raised; nothing is recorded of the file."""
    with pytest.raises(SandboxUnavailableError, match="ENOSPC"):
        read(box, scratch, "disk full")


def test_a_machine_that_starts_no_child_says_so(scratch: Path) -> None:
    """Without a child nothing is known of any file."""
    box = Sandbox(KNOWLEDGE, LIMITS, command=("/nowhere/python",))
    with pytest.raises(SandboxUnavailableError, match="No such file"):
        read(box, scratch, "good.txt")
    with pytest.raises(SandboxUnavailableError, match="No such file"), box:
        pytest.fail("it was entered")


def test_an_interrupt_kills_the_child(box: Sandbox, scratch: Path) -> None:
    """Ctrl-C in the middle of a task leaves no child at work, and the sandbox stays usable."""
    pid = child_of(box, scratch)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            read(box, scratch, "sleep")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert is_gone(pid)
    assert read(box, scratch, "good.txt").speaks == "жақсы"


def test_a_letter_is_split_with_its_parts(box: Sandbox, scratch: Path) -> None:
    """Messages cross the border whole, Kazakh letters too."""
    (scratch / "a.eml").write_text("<ә@example.kz>")
    assert box.letter(scratch / "a.eml", scratch) == Message(**{**LETTER, "message_id": "<ә@example.kz>"})


@pytest.mark.parametrize(
    ("name", "code"), [("deadly.eml", "crashed"), ("liar.eml", "unsafe_name"), ("none.eml", "crashed")]
)
def test_a_letter_that_cannot_be_split_raises(box: Sandbox, scratch: Path, name: str, code: str) -> None:
    """One that kills its child, one whose child names a file outside, one that is not there; the next is split."""
    with pytest.raises(SandboxError) as caught:
        box.letter(scratch / name, scratch)
    assert caught.value.problem.code == code
    (scratch / "a.eml").write_text("<1@example.kz>")
    assert box.letter(scratch / "a.eml", scratch).message_id == "<1@example.kz>"


def test_an_archive_that_kills_its_child_is_a_part_with_a_problem(box: Sandbox, scratch: Path) -> None:
    """Its letter keeps the part, and another archive is unpacked."""
    deadly = replace(PART, name="deadly.zip")
    (part,) = box.unpack(deadly, scratch)
    assert replace(part, problem=None) == deadly
    assert part.problem is not None
    assert part.problem.code == "crashed"
    assert box.unpack(PART, scratch) == (PART, PART)


def test_a_file_that_is_a_link_is_not_believed(box: Sandbox, scratch: Path) -> None:
    """A child that was taken over cannot name another file by a link in its scratch folder."""
    (scratch / "0.bin").unlink()
    (scratch / "0.bin").symlink_to(scratch.parent / "outside.txt")
    (part,) = box.unpack(PART, scratch)
    assert part.problem == Problem("unsafe_name", "0.bin")


def test_a_part_with_a_problem_is_not_opened(box: Sandbox, scratch: Path) -> None:
    """What is known to be a bomb stays closed; what came damaged is read as far as it goes and stays marked."""
    bomb = replace(PART, name="abort", problem=Problem("bomb"))
    assert box.read(bomb, scratch).problem == Problem("bomb")
    damaged = replace(PART, name="good.txt", file="good.txt", problem=Problem("damaged", "base64"))
    facts = box.read(damaged, scratch)
    assert (facts.speaks, facts.problem) == ("жақсы", Problem("damaged", "base64"))
    assert box.read(replace(PART, file=""), scratch).problem == Problem("empty")


def test_the_body_is_read_in_the_child(box: Sandbox) -> None:
    """A body larger than a pipe holds goes over whole."""
    letter = Message(**{**LETTER, "subject": "Байқау", "texts": ("сөз " * 300_000,)})
    assert box.body(letter).speaks == "Байқау"


@pytest.mark.parametrize("name", ["good.txt", "sleep", "loop"])
def test_kill_9_of_the_parent_leaves_no_child(scratch: Path, name: str) -> None:
    """Idle, asleep or at work: the child dies with its parent."""
    program = (
        "import sys; from pathlib import Path; from tests.parsers import test_sandbox as t;"
        "scratch = Path(sys.argv[1]); box = t.make(scratch, t.replace(t.LIMITS, cpu_seconds=30, wall_seconds=30));"
        "print(t.child_of(box, scratch), flush=True); t.read(box, scratch, sys.argv[2]); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(scratch), name],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(0.2)
    parent.kill()
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    assert is_gone(pid)


def test_closing_leaves_no_child(scratch: Path) -> None:
    """After the with block nothing runs and nothing is left to be reaped."""
    with make(scratch) as box:
        pid = child_of(box, scratch)
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        pytest.fail("the child still exists")


def test_an_answer_comes_quickly(box: Sandbox, scratch: Path) -> None:
    """The border costs well under a millisecond a file (a generous bound: machines of tests are busy)."""
    ask: Callable[[], FileFacts] = lambda: read(box, scratch, "good.txt")  # noqa: E731
    ask()
    times = []
    for _ in range(200):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    assert sorted(times)[100] < 0.002


def test_parts_cross_the_border_unchanged(box: Sandbox, scratch: Path) -> None:
    """Names of any kind, long paths and problems are the same on both sides."""
    odd = Part("2/0/5", "outer.zip/‮fdp.exe\n'\"", "", 0, "", True, "0.bin", None)
    assert box.unpack(odd, scratch) == (odd, PART)


def test_a_sandbox_outlives_the_thread_that_used_it(box: Sandbox, scratch: Path) -> None:
    """The kernel ends a child with its thread; the next thread gets another child."""
    for _ in range(2):
        found: list[str] = []
        thread = threading.Thread(target=lambda into=found: into.append(read(box, scratch, "good.txt").speaks))
        thread.start()
        thread.join()
        assert found == ["жақсы"]
    assert read(box, scratch, "good.txt").speaks == "жақсы"
