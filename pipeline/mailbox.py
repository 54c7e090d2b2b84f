"""The section [mailbox] of config.toml, and the intake's Account made of it. No secret may stand in it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, PositiveInt, model_validator

from pipeline.mistakes import mistake, shown
from pipeline.sections import Day, Section

if TYPE_CHECKING:
    from intake.mailbox import Account, Login, OAuthClient, TokenStore

# Whoever writes one of these means the secret itself.
_SECRETS = re.compile(r"(?:client_?)?(?:pass(?:word|wd|phrase)?|pw|secret|token|credentials)", re.IGNORECASE)
_LOOPBACK = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1", re.IGNORECASE)


def _address(name: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", name):
        raise mistake("not_an_address", value=shown(name))
    return name


def _host(name: str) -> str:
    if name and not re.fullmatch(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:]+", name):
        raise mistake("not_a_host")
    return name


def _variable(name: str) -> str:
    """What is no name may be the secret itself, and is not repeated."""
    if name and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise mistake("not_a_variable")
    return name


def _credential(name: str) -> str:
    if name and not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", name):
        raise mistake("not_a_variable")
    return name


def _keyword(name: str) -> str:
    """An atom of RFC 3501, and no flag of the server's own."""
    if name and not re.fullmatch(r"[A-Za-z0-9_.$-]+", name):
        raise mistake("not_a_keyword", value=shown(name))
    return name


def _no_secret(data: Any) -> Any:
    """A secret is refused by the name of its key, whatever it is; its value is repeated nowhere."""
    if isinstance(data, dict):
        for key in data:
            if _SECRETS.fullmatch(str(key)):
                raise mistake("secret_key", str(key))
    return data


Variable = Annotated[str, AfterValidator(_variable)]
Credential = Annotated[str, AfterValidator(_credential)]


class OAuth(Section):
    """The application that logs in for the mailbox at Google or Microsoft, registered there by the organiser.

    ``secret_env`` or ``secret_file``: where Google's word for the application is kept; Microsoft asks for none.
    """

    provider: Literal["google", "microsoft"]
    client: str
    tenant: str = "organizations"
    secret_env: Variable = ""
    secret_file: str = ""

    @model_validator(mode="before")
    @classmethod
    def _without_secrets(cls, data: Any) -> Any:
        return _no_secret(data)


class Filing(Section):
    """Folders that letters are copied or moved into once they are judged; an empty name: they stay where they are."""

    how: Literal["copy", "move"] = "copy"
    accepted: str = ""
    incomplete: str = ""
    rejected: str = ""
    held: str = ""
    unrelated: str = ""


class Mailbox(Section):
    """Where schools write to, whose Received stamps are believed, and how the mailbox is watched, if it is.

    Without ``host`` no mailbox is watched. Paths are beside the configuration.
    """

    address: Annotated[str, AfterValidator(_address)]
    trusted_hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    host: Annotated[str, AfterValidator(_host)] = ""
    port: Annotated[int, Field(ge=0)] = 0
    security: Literal["tls", "starttls", "plain"] = "tls"
    user: str = ""
    password_env: Variable = ""
    password_file: str = ""
    credential: Credential = ""
    oauth: OAuth | None = None
    ca_file: str = ""
    folders: tuple[str, ...] = ()
    since: Day | None = None
    poll_seconds: PositiveInt = 60
    timeout_seconds: PositiveInt = 60
    idle: bool = True
    keyword: Annotated[str, AfterValidator(_keyword)] = ""
    filing: Filing = Filing()
    alarm_minutes: PositiveInt = 30

    @model_validator(mode="before")
    @classmethod
    def _without_secrets(cls, data: Any) -> Any:
        return _no_secret(data)

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        ways = {
            "password_env": self.password_env,
            "password_file": self.password_file,
            "credential": self.credential,
            "oauth": self.oauth,
        }
        given = [key for key, way in ways.items() if way]
        if len(given) > 1:
            raise mistake("two_logins", given[1], other=given[0])
        if self.host and not given:
            raise mistake("no_login")
        if given and not self.host:
            raise mistake("key_missing", "host")
        if self.host and self.security == "plain" and not _LOOPBACK.fullmatch(self.host):
            raise mistake("unprotected", "security")
        return self

    @property
    def watched(self) -> bool:
        """Whether there is a mailbox to watch."""
        return bool(self.host)

    def account(self, beside: Path, data: Path) -> "Account":
        """How the intake is to open it. ``beside``: the configuration's folder; ``data``: where logins are kept."""
        from intake.mailbox import Account

        return Account(
            host=self.host,
            user=self.user or self.address,
            login=self._login(beside, data),
            port=self.port,
            security=self.security,
            ca_file=beside / self.ca_file if self.ca_file else None,
            folders=self.folders,
            timeout_seconds=self.timeout_seconds,
            idle=self.idle,
            keyword=self.keyword,
            since=self.since,
        )

    def oauth_client(self, beside: Path, data: Path) -> "tuple[OAuthClient, TokenStore] | None":
        """The application and the place of its logins, None where the mailbox is opened with a password."""
        from intake.mailbox import Login, OAuthClient, TokenStore

        if (oauth := self.oauth) is None:
            return None
        file = beside / oauth.secret_file if oauth.secret_file else None
        secret = Login(env=oauth.secret_env, file=file) if oauth.secret_env or file else None
        client = OAuthClient(oauth.provider, oauth.client, self.user or self.address, oauth.tenant, secret)
        return client, TokenStore(data / f"login-{oauth.provider}.json")

    def _login(self, beside: Path, data: Path) -> "Login":
        from intake.mailbox import Login, StoredTokens

        if (found := self.oauth_client(beside, data)) is not None:
            return Login(tokens=StoredTokens(*found))
        file = beside / self.password_file if self.password_file else None
        return Login(env=self.password_env, file=file, credential=self.credential)
