"""What ``init`` needs to know, asked on a terminal or given by options; each answer is tried before it is taken."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console import terminal
from console.errors import UseError
from console.texts import LANGUAGES, Texts

Answer = TypeVar("Answer")
_A_WEEK = timedelta(days=7)
_AFTERWARDS = timedelta(days=13)
_NONE = ("-", "–", "—")
_OPTIONS = {"hosts": "--trusted-host"}


@dataclass(frozen=True, slots=True)
class Given:
    """The options of ``init`` as given; empty: not given."""

    title: str = ""
    organiser: str = ""
    place: str = ""
    mailbox: str = ""
    server: str = ""
    trusted_hosts: tuple[str, ...] = ()
    time_zone: str = ""
    deadline: str = ""
    contest_day: str = ""
    approved: str = ""
    announce_by: str = ""
    prefix: str = ""
    documents: tuple[str, ...] = ()
    data: str = ""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is taken where nothing is said: the values of the configuration that is begun from."""

    title: str
    organiser: str
    place: str
    prefix: str
    time_zone: str
    announce_days: int
    documents: bool  # required documents are to be named
    today: date


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is written. ``server`` "" for a mailbox that is not watched."""

    language: str
    title: str
    organiser: str
    place: str
    mailbox: str
    server: str
    trusted_hosts: tuple[str, ...]
    time_zone: str
    deadline: datetime
    contest_day: date
    approved: date
    announce_by: date
    prefix: str
    documents: tuple[str, ...]
    data: str


class WrongAnswerError(ValueError):
    """An answer that will not do; the key of its sentence, with the answer."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(key)
        self.key, self.value = key, value


class Asking:
    """Asks on the terminal; without one it takes what is given, and notes what is lacking."""

    def __init__(self, texts: Texts, *, silent: bool) -> None:
        self.texts, self.silent = texts, silent
        self.lacking: list[str] = []

    def ask(self, key: str, given: str, default: str | None, take: Callable[[str], Answer], **values: object) -> Answer:
        """One answer: as given, else asked for. ``default`` None: what it follows from is lacking itself."""
        if given or self.silent:
            return self._given(_OPTIONS.get(key, f"--{key.replace('_', '-')}"), given or default, take)
        while True:
            answer = self._read(self.texts(f"init.{key}", **values), default or "")
            try:
                return take(answer)
            except WrongAnswerError as error:
                terminal.err().print(self._said(error))

    def several(self, key: str, given: tuple[str, ...]) -> tuple[str, ...]:
        """Answers until an empty line."""
        if given or self.silent:
            if not given:
                self.lacking.append(f"--{key}")
            return given
        answers: list[str] = []
        while True:
            answer = self._read(self.texts(f"init.{key}", number=len(answers) + 1), "")
            if answer:
                answers.append(answer)
            elif answers:
                return tuple(answers)
            else:
                terminal.err().print(self.texts("init.wrong_empty"))

    def yes(self, key: str, **values: object) -> bool:
        """Whether a question is answered by yes, in any of the languages."""
        answer = self._read(self.texts(f"init.{key}", **values), "").casefold()
        return answer in {"y", "yes", "д", "да", "и", "иә", "ия"}

    def _given(self, option: str, value: str | None, take: Callable[[str], Answer]) -> Answer:
        try:
            return take(value or "")
        except WrongAnswerError as error:
            if value:
                raise UseError("init_wrong", option=option, what=self._said(error)) from None
            if value is not None:
                self.lacking.append(option)
            raise

    def _said(self, error: WrongAnswerError) -> str:
        return self.texts(f"init.{error.key}", value=error.value, expected=", ".join(LANGUAGES))

    def _read(self, question: str, default: str) -> str:
        shown = f"{question} [{default}]: " if default else f"{question}: "
        terminal.err().print(shown, end="")
        line = sys.stdin.readline()
        if not line:
            terminal.err().print()
            raise UseError("init_ended")
        return line.strip() or default


