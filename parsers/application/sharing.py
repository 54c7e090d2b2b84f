"""A value that holds more than its label asks for: a number behind a name, mail beside a number, two for two."""

import re

from parsers import normal
from parsers.application.gathered import Gathered
from parsers.application.labels import Labels
from parsers.application.open import Open
from parsers.application.values import EMAIL, name_like, phone_like
from parsers.application.words import squash
from parsers.facts import FieldValue
from parsers.knowledge import FieldType, Form, FormField
from parsers.nominative import in_first_case

_PHONE_IN_NAME = re.compile(
    r"[,;(\s]+(?:(?:[^\W\d_]{2,9}[.:]+|тел|ұялы|сот|моб|(?<=[,;(]\s)[^\W\d_]{2,10})\s*)?(\+?\d[\d\s()+\-–]{8,}\d)\)?",
    re.I,
)
_NUMBER_AT_END = re.compile(
    r"[\s,;/(]+(?:(?:[^\W\d_]{2,9}[.:]+|тел\w*|ұялы\w*|сот\w*|моб\w*)\s*)?((?:(?:\+?7|8)[\s(-]*7(?:[\s()-]*\d){9})|\d\d-?\d\d-?\d\d)[\s,;/]*$"
)
_MAIL_WORD = re.compile(r"[\s,;/]*(?:e-?\s?mail|эл\.?\s*\w+|почта|пошта)\W*$", re.IGNORECASE)


class Shares:
    """Gives each part of a value to the field that it is of."""

    def __init__(self, form: Form, labels: Labels, result: Gathered) -> None:
        self._form = form
        self._labels = labels
        self._fields = {item.key: item for item in form.fields}
        self.result = result

    def shared_out(self, current: Open, value: str) -> str:
        """An address of mail beside a number or a name, a number beside an address: each to its own field."""
        if current.label.hit.joint and current.target.type not in ("person", "phone", "email"):
            return self._text_alone(current, value)
        wanted: FieldType = "email"
        match = EMAIL.search(value)
        if match is None or current.target.type == wanted:
            rest = re.sub(r"\S+\s?@\s?\S+", " ", value).strip(" ,;/")
            if match is None or not phone_like(rest):
                return value
            wanted, shared, kept = "phone", rest, match[0]
        else:
            shared, kept = match[0], _MAIL_WORD.sub("", value[: match.start()].rstrip(" ,;/(")) or value[match.end() :]
        self._share(wanted, shared, current)
        return kept.strip(" ,;/()")

    def _text_alone(self, current: Open, value: str) -> str:
        """An address of a place without the mail and the number that its label asks for too."""
        if match := EMAIL.search(value):
            self._share("email", match[0], current)
            value = _MAIL_WORD.sub("", value[: match.start()]) + value[match.end() :]
        if match := _NUMBER_AT_END.search(value):
            self._share("phone", match[1], current)
            value = value[: match.start()]
        return value.strip(" ,;/")

    def _share(self, wanted: FieldType, value: str, current: Open) -> None:
        owner = next((item for item in self._form.fields if item.type == wanted and item.required), None)
        if owner is not None and owner.key not in self.result.values:
            self.keep(owner, value.strip(" ,;/()"), current, 0.8)

    def without_fax(self, current: Open, value: str) -> str:
        """«Телефон / факс: … / …»: two numbers for two things that the label asks for, each to its own field."""
        parts = [part.strip() for part in (value.split(" / ") if len(current.parts) == 1 else current.parts)]
        words = map(squash, re.split(r"[\s/,]+", current.label.hit.words))
        other = next(
            (i for w in words for i in self._labels.known.get(w, ()) if i.type == "phone" and i is not current.target),
            None,
        )
        if len(parts) != 2 or other is None or other.required or not all(map(phone_like, parts)):
            return value
        if other.key not in self.result.values:
            self.keep(other, parts[1], current, 0.8)
        return parts[0]

    def behind_label(self, target: FormField, value: str) -> str:
        """The name behind a short label of its own: «Омаров   ТАӘ   Омаров Олжас», a signature and who signed."""
        words = value.split()
        for at in range(len(words) - 1, -1, -1):
            known = self._labels.known.get(squash(words[at]), ())
            if target in known and name_like(behind := " ".join(words[at + 1 :]) or " ".join(words[:at])):
                return behind
        return value

    def keep(self, target: FormField, value: str, current: Open, confidence: float) -> None:
        """A value of a field, with its normal form and where it stands."""
        line = current.lines[0] if current.lines else current.label.line
        plain = in_first_case(value) if target.type == "person" else value
        shown = normal.of(target.type, plain, self._form.area_code)
        self.result.values[target.key] = FieldValue(
            target.key, value, shown, line.page, line.number, round(confidence, 2)
        )

    def without_phone(self, current: Open, value: str) -> str:
        """A person's number written beside the name goes to the person's own phone, where the form asks for it."""
        match = _PHONE_IN_NAME.search(value)
        own = self._fields.get(f"{current.target.key}_phone")
        if match is None or not phone_like(match[1]):
            return value
        name = value[: match.start()].strip(" ,;(")
        if not name_like(name):
            return value
        if own is not None and own.key not in self.result.values:
            self.keep(own, match[1].strip(), current, 0.8)
        return name
