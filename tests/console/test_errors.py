"""Every error and warning that a person can meet is told in the chosen language, on one line."""

import errno
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from console.errors import UseError, reason, told, wrong_use
from console.texts import LANGUAGES, Texts
from intake.errors import CodedError, SourceError, SpoolError
from intake.mailbox import MailboxError
from pipeline import mistakes
from pipeline.errors import BackupError, CommissionError, ContestError, DecisionError, RegisterError, TrackingError
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.refusals import _POSTGRESQL, _SQLITE
from reports.errors import TemplateFileError, UnknownReportError, WritingError
from tests.console.running import baiqau
from tests.pipeline.configurations import MISTAKES, SMALLEST, Mistake

ROOT = Path(__file__).parents[2]
ROOMS = ("intake", "parsers", "pipeline", "reports", "console")
FAMILIES = (
    SourceError,
    SpoolError,
    MailboxError,
    ContestError,
    DecisionError,
    TrackingError,
    UnknownReportError,
    WritingError,
    BackupError,
    RegisterError,
    CommissionError,
    TemplateFileError,
)
LINES = {code: (family, line) for family in FAMILIES for code, line in family.lines.items()}
# Words of TOML, of configuration and of the command line are not translated, nor are names and examples.
LATIN = frozenset(
    re.findall(
        r"\w+",
        """
    config toml baiqau sqlite SQLite UTF TOML PGPASSWORD PGPASSFILE storage database mailbox host
    port security ca file folders tls starttls check login password env credential oauth imap plain
    Baiqau papers kinds groups true false a z Asia Almaty contest example kz T PostgreSQL postgresql
    psycopg createdb E restore submissions letters decisions format json attach assign annex none
    reason init schools register xlsx CSV TSV XLSX stage reopen TEXT EMAIL Word docx template out
        """,
    )
)


