"""What an administrator copies: the unit holds the program tightly, the examples load, the guides are true."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from console.cli import told
from console.texts import Texts
from pipeline.contest import Contest, load
from tests.console.running import baiqau

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
UNIT = PACKAGING / "baiqau.service"
EXAMPLES = sorted((PACKAGING / "examples").glob("*.toml"))
GUIDES = {"kk": ROOT / "docs/kk/ornatu.md", "ru": ROOT / "docs/ru/ustanovka.md"}
SYSTEMD = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(SYSTEMD is None, reason="systemd-analyze is not installed")


def unit() -> dict[str, dict[str, list[str]]]:
    """Sections, keys and all their values in order."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in UNIT.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return found


def test_the_unit_is_read_by_other_eyes_too() -> None:
    """The same sections and keys as a plain reader of such files sees."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, "utf-8")
    assert {name: set(parser[name]) for name in parser.sections()} == {name: set(of) for name, of in unit().items()}


def test_the_unit_gives_nothing_that_is_not_needed() -> None:
    """A user of its own without powers; what the file system and the kernel have to offer is closed."""
    service = {key: values[-1] for key, values in unit()["Service"].items()}
    assert service["User"] == "baiqau"
    assert (service["CapabilityBoundingSet"], service["AmbientCapabilities"]) == ("", "")
    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")
    assert service["ProtectSystem"] == "strict"
    closed = (
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectKernelModules",
        "RestrictNamespaces",
    )
    assert all(service[key] == "yes" for key in closed)
    assert set(service["RestrictAddressFamilies"].split()) == {"AF_INET", "AF_INET6", "AF_UNIX"}
    allowed = " ".join(unit()["Service"]["SystemCallFilter"])
    assert {"seccomp", "landlock_restrict_self"} <= set(allowed.split()), "the children confine themselves"
    assert service["RestartPreventExitStatus"] == "2"


def test_the_unit_holds_no_secret_and_waits_for_the_letter_in_hand() -> None:
    """The password lies in a file of its own; a stop waits longer than one file may be read."""
    text = UNIT.read_text("utf-8")
    assert not re.search(r"(?im)^environment", text)
    minutes = int(unit()["Service"]["TimeoutStopSec"][0].removesuffix("min"))
    assert minutes * 60 > load(ROOT / "config.toml").contest.limits.wall_seconds


@needs_systemd
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    """All keys and values are known to it, and by its own measure the service is exposed little."""
    copy = tmp_path / "baiqau.service"
    program = "/bin/true"
    copy.write_text(UNIT.read_text("utf-8").replace("/opt/baiqau/.venv/bin/baiqau", program))
    verified = subprocess.run([str(SYSTEMD), "verify", "--man=no", copy], capture_output=True, text=True, check=False)
    # A newer systemd may know less of an older kernel; what it says of other units is not ours.
    assert [line for line in verified.stderr.splitlines() if "baiqau.service" in line] == []
    judged = subprocess.run(
        [str(SYSTEMD), "security", "--offline=yes", "--threshold=20", copy], capture_output=True, text=True, check=False
    )
    assert judged.returncode == 0, judged.stdout[-400:]


def filled_in(example: Path, folder: Path) -> Contest:
    """The project's configuration with the two sections of an example in the place of its own."""
    text = (ROOT / "config.toml").read_text("utf-8")
    for section in ("mailbox", "trust"):
        text = re.sub(rf"(?ms)^\[{section}\]\n.*?(?=^\[)", "", text)
    path = folder / "config.toml"
    path.write_text(text + "\n" + example.read_text("utf-8"), "utf-8")
    return load(path).contest


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_loads_and_can_be_watched(example: Path, tmp_path: Path) -> None:
    """The mailbox has a server and a way in, and no secret stands in it."""
    contest = filled_in(example, tmp_path)
    account = contest.mailbox.account(tmp_path, tmp_path)
    assert account.host
    assert (account.login.file == tmp_path / "mailbox-password") == (contest.mailbox.oauth is None)
    assert contest.mailbox.trusted_hosts


