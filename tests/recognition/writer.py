"""A seeded writer of school papers with what is right for each: for tests and for measuring, never for tuning by name.

``papers(seed, count)`` gives ``Labelled`` papers: all kinds, annexes and others, the confusions of the field, in Kazakh
with and without its letters, in Latin, in Russian, with letterheads and marks of approval, with good, bad and no names.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from parsers.facts import Block, Page, Text
from tests.recognition.wordings import CONFUSED, KINDS, OTHERS, Wordings

SUBJECTS = (
    ("математика пәні", "учителей математики"),
    ("қазақ тілі мен әдебиеті", "учителей казахского языка"),
    ("бастауыш сынып", "учителей начальных классов"),
    ("жаратылыстану пәндері", "учителей естественного цикла"),
    ("ағылшын тілі", "учителей английского языка"),
    ("тарих пәні", "учителей истории"),
    ("физика және информатика", "учителей физики и информатики"),
    ("көркем еңбек", "учителей художественного труда"),
)
PEOPLE = (
    "Ахметова Айгүл Сериковна",
    "Сейтқали Нұрлан",
    "Ким Ольга Викторовна",
    "Жұмабекова Г.Т.",
    "Оспанов Ерлан",
    "Дүйсенбай Мөлдір",
    "Иванова Н.П.",
)
MONTHS_KK = ("Тамыз", "Қыркүйек", "Қазан", "Қараша", "Желтоқсан", "Қаңтар", "Ақпан", "Наурыз", "Сәуір", "Мамыр")
MONTHS_RU = ("Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь", "Январь", "Февраль", "Март", "Апрель", "Май")
LETTERHEADS = (
    ("Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК",),
    ("«№ 25 орта мектеп» КММ",),
    ("ГКП на ПХВ «Школа-гимназия № 17» акимата города Астаны",),
    ("Қазақстан Республикасының Оқу-ағарту министрлігі", "Астана қаласының Білім басқармасы", "№ 12 мектеп-гимназия"),
    (),
)
APPROVALS = (
    ("Бекітемін", "Мектеп директоры ________ А. Сейтова", "«___» __________ 2025 ж."),
    (
        "Келісілді",
        "Директордың оқу ісі жөніндегі орынбасары",
        "Қ. Әлиева",
        "Бекітемін",
        "Мектеп директоры",
        "Е. Мұсаев",
    ),
    ("Утверждаю", "Директор школы-лицея ______ Б. Оспанов", "«28» августа 2025 г."),
    ("Рассмотрено на заседании МО", "Протокол № 1 от 27.08.2025", "Утверждаю", "Директор школы Т. Абенов"),
    ("ӘБ отырысында қаралды", "Хаттама №1, 28.08.2025 ж.", "Бекітемін: мектеп директоры К. Ермекова"),
)
NO_NAMES = (
    "scan0001.pdf",
    "Документ1.docx",
    "IMG_20251014_113005.jpg",
    "1.docx",
    "Новый документ.docx",
    "құжат.docx",
    "WhatsApp файл.pdf",
    "Без имени.docx",
    "doc20251013.pdf",
)
FILLER_KK = (
    "Мектеп мұғалімдері оқу жылы бойы белсенді жұмыс атқарды.",
    "Жауапты: пән мұғалімдері, мерзімі жыл бойы.",
    "Оқушылардың белсенділігі артты.",
)
FILLER_RU = (
    "Учителя школы активно работали в течение года.",
    "Ответственные: учителя-предметники, срок в течение года.",
    "Активность учащихся повысилась.",
)

_PLAIN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_LATIN = {
    "а": "a",
    "ә": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "ғ": "g",
    "д": "d",
    "е": "e",
    "ё": "e",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "i",
    "к": "k",
    "қ": "q",
    "л": "l",
    "м": "m",
    "н": "n",
    "ң": "n",
    "о": "o",
    "ө": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ұ": "u",
    "ү": "u",
    "ф": "f",
    "х": "h",
    "һ": "h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ы": "y",
    "і": "i",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ь": "",
    "ъ": "",
}
_LOOKALIKE = str.maketrans("АВЕКМНОРСТХаеорсх", "ABEKMHOPCTXaeopcx")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paper with what is right: its kinds (all must be found), those that doubt may name, or its role.

    ``school`` names whose whole portfolio it is one of, "" where it stands by itself.
    """

    name: str
    text: Text
    kinds: frozenset[str]
    may: frozenset[str] = frozenset()
    role: str = "document"
    note: str = ""
    on: dict[str, tuple[int, ...]] = field(default_factory=dict)
    school: str = ""


