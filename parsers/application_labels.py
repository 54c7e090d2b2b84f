"""The labels of a form as schools really write them: other spelling, brackets, two languages, a word more or less."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from parsers.kazakh import fold
from parsers.knowledge import Form, FormField

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?![^\W\d_]))?")  # Т.А.Ә., Ф. И. О.
_DOTS = re.compile(r"[.\s]")
_OWNER = re.compile(r"(?:нын|нин|дын|дин|тын|тин)$")  # the Kazakh genitive, folded: somebody's
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
NUMBERING = re.compile(
    r"^\s*(?:(?:№\s*)?\d{1,2}(?:\.\d{1,2})*\s*[.)]+(?!\d)|[•▪●○□☐✓*·\-–—]+(?=\s)|\d{1,2}(?=\s+[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]))\s*"
)
_LONGEST = 12  # words of a label
# What Kazakh and Russian add to a noun without making it another one: whose it is, and that there are many.
_HARMLESS = ("ы", "и", "сы", "си", "лары", "лери", "дары", "дери", "тары", "тери", "лар", "лер", "а")


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """Letters and digits of the folded text and nothing else."""
    return "".join(_TOKEN.findall(fold(text)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found: the fields it may mean (more than one where a label is shared), how well it fits, as written."""

    fields: tuple[FormField, ...]
    score: float
    words: str


