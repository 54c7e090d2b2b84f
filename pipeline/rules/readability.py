"""What could not be read, was not recognised or was not sent but linked to: the machine rejects nobody over it."""

from parsers.facts import Problem
from pipeline.rules.deadline import letters_of
from pipeline.rules.rule import Moment, Rule
from pipeline.state import FileState, Finding, SubmissionState, Timing

NAME = "readability"


def _check(state: SubmissionState, moment: Moment) -> tuple[Finding, ...]:
    counted = letters_of(state, Timing.ON_TIME)
    damaged = [letter for letter in counted if letter.problem is not None]
    found = (
        *(_found("file_unread", file=f.name, problem=_code(f.facts.problem)) for f in state.unread),
        *(_found("file_unrecognised", file=f.name) for f in state.unrecognised),
        *(_found("file_doubtful", kind=kind, file=f.name) for x in counted for f in x.files for kind in _doubted(f)),
        *(_found("link_instead", link=link) for link in state.links),
        *(_found("letter_damaged", problem=_code(x.problem), sender=x.sender) for x in damaged),
        *(
            _found("letter_quarantined", sender=x.sender, problem=_code(x.problem), letter=x.key)
            for x in state.quarantined
        ),
    )
    files = sum(len(letter.files) for letter in counted)
    return found or (Finding(NAME, "everything_read", {"count": str(files)}, passed=True),)


def _doubted(file: FileState) -> tuple[str, ...]:
    """The kinds that a part of a file may be, where nothing is sure of that part: it may as well be another one."""
    parts = [segment.claims for segment in file.facts.segments if segment.role not in ("unread", "blank")]
    unsure = [claims for claims in parts if claims and all(claim.status == "doubtful" for claim in claims)]
    return tuple(dict.fromkeys(claim.kind for claims in unsure for claim in claims))


def _found(code: str, **params: str) -> Finding:
    return Finding(NAME, code, params)


def _code(problem: Problem | None) -> str:
    return problem.code if problem is not None else ""


RULE = Rule(NAME, "What could not be read or recognised is decided by a person", _check)
