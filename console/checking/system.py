"""What this computer has to offer: the configuration, the data folder, the disk, the database, the time zone."""

import os
import shutil
import stat
import tempfile
import zoneinfo
from collections.abc import Iterator
from importlib import import_module, metadata, resources
from pathlib import Path

from sqlalchemy import text

from console.checking.lines import Line, State, failed, look, ok, unreachable
from console.settings import Settings
from intake.errors import reason
from parsers.sandbox import Sandbox, SandboxUnavailableError
from pipeline.errors import TrackingError
from pipeline.study import sandbox_limits
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store
from reports.sentences import Teller
from reports.words import Words

_GIGABYTE = 10**9
# Two hundred portfolios of thirty megabytes, and as much again while they are read and backed up.
_ROOMY, _TIGHT = 12, 1


def configuration(settings: Settings) -> Iterator[Line]:
    """That it loads is known by now; what in it may not be meant so."""
    yield ok("configuration", "configuration_ok", path=settings.loaded.path)
    teller = Teller(settings.contest, Words(settings.language), {}, {})
    for warning in settings.loaded.warnings:
        yield look("configuration", "configuration_warning", what=teller.finding(warning))


def folder(settings: Settings) -> Iterator[Line]:
    """The data folder: there or to be made, ours, closed to others."""
    path = settings.data
    if not path.exists():
        above = _standing(path)
        if os.access(above, os.W_OK | os.X_OK):
            yield ok("data", "data_new", path=path)
        else:
            yield failed("data", State.UNREACHABLE, TrackingError("folder_unmade", path=path, why="EACCES"))
        return
    if not path.is_dir() or not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        why = "EACCES" if path.is_dir() else "ENOTDIR"
        yield failed("data", State.UNREACHABLE, TrackingError("folder_unmade", path=path, why=why))
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield look("data", "data_open", path=path, mode=f"{mode:04o}")
    else:
        yield ok("data", "data_ok", path=path)


def _standing(path: Path) -> Path:
    """The nearest folder above that is there."""
    return next(above for above in path.parents if above.exists())


def disk(settings: Settings) -> Iterator[Line]:
    """Room for letters."""
    at = settings.data if settings.data.is_dir() else _standing(settings.data)
    try:
        free = shutil.disk_usage(at).free / _GIGABYTE
    except OSError as error:
        yield failed("disk", State.UNREACHABLE, TrackingError("folder_unmade", path=at, why=reason(error)))
        return
    told = {"free": f"{free:.1f}"}
    if free < _TIGHT:
        yield unreachable("disk", "disk_full", **told)
    else:
        yield look("disk", "disk_low", **told) if free < _ROOMY else ok("disk", "disk_ok", **told)


def database(settings: Settings) -> Iterator[Line]:
    """The database opens and answers; one that is not there yet is not made."""
    place, url = DataFolder(settings.data), settings.contest.storage.database
    if not url and not place.database.exists():
        yield ok("database", "database_new", path=place.database)
        return
    try:
        with Store.open(place, url) as store, store.reading() as connection:
            connection.execute(text("SELECT 1"))
    except TrackingError as error:
        yield failed("database", State.UNREACHABLE, error)
        return
    yield ok("database", "database_ok", path=url.rpartition("@")[2] or place.database)


def time_zone(settings: Settings) -> Iterator[Line]:
    """The zone's data: whose, and new enough for the contest's year. The deadline itself has its own offset."""
    dates = settings.contest.dates
    here = dates.deadline.astimezone(dates.zone)
    version, where = zone_data(dates.time_zone)
    told = {"zone": dates.time_zone, "offset": f"{here:%z}", "version": version or "?", "where": where}
    old = version[:4].isdigit() and int(version[:4]) < dates.deadline.year - 1
    yield look("time_zone", "zone_old", **told) if old or not version else ok("time_zone", "zone_ok", **told)


def zone_data(zone: str, places: tuple[str, ...] | None = None) -> tuple[str, str]:
    """The version of the time zone data that are used ("" where they do not tell it), and the folder they are in."""
    for place in map(Path, zoneinfo.TZPATH if places is None else places):
        if (place / zone).is_file():
            return _version_in(place), str(place)
    try:
        version = (resources.files("tzdata.zoneinfo") / "tzdata.zi").read_text("utf-8").partition("\n")[0].split()[-1]
    except (ModuleNotFoundError, OSError, IndexError):
        version = ""
    return version or metadata.version("tzdata"), "tzdata"


def _version_in(place: Path) -> str:
    for name in ("+VERSION", "tzdata.zi"):
        try:
            with (place / name).open(encoding="utf-8") as file:
                return file.readline().split()[-1]
        except (OSError, IndexError):
            continue
    return ""


def readers(settings: Settings) -> Iterator[Line]:
    """The child process that reads strangers' files starts and answers."""
    contest = settings.contest
    with tempfile.TemporaryDirectory(prefix="baiqau-") as scratch:
        raw = Path(scratch) / "letter.eml"
        raw.write_bytes(b"Subject: check\r\n\r\n")
        try:
            with Sandbox(contest.knowledge, sandbox_limits(contest.limits), write_to=(Path(scratch),)) as box:
                box.letter(raw, Path(scratch))
        except SandboxUnavailableError:
            yield unreachable("readers", "readers_none")
            return
    yield ok("readers", "readers_ok")


def scans(settings: Settings) -> Iterator[Line]:
    """Whether scans and photographs are read here. Nothing is said where this version has no reader for them."""
    del settings
    try:
        installed = import_module("parsers.ocr.installed")
    except ModuleNotFoundError:
        return
    found = installed.recogniser()
    if found is None:
        yield look("scans", "scans_none")
    else:
        yield ok("scans", "scans_ok", languages=", ".join(found.languages))


def archives(settings: Settings) -> Iterator[Line]:
    """Whether archives other than zip are opened here, and what is missing for those that are not."""
    del settings
    there = import_module("parsers.unpack.installed").missing()
    if there:
        yield look("archives", "archives_none", missing=", ".join(there))
    else:
        yield ok("archives", "archives_ok")
