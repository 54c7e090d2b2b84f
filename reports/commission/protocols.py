"""The protocols of each stage and of the final decision (regulations III.6-8; the structure of the office)."""

import hashlib
from collections.abc import Iterator, Sequence

from pipeline.commission.board import Board
from pipeline.scoring.places import Tie
from pipeline.scoring.results import Result
from pipeline.scoring.shown import shown
from pipeline.stages import Stage
from reports.commission.frame import Session, attendance, everybody, framed
from reports.formats.paper import Block, Grid, GridColumn, Heading, Paper, Paragraph, Point
from reports.words import Words, kazakh_order


def of_stage(board: Board, stage: Stage, words: Words, session: Session) -> Paper:
    """A stage's protocol: everybody's points by criterion, who passed, and the fingerprint of the closed stage."""
    results = board.results(stage)
    closing = board.ledger.closings.get(stage.number)
    fingerprint = closing.snapshot if closing else board.snapshot(stage)
    title = stage.title.of(words.language)
    blocks: list[Block] = [
        attendance(board, stage.number, words),
        Heading(words("protocol-agenda")),
        Paragraph(f"1. {words('protocol-agenda-stage', stage=title)}"),
        Heading(words("protocol-heard")),
        Paragraph(words("protocol-heard-stage", stage=title, count=len(results), sheets=_sheets(results))),
        points_grid(board, stage, results, words),
        *_criteria(stage, words),
        *_aside(board, results, words),
        *by_hand(words),
        Heading(words("protocol-decided")),
        *_decided(board, stage, results, words),
        Paragraph(words("protocol-annexes"), quiet=True),
    ]
    return framed(
        board, words, title=words("protocol-title"), blocks=blocks, fingerprint=fingerprint, session=session,
        signers=everybody(board), notes=_notes(closing is not None, words), wide=True,
    )  # fmt: skip


def final(board: Board, words: Words, session: Session) -> Paper:
    """The final protocol: sums, every tie with its votes, places, nominations."""
    outcome = board.final
    last = board.stages[-1].number if board.stages else 1
    blocks: list[Block] = [
        attendance(board, last, words),
        Heading(words("protocol-agenda")),
        *(
            Paragraph(f"{n}. {words(key)}")
            for n, key in enumerate(("protocol-agenda-places", "protocol-agenda-nominations"), 1)
        ),
        Heading(words("protocol-heard")),
        Paragraph(words("protocol-heard-final")),
        summary_grid(board, words),
        *_ties(board, outcome.ties, words),
        *by_hand(words),
        Heading(words("protocol-decided")),
        *_awards(board, words),
        Paragraph(words("protocol-annexes"), quiet=True),
    ]
    done = outcome.settled and bool(outcome.placed)
    return framed(
        board, words, title=words("protocol-title"), blocks=blocks, fingerprint=fingerprint_of(board), session=session,
        signers=everybody(board), notes=_notes(done, words), wide=True,
    )  # fmt: skip


def by_hand(words: Words) -> tuple[Block, ...]:
    """What the meeting itself brings and the secretary writes in: who spoke, and how the members voted."""
    return (
        Heading(words("protocol-spoke")),
        Paragraph(words("protocol-spoke-blank")),
        Heading(words("protocol-votes")),
        Paragraph(words("protocol-votes-blank")),
    )


def summary(board: Board, words: Words, session: Session) -> Paper:
    """The summary sheet («жиынтық бағалау парағы»): each participant's points of every stage and their sum."""
    return framed(
        board, words, title=words("summary-sheet"), blocks=[summary_grid(board, words)],
        fingerprint=fingerprint_of(board), session=session, signers=everybody(board), wide=True,
    )  # fmt: skip


def fingerprint_of(board: Board) -> str:
    """The fingerprint of all stages together."""
    return hashlib.sha256("".join(board.snapshot(stage) for stage in board.stages).encode()).hexdigest()


def points_columns(criteria: int, words: Words) -> tuple[GridColumn, ...]:
    """The columns of a stage's points, one for each criterion."""
    return (
        GridColumn(words("head-number"), 7, centred=True),
        GridColumn(words("head-registration"), 22, centred=True),
        GridColumn(words("head-school"), 52),
        GridColumn(words("head-leader"), 40),
        *(GridColumn(str(n), 12, centred=True) for n in range(1, criteria + 1)),
        GridColumn(words("head-sheets"), 12, centred=True),
        GridColumn(words("head-total"), 16, centred=True),
        GridColumn(words("head-outcome"), 22),
    )


def points_grid(board: Board, stage: Stage, results: Sequence[Result], words: Words) -> Grid:
    """A line a participant: points by criterion, their sum, the outcome."""
    columns = points_columns(len(stage.criteria), words)
    ranked = sorted(
        results, key=lambda r: (-(r.points if r.points is not None else -1), kazakh_order(r.participant.school))
    )
    return Grid(columns, tuple(_line(place, one, board, stage, words) for place, one in enumerate(ranked, 1)))


def _line(place: int, one: Result, board: Board, stage: Stage, words: Words) -> tuple[str, ...]:
    who = one.participant
    by_criterion = [shown(points) for points in one.by_criterion] or ["—"] * len(stage.criteria)
    total = "—" if one.points is None else shown(one.points, stage.passes)
    number = board.contest.display_number(who.submission)
    return str(place), number, who.school, who.leader, *by_criterion, str(len(one.counted)), total, _outcome(one, words)


def _outcome(one: Result, words: Words) -> str:
    if one.problem:
        return words(f"outcome-{one.problem}")
    return words("outcome-passed" if one.passed else "outcome-failed")


