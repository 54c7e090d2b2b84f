"""The company that a paper keeps: what its place among the papers of one submission says of it.

Only what the paper itself leans to can become sure, and only where its number means that very kind in a numbering that
the surely recognised papers of the submission agree with. A number says nothing against what a paper says, nothing of
a paper that was not read or is next to empty, and nothing where a person has spoken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from parsers.facts import Claim, Evidence, FileFacts, Segment
from pipeline.contest import Contest
from pipeline.numbering import FEWEST, Kinds, Meaning, Numbered, Series, by_contest, grouped, numbers_of, one_map
from pipeline.speaking import is_unread, is_unrecognised
from pipeline.state import FileState, Finding, KindClaim, LetterState

_ASIDE = ("annex", "none", "blank")


class Company:
    """The papers of one submission that count, seen together. Nothing depends on the order of letters or files."""

    def __init__(self, letters: Sequence[LetterState], contest: Contest) -> None:
        self._letters = letters
        self._kinds = {kind.number: kind.key for kind in contest.kinds}
        files = [file for letter in letters for file in letter.files if not file.inline]
        self._files = {(file.sha256 or str(file.id), file.name): file for file in files}
        self._numbered = {place: tuple(numbers_of(file.name)) for place, file in self._files.items()}

    def letters(self) -> list[LetterState]:
        """The letters; a paper whose number speaks for what it leans to is surely that."""
        raised = self._raised
        if not raised:
            return list(self._letters)
        return [replace(x, files=tuple(self._in_company(file, raised) for file in x.files)) for x in self._letters]

    @staticmethod
    def _in_company(file: FileState, raised: Mapping[tuple[str, str], Claim]) -> FileState:
        claim = None if file.inline else raised.get((file.sha256 or str(file.id), file.name))
        return file if claim is None else replace(file, facts=_with(file.facts, claim))

    def remarks(self) -> Iterator[Finding]:
        """Papers that are surely something else than their number says, where the others agree with theirs."""
        for place, file in sorted(self._files.items()):
            sure = _sure(file)
            for one in self._numbered[place] if sure else ():
                meant = self._meant(one)[0]
                if meant and not meant & sure and len(self._bearers[one.series][one.number]) == 1:
                    params = {"file": file.name, "listed": str(one.number), "kind": min(meant)}
                    yield Finding("remark", "number_differs", params, passed=True)

    # -- what the numbers mean -----------------------------------------------------------------------------------

    @cached_property
    def _bearers(self) -> dict[Series, dict[int, set[str]]]:
        """The files or folders that bear each number, by what they hold or are called."""
        return grouped(
            (one, place[0] if one.series[0] == "file" else one.words)
            for place, of in self._numbered.items()
            for one in of
        )

    @cached_property
    def _meanings(self) -> dict[Series, tuple[Meaning, Meaning]]:
        """What the numbers of each series mean: by the contest's list, and by the school's own."""
        known: dict[Series, dict[int, Kinds]] = {}
        for place, of in self._numbered.items():
            sure = _sure(self._files[place])
            for one in of if sure else ():
                numbers = known.setdefault(one.series, {})
                numbers[one.number] = numbers.get(one.number, frozenset()) | sure
        asked = len(self._kinds)
        own = {number: kinds for number, (kinds, _) in self._listed.items()}
        return {
            series: (by_contest(of, self._kinds), Meaning(of, own, asked))
            for series, of in known.items()
            if len(of) >= FEWEST
        }

    @cached_property
    def _listed(self) -> dict[int, tuple[Kinds, str]]:
        """What the school's own lists say of each number, and in which words."""
        said = [x.body.listed for x in self._letters if x.body is not None and x.body.listed]
        said += [file.facts.listed for file in self._files.values() if file.facts.listed]
        merged = one_map([{entry.number: frozenset(entry.kinds) for entry in entries} for entries in said])
        words = {entry.number: entry.words for entries in sorted(said, key=repr) for entry in entries}
        return {number: (kinds, words[number]) for number, kinds in merged.items()}

    def _meant(self, one: Numbered) -> tuple[Kinds, Evidence]:
        """The kinds that a number means, none where two lists disagree; and the words that say so."""
        contest, own = (
            meaning.of(one.number) for meaning in self._meanings.get(one.series, ()) or (_NOTHING, _NOTHING)
        )
        if own:
            entry = f"{one.number}. {self._listed[one.number][1]}"
            return (own & contest if contest else own), Evidence("listed", entry[:200])
        return contest, Evidence("number", one.words[:200])

    # -- what follows --------------------------------------------------------------------------------------------

    @cached_property
    def _raised(self) -> dict[tuple[str, str], Claim]:
        """The claims that become sure, by file; of two papers for one kind neither."""
        sure = {kind for file in self._files.values() for kind in _sure(file)}
        found: dict[tuple[str, str], Claim] = {}
        for place, file in self._files.items():
            claim = _open(file)
            if claim is None or claim.kind in sure:
                continue
            for one in self._numbered[place]:
                meant, evidence = self._meant(one)
                if claim.kind in meant and self._alone(place, one):
                    found[place] = replace(claim, status="sure", doubt="", evidence=(*claim.evidence, evidence))
                    break
        bearers: dict[str, set[str]] = {}
        for (identity, _), claim in found.items():
            bearers.setdefault(claim.kind, set()).add(identity)
        return {place: claim for place, claim in found.items() if len(bearers[claim.kind]) == 1}

    def _alone(self, place: tuple[str, str], one: Numbered) -> bool:
        """Whether no other paper that may be a document stands under the same number of the series."""
        others = (
            file
            for other, file in self._files.items()
            if other[0] != place[0]
            and any((x.series, x.number) == (one.series, one.number) for x in self._numbered[other])
        )
        return all(file.facts.role in _ASIDE for file in others)