def _params(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _subclasses(family: type[CodedError]) -> Iterator[type[CodedError]]:
    for one in family.__subclasses__():
        yield one
        yield from _subclasses(one)


def _sources() -> str:
    """All code but the tables themselves."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if path.name != "errors.py"]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_every_family_of_the_rooms_is_looked_at() -> None:
    """A new family is not forgotten here; a code belongs to one."""
    assert {one for one in _subclasses(CodedError) if one.lines and one.__module__.startswith(ROOMS)} == set(FAMILIES)
    assert len(LINES) == sum(len(family.lines) for family in FAMILIES)


def test_whatever_is_raised_stands_in_the_table_of_its_family() -> None:
    """A code without a line would break the log."""
    sources = _sources()
    names = {family.__name__: set(family.lines) for family in FAMILIES}
    raised = set(re.findall(rf'\b({"|".join(names)})\(\s*"(\w+)"', sources))
    raised |= {("ContestError", code) for code in re.findall(r'\bmistake\("(\w+)"', sources)}
    raised |= {("ContestError", code) for code in (*mistakes._CODES, *(code for code, _ in mistakes._SYNTAX))}
    raised |= {("TrackingError", code) for code in (*_SQLITE.values(), *_POSTGRESQL.values())}
    assert len(raised) > 40
    assert {(family, code) for family, code in raised if code not in names[family]} == set()


def test_no_line_is_kept_up_for_nobody() -> None:
    """Every code of the tables is used somewhere."""
    sources = _sources()
    assert {code for code in LINES if f'"{code}"' not in sources} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence_with_the_same_parameters(language: str) -> None:
    """No more and no fewer sentences than codes, each asking for exactly what the error carries."""
    texts = Texts(language)
    assert set(texts._sections["error"]) == set(LINES)
    for code, (_, line) in LINES.items():
        assert _params(texts._sections["error"][code]) == _params(line), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_is_told_whole_on_one_line(language: str) -> None:
    """Each parameter is seen; the error's own English line is as whole."""
    for code, (family, line) in LINES.items():
        error = family(code, **{name: f"<{name}>" for name in _params(line)})
        sentence = told(error, Texts(language))
        assert "\n" not in sentence
        for name in _params(line):
            assert f"<{name}>" in sentence, code
            assert f"<{name}>" in str(error), code


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_english_word_stands_in_kazakh_and_russian_sentences(language: str) -> None:
    """Keys, commands and names apart."""
    for section in ("error", "reason"):
        for code, sentence in Texts(language)._sections[section].items():
            words = set(re.findall("[A-Za-z]+", re.sub(r"{\w+}|--?\w+", "", sentence)))
            assert words <= LATIN, f"{section}.{code}"


def test_an_error_whose_code_no_catalogue_knows_is_told_by_its_own_line() -> None:
    """A room that is newer than the catalogue."""

    class NewError(CodedError):
        lines = {"brand_new": "{what} happened"}  # noqa: RUF012

    assert told(NewError("brand_new", what="something"), Texts("kk")) == "something happened"


def test_an_error_comes_whole_from_another_process() -> None:
    """Code and parameters survive the way between processes."""
    error = pickle.loads(pickle.dumps(SpoolError("spool_failed", path="a", why="EIO")))
    assert (error.code, error.params, error.full) == ("spool_failed", {"path": "a", "why": "EIO"}, False)


def test_why_the_system_refused_is_told_in_the_language() -> None:
    """By errno's name; one that has no sentence is named."""
    error = WritingError("report_unwritten", path="out.html", why="EACCES")
    assert told(error, Texts("kk")) == "out.html: есеп файлы жазылмады: рұқсат берілмеген"
    assert told(error, Texts("ru")) == "out.html: файл отчёта не записан: нет доступа"
    assert str(error) == "out.html: cannot be written: Permission denied"
    assert reason("EPROTO", Texts("kk")) == "жүйе қатесі: EPROTO"
    assert wrong_use(UseError("not_readable", file="a", why="EIO"), Texts("kk")) == (
        "«a» файлы оқылмады: дискіде ақау бар"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_name_of_errno(language: str) -> None:
    """A slip in a name would leave its sentence unsaid."""
    names = set(Texts(language)._sections["reason"]) - {"other", "not_regular"}
    assert names <= set(errno.errorcode.values())


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_in_the_configuration_is_told_in_kazakh_and_english(tmp_path: Path, mistake: Mistake) -> None:
    """The exact line: file, key or line, what is wrong, what is expected; exit code 2."""
    config = tmp_path / "my.toml"
    config.write_text(mistake.text, "utf-8")
    for language, line in (("kk", mistake.kk), ("en", mistake.en)):
        ran = baiqau("--lang", language, "status", config=config)
        assert (ran.code, ran.out, ran.err) == (2, "", f"baiqau: {config}: {line}\n")


def test_without_a_choice_the_language_is_the_configurations_else_kazakh(tmp_path: Path) -> None:
    """Also when something else in the configuration is wrong."""
    config = tmp_path / "my.toml"
    wrong = SMALLEST.replace("number = 2", "number = 0.5")
    config.write_text(wrong, "utf-8")
    assert "күтілетіні: бүтін сан" in baiqau("status", config=config).err
    config.write_text(wrong.replace("[contest]", '[contest]\nlanguage = "ru"'), "utf-8")
    assert "ожидается: целое число" in baiqau("status", config=config).err
    assert "a whole number" in baiqau("--lang=en", "status", config=config).err
    config.write_text("contest = 7", "utf-8")
    assert "бөлім" in baiqau("status", config=config).err


def test_a_name_that_would_steer_the_terminal_is_made_harmless(tmp_path: Path) -> None:
    """One line stays one line."""
    ran = baiqau("status", config=tmp_path / "a\n\x1b[31mb.toml")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err


WARNED = SMALLEST.replace("announce_by = 2026-02-01", "announce_by = 2026-03-29")


def test_dates_that_contradict_each_other_are_warned_of_by_ingest_and_status(tmp_path: Path) -> None:
    """On standard error, in the language, with dates as people write them; other commands are silent."""
    config, data, letters = tmp_path / "my.toml", tmp_path / "data", tmp_path / "letters"
    config.write_text(WARNED, "utf-8")
    letters.mkdir()
    said = (
        "Ескерту: dates.deadline: хабарландыру күні – 2026 жылғы 29 наурыз, соңғы мерзім – 2026 жылғы 31 наурыз; "
        "мектептерге материал ұсынуға 2 күн ғана беріледі. Тексеріңіз.\n"
    )
    status = baiqau("--data", data, "status", config=config)
    assert (status.code, status.err) == (0, said)
    assert "Ескерту" not in status.out
    assert baiqau("--data", data, "ingest", letters, config=config).err.startswith(said)
    assert "Внимание: dates.deadline: объявление" in baiqau("--lang", "ru", "--data", data, "status", config=config).err
    for words in (["letters"], ["submissions"], ["report", "completeness", "--format", "csv"]):
        assert baiqau("--data", data, *words, config=config).err == ""


def test_every_warning_has_its_sentence_in_every_language(tmp_path: Path) -> None:
    """All dates wrong at once: none is told by its bare code."""
    config = tmp_path / "my.toml"
    text = SMALLEST.replace("2026-02-01", "2025-12-31").replace("T17:00:00+05:00", "T17:00:00+06:00")
    config.write_text(text.replace("contest_day = 2026-04-20", "contest_day = 2026-01-05"), "utf-8")
    for language in LANGUAGES:
        ran = baiqau("--lang", language, "--data", tmp_path / "data", "status", config=config)
        assert ran.code == 0
        assert ran.err.count("\n") == 4
        assert "dates_" not in ran.err
        assert not re.search(r"\d{4}-\d\d-\d\d", ran.err)


def _config(tmp_path: Path) -> Path:
    config = tmp_path / "my.toml"
    config.write_text(SMALLEST, "utf-8")
    return config


def test_troubles_with_the_data_folder_are_told(tmp_path: Path) -> None:
    """A file where the folder should be, a file that is no database: exit code 3."""
    config = _config(tmp_path)
    (tmp_path / "file").write_text("")
    ran = baiqau("--data", tmp_path / "file", "status", config=config)
    said = "деректер қалтасын жасау немесе пайдалану мүмкін болмады: бұл атау бос емес"
    assert (ran.code, ran.err) == (3, f"baiqau: {tmp_path}/file: {said}\n")
    folder = DataFolder(tmp_path / "data")
    folder.create()
    folder.database.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    ran = baiqau("--lang", "ru", "--data", folder.root, "status", config=config)
    said = "файл не является базой данных или повреждён; восстановите его из резервной копии"
    assert (ran.code, ran.err) == (3, f"baiqau: {folder.database}: {said}\n")


def test_a_second_run_in_the_same_folder_is_told_who_is_at_work(tmp_path: Path) -> None:
    """With the number of the process that holds it."""
    config, letters = _config(tmp_path), tmp_path / "letters"
    letters.mkdir()
    (letters / "a.eml").write_text("Subject: a\n\nb\n")
    with DataFolder(tmp_path / "data").held():
        ran = baiqau("--data", tmp_path / "data", "ingest", letters, config=config)
    assert ran.code == 3
    assert "бұл қалтада бағдарлама қазір жұмыс істеп тұр (үдеріс нөмірі: " in ran.err


def test_letters_and_reports_that_cannot_be_had_are_told(tmp_path: Path) -> None:
    """A path that is not there, a letter that is none, a report's file without a place."""
    config, data, letters = _config(tmp_path), tmp_path / "data", tmp_path / "letters"
    letters.mkdir()
    ran = baiqau("--data", data, "ingest", letters / "nowhere", config=config)
    assert (ran.code, ran.err) == (2, f"baiqau: {letters}/nowhere: мұндай файл не қалта жоқ; атауын тексеріңіз\n")
    (letters / "broken.eml").symlink_to(letters / "gone")
    ran = baiqau("--data", data, "ingest", letters, config=config)
    assert ran.code == 1
    assert f"{letters}/broken.eml: файл оқылмады (мұндай файл не қалта жоқ)\n" in ran.err
    wanted = ["report", "completeness", "--format", "csv", "-o", letters / "broken.eml" / "a.csv"]
    ran = baiqau("--data", data, *wanted, config=config)
    assert ran.code == 2
    assert "a.csv: есеп файлы жазылмады: " in ran.err
    assert baiqau("--data", data, "report", "nothing", config=config).err.startswith("baiqau: «nothing» деген есеп жоқ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "now"], "Артық жазылған: now. Көмек: baiqau status --help"),
        (["status", "--format"], "--format баптауының мәні көрсетілмеген. Көмек: baiqau --help"),
        (["--verbose=1", "status"], "--verbose баптауына мән берілмейді. Көмек: baiqau --help"),
        (["--database", "mysql://host/name", "status"], "mysql: деректер тек SQLite немесе PostgreSQL"),
        (["--database", "nonsense", "status"], "бұл дерекқордың мекенжайы емес; күтілетіні: postgresql+psycopg://"),
        (["--database", "postgresql://a:secret@host/name", "status"], "postgresql://a:***@host/name: құпиясөзді"),
    ],
)
def test_what_the_library_says_in_english_is_told_in_kazakh(tmp_path: Path, words: list[str], said: str) -> None:
    """Too many words, a value too few or too many, a database that this version does not speak to."""
    ran = baiqau("--data", tmp_path / "data", *words, config=_config(tmp_path))
    assert ran.code in (2, 3)
    assert ran.err.startswith(f"baiqau: {said}")
    assert ran.err.count("\n") == 1
