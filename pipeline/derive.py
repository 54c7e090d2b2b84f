"""Evidence laid together: letters and files of each group → what counts, what came late, what is unclear (model.md).

Pure. Only what surely came in time counts; late parts reach nothing but ``late`` (model.md 10), parts of unproven
receipt neither count nor harm until they are proven (model.md 8, 19).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from pipeline import trusting
from pipeline.applying import standing_application
from pipeline.company import Company, left_over
from pipeline.contest import Contest
from pipeline.decisions.extending import Extended, extensions
from pipeline.decisions.laying import has_fields, only_assigned, share, waived, with_fields
from pipeline.decisions.resolve import NOTHING, Decided
from pipeline.decisions.values import Entry, Verb
from pipeline.ownerless import with_ownerless, without_copies
from pipeline.parted import volume_remarks
from pipeline.remarking import paper_remarks
from pipeline.remarking import remark as _remark
from pipeline.rules.eligibility import against
from pipeline.rules.one_per_school import rivalry, school_traits
from pipeline.speaking import is_unread, is_unrecognised, shared_links
from pipeline.state import (
    FileState,
    Finding,
    Grouping,
    KindClaim,
    LetterState,
    LetterVerdict,
    SubmissionState,
    Timing,
)


def place_letters(grouping: Grouping, letters: Sequence[LetterState]) -> tuple[LetterState, ...]:
    """The letters with what grouping found: verdict, why, whose; in receipt order."""
    by_key = {letter.key: letter for letter in letters}
    return tuple(
        replace(by_key[key], verdict=at.verdict, why=at.why, founder=at.founder, joined_by=at.joined_by)
        for key, at in grouping.placed.items()
    )


def derive(
    grouping: Grouping,
    letters: Sequence[LetterState],
    numbers: Mapping[str, int],
    contest: Contest,
    decided: Decided = NOTHING,
) -> tuple[SubmissionState, ...]:
    """One state a submission, by number. ``numbers`` has a number for every founder of ``grouping`` (KeyError else).

    ``letters`` have what people said of each letter laid over already (``decisions.laying``).
    """
    placed = {letter.key: letter for letter in place_letters(grouping, letters)}
    groups = {founder: share([placed[key] for key in keys], decided) for founder, keys in grouping.groups.items()}
    extended = extensions(groups, decided, contest)
    deadlines = {founder: moment for founder, (moment, _) in extended.own.items()}
    waiting = _waiting(grouping, placed, deadlines, contest)
    states = [
        _submission(founder, of, numbers, waiting.get(founder, ()), extended, decided, contest)
        for founder, of in groups.items()
    ]
    states = _settled(with_ownerless(states, contest), grouping)
    return tuple(sorted(_with_rivals(states, contest), key=lambda state: state.number))


def _settled(states: Sequence[SubmissionState], grouping: Grouping) -> list[SubmissionState]:
    """The states without proposals that a person has answered: papers put by themselves belong to nobody else."""
    codes = {key: at.joined_by.code for key, at in grouping.placed.items() if at.joined_by is not None}
    alone = {key for key, code in codes.items() if code == "founded_person"}
    return [
        state
        if not alone
        else replace(
            state,
            proposals=() if state.founder in alone else tuple(one for one in state.proposals if one not in alone),
        )
        for state in states
    ]


def _waiting(
    grouping: Grouping, placed: Mapping[str, LetterState], deadlines: Mapping[str, datetime], contest: Contest
) -> dict[str, tuple[LetterState, ...]]:
    """By founder: the letters outside that may belong to the submission. A late one could not help: it is left out."""
    waiting: dict[str, tuple[LetterState, ...]] = {}
    for at in grouping.placed.values():
        letter = placed[at.key]
        for founder in at.proposals:
            if letter.receipt.against(deadlines.get(founder, contest.dates.deadline)) is Timing.LATE:
                continue
            waiting[founder] = (*waiting.get(founder, ()), letter)
            if at.founder is not None and at.founder != founder:
                # The other way too: a submission that may be another's papers says so itself.
                waiting[at.founder] = (*waiting.get(at.founder, ()), placed[founder])
    return waiting


def _submission(
    founder: str,
    letters: Sequence[LetterState],
    numbers: Mapping[str, int],
    waiting: Sequence[LetterState],
    extended: Extended,
    decided: Decided,
    contest: Contest,
) -> SubmissionState:
    deadline = extended.own[founder][0] if founder in extended.own else contest.dates.deadline
    timing = {letter.key: letter.receipt.against(deadline) for letter in letters}
    company = Company([letter for letter in letters if timing[letter.key] is Timing.ON_TIME], contest)
    in_company = {letter.key: letter for letter in company.letters()}
    letters = [in_company.get(letter.key, letter) for letter in letters]
    counted = only_assigned(list(in_company.values()))
    late = [letter for letter in letters if timing[letter.key] is Timing.LATE]
    application, remarks = standing_application(counted, contest)
    if application is not None and has_fields(founder, decided):
        application = with_fields(application, founder, decided, contest)
    said = decided.of(founder, Verb.SCHOOL)
    if application is not None and said is not None:
        application = replace(application, school=said.value)
    files = [file for letter in counted for file in letter.files]
    claims = _claims(counted, contest)
    links = tuple(dict.fromkeys(link for letter in counted for link in shared_links(letter, contest)))
    odd = paper_remarks(files, application, links, contest)
    told = trusting.remarks(letters, founder, contest)
    proposals = {x.founder or x.key for x in waiting if x.verdict is not LetterVerdict.QUARANTINED} - {founder}
    return SubmissionState(
        number=numbers[founder],
        founder=founder,
        aliases=tuple(sorted(numbers[x.key] for x in letters if x.key != founder and x.key in numbers)),
        deadline=deadline,
        letters=tuple(letters),
        timing=timing,
        application=application,
        claims=claims,
        late=_claims(late, contest),
        waived=waived(founder, decided, contest),
        annexes=tuple(file for file in files if file.facts.role == "annex"),
        others=tuple(file for file in files if file.facts.role == "none" and not is_unread(file.facts)),
        unrecognised=tuple(file for file in files if is_unrecognised(file.facts) and not is_unread(file.facts)),
        unread=tuple(file for file in files if is_unread(file.facts)),
        links=links,
        proposals=tuple(sorted(proposals)),
        quarantined=tuple(x for x in waiting if x.verdict is LetterVerdict.QUARANTINED),
        remarks=(
            *_decided(founder, extended, said),
            *_arrivals(letters, timing, deadline, contest),
            *remarks,
            *_papers(claims, files),
            *odd,
            *company.remarks(),
            *left_over(claims, files, waived(founder, decided, contest), contest),
            *volume_remarks(counted),
            *told,
        ),
        eligibility=against(application, contest),
        senders=trusting.senders(letters, founder),
        school="" if said is None else said.value,
    )


def _claims(letters: Iterable[LetterState], contest: Contest) -> dict[str, tuple[KindClaim, ...]]:
    """Claims by kind, in the contest's order; the same bytes sent again are one."""
    found: dict[str, dict[object, KindClaim]] = {kind.key: {} for kind in contest.kinds}
    for claim in without_copies(_all_claims(letters)):
        if claim.kind in found:
            same = (claim.file.sha256 or claim.file.id, claim.pages)
            found[claim.kind].setdefault(same, claim)
    return {kind: tuple(of.values()) for kind, of in found.items() if of}


