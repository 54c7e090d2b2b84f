"""Reports from templates, the shipped templates themselves, and the papers for the site, which need no letters."""

import sys
from pathlib import Path

from console import terminal
from console.commands import DONE, opened
from console.errors import UseError
from console.settings import Settings
from pipeline.overview import overview
from reports.formats.files import write_bytes
from reports.papers import for_site as site
from reports.templating import writing
from reports.words import Words

_LARGEST = 32 << 20  # bytes of a template: Word's own pictures included


def write_shipped(settings: Settings, name: str, stage: int | None, output: Path) -> int:
    """Write the shipped template of a report, to be edited in Word."""
    stages = [one.number for one in settings.contest.stages]
    if stage is not None and stage not in stages:
        raise UseError("bad_value", name="--stage", value=stage, expected="|".join(map(str, stages)))
    write_bytes(output, writing.shipped_one(name, settings.contest, Words(settings.language), stage))
    terminal.err().print(settings.texts("terminal.written", file=str(output)))
    return DONE


def read_template(name: str, form: str | None, template: Path) -> bytes:
    """The bytes of a template for a report that can be made from one: a DOCX is made, and nothing else."""
    writing.known(name)
    if form not in (None, "docx"):
        raise UseError("bad_value", name="--format", value=form, expected="docx")
    try:
        if template.stat().st_size > _LARGEST:
            raise UseError("template_large", file=template)
        return template.read_bytes()
    except OSError as error:
        raise UseError("not_readable", file=template, why=error.strerror) from error


def of_overview(settings: Settings, name: str, form: str | None, output: Path | None, template: Path) -> int:
    """A report of the first half from a template."""
    source = read_template(name, form, template)
    with opened(settings) as store:
        seen = overview(store, settings.loaded, settings.now, settings.as_of, settings.known_at)
    made = writing.of_overview(name, source, seen, settings.contest, Words(settings.language))
    return put(settings, made, "docx", output)


def for_site(
    settings: Settings, name: str, form: str | None, output: Path | None, template: Path | None, *, bilingual: bool
) -> int:
    """The announcement or the application form, from the configuration alone."""
    contest, words = settings.contest, Words(settings.language)
    if template is not None:
        made = writing.of_contest(name, read_template(name, form, template), contest, words)
        return put(settings, made, "docx", output)
    possible = site.FOR_SITE[name]
    chosen = form or next(iter(possible))
    if chosen not in possible:
        raise UseError("bad_value", name="--format", value=chosen, expected="|".join(possible))
    return put(settings, possible[chosen](contest, words, bilingual), chosen, output)


def put(settings: Settings, made: bytes, form: str, output: Path | None) -> int:
    """The report to its file, or to standard output."""
    if output is None:
        if form in ("docx", "pdf", "xlsx", "zip") and sys.stdout.isatty():
            raise UseError("needs_output", format=form)
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
        return DONE
    write_bytes(output, made)
    terminal.err().print(settings.texts("terminal.written", file=str(output)))
    return DONE
