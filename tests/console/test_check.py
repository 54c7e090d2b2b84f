"""``baiqau check``: what is well and what is to be done, with a real mail server and with all that can be off."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from console.checking.system import zone_data
from console.texts import LANGUAGES, Texts
from tests.console.running import CONFIG, Ran, baiqau
from tests.servers.certificates import Authority, an_authority
from tests.servers.dovecot import MISSING, PASSWORD, PROGRAM, USER, Dovecot, User, a_dovecot

needs_dovecot = pytest.mark.skipif(PROGRAM is None, reason=MISSING)
LETTER = (
    b"Received: from mx.astana-modern.edu.kz (localhost [127.0.0.1]) by imap.astana-modern.edu.kz; "
    b"Fri, 10 Oct 2025 10:00:01 +0500\r\n"
    b"Received: from mail.school79.kz ([198.51.100.7]) by mx.astana-modern.edu.kz; Fri, 10 Oct 2025 10:00:00 +0500\r\n"
    b"Authentication-Results: mx.astana-modern.edu.kz; spf=pass smtp.mailfrom=school79.kz\r\n"
    b"From: a@school79.kz\r\nSubject: \r\n\r\n"
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A private authority."""
    return an_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[Dovecot]:
    """A server with TLS and a spam folder."""
    with a_dovecot(authority=authority, folders={"Спам": "\\Junk"}) as running:
        yield running


@pytest.fixture(autouse=True)
def quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that reads files is started only where a test asks for it."""
    if "with_readers" not in request.fixturenames:
        monkeypatch.setattr("console.checking.readers", lambda settings: iter(()))


@pytest.fixture
def with_readers() -> None:
    """The process that reads files is started."""


def configured(folder: Path, mailbox: str = "", more: str = "") -> Path:
    """The project's configuration with lines put into [mailbox] and at its end."""
    text = CONFIG.read_text("utf-8").replace("[mailbox]\n", f"[mailbox]\n{mailbox}\n", 1)
    path = folder / "config.toml"
    path.write_text(text + more, "utf-8")
    return path


def lines_of(server: Dovecot, authority: Authority, folder: Path, user: str = USER) -> str:
    """What [mailbox] says of a server; the password lies in a file beside the configuration."""
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o640)
    (folder / "mistyped").write_text(PASSWORD + "?")
    return (
        f'host = "localhost"\nport = {server.tls_port}\nuser = "{user}"\npassword_file = "password"\n'
        f'ca_file = "{authority.certificate}"\ntimeout_seconds = 10'
    )


def found(ran: Ran) -> dict[str, str]:
    """Code and state of each line; fails on what is no JSON."""
    checks: list[dict[str, Any]] = json.loads(ran.out)["checks"]
    return {one["code"]: one["state"] for one in checks}


@pytest.mark.usefixtures("with_readers")
def test_without_a_mailbox_everything_is_there_and_nothing_is_made(tmp_path: Path) -> None:
    """A first look on an empty computer: exit 0, no data folder."""
    ran = baiqau("check", "--format", "json", config=configured(tmp_path))
    assert ran.code == 0
    assert json.loads(ran.out)["ready"] is True
    codes = found(ran)
    assert codes.pop("mailbox_none") == "look"
    assert {"configuration_ok", "data_new", "disk_ok", "database_new", "zone_ok", "readers_ok"} <= set(codes)
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_speaks_the_readers_language(tmp_path: Path, language: str) -> None:
    """What was found, and what to do."""
    ran = baiqau("--lang", language, "check", config=configured(tmp_path))
    words = " ".join(ran.out.split())
    texts = Texts(language)
    assert ran.code == 0
    assert texts("check.ready") in words
    for key in ("check.mailbox_none", "check.data_new"):
        assert texts(key, path=tmp_path / "data")[:30] in words


def test_a_data_folder_that_others_can_see_and_one_that_cannot_be_used(tmp_path: Path) -> None:
    """The first is told, the second ends with 3."""
    config = configured(tmp_path)
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "data").chmod(0o755)
    ran = baiqau("--lang", "en", "check", "--format", "json", config=config)
    (line,) = (one for one in json.loads(ran.out)["checks"] if one["part"] == "data")
    assert (ran.code, line["code"], line["state"]) == (0, "data_open", "look")
    assert line["advice"] == f"run: chmod 700 {tmp_path / 'data'}"
    ran = baiqau("--data", tmp_path / "config.toml", "check", "--format", "json", config=config)
    assert ran.code == 3
    assert found(ran)["folder_unmade"] == "unreachable"


