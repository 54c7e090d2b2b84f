"""What became of every decision: it stands, was taken back, a newer one came, or what it is about is gone.

A decision is never dropped. One whose target vanished is listed as orphaned; one that stands on facts that are no
longer those that the person saw goes on standing, and a person is asked (model.md 5, 6).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.contest import Contest
from pipeline.decisions import facts
from pipeline.decisions.laying import APPLICATION
from pipeline.decisions.naming import LEADER, is_form
from pipeline.decisions.resolve import Decided, superseded
from pipeline.decisions.values import (
    NEW,
    ORPHANED,
    STANDING,
    SUPERSEDED,
    UNDONE,
    Decision,
    Entry,
    Fate,
    Sort,
    Target,
    Verb,
)
from pipeline.state import FileState, Finding, Grouping, LetterState, SubmissionState


@dataclass(frozen=True, slots=True)
class Seen:
    """What decisions are held against: all letters as the machine made them, and where they lie.

    ``whole``: every letter is there. Where letters are cut by time, what is missing has not vanished.
    """

    letters: Mapping[str, LetterState]
    grouping: Grouping
    numbers: Mapping[str, int]
    whole: bool = True

    def of(self, founder: str) -> list[LetterState]:
        """The letters of a submission; [] where there is none."""
        return [self.letters[key] for key in self.grouping.groups.get(founder, ())]

    def founder(self, key: str) -> str | None:
        """The founder of the submission that a letter is in."""
        at = self.grouping.placed.get(key)
        return None if at is None else at.founder

    def file(self, target: Target) -> FileState | None:
        """The file that a decision is about."""
        letter = self.letters.get(target.key)
        return next((f for f in letter.files if f.sha256 == target.item), None) if letter is not None else None


def fingerprint(verb: Verb, targets: Sequence[Target], seen: Seen) -> str:
    """The facts on which a decision of that verb on these targets rests; "" where it rests on none."""
    target = targets[0]
    match verb:
        case Verb.VERDICT | Verb.WITHDRAW:
            return facts.of_submission(seen.of(target.key))
        case Verb.KIND | Verb.ROLE:
            file = seen.file(target)
            return "" if file is None else facts.of_file(file)
        case Verb.RECEIVED:
            return facts.of_receipt(seen.letters[target.key]) if target.key in seen.letters else ""
        case Verb.FIELD:
            item = LEADER if is_form(target.item) else target.item
            return facts.of_field(seen.of(target.key), item)
        case Verb.SCHOOL:
            return facts.of_field(seen.of(target.key), "institution")
        case Verb.WAIVE:
            return facts.of_kind(seen.of(target.key), target.item)
        case _:
            return ""


def tell(decided: Decided, seen: Seen, contest: Contest) -> tuple[Decision, ...]:
    """Every decision, oldest first, with what became of it."""
    old = superseded(decided, {key: at.founder for key, at in seen.grouping.placed.items()})
    return tuple(_told(one, _fate(one, decided, old, seen, contest), decided, seen) for one in decided.entries)


def _fate(one: Entry, decided: Decided, old: frozenset[int], seen: Seen, contest: Contest) -> Fate:
    if one.id in decided.undone:
        return UNDONE
    if one.id in old:
        return SUPERSEDED
    return ORPHANED if all(_is_gone(one, target, seen, contest) for target in one.targets) else STANDING


def _is_gone(one: Entry, target: Target, seen: Seen, contest: Contest) -> bool:
    """Whether what a decision is about is not there any more. A school may be yet to come."""
    if target.sort in (Sort.SCHOOL, Sort.DECISION):
        return False
    if target.key not in seen.letters:
        return seen.whole
    if target.sort is Sort.FILE:
        kinds = {kind.key for kind in contest.kinds} | {APPLICATION}
        unknown = one.verb is Verb.KIND and not kinds & set(one.value.split(","))
        return unknown or seen.file(target) is None
    if target.sort is Sort.LETTER:
        return one.verb is Verb.PLACE and one.value != NEW and one.value not in seen.letters and seen.whole
    if target.key in seen.grouping.placed and target.key not in seen.grouping.groups:
        return True  # It is a submission no longer: it was put to another.
    return _is_item_gone(one, target, seen, contest)


def _is_item_gone(one: Entry, target: Target, seen: Seen, contest: Contest) -> bool:
    """Whether the kind or the field that a decision on a submission names is not there any more."""
    if one.verb is Verb.WAIVE:
        return target.item not in {kind.key for kind in contest.kinds}
    if one.verb is Verb.FIELD:
        return target.item not in {field.key for field in contest.form.fields} and not is_form(target.item)
    return False


def _told(one: Entry, fate: Fate, decided: Decided, seen: Seen) -> Decision:
    older = (
        fate == STANDING
        and seen.whole
        and bool(one.basis.facts)
        and fingerprint(one.verb, one.targets, seen) != one.basis.facts
    )
    founder = seen.founder(one.target.key) if one.target.sort not in (Sort.SCHOOL, Sort.DECISION) else None
    return Decision(
        one.id, one.at, one.by, one.verb, one.targets, one.value, one.reason, fate, older,
        None if founder is None else seen.numbers.get(founder), one.undoes, decided.undone.get(one.id),
    )  # fmt: skip


# ------------------------------------------------------------------ what follows for submissions and for the whole


def with_decisions(states: Iterable[SubmissionState], decisions: Sequence[Decision]) -> list[SubmissionState]:
    """The submissions, each with the standing decisions that concern it, and a remark on those on older facts."""
    by_number: dict[int, list[Decision]] = {}
    for one in decisions:
        if one.standing == STANDING and one.submission is not None:
            by_number.setdefault(one.submission, []).append(one)
    return [
        state if state.number not in by_number else _with(state, tuple(by_number[state.number])) for state in states
    ]


def _with(state: SubmissionState, own: tuple[Decision, ...]) -> SubmissionState:
    # A verdict counts for the submission that it was given on, never for one that its letters were put to.
    own = tuple(one for one in own if one.target.sort is not Sort.SUBMISSION or one.target.key == state.founder)
    older = (_remark("decided_on_older_facts", decision=str(one.id)) for one in own if one.older_facts)
    return replace(state, decisions=own, remarks=(*state.remarks, *older))


def with_regrouped(
    states: Sequence[SubmissionState], held: Grouping, free: Callable[[], Grouping], founders: Iterable[str]
) -> list[SubmissionState]:
    """The submissions; those that stay together because they were decided on, though by the letters alone they would
    split or merge now, say so, and whatever they would share letters with is proposed (model.md 13).
    """
    watched = {founder for founder in founders if founder in held.groups}
    if not watched:
        return list(states)
    machine = free()
    odd: set[str] = set()
    near: dict[str, set[str]] = {}
    for founder in watched:
        now = machine.placed[founder].founder
        if astray := set(machine.groups.get(now or "", ())) ^ set(held.groups[founder]):
            odd.add(founder)
            others = {at for key in astray if (at := held.placed[key].founder) is not None and at != founder}
            for one in others:
                near.setdefault(founder, set()).add(one)
                near.setdefault(one, set()).add(founder)
    states = [_near(state, near.get(state.founder, set())) for state in states]
    return [_regrouped(state) if state.founder in odd else state for state in states]


def _near(state: SubmissionState, others: set[str]) -> SubmissionState:
    return replace(state, proposals=tuple(sorted({*state.proposals, *others}))) if others else state


def _regrouped(state: SubmissionState) -> SubmissionState:
    return replace(state, remarks=(*state.remarks, _remark("regrouped", count=str(len(state.letters)))))


def notices(decisions: Iterable[Decision], states: Iterable[SubmissionState]) -> tuple[Finding, ...]:
    """What a person should know of decisions: whose target vanished, which rest on older facts, what was regrouped, and
    which extension was given to a name that several schools may bear.
    """
    states = tuple(states)
    found = []
    for one in decisions:
        if one.standing == ORPHANED:
            found.append(_notice("decision_orphaned", decision=str(one.id)))
        elif one.older_facts:
            found.append(_notice("decision_older_facts", decision=str(one.id)))
    regrouped = (state for state in states if any(remark.code == "regrouped" for remark in state.remarks))
    return (
        *found,
        *(_notice("submission_regrouped", number=str(state.number)) for state in regrouped),
        *_unclear_extensions(states),
    )


def _unclear_extensions(states: Iterable[SubmissionState]) -> Iterator[Finding]:
    meant: dict[str, list[str]] = {}
    schools: dict[str, str] = {}
    for state in states:
        for remark in state.remarks:
            if remark.code == "extension_unclear":
                meant.setdefault(remark.params["decision"], []).append(str(state.number))
                schools[remark.params["decision"]] = remark.params["school"]
    for decision, numbers in meant.items():
        yield _notice("extension_of_several", decision=decision, school=schools[decision], numbers=", ".join(numbers))


def _remark(code: str, **params: str) -> Finding:
    return Finding("remark", code, params, passed=True)


def _notice(code: str, **params: str) -> Finding:
    return Finding("overview", code, params)
