"""Numbers that schools put before the names of files and folders, and what they mean in one submission.

A series is the numbered files, or the numbered folders, that lie side by side. It means something only where the
papers that were surely recognised agree with it: with the contest's own list (perhaps moved by a constant, where the
application is number one), or with the list that the school itself sent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Series = tuple[str, ...]  # "file" or "folder", then the folders that it lies in
Kinds = frozenset[str]

_MOVED = 3  # by how much the numbers of a series may differ from the contest's
FEWEST, _SHARE = 6, 3  # papers that must agree: so many, and one in so many of the documents asked for
_DIFFERING = 8  # of so many that agree one may differ
_ARCHIVE = re.compile(r"\.(?:zip|rar|7z|tar|t?gz|eml|msg)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
_WORD = r"(?:құжат|кужат|қосымша|косымша|документ|док|приложение|прил|пункт|тармақ|тармак|бөлім|болим|раздел)"
_MARKED = re.compile(
    rf"(?<!\w)(?:{_WORD}\w*[\s_.\-–—]*№?\s*(\d{{1,2}})|№?\s*(\d{{1,2}})[\s_.\-–—]*{_WORD}(?![^\W\d_]{{4}}))(?!\d)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\s*№?\s*(\d{1,2})(?![\d])(?:[\s_.)\]\-–—,]+(?=[^\W\d_]|[«\"(№])|(?=[^\W\d_])|\W*$)")
# «8 сынып», «2-тоқсан», «5 бет», «12 қазан», «1-ші», «7 А»: numbers of something else, but after a full stop.
_MEASURED = re.compile(
    r"[\s_\-–—«\"]*(?:(?:сынып|класс|тоқсан|токсан|четверт|парақ|сағат|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз"
    r"|қыркүйек|қазан|қараша|желтоқсан|январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|мектеп|школ|лице"
    r"|гимнази)|(?:жыл|год|апта|күн|сабақ)(?!\w*(?:лық|лык|дық|дык|тар|лар))|(?:бет|стр|кл|мая|ші|шы|нші|ншы|[яйе]|го|ая|ый"
    r"|час\w*|урок\w*|дн\w*|[абвгдежә])(?![^\W_]))",
    re.IGNORECASE,
)
# «№3 хаттама», «2-отырыс»: the number of the minutes or of an order.
_OF_A_PAPER = re.compile(r"[\s_\-–—]*(?:отырыс|заседани|хаттама|протокол|бұйрық|буйрык|приказ)", re.IGNORECASE)
_STOPPED = re.compile(r"\s*[.)\]]")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number in a name: whose series, the number, and the file's or the folder's name as written."""

    series: Series
    number: int
    words: str


def numbers_of(name: str) -> Iterator[Numbered]:
    """The numbers in a path (``a.zip/12. Мақалалар/журнал.docx``), the file's own before those of its folders."""
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip()]
    for place in range(len(parts) - 1, -1, -1):
        number = number_in(parts[place])
        if number is not None:
            around = [p.casefold() for p in parts[:place] if not _ARCHIVE.search(p) or number_in(p) is not None]
            sort = "file" if place == len(parts) - 1 else "folder"
            yield Numbered((sort, *around), number, parts[place])


def number_in(part: str) -> int | None:
    """The number that a file or a folder bears: «05_Жоспар», «№8 құжат», «Қосымша 7»; None for «8 сынып», «12.10»."""
    stem = _EXTENSION.sub("", part)
    if marked := _MARKED.search(stem):
        return int(marked[1] or marked[2]) or None
    leading = _LEADING.match(stem)
    if leading is None:
        return None
    signed, after = "№" in stem[: leading.start(1)], leading.end(1)
    if (signed or stem[after : after + 1] in "-–—") and _OF_A_PAPER.match(stem, after):
        return None
    if not _STOPPED.match(stem, after) and _MEASURED.match(stem, after):
        return None
    return int(leading[1]) or None


class Meaning:
    """What the numbers of one series mean, by the papers whose kinds are surely known."""

    def __init__(self, known: Mapping[int, Kinds], means: Mapping[int, Kinds], asked: int) -> None:
        self._means = means
        told = {number: kinds for number, kinds in known.items() if means.get(number)}
        self._agree = {number: bool(kinds & means[number]) for number, kinds in told.items()}
        self.agreeing = len({kind for n, yes in self._agree.items() if yes for kind in known[n] & means[n]})
        differing = sum(not yes for yes in self._agree.values())
        self.stands = self.agreeing >= max(FEWEST, asked // _SHARE) and differing * _DIFFERING <= self.agreeing

    def of(self, number: int) -> Kinds:
        """The kinds that a number means; none where a neighbour does not agree.

        A school that leaves one paper out and numbers on is right before it and wrong behind it: both known neighbours
        must agree, and at an end of the series the two nearest.
        """
        below = sorted((n for n in self._agree if n < number), reverse=True)
        above = sorted(n for n in self._agree if n > number)
        near = [*below[:1], *above[:1]] if below and above else [*below[:2], *above[:2]]
        sound = self.stands and len(near) > 1 and all(self._agree[n] for n in near)
        return self._means.get(number, frozenset()) if sound else frozenset()


def by_contest(known: Mapping[int, Kinds], numbers: Mapping[int, str]) -> Meaning:
    """The meaning by the contest's own list (number → kind), moved by the constant that most known papers fit."""
    moved = [
        Meaning(known, {n - by: frozenset((kind,)) for n, kind in numbers.items()}, len(numbers))
        for by in sorted(range(-_MOVED, _MOVED + 1), key=abs)
    ]
    return max(moved, key=lambda meaning: (meaning.stands, meaning.agreeing))


def grouped(numbered: Iterable[tuple[Numbered, str]]) -> dict[Series, dict[int, set[str]]]:
    """What bears each number of each series, by its identity."""
    found: dict[Series, dict[int, set[str]]] = {}
    for one, identity in numbered:
        found.setdefault(one.series, {}).setdefault(one.number, set()).add(identity)
    return found


def one_map(lists: Sequence[Mapping[int, Kinds]]) -> dict[int, Kinds]:
    """Several lists of one school as one; a number that they use for different things means nothing."""
    merged: dict[int, Kinds] = {}
    for entries in lists:
        for number, kinds in entries.items():
            merged[number] = merged.get(number, kinds) & kinds
    return {number: kinds for number, kinds in merged.items() if kinds}
