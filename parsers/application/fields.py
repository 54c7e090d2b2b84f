"""Events → the fields of the application: which lines a value takes, which of two values counts, how sure it is."""

import re
from collections.abc import Iterable
from dataclasses import replace

from parsers import normal
from parsers.application.gathered import Gathered
from parsers.application.labels import Labels
from parsers.application.lines import Line
from parsers.application.marks import Event, Label, Plain, Unknown
from parsers.application.open import Open, is_next_paragraph, is_whole_name, joined, runs_on, unfinished
from parsers.application.sharing import Shares
from parsers.application.values import (
    alone,
    fits,
    is_closing,
    is_nothing,
    is_prefix,
    name_like,
    phone_like,
    rest_of_phone,
    stripped,
)
from parsers.application.words import squash
from parsers.facts import FieldValue
from parsers.knowledge import Form, FormField

_MOBILE = re.compile(r"(?:\+?7|8)[\s(-]*7(?:[\s()-]*\d){9}")
_PERSONAL = re.compile(r"(?:\+?7|8)[\s(-]*7[047]")  # the codes of mobile numbers; 71 and 72 are cities
_SIGNATURE = re.compile(r"\s*[_‗]{3,}\s*[/(]?\s*([^\W\d_][^_/()]{3,60})[/)]?\s*")
_WORDS = 60
_LISTED = 0.9  # how well a label fits that the configuration lists, in these words or nearly
_GUESS = 0.4  # how sure a value is that is not of its field's kind: shown, and left to a person


