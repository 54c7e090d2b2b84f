"""The labels of a form as schools really write them: other spelling, brackets, two languages, a word more or less."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from parsers.application.meaning import Meanings
from parsers.application.words import (
    NUMBERING,
    OWNER,
    PHONE,
    PLAIN,
    TOKEN,
    Vocabulary,
    bracketed,
    is_sentence,
    left_over,
    names_something,
    one_noun,
    other_case,
    same,
    squash,
    without_brackets,
    words_of,
)
from parsers.knowledge import Form, FormField

_LONGEST = 12  # words of a label
_OWNED = re.compile(r"(?<=\w{4})(?:ы|и|сы|си)$")  # the Kazakh possessive, folded
_SHOWN = ("phone", "email", "person")
_MARKS = re.compile(r"[(,;]")
_COLON_WITHIN = re.compile(r"\s*:\s*(?=[/|])")
_MAIL = re.compile(r"[\w.%+-]+\s?@\S+")
_JOINTS = re.compile(r"\s*[,;+&/]\s*|\s+(?:және|и|and)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found: the fields it may mean (more than one where a label is shared), how well it fits, as written.

    ``joint``: it asks for a number or an address too.
    """

    fields: tuple[FormField, ...]
    score: float
    words: str
    joint: bool = False

    def shares(self, other: "Hit") -> bool:
        """Whether both may mean the same field."""
        return any(mine.key == theirs.key for mine in self.fields for theirs in other.fields)


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
        self._shared = {_keys(fields) for fields in self.known.values()}
        self._keys = [key for key in self.known if len(key) >= 5]
        self._phrases: dict[tuple[str, ...], tuple[FormField, ...]] = {}
        for field in form.fields:
            for label in field.labels:
                if words := one_noun(words_of(without_brackets(label))):
                    self._phrases.setdefault(words, self.known.get("".join(words), (field,)))
        self._by_word: dict[str, list[tuple[str, ...]]] = {}
        for words in self._phrases:
            self._by_word.setdefault(min(words), []).append(words)
        self._places = _words_in(field for field in form.fields if field.type == "institution")
        self._people = _words_in(field for field in form.fields if field.type in ("person", "phone"))
        self._vocabulary = Vocabulary((*_words_in(form.fields), *(word for words in self._phrases for word in words)))
        self._own = {field.key: _own_words(field, form, self._places, self._vocabulary) for field in form.fields}
        self.hints = {squash(hint) for hint in form.hints} | {
            squash(inner) for field in form.fields for label in field.labels for inner in bracketed(label)
        }
        self._captions = {
            squash(inner): self.known[squash(label)]
            for field in form.fields
            for label in field.labels
            for inner in bracketed(label)
        }
        self._titles = [(squash(title), len(words_of(title))) for title in form.titles]
        self.titles = tuple(title for title, _ in self._titles)
        self.meanings = Meanings(form)
        people = [field for field in form.fields if field.type == "person" and field.required]
        numbered = [field for field in people if any(other.key == f"{field.key}_phone" for other in form.fields)]
        # Whom the form is about: the person whose telephone it asks for.
        self.about = next(iter(numbered or people), None)
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
            self._cache[key] = self._more_exact(self._head(text, strict=strict), strict=strict)
        return self._cache[key]

    def _more_exact(self, hit: Hit | None, *, strict: bool) -> Hit | None:
        """A label that is only like a listed one, where its words say whose: «Мой контактный телефон»."""
        if hit is None or hit.score >= 1.0 or hit.joint:
            return hit
        spoken = self.meanings.fields(hit.words, strict=strict)
        if spoken is None or any(field.key == other.key for field in hit.fields for other in spoken):
            return hit
        if not spoken:
            return None
        return replace(hit, fields=spoken) if len(spoken) == 1 else hit

    def _head(self, text: str, *, strict: bool) -> Hit | None:
        bare = NUMBERING.sub("", text).strip(' \t:;.,–—-_=*"«»')
        base = without_brackets(bare).strip(" \n:")  # «Бірлестік : (қай пән бойынша)» has its colon before the hint
        base = _COLON_WITHIN.sub(" ", base)  # and «Бірлестік : (…) / Объединение (…)» before the other language
        if not base or ":" in base or len(words_of(bare)) > 2 * _LONGEST:
            return None
        words = one_noun(words_of(base))
        for key in (squash(bare), squash(base), "".join(words)):
            if fields := self.known.get(key):
                return Hit(fields, 1.0, base)
        if any(map(str.isdigit, base)):
            return None  # «№ 5 мектеп» is a school, not its label
        if (hit := self._joint(base)) is not None:
            return hit
        if (hit := self._parts(base, strict=strict)) is not None:
            return hit
        if not (strict and names_something(base)):
            fuzzy = self._fuzzy(squash(base)) or self._fuzzy(squash(bare))
            # «Тел. руководителя» is spelt much like «ФИО руководителя».
            if fuzzy is not None and (PHONE not in words or any(field.type == "phone" for field in fuzzy)):
                return Hit(fuzzy, 0.9, base)
        return self._more_words(base, strange_allowed=not strict) or self._spoken_of(base, strict=strict)

    def _spoken_of(self, base: str, *, strict: bool) -> Hit | None:
        """A label that no list has, by what its words speak of."""
        if "@" in base or (strict and names_something(base)):
            return None
        fields = self.meanings.fields(base, strict=strict)
        return Hit(fields, 0.85, base) if fields else None

    def _joint(self, base: str) -> Hit | None:
        """A label that asks for two things («ФИО руководителя, телефон»): the first is the field's.

        The other is a number or an address, which are told from the rest of the value by their looks.
        """
        parts = _JOINTS.split(base)
        if not 2 <= len(parts) <= 3:
            return None
        hits = [self._exact_or_fuzzy(part) or self._more_words(part, strange_allowed=False) for part in parts]
        types = [hit.fields[0].type for hit in hits if hit is not None]
        if len(types) < len(parts) or len(set(types)) < len(types) or not {"phone", "email"}.issuperset(types[1:]):
            return None
        return Hit(hits[0].fields, 0.9, base, joint=True) if hits[0] is not None else None

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
        if not strict and len(fields) == 1 and len(parts) == 2 and all(len(words_of(part)) <= 8 for part in parts):
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
        near = [(label, distance) for label, distance, _ in found if not other_case(key, label)]
        if not near:
            return None
        best = near[0][1]
        nearest = [self.known[label] for label, distance in near if distance == best]
        return nearest[0] if all(_keys(fields) == _keys(nearest[0]) for fields in nearest) else None

    def _more_words(self, base: str, *, strange_allowed: bool = True) -> Hit | None:
        """A label's words in other cases or with more words of the same field («Жетекшінің телефон нөмірі»).

        What covers most of the text wins. A word or two that no label has may stand inside («Мекеменің толық заңды
        атауы»), but never one that speaks of a person: the deputy's phone is not the school's.
        """
        words = one_noun(words_of(base))
        if not 1 <= len(words) <= 9 or sum(map(str.isdigit, words)):
            return None
        met = dict.fromkeys(like for word in words for like in self._vocabulary.like(word))
        best: tuple[int, int, tuple[FormField, ...]] | None = None
        for label in (label for word in met for label in self._by_word.get(word, ())):
            if len(label) > len(words) or (len(label) == 1 and len(label[0]) < 4) or not met.keys() >= set(label):
                continue
            extra = left_over(words, label)
            if extra is None:
                continue
            fields = self._phrases[label]
            strange = [word for word in extra if word not in PLAIN and not self._is_of(word, fields)]
            if strange and not (strange_allowed and self._harmless(words, label, strange)):
                continue
            rank = (len(label) - 2 * len(strange), -len(extra))
            if best is None or rank > best[:2]:
                best = (*rank, fields)
            elif rank == best[:2] and fields is not best[2]:
                best = (*rank, tuple({field.key: field for field in (*best[2], *fields)}.values()))
        if best is None:
            return None
        return Hit(best[2], 0.9, base) if len(best[2]) == 1 or _keys(best[2]) in self._shared else None

    def _is_of(self, word: str, fields: tuple[FormField, ...]) -> bool:
        """Whether a word is one that labels of these fields may have."""
        like = self._vocabulary.like(word)
        return any(not self._own[field.key].isdisjoint(like) for field in fields)

    def _harmless(self, words: tuple[str, ...], label: tuple[str, ...], strange: list[str]) -> bool:
        """Whether strange words leave a label's meaning: few, not at its end, none of people."""
        if len(strange) > 2 or (len(label) < 2 and (words[-1] != label[0] or any(map(OWNER.search, strange)))):
            return False
        if any(len(word) == 1 or not self._people.isdisjoint(self._vocabulary.like(word)) for word in strange):
            return False  # initials are a name's
        return same(words[-1], label[-1]) or same(words[0], label[0])

    # ------------------------------------------------------------ the beginning of a line

    def prefix(self, text: str) -> tuple[Hit, str] | None:
        """The longest label that a text begins with, word for word in any case ending, and what follows it."""
        start = len(match[0]) if (match := NUMBERING.match(text)) else 0
        tokens = list(TOKEN.finditer(text, start))[:_LONGEST]
        mails = list(_MAIL.finditer(text)) if "@" in text else []
        for count in range(len(tokens), 0, -1):
            end = tokens[count - 1].end()
            if text[end : end + 1].isalnum() or any(mail.start() < end <= mail.end() for mail in mails):
                continue  # within «mg-95@mail.ru»
            written = text[start:end]
            if text[end : end + 1] == "." and _ends_in_initials(written) and squash(written) not in self.known:
                continue  # «Директор Г.Г. Омарова»: initials are a name's
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
        if "(" in text or ":" in text:
            return None
        return self._more_words(text, strange_allowed=False) or self._shown_by_value(text)

    def _shown_by_value(self, text: str) -> Hit | None:
        """A label that no list has and no mark ends: only of a field whose value shows by itself what it is."""
        hit = self._spoken_of(text, strict=True)
        if hit is None or all(field.type in _SHOWN for field in hit.fields):
            return hit
        # «ӘБ бағыты информатика»: words that speak of the association's subject, and a subject behind them.
        of_subject = all(field.type == "subject" for field in hit.fields) and len(text.split()) == 2
        return hit if of_subject and not names_something(text) else None

    def _translated(self, hit: Hit, rest: str) -> tuple[Hit, str]:
        """A label said again in the other language behind a stroke belongs to the label."""
        bare = re.sub(r"^\s*\([^()]*\)\s*(?=[/|])", "", rest).lstrip()
        if bare[:1] in ("/", "|"):
            again = self.prefix(bare[1:])
            if again is not None and again[0].shares(hit):
                return hit, again[1]
        return hit, rest

    def suffix(self, text: str) -> tuple[Hit, int] | None:
        """The longest label that a text ends with, and where it starts: a label in the middle of a line."""
        tokens = [token for token in list(TOKEN.finditer(text))[-8:] if not token[0].isdigit()]
        for first in tokens:
            if fields := self.known.get(squash(text[first.start() :])):
                return Hit(fields, 0.95, text[first.start() :].strip()), first.start()
        for first in tokens:
            words = text[first.start() :].strip()
            hit = None if _MARKS.search(words) else self._shown_by_value(words)
            if hit is not None and (len(words.split()) > 1 or hit.fields[0].type == "email"):
                return hit, first.start()
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
        # «(ТАӘ)» under a line asks for a name and not for whose.
        told = (
            hit is not None and len(hit.fields) == 1 and (hit.fields[0].type != "person" or not self._asks_name(inner))
        )
        return hit if told else None

    def _asks_name(self, text: str) -> bool:
        return squash(text) in self.hints

    def title(self, text: str, *, prominent: bool) -> str:
        """The title's words when a line is the form's title, "" when it only mentions it.

        A title of several words begins or ends its line; a title of one word is the whole line or stands out.
        """
        clean = text.strip(' \t.:«»"“”*_')
        words = words_of(clean)
        if not words or len(words) > 30:
            return ""
        owned = _OWNED.sub("", words[-1])  # «қатысушының өтінімі»: somebody's application
        for line in dict.fromkeys((words, (*words[:-1], owned))):
            key = "".join(line)
            for title, count in self._titles:
                edge = key.endswith(title) or key.startswith(title)
                aligned = edge and ("".join(line[-count:]) == title or "".join(line[:count]) == title)
                enough = count >= 2 or (prominent and len(words) <= 15)
                if key == title or (aligned and enough and not is_sentence(text)):
                    return clean
        return ""


