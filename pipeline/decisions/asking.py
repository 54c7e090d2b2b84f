"""What a person asks for, in the numbers that people use, as a decision on evidence; a wrong number is an error."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.knowledge import Wording
from pipeline.contest import Contest
from pipeline.decisions import facts, naming
from pipeline.decisions.extending import may_be_meant, schools_of
from pipeline.decisions.laying import APPLICATION
from pipeline.decisions.resolve import Decided
from pipeline.decisions.values import NEW, Sort, Target, Verb
from pipeline.errors import DecisionError
from pipeline.identity import school_name
from pipeline.state import FileState, Judged, LetterState, Overview

WORDS = ("accept", "reject", "hold", "reopen", "withdraw")
ROLES = (APPLICATION, "annex", "none")
_ALONE = ("annex", "none")
_LEAST = 3  # letters from which on the beginning of a title says something
_QUOTES = re.compile(r"[«»“”„\"']")
_RUN = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision that somebody wants to make: the entry but for who, when and why.

    ``letters``: of the submission that is decided on, which stays together from then on; ``left``: what letters that
    are put elsewhere leave behind, which stays together as well; ``claims``: what the file was taken for.
    """

    verb: Verb
    targets: tuple[Target, ...]
    value: str
    letters: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    left: tuple[tuple[str, ...], ...] = ()
    undoes: int | None = None


def verdict(overview: Overview, number: int, word: str) -> Wish:
    """accept, reject, hold, reopen or withdraw a submission."""
    verb = Verb.WITHDRAW if word == "withdraw" else Verb.VERDICT
    return _on(find(overview, number), verb, word)


def waive(overview: Overview, number: int, kind: str, contest: Contest) -> Wish:
    """A kind that this submission is not asked for."""
    return _on(find(overview, number), Verb.WAIVE, "yes", kind_key(kind, contest))


def field(overview: Overview, number: int, key: str, value: str, contest: Contest) -> Wish:
    """A field of the application; an empty value empties it."""
    key = field_key(key, contest)
    judged = find(overview, number)
    if judged.state.application is None:
        raise DecisionError("no_application", number=contest.display_number(judged.state.number))
    return _on(judged, Verb.FIELD, " ".join(value.split()), key)


def name_form(overview: Overview, number: int, language: str, name: str, form: str) -> Wish:
    """How a participant's name reads «to whom» in a language, as a person confirmed it."""
    value = naming.value_of(name, " ".join(form.split()))
    return _on(find(overview, number), Verb.FIELD, value, naming.item_of(language))


def school(overview: Overview, number: int, whose: str, contest: Contest) -> Wish:
    """Which school a submission is of: by a name, or by the number of another submission of the same school."""
    judged, name = find(overview, number), " ".join(whose.split())
    if name.isdecimal():
        other = find(overview, int(name))
        whose = contest.display_number(other.state.number)
        if other is judged:
            raise DecisionError("school_of_itself", number=whose)
        name = next(iter(_schools(other, contest)), "")
    if not school_name(name, contest.schools).says_something:
        raise DecisionError("no_school", school=whose)
    return _on(judged, Verb.SCHOOL, name)


def extend(overview: Overview, whom: str, until: datetime, contest: Contest) -> Wish:
    """A later deadline for a submission by its number, or for a school by its name, before any letter of it too."""
    if until <= contest.dates.deadline:
        raise DecisionError("not_later", time=until.isoformat(), deadline=contest.dates.deadline.isoformat())
    if whom.strip().isdecimal():
        return _on(find(overview, int(whom)), Verb.EXTEND, until.isoformat())
    school = " ".join(whom.split())
    if not school_name(school, contest.schools).says_something:
        raise DecisionError("no_school", school=whom)
    schools = {one.state.founder: _schools(one, contest) for one in overview.submissions}
    if several := may_be_meant(school, schools, contest):
        raise DecisionError("schools_several", school=whom, schools="; ".join(several))
    return Wish(Verb.EXTEND, (Target(Sort.SCHOOL, school, name=school),), until.isoformat())


def _schools(judged: Judged, contest: Contest) -> list[str]:
    """The schools that a submission is of: that which counts first, then as its other letters name it."""
    state = judged.state
    stands = "" if state.application is None else (state.application.value("institution") or "").strip()
    return [*([stands] if stands and not state.school else ()), *schools_of(state.letters, state.school, contest)]


def received(overview: Overview, number: int, moment: datetime, now: datetime) -> Wish:
    """When our servers received a letter."""
    past(moment, now)
    return Wish(Verb.RECEIVED, (_letter_target(letter(overview, number)),), moment.isoformat())


def past(moment: datetime, now: datetime) -> datetime:
    """The moment, if it is not yet to come."""
    if moment > now:
        raise DecisionError("in_future", time=moment.isoformat())
    return moment


def place(overview: Overview, numbers: Sequence[int], to: str) -> Wish:
    """Letters to a submission, or to a new one of their own."""
    letters = list(dict.fromkeys(letter(overview, number).key for number in numbers))
    by_key = {one.key: one for one in overview.letters}
    targets = tuple(_letter_target(by_key[key]) for key in letters)
    left = tuple(rest for judged in overview.submissions if (rest := _left_behind(judged, letters)))
    if to != NEW:
        judged = find(overview, int(to))
        left = tuple(rest for rest in left if rest[0] != judged.state.founder)
        return Wish(Verb.PLACE, targets, judged.state.founder, _letters(judged), left=left)
    # Several letters found one submission: that which came first bears it.
    order = [one.key for one in overview.letters]
    targets = tuple(sorted(targets, key=lambda target: order.index(target.key)))
    return Wish(Verb.PLACE, targets, NEW, left=left)