class Labels:
    """All labels of a form, ready to be compared. Make one a form: it is immutable once made."""

    def __init__(self, form: Form) -> None:
        known: dict[str, dict[str, FormField]] = {}
        for field in form.fields:
            for label in field.labels:
                for variant in (label, without_brackets(label)):
                    if key := squash(variant):
                        known.setdefault(key, {})[field.key] = field
        self.known = {key: tuple(fields.values()) for key, fields in known.items()}
        self._keys = [key for key in self.known if len(key) >= 5]
        self._phrases: dict[tuple[str, ...], tuple[FormField, ...]] = {}
        self._own: dict[str, set[str]] = {field.key: set() for field in form.fields}
        for field in form.fields:
            for label in field.labels:
                words = _one_noun(_words(without_brackets(label)))
                if words:
                    self._phrases.setdefault(words, self.known.get("".join(words), (field,)))
                self._own[field.key].update(_words(label))
        self._neutral = _neutral(form)
        self._places = {
            word
            for field in form.fields
            if field.type == "institution"
            for label in field.labels
            for word in _words(label)
        }
        self._people = {
            word
            for field in form.fields
            if field.type in ("person", "phone")
            for label in field.labels
            for word in _words(label)
        }
        self.hints = {squash(hint) for hint in form.hints} | {
            squash(inner) for field in form.fields for label in field.labels for inner in bracketed(label)
        }
        self._captions = {
            squash(inner): self.known[squash(label)]
            for field in form.fields
            for label in field.labels
            for inner in bracketed(label)
        }
        self._titles = [(squash(title), len(_words(title))) for title in form.titles]
        self.titles = tuple(title for title, _ in self._titles)
        self._cache: dict[tuple[str, bool], Hit | None] = {}

    # ------------------------------------------------------------ a whole head

    def head(self, text: str, *, strict: bool = False) -> Hit | None:
        """The label that a text is, whole: what stands before a colon, or in a cell of its own.

        ``strict`` where nothing marks the end of the label: then a value may stand in the text, and no word that is
        not a label's may be taken for a slip.
        """
        if len(text) > 200:
            return None
        key = (text, strict)
        if key not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[key] = self._head(text, strict=strict)
        return self._cache[key]

    def _head(self, text: str, *, strict: bool) -> Hit | None:
        bare = NUMBERING.sub("", text).strip(' \t:;.,–—-_=*"«»')
        base = without_brackets(bare).strip(" \n:")  # «Бірлестік : (қай пән бойынша)» has its colon before the hint
        if not base or ":" in base or len(_words(bare)) > 2 * _LONGEST:
            return None
        for variant, score in ((bare, 1.0), (base, 1.0)):
            if fields := self.known.get(squash(variant)):
                return Hit(fields, score, base)
        if any(map(str.isdigit, base)):
            return None  # «№ 5 мектеп» is a school, not its label
        if (hit := self._parts(base, strict=strict)) is not None:
            return hit
        if not (strict and _names_something(base)):
            fuzzy = self._fuzzy(squash(base)) or self._fuzzy(squash(bare))
            if fuzzy is not None:
                return Hit(fuzzy, 0.9, base)
        return self._more_words(base, strange_allowed=not strict)

    def _parts(self, base: str, *, strict: bool) -> Hit | None:
        """A label in two languages: one part must be known, the others are its translation."""
        parts = [part for part in re.split(r"[/|\n\\]", base) if part.strip(" :-–—")]
        if len(parts) < 2 or "@" in base:
            return None
        hits = [hit for part in parts if (hit := self._exact_or_fuzzy(part)) is not None]
        if not hits:
            return None
        fields = {field.key for hit in hits for field in hit.fields}
        common = [field for field in hits[0].fields if all(field in hit.fields for hit in hits)]
        if len(hits) == len(parts) and common:
            return Hit(tuple(common), min(hit.score for hit in hits), base)
        if not strict and len(fields) == 1 and len(parts) == 2 and all(len(_words(part)) <= 8 for part in parts):
            return Hit(hits[0].fields, 0.9, base)
        return None

    def _exact_or_fuzzy(self, part: str) -> Hit | None:
        key = squash(part)
        fields = self.known.get(key)
        if fields:
            return Hit(fields, 1.0, part)
        fuzzy = self._fuzzy(key)
        return Hit(fuzzy, 0.9, part) if fuzzy else None

    def _fuzzy(self, key: str) -> tuple[FormField, ...] | None:
        """The fields of the label nearest in spelling; None when two labels of different fields are as near."""
        allowed = min(4, len(key) // 5)
        if not allowed:
            return None
        found = process.extract(key, self._keys, scorer=Levenshtein.distance, score_cutoff=allowed, limit=4)
        near = [(label, distance) for label, distance, _ in found if not _other_case(key, label)]
        if not near:
            return None
        best = near[0][1]
        nearest = {self.known[label] for label, distance in near if distance == best}
        return nearest.pop() if len(nearest) == 1 else None

    def _more_words(self, base: str, *, strange_allowed: bool = True) -> Hit | None:
        """A label's words in other cases or with more words of the same field («Жетекшінің телефон нөмірі»).

        What covers most of the text wins. A word or two that no label has may stand inside («Мекеменің толық заңды
        атауы»), but never one that speaks of a person: the deputy's phone is not the school's.
        """
        words = _one_noun(_words(base))
        if not 1 <= len(words) <= 9 or sum(map(str.isdigit, words)):
            return None
        best: tuple[int, int, tuple[FormField, ...]] | None = None
        for label, fields in self._phrases.items():
            if len(label) > len(words) or (len(label) == 1 and len(label[0]) < 4):
                continue
            extra = _left_over(words, label)
            if extra is None:
                continue
            known = {
                word
                for field in fields
                for word in self._own[field.key] | self._neutral[field.type] | self._of_place(field)
            }
            strange = [word for word in extra if word not in _PLAIN and not any(_same(word, own) for own in known)]
            if strange and not (strange_allowed and self._harmless(words, label, strange)):
                continue
            rank = (len(label) - 2 * len(strange), -len(extra))
            if best is None or rank > best[:2]:
                best = (*rank, fields)
            elif rank == best[:2] and set(fields) != set(best[2]):
                best = (*rank, tuple(dict.fromkeys((*best[2], *fields))))
        if best is None:
            return None
        return Hit(best[2], 0.9, base) if len(best[2]) == 1 or best[2] in self.known.values() else None

    def _of_place(self, field: FormField) -> set[str]:
        """Words for the institution, where the field's own labels name it too («Адрес школы», «Мектеп басшысы»)."""
        about_school = field.type not in ("person", "phone") or bool(self._own[field.key] & self._places)
        return self._places if about_school else set()

    def _harmless(self, words: tuple[str, ...], label: tuple[str, ...], strange: list[str]) -> bool:
        """Whether strange words leave a label's meaning: few, not at its end, none of people."""
        if len(strange) > 2 or (len(label) < 2 and (words[-1] != label[0] or any(map(_OWNER.search, strange)))):
            return False
        if any(_same(word, other) for word in strange for other in self._people):
            return False
        return _same(words[-1], label[-1]) or _same(words[0], label[0])

    # ------------------------------------------------------------ the beginning of a line

    def prefix(self, text: str) -> tuple[Hit, str] | None:
        """The longest label that a text begins with, word for word in any case ending, and what follows it."""
        start = len(match[0]) if (match := NUMBERING.match(text)) else 0
        tokens = list(_TOKEN.finditer(text, start))[:_LONGEST]
        for count in range(len(tokens), 0, -1):
            end = tokens[count - 1].end()
            written = text[start:end]
            if "\n" in written and count == len(tokens):
                continue
            hit = self._written(written)
            if hit is not None:
                rest = text[end:]
                closing = written.count("(") > written.count(")")
                return self._translated(hit, rest.lstrip(" ).:") if closing else rest)
        return None

    def _written(self, text: str) -> Hit | None:
        if fields := self.known.get(squash(text)):
            return Hit(fields, 0.95, text)
        return self._more_words(text, strange_allowed=False) if "(" not in text and ":" not in text else None

    def _translated(self, hit: Hit, rest: str) -> tuple[Hit, str]:
        """A label said again in the other language behind a stroke belongs to the label."""
        bare = re.sub(r"^\s*\([^()]*\)\s*(?=[/|])", "", rest).lstrip()
        if bare[:1] in ("/", "|"):
            again = self.prefix(bare[1:])
            if again is not None and set(again[0].fields) & set(hit.fields):
                return hit, again[1]
        return hit, rest

    def suffix(self, text: str) -> tuple[Hit, int] | None:
        """The longest label that a text ends with, and where it starts: a label in the middle of a line."""
        tokens = list(_TOKEN.finditer(text))[-8:]
        for first in tokens:
            if fields := self.known.get(squash(text[first.start() :])):
                return Hit(fields, 0.95, text[first.start() :].strip()), first.start()
        return None

    # ------------------------------------------------------------ hints and titles

    def is_hint(self, text: str) -> bool:
        """Whether a text is one of the form's hints, or a label repeated as a hint."""
        key = squash(text)
        if not key:
            return True
        if key in self.hints or key in self.known:
            return True
        allowed = len(key) // 6
        return bool(allowed) and any(
            abs(len(key) - len(hint)) <= allowed and Levenshtein.distance(key, hint, score_cutoff=allowed) <= allowed
            for hint in self.hints
        )

    def caption(self, text: str) -> Hit | None:
        """The field that a hint in brackets under a line to write on asks for; None where several may."""
        inner = text.strip().strip("()[] ")
        fields = self._captions.get(squash(inner))
        hit = Hit(fields, 0.9, inner) if fields else self.head(inner, strict=True)
        return hit if hit is not None and len(hit.fields) == 1 and hit.fields[0].type != "person" else None

    def title(self, text: str, *, prominent: bool) -> str:
        """The title's words when a line is the form's title, "" when it only mentions it.

        A title of several words begins or ends its line; a title of one word is the whole line or stands out.
        """
        clean = text.strip(' \t.:«»"“”*_')
        words = _words(clean)
        if not words or len(words) > 30:
            return ""
        key = squash(clean)
        for title, count in self._titles:
            whole = key == title
            edge = key.endswith(title) or key.startswith(title)
            aligned = edge and ("".join(words[-count:]) == title or "".join(words[:count]) == title)
            if whole or ((aligned and (count >= 2 or (prominent and len(words) <= 15))) and not _is_sentence(text)):
                return clean
        return ""


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ";")) and len(text.split()) > 4


