"""The commands of the data's life: a backup of it, putting one back, erasing what is no longer to be kept."""

import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from console import terminal
from console.errors import UseError
from console.settings import Settings
from console.texts import Texts
from pipeline.contest import Contest
from pipeline.erasing import Erasable, erasable, erase
from pipeline.errors import TrackingError, reason
from pipeline.tracking.backup import backup, keep_last
from pipeline.tracking.erasure import erasures
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.restoring import restore
from pipeline.tracking.store import Store
from reports.formats.text import shown
from reports.words import Words

DONE, NEEDS_A_PERSON = 0, 1
_YES = ("y", "yes", "д", "да", "и", "иә")


def make_backup(settings: Settings, file: Path, keep: int | None) -> int:
    """Write a backup; 1 when raw letters were missing. ``keep``: of the backups in that folder only so many stay."""
    texts, folder = settings.texts, DataFolder(settings.data)
    if not settings.contest.storage.database and not folder.database.exists():
        raise UseError("no_data", path=str(folder.root))
    if keep is not None and not file.suffix and not file.exists():
        _make(file)
    if keep is not None and not file.is_dir():
        raise UseError("keep_needs_folder", file=str(file))
    with Store.open(folder, settings.contest.storage.database) as store:
        made = backup(store, folder, file, at=settings.now, contest=settings.contest.contest.key)
    told = texts("keeping.backup", file=shown(str(made.file)), letters=made.letters, rows=made.rows)
    terminal.out().print(f"{told} ({_megabytes(made.size, texts)})")
    for old in keep_last(file, keep) if keep is not None else ():
        terminal.err().print(texts("keeping.old_removed", file=shown(str(old))))
    return _lost(made.lost, texts)


def _make(folder: Path) -> None:
    """The folder for backups, which only its owner may enter."""
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise TrackingError("folder_unmade", path=folder, why=reason(error)) from error


def put_back(settings: Settings, file: Path) -> int:
    """Put a backup into an empty data folder and database; 1 when it says that raw letters were missing."""
    done = restore(file, DataFolder(settings.data), settings.contest.storage.database)
    told = settings.texts("keeping.restored", path=shown(str(settings.data)), letters=done.letters, rows=done.rows)
    terminal.out().print(told)
    return _lost(done.lost, settings.texts)


def forget(settings: Settings, before: str, *, dry_run: bool, sure: bool) -> int:
    """Erase what was received before a day; on a terminal a person is asked first."""
    texts, folder = settings.texts, DataFolder(settings.data)
    moment = _start_of(before, settings)
    if not settings.contest.storage.database and not folder.database.exists():
        raise UseError("no_data", path=str(folder.root))
    with Store.open(folder, settings.contest.storage.database) as store:
        would = erasable(store, settings.loaded, moment, settings.now)
        if dry_run or not would.letters:
            _tell(would, settings, "would" if would.letters else "nothing")
            return DONE
        if sys.stdin.isatty() and not sure and not _is_sure(would, settings):
            return DONE
        _tell(erase(store, folder, settings.loaded, moment, settings.now), settings, "erased")
    terminal.err().print(texts("keeping.also", path=shown(str(folder.reports))))
    return DONE


def tell_erasures(settings: Settings) -> None:
    """What was erased so far, in numbers: statistics stay."""
    with Store.open(DataFolder(settings.data), settings.contest.storage.database) as store, store.reading() as log:
        for one in erasures(log):
            day = f"{one.before.astimezone(settings.contest.dates.zone):%Y-%m-%d}"
            told = settings.texts("keeping.erased", day=day, letters=one.letters, submissions=one.submissions)
            terminal.out().print(told)


def _start_of(given: str, settings: Settings) -> datetime:
    """The first moment of a day in the contest's zone, which must not lie ahead."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise UseError("bad_day", name="--before", value=given, expected="2026-09-01") from None
    moment = datetime.combine(day, time(), settings.contest.dates.zone)
    if moment > settings.now:
        raise UseError("day_ahead", value=given)
    return moment


def _is_sure(would: Erasable, settings: Settings) -> bool:
    _tell(would, settings, "would")
    terminal.err().print(settings.texts("keeping.sure"), end=" ")
    return sys.stdin.readline().strip().lower() in _YES


def _tell(what: Erasable, settings: Settings, key: str) -> None:
    """What is or would be erased, and which submissions stay for a newer letter."""
    texts, out = settings.texts, terminal.out()
    day = f"{what.before:%Y-%m-%d}"
    out.print(texts(f"keeping.{key}", day=day, letters=len(what.letters), submissions=len(what.submissions)))
    for line in _counts(what, settings.contest, settings.language):
        out.print(f"  {line}")
    if what.staying:
        out.print(texts("keeping.staying", numbers=", ".join(f"№ {number}" for number in what.staying)))


def _counts(what: Erasable, contest: Contest, language: str) -> list[str]:
    words = Words(language)
    standings = _joined({words(f"standing-{key}"): count for key, count in what.statistics.submissions.items()})
    titles = {kind.key: kind.title.of(language) for kind in contest.kinds}
    kinds = _joined({titles.get(key, key): count for key, count in what.statistics.documents.items()})
    return [line for line in (standings, kinds) if line]


def _joined(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in counts.items())


def _lost(count: int, texts: Texts) -> int:
    if count:
        terminal.err().print(texts("keeping.lost", count=count))
    return NEEDS_A_PERSON if count else DONE


def _megabytes(size: int, texts: Texts) -> str:
    return texts("keeping.megabytes", size=max(1, round(size / 1_000_000)))
