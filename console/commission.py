"""The commission's commands: each opens what is needed, lets the rooms do the work, prints, gives the exit code."""

import getpass
import secrets
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from console import terminal
from console.commands import DONE, opened
from console.errors import UseError
from console.settings import Settings
from intake.errors import reason as reason_of
from parsers.errors import ParserError
from parsers.facts import Grid
from parsers.sandbox import Sandbox
from pipeline.commission import recording
from pipeline.commission.board import Board, board
from pipeline.scoring.places import Tie
from pipeline.scoring.results import Result
from pipeline.scoring.shown import exact, shown
from pipeline.scoring.views import otherwise, spreads, without
from pipeline.stages import Stage
from pipeline.state import Overview
from pipeline.study import sandbox_limits
from pipeline.tracking.commission import history
from pipeline.tracking.folder import DataFolder
from reports.formats import as_json
from reports.words import Words

DIFFERS = 1
_ACTS = {
    "conflict": recording.conflict,
    "excuse": recording.excuse,
    "dismiss": recording.dismiss,
    "absent": recording.absent,
    "reopen": recording.reopen,
    "nominate": recording.nominate,
}


def act(settings: Settings, by: str, reason: str, verb: str, *targets: str | int, undo: bool = False) -> int:
    """One recorded act, or with ``undo`` the taking back of one; every one of these wants a reason."""
    if not reason.strip():
        raise UseError("missing", name="--reason", command=verb)
    taken = {"undo": True} if undo else {}
    with opened(settings) as store:
        _ACTS[verb](book_of(settings, store, by, reason), *targets, **taken)  # type: ignore[operator]
    targets_told = ", ".join(map(str, targets))
    terminal.out().print(settings.texts(f"commission.{'undo' if undo else verb}_done", what=targets_told))
    return DONE


def members_import(settings: Settings, file: Path, by: str) -> int:
    """Take over the list of members."""
    grids = grids_of(settings, [file])[0][1]
    with opened(settings) as store:
        _, done = recording.import_members(book_of(settings, store, by), file.name, grids)
    tell(settings, "members_done", new=done.new, changed=len(done.changed), same=done.same)
    return DONE


def members_list(settings: Settings, as_json_: bool) -> int:
    """Who is in the commission, in conflict with whom."""
    standing, texts = _board(settings), settings.texts
    rows = [
        {
            "email": m.email, "name": m.name, "post": m.post, "roles": sorted(m.roles), "source": m.source,
            "school": m.school,
            "conflicts": [c.submission for c in standing.ledger.conflicts if c.member == m.email],
            "may_conflict": [c.submission for c in standing.doubts if c.member == m.email],
            "excused": {str(n): why for (email, n), why in standing.ledger.excused.items() if email == m.email},
        }
        for m in standing.ledger.members
    ]  # fmt: skip
    if as_json_:
        _print_json(rows)
        return DONE
    console = terminal.out()
    if not rows:
        console.print(texts("commission.no_members"))
        return DONE
    heads = [texts(f"commission.head_{name}") for name in ("name", "role", "post", "email", "school", "conflicts")]
    terminal.table(console, heads, (_member_line(settings, row) for row in rows))
    return DONE


def _member_line(settings: Settings, row: Mapping[str, Any]) -> tuple[str, ...]:
    roles = ", ".join(settings.texts(f"commission.role_{role}") for role in row["roles"])
    conflicts = [str(n) for n in row["conflicts"]] + [f"{n}?" for n in row["may_conflict"]]
    return row["name"], roles, row["post"], row["email"], row["school"], ", ".join(conflicts)


def scores_import(settings: Settings, files: Sequence[Path], by: str, reason: str, replace: bool, dry_run: bool) -> int:
    """Take over filled sheets, all or none."""
    if replace and not reason.strip():
        raise UseError("missing", name="--reason", command="scores import")
    grids = grids_of(settings, files)
    with opened(settings) as store:
        book = book_of(settings, store, by, reason)
        done = recording.import_scores(book, grids, replace=replace, dry_run=dry_run)
    tell(
        settings, "scores_would" if dry_run else "scores_done", new=done.new, changed=len(done.changed), same=done.same
    )
    terminal.lines(terminal.out(), settings.texts("commission.changed_cells"), done.changed)
    return DONE


def scores_history(settings: Settings, number: int | None) -> int:
    """Every point ever given, of one participant or of all."""
    seen, texts = _seen(settings), settings.texts
    numbers = {letter.key: x.state.number for x in seen.submissions for letter in x.state.letters}
    with opened(settings) as store, store.reading() as connection:
        changes = [one for one in history(connection, numbers) if number in (None, one.submission)]
    heads = [
        texts(f"commission.head_{n}") for n in ("at", "number", "stage", "criterion", "email", "points", "by", "why")
    ]
    zone = settings.contest.dates.zone
    rows = [
        (
            one.at.astimezone(zone).strftime("%d.%m.%Y %H:%M:%S"), str(one.submission), str(one.stage),
            str(one.criterion), one.member, "—" if one.points is None else str(one.points), one.by,
            "; ".join(filter(None, (one.reason, one.source))),
        )
        for one in changes
    ]  # fmt: skip
    if rows:
        terminal.table(terminal.out(), heads, rows)
    else:
        terminal.out().print(texts("commission.no_scores"))
    return DONE


