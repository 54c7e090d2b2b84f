"""``baiqau read``: what the machine makes of any file or letter. Stores nothing."""

import sys
from pathlib import Path
from typing import Any

from rich.text import Text as Line

from console import terminal
from console.answers import facts_data
from console.errors import UseError
from console.settings import Settings
from intake.errors import reason
from parsers.facts import Part, Text
from pipeline.peek import Peeked, PeekedFile, peeking
from pipeline.tracking.folder import DataFolder
from reports.formats import as_json
from reports.senders import authentication_data, authentication_words
from reports.sentences import Teller, page_runs
from reports.words import Words

_NO_PART = Part("", "", "", 0, "", False, "")


def read(settings: Settings, files: list[Path], as_json_: bool, with_text: bool) -> int:
    """Look at each file; one JSON object a line, or text for people. 2 when a file cannot be opened."""
    for file in files:
        if not file.is_file():
            raise UseError("no_file", file=file)
    teller = Teller(settings.contest, Words(settings.language), {}, {})
    with peeking(settings.contest, DataFolder(settings.data), settings.recogniser) as peeker:
        for file in files:
            try:
                seen = peeker.look(file, settings.now, with_text=with_text)
            except OSError as error:
                raise UseError("not_readable", file=file, why=reason(error)) from error
            if as_json_:
                sys.stdout.buffer.write(as_json.dump(data(seen, with_text), indent=False))
                sys.stdout.buffer.flush()
            else:
                _print(seen, settings, teller)
    return 0


def data(seen: Peeked, with_text: bool) -> dict[str, Any]:
    """One file as the line of ``read --format json`` (interface.md)."""
    if seen.type == "letter":
        return _letter_data(seen, with_text)
    if len(seen.files) == 1 and seen.files[0].part.path == "0":
        return {"file": str(seen.file), **_file_data(seen.files[0], with_text)}
    return {
        "file": str(seen.file),
        "type": seen.type,
        "pages": None,
        "parts": [_part_data(one, with_text) for one in seen.files],
    }


def _letter_data(seen: Peeked, with_text: bool) -> dict[str, Any]:
    message, letter = seen.message, seen.letter
    if message is None or letter is None:
        problem = seen.problem.code if seen.problem else None
        return {"file": str(seen.file), "type": "letter", "verdict": "quarantined", "problem": problem, "parts": []}
    receipt = letter.receipt
    return {
        "file": str(seen.file),
        "type": "letter",
        "message_id": message.message_id,
        "subject": message.subject,
        "from": message.sender.email,
        "to": [address.email for address in message.to],
        "date": message.date,
        "received_at": _iso(receipt.shown),
        "receipt": {
            "not_before": _iso(receipt.not_before),
            "not_after": _iso(receipt.not_after),
            "proof": receipt.proof,
        },
        "texts": list(message.texts),
        "html": list(message.html),
        "parts": [_part_data(one, with_text) for one in seen.files],
        "application": facts_data(seen.body)["application"] if seen.body else None,
        "authentication": authentication_data(letter.authentication),
        "verdict": str(letter.verdict),
        "problem": letter.problem.code if letter.problem else None,
    }


def _part_data(one: PeekedFile, with_text: bool) -> dict[str, Any]:
    part = one.part
    return {
        "name": part.name.rpartition("/")[2],
        "content_type": part.content_type,
        "size": part.size,
        "sha256": part.sha256,
        "inline": part.inline,
        "path": part.name,
        **_file_data(one, with_text),
    }


def _file_data(one: PeekedFile, with_text: bool) -> dict[str, Any]:
    texts = {"text": _pages(one.text)} if with_text else {}
    return {**facts_data(one.facts), **texts}


def _pages(text: Text | None) -> list[str]:
    return [] if text is None else [page.text for page in text.pages]


def _iso(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _print(seen: Peeked, settings: Settings, teller: Teller) -> None:
    console, texts = terminal.out(), settings.texts
    console.print(Line(f"\n{seen.file}", style="bold"))
    if seen.problem is not None:
        console.print(Line(f"  {teller.problem(seen.problem.code)}", style="yellow"))
    if seen.letter is not None:
        letter = seen.letter
        received = (
            teller.words.moment(receipt.astimezone(settings.contest.dates.zone))
            if (receipt := letter.receipt.shown)
            else "?"
        )
        for title, value in (("sender", letter.sender), ("subject", letter.subject), ("received", received)):
            console.print(Line(f"  {texts(f'terminal.{title}')}: ", style="dim") + terminal.text(value))
        if vouched := authentication_words(letter.authentication, teller.words):
            console.print(Line(f"  {vouched}", style="dim"))
        console.print(
            Line(f"  {texts('terminal.verdict')}: ", style="dim") + Line(teller.words(f"letter-{letter.verdict}"))
        )
    body = (PeekedFile(_NO_PART, seen.body),) if seen.body is not None and seen.body.application else ()
    for one in (*body, *seen.files):
        _print_file(one, settings, teller)


def _print_file(one: PeekedFile, settings: Settings, teller: Teller) -> None:
    console, texts, facts = terminal.out(), settings.texts, one.facts
    name = one.part.name if one.part.path else texts("terminal.body")
    console.print(
        Line("  • ") + terminal.text(name, "cyan") + Line(f"  {facts.type}  {texts(f'terminal.role_{facts.role}')}")
    )
    if facts.problem is not None:
        console.print(Line(f"      {teller.problem(facts.problem.code)}", style="yellow"))
    for segment in facts.segments:
        for claim in segment.claims:
            pages = f" [{page_runs(claim.pages)}]" if claim.pages else ""
            strength = texts(f"terminal.{claim.status}") + (f", {texts('terminal.partly')}" if claim.partly else "")
            console.print(
                Line(f"      {teller.kind(claim.kind)}{pages} — {strength}: ")
                + terminal.text(teller.evidence(claim.evidence), "dim")
            )
    for field in facts.application.fields if facts.application else ():
        console.print(Line(f"      {teller.field(field.key)}: ", style="dim") + terminal.text(field.value))
    for number, page in enumerate(_pages(one.text), 1):
        console.print(Line(f"      ── {number} ──", style="dim"))
        for line in page.splitlines():
            console.print(terminal.text(f"      {line}"))