def _names_something(text: str) -> bool:
    """Whether a capital stands inside a text that is not all capitals, abbreviations aside: a value may begin there."""
    words = [word for word in _TOKEN.findall(text) if len(word) > 1]
    return any(word[:1].isupper() and not word.isupper() for word in words[1:])


def without_brackets(text: str) -> str:
    """The text without what stands in brackets, also in a bracket that is never closed."""
    bare = _BRACKETS.sub(" ", text)
    return re.sub(r"[(\[][^()\[\]]*$", " ", bare).strip()


def bracketed(text: str) -> Iterator[str]:
    """What stands in brackets."""
    for match in _BRACKETS.finditer(text):
        yield match[1] if match[1] is not None else match[2]


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(fold(_DOTTED.sub(lambda match: _DOTS.sub("", match[0]) + " ", text))))


def _other_case(key: str, label: str) -> bool:
    """Whether a text is a label with an ending that makes it say something else («жетекшісі» → «жетекшісінің»)."""
    longer = key[len(label) :] if key.startswith(label) else ""
    return len(longer) >= 2 and longer not in _HARMLESS


def _neutral(form: Form) -> dict[str, set[str]]:
    """For each type of field the words that only its labels have: «нөмірі» says phone, and not whose."""
    words: dict[str, set[str]] = {}
    for field in form.fields:
        words.setdefault(field.type, set()).update(word for label in field.labels for word in _words(label))
    return {
        kind: {
            word
            for word in own
            if not any(_same(word, other) for name, others in words.items() if name != kind for other in others)
        }
        for kind, own in words.items()
    }


