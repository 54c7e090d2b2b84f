"""Who wrote, as the command line shows it: the word of our mail server and the addresses known of a submission."""

import json
from pathlib import Path

import pytest

from console.texts import LANGUAGES
from tests.console.running import baiqau
from tests.faults.real import FORM, IN_TIME, letter

GENUINE = "Authentication-Results: mx.astana-modern.edu.kz; spf=none; dmarc=pass header.from=mail.kz\n"
LATER = IN_TIME.replace("12:00", "13:00")
SENDER = "From: m43@mail.kz\nDate: Fri, 10 Oct 2025 12:00:00 +0500\nMessage-ID: <43@mail.kz>\n"
VOUCHED = {
    "host": "mx.astana-modern.edu.kz", "spf": "none", "dkim": None, "dmarc": "pass", "outcome": "passed",
    "domain": "mail.kz",
}  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one letter that our server vouched for and one of which it said nothing."""
    root = tmp_path_factory.mktemp("senders")
    (root / "letters").mkdir()
    (root / "letters" / "1.eml").write_bytes(letter(text="\n".join(FORM), headers=GENUINE + SENDER))
    (root / "letters" / "2.eml").write_bytes(letter(headers=SENDER.replace("<43", "<44"), received=LATER))
    assert baiqau("--data", root / "data", "ingest", root / "letters").code == 0
    return root


def test_json_says_what_our_server_said(data: Path) -> None:
    """Null where it said nothing; the addresses of a submission with what was said of them."""
    letters = json.loads(baiqau("--data", data / "data", "letters", "--format", "json").out)
    assert [one["authentication"] for one in letters] == [VOUCHED, None]
    shown = json.loads(baiqau("--data", data / "data", "show", "1", "--format", "json").out)
    assert [one["authentication"] for one in shown["letters"]] == [VOUCHED, None]
    known = {"address": "m43@mail.kz", "letters": 2, "authentication": ["passed", "unknown"], "named": True}
    assert shown["senders"] == [known]
    read = json.loads(baiqau("read", data / "letters" / "1.eml", "--format", "json").out)
    assert read["authentication"] == VOUCHED


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_see_it_in_their_language(data: Path, language: str) -> None:
    """The submission's card and a letter read alone."""
    words = {"kk": "пошта сервері растады", "ru": "подтвердил почтовый сервер", "en": "mail server confirmed"}
    for command in (("show", "1"), ("read", data / "letters" / "1.eml")):
        assert words[language] in baiqau("--lang", language, "--data", data / "data", *command).out