def papers(seed: int, each: int) -> Iterator[Labelled]:
    """``each`` papers of every kind, as many others in all as a fourth of them, and every confusion twice."""
    rng = random.Random(seed)
    for key, wordings in KINDS.items():
        for _ in range(each):
            yield _paper(rng, key, wordings)
    for key, role, names, examples in OTHERS:
        for _ in range(max(2, each // 3)):
            yield _other(rng, key, role, names, examples)
    for pair, title, body, kinds, role, may in CONFUSED:
        for _ in range(2):
            yield _confused(rng, pair, title, body, kinds, role, may)


def _values(rng: random.Random, m: tuple[str, str]) -> dict[str, str]:
    y, p = rng.choice((("2025-2026", "2024-2025"), ("2025–2026", "2024–2025"), ("2025/2026", "2024/2025")))
    return {"m": m[0], "mr": m[1], "y": y, "p": p, "n": rng.choice(PEOPLE), "k": str(rng.randint(1, 5))}


def _fill(rng: random.Random, line: str, m: tuple[str, str]) -> str:
    filled = line.format(**_values(rng, m))
    return filled[:1].upper() + filled[1:]


def _paper(rng: random.Random, key: str, w: Wordings) -> Labelled:
    m = rng.choice(SUBJECTS)
    russian = rng.random() < 0.3
    title = _fill(rng, rng.choice(w.ru if russian else w.kk), m)
    lines = [_fill(rng, x, m) for x in (w.body_ru if russian else w.body_kk)]
    # A heading may be absent when the name tells, and a name may tell nothing when there is a heading.
    style = rng.choices(("both", "heading", "name"), (0.5, 0.38, 0.12))[0]
    name = _name(rng, w, m) if style != "heading" else rng.choice(NO_NAMES)
    blocks: list[Block] = []
    order = w.shape == "order"
    if order or rng.random() < 0.4:
        blocks += [Block(x) for x in rng.choice(LETTERHEADS)]
    if not order and key != "meeting_minutes" and rng.random() < 0.35:
        blocks += [Block(x) for x in rng.choice(APPROVALS)]
    if style != "name" or order:
        blocks += _title(rng, title, order=order, russian=russian)
    blocks += _body(rng, w, lines, russian=russian, m=m)
    if style == "name" and key == "association_regulations":
        blocks = [b for b in blocks if b.text != "1. Жалпы ережелер"]
    return _spelled(rng, Labelled(name, _text(rng, blocks), frozenset({key}), _may(key), note=f"{key} {style}"))


def _may(key: str) -> frozenset[str]:
    """Some papers do more than their title says; a doubtful word on it is no mistake."""
    both = {"establishment_order": {"leader_appointment_order"}, "leader_appointment_order": {"establishment_order"}}
    return frozenset(both.get(key, set()))


def _title(rng: random.Random, title: str, *, order: bool, russian: bool) -> list[Block]:
    prominence = rng.choice((0, 1, 1, 2))
    lines = [title]
    if len(title) > 45 and rng.random() < 0.35:
        words = title.split()
        cut = len(words) // 2
        lines = [" ".join(words[:cut]), " ".join(words[cut:])]
    if rng.random() < 0.3:
        lines = [x.upper() for x in lines]
    blocks = [Block(x, prominence) for x in lines]
    if order:
        word = rng.choice(("ПРИКАЗ", "П Р И К А З")) if russian else rng.choice(("БҰЙРЫҚ", "Б Ұ Й Р Ы Қ", "Бұйрық"))
        head = [
            Block(word, max(1, prominence)),
            Block(rng.choice(("№ 45", "№ 112-н/қ    01.09.2025", "01.09.2025 ж. № 7"))),
        ]
        if rng.random() < 0.5:
            head.append(Block("Астана қаласы"))
        return head + blocks
    return blocks


def _body(rng: random.Random, w: Wordings, lines: list[str], *, russian: bool, m: tuple[str, str]) -> list[Block]:
    columns = w.columns_ru if russian else w.columns_kk
    if w.shape == "text" or w.shape == "order":
        rng_lines = lines if w.shape == "order" else lines[: rng.randint(3, len(lines))]
        return [
            Block(x)
            for x in (*rng_lines, *(rng.sample(FILLER_RU if russian else FILLER_KK, 1) if w.shape == "text" else ()))
        ]
    months = MONTHS_RU if russian else MONTHS_KK
    rows: list[tuple[str, ...]] = [columns]
    if w.shape == "table":
        for number, line in enumerate(lines * 2, 1):
            rows.append((str(number), line, rng.choice(months), rng.choice(PEOPLE)))
    else:
        for number, line in enumerate(lines * 2, 1):
            cells = [c.strip() for c in line.split("|")]
            rows.append(
                (str(number), *cells, *(["жоғары", "педагог-модератор", "12"][: max(0, len(columns) - len(cells) - 1)]))
            )
    return [Block("\n".join("\t".join(r) for r in rows), rows=tuple(rows))]


def _name(rng: random.Random, w: Wordings, m: tuple[str, str]) -> str:
    name = _fill(rng, rng.choice(w.names), m).replace("/", "-")
    form = rng.random()
    if form < 0.2:
        name = name.replace(" ", "_")
    elif form < 0.3:
        name = f"{rng.randint(1, 24):02d}_{name}"
    elif form < 0.4:
        name = "".join(x[:1].upper() + x[1:] for x in name.split())
    elif form < 0.5:
        name += " (1)"
    if rng.random() < 0.15:
        name = f"портфолио.zip/{name}"
    return name + rng.choice((".docx", ".pdf", ".doc", ".xlsx"))


def _text(rng: random.Random, blocks: list[Block]) -> Text:
    paged = rng.random() < 0.4
    return Text("pdf" if paged else "docx", (Page(tuple(blocks)),), paged)


def _other(
    rng: random.Random, key: str, role: str, names: tuple[str, ...], examples: tuple[tuple[str, tuple[str, ...]], ...]
) -> Labelled:
    m = rng.choice(SUBJECTS)
    title, body = rng.choice(examples)
    name = rng.choice(NO_NAMES) if rng.random() < 0.5 else rng.choice(names) + rng.choice((".docx", ".pdf"))
    blocks = [
        Block(_fill(rng, title, m), rng.choice((0, 1, 2))),
        *(Block(_fill(rng, x, m)) for x in body),
        Block(rng.choice(FILLER_KK)),
    ]
    return _spelled(rng, Labelled(name, _text(rng, blocks), frozenset(), role=role, note=key))


def _confused(
    rng: random.Random,
    pair: str,
    title: str,
    body: tuple[str, ...],
    kinds: tuple[str, ...],
    role: str,
    may: tuple[str, ...],
) -> Labelled:
    m = rng.choice(SUBJECTS)
    prominence = rng.choice((0, 1, 2))
    first, _, rest = title.partition(" ")
    head = (
        [Block(first, 1), Block(_fill(rng, rest, m), prominence)]
        if first in ("БҰЙРЫҚ", "ПРИКАЗ")
        else [Block(_fill(rng, title, m), prominence)]
    )
    blocks = [
        *head,
        *(Block(_fill(rng, x, m)) for x in body),
        Block(rng.choice(FILLER_KK)),
        Block(rng.choice(FILLER_KK)),
    ]
    return _spelled(
        rng,
        Labelled(
            rng.choice(NO_NAMES),
            _text(rng, blocks),
            frozenset(kinds),
            frozenset(may),
            role or "document",
            f"pair {pair}",
        ),
    )


def _spelled(rng: random.Random, paper: Labelled) -> Labelled:
    """The paper typed as somebody types: properly most of the time."""
    form = rng.choices(
        ("proper", "plain", "latin", "lookalike", "decomposed", "typo"), (0.6, 0.16, 0.06, 0.05, 0.05, 0.08)
    )[0]
    ways: dict[str, Callable[[str], str]] = {
        "proper": str,
        "plain": _plain,
        "latin": latin,
        "lookalike": _lookalike,
        "decomposed": _decomposed,
        "typo": lambda s: _typo(rng, s),
    }
    rewrite = ways[form]
    pages = tuple(
        Page(
            tuple(
                Block(rewrite(b.text), b.prominence, tuple(tuple(rewrite(c) for c in row) for row in b.rows))
                for b in p.blocks
            ),
            p.read_by,
            p.picture,
        )
        for p in paper.text.pages
    )
    stem, dot, extension = paper.name.rpartition(".")
    name = rewrite(stem) + dot + extension
    return Labelled(
        name, Text(paper.text.type, pages, paper.text.paged), paper.kinds, paper.may, paper.role, f"{paper.note} {form}"
    )


def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def latin(text: str) -> str:
    """Kazakh or Russian typed in Latin."""
    return "".join(
        _LATIN[c] if c in _LATIN else _LATIN[c.lower()].capitalize() if c.lower() in _LATIN else c for c in text
    )


def _lookalike(text: str) -> str:
    return text.translate(_LOOKALIKE)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _typo(rng: random.Random, text: str) -> str:
    """A wrong, missing or doubled letter in about one long word of eight."""

    def spoil(match: re.Match[str]) -> str:
        word = match[0]
        if rng.random() > 0.12:
            return word
        place = rng.randint(2, len(word) - 2)
        return rng.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + "о" + word[place + 1 :],
            )
        )

    return re.sub(r"[^\W\d_]{9,}", spoil, text)
