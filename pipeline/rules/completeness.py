"""Every document that the regulations list is there, or a person waived it (regulations IV)."""

from pipeline.contest import Contest
from pipeline.rules.deadline import letters_of
from pipeline.rules.rule import Moment, Rule
from pipeline.speaking import claims_of, is_unread
from pipeline.state import FileState, Finding, SubmissionState, Timing

NAME = "completeness"


def present(state: SubmissionState, contest: Contest) -> tuple[str, ...]:
    """Kinds with content that surely is one, in the contest's order."""
    return tuple(k.key for k in contest.kinds if any(c.status == "sure" for c in state.claims.get(k.key, ())))


def doubtful(state: SubmissionState, contest: Contest) -> tuple[str, ...]:
    """Kinds that only doubtful papers stand for: neither present nor missing (model.md 25)."""
    sure = present(state, contest)
    return tuple(k.key for k in contest.kinds if state.claims.get(k.key) and k.key not in (*sure, *state.waived))


def missing(state: SubmissionState, contest: Contest) -> tuple[str, ...]:
    """Kinds that nothing counted stands for and nobody waived."""
    return tuple(k.key for k in contest.kinds if not state.claims.get(k.key) and k.key not in state.waived)


def unproven(kind: str, state: SubmissionState) -> tuple[FileState, ...]:
    """Files that may be of the kind, in letters whose receipt is not proven: they do not count, yet they came."""
    files = (file for letter in letters_of(state, Timing.UNPROVEN) for file in letter.files)
    return tuple(file for file in files if any(claim.kind == kind for claim in claims_of(file.facts)))


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    contest = moment.contest
    sure, absent = present(state, contest), [_absent(state, key) for key in missing(state, contest)]
    count = {"count": str(len(sure)), "of": str(len(contest.kinds))}
    waived = [k.key for k in contest.kinds if k.key in state.waived and k.key not in sure]
    # Of what merely awaits its proof nobody says that it was not submitted.
    awaited = any(finding.code == "kind_unproven" for finding in absent)
    return (
        Finding(NAME, "kinds_counted" if awaited else "kinds_present", count, passed=True),
        *(Finding(NAME, "kind_waived", {"kind": key}, passed=True) for key in waived),
        *(_doubt(state, key) for key in doubtful(state, contest)),
        *absent,
    )


def _absent(state: SubmissionState, kind: str) -> Finding:
    files = unproven(kind, state)
    if files:
        return Finding(NAME, "kind_unproven", {"kind": kind, "file": files[0].name})
    return Finding(NAME, "kind_missing", {"kind": kind})


def _doubt(state: SubmissionState, kind: str) -> Finding:
    claims = state.claims[kind]
    readable = [claim.file for claim in claims if not is_unread(claim.file.facts)]
    file = readable[0] if readable else claims[0].file
    return Finding(NAME, "kind_doubtful" if readable else "kind_unread", {"kind": kind, "file": file.name})


RULE = Rule(NAME, "Every listed document is there (section IV)", _check)