def _all_claims(letters: Iterable[LetterState]) -> Iterator[KindClaim]:
    for letter in letters:
        for file in letter.files:
            for segment in file.facts.segments:
                for c in segment.claims:
                    by = "person" if c.kind in file.assigned and c.status == "sure" else "machine"
                    yield KindClaim(c.kind, file, letter.message_id, c.pages, c.status, c.partly, c.evidence, by)


# ------------------------------------------------------------------ remarks


def _decided(founder: str, extended: Extended, school: Entry | None) -> Iterator[Finding]:
    """That the submission has a deadline of its own, or may have; which school it is of; and by whose word."""
    if founder in extended.own:
        deadline, one = extended.own[founder]
        yield _remark("deadline_extended", deadline=deadline.isoformat(), decision=str(one.id))
    for one in extended.unclear.get(founder, ()):
        yield _remark("extension_unclear", decision=str(one.id), school=one.target.key)
    if school is not None:
        yield _remark("school_decided", decision=str(school.id), school=school.value)


def _arrivals(
    letters: Sequence[LetterState], timing: Mapping[str, Timing], deadline: datetime, contest: Contest
) -> Iterator[Finding]:
    """What to remark on when the letters came."""
    if contest.rulings.deadline_day_remark:
        last_day = deadline.astimezone(contest.dates.zone).date()
        for letter in letters:
            time = letter.receipt.shown
            on_time = timing[letter.key] is Timing.ON_TIME
            if on_time and time is not None and time.astimezone(contest.dates.zone).date() == last_day:
                yield _remark("last_day", time=time.isoformat(), deadline=deadline.isoformat())
    for letter in letters:
        if letter.spam:
            yield _remark("found_in_spam", sender=letter.sender, subject=letter.subject)
    late = [letter.receipt.shown for letter in letters if timing[letter.key] is Timing.LATE]
    if late and len(late) < len(letters):
        first = min((time.isoformat() for time in late if time is not None), default="")
        yield _remark("late_letters", count=str(len(late)), time=first, deadline=deadline.isoformat())
    unproven = sum(timing[letter.key] is Timing.UNPROVEN for letter in letters)
    if unproven:
        yield _remark("unproven_letters", count=str(unproven))