def test_a_database_that_is_damaged_or_sound(tmp_path: Path) -> None:
    """Exit 3 with what to do; sound again, all is well."""
    config = configured(tmp_path)
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "tracking.sqlite").write_bytes(b"not a database, and long enough to be taken for none" * 50)
    ran = baiqau("check", "--format", "json", config=config)
    assert (ran.code, found(ran)["database_damaged"]) == (3, "unreachable")
    (tmp_path / "data" / "tracking.sqlite").unlink()
    baiqau("status", config=config)
    assert found(baiqau("check", "--format", "json", config=config))["database_ok"] == "ok"


def test_a_wrong_configuration_is_one_line_and_2(tmp_path: Path) -> None:
    """No table is made of what cannot be read."""
    config = configured(tmp_path, "hots = 1")
    ran = baiqau("--lang", "en", "check", config=config)
    assert (ran.code, ran.out) == (2, "")
    assert "mailbox.hots" in ran.err


def test_time_zone_data_of_any_age_and_place(tmp_path: Path) -> None:
    """The version is that of the data in use: a folder of the system, else the package."""
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Almaty").write_bytes(b"TZif")
    assert zone_data("Asia/Almaty", (str(tmp_path),)) == ("", str(tmp_path))
    (tmp_path / "tzdata.zi").write_text("# version 2019c\n# more\n")
    assert zone_data("Asia/Almaty", (str(tmp_path),)) == ("2019c", str(tmp_path))
    version, where = zone_data("Asia/Almaty", ())
    assert (version[:2], where) == ("20", "tzdata")


