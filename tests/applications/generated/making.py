"""One application of some school as a paper: values, labels, a shape, noise; and what must be read from it."""

import random
import re

from tests.applications.generated import labels as words
from tests.applications.generated import values as made
from tests.applications.generated.prose import PROSE, genitive
from tests.applications.generated.shapes import SHAPES, Form
from tests.applications.papers import Paper

ALL = (*SHAPES, *PROSE)
_NOTHING = {"", "жоқ", "-", "нет", "жоқ.", "—", "жок", "жок.", "zhoq", "zhoq.", "net"}


def paper(seed: int, shape: str, made_as: str = "") -> Paper:
    """The paper of a seed in a shape. ``made_as``: docx, pdf, txt, body or forward."""
    rng = random.Random(f"{shape}{seed}")
    form, values = _form(rng, shape)
    lines = (SHAPES.get(shape) or PROSE[shape])(rng, form)
    how = rng.choice(("",) * 6 + ("plain", "latin") if form.kk and shape not in PROSE else ("",))
    if how:
        lines = [line if line.startswith("E-mail") else _respelt(line, how) for line in lines]
        values = {
            key: made.Value(
                _respelt(v.written, how),
                tuple(_respelt(n, how) for n in v.normals) if key in ("leader", "head", "signer") else v.normals,
            )
            for key, v in values.items()
        }
    text = "\n".join(lines)
    if rng.random() < 0.08:
        text = text.replace("«", '"').replace("»", '"')
        values = {
            key: made.Value(v.written.replace("«", '"').replace("»", '"'), v.normals) for key, v in values.items()
        }
    kind = made_as or rng.choice(("docx", "txt", "body", "forward") if "|" not in text else ("docx",))
    if kind in ("body", "forward", "txt") and " | " in text:
        kind = "docx"
    expected = {key: _readings(key, v.written) for key, v in values.items() if v.written.lower() not in _NOTHING}
    if shape in PROSE:  # a name in a sentence may be given as it stands there
        expected = {
            key: (*found, genitive(found[0])) if key in ("leader", "head") else found for key, found in expected.items()
        }
    normals = {key: tuple(dict.fromkeys(v.normals)) for key, v in values.items() if v.normals and key in expected}
    return Paper(f"{shape} {seed}.{kind}", kind, text, "application", expected, normals)


def _respelt(text: str, how: str) -> str:
    """Another keyboard, addresses of mail left alone."""
    return " ".join(word if "@" in word else made.respelt(word, how) for word in text.split(" "))


def _readings(key: str, written: str) -> tuple[str, ...]:
    found = [written, written.rstrip(" .,;"), " ".join(written.split())]
    if key == "subject":
        found += [re.sub(r'[«»"]', "", written), re.sub(r" (?:пәні|мұғалімдері|пәні мұғалімдері)$", "", written)]
    if key in ("phone", "leader_phone", "fax") and re.search(r"[;,/]", written):
        found += [*re.split(r"\s*[;,/]\s*", written)[:1], re.sub(r"\s*[;,/]\s*", ", ", written)]
    if key == "date":
        found.append(re.sub(r"\s*(?:ж|г|zh)\.$", "", written))
    return tuple(dict.fromkeys(found))


def _form(rng: random.Random, shape: str) -> tuple[Form, dict[str, made.Value]]:
    kk = rng.random() < 0.62
    leader_kk, head_kk = (rng.random() < 0.75) == kk, (rng.random() < 0.8) == kk
    name, names = made.person(rng, leader_kk, 0.1)
    head, heads = made.person(rng, head_kk, 0.3, avoid=names)
    if shape == "name_cells":
        name = made.Value(" ".join(names), (" ".join(names),))
    if shape in PROSE:
        name = made.Value(" ".join(names), (" ".join(names),))
        head = made.Value(" ".join(heads), (" ".join(heads),))
    nothing = made.Value(rng.choice(made.NOTHING))
    values = {
        "institution": made.school(rng, kk),
        "address": made.bare_address(rng)
        if rng.random() < 0.08 and shape not in ("messenger", "i_am")
        else made.address(rng, kk),
        "phone": made.phone(rng, mobile=False),
        "fax": made.phone(rng, mobile=False) if rng.random() < 0.35 else nothing,
        "email": made.email(rng),
        "subject": _subject(rng, kk),
        "leader": name,
        "leader_phone": made.phone(rng, mobile=True),
        "head": head,
    }
    if shape in PROSE:
        values["subject"] = made.Value(
            rng.choice(
                ("математика", "тарих", "бастауыш сынып", "физика", "информатика", "химия") if kk else made.SUBJECTS_RU
            )
        )
        del values["fax"]
    one_set = words.FORM if kk and rng.random() < 0.35 else None
    said = words.KK if kk else words.RU
    rows = [(key, one_set[key] if one_set else rng.choice(said[key]), v.written) for key, v in values.items()]
    rows = [(key, label.upper() if rng.random() < 0.03 else label, value) for key, label, value in rows]
    if "fax" in values and rng.random() < 0.3:
        rows = [row for row in rows if row[0] != "fax"]
        del values["fax"]
    for extra in rng.sample(words.EXTRA_KK if kk else words.EXTRA_RU, rng.choice((0, 0, 0, 1, 2))):
        if shape not in ("bare", "over_label", "over_hint"):
            rows.insert(rng.randrange(1, len(rows)), ("", *extra))
    if rng.random() < 0.1 and not one_set:  # another order: the leader first
        rows.sort(key=lambda row: row[0] not in ("leader", "leader_phone"))
    sign = made.short(heads, rng) if rng.random() < 0.6 and shape not in ("messenger", "i_am") else None
    date = made.date(rng, kk) if rng.random() < 0.75 and shape not in ("messenger", "i_am") else None
    if sign is not None:
        values["signer"] = sign
    if date is not None:
        values["date"] = date
    title = rng.choice(words.TITLES_KK if kk else words.TITLES_RU)
    form = Form(kk, title, rows, sign, date, head.written, names)
    if shape == "ask_from":
        values = {k: v for k, v in values.items() if k != "fax"}
    return form, values


def _subject(rng: random.Random, kk: bool) -> made.Value:
    subject = rng.choice(made.SUBJECTS_KK if kk else made.SUBJECTS_RU)
    return made.Value(f"«{subject}»" if rng.random() < 0.1 else subject)