def stage_close(settings: Settings, number: int, by: str) -> int:
    """Close a stage and say its fingerprint."""
    with opened(settings) as store:
        fingerprint, few = recording.close(book_of(settings, store, by), number)
    tell(settings, "close_done", stage=number, fingerprint=fingerprint[:12])
    if few:
        terminal.err().print(settings.texts("use.warning", what=settings.texts("commission.few_members")))
    return DONE


def stage_draw(settings: Settings, number: int, seed: str, by: str) -> int:
    """Draw a stage's speaking order with a recorded seed."""
    seed = seed or secrets.token_hex(8)
    with opened(settings) as store:
        recording.draw(book_of(settings, store, by), number, seed)
    tell(settings, "draw_done", stage=number, seed=seed)
    return DONE


def votes_add(settings: Settings, tie: str, member: str, choice: str, by: str) -> int:
    """One member's vote."""
    if choice != "abstain" and not choice.isdecimal():
        raise UseError("bad_value", name="--for", value=choice, expected="ID|abstain")
    with opened(settings) as store:
        chosen = None if choice == "abstain" else int(choice)
        recording.vote(book_of(settings, store, by), tie, member, chosen)
    tell(settings, "vote_done", tie=tie)
    return DONE


def votes_close(settings: Settings, tie: str, by: str) -> int:
    """Count the votes on a tie."""
    with opened(settings) as store:
        counted = recording.close_votes(book_of(settings, store, by), tie)
    terminal.out().print(_tie_line(settings, counted))
    return DONE


def results(settings: Settings, as_json_: bool, verify: bool, what_if: bool) -> int:
    """Points, places, ties, nominations; with ``verify`` whether closed stages still are what they were."""
    standing = _board(settings)
    if verify:
        return _verify(settings, standing)
    if what_if:
        return _what_if(settings, standing)
    if as_json_:
        _print_json(results_data(standing))
        return DONE
    for stage in standing.stages:
        _stage_table(settings, standing, stage)
    _final(settings, standing)
    return DONE


def results_data(standing: Board) -> dict[str, object]:
    """``results --format json`` as interface.md has it; a stage's key is ``stage1``, ``stage2`` …"""
    final = standing.final
    placed = {one.submission: one for one in final.placed}
    totals = standing.totals
    best = sorted(totals, key=lambda number: (-totals[number], number))
    return {
        **{f"stage{s.number}": [_result_data(r, s) for r in standing.results(s)] for s in standing.stages},
        "final": [
            {
                "submission": number, "total": exact(totals[number]), "shown": shown(totals[number]),
                "place": placed[number].place if number in placed else None,
                "decided_by": placed[number].decided_by if number in placed else None,
            }
            for number in best
        ],
        "ties": [
            {
                "id": tie.id, "between": list(tie.between), "places": list(tie.places),
                "votes": {str(number): count for number, count in tie.votes.items()}, "abstained": tie.abstained,
                "rounds": tie.rounds, "winner": tie.winner, "open": tie.open,
            }
            for tie in final.ties
        ],
        "nominations": dict(standing.ledger.nominated),
        "closed": sorted(standing.ledger.closings),
    }  # fmt: skip


def _result_data(result: Result, stage: Stage) -> dict[str, object]:
    points = result.points
    return {
        "submission": result.participant.submission,
        "school": result.participant.school,
        "leader": result.participant.leader,
        "sheets": len(result.counted),
        "points": None if points is None else exact(points),
        "shown": None if points is None else shown(points, stage.passes),
        "by_criterion": [exact(one) for one in result.by_criterion],
        "passed": result.passed,
        "problem": result.problem,
        "aside": [{"member": member, "why": why} for member, why in result.aside],
    }


def _stage_table(settings: Settings, standing: Board, stage: Stage) -> None:
    texts, console = settings.texts, terminal.out()
    closed = "closed" if stage.number in standing.ledger.closings else "open"
    console.print(f"{stage.title.of(settings.language)} — {texts(f'commission.stage_{closed}')}", style="bold")
    rows = [
        (
            str(one.participant.submission), one.participant.school, one.participant.leader, str(len(one.counted)),
            "—" if one.points is None else shown(one.points, stage.passes), _passed(settings, one),
        )
        for one in standing.results(stage)
    ]  # fmt: skip
    heads = [texts(f"commission.head_{n}") for n in ("number", "school", "leader", "sheets", "points", "passed")]
    if rows:
        terminal.table(console, heads, rows, right={0, 3, 4})
    for owed in standing.owed(stage)[:20] if closed == "open" else ():
        criteria = ", ".join(map(str, owed.criteria))
        params = {"member": owed.member, "submission": owed.submission, "criteria": criteria, "other": owed.other}
        console.print("  • " + texts(f"mistake.{owed.code}", **params))


def _passed(settings: Settings, result: Result) -> str:
    if result.problem:
        return settings.texts(f"commission.problem_{result.problem}")
    return settings.texts("commission.passed_yes" if result.passed else "commission.passed_no")