def _sheets(results: Sequence[Result]) -> int:
    return sum(len(one.counted) for one in results)


def _criteria(stage: Stage, words: Words) -> Iterator[Block]:
    told = "; ".join(f"{n} – {text}" for n, text in enumerate(stage.criteria, 1))
    yield Paragraph(words("protocol-criteria", criteria=told), quiet=True)


def _aside(board: Board, results: Sequence[Result], words: Words) -> Iterator[Block]:
    """Sheets that do not count, and why: said aloud, so that nobody has to find them."""
    names = {member.email: member.name for member in (*board.ledger.members, *board.ledger.former)}
    for one in results:
        for member, why in one.aside:
            told = words(
                f"aside-{why}", member=names.get(member, member),
                number=board.contest.display_number(one.participant.submission),
            )  # fmt: skip
            yield Paragraph(told, quiet=True)


def _decided(board: Board, stage: Stage, results: Sequence[Result], words: Words) -> Iterator[Block]:
    passed = [one for one in results if one.passed]
    failed = [one for one in results if one.passed is False]
    if stage.passes is not None:
        most = stage.points[1] * len(stage.criteria)
        title = words("decided-passed", count=len(passed), passes=stage.passes, most=most)
        yield Point("1.1.", title, tuple(_named(board, one) for one in passed))
        if failed:
            title = words("decided-failed", count=len(failed), passes=stage.passes)
            yield Point("1.2.", title, tuple(_named(board, one) for one in failed))
    else:
        yield Point("1.1.", words("decided-points", count=len(passed)))
    away = [one for one in results if one.problem == "absent"]
    if away:
        number = "1.3." if stage.passes is not None and failed else "1.2."
        yield Point(number, words("decided-absent", count=len(away)), tuple(_absent(board, stage, one) for one in away))


def _named(board: Board, one: Result) -> str:
    who = one.participant
    return f"{board.contest.display_number(who.submission)} – {who.leader}, {who.school}"


def _absent(board: Board, stage: Stage, one: Result) -> str:
    return f"{_named(board, one)} ({board.ledger.absent[one.participant.submission, stage.number]})"


def summary_grid(board: Board, words: Words) -> Grid:
    """Points of every stage and the sum, the best first; those without a sum at the end."""
    totals = board.totals
    by_stage = [{r.participant.submission: r for r in board.results(stage)} for stage in board.stages]
    placed = {one.submission: one for one in board.final.placed}
    names = board.contest.rulings.places
    numbers = sorted({number for results in by_stage for number in results}, key=lambda n: (-totals.get(n, -1), n))
    rows = []
    for place, number in enumerate(numbers, 1):
        who = board.participant(number)
        points = [
            _points_of(results.get(number), stage, words) for results, stage in zip(by_stage, board.stages, strict=True)
        ]
        total = shown(totals[number]) if number in totals else "—"
        award = names[placed[number].place - 1] if number in placed else ""
        told = (who.school, who.leader) if who else ("", "")
        rows.append((str(place), board.contest.display_number(number), *told, *points, total, award))
    columns = (
        GridColumn(words("head-number"), 7, centred=True),
        GridColumn(words("head-registration"), 22, centred=True),
        GridColumn(words("head-school"), 60),
        GridColumn(words("head-leader"), 44),
        *(GridColumn(words("head-stage-points", stage=s.number), 18, centred=True) for s in board.stages),
        GridColumn(words("head-sum"), 18, centred=True),
        GridColumn(words("head-place"), 14, centred=True),
    )
    return Grid(columns, tuple(rows))


def _points_of(result: Result | None, stage: Stage, words: Words) -> str:
    if result is None:
        return "—"
    return shown(result.points, stage.passes) if result.points is not None else words(f"outcome-{result.problem}")


def _ties(board: Board, ties: Sequence[Tie], words: Words) -> Iterator[Block]:
    names = board.contest.rulings.places
    for tie in ties:
        who = ", ".join(board.contest.display_number(number) for number in tie.between)
        yield Heading(words("protocol-tie", place=names[tie.places[0] - 1], who=who))
        votes = "; ".join(f"{board.contest.display_number(n)} – {count}" for n, count in tie.votes.items())
        yield Paragraph(words("protocol-tie-votes", votes=votes, abstained=tie.abstained))
        if tie.winner is None:
            yield Paragraph(words("protocol-tie-open"))
        else:
            number = board.contest.display_number(tie.winner)
            yield Paragraph(words(f"protocol-tie-{tie.decided_by}", number=number))


def _awards(board: Board, words: Words) -> Iterator[Block]:
    names, outcome = board.contest.rulings.places, board.final
    if not outcome.placed:
        yield Paragraph(words("protocol-nothing-decided"))
        return
    for step, one in enumerate(outcome.placed, 1):
        who = board.participant(one.submission)
        told = f"{who.leader}, {who.school}" if who else ""
        title = words(
            "decided-prize", place=names[one.place - 1], number=board.contest.display_number(one.submission), who=told
        )
        yield Point(f"1.{step}.", title, (words(f"decided-by-{one.decided_by}"),))
    for step, nomination in enumerate(board.contest.nominations, 1):
        number = board.ledger.nominated.get(nomination.key)
        who = board.participant(number) if number is not None else None
        told = f"{board.contest.display_number(number)} – {who.leader}, {who.school}" if who and number else "—"
        yield Point(f"2.{step}.", words("decided-nomination", title=nomination.title.of(words.language), who=told))


def _notes(done: bool, words: Words) -> tuple[str, ...]:
    return () if done else (words("protocol-draft"),)
