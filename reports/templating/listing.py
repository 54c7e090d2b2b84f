"""The page that lists the placeholders of every template; ``python -m reports.templating.listing kk`` prints it."""

import sys
from collections.abc import Iterator
from dataclasses import fields

from reports.templating.checking import placeholders
from reports.templating.values import REPORTS, Common
from reports.words import Words


def page(words: Words) -> str:
    """The page as Markdown: what all papers may name, then what each may name besides."""
    lines = [f"# {words('placeholders-title')}", "", words("placeholders-how"), "", words("placeholders-tags"), ""]
    common = frozenset(one.name for one in fields(Common))
    lines += [f"## {words('placeholders-common')}", "", *_table(Common, words), ""]
    for name, values in REPORTS.items():
        title = words(f"placeholders-of-{name.replace(' --', '-')}")
        lines += [f"## `report {name}`: {title}", "", *_table(values, words, common), ""]
    return "\n".join(lines)


def _table(values: type[Common], words: Words, without: frozenset[str] = frozenset()) -> Iterator[str]:
    yield f"| {words('placeholders-head')} | {words('placeholders-meaning')} |"
    yield "| --- | --- |"
    for name, path in placeholders(values):
        if path not in without:
            key = f"placeholder-row-{name}" if "[]." in path else f"placeholder-{name}"
            yield f"| `{path}` | {words(key)} |"


if __name__ == "__main__":
    sys.stdout.write(page(Words(sys.argv[1] if len(sys.argv) > 1 else "kk")))
