"""Who is admitted to a stage, in the order of speaking that was drawn, with a timetable."""

import hashlib
from datetime import datetime, timedelta

from pipeline.commission.board import Board
from pipeline.scoring.values import Participant
from pipeline.stages import Stage
from reports.commission.frame import everybody, framed
from reports.formats.paper import Grid, GridColumn, Paper
from reports.words import Words, kazakh_order


def order(board: Board, stage: Stage) -> tuple[Participant, ...]:
    """The drawn order: by the hash of the recorded seed and the number, so that anybody can check it.

    Without a draw the order is that of the schools' names.
    """
    taking = board.admitted(stage)
    seed = board.seeds.get(stage.number)
    if seed is None:
        return tuple(sorted(taking, key=lambda one: (kazakh_order(one.school), one.submission)))
    return tuple(sorted(taking, key=lambda one: hashlib.sha256(f"{seed}:{one.submission}".encode()).hexdigest()))


def paper(board: Board, stage: Stage, words: Words, starts: datetime | None = None, minutes: int = 5) -> Paper:
    """The list with the time of each; ``starts`` None leaves the times out."""
    speaking = order(board, stage)
    rows = tuple(
        (
            str(place),
            _time(starts, place - 1, minutes),
            board.contest.display_number(one.submission),
            one.school,
            one.leader,
        )
        for place, one in enumerate(speaking, 1)
    )
    columns = (
        GridColumn(words("head-number"), 7, centred=True),
        GridColumn(words("head-time"), 16, centred=True),
        GridColumn(words("head-registration"), 24, centred=True),
        GridColumn(words("head-school"), 70),
        GridColumn(words("head-leader"), 50),
    )
    seed = board.seeds.get(stage.number)
    notes = [words("speaking-stage", stage=stage.title.of(words.language)), words("speaking-minutes", minutes=minutes)]
    notes.append(words("speaking-drawn", seed=seed) if seed is not None else words("speaking-not-drawn"))
    return framed(
        board, words, title=words("speaking-title"), blocks=[Grid(columns, rows)],
        fingerprint=board.snapshot(board.stages[0]),
        signers=[one for one in everybody(board) if not one.judges or one.chairs], notes=notes,
    )  # fmt: skip


def _time(starts: datetime | None, place: int, minutes: int) -> str:
    return "" if starts is None else f"{starts + timedelta(minutes=minutes * place):%H:%M}"
