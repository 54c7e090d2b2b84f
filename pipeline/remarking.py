"""Remarks on papers for the organiser: whose, of which year, sent twice. Never a verdict: no rule reads them.

A remark says only what is surely odd. Whatever may be in order (an initial that could fit, a school that may be the
same) makes none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from parsers.facts import Note
from pipeline.contest import Contest
from pipeline.identity import mentioned_schools, same_person, same_school, school_name
from pipeline.sounding import Same, sound
from pipeline.state import ApplicationState, FileState, Finding, Judged, LetterState, SubmissionState, Timing

_IN_FULL = 3  # words of a name with surname, given name and father's name
_ALIKE = 4  # letters that two spellings of one name share, whatever case it is in


def remark(code: str, **params: str) -> Finding:
    """A finding that is a remark."""
    return Finding("remark", code, params, passed=True)


def paper_remarks(
    files: Iterable[FileState], application: ApplicationState | None, links: Sequence[str], contest: Contest
) -> Iterator[Finding]:
    """What is odd about the papers of one submission that count."""
    papers = list({file.sha256 or str(file.id): file for file in files}.values())
    if application is not None:
        yield from _other_schools(papers, application.of_school, contest)
        yield from _other_leaders(papers, application.told("leader"))
    places = [(file, note) for file in papers for note in file.facts.notes if note.sort == "place"]
    for name in dict.fromkeys(note.value for _, note in places):
        of = [(file, note) for file, note in places if note.value == name]
        yield _noted("former_name", *of[0], count=str(len(of)))
    for file in papers:
        for note in file.facts.notes:
            if note.sort == "year" and int(note.value[:4]) < contest.dates.school_year:
                yield _noted("old_year", file, note, years=note.value)
            elif note.sort == "unsigned":
                yield _noted("unsigned", file, note)
    yield from _unwanted(papers, contest)
    yield from _same_texts(papers)
    yield from (remark("link_sent", link=link) for link in links)


def _noted(code: str, file: FileState, note: Note, **params: str) -> Finding:
    page = "" if note.page is None else str(note.page)
    return remark(code, file=file.name, page=page, words=note.words, **params)


def _by_paper(file: FileState, sort: str) -> Iterator[list[Note]]:
    """A file's notes of one sort, those of each of its papers together."""
    parts: dict[int, list[Note]] = defaultdict(list)
    for note in file.facts.notes:
        if note.sort == sort:
            parts[note.part].append(note)
    yield from parts.values()


# ------------------------------------------------------------------ another school, another leader


def _other_schools(files: Iterable[FileState], ours: str, contest: Contest) -> Iterator[Finding]:
    """Papers whose own head names other schools and not the application's; of one other school once, with how many."""
    found: dict[str, list[tuple[FileState, Note]]] = {}
    for file in files:
        for notes in _by_paper(file, "school"):
            others = [_other_school(note.value, ours, contest) for note in notes]
            if all(others):
                found.setdefault(others[0], []).append((file, notes[0]))
    for of in found.values():
        yield _noted("other_school", *of[0], count=str(len(of)))


def _other_school(line: str, ours: str, contest: Contest) -> str:
    """The number or the name of the school that a line names, "" when it is, or may be, ours.

    A numbered school may have a name besides and a named one a number: they are compared like with like alone.
    """
    mine = school_name(ours, contest.schools)
    numbers = mentioned_schools(line, contest.schools)
    if mine.number:
        return "" if not numbers or mine.number in numbers else min(numbers)
    theirs = school_name(line, contest.schools)
    if numbers or theirs.number or not (mine.says_something and theirs.says_something):
        return ""
    return " ".join(sorted(theirs.words)) if same_school(ours, line, contest.schools) is Same.NO else ""


def _other_leaders(files: Iterable[FileState], ours: str) -> Iterator[Finding]:
    """Papers that name one person as the association's head who cannot be the application's."""
    for file in files:
        for notes in _by_paper(file, "leader"):
            one_person = all(same_person(notes[0].value, note.value) is not Same.NO for note in notes)
            if one_person and all(_is_another(note.value, ours) for note in notes):
                yield _noted("other_leader", file, notes[0], name=ours)


def _is_another(named: str, ours: str) -> bool:
    """Whether two names are surely two people's: hardly anything in them is alike, in whatever case they stand.

    Papers decline names («Ахметоваға», «Ахметовой»), and a surname may change: one name in common is doubt enough,
    unless both are written out with the father's name and differ in the two others.
    """
    if same_person(named, ours) is not Same.NO:
        return False
    one, two = ({sound(word)[:_ALIKE] for word in re.findall(r"[^\W\d_]{3,}", name)} for name in (named, ours))
    in_full = min(len(one), len(two)) >= _IN_FULL
    return bool(one and two) and len(one & two) <= (1 if in_full else 0)


# ------------------------------------------------------------------ what should not have come, what came twice


def _unwanted(files: Iterable[FileState], contest: Contest) -> Iterator[Finding]:
    unwanted = {other.key for other in contest.others if other.unwanted}
    for file in files:
        segment = next((s for s in file.facts.segments if s.role == "none" and s.other in unwanted), None)
        if segment is not None:
            words = next((e.words for e in segment.evidence if e.words), "")
            page = str(segment.pages[0]) if segment.pages else ""
            yield remark("unwanted_paper", file=file.name, page=page, other=segment.other, words=words)


def _same_texts(files: Iterable[FileState]) -> Iterator[Finding]:
    """Different files with one text. One paper as a document and as a PDF is what schools rightly send."""
    first: dict[str, FileState] = {}
    for file in files:
        if not file.facts.text_sha256 or file.facts.role != "document":
            continue
        other = first.setdefault(file.facts.text_sha256, file)
        if other is not file and _stem(other.name) != _stem(file.name) and other.facts.type == file.facts.type:
            yield remark("same_text", file=file.name, other=other.name)


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0].casefold()


def with_shared_papers(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The judged, each with a remark for every paper whose text another school's submission has too.

    In time linear in the number of files. Only documents of some length: an application's blank, a photograph or the
    contest's own regulations belong to everybody.
    """
    bearers: dict[str, dict[int, FileState]] = defaultdict(dict)
    for place, one in enumerate(judged):
        for file in _papers_of(one.state):
            bearers[file.facts.text_sha256].setdefault(place, file)
    more: dict[int, list[Finding]] = defaultdict(list)
    for of in bearers.values():
        for place, file in of.items() if len(of) > 1 else ():
            state = judged[place].state
            others = {at: its for at, its in of.items() if at != place and not _one_school(state, judged[at].state)}
            if others:
                at, its = next(iter(others.items()))
                found = remark(
                    "shared_paper",
                    file=file.name,
                    number=str(judged[at].state.number),
                    other=its.name,
                    count=str(len(others)),
                )
                more[place].append(found)
    return tuple(
        replace(one, state=replace(one.state, remarks=(*one.state.remarks, *more[place]))) if place in more else one
        for place, one in enumerate(judged)
    )


def _one_school(one: SubmissionState, other: SubmissionState) -> bool:
    return one.founder in other.rivals or other.founder in one.rivals


def _papers_of(state: SubmissionState) -> Iterator[FileState]:
    for letter in _counted(state.letters, state.timing):
        for file in letter.files:
            facts = file.facts
            sure = any(claim.status == "sure" for segment in facts.segments for claim in segment.claims)
            if facts.text_sha256 and facts.role == "document" and sure:
                yield file


def _counted(letters: Iterable[LetterState], timing: Mapping[str, Timing]) -> Iterator[LetterState]:
    return (letter for letter in letters if timing[letter.key] is Timing.ON_TIME)
