"""The commands that work on the data folder: letters in, answers and reports out.

Each is the wiring of one command: it opens what is needed, lets the rooms do the work, prints, and gives the exit code.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from console import answers, contact, terminal
from console.errors import UseError, reason
from console.keeping import tell_erasures
from console.settings import Settings
from intake.files import Source
from intake.files import letters as letters_under
from pipeline.overview import overview
from pipeline.process import IngestResult
from pipeline.process import ingest as take_in
from pipeline.state import Overview
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from reports import completeness
from reports.formats import as_json
from reports.formats.text import shown
from reports.sentences import Teller
from reports.views import letter_rows
from reports.words import Words
from reports.writing import Wanted, formats, make, write

DONE, NEEDS_A_PERSON = 0, 1
BINARY = ("xlsx", "docx", "pdf")


def ingest(settings: Settings, paths: list[Path], jobs: int) -> int:
    """Take letters in; 1 when this run left something new that needs a person."""
    sources = list(letters_under(paths))
    _warn(settings)
    texts = settings.texts
    if not sources:
        terminal.err().print(texts("ingest.nothing"))
    folder = DataFolder(settings.data)
    with _store(settings, folder) as store, _bar(texts("ingest.progress"), len(sources)) as bar:
        result = take_in(
            sources,
            store,
            folder,
            settings.loaded,
            clock=lambda: settings.now,
            # A mistyped or empty folder must not pass for "all that came in time was listed" (model.md 27).
            roots=[str(path.resolve()) for path in paths] if sources else [],
            jobs=jobs,
            progress=lambda done, source: bar.update(bar.task_ids[0], completed=min(done, len(sources))),
            recogniser=settings.recogniser,
        )
    _tell(settings, result, sources)
    if result.interrupted:
        raise KeyboardInterrupt
    return NEEDS_A_PERSON if result.waiting or result.troubles or any(source.error for source in sources) else DONE


def _tell(settings: Settings, result: IngestResult, sources: list[Source]) -> None:
    """The counts on standard output; what could not be taken, and what waits, on standard error."""
    texts, words = settings.texts, Words(settings.language)
    counts = {name: getattr(result, name) for name in ("new", "known", "unrelated", "quarantined", "scanned")}
    told = [f"{texts(f'ingest.{name}')}: {count}" for name, count in counts.items() if count or name == "new"]
    terminal.out().print(f"{texts('ingest.done_title')} — {', '.join(told)}")
    err = terminal.err()
    teller = Teller(settings.contest, words, {}, {})
    for notice in result.notices:
        err.print(texts("use.warning", what=teller.finding(notice)))
    for trouble in result.troubles:
        what = texts.find(f"trouble.{trouble.code}") or trouble.code
        if trouble.detail:
            what = f"{what} ({trouble.detail if trouble.code == 'lost' else reason(trouble.detail, texts)})"
        err.print(texts("ingest.problem", file=shown(trouble.source), what=what))
    if result.unscanned and settings.wants_scans and settings.recogniser is None:
        err.print(texts("use.warning", what=texts("ingest.no_recogniser", count=result.unscanned)))
    if result.waiting:
        err.print(texts("ingest.needs_person", count=len(result.waiting)))


@contextmanager
def _bar(title: str, total: int) -> Iterator[Progress]:
    """A progress bar on standard error, shown on a terminal only."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal.err(), disable=not sys.stderr.isatty(), transient=True) as bar:
        bar.add_task(title, total=total or None)
        yield bar


def report(settings: Settings, name: str, form: str, output: Path | None, waiting: bool) -> int:
    """Write a report to a file, or to standard output where its format is text."""
    possible = formats(name)
    if form in possible and form in BINARY and output is None and sys.stdout.isatty():
        raise UseError("needs_output", format=form)
    if form not in possible:
        raise UseError("bad_value", name="--format", value=form, expected="|".join(possible))
    words = Words(settings.language)
    seen = _overview(settings)
    if output is None:
        sys.stdout.buffer.write(make(name, form, Wanted(seen, settings.contest, words, waiting, settings.schools)))
        sys.stdout.buffer.flush()
        return DONE
    write(name, form, seen, settings.contest, words, output, awaiting=waiting, register=settings.schools)
    terminal.err().print(settings.texts("terminal.written", file=str(output)))
    return DONE


def status(settings: Settings, as_json_: bool) -> int:
    """How things stand."""
    words, contest, texts = Words(settings.language), settings.contest, settings.texts
    now = settings.as_of or settings.now
    with _store(settings, DataFolder(settings.data)) as store:
        seen = overview(store, settings.loaded, settings.now, settings.as_of, settings.known_at)
        stands = contact.standing(store, contest, now)
    _warn(settings)
    if as_json_:
        _print_json(
            {**answers.status_data(seen, contest, words, now), "watch": contact.data(stands, contest, words, texts)}
        )
    else:
        answers.status(seen, contest, words, texts, now)
        contact.tell(terminal.out(), stands, contest, words, texts)
        tell_erasures(settings)
    return DONE


def letters(settings: Settings, as_json_: bool) -> int:
    """Every letter ever seen, with every part of it."""
    seen, words = _overview(settings), Words(settings.language)
    if as_json_:
        more = {x.id: {"spam": x.spam, "files": answers.files_data(x)} for x in seen.letters}
        rows = letter_rows(seen, settings.contest, words)
        _print_json([{**completeness.letter_data(row), **more[row.id]} for row in rows])
    else:
        answers.letters(seen, settings.contest, words, settings.texts)
    return DONE


def submissions(settings: Settings, as_json_: bool) -> int:
    """Every submission with its verdict."""
    seen, words = _overview(settings), Words(settings.language)
    if as_json_:
        _print_json(completeness.data(seen, settings.contest, words)["submissions"])
    else:
        answers.submissions(seen, settings.contest, words, settings.texts)
    return DONE


def show(settings: Settings, number: int, as_json_: bool) -> int:
    """One submission explained whole."""
    seen, words = _overview(settings), Words(settings.language)
    found = answers.find(seen, number)
    if found is None:
        raise UseError("no_submission", number=number)
    if as_json_:
        _print_json(answers.show_data(found, seen, settings.contest, words))
    else:
        answers.show(found, seen, settings.contest, words, settings.texts)
    return DONE


def opened(settings: Settings) -> Store:
    """The tracking database of the settings' data folder."""
    return _store(settings, DataFolder(settings.data))


def _overview(settings: Settings) -> Overview:
    with opened(settings) as store:
        return overview(store, settings.loaded, settings.now, settings.as_of, settings.known_at)


def _store(settings: Settings, folder: DataFolder) -> Store:
    return Store.open(folder, settings.contest.storage.database)


def _warn(settings: Settings) -> None:
    """What in the configuration may not be meant so."""
    teller = Teller(settings.contest, Words(settings.language), {}, {})
    for warning in settings.loaded.warnings:
        terminal.err().print(settings.texts("use.warning", what=teller.finding(warning)))


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(as_json.dump(value))
    sys.stdout.buffer.flush()
