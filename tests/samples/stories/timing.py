"""The deadline and what proves a receipt."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.samples.applications import fill
from tests.samples.mail import OURS, at, stamps
from tests.samples.stories.base import (
    DEADLINE,
    Letters,
    application,
    before,
    greeting,
    portfolio,
    proven,
    unproven,
)


def _complete(
    letters: Letters, story: str, shift: int, delay: int, verdict: str, reason: str = "", date: datetime | None = None
) -> None:
    """A complete submission taken ``shift`` seconds from the deadline and stored ``delay`` seconds later."""
    h = letters.hand(story)
    form = fill(h)
    when = DEADLINE + timedelta(seconds=shift)
    received = stamps(when, h.team.leader_email, h.rng, delay=timedelta(seconds=delay))
    letters.post(
        story,
        h,
        when,
        subject=h.pick("Байқау", "портфолио", "ӘБ жетекшісі"),
        text=greeting(h),
        files=[application(h, form), *portfolio(h)],
        fields=form,
        received=received,
        receipt=proven(when, delay),
        date=date or when,
    )
    letters.judged(
        story, h, verdict, [reason] if reason else [], missing=None if verdict != "accepted" else (), earlier=None
    )


def one_second_late(letters: Letters) -> None:
    """Taken one second after the deadline."""
    _complete(letters, "one-second-late", 1, 3, "rejected", "late")


def last_second(letters: Letters) -> None:
    """Taken and stored in the last second of the day."""
    _complete(letters, "last-second", 0, 0, "accepted")


def one_second_early(letters: Letters) -> None:
    """Taken a second before the end and stored in the last second."""
    _complete(letters, "one-second-early", -1, 1, "accepted")


def over_midnight(letters: Letters) -> None:
    """Taken before the deadline, stored after it: delayed inside our own servers."""
    _complete(letters, "over-midnight", -600, 3000, "held", "receipt_unproven")


def forged_date(letters: Letters) -> None:
    """The sender's Date says the 15th, our servers say the 18th."""
    _complete(letters, "forged-date", 4000, 2, "rejected", "late", date=at("10-15 10:00:00"))


def forged_stamp(letters: Letters) -> None:
    """A stamp in our server's name stands below a stranger's: the unbroken run of our hosts is empty."""
    h = letters.hand("forged-stamp")
    form = fill(h)
    received = [
        "from relay.post.example by store.post.example with ESMTPS id 77aa01; Sat, 18 Oct 2025 03:00:00 +0500",
        f"from pc.post.example by {OURS[0]} (Postfix) with ESMTPS id 77aa00; Thu, 16 Oct 2025 10:00:00 +0500",
    ]
    files = [application(h, form), *portfolio(h)]
    letters.post(
        "forged-stamp",
        h,
        "10-16 10:00:00",
        subject="портфолио",
        text=greeting(h),
        files=files,
        fields=form,
        received=received,
        receipt=unproven(),
    )
    letters.judged("forged-stamp", h, "held", ["receipt_unproven"], missing=None)


def no_stamps(letters: Letters) -> None:
    """A letter saved from somebody's computer: no Received at all."""
    h = letters.hand("no-stamps")
    form = fill(h)
    files = [application(h, form), *portfolio(h)]
    letters.post(
        "no-stamps",
        h,
        "10-15 10:00:00",
        subject="портфолио",
        text=greeting(h),
        files=files,
        fields=form,
        received=(),
        receipt=unproven(),
    )
    letters.judged("no-stamps", h, "held", ["receipt_unproven"], missing=None)


def rest_is_late(letters: Letters) -> None:
    """20 documents in time, four after the deadline: those do not count."""
    h = letters.hand("rest-is-late")
    form = fill(h)
    files = portfolio(h, untitled=0, each=True)
    first = letters.post(
        "rest-is-late",
        h,
        "10-17 21:00:00",
        subject="портфолио 1",
        text=greeting(h),
        files=[application(h, form), *files[:20]],
        fields=form,
    )
    letters.post(
        "rest-is-late", h, "10-18 00:20:00", subject="Re: портфолио 1", text="қалғаны\n", files=files[20:], reply=first
    )
    missing = ["learning_gaps_plan", "olympiad_results", "partnerships", "meeting_minutes"]
    letters.judged("rest-is-late", h, "rejected", ["incomplete"], missing=missing, earlier=None)


def late_rival(letters: Letters) -> None:
    """A complete submission in time; a colleague of the same school sends hers after the deadline: she harms nobody."""
    h = letters.hand("in-time-of-two")
    form = fill(h)
    letters.post(
        "in-time-of-two",
        h,
        "10-16 10:30:00",
        subject="Байқау",
        text=greeting(h),
        files=[application(h, form), *portfolio(h)],
        fields=form,
    )
    letters.judged("in-time-of-two", h, "accepted", earlier=before("accepted"))
    other = letters.hand("late-of-two", school=h.team.school)
    other.team = replace(other.team, head=h.team.head)
    form = fill(other)
    letters.post(
        "late-of-two",
        other,
        "10-18 07:00:00",
        subject="Кешігіп жіберіп отырмын",
        text=greeting(other),
        files=[
            application(other, form),
            *portfolio(
                other,
            ),
        ],
        fields=form,
    )
    letters.judged("late-of-two", other, "rejected", ["late"], missing=None, earlier=None)


FIRST = (one_second_late, last_second, over_midnight)
REST = (one_second_early, forged_date, forged_stamp, no_stamps, rest_is_late, late_rival)
