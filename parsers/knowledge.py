"""What the contest's configuration teaches the parsers: the form, the document kinds, the words.

These types are defined here because the parsers need them; ``pipeline.contest`` builds them from ``config.toml``.
"""

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["institution", "text", "phone", "email", "subject", "person", "date", "mark"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One title in the languages of the house."""

    kk: str
    ru: str
    en: str

    def of(self, language: str) -> str:
        """The title in the language ``kk``, ``ru`` or ``en``."""
        return {"kk": self.kk, "ru": self.ru, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the application: its labels as schools write them, in any language."""

    key: str
    title: Wording
    labels: tuple[str, ...]
    type: FieldType = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The application form: words of its title (any is enough with two labels), its fields, hints left in brackets."""

    titles: tuple[str, ...]
    fields: tuple[FormField, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One required document of the contest and what tells it apart."""

    key: str
    number: int
    title: Wording


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the parsers must know of the contest; sent to the sandbox when it starts."""

    form: Form
    kinds: tuple[Kind, ...]
    words: tuple[str, ...]  # words that show that a letter or paper is about this contest