class Gatherer:
    """Reads events one by one; ``result`` is what they held."""

    def __init__(self, form: Form, labels: Labels) -> None:
        self._form = form
        self._labels = labels
        self._fields = {item.key: item for item in form.fields}
        self._open: Open | None = None
        self._before: FormField | None = None
        self._after: dict[str, FormField | None] = {}
        self.result = Gathered()
        self._shares = Shares(form, labels, self.result)

    def read(self, events: Iterable[Event]) -> Gathered:
        """All events in order."""
        for event in events:
            self.take(event)
        self.finish()
        return self.result

    def name_first(self) -> None:
        """A form about one person begins with «Т.А.Ә.: …» and never says whose name it is: the participant's."""
        values, required = self.result.values, [item for item in self._form.fields if item.required]
        lacking = next((i for i in required if i.type == "person" and f"{i.key}_phone" in self._fields), None)
        loose = next((i for i in self._form.fields if i.type == "person" and not i.required), None)
        if lacking is None or loose is None or lacking.key in values or loose.key not in values:
            return
        met = list(self.result.leading)
        first = met.index(loose.key) < 2 if loose.key in met else False
        if first and len(met) >= len(required) // 2:
            values[lacking.key] = replace(values.pop(loose.key), key=lacking.key)
            self.result.labels[lacking.key] = self.result.labels.pop(loose.key)
            self.result.leading = {lacking.key if key == loose.key else key: None for key in met}

    def take(self, event: Event) -> None:
        """One event."""
        if isinstance(event, Label):
            self.finish()
            self._label(event)
        elif isinstance(event, Unknown):
            self.finish()
            self.result.unknown += 1
            self._number_of_person(event.line)
        else:
            self._text(event)

    def _label(self, event: Label) -> None:
        target = self._meant(event)
        if target is None or self._is_another_number(event, target):
            return
        self._move_to_other(event, target)
        self.result.labels.setdefault(target.key, event.hit)
        if event.leads:
            self.result.leading[target.key] = None
        if event.line.prominence:
            self.result.bold_labels += 1
        else:
            self.result.plain_labels += 1
        self.result.last = event.line
        if self._before is not target:
            self._after.setdefault(target.key, self._before)
        self._before = target
        self._open = Open(event, target)
        for part in event.rest.split("\n"):
            if value := stripped(part, self._labels):
                self._open.add(value, event.line)
        if event.closed:
            self.finish()

    def _is_another_number(self, event: Label, target: FormField) -> bool:
        """«WhatsApp: …» under a person's telephone: one more number, and not the field's own label."""
        before = self._before
        person = self._after.get(before.key) if before is not None and before.type == target.type == "phone" else None
        one_word = event.hit.score < _LISTED and len(event.hit.words.split()) == 1
        return one_word and before is not target and person is not None and person.type == "person"

    def _meant(self, event: Label) -> FormField | None:
        """The field that a label means: a shared label is the next one after the label before, and still unfilled."""
        candidates = event.hit.fields
        filled = self.result.values
        if self._before in candidates:
            return self._before
        unfilled = [
            item
            for item in candidates
            if item.key not in filled and (len(candidates) == 1 or item.key not in self.result.labels)
        ]
        self._move_to_person(candidates)
        if len(candidates) == 1 and not unfilled and candidates[0].type == "phone" and self._before is not None:
            # A second «Телефоны» after a person is that person's, also with the subject between.
            for key in (self._before.key, *reversed(self.result.leading)):
                own = self._fields.get(f"{key}_phone")
                if own is not None and own.key not in filled:
                    return own
        person = self._before
        if person is not None and person.type == "person" and not event.leads and candidates[0].type == "phone":
            # A number behind a person's name is nobody else's, also where the form does not ask for it.
            own = self._fields.get(f"{person.key}_phone")
            return own if own is not None and own.key not in filled else None
        return unfilled[0] if unfilled else candidates[0]

    def _number_of_person(self, line: Line) -> None:
        """A mobile number under a name nobody knows, next to a person who has none yet: most likely that person's."""
        person = self._before
        own = self._fields.get(f"{person.key}_phone") if person is not None and person.type == "person" else None
        cells = [cell.strip() for cell in line.cells if cell.strip()][-2:]
        head, mark, value = line.text.partition(":") if len(cells) < 2 else (cells[0], "\t", cells[1])
        if own is None or own.key in self.result.values or not mark or len(head.split()) > 3:
            return
        if _MOBILE.fullmatch(value.strip(" .;")):
            shown = normal.of("phone", value, self._form.area_code)
            self.result.values[own.key] = FieldValue(own.key, value.strip(" .;"), shown, line.page, line.number, _GUESS)

    def _move_to_other(self, event: Label, target: FormField) -> None:
        """What stood under a label that two fields share goes to the other field when this one's own label comes."""
        before = self.result.labels.get(target.key)
        value = self.result.values.get(target.key)
        if before is None or value is None or len(event.hit.fields) > 1 or len(before.fields) < 2:
            return
        other = next((item for item in before.fields if item.key not in self.result.values), None)
        if other is not None and other.type == target.type:
            self.result.values[other.key] = replace(self.result.values.pop(target.key), key=other.key)
            self.result.labels.setdefault(other.key, before)

    def _move_to_person(self, candidates: tuple[FormField, ...]) -> None:
        """Of two numbers under one label, the one that stood behind a person was that person's."""
        moved, person = candidates[0], self._after.get(candidates[0].key)
        own = self._fields.get(f"{person.key}_phone") if person is not None and person.type == "person" else None
        values = self.result.values
        if len(candidates) > 1 or own is None or own.key in self.result.labels or self._before is person:
            return
        if moved.key in values and own.key not in values and self._before is not moved:
            values[own.key] = replace(values.pop(moved.key), key=own.key)

    def _text(self, event: Plain) -> None:
        if match := _SIGNATURE.fullmatch(event.text):
            if self._open is not None and self._open.parts and self._heads(self._open.target.key):
                self.finish()
            head = next((self._fields[key] for key in self.result.values if self._heads(key)), None)
            if head is not None and self._signs(head, event.line, self.result.values[head.key], match[1].strip()):
                self.finish()
                return
        current = self._open
        if current is None:
            return
        value = stripped(event.text, self._labels)
        if event.asks and not runs_on(current):
            self.finish()
            self.result.unknown += 1
            return
        if not value or (self._labels.is_hint(value) and not is_nothing(value)):
            return  # a line to write on, or the form's own hint: the value may still come
        if not self._accepts(current, value, event):
            self.finish()
            return
        current.add(value, event.line)
        self.result.last = event.line

    def _accepts(self, current: Open, value: str, event: Plain) -> bool:
        kind, parts = current.target.type, current.parts
        if is_closing(event.text) or event.line.prominence == 2:
            return False
        if is_nothing(value):
            return not parts
        if event.joins and parts:
            return kind not in ("email", "date") and (kind != "phone" or phone_like(value))
        if self._is_bold_label(current, event) or is_next_paragraph(current, value, event):
            return False
        if kind == "phone" and parts and rest_of_phone(parts[-1], value):
            return True
        if kind in ("phone", "email", "date"):
            return fits(kind, value) and len(parts) < 3 and not (parts and kind == "date")
        if kind == "person":
            return self._goes_on_name(parts, value)
        words = sum(len(part.split()) for part in parts) + len(value.split())
        if kind == "subject":
            return words <= 20 and not normal.day(value) and (not parts or unfinished(parts[-1], value))
        if normal.day(value) and len(value.split()) <= 6:
            return False
        if not parts:
            return words <= _WORDS
        return (
            words <= _WORDS
            and len(parts) < 10
            and len(value.split()) <= 14
            and not phone_like(value)
            and "@" not in value
        )

    def _is_bold_label(self, current: Open, event: Plain) -> bool:
        """Where the form's labels stand out and values do not, a line that stands out is another label."""
        stands_out = self.result.bold_labels >= 2 and self.result.plain_labels == 0 and event.line.prominence == 1
        return stands_out and bool(current.parts) and current.lines[-1].prominence == 0

    @staticmethod
    def _goes_on_name(parts: list[str], value: str) -> bool:
        if not parts:
            return name_like(value)
        if is_whole_name(parts[-1]):
            return False
        together = f"{parts[-1]} {value}"
        return (
            len(parts) < 3
            and name_like(value)
            and len(together.split()) <= 4
            and "." not in parts[-1]
            and "," not in parts[-1]
        )

    # ------------------------------------------------------------ a whole value

    def finish(self) -> None:
        """End the value being gathered."""
        current, self._open = self._open, None
        if current is None:
            return
        key = current.target.key
        value = joined(current.parts, current.target).rstrip(" ,;–—-/_")
        if is_nothing(value) or (current.target.type == "phone" and is_prefix(value)):
            self.result.empty.add(key)
            return
        if current.target.type in ("person", "phone", "email") or current.label.hit.joint:
            value = self._shares.shared_out(current, value)
        value = alone(current.target.type, value)
        if current.target.type == "person":
            value = self._shares.behind_label(current.target, self._shares.without_phone(current, value))
            value = value[1:-1].strip() if value[:1] in "(/" and value[-1:] in ")/" else value
            signs = not current.target.required and value == value.lower()  # «Қолы: (қолы қойылған)»
            if squash(value) in self._labels.known or signs:
                self.result.empty.add(key)  # «Подпись    ФИО»: what is asked for, not who signed
                return
        elif current.target.type == "phone":
            value = self._shares.without_fax(current, value)
        confidence = self._confidence(current, value)
        if confidence <= 0 or not value:
            self.result.empty.add(key)
            return
        known = self.result.values.get(key)
        if known is not None and current.target.type == "person" and current.label.leads and _whole_name(value):
            self.result.rivals.setdefault(key, []).extend(filter(_whole_name, (known.value, value)))
        if known is not None and self._was_persons_own(current.target, known, value):
            known = None
        if known is not None and self._signs(current.target, current.label.line, known, value):
            return
        if known is not None and known.confidence >= confidence:
            return
        self._shares.keep(current.target, value, current, confidence)

    def _was_persons_own(self, target: FormField, known: FieldValue, value: str) -> bool:
        """A mobile number under a label that left open whose, and a number of the city after it: the first moves."""
        own = next((item for item in self._form.fields if item.type == "phone" and item.key.endswith("_phone")), None)
        if target.type != "phone" or own is None or target is own or own.key in self.result.labels:
            return False
        moves = _PERSONAL.match(known.value) is not None and phone_like(value) and _PERSONAL.match(value) is None
        if moves and own.key not in self.result.values:
            self.result.values[own.key] = replace(known, key=own.key)
        return moves

    def _heads(self, key: str) -> bool:
        """Whether a field is a required person whom the form asks no number of: who heads the school."""
        item = self._fields[key]
        return item.type == "person" and item.required and f"{key}_phone" not in self._fields

    def _signs(self, target: FormField, line: Line, known: FieldValue, value: str) -> bool:
        """The head's own name again under the form, behind a line to sign on: who signed."""
        signer = next((i for i in self._form.fields if i.type == "person" and not i.required), None)
        if not self._heads(target.key) or signer is None or signer.key in self.result.values:
            return False
        if (line.page, line.number) == (known.page, known.line):
            return False  # the same line says it in two languages
        if "." not in value or not name_like(value) or not normal.same_person(known.value, value):
            return False
        shown = normal.of("person", value, self._form.area_code)
        self.result.values[signer.key] = FieldValue(signer.key, value, shown, line.page, line.number, 0.8)
        return True

    def _confidence(self, current: Open, value: str) -> float:
        """How sure a value is: the label's fit, a mark between, and whether it is of the field's kind."""
        kind, label = current.target.type, current.label
        sure = label.hit.score * (1.0 if label.marked or label.closed else 0.95)
        if not label.leads:
            sure *= 0.95
        if kind == "date" and self.result.labels.keys() == {current.target.key}:
            return 0.5  # above the form: the day of a letter that was passed on, perhaps
        if fits(kind, value):
            return sure
        if kind == "phone":
            return _GUESS if len(value) < 120 else 0.0
        if kind == "date":
            return 0.0
        return _GUESS * sure if len(value) <= 300 else 0.0


def _whole_name(value: str) -> bool:
    """A name of two words or more, or with initials: enough to tell two people apart."""
    return name_like(value) and (len(value.split()) >= 2 or "." in value)
