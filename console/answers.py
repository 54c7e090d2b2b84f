"""What the commands that only ask print: status, letters, submissions, one submission whole.

Text goes to the terminal, JSON to whoever builds on it; both are made of the same rows of ``reports``.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from console import terminal
from console.contact import days_left
from console.texts import Texts
from parsers.facts import FileFacts
from pipeline.contest import Contest
from pipeline.state import FileState, Judged, LetterState, LetterVerdict, Overview, Standing, SubmissionState
from reports import completeness
from reports.cards import Card, DocumentLine, card
from reports.decided import asking
from reports.sentences import Teller, evidence_words
from reports.views import ORDER, LetterRow, Mark, SchoolRow, key_days, letter_rows, school_rows, totals
from reports.words import Words

_MARKS = {Mark.SURE: "green", Mark.MISSING: "red"}
WAITING_LETTERS = (LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED)


def submissions(overview: Overview, contest: Contest, words: Words, texts: Texts) -> None:
    """One line a submission, what waits for a person first."""
    console = terminal.out()
    rows = school_rows(overview, contest, words)
    if not rows:
        console.print(texts("terminal.empty"))
        return
    heads = ("number", "verdict", "school", "leader", "application", "marks", "documents", "why")
    titles = [texts(f"terminal.{head}", count=len(contest.kinds)) for head in heads]
    terminal.table(console, titles, (_line(row, contest) for row in rows), right={0, 6}, whole={5})
    console.print(_sums(rows, contest, words))


def _line(row: SchoolRow, contest: Contest) -> tuple[str | Text, ...]:
    return (
        str(row.number),
        terminal.standing(row.verdict, row.standing),
        row.school,
        row.leader,
        row.application.symbol,
        _strip(row.marks),
        f"{row.present}/{len(contest.kinds)}",
        ", ".join(row.reason_words),
    )


def _strip(marks: Sequence[Mark]) -> Text:
    """The documents' marks in their order, five and five, in one line."""
    strip = Text(no_wrap=True)
    for place, mark in enumerate(marks):
        strip.append(" " if place and place % 5 == 0 else "").append(mark.symbol, style=_MARKS.get(mark, "yellow"))
    return strip


def _sums(rows: tuple[SchoolRow, ...], contest: Contest, words: Words) -> Text:
    counts = totals(rows, contest).verdicts
    parts = [terminal.standing(f"{words(f'standing-{of}')}: {counts[of]}", of) for of in ORDER]
    return Text("   ").join(parts)


def letters(overview: Overview, contest: Contest, words: Words, texts: Texts) -> None:
    """One line a letter, in the order they were first seen."""
    console = terminal.out()
    rows = letter_rows(overview, contest, words)
    if not rows:
        console.print(texts("terminal.empty"))
        return
    heads = ("number", "received", "sender", "subject", "verdict", "belongs", "why")
    titles = [texts(f"terminal.{head}") for head in heads]
    terminal.table(console, titles, (_letter(row, words) for row in rows), right={0})


def _letter(row: LetterRow, words: Words) -> tuple[str, ...]:
    received = words.short_moment(row.received) if row.received else "?"
    return (str(row.id), received, row.sender, row.subject, row.verdict_word, row.shown, row.problem or row.why)


def status(overview: Overview, contest: Contest, words: Words, texts: Texts, now: datetime) -> None:
    """Counts, what waits for a person, days to each date."""
    console = terminal.out()
    console.print(Text(contest.contest.title.of(words.language), style="bold"))
    console.print(texts("terminal.as_of", time=words.moment(overview.as_of.astimezone(contest.dates.zone))))
    rows = school_rows(overview, contest, words)
    console.print(_sums(rows, contest, words))
    teller = Teller.of(overview, contest, words)
    terminal.lines(console, texts("terminal.needs_person"), waiting(overview, contest, words))
    terminal.lines(console, words("decisions-title"), (row.line for row in asking(overview, teller)))
    # Decisions on older facts were just listed.
    notices = (notice for notice in overview.notices if notice.code != "decided_on_older_facts")
    terminal.lines(console, texts("terminal.notices"), (teller.finding(notice) for notice in notices), "yellow")
    console.print()
    today = now.astimezone(contest.dates.zone).date()
    for name, day in key_days(contest):
        console.print(
            Text(f"{texts(f'terminal.{name}')}: ", style="dim")
            + Text(f"{words.day(day)} — {days_left((day - today).days, texts)}")
        )


