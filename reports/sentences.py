"""Codes and parameters into sentences: what the rules found, why a file was not read, what words decided.

Rules leave codes, keys and ISO times; a person reads titles, dates and numbers. The parameter's name says what it is
(the table in ``pipeline.rules``); whatever reads as an ISO time or day becomes a date.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from parsers.facts import Evidence
from pipeline.contest import Contest
from pipeline.state import Finding, Overview
from reports.words import Words

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MANY = re.compile(r"[,\s]+")


@dataclass(frozen=True)
class Teller:
    """Tells findings in one language. ``numbers`` and ``letters`` lead from letter keys to what people call them."""

    contest: Contest
    words: Words
    numbers: dict[str, int]
    letters: dict[str, int]

    @classmethod
    def of(cls, overview: Overview, contest: Contest, words: Words) -> "Teller":
        """The teller of one overview."""
        return cls(contest, words, dict(overview.numbers), {letter.key: letter.id for letter in overview.letters})

    @cached_property
    def _kinds(self) -> dict[str, str]:
        language, words = self.words.language, self.words
        titles = {
            kind.key: words("kind-numbered", number=kind.number, title=kind.title.of(language))
            for kind in self.contest.kinds
        }
        return titles | {"application": words("application")}

    @cached_property
    def _fields(self) -> dict[str, str]:
        return {field.key: field.title.of(self.words.language) for field in self.contest.form.fields}

    @cached_property
    def _others(self) -> dict[str, str]:
        named = (*self.contest.annexes, *self.contest.others)
        return {other.key: other.title.of(self.words.language) for other in named}

    @cached_property
    def _readers(self) -> dict[str, Callable[[str], str]]:
        """How a parameter of each name is read; one of another name is shown as it is, or as the date that it is."""
        return {
            "kind": self.kind,
            "kinds": lambda value: self.each(_MANY.split(value.strip()), self.kind),
            "field": self.field,
            "file": self.file,
            "other": lambda value: self._others.get(value) or self.file(value),
            "problem": self.problem,
            "number": self.number,
            "numbers": lambda value: self.each(_MANY.split(value.strip()), self.number),
            "other_number": self.number,
            "founder": self.case,
            "letter": self.letter,
            "page": lambda value: self.words("file-page", page=value) if value else "",
        }

    def finding(self, finding: Finding) -> str:
        """The sentence of what a rule found; one that no catalogue knows yet is told by its code."""
        told = {name: self._readers.get(name, self._date)(value) for name, value in finding.params.items()}
        return self.words.lenient(f"finding-{finding.code}", told)

    def kind(self, key: str) -> str:
        """A document's title with its number: «12. …»; the application is named too."""
        return self._kinds.get(key, key)

    def field(self, key: str) -> str:
        """A field of the application by its title."""
        return self._fields.get(key, key)

    def file(self, name: str) -> str:
        """A file's name in quotes; without a name it is the letter's own text."""
        return self.words("file-quoted", file=name) if name else self.words("letter-body")

    def number(self, value: str) -> str:
        """A submission's number as people see it."""
        return self.contest.display_number(int(value)) if value.isdecimal() and len(value) < 10 else value

    def letter(self, key: str) -> str:
        """A letter by its number."""
        return self.words("letter-named", id=self.letters[key]) if key in self.letters else key

    def case(self, key: str) -> str:
        """The submission that a letter founded, by its number; any other letter by the letter's own."""
        return self.contest.display_number(self.numbers[key]) if key in self.numbers else self.letter(key)

    def problem(self, code: str) -> str:
        """Why a file or a letter could not be read."""
        return self.words.lenient(f"problem-{code}", {})

    def advice(self, code: str, type_: str = "") -> str:
        """What a person can do about a file that was not read; some types of file have a word of their own."""
        if type_ and self.words.has(f"advice-{code}-{type_}"):
            return self.words(f"advice-{code}-{type_}")
        return self.words(f"advice-{code}") if self.words.has(f"advice-{code}") else self.words("advice-other")

    def each(self, keys: Iterable[str], title: Callable[[str], str]) -> str:
        """Several things in one sentence."""
        return ", ".join(title(key) for key in keys if key)

    def evidence(self, evidence: tuple[Evidence, ...]) -> str:
        """Where the deciding words stood and what they were: «тақырыпта: «…» (2-бет)»."""
        told = []
        for piece in evidence:
            sentence = self.words(f"evidence-{piece.where}", words=piece.words)
            on_page = piece.page is not None
            told.append(self.words("evidence-on-page", sentence=sentence, page=piece.page) if on_page else sentence)
        return "; ".join(dict.fromkeys(told))

    def _date(self, value: str) -> str:
        if _TIME.fullmatch(value):
            moment = datetime.fromisoformat(value).astimezone(self.contest.dates.zone)
            return self.words.moment(moment, seconds=moment.second not in (0, 59))
        return self.words.day(date.fromisoformat(value)) if _DAY.fullmatch(value) else value


def evidence_words(evidence: tuple[Evidence, ...]) -> str:
    """The words that decided, as written, each once."""
    return " · ".join(dict.fromkeys(piece.words for piece in evidence if piece.words))


def page_runs(pages: tuple[int, ...] | None) -> str:
    """Pages as people write them: 1–3, 7; "" where a format has none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages or ())):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
