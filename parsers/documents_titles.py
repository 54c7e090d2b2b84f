"""Lines of a page, and which of them are its title.

School papers begin with a letterhead, marks of approval («Бекітемін: директор …»), numbers, dates and places. The
title is what follows: a few short lines that are prominent, in capitals, or name a paper or a subject.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers import kazakh
from parsers.documents_lexicon import Lexicon, Reading
from parsers.facts import Page

LineSort = Literal["text", "cells"]

_LONGEST_LINE = 260
_LONGEST_TITLE = 420
_MOST_LINES = 7
_LOOK_AT = 40  # lines of a page that may come before its title
_PLAIN_LINES = 4  # short lines that are no title and may still stand before it
_APPROVAL_LINES = 7
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVXІХ]{1,4})(?:[.)]|\s*[.)])(?!\d)\s*\S")
_LABEL = re.compile(r"[^:]{3,60}:\s*\S")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. ``sort`` cells: a table's row with more than one filled cell, joined by tabs."""

    text: str
    prominence: int
    sort: LineSort
    page: int  # 1-based
    first_row: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a paper: its text, where it stood and how many lines of the page end with it."""

    text: str
    page: int
    end: int  # index of the line after it
    prominent: bool


def lines_of(page: Page, number: int, limit: int = 20_000) -> list[Line]:
    """The lines of a page in order, at most ``limit`` characters of it; empty lines are left out."""
    lines: list[Line] = []
    budget = limit
    for block in page.blocks:
        found = _rows(block.rows, block.prominence, number) if block.rows else _paragraph(block.text, block.prominence, number)
        for line in found:
            lines.append(line)
            budget -= len(line.text) + 1
            if budget <= 0:
                return lines
    return lines


def _paragraph(text: str, prominence: int, page: int) -> Iterator[Line]:
    for raw in kazakh.tidy(text).split("\n"):
        line = " ".join(raw.split())
        if line:
            yield Line(line, prominence, "text", page)


def _rows(rows: Sequence[Sequence[str]], prominence: int, page: int) -> Iterator[Line]:
    """Rows with one filled cell are lines like any other: titles of sheets, names of sections."""
    first = True
    for row in rows:
        cells = [" ".join(kazakh.tidy(cell).split()) for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from _paragraph(next(cell for cell in row if cell.strip()), prominence, page)
        elif filled:
            yield Line("\t".join(filled), prominence, "cells", page, first_row=first)
            first = False


class TitleFinder:
    """Finds titles by the wording of one configuration."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._marks = {number: phrase.channel for number, phrase in enumerate(lexicon.phrases)}

    def marks(self, line: str) -> set[str]:
        """What a line has: letterhead, approval, contents, cover, paper, title (words of any document's title)."""
        reading = self._lexicon.read(line[:_LONGEST_LINE])
        return {str(self._marks[number]) for number in self._lexicon.find(reading.roots)}

    def read(self, text: str) -> Reading:
        """A title or a name read forgivingly."""
        return self._lexicon.read(text, guess=True)

    def find(self, lines: Sequence[Line]) -> Title | None:
        """The title among the first lines of a page or sheet, None where the running text begins without one."""
        run: list[Line] = []
        approval = plain = 0
        end = 0
        for index, line in enumerate(lines[:_LOOK_AT]):
            if line.sort == "cells":
                if not run and not self._is_heading_table(line):
                    break
                if run:
                    break
                approval = _APPROVAL_LINES if "approval" in self.marks(line.text) else approval
                continue
            kind = self._what_is(line, run, approval)
            if kind == "title":
                run.append(line)
                end = index + 1
                if len(run) >= _MOST_LINES or sum(len(r.text) for r in run) > _LONGEST_TITLE:
                    break
            elif kind == "approval":
                if run and self._names_something(run):
                    break
                approval = _APPROVAL_LINES
            elif kind == "official":
                approval -= 1
            elif kind == "plain":
                if run:
                    break
                plain += 1
                if plain > _PLAIN_LINES or len(line.text) > 120:
                    break
        if not run or not self._names_something(run):
            return None
        return Title(" ".join(r.text for r in run), run[0].page, end, any(r.prominence or _capital(r.text) for r in run))

    def _names_something(self, run: Iterable[Line]) -> bool:
        marks = self.marks(" ".join(line.text for line in run)[:_LONGEST_TITLE])
        return bool(marks & {"paper", "title", "hints", "contents", "cover"})

    def _is_heading_table(self, line: Line) -> bool:
        """A row of a letterhead laid out as a table: names of the organisation, marks of approval, two titles."""
        return bool(self.marks(line.text) & {"letterhead", "approval"})

    def _what_is(self, line: Line, run: list[Line], approval: int) -> str:
        text = line.text
        if _empty(text):
            return "skip"
        marks = self.marks(text)
        if "approval" in marks and not (line.prominence == 2 and "paper" in marks) and not _title_of_order(text):
            return "approval"
        if _numbers_only(text):
            return "skip"
        if approval > 0 and not run and self._is_official(line, marks):
            return "official"
        if "letterhead" in marks and not marks & {"title", "paper"}:
            return "skip"
        if "letterhead" in marks and not run and "paper" not in marks and not line.prominence:
            return "skip"
        return "title" if self._is_title(line, marks, run) else "plain"

    def _is_official(self, line: Line, marks: set[str]) -> bool:
        """A line of a mark of approval: a post, a name, a date, the protocol by which it was approved."""
        if line.prominence == 2 or (_capital(line.text) and marks & {"title", "paper"} and len(line.text) > 8):
            return False
        if "paper" in marks and "title" in marks:
            return bool(re.search(r"№|20\d\d ?ж|20\d\d ?г", line.text)) and not line.prominence
        return len(line.text) < 90 and ("title" not in marks or "_" in line.text)

    def _is_title(self, line: Line, marks: set[str], run: list[Line]) -> bool:
        text = line.text
        strong = line.prominence > 0 or _capital(text)
        if len(text) > _LONGEST_LINE or (len(text) > 160 and not strong):
            return False
        if not run:
            if _LABEL.match(text) and not strong and "paper" not in marks:
                return False
            if text.endswith((".", ";")) and len(text) > 100 and not strong:
                return False
            if strong:
                return bool(marks & {"title", "paper", "hints", "contents", "cover"}) or len(text) > 3
            return bool(marks & {"paper", "title", "contents"}) and len(text) <= 160
        return self._continues(line, marks, run, strong=strong)

    def _continues(self, line: Line, marks: set[str], run: list[Line], *, strong: bool) -> bool:
        text, last = line.text, run[-1]
        if _NUMBERED.match(text) or (_LABEL.match(text) and not _YEAR.search(text[:12])):
            return False
        if len(text) > 140 and line.prominence <= min(1, last.prominence):
            return False
        if line.prominence < last.prominence and not (text[:1].islower() or text[:1] in "«(\"“" or _YEAR.match(text)):
            return line.prominence > 0 or (_paper_alone(run) and bool(marks & {"title", "paper"}) and len(text) < 140)
        if strong:
            return True
        if text.endswith(".") and len(text) > 60:
            return False
        if text[:1].islower() or text[:1] in "«(\"“" or _YEAR.match(text):
            return len(text) <= 120
        complete = "paper" in self.marks(" ".join(r.text for r in run))
        if complete and not _paper_alone(run):
            return False
        return len(text) <= 120 and bool(marks & {"paper", "title"} or not complete)