def test_old_time_zone_data_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older than the contest: a look; the deadline has its own offset, so nobody is judged by them."""
    monkeypatch.setattr("console.checking.system.zone_data", lambda zone: ("2023c", "/usr/share/zoneinfo"))
    assert found(baiqau("check", "--format", "json", config=configured(tmp_path)))["zone_old"] == "look"


@pytest.mark.parametrize(("free", "code", "exits"), [(13, "disk_ok", 0), (11, "disk_low", 0), (0.5, "disk_full", 3)])
def test_room_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: float, code: str, exits: int) -> None:
    """Plenty, enough for now, none."""

    class Usage:
        def __init__(self, path: Path) -> None:
            self.free = free * 10**9

    monkeypatch.setattr("console.checking.system.shutil.disk_usage", Usage)
    ran = baiqau("check", "--format", "json", config=configured(tmp_path))
    assert (ran.code, code in found(ran)) == (exits, True)


@needs_dovecot
def test_a_mailbox_that_can_be_watched(tmp_path: Path, server: Dovecot, authority: Authority) -> None:
    """Folders, IDLE, certificate, clock, stamps and senders; the letter stays unread and unchanged."""
    user = server.user("watched@example.kz")
    put = user.deliver(LETTER, at=datetime.now(UTC) - timedelta(minutes=1))
    config = configured(tmp_path, lines_of(server, authority, tmp_path, user.name))
    ran = baiqau("--lang", "en", "check", "--format", "json", config=config)
    codes = found(ran)
    assert ran.code == 0
    wanted = {"mailbox_ok", "folders_ok", "idle_yes", "clock_ok", "stamps_ok", "senders_ok", "certificate_ok"}
    assert wanted <= set(codes)
    assert "secret_open" not in codes
    assert all(codes[code] == "ok" for code in wanted)
    (folders,) = (one["said"] for one in json.loads(ran.out)["checks"] if one["code"] == "folders_ok")
    assert "INBOX (1)" in folders
    assert "Спам (0)" in folders
    assert PASSWORD not in ran.out + ran.err
    (lies,) = user.names()
    assert lies.partition(":2,")[2] == ""
    (letter,) = put.parent.parent.glob(f"*/{lies}")
    assert letter.read_bytes() == LETTER


@needs_dovecot
def test_a_server_that_proves_nothing_and_a_clock_that_is_behind(
    tmp_path: Path, server: Dovecot, authority: Authority
) -> None:
    """A letter from the future, stamped by nobody who is trusted."""
    user: User = server.user("future@example.kz")
    stamped = LETTER.replace(b"astana-modern.edu.kz", b"elsewhere.kz")
    user.deliver(stamped, at=datetime.now(UTC) + timedelta(hours=2))
    config = configured(tmp_path, lines_of(server, authority, tmp_path, user.name))
    ran = baiqau("check", "--format", "json", config=config)
    codes = found(ran)
    assert ran.code == 0
    assert [codes[code] for code in ("clock_behind", "stamps_none", "senders_none")] == ["look"] * 3
    (said,) = (one["said"] for one in json.loads(ran.out)["checks"] if one["code"] == "stamps_none")
    assert "imap.elsewhere.kz" in said
    (tmp_path / "password").chmod(0o644)
    assert found(baiqau("check", "--format", "json", config=config))["secret_open"] == "look"


@needs_dovecot
@pytest.mark.parametrize(
    ("change", "code", "exits"),
    [
        (('"password"', '"nowhere"'), "secret_absent", 2),
        (("ca_file", "folders = ['Жоқ']\nca_file"), "folder_absent", 2),
        (('"password"', '"mistyped"'), "mailbox_refused", 3),
        (("ca_file", "# ca_file"), "mailbox_certificate", 3),
        (("port = ", "port = 1 # "), "mailbox_unreachable", 3),
    ],
)
def test_a_mailbox_that_cannot_be_opened(
    tmp_path: Path, server: Dovecot, authority: Authority, change: tuple[str, str], code: str, exits: int
) -> None:
    """2 where the configuration or its secret is to be mended, 3 where the server does not let us in."""
    mailbox = lines_of(server, authority, tmp_path).replace(*change)
    ran = baiqau("check", "--format", "json", config=configured(tmp_path, mailbox))
    assert (ran.code, code in found(ran)) == (exits, True)
    assert json.loads(ran.out)["ready"] is False
    assert ran.err == ""


def test_scans_are_told_of_only_where_something_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What tesseract's absence costs, once there is a reader that would use it."""
    config = configured(tmp_path)
    for recogniser, code, state in (
        (lambda: SimpleNamespace(languages=("kaz", "rus", "eng")), "scans_ok", "ok"),
        (lambda: None, "scans_none", "look"),
    ):
        monkeypatch.setitem(sys.modules, "parsers.ocr.installed", SimpleNamespace(recogniser=recogniser))
        ran = baiqau("--lang", "en", "check", "--format", "json", config=config)
        assert (ran.code, found(ran)[code]) == (0, state)
    assert "tesseract-ocr-kaz" in ran.out
    monkeypatch.setitem(sys.modules, "parsers.ocr.installed", None)
    assert not {"scans_ok", "scans_none"} & set(found(baiqau("check", "--format", "json", config=config)))


def test_login_is_for_mailboxes_that_need_it(tmp_path: Path) -> None:
    """One that is opened with a password has no login to keep."""
    ran = baiqau("--lang", "en", "check", "--login", config=configured(tmp_path))
    assert ran.code == 2
    assert "[mailbox.oauth]" in ran.err


def test_login_tells_where_to_go_and_keeps_the_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Address and code are shown on standard error, the table follows."""

    def agreed(provider: str, client: Any, store: Any, tell: Any, *, ask: Any = None) -> None:
        assert (provider, client.id, ask) == ("microsoft", "an-application", None)
        tell("https://login.example/device", "ABCD-1234")
        store.save("a refresh token")

    monkeypatch.setattr("console.checking.login.device_login", agreed)
    monkeypatch.setattr("console.checking.mailbox", lambda settings: iter(()))
    mailbox = 'host = "outlook.office365.com"\noauth = { provider = "microsoft", client = "an-application" }'
    ran = baiqau("--lang", "en", "check", "--login", config=configured(tmp_path, mailbox))
    assert ran.code == 0
    assert "https://login.example/device" in ran.err
    assert "ABCD-1234" in ran.err
    kept = tmp_path / "data" / "login-microsoft.json"
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == ("a refresh token", 0o600)
    assert "a refresh token" not in ran.out + ran.err
