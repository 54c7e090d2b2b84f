"""config.toml: what is right is loaded, every sort of mistake is found and named, odd dates are warned of."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.contest import Dates, load
from pipeline.errors import ContestError
from pipeline.mistakes import shown
from tests.pipeline.configurations import MISTAKES, SMALLEST, Mistake

ROOT = Path(__file__).parents[2]
Write = Callable[[str], Path]
ALMATY = timezone(timedelta(hours=5))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a configuration and says where."""

    def written(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_smallest_configuration_is_right(write: Write) -> None:
    """Whatever it does not say has a default, and nothing in it is warned of."""
    loaded = load(write(SMALLEST))
    assert loaded.contest.contest.key == "small-2026"
    assert [kind.key for kind in loaded.contest.kinds] == ["work_plan", "budget"]
    assert loaded.contest.stages[0].points == (0, 10)
    assert loaded.contest.rulings.incomplete_after_deadline == "reject"
    assert loaded.warnings == ()


@pytest.mark.parametrize("path", [ROOT / "config.toml", ROOT / "tests" / "contests" / "robotics.toml"], ids=str)
def test_the_projects_own_configurations_are_right(path: Path) -> None:
    """No reference in them leads nowhere."""
    assert load(path).contest.kinds


def test_a_configuration_written_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    """A mark of byte order and CRLF are no mistakes."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode())
    assert load(path).contest.mailbox.address == "contest@town.example"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_is_found_and_has_its_code(write: Write, mistake: Mistake) -> None:
    """Code and file; the line for the log is one line too."""
    path = write(mistake.text)
    with pytest.raises(ContestError) as caught:
        load(path)
    assert (caught.value.code, caught.value.params["path"]) == (mistake.code, str(path))
    assert re.fullmatch(rf"{re.escape(str(path))}: .+", str(caught.value))


def test_a_slip_in_a_keys_name_is_told_before_what_is_missing_by_it(write: Write) -> None:
    """The slip is the cause."""
    with pytest.raises(ContestError) as caught:
        load(write(SMALLEST.replace("deadline = ", "dedline = ")))
    assert (caught.value.code, caught.value.params["key"]) == ("key_unknown", "dates.dedline")


def test_a_list_item_without_a_key_of_its_own_is_counted_from_one(write: Write) -> None:
    """As people count."""
    with pytest.raises(ContestError) as caught:
        load(write(SMALLEST.replace('key = "budget"\n', "")))
    assert (caught.value.code, caught.value.params["key"]) == ("key_missing", "kinds.2.key")


def test_a_password_is_never_repeated(write: Write) -> None:
    """Neither in the line nor in the chain of errors below it."""
    path = write('[storage]\ndatabase = "postgresql://me:hunter2@host/name"\n' + SMALLEST)
    with pytest.raises(ContestError) as caught:
        load(path)
    assert caught.value.code == "secret"
    assert "hunter2" not in f"{caught.value} {caught.value.params}"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("url", ["sqlite:///data/tracking.sqlite", "postgresql://me@host/name", ""])
def test_an_address_without_a_password_is_no_secret(write: Write, url: str) -> None:
    """Only a password is refused."""
    assert load(write(f'[storage]\ndatabase = "{url}"\n{SMALLEST}')).contest.storage.database == url


def test_a_file_that_is_not_there_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file and a folder."""
    with pytest.raises(ContestError) as absent:
        load(tmp_path / "config.toml")
    assert absent.value.code == "contest_absent"
    with pytest.raises(ContestError, match="Is a directory") as folder:
        load(tmp_path)
    assert (folder.value.code, folder.value.params["why"]) == ("contest_unreadable", "EISDIR")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """An editor that saved in Windows-1251."""
    path = tmp_path / "config.toml"
    path.write_bytes('# a\n# b\nkey = "Конкурс"\n'.encode("cp1251"))
    with pytest.raises(ContestError) as caught:
        load(path)
    assert (caught.value.code, caught.value.params["line"]) == ("not_utf8", "3")


def test_a_line_is_counted_as_editors_count_it(tmp_path: Path) -> None:
    """CRLF is one end of a line; a separator of lines within text is none."""
    path = tmp_path / "config.toml"
    path.write_bytes('# \u2028\r\n[contest]\r\nkey "a"\r\n'.encode())
    with pytest.raises(ContestError) as caught:
        load(path)
    assert (caught.value.params["line"], caught.value.params["text"]) == ("3", 'key "a"')


def test_a_long_value_is_cut_short(write: Write) -> None:
    """The line stays a line."""
    with pytest.raises(ContestError) as caught:
        load(write(SMALLEST.replace("number = 2", f'number = "{"x" * 5000}"')))
    assert len(str(caught.value)) < 400
    assert caught.value.params["value"].endswith("…")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(), st.lists))
def test_whatever_stands_there_is_shown_on_one_short_line(value: object) -> None:
    """Line ends in text are written as TOML writes them."""
    assert len(shown(value)) <= 61
    assert not re.search("[\n\r\t]", shown(value))


def dates(**changed: object) -> Dates:
    """Dates that agree, but for what is changed."""
    right: dict[str, object] = {
        "time_zone": "Asia/Almaty",
        "approved": date(2026, 1, 10),
        "announce_by": date(2026, 2, 1),
        "deadline": datetime(2026, 3, 31, 17, tzinfo=ALMATY),
        "contest_day": date(2026, 4, 20),
    }
    return Dates.model_validate(right | changed)


