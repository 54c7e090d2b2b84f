"""What the clock has to do: a pure query of what is due, and doing it. ``tick`` may be called at any moment.

Nothing is scheduled: whatever should have been done by now and is not is due now. A restart, a long sleep of the host
or a jump of its clock therefore misses nothing, and calling twice does nothing twice.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intake.errors import CodedError
from pipeline.contest import Contest
from pipeline.tracking.store import Store
from pipeline.tracking.watching import Errand, errand_done, last_done, last_ended, open_alarms

_LOG = logging.getLogger(__name__)
CLOSING, BACKUP = "closing", "backup"
RECONCILE, AFTER_OUTAGE, AGAIN = "reconcile", "reconcile_after_outage", "reconcile_again"
OUTAGE, DIFFERS, WITHHELD = "no_contact", "reconcile_differs", "letters_withheld"  # alarms
_SOON = 14  # days

Hand = Callable[[Errand, datetime], str]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A statutory date that is near or past: ``days`` from today, negative when it is past.

    Codes: ``announce`` (the announcement, so many days before the contest day), ``outcome`` (a stage's, after it was
    closed; ``stage``), ``results`` (the final ones, after the contest day), ``erase`` (letters that came before that
    day need not be kept any longer; erasing them is a person's).
    """

    code: str
    day: date
    days: int
    stage: int = 0


def due(
    now: datetime,
    contest: Contest,
    done: Mapping[str, datetime],
    *,
    closed: bool,
    outage_ended: datetime | None,
    differs: datetime | None = None,
) -> tuple[Errand, ...]:
    """What is to be done now, in order. ``done``: by name, the latest moment for which it is done.

    ``closed``: model.md 27 holds. ``outage_ended``: when contact with the mailbox was last found again after an alarm.
    ``differs``: since when the last reconciliation differs; as long as it does, it is repeated every hour.
    """
    found = []
    deadline = contest.dates.deadline
    if closed and now > deadline and done.get(CLOSING) != deadline:
        found.append(Errand(CLOSING, deadline))
    daily = _last(now, contest.watch.reconcile_at, contest)
    found += [Errand(name, daily) for name in (BACKUP, RECONCILE) if name not in done or done[name] < daily]
    if outage_ended is not None and (AFTER_OUTAGE not in done or done[AFTER_OUTAGE] < outage_ended):
        found.append(Errand(AFTER_OUTAGE, outage_ended))
    hour = now.replace(minute=0, second=0, microsecond=0)
    if differs is not None and differs < hour and (AGAIN not in done or done[AGAIN] < hour):
        found.append(Errand(AGAIN, hour))
    return tuple(found)


def _last(now: datetime, at: time, contest: Contest) -> datetime:
    """The latest moment at that time of day that is not later than now."""
    here = now.astimezone(contest.dates.zone)
    today = datetime.combine(here.date(), at, contest.dates.zone)
    if today <= here:
        return today
    return datetime.combine(here.date() - timedelta(days=1), at, contest.dates.zone)


def tick(
    now: datetime, store: Store, contest: Contest, is_closed: Callable[[datetime], bool], hands: Mapping[str, Hand]
) -> tuple[Errand, ...]:
    """Do what is due and can be done; what was done. ``hands``: by name, what does it and says what came of it.

    What fails is logged and stays due. An errand nobody has a hand for is left alone.
    """
    with store.reading() as connection:
        done, outage = last_done(connection), last_ended(connection, OUTAGE)
        differs = next((alarm.began for alarm in open_alarms(connection) if alarm.code == DIFFERS), None)
    made = []
    for errand in due(now, contest, done, closed=is_closed(now), outage_ended=outage, differs=differs):
        hand = hands.get(errand.name)
        if hand is None:
            continue
        try:
            outcome = hand(errand, now)
        except Exception as error:  # noqa: BLE001 - the others must not wait for the one that fails
            if isinstance(error, CodedError):
                _LOG.warning("an errand waits: %s (%s)", errand.name, error.code)
            else:
                _LOG.error("an errand failed and stays due: %s", errand.name, exc_info=error)
            continue
        with store.writing() as connection:
            errand_done(connection, errand, now, outcome)
        made.append(errand)
    return tuple(made)


def reminders(
    contest: Contest, today: date, stages_closed: Mapping[int, date] | None = None, oldest: date | None = None
) -> tuple[Reminder, ...]:
    """The statutory dates that a person should think of today (regulations III.4, I.5, V.3), by day.

    ``stages_closed``: on which day a stage was closed; its outcome is to be published within as many days as the final
    results. Nobody tells the machine that something was announced: a date is named until it is of no use any more.
    ``oldest``: the day of the oldest letter that is kept, None when there is none: erasing is named until it is done.
    """
    dates = contest.dates
    within = timedelta(days=dates.publish_within_days)
    found = []
    announce = dates.contest_day - timedelta(days=dates.announce_days_before)
    if today <= dates.contest_day:
        found.append(Reminder("announce", announce, (announce - today).days))
    for stage, day in sorted((stages_closed or {}).items()):
        found.append(Reminder("outcome", day + within, (day + within - today).days, stage))
    if today >= dates.contest_day:
        found.append(Reminder("results", dates.contest_day + within, (dates.contest_day + within - today).days))
    near = [one for one in found if -_SOON <= one.days <= _SOON]
    erase = dates.contest_day + timedelta(days=contest.watch.erase_after_days)
    if contest.watch.erase_after_days and oldest is not None and oldest < erase and (erase - today).days <= _SOON:
        near.append(Reminder("erase", erase, (erase - today).days))
    return tuple(sorted(near, key=lambda one: (one.day, one.code)))
