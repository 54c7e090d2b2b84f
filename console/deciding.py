"""The commands that decide: a person's word made a decision, and what it changed said in a sentence.

Exit code 1 says that the decision left something new that needs a person.
"""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console import terminal
from console.errors import UseError
from console.settings import Settings
from intake.wrapping import wrapped
from pipeline.attaching import attach as take_in_files
from pipeline.contest import Contest
from pipeline.deciding import Change, Made, Maker, changes
from pipeline.deciding import decide as make
from pipeline.decisions import NEW, Decision, Sort, Verb, asking
from pipeline.decisions.asking import Wish
from pipeline.decisions.resolve import Decided
from pipeline.errors import TrackingError
from pipeline.overview import overview
from pipeline.process import ingest
from pipeline.reprocessing import reprocess as work_anew
from pipeline.state import Judged, Overview, Standing
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from reports.decided import decision_rows
from reports.formats import as_json
from reports.sentences import Teller
from reports.views import school_row
from reports.words import Words

DONE, NEEDS_A_PERSON = 0, 1


@dataclass(frozen=True, slots=True)
class Saying:
    """Who decides and why, as typed; ``by`` None: whoever is logged in."""

    reason: str
    by: str | None
    dry_run: bool

    def maker(self, settings: Settings) -> Maker:
        """The same with the moment, and the name of whoever is logged in where no other was given."""
        # A container may run under a number that has no name.
        return Maker((self.by or "").strip() or settings.loaded.by or f"uid {os.getuid()}", self.reason, settings.now)


# ------------------------------------------------------------------ the commands


def decide(settings: Settings, number: int, word: str, saying: Saying) -> int:
    """accept, reject, hold, reopen or withdraw."""
    return _make(settings, lambda seen, _: asking.verdict(seen, number, word), saying)


def assign(settings: Settings, file: str, words: str, saying: Saying) -> int:
    """What a file, or pages of it, is."""
    number, _, pages = file.partition(":")
    if not number.isdecimal():
        raise UseError("bad_value", name="FILE-ID[:PAGES]", value=file, expected="31, 31:3-5")
    said = [word.strip() for word in words.split(",") if word.strip()]
    return _make(
        settings, lambda seen, _: asking.assign(seen, int(number), pages.strip(), said, settings.contest), saying
    )


def set_field(settings: Settings, number: int, field: str, value: str, saying: Saying) -> int:
    """A field of the application."""
    return _make(settings, lambda seen, _: asking.field(seen, number, field, value, settings.contest), saying)


def waive(settings: Settings, number: int, kind: str, saying: Saying) -> int:
    """A document that is not asked for."""
    return _make(settings, lambda seen, _: asking.waive(seen, number, kind, settings.contest), saying)


def school(settings: Settings, number: int, whose: str, saying: Saying) -> int:
    """Which school a submission is of."""
    return _make(settings, lambda seen, _: asking.school(seen, number, whose, settings.contest), saying)


def extend(settings: Settings, whom: str, until: str, saying: Saying) -> int:
    """A later deadline for a submission or a school."""
    moment = settings.time("--until", until)
    return _make(settings, lambda seen, _: asking.extend(seen, whom, moment, settings.contest), saying)


def received(settings: Settings, letter: int, time: str, saying: Saying) -> int:
    """When a letter was received."""
    moment, now = settings.time("TIME", time, ends=False), settings.now
    return _make(settings, lambda seen, _: asking.received(seen, letter, moment, now), saying)


def place(settings: Settings, words: list[str], saying: Saying) -> int:
    """Whose letters they are: the last word is the submission's number, or "new"."""
    *letters, to = words
    if not letters or not all(word.isdecimal() for word in letters) or not (to.isdecimal() or to == NEW):
        raise UseError("bad_value", name="LETTER-ID… ID|new", value=" ".join(words), expected="3 5 7, 3 5 new")
    return _make(settings, lambda seen, _: asking.place(seen, [int(word) for word in letters], to), saying)


def undo(settings: Settings, number: int, saying: Saying) -> int:
    """Take a decision back."""
    return _make(settings, lambda seen, decided: asking.undo(seen, number, decided), saying)