def _left_behind(judged: Judged, moved: Sequence[str]) -> tuple[str, ...]:
    """The letters that stay when others leave a submission, its founder first; () where none leaves, or the founder."""
    letters, founder = _letters(judged), judged.state.founder
    if founder in moved or not set(letters) & set(moved):
        return ()
    return (founder, *(key for key in letters if key not in moved and key != founder))


def assign(overview: Overview, number: int, pages: str, words: Sequence[str], contest: Contest) -> Wish:
    """What a file, or pages of it, is: kinds, application, annex or none."""
    file = _file(overview, number)
    said = [word if word in ROLES else kind_key(word, contest) for word in dict.fromkeys(words)]
    if len(said) > 1 and set(said) & set(_ALONE):
        raise DecisionError("kinds_mixed", words=",".join(words))
    chosen = _pages(pages, file) if pages else None
    target = Target(Sort.FILE, file.letter_key, file.sha256, chosen, file.name)
    verb = Verb.ROLE if len(said) == 1 and said[0] in ROLES else Verb.KIND
    return Wish(verb, (target,), ",".join(said), claims=facts.claimed(file, chosen))


def undo(overview: Overview, number: int, decided: Decided) -> Wish:
    """Take a decision back."""
    one = next((one for one in decided.entries if one.id == number), None)
    if one is None:
        raise DecisionError("no_decision", number=number)
    if number in decided.undone:
        raise DecisionError("undone_already", number=number, by=decided.undone[number])
    del overview
    target = Target(Sort.DECISION, str(number), name=str(number))
    return Wish(Verb.UNDO, (target,), "", undoes=decided.tip(number))


# ------------------------------------------------------------------ numbers of people -> evidence


def find(overview: Overview, number: int) -> Judged:
    """The submission of that number or former number."""
    numbers = ((one, (one.state.number, *one.state.aliases)) for one in overview.submissions)
    found = next((one for one, own in numbers if number in own), None)
    if found is None:
        raise DecisionError("no_submission", number=number)
    return found


def letter(overview: Overview, number: int) -> LetterState:
    """The letter of that number."""
    found = next((one for one in overview.letters if one.id == number), None)
    if found is None:
        raise DecisionError("no_letter", number=number)
    return found


def kind_key(word: str, contest: Contest) -> str:
    """The kind's key, also by its number in the regulations, or by its title in any language or how that begins."""
    found = next((kind.key for kind in contest.kinds if word in (kind.key, str(kind.number))), None)
    if found is not None:
        return found
    meant = _titled(word, {kind.key: (kind.title,) for kind in contest.kinds})
    if len(meant) == 1:
        return meant[0]
    code, known = ("kind_several", meant) if meant else ("kind_unknown", [kind.key for kind in contest.kinds])
    listed = ", ".join(f"{kind.number} {kind.key}" for kind in contest.kinds if kind.key in known)
    raise DecisionError(code, kind=word, known=listed)


def field_key(word: str, contest: Contest) -> str:
    """The field's key, also by its title in any language, by a label that schools write, or by how one begins."""
    fields = contest.form.fields
    if word in {one.key for one in fields}:
        return word
    titles = {one.key: (one.title,) for one in fields}
    meant = _titled(word, titles, {one.key: one.labels for one in fields})
    if len(meant) == 1:
        return meant[0]
    code, known = ("field_several", meant) if meant else ("field_unknown", [one.key for one in fields])
    raise DecisionError(code, field=word, known=", ".join(known))


def _titled(
    word: str, titles: Mapping[str, Sequence[Wording]], labels: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """The keys that the words name: whole first, and only where nothing is named whole, by how it begins."""
    wanted = _plain(word)
    if len(wanted) < _LEAST:
        return []
    names = {
        key: {_plain(name) for one in of for name in (one.kk, one.ru, one.en)}
        | {_plain(name) for name in (labels or {}).get(key, ())}
        for key, of in titles.items()
    }
    whole = [key for key, of in names.items() if wanted in of]
    return whole or [key for key, of in names.items() if any(name.startswith(wanted) for name in of)]


def _plain(name: str) -> str:
    """A title without case, quotes, doubled spaces and what stands around it."""
    return " ".join(_QUOTES.sub(" ", name).casefold().split()).strip(" .:;,")


def _on(judged: Judged, verb: Verb, value: str, item: str = "") -> Wish:
    state = judged.state
    target = Target(Sort.SUBMISSION, state.founder, item, name=str(state.number))
    return Wish(verb, (target,), value, _letters(judged))


def _letters(judged: Judged) -> tuple[str, ...]:
    return tuple(one.key for one in judged.state.letters)


def _letter_target(one: LetterState) -> Target:
    return Target(Sort.LETTER, one.key, name=str(one.id))


def _file(overview: Overview, number: int) -> FileState:
    found = next((file for one in overview.letters for file in one.files if file.id == number), None)
    if found is None:
        raise DecisionError("no_file", number=number)
    return found


def _pages(written: str, file: FileState) -> tuple[int, ...]:
    """«3-5,7» as pages of the file; all its pages are no part of it."""
    count = file.facts.pages
    if not count:
        raise DecisionError("no_pages", file=file.name)
    chosen: set[int] = set()
    for piece in written.split(","):
        run = _RUN.fullmatch(piece.strip())
        first, last = (int(run[1]), int(run[2] or run[1])) if run else (0, 0)
        if not 1 <= first <= last <= count:
            raise DecisionError("bad_pages", pages=written, count=count)
        chosen |= set(range(first, last + 1))
    return tuple(sorted(chosen))