def left_over(
    claims: Mapping[str, tuple[KindClaim, ...]], files: Iterable[FileState], waived: Sequence[str], contest: Contest
) -> Iterator[Finding]:
    """A remark where one document alone is not sure and one paper alone is in doubt, and may be it: a person decides.

    That nothing else is left is no evidence of what a paper is: a school may have left the document out and sent an
    annex that resembles it (docs/decisions/0039).
    """
    sure = {kind for kind, of in claims.items() if any(claim.status == "sure" for claim in of)}
    open_kinds = [kind.key for kind in contest.kinds if kind.key not in sure and kind.key not in waived]
    doubted = {file.sha256 or str(file.id): file for file in files if _is_in_doubt(file)}
    if len(open_kinds) != 1 or len(doubted) != 1:
        return
    (file,) = doubted.values()
    claim = _open(file)
    if claim is not None and claim.kind == open_kinds[0]:
        yield Finding("remark", "only_left", {"kind": claim.kind, "file": file.name}, passed=True)


_NOTHING = Meaning({}, {}, 0)


def _sure(file: FileState) -> Kinds:
    return frozenset(c.kind for segment in file.facts.segments for c in segment.claims if c.status == "sure")


def _is_in_doubt(file: FileState) -> bool:
    facts = file.facts
    doubtful = any(claim.status == "doubtful" for segment in facts.segments for claim in segment.claims)
    return doubtful or is_unread(facts) or is_unrecognised(facts)


def _open(file: FileState) -> Claim | None:
    """What the one paper of a file leans to where words alone lack; None where a person spoke or anything else is."""
    if file.machine is not None or file.assigned or is_unread(file.facts):
        return None
    parts = [segment for segment in file.facts.segments if segment.role != "blank"]
    if len(parts) != 1:
        return None
    claims = parts[0].claims or parts[0].leans
    return claims[0] if len(claims) == 1 and claims[0].status == "doubtful" and claims[0].doubt == "words" else None


def _with(facts: FileFacts, claim: Claim) -> FileFacts:
    """The facts of a file of one paper with what it surely is."""
    segments = tuple(
        segment if segment.role == "blank" else Segment(segment.pages, "document", (claim,), "", claim.evidence)
        for segment in facts.segments
    )
    return replace(facts, segments=segments)