def attach(settings: Settings, number: int, files: list[Path], time: str, saying: Saying) -> int:
    """Files that came another way than by mail."""
    texts, now = settings.texts, settings.now
    moment = asking.past(settings.time("--received", time, ends=False), now)
    for file in files:
        if not file.is_file():
            raise UseError("no_file", file=file)
    folder = DataFolder(settings.data)
    with _store(settings, folder) as store:
        founder = asking.find(overview(store, settings.loaded, now), number).state.founder
        raw = wrapped(files, settings.contest.mailbox.address, founder, moment)
        if saying.dry_run:
            names = ", ".join(file.name for file in files)
            shown = settings.contest.display_number(number)
            terminal.out().print(terminal.text(texts("decide.would_attach", files=names, number=shown)))
            return DONE
        result = take_in_files(
            store, folder, settings.loaded, raw, number, moment, saying.maker(settings), clock=lambda: settings.now,
            recogniser=settings.recogniser,
        )  # fmt: skip
    terminal.out().print(terminal.text(texts("decide.attached", letter=result.letter_id)))
    if result.unreadable:
        terminal.err().print(texts("decide.unreadable"))
    return max(_say(settings, result.made, saying), NEEDS_A_PERSON if result.unreadable else DONE)


def decisions(settings: Settings, as_json_: bool) -> int:
    """The log of decisions."""
    with _store(settings, DataFolder(settings.data)) as store:
        seen = overview(store, settings.loaded, settings.now, settings.as_of, settings.known_at)
    words = Words(settings.language)
    if as_json_:
        sys.stdout.buffer.write(as_json.dump([decision_data(one, settings.contest) for one in seen.decisions]))
        sys.stdout.buffer.flush()
        return DONE
    console = terminal.out()
    if not seen.decisions:
        console.print(settings.texts("terminal.empty"))
        return DONE
    heads = ("decision", "decided-at", "decided-by", "about", "decided", "ground", "fate")
    rows = decision_rows(seen.decisions, Teller.of(seen, settings.contest, words))
    lines = ((str(r.id), words.short_moment(r.at), r.by, r.about, r.what, r.reason, r.fate) for r in rows)
    terminal.table(console, [words(f"head-{head}") for head in heads], lines, right={0})
    return DONE


def decision_data(one: Decision, contest: Contest) -> dict[str, Any]:
    """One decision as data, in codes; times with the contest's offset."""
    targets = [
        {
            "sort": str(target.sort),
            "key": target.key,
            "item": target.item or None,
            "pages": None if target.pages is None else list(target.pages),
            "name": target.name or None,
        }
        for target in one.targets
    ]
    return {
        "id": one.id,
        "at": one.at.astimezone(contest.dates.zone).isoformat(timespec="seconds"),
        "by": one.by,
        "verb": str(one.verb),
        "targets": targets,
        "submission": one.submission,
        "value": one.value,
        "reason": one.reason,
        "standing": one.standing,
        "older_facts": one.older_facts,
        "undoes": one.undoes,
        "undone_by": one.undone_by,
    }


def reprocess(settings: Settings, numbers: list[int], dry_run: bool, jobs: int) -> int:
    """Everything derived anew from the raw letters; the difference is printed first."""
    texts, folder = settings.texts, DataFolder(settings.data)
    needs: list[int] = []

    def told(before: Overview, after: Overview) -> None:
        needs.append(_differences(settings, before, after))

    with _store(settings, folder) as store:
        result = work_anew(
            store, folder, settings.loaded, numbers, told, clock=lambda: settings.now, dry_run=dry_run, jobs=jobs,
            recogniser=settings.recogniser,
        )  # fmt: skip
    key = "decide.would_reprocess" if dry_run else "decide.reprocessed"
    terminal.err().print(texts(key, count=result.letters))
    for trouble in result.troubles:
        what = texts.find(f"trouble.{trouble.code}") or trouble.code
        terminal.err().print(terminal.text(texts("ingest.problem", file=trouble.source, what=what)))
    return NEEDS_A_PERSON if result.troubles or any(needs) else DONE


# ------------------------------------------------------------------ what all of them need


def _make(settings: Settings, asked: Callable[[Overview, Decided], Wish], saying: Saying) -> int:
    folder = DataFolder(settings.data)
    with _store(settings, folder) as store:
        made = make(store, settings.loaded, asked, saying.maker(settings), dry_run=saying.dry_run)
        if made.wanted:
            made = _fetched(made, store, folder, settings)
    return _say(settings, made, saying)


def _fetched(made: Made, store: Store, folder: DataFolder, settings: Settings) -> Made:
    """A letter that had been skipped is needed now: its bytes are fetched from where it lies."""
    try:
        result = ingest((), store, folder, settings.loaded, clock=lambda: settings.now)
    except TrackingError as error:
        if error.code != "folder_held":
            raise
        terminal.err().print(settings.texts("decide.fetched_later"))
        return made
    for trouble in result.troubles:
        what = settings.texts.find(f"trouble.{trouble.code}") or trouble.code
        line = settings.texts("ingest.problem", file=trouble.source, what=what)
        terminal.err().print(terminal.text(line))
    after = overview(store, settings.loaded, settings.now)
    return Made(made.entry, made.before, after, made.new, made.wanted)


