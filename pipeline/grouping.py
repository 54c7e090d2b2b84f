"""Whose portfolio a letter belongs to: a pure function of all letters (model.md 12, 28).

Letters are placed one after another in the order our servers received them, what came too late after all the rest, so
what comes later never moves what came before; the order in which they were found does not matter. Only letters that
say nothing themselves wait to the end: then one that answers a submission's letter, or comes from an address with
exactly one submission, becomes its letter. Before all of it stands a person's word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from parsers.facts import ApplicationFacts
from pipeline.contest import Contest
from pipeline.decisions import NOBODY, Placement
from pipeline.identity import (
    Same,
    mentioned_schools,
    names_place,
    same_person,
    same_school,
    school_keys,
    school_name,
)
from pipeline.linking import bare_id, emails_in, mentioned_in, value_of
from pipeline.speaking import applications, carries, is_own, numbers_in, quoted_numbers, silent, speaks
from pipeline.state import Finding, Grouping, LetterState, LetterVerdict, Placed, Timing
from pipeline.trusting import doubt, is_failed

__all__ = ["Grouping", "Placed", "group", "quoted_numbers", "receipt_order"]

_FAR_FUTURE = datetime.max.replace(tzinfo=UTC)
_KEPT_OUT = (LetterVerdict.QUARANTINED, LetterVerdict.AUTOMATIC)


def receipt_order(letter: LetterState) -> tuple[datetime, str]:
    """The order of receipt: by the latest moment that it can have been, unknown ones last, then by key."""
    return letter.receipt.not_after or letter.receipt.not_before or _FAR_FUTURE, letter.key


_RANK = {Timing.ON_TIME: 0, Timing.UNPROVEN: 1, Timing.LATE: 2}


def _placing_order(letter: LetterState, contest: Contest) -> tuple[int, datetime, str]:
    """The order of placing: what surely came too late is placed after all that may count, so it moves nothing of it."""
    return _RANK[letter.receipt.against(contest.dates.deadline)], *receipt_order(letter)


def group(
    letters: Sequence[LetterState], numbers: Mapping[str, int], contest: Contest, people: Placement = NOBODY
) -> Grouping:
    """Place all letters; ``numbers`` has the founders' numbers that were issued, by letter key.

    Letters that the caller marked quarantined or automatic stay out of every submission, unless a person puts them into
    one; the others' verdicts are made here. The result does not depend on the order of ``letters``.
    """
    ordered = sorted({x.key: x for x in letters}.values(), key=lambda letter: _placing_order(letter, contest))
    table = _Table(contest, {number: key for key, number in numbers.items()})
    waiting: list[LetterState] = []
    _seat(ordered, people, table)
    for letter in ordered:
        if letter.verdict in _KEPT_OUT or letter.key in table.placed:
            continue
        said = speaks(letter, contest)
        if said is None:
            waiting.append(letter)
        else:
            table.place(letter, said)
    _adopt(waiting, table)
    for letter in ordered:
        if letter.verdict in _KEPT_OUT and letter.key not in table.placed:
            near = table.linked(letter) if letter.verdict is LetterVerdict.QUARANTINED else ()
            table.placed[letter.key] = Placed(letter.key, letter.verdict, letter.why, proposals=near)
    in_receipt = sorted(ordered, key=receipt_order)
    return Grouping({letter.key: table.placed[letter.key] for letter in in_receipt}, table.laid_out())


def _seat(ordered: Sequence[LetterState], people: Placement, table: "_Table") -> None:
    """Lay out first what people hold together: letters they placed, and submissions that were decided on."""
    known = {letter.key: letter for letter in ordered}
    held = {key: founder for key in known if (founder := people.founder(key)) is not None and founder in known}
    for founder in sorted(set(held.values()), key=lambda key: receipt_order(known[key])):
        table.open(known[founder], people.placed.get(founder))
    for key, founder in held.items():
        if key != founder:
            table.seat(known[key], table.groups[founder], people.placed.get(key))


@dataclass(slots=True)
class _Group:
    """A submission while it is laid together."""

    founder: LetterState
    letters: list[LetterState] = field(default_factory=list)
    waits: bool = False  # nobody knows whose it is: a person places it

    def applications(self) -> list[ApplicationFacts]:
        return [a for letter in self.letters for _, a in applications(letter) if a.status == "sure"]


@dataclass(frozen=True, slots=True)
class _Link:
    """A way to a submission: how, to whom, and what the letter's application says against it ("" for nothing)."""

    how: str
    to: _Group
    against: str
    params: Mapping[str, str]


