"""What can be typed, in three languages, and what wrong use is told."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup

from console.cli import told
from console.texts import LANGUAGES, Texts
from tests.console.running import CONFIG, baiqau


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_documented(language: str) -> None:
    """A command or option without a word of help fails."""
    group: TyperGroup = told(Texts(language))
    for command in _all(group):
        assert command.help
        for parameter in command.params:
            assert getattr(parameter, "hidden", False) or getattr(parameter, "help", None), (
                f"{command.name} {parameter.name}"
            )


def _all(command: Any) -> list[Any]:
    """A command and all commands within it."""
    return [command, *(one for inner in getattr(command, "commands", {}).values() for one in _all(inner))]


def test_catalogues_have_the_same_keys_and_values() -> None:
    """A sentence that is missing in one language, or asks for another value there, fails."""
    first, *others = (Texts(language)._sections for language in LANGUAGES)
    for other in others:
        assert {k: set(v) for k, v in first.items()} == {k: set(v) for k, v in other.items()}
        for section, sentences in first.items():
            for key, sentence in sentences.items():
                assert sorted(re.findall(r"{\w+}", sentence)) == sorted(re.findall(r"{\w+}", other[section][key])), (
                    f"{section}.{key}"
                )


def test_help_speaks_kazakh_by_default_and_russian_by_switch() -> None:
    """The default language is Kazakh."""
    assert "Қолданылуы: baiqau" in baiqau("--help").out
    assert "Использование: baiqau" in baiqau("--lang", "ru", "--help").out
    assert "Usage: baiqau" in baiqau("--lang=en", "--help").out


@pytest.mark.parametrize("unbuilt", ["serve", "outbox"])
def test_commands_that_are_not_built_are_absent(unbuilt: str) -> None:
    """Help names nothing that does not work."""
    assert unbuilt not in baiqau("--lang", "en", "--help").out
    assert baiqau(unbuilt).code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "nothing"),
        (["ingest"], "PATH"),
        (["show", "seven"], "seven"),
        (["status", "--bla"], "--bla"),
        (["--lang", "de", "status"], "kk|ru|en"),
        (["ingest", "--jobs", "0", "x"], "1–64"),
        (["--as-of", "yesterday", "status"], "yesterday"),
        (["report", "completeness", "--format", "doc"], "html|xlsx|docx|pdf|csv|json"),
        (["read", "no-such-file.pdf"], "no-such-file.pdf"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(tmp_path: Path, words: list[str], said: str) -> None:
    """What is wrong is named, in one line, without a traceback."""
    ran = baiqau("--data", tmp_path / "data", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_mistake_in_the_configuration_is_one_line_that_names_file_and_key(tmp_path: Path) -> None:
    """File, key, what is wrong, what is expected."""
    config = tmp_path / "mine.toml"
    config.write_text(
        CONFIG.read_text(encoding="utf-8").replace("contest_day = 2025-10-30", 'contest_day = "soon"'), encoding="utf-8"
    )
    ran = baiqau("--lang", "en", "status", config=config)
    assert ran.code == 2
    assert re.fullmatch(r"baiqau: .*mine\.toml: dates\.contest_day: .*soon.*expected: a date.*\n", ran.err)


def test_a_missing_configuration_says_which_file_and_what_to_do(tmp_path: Path) -> None:
    """A newcomer in the wrong folder is told."""
    for language, file in (("kk", "ФАЙЛ"), ("en", "FILE")):
        ran = baiqau("--lang", language, "status", config=tmp_path / "config.toml")
        assert ran.code == 2
        assert f"--config {file}" in ran.err


def test_a_path_that_is_not_there_is_said_before_anything_is_done(tmp_path: Path) -> None:
    """A slip of the pen costs nothing."""
    ran = baiqau("--data", tmp_path / "data", "ingest", tmp_path / "nowhere")
    assert ran.code == 2
    assert ran.err == f"baiqau: {tmp_path}/nowhere: мұндай файл не қалта жоқ; атауын тексеріңіз\n"
    assert not (tmp_path / "data").exists()


def test_an_empty_contest_answers_every_question(tmp_path: Path) -> None:
    """Before the first letter nothing breaks."""
    data = tmp_path / "data"
    for words in (
        ["status"],
        ["letters"],
        ["submissions"],
        ["status", "--format", "json"],
        ["report", "completeness", "--format", "csv"],
    ):
        assert baiqau("--data", data, *words).code == 0
    assert baiqau("--data", data, "show", "7").code == 2


def test_an_empty_folder_closes_nothing(tmp_path: Path) -> None:
    """After the deadline it is no listing of what came: nobody may be rejected by it."""
    (tmp_path / "empty").mkdir()
    assert baiqau("--data", tmp_path / "data", "ingest", tmp_path / "empty").code == 0
    told = baiqau("--data", tmp_path / "data", "--lang", "en", "status").out
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.eml").write_bytes(b"From: a@b.kz\r\nSubject: a\r\n\r\na\r\n")
    assert baiqau("--data", tmp_path / "data", "ingest", tmp_path / "full").code == 0
    after = baiqau("--data", tmp_path / "data", "--lang", "en", "status").out
    said = "not yet certain"
    assert (said in told, said in after) == (True, False)
