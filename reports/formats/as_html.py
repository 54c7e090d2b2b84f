"""HTML out: one file that needs no server and no script, in which nothing that strangers wrote is ever markup.

Every value is made safe to show and escaped on its way into the page; the page's own style and script are named by
their hashes in a content security policy, so that nothing else could run or load even if it got in.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.contest import Contest
from reports.formats.colours import COLOURS
from reports.formats.paper import Paper
from reports.formats.text import shown
from reports.words import Words

_TEMPLATES = Path(__file__).parents[1] / "templates"


def _safe(value: Any) -> Any:
    """What jinja2 puts into the page for a value, before it escapes it."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) or not isinstance(value, str) else shown(value)


def _their(value: str | None) -> Markup:
    """Text that strangers wrote, isolated: its direction of writing cannot reach what stands around it."""
    return Markup(f"<bdi>{escape(shown(value or ''))}</bdi>")  # noqa: S704 — escaped here


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )
    environment.filters["their"] = _their
    return environment


@cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _colours() -> str:
    return "".join(f".{name}{{color:{ink};background:{paper}}}\n" for name, (ink, paper) in COLOURS.items())


def _hash(text: str) -> str:
    """A source in a content security policy (CSP level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page(template: str, *, script: str = "", **values: Any) -> bytes:
    """A page from a template of this room; ``script`` names a file beside it, which the page works without."""
    style, code = _text("page.css") + _colours(), _text(script) if script else ""
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + _hash(style)
    if code:
        policy += "; script-src " + _hash(code)
    made = _environment().get_template(template)
    own = {"policy": policy, "style": Markup(style), "script": Markup(code)}  # noqa: S704 — files of this room
    return made.render(**own, **values).encode()


def paper(one: Paper, contest: Contest, words: Words) -> bytes:
    """A paper as a page: the same blocks, to read on a screen or to print."""
    return page("paper.html", title=one.title, notes=one.notes, contest=contest, words=words, paper=one)


def fragment(one: Paper) -> bytes:
    """A paper as a piece of HTML for somebody else's page: no style, no script, every text escaped."""
    return _environment().get_template("fragment.html").render(paper=one).encode()
