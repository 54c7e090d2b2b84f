"""What a letter is by itself: does anything in it speak for the contest, and if nothing, is it clear that nothing does
(model.md 28). Whose letter it is, and what its thread or its address make of it, is grouping's work.
"""

import re
from collections.abc import Iterator

from parsers.facts import ApplicationFacts, Claim, FileFacts
from parsers.kazakh import fold
from pipeline.contest import Contest
from pipeline.state import FileState, Finding, LetterState, LetterVerdict

_CARRIES = frozenset({"application", "document", "annex", "unread", "unrecognised", "blank"})


def applications(letter: LetterState) -> Iterator[tuple[FileState | None, ApplicationFacts]]:
    """The letter's applications with the file that each stands in (None: the body), files first, in their order."""
    for file in letter.files:
        if file.facts.application is not None:
            yield file, file.facts.application
    if letter.body is not None and letter.body.application is not None:
        yield None, letter.body.application


def schools_named(facts: FileFacts) -> str:
    """The lines in which a file or a body names schools, one under another."""
    return "\n".join(note.value for note in facts.notes if note.sort in ("school", "named"))


def claims_of(facts: FileFacts) -> Iterator[Claim]:
    """All claims of a file, segment by segment."""
    for segment in facts.segments:
        yield from segment.claims


def is_unread(facts: FileFacts) -> bool:
    """Whether something of a file could not be read: the whole, a run of pages, or it is blank as a whole."""
    return facts.problem is not None or facts.role == "blank" or any(s.role == "unread" for s in facts.segments)


def is_unrecognised(facts: FileFacts) -> bool:
    """Whether something of a file was read and recognised as nothing."""
    return not facts.segments or any(segment.role == "unrecognised" for segment in facts.segments)


def is_own(letter: LetterState, contest: Contest) -> bool:
    """Whether the contest's own mailbox wrote it: an announcement, an answer, a note to oneself."""
    return letter.sender == contest.mailbox.address.lower()


def shared_links(letter: LetterState, contest: Contest, *, known: bool = False) -> tuple[str, ...]:
    """Links that may stand for files: to hosts that keep files anywhere, to any other site from the letter's text.

    A paper links to all sorts of pages; a letter's text hardly does but to send something. ``known``: the former only.
    """
    body = letter.body.links if letter.body is not None else ()
    sharing, ignored = contest.links.sharing, contest.links.ignored
    found = [link for link in body if _is_at(link, sharing) or not (known or _is_at(link, ignored))]
    found += [link for file in letter.files for link in file.facts.links if _is_at(link, sharing)]
    return tuple(dict.fromkeys(found))


def _is_at(link: str, hosts: tuple[str, ...]) -> bool:
    """Whether a link leads to one of the hosts or their subdomains."""
    rest = link.partition("://")[2] or link
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].lower()
    return any(host == known or host.endswith("." + known) for known in hosts)


def quoted_numbers(text: str, contest: Contest) -> tuple[int, ...]:
    """Our submission numbers in a text, as receipts quote them ("ӘБ-2025 № 7", in any spelling), each once."""
    pieces = re.split(r"[\s-]+", fold(contest.contest.number_prefix))
    prefix = r"\s*-?\s*".join(re.escape(piece) for piece in pieces if piece)
    if not prefix:
        return ()
    found = re.findall(rf"(?<!\w){prefix}\s*(?:№|n|no|#)\.?\s*(\d{{1,6}})(?!\d)", fold(text))
    return tuple(dict.fromkeys(int(number) for number in found))


def speaks(letter: LetterState, contest: Contest) -> Finding | None:
    """The first thing in the letter that speaks for the contest, the strongest first; None when nothing does.

    Our own mailbox speaks of the contest all day: only papers that somebody filled in make its letter a submission.
    """
    own = is_own(letter, contest)
    for file, application in applications(letter):
        if not own or any(field.key in ("institution", "leader") for field in application.fields):
            return _said("letter_application", file=file.name if file else "")
    for wanted in ("sure", "doubtful"):
        for file in letter.files:
            for claim in claims_of(file.facts):
                if claim.status == wanted:
                    return _said("letter_kind", kind=claim.kind, file=file.name)
    if own:
        return None
    if quoted := numbers_in(letter, contest):
        return _said("letter_number", number=str(quoted[0]))
    return _words(letter, contest)


def numbers_in(letter: LetterState, contest: Contest) -> tuple[int, ...]:
    """Our numbers that the letter quotes: as taken from its text by the caller, and those in its subject."""
    return tuple(dict.fromkeys((*letter.quoted, *quoted_numbers(letter.subject, contest))))


def _words(letter: LetterState, contest: Contest) -> Finding | None:
    subject = fold(letter.subject)
    for words in contest.contest.words:
        if fold(words) in subject:
            return _said("letter_words", words=letter.subject, file="")
    if letter.body is not None and letter.body.speaks:
        return _said("letter_words", words=letter.body.speaks, file="")
    for file in letter.files:
        if file.facts.speaks and file.facts.role != "none":
            return _said("letter_words", words=file.facts.speaks, file=file.name)
    return None


def silent(letter: LetterState, contest: Contest) -> tuple[LetterVerdict, Finding]:
    """What a letter is in which nothing speaks for the contest: unclear while anything could be a paper of it."""
    if is_own(letter, contest):
        return LetterVerdict.UNRELATED, _said("letter_own", sender=letter.sender)
    if unclear := first_unclear(letter, contest):
        return LetterVerdict.UNCLEAR, unclear
    if letter.files:
        file = letter.files[0]
        other = next((s.other for s in file.facts.segments if s.other), "")
        return LetterVerdict.UNRELATED, _said("letter_other", file=file.name, other=other)
    return LetterVerdict.UNRELATED, _said("letter_nothing")


def first_unclear(letter: LetterState, contest: Contest) -> Finding | None:
    """The first thing in a letter that could be a paper of the contest for all the machine knows; None for nothing."""
    if letter.problem is not None:
        return _said("letter_damaged", problem=letter.problem.code)
    for file in letter.files:
        if is_unread(file.facts):
            return _said("letter_unread", file=file.name, problem=file.facts.problem.code if file.facts.problem else "")
        if is_unrecognised(file.facts):
            return _said("letter_unrecognised", file=file.name)
        if file.facts.role == "annex" and not (file.inline and file.content_type.startswith("image/")):
            return _said("letter_annex", file=file.name)
    links = shared_links(letter, contest, known=True)
    return _said("letter_link", link=links[0]) if links else None


def carries(letter: LetterState, contest: Contest) -> bool:
    """Whether the letter brings anything that could complete a portfolio, as against words alone."""
    if letter.problem is not None or shared_links(letter, contest) or any(True for _ in applications(letter)):
        return True
    return any(segment.role in _CARRIES for f in letter.files for segment in f.facts.segments) or any(
        is_unread(f.facts) or is_unrecognised(f.facts) for f in letter.files
    )


def _said(code: str, **params: str) -> Finding:
    return Finding("letter", code, params, passed=True)
