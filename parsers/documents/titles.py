"""Lines of a page, and which of them are its title.

School papers begin with a letterhead, marks of approval («Бекітемін: директор …»), numbers, dates and places. The
title is what follows: a few short lines that are prominent, in capitals, or name a paper or a subject.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.documents.lexicon import Lexicon
from parsers.documents.lines import Line
from parsers.documents.months import is_item, is_month
from parsers.documents.phrases import Phrase, Reading
from parsers.remembering import LINE, remembered

_LONGEST_LINE = 260
_A_WORD_OR_TWO = 32
_LONGEST_TITLE = 420
_MOST_LINES = 7
_REMEMBERED = 2_000  # lines
_FEW_LINES = 4
_LOOK_AT = 40  # lines of a page that may come before its title
_PLAIN_LINES = 4  # short lines that are no title and may still stand before it
_APPROVAL_LINES = 7
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVXІХ]{1,4})\s*[.)](?!\d)\s*\S")
_CLAUSE = re.compile(r"\d{1,2}\.\d{1,2}\.?\s")
_SECTION = re.compile(
    r"(?:[IVXІХ]{1,4}|\d{1,2}|\w+[іы]н?ші)\W{1,3}(?:тарау|бөлім)\b|(?:глава|раздел)\s+(?:[IVXІХ\d]|\w+[аы][йя]\b)",
    re.IGNORECASE,
)  # «1-тарау», «Бірінші бөлім», «Глава первая»: where the text of regulations begins
_BULLET = re.compile(r"[-–—•*]\s")
_LABEL = re.compile(r"([^:]{3,60}):\s*\S")
_NUMBER_OR_DATE = re.compile(r"№|20\d\d ?ж|20\d\d ?г")
_SCHOOL_YEAR = re.compile(r"20\d\d.{0,14}(?:оқу|оку|уч)[^,:;–—]*$", re.IGNORECASE)
_QUOTED = re.compile(r"[«\"“][^«»\"“”]{2,60}[»\"”]")
_PREAMBLE = re.compile(
    r"(?:в целях|в соответствии|на основании|согласно|во исполнение|в связи)\b"
    r"|.*(?:мақсатында|максатында|сәйкес|негізінде)\b",
    re.IGNORECASE,
)  # how the text of an order begins
_SIGNATURE = 100  # a line with a signature is no longer
_SIGNED = re.compile(
    r"_{4,}|(?:^|[\s:/])[А-ЯЁӘҒҚҢӨҰҮҺІ]\. ?(?:[А-ЯЁӘҒҚҢӨҰҮҺІ]\. ?)?[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+\s*$"
)
_YEAR = re.compile(r"20\d\d")
_YEAR_LAST = re.compile(r"20\d\d\s*(?:(?:оқу|оку|уч)\w*\W*)?(?:жыл\w*|год\w*|гг?|жж?)?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a paper: its text, where it stood and how many lines of the page end with it."""

    text: str
    page: int
    end: int  # index of the line after it
    prominent: bool
    after_marks: bool = False  # a letterhead or a mark of approval stands before it
    below: int = 0  # letters of its lines after the one that names it: text rather than title where there is no other


def _mark(phrase: Phrase, lexicon: Lexicon) -> str:
    return "firm" if phrase.channel == "paper" and lexicon.papers[phrase.owner].firm else phrase.channel