@pytest.mark.parametrize(
    ("changed", "code", "params"),
    [
        (
            {"deadline": datetime(2026, 3, 31, 17, tzinfo=timezone(timedelta(hours=6)))},
            "dates_offset",
            {"zone": "Asia/Almaty", "given": "+06:00", "right": "+05:00"},
        ),
        (
            {"contest_day": date(2026, 3, 31)},
            "dates_deadline_after_contest",
            {"day": "2026-03-31", "contest_day": "2026-03-31"},
        ),
        (
            {"announce_days_before": 79},
            "dates_announced_late",
            {"announce_by": "2026-02-01", "contest_day": "2026-04-20", "days": "79"},
        ),
        (
            {"approved": date(2026, 2, 2)},
            "dates_announced_before_approval",
            {"announce_by": "2026-02-01", "approved": "2026-02-02"},
        ),
        (
            {"announce_by": date(2026, 3, 25)},
            "dates_few_days",
            {"announce_by": "2026-03-25", "day": "2026-03-31", "days": "6"},
        ),
    ],
)
def test_dates_that_cannot_all_be_right_are_findings(
    changed: dict[str, object], code: str, params: dict[str, str]
) -> None:
    """Each alone, with ISO dates and bare numbers."""
    (found,) = dates(**changed).contradictions()
    assert (found.rule, found.code, dict(found.params), found.passed) == ("contest", code, params, False)


def test_more_days_than_a_calendar_has_are_warned_of() -> None:
    """An endless number of days is a slip of the pen, not a crash."""
    assert [one.code for one in dates(announce_days_before=10**30).contradictions()] == ["dates_announced_late"]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"announce_days_before": 78},
        {"approved": date(2026, 2, 1)},
        {"announce_by": date(2026, 3, 24)},
        {"contest_day": date(2026, 4, 1)},
    ],
)
def test_dates_at_the_very_limit_are_right(changed: dict[str, object]) -> None:
    """A warning too many is soon read no more."""
    assert list(dates(**changed).contradictions()) == []


def test_the_deadlines_day_is_that_of_the_contests_zone() -> None:
    """20:00 UTC is the next day in Almaty."""
    found = dates(deadline=datetime(2026, 4, 19, 20, tzinfo=UTC)).contradictions()
    assert [one.code for one in found] == ["dates_offset", "dates_deadline_after_contest"]


@pytest.mark.parametrize("where", ["password", "Password", "passwd", "client_secret", "token"])
def test_a_mailboxs_password_is_never_repeated(write: Write, where: str) -> None:
    """However its key is spelt, and also where it stands for the name of a variable or within the server's."""
    for line in (
        f'{where} = "hunter2"',
        f"{where} = 777333",
        'password_env = "hunter2 777333"',
        'host = "a:hunter2@b"',
    ):
        with pytest.raises(ContestError) as caught:
            load(write(SMALLEST.replace("[dates]", f"{line}\n[dates]")))
        assert caught.value.code in ("secret_key", "not_a_variable", "not_a_host")
        assert not re.search("hunter2|777333", f"{caught.value} {caught.value.params}")


def test_without_a_server_no_mailbox_is_watched(write: Write) -> None:
    """The address and the hosts that are believed are enough."""
    assert not load(write(SMALLEST)).contest.mailbox.watched


MAILBOX = """host = "imap.town.example"
security = "starttls"
password_file = "word"
ca_file = "authority.pem"
folders = ["INBOX", "Спам"]
since = 2026-01-10
keyword = "Baiqau"
filing = { how = "move", accepted = "Қабылданды" }
[dates]"""


def test_the_intakes_account_is_made_of_the_section(write: Write, tmp_path: Path) -> None:
    """Paths are beside the configuration, the user is the address where no other is named."""
    (tmp_path / "word").write_text("secret\n")
    mailbox = load(write(SMALLEST.replace("[dates]", MAILBOX))).contest.mailbox
    account = mailbox.account(tmp_path, tmp_path / "data")
    assert (account.host, account.user, account.security) == ("imap.town.example", "contest@town.example", "starttls")
    assert (account.ca_file, account.folders) == (tmp_path / "authority.pem", ("INBOX", "Спам"))
    assert (account.since, account.keyword, account.idle) == (date(2026, 1, 10), "Baiqau", True)
    assert account.login.password() == "secret"
    assert (mailbox.filing.how, mailbox.filing.accepted, mailbox.filing.held) == ("move", "Қабылданды", "")
    assert mailbox.oauth_client(tmp_path, tmp_path / "data") is None


def test_a_login_without_a_password_is_made_of_the_section(write: Write, tmp_path: Path) -> None:
    """Tokens are kept in the data folder, the application's secret where it is named."""
    (tmp_path / "word").write_text("secret\n")
    oauth = 'host = "imap.gmail.com"\noauth = { provider = "google", client = "id", secret_file = "word" }\n[dates]'
    mailbox = load(write(SMALLEST.replace("[dates]", oauth))).contest.mailbox
    assert mailbox.account(tmp_path, tmp_path / "data").login.tokens is not None
    found = mailbox.oauth_client(tmp_path, tmp_path / "data")
    assert found is not None
    client, store = found
    assert (client.provider, client.id, client.user) == ("google", "id", "contest@town.example")
    assert client.secret is not None
    assert client.secret.password() == "secret"
    store.save("kept")
    assert (tmp_path / "data" / "login-google.json").read_text() == "kept"