def waiting(overview: Overview, contest: Contest, words: Words) -> list[str]:
    """What only a person can settle: held submissions with the reason, letters that are unclear or set aside."""
    told = [
        f"{row.shown} · {row.school} — {', '.join(row.reason_words)}"
        for row in school_rows(overview, contest, words)
        if row.standing is Standing.HELD
    ]
    return told + [
        f"{' · '.join(filter(None, (words('letter-named', id=row.id), row.sender, row.subject)))} — "
        f"{row.verdict_word}: {row.problem or row.why}"
        for row in letter_rows(overview, contest, words)
        if row.verdict in WAITING_LETTERS
    ]


def find(overview: Overview, number: int) -> Judged | None:
    """The submission of that number or alias."""
    return next((one for one in overview.submissions if number in (one.state.number, *one.state.aliases)), None)


def show(judged: Judged, overview: Overview, contest: Contest, words: Words, texts: Texts) -> None:
    """One submission whole."""
    console = terminal.out()
    told = card(judged, Teller.of(overview, contest, words))
    row = told.row
    console.print(
        Text(f"{row.shown}  ", style="bold")
        + terminal.standing(row.verdict, row.standing)
        + Text(f"  {', '.join(row.reason_words)}")
    )
    console.print(terminal.text(f"{row.school} · {row.leader}".strip(" ·")))
    terminal.lines(console, texts("terminal.why"), told.explanation)
    _application(console, told, texts)
    _documents(console, told, words, texts)
    _rest(console, told, judged.state, words, texts)


def _application(console: Console, told: Card, texts: Texts) -> None:
    if told.application is None:
        return
    console.print(
        Text(f"\n{texts('terminal.fields')}", style="bold")
        + terminal.text(f"  {told.application_file or texts('terminal.body')}", "dim")
    )
    for line in told.application:
        normal = f"  → {line.normal}" if line.normal and line.normal != line.value else ""
        console.print(
            Text(f"  {line.title}: ", style="dim") + terminal.text(line.value or "—") + terminal.text(normal, "cyan")
        )


def _documents(console: Console, told: Card, words: Words, texts: Texts) -> None:
    """Each document with its files; the number in brackets is what ``assign`` calls a file by."""
    console.print(Text(f"\n{texts('terminal.documents')}", style="bold"))
    for line in told.documents:
        colour = _MARKS.get(line.mark, "yellow")
        console.print(Text(f"  {line.mark.symbol} ", style=colour) + Text(f"{line.number:>2}. {line.title}"))
        for said in _files(line, words, texts):
            console.print(terminal.text(f"         {said}", "dim"))


def _files(line: DocumentLine, words: Words, texts: Texts) -> list[str]:
    told = []
    for file in line.files:
        pages = f", {texts('terminal.pages')}: {file.page_words}" if file.page_words else ""
        by = f", {words('by-person')}" if file.by == "person" else ""
        strength = f"{texts(f'terminal.{file.status}')}{by}"
        why = f": {file.why}" if file.why else ""
        told.append(f"[{file.file_id}] {file.file}{pages} ({strength}){why}")
    unproven = [f"! {name} ({words('timing-unproven')})" for name in line.unproven]
    return [*told, *(f"◷ {name}" for name in line.late), *unproven]


def _rest(console: Console, told: Card, state: SubmissionState, words: Words, texts: Texts) -> None:
    letters = []
    for line in told.letters:
        received = words.short_moment(line.received) if line.received else "?"
        said = (f"[{line.id}] {received}", line.sender, line.subject, line.proof_sentence, line.vouched)
        letters.append(" · ".join(part for number, part in enumerate(said) if part or number < len(said) - 1))
    terminal.lines(console, texts("terminal.letters"), letters)
    terminal.lines(console, words("card-senders"), (f"{line.address} — {line.told}" for line in told.senders))
    terminal.lines(
        console,
        _head(texts("terminal.role_unread")),
        (f"[{line.file_id}] {line.file}: {line.why}. {line.advice}".strip() for line in told.unread),
    )
    terminal.lines(console, _head(texts("terminal.role_unrecognised")), _named(state.unrecognised))
    terminal.lines(console, texts("terminal.links"), told.links)
    terminal.lines(console, _head(texts("terminal.role_annex")), _named(state.annexes))
    terminal.lines(console, _head(texts("terminal.role_none")), _named(state.others))
    terminal.lines(console, words("card-decisions"), (row.line for row in told.decisions))
    terminal.lines(console, words("card-remarks"), told.remarks)


