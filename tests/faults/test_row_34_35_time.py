"""The last second, and clocks that lie: judged by what our own servers stamped (faults 34 and 35)."""

import json
import os
import subprocess
import sys
from datetime import timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.console.running import CONFIG
from tests.faults.real import AFTER, FORM, RealHouse, letter
from tests.pipeline.houses import contest

FORM_TEXT = "\n".join(FORM)
DEADLINE = contest().contest.dates.deadline


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
@pytest.mark.parametrize("offset", [5, 0, -5])
def test_row_34_the_last_second_counts(house: RealHouse, seconds: int, late: bool, offset: int) -> None:
    """In whatever zone our server writes its stamp, and however late the letter is fetched."""
    moment = DEADLINE + timedelta(seconds=seconds)
    stamp = format_datetime(moment.astimezone(timezone(timedelta(hours=offset))))
    house.take(letter(text=FORM_TEXT, received=stamp))
    (one,) = house.overview().submissions
    assert one.verdict.reasons == (("late",) if late else ("incomplete",))


def test_row_34_a_letter_fetched_two_days_late_is_on_time(house: RealHouse) -> None:
    """When we saw it is not when it came; before the deadline passed on our clock nothing was missing for certain."""
    stamp = format_datetime(DEADLINE - timedelta(seconds=1))
    house.take(letter(text=FORM_TEXT, received=stamp), now=DEADLINE + timedelta(days=2))
    (one,) = house.overview(DEADLINE + timedelta(days=2)).submissions
    assert one.verdict.reasons == ("incomplete",)


def test_row_35_the_senders_date_proves_nothing(house: RealHouse) -> None:
    """Late by our stamp with a Date in time; without any stamp of ours the time is unproven, for a person."""
    stamp = format_datetime(DEADLINE + timedelta(hours=3))
    house.take(letter(text=FORM_TEXT, received=stamp))
    (one,) = house.overview().submissions
    assert one.verdict.reasons == ("late",)


def test_row_35_without_a_stamp_of_ours_a_person_decides(house: RealHouse) -> None:
    """A stamp of somebody else's server, and a Date in time, are no proof either way."""
    forged = "Received: from a.kz by mx.astana-modern.edu.kz.evil.kz; Fri, 10 Oct 2025 12:00:00 +0500\n"
    house.take(letter(text=FORM_TEXT, received="", headers=f"{forged}From: m43@mail.kz\nMessage-ID: <1@x>\n"))
    (one,) = house.overview().submissions
    assert str(one.verdict.standing) == "held"
    assert "receipt_unproven" in one.verdict.reasons


def test_row_35_a_host_clock_that_is_behind_rejects_nobody(house: RealHouse) -> None:
    """A day behind: the stamp is later than our own clock, the deadline seems not to have passed."""
    behind = DEADLINE - timedelta(hours=12)
    house.take(letter(text=FORM_TEXT, received=format_datetime(DEADLINE - timedelta(minutes=1))), now=behind)
    assert house.verdict(behind) == "incomplete"
    house.take(now=AFTER)
    (one,) = house.overview().submissions
    assert one.verdict.reasons == ("incomplete",)


@pytest.mark.parametrize(
    "environment", [{"TZ": "America/New_York"}, {"TZ": "Asia/Almaty"}, {"TZ": "nonsense", "LANG": "C", "LC_ALL": "C"}]
)
def test_row_35_the_hosts_zone_and_language_change_no_verdict(tmp_path: Path, environment: dict[str, str]) -> None:
    """The command in a process of its own, as a server elsewhere would run it."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, seconds in (("last", 0), ("late", 1)):
        stamp = format_datetime(DEADLINE + timedelta(seconds=seconds))
        text = FORM_TEXT if name == "last" else FORM_TEXT.replace("43", "44").replace("Ахметов Берік", "Омаров Ержан")
        head = f"From: {name}@mail.kz\nMessage-ID: <{name}@x>\n"
        (inbox / f"{name}.eml").write_bytes(letter(text=text, received=stamp, headers=head))
    told = _run(tmp_path, environment, "ingest", inbox) + _run(
        tmp_path, environment, "--as-of", "2025-10-18", "report", "completeness", "--format", "json"
    )
    submissions = {one["reasons"][0]: one["received_at"] for one in json.loads(told[told.index("{") :])["submissions"]}
    assert submissions == {"incomplete": "2025-10-17T23:59:59+05:00", "late": "2025-10-18T00:00:00+05:00"}


def _run(root: Path, environment: dict[str, str], *words: object) -> str:
    command = [sys.executable, "-m", "console.main", "--config", str(CONFIG), "--data", str(root / "data")]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV")}
    ran = subprocess.run(
        [*command, *map(str, words)], capture_output=True, cwd=CONFIG.parent, env=kept | environment, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr.decode()
    return ran.stdout.decode()
