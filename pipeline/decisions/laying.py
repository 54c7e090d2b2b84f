"""Decisions laid over what the machine made of letters and files. What the machine said stays beside it, unchanged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from parsers.facts import ApplicationFacts, Claim, FieldValue, FileFacts, Role, Segment
from parsers.normal import of as normal_form
from pipeline.contest import Contest
from pipeline.decisions.resolve import Decided
from pipeline.decisions.values import Entry, Verb
from pipeline.state import ApplicationState, FileState, Interval, LetterState

APPLICATION = "application"


def lay_over(letter: LetterState, decided: Decided) -> LetterState:
    """A letter with what people said of its receipt and of its files."""
    if (said := decided.received.get(letter.key)) is not None:
        moment = datetime.fromisoformat(said.value)
        letter = replace(letter, receipt=Interval(moment, moment, "person"))
    if not any((letter.key, file.sha256) in decided.files for file in letter.files):
        return letter
    files = (assign(file, decided.files.get((letter.key, file.sha256), ())) for file in letter.files)
    return replace(letter, files=tuple(files))


def share(letters: Sequence[LetterState], decided: Decided) -> list[LetterState]:
    """The letters of one submission; the same bytes in them share decisions (model.md 15)."""
    found: dict[str, dict[int, Entry]] = {}
    for letter in letters if decided.files else ():
        for file in letter.files:
            for one in decided.files.get((letter.key, file.sha256), ()):
                found.setdefault(file.sha256, {})[one.id] = one
    if not found:
        return list(letters)
    ordered = {sha256: [of[number] for number in sorted(of)] for sha256, of in found.items()}
    return [replace(x, files=tuple(assign(file, ordered.get(file.sha256, ())) for file in x.files)) for x in letters]


def assign(file: FileState, entries: Sequence[Entry]) -> FileState:
    """A file as people recognised it: the newest word on the whole, then what was said later of pages."""
    if not entries:
        return file
    machine = facts = file.machine or file.facts
    assigned: tuple[str, ...] = ()
    for one in entries:
        pages = next(target.pages for target in one.targets if target.item == file.sha256)
        if pages is None:
            facts, assigned = _whole(machine, one), ()
        else:
            facts = _paged(facts, one, pages)
        assigned = (*assigned, *(kind for kind in _kinds(one) if kind not in assigned))
    return replace(file, facts=facts, machine=machine, assigned=assigned)


def _kinds(one: Entry) -> tuple[str, ...]:
    """What a person said a file is: keys of kinds, and "application"."""
    if one.verb is Verb.KIND:
        return tuple(one.value.split(","))
    return (APPLICATION,) if one.value == APPLICATION else ()


def _whole(machine: FileFacts, one: Entry) -> FileFacts:
    """Yes for each kind named, no for what else the machine had seen then; a claim that came later is doubtful."""
    said = _kinds(one)
    own = [claim for segment in machine.segments for claim in segment.claims]
    claims: list[Claim] = []
    for kind in (kind for kind in said if kind != APPLICATION):
        of_kind = [replace(claim, status="sure", partly=False) for claim in own if claim.kind == kind]
        claims += of_kind or [Claim(kind, None, "sure", ())]
    if one.verb is Verb.KIND:
        later = [claim for claim in own if claim.kind not in (*said, *one.basis.claims)]
        claims += [replace(claim, status="doubtful") for claim in later]
    segments = [Segment(None, _role(one), tuple(claims))] if claims or one.verb is Verb.ROLE else []
    if APPLICATION in said and one.verb is Verb.KIND:
        segments.insert(0, Segment(None, "application"))
    application = _application(machine.application, None) if APPLICATION in said else None
    return replace(machine, segments=tuple(segments), application=application, problem=None)


def _paged(facts: FileFacts, one: Entry, pages: tuple[int, ...]) -> FileFacts:
    """The same for some pages; the others stay what they were."""
    said, chosen = _kinds(one), set(pages)
    everything = tuple(range(1, (facts.pages or max(pages)) + 1))
    before = facts.segments or (Segment(everything, "unread" if facts.problem else "unrecognised"),)
    segments = [left for segment in before if (left := _left(segment, chosen, everything)) is not None]
    claims = tuple(Claim(kind, pages, "sure", ()) for kind in said if kind != APPLICATION)
    segments.append(Segment(pages, _role(one), claims))
    segments.sort(key=lambda segment: min(segment.pages or (0,)))
    application = facts.application
    if APPLICATION in said:
        application = _application(application, pages)
    elif application is not None and application.pages and set(application.pages) <= chosen:
        application = None
    problem = None if chosen >= set(everything) else facts.problem
    return replace(facts, segments=tuple(segments), application=application, problem=problem)


def _left(segment: Segment, chosen: set[int], everything: tuple[int, ...]) -> Segment | None:
    """What is left of a run of pages without the chosen ones."""
    pages = tuple(page for page in segment.pages or everything if page not in chosen)
    if not pages:
        return None
    claims = []
    for claim in segment.claims:
        kept = tuple(page for page in claim.pages or everything if page not in chosen)
        if kept:
            claims.append(replace(claim, pages=kept))
    return replace(segment, pages=pages, claims=tuple(claims))


def _role(one: Entry) -> Role:
    if one.verb is Verb.KIND:
        return "document"
    roles: dict[str, Role] = {"application": "application", "annex": "annex", "none": "none"}
    return roles[one.value]


def _application(facts: ApplicationFacts | None, pages: tuple[int, ...] | None) -> ApplicationFacts:
    """The form as read, or an empty one whose fields a person still has to set."""
    return ApplicationFacts((), pages, ()) if facts is None else replace(facts, status="sure")


def only_assigned(letters: Sequence[LetterState]) -> list[LetterState]:
    """The letters; where a person said which paper is the application, no other one is."""
    if not any(APPLICATION in file.assigned for letter in letters for file in letter.files):
        return list(letters)
    return [_without_others(letter) for letter in letters]


def _without_others(letter: LetterState) -> LetterState:
    files = tuple(
        file if APPLICATION in file.assigned else replace(file, facts=replace(file.facts, application=None))
        for file in letter.files
    )
    body = None if letter.body is None else replace(letter.body, application=None)
    return replace(letter, files=files, body=body)


def with_fields(application: ApplicationState, founder: str, decided: Decided, contest: Contest) -> ApplicationState:
    """The application with the fields that a person set, in the form's order; an empty value empties the field."""
    known = {field.key: field for field in application.facts.fields}
    for (verb, item), one in decided.submissions.get(founder, {}).items():
        if verb is Verb.FIELD:
            field = next((field for field in contest.form.fields if field.key == item), None)
            if field is not None:
                normal = normal_form(field.type, one.value, contest.form.area_code)
                known[item] = FieldValue(item, one.value, normal)
    ordered = [known.pop(field.key) for field in contest.form.fields if field.key in known]
    fields = tuple(field for field in (*ordered, *known.values()) if field.value.strip())
    return replace(application, facts=replace(application.facts, fields=fields))


def waived(founder: str, decided: Decided, contest: Contest) -> tuple[str, ...]:
    """Kinds that a person does not ask a submission for, in the contest's order."""
    return tuple(kind.key for kind in contest.kinds if decided.of(founder, Verb.WAIVE, kind.key) is not None)


def has_fields(founder: str, decided: Decided) -> bool:
    """Whether a person set any field of the submission's application."""
    return any(verb is Verb.FIELD for verb, _ in decided.submissions.get(founder, {}))


def laid(letters: Iterable[LetterState], decided: Decided) -> list[LetterState]:
    """All letters with what people said of each."""
    return [lay_over(letter, decided) for letter in letters]
