"""``baiqau init``: a few questions, and a commented config.toml that can be worked with at once.

It begins from a configuration (last year's, or the one that comes with the program), of which every word and comment
that is not asked for stays, or from a short skeleton for another contest.
"""

import sys
from pathlib import Path

from console import terminal
from console.errors import UseError
from console.settings import Settings
from console.starting.answers import Asking, Defaults, Given, a_language, collect
from console.starting.writing import begun_from, filled, put, skeleton
from console.texts import DEFAULT, Texts
from reports.sentences import Teller
from reports.words import Words

SHIPPED = Path(__file__).resolve().parents[2] / "config.toml"
_BARE_DAYS = 15


def init(settings: Settings, given: Given, template: Path | None, *, bare: bool, yes: bool, force: bool) -> int:
    """Ask, write, say what is next; raises UseError, and then nothing is written."""
    silent = yes or not sys.stdin.isatty()
    path = settings.config
    language = _language(settings.given_language, silent=silent)
    texts = Texts(language)
    asking = Asking(texts, silent=silent)
    if path.exists() and not force and (silent or not asking.yes("overwrite", path=path)):
        raise UseError("init_exists", path=path)
    source = None if bare else _source(asking, template, language)
    text, defaults = _begun(source, language, settings, texts)
    answers = collect(asking, language, given, defaults)
    loaded = put(path, filled(text, answers, texts, bare=source is None))
    terminal.out().print(texts("init.written", path=path))
    teller = Teller(loaded.contest, Words(language), {}, {})
    for warning in loaded.warnings:
        terminal.err().print(texts("use.warning", what=teller.finding(warning)))
    terminal.err().print(texts("init.next", path=path))
    return 0


def _language(given: str | None, *, silent: bool) -> str:
    if given or silent:
        return given or DEFAULT
    return Asking(Texts(DEFAULT), silent=False).ask("language", "", DEFAULT, a_language)


def _source(asking: Asking, template: Path | None, language: str) -> Path | None:
    """What to begin from: as named, the one that comes with the program, or nothing."""
    if template is not None or not SHIPPED.exists():
        return template
    if asking.silent:
        return SHIPPED
    title = begun_from(SHIPPED)[1].contest.contest.title.of(language)
    return SHIPPED if asking.ask("start", "", "1", lambda answer: answer, title=title).strip() != "2" else None


def _begun(source: Path | None, language: str, settings: Settings, texts: Texts) -> tuple[str, Defaults]:
    if source is None:
        return skeleton(texts), Defaults("", "", "", "", "Asia/Almaty", _BARE_DAYS, True, settings.today)
    text, loaded = begun_from(source)
    about, dates = loaded.contest.contest, loaded.contest.dates
    return text, Defaults(
        about.title.of(language), about.organiser.of(language), about.place.of(language), about.number_prefix,
        dates.time_zone, dates.announce_days_before, False, settings.today,
    )  # fmt: skip
