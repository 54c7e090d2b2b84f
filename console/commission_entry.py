"""What is entered by people: ``scores enter`` types a paper sheet in line by line, ``names import`` takes a list."""

import getpass
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from console import terminal
from console.commands import DONE, opened
from console.commission import book_of, grids_of, tell
from console.errors import UseError
from console.settings import Settings
from parsers.facts import Grid
from pipeline.commission import naming, recording
from pipeline.commission.board import Board, board
from pipeline.deciding import Maker
from pipeline.errors import Mistake
from pipeline.scoring import sheets
from pipeline.scoring.results import stage_of
from pipeline.scoring.values import Member, Participant
from pipeline.stages import Stage

_HEAD = ("member", "submission", "stage", "criterion", "points")
_SOURCE = "scores enter"
_END, _BACK = ".", "<"
_YES = ("y", "yes", "иә", "ия", "да", "д")
_APART = re.compile(r"[\s,;]+")
_OTHER = re.compile(r"(?:№\s*)?(\d+)\s*[:=]\s*(.*)")


def scores_enter(settings: Settings, number: int, email: str, by: str, reason: str, replace: bool) -> int:
    """Ask for a member, then for each participant's points; record them when the end is confirmed."""
    if replace and not reason.strip():
        raise UseError("missing", name="--reason", command="scores enter")
    with opened(settings) as store:
        standing = board(store, settings.loaded, settings.as_of or settings.now)
    stage = stage_of(standing.contest, number)
    if stage is None:
        known = "|".join(str(one.number) for one in standing.stages)
        raise UseError("bad_value", name="--stage", value=number, expected=known)
    entering = _Entering(settings, standing, stage, replace)
    member = entering.member(email)
    rows = entering.rows(member) if member is not None else ()
    if not rows:
        _say(settings, "nothing")
        return DONE
    if not entering.confirmed(len(rows) // len(stage.criteria)):
        _say(settings, "dropped")
        return DONE
    with opened(settings) as store:
        book = book_of(settings, store, by, reason)
        done = recording.import_scores(book, [(_SOURCE, [Grid("", (_HEAD, *rows))])], replace=replace)
    tell(settings, "scores_done", new=done.new, changed=len(done.changed), same=done.same)
    return DONE


def points_of(line: str, count: int) -> tuple[str, ...]:
    """The points of a typed line: "3 2 3 3", "3,2,3,3", or "3233" where every one is a digit."""
    parts = tuple(part for part in _APART.split(line.strip()) if part)
    if len(parts) == 1 and count > 1 and len(parts[0]) == count and parts[0].isdecimal():
        return tuple(parts[0])
    return parts


class _Entering:
    """One session at the keyboard. Questions go to standard error, so that the output holds the result alone."""

    def __init__(self, settings: Settings, standing: Board, stage: Stage, replace: bool) -> None:
        self.settings, self.standing, self.stage, self.replace = settings, standing, stage, replace
        self.typed: dict[int, tuple[tuple[str, ...], ...]] = {}

    def member(self, given: str) -> Member | None:
        """Whose sheets: named by option, else chosen by number, e-mail or the beginning of the name."""
        judges = self.standing.ledger.judges
        if given:
            found = next((one for one in judges if one.email == given.strip().lower()), None)
            if found is None:
                known = "|".join(one.email for one in judges) or "—"
                raise UseError("bad_value", name="--member", value=given, expected=known)
            return found
        for place, one in enumerate(judges, 1):
            terminal.err().print(terminal.text(f"{place:3}  {one.name}  {one.email}"))
        while (line := _ask(self.settings.texts("enter.member"))) not in (None, _END):
            assert line is not None
            fitting = [one for one in judges if one.email == line.lower() or one.name.lower().startswith(line.lower())]
            if line.isdecimal() and 0 < int(line) <= len(judges):
                return judges[int(line) - 1]
            if line and len(fitting) == 1:
                return fitting[0]
            _say(self.settings, "member_unclear")
        return None

    def rows(self, member: Member) -> tuple[tuple[str, ...], ...]:
        """What was typed for each participant, as the lines of a list; empty where nothing was."""
        ledger, stage = self.standing.ledger, self.stage
        whom = [one for one in self.standing.admitted(stage) if not ledger.in_conflict(member.email, one.submission)]
        whom = sorted(
            (one for one in whom if (one.submission, stage.number) not in ledger.absent), key=lambda one: one.submission
        )
        low, high = stage.points
        _say(self.settings, "how", criteria=len(stage.criteria), low=low, high=high)
        at = 0
        while at < len(whom):
            line = _ask(self._question(member, whom[at]))
            if line is None or line == _END:
                break
            if line == _BACK:
                at = max(at - 1, 0)
                continue
            if found := _OTHER.fullmatch(line):
                at = next((n for n, one in enumerate(whom) if one.submission == int(found[1])), at)
                if whom[at].submission != int(found[1]):
                    _say(self.settings, "not_here", number=found[1])
                    continue
                line = found[2]
                if not line:
                    continue
            if not line or self._taken(member, whom[at], points_of(line, len(stage.criteria))):
                at += 1
        return tuple(row for rows in self.typed.values() for row in rows)

    def confirmed(self, count: int) -> bool:
        """Whether what was typed is to be written."""
        return (_ask(self.settings.texts("enter.sure", count=count)) or "").lower() in _YES

    def _question(self, member: Member, one: Participant) -> str:
        standing = self.standing.ledger.sheets(self.stage.number).get((member.email, one.submission))
        points = [row[-1] for row in self.typed.get(one.submission, ())]
        if not points and standing is not None:
            points = [str(standing.points.get(n, "–")) for n in range(1, len(self.stage.criteria) + 1)]
        told = f" [{' '.join(points)}]" if points else ""
        return f"№ {one.submission}  {one.leader}, {one.school}{told}:"

    def _taken(self, member: Member, one: Participant, points: Sequence[str]) -> bool:
        """Try a line by the rules of every import; what is wrong is said, and the line is asked for again."""
        count = len(self.stage.criteria)
        if len(points) != count:
            _say(self.settings, "count", wanted=count, given=len(points))
            return False
        number, stage = str(one.submission), str(self.stage.number)
        rows = tuple((member.email, number, stage, str(n), given) for n, given in enumerate(points, 1))
        ledger, contest = self.standing.ledger, self.standing.contest
        read = sheets.read_scores(_SOURCE, [Grid("", (_HEAD, *rows))], self.standing.accepted, ledger, contest)
        for mistake in read.mistakes:
            self._wrong(mistake)
        if read.mistakes:
            return False
        if not self.replace and sheets.difference(read.given, ledger).changed:
            _say(self.settings, "stands")
            return False
        self.typed[one.submission] = rows
        return True

    def _wrong(self, mistake: Mistake) -> None:
        terminal.err().print(terminal.text("  " + self.settings.texts(f"mistake.{mistake.code}", **mistake.params)))


def _ask(question: str) -> str | None:
    """One line, None at the end of the input."""
    terminal.err().print(terminal.text(question), end=" ")
    line = sys.stdin.readline()
    return line.strip() if line else None


def _say(settings: Settings, key: str, **values: object) -> None:
    terminal.err().print(terminal.text(settings.texts(f"enter.{key}", **values)))


def names_import(settings: Settings, file: Path, by: str) -> int:
    """Take over the list of names that was checked before printing; the forms are of the language of ``--lang``."""
    grids = grids_of(settings, [file])
    with opened(settings) as store:
        standing = board(store, settings.loaded, settings.now)
        leaders = {one.submission: one.leader for one in standing.accepted}
        maker = Maker(by or getpass.getuser(), settings.texts("commission.names_reason", file=file.name), settings.now)
        new, same = naming.import_names(store, settings.loaded, grids, leaders, settings.language, maker)
    tell(settings, "names_done", new=new, same=same)
    return DONE