def test_there_is_an_example_for_each_of_the_usual_services() -> None:
    """Each is named in both guides."""
    names = {path.stem for path in EXAMPLES}
    assert names == {"google-workspace", "microsoft-365", "mail-ru", "yandex-360", "zimbra", "dovecot"}
    for guide in GUIDES.values():
        text = guide.read_text("utf-8")
        assert all(f"packaging/examples/{name}.toml" in text for name in names)


@pytest.mark.parametrize("language", GUIDES)
def test_the_guides_name_only_commands_and_files_that_are_there(language: str) -> None:
    """Whoever follows them meets no command that is not built, and no path that is not."""
    text = GUIDES[language].read_text("utf-8")
    commands = told(Texts(language)).commands
    named = set(re.findall(r"(?m)baiqau(?: --[a-z]+ \S+)+ ([a-z]+)(?= |$)", "\n".join(code_of(text))))
    assert {"init", "check"} <= named
    assert named <= set(commands)
    for path in re.findall(r"packaging/[\w./-]+", text):
        assert (ROOT / path).exists(), path
    assert GUIDES[language].name in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("language", GUIDES)
def test_every_command_line_of_the_guides_is_understood_with_its_options(language: str) -> None:
    """Parsed as it would be typed, the options before the command and those after it."""
    lines = [line.partition("#")[0] for line in code_of(GUIDES[language].read_text("utf-8"))]
    typed = [shlex.split(line)[1:] for line in lines if line.startswith("baiqau ")]
    assert len(typed) >= 4
    group = told(Texts(language))
    for words in typed:
        whole = group.make_context("baiqau", list(words), resilient_parsing=False)
        assert whole.params["language"] == language
        name, command, rest = group.resolve_command(whole, [*whole._protected_args, *whole.args])
        assert command is not None, words
        command.make_context(name, list(rest), parent=whole)


@pytest.mark.parametrize("language", GUIDES)
def test_every_key_and_command_named_in_the_guides_exists(language: str) -> None:
    """What stands in a sentence as code: a section or key of the configuration, a command, a path, a header field."""
    prose = re.sub(r"(?ms)^```sh\n.*?^```", "", GUIDES[language].read_text("utf-8"))
    named = set(re.findall(r"`([^`\n]+)`", prose))
    sections = {f"[{name}]" for name in Contest.model_fields}
    keys = {key for section in Contest.model_fields.values() for key in getattr(section.annotation, "model_fields", {})}
    known = sections | keys | set(told(Texts(language)).commands) | {"config.toml", "sudo", "Received"}
    assert {"[mailbox]", "[trust]", "[watch]", "keyword", "filing", "trusted_hosts", "erase_after_days"} <= named
    assert {name for name in named if "/" not in name} <= known


@pytest.mark.parametrize("language", GUIDES)
def test_the_steps_of_the_guides_lead_to_a_data_folder_that_answers(language: str, tmp_path: Path) -> None:
    """Every command line after ``init`` (whose questions are another test's), with paths of its own and no mailbox."""
    config, data = tmp_path / "config.toml", tmp_path / "data"
    lines = [line.partition("#")[0] for line in code_of(GUIDES[language].read_text("utf-8"))]
    codes = {}
    for line in lines:
        if not line.startswith("baiqau ") or "--login" in line:
            continue
        words = line.replace("/etc/baiqau/config.toml", str(config)).replace("/var/lib/baiqau", str(data)).split()[1:]
        if words[-1] == "init":
            shutil.copy(ROOT / "config.toml", config)
            continue
        ran = baiqau(*words)
        assert "Traceback" not in ran.err
        codes[words[-1]] = ran.code
    assert codes.keys() == {"check", "status"}
    assert codes["check"] in (0, 2, 3)  # as the guides tell
    assert codes["status"] == 0


def code_of(text: str) -> list[str]:
    """The lines of a guide's blocks of commands, without the paths of programs."""
    blocks = re.findall(r"(?ms)^```sh\n(.*?)^```", text)
    return [line.split("/bin/")[-1] for block in blocks for line in block.splitlines()]