def _paper_alone(run: Sequence[Line]) -> bool:
    """The title so far is one word like «БҰЙРЫҚ»: what it is about stands below."""
    return sum(len(line.text.split()) for line in run) <= 3


_WORDS = re.compile(r"[^\W\d_]+")


def _capital(text: str) -> bool:
    """In capitals (numbers and signs aside), and more than a word of three letters."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _empty(text: str) -> bool:
    return not _WORDS.search(text)


_PLACE = {"қаласы", "қ", "г", "город", "каласы", "ауылы", "жыл", "жылғы", "ж", "года", "год", "от", "күні", "дата"}
_MONTHS = re.compile(
    r"қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр",
    re.IGNORECASE,
)


def _numbers_only(text: str) -> bool:
    """A line of a number, a date or a place: «№ 45-н», «01.09.2025 ж.», «Астана қаласы», «« » қыркүйек 2025 ж.»."""
    words = [w for w in _WORDS.findall(text) if len(w) > 1 and not _MONTHS.match(w) and w.lower() not in _PLACE]
    if not words:
        return True
    return len(words) == 1 and len(text) < 45 and any(w.lower() in _PLACE for w in _WORDS.findall(text))


_ORDER_TITLE = re.compile(r"(?:туралы|жөнінде)\W*$|^\W*(?:об?|о)\s", re.IGNORECASE)


def _title_of_order(text: str) -> bool:
    """«… құрамын бекіту туралы», «Об утверждении …» speak of approving and are titles all the same."""
    return bool(_ORDER_TITLE.search(text)) and len(text) < 200