@dataclass(slots=True)
class _Table:
    """The submissions laid out so far, and where every placed letter lies."""

    contest: Contest
    founders: Mapping[int, str]
    groups: dict[str, _Group] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    by_message: dict[str, _Group] = field(default_factory=dict)
    by_sender: dict[str, dict[str, _Group]] = field(default_factory=dict)
    by_written: dict[str, dict[str, _Group]] = field(default_factory=dict)  # addresses that applications name
    by_school: dict[str, dict[str, _Group]] = field(default_factory=dict)  # keys of schools' names, mentioned numbers

    def laid_out(self) -> dict[str, tuple[str, ...]]:
        """Each submission's letters in receipt order, by founder."""
        return {
            founder: tuple(letter.key for letter in sorted(of.letters, key=receipt_order))
            for founder, of in self.groups.items()
        }

    def place(self, letter: LetterState, said: Finding) -> None:
        """Put a letter that speaks for the contest where the strongest link leads, else found a submission."""
        contradicted: _Link | None = None
        doubted: _Link | None = None
        for way in (self._quoted, self.thread, self._same_application, self._address):
            links = list(way(letter))
            fitting = {link.to.founder.key: link for link in links if not link.against}
            unsure = [link for link in fitting.values() if self.doubt(letter, link)]
            doubted = doubted or next(iter(unsure), None)
            fitting = {key: link for key, link in fitting.items() if link not in unsure}
            if len(fitting) == 1:
                (link,) = fitting.values()
                self.join(letter, link, said)
                return
            if fitting:
                self._found(letter, said, "founded_unplaced", count=str(len(fitting)), link=links[0].how)
                return
            contradicted = contradicted or next((link for link in links if link.against), None)
        if doubted is not None:
            params = {"founder": doubted.to.founder.key, "link": doubted.how, "why": self.doubt(letter, doubted)}
            self._found(letter, said, "founded_doubted", sender=letter.sender, **params)
        elif contradicted is None:
            self._found(letter, said, "founded")
        else:
            params = {"founder": contradicted.to.founder.key, "field": contradicted.against, "link": contradicted.how}
            self._found(letter, said, "founded_contradicts", **params)

    def join(self, letter: LetterState, link: _Link, said: Finding) -> None:
        why = Finding("grouping", f"joined_{link.how}", {"founder": link.to.founder.key, **link.params}, passed=True)
        self.placed[letter.key] = Placed(letter.key, LetterVerdict.SUBMISSION, said, link.to.founder.key, why)
        self._lay(letter, link.to)

    def open(self, letter: LetterState, by: tuple[str, int] | None) -> None:
        """A submission that people hold; ``by``: the decision that made the letter its founder, if one did."""
        params = {} if by is None else {"decision": str(by[1])}
        why = Finding("grouping", "founded" if by is None else "founded_person", params, passed=True)
        self.placed[letter.key] = Placed(letter.key, LetterVerdict.SUBMISSION, self._said(letter), letter.key, why)
        self.groups[letter.key] = _Group(letter)
        self._lay(letter, self.groups[letter.key])

    def seat(self, letter: LetterState, to: _Group, by: tuple[str, int] | None) -> None:
        """Put a letter where a person put it, or where it stood when its submission was decided on."""
        params = {"founder": to.founder.key} | ({} if by is None else {"decision": str(by[1])})
        why = Finding("grouping", "joined_decided" if by is None else "joined_person", params, passed=True)
        said = self._said(letter)
        self.placed[letter.key] = Placed(letter.key, LetterVerdict.SUBMISSION, said, to.founder.key, why)
        self._lay(letter, to)

    def _said(self, letter: LetterState) -> Finding:
        return speaks(letter, self.contest) or Finding("letter", "letter_person", {}, passed=True)

    def _found(self, letter: LetterState, said: Finding, code: str, **params: str) -> None:
        near = self._may_belong(letter)
        if near and code == "founded":
            code, params = "founded_unplaced", {"count": str(len(near)), "link": "application"}
        why = Finding("grouping", code, params, passed=True)
        self.placed[letter.key] = Placed(letter.key, LetterVerdict.SUBMISSION, said, letter.key, why, near)
        fresh = _Group(letter, waits=bool(near) and not any(True for _ in applications(letter)))
        self.groups[letter.key] = fresh
        self._lay(letter, fresh)

    def _lay(self, letter: LetterState, to: _Group) -> None:
        to.letters.append(letter)
        if name := bare_id(letter.message_id):
            self.by_message.setdefault(name, to)
        if letter.sender and not is_own(letter, self.contest):
            self.by_sender.setdefault(letter.sender, {})[to.founder.key] = to
        for key in self._school_keys(letter):
            self.by_school.setdefault(key, {})[to.founder.key] = to
        for _, application in applications(letter):
            for email in emails_in(application):
                self.by_written.setdefault(email, {})[to.founder.key] = to

    def _school_keys(self, letter: LetterState) -> frozenset[str]:
        """What the letter's applications name as its school; without one, what its subject and its address mention."""
        named = [value_of(application, "institution") for _, application in applications(letter)]
        if not named:
            return mentioned_in(letter, self.contest)
        return frozenset(key for name in named for key in school_keys(name, self.contest.schools))

    # -------------------------------------------------------------- the ways, strongest first

    def _quoted(self, letter: LetterState) -> Iterator[_Link]:
        for number in numbers_in(letter, self.contest):
            founder = self.placed.get(self.founders.get(number, ""))
            if founder is not None and founder.founder is not None:
                to = self.groups[founder.founder]
                yield _Link("number", to, self._against(letter, to), {"number": str(number)})

    def thread(self, letter: LetterState) -> Iterator[_Link]:
        """The nearest letter of the thread that fits; what does not fit is told all the same."""
        for name in (*letter.in_reply_to, *reversed(letter.references)):
            to = self.by_message.get(bare_id(name))
            if to is None:
                continue
            link = _Link("thread", to, self._against(letter, to), {"message_id": name})
            yield link
            if not link.against:
                return

    def _same_application(self, letter: LetterState) -> Iterator[_Link]:
        mine = [application for _, application in applications(letter) if application.status == "sure"]
        near = self._of_school(letter)
        found = [to for to in near if any(self._one(a, b) for a in mine for b in to.applications())]
        of_sender = [to for to in found if to.founder.key in self.by_sender.get(letter.sender, {})]
        for to in of_sender or found:
            yield _Link("application", to, self._against(letter, to), {})

    def _of_school(self, letter: LetterState) -> list[_Group]:
        """The submissions that are, may be, or mention to be of the school that the letter is of or mentions."""
        keys = sorted(self._school_keys(letter))
        return list({to.founder.key: to for key in keys for to in self.by_school.get(key, {}).values()}.values())

    def _address(self, letter: LetterState) -> Iterator[_Link]:
        for to in self.of_sender(letter):
            against = self._against(letter, to) or self._mentions_another(letter, to)
            yield _Link("address", to, against, {"sender": letter.sender})

    def of_sender(self, letter: LetterState) -> list[_Group]:
        """The submissions of the letter's address; those that wait for a person only when there are no others.

        What came late must not hand a submission a letter that counts, nor take one away: of submissions to which
        only later letters tie the address, those alone are told that came too late as a whole.
        """
        if is_own(letter, self.contest):
            return []
        own, rank = self.by_sender.get(letter.sender, {}).values(), self._rank(letter)
        known = [to for to in own if min(self._rank(x) for x in to.letters if x.sender == letter.sender) <= rank]
        known = known or [to for to in own if self._rank(to.founder) == _RANK[Timing.LATE]]
        return [to for to in known if not to.waits] or known

    def _rank(self, letter: LetterState) -> int:
        return _RANK[letter.receipt.against(self.contest.dates.deadline)]

    def doubt(self, letter: LetterState, link: _Link) -> str:
        """Why a link does not join the letter by itself, by who sent it; "" when it does."""
        return doubt(letter, link.how, link.to.founder, link.to.letters, self.contest)

    def linked(self, letter: LetterState) -> tuple[str, ...]:
        """Submissions that the letter's thread or address leads to, whatever it says."""
        found = [link.to for link in self.thread(letter)] or self.of_sender(letter)
        return tuple(sorted({to.founder.key for to in found}))

    # -------------------------------------------------------------- what applications say

    def _one(self, a: ApplicationFacts, b: ApplicationFacts) -> bool:
        """Whether two applications are one leader's of one school: surely the leader, and the school or its number."""
        school, other = value_of(a, "institution"), value_of(b, "institution")
        if not (school and other and same_person(value_of(a, "leader"), value_of(b, "leader")) is Same.YES):
            return False
        same = same_school(school, other, self.contest.schools)
        numbers = {school_name(school, self.contest.schools).number, school_name(other, self.contest.schools).number}
        return same is Same.YES or (same is Same.MAYBE and len(numbers) == 1 and "" not in numbers)

    def _against(self, letter: LetterState, to: _Group) -> str:
        """The field in which an application of the letter names somebody else than all of the submission's do."""
        theirs = to.applications()
        for _, mine in applications(letter):
            fields = [self._differ(mine, other) for other in theirs]
            if fields and all(fields):
                return fields[0]
        return ""

    def _differ(self, a: ApplicationFacts, b: ApplicationFacts) -> str:
        if same_person(value_of(a, "leader"), value_of(b, "leader")) is Same.NO:
            return "leader"
        schools = value_of(a, "institution"), value_of(b, "institution")
        return "institution" if all(schools) and same_school(*schools, self.contest.schools) is Same.NO else ""

    def _mentions_another(self, letter: LetterState, to: _Group) -> str:
        """Whether papers without an application come under a subject that names another school."""
        if any(True for _ in applications(letter)):
            return ""
        mentioned = mentioned_schools(letter.subject, self.contest.schools)
        named = {school_name(value_of(a, "institution"), self.contest.schools).number for a in to.applications()} - {""}
        return "institution" if mentioned and named and not mentioned & named else ""

    def _may_belong(self, letter: LetterState) -> tuple[str, ...]:
        """Founders of submissions that the letter is linked with too weakly to join: a person decides."""
        mine = [application for _, application in applications(letter)]
        certain = any(application.status == "sure" for application in mine)
        found: set[str] = set()
        for way in (self._quoted, self.thread, self._address):
            found |= {link.to.founder.key for link in way(letter) if not (certain and link.against)}
        near = self._of_school(letter)
        found |= {to.founder.key for to in near if self._perhaps_one(mine, to)}
        found |= {to.founder.key for to in self._by_written_address(letter, mine)}
        return tuple(sorted(found))

    def _perhaps_one(self, mine: list[ApplicationFacts], to: _Group) -> bool:
        """Whether applications perhaps name one leader of one school, or one side without any mentions the school."""
        theirs = to.applications()
        if not mine or not theirs:
            return bool(mine) or any(not self._is_elsewhere(application) for application in theirs)
        return any(self._near(a, b) for a in mine for b in theirs)

    def _is_elsewhere(self, application: ApplicationFacts) -> bool:
        """Whether a school of another town applies: papers that only mention its number are not its papers."""
        of = (value_of(application, "institution"), value_of(application, "address"))
        eligible = self.contest.eligibility
        return any(names_place(text, eligible.elsewhere, self.contest.schools) for text in of) and not any(
            names_place(text, eligible.cities, self.contest.schools) for text in of
        )

    def _near(self, a: ApplicationFacts, b: ApplicationFacts) -> bool:
        schools = [school_name(value_of(one, "institution"), self.contest.schools) for one in (a, b)]
        if not (all(name.says_something for name in schools) and value_of(a, "leader") and value_of(b, "leader")):
            return False
        return not self._differ(a, b)

    def _by_written_address(self, letter: LetterState, mine: list[ApplicationFacts]) -> list[_Group]:
        """Submissions whose application names the letter's address, and the reverse, where one side has none."""
        of_letter = self.by_written.get(letter.sender, {}).values() if not mine else ()
        emails = sorted(email for application in mine for email in emails_in(application))
        of_others = [to for email in emails for to in self.by_sender.get(email, {}).values() if not to.applications()]
        return [*of_letter, *of_others]


