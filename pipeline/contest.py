"""config.toml → one frozen, validated ``Contest``.

The types that parsers define for themselves (the form, the kinds) are built here from the file, so that another
contest is another file. A mistake is a ContestError: file, key, what is wrong, what is expected.
"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    PositiveInt,
    ValidationError,
    model_validator,
)

from parsers.knowledge import Form, Group, Kind, Knowledge, Other, PageWords, Paper, Signs, Wording
from pipeline.errors import ContestError, reason
from pipeline.mailbox import Mailbox
from pipeline.mistakes import first_mistake, mistake, shown, syntax_mistake
from pipeline.office import Announcement, Office
from pipeline.school_words import Eligibility, Schools
from pipeline.sections import Day, Section
from pipeline.stages import Awards, Nomination, Stage
from pipeline.state import Finding
from pipeline.trust import Trust

Language = Literal["kk", "ru", "en"]

# A phrase calls a group by small Latin letters after "@"; what begins otherwise calls nothing: a slip of the pen.
_CALL = re.compile(r"@(?:[a-z]+|\w*)")
_FEW_DAYS = 7
_SEPTEMBER = 9


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "Asia" is a folder of zones
        raise mistake("not_a_zone", value=shown(name)) from None
    return name


def _key(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise mistake("not_a_key", value=shown(name))
    return name


def _moment(value: object) -> object:
    """The same of a time."""
    if isinstance(value, int | float):
        raise mistake("not_moment", value=shown(value))
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]


class About(Section):
    """What the contest is called and by whom it is held."""

    key: Annotated[str, AfterValidator(_key)]
    number_prefix: str
    language: Language = "kk"
    title: Wording
    organiser: Wording
    place: Wording
    site: str = ""
    enquiries: str = ""
    words: tuple[str, ...]


class Dates(Section):
    """The contest's dates; days are calendar days in ``time_zone``."""

    time_zone: Annotated[str, AfterValidator(_zone)]
    approved: Day
    announce_by: Day
    announce_days_before: PositiveInt = 15
    deadline: Moment
    contest_day: Day
    publish_within_days: PositiveInt = 10

    @property
    def zone(self) -> ZoneInfo:
        """The contest's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def school_year(self) -> int:
        """The year in which the school year of the contest began: the September before the deadline."""
        here = self.deadline.astimezone(self.zone)
        return here.year if here.month >= _SEPTEMBER else here.year - 1

    def contradictions(self) -> Iterator[Finding]:
        """Dates that cannot all be right: they warn, they do not stop the work."""
        here = self.deadline.astimezone(self.zone)
        by, opens, days = self.announce_by, self.contest_day, self.announce_days_before
        if self.deadline.utcoffset() != here.utcoffset():
            given, right = (moment.isoformat()[-len("+05:00") :] for moment in (self.deadline, here))
            yield _warning("dates_offset", zone=self.time_zone, given=given, right=right)
        if here.date() >= opens:
            yield _warning("dates_deadline_after_contest", day=here.date(), contest_day=opens)
        if (opens - by).days < days:
            yield _warning("dates_announced_late", announce_by=by, contest_day=opens, days=days)
        if by < self.approved:
            yield _warning("dates_announced_before_approval", announce_by=by, approved=self.approved)
        if (left := (here.date() - by).days) < _FEW_DAYS:
            yield _warning("dates_few_days", announce_by=by, day=here.date(), days=max(left, 0))


def _warning(code: str, **params: object) -> Finding:
    return Finding("contest", code, {name: str(value) for name, value in params.items()})


class Clause(Section):
    """Where the regulations speak (or fail to speak) of what a ruling settles: «III.12»."""

    ruling: str
    where: str


class AlsoSettled(Section):
    """What the organiser settled besides the rulings that the program follows: a question and its answer, in words."""

    question: Wording
    answer: Wording
    where: str = ""


class Rulings(Section):
    """What the organiser settled where the regulations are silent or say two things.

    ``clauses`` and ``also`` change nothing: they are for the paper that the organiser signs.
    """

    deadline_day_remark: bool = True
    incomplete_after_deadline: Literal["reject", "hold", "admit"] = "reject"
    link_instead_of_file: Literal["hold"] = "hold"
    newer_application: Literal["replace", "hold"] = "replace"
    one_per_school: bool = True
    places: tuple[str, ...] = ("I", "II", "III")
    place_winner_may_be_nominated: bool = False
    aggregate: Literal["mean", "median"] = "mean"
    min_sheets: PositiveInt = 1
    incomplete_sheet: Literal["keep", "refuse"] = "keep"
    clauses: tuple[Clause, ...] = ()
    also: tuple[AlsoSettled, ...] = ()

    @model_validator(mode="after")
    def _clauses_name_rulings(self) -> Self:
        for clause in self.clauses:
            if clause.ruling not in self.settled():
                raise mistake("no_ruling", "clauses", value=clause.ruling)
        return self

    def settled(self) -> tuple[str, ...]:
        """The rulings by name, in their order."""
        return tuple(name for name in type(self).model_fields if name not in ("clauses", "also"))


class Storage(Section):
    """Where everything is kept. ``database`` empty: SQLite in the data folder. No password may stand in a URL here."""

    data: str = "data"
    database: str = ""

    @model_validator(mode="after")
    def _no_secret(self) -> Self:
        authority = self.database.partition("://")[2].rpartition("@")[0]
        if ":" in authority:
            raise mistake("secret", "database")
        return self


class Watch(Section):
    """What the daemon does beside watching the mailbox.

    ``health_port``: a port of this computer alone that answers whether the watch works, 0 for none; ``reconcile_at``:
    the time of day, in ``dates.time_zone``, when everything is held against each other and backed up. ``backup_to``:
    the folder that daily backups go to, beside the configuration, "" for none; ``backups_kept``: how many stay there.
    ``erase_after_days``: so many days after the contest day a person is reminded to erase personal data, 0 for never.
    """

    health_port: Annotated[int, Field(ge=0, le=65535)] = 0
    reconcile_at: time = time(3, 30)
    backup_to: str = ""
    backups_kept: PositiveInt = 14
    erase_after_days: Annotated[int, Field(ge=0, le=36500)] = 0


class Limits(Section):
    """What a child process may use for one file, and what one letter may hold (megabytes, seconds, counts).

    ``scan_memory_mb`` and ``scan_seconds`` of a processor are what reading one scanned page may use.
    """

    memory_mb: PositiveInt = 1024
    cpu_seconds: PositiveInt = 60
    wall_seconds: PositiveInt = 90
    output_mb: PositiveInt = 64
    unpacked_mb: PositiveInt = 2048
    members: PositiveInt = 2000
    depth: PositiveInt = 2
    ratio: PositiveInt = 200
    parts: PositiveInt = 1000
    header_kb: PositiveInt = 1024
    pages: PositiveInt = 2000
    tasks_per_child: PositiveInt = 10000
    scan_memory_mb: PositiveInt = 3072
    scan_seconds: PositiveInt = 60


class Links(Section):
    """Which links stand for files: ``sharing``: hosts that keep files; ``ignored``: hosts that never do."""

    sharing: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


class Contest(Section):
    """The whole of config.toml."""

    contest: About
    mailbox: Mailbox
    trust: Trust = Trust()
    dates: Dates
    rulings: Rulings = Rulings()
    storage: Storage = Storage()
    limits: Limits = Limits()
    watch: Watch = Watch()
    eligibility: Eligibility = Eligibility()
    schools: Schools = Schools()
    links: Links = Links()
    form: Form
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    papers: tuple[Paper, ...] = ()
    groups: tuple[Group, ...] = ()
    annexes: tuple[Other, ...] = ()
    others: tuple[Other, ...] = ()
    pages: PageWords = PageWords()
    stages: tuple[Stage, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    awards: Awards = Awards()
    office: Office = Office()
    announcement: Announcement = Announcement()

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        groups = {
            "kinds.key": [k.key for k in self.kinds],
            "kinds.number": [str(k.number) for k in self.kinds],
            "form.fields.key": [f.key for f in self.form.fields],
            "papers.key": [p.key for p in self.papers],
            "groups.key": [g.key for g in self.groups],
            "form.words.key": [g.key for g in self.form.words],
            "annexes.key, others.key": [o.key for o in (*self.annexes, *self.others)],
            "stages.key": [s.key for s in self.stages],
            "nominations.key": [n.key for n in self.nominations],
        }
        for where, keys in groups.items():
            twice = [key for key, count in Counter(keys).items() if count > 1]
            if twice:
                raise mistake("twice", where, value=twice[0])
        return self

    @model_validator(mode="after")
    def _signs_name_what_exists(self) -> Self:
        known = {
            "no_paper": {paper.key for paper in self.papers},
            "no_kind": {kind.key for kind in self.kinds},
            "no_group": {f"@{group.key}" for group in self.groups},
        }
        owners = [(f"kinds.{kind.key}", kind.signs) for kind in self.kinds]
        owners += [(f"annexes.{other.key}", other.signs) for other in self.annexes]
        owners += [(f"others.{other.key}", other.signs) for other in self.others]
        for where, signs in owners:
            for code, name, called in _called(signs):
                if called not in known[code]:
                    raise mistake(code, f"{where}.signs.{name}", value=called)
        return self

    @model_validator(mode="after")
    def _labels_speak_of_what_exists(self) -> Self:
        known = {group.key for group in self.form.words}
        said = [(f"form.fields.{field.key}.about", field.about) for field in self.form.fields]
        for where, specs in (*said, ("form.foreign", self.form.foreign)):
            for name in " ".join(specs).replace("[", " ").replace("]", " ").split():
                if name not in known:
                    raise mistake("no_group", where, value=name)
        return self

    @property
    def knowledge(self) -> Knowledge:
        """What the parsers must know of this contest."""
        return Knowledge(
            form=self.form,
            kinds=self.kinds,
            words=self.contest.words,
            papers=self.papers,
            groups=self.groups,
            annexes=self.annexes,
            others=self.others,
            pages=self.pages,
            schools=tuple(word for kind in self.schools.types if not kind.apart for word in kind.words),
            former_names=self.eligibility.former_names,
        )

    @property
    def required_fields(self) -> tuple[str, ...]:
        """Keys of the application's fields that must not be empty, in the form's order."""
        return tuple(f.key for f in self.form.fields if f.required)

    def display_number(self, number: int) -> str:
        """A submission's number as people see it."""
        return f"{self.contest.number_prefix} № {number}"


