"""What the contest's configuration teaches the parsers: the form, the document kinds, the words.

These types are defined here because the parsers need them; ``pipeline.contest`` builds them from ``config.toml``.
"""

import re
from dataclasses import dataclass
from typing import Literal

GROUP_CALL = re.compile(r"@([a-z]+)")
"""How a phrase calls a group of words by its key."""

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
    """A field of the application: its labels as schools write them, in any language.

    ``about``: what a label of it speaks of, as names of the form's groups of words; those in brackets may be there too
    («phone leader [association]»). It reads labels that no list has.
    """

    key: str
    title: Wording
    labels: tuple[str, ...]
    type: FieldType = "text"
    required: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A name for words that mean one thing; phrases call it ``@key``."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The application form: words of its title (any is enough with two labels), its fields, hints left in brackets.

    ``area_code``: the city's telephone code, for numbers written without one. ``words``: beginnings of words that
    mean one thing in a label, "!" behind a whole word; ``foreign``: what labels of other things speak of, written as
    the fields' ``about``.
    """

    titles: tuple[str, ...]
    fields: tuple[FormField, ...]
    hints: tuple[str, ...] = ()
    area_code: str = ""
    words: tuple[Group, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What sort of paper something is: an order, a plan, minutes … whatever it is about.

    ``words`` name it in a heading or a file's name; ``body`` are words that only such a paper has in its running text;
    ``columns`` head its table: two of them show the sort of paper where no word names it; so do its ``lines``, most of
    which have a date in them or begin with a month. A ``firm`` paper is never taken for another: an order about a plan
    is no plan.
    """

    key: str
    words: tuple[str, ...]
    body: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lines: Literal["", "dates", "months"] = ""
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What a document looks like. Every phrase is written as the comments of ``config.toml`` say.

    ``title`` decides in a heading or a name; ``hints`` need a paper or the content to agree; ``tells`` decide in the
    running text of a paper of the right sort; ``body`` and ``columns`` only support. ``papers`` are the sorts of paper
    it comes as, ``weak_papers`` those that are never enough alone. ``needs``: one of these must stand somewhere.
    ``excludes`` in a heading or name speak against it. ``halves`` are the parts of a joint title, each a group of
    phrases. A ``general`` document gives way to any other that is named; ``beside`` are those it does not push out,
    ``within`` those on whose first pages it often stands. ``paper_needed``: the subject alone is not enough; with
    ``lines`` "actions" it is where most lines of the text say what is to be done.
    """

    title: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    weak_papers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    halves: tuple[tuple[str, ...], ...] = ()
    beside: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    lines: Literal["", "actions"] = ""
    general: bool = False
    paper_needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One required document of the contest and what tells it apart.

    For remarks: ``current`` papers are made anew for each school year, ``signed`` ones are worth nothing without a
    signature, ``names_others`` ones name other schools by their nature.
    """

    key: str
    number: int
    title: Wording
    signs: Signs = Signs()
    current: bool = False
    signed: bool = False
    names_others: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """A paper that is none of the required: an annex of the portfolio, or something else that the contest names.

    ``types`` are file types that are it when nothing of the contest's documents is found in them. ``unwanted``: it
    should not have been sent.
    """

    key: str
    title: Wording
    signs: Signs = Signs()
    types: tuple[str, ...] = ()
    unwanted: bool = False


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that the contest's city had until and with the year ``until``."""

    name: str
    until: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words by which a page is taken apart: letterheads, marks of approval, lists of contents, cover pages.

    ``neutral`` words may stand in any title without changing what it is about.
    """

    letterhead: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the parsers must know of the contest; sent to the sandbox when it starts."""

    form: Form
    kinds: tuple[Kind, ...]
    words: tuple[str, ...]  # words that show that a letter or paper is about this contest
    papers: tuple[Paper, ...] = ()
    groups: tuple[Group, ...] = ()
    annexes: tuple[Other, ...] = ()
    others: tuple[Other, ...] = ()
    pages: PageWords = PageWords()
    schools: tuple[str, ...] = ()  # roots of the words for a school
    former_names: tuple[FormerName, ...] = ()
