"""The daemon as people and systemd meet it: the command, its signals, its logs, its health, what status says of it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.daemon.clock import ticking
from console.daemon.health import Health
from console.daemon.systemd import Notifier
from console.errors import UseError
from tests.console.running import CONFIG, baiqau
from tests.faults.real import FORM, PLAN, letter, word
from tests.servers.dovecot import MISSING, PASSWORD, PROGRAM, Dovecot, a_dovecot
from tests.servers.ports import free_port, until

needs_dovecot = pytest.mark.skipif(PROGRAM is None, reason=MISSING)
SCHOOL = letter({"plan.docx": word(*PLAN)}, text="\n".join(FORM))
FRIEND = letter(text="Сәлем!", headers="From: friend@x.kz\nMessage-ID: <friend@x>\nSubject: private matters\n")


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A mail server."""
    with a_dovecot() as running:
        yield running


def configured(root: Path, port: int, *, watch: str = "") -> Path:
    """The contest's configuration with a mailbox."""
    mailbox = (
        f'host = "127.0.0.1"\nport = {port}\nsecurity = "plain"\nuser = "{root.name}@example.kz"\n'
        'password_env = "BAIQAU_TEST_PASSWORD"\npoll_seconds = 2\n'
    )
    text = CONFIG.read_text("utf-8").replace("\n[trust]\n", f"\n{mailbox}\n[trust]\n", 1)
    path = root / "config.toml"
    path.write_text(text.replace("[watch]\nhealth_port = 0", f"[watch]\n{watch or 'health_port = 0'}", 1), "utf-8")
    return path


def command(config: Path, *words: str) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "console.main", "--config", str(config), *words]


def environment(**more: str) -> dict[str, str]:
    """What a service is given."""
    return {**os.environ, "BAIQAU_TEST_PASSWORD": PASSWORD, **more}


def _hear(manager: socket.socket, told: list[str]) -> None:
    """What systemd does: it hears at once whatever is said, until the end."""
    while message := manager.recv(100):
        told.append(message.decode())


