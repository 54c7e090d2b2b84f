"""config.toml → one frozen, validated ``Contest``.

The types that parsers define for themselves (the form, the kinds) are built here from the file, so that another
contest is another file. A mistake is one line: file, key, what is wrong, what is expected.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PositiveInt,
    ValidationError,
    model_validator,
)

from parsers.knowledge import GROUP_CALL, Form, Group, Kind, Knowledge, Other, PageWords, Paper, Signs, Wording
from pipeline.errors import ContestError

Language = Literal["kk", "ru", "en"]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("expected the name of a time zone, like Asia/Almaty") from None
    return name


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)


class About(_Frozen):
    """What the contest is called and by whom it is held."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    number_prefix: str
    language: Language = "kk"
    title: Wording
    organiser: Wording
    place: Wording
    site: str = ""
    enquiries: str = ""
    words: tuple[str, ...]


class Mailbox(_Frozen):
    """Where schools write to, and whose Received stamps are believed."""

    address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    trusted_hosts: Annotated[tuple[str, ...], Field(min_length=1)]


class Dates(_Frozen):
    """The contest's dates; days are calendar days in ``time_zone``."""

    time_zone: Annotated[str, AfterValidator(_zone)]
    approved: date
    announce_by: date
    announce_days_before: PositiveInt = 15
    deadline: AwareDatetime
    contest_day: date
    publish_within_days: PositiveInt = 10

    @property
    def zone(self) -> ZoneInfo:
        """The contest's time zone."""
        return ZoneInfo(self.time_zone)

    def contradictions(self) -> Iterator[str]:
        """Dates that cannot all be right, one line each: they warn, they do not stop the work."""
        last_day = self.deadline.astimezone(self.zone).date()
        if self.deadline.utcoffset() != self.deadline.astimezone(self.zone).utcoffset():
            yield f"dates.deadline: its offset is not that of {self.time_zone} on that day"
        if last_day >= self.contest_day:
            yield f"dates.deadline: {last_day} is not before the contest day {self.contest_day}"
        if self.announce_by > self.contest_day - timedelta(days=self.announce_days_before):
            yield f"dates.announce_by: {self.announce_by} is less than {self.announce_days_before} days before {self.contest_day}"
        if self.announce_by < self.approved:
            yield f"dates.announce_by: {self.announce_by} is before the regulations were approved ({self.approved})"
        if (left := (last_day - self.announce_by).days) < 7:
            yield f"dates.deadline: announced by {self.announce_by}, schools have {left} days to apply"


class Rulings(_Frozen):
    """What the organiser settled where the regulations are silent or say two things."""

    deadline_day_remark: bool = True
    incomplete_after_deadline: Literal["reject", "hold", "admit"] = "reject"
    link_instead_of_file: Literal["hold"] = "hold"
    newer_application: Literal["replace", "hold"] = "replace"
    one_per_school: bool = True
    places: tuple[str, ...] = ("I", "II", "III")
    place_winner_may_be_nominated: bool = False
    aggregate: Literal["mean", "median"] = "mean"
    min_sheets: PositiveInt = 1


class Storage(_Frozen):
    """Where everything is kept. ``database`` empty: SQLite in the data folder. No password may stand in a URL here."""

    data: str = "data"
    database: str = ""

    @model_validator(mode="after")
    def _no_secret(self) -> Self:
        authority = self.database.partition("://")[2].rpartition("@")[0]
        if ":" in authority:
            raise ValueError("a password must not stand in config.toml: use the environment variable PGPASSWORD or a PGPASSFILE")
        return self


class Limits(_Frozen):
    """What a child process may use for one file, and what one letter may hold (megabytes, seconds, counts)."""

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


class Eligibility(_Frozen):
    """Words by which a sender may not be a school of this contest: a person decides."""

    not_a_school: tuple[str, ...] = ()
    a_school: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


class SchoolType(_Frozen):
    """One type of school and the words that name it. ``apart``: alone it is no school, its numbers are others."""

    key: str
    words: tuple[str, ...]
    apart: bool = False


class Schools(_Frozen):
    """What schools' names are made of, as roots: a word belongs to a root that it begins with (short ones: that it is).

    ``types``: kinds of schools and their words (``school`` says nothing in itself); ``private``: words that only a
    private school bears; ``plain``: legal and other words that tell no school from another; ``number``: words before a
    school's number; ``named``: spellings of one name, a line each; ``places``: words beside a street's or building's
    name and number; ``districts``: words beside the name of a city's district.
    """

    types: tuple[SchoolType, ...] = ()
    private: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    named: tuple[tuple[str, ...], ...] = ()
    places: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()


class Links(_Frozen):
    """Which links stand for files: ``sharing``: hosts that keep files; ``ignored``: hosts that never do."""

    sharing: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