def _called(signs: Signs) -> Iterator[tuple[str, str, str]]:
    """What a document's signs call by name: the mistake if nothing has that name, the key it stands under, the name."""
    yield from (("no_paper", "papers", key) for key in signs.papers)
    yield from (("no_paper", "weak_papers", key) for key in signs.weak_papers)
    yield from (("no_kind", "beside", key) for key in signs.beside)
    yield from (("no_kind", "within", key) for key in signs.within)
    for name in ("title", "hints", "tells", "body", "columns", "needs", "excludes"):
        phrases: tuple[str, ...] = getattr(signs, name)
        yield from (("no_group", name, call) for phrase in phrases for call in _CALL.findall(phrase))
    halves = (phrase for half in signs.halves for phrase in half)
    yield from (("no_group", "halves", call) for phrase in halves for call in _CALL.findall(phrase))


@dataclass(frozen=True, slots=True)
class LoadedContest:
    """A contest with the file it came from: ``sha256`` (hex) of ``text`` identifies the configuration.

    ``by``: who loads it, "" where nobody says.
    """

    contest: Contest
    path: Path
    text: str
    sha256: str
    warnings: tuple[Finding, ...]
    by: str = ""


def load(path: Path) -> LoadedContest:
    """Read and validate a configuration; raises ContestError that says what to mend."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ContestError("contest_absent", path=path) from None
    except OSError as error:
        raise ContestError("contest_unreadable", path=path, why=reason(error)) from error
    return parse(path, raw)


def parse(path: Path, raw: bytes) -> LoadedContest:
    """Validate a configuration's bytes; ``path`` is named in what is wrong. Raises ContestError."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContestError("not_utf8", path=path, line=raw[: error.start].count(b"\n") + 1) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise syntax_mistake(path, text, error) from error
    try:
        contest = Contest.model_validate(data)
    except ValidationError as error:
        raise first_mistake(path, error, data) from None
    return LoadedContest(contest, path, text, hashlib.sha256(raw).hexdigest(), tuple(contest.dates.contradictions()))
