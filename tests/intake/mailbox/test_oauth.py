"""XOAUTH2: a person agrees once, tokens are fetched and renewed, and none of them is ever seen."""

import base64
import json
import logging
import stat
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intake.mailbox import Account, Login, Mailbox, MailboxError, OAuthClient, StoredTokens, TokenStore, device_login
from intake.mailbox.granted import Provider
from tests.servers.authorisation import Authorisation, an_authorisation
from tests.servers.dovecot import MISSING, PROGRAM, Dovecot, a_dovecot

USER = "contest@example.kz"
PROVIDERS: tuple[Provider, ...] = ("google", "microsoft")


@pytest.fixture
def authorisation() -> Iterator[Authorisation]:
    """Google and Microsoft."""
    with an_authorisation(USER) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> TokenStore:
    """Where the login is kept."""
    return TokenStore(tmp_path / "data" / "login.json")


@pytest.fixture
def mail(authorisation: Authorisation) -> Iterator[Dovecot]:
    """A real Dovecot that takes their tokens."""
    if PROGRAM is None:
        pytest.skip(MISSING)
    args = "{root}/oauth2.conf"
    passdb = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {args}\n}}"
    introspection = (
        f"introspection_mode = auth\nintrospection_url = http://127.0.0.1:{authorisation.port}/introspect\n"
        "username_attribute = email\nactive_attribute = active\nactive_value = true\n"
    )
    with a_dovecot(mechanisms="xoauth2", passdb=passdb, files={"oauth2.conf": introspection}) as running:
        running.user(USER).deliver(b"Subject: hello\r\n\r\nhello\r\n")
        yield running


def client(provider: Provider, tmp_path: Path) -> OAuthClient:
    """An application at a provider; Google's has a word of its own."""
    (tmp_path / "word").write_text("application-word")
    secret = Login(file=tmp_path / "word") if provider == "google" else None
    return OAuthClient(provider, "client-id", USER, secret=secret)


