"""The mailbox: can it be opened and watched, does its server say when letters came and who sent them."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from console.checking.lines import Line, State, failed, look, ok
from console.settings import Settings
from intake.mailbox import MailboxError
from intake.mailbox.probe import Probe, Seen, probe

PART = "mailbox"
# What the configuration or the person who keeps it must mend; everything else is the server's or the network's.
_OURS = ("secret_absent", "folder_absent", "ca_unreadable", "mailbox_plain", "login_needed", "login_unstored")
_SOON = timedelta(days=21)
_CLOCKS = timedelta(minutes=2)


def mailbox(settings: Settings) -> Iterator[Line]:
    """Log in and look around; nothing there is changed."""
    box = settings.contest.mailbox
    if not box.watched:
        yield look(PART, "mailbox_none")
        return
    account = box.account(settings.beside, settings.data)
    now = settings.now
    yield from _secret(account.login.file)
    try:
        found = probe(account, box.trusted_hosts, now, unnamed=settings.contest.trust.unnamed_results)
    except MailboxError as error:
        yield failed(PART, State.WRONG if error.code in _OURS else State.UNREACHABLE, error)
        return
    yield ok(PART, "mailbox_ok", host=account.host, user=account.user)
    yield from _folders(found, asked=account.idle)
    yield from _certificate(found.valid_until, now)
    if found.newest is None:
        yield look(PART, "letters_none")
    else:
        yield from _newest(found.newest, box.trusted_hosts, now)


def _secret(file: Path | None) -> Iterator[Line]:
    """A password that anybody on this computer can read."""
    if file is not None and file.is_file() and (mode := stat.S_IMODE(file.stat().st_mode)) & 0o007:
        yield look(PART, "secret_open", path=file, mode=f"{mode:04o}")


def _folders(found: Probe, *, asked: bool) -> Iterator[Line]:
    told = ", ".join(f"{name} ({count})" for name, count in found.folders)
    yield ok(PART, "folders_ok", folders=told)
    if found.idle:
        yield ok(PART, "idle_yes" if asked else "idle_unused")
    else:
        yield ok(PART, "idle_no")


def _certificate(until: datetime | None, now: datetime) -> Iterator[Line]:
    if until is None:
        return
    day = until.astimezone(now.tzinfo).date().isoformat()
    yield look(PART, "certificate_soon", day=day) if until - now < _SOON else ok(PART, "certificate_ok", day=day)


def _newest(newest: Seen, trusted_hosts: tuple[str, ...], now: datetime) -> Iterator[Line]:
    if newest.taken is not None:
        # A mailbox tells no time but that of its letters: that one came in the future shows a clock that is behind.
        ahead = newest.taken - now
        minutes = round(ahead.total_seconds() / 60)
        yield look("clock", "clock_behind", minutes=minutes) if ahead > _CLOCKS else ok("clock", "clock_ok")
    if newest.proven:
        yield ok("receipt", "stamps_ok", host=newest.hosts[0])
    else:
        hosts = ", ".join(newest.hosts[:3]) or "–"
        yield look("receipt", "stamps_none", hosts=hosts, trusted=", ".join(trusted_hosts))
    yield ok("senders", "senders_ok", host=newest.judge) if newest.judge else look("senders", "senders_none")