def _papers(claims: Mapping[str, tuple[KindClaim, ...]], files: Sequence[FileState]) -> Iterator[Finding]:
    """What to remark on the papers: halves, one paper for several kinds, the same bytes twice, blank ones."""
    for kind, of in claims.items():
        if all(claim.partly for claim in of if claim.status == "sure") and any(c.status == "sure" for c in of):
            yield _remark("kind_partly", kind=kind, file=of[0].file.name)
    for file in {file.sha256 or str(file.id): file for file in reversed(files)}.values():
        # Papers that follow one another in a file without pages have no pages either: they are several segments.
        for segment in file.facts.segments:
            kinds_of: dict[tuple[int, ...] | None, list[str]] = {}
            for claim in segment.claims:
                if claim.status == "sure" and claim.kind in claims:
                    kinds_of.setdefault(claim.pages, []).append(claim.kind)
            for same in kinds_of.values():
                if len(set(same)) > 1:
                    yield _remark("same_paper", file=file.name, kinds=", ".join(dict.fromkeys(same)))
    names: dict[str, str] = {}
    for file in files:
        first = names.setdefault(file.sha256, file.name) if file.sha256 else file.name
        if first != file.name:
            yield _remark("same_bytes", file=file.name, other=first)
        if file.facts.role == "blank":
            yield _remark("blank_file", file=file.name)


# ------------------------------------------------------------------ rivals


def _with_rivals(states: Sequence[SubmissionState], contest: Contest) -> list[SubmissionState]:
    """The states, each with the founders of the others that are, or may be, of its school."""
    rivals: dict[str, set[str]] = {state.founder: set() for state in states}
    applicants = [state for state in states if state.application is not None]
    for one, other in sorted(_near(applicants, contest)):
        if _is_elsewhere(applicants[one]) != _is_elsewhere(applicants[other]):
            continue  # The same number in another town is another school.
        if _is_doubted(applicants[one], applicants[other]) or _is_doubted(applicants[other], applicants[one]):
            continue  # Who failed to be the school holds nothing of the school's: a person places it.
        if rivalry(applicants[one].application, applicants[other].application, contest):
            rivals[applicants[one].founder].add(applicants[other].founder)
            rivals[applicants[other].founder].add(applicants[one].founder)
    return [replace(state, rivals=tuple(sorted(rivals[state.founder]))) for state in states]


def _is_doubted(state: SubmissionState, of: SubmissionState) -> bool:
    """Whether a submission of a disowned sender is only proposed to belong to the other."""
    return state.is_disowned and not of.is_disowned and of.founder in state.proposals


def _is_elsewhere(state: SubmissionState) -> bool:
    return state.eligibility is not None and state.eligibility.code == "elsewhere"


def _near(applicants: Sequence[SubmissionState], contest: Contest) -> set[tuple[int, int]]:
    """Pairs that share a key of school, phone, head or place; no other pair can be one school."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for i, state in enumerate(applicants):
        for key in school_traits(state.application, contest):
            bearers[key].append(i)
    return {pair for of in bearers.values() for pair in combinations(of, 2)}
