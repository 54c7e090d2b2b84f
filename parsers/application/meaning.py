"""What a label speaks of: roots of its words sorted into groups, for labels that no list has.

Schools write «Бірлестікті басқарушының толық аты-жөні» where the form has «ӘБ жетекшісі (ТАӘ)». The words of such a
label are few, and what they are about (an institution, a telephone, a person, the head of an association) is enough to
tell the field. The groups and what each field's labels speak of come from the configuration.
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from parsers.application.words import PLAIN, words_of
from parsers.knowledge import Form, FormField

_MOST_WORDS = 12
_INITIAL = re.compile(r"[^\W\d_]{3,}\s+[^\W\d_]\.?\s*$")  # «Бақыт Б.» is a name
_QUOTE = re.compile('[«»“”„"]')  # a name of something, never a label
_OF_A_NAME = frozenset({"legal", "town", "private"})  # groups of words that stand in values, never in labels
_STRANGE = 3  # words of no group that a marked label may have
_FORGIVEN, _SHORT, _LONG = 5, 6, 9  # letters of a root in which one slip is forgiven, any slip, and two


@dataclass(frozen=True, slots=True)
class _About:
    """One way to speak of a field, or of something else: the groups that must be there, and those that may be."""

    field: FormField | None
    needed: frozenset[str]
    more: frozenset[str]


class Meanings:
    """The groups of a form's words and what each field's labels speak of. Immutable once made."""

    def __init__(self, form: Form) -> None:
        self._whole: dict[str, set[str]] = {}
        self._roots: list[tuple[str, str]] = []
        for group in form.words:
            for word in group.words:
                folded = "".join(words_of(word.rstrip("!")))
                if word.endswith("!"):
                    self._whole.setdefault(folded, set()).add(group.key)
                else:
                    self._roots.append((folded, group.key))
        # A slip in a word's first letter is forgiven in long roots only.
        long = [(root, key) for root, key in self._roots if len(root) >= _LONG]
        self._forgiven = {
            letter: long + [(root, key) for root, key in self._roots if root[:1] == letter and len(root) < _LONG]
            for letter in {root[:1] for root, _ in self._roots}
        }
        self._long = long
        said = [(field, spec) for field in form.fields for spec in field.about]
        self._about = [_spec(field, spec) for field, spec in said] + [_spec(None, spec) for spec in form.foreign]
        self._telling = frozenset().union(*(about.needed | about.more for about in self._about))
        self._groups: dict[str, frozenset[str]] = {}

    def groups(self, word: str) -> frozenset[str]:
        """The groups of a folded word; a slip of the pen is forgiven where no root begins it."""
        found = self._groups.get(word)
        if found is None:
            if len(self._groups) > 20_000:
                self._groups.clear()
            found = self._groups[word] = self._looked_up(word)
        return found

    def _looked_up(self, word: str) -> frozenset[str]:
        if word in self._whole:
            return frozenset(self._whole[word])
        exact = [(len(root), key) for root, key in self._roots if word.startswith(root)]
        if exact:
            longest = max(length for length, _ in exact)
            return frozenset(key for length, key in exact if length == longest)
        spelt = word.replace("рн", "м")  # «E-rnail»: two letters that a scanner took for one
        forgiven = self._forgiven.get(word[:1], self._long)
        near = [(slips, -len(root), key) for root, key in forgiven if (slips := _slips(word, root)) is not None]
        near += [(1, -len(root), key) for root, key in self._roots if spelt != word and spelt.startswith(root)]
        if not near:
            return frozenset()
        best = min(near)[:2]
        return frozenset(key for slips, length, key in near if (slips, length) == best)

    def fields(self, text: str, *, strict: bool) -> tuple[FormField, ...] | None:
        """The fields that a label speaks of, more than one where it leaves open whose; () when of something else.

        None where it tells nothing. ``strict``: a value may stand in the text, so that no word may be strange.
        """
        if _INITIAL.search(text) or _QUOTE.search(text):
            return None
        words = [word for word in words_of(text) if len(word) > 1 or not word.isalpha()]
        if not 1 <= len(words) <= _MOST_WORDS or any(map(str.isdigit, words)):
            return None
        grouped = [(word, self.groups(word)) for word in words if word not in PLAIN or self.groups(word)]
        strange = sum(groups <= _OF_A_NAME for _, groups in grouped)
        told = frozenset().union(*(groups for _, groups in grouped)) & self._telling
        known = sum(not groups.isdisjoint(self._telling) for _, groups in grouped)
        if not told or strange > (0 if strict else _STRANGE):
            return None
        rated = [(len(about.needed) + len(about.more & told), about) for about in self._about if about.needed <= told]
        if not rated:
            return None
        best = max(rate for rate, _ in rated)
        chosen = [about.field for rate, about in rated if rate == best]
        if None in chosen:
            return ()
        fields = tuple({field.key: field for field in chosen if field is not None}.values())
        # What no group knows may change what is meant, unless most is known or the value will show what it is.
        if strange >= known and not (strange == 1 and all(field.type in ("phone", "email") for field in fields)):
            return None
        return fields


def _spec(field: FormField | None, spec: str) -> _About:
    names = spec.split()
    more = frozenset(name.strip("[]") for name in names if name.startswith("["))
    return _About(field, frozenset(name for name in names if not name.startswith("[")), more)


def _slips(word: str, root: str) -> int | None:
    """Slips of the pen between a root and the beginning of a word; None where they are too many."""
    allowed = 0 if len(root) < _FORGIVEN else 1 if len(root) < _LONG else 2
    if not allowed or len(word) < len(root) - 1 or (word[0] != root[0] and len(root) < _LONG):
        return None
    begins = {word[: len(root) + by] for by in (-1, 0, 1)}
    near = [begin for begin in begins if OSA.distance(begin, root, score_cutoff=allowed) <= allowed]
    if len(root) < _SHORT:  # «Бақыт» is a name and no slip for «бағыт»: letters changed places, or one is missing
        near = [begin for begin in near if len(begin) != len(root) or sorted(begin) == sorted(root)]
    return min((OSA.distance(begin, root) for begin in near), default=None)