class TitleFinder:
    """Finds titles by the wording of one configuration."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._marks = [_mark(phrase, lexicon) for phrase in lexicon.phrases]
        self._marked: dict[str, frozenset[str]] = {}

    def marks(self, line: str) -> frozenset[str]:
        """What a line has: letterhead, approval, contents, cover, paper (and firm), title (words of any title) …"""
        line = line[:_LONGEST_LINE]
        known = self._marked.get(line)  # a line is asked about several times while its page is taken apart
        if known is None:
            reading = self._lexicon.read(line, guess=True)
            marks = {self._marks[number] for number in self._lexicon.hits(reading)}
            known = frozenset(marks | {"paper"} if "firm" in marks else marks)
            if len(self._marked) >= _REMEMBERED:
                self._marked.clear()
            self._marked[line] = known
        return known

    def read(self, text: str) -> Reading:
        """A title or a name read forgivingly."""
        return self._lexicon.read(text, guess=True)

    def find(self, lines: Sequence[Line]) -> Title | None:
        """The title among the first lines of a page or sheet, None where the running text begins without one."""
        run: list[Line] = []
        approval = plain = 0
        end = marks = 0
        small_says_nothing = _typed_small(lines)
        for index, line in enumerate(lines[:_LOOK_AT]):
            if line.sort == "cells":
                if not run and not self._is_heading_table(line):
                    break
                if run:
                    break
                approval = _APPROVAL_LINES if "approval" in self.marks(line.text) else approval
                continue
            kind = self._what_is(line, run, approval)
            if kind == "title" and small_says_nothing and run and self._is_text(line, run):
                kind = "plain"
            if kind == "plain" and index == 0 and self._hints_alone(line):
                kind = "title"
            if (
                kind == "title"
                and not run
                and plain
                and not line.prominence
                and (_NUMBERED.match(line.text) or _LABEL.match(line.text))
            ):
                break
            marks += kind in ("approval", "letterhead")
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
                plain += 1
                if run or plain > _PLAIN_LINES or len(line.text) > 120 or _is_sentence(line.text):
                    break
            elif kind == "body":
                break
        if not run or not self._names_something(run):
            return None
        prominent = any(r.prominence or _capital(r.text) for r in run) or _capital(run[0].text.split()[0])
        if not prominent and _VERB_LAST.search(run[-1].text):
            return None  # the lines of a sentence, which ends with its verb
        return Title(self._words_of(run), run[0].page, end, prominent, marks > 0, self._below(run))

    def _hints_alone(self, line: Line) -> bool:
        """Whether a file begins with a word or two that hint at a kind: «Курстар», «Олимпиада 3 жыл»."""
        text = line.text
        short = line.page == 1 and len(text) <= _A_WORD_OR_TWO and text[-1].isalnum()
        return short and "hints" in self.marks(text) and not (_NUMBERED.match(text) or _BULLET.match(text))

    def is_end(self, lines: Sequence[Line]) -> bool:
        """Whether lines end a paper: somebody signs, or the letterhead or approval of the next one stands there."""
        return any(
            len(line.text) < _SIGNATURE
            and not _BULLET.match(line.text)
            and not _NUMBERED.match(line.text)
            and (
                _SIGNED.search(line.text)
                or (not _ends_a_sentence(line.text) and self.marks(line.text) & {"letterhead", "approval"})
            )
            for line in lines
        )

    def _words_of(self, run: Sequence[Line]) -> str:
        """The title's text; of a label like «Методическая тема МО: …» what stands before the colon, if that tells."""
        text = " ".join(line.text for line in run)
        label = _LABEL.match(text)
        if (
            label
            and not run[0].prominence
            and not _capital(text)
            and (said := self.marks(label[1]) & {"paper", "title"})
        ):
            return label[1] if "title" in said or "title" not in self.marks(text) else text
        return text

    def _below(self, run: Sequence[Line]) -> int:
        """The letters of a title after the line with which it is complete."""
        whole = self.marks(" ".join(line.text for line in run)[:_LONGEST_TITLE]) & {"paper", "title"}
        for number in range(1, len(run)):
            if self.marks(" ".join(line.text for line in run[:number])) >= whole:
                return sum(len(line.text) for line in run[number:])
        return 0

    def _paper_alone(self, run: Sequence[Line]) -> bool:
        """The title so far is only a word like «БҰЙРЫҚ»: what it is about stands below."""
        text = " ".join(line.text for line in run)
        words = [w for w in _WORDS.findall(text) if len(w) > 1 and w.lower() not in _PLACE and not is_month(w)]
        return len(words) <= 4 and "title" not in self.marks(text)

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
        if "paper" not in marks and (_numbers_only(text) or ("title" not in marks and _number_and_place(text))):
            return "skip"
        if approval > 0 and not run and self._is_official(line, marks):
            return "official"
        if ("paper_body" in marks and "paper" not in marks) or (not line.prominence and _PREAMBLE.match(text)):
            return "body"
        if (
            "letterhead" in marks
            and "paper" not in marks
            and not ((run or line.prominence) and self._titled(text, marks))
        ):
            return "letterhead"
        return "title" if self._is_title(line, marks, run) else "plain"

    def _titled(self, text: str, marks: frozenset[str]) -> bool:
        """Whether a line has words of a title that are not the name of a school in quotes («Білім-Инновация»)."""
        return "title" in marks and "title" in self.marks(_QUOTED.sub(" ", text))

    def _is_official(self, line: Line, marks: frozenset[str]) -> bool:
        """A line of a mark of approval: a post, a name, a date, the protocol by which it was approved."""
        if line.prominence == 2 or (_capital(line.text) and marks & {"title", "paper"} and len(line.text) > 8):
            return False
        if "paper" in marks and "title" in marks:
            return "firm" in marks and bool(_NUMBER_OR_DATE.search(line.text)) and not line.prominence
        return len(line.text) < 90 and ("title" not in marks or "_" in line.text)

    def _is_title(self, line: Line, marks: frozenset[str], run: list[Line]) -> bool:
        text = line.text
        strong = line.prominence > 0 or _capital(text)
        if len(text) > _LONGEST_LINE or (len(text) > 160 and not strong):
            return False
        if not run:
            label = _LABEL.match(text)
            if not strong and (text.endswith(";") or (label and not self._tells(label[1]))):
                return False
            if not strong and text.endswith(":") and not self._tells(text.rstrip(": ")):
                return False
            if (
                not strong
                and _ends_a_sentence(text)
                and (len(text) > 70 or _VERB_LAST.search(text) or not marks >= {"paper", "title"})
            ):
                return False
            if strong:
                return bool(marks & {"title", "paper", "hints", "contents", "cover"}) or len(text) > 3
            if _runs_on(text) or is_item(text):
                return False
            return bool(marks & {"paper", "title", "contents"}) and len(text) <= 160
        return self._continues(line, marks, run, strong=strong)

    def _tells(self, label: str) -> bool:
        """Whether a label alone could be a title: «Методическая тема МО», «Фотоесеп», not «Міндеттері»."""
        marks = self.marks(label)
        return "title" in marks or ("paper" in marks and " " in label)

    def _continues(self, line: Line, marks: frozenset[str], run: list[Line], *, strong: bool) -> bool:
        text, last = line.text, run[-1]
        if (
            _NUMBERED.match(text)
            or _CLAUSE.match(text)
            or _SECTION.match(text)
            or _BULLET.match(text)
            or is_item(text)
            or (_LABEL.match(text) and not _YEAR.search(text[:12]))
        ):
            return False
        if len(text) > 140 and line.prominence <= min(1, last.prominence):
            return False
        goes_on = text[:1].islower() or (text[:1] in '«("“' and self._quote_belongs(marks, run))
        if _SCHOOL_YEAR.match(text) and len(text) <= 70:
            goes_on = "paper" not in self.marks(" ".join(r.text for r in run))
        if line.prominence < last.prominence and not goes_on:
            return line.prominence > 0 or (
                self._paper_alone(run) and bool(marks & {"title", "paper"}) and len(text) < 140
            )
        if strong:
            return True
        if _ends_a_sentence(text) and len(text) > 60:
            return False
        if goes_on:
            return len(text) <= 120 and not self._ends_with_its_year(run)
        if self._paper_alone(run):
            return len(text) <= 140 and bool(marks & {"paper", "title"})
        return len(text) <= 120 and not self.marks(" ".join(r.text for r in run)) & {"paper", "title"}

    def _is_text(self, line: Line, run: Sequence[Line]) -> bool:
        """Whether a line in small letters comes under a title that names its paper and what it is about."""
        complete = self.marks(" ".join(r.text for r in run)[:_LONGEST_TITLE]) >= {"paper", "title"}
        return complete and line.text[:1].islower() and not line.prominence

    def _ends_with_its_year(self, run: Sequence[Line]) -> bool:
        """Whether a title names its paper and ends with the school year: what follows in small letters is its text."""
        whole = self.marks(" ".join(r.text for r in run)) >= {"paper", "title"}
        return whole and _YEAR_LAST.search(run[-1].text) is not None

    def _quote_belongs(self, marks: frozenset[str], run: Sequence[Line]) -> bool:
        """Whether a line that begins with a quotation goes on with the title: not when that is complete without it."""
        return bool(marks & {"title", "paper"}) or "title" not in self.marks(" ".join(r.text for r in run))


