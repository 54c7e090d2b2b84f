"""What was known at an earlier moment: letters seen by then, and what the arrivals of then proved (model.md 11)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from pipeline.state import Interval
from pipeline.tracking.derived import RECEIPT
from pipeline.tracking.evidence import ARRIVAL, CONTEST, SKIPPED
from pipeline.tracking.loading import Known, combined


def known_by(connection: Connection, letters: Mapping[int, Known], moment: datetime) -> dict[int, Known]:
    """The letters that had been seen by ``moment``, received as what had arrived by then proves."""
    receipts: dict[int, list[Interval]] = defaultdict(list)
    query = select(RECEIPT).join(ARRIVAL, ARRIVAL.c.id == RECEIPT.c.arrival_id).where(ARRIVAL.c.seen_at <= moment)
    for row in connection.execute(query):
        receipts[row.letter_id].append(Interval(row.not_before, row.not_after, row.proof))
    for row in connection.execute(select(SKIPPED).where(SKIPPED.c.seen_at <= moment).order_by(SKIPPED.c.id)):
        if row.letter_id in letters:
            receipts[row.letter_id].append(Interval(row.not_before, row.not_after, row.proof))
    return {
        number: replace(letter, state=replace(letter.state, receipt=combined(receipts[number])))
        for number, letter in letters.items()
        if number in receipts
    }


def contest_at(connection: Connection, moment: datetime) -> str | None:
    """The text of the configuration that was the newest at ``moment``; None where none had been loaded."""
    query = select(CONTEST.c.text).where(CONTEST.c.loaded_at <= moment).order_by(CONTEST.c.loaded_at.desc()).limit(1)
    return connection.scalar(query)
