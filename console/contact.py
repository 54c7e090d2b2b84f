"""What ``status`` says of the watch, which is another process: contact, folders, alarms, dates that are near."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console

from console import terminal
from console.errors import told
from console.texts import Texts
from intake.errors import CodedError
from pipeline.clockwork import AFTER_OUTAGE, AGAIN, CLOSING, RECONCILE, Reminder, reminders
from pipeline.contest import Contest
from pipeline.state import Finding
from pipeline.tracking import watching
from pipeline.tracking.commission import stages_closed
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Alarm, Contact, Watched
from reports.sentences import Teller
from reports.words import Words


@dataclass(frozen=True, slots=True)
class Standing:
    """The watch as the database knows it; ``reconciled`` and ``closed``: when that was done last."""

    contacts: tuple[Contact, ...]
    folders: tuple[Watched, ...]
    alarms: tuple[Alarm, ...]
    reminders: tuple[Reminder, ...]
    reconciled: datetime | None
    closed: datetime | None


def standing(store: Store, contest: Contest, now: datetime) -> Standing:
    """Read how it stands."""
    zone = contest.dates.zone
    today = now.astimezone(zone).date()
    with store.reading() as connection:
        closings = {stage: at.astimezone(zone).date() for stage, at in stages_closed(connection).items()}
        oldest = watching.oldest_kept(connection)
        checks = [watching.last_finished(connection, name) for name in (RECONCILE, AFTER_OUTAGE, AGAIN)]
        return Standing(
            watching.contacts(connection),
            watching.watched_folders(connection),
            watching.open_alarms(connection),
            reminders(contest, today, closings, oldest=None if oldest is None else oldest.astimezone(zone).date()),
            max((check for check in checks if check is not None), default=None),
            watching.last_finished(connection, CLOSING),
        )


def tell(console: Console, stands: Standing, contest: Contest, words: Words, texts: Texts) -> None:
    """For the terminal; nothing of a mailbox where none is watched."""
    teller = Teller(contest, words, {}, {})
    if stands.contacts or contest.mailbox.watched:
        terminal.lines(console, texts("watch.title"), _mailbox(stands, contest, words, texts))
    alarms = (
        texts("watch.alarm", time=_time(alarm.began, contest, words), what=_alarm(alarm, teller, texts))
        for alarm in stands.alarms
    )
    terminal.lines(console, texts("watch.alarms"), alarms, "red")
    near = (
        texts(
            f"watch.{one.code}",
            day=words.day(one.day),
            iso=one.day.isoformat(),
            left=days_left(one.days, texts),
            stage=one.stage,
        )
        for one in stands.reminders
    )
    terminal.lines(console, texts("watch.reminders"), near, "yellow")


def data(stands: Standing, contest: Contest, words: Words, texts: Texts) -> dict[str, Any]:
    """For ``status --format json``."""
    teller = Teller(contest, words, {}, {})
    zone = contest.dates.zone

    def iso(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

    return {
        "mailboxes": [
            {"mailbox": x.source, "state": x.state, "since": iso(x.since), "last_contact": iso(x.last), "code": x.code}
            for x in stands.contacts
        ],
        "folders": [
            {"mailbox": x.source, "folder": x.folder, "role": x.role, "letters": x.letters, "listed": iso(x.listed_at)}
            for x in stands.folders
        ],
        "alarms": [
            {"code": x.code, "since": iso(x.began), "what": _alarm(x, teller, texts)} for x in stands.alarms
        ],
        "reminders": [
            {"code": x.code, "day": x.day.isoformat(), "days": x.days, "stage": x.stage or None}
            for x in stands.reminders
        ],
        "reconciled": iso(stands.reconciled),
        "closed": iso(stands.closed),
    }  # fmt: skip


def days_left(count: int, texts: Texts) -> str:
    """How far a day is from today."""
    if count == 0:
        return texts("terminal.today")
    return texts("terminal.days_left", count=count) if count > 0 else texts("terminal.days_past", count=-count)


def _mailbox(stands: Standing, contest: Contest, words: Words, texts: Texts) -> Iterator[str]:
    if not stands.contacts:
        yield texts("watch.never")
    for contact in stands.contacts:
        yield texts(f"watch.{contact.state}", time=_time(contact.since, contest, words), why=contact.code)
        if contact.last is not None:
            yield texts("watch.last", time=_time(contact.last, contest, words))
    for folder in stands.folders:
        if folder.listed_at is None:
            line = texts("watch.folder_not", folder=folder.folder, count=folder.letters)
        else:
            at = _time(folder.listed_at, contest, words)
            line = texts("watch.folder", folder=folder.folder, count=folder.letters, time=at)
        yield texts("watch.spam", line=line) if folder.role == "spam" else line
    for name, moment in (("reconciled", stands.reconciled), ("closed", stands.closed)):
        if moment is not None:
            yield texts(f"watch.{name}", time=_time(moment, contest, words))


def _alarm(alarm: Alarm, teller: Teller, texts: Texts) -> str:
    """An alarm of the watch's own, or the error that raised it."""
    if teller.words.has(f"finding-{alarm.code}"):
        return teller.finding(Finding("watch", alarm.code, alarm.params))
    return told(CodedError(alarm.code, **alarm.params), texts)


def _time(moment: datetime, contest: Contest, words: Words) -> str:
    return words.moment(moment.astimezone(contest.dates.zone))