@needs_dovecot
def test_the_daemon_from_its_start_to_its_end(tmp_path: Path, server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ready when it works, healthy while it does, stopped by SIGTERM with 0; no log line quotes a letter."""
    user = server.user(f"{tmp_path.name}@example.kz")
    user.deliver(FRIEND)
    port = free_port()
    config = configured(tmp_path, server.port, watch=f'health_port = {port}\nbackup_to = "backups"')
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        told: list[str] = []
        daemon = subprocess.Popen(
            command(config, "watch"),
            env=environment(NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="60000000"),
            stderr=subprocess.PIPE, cwd=CONFIG.parent, text=True,
        )  # fmt: skip
        try:
            listening = threading.Thread(target=_hear, args=(manager, told), daemon=True)
            listening.start()
            until(lambda: "READY=1" in told, "READY", 60)
            user.deliver(SCHOOL)
            until(lambda: "№ 43" in baiqau("submissions", config=config).out, "the submission", 30)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                assert json.load(answer) == {"status": "ok"}
            assert baiqau("reconcile", config=config).code == 3  # this process has no password
            monkeypatch.setenv("BAIQAU_TEST_PASSWORD", PASSWORD)
            assert baiqau("reconcile", "--deep", config=config).code == 0
        finally:
            daemon.send_signal(signal.SIGTERM)
            _, logs = daemon.communicate(timeout=30)
        until(lambda: "STOPPING=1" in told, "STOPPING")
        manager.shutdown(socket.SHUT_RDWR)
        listening.join(20)
    assert daemon.returncode == 0
    assert len(list((tmp_path / "backups").glob("baiqau-*.zip"))) == 1
    assert "WATCHDOG=1" in told
    assert "letters taken" in logs
    assert not re.search(r"friend|private|m43|@|№|Сәлем", logs), logs
    assert not (tmp_path / "data" / "watch").read_text()


@needs_dovecot
def test_one_round_and_what_status_and_reconcile_say(
    tmp_path: Path, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``watch --once`` for those who have a clock of their own."""
    user = server.user(f"{tmp_path.name}@example.kz")
    user.deliver(SCHOOL)
    user.deliver(FRIEND)
    user.deliver(letter(text="\n".join(FORM).replace("43", "44"), headers="From: a@b.kz\nMessage-ID: <2@x>\n"), "Spam")
    config = configured(tmp_path, server.port)
    monkeypatch.setenv("BAIQAU_TEST_PASSWORD", PASSWORD)
    ran = subprocess.run(
        command(config, "watch", "--once"), env=environment(), cwd=CONFIG.parent, capture_output=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr.decode()
    stands = json.loads(baiqau("status", "--format", "json", config=config).out)["watch"]
    assert [one["state"] for one in stands["mailboxes"]] == ["stopped"]
    assert {one["folder"]: (one["letters"], one["role"]) for one in stands["folders"]} == {
        "INBOX": (2, "inbox"), "Spam": (1, "spam"),
    }  # fmt: skip
    assert stands["alarms"] == []
    told = baiqau("status", config=config).out
    assert "Пошта жәшігі" in told
    assert "INBOX: 2 хат" in told
    letters = json.loads(baiqau("letters", "--format", "json", config=config).out)
    assert [one["spam"] for one in letters] == [False, False, True]
    assert "«Спам»" in baiqau("letters", config=config).out
    balanced = baiqau("--lang", "en", "reconcile", config=config)
    assert (balanced.code, "Balanced." in balanced.out) == (0, True)
    next((tmp_path / "data" / "spool").rglob("*.eml")).unlink()
    for language, word_ in (("kk", "бастапқы мәтіні жоқ"), ("ru", "Нет исходного текста"), ("en", "are missing")):
        differs = baiqau("--lang", language, "reconcile", config=config)
        assert (differs.code, word_ in differs.out) == (1, True)
    data = json.loads(baiqau("reconcile", "--format", "json", config=config).out)
    assert [one["code"] for one in data["differences"]] == ["raw_missing"]
    assert (data["balanced"], data["messages"]) == (False, 3)
    text = config.read_text("utf-8").replace("poll_seconds = 2\n", 'poll_seconds = 2\nfolders = ["INBOX", "Жоқ"]\n')
    config.write_text(text, "utf-8")
    data = json.loads(baiqau("reconcile", "--format", "json", config=config).out)
    assert [one["code"] for one in data["differences"]] == ["folder_absent", "raw_missing"]
    assert (data["differences"][0]["folder"], data["messages"]) == ("Жоқ", 2)
    for language in ("kk", "ru", "en"):
        assert "Жоқ" in baiqau("--lang", language, "reconcile", config=config).out


def test_reconcile_without_a_mailbox_looks_at_letters_and_database(tmp_path: Path) -> None:
    """A contest of saved letters has no mailbox, and says so."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.eml").write_bytes(SCHOOL)
    baiqau("--data", tmp_path / "data", "ingest", inbox)
    ran = baiqau("--data", tmp_path / "data", "--lang", "en", "reconcile")
    assert ran.code == 0
    assert "no" not in ran.err
    assert "none is configured" in ran.out


def test_watch_without_a_mailbox_says_what_to_configure(tmp_path: Path) -> None:
    """One line, exit code 2."""
    ran = baiqau("--data", tmp_path / "data", "watch")
    assert (ran.code, "mailbox.host" in ran.err, ran.err.count("\n")) == (2, True, 1)


def test_a_second_watch_is_refused_with_the_others_process(tmp_path: Path) -> None:
    """Row 36: one works."""
    from pipeline.tracking.folder import DataFolder

    config = configured(tmp_path, 1)
    with DataFolder(tmp_path / "data").watched():
        ran = baiqau("--lang", "en", "watch", config=config)
    assert (ran.code, str(os.getpid()) in ran.err, ran.err.count("\n")) == (3, True, 1)


def test_health_answers_one_question_alone() -> None:
    """No other path, nothing but the status, and the truth."""
    works = threading.Event()
    works.set()
    with Health(0, works.is_set) as health:
        address = f"http://127.0.0.1:{health.port}"
        with urllib.request.urlopen(f"{address}/health") as answer:
            assert answer.read() == b'{"status": "ok"}'
            assert "Python" not in str(answer.headers)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/")
        works.clear()
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(f"{address}/health")
        with pytest.raises(UseError):
            Health(health.port, works.is_set)


def test_the_manager_is_told_in_its_own_words(tmp_path: Path) -> None:
    """Also over an abstract socket; without one, or with one that is gone, nothing happens."""
    for name in (str(tmp_path / "notify"), f"@baiqau-test-{os.getpid()}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind("\0" + name[1:] if name.startswith("@") else name)
            manager.settimeout(5)
            notifier = Notifier({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())})
            notifier.ready()
            notifier.alive("three letters")
            notifier.stopping()
            heard = [manager.recv(100).decode() for _ in range(3)]
        assert heard == ["READY=1", "WATCHDOG=1\nSTATUS=three letters", "STOPPING=1"]
        assert notifier.watchdog_seconds == 30
        notifier.ready()
    Notifier({}).ready()
    assert Notifier({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}).watchdog_seconds == 0
    assert Notifier({"WATCHDOG_USEC": "soon"}).watchdog_seconds == 0


def test_the_clock_ticks_one_at_a_time_until_the_end() -> None:
    """A tick that takes longer than the time between two is not overtaken; the last one is awaited."""
    running, most, count = 0, 0, 0

    def tick() -> None:
        nonlocal running, most, count
        running += 1
        most = max(most, running)
        time.sleep(0.05)
        running -= 1
        count += 1

    with ticking(tick, every=0.02):
        until(lambda: count >= 3, "three ticks")
    assert (running, most) == (0, 1)
