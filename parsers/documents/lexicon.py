"""The contest's wording made ready for reading: beginnings of words in a table, phrases as runs of them.

A phrase is written as ``config.toml`` explains: beginnings of words in order, ``!`` for exactly this word, ``_`` for
words side by side, ``...`` for a wider gap, ``&`` for both in any order, ``@group`` for any wording of a group.
Reading is linear in the text: each word is looked up once (and remembered), each phrase is completed when its last
word is met.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rapidfuzz.distance import Levenshtein

from parsers import kazakh
from parsers.documents.phrases import Channel, Hit, Phrase, Reading, targets
from parsers.knowledge import GROUP_CALL, Knowledge
from parsers.remembering import LINE, remembered

_GAP = 3  # how far apart two neighbours of a phrase may stand: two other words between them
_WIDE_GAP = 7
_FAR = 1_000_000
_LONG = 6  # only roots this long are recognised in spite of a typing error
_REMEMBERED = 200_000
_REMEMBERED_LINES = 2_000
_STAND_IN = "\x00"
_PIECE = re.compile(r"([^\W\d_]+|\d+)(!?)")
_CAPITALS = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2,}(?=[a-zа-яёәғқңөұүһі]{3})")
# Ordinary words that differ by a letter from words of papers, and are no typing errors (in the spelling of roots).
_ORDINARY = (
    "афективн", "ефективн", "проблем", "грамотн", "саласы", "саласын", "участник", "участвов", "представлен",
    "практическ", "обязательств", "четверг", "выступлен", "начал", "багасы", "сторон", "управлен", "уровн", "сойлеу",
    "жазылу",
)  # fmt: skip
_VOICED = {"к": "г", "п": "б"}  # бірлестік – бірлестігі, тақырып – тақырыбы


@dataclass(frozen=True, slots=True)
class _Run:
    roots: tuple[int, ...]
    gaps: tuple[int, ...]


class Lexicon:
    """Everything of one configuration that reading needs, compiled once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.targets = tuple(targets(knowledge))
        self.papers = knowledge.papers
        self.phrases: list[Phrase] = []
        self._groups = {group.key: group.words for group in knowledge.groups}
        self._root_ids: dict[tuple[str, bool], int] = {}
        self._exact: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        self._long: dict[str, list[tuple[str, int]]] = {}
        self._runs: dict[_Run, int] = {}
        self._single: dict[int, int] = {}
        self._ending: dict[int, dict[int, list[tuple[int, _Run]]]] = {}
        self._phrases_of_run: dict[int, list[int]] = {}
        self._pairs: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        self._roots_of_phrase: dict[int, set[int]] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        self._guessed: dict[str, tuple[int, ...]] = {}
        # A line is asked about several times while its page is taken apart, and letterheads come on many pages.
        self._plain = remembered(_REMEMBERED_LINES, LINE)(self._read)
        self._forgiving = remembered(_REMEMBERED_LINES, LINE)(partial(self._read, guess=True))
        self._compile(knowledge)
        self._lengths = tuple(sorted({len(key) for key in self._beginnings}))

    # -- reading -----------------------------------------------------------------------------------------------

    def read(self, text: str, *, guess: bool = False) -> Reading:
        """The words of a tidy text. ``guess`` forgives one or two wrong letters in long words."""
        return self._forgiving(text) if guess else self._plain(text)

    def _read(self, text: str, *, guess: bool = False) -> Reading:
        words = kazakh.words(text)
        known, look = self._known, self._look_up
        roots = [known[w] if w in known else look(w) for w in words]
        if guess:
            roots = [r or self._guess(w) for r, w in zip(roots, words, strict=True)]
        return Reading(text, words, roots)

    def hits(self, reading: Reading) -> Mapping[int, Hit]:
        """All phrases that stand in what was read: phrase number → where and how often; found once a reading."""
        if reading.hits is None:
            reading.hits = self._find(reading.roots)
        return reading.hits

    def _find(self, roots: Sequence[tuple[int, ...]]) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        single, ending = self._single, self._ending
        last: dict[int, int] = {}  # root → where it stood last
        for place, ids in enumerate(roots):
            for root in ids:
                if root in single:
                    _note(found, single[root], Hit(place, place, 1))
                before = ending.get(root)
                if before is not None:
                    # Whichever is less to look through: what may come before, or the few words before this one.
                    near = (
                        before
                        if len(before) < 10
                        else {r for ids in roots[max(0, place - _WIDE_GAP) : place] for r in ids}
                    )
                    for other in near:
                        back = place - last.get(other, -_FAR)
                        if back <= _WIDE_GAP and other in before:
                            _complete(found, roots, place, back, before[other])
            for root in ids:
                last[root] = place
        return self._phrases_in(found)

    def _phrases_in(self, found: dict[int, Hit]) -> dict[int, Hit]:
        hits: dict[int, Hit] = {}
        for run_id, hit in found.items():
            for phrase in self._phrases_of_run.get(run_id, ()):
                _note(hits, phrase, hit)
            for others, phrase in self._pairs.get(run_id, ()):
                if all(other in found for other in others):
                    _note(hits, phrase, hit)
        return hits

    def _look_up(self, written: str) -> tuple[int, ...]:
        ids: list[int] = []
        for reading in kazakh.roots(written):
            ids.extend(self._exact.get(reading, ()))
            size = len(reading)
            for length in self._lengths:
                if length > size:
                    break
                ids.extend(self._beginnings.get(reading[:length], ()))
        answer = tuple(dict.fromkeys(ids))
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known[written] = answer
        return answer

    def _guess(self, written: str) -> tuple[int, ...]:
        """Long roots that the word may begin with but for a typing error, or that stand inside a glued word."""
        if len(written) < _LONG or written.isdigit():
            return ()
        if written not in self._guessed:
            if len(self._guessed) > _REMEMBERED:
                self._guessed.clear()
            root = kazakh.roots(written)[-1]
            self._guessed[written] = () if root.startswith(_ORDINARY) else tuple(dict.fromkeys(self._near(root)))
        return self._guessed[written]

    def _near(self, word: str) -> Iterator[int]:
        for key, root in self._long.get(word[:1], ()):
            allowed = 1 if len(key) < 10 else 2
            if (
                len(word) >= len(key) - 1
                and min(
                    Levenshtein.distance(key, word[:size], score_cutoff=allowed)
                    for size in (len(key) - 1, len(key), len(key) + 1)
                )
                <= allowed
            ):
                yield root

    def roots_of(self, owner: int, *channels: Channel) -> set[int]:
        """All roots of an owner's phrases in some channels; of nobody's and of all papers' with owner -1."""
        return {
            root
            for number, phrase in enumerate(self.phrases)
            if phrase.channel in channels and (phrase.owner == owner or owner == -1)
            for root in self._roots_of_phrase.get(number, ())
        }

    def roots_of_phrase(self, number: int) -> set[int]:
        """All roots of one phrase."""
        return self._roots_of_phrase.get(number, set())

    def unglued(self, written: str) -> list[str]:
        """The parts of a word that was typed without a space («жылдықжоспар»), the word alone where it is none."""
        capitals = _CAPITALS.match(written)
        for cut in (capitals.end() - 1, capitals.end()) if capitals else ():
            if self._begins(kazakh.root(written[cut:]), 4):
                return [written[:cut], written[cut:]]
        whole = kazakh.root(written)
        # A root that runs over a cut shows that it would cut a word: «сотрудничество» is not «со» and «труд».
        longest = max((n for n in self._lengths if n <= len(whole) and whole[:n] in self._beginnings), default=0)
        for cut in range(2, len(written) - 3):
            head, tail = kazakh.root(written[:cut]), kazakh.root(written[cut:])
            if len(head) >= longest and (head in self._exact or self._begins(head, 4)) and self._begins(tail, 4):
                return [written[:cut], written[cut:]]
        return [written]

    def _begins(self, word: str, least: int) -> bool:
        return any(word[:length] in self._beginnings for length in self._lengths if least <= length <= len(word))

    # -- compiling ---------------------------------------------------------------------------------------------

    def _compile(self, knowledge: Knowledge) -> None:
        for number, paper in enumerate(knowledge.papers):
            self._add_all(number, "paper", paper.words)
            self._add_all(number, "paper_body", paper.body)
            self._add_all(number, "paper_columns", paper.columns)
        pages = knowledge.pages
        self._add_all(-1, "letterhead", pages.letterhead)
        self._add_all(-1, "approval", pages.approval)
        self._add_all(-1, "contents", pages.contents)
        self._add_all(-1, "cover", pages.cover)
        self._add_all(-1, "neutral", pages.neutral)
        for number, target in enumerate(self.targets):
            signs = target.signs
            self._add_all(number, "title", signs.title)
            self._add_all(number, "hints", signs.hints)
            self._add_all(number, "tells", signs.tells)
            self._add_all(number, "body", signs.body)
            self._add_all(number, "columns", signs.columns)
            self._add_all(number, "needs", signs.needs)
            self._add_all(number, "excludes", signs.excludes)
            for part, half in enumerate(signs.halves):
                self._add_all(number, "half", half, part)

    def _add_all(self, owner: int, channel: Channel, phrases: Iterable[str], part: int = 0) -> None:
        for phrase in phrases:
            number = len(self.phrases)
            self.phrases.append(Phrase(owner, channel, part))
            for wording in self._wordings(phrase):
                self._add(number, wording)

    def _wordings(self, phrase: str) -> Iterator[str]:
        """The phrase with each group replaced by a stand-in for its single words, and by its longer wordings."""
        pieces = GROUP_CALL.split(phrase)  # plain text and keys of groups by turns
        choices = [self._choices(piece) if number % 2 else (piece,) for number, piece in enumerate(pieces)]
        for chosen in itertools.product(*choices):
            yield "".join(chosen)

    def _choices(self, group: str) -> tuple[str, ...]:
        """A stand-in word for all single words of a group, then its longer wordings."""
        wordings = self._groups.get(group, ())
        stand_in = f"{_STAND_IN}{group}"
        if (stand_in, True) not in self._root_ids:
            number = self._root_ids[stand_in, True] = len(self._root_ids)
            for wording in wordings:
                if len(wording.split()) == 1:
                    self._index(kazakh.root(wording.rstrip("!")), number, exact=wording.endswith("!"))
        return (stand_in, *(w for w in wordings if len(w.split()) > 1))

    def _add(self, phrase: int, wording: str) -> None:
        runs = [run for run in map(self._run, wording.split("&")) if run is not None]
        if not runs:
            return
        ids = [self._intern(run) for run in runs]
        self._roots_of_phrase.setdefault(phrase, set()).update(root for run in runs for root in run.roots)
        if len(ids) == 1:
            self._phrases_of_run.setdefault(ids[0], []).append(phrase)
        else:
            self._pairs.setdefault(ids[0], []).append((tuple(ids[1:]), phrase))

    def _run(self, wording: str) -> _Run | None:
        roots: list[int] = []
        gaps: list[int] = []
        gap = _GAP
        for word in wording.split():
            if word == "...":
                gap = _WIDE_GAP
                continue
            for part in word.split("_"):
                if part.startswith(_STAND_IN):
                    roots.append(self._root_ids[part, True])
                    gaps.append(gap)
                    gap = 1
                    continue
                gap = self._pieces(part, roots, gaps, gap)
            gap = _GAP
        return _Run(tuple(roots), tuple(gaps)) if roots else None

    def _pieces(self, part: str, roots: list[int], gaps: list[int], gap: int) -> int:
        """The words of one written word («іс-шара» is two that stand side by side); the gap that the next may have."""
        for piece in _PIECE.finditer(kazakh.tidy(part)):
            exact = piece[2] == "!" or piece[1].isdigit()
            roots.append(self._root(kazakh.root(piece[1]), exact=exact))
            gaps.append(gap)
            gap = 1
        return gap

    def _intern(self, run: _Run) -> int:
        if run not in self._runs:
            self._runs[run] = len(self._runs)
            if len(run.roots) == 1:
                self._single[run.roots[0]] = self._runs[run]
            else:
                self._ending.setdefault(run.roots[-1], {}).setdefault(run.roots[-2], []).append((self._runs[run], run))
        return self._runs[run]

    def _root(self, key: str, *, exact: bool) -> int:
        exact = exact or len(key) < 3
        if (key, exact) not in self._root_ids:
            self._root_ids[key, exact] = len(self._root_ids)
            self._index(key, self._root_ids[key, exact], exact=exact)
        return self._root_ids[key, exact]

    def _index(self, key: str, number: int, *, exact: bool) -> None:
        if exact or len(key) < 3:
            self._exact.setdefault(key, []).append(number)
            return
        self._beginnings.setdefault(key, []).append(number)
        if key[-1] in _VOICED and len(key) > 4:
            self._beginnings.setdefault(key[:-1] + _VOICED[key[-1]], []).append(number)
        if len(key) >= _LONG:
            self._long.setdefault(key[0], []).append((key, number))