def _say(settings: Settings, made: Made, saying: Saying) -> int:
    """What was decided, and what it changed."""
    texts, console = settings.texts, terminal.out()
    words = Words(settings.language)
    if not made.new:
        console.print(texts("decide.known", decision=made.entry.id))
        return DONE
    teller = Teller.of(made.after, settings.contest, words)
    rows = decision_rows((one for one in made.after.decisions if one.id == made.entry.id), teller)
    for row in rows:
        key = "decide.would" if saying.dry_run else "decide.made"
        console.print(terminal.text(texts(key, decision=row.id, about=row.about, what=row.what)))
    for hint in _hints(made, settings):
        console.print(terminal.text(hint))
    return _differences(settings, made.before, made.after)


def _hints(made: Made, settings: Settings) -> Iterable[str]:
    """What a decision leaves open that nothing else says."""
    texts, contest = settings.texts, settings.contest
    entry, word = made.entry, str(made.entry.id)
    if entry.verb is Verb.EXTEND and entry.target.sort is Sort.SCHOOL:
        remarks = (remark for one in made.after.submissions for remark in one.state.remarks)
        if not any(remark.params.get("decision") == word for remark in remarks):
            yield texts("decide.school_to_come")
    if entry.verb is Verb.SCHOOL:
        judged = next((one for one in made.after.submissions if one.state.founder == entry.target.key), None)
        for finding in judged.verdict.findings if judged is not None else ():
            if finding.code == "second_of_school" and finding.params["by"] == "name":
                number = int(finding.params["number"])
                yield texts("decide.school_alike", number=contest.display_number(number), id=number)


def _differences(settings: Settings, before: Overview, after: Overview) -> int:
    """Each submission that changed, in a sentence; 1 when one needs a person that did not before."""
    texts, console = settings.texts, terminal.out()
    found = changes(before, after)
    for change in found:
        for line in _lines(change, settings):
            console.print(terminal.text(line))
    if not found:
        console.print(texts("decide.nothing_changed"))
    needs = sum(_is_held(change.after) and not _is_held(change.before) for change in found)
    old = {notice.params.get("decision", "") + notice.code for notice in before.notices}
    teller = Teller.of(after, settings.contest, Words(settings.language))
    fresh = [
        notice
        for notice in after.notices
        if notice.rule == "overview" and notice.params.get("decision", "") + notice.code not in old
    ]
    for notice in fresh:
        terminal.err().print(terminal.text(texts("use.warning", what=teller.finding(notice))))
    if needs:
        terminal.err().print(texts("ingest.needs_person", count=needs))
    return NEEDS_A_PERSON if needs or fresh else DONE


def _lines(change: Change, settings: Settings) -> Iterable[str]:
    """One submission's change: its verdict, what it lacks, how many letters it has."""
    contest, texts = settings.contest, settings.texts
    words = Words(settings.language)
    shown = contest.display_number(change.number)
    if change.after is None:
        assert change.before is not None, "a change has one side at least"
        yield texts("decide.gone", number=shown, before=_standing(change.before, contest, words))
        return
    row = school_row(change.after, contest, words)
    after = _standing(change.after, contest, words)
    if change.before is None:
        yield texts("decide.appeared", number=shown, school=row.school, after=after)
        return
    before = _standing(change.before, contest, words)
    if change.of_verdict:
        yield texts("decide.changed", number=shown, school=row.school, before=before, after=after)
    else:
        yield texts("decide.stays", number=shown, school=row.school, after=after)
    old = school_row(change.before, contest, words)
    for key, one, other in (
        ("missing", _numbers(old.lacking), _numbers(row.lacking)),
        ("letters", str(old.letters), str(row.letters)),
    ):
        if one != other:
            yield texts(f"decide.{key}", before=one, after=other)


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers)) or "—"


def _standing(judged: Judged, contest: Contest, words: Words) -> str:
    row = school_row(judged, contest, words)
    reasons = ", ".join(row.reason_words)
    return f"{row.verdict} ({reasons})" if reasons else row.verdict


def _is_held(judged: Judged | None) -> bool:
    return judged is not None and judged.verdict.standing is Standing.HELD


def _store(settings: Settings, folder: DataFolder) -> Store:
    return Store.open(folder, settings.contest.storage.database)