def _final(settings: Settings, standing: Board) -> None:
    texts, console, final = settings.texts, terminal.out(), standing.final
    names = settings.contest.rulings.places
    if final.placed:
        console.print(texts("commission.places"), style="bold")
    for one in final.placed:
        who = standing.participant(one.submission)
        by = texts(f"commission.by_{one.decided_by}")
        told = f"{who.leader}, {who.school}" if who else ""
        console.print(terminal.text(f"  {names[one.place - 1]}: № {one.submission} {told} — {by}"))
    for tie in final.ties:
        console.print("  " + _tie_line(settings, tie))
    for key, number in standing.ledger.nominated.items():
        title = next((n.title.of(settings.language) for n in settings.contest.nominations if n.key == key), key)
        console.print(terminal.text(f"  {title}: № {number}"))


def _tie_line(settings: Settings, tie: Tie) -> str:
    votes = ", ".join(f"№ {number} — {count}" for number, count in tie.votes.items())
    params = {"tie": tie.id, "votes": votes, "abstained": tie.abstained, "winner": tie.winner or ""}
    code = f"tie_{tie.why_open}" if tie.open else f"tie_by_{tie.decided_by}"
    return settings.texts(f"commission.{code}", **params)


def _verify(settings: Settings, standing: Board) -> int:
    changed = standing.changed_since_closing()
    for number, closing in sorted(standing.ledger.closings.items()):
        differs = any(stage.number == number for stage in changed)
        key = "verify_differs" if differs else "verify_same"
        terminal.out().print(settings.texts(f"commission.{key}", stage=number, fingerprint=closing.snapshot[:12]))
    if not standing.ledger.closings:
        terminal.out().print(settings.texts("commission.verify_none"))
    return DIFFERS if changed else DONE


def _what_if(settings: Settings, standing: Board) -> int:
    """Advice: who would pass or fail otherwise, and where members lie far apart."""
    texts, console, contest = settings.texts, terminal.out(), settings.contest
    for stage in standing.stages:
        console.print(stage.title.of(settings.language), style="bold")
        given = stage, standing.accepted, standing.ledger, contest
        for member in standing.ledger.judges:
            for one in without(member.email, *given):
                text = texts("commission.if_without", member=member.name, submission=one.submission)
                console.print(terminal.text(f"  • {text}"))
        for one in otherwise(*given):
            console.print(terminal.text("  • " + texts("commission.if_otherwise", submission=one.submission)))
        for spread in spreads(*given):
            if spread.alone or max(spread.by_criterion) > 1:
                alone = ", ".join(spread.alone) or "—"
                told = {"submission": spread.submission, "most": max(spread.by_criterion), "alone": alone}
                console.print(terminal.text("  • " + texts("commission.if_spread", **told)))
    return DONE


# ------------------------------------------------------------------ what all of them need


def _board(settings: Settings) -> Board:
    with opened(settings) as store:
        return board(store, settings.loaded, settings.as_of or settings.now, settings.known_at)


def _seen(settings: Settings) -> Overview:
    from pipeline.overview import overview

    with opened(settings) as store:
        return overview(store, settings.loaded, settings.now)


def book_of(settings: Settings, store: Any, by: str, reason: str = "") -> recording.Book:
    """Something to record in, for who types the command."""
    return recording.Book(
        store, settings.loaded, by or getpass.getuser(), settings.as_of or settings.now, reason.strip()
    )


def grids_of(settings: Settings, files: Sequence[Path]) -> list[tuple[str, tuple[Grid, ...]]]:
    """Tables are read in a confined child, whoever brings them: a member's file may come from anywhere."""
    for file in files:
        if not file.is_file():
            raise UseError("no_file", file=file)
    with DataFolder(settings.data).borrowed() as scratch:
        contest = settings.contest
        limits, places = sandbox_limits(contest.limits), (scratch,)
        with Sandbox(contest.knowledge, limits, read_from=places, write_to=places) as sandbox:
            return [(file.name, _grids(file, sandbox, scratch, settings)) for file in files]


def _grids(file: Path, sandbox: Sandbox, scratch: Path, settings: Settings) -> tuple[Grid, ...]:
    """One table; of several files that are given together the error says which one cannot be read."""
    try:
        return sandbox.grid(_laid(file, scratch), scratch)
    except ParserError as error:
        why = Words(settings.language).lenient(f"problem-{error.problem.code}")
        raise UseError("not_readable", file=file, why=why) from error


def _laid(file: Path, scratch: Path) -> Path:
    """A copy where the child may read, which is there alone; UseError where the file cannot be read."""
    try:
        return Path(shutil.copyfile(file, scratch / f"given{file.suffix[:9]}"))
    except OSError as error:
        raise UseError("not_readable", file=file, why=reason_of(error)) from error


def tell(settings: Settings, key: str, **values: object) -> None:
    """Print a sentence of the commission's part of the catalogue."""
    terminal.out().print(settings.texts(f"commission.{key}", **values))


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(as_json.dump(value))
    sys.stdout.buffer.flush()
