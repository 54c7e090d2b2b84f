"""The command line's own words: help and messages, TOML catalogues in ``locale``: ``kk.toml``, ``init.kk.toml`` …

TOML, not the reports' catalogues: help must appear at once, and these sentences need no grammar.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("kk", "ru", "en")
DEFAULT = "kk"


class Texts:
    """A catalogue: ``texts("section.key", name=value)`` gives the sentence."""

    def __init__(self, language: str) -> None:
        self.language = language
        folder = Path(__file__).parent / "locale"
        sections: dict[str, dict[str, str]] = {}
        for path in (folder / f"{language}.toml", *sorted(folder.glob(f"*.{language}.toml"))):
            with path.open("rb") as file:
                for name, sentences in tomllib.load(file).items():
                    sections.setdefault(name, {}).update(sentences)
        self._sections: Mapping[str, Mapping[str, str]] = sections

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence for ``section.key``; KeyError when the catalogue lacks it (a test keeps it complete)."""
        section, _, name = key.partition(".")
        return self._sections[section][name].format(**values)

    def find(self, *keys: str) -> str:
        """The first of the keys that the catalogue has, "" when none."""
        for key in keys:
            section, _, name = key.partition(".")
            if name in self._sections.get(section, {}):
                return self._sections[section][name]
        return ""


def language_of(arguments: Sequence[str]) -> str | None:
    """The value of ``--lang`` among the arguments before anything is parsed: help is needed in that language."""
    for number, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        if value in LANGUAGES:
            return value
    return None


def language_in(arguments: Sequence[str]) -> str:
    """The language that the configuration names, for an error that stops a command without ``--lang``.

    The configuration itself may be what is wrong: then it is the house's own language.
    """
    path = "config.toml"
    for number, argument in enumerate(arguments):
        if argument.startswith("--config="):
            path = argument.partition("=")[2]
        elif argument == "--config" and number + 1 < len(arguments):
            path = arguments[number + 1]
    try:
        with Path(path).open("rb") as file:
            language = tomllib.load(file)["contest"]["language"]
    except (OSError, ValueError, KeyError, TypeError):
        return DEFAULT
    return language if language in LANGUAGES else DEFAULT
