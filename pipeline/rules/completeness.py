"""Every document that the regulations list is there, or a person waived it (regulations IV)."""

from pipeline.contest import Contest
from pipeline.rules.rule import Moment, Rule
from pipeline.speaking import is_unread
from pipeline.state import Finding, SubmissionState

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


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    contest = moment.contest
    sure = present(state, contest)
    count = {"count": str(len(sure)), "of": str(len(contest.kinds))}
    waived = [k.key for k in contest.kinds if k.key in state.waived and k.key not in sure]
    return (
        Finding(NAME, "kinds_present", count, passed=True),
        *(Finding(NAME, "kind_waived", {"kind": key}, passed=True) for key in waived),
        *(_doubt(state, key) for key in doubtful(state, contest)),
        *(Finding(NAME, "kind_missing", {"kind": key}) for key in missing(state, contest)),
    )


def _doubt(state: SubmissionState, kind: str) -> Finding:
    claims = state.claims[kind]
    readable = [claim.file for claim in claims if not is_unread(claim.file.facts)]
    file = readable[0] if readable else claims[0].file
    return Finding(NAME, "kind_doubtful" if readable else "kind_unread", {"kind": kind, "file": file.name})


RULE = Rule(NAME, "Every listed document is there (section IV)", _check)