def _ends_in_initials(text: str) -> bool:
    """Whether the last letters of a text are one or two that stand alone: «Г», «Г.Ғ»."""
    words = words_of(text)
    return bool(words) and len(words[-1]) <= 2 and re.search(r"(?<![^\W\d_])[^\W\d_]$", text) is not None


def _keys(fields: Iterable[FormField]) -> tuple[str, ...]:
    return tuple(field.key for field in fields)


def _words_in(fields: Iterable[FormField]) -> set[str]:
    return {word for field in fields for label in field.labels for word in words_of(label)}


def _own_words(field: FormField, form: Form, places: set[str], vocabulary: Vocabulary) -> set[str]:
    """Words that may stand beside a field's label and leave it what it is.

    Its labels' own; those that only fields of its type have («нөмірі» says phone, and not whose); and words for the
    institution, where its own labels name it too («Адрес школы», «Мектеп басшысы»).
    """
    own = _words_in([field])
    others = _words_in(other for other in form.fields if other.type != field.type)
    alike = _words_in(other for other in form.fields if other.type == field.type)
    neutral = {word for word in alike if others.isdisjoint(vocabulary.like(word))}
    persons = {f"{other.key}_phone" for other in form.fields if other.type == "person"}
    about_place = (field.type != "person" and field.key not in persons) or bool(own & places)
    return own | neutral | (places if about_place else set())