def _head(word: str) -> str:
    """A word as the heading of a list."""
    return word[:1].upper() + word[1:]


def _named(files: Iterable[FileState]) -> list[str]:
    """Files by the numbers and names that people use."""
    return [f"[{file.id}] {file.name}" for file in files]


def status_data(overview: Overview, contest: Contest, words: Words, now: datetime) -> dict[str, Any]:
    """``status --format json``: counts by verdict, what waits for a person, days to each date."""
    today = now.astimezone(contest.dates.zone).date()
    counts = totals(school_rows(overview, contest, words), contest).verdicts
    return {
        "contest": contest.contest.key,
        "as_of": overview.as_of.astimezone(contest.dates.zone).isoformat(timespec="seconds"),
        "verdicts": {str(of): count for of, count in counts.items()},
        "letters": {str(of): sum(letter.verdict is of for letter in overview.letters) for of in LetterVerdict},
        "waiting": waiting(overview, contest, words),
        "decisions": [completeness.decision_data(row) for row in asking(overview, Teller.of(overview, contest, words))],
        "notices": [Teller.of(overview, contest, words).finding(notice) for notice in overview.notices],
        "dates": [
            {"name": name, "date": day.isoformat(), "days": (day - today).days} for name, day in key_days(contest)
        ],
    }


def files_data(letter: LetterState) -> list[dict[str, Any]]:
    """Every part of a letter, counted or not."""
    return [_file_data(file) for file in letter.files]


def _file_data(file: FileState) -> dict[str, Any]:
    return {
        "file_id": file.id,
        "file": file.name,
        "path": file.path,
        "content_type": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
        "inline": file.inline,
        **facts_data(file.facts),
    }


def facts_data(facts: FileFacts) -> dict[str, Any]:
    """What was made of one file: how it was read, its role, the kinds with pages and evidence, the application."""
    kinds: dict[str, dict[str, Any]] = {}
    for claim in (claim for segment in facts.segments for claim in segment.claims):
        found = {
            "pages": None if claim.pages is None else list(claim.pages),
            "status": claim.status,
            "partly": claim.partly,
            "evidence": evidence_words(claim.evidence),
        }
        before = kinds.get(claim.kind)
        kinds[claim.kind] = found if before is None else _joined(before, found)
    application = None
    if facts.application is not None:
        application = {field.key: field.value for field in facts.application.fields}
    return {
        "type": facts.type,
        "pages": facts.pages,
        "read_by": list(facts.read_by),
        "role": facts.role,
        "other": next((segment.other for segment in facts.segments if segment.other), None),
        "problem": facts.problem.code if facts.problem else None,
        "kinds": kinds,
        "application": application,
        "places": _places(facts),
        "links": list(facts.links),
    }


def _places(facts: FileFacts) -> dict[str, Any]:
    """Where fields stand on scanned pages: page, box in 1/10,000 (left, top, right, bottom), how sure they are."""
    fields = facts.application.fields if facts.application is not None else ()
    return {
        one.key: {"page": one.page, "box": list(one.box), "confidence": one.confidence} for one in fields if one.box
    }


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two runs of pages of one kind in one file as one entry."""
    return {
        "pages": None if one["pages"] is None or other["pages"] is None else sorted({*one["pages"], *other["pages"]}),
        "status": "sure" if "sure" in (one["status"], other["status"]) else "doubtful",
        "partly": one["partly"] and other["partly"],
        "evidence": " · ".join(dict.fromkeys(text for text in (one["evidence"], other["evidence"]) if text)),
    }


def show_data(judged: Judged, overview: Overview, contest: Contest, words: Words) -> dict[str, Any]:
    """``show --format json``: the submission as in the completeness report, with the normal forms of its fields."""
    data = completeness.submission_data(card(judged, Teller.of(overview, contest, words)), contest)
    application = judged.state.application
    normal = {} if application is None else {field.key: field.normal for field in application.facts.fields}
    findings = [
        {"rule": f.rule, "code": f.code, "passed": f.passed, "params": dict(f.params)} for f in judged.verdict.findings
    ]
    return {**data, "normal": normal, "findings": findings}