class Stage(_Frozen):
    """One stage of scoring: whole points in ``points`` (low, high) for each criterion; ``passes``: least sum to go on."""

    key: str
    number: PositiveInt
    title: Wording
    points: tuple[int, int]
    passes: int | None = None
    criteria: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        low, high = self.points
        if low >= high:
            raise ValueError("points: expected two numbers, the lower first")
        if self.passes is not None and not low * len(self.criteria) <= self.passes <= high * len(self.criteria):
            raise ValueError(f"passes: expected {low * len(self.criteria)} to {high * len(self.criteria)}")
        return self


class Nomination(_Frozen):
    """A nomination that the commission may give."""

    key: str
    title: Wording


class Contest(_Frozen):
    """The whole of config.toml."""

    contest: About
    mailbox: Mailbox
    dates: Dates
    rulings: Rulings = Rulings()
    storage: Storage = Storage()
    limits: Limits = Limits()
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

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        groups = {
            "kinds.key": [k.key for k in self.kinds],
            "kinds.number": [str(k.number) for k in self.kinds],
            "form.fields.key": [f.key for f in self.form.fields],
            "papers.key": [p.key for p in self.papers],
            "groups.key": [g.key for g in self.groups],
            "annexes and others.key": [o.key for o in (*self.annexes, *self.others)],
            "stages.key": [s.key for s in self.stages],
            "nominations.key": [n.key for n in self.nominations],
        }
        for where, keys in groups.items():
            twice = [key for key, count in Counter(keys).items() if count > 1]
            if twice:
                raise ValueError(f"{where}: {', '.join(twice)} stands twice, expected each once")
        return self

    @model_validator(mode="after")
    def _signs_name_what_exists(self) -> Self:
        papers = {paper.key for paper in self.papers}
        groups = {group.key for group in self.groups}
        kinds = {kind.key for kind in self.kinds}
        owners: list[tuple[str, Signs]] = [(f"kinds.{kind.key}", kind.signs) for kind in self.kinds]
        owners += [(f"annexes.{other.key}", other.signs) for other in self.annexes]
        owners += [(f"others.{other.key}", other.signs) for other in self.others]
        for where, signs in owners:
            for what, unknown in _unknown_names(signs, papers, groups, kinds):
                raise ValueError(f"{where}.signs: {what} {unknown!r} is not defined")
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
        )

    @property
    def required_fields(self) -> tuple[str, ...]:
        """Keys of the application's fields that must not be empty, in the form's order."""
        return tuple(f.key for f in self.form.fields if f.required)

    def display_number(self, number: int) -> str:
        """A submission's number as people see it."""
        return f"{self.contest.number_prefix} № {number}"


def _unknown_names(signs: Signs, papers: set[str], groups: set[str], kinds: set[str]) -> Iterator[tuple[str, str]]:
    """Papers, kinds and word groups that a document's signs call by a name that nothing has."""
    yield from (("paper", key) for key in (*signs.papers, *signs.weak_papers) if key not in papers)
    yield from (("kind", key) for key in (*signs.beside, *signs.within) if key not in kinds)
    phrases = (*signs.title, *signs.hints, *signs.tells, *signs.body, *signs.columns, *signs.needs, *signs.excludes)
    for phrase in (*phrases, *(phrase for half in signs.halves for phrase in half)):
        yield from (("group", key) for key in GROUP_CALL.findall(phrase) if key not in groups)


@dataclass(frozen=True, slots=True)
class LoadedContest:
    """A contest with the file it came from: ``sha256`` (hex) of ``text`` identifies the configuration."""

    contest: Contest
    path: Path
    text: str
    sha256: str
    warnings: tuple[str, ...]


def load(path: Path) -> LoadedContest:
    """Read and validate a configuration; raises ContestError with one line that says what to mend."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ContestError(f"{path}: there is no such file; name the configuration with --config FILE") from None
    except OSError as error:
        raise ContestError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ContestError(f"{path}: line {line}: not UTF-8 text; save the file in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ContestError(f"{path}: not valid TOML: {error}") from error
    try:
        contest = Contest.model_validate(data)
    except ValidationError as error:
        raise ContestError(f"{path}: {_first_mistake(error, data)}") from None
    return LoadedContest(contest, path, text, hashlib.sha256(raw).hexdigest(), tuple(contest.dates.contradictions()))


def _first_mistake(error: ValidationError, data: dict[str, Any]) -> str:
    """The first mistake as ``key: what is wrong``; list items are named by their own key where they have one."""
    first = error.errors(include_url=False)[0]
    names: list[str] = []
    here: Any = data
    for step in first["loc"]:
        here = _inside(here, step)
        named = here.get("key") if isinstance(here, dict) and isinstance(step, int) else None
        names.append(str(named or step))
    what = {
        "missing": "is missing",
        "extra_forbidden": "is not a known key; look for a slip of the pen",
        "unexpected_keyword_argument": "is not a known key; look for a slip of the pen",
    }.get(first["type"], first["msg"].removeprefix("Value error, "))
    if first["type"] not in ("missing", "extra_forbidden", "unexpected_keyword_argument", "value_error"):
        what += f", not {first['input']!r}"[:120]
    return f"{'.'.join(names)}: {what}" if names else what


def _inside(data: Any, step: str | int) -> Any:
    """One step into parsed TOML, None where the file has nothing there."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None