def _adopt(waiting: list[LetterState], table: _Table) -> None:
    """Give the letters that say nothing themselves to the submissions that they answer or whose address they bear."""
    left = [letter for letter in waiting if not is_own(letter, table.contest)]
    rounds = len(left)
    for _ in range(rounds):
        still = [letter for letter in left if not _adopted(letter, table)]
        if len(still) == len(left):
            break
        left = still
    for letter in waiting:
        if letter.key not in table.placed:
            table.placed[letter.key] = _left_alone(letter, table)


def _adopted(letter: LetterState, table: _Table) -> bool:
    link = next((link for link in table.thread(letter) if not table.doubt(letter, link)), None)
    if link is None:
        of_address = [to for to in table.of_sender(letter) if is_failed(letter) == is_failed(to.founder)]
        if len(of_address) != 1:
            return False
        link = _Link("address", of_address[0], "", {"sender": letter.sender})
    code = f"letter_{link.how}"
    params = {"founder": link.to.founder.key, **({"sender": letter.sender} if link.how == "address" else {})}
    table.join(letter, link, Finding("letter", code, params, passed=True))
    return True


def _left_alone(letter: LetterState, table: _Table) -> Placed:
    """A letter of no submission; where its address has several, and it brings anything, a person is asked which."""
    several = table.of_sender(letter)
    verdict, why = silent(letter, table.contest)
    brings = carries(letter, table.contest)
    linked = () if is_own(letter, table.contest) else table.linked(letter)
    if any(is_failed(letter) != is_failed(table.groups[founder].founder) for founder in linked):
        doubted = Finding("letter", "letter_doubted", {"sender": letter.sender}, passed=True)
        return Placed(letter.key, LetterVerdict.UNCLEAR, doubted, proposals=linked if brings else ())
    if not several:
        return Placed(letter.key, verdict, why)
    near = tuple(sorted(to.founder.key for to in several)) if brings else ()
    if verdict is LetterVerdict.UNRELATED:
        why = Finding("letter", "letter_several", {"count": str(len(several)), "sender": letter.sender}, passed=True)
    return Placed(letter.key, LetterVerdict.UNCLEAR, why, proposals=near)
