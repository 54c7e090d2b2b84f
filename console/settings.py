"""What a command is run with: the options before the command, and the contest they lead to."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from console.errors import UseError
from console.texts import DEFAULT, Texts
from pipeline.contest import Contest, LoadedContest, load
from pipeline.errors import RegisterError
from pipeline.school_register import ListedSchool, read_register

_DAY = re.compile(r"^(\d{2})\.(\d{2})\.(\d{4})(?!\d)")  # as people here write one

if TYPE_CHECKING:
    from parsers.ocr.installed import Recogniser


@dataclass(frozen=True)
class Options:
    """The options before the command, as given."""

    config: Path
    data: Path | None
    language: str | None
    database: str | None
    as_of: str | None
    known_at: str | None
    verbose: bool
    no_ocr: bool = False


class Settings:
    """Options with the contest loaded on first use: a command that needs no contest never reads one."""

    def __init__(self, options: Options) -> None:
        self._options = options

    @cached_property
    def loaded(self) -> LoadedContest:
        """The configuration; ContestError when it is wrong. ``--database`` takes the place of the configured one."""
        loaded = replace(load(self._options.config), by=_user())
        if self._options.database is None:
            return loaded
        storage = loaded.contest.storage.model_copy(update={"database": self._options.database})
        return replace(loaded, contest=loaded.contest.model_copy(update={"storage": storage}))

    @property
    def contest(self) -> Contest:
        """The contest itself."""
        return self.loaded.contest

    @property
    def language(self) -> str:
        """The language of everything people read: the option, else the contest's."""
        return self._options.language or (self.contest.contest.language if self._options.config.exists() else DEFAULT)

    @cached_property
    def texts(self) -> Texts:
        """The command line's own words in that language."""
        return Texts(self.language)

    @property
    def data(self) -> Path:
        """The data folder; a relative one in the configuration is beside the configuration."""
        if self._options.data is not None:
            return self._options.data.absolute()
        return (self._options.config.absolute().parent / self.contest.storage.data).absolute()

    def schools(self) -> tuple[ListedSchool, ...]:
        """The city's register of schools, beside the configuration; RegisterError when there is none to be read."""
        name = self.contest.schools.register_file
        if not name:
            raise RegisterError("register_unset")
        return read_register(self._options.config.absolute().parent / name, self.language)

    @property
    def config(self) -> Path:
        """The configuration's file, as named."""
        return self._options.config

    @property
    def beside(self) -> Path:
        """The folder of the configuration: what it names by a relative path is there."""
        return self._options.config.absolute().parent

    @property
    def given_data(self) -> Path | None:
        """``--data`` as given."""
        return self._options.data

    @property
    def given_language(self) -> str | None:
        """``--lang`` as given."""
        return self._options.language

    @property
    def verbose(self) -> bool:
        """Whether to log in detail."""
        return self._options.verbose

    @cached_property
    def recogniser(self) -> "Recogniser | None":
        """What scans are read with: the tesseract of this machine, unless ``--no-ocr`` or it has none."""
        from parsers.ocr.installed import recogniser

        return None if self._options.no_ocr else recogniser()

    @property
    def wants_scans(self) -> bool:
        """Whether scans are to be read where this machine can."""
        return not self._options.no_ocr

    @property
    def as_of(self) -> datetime | None:
        """``--as-of`` as an aware time: a day alone means its last second, a time without offset is the contest's."""
        given = self._options.as_of
        return None if given is None else self.time("--as-of", given)

    @property
    def known_at(self) -> datetime | None:
        """``--known-at`` likewise: what was learnt or decided later is hidden."""
        given = self._options.known_at
        return None if given is None else self.time("--known-at", given)

    def time(self, name: str, given: str, *, ends: bool = True) -> datetime:
        """A time as typed, aware; a day alone is its last second, or its first where it does not end anything.

        The day may stand as 18.10.2025 too.
        """
        typed = _DAY.sub(r"\3-\2-\1", given.strip())
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError:
            raise UseError("bad_time", name=name, value=given) from None
        if ends and len(typed) <= len("2025-10-18"):
            moment = datetime.combine(moment, time.max.replace(microsecond=0))
        return moment if moment.tzinfo else moment.replace(tzinfo=self.contest.dates.zone)

    @property
    def today(self) -> date:
        """The day here, for what has no contest yet."""
        return datetime.now().astimezone().date()

    @property
    def now(self) -> datetime:
        """The clock, in the contest's time zone: the only place where a command reads it."""
        return datetime.now(self.contest.dates.zone)


def _user() -> str:
    """Who is logged in, "" where the system has no name for it."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def days_between(day: datetime, other: datetime) -> int:
    """Calendar days from ``day`` to ``other`` in the zone of ``other``."""
    return (other.date() - day.astimezone(other.tzinfo).date()) // timedelta(days=1)
