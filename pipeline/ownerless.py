"""Papers of nobody known, and one paper under several names: what a person has to look at before anybody is judged.

An office sends the application, the leader sends the portfolio from an address that nobody knows, and no paper names
the school. Apart both are incomplete. Where an application came alone and such papers could be all that it lacks, a
person says whose they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.contest import Contest
from pipeline.identity import mentioned_schools
from pipeline.speaking import schools_named
from pipeline.state import KindClaim, SubmissionState


def with_ownerless(states: Sequence[SubmissionState], contest: Contest) -> list[SubmissionState]:
    """The states; papers without an application, linked with nobody, are proposed where they would fill every gap.

    Papers that name a school by its number are that school's, and a file that nobody read may be their application; an
    application that came with anything else has papers of its own. None of these asks.
    """
    proposed: dict[str, set[str]] = defaultdict(set)
    alone = [state for state in states if state.application is not None and not (state.claims or _has_more(state))]
    applicants = [(state, _lacks(state, contest)) for state in alone]
    for papers in states:
        brings = _sure(papers)
        if papers.application is not None or papers.proposals or _has_more(papers) or _names_a_school(papers, contest):
            continue
        for applicant, lacks in applicants:
            if lacks and lacks <= brings:
                proposed[papers.founder].add(applicant.founder)
                proposed[applicant.founder].add(papers.founder)
    return [
        replace(state, proposals=tuple(sorted({*state.proposals, *proposed[state.founder]})))
        if state.founder in proposed
        else state
        for state in states
    ]


def _has_more(state: SubmissionState) -> bool:
    """Whether there is something that nobody knows yet: a file that was not read or recognised, a link."""
    return bool(state.unread or state.unrecognised or state.links)


def _names_a_school(state: SubmissionState, contest: Contest) -> bool:
    said = [letter.subject for letter in state.letters]
    said += [schools_named(file.facts) for letter in state.letters for file in letter.files]
    return bool(mentioned_schools("\n".join(said), contest.schools))


def _sure(state: SubmissionState) -> frozenset[str]:
    return frozenset(kind for kind, claims in state.claims.items() if any(claim.status == "sure" for claim in claims))


def _lacks(state: SubmissionState, contest: Contest) -> frozenset[str]:
    return frozenset(kind.key for kind in contest.kinds) - _sure(state) - frozenset(state.waived)


def without_copies(claims: Iterable[KindClaim]) -> Iterator[KindClaim]:
    """The claims; where the same bytes came under names that make them different documents, these are doubtful.

    One paper can be two documents, but then each copy of it is both: what only its name says is not what it is.
    """
    claims = tuple(claims)
    copies: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if claim.file.sha256:
            copies[claim.file.sha256][claim.file.name].add(claim.kind)
    common = {sha256: frozenset.intersection(*map(frozenset, of.values())) for sha256, of in copies.items()}
    for claim in claims:
        doubted = claim.file.sha256 and claim.by == "machine" and claim.kind not in common[claim.file.sha256]
        yield replace(claim, status="doubtful") if doubted else claim