def _complete(
    found: dict[int, Hit], roots: Sequence[tuple[int, ...]], place: int, back: int, runs: Iterable[tuple[int, _Run]]
) -> None:
    """Note the runs that end at ``place`` and whose last word but one stands ``back`` words before it."""
    for run_id, run in runs:
        if back <= run.gaps[-1]:
            first = _walk_back(run, len(run.roots) - 2, place - back, roots)
            if first is not None:
                _note(found, run_id, Hit(first, place, 1))


def _walk_back(run: _Run, index: int, place: int, roots: Sequence[tuple[int, ...]]) -> int | None:
    """Where a run begins whose word ``index`` stands at ``place``: each word the nearest before the next one."""
    while index > 0:
        wanted = run.roots[index - 1]
        for back in range(1, min(place, run.gaps[index]) + 1):
            if wanted in roots[place - back]:
                place -= back
                break
        else:
            return None
        index -= 1
    return place


def _note(hits: dict[int, Hit], number: int, hit: Hit) -> None:
    old = hits.get(number)
    if old is None:
        hits[number] = hit
    else:
        first = old if old.first <= hit.first else hit
        hits[number] = Hit(first.first, first.last, old.count + hit.count)


_compiled: dict[int, tuple[Knowledge, Lexicon]] = {}


def lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of a configuration, compiled at its first use (kept by identity: hashing it would cost more)."""
    kept = _compiled.get(id(knowledge))
    if kept is None or kept[0] is not knowledge:
        if len(_compiled) >= 8:
            _compiled.clear()
        kept = _compiled[id(knowledge)] = (knowledge, Lexicon(knowledge))
    return kept[1]