def logged_in(provider: Provider, authorisation: Authorisation, store: TokenStore, tmp_path: Path) -> StoredTokens:
    """A person agreed."""
    who, told = client(provider, tmp_path), list[tuple[str, str]]()
    device_login(
        provider, who, store, lambda *words: told.append(words),
        ask=lambda: authorisation.agree(told[-1][0]), http=authorisation.http,
    )  # fmt: skip
    return StoredTokens(who, store, authorisation.http)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_real_server_is_opened_with_a_token(
    provider: Provider, authorisation: Authorisation, store: TokenStore, mail: Dovecot, tmp_path: Path
) -> None:
    """From the person's consent to the listing."""
    tokens = logged_in(provider, authorisation, store, tmp_path)
    account = Account("127.0.0.1", USER, Login(tokens=tokens), mail.port, "plain", timeout_seconds=5)
    with Mailbox.open(account) as box:
        assert box.listing("INBOX").uids == (1,)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_token_that_was_taken_back_is_renewed_once(
    provider: Provider, authorisation: Authorisation, store: TokenStore, mail: Dovecot, tmp_path: Path
) -> None:
    """Before its time; and where a fresh one does not help either, a person is asked to log in again."""
    tokens = logged_in(provider, authorisation, store, tmp_path)
    tokens.access_token()
    authorisation.valid.clear()
    account = Account("127.0.0.1", USER, Login(tokens=tokens), mail.port, "plain", timeout_seconds=5)
    with Mailbox.open(account) as box:
        assert box.listing("INBOX").uids == (1,)
    authorisation.revoke()
    with pytest.raises(MailboxError) as caught:
        Mailbox.open(account)
    assert (caught.value.code, caught.value.params["provider"]) == ("login_needed", provider)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_token_is_used_until_it_ends_and_then_renewed(
    provider: Provider, authorisation: Authorisation, store: TokenStore, tmp_path: Path
) -> None:
    """Another run goes on from what was kept; a refresh token is used once and replaced."""
    tokens = logged_in(provider, authorisation, store, tmp_path)
    first = tokens.access_token()
    asked = len(authorisation.asked)
    assert tokens.access_token() == first
    assert len(authorisation.asked) == asked
    authorisation.lasts = 60
    second = StoredTokens(client(provider, tmp_path), store, authorisation.http)
    assert len({first, second.access_token(), second.access_token()}) == 3
    assert tokens.access_token(fresh=True) not in (first, "")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_login_is_for_the_owner_alone(
    provider: Provider, authorisation: Authorisation, store: TokenStore, tmp_path: Path
) -> None:
    """Its file and its folder, and nothing half-written beside it."""
    logged_in(provider, authorisation, store, tmp_path)
    (path,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "refresh" in path.read_text()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_token_is_ever_seen(
    provider: Provider, authorisation: Authorisation, store: TokenStore, mail: Dovecot, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """Neither in the most talkative log nor in repr nor in an error."""
    caplog.set_level(logging.DEBUG)
    tokens = logged_in(provider, authorisation, store, tmp_path)
    account = Account("127.0.0.1", USER, Login(tokens=tokens), mail.port, "plain", timeout_seconds=5)
    with Mailbox.open(account) as box:
        box.listing("INBOX")
    authorisation.revoke()
    with pytest.raises(MailboxError) as caught:
        Mailbox.open(account)
    seen = f"{caplog.text} {account!r} {tokens!r} {client(provider, tmp_path)!r} {caught.value} {caught.value.params}"
    secrets = [f"{kind}-{number}" for kind in ("token", "refresh", "code") for number in range(1, 30)]
    encoded = [base64.b64encode(f"user={USER}\x01auth=Bearer ".encode()).decode()[:40]]
    assert [secret for secret in [*secrets, "application-word", *encoded] if secret in seen] == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_login_service_that_is_down_may_come_back(
    provider: Provider, authorisation: Authorisation, store: TokenStore, tmp_path: Path
) -> None:
    """It is no reason to send a person to log in again; what is kept stays."""
    tokens = logged_in(provider, authorisation, store, tmp_path)
    kept = store.load()
    authorisation.broken = True
    with pytest.raises(MailboxError) as caught:
        tokens.access_token(fresh=True)
    assert (caught.value.code, caught.value.lasting) == ("login_unreachable", False)
    assert store.load() == kept
    authorisation.broken = False
    assert tokens.access_token(fresh=True)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_before_anybody_agreed_a_login_is_needed(
    provider: Provider, authorisation: Authorisation, store: TokenStore, tmp_path: Path
) -> None:
    """It says so, without asking anybody; so does a file that was damaged."""
    tokens = StoredTokens(client(provider, tmp_path), store, authorisation.http)
    with pytest.raises(MailboxError) as caught:
        tokens.access_token()
    assert caught.value.code == "login_needed"
    assert authorisation.asked == []
    store.save(json.dumps({}))
    with pytest.raises(MailboxError) as caught:
        tokens.access_token()
    assert caught.value.code == "login_needed"


def test_microsoft_shows_an_address_and_a_code(authorisation: Authorisation, store: TokenStore, tmp_path: Path) -> None:
    """And waits until the person has typed it in."""
    authorisation.pending, told = 2, list[tuple[str, str]]()
    device_login(
        "microsoft", client("microsoft", tmp_path), store, lambda *words: told.append(words), http=authorisation.http
    )
    assert told == [("https://microsoft.com/devicelogin", "ABC-123")]
    assert authorisation.pending == 0


def test_google_waits_for_the_browser_of_this_computer(
    authorisation: Authorisation, store: TokenStore, tmp_path: Path
) -> None:
    """Where nobody pastes, the browser's last address is caught."""
    browsers: list[threading.Thread] = []

    def browse(address: str, code: str) -> None:
        assert (address.startswith("https://accounts.google.com/"), code) == (True, "")
        ended = authorisation.agree(address)
        browsers.append(threading.Thread(target=lambda: urllib.request.urlopen(ended, timeout=10).close()))
        browsers[0].start()

    device_login("google", client("google", tmp_path), store, browse, http=authorisation.http)
    browsers[0].join()
    assert StoredTokens(client("google", tmp_path), store, authorisation.http).access_token() in authorisation.valid


@pytest.mark.parametrize(
    "pasted", ["", "nonsense", "http://127.0.0.1/?state=other&code=c", "http://127.0.0.1/?error=access_denied"]
)
def test_google_takes_no_answer_but_to_its_own_question(
    authorisation: Authorisation, store: TokenStore, tmp_path: Path, pasted: str
) -> None:
    """Nothing is kept."""
    with pytest.raises(MailboxError) as caught:
        device_login(
            "google", client("google", tmp_path), store, lambda *_: None, ask=lambda: pasted, http=authorisation.http
        )
    assert caught.value.code == "login_failed"
    assert store.load() == ""
    assert authorisation.asked == []


def test_a_login_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """A file where the folder should be; the disk's word."""
    (tmp_path / "data").write_text("")
    with pytest.raises(MailboxError) as caught:
        TokenStore(tmp_path / "data" / "login.json").save("x")
    assert caught.value.code == "login_unstored"


def test_only_https_is_asked(authorisation: Authorisation) -> None:
    """A redirect or a slip must not send a token in the open."""
    with pytest.raises(MailboxError) as caught:
        authorisation.http.post("http://login.microsoftonline.com/token", data={"a": "b"})
    assert caught.value.code == "login_unreachable"


def test_the_password_is_not_needed_where_there_are_tokens(tmp_path: Path) -> None:
    """And a Login without any says what is missing."""
    with pytest.raises(MailboxError) as caught:
        replace(Login(), env="").password({})
    assert caught.value.code == "secret_absent"