def collect(asking: Asking, language: str, given: Given, defaults: Defaults) -> Answers:
    """All answers; raises UseError where some are lacking, with all their options at once."""

    def ask(key: str, value: str, default: str | None, take: Callable[[str], Answer]) -> Answer | None:
        """None where it is lacking: nothing is made of the answers then."""
        try:
            return asking.ask(key, value, default, take)
        except WrongAnswerError:
            return None

    title = ask("title", given.title, defaults.title, text)
    organiser = ask("organiser", given.organiser, defaults.organiser, text)
    place = ask("place", given.place, defaults.place, text)
    mailbox = ask("mailbox", given.mailbox, "", address)
    server = ask("server", given.server, "-" if asking.silent else _server_of(mailbox), host)
    by = None if mailbox is None else _stamped_by(server, mailbox)
    hosts = ask("hosts", ", ".join(given.trusted_hosts), by, names)
    zone = ask("time_zone", given.time_zone, defaults.time_zone, a_zone)
    deadline = ask("deadline", given.deadline, "", lambda value: moment(value, zone or "UTC"))
    later = None if deadline is None else (deadline.date() + _AFTERWARDS).isoformat()
    contest_day = ask("contest_day", given.contest_day, later, day)
    approved = ask("approved", given.approved, defaults.today.isoformat(), day)
    announce_by = ask("announce_by", given.announce_by, _announced(deadline, contest_day, approved, defaults), day)
    prefix = ask("prefix", given.prefix, _prefix_of(defaults.prefix, title, deadline), text)
    documents = asking.several("document", given.documents) if defaults.documents else ()
    data = given.data or ask("data", "", "data", text)
    if (
        asking.lacking or title is None or organiser is None or place is None or mailbox is None or server is None
        or hosts is None or zone is None or deadline is None or contest_day is None or approved is None
        or announce_by is None or prefix is None or data is None
    ):  # fmt: skip
        raise UseError("init_missing", options=", ".join(dict.fromkeys(asking.lacking)))
    return Answers(
        language, title, organiser, place, mailbox, server, hosts, zone, deadline, contest_day, approved, announce_by,
        prefix, documents, data,
    )  # fmt: skip


# Mail services: the domain of the address, the server, whose stamps its letters bear.
_SERVICES = {
    "gmail.com": ("imap.gmail.com", "google.com"),
    **dict.fromkeys(("mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru"), ("imap.mail.ru", "mail.ru")),
    **dict.fromkeys(("yandex.ru", "yandex.kz", "ya.ru"), ("imap.yandex.ru", "yandex.net")),
    "outlook.com": ("outlook.office365.com", "outlook.com"),
}


def _server_of(mailbox: str | None) -> str:
    """The usual server of a mailbox."""
    domain = (mailbox or "").rpartition("@")[2].lower()
    return _SERVICES[domain][0] if domain in _SERVICES else f"imap.{domain}"


def _stamped_by(server: str | None, mailbox: str) -> str:
    """Whose stamps the letters of a mailbox bear: the service's, else the domain's own servers'."""
    return dict(_SERVICES.values()).get(server or "", mailbox.rpartition("@")[2].lower())


def _announced(
    deadline: datetime | None, contest_day: date | None, approved: date | None, defaults: Defaults
) -> str | None:
    """Early enough before the contest and the deadline, and not before the regulations are approved."""
    if deadline is None or contest_day is None or approved is None:
        return None
    by = min(contest_day - timedelta(days=defaults.announce_days), deadline.date() - _A_WEEK)
    return max(by, approved).isoformat()


def _prefix_of(prefix: str, title: str | None, deadline: datetime | None) -> str | None:
    """The mark before numbers: last time's with another year, else the title's first letters with the year."""
    if deadline is None or title is None:
        return None
    if prefix:
        return re.sub(r"(?:19|20)\d\d", str(deadline.year), prefix)
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", title)).upper()[:4]
    return f"{letters}-{deadline.year}"


def text(value: str) -> str:
    """Anything but nothing."""
    if not value:
        raise WrongAnswerError("wrong_empty", value)
    return value


def a_language(value: str) -> str:
    """One of the languages of the house."""
    if value not in LANGUAGES:
        raise WrongAnswerError("wrong_choice", value)
    return value


def address(value: str) -> str:
    """An e-mail address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise WrongAnswerError("wrong_address" if value else "wrong_empty", value)
    return value


def host(value: str) -> str:
    """A server's name; "-" for none."""
    return "" if value in _NONE else value


def names(value: str) -> tuple[str, ...]:
    """Names between commas."""
    found = tuple(filter(None, re.split(r"[,;\s]+", value)))
    if not found:
        raise WrongAnswerError("wrong_empty", value)
    return found


def a_zone(value: str) -> str:
    """A time zone that exists."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongAnswerError("wrong_zone", value) from None
    return value


def day(value: str) -> date:
    """A calendar day."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise WrongAnswerError("wrong_day" if value else "wrong_empty", value) from None


def moment(value: str, zone: str) -> datetime:
    """A moment in that zone; a day alone means its last second."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise WrongAnswerError("wrong_moment" if value else "wrong_empty", value) from None
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", value):
        found = datetime.combine(found, time(23, 59, 59))
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