def _typed_small(lines: Sequence[Line]) -> bool:
    """A page typed without capitals: a line in small letters need not go on with a title."""
    begins = [line.text[:1] for line in lines[:_LOOK_AT] if line.sort == "text" and line.text[:1].isalpha()]
    return len(begins) >= _FEW_LINES and sum(first.islower() for first in begins) > len(begins) / 2


def is_signature(line: Line) -> bool:
    """A short line that somebody signs."""
    return len(line.text) < _SIGNATURE and not _BULLET.match(line.text) and bool(_SIGNED.search(line.text))


_WORDS = re.compile(r"[^\W\d_]+")


@remembered(4096, LINE)
def _capital(text: str) -> bool:
    """In capitals (numbers and signs aside), and more than a word of three letters."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def is_numbered(text: str) -> bool:
    """A line like «1. …», «II. …»: an item or a section, seldom a title."""
    return bool(_NUMBERED.match(text))


def _is_sentence(text: str) -> bool:
    """Running text: where it stands, no title follows."""
    return _ends_a_sentence(text) and len(text.split()) >= 4


# A Kazakh sentence ends with its verb, a title never does.
_VERB_LAST = re.compile(r"(?:[дт][ыі]|[дт][ыи]|[ғқгк][ае]н|сын|сін|син)[.;]$")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")
_ANOTHER = re.compile(r"(?<=[а-яёәғқңөұүһі]{4})[.!?] (?=[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі])")
_FULL_LINE, _MANY_WORDS = 90, 7
_LAST_WORD = re.compile(r"[^\W\d_]{3,}[»\")]?[.;]$")


def _runs_on(text: str) -> bool:
    """A line of a paragraph: a sentence ends within it, with its verb or after many words, and the next one begins."""
    if len(text) > _FULL_LINE and (end := _ANOTHER.search(text)) and text.count(" ", 0, end.start()) >= _MANY_WORDS:
        return True
    return any(_VERB_LAST.search(f"{sentence}.") for sentence in _NEXT_SENTENCE.split(text)[:-1])


def _ends_a_sentence(text: str) -> bool:
    """A full stop that ends no abbreviation: «жж.», «уч. г.», «қ.» end titles as well."""
    return bool(_LAST_WORD.search(text[-40:]))


def _empty(text: str) -> bool:
    return not _WORDS.search(text)


_PLACE = {"қаласы", "қ", "г", "город", "каласы", "ауылы", "жыл", "жылғы", "ж", "года", "год", "от", "күні", "дата"}


def _numbers_only(text: str) -> bool:
    """A line of a number, a date or a place: «№ 45-н», «01.09.2025 ж.», «Астана қаласы», «« » қыркүйек 2025 ж.»."""
    words = [w for w in _WORDS.findall(text) if len(w) > 1 and not is_month(w) and w.lower() not in _PLACE]
    if not words:
        return True
    return len(words) == 1 and len(text) < 45 and any(w.lower() in _PLACE for w in _WORDS.findall(text))


def _number_and_place(text: str) -> bool:
    """A line under «БҰЙРЫҚ» with a number or a date and the place: «№ 72 27.08.2025 Нұр-Сұлтан қаласы»."""
    words = [w.lower() for w in _WORDS.findall(text)]
    return bool(len(text) < 90 and _REFERENCE.match(text) and any(w in _PLACE for w in words))


_REFERENCE = re.compile(r"\W*(?:№|\d{1,2}[.\s»\"])")
_ORDER_TITLE = re.compile(
    r"(?:туралы|жөнінде)\W*(?:бұйр\w*\W*)?$|^\W*(?:(?:копия |выписка из )?приказа?\W+(?:№\W*\w+\W+)?)?об?\s",
    re.IGNORECASE,
)


def _title_of_order(text: str) -> bool:
    """«… құрамын бекіту туралы», «Об утверждении …» speak of approving and are titles all the same."""
    return bool(_ORDER_TITLE.search(text)) and len(text) < 200
