"""People's decisions as rows and sentences: who decided what, when, why, and whether it still counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.decisions import NEW, Decision, Sort, Target, Verb
from pipeline.decisions.naming import is_form
from pipeline.state import Overview
from reports.sentences import Teller, page_runs
from reports.views import local


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision in one line. ``about``: what it is about, ``what``: what was decided, ``fate``: whether it counts.

    ``needs_person``: its target vanished, or it stands on facts that are no longer those that were seen.
    """

    id: int
    at: datetime
    by: str
    about: str
    what: str
    reason: str
    fate: str
    standing: str
    needs_person: bool
    submission: int | None
    line: str


def decision_rows(decisions: Iterable[Decision], teller: Teller) -> tuple[DecisionRow, ...]:
    """The decisions as rows, in the order given."""
    return tuple(decision_row(one, teller) for one in decisions)


def decision_row(one: Decision, teller: Teller) -> DecisionRow:
    """One decision as a row of the log."""
    words = teller.words
    at = local(one.at, teller.contest) or one.at
    about = "; ".join(_about(target, one, teller) for target in one.targets)
    what = _what(one, teller)
    fate = words("fate-older" if one.older_facts else f"fate-{one.standing}")
    line = words(
        "decision-line", decision=one.id, moment=words.short_moment(at), person=one.by, about=about, what=what,
        ground=one.reason, fate=fate,
    )  # fmt: skip
    asks = one.older_facts or one.standing == "orphaned"
    return DecisionRow(one.id, at, one.by, about, what, one.reason, fate, one.standing, asks, one.submission, line)


def asking(overview: Overview, teller: Teller) -> tuple[DecisionRow, ...]:
    """The decisions that a person has to look at."""
    return tuple(row for row in decision_rows(overview.decisions, teller) if row.needs_person)


def _about(target: Target, one: Decision, teller: Teller) -> str:
    words, number = teller.words, "" if one.submission is None else teller.contest.display_number(one.submission)
    match target.sort:
        case Sort.SCHOOL:
            return target.key
        case Sort.DECISION:
            return words("about-decision", decision=target.key)
        case Sort.LETTER:
            return teller.letter(target.key) if target.key in teller.letters else words("letter-named", id=target.name)
        case Sort.FILE:
            file, where = teller.file(target.name), number or words("about-nothing")
            if target.pages is None:
                return words("about-file", file=file, number=where)
            return words("about-pages", file=file, pages=page_runs(target.pages), number=where)
        case Sort.SUBMISSION:
            shown = int(target.name) if target.name.isdecimal() else None
            known = teller.numbers.get(target.key, shown)
            return words("about-nothing") if known is None else teller.contest.display_number(known)


def _what(one: Decision, teller: Teller) -> str:
    words = teller.words
    match one.verb:
        case Verb.VERDICT | Verb.WITHDRAW | Verb.ROLE:
            return words(f"decided-{one.value}")
        case Verb.KIND:
            return words("decided-kinds", kinds=teller.each(one.value.split(","), teller.kind))
        case Verb.PLACE if one.value == NEW:
            return words("decided-place-new")
        case Verb.PLACE:
            return words("decided-place", founder=teller.case(one.value))
        case Verb.FIELD if is_form(one.target.item):
            return words("decided-name", value=one.value, language=words(f"language-{one.target.item[-2:]}"))
        case Verb.SCHOOL:
            return words("decided-school", school=one.value)
        case Verb.FIELD:
            field = teller.field(one.target.item)
            return (
                words("decided-field", field=field, value=one.value)
                if one.value
                else words("decided-field-empty", field=field)
            )
        case Verb.RECEIVED | Verb.EXTEND:
            moment = datetime.fromisoformat(one.value).astimezone(teller.contest.dates.zone)
            return words(f"decided-{one.verb}", moment=words.moment(moment, seconds=moment.second not in (0, 59)))
        case Verb.WAIVE:
            return words("decided-waive", kind=teller.kind(one.target.item))
        case Verb.UNDO:
            return words("decided-undo")
