"""Which application stands, of all that came in time (model.md 16): equal ones are one, a newer one of the same sender
replaces, and whatever else contradicts it is a rival that only a person can settle.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parsers.facts import ApplicationFacts
from pipeline.contest import Contest
from pipeline.identity import Same, phone_keys, same_person, same_school
from pipeline.sounding import coarse
from pipeline.speaking import applications
from pipeline.state import ApplicationState, FileState, Finding, LetterState
from pipeline.trusting import level, may_replace


@dataclass(frozen=True, slots=True)
class _Sent:
    """One application as sent: where it came in the order of receipt, and in what."""

    order: int
    letter: LetterState
    file: FileState | None
    facts: ApplicationFacts

    def value(self, key: str) -> str:
        """A field in its normal form, as written where it has none; "" when empty."""
        return next((f.normal or f.value for f in self.facts.fields if f.key == key), "").strip()


def standing_application(
    letters: Sequence[LetterState], contest: Contest
) -> tuple[ApplicationState | None, tuple[Finding, ...]]:
    """The application that stands among the letters' (in receipt order), and what to remark on it."""
    sent = [_Sent(i, x, file, facts) for i, x in enumerate(letters) for file, facts in applications(x)]
    candidates = [one for one in sent if one.facts.status == "sure"] or sent
    if not candidates:
        return None, ()
    stands = candidates[0]
    for one in candidates[1:]:
        stands = _next(stands, one, contest)
    others = [one for one in candidates if one is not stands]
    rivals = [x for x in others if _contradict(x, stands, contest) and not _replaced(x, stands, contest)]
    replaced = [x for x in others if _contradict(x, stands, contest) and _replaced(x, stands, contest)]
    keys = tuple(dict.fromkeys(one.letter.key for one in rivals))
    remarks = tuple(_remark(one) for one in replaced)
    return ApplicationState(stands.facts, stands.letter.key, stands.file, keys), remarks


def _remark(replaced: _Sent) -> Finding:
    file = replaced.file.name if replaced.file else ""
    return Finding("remark", "application_replaced", {"file": file, "letter": replaced.letter.key}, passed=True)


def _next(stands: _Sent, newer: _Sent, contest: Contest) -> _Sent:
    """Which of two stands: the newer one of the same sender, if it is as full; the fuller one where they agree."""
    if _contradict(stands, newer, contest):
        return newer if _replaced(stands, newer, contest) else stands
    if level(newer.letter) < level(stands.letter):
        return stands
    fuller = len(_filled(newer, contest)) - len(_filled(stands, contest))
    same_sender = stands.letter.sender == newer.letter.sender and stands.order < newer.order
    return newer if fuller > 0 or (fuller == 0 and same_sender) else stands


def _filled(one: _Sent, contest: Contest) -> tuple[str, ...]:
    return tuple(key for key in contest.required_fields if one.value(key))


def _replaced(older: _Sent, newer: _Sent, contest: Contest) -> bool:
    """Whether the newer one replaces the older: same leader, same address (or its domain vouches), a later letter, and
    the ruling says so.
    """
    return (
        contest.rulings.newer_application == "replace"
        and older.order < newer.order
        and may_replace(older.letter, newer.letter, contest)
        and not _other_applicant(older, newer, contest)
    )


def _other_applicant(a: _Sent, b: _Sent, contest: Contest) -> bool:
    """Whether two applications name different leaders or schools."""
    if same_person(a.value("leader"), b.value("leader")) is Same.NO:
        return True
    schools = a.value("institution"), b.value("institution")
    return all(schools) and same_school(*schools, contest.schools) is Same.NO


def _contradict(a: _Sent, b: _Sent, contest: Contest) -> bool:
    """Whether two applications cannot both be right.

    Within one letter, and between letters of one sender, only another leader or school counts against replacing; what
    two senders say differently of one leader is nobody's to choose.
    """
    if _other_applicant(a, b, contest):
        return True
    if a.order == b.order:
        return False
    return any(differ(a, b) for differ in _DIFFER)


def _phones_differ(key: str) -> Callable[[_Sent, _Sent], bool]:
    def differ(a: _Sent, b: _Sent) -> bool:
        mine, theirs = phone_keys(a.value(key)), phone_keys(b.value(key))
        return bool(mine and theirs) and not mine & theirs

    return differ


def _emails_differ(a: _Sent, b: _Sent) -> bool:
    mine, theirs = a.value("email").lower(), b.value("email").lower()
    return bool(mine and theirs) and mine != theirs


def _heads_differ(a: _Sent, b: _Sent) -> bool:
    return same_person(a.value("head"), b.value("head")) is Same.NO


def _subjects_differ(a: _Sent, b: _Sent) -> bool:
    mine, theirs = (frozenset(coarse(word)[:5] for word in x.value("subject").split()) for x in (a, b))
    return bool(mine and theirs) and not mine & theirs


_DIFFER: tuple[Callable[[_Sent, _Sent], bool], ...] = (
    _phones_differ("phone"),
    _phones_differ("leader_phone"),
    _emails_differ,
    _heads_differ,
    _subjects_differ,
)