def _one_noun(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with one noun for a telephone's number, however it is called."""
    return tuple(_PHONE if word in _PHONES else word for word in words)


# Words that say how fully or for what, and never whose or what: they leave a label's meaning as it is.
_PLAIN_KAZAKH = ("бойынша", "толық", "ресми", "нақты", "жеке", "толығымен")
_PLAIN_RUSSIAN = (
    "по",
    "согласно",
    "полное",
    "полный",
    "полностью",
    "для",
    "связи",
    "с",
    "личный",
    "точный",
    "контактный",
    "приемной",
)
_PLAIN = {fold(word) for word in _PLAIN_KAZAKH + _PLAIN_RUSSIAN}
_PHONE = fold("телефон")
_PHONES = {fold(word) for word in ("тел", "номер", "нөмірі", "нөмір", "нөмірлері", "номера", "телефондары", "телефоны")}
_VOWELS = "аеиоуыюяь"
_SOFTENED = {("п", "б"), ("к", "г")}


@lru_cache(maxsize=65536)
def _same(one: str, other: str) -> bool:
    """Whether two folded words differ only in their ending («мектеп», «мектебінің»; «школа», «школы»)."""
    if one == other:
        return True
    short, long = sorted((_stem(one), _stem(other)), key=len)
    if len(short) < 4:
        return short == long
    if long.startswith(short):
        return len(long) - len(short) <= 7
    if len(long) >= len(short) >= 5 and long.startswith(short[:-1]) and (short[-1], long[len(short) - 1]) in _SOFTENED:
        return True
    if len(short) < 6:
        return False
    # One slip of the pen, with another ending behind it or not.
    begins = [long] if len(long) - len(short) <= 1 else [long[: len(short) + by] for by in (-1, 0, 1)]
    return any(Levenshtein.distance(short, begin, score_cutoff=1) <= 1 for begin in begins) and (
        short[0] == long[0] or len(short) >= 8
    )


def _stem(word: str) -> str:
    """The word without up to two vowels at its end."""
    for _ in range(2):
        if len(word) > 3 and word[-1] in _VOWELS:
            word = word[:-1]
    return word


def _left_over(words: tuple[str, ...], label: tuple[str, ...]) -> list[str] | None:
    """The words that a label does not cover; None when the label has a word that is not there."""
    left = list(words)
    for word in label:
        place = next((at for at, have in enumerate(left) if _same(have, word)), None)
        if place is None:
            return None
        del left[place]
    return left
